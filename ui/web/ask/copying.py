"""What is copied of an answer: the text that an export has, as HTML too, and each quote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import streamlit as st
from markupsafe import Markup, escape

from ui.changes import citations_of
from ui.reports import Format, render_answers, render_quote
from ui.reports.reading import report_of_answers
from ui.reports.report import Note, Section
from ui.web.reading import Copied

_NOTHING = Markup("")


@st.cache_data(max_entries=200, show_spinner=False)
def copied(conversation: str, turn: int, _answer: dict[str, Any]) -> Copied:
    """Return what is copied of an answer, given as `Answer.as_json`; a turn's never changes."""
    (section,) = report_of_answers([_answer], None).sections
    return Copied(
        text=render_answers([_answer], Format.TEXT).decode(),
        html=_NOTHING.join(_html(section)),
        quotes=tuple(map(render_quote, citations_of(_answer))),
    )


def _html(section: Section) -> Iterator[Markup]:
    """Yield an answer as HTML for a text processor: paragraphs, raised numbers, a list."""
    yield Markup("<p><strong>{}</strong></p>").format(section.question)
    if section.understood:
        yield Markup("<p>Understood as: {}</p>").format(section.understood)
    yield Markup("<p>{}</p>").format(section.said or Markup(" ").join(_statements(section)))
    for notes, heading, list_ in (
        (section.notes, "Sources", "ol"),
        (section.related, "For further reading, the nearest passages:", "ul"),
    ):
        if notes:
            entries = _NOTHING.join(map(_entry, notes))
            yield Markup("<p>{}</p><{}>{}</{}>").format(heading, list_, entries, list_)
    for remark in section.remarks:
        yield Markup("<p>{}</p>").format(remark)


def _statements(section: Section) -> Iterator[Markup]:
    for one in section.statements:
        marks = "".join(f"[{note.number}]" for note in one.notes)
        doubt = f" ({one.doubt})" if one.doubt else ""
        yield Markup("{}<sup>{}</sup>{}").format(one.text, marks, doubt)


def _entry(note: Note) -> Markup:
    source = note.source
    link = Markup('<a href="{}">{}</a>').format(source.link, source.link) if source.link else None
    told = [Markup("<cite>{}</cite>").format(source.title), *map(escape, note.details)]
    place = link or (escape(source.name) if source.name else None)
    reference = Markup(", ").join([*told, *([place] if place else [])])
    lines = [escape(f"“{note.quote}”"), escape(note.attribution), reference]
    return Markup("<li>{}</li>").format(Markup("<br>").join(filter(None, lines)))
