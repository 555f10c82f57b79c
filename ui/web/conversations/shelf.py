"""What one visitor has before them of the conversations that are kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ui.web.components import Download
from vectorstore.conversations import Conversation

A_PAGE = 20
"""How many conversations are listed before more are asked for."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Something that was clicked or typed: what is to be done, and what with."""

    act: str
    value: Any


@dataclass(frozen=True, slots=True)
class Removed:
    """A conversation that was just removed, so that it can be brought back."""

    id: str
    title: str
    was_open: bool


@dataclass(slots=True)
class Shelf:
    """The list of conversations of one browser tab: what it shows, and what is wished of it."""

    wishes: list[Wish] = field(default_factory=list)
    heeded: int = 0
    """How many wishes there have been."""
    search: str = ""
    limit: int = A_PAGE
    removed: Removed | None = None
    download: Download | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list shows; `has_more` tells that there are conversations beyond."""

    conversations: tuple[Conversation, ...]
    has_more: bool
    search: str
    removed: Removed | None
