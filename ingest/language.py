"""Which language a text is in, and what to know of those that the default model reads badly."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module
from typing import Protocol, cast

from ingest.languagenames import CODES, NAMES, SCRIPTS
from vectorstore.embedding import DEFAULT_MODEL


class _Identifier(Protocol):
    """What is used of py3langid, which has no types of its own."""

    def classify(self, text: str) -> tuple[str, float]: ...


_FEWEST_LETTERS = 60
"""In fewer letters than these, no language is told."""
_LETTERS_OF_HAN = 3
_LEAST_CONFIDENCE = 0.9
_SURE = 0.99
_SLICE = 200
_SLICES = 3
_LONG = 3 * _SLICE
_LEAST_SHARE = 0.6
"""Share of a text's letters that its script must have, for the text not to count as mixed."""
_CODE = re.compile(r"([a-z]{2,3})(?:-([a-z0-9]{2,8}(?:-[a-z0-9]{1,8})*))?")
_SCRIPT_LETTERS = {
    "Latin": re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+"),
    "Cyrillic": re.compile("[\u0400-\u052f]+"),
    "Han": re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"),
    "Arabic": re.compile("[\u0600-\u06ff\u0750-\u077f]+"),
    "other": re.compile(
        "[\u0370-\u03ff\u0530-\u05ff\u0900-\u109f\u10a0-\u10ff\u1200-\u137f\u1780-\u17ff]+"
    ),
}
_FOLDED = {
    "wuu": "zh", "yue": "zh", "uzs": "uz", "ary": "ar", "arz": "ar", "pcm": "en", "crh": "tr",
}  # fmt: skip
"""Near relatives that are told apart by a hair, as the language that people name."""

# Measured with questions and passages on six subjects in each of 13 languages. By how much the
# cosine of the right passage exceeds that of the best wrong one: English 0.51; Dutch, French,
# Italian, Portuguese, Spanish, German 0.14 to 0.20; Uzbek 0.12, Polish and Russian 0.09, Turkish
# and Chinese 0.05, Kazakh -0.03.
_WELL = frozenset({"en"})
_WEAKLY = frozenset("de fr es it pt nl".split())


def detect(text: str) -> str | None:
    """Return the code of the language of `text`; None where it is too short, mixed or uncertain."""
    sample = _sample(text)
    return _detected(sample, *_script(sample))


def normal(language: object) -> str | None:
    """Return a language, however it is named (English, eng, en_US), as a code; None for no name."""
    name = " ".join(language.split()).lower() if isinstance(language, str) else ""
    if name in CODES:
        return CODES[name]
    found = _CODE.fullmatch(name.replace("_", "-"))
    if found is None:
        return None
    base = CODES.get(found[1], found[1])
    return f"{base}-{_region(found[2])}" if found[2] else base


def settled(given: str | None, declared: str | None, text: str) -> str | None:
    """Return the language of a text: as somebody gives it, as its file says, or as it reads.

    A language that is never written in the script of the text is not believed; nor is a file that
    says English, as templates do, of a text that is surely in another language.
    """
    sample = _sample(text)
    script, letters = _script(sample)
    if (code := normal(given)) is not None and _can_be(code, script):
        return code
    code = normal(declared)
    if code is None or not _can_be(code, script):
        return _detected(sample, script, letters)
    if _base(code) == "en":
        found = _surely(sample)
        return found if found not in (None, "en") else code
    return code


def reads_badly(language: str | None) -> bool:
    """Tell whether the default model reads a language badly; one that is not known, it may not."""
    code = normal(language)
    return code is not None and _base(code) not in _WELL


def note_on(language: str | None, model: str) -> str:
    """Return what to know of an article in a language that the default model reads badly.

    Nothing is known of any other embedding `model`.
    """
    code = normal(language)
    if model != DEFAULT_MODEL or code is None or not reads_badly(code):
        return ""
    name = NAMES.get(_base(code), f"the language “{code}”")
    if _base(code) in _WEAKLY:
        return (
            f"It is in {name}, which the default model reads less well than English: "
            f"a question in {name} finds it by its meaning, one in English often does not."
        )
    return (
        f"It is in {name}, which the default model reads badly: "
        "search finds it by its words, but hardly by its meaning."
    )


def _detected(sample: str, script: str | None, letters: int) -> str | None:
    if script is None or letters < _FEWEST_LETTERS:
        return None
    code, confidence = _classified(_without_others(sample, script))
    return code if confidence >= _LEAST_CONFIDENCE and _can_be(code, script) else None


def _sample(text: str) -> str:
    """Return the text, or parts of a long one, from its beginning, middle and end."""
    if len(text) <= _LONG:
        return text
    step = (len(text) - _SLICE) // (_SLICES - 1)
    return "\n".join(text[start : start + _SLICE] for start in range(0, step * _SLICES, step))


def _script(text: str) -> tuple[str | None, int]:
    """Return the script that most letters of `text` have, None for none, and how many letters.

    A letter of Chinese counts for as many as it takes to write the same elsewhere.
    """
    runs = {name: letters.findall(text) for name, letters in _SCRIPT_LETTERS.items()}
    counts = {name: sum(map(len, found)) for name, found in runs.items()}
    counts["Han"] *= _LETTERS_OF_HAN
    total = sum(counts.values())
    script = max(counts, key=lambda name: counts[name])
    return (script if total and counts[script] >= _LEAST_SHARE * total else None), total


def _without_others(text: str, script: str) -> str:
    """Return `text` without the letters of other scripts: a name or a quote in it."""
    for name, letters in _SCRIPT_LETTERS.items():
        if name != script:
            text = letters.sub("", text)
    return text


def _can_be(code: str, script: str | None) -> bool:
    """Tell whether a language can be written in a script; in doubt it can."""
    known = SCRIPTS.get(_base(code))
    return known is None or script is None or script in known


def _surely(sample: str) -> str | None:
    """Return the language of a text of some length that leaves no doubt."""
    if len(sample) < 4 * _FEWEST_LETTERS:
        return None
    code, confidence = _classified(sample)
    third = len(sample) // 3
    parts = (sample[start : start + third] for start in (0, third, 2 * third))
    if confidence < _SURE or any(_classified(part)[0] != code for part in parts):
        return None
    return code


def _classified(text: str) -> tuple[str, float]:
    code, confidence = _identifier().classify(text)
    if code == "zxx":
        return code, 0.0
    return _FOLDED.get(code, code), float(confidence)


@lru_cache(maxsize=1)
def _identifier() -> _Identifier:
    langid = import_module("py3langid.langid")
    made = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    return cast("_Identifier", made)


def _base(code: str) -> str:
    return code.split("-", 1)[0].lower()


def _region(part: str) -> str:
    return "-".join(
        each.upper() if len(each) == 2 else each.title() if len(each) == 4 else each
        for each in part.split("-")
    )
