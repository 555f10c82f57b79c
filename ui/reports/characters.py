"""Characters of the sources that no file should hold."""

from __future__ import annotations

import re

_LINE_ENDS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNSAFE = re.compile(
    "["
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # controls, which XML forbids and terminals obey
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # order of writing: show other than what is
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"  # no characters at all
    "\U000e0000-\U000e007f"  # tags, which nobody sees
    "]"
)


def clean(text: str) -> str:
    """Return `text` with unsafe characters replaced, one for one, so that its ranges still hold."""
    text = _LINE_ENDS.sub("\n", text.replace("\r", " "))
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def on_one_line(text: str) -> str:
    """Return `text` without line breaks, each run of spaces being one."""
    return " ".join(text.split())
