// Draws what was collected for the report: quotes and answers in their order, each with the writer's
// comment, and the ways to move and remove it.
//
// An item's elements are kept from drawing to drawing, so that nothing that is being typed is lost.

const PAUSE = 800; // milliseconds after the last letter until a comment is saved
const lists = new WeakMap(); // root -> the items that stand there

export default function ({ data, parentElement, setTriggerValue, setStateValue }) {
  const root = parentElement.querySelector(".component");
  const list = lists.get(root) ?? begin(root);
  list.send = (name, value) => setTriggerValue(name, value);
  // As a state, which is brought along where the page is left at once.
  list.write = (comments) => setStateValue("comments", { at: Date.now(), written: comments });
  const { download, ...shown } = data;
  if (download !== null) save(download);
  const drawn = JSON.stringify(shown);
  if (list.drawn === drawn) return;
  list.drawn = drawn;
  draw(list, shown);
}

function begin(root) {
  const list = { entries: new Map(), order: [], unsaved: {}, dragged: null };
  list.element = make("ol", {
    class: "items",
    "aria-label": "What was collected",
    ondragover: (event) => dragOver(list, event),
    ondrop: (event) => drop(list, event),
  });
  list.voice = make("p", { class: "voice", role: "status" });
  lists.set(root, list);
  root.replaceChildren(list.element, list.voice);
  return list;
}

function draw(list, { items, removed, longest_note: longest }) {
  for (const item of items) {
    const found = list.entries.get(item.id) ?? entry(list, item.id, longest);
    list.entries.set(item.id, found);
    found.show(item);
  }
  const order = items.map((item) => item.id);
  const gone = list.order.filter((id) => !order.includes(id));
  const come = order.filter((id) => !list.order.includes(id));
  for (const id of gone) {
    list.entries.delete(id);
    delete list.unsaved[id];
  }
  list.removed = removed === null ? null : undo(list, removed);
  list.removedPlace = removed?.place;
  arrange(list, order);
  if (list.isUndoWanted && removed !== null) list.removed.querySelector("button").focus();
  else if (list.isUndone && come.length) list.entries.get(come[0]).focus("remove");
  list.isUndoWanted = list.isUndone = false;
}

// Put the items in an order, moving none that stands right, and give the keyboard back.
function arrange(list, order) {
  const focused = list.element.getRootNode().activeElement;
  const elements = order.map((id) => list.entries.get(id).element);
  if (list.removed) elements.splice(list.removedPlace, 0, list.removed);
  for (const element of [...list.element.children]) {
    if (!elements.includes(element)) element.remove();
  }
  elements.forEach((element, place) => {
    const standing = list.element.children[place];
    if (standing !== element) list.element.insertBefore(element, standing ?? null);
  });
  list.order = order;
  order.forEach((id, place) => list.entries.get(id).place(place, order.length));
  if (!focused?.isConnected || focused === list.element.getRootNode().activeElement) return;
  if (!focused.disabled) focused.focus();
  else order.map((id) => list.entries.get(id)).find((one) => one.has(focused))?.focus("up", "down");
}

function move(list, id, place) {
  const from = list.order.indexOf(id);
  if (place < 0 || place >= list.order.length || place === from) return;
  const order = list.order.filter((one) => one !== id);
  order.splice(place, 0, id);
  arrange(list, order);
  list.entries.get(id).element.scrollIntoView({ block: "nearest" });
  list.voice.textContent = `Moved to place ${place + 1} of ${order.length}.`;
  list.drawn = null; // what the server says next is drawn, whatever it is
  list.send("move", { id, place });
}

