// Marks what was removed from a text and what was added, by lines through and under the words.

export default function (component) {
  redraw(component, changes);
}

function changes({ facts, hunks }) {
  return [
    facts.length
      ? make(
          "dl",
          {},
          ...facts.flatMap(([name, before, after]) => [
            make("dt", {}, name),
            make("dd", {}, before && removed(before), before && after ? " " : null, after && added(after)),
          ]),
        )
      : "",
    ...hunks.flatMap((hunk) => [
      hunk.skipped ? make("p", { class: "skipped" }, unchanged(hunk.skipped)) : "",
      hunk.pieces.length ? make("div", { class: "hunk" }, ...hunk.pieces.map(piece)) : "",
    ]),
  ];
}

function piece({ kind, text }) {
  return { same: (one) => one, removed, added }[kind](text);
}

// Few screen readers tell of these elements: so it is said in words, too.
function removed(text) {
  return make("del", {}, make("span", { class: "said" }, "[removed: "), text, make("span", { class: "said" }, "]"));
}

function added(text) {
  return make("ins", {}, make("span", { class: "said" }, "[added: "), text, make("span", { class: "said" }, "]"));
}

function unchanged(count) {
  return count === 1 ? "1 paragraph is the same" : `${count.toLocaleString("en")} paragraphs are the same`;
}
