"""How a component is made of its files."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

_HERE = Path(__file__).parent
_SHARED = (_HERE / "dom.js", _HERE / "buttons.js")


def define(folder: Path, name: str, *parts: str) -> ComponentRenderer:
    """Return the component whose script and style are `name`.js and `name`.css in `folder`.

    The scripts and the style of this package stand before them, and so do the scripts of further
    `parts` in `folder`: a component comes in one piece.
    """
    return st.components.v2.component(
        f"caravan_{name}",
        html='<div class="component"></div>',
        css=_read(_HERE / "base.css") + _read(folder / f"{name}.css"),
        js="".join(map(_read, [*_SHARED, *(folder / f"{one}.js" for one in (*parts, name))])),
    )


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
