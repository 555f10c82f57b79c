"""The figures a text states - numbers, money, shares, dates - in a form in which equal is equal."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from vectorstore.text import currencies
from vectorstore.text.dates import dates, masked
from vectorstore.text.numerals import (
    DIGITS,
    ORDINAL,
    SCALES,
    SPELLED,
    digits_value,
    ordinal_value,
    spelled_value,
)
from vectorstore.text.spans import Span
from vectorstore.text.units import UNIT, unit_name

Kind = Literal["number", "money", "percent", "ordinal", "year", "date"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; two are equal when they say the same, wherever they stand.

    `value` is a Decimal, or a string for a date (2025-06-16, 2025-06, --06-16) or a
    decade (1990s).
    `unit` is an ISO 4217 code for money, "points" for percentage points, a unit of measure for a
    number that has one, and "" otherwise.
    """

    kind: Kind
    value: Decimal | str
    unit: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure, and how it was written."""

    figure: Figure
    plain: bool  # a number with nothing but digits or words
    scale: int  # the power of ten written after it


_QUANTITY = re.compile(
    rf"""
    (?<![\w\0])(?P<before>{currencies.BEFORE})?\s?
    (?<![\w])(?<!\d[.,])
    (?:(?P<digits>{DIGITS})
       (?: (?P<ordinal>(?:st|nd|rd|th)\b) | (?P<decade>s\b) | (?P<letter>[mbk]\b)
         | (?P<scale>(?:[\s-]?(?:hundred|thousand|[mb]illion|trillion|ml?n|bl?n|tr?n)\b){{1,2}})
       )?
     | (?P<spelled>\b{SPELLED})
    )
    (?: (?P<percent>\s?%|[\s-](?:percent|per\s?cent|pct)\b)
        (?P<points>age[\s-]points?\b)?
      | (?P<points_only>[\s-]percentage[\s-]points?\b)
      | (?P<after>{currencies.AFTER})
      | (?P<unit>{UNIT})
    )?
    (?![\w]|[.,]\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ORDINAL = re.compile(rf"(?<![\w\0]){ORDINAL}\b", re.IGNORECASE)
_FRACTION_BEFORE = re.compile(r"\b(?:one|a)[\s-]\Z", re.IGNORECASE)
_HALF_BEFORE = re.compile(r"\bhalf\s\Z", re.IGNORECASE)
_OF_BEFORE = re.compile(r"\bof\s\Z", re.IGNORECASE)
_OF_AFTER = re.compile(r"\sof\b")
_RANGE = re.compile(r"\s?[-–—]\s?|\s(?:to|or)\s")
_LENGTH = re.compile(r"\s(?:long|wide|high|tall|deep|above|below|race|sprint)\b")
_COUNTED = re.compile(
    r"\s(?:people|persons|troops|soldiers|men|women|children|workers|students|jobs|civilians|"
    r"refugees|residents|participants|delegates|companies|firms|homes|houses|vehicles|cars)\b"
)
# A letter and a hyphen before a number make a name (F-16); these before it do not.
_PREFIXES = frozenset(["mid", "pre", "post", "early", "late", "sub", "non"])
_FIRST_YEAR, _LAST_YEAR = 1000, 2199


def figures(text: str) -> list[Figure]:
    """Return the figures of `text` in order."""
    dated = [Figure("date", value, "", span) for value, span in dates(text)]
    rest = masked(text, [figure.span for figure in dated])
    ordinals = [
        Figure("ordinal", ordinal_value(match[0]), "", Span(*match.span()))
        for match in _ORDINAL.finditer(rest)
        if match[0].lower() != "first" and not _is_fraction(rest, match)
    ]
    rest = masked(rest, [figure.span for figure in ordinals])
    found = [one for match in _QUANTITY.finditer(rest) if (one := _quantity(rest, match))]
    quantities = _with_ranges(rest, found)
    all_ = [*dated, *ordinals, *(replace(one, value=_plain(one.value)) for one in quantities)]
    return sorted(all_, key=lambda figure: (figure.span, str(figure.value)))


def states(evidence: list[Figure], figure: Figure) -> bool:
    """Tell whether `evidence` holds a figure equal to `figure`, or one that implies it.

    A date implies its year, its month and its day; a year implies its decade; a figure of any kind
    implies the bare number of its value.
    """
    return any(_implies(known, figure) for known in evidence)


def _implies(known: Figure, figure: Figure) -> bool:
    if known == figure:
        return True
    if figure.kind == "number":
        return known.value == figure.value and figure.unit in ("", known.unit)
    year = ""
    if known.kind == "date" and isinstance(known.value, str):
        if figure.kind == "date" and isinstance(figure.value, str):
            return known.value.startswith(figure.value) or (
                len(known.value) == len("2025-06-16") and figure.value == "-" + known.value[4:]
            )
        year = known.value[:4]
    elif known.kind == "year":
        year = str(known.value)
    return figure.kind == "year" and (
        str(figure.value) == year or str(figure.value) == f"{year[:3]}0s"
    )


def _plain(value: Decimal | str) -> Decimal | str:
    """Return 2.5E+10 as 25000000000."""
    return Decimal(f"{value:f}") if isinstance(value, Decimal) else value


def _quantity(text: str, match: re.Match[str]) -> _Found | None:
    """Return what a match of _QUANTITY states, None if it is no figure."""
    number = "digits" if match["digits"] else "spelled"
    start = match.start("before") if match["before"] else match.start(number)
    span = Span(start, match.end())
    kind, unit = _kind_and_unit(match)
    if match["digits"]:
        return None if _is_in_name(text, start) else _from_digits(text, match, span, kind, unit)
    return _from_words(text, match, span, kind, unit)


def _kind_and_unit(match: re.Match[str]) -> tuple[Kind, str]:
    """Return kind and unit by what stands around the number."""
    if match["percent"] or match["points_only"]:
        return "percent", "points" if match["points"] or match["points_only"] else ""
    if match["before"]:
        return "money", currencies.code(match["before"])
    if match["after"]:
        return "money", currencies.code(match["after"])
    if match["unit"]:
        return "number", unit_name(match["unit"])
    return "number", ""


def _from_digits(
    text: str, match: re.Match[str], span: Span, kind: Kind, unit: str
) -> _Found | None:
    digits = match["digits"]
    value = digits_value(digits)
    bare = kind == "number" and not unit
    if match["ordinal"]:
        return _Found(Figure("ordinal", value, "", span), plain=False, scale=0)
    if match["decade"]:
        if len(digits) != 4 or not digits.endswith("0"):
            return None
        return _Found(Figure("year", match[0].strip().lower(), "", span), plain=False, scale=0)
    scale = sum(SCALES[word] for word in re.findall("[a-z]+", (match["scale"] or "").lower()))
    if letter := match["letter"]:
        # "3M" and "7B" are names unless money; "5m" is metres before "long".
        if bare and letter not in "mk":
            return None
        if bare and letter == "m" and _LENGTH.match(text, match.end()):
            unit = "m"
        else:
            scale = SCALES[letter.lower()]
    if text[span.start - 1 : span.start] in ("-", "−") and _is_negative(text, span.start):
        value, span = -value, Span(span.start - 1, span.end)
    elif bare and not scale and _is_year(text, digits, span.end):
        kind = "year"
    value = value.scaleb(scale)
    plain = kind == "number" and not unit
    return _Found(Figure(kind, value, unit, span), plain=plain, scale=scale)


def _from_words(
    text: str, match: re.Match[str], span: Span, kind: Kind, unit: str
) -> _Found | None:
    words = match["spelled"].lower()
    plain = kind == "number" and not unit
    if words in ("one", "zero") and plain:
        return None
    value = spelled_value(words)
    if words.startswith(("a ", "an ", "a-")):
        nearby = text[max(0, span.start - 8) : span.start]
        if half := _HALF_BEFORE.search(nearby):
            value, span = value / 2, Span(span.start - len(half[0]), span.end)
        elif _OF_BEFORE.search(nearby):
            return None
    last = re.findall("[a-z]+", words)[-1]
    scale = SCALES[last] if last in SCALES and last != "hundred" else 0
    return _Found(Figure(kind, value, unit, span), plain=plain, scale=scale)


def _is_negative(text: str, start: int) -> bool:
    """Tell whether the dash before `start` is a minus sign, not a hyphen or a range."""
    return start == 1 or text[start - 2].isspace() or text[start - 2] in "("


def _is_in_name(text: str, start: int) -> bool:
    """Tell whether the number at `start` is part of a name: F-16, C5+1."""
    if start < 2 or text[start - 1] not in "-+" or not text[start - 2].isalnum():
        return False
    if text[start - 1] == "+":
        return True
    before = re.search(r"[^\W\d_]{1,20}\Z", text[max(0, start - 21) : start - 1])
    return before is not None and before[0].lower() not in _PREFIXES


def _is_year(text: str, digits: str, end: int) -> bool:
    if len(digits) != 4 or not digits.isdigit() or _COUNTED.match(text, end) is not None:
        return False
    return _FIRST_YEAR <= int(digits) <= _LAST_YEAR


def _is_fraction(text: str, match: re.Match[str]) -> bool:
    """Tell whether an ordinal is a share: one-third, a third of."""
    before = _FRACTION_BEFORE.search(text[max(0, match.start() - 5) : match.start()])
    if before is None:
        return False
    return before[0].lower().startswith("one") or _OF_AFTER.match(text, match.end()) is not None


def _with_ranges(text: str, found: list[_Found]) -> list[Figure]:
    """Return the figures, each end of a range with the scale and unit that the other end states."""
    figures_ = [one.figure for one in found]
    for index in range(len(found) - 1):
        low, high = figures_[index], figures_[index + 1]
        gap = text[low.span.end : high.span.start]
        between = gap == " and " and text.endswith(("etween ", "BETWEEN "), 0, low.span.start)
        if len(gap) <= 5 and (between or _RANGE.fullmatch(gap) or gap == "/"):
            pair = _range(found[index], found[index + 1], low, high, gap)
            figures_[index : index + 2] = pair
    return figures_


def _range(
    first: _Found, second: _Found, low: Figure, high: Figure, gap: str
) -> tuple[Figure, Figure]:
    tight = gap.strip() in ("-", "–", "/")
    if not isinstance(low.value, Decimal) or not isinstance(high.value, Decimal):
        return low, high
    if low.kind == "year" and second.plain and tight:
        # 2013-14
        century, year = divmod(int(low.value), 100)
        if second.scale == 0 and high.span.end - high.span.start == 2 and high.value > year:
            return low, replace(high, kind="year", value=century * 100 + high.value)
        return low, high
    if gap == "/":
        return low, high
    if second.scale and not first.scale and low.kind in ("number", "money") and low.value < 1000:
        low = replace(low, value=low.value.scaleb(second.scale))
    if first.plain and high.kind in ("money", "percent", "number"):
        low = replace(low, kind=high.kind, unit=high.unit)
    elif second.plain and low.kind == "money" and (tight or second.scale):
        high = replace(high, kind="money", unit=low.unit)
    return low, high
