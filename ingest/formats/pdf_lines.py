"""The lines of a PDF's page: where they stand, how large they are, and in which order to read."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ingest.formats.pdf_order import Line, in_reading_order

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_BULLETS = "\uf0b7\uf0a7\uf0a8\uf0d8\uf06e\uf076\uf0fc\uf02d\uf09f\x7f\x81\x8d\x8f\x90\x9d"
"""Bullets of the fonts Symbol and Wingdings, and the codes that WinAnsi draws as bullets."""
_REPLACED = str.maketrans(
    {**_LIGATURES, **dict.fromkeys(_BULLETS, "•"), "\u2010": "-", "\u2011": "-"}
)
_DROPPED = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
"""Unicode categories that draw nothing, or nothing that anybody else could know."""
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_NARROW, _WIDE = frozenset("iljtfrI.,:;'’‘|!()[]{}-/ "), frozenset("mwMW@%—")
_CELL_GAP = 2.0
"""Ems of white between two pieces of one line beyond which they are two cells, or columns."""


@dataclass(slots=True)
class _Piece:
    """What one stroke of the PDF writes."""

    text: str
    x: float
    y: float
    size: float
    width: float
    is_bold: bool
    angle: int


def lines_of(page: Any, number: int, most: int) -> tuple[list[Line], tuple[int, int], bool]:
    """Return a pypdf page's lines in reading order, without what it marks as header or footer.

    Beside them come how many of its characters are sound, and how many stand for none that anybody
    knows; and whether its content ends where it should. Raises whatever pypdf raises, and
    MemoryError for more than `most` characters.
    """
    stroke = _Stroke(most)
    page.extract_text(visitor_operand_before=stroke.operate, visitor_text=stroke.write)
    if stroke.sound + stroke.unsound > most:
        raise MemoryError
    lines = _in_order(stroke.pieces)
    for line in lines:
        line.page = number
    return lines, (stroke.sound, stroke.unsound), not stroke.is_in_text


class _Stroke:
    """Follows pypdf through a page's content and keeps the pieces that it writes."""

    def __init__(self, most: int) -> None:
        self.pieces: list[_Piece] = []
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
        unsound = 0 if plain.isascii() and plain.isprintable() else sum(map(_is_unsound, text))
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


def tidied(text: str) -> str:
    """Return `text` with plain spaces and letters; a soft hyphen stays only where the line ends."""
    ends_softly = text.rstrip().endswith("\u00ad")
    text = " ".join(text.split())
    if not text.isascii() or not text.isprintable():
        text = unicodedata.normalize("NFC", text.translate(_REPLACED))
        text = "".join(
            character for character in text if unicodedata.category(character) not in _DROPPED
        )
        text = " ".join(text.split())
    return text + ("\u00ad" if ends_softly else "")


def width_of(text: str, size: float) -> float:
    """Return about how wide `text` is in a common font, in points."""
    ems = 0.0
    for character in text:
        if character in _NARROW:
            ems += 0.29
        elif character in _WIDE:
            ems += 0.88
        elif character.isupper():
            ems += 0.69
        elif character >= "\u2e80":
            ems += 1.0
        else:
            ems += 0.54
    return ems * size


def _in_order(pieces: list[_Piece]) -> list[Line]:
    """Order the lines of the direction in which most is written; then come the other directions."""
    angles: dict[int, int] = {}
    for piece in pieces:
        angles[piece.angle] = angles.get(piece.angle, 0) + len(piece.text)
    lines: list[Line] = []
    for angle in sorted(angles, key=lambda angle: (-angles[angle], angle)):
        cells = list(_cells(piece for piece in pieces if piece.angle == angle))
        for cell in cells:
            cell.is_slanted = angle % 90 != 0
        lines.extend(in_reading_order(cells))
    return _with_initials(lines)


def _with_initials(lines: list[Line]) -> list[Line]:
    """Put the large first letter of a chapter before the rest of its word."""
    kept: list[Line] = []
    initial: Line | None = None
    for line in lines:
        if initial is not None:
            if line.size < 0.6 * initial.size and line.x0 > initial.x0 and line.text[0].isalpha():
                line.text = initial.text + line.text
            else:
                kept.append(initial)
            initial = None
        if len(line.text) == 1 and line.text.isupper():
            initial = line
        elif line.text:
            kept.append(line)
    return kept if initial is None else [*kept, initial]


def _piece(
    text: str, cm: list[float], tm: list[float], size: float, breadth: float, is_bold: bool
) -> _Piece:
    a, b, c, d = (
        tm[0] * cm[0] + tm[1] * cm[2],
        tm[0] * cm[1] + tm[1] * cm[3],
        tm[2] * cm[0] + tm[3] * cm[2],
        tm[2] * cm[1] + tm[3] * cm[3],
    )
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    angle = round(math.degrees(math.atan2(b, a))) % 360
    if angle:
        turn = math.radians(-angle)
        x, y = (
            x * math.cos(turn) - y * math.sin(turn),
            x * math.sin(turn) + y * math.cos(turn),
        )
    height = max(abs(size) * math.hypot(c, d), 0.1)
    width = width_of(text.strip(), height) * breadth * (math.hypot(a, b) / (math.hypot(c, d) or 1))
    if not all(map(math.isfinite, (x, y, height, width))):
        raise ValueError("text beyond any page")
    return _Piece(text, x, y, height, width, is_bold, angle)


def _cells(pieces: Iterable[_Piece]) -> Iterable[Line]:
    """Join pieces that follow one another on a line; a wide gap begins another cell."""
    line: Line | None = None
    last: _Piece | None = None
    parts: list[str] = []
    weights: dict[tuple[float, bool], int] = {}

    def finished(line: Line) -> Line:
        line.size, line.is_bold = max(weights, key=lambda key: weights[key])
        line.text = tidied("".join(parts))
        return line

    for piece in pieces:
        if line is not None and last is not None and _follows(line, last, piece):
            if (
                piece.text.strip() == last.text.strip()
                and abs(piece.x - last.x) < 0.15 * piece.size
            ):
                continue  # Drawn twice to look bold.
            if parts[-1].endswith("\n"):
                parts[-1] = parts[-1].rstrip() + " "
        else:
            if line is not None:
                yield finished(line)
            line = Line("", piece.x, piece.x, piece.y, piece.size)
            parts, weights = [], {}
        parts.append(piece.text)
        line.x1 = max(line.x1, piece.x + piece.width)
        key = round(piece.size, 1), piece.is_bold
        weights[key] = weights.get(key, 0) + len(piece.text.strip())
        last = piece
    if line is not None:
        yield finished(line)


def _follows(line: Line, last: _Piece, piece: _Piece) -> bool:
    larger = max(last.size, piece.size)
    return (
        abs(piece.y - line.y) < 0.5 * max(line.size, piece.size)
        and abs(piece.y - last.y) < 0.5 * larger
        and piece.x >= last.x - 0.2 * larger
        and piece.x - line.x1 < _CELL_GAP * larger
    )


def _is_unsound(character: str) -> bool:
    """Tell whether a character is private, unassigned, a control, or the sign for unknown ones."""
    if character < "\x7f":
        return character < " " and character not in "\t\n\r\x0c"
    if character in _BULLETS:
        return False
    return character == "\ufffd" or unicodedata.category(character) in {"Cc", "Co", "Cs", "Cn"}


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
