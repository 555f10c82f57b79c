// Draws a document, whole, at a quote: all quotes of it are marked, the current one strongly. Whoever
// reads steps from one to another, and quotes what is selected.
//
// Ranges are of characters as Python counts them, which are code points.

const SHEET = matchMedia("(max-width: 900px)"); // where page.css lets the source cover the page

const views = new WeakMap(); // root -> what is shown there, kept from drawing to drawing

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".component");
  const view = views.get(root) ?? begin(root);
  view.send = (name, value) => setTriggerValue(name, value);
  listen(view);
  show(view, data);
}

function begin(root) {
  const view = { root, data: null, quote: null, stepped: null, selected: null, opener: null };
  view.header = make("header");
  view.page = make("div", { class: "page", tabindex: "0", role: "document" });
  view.tools = tools(view);
  view.whole = whole(view);
  view.article = make(
    "article",
    { class: "document", onkeydown: (event) => pressed(view, event) },
    view.header,
    view.page,
    view.tools.element,
  );
  view.frame = make("div", {}, view.article);
  view.select = () => (root.isConnected ? select(view) : forget(view));
  root.replaceChildren(view.frame);
  views.set(root, view);
  return view;
}

// What is selected is told to the whole document alone.
function listen(view) {
  document.addEventListener("selectionchange", view.select);
}

function forget(view) {
  document.removeEventListener("selectionchange", view.select);
}

function show(view, data) {
  const before = view.data;
  view.data = data;
  const isOther = before?.subject !== data.subject;
  const isOpened = isOther || before.opening !== data.opening;
  if (isOther) {
    view.text = new Blocks(view.page, data.text, data.pages);
    view.selected = null;
  }
  drawHeader(view, before);
  const isMoved = isOpened || !same(before.quote, data.quote);
  // Python follows the steps that are taken here, and may be some behind.
  const isBehind = !isOpened && view.stepped !== null;
  if (!isBehind) view.quote = data.quote;
  if (isOpened || same(view.stepped, data.quote)) view.stepped = null;
  view.text.mark(data.quotes, view.quote);
  refresh(view);
  if (isMoved && !isBehind) arrive(view, isOpened);
}

function drawHeader(view, before) {
  const { title, origin, url, notes, remarks, closes } = view.data;
  const told = (data) => data && JSON.stringify([data.title, data.origin, data.url, data.notes, data.remarks]);
  const covers = closes && SHEET.matches;
  const role = covers ? { role: "dialog", "aria-modal": "true", "aria-label": title } : {};
  for (const name of ["role", "aria-modal", "aria-label"]) {
    if (role[name]) view.frame.setAttribute(name, role[name]);
    else view.frame.removeAttribute(name);
  }
  view.article.classList.toggle("alone", !closes);
  view.article.setAttribute("aria-label", title);
  view.page.setAttribute("aria-label", `Text of ${title}`);
  view.header.hidden = !closes;
  if (!closes || told(before) === told(view.data)) return;
  view.header.replaceChildren(
    make(
      "div",
      { class: "bar" },
      make("h2", { class: "title" }, title),
      view.whole,
      make(
        "button",
        {
          class: "step close",
          type: "button",
          title: "Close the source (Esc)",
          "aria-label": "Close the source",
          onclick: () => close(view),
        },
        sign("close"),
      ),
    ),
    make("p", { class: "origin" }, origin, url === null ? null : " \u00b7 ", link(url)),
    ...notes.map((note) => make("p", { class: "note" }, note)),
    ...remarks.map((remark) => make("p", { class: "remark" }, remark)),
  );
}

// Turn to the quote; the keyboard follows where the source was opened beside something else.
function arrive(view, isOpened) {
  if (isOpened && view.data.closes) {
    const focused = deepest(document.activeElement);
    if (!view.article.contains(focused)) view.opener = focused;
    requestAnimationFrame(() => view.page.focus({ preventScroll: true }));
  }
  if (view.quote === null) view.page.scrollTop = 0;
  else turnToQuote(view);
}

// What comes into view takes its true height only then: so it is looked at again for some frames.
function turnToQuote(view, frames = 8) {
  requestAnimationFrame(() => {
    const mark = view.page.querySelector("mark");
    if (mark === null) return;
    const { page } = view;
    // Scrolling the text alone leaves what is beside it where it is.
    page.scrollTop +=
      mark.getBoundingClientRect().top - page.getBoundingClientRect().top - page.clientHeight / 4;
    if (frames > 1) turnToQuote(view, frames - 1);
    else if (!view.data.closes) view.article.scrollIntoView({ block: "nearest" });
  });
}

function pressed(view, event) {
  if (event.key === "Escape" && view.data.closes) close(view);
  if (event.key === "Tab" && view.data.closes && SHEET.matches) keepInside(view, event);
  if (event.target !== view.page) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (event.key === "n" || event.key === "ArrowRight") step(view, 1);
  if (event.key === "p" || event.key === "ArrowLeft") step(view, -1);
}

function close(view) {
  view.send("close", true);
  if (view.opener?.isConnected) view.opener.focus();
}

function keepInside(view, event) {
  const stops = [...view.article.querySelectorAll("a[href], button:enabled, [tabindex]")].filter(
    (one) => one.getClientRects().length,
  );
  const to = stops.indexOf(view.root.getRootNode().activeElement) + (event.shiftKey ? -1 : 1);
  if (stops[to]) return;
  event.preventDefault();
  stops.at(event.shiftKey ? -1 : 0).focus();
}

function deepest(element) {
  return element?.shadowRoot?.activeElement ? deepest(element.shadowRoot.activeElement) : element;
}

// The quotes, one after another.

function placeOf(view) {
  return view.data.quotes.findIndex((one) => same(one, view.quote));
}

