"""What the component is given. It puts every string into the page as text, never as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from ui.addresses import web_address
from ui.attributions import attributed
from ui.changes import Changes, change_of, told_change
from ui.dates import written_date
from ui.limits import left_out
from ui.pages import told_page
from ui.provenance import provenance
from ui.web.events import heard
from vectorstore import Page, StoredDocument
from vectorstore.pages import page_label

_HERE = Path(__file__).parent
_draw = st.components.v2.component(
    "caravan_reading",
    html='<div class="reading"></div>',
    css=(_HERE / "reading.css").read_text(encoding="utf-8"),
    js=(_HERE / "reading.js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to be told, with what to do next."""

    text: str
    hint: str = ""
    tone: Literal["done", "note", "error"] = "note"


def show_notices(notices: Sequence[Notice], key: str) -> None:
    """Tell what has happened, one line each."""
    _draw(key=key, data={"kind": "notices", "notices": [asdict(notice) for notice in notices]})


def show_choices(choices: Sequence[str], key: str, on_choose: Callable[[str], object]) -> None:
    """Offer texts as buttons. `on_choose` is called with the one chosen."""

    def choose() -> None:
        text = st.session_state[key].choose
        if text in choices:
            on_choose(text)

    data = {"kind": "choices", "choices": list(choices)}
    result = _draw(key=key, data=data, on_choose_change=choose)
    heard(key, (result.choose, choose))


def show_question(question: str, key: str, waiting: str = "") -> None:
    """Show a question without an answer; `waiting` tells what goes on, "" that none comes."""
    _draw(key=key, data={"kind": "question", "question": question, "waiting": waiting})


def show_turn(
    answer: dict[str, Any],
    key: str,
    on_open: Callable[[dict[str, Any]], None] | None = None,
    on_all_dates: Callable[[], object] | None = None,
    complete: bool = True,
    changes: Changes | None = None,
    is_new: bool = False,
) -> None:
    """Show a question and its answer, given as `Answer.as_json`; not `complete` while it grows.

    `on_open` is called with the citation whose source the user wants to see, `on_all_dates` where
    the limits on dates that the question's words set are not wanted; None does not offer that.
    Citations of documents that are among `changes` are marked. The page turns to what `is_new`.
    """
    offered = [*answer["citations"], *answer["related"]]
    citations = [
        shown_citation(one, number, changes) for number, one in enumerate(offered, start=1)
    ]

    def opened() -> None:
        number = st.session_state[key].open
        if on_open is not None and isinstance(number, int) and 0 < number <= len(offered):
            on_open(offered[number - 1])

    def all_dates() -> None:
        if on_all_dates is not None and st.session_state[key].all_dates:
            on_all_dates()

    asked, understood = answer["question"], answer["standalone_question"]
    result = _draw(
        key=key,
        data={
            "kind": "turn",
            "subject": f"{asked}\n{answer['text']}",
            "question": asked,
            "understood": None if understood == " ".join(asked.split()) else understood,
            "answered": answer["answered"],
            "text": answer["text"],
            "sentences": answer["sentences"],
            "provenance": provenance(answer),
            "limits": left_out(answer["filters"]["inferred"], written_date),
            "has_all_dates": on_all_dates is not None,
            "citations": citations,
            "notes": answer["notes"],
            "complete": complete,
            "is_new": is_new,
        },
        on_open_change=opened,
        on_all_dates_change=all_dates,
    )
    heard(key, (result.open, opened), (result.all_dates, all_dates))


def show_source(
    document: StoredDocument,
    quote: tuple[int, int] | None,
    notes: Sequence[str],
    remarks: Sequence[str],
    key: str,
    on_close: Callable[[], None],
    opening: int = 0,
) -> None:
    """Show a document's whole text, scrolled to the characters [start, end) of `quote`.

    It is scrolled there anew whenever `opening` is another number. `notes` are warnings, `remarks`
    what is as well to know.
    """
    start, end = quote or (0, 0)
    known = document.ref.metadata

    def closed() -> None:
        if st.session_state[key].close:
            on_close()

    result = _draw(
        key=key,
        data={
            "kind": "source",
            "subject": f"{document.ref.id} {document.ref.version} {start} {end} {opening}",
            "title": known.title,
            "origin": _origin(
                known.author, known.publisher, known.published, _name(document.ref.source)
            ),
            "url": web_address(known.url),
            "notes": notes,
            "remarks": remarks,
            "text": list(_pieces(document.text, (start, end), document.pages)),
        },
        on_close_change=closed,
    )
    heard(key, (result.close, closed))


def shown_citation(
    citation: dict[str, Any], number: int, changes: Changes | None
) -> dict[str, Any]:
    """Return what the page shows of a citation, given as `Answer.as_json` has it."""
    quote, document = citation["quote"], citation["document"]
    start, end = citation.get("highlight") or (len(quote), len(quote))
    published = date.fromisoformat(document["published"]) if document["published"] else None
    return {
        "number": number,
        "label": "\N{BULLET}" if citation["number"] is None else str(citation["number"]),
        "document": f"{document['id']} {document['version']}",
        "quote": [quote[:start], quote[start:end], quote[end:]],
        "attribution": attributed(citation.get("attribution")),
        "title": document["title"],
        "origin": _origin(document["publisher"], published) or _name(document["source"]),
        "mark": told_change(change_of(document, changes)),
        "url": web_address(document["url"]),
        "page": told_page(citation.get("page")),
    }


def _pieces(
    text: str, quote: tuple[int, int], pages: Sequence[Page]
) -> Iterator[tuple[Literal["text", "quote", "page"], str]]:
    """Yield a text in pieces: in the quote, outside it, and the pages where they begin or it does.

    It is cut here, since the browser counts other characters than Python does.
    """
    begun = {page.start: told_page(page.label) for page in pages}
    if quote[0] < quote[1] and (label := page_label(pages, quote[0], quote[0] + 1)):
        begun[quote[0]] = told_page(label)
    cuts = sorted({0, len(text), *quote, *(start for start in begun if start < len(text))})
    for start, end in pairwise(cuts):
        if start in begun:
            yield "page", begun[start]
        yield "quote" if quote[0] <= start < quote[1] else "text", text[start:end]


def _name(source: str | None) -> str | None:
    """Return the name of a document's file."""
    return None if source is None or "://" in source else Path(source).name


def _origin(*parts: str | date | None) -> str:
    told = [written_date(part) if isinstance(part, date) else part for part in parts if part]
    return " \N{MIDDLE DOT} ".join(told)