// An item: what it is, the comment on it, and its tools.
function entry(list, id, longest) {
  const content = make("div", { class: "content" });
  const own = comment(list, id, longest);
  const step = (by) => () => move(list, id, list.order.indexOf(id) + by);
  const tools = {
    up: tool("\u2191", step(-1), "Alt+ArrowUp"),
    down: tool("\u2193", step(1), "Alt+ArrowDown"),
    remove: tool("\u00d7", () => {
      own.save();
      list.isUndoWanted = true;
      list.send("remove", id);
    }),
  };
  const handle = make("span", {
    class: "handle",
    draggable: "true",
    title: "Drag to another place",
    ondragstart: (event) => drag(list, id, event),
    ondragend: () => endDrag(list),
  });
  const element = make(
    "li",
    { class: "item", onkeydown: (event) => press(list, id, event) },
    content,
    own.element,
    make("div", { class: "tools" }, handle, tools.up, tools.down, tools.remove),
  );
  let drawn = null;
  let name = "";
  return {
    element,
    has: (inner) => element.contains(inner),
    focus: (...parts) => parts.map((part) => tools[part]).find((one) => !one.disabled)?.focus(),
    show: ({ quote, answer, note }) => {
      own.show(note);
      const now = JSON.stringify([quote, answer]);
      if (now === drawn) return;
      drawn = now;
      name = quote ? `the quote from ${quote.title}` : `the answer to ${answer.question}`;
      const isOpen = content.querySelector("details")?.open ?? false;
      content.replaceChildren(...(quote ? drawQuote(list, quote) : drawAnswer(list, answer, isOpen)));
    },
    place: (place, count) => {
      tools.up.disabled = place === 0;
      tools.down.disabled = place === count - 1;
      const where = `${name}, ${place + 1} of ${count}`;
      describe(tools.up, `Move up: ${where}`, "Move up (Alt+\u2191)");
      describe(tools.down, `Move down: ${where}`, "Move down (Alt+\u2193)");
      describe(tools.remove, `Remove: ${where}`, "Remove from the report");
      own.describe(where);
    },
  };
}

function tool(sign, onclick, keys = null) {
  return make("button", { class: "tool", type: "button", "aria-keyshortcuts": keys, onclick }, sign);
}

function describe(element, label, title) {
  element.setAttribute("aria-label", label);
  element.setAttribute("title", title);
}

function press(list, id, event) {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  // In a text, the same keys go from paragraph to paragraph on some systems.
  if (!by || !event.altKey || event.target.localName === "textarea") return;
  event.preventDefault();
  move(list, id, list.order.indexOf(id) + by);
}

function comment(list, id, longest) {
  let sent = null; // what was sent last and has not come back
  let known = "";
  let timer = null;
  const state = make("span", { class: "state", role: "status" });
  const save = () => {
    clearTimeout(timer);
    if (field.value === (sent ?? known)) return;
    sent = field.value;
    list.unsaved[id] = sent;
    list.drawn = null; // what the server says next is drawn, whatever it is
    list.write({ ...list.unsaved });
  };
  const field = make("textarea", {
    rows: "1",
    maxlength: longest,
    placeholder: "Add your own words",
    oninput: () => {
      state.textContent = "";
      clearTimeout(timer);
      timer = setTimeout(save, PAUSE);
    },
    onchange: save,
  });
  return {
    element: make("label", { class: "comment" }, make("span", { class: "whose" }, "Your comment", state), field),
    save,
    describe: (where) => field.setAttribute("aria-label", `Your comment on ${where}`),
    show: (note) => {
      const isTyped = field.value !== (sent ?? known);
      if (note === sent) {
        sent = null;
        delete list.unsaved[id];
        if (!isTyped) state.textContent = "Saved";
      } else if (sent === null && !isTyped) {
        field.value = note;
      }
      known = note;
    },
  };
}

function undo(list, { told: what }) {
  const button = make(
    "button",
    {
      class: "undo",
      type: "button",
      onclick: () => {
        list.isUndone = true;
        list.send("undo", true);
      },
    },
    "Undo",
  );
  return make("li", { class: "removed", role: "status" }, make("span", {}, `Removed ${what}`), button);
}

// Dragging, by the handle.

function drag(list, id, event) {
  const { element } = list.entries.get(id);
  const box = element.getBoundingClientRect();
  list.dragged = id;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
  event.dataTransfer.setDragImage(element, event.clientX - box.left, event.clientY - box.top);
  element.classList.add("dragged");
}

