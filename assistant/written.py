"""What a chat model has written, read as plain sentences with the passages that they cite.

A model is a source of hostile text like any other: its markup is taken off, not rendered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vectorstore.text import sentences

_LONGEST = 60_000
"""Characters read of a reply: what is longer answers nothing."""

_THOUGHT = re.compile(r"\A\s*<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_MOST_CITED = 20

_INNER = r"(?:[^()\n]|\([^()\n]{0,200}\)){0,3000}"
"""An address in brackets, which may hold brackets itself."""
_NUMBERS = r"\d{1,3}(?:\s{0,2}(?:[,;&–-]|and)\s{0,2}\d{1,3}){0,20}"
_MARK = re.compile(
    rf"\s{{0,3}}(?:[\[【]\s?\^?(?:(?:passages?|sources?)\s)?({_NUMBERS})(?:†[^\]】\n]{{0,40}})?\s?[\]】]"
    rf"|\((?:passages?|sources?)\s({_NUMBERS})\))",
    re.IGNORECASE,
)
_MARK_AT_END = re.compile(rf"\s{{1,3}}\(({_NUMBERS})\)(?=[.!?。]?['\"”’»]?\s*\Z)")
"""Numbers in round brackets are marks only where a sentence ends."""
_RANGE = re.compile(r"(\d{1,3})\s{0,2}[–-]\s{0,2}(\d{1,3})|(\d{1,3})")
_BEHIND_STOP = re.compile(rf"([.!?。]['\"”’»)]?)((?:{_MARK.pattern})+)\.?", re.IGNORECASE)
_GAP_BEFORE_STOP = re.compile(r"\s+([.,;!?])(?=\s|\Z)")
_BEGUN_MARK = re.compile(r"\s{0,3}[\[【][^\]】\n]{0,60}\Z")

_MARKUP = (
    (
        re.compile(r"^[ \t]{0,3}\[[^\]\n]{1,200}\]:[ \t]*<?[a-z][a-z0-9+.-]*:\S*.*$", re.I | re.M),
        "",
    ),
    (re.compile(rf"!\[[^\]\n]{{0,500}}\](?:\({_INNER}\)|\[[^\]\n]{{0,200}}\])"), ""),  # images
    (re.compile(rf"\[([^\]\n]{{1,500}})\]\({_INNER}\)"), r"\1"),  # links
    (re.compile(r"\[([^\]\n]{1,500})\]\[(?!\^?\d)[^\]\n]{0,200}\]"), r"\1"),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t][^\n\[【]*$", re.M), ""),  # headings, which cite nothing
    (re.compile(r"<(script|style)\b.{0,5000}?</\1\s*>", re.I | re.S), ""),
    (re.compile(r"</?[a-z!][^<>\n]{0,3000}>", re.I), ""),  # HTML, and addresses in <>
    (re.compile(r"^[ \t]{0,12}(?:#{1,6}|>|[-*+•]|\d{1,3}[.)])[ \t]+", re.M), ""),
    (re.compile(r"^[ \t]*(?:```.*|~~~.*|[-*_=]{3,})$", re.M), ""),
    (re.compile(r"(\*\*|__|\*|`)(?=\S)([^\n]{1,500}?)(?<=\S)\1"), r"\2"),
)
_ADDRESS = re.compile(r"(?:\b[a-z][a-z0-9+.-]{1,20}:(?://)?|\bwww\.)[^\s<>\"”’)\]]{3,}", re.I)
_SCHEMES = ("http:", "https:", "ftp:", "file:", "data:", "javascript:", "mailto:", "www.")
_LEFT_OUT = "[address left out]"
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """A sentence without its marks, and the numbers that these name."""

    text: str
    numbers: tuple[int, ...]


def written_sentences(reply: str, is_complete: bool = True) -> Iterator[WrittenSentence]:
    """Yield the sentences of a reply in order; while it grows, without the one being written."""
    text = _plain(reply[:_LONGEST])
    if not is_complete:
        text = _BEGUN_MARK.sub("", text)
    # Marks may stand behind the full stop: moved before it, they stay with their sentence.
    text = _BEHIND_STOP.sub(lambda found: found[2] + found[1], text)
    spans = sentences(text)
    for span in spans if is_complete else spans[:-1]:
        piece = span.of(text)
        said = " ".join(_MARK_AT_END.sub("", _MARK.sub("", piece)).split())
        said = _GAP_BEFORE_STOP.sub(r"\1", said)
        if any(map(str.isalnum, said)):
            yield WrittenSentence(said, _numbers(piece))


def without_addresses(text: str) -> str:
    """Return a text without its web addresses.

    Shown, one could be followed, and tell another host whatever a model has put behind it.
    """
    return _ADDRESS.sub(
        lambda found: _LEFT_OUT if found[0].lower().startswith(_SCHEMES) else found[0], text
    )


def _plain(reply: str) -> str:
    """Return a reply without a model's thoughts, markup and control characters."""
    text = _CONTROL.sub("", _THOUGHT.sub("", reply.replace("\r\n", "\n")))
    for pattern, replacement in _MARKUP:
        text = pattern.sub(replacement, text)
    return text


def _numbers(piece: str) -> tuple[int, ...]:
    """Return the numbers that the marks in a sentence name, each once."""
    numbers: dict[int, None] = {}
    marks = [mark[1] or mark[2] for mark in _MARK.finditer(piece)]
    marks += _MARK_AT_END.findall(_MARK.sub("", piece))
    for mark in marks:
        for low, high, alone in _RANGE.findall(mark):
            last = int(high or alone)
            first = int(low or alone)
            for number in range(first, min(last, first + _MOST_CITED) + 1):
                numbers[number] = None
    return tuple(numbers)
