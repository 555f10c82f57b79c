// Lists what can be opened.

export default function (component) {
  redraw(component, entries);
}

function entries(data, state, send) {
  const entry = (one, number) =>
    make(
      "li",
      {},
      make(
        "button",
        {
          class: "entry",
          type: "button",
          "aria-current": one.is_open ? "true" : null,
          onclick: () => send("open", number),
        },
        make("span", { class: "title" }, one.title),
        one.mark ? make("span", { class: one.is_current ? "mark current" : "mark" }, one.mark) : null,
        one.detail ? make("span", { class: "detail" }, one.detail) : null,
      ),
    );
  return [make("ul", { "aria-label": data.name }, ...data.entries.map(entry))];
}
