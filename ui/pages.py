"""Pages of paginated sources, as people name them."""

from __future__ import annotations

from ui.output import on_one_line, printable
from vectorstore import Passage
from vectorstore.pages import page_label


def page_of(passage: Passage) -> str | None:
    """Return the page or pages that a passage is on, as JSON has them; None where it has none."""
    return page_label(passage.pages, passage.start, passage.end)


def told_page(page: str | None) -> str:
    """Return what stands in a reference for `page`, as JSON has it: "p. 7", "pp. 7–8", or nothing.

    Labels come from the source, so they are made safe to print.
    """
    label = on_one_line(printable(page or ""))
    if not label:
        return ""
    return f"{'pp.' if '–' in label else 'p.'} {label}"