function endDrag(list) {
  list.entries.get(list.dragged)?.element.classList.remove("dragged");
  list.dragged = null;
  markGap(list, null);
}

function dragOver(list, event) {
  if (list.dragged === null) return;
  event.preventDefault();
  markGap(list, gap(list, event));
}

function drop(list, event) {
  if (list.dragged === null) return;
  event.preventDefault();
  const before = gap(list, event);
  const from = list.order.indexOf(list.dragged);
  move(list, list.dragged, before > from ? before - 1 : before);
}

// Return before which item, counted from 0, the pointer is; their number behind the last.
function gap(list, event) {
  const boxes = list.order.map((id) => list.entries.get(id).element.getBoundingClientRect());
  const found = boxes.findIndex((box) => event.clientY < box.top + box.height / 2);
  return found < 0 ? boxes.length : found;
}

function markGap(list, before) {
  list.order.forEach((id, place) => {
    const { classList } = list.entries.get(id).element;
    classList.toggle("before", place === before);
    classList.toggle("behind", place === list.order.length - 1 && before === place + 1);
  });
}

// What is read.

function drawQuote(list, quote) {
  return [
    make("blockquote", {}, ...emphasized(quote.pieces), " ", mark(quote.number)),
    ...reference(list, quote),
    ...since(list, quote),
  ];
}

function drawAnswer(list, answer, isOpen) {
  const counts = [
    answer.quotes.length ? counted(answer.quotes.length, "quote") : "",
    answer.related.length ? `${counted(answer.related.length, "passage")} for further reading` : "",
  ];
  const quotes = make(
    "details",
    { open: isOpen },
    make("summary", {}, told(...counts)),
    ...[...answer.quotes, ...answer.related].map((quote) =>
      make(
        "div",
        { class: "quotation" },
        make("blockquote", {}, quote.number === null ? "" : mark(quote.number), " ", ...emphasized(quote.pieces)),
        ...reference(list, quote),
        ...(quote.number === null ? since(list, quote) : []),
      ),
    ),
  );
  return [
    make("h2", {}, answer.question),
    answer.understood ? make("p", { class: "note" }, `Understood as: ${answer.understood}`) : "",
    make("p", { class: "text" }, answer.said, ...answer.statements.flatMap(statement)),
    ...answer.remarks.map((remark) => make("p", { class: "note" }, remark)),
    // Beside the answer, not within: it must be seen while the quotes are closed.
    ...answer.quotes.flatMap((quote) => since(list, quote, mark(quote.number), " ")),
    answer.quotes.length + answer.related.length ? quotes : "",
  ].filter((part) => part !== "");
}

function statement({ text, numbers, doubt }) {
  return [
    make("span", { class: doubt ? "unverified" : null }, text),
    ...numbers.flatMap((number) => ["\u00a0", mark(number)]),
    doubt ? make("span", { class: "problem" }, ` ${doubt}`) : "",
    " ",
  ];
}

function mark(number) {
  return make("span", { class: "number" }, `[${number}]`);
}

function emphasized([before, short, after]) {
  return short ? [before, make("strong", {}, short), after] : [before];
}

function reference(list, quote) {
  const beneath = told(...quote.details);
  return [
    make(
      "p",
      { class: "reference" },
      goTo(list, quote, quote.title),
      beneath ? ` \u00b7 ${beneath}` : "",
      ...(link(quote.url) ? [" \u00b7 ", link(quote.url)] : []),
    ),
    ...(quote.attribution ? [make("p", { class: "attribution" }, quote.attribution)] : []),
  ];
}

// What has become of the source since, if anything.
function since(list, quote, ...before) {
  if (!quote.since) return [];
  const kind = quote.is_lost ? "since lost" : "since";
  return [make("p", { class: kind }, ...before, `${quote.since}. `, goTo(list, quote, "See what changed"))];
}

// A link to the document at the quote. Opened in another tab, it is a page of its own.
function goTo(list, quote, text) {
  return make(
    "a",
    {
      href: quote.address,
      onclick: (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        list.send("open", quote.place);
      },
    },
    text,
  );
}

function counted(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
