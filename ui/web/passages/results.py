"""Passages that were found, each with what can be done with it. Strings enter the page as text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answers import Citation
from ui.addresses import web_address
from ui.pages import page_of, told_page
from ui.reports import render_quote
from ui.web.components import define
from ui.web.events import heard, told
from ui.web.passages.highlighting import Highlighter
from ui.web.passages.search import Order
from ui.web.reading.origin import file_name, told_origin
from ui.web.report.collecting import key_of
from vectorstore import Hit

_draw = define(Path(__file__).parent, "passages")

_LONG = 900
"""Characters from which on a passage is cut short, until it is wanted whole."""
_BY_MEANING = "Near in meaning: it has none of the words."
_ALL_BY_MEANING = "None of them has the words that you typed; they are the nearest in meaning."


@dataclass(frozen=True, slots=True)
class Acts:
    """What is done with a passage, and with all of them."""

    open: Callable[[Hit], None]
    collect: Callable[[Hit], None]
    order: Callable[[Order], None]


def citation_of(hit: Hit) -> dict[str, Any]:
    """Return a passage as a citation that belongs to no answer, in the form of `Answer.as_json`."""
    return Citation.of(hit, hit.passage.start, hit.passage.end).as_json()


def show_results(
    hits: Sequence[Hit],
    heading: str,
    order: Order,
    highlighter: Highlighter,
    collected: Collection[str],
    acts: Acts,
    key: str,
) -> None:
    """Show passages as a list, with what the query asked for marked.

    Those whose keys (see `key_of`) are `collected` are marked, too.
    """

    def act() -> None:
        match told(key, "act"):
            case {"act": "order", "value": str(value)} if value in list(Order):
                acts.order(Order(value))
            case {"act": "open", "value": int(place)} if 0 <= place < len(hits):
                acts.open(hits[place])
            case {"act": "collect", "value": int(place)} if 0 <= place < len(hits):
                acts.collect(hits[place])

    shown = [_shown(hit, highlighter, collected) for hit in hits]
    are_by_meaning = all(one["remark"] for one in shown)
    if are_by_meaning:
        shown = [{**one, "remark": ""} for one in shown]
    result = _draw(
        key=key,
        data={
            "heading": heading,
            "remark": _ALL_BY_MEANING if are_by_meaning else "",
            "orders": list(Order),
            "order": order,
            "passages": shown,
        },
        on_act_change=act,
    )
    heard(key, (result.act, act))


def _shown(hit: Hit, highlighter: Highlighter, collected: Collection[str]) -> dict[str, Any]:
    """Return what the page shows of a passage."""
    passage, known = hit.passage, hit.passage.document.metadata
    origin = told_origin(known.publisher, known.published)
    citation = citation_of(hit)
    pieces = highlighter.pieces(passage.text)
    key = key_of("quote", citation)
    return {
        "key": key,
        "title": known.title,
        "origin": origin or file_name(passage.document.source),
        "page": told_page(page_of(passage)),
        "url": web_address(known.url),
        "pieces": pieces,
        "is_long": len(passage.text) > _LONG,
        "remark": "" if len(pieces) > 1 else _BY_MEANING,
        "copied": render_quote(citation),
        "is_collected": key in collected,
    }
