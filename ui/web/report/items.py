"""What the list of collected items is given, and what it tells. Strings enter the page as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from ui.reports.collected import Collected
from ui.reports.reading import read_items
from ui.reports.report import Excerpt, Note, Section
from ui.web.components import define
from ui.web.events import heard, told
from ui.web.navigation import Name
from ui.web.report.desk import Desk
from ui.web.visit import Place
from vectorstore.basket import LONGEST_NOTE, Item

_ACTS = ("comments", "move", "remove", "undo", "open")
_draw = define(Path(__file__).parent, "items")


def show_items(collected: Collected, desk: Desk, key: str) -> None:
    """Show what was collected, in its order, numbered as it will be exported.

    The download of `desk`, if there is one, is handed to the browser and taken off.
    """

    def heed(act: str) -> None:
        value = told(key, act)
        if value is not None:
            desk.heed(act, value)

    callbacks = {act: partial(heed, act) for act in _ACTS}
    listening: dict[str, Any] = {f"on_{act}_change": call for act, call in callbacks.items()}
    download, desk.download = desk.download, None
    parts = read_items(collected.items, collected.standings)
    result = _draw(
        key=key,
        data={
            "items": _shown(collected.items, parts),
            "removed": asdict(desk.removed) if desk.removed else None,
            "longest_note": LONGEST_NOTE,
            "download": download.as_data() if download else None,
        },
        default={"comments": None},
        **listening,
    )
    heard(key, *((result.get(act), callback) for act, callback in callbacks.items()))


def _shown(items: Sequence[Item], parts: Sequence[Section | Excerpt]) -> list[dict[str, Any]]:
    return [
        {
            "id": item.id,
            "note": item.note,
            "quote": _quote(part.note) if isinstance(part, Excerpt) else None,
            "answer": _answer(part) if isinstance(part, Section) else None,
        }
        for item, part in zip(items, parts, strict=True)
    ]


def _answer(section: Section) -> dict[str, Any]:
    return {
        "question": section.question,
        "understood": section.understood,
        "said": section.said,
        "statements": [
            {
                "text": one.text,
                "numbers": [note.number for note in one.notes],
                "doubt": one.doubt,
            }
            for one in section.statements
        ],
        "remarks": section.remarks,
        "quotes": list(map(_quote, section.notes)),
        "related": list(map(_quote, section.related)),
    }


def _quote(note: Note) -> dict[str, Any]:
    source = note.source
    place = Place(source.id, source.version, note.start, note.end).parameters()
    return {
        "number": note.number,
        "pieces": note.pieces,
        "title": source.title,
        "details": note.details,
        "url": source.link,
        "attribution": note.attribution,
        "since": note.since,
        "is_lost": note.standing is not None and not note.standing.has_words,
        "place": place,
        "address": f"{Name.DOCUMENT}?{urlencode(place)}",
    }
