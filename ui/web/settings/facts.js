// Names and what there is to know under each.

export default function (component) {
  redraw(component, facts);
}

function facts(data) {
  const rows = data.facts.flatMap(([name, value]) => [
    make("dt", {}, name),
    make("dd", {}, value),
  ]);
  return [make("dl", { class: "facts" }, ...rows)];
}
