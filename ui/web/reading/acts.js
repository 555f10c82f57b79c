// What stands beneath an answer: how far it can be relied on, and what can be done with it.

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
