// Draws the list of conversations: a field to search it, a line for each with its menu, and the way
// back from a removal.
//
// The lines are one stop of the Tab key: the arrow keys go from one to the next, and to the right to
// the menu's button.
//
// Titles come from questions, snippets from articles and models: they enter the page as text nodes.

const shelves = new WeakMap(); // root -> what is under way there, kept from drawing to drawing

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".component");
  const { download, ...shown } = data;
  if (download !== null) save(download);
  const drawn = JSON.stringify(shown);
  const state = shelves.get(root) ?? begin(root);
  state.send = (name, value) => setTriggerValue(name, value);
  if (state.drawn === drawn) return;
  state.drawn = drawn;
  state.data = shown;
  draw(state);
}

function begin(root) {
  const state = { drawn: null, renaming: null, focus: null, timer: null, stop: null };
  state.field = searchField(state, "Search conversations", search);
  state.list = make("div", {
    class: "list",
    onkeydown: (event) => walk(state, event),
    onfocusin: (event) => stopAt(state, event.target),
  });
  state.menu = menu(state);
  root.classList.add("shelf");
  root.replaceChildren(state.field, state.list, state.menu);
  shelves.set(root, state);
  return state;
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
      ? make("ul", { "aria-label": "Conversations" }, ...listed.map((one) => entry(state, one, draft)))
      : searched.trim()
        ? make("p", { class: "none", role: "status" }, "No conversation has these words.")
        : "",
    hasMore ? more(state) : "",
  );
  setStop(state);
  if (had) focusOn(state, had);
}

// The line where the Tab key stops: where the keyboard was last, else the open conversation.
function setStop(state) {
  const lines = [...state.list.querySelectorAll(".open")];
  const at =
    lines.find((one) => one.dataset.id === state.stop) ??
    lines.find((one) => one.hasAttribute("aria-current")) ??
    lines[0];
  for (const one of lines) one.tabIndex = one === at ? 0 : -1;
}

function stopAt(state, element) {
  if (!element.dataset.id) return;
  state.stop = element.dataset.id;
  setStop(state);
}

function walk(state, event) {
  const { part, id } = event.target.dataset;
  if (part !== "open" && part !== "options") return;
  const lines = [...state.list.querySelectorAll(".open")];
  const at = lines.findIndex((one) => one.dataset.id === id);
  const to = {
    ArrowDown: lines[at + 1],
    ArrowUp: lines[at - 1],
    Home: lines[0],
    End: lines.at(-1),
    ArrowRight: lines[at].nextElementSibling,
    ArrowLeft: lines[at],
  }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  to.focus();
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
      "aria-keyshortcuts": "ArrowUp ArrowDown ArrowRight",
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
      tabindex: "-1",
      "aria-expanded": "false",
      "data-part": "options",
      "data-id": one.id,
      onclick: () => openMenu(state, one, options),
    },
    "\u22ef",
  );
  return make("li", { class: one.chosen ? "entry chosen" : "entry" }, open, options);
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
      state.send("rename", { id: one.id, title: wanted });
    }
    draw(state);
  };
  const field = make("input", {
    class: "rename",
    type: "text",
    "aria-label": "Title of the conversation",
    autocomplete: "off",
    "data-part": "rename",
    "data-id": one.id,
    onkeydown: (event) => {
      if (event.key === "Enter") {
        event.preventDefault(); // else it presses the conversation too, which has the focus then
        end(true);
      }
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
  state.focus = { part: "undo", id: null }; // once it is there
  state.send("remove", one.id);
}
