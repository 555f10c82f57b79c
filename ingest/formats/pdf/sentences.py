"""Where a line of a PDF ends a sentence, and where one goes on with it."""

from __future__ import annotations

import re

_ENDED = re.compile(r"[.!?…:;。！？][\"'”’»)\]\d*†‡]{0,6}$")
_GOES_ON = re.compile(r"[^\w]*[a-zà-öø-ÿа-яёәғқңөұүһі]|\d")


def has_ended(text: str) -> bool:
    """Tell whether a line ends as sentences end, perhaps with the mark of a note behind it."""
    return _ENDED.search(text) is not None


def goes_on(text: str) -> bool:
    """Tell whether a line begins as only the rest of a sentence does."""
    return _GOES_ON.match(text) is not None
