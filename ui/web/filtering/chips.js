// Shows what a search is limited to, each limit to be removed, and how many articles are left.

export default function (component) {
  redraw(component, row);
}

function row(data, state, send) {
  const remove = (name, place) => {
    state.removed = place;
    send("remove", name);
  };
  const chips = data.chips.map(([name, text], place) =>
    make(
      "button",
      {
        class: "chip",
        type: "button",
        title: text,
        "aria-label": `Remove filter: ${text}`,
        onclick: () => remove(name, place),
      },
      make("span", { class: "told" }, text),
      make("span", { class: "cross", "aria-hidden": "true" }, "\u00d7"),
    ),
  );
  const matches = make(
    "span",
    { class: data.matches_none ? "matches none" : "matches", role: "status", tabindex: "-1" },
    data.matches,
  );
  if (Number.isInteger(state.removed)) {
    // Whoever goes by the keyboard goes on from there.
    const next = chips[Math.min(state.removed, chips.length - 1)] ?? matches;
    queueMicrotask(() => next.focus());
    state.removed = null;
  }
  const all =
    data.chips.length > 1
      ? make(
          "button",
          { class: "all", type: "button", onclick: () => remove("all", 0) },
          "Clear all",
        )
      : null;
  return [make("div", { class: "row" }, ...chips, all, matches)];
}
