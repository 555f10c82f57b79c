// A text in blocks of whole lines, which are laid out as they come into view; its quotes are marked, and
// what is selected in it is told as a range.
//
// Ranges are of characters as Python counts them, which are code points.

const LEAST_IN_BLOCK = 1000; // code units: some ten lines
const LONGEST_WORD = 100; // what reaches further is not looked for
const WORDS = new Intl.Segmenter(undefined, { granularity: "word" });

class Blocks {
  constructor(page, text, pages) {
    this.root = page;
    this.pages = pages;
    this.blocks = [];
    this.marked = new Set(); // the blocks that hold marks
    let start = 0;
    for (const part of divided(text)) {
      const end = start + points(part);
      const element = make("div", { class: "block" });
      this.blocks.push({ element, text: part, start, end, begun: [] });
      start = end;
    }
    this.length = start;
    this.of = new Map(this.blocks.map((block) => [block.element, block]));
    for (const [from, label] of pages) {
      if (label && from < this.length) this.at(from).begun.push([from, label]);
    }
    for (const block of this.blocks) fill(block, [], null, block.begun);
    page.classList.toggle("paged", pages.length > 0);
    page.replaceChildren(...this.blocks.map((block) => block.element));
  }

  // Mark the quotes, and `current` among them strongly.
  mark(quotes, current) {
    const wanted = JSON.stringify([quotes, current]);
    if (wanted === this.wanted) return; // what is selected stays so only in nodes that stay
    this.wanted = wanted;
    const ranges = current === null ? quotes : [...quotes, current];
    const touched = this.blocks.filter(({ start, end }) =>
      ranges.some(([from, to]) => from < end && start < to),
    );
    const label = current && this.labels(current[0], current[0] + 1);
    for (const block of new Set([...this.marked, ...touched])) {
      const isAbove = label && block.start <= current[0] && current[0] < block.end;
      fill(block, quotes, current, isAbove ? [...block.begun, [current[0], label]] : block.begun);
    }
    this.marked = new Set(touched);
  }

  at(place) {
    let low = 0;
    let high = this.blocks.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.blocks[middle].end <= place) low = middle + 1;
      else high = middle;
    }
    return this.blocks[low];
  }

  // What the pages of a range are called: "7", or "7–8".
  labels(start, end) {
    const first = this.pages.findLastIndex(([from]) => from <= start);
    const touched = this.pages.slice(Math.max(0, first)).filter(([from]) => from < end);
    return [...new Set([touched.at(0)?.[1], touched.at(-1)?.[1]])].filter(Boolean).join("\u2013");
  }

  page(start, end) {
    return folio(this.labels(start, end));
  }

  slice([start, end]) {
    return this.blocks
      .filter((block) => block.start < end && start < block.end)
      .map((block) => cut(block, Math.max(start, block.start), Math.min(end, block.end)))
      .join("");
  }

  // The whole words that a selection touches, so that no figure is quoted in part; null for none.
  rangeOf({ startContainer, startOffset, endContainer, endOffset }) {
    const [begins, ends] = [startContainer, endContainer].map((one) => this.root.contains(one));
    if (!begins && !ends) return null;
    const start = begins ? this.placeOf(startContainer, startOffset) : 0;
    const end = ends ? this.placeOf(endContainer, endOffset) : this.length;
    const words = this.slice([start, end]);
    const [before, behind] = [words.trimStart(), words.trimEnd()].map((one) => words.length - one.length);
    if (start + before >= end - behind) return null;
    return [this.wordAt(start + before)[0], this.wordAt(end - behind - 1)[1]];
  }

  // The word, or else the character, that stands at a place.
  wordAt(place) {
    const before = this.slice([Math.max(0, place - LONGEST_WORD), place]);
    const around = before + this.slice([place, Math.min(this.length, place + LONGEST_WORD)]);
    const { segment, index, isWordLike } = WORDS.segment(around).containing(before.length);
    if (!isWordLike) return [place, place + 1];
    const start = place - points(before.slice(index));
    return [start, start + points(segment)];
  }

  placeOf(node, offset) {
    if (node === this.root) return this.blocks[offset]?.start ?? this.length;
    const element = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".block");
    const before = document.createRange();
    before.setStart(element, 0);
    before.setEnd(node, offset);
    const read = before.cloneContents();
    for (const each of read.querySelectorAll(".folio")) each.remove();
    return this.of.get(element).start + points(read.textContent);
  }
}

function divided(text) {
  const parts = [];
  let part = "";
  for (const line of text.split(/(?<=\n)(?!\n)/u)) {
    part += line;
    if (part.length < LEAST_IN_BLOCK) continue;
    parts.push(part);
    part = "";
  }
  return part || !parts.length ? [...parts, part] : parts;
}

function fill(block, quotes, current, begun) {
  const labels = new Map(begun);
  const cuts = [...quotes, current ?? [], [...labels.keys()]].flat();
  const within = cuts.filter((one) => block.start < one && one < block.end);
  const ends = [...new Set([block.start, ...within, block.end])].sort((one, other) => one - other);
  const pieces = [];
  for (let at = 1; at < ends.length; at += 1) {
    const [start, end] = [ends[at - 1], ends[at]];
    const isIn = ([from, to]) => from <= start && start < to;
    const text = cut(block, start, end);
    if (labels.has(start)) pieces.push(make("span", { class: "folio" }, folio(labels.get(start))));
    if (current !== null && isIn(current)) pieces.push(make("mark", {}, text));
    else if (quotes.some(isIn)) pieces.push(make("span", { class: "cited" }, text));
    else pieces.push(text);
  }
  block.element.replaceChildren(...pieces);
}

function folio(label) {
  if (!label) return "";
  return label.includes("\u2013") ? `pp. ${label}` : `p. ${label}`;
}

// The characters [start, end) of the whole text, which lie within `block`.
function cut(block, start, end) {
  return block.text.slice(unit(block, start), unit(block, end));
}

// Where the whole text's character `place` is in the block's string, which counts by code units.
function unit(block, place) {
  if (block.end - block.start === block.text.length) return place - block.start;
  let at = 0;
  for (let left = place - block.start; left > 0; left -= 1) at += block.text.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}

function points(text) {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}