function step(view, way) {
  const to = view.data.quotes[placeOf(view) + way];
  if (view.data.quotes.length < 2 || to === undefined) return;
  view.quote = view.stepped = to;
  document.getSelection().removeAllRanges();
  view.selected = null;
  view.text.mark(view.data.quotes, to);
  refresh(view);
  turnToQuote(view);
  view.send("step", to);
}

function same(one, other) {
  return one === other || (one !== null && other !== null && one[0] === other[0] && one[1] === other[1]);
}

// What is selected.

function select(view) {
  const range = selectedRange(view.root.getRootNode());
  const selected = range && view.text.rangeOf(range);
  if (same(selected, view.selected)) return;
  view.selected = selected;
  refresh(view);
}

// Browsers differ in how they tell of a selection within a component.
function selectedRange(shadow) {
  const selection = document.getSelection();
  if (selection.getComposedRanges) {
    const [range] = selection.getComposedRanges({ shadowRoots: [shadow] });
    return range && !range.collapsed ? range : null;
  }
  const inside = shadow.getSelection?.() ?? selection;
  return inside.rangeCount && !inside.isCollapsed ? inside.getRangeAt(0) : null;
}

// What can be done with what is selected or, where nothing is, with the quote.

function tools(view) {
  const parts = {
    where: make("span", { class: "where", role: "status" }),
    previous: tool("step", "chevron_left", "", () => step(view, -1)),
    next: tool("step", "chevron_right", "", () => step(view, 1)),
    add: tool("act", "assignment_add", "Add to report", () => {
      if (parts.add.getAttribute("aria-disabled") !== "true") view.send("collect", acting(view));
    }),
    copy: tool("act", "content_copy", "Copy quote", () => copy(view, parts.copy, quotation(view))),
    link: tool("act", "link", "Copy link", () => copy(view, parts.link, address(view))),
    voice: make("span", { class: "voice", role: "status" }),
  };
  for (const [one, name, key] of [
    [parts.previous, "Previous quote", "P"],
    [parts.next, "Next quote", "N"],
  ]) {
    one.setAttribute("aria-label", name);
    one.title = `${name} (${key})`;
  }
  parts.element = make(
    "div",
    { class: "tools", role: "group", "aria-label": "Quote" },
    make("div", { class: "steps" }, parts.previous, parts.where, parts.next),
    make("div", { class: "acts" }, parts.add, parts.copy, parts.link),
    parts.voice,
  );
  return parts;
}

// The way to the document's own page, in this tab or, where the browser is told so, in another.
function whole(view) {
  return make(
    "a",
    {
      class: "step",
      title: "Whole page",
      "aria-label": "Whole page",
      onclick: (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        view.send("whole", acting(view) ?? true);
      },
    },
    sign("open_in_full"),
  );
}

function tool(name, icon, label, onclick) {
  const button = make(
    "button",
    // Pressing it leaves selected what is.
    { class: name, type: "button", onclick, onmousedown: (event) => event.preventDefault() },
    sign(icon),
    label && make("span", {}, label),
  );
  button.label = label;
  return button;
}

// Drawn by the style: it is no text.
function sign(name) {
  return make("span", { class: "icon", "aria-hidden": "true", "data-sign": name });
}

function acting(view) {
  return view.selected ?? view.quote;
}

function refresh(view) {
  const { data, tools, selected } = view;
  const range = acting(view);
  const place = placeOf(view);
  const count = data.quotes.length;
  tools.previous.hidden = tools.next.hidden = count < 2;
  tools.previous.disabled = place <= 0;
  tools.next.disabled = place >= count - 1;
  tools.where.textContent =
    selected !== null
      ? counted(view.text.slice(selected).split(/\s+/u).length)
      : count > 1 && place >= 0
        ? `Quote ${place + 1} of ${count}`
        : view.quote === null
          ? "Select words to quote them"
          : "Quote";
  for (const one of [tools.add, tools.copy, tools.link]) one.hidden = range === null;
  const isCollected = data.collected.some((one) => same(one, range));
  const wanted = selected === null ? "Add to report" : "Add selection";
  tools.add.lastChild.textContent = isCollected ? "In the report" : wanted;
  tools.add.firstChild.dataset.sign = isCollected ? "assignment_turned_in" : "assignment_add";
  tools.add.classList.toggle("done", isCollected);
  tools.add.setAttribute("aria-disabled", String(isCollected)); // it keeps the keyboard
  view.whole.href = address(view);
}

function counted(words) {
  return words === 1 ? "1 word selected" : `${words.toLocaleString("en")} words selected`;
}

function address(view) {
  const range = acting(view);
  const place = range ? `&start=${range[0]}&end=${range[1]}` : "";
  return new URL(view.data.address + place, location.href).href;
}

// The words and where they stand, as exports have it.
function quotation(view) {
  const range = acting(view);
  const [before, behind] = view.data.reference;
  const source = [before, view.text.page(...range)].filter(Boolean).join(", ");
  return `\u201c${view.text.slice(range).replace(/\s+/gu, " ")}\u201d\n${source}${behind}`;
}

async function copy(view, tool, text) {
  const label = tool.lastChild;
  const { voice } = view.tools;
  tool.style.minWidth = `${tool.offsetWidth}px`; // so that nothing beside it moves
  const isCopied = await putOnClipboard(text);
  label.textContent = isCopied ? "Copied" : "Not copied";
  voice.textContent = isCopied ? "Copied" : "The browser does not let it be copied";
  clearTimeout(tool.timer);
  tool.timer = setTimeout(() => {
    label.textContent = tool.label;
    tool.style.minWidth = "";
    voice.textContent = "";
  }, SAID_MILLISECONDS);
}
