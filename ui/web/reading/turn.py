"""A question with its answer. Every string enters the page as text, never as HTML."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from ui.addresses import web_address
from ui.attributions import attributed
from ui.changes import Changes, change_of, citations_of, told_change
from ui.confidence import confidence
from ui.dates import written_date
from ui.limits import left_out
from ui.pages import told_page
from ui.provenance import provenance
from ui.web.components import define
from ui.web.events import heard, told
from ui.web.reading.origin import file_name, told_origin

Rating = Literal[-1, 0, 1]

_TOLD = "told-acts"
_MOST_TOLD = 200
_draw = define(Path(__file__).parent, "turn", "acts", "sources")


@dataclass(frozen=True, slots=True)
class Copied:
    """What can be copied: an answer with its references, as text and as HTML, and each quote.

    The quotes are those of `citations_of`, in its order.
    """

    text: str
    html: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an answer beyond what it says itself.

    Citations of documents that are among `changes` are marked. `limits` are the filters that it was
    asked within, in words. `collected` are the numbers, counted from 1 in `citations_of`, of the
    quotes that are in the report.
    """

    copied: Copied
    changes: Changes | None = None
    limits: Sequence[str] = ()
    rating: int = 0
    is_collected: bool = False
    collected: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Acts:
    """What is called when something of an answer is clicked.

    `open` and `collect` are given a citation, `collect` None for the whole answer; `rate` is given
    0 where a rating is taken back. `search_all` lifts the limits on dates that the question's words
    have set; None does not offer that.
    """

    open: Callable[[dict[str, Any]], object]
    rate: Callable[[Rating], object]
    collect: Callable[[dict[str, Any] | None], object]
    search_all: Callable[[], object] | None = None


def show_question(question: str, key: str, waiting: str = "") -> None:
    """Show a question without an answer; `waiting` tells what goes on, "" that none comes."""
    _draw(key=key, data={"kind": "question", "question": question, "waiting": waiting})


def show_growing(answer: dict[str, Any], key: str, is_new: bool = False) -> None:
    """Show a question and its answer, given as `Answer.as_json`, as far as it has come.

    The page turns to what `is_new`.
    """
    _draw(key=key, data=_shown(answer, None) | {"is_new": is_new})


def show_turn(
    answer: dict[str, Any], key: str, known: Known, acts: Acts, is_new: bool = False
) -> None:
    """Show a question and its answer, given as `Answer.as_json`, and what can be done with it.

    The page turns to what `is_new`.
    """
    offered = citations_of(answer)

    def act(wished: dict[str, Any]) -> None:
        match wished:
            case {"act": "open", "number": int(number)} if 0 < number <= len(offered):
                acts.open(offered[number - 1])
            case {"act": "collect", "number": int(number)} if 0 < number <= len(offered):
                acts.collect(offered[number - 1])
            case {"act": "collect", "number": None}:
                acts.collect(None)
            case {"act": "rate", "rating": (-1 | 0 | 1) as rating}:
                acts.rate(rating)
            case {"act": "search_all"} if acts.search_all is not None:
                acts.search_all()

    def heed() -> None:
        for each in told(key, "acts") or ():
            if _is_untold(each["id"]):
                act(each)

    data = _shown(answer, known) | {
        "is_new": is_new,
        "has_all_dates": acts.search_all is not None,
    }
    result = _draw(key=key, data=data, on_acts_change=heed)
    heard(key, (result.acts, heed))


def _is_untold(id_: str) -> bool:
    """Tell whether a click is not known yet; a browser tells of the same one several times."""
    known: deque[str] = st.session_state.setdefault(_TOLD, deque(maxlen=_MOST_TOLD))
    if id_ in known:
        return False
    known.append(id_)
    return True


def _shown(answer: dict[str, Any], known: Known | None) -> dict[str, Any]:
    """Return what the page shows of an answer, which is whole where more is `known` of it."""
    asked, understood = answer["question"], answer["standalone_question"]
    how_sure = confidence(answer) if known else None
    return {
        "kind": "turn",
        "subject": f"{asked}\n{answer['text']}",
        "question": asked,
        "understood": None if understood == " ".join(asked.split()) else understood,
        "answered": answer["answered"],
        "text": answer["text"],
        "sentences": answer["sentences"],
        "confidence": asdict(how_sure) if how_sure else None,
        "provenance": provenance(answer),
        "left_out": left_out(answer["filters"]["inferred"], written_date),
        "has_all_dates": False,
        "citations": [
            shown_citation(one, number, known) for number, one in enumerate(citations_of(answer), 1)
        ],
        "notes": answer["notes"],
        "complete": known is not None,
        **({} if known is None else _beyond(known)),
    }


def _beyond(known: Known) -> dict[str, Any]:
    return {
        "limits": list(known.limits),
        "copied": {"text": known.copied.text, "html": known.copied.html},
        "rating": known.rating,
        "is_collected": known.is_collected,
    }


def shown_citation(citation: dict[str, Any], number: int, known: Known | None) -> dict[str, Any]:
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
        "origin": told_origin(document["publisher"], published) or file_name(document["source"]),
        "mark": told_change(change_of(document, known.changes if known else None)),
        "url": web_address(document["url"]),
        "page": told_page(citation.get("page")),
        "copied": known.copied.quotes[number - 1] if known else "",
        "is_collected": known is not None and number in known.collected,
    }
