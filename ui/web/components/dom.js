// What all components share: elements made piece by piece, and drawing only what has changed.
//
// What is shown comes from articles, file names and models, so it enters the page as text nodes and
// attributes set one by one; no string is ever parsed as HTML.

const SEARCH_PAUSE = 250; // milliseconds after the last letter until it is searched
const states = new WeakMap(); // root -> what the reader has opened, kept from drawing to drawing
const saved = new Set(); // the downloads that were handed to the browser

// Draw `data` into the component's root unless it stands there already. `draw(data, state, send)`
// returns the nodes; the state begins anew with another `data.subject`. `arrive(root, data)` is
// called when a subject is drawn for the first time. What had the keyboard has it again, if it has
// an id.
function redraw({ data, parentElement, setTriggerValue }, draw, arrive = () => {}) {
  const root = parentElement.querySelector(".component");
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
  const tree = root.getRootNode();
  const focused = root.contains(tree.activeElement) ? tree.activeElement.id : "";
  root.replaceChildren(...draw(data, state, (name, value) => setTriggerValue(name, value)));
  if (focused) tree.getElementById(focused)?.focus({ preventScroll: true });
  if (state.arrived) return;
  state.arrived = true;
  arrive(root, data);
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

// Pieces of a text, of which every second one, from the second on, was found.
function marked(pieces) {
  return pieces.map((piece, place) => (place % 2 ? make("mark", {}, piece) : piece));
}

function told(...parts) {
  return parts.filter(Boolean).join(" \u00b7 ");
}

// Only web addresses become links: an article may claim `javascript:` to be its own.
function link(url) {
  if (url === null || !URL.canParse(url)) return null;
  const { protocol, host, href } = new URL(url);
  if (!["http:", "https:"].includes(protocol)) return null;
  return make("a", { href, target: "_blank", rel: "noopener noreferrer nofollow" }, host);
}

// A file that the server has made, for the browser to keep where downloads go.
function save({ id, name, media_type: type, content }) {
  if (saved.has(id)) return;
  saved.add(id);
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const href = URL.createObjectURL(new Blob([bytes], { type }));
  make("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

// Put a text on the clipboard, and HTML that says the same, if there is any. Resolves to whether it
// is there.
async function putOnClipboard(text, html = "") {
  const kinds = { "text/plain": text, ...(html && { "text/html": html }) };
  const blobs = Object.entries(kinds).map(([type, content]) => [type, new Blob([content], { type })]);
  try {
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    return true;
  } catch {
    return copyByCommand(kinds); // a page that came by plain http from another machine has no other way
  }
}

function copyByCommand(kinds) {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  const put = (event) => {
    event.preventDefault();
    for (const [kind, content] of Object.entries(kinds)) event.clipboardData.setData(kind, content);
  };
  // Something must be selected, or there is nothing to copy.
  const field = make("textarea", { style: "position: fixed; opacity: 0" });
  field.value = kinds["text/plain"];
  document.body.append(field);
  field.select();
  document.addEventListener("copy", put, { once: true });
  try {
    return document.execCommand("copy");
  } finally {
    document.removeEventListener("copy", put);
    field.remove();
    focused?.focus({ preventScroll: true });
  }
}

// A field that searches a pause after the last letter, at once on Enter, and is emptied by Escape.
function searchField(state, name, search) {
  const field = make("input", {
    class: "search",
    type: "search",
    placeholder: name,
    "aria-label": name,
    autocomplete: "off",
    spellcheck: "false",
    oninput: () => {
      clearTimeout(state.timer);
      state.timer = setTimeout(() => search(state), SEARCH_PAUSE);
    },
    onkeydown: (event) => {
      if (event.key === "Enter") search(state);
      if (event.key === "Escape" && field.value) {
        field.value = "";
        search(state);
      }
    },
  });
  return field;
}
