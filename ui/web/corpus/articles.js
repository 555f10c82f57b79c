// Draws the table of articles: what narrows it, the lines, and what can be done with chosen ones.
//
// Titles, publishers, names and reasons come from outside: they enter the page as text nodes.

const BY_DATE = ["oldest first", "newest first"];
const ORDERS = {
  published: BY_DATE,
  added: BY_DATE,
  removed: BY_DATE,
  passages: ["fewest first", "most first"],
  status: ["current first", "current last"],
};
const BY_NAME = ["A to Z", "Z to A"];
const tables = new WeakMap(); // root -> what is under way there, kept from drawing to drawing

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".component");
  const drawn = JSON.stringify(data);
  const state = tables.get(root) ?? begin(root);
  state.send = (wish) => setTriggerValue("wish", wish);
  if (state.drawn === drawn) return;
  state.drawn = drawn;
  state.data = data;
  draw(state);
}

// The field keeps its place in the page, so that typing goes on while the lines are drawn anew.
function begin(root) {
  const state = { drawn: null, chosen: new Set(), all: false, focus: null, timer: null };
  state.field = searchField(state, "Filter by title, publisher or file", search);
  state.kinds = make("div", { class: "kinds", role: "group", "aria-label": "Which articles" });
  state.selects = make("div", { class: "selects" });
  state.body = make("div", { class: "body" });
  root.classList.add("articles");
  root.replaceChildren(
    state.kinds,
    make("div", { class: "narrowing" }, state.field, state.selects),
    state.body,
  );
  tables.set(root, state);
  return state;
}

function search(state) {
  clearTimeout(state.timer);
  if (state.field.value !== state.asked) {
    state.asked = state.field.value;
    show(state, { search: state.asked, page: 0 });
  }
}

// Ask for another view. What is chosen stays so only where the same lines are shown otherwise.
function show(state, change) {
  if (["kind", "search", "publisher"].some((name) => name in change)) unchoose(state);
  state.wanted = { ...(state.wanted ?? state.data.view), ...change };
  state.body.setAttribute("aria-busy", "true");
  state.send({ act: "view", ...state.wanted });
}

function unchoose(state) {
  state.chosen.clear();
  state.all = false;
}

function draw(state) {
  const { view, kinds } = state.data;
  if (state.asked === undefined) state.asked = state.field.value = view.search;
  state.wanted = null;
  const had = state.focus ?? state.body.getRootNode().activeElement?.dataset?.part;
  state.focus = null;
  state.body.removeAttribute("aria-busy");
  state.kinds.replaceChildren(...(kinds.length > 1 ? kinds.map((one) => kind(state, one)) : []));
  state.selects.replaceChildren(publisher(state), order(state));
  state.body.replaceChildren(done(state), bar(state), table(state), pager(state));
  if (had) focusOn(state, had);
}

function focusOn(state, part) {
  const parts = [state.kinds, state.selects, state.body].flatMap((one) => [
    ...one.querySelectorAll("[data-part]"),
  ]);
  parts.find((one) => one.dataset.part === part && !one.disabled)?.focus();
}

function kind(state, { id, label, count }) {
  return make(
    "button",
    {
      type: "button",
      class: "kind",
      "aria-pressed": String(state.data.view.kind === id),
      "data-part": `kind ${id}`,
      onclick: () => show(state, { kind: id, publisher: "", page: 0 }),
    },
    label,
    make("span", { class: "count" }, count.toLocaleString("en")),
  );
}

function select(label, part, options, chosen, onchoose) {
  const element = make(
    "select",
    {
      "aria-label": label,
      "data-part": part,
      class: part,
      onchange: () => onchoose(element.value),
    },
    ...options.map(([value, text]) =>
      make("option", { value, selected: value === chosen }, text),
    ),
  );
  return element;
}

function publisher(state) {
  const { publishers, view } = state.data;
  if (view.kind === "failed" || publishers.length < 2) return "";
  const options = [["", "All publishers"], ...publishers.map(({ name, label }) => [name, label])];
  return select("Publisher", "publisher", options, view.publisher, (value) =>
    show(state, { publisher: value, page: 0 }),
  );
}

// Where the headings are hidden for want of room, this sorts.
function order(state) {
  const { columns, view } = state.data;
  const options = columns.flatMap(({ id, label }) => {
    const [up, down] = ORDERS[id] ?? BY_NAME;
    return [
      [`${id} up`, `${label}, ${up}`],
      [`${id} down`, `${label}, ${down}`],
    ];
  });
  return select("Sort by", "order", options, direction(view), (value) => {
    const [sort, way] = value.split(" ");
    show(state, { sort, descending: way === "down", page: 0 });
  });
}

function direction({ sort, descending }) {
  return `${sort} ${descending ? "down" : "up"}`;
}

// What was done last, with the way back.
function done(state) {
  const { done: deed } = state.data;
  if (deed === null) return "";
  const undo = make(
    "button",
    {
      type: "button",
      class: "link",
      "data-part": "undo",
      onclick: () => state.send({ act: "undo" }),
    },
    "Undo",
  );
  return make(
    "p",
    { class: "done", role: "status" },
    make("span", {}, deed.told),
    deed.can_undo ? undo : "",
  );
}

