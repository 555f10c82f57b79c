// Offers texts to choose from.

export default function (component) {
  redraw(component, choices);
}

function choices(data, state, send) {
  return data.choices.map((text) =>
    make(
      "button",
      {
        class: "choice",
        type: "button",
        onclick: (event) => {
          event.currentTarget.disabled = true; // a double click chooses once
          send("choose", text);
        },
      },
      text,
    ),
  );
}
