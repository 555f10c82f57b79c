"""How articles write currencies, and the ISO 4217 codes they stand for."""

from __future__ import annotations

import re

_CODES = """
    USD EUR GBP CNY RMB RUB KZT JPY INR UZS KGS TJS TMT TRY CHF AUD CAD HKD SGD NZD KRW UAH AZN
    PLN SEK NOK BRL ZAR
    """.split()
_SIGNS = {
    "US$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "HK$": "HKD",
    "S$": "SGD",
    "NZ$": "NZD",
    "NT$": "TWD",
    "R$": "BRL",
    "JP¥": "JPY",
    "CN¥": "CNY",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "CNY",
    "￥": "CNY",
    "₽": "RUB",
    "₸": "KZT",
    "₹": "INR",
    "₺": "TRY",
    "₩": "KRW",
    "₴": "UAH",
}
# Patterns of the names after a number, lower case; the first that fits holds.
_NAMES = (
    (r"hong\skong\sdollars?", "HKD"),
    (r"australian\sdollars?", "AUD"),
    (r"canadian\sdollars?", "CAD"),
    (r"singapore\sdollars?", "SGD"),
    (r"new\szealand\sdollars?", "NZD"),
    (r"(?:new\s)?taiwan\sdollars?", "TWD"),
    (r"(?:(?:us|u\.s\.|american)[\s-])?dollars?", "USD"),
    (r"euros?", "EUR"),
    (r"(?:british\s)?pounds?(?:\ssterling)?", "GBP"),
    (r"(?:chinese\s)?(?:yuan|renminbi)(?:\srenminbi)?", "CNY"),
    (r"(?:russian\s)?ro?ubles?", "RUB"),
    (r"(?:kazakh(?:stani)?\s)?tenge", "KZT"),
    (r"(?:japanese\s)?yen", "JPY"),
    (r"(?:indian\s)?rupees?", "INR"),
    (r"(?:uzbek(?:istani)?\s(?:som|sum|soum)s?|soums?)", "UZS"),
    (r"(?:kyrgyz(?:stani)?\s)?soms?", "KGS"),
    (r"(?:turkish\s)?liras?", "TRY"),
    (r"(?:swiss\s)?francs?", "CHF"),
    (r"south\skorean\swon", "KRW"),
    (r"(?:azerbaijani\s)?manats?", "AZN"),
    (r"(?:ukrainian\s)?hryvnias?", "UAH"),
)

_codes = "|".join(_CODES)
_signs = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))

BEFORE = rf"(?-i:US\s\$|{_signs}|(?:{_codes})(?=[\s\d]))"
AFTER = rf"(?:[\s-](?:(?-i:{_codes})|{'|'.join(name for name, _ in _NAMES)})\b|\s?[€₽₸](?!\s?\d))"


def code(written: str) -> str:
    """Return the ISO 4217 code of a match of BEFORE or AFTER."""
    written = written.strip(" \t\u00a0-")
    sign = "".join(written.split())
    if sign in _SIGNS:
        return _SIGNS[sign]
    if written in _CODES:
        return "CNY" if written == "RMB" else written
    name = re.sub(r"\s", " ", written.lower())
    return next(iso for pattern, iso in _NAMES if re.fullmatch(pattern, name))
