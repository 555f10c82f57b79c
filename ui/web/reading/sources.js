// The sources of an answer: a card for each document, with the quotes that are from it.

// Group citations by the document that they are from, in order.
function documents(citations) {
  const groups = new Map();
  for (const one of citations) groups.set(one.document, [...(groups.get(one.document) ?? []), one]);
  return [...groups.values()];
}

// Once the answer `isWhole`, its sources can be opened, copied and collected.
function card(quotes, isWhole, state, act, say) {
  const [{ number: first, title, origin, url, mark }] = quotes;
  const pages = [...new Set(quotes.map((one) => one.page).filter(Boolean))];
  const labels = [...new Set(quotes.map((one) => one.label))].join(" ");
  const head = make(
    "button",
    { class: "head", type: "button", id: `head-${first}` },
    make("span", { class: "number", "aria-hidden": "true" }, labels),
    make("span", { class: "title" }, title, ...(mark ? [" ", make("span", { class: "mark" }, mark)] : [])),
    make("span", { class: "origin" }, told(origin, pages.join(", "))),
  );
  const items = quotes.map((one) => ({
    number: one.number,
    element: quotation(one, pages.length > 1 ? one.page : "", isWhole, state, act, say),
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

function quotation(citation, page, isWhole, state, act, say) {
  const { number } = citation;
  const beneath = told(page, citation.attribution);
  return make(
    "div",
    { class: "quotation" },
    make("span", { class: "number" }, citation.label),
    make("blockquote", {}, ...emphasized(citation.quote)),
    beneath ? make("p", { class: "attribution" }, beneath) : null,
    isWhole
      ? make(
          "div",
          { class: "acts" },
          make(
            "button",
            { class: "open", type: "button", id: `open-${number}`, onclick: () => act("open", { number }) },
            "Open in source",
          ),
          copier(`copy-${number}`, "Copy citation", () => ({ text: citation.copied }), state, say),
          collector(`collect-${number}`, citation.is_collected, () => act("collect", { number })),
        )
      : null,
  );
}

function emphasized([before, short, after]) {
  return short ? [before, make("strong", {}, short), after] : [before];
}
