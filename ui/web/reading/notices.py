"""What has happened, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from ui.web.components import define

_draw = define(Path(__file__).parent, "notices")


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to be told, with what to do next."""

    text: str
    hint: str = ""
    tone: Literal["done", "note", "error"] = "note"


def show_notices(notices: Sequence[Notice], key: str) -> None:
    """Tell what has happened, one line each."""
    _draw(key=key, data={"notices": [asdict(notice) for notice in notices]})
