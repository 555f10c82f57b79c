"""A report, read from the JSON that Caravan prints and keeps.

Old answers are such JSON too, and may lack what was added later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.addresses import link
from ui.attributions import attributed
from ui.changes import Standings, quoted
from ui.dates import written_date
from ui.limits import left_out
from ui.output import on_one_line, printable
from ui.pages import told_page
from ui.provenance import written_by
from ui.reports.report import Excerpt, Note, Report, Section, Source, Statement

if TYPE_CHECKING:
    from vectorstore.basket import Item

_QUOTES = "Quotes"
"""What stands above quotes that are no answer."""
_OTHER_LIMITS = {
    "publisher": "whose publisher contains “{}”",
    "source": "whose path or address contains “{}”",
    "language": "in the language “{}”",
    "document": "of the document {}",
}


def report_of_answers(
    answers: Sequence[dict[str, Any]], title: str | None, standings: Standings | None = None
) -> Report:
    """Return the report that answers, each as `Answer.as_json`, make."""
    reader = _Reader(standings)
    sections = tuple(map(reader.section, answers))
    alone = sections[0].question if len(sections) == 1 else "Questions and answers"
    return Report(
        on_one_line(printable(title or alone)), sections, bool(title) or len(sections) != 1
    )


def report_of_items(
    items: Sequence[Item], title: str, standings: Standings | None = None
) -> Report:
    """Return the report that collected quotes and answers make, in their order.

    Quotes that follow each other are one section.
    """
    sections: list[Section] = []
    for part in read_items(items, standings):
        if isinstance(part, Section):
            sections.append(part)
        elif sections and sections[-1].excerpts:
            sections[-1] = replace(sections[-1], excerpts=(*sections[-1].excerpts, part))
        else:
            sections.append(Section(_QUOTES, excerpts=(part,)))
    has_headings = [section.question for section in sections] != [_QUOTES]
    return Report(on_one_line(printable(title)), tuple(sections), has_headings, is_collected=True)


def read_items(
    items: Sequence[Item], standings: Standings | None = None
) -> list[Section | Excerpt]:
    """Return what each collected quote or answer says, notes being numbered through all of them."""
    reader = _Reader(standings)
    return [
        reader.excerpt(item.content, item.note)
        if item.kind == "quote"
        else reader.section(item.content, item.note)
        for item in items
    ]


def report_of_passages(told: dict[str, Any]) -> Report:
    """Return the report that ranked passages, as `caravan passages --json` prints them, make."""
    query = on_one_line(printable(told["query"]))
    passages = tuple(_passage(passage) for passage in told["passages"])
    section = Section(query, said="" if passages else "No passage matches.", passages=passages)
    return Report(f"Passages on “{query}”", (section,), is_search=True)


def note_of(citation: dict[str, Any]) -> Note:
    """Return the note that a citation, given as `Answer.as_json` has it, makes by itself."""
    return _Reader(None).note(citation, None)


class _Reader:
    """Reads one report, whose notes are numbered in the order of their first mention."""

    def __init__(self, standings: Standings | None) -> None:
        self._numbers = count(1)
        self._standings = standings or {}

    def section(self, answer: dict[str, Any], comment: str = "") -> Section:
        """Return what an answer says."""
        question = on_one_line(printable(answer["question"]))
        understood = on_one_line(printable(answer["standalone_question"]))
        by_number = {one["number"]: one for one in answer["citations"]}
        notes: dict[int, Note] = {}
        for sentence in answer["sentences"]:
            for number in sentence["citations"]:
                if number in by_number and number not in notes:
                    notes[number] = self.note(by_number[number], next(self._numbers))
        unmentioned = [one for number, one in by_number.items() if number not in notes]
        statements = tuple(_statement(sentence, notes) for sentence in answer["sentences"])
        return Section(
            question=question,
            understood="" if understood == question else understood,
            model=on_one_line(printable(answer.get("model", ""))),
            said="" if statements else on_one_line(printable(answer["text"])),
            statements=statements,
            related=tuple(self.note(one, None) for one in (*unmentioned, *answer["related"])),
            remarks=tuple(_remarks(answer)),
            comment=_comment(comment),
        )

    def excerpt(self, citation: dict[str, Any], comment: str) -> Excerpt:
        """Return a quote that stands by itself."""
        note = self.note(citation, next(self._numbers))
        return Excerpt(replace(note, is_set_out=True), _comment(comment))

    def note(self, citation: dict[str, Any], number: int | None) -> Note:
        """Return the note that a citation makes."""
        highlight = citation.get("highlight")
        return Note(
            number=number,
            quote=printable(citation["quote"]),
            highlight=(highlight[0], highlight[1]) if highlight else None,
            start=citation["start"],
            end=citation["end"],
            passage_id=citation["passage_id"],
            source=_source(citation["document"]),
            attribution=on_one_line(printable(attributed(citation.get("attribution")))),
            page=told_page(citation.get("page")),
            standing=self._standings.get(quoted(citation)),
        )


def _comment(written: str) -> str:
    """Return a writer's comment as lines without spaces around them, none of them empty."""
    return "\n".join(filter(None, map(on_one_line, printable(written).split("\n"))))


def _statement(sentence: dict[str, Any], notes: Mapping[int, Note]) -> Statement:
    cited = dict.fromkeys(sentence["citations"])
    return Statement(
        text=printable(sentence["text"]),
        notes=tuple(notes[number] for number in cited if number in notes),
        verified=sentence["verified"],
        problems=tuple(on_one_line(printable(problem)) for problem in sentence["problems"]),
        sources=sentence.get("sources", 0),
    )


def _passage(passage: dict[str, Any]) -> Note:
    return Note(
        number=passage["rank"],
        quote=printable(passage["text"]),
        highlight=None,
        start=passage["start"],
        end=passage["end"],
        passage_id=passage["passage_id"],
        source=_source(passage["document"]),
        score=passage["score"],
        page=told_page(passage.get("page")),
    )


def _source(document: dict[str, Any]) -> Source:
    def told(key: str) -> str | None:
        value = document.get(key)
        return on_one_line(printable(value)) or None if value else None

    source: str | None = document.get("source")
    published = document.get("published")
    return Source(
        id=document["id"],
        version=document["version"],
        title=told("title") or "Untitled",
        author=told("author"),
        publisher=told("publisher"),
        published=date.fromisoformat(published) if published else None,
        url=told("url"),
        source=told("source"),
        language=told("language"),
        link=link(document.get("url")) or link(source),
        name=on_one_line(printable(Path(source).name)) if source and "://" not in source else None,
    )


def _remarks(answer: dict[str, Any]) -> list[str]:
    filters = answer["filters"]
    inferred = filters.get("inferred", [])
    told = [
        *written_by(answer),
        _limits(filters, {limit["filter"] for limit in inferred}),
        left_out(inferred, written_date),
    ]
    return [on_one_line(printable(remark)) for remark in (*told, *answer["notes"]) if remark]


def _limits(filters: Mapping[str, Any], inferred: set[str]) -> str:
    """Return what the search was limited to, but for what the question's own words limited."""
    dated = [
        f"dated {written_date(date.fromisoformat(filters[side]))} or {way}"
        for side, way in (("since", "later"), ("until", "earlier"))
        if filters.get(side) and side not in inferred
    ]
    others = [form.format(filters[key]) for key, form in _OTHER_LIMITS.items() if filters.get(key)]
    limits = ", ".join([*dated, *others])
    return f"Only articles {limits} were searched." if limits else ""
