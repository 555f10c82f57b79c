// Draws a table of names and numbers.

export default function (component) {
  redraw(component, ({ caption, head, rows }) => [
    make(
      "table",
      {},
      make("caption", {}, caption),
      make("thead", {}, make("tr", {}, ...head.map((text) => make("th", { scope: "col" }, text)))),
      make(
        "tbody",
        {},
        ...rows.map(([name, count]) =>
          make(
            "tr",
            {},
            make("th", { scope: "row" }, name),
            make("td", {}, count.toLocaleString("en")),
          ),
        ),
      ),
    ),
  ]);
}
