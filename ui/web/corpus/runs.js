// Draws ingest runs: how far each is, and what became of each file.
//
// Names, addresses and reasons come from outside: they enter the page as text nodes.

const signs = { done: "\u2713", note: "\u2022", error: "!" };

export default function (component) {
  redraw(component, ({ runs }, _state, send) => runs.map((one) => run(one, send)));
}

function run({ id, heading, detail, share, lines, more, acts, is_open: isOpen }, send) {
  const tell = (act) => send("act", { act, id });
  const title =
    isOpen === null
      ? heading
      : make(
          "button",
          {
            type: "button",
            class: "opener",
            "aria-expanded": String(isOpen),
            "data-part": `open ${id}`,
            onclick: () => tell("open"),
          },
          make("span", { class: "arrow", "aria-hidden": "true" }, isOpen ? "\u25be" : "\u25b8"),
          heading,
        );
  const isAtWork = share !== null;
  return make(
    "section",
    { class: isOpen === null ? "run" : "run past", "aria-label": heading },
    make(
      "div",
      { class: "head" },
      make("h2", {}, isAtWork || isOpen !== null ? title : make("span", { role: "status" }, title)),
      make("span", { class: "acts" }, ...acts.map((one) => button(one, id, tell))),
    ),
    isAtWork ? progress(heading, share) : "",
    detail ? make("p", { class: "detail" }, detail) : "",
    // What is long is scrolled, also by the keyboard.
    lines.length ? make("ul", { tabindex: lines.length > 8 ? "0" : null }, ...lines.map(line)) : "",
    more ? make("p", { class: "detail" }, more) : "",
  );
}

function progress(label, share) {
  const known = share < 0 ? {} : { value: String(share) };
  return make("progress", { max: "1", "aria-label": label, ...known });
}

function button({ act, label, is_first: isFirst }, id, tell) {
  return make(
    "button",
    {
      type: "button",
      class: isFirst ? "act first" : "act",
      "data-part": `${act} ${id}`,
      onclick: (event) => {
        event.currentTarget.disabled = true;
        tell(act);
      },
    },
    label,
  );
}

function line({ name, text, hint, tone, source }) {
  return make(
    "li",
    { class: `line is-${tone}` },
    make("span", { class: "sign", "aria-hidden": "true" }, signs[tone]),
    make(
      "span",
      {},
      make("b", { title: source === name ? null : source }, name),
      ` ${text}`,
      hint ? make("span", { class: "hint" }, hint) : "",
    ),
  );
}
