// Draws what is read: a question with its answer and citations, a document at a quote, notices, and
// texts to choose from.
//
// Everything shown comes from articles, file names and models, so it enters the page as text nodes
// and attributes set one by one; no string is ever parsed as HTML.

const states = new WeakMap(); // root -> what the reader has opened, kept from drawing to drawing

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".reading");
  const drawn = JSON.stringify(data);
  const state = states.get(root) ?? { opened: null, subject: null, drawn: null };
  states.set(root, state);
  if (state.drawn === drawn) return;
  state.drawn = drawn;
  if (state.subject !== data.subject) {
    state.subject = data.subject;
    state.opened = null;
    state.arrived = false;
  }
  const draw = { choices, notices, question, turn, source }[data.kind];
  root.replaceChildren(...draw(data, state, (name, value) => setTriggerValue(name, value)));
  if (state.arrived) return;
  state.arrived = true;
  if (data.kind === "source") goToQuote(root);
  // Asked from further up in the conversation, it is answered out of sight.
  if (data.waiting || data.is_new) root.scrollIntoView({ block: "start" });
}

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

// Texts to choose from.

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

// What has happened, and what to do next.

function notices(data) {
  const signs = { done: "\u2713", note: "\u2022", error: "!" };
  return data.notices.map(({ text, hint, tone }) =>
    make(
      "p",
      { class: `notice ${tone}`, role: tone === "error" ? "alert" : "status" },
      make("span", { class: "sign", "aria-hidden": "true" }, signs[tone]),
      make("span", {}, text, hint ? make("span", { class: "hint" }, hint) : null),
    ),
  );
}

// One question and its answer.

function question(data) {
  return [
    make("h2", { class: "question" }, data.question),
    data.waiting ? make("p", { class: "waiting", role: "status" }, data.waiting) : "",
  ];
}

function turn(data, state, send) {
  // What grows is drawn anew each time; its sources can be opened once it is whole.
  const cards = documents(data.citations).map((quotes) => card(quotes, data.complete ? send : null));
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
        if (event.key === "Escape" && state.opened !== null) open(state.opened);
      },
    },
    data.understood === null
      ? null
      : make("p", { class: "understood" }, `Understood as: ${data.understood}`),
    make(
      "p",
      { class: "text", role: data.complete ? "status" : null },
      ...(data.answered ? data.sentences.flatMap((one) => sentence(one, chip)) : [data.text]),
    ),
    ...data.provenance.map((line) => make("p", { class: "provenance" }, line)),
    data.limits ? limits(data, send) : null,
    cards.length
      ? make(
          "section",
          { class: "sources", "aria-label": data.answered ? "Sources" : "Further reading" },
          make("h3", {}, data.answered ? "Sources" : "Nearest passages, for further reading"),
          make("ol", {}, ...cards.map((each) => each.element)),
        )
      : null,
    ...data.notes.map((note) => make("p", { class: "note" }, note)),
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
function limits(data, send) {
  const button = make(
    "button",
    {
      class: "all",
      type: "button",
      disabled: !data.complete, // but there, so that nothing moves when the answer is whole
      onclick: () => {
        button.disabled = true; // a double click asks once
        send("all_dates", true);
      },
    },
    "Search all dates",
  );
  const isOffered = data.has_all_dates || !data.complete;
  return make("p", { class: "limits" }, make("span", {}, data.limits), isOffered ? button : null);
}

// Group citations by the document that they are from, in order.
function documents(citations) {
  const groups = new Map();
  for (const one of citations) groups.set(one.document, [...(groups.get(one.document) ?? []), one]);
  return [...groups.values()];
}

