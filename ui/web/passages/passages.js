// Draws the passages that were found, with the words that were searched for marked in each.

export default function (component) {
  redraw(component, results);
}

function results(data, state, send) {
  state.whole ??= new Set(); // passages that were cut short and are shown whole
  const act = (name, value) => send("act", { act: name, value });
  const voice = make("span", { class: "voice", role: "status" });
  const say = (text) => (voice.textContent = text);
  return [
    make(
      "div",
      { class: "head" },
      make("h2", { id: "found" }, data.heading),
      data.passages.length > 1 ? orders(data, act) : null,
    ),
    data.remark ? make("p", { class: "remark" }, data.remark) : "",
    make("ol", {}, ...data.passages.map((one, place) => passage(one, place, state, act, say))),
    voice,
  ];
}

function orders(data, act) {
  const buttons = data.orders.map((order) =>
    make(
      "button",
      {
        class: "order",
        type: "button",
        id: `order-${order}`,
        "aria-pressed": String(order === data.order),
        onclick: () => act("order", order),
      },
      order,
    ),
  );
  return make("div", { class: "orders", role: "group", "aria-label": "Order" }, ...buttons);
}

function passage(one, place, state, act, say) {
  const beneath = told(one.origin, one.page);
  const url = link(one.url);
  const text = make("blockquote", { id: `text-${place}` }, ...marked(one.pieces));
  const open = () => act("open", place);
  return make(
    "li",
    { class: "passage" },
    make(
      "h3",
      {},
      make("button", { class: "title", type: "button", id: `title-${place}`, onclick: open }, one.title),
    ),
    make("p", { class: "origin" }, beneath, beneath && url && " \u00b7 ", url),
    text,
    one.is_long ? lengthener(one, place, text, state) : null,
    one.remark ? make("p", { class: "remark" }, one.remark) : null,
    make(
      "div",
      { class: "acts", role: "group", "aria-label": one.title },
      make("button", { class: "open", type: "button", id: `open-${place}`, onclick: open }, "Open"),
      copier(`copy-${place}`, "Copy", () => ({ text: one.copied }), state, say),
      collector(`collect-${place}`, one.is_collected, () => act("collect", place)),
    ),
  );
}

// The way from the beginning of a passage to the whole of it, and back.
function lengthener(one, place, text, state) {
  const button = make("button", {
    class: "lengthen",
    type: "button",
    id: `lengthen-${place}`,
    "aria-controls": `text-${place}`,
    onclick: () => {
      state.whole.delete(one.key) || state.whole.add(one.key);
      show();
    },
  });
  const show = () => {
    const isWhole = state.whole.has(one.key);
    text.classList.toggle("short", !isWhole);
    button.setAttribute("aria-expanded", String(isWhole));
    button.textContent = isWhole ? "Show less" : "Show all of it";
  };
  show();
  return button;
}
