"""What the pages of a PDF are called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ingest.formats.pdf.characters import tidied

_LONGEST = 40


def labels_of(reader: Any, count: int) -> list[str]:
    """Return what the file calls its pages; where it does not say, they are counted."""
    counted = [str(number + 1) for number in range(count)]
    try:
        stated = [tidied(label)[:_LONGEST] for label in reader.page_labels]
    except Exception:  # noqa: BLE001 - pypdf raises anything on a broken tree of labels
        return counted
    return [label or number for label, number in zip(stated, counted, strict=True)]


def with_printed(reader: Any, labels: Sequence[str], offset: int | None) -> list[str]:
    """Return the numbers that are printed on the pages, unless the file has labels of its own.

    `offset` is what they have more than the pages' places. As libraries do, pages before the first
    numbered one are counted in brackets.
    """
    if offset is None or "/PageLabels" in reader.root_object:
        return list(labels)
    return [
        str(number + offset) if number + offset > 0 else f"[{number + 1}]"
        for number in range(len(labels))
    ]
