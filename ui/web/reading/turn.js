// Draws a question with its answer: the sentences with their citations, and what is beneath them.

const drawings = { question, turn };

export default function (component) {
  redraw(component, (data, ...rest) => drawings[data.kind](data, ...rest), (root, data) => {
    // Asked from further up in the conversation, it is answered out of sight.
    if (data.waiting || data.is_new) root.scrollIntoView({ block: "start" });
  });
}

function question(data) {
  return [
    make("h2", { class: "question" }, data.question),
    data.waiting ? make("p", { class: "waiting", role: "status" }, data.waiting) : "",
  ];
}

function turn(data, state, send) {
  const act = actor(state, send);
  const voice = make("span", { class: "voice", role: "status" });
  const say = (text) => (voice.textContent = text);
  const cards = documents(data.citations).map((quotes) => card(quotes, data.complete, state, act, say));
  const chips = [];
  const open = (number) => {
    state.opened = state.opened === number ? null : number;
    show();
  };
  const show = () => {
    for (const each of cards) each.show(state.opened);
    for (const each of chips) {
      each.element.setAttribute("aria-expanded", String(each.number === state.opened));
    }
  };
  for (const each of cards) {
    each.head.addEventListener("click", () =>
      open(each.has(state.opened) ? state.opened : each.first),
    );
  }
  const chip = (number) => {
    const title = data.citations.find((one) => one.number === number)?.title;
    const element = make(
      "button",
      {
        class: "chip",
        type: "button",
        id: `chip-${chips.length}`,
        title,
        "aria-label": `Citation ${number}: ${title}`,
        onclick: () => {
          open(number);
          cards.find((each) => each.has(state.opened))?.reveal();
        },
      },
      String(number),
    );
    chips.push({ number, element });
    return element;
  };
  const answer = make(
    "div",
    {
      class: data.answered ? "answer" : "answer silent",
      "aria-busy": data.complete ? null : "true",
      onkeydown: (event) => {
        if (event.key !== "Escape" || state.opened === null) return;
        event.stopPropagation(); // it is meant for nothing else
        open(state.opened);
      },
    },
    data.understood === null
      ? null
      : make("p", { class: "understood" }, `Understood as: ${data.understood}`),
    make(
      "p",
      { class: "text", role: data.complete && data.is_new ? "status" : null },
      ...(data.answered ? data.sentences.flatMap((one) => sentence(one, chip)) : [data.text]),
    ),
    standing(data, state),
    data.limits?.length
      ? make("p", { class: "limited" }, `Filters: ${data.limits.join(" \u00b7 ")}`)
      : null,
    data.left_out ? leftOut(data, act) : null,
    ...data.notes.map((note) => make("p", { class: "note" }, note)),
    cards.length
      ? make(
          "section",
          { class: "sources", "aria-label": data.answered ? "Sources" : "Further reading" },
          make("h3", {}, data.answered ? "Sources" : "Nearest passages, for further reading"),
          make("ol", {}, ...cards.map((each) => each.element)),
        )
      : null,
    acts(data, state, act, say),
    voice,
  );
  show();
  return [make("h2", { class: "question" }, data.question), answer];
}

function sentence(one, chip) {
  // The last word takes the chips with it, so that none begins a line.
  const [, start, end] = /^(.*?)(\S{0,30})$/su.exec(one.text);
  const style = one.verified ? "" : "unverified";
  const pieces = [
    make("span", { class: style }, start),
    make(
      "span",
      { class: "together" },
      make("span", { class: style }, end),
      ...one.citations.map(chip),
    ),
  ];
  if (!one.verified) {
    pieces.push(make("span", { class: "problem" }, ` not verified: ${one.problems.join("; ")}`));
  }
  return [...pieces, " "];
}

// What the words of the question left out, and the way to have it in.
function leftOut(data, act) {
  const button = make(
    "button",
    {
      class: "all",
      type: "button",
      disabled: !data.complete, // but there, so that nothing moves when the answer is whole
      onclick: () => {
        button.disabled = true; // a double click asks once
        act("search_all");
      },
    },
    "Search all dates",
  );
  const isOffered = data.has_all_dates || !data.complete;
  return make("p", { class: "limits" }, make("span", {}, data.left_out), isOffered ? button : null);
}
