"""The table of articles: what its component is given, and what it tells."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import streamlit as st

from ui.output import printable_name
from ui.web.components import define
from ui.web.corpus import deeds, library
from ui.web.corpus.desk import Desk
from ui.web.corpus.library import Library
from ui.web.corpus.listing import KINDS, Kind, Listing, count_kinds, look
from ui.web.events import heard, told
from ui.web.messages import errors_shown
from ui.web.workspace import Workspace

_MOST_PUBLISHERS = 500
_ACTS = {
    Kind.REMOVED: [("restore", "Bring back")],
    Kind.FAILED: [("again", "Try again"), ("forget", "Forget")],
}
_REMOVING = [("remove", "Remove")]
_draw = define(Path(__file__).parent, "articles")


@st.fragment
def draw(space: Workspace, desk: Desk) -> None:
    """Draw the table, and do what was wished in it."""
    with errors_shown("articles-error"):
        if deeds.heed(space, desk, library.current(space)):
            st.rerun()
    found = library.current(space)
    _show(found, look(found, desk.view), desk, key="articles")


def _show(found: Library, listing: Listing, desk: Desk, key: str) -> None:
    def wish() -> None:
        wished = told(key, "wish")
        if isinstance(wished, dict):
            desk.wishes.append(wished)

    result = _draw(key=key, data=_data(found, listing, desk), on_wish_change=wish)
    heard(key, (result.wish, wish))


def _data(found: Library, listing: Listing, desk: Desk) -> dict[str, Any]:
    kind = listing.view.kind
    counts = count_kinds(found)
    publishers = found.publishers.most_common(_MOST_PUBLISHERS)
    done = desk.done
    return {
        "kinds": [
            {"id": one, "label": KINDS[one], "count": count}
            for one, count in counts.items()
            if count or one in (kind, Kind.ACTIVE)
        ],
        "publishers": [
            {"name": name, "label": f"{printable_name(name)} ({count:,})"}
            for name, count in sorted(publishers, key=lambda each: each[0].casefold())
        ],
        "view": asdict(listing.view),
        "columns": [asdict(column) for column in listing.columns],
        "rows": [asdict(row) for row in listing.rows],
        "told": listing.told,
        "found": len(listing.ids),
        "first": listing.first,
        "acts": [{"act": act, "label": label} for act, label in _ACTS.get(kind, _REMOVING)],
        "done": {"told": done.told, "can_undo": bool(done.removed)} if done else None,
    }
