"""The characters of a PDF: which are sound, which are made plain, and how wide they are."""

from __future__ import annotations

import unicodedata

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_BULLETS = "\uf0b7\uf0a7\uf0a8\uf0d8\uf06e\uf076\uf0fc\uf02d\uf09f\x7f\x81\x8d\x8f\x90\x9d"
"""Bullets of the fonts Symbol and Wingdings, and the codes that WinAnsi draws as bullets."""
_REPLACED = str.maketrans(
    {**_LIGATURES, **dict.fromkeys(_BULLETS, "•"), "\u2010": "-", "\u2011": "-"}
)
_DROPPED = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
"""Unicode categories that draw nothing, or nothing that anybody else could know."""
_NARROW, _WIDE = frozenset("iljtfrI.,:;'’‘|!()[]{}-/ "), frozenset("mMW@%—")


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
        elif character.isupper() or character == "w":
            ems += 0.69
        elif character >= "\u2e80":
            ems += 1.0
        else:
            ems += 0.54
    return ems * size


def is_unsound(character: str) -> bool:
    """Tell whether a character is private, unassigned, a control, or the sign for unknown ones."""
    if character < "\x7f":
        return character < " " and character not in "\t\n\r\x0c"
    if character in _BULLETS:
        return False
    return character == "\ufffd" or unicodedata.category(character) in {"Cc", "Co", "Cs", "Cn"}