// How many there are; or, once some are chosen, how many of them, and what can be done with these.
function bar(state) {
  const { rows, told, found, acts } = state.data;
  const ids = rows.map((row) => row.id);
  const count = state.all ? found : state.chosen.size;
  const every = ids.length > 0 && ids.every((id) => state.all || state.chosen.has(id));
  const box = make("input", {
    type: "checkbox",
    "aria-label": "Choose all on this page",
    "data-part": "every",
    checked: every,
    disabled: !ids.length,
    onchange: () => {
      state.all = false;
      for (const id of ids) every ? state.chosen.delete(id) : state.chosen.add(id);
      draw(state);
    },
  });
  box.indeterminate = count > 0 && !every;
  if (!count) {
    return make(
      "div",
      { class: "bar" },
      ids.length ? make("label", { class: "box" }, box) : "",
      make("p", { class: "told", role: "status" }, told),
    );
  }
  const more = found > count && every;
  return make(
    "div",
    { class: "bar chosen" },
    make("label", { class: "box" }, box),
    make("p", { class: "told", role: "status" }, `${count.toLocaleString("en")} chosen`),
    more
      ? link_button(`Choose all ${found.toLocaleString("en")}`, "all", () => {
          state.all = true;
          draw(state);
        })
      : "",
    link_button("Choose none", "none", () => {
      unchoose(state);
      state.focus = "every";
      draw(state);
    }),
    make("span", { class: "acts" }, ...acts.map((one) => act(state, one))),
  );
}

function link_button(text, part, onclick) {
  return make("button", { type: "button", class: "link", "data-part": part, onclick }, text);
}

function act(state, { act: name, label }) {
  return make(
    "button",
    {
      type: "button",
      class: "act",
      "data-part": name,
      onclick: (event) => {
        event.currentTarget.disabled = true; // a double click does it once
        state.send({ act: name, ids: state.all ? [] : [...state.chosen], all: state.all });
        unchoose(state);
        state.focus = name === "remove" ? "undo" : "every";
        state.body.setAttribute("aria-busy", "true");
      },
    },
    label,
  );
}

// The roles are said outright: where it is narrow, the table is laid out as cards, and browsers then
// forget that it is one.
function table(state) {
  const { columns, rows, view } = state.data;
  if (!rows.length) return make("p", { class: "none" }, nothing(view));
  return make(
    "table",
    { role: "table", "aria-label": "Articles", class: view.kind },
    make(
      "thead",
      { role: "rowgroup" },
      make(
        "tr",
        { role: "row" },
        make("td", { role: "cell", class: "box" }),
        ...columns.map((column) => heading(state, column)),
      ),
    ),
    make("tbody", { role: "rowgroup" }, ...rows.map((row) => line(state, row))),
  );
}

function nothing({ kind: which, search: words, publisher: name }) {
  if (words.trim() || name) return "Nothing here has these words. Take some of them away.";
  return which === "active" ? "The corpus holds no articles." : "There is nothing of this kind.";
}

function heading(state, { id, label, is_number: isNumber }) {
  const { view } = state.data;
  const isSorted = view.sort === id;
  return make(
    "th",
    {
      role: "columnheader",
      scope: "col",
      class: isNumber ? "number" : id,
      "aria-sort": isSorted ? (view.descending ? "descending" : "ascending") : "none",
    },
    make(
      "button",
      {
        type: "button",
        "data-part": `sort ${id}`,
        onclick: () => {
          const now = state.wanted ?? view; // a click may follow another at once
          const descending = now.sort === id ? !now.descending : id in ORDERS;
          show(state, { sort: id, descending, page: 0 });
        },
      },
      label,
      make("span", { class: "arrow", "aria-hidden": "true" }, arrow(isSorted, view.descending)),
    ),
  );
}

function arrow(isSorted, isDescending) {
  if (!isSorted) return "\u2195";
  return isDescending ? "\u2193" : "\u2191";
}

function line(state, { id, title, beneath, note, cells, is_document: isDocument }) {
  const { columns } = state.data;
  const box = make("input", {
    type: "checkbox",
    "aria-label": `Choose ${title}`,
    "data-part": `box ${id}`,
    checked: state.all || state.chosen.has(id),
    onchange: () => {
      if (state.all) {
        state.all = false;
        state.data.rows.forEach((row) => state.chosen.add(row.id));
      }
      state.chosen.has(id) ? state.chosen.delete(id) : state.chosen.add(id);
      draw(state);
    },
  });
  return make(
    "tr",
    { role: "row", class: state.all || state.chosen.has(id) ? "is-chosen" : null },
    make("td", { role: "cell", class: "box" }, make("label", { class: "box" }, box)),
    make(
      "td",
      { role: "cell", class: "title" },
      isDocument ? opening(state, id, title) : make("span", { class: "name" }, title),
      beneath ? make("span", { class: "beneath", title: beneath }, beneath) : "",
      note ? make("span", { class: "remark" }, note) : "",
    ),
    ...cells.map((text, place) => {
      const column = columns[place + 1];
      const look = column.is_number ? "number" : column.id;
      const label = text ? column.label : null; // an empty cell is no line of a card
      return make("td", { role: "cell", class: look, "data-label": label }, text);
    }),
  );
}

// A link, so that it can be opened in a tab of its own; here, without a new session.
function opening(state, id, title) {
  return make(
    "a",
    {
      class: "name",
      href: `document?${new URLSearchParams({ document: id })}`,
      "data-part": `open ${id}`,
      onclick: (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        state.send({ act: "open", id });
      },
    },
    title || "Untitled",
  );
}

function pager(state) {
  const { first, rows, found, view } = state.data;
  if (rows.length === found) return "";
  const turn = (label, part, by, isThere) =>
    make(
      "button",
      {
        type: "button",
        class: "act",
        "data-part": part,
        disabled: !isThere,
        onclick: () => show(state, { page: view.page + by }),
      },
      label,
    );
  const place = `${(first + 1).toLocaleString("en")}\u2013${(first + rows.length).toLocaleString("en")}`;
  return make(
    "nav",
    { class: "pager", "aria-label": "Pages of the table" },
    turn("Previous", "previous", -1, first > 0),
    make("span", {}, `${place} of ${found.toLocaleString("en")}`),
    turn("Next", "next", 1, first + rows.length < found),
  );
}
