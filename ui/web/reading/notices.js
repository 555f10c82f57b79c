// Tells what has happened, and what to do next.

const signs = { done: "\u2713", note: "\u2022", error: "!" };

export default function (component) {
  redraw(component, notices);
}

function notices(data) {
  return data.notices.map(({ text, hint, tone }) =>
    make(
      "p",
      { class: `notice ${tone}`, role: tone === "error" ? "alert" : "status" },
      make("span", { class: "sign", "aria-hidden": "true" }, signs[tone]),
      make("span", {}, text, hint ? make("span", { class: "hint" }, hint) : null),
    ),
  );
}
