// Draws the list of conversations: a field to search it, a line for each with its menu, and the way
// back from a removal.
//
// Titles come from questions, snippets from articles and models: they enter the page as text nodes.

const PAUSE = 250; // milliseconds after the last letter until it is searched
const states = new WeakMap(); // root -> what is under way there, kept from drawing to drawing
const saved = new Set(); // the downloads that were handed to the browser

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".shelf");
  const { download, ...shown } = data;
  if (download !== null) save(download);
  const drawn = JSON.stringify(shown);
  const state = states.get(root) ?? begin(root);
  state.send = (name, value) => setTriggerValue(name, value);
  if (state.drawn === drawn) return;
  state.drawn = drawn;
  state.data = shown;
  draw(state);
}

function begin(root) {
  const state = { drawn: null, renaming: null, focus: null, timer: null };
  state.field = make("input", {
    class: "search",
    type: "search",
    placeholder: "Search conversations",
    "aria-label": "Search conversations",
    autocomplete: "off",
    spellcheck: "false",
    oninput: () => {
      clearTimeout(state.timer);
      state.timer = setTimeout(() => search(state), PAUSE);
    },
    onkeydown: (event) => {
      if (event.key === "Enter") search(state);
      if (event.key === "Escape" && state.field.value) {
        state.field.value = "";
        search(state);
      }
    },
  });
  state.list = make("div", { class: "list" });
  state.menu = menu(state);
  root.replaceChildren(state.field, state.list, state.menu);
  states.set(root, state);
  return state;
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

function search(state) {
  clearTimeout(state.timer);
  if (state.field.value !== state.asked) {
    state.asked = state.field.value;
    state.send("search", state.asked);
  }
}

// The list is drawn anew as a whole; what had the keyboard has it again.
function draw(state) {
  const { listed, removed, search: searched, has_more: hasMore } = state.data;
  if (state.asked === undefined) state.asked = state.field.value = searched;
  const had = state.focus ?? placeOf(state.list.getRootNode().activeElement);
  const draft = state.list.querySelector("input")?.value;
  state.focus = null;
  if (!listed.some((one) => one.id === state.renaming)) state.renaming = null;
  state.list.replaceChildren(
    removed === null ? "" : undo(state, removed),
    listed.length
      ? make("ul", {}, ...listed.map((one) => entry(state, one, draft)))
      : searched.trim()
        ? make("p", { class: "none", role: "status" }, "No conversation has these words.")
        : "",
    hasMore ? more(state) : "",
  );
  if (had) focusOn(state, had);
}

function placeOf(element) {
  const part = element?.dataset?.part;
  return part ? { part, id: element.dataset.id ?? null } : null;
}

function focusOn(state, { part, id }) {
  const elements = [...state.list.querySelectorAll("[data-part]")];
  const found = elements.find((one) => one.dataset.part === part && (one.dataset.id ?? null) === id);
  found?.focus();
}

function entry(state, one, draft) {
  if (one.id === state.renaming) return make("li", {}, title(state, one, draft ?? one.title));
  const open = make(
    "button",
    {
      class: "open",
      type: "button",
      title: `${one.title}\n${one.asked}`,
      "aria-current": one.chosen ? "true" : null,
      "data-part": "open",
      "data-id": one.id,
      onclick: () => state.send("choose", one.id),
    },
    make("span", { class: "title" }, one.title),
    one.snippet.length ? make("span", { class: "snippet" }, ...marked(one.snippet)) : "",
  );
  const options = make(
    "button",
    {
      class: "options",
      type: "button",
      title: "Rename, export or delete",
      "aria-label": `Options for ${one.title}`,
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "data-part": "options",
      "data-id": one.id,
      onclick: () => openMenu(state, one, options),
    },
    "\u22ef",
  );
  return make("li", { class: one.chosen ? "entry chosen" : "entry" }, open, options);
}

function marked(pieces) {
  return pieces.map((piece, place) => (place % 2 ? make("mark", {}, piece) : piece));
}

// The title as a field, while it is being changed.
function title(state, one, draft) {
  let isDone = false;
  const end = (isKept) => {
    if (isDone) return;
    isDone = true;
    const wanted = field.value.trim().replace(/\s+/gu, " ");
    state.renaming = null;
    state.focus = field.matches(":focus") ? { part: "open", id: one.id } : null;
    if (isKept && wanted && wanted !== one.title) {
      one.title = wanted;
      state.drawn = null; // what the server says next is drawn, whatever it is
      state.send("rename", { id: one.id, title: wanted });
    }
    draw(state);
  };
  const field = make("input", {
    class: "rename",
    type: "text",
    "aria-label": "Title of the conversation",
    autocomplete: "off",
    maxlength: state.data.longest_title,
    "data-part": "rename",
    "data-id": one.id,
    onkeydown: (event) => {
      if (event.key === "Enter") end(true);
      if (event.key === "Escape") end(false);
    },
    onblur: () => field.isConnected && end(true),
  });
  field.value = draft;
  return field;
}

function undo(state, removed) {
  return make(
    "p",
    { class: "removed", role: "status" },
    make("span", { class: "what" }, "Deleted ", make("b", { title: removed.title }, removed.title)),
    make(
      "button",
      {
        class: "undo",
        type: "button",
        "data-part": "undo",
        onclick: () => {
          state.focus = { part: "open", id: removed.id };
          state.send("undo", true);
        },
      },
      "Undo",
    ),
  );
}

function more(state) {
  return make(
    "button",
    { class: "more", type: "button", "data-part": "more", onclick: () => state.send("more", true) },
    "Show more",
  );
}

// The menu of a line; there is one element for all of them.

function menu(state) {
  const element = make("div", {
    class: "menu",
    popover: "auto",
    role: "menu",
    ontoggle: (event) => {
      const isOpen = event.newState === "open";
      state.opener?.setAttribute("aria-expanded", String(isOpen));
      if (isOpen) element.querySelector("button").focus();
      else if (isNowhere(element)) state.opener?.focus();
    },
    onkeydown: (event) => {
      const items = [...element.querySelectorAll("button")];
      const at = items.indexOf(element.getRootNode().activeElement);
      const to = {
        ArrowDown: (at + 1) % items.length,
        ArrowRight: (at + 1) % items.length,
        ArrowUp: (at - 1 + items.length) % items.length,
        ArrowLeft: (at - 1 + items.length) % items.length,
        Home: 0,
        End: items.length - 1,
      }[event.key];
      if (event.key === "Tab") element.hidePopover();
      if (to === undefined) return;
      event.preventDefault();
      items[to].focus();
    },
  });
  return element;
}

// Tell whether nothing has the keyboard, neither here nor elsewhere on the page.
function isNowhere(element) {
  const inside = element.getRootNode();
  if (inside.activeElement !== null) return element.contains(inside.activeElement);
  return [null, document.body, inside.host].includes(document.activeElement);
}

function openMenu(state, one, opener) {
  const item = (text, act, look = "") =>
    make(
      "button",
      {
        class: `item ${look}`,
        type: "button",
        role: "menuitem",
        tabindex: "-1",
        onclick: () => {
          state.menu.hidePopover();
          act();
        },
      },
      text,
    );
  const formats = state.data.formats.map(({ id, label }) =>
    item(label, () => state.send("export", { id: one.id, format: id })),
  );
  state.opener = opener;
  state.menu.setAttribute("aria-label", `Options for ${one.title}`);
  state.menu.replaceChildren(
    item("Rename", () => rename(state, one)),
    make("p", { class: "heading", id: "export-as" }, "Export as"),
    make("div", { class: "formats", role: "group", "aria-labelledby": "export-as" }, ...formats),
    make("hr", { role: "separator" }),
    item("Delete", () => remove(state, one), "delete"),
  );
  state.menu.showPopover();
  place(state.menu, opener.getBoundingClientRect());
}

// Beneath its button, or above it where there is no room; and always within the window.
function place(element, button) {
  const { width, height } = element.getBoundingClientRect();
  const gap = 4;
  const below = button.bottom + gap + height <= innerHeight;
  const top = below ? button.bottom + gap : Math.max(gap, button.top - gap - height);
  const left = Math.max(gap, Math.min(button.right - width, innerWidth - width - gap));
  element.style.top = `${top}px`;
  element.style.left = `${left}px`;
}

function rename(state, one) {
  state.renaming = one.id;
  state.focus = { part: "rename", id: one.id };
  draw(state);
  state.list.querySelector(".rename").select();
}

function remove(state, one) {
  state.data.listed = state.data.listed.filter((each) => each !== one);
  state.data.removed = null;
  draw(state);
  state.drawn = null;
  state.focus = { part: "undo", id: null }; // once it is there
  state.send("remove", one.id);
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
