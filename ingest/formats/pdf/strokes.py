"""What a page's content writes, stroke by stroke, as pypdf goes through it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ingest.formats.pdf.characters import is_unsound, width_of

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)


@dataclass(slots=True)
class Piece:
    """What one stroke of the PDF writes."""

    text: str
    x: float
    y: float
    size: float
    width: float
    is_bold: bool
    angle: int


class Strokes:
    """Follows pypdf through a page's content and keeps the pieces that it writes."""

    def __init__(self, most: int) -> None:
        self.pieces: list[Piece] = []
        self.sound = 0
        self.unsound = 0
        self.is_in_text = False
        self._most = most
        self._fonts: dict[int, tuple[Any, float, bool]] = {}
        self._marks: list[bool] = []

    def operate(self, operator: bytes, operands: Any, cm: list[float], tm: list[float]) -> None:
        """Note what an operator of the content changes."""
        if operator == b"BT":
            self.is_in_text = True
        elif operator == b"ET":
            self.is_in_text = False
        elif operator in {b"BDC", b"BMC"}:
            # Within text, pypdf does not say where a mark begins.
            self._marks.append(not self.is_in_text and _is_pagination(operands))
        elif operator == b"EMC" and self._marks:
            self._marks.pop()

    def write(self, text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        """Take the text that was written since the last time."""
        if not text or True in self._marks or self.sound + self.unsound > self._most:
            return
        plain = text.strip()
        unsound = 0 if plain.isascii() and plain.isprintable() else sum(map(is_unsound, text))
        self.unsound += unsound
        self.sound += len(text) - text.count(" ") - text.count("\n") - unsound
        if text.isspace():
            if self.pieces and not self.pieces[-1].text.endswith((" ", "\n")):
                self.pieces[-1].text += " "
            return
        if id(font) not in self._fonts:
            # The font is kept so that its id stays its own.
            self._fonts[id(font)] = font, _breadth(font), _is_bold(font)
        _, breadth, is_bold = self._fonts[id(font)]
        self.pieces.append(_piece(text, cm, tm, size, breadth, is_bold))


def _is_pagination(operands: Any) -> bool:
    """Tell whether marked content is a running header or footer, as Word marks them."""
    if len(operands) < 2 or operands[0] != "/Artifact" or not isinstance(operands[1], Mapping):
        return False
    return operands[1].get("/Type") == "/Pagination"


def _piece(
    text: str, cm: list[float], tm: list[float], size: float, breadth: float, is_bold: bool
) -> Piece:
    a, b, c, d = (
        tm[0] * cm[0] + tm[1] * cm[2],
        tm[0] * cm[1] + tm[1] * cm[3],
        tm[2] * cm[0] + tm[3] * cm[2],
        tm[2] * cm[1] + tm[3] * cm[3],
    )
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    angle = round(math.degrees(math.atan2(b, a))) % 360
    x, y = turned(x, y, -angle)
    height = max(abs(size) * math.hypot(c, d), 0.1)
    width = width_of(text.strip(), height) * breadth * (math.hypot(a, b) / (math.hypot(c, d) or 1))
    if not all(map(math.isfinite, (x, y, height, width))):
        raise ValueError("text beyond any page")
    return Piece(text, x, y, height, width, is_bold, angle)


def turned(x: float, y: float, angle: int) -> tuple[float, float]:
    """Return a place after a turn by an angle, in degrees, about the page's corner."""
    if not angle:
        return x, y
    turn = math.radians(angle)
    return (
        x * math.cos(turn) - y * math.sin(turn),
        x * math.sin(turn) + y * math.cos(turn),
    )


def _is_bold(font: Any) -> bool:
    return isinstance(font, Mapping) and bool(_BOLD.search(str(font.get("/BaseFont", ""))))


def _breadth(font: Any) -> float:
    """Return how wide a font's letters are, where 1 is as wide as `width_of` takes them to be."""
    if not isinstance(font, Mapping):
        return 1.0
    name = str(font.get("/BaseFont", ""))
    widths, first = font.get("/Widths"), font.get("/FirstChar")
    ratio = 0.88 if "Times" in name else 1.15 if "Cour" in name else 1.0
    if isinstance(widths, list) and isinstance(first, int) and len(widths) <= 256:
        known = [
            (float(width), width_of(chr(first + place), 1000))
            for place, width in enumerate(widths)
            if isinstance(width, (int, float)) and width > 0 and 97 <= first + place <= 122
        ]
        if len(known) >= 5:
            ratio = sum(width for width, _ in known) / sum(usual for _, usual in known)
    return min(max(ratio, 0.7), 1.4)
