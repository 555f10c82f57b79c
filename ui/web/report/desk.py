"""What becomes of a click among the items of the report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from sqlalchemy import Connection

from ui.output import counted
from ui.reports.collected import rename_collected
from ui.web.components import Download
from ui.web.visit import Place, Visit
from ui.web.workspace import Workspace
from vectorstore import CaravanError, basket
from vectorstore.basket import Item

_DESK = "report-desk"


@dataclass(frozen=True, slots=True)
class Removed:
    """What was just removed, so that it can be brought back; `place` is that of the first."""

    ids: tuple[str, ...]
    told: str
    place: int


@dataclass(slots=True)
class Desk:
    """What is under way with the report in one browser tab."""

    space: Workspace
    owner: str
    removed: Removed | None = None
    opening: Place | None = None
    download: Download | None = None
    error: CaravanError | None = None

    def heed(self, act: str, value: object) -> None:
        """Do what was clicked or typed, and keep what goes wrong, to be told."""
        self.error = None
        match act, value:
            case "move", {"id": str(id_), "place": int(place)}:
                self._change(lambda to: basket.move_item(to, id_, place, owner=self.owner))
            case "comments", {"written": dict(comments)}:
                for id_, note in comments.items():
                    self._annotate(str(id_), str(note))
            case "remove", str(id_):
                self.remove([id_])
            case "undo", True if self.removed is not None:
                ids = self.removed.ids
                if self._change(lambda to: basket.restore_items(to, ids, owner=self.owner)):
                    self.removed = None
            case "open", dict(given):
                known = {str(key): str(each) for key, each in given.items()}
                self.opening = Place.in_address(known)

    def remove(self, ids: Sequence[str]) -> None:
        """Take items out of the report."""

        def remove(connection: Connection) -> None:
            items = basket.list_items(connection, owner=self.owner)
            gone = [item for item in items if item.id in ids]
            if gone:
                basket.remove_items(connection, [item.id for item in gone], owner=self.owner)
                told = _told(gone[0]) if len(gone) == 1 else counted(len(gone), "item")
                ids_ = tuple(item.id for item in gone)
                self.removed = Removed(ids_, told, items.index(gone[0]))

        self.error = None
        self._change(remove)

    def rename(self, title: str) -> None:
        """Give the report another title."""
        self.error = None
        self._change(lambda to: rename_collected(to, title, owner=self.owner))

    def _annotate(self, id_: str, note: str) -> None:
        self._change(lambda to: basket.annotate_item(to, id_, note, owner=self.owner))

    def _change(self, change: Callable[[Connection], None]) -> bool:
        try:
            with self.space.corpus.database.write() as connection:
                change(connection)
        except CaravanError as error:
            self.error = error
            return False
        return True


def current(space: Workspace, visit: Visit) -> Desk:
    """Return the desk of this browser tab, a new one where another person has signed in."""
    desk: Desk | None = st.session_state.get(_DESK)
    if desk is None or desk.owner != visit.owner or desk.space is not space:
        desk = st.session_state[_DESK] = Desk(space, visit.owner)
    return desk


def _told(item: Item) -> str:
    content: dict[str, Any] = item.content
    if item.kind == "answer":
        return f"the answer to “{content['question']}”"
    return f"the quote from “{content['document']['title'] or 'Untitled'}”"
