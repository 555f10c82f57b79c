"""Units of measure that follow a number, and the one name each goes by here."""

from __future__ import annotations

import re

# Abbreviations keep their case; words do not matter.
_ABBREVIATIONS = {
    "km²": "km2",
    "km2": "km2",
    "sq km": "km2",
    "m³": "m3",
    "m3": "m3",
    "m²": "m2",
    "m2": "m2",
    "km/h": "km/h",
    "kph": "km/h",
    "mph": "mph",
    "km": "km",
    "cm": "cm",
    "mm": "mm",
    "kg": "kg",
    "kWh": "kWh",
    "MWh": "MWh",
    "GWh": "GWh",
    "TWh": "TWh",
    "kW": "kW",
    "MW": "MW",
    "GW": "GW",
    "°C": "°C",
    "°F": "°F",
}
_WORDS = (
    (r"(?:square|sq\.?)[\s-](?:kilomet(?:re|er)s?|km)", "km2"),
    (r"square[\s-](?:mile)s?", "sq miles"),
    (r"square[\s-]met(?:re|er)s?", "m2"),
    (r"cubic[\s-]met(?:re|er)s?", "m3"),
    (r"kilomet(?:re|er)s?", "km"),
    (r"centimet(?:re|er)s?", "cm"),
    (r"met(?:re|er)s?", "m"),
    (r"miles?", "miles"),
    (r"(?:feet|foot|ft)", "feet"),
    (r"hectares?", "hectares"),
    (r"acres?", "acres"),
    (r"(?:metric[\s-])?(?:tonnes?|tons?)", "tonnes"),
    (r"(?:kilogram(?:me)?s?|kilos?)", "kg"),
    (r"barrels?", "barrels"),
    (r"lit(?:re|er)s?", "litres"),
    (r"kilowatt[\s-]?hours?", "kWh"),
    (r"megawatt[\s-]?hours?", "MWh"),
    (r"gigawatt[\s-]?hours?", "GWh"),
    (r"kilowatts?", "kW"),
    (r"megawatts?", "MW"),
    (r"gigawatts?", "GW"),
    (r"years?", "years"),
    (r"months?", "months"),
    (r"weeks?", "weeks"),
    (r"days?", "days"),
    (r"hours?", "hours"),
    (r"minutes?", "minutes"),
    (r"seconds?", "seconds"),
)
_abbreviations = "|".join(re.escape(unit) for unit in _ABBREVIATIONS)
UNIT = (
    rf"(?:[\s-]?(?-i:{_abbreviations})(?!\w)|(?<=\d)[\s-](?-i:m)(?!\w)"
    rf"|[\s-](?:{'|'.join(word for word, _ in _WORDS)})\b)"
)


def unit_name(written: str) -> str:
    """Return the one name of a match of UNIT: km for -kilometres."""
    written = written.lstrip(" \t\u00a0-")
    if written in _ABBREVIATIONS:
        return _ABBREVIATIONS[written]
    word = written.lower()
    return next((name for pattern, name in _WORDS if re.fullmatch(pattern, word)), word)
