"""Texts to choose from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ui.web.components import define
from ui.web.events import heard, told

_draw = define(Path(__file__).parent, "choices")


def show_choices(choices: Sequence[str], key: str, on_choose: Callable[[str], object]) -> None:
    """Offer texts as buttons. `on_choose` is called with the one chosen."""

    def choose() -> None:
        text = told(key, "choose")
        if text in choices:
            on_choose(text)

    result = _draw(key=key, data={"choices": list(choices)}, on_choose_change=choose)
    heard(key, (result.choose, choose))
