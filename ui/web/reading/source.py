"""A document, whole, at a quote."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from ui.addresses import web_address
from ui.output import on_one_line, printable
from ui.web.components import define
from ui.web.events import heard, told
from ui.web.navigation import Name
from ui.web.reading.origin import file_name, told_origin, told_reference
from ui.web.visit import Place
from vectorstore import StoredDocument

Range = tuple[int, int]
"""The characters [start, end) of a text."""

_draw = define(Path(__file__).parent, "source", "blocks")


@dataclass(frozen=True, slots=True)
class Shown:
    """A document, and the quotes of it that are marked, in their order.

    `quote`, which is among them, is the one that it is turned to. `collected` are those in the
    report.
    """

    document: StoredDocument
    quote: Range | None = None
    quotes: Sequence[Range] = ()
    collected: Sequence[Range] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """What a source that is opened beside something else has more: its heading, and ways on.

    `notes` are warnings, `remarks` what is as well to know. It is turned to its quote anew whenever
    `opening` is another number. `on_whole` is called while the page is drawn.
    """

    notes: Sequence[str]
    remarks: Sequence[str]
    opening: int
    on_close: Callable[[], None]
    on_step: Callable[[Range], None]
    on_whole: Callable[[Range | None], None]


def show_source(
    shown: Shown, key: str, on_collect: Callable[[Range], None], beside: Beside | None = None
) -> None:
    """Show a document's whole text. `on_collect` is called with a quote that the report is to have.

    That is the quote which is shown, or any words of the text.
    """
    document = shown.document
    known = document.ref.metadata
    text_end = len(document.text)

    def named(event: str) -> Range | None:
        return _range(told(key, event), text_end)

    def collected() -> None:
        if (quote := named("collect")) is not None:
            on_collect(quote)

    def closed() -> None:
        if beside is not None and told(key, "close"):
            beside.on_close()

    def stepped() -> None:
        if beside is not None and (quote := named("step")) is not None:
            beside.on_step(quote)

    result = _draw(
        key=key,
        data={
            "subject": f"{document.ref.id} {document.ref.version}",
            "opening": beside.opening if beside else 0,
            "closes": beside is not None,
            "title": known.title,
            "origin": told_origin(
                known.author, known.publisher, known.published, file_name(document.ref.source)
            ),
            "url": web_address(known.url),
            "notes": beside.notes if beside else [],
            "remarks": beside.remarks if beside else [],
            "text": document.text,
            "pages": [(page.start, on_one_line(printable(page.label))) for page in document.pages],
            "quote": shown.quote,
            "quotes": list(shown.quotes),
            "collected": list(shown.collected),
            "address": _address(Place(document.ref.id, document.ref.version)),
            "reference": told_reference(document.ref),
        },
        on_collect_change=collected,
        on_close_change=closed,
        on_step_change=stepped,
        on_whole_change=lambda: None,
    )
    heard(key, (result.collect, collected), (result.close, closed), (result.step, stepped))
    if beside is not None and result.whole is not None:
        beside.on_whole(_range(result.whole, text_end))


def _address(place: Place) -> str:
    """Return the address of a document's own page, as any page of the app can link to it."""
    return f"{Name.DOCUMENT}?{urlencode(place.parameters())}"


def _range(value: object, text_end: int) -> Range | None:
    """Return what the browser tells as characters of a text, None where it is no such thing."""
    match value:
        case [int(start), int(end)] if 0 <= start < end <= text_end:
            return start, end
    return None
