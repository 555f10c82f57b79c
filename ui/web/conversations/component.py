"""What the list of conversations is given, and what it tells. Strings enter the page as text."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from ui.dates import written_date
from ui.reports import LABELS
from ui.web.components import define
from ui.web.conversations.shelf import Listed, Shelf, Wish
from ui.web.events import heard, told
from vectorstore.conversations import Conversation

_ACTS = ("choose", "search", "more", "rename", "remove", "undo", "export")
_draw = define(Path(__file__).parent, "conversations")


def show_conversations(listed: Listed, shelf: Shelf, chosen: str | None, key: str) -> None:
    """Show the list of conversations; what is done there is among the wishes of `shelf`.

    The download of `shelf`, if there is one, is handed to the browser and taken off.
    """

    def wish(act: str) -> None:
        value = told(key, act)
        if value is not None:
            shelf.wishes.append(Wish(act, value))

    download, shelf.download = shelf.download, None
    callbacks = {act: partial(wish, act) for act in _ACTS}
    listening: dict[str, Any] = {f"on_{act}_change": call for act, call in callbacks.items()}
    result = _draw(
        key=key,
        data={
            "listed": [_line(one, chosen) for one in listed.conversations],
            "has_more": listed.has_more,
            "heeded": shelf.heeded,  # so that what was done in vain is drawn as it is
            "search": listed.search,
            "removed": asdict(listed.removed) if listed.removed else None,
            "formats": [{"id": str(id_), "label": label} for id_, label in LABELS.items()],
            "download": download.as_data() if download else None,
        },
        **listening,
    )
    heard(key, *((getattr(result, act), callback) for act, callback in callbacks.items()))


def _line(one: Conversation, chosen: str | None) -> dict[str, Any]:
    asked = datetime.fromisoformat(one.last_asked_at).astimezone()
    return {
        "id": one.id,
        "title": one.title,
        "asked": f"Last asked on {written_date(asked.date())}, {asked:%H:%M}",
        "snippet": list(one.snippet),
        "chosen": one.id == chosen,
    }
