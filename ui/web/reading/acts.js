// What stands beneath an answer: how far it can be relied on, and what can be done with it.

const SAID_MILLISECONDS = 2000; // how long it stands that something was copied
const TOLD_MILLISECONDS = 10_000; // how long what was clicked is told again with the next click

// Returns what tells the server of clicks. Of two in quick succession Streamlit may bring only the
// second; so the last ones are told again, each by a name of its own.
function actor(state, send) {
  return (act, more = {}) => {
    const at = Date.now();
    const id = Math.random().toString(36).slice(2);
    const recent = (state.acts ?? []).filter((each) => at - each.at < TOLD_MILLISECONDS);
    state.acts = [...recent, { id, at, act, ...more }];
    send("acts", state.acts);
  };
}

// The confidence in a word, which tells more when it is clicked, and the provenance behind it.
function standing(data, state) {
  const { confidence, provenance } = data;
  const lines = provenance.map((line) => make("span", { class: "provenance" }, line));
  if (confidence === null) return lines.length ? make("p", { class: "standing" }, ...lines) : null;
  const meaning = make("p", { class: "meaning", id: "meaning" }, confidence.meaning);
  const word = make(
    "button",
    {
      class: `confidence level-${confidence.level}`,
      type: "button",
      id: "confidence",
      title: confidence.meaning,
      "aria-describedby": "meaning",
      onclick: () => {
        state.explained = meaning.hidden ? data.subject : null;
        show();
      },
    },
    make("span", { class: "bars", "aria-hidden": "true" }, ...[1, 2, 3].map(() => make("i"))),
    confidence.word,
  );
  const show = () => {
    meaning.hidden = state.explained !== data.subject;
    word.setAttribute("aria-expanded", String(!meaning.hidden));
  };
  show();
  return make("div", { class: "standing" }, word, ...lines, meaning);
}

function acts(data, state, act, say) {
  const whole = data.complete; // before, they are there, so that nothing moves, and do nothing
  return make(
    "div",
    { class: "acts", role: "group", "aria-label": "This answer", inert: !whole },
    copier("copy", "Copy with references", () => data.copied, state, say),
    collector("collect", data.is_collected, () => act("collect", { number: null })),
    ...thumbs(data.rating ?? 0, (rating) => act("rate", { rating })),
  );
}

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

function thumbs(rating, rate) {
  const sides = [
    { value: 1, name: "Good answer", sign: "thumb_up" },
    { value: -1, name: "Bad answer", sign: "thumb_down" },
  ];
  const buttons = sides.map(({ value, name, sign }) =>
    make(
      "button",
      {
        class: "act thumb",
        type: "button",
        id: sign,
        title: name,
        "aria-label": name,
        onclick: () => {
          rating = rating === value ? 0 : value;
          show();
          rate(rating);
        },
      },
      icon(sign),
    ),
  );
  const show = () =>
    sides.forEach(({ value }, place) =>
      buttons[place].setAttribute("aria-pressed", String(rating === value)),
    );
  show();
  return buttons;
}

// Drawn by the style: it is no text, and is not copied with it.
function icon(sign) {
  return make("span", { class: "icon", "aria-hidden": "true", "data-sign": sign });
}