function card(quotes, send) {
  const [{ number: first, title, origin, url, mark }] = quotes;
  const pages = [...new Set(quotes.map((one) => one.page).filter(Boolean))];
  const labels = [...new Set(quotes.map((one) => one.label))].join(" ");
  const head = make(
    "button",
    { class: "head", type: "button" },
    make("span", { class: "number", "aria-hidden": "true" }, labels),
    make("span", { class: "title" }, title, ...(mark ? [" ", make("span", { class: "mark" }, mark)] : [])),
    make("span", { class: "origin" }, told(origin, pages.join(", "))),
  );
  const items = quotes.map((one) => ({
    number: one.number,
    element: quotation(one, pages.length > 1 ? one.page : "", send),
  }));
  const body = make(
    "div",
    { class: "body" },
    ...items.map((each) => each.element),
    url === null ? null : make("p", { class: "origin" }, link(url)),
  );
  const element = make("li", { class: "source" }, head, body);
  const has = (number) => quotes.some((one) => one.number === number);
  return {
    element,
    head,
    first,
    has,
    show: (opened) => {
      head.setAttribute("aria-expanded", String(has(opened)));
      element.classList.toggle("opened", has(opened));
      body.hidden = !has(opened);
      for (const each of items) {
        each.element.classList.toggle("chosen", each.number === opened);
      }
    },
    reveal: () => element.scrollIntoView({ block: "nearest" }),
  };
}

function quotation(citation, page, send) {
  const beneath = told(page, citation.attribution);
  return make(
    "div",
    { class: "quotation" },
    make("span", { class: "number" }, citation.label),
    make("blockquote", {}, ...marked(citation.quote)),
    beneath ? make("p", { class: "attribution" }, beneath) : null,
    send &&
      make(
        "button",
        { class: "open", type: "button", onclick: () => send("open", citation.number) },
        "Open in source",
      ),
  );
}

function told(...parts) {
  return parts.filter(Boolean).join(" \u00b7 ");
}

function marked([before, short, after]) {
  return short ? [before, make("strong", {}, short), after] : [before];
}

// Only web addresses become links: an article may claim `javascript:` to be its own.
function link(url) {
  if (url === null || !URL.canParse(url)) return null;
  const { protocol, host, href } = new URL(url);
  if (!["http:", "https:"].includes(protocol)) return null;
  return make("a", { href, target: "_blank", rel: "noopener noreferrer nofollow" }, host);
}

// A document, whole, at a quote.

function source(data, state, send) {
  const header = make(
    "header",
    {},
    make(
      "div",
      { class: "bar" },
      make("h2", { class: "title" }, data.title),
      make(
        "button",
        {
          class: "close",
          type: "button",
          title: "Close the source",
          "aria-label": "Close the source",
          onclick: () => send("close", true),
        },
        "\u00d7",
      ),
    ),
    make("p", { class: "origin" }, data.origin, data.url === null ? null : " \u00b7 ", link(data.url)),
    ...data.notes.map((note) => make("p", { class: "note" }, note)),
    ...data.remarks.map((remark) => make("p", { class: "remark" }, remark)),
  );
  const isPaged = data.text.some(([kind]) => kind === "page");
  const text = make(
    "div",
    {
      class: isPaged ? "page paged" : "page",
      tabindex: "0",
      role: "document",
      "aria-label": data.title,
    },
    ...data.text.map(piece),
  );
  return [
    make(
      "article",
      {
        class: "document",
        onkeydown: (event) => {
          if (event.key === "Escape") send("close", true);
        },
      },
      header,
      text,
    ),
  ];
}

function piece([kind, text]) {
  if (kind === "quote") return make("mark", {}, text);
  return kind === "page" ? make("span", { class: "folio" }, text) : text;
}

function goToQuote(root) {
  const page = root.querySelector(".page");
  const mark = page.querySelector("mark");
  // Once the layout is there; scrolling the page alone leaves the conversation where it is.
  requestAnimationFrame(() => {
    page.focus({ preventScroll: true });
    if (mark) page.scrollTop += mark.getBoundingClientRect().top - page.getBoundingClientRect().top - page.clientHeight / 4;
  });
}
