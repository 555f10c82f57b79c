// Draws a document's title, and what is known of it.

const MOST_SOURCES = 3; // shown without being asked for

export default function (component) {
  redraw(component, heading);
}

function heading(data, state, send) {
  const { title, origin, url, status, facts, remark, sources, alike } = data;
  return [
    make("h1", {}, title),
    make(
      "p",
      { class: "byline" },
      status ? make("span", { class: "status" }, status) : null,
      status && origin ? " " : null,
      origin,
      origin && url !== null ? " \u00b7 " : null,
      link(url),
    ),
    make("ul", { class: "facts", "aria-label": "About this document" }, ...facts.map((one) => make("li", {}, one))),
    listed(sources),
    remark ? make("p", { class: "remark" }, remark) : "",
    ...alike.map((one) =>
      make(
        "p",
        { class: "remark" },
        "Nearly the same, and no source of its own beside it: ",
        make("button", { type: "button", class: "other", onclick: () => send("open", one.id) }, one.title),
      ),
    ),
  ];
}

function listed(sources) {
  const lines = sources.map((one) => make("li", {}, place(one)));
  if (lines.length <= MOST_SOURCES) return make("ul", { class: "places", "aria-label": "Where it is from" }, ...lines);
  return make(
    "details",
    { class: "places" },
    make("summary", {}, `From ${lines.length} places`),
    make("ul", {}, ...lines),
  );
}

// An address to follow, or a file in its folder; all of a path tells whose machine it is on.
function place(source) {
  const found = link(source);
  if (found) found.textContent = source;
  const file = source.split(/[/\\]/u).slice(-2).join("/");
  return found ?? make("span", { title: source }, file);
}
