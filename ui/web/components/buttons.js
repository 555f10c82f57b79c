// The buttons beneath what is read: copy it, collect it.

const SAID_MILLISECONDS = 2000; // how long it stands that something was copied

// A button that copies, and says so for a moment, even if the answer is drawn anew meanwhile.
function copier(id, name, copied, state, say) {
  const label = make("span", {}, name);
  const button = make(
    "button",
    {
      class: "act",
      type: "button",
      id,
      onclick: async () => {
        const { text, html } = copied();
        const isCopied = await putOnClipboard(text, html);
        tell(isCopied ? "Copied" : "Not copied");
        say(isCopied ? "Copied" : "The browser does not let it be copied");
      },
    },
    icon("content_copy"),
    label,
  );
  const tell = (text) => {
    state.said = text && { id, text };
    for (const show of Object.values(state.labels)) show();
    clearTimeout(state.timer);
    if (text) state.timer = setTimeout(() => tell(null), SAID_MILLISECONDS);
  };
  const show = () => {
    const isSaid = state.said?.id === id;
    button.style.minWidth = isSaid ? `${button.offsetWidth}px` : ""; // nothing beside it moves
    label.textContent = isSaid ? state.said.text : name;
  };
  state.labels = { ...state.labels, [id]: show };
  show();
  return button;
}

function collector(id, isCollected, collect) {
  return make(
    "button",
    {
      class: isCollected ? "act done" : "act",
      type: "button",
      id,
      "aria-disabled": isCollected ? "true" : null, // it keeps the keyboard
      onclick: () => isCollected || collect(),
    },
    icon(isCollected ? "assignment_turned_in" : "assignment_add"),
    make("span", {}, isCollected ? "In the report" : "Add to report"),
  );
}

// Drawn by the style: it is no text, and is not copied with it.
function icon(sign) {
  return make("span", { class: "icon", "aria-hidden": "true", "data-sign": sign });
}
