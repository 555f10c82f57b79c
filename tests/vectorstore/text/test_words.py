from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.text import STOP_WORDS, content_words, fold, stem, words

# The examples of Porter's paper, step by step, and some words of the news.
STEMS = """
caresses caress, ponies poni, ties ti, caress caress, cats cat, feed feed, agreed agre,
plastered plaster, bled bled, motoring motor, sing sing, conflated conflat, troubled troubl,
sized size, hopping hop, tanned tan, falling fall, hissing hiss, fizzed fizz, failing fail,
filing file, happy happi, sky sky, relational relat, conditional condit, rational ration,
valenci valenc, digitizer digit, radicalli radic, differentli differ, vileli vile,
analogousli analog, vietnamization vietnam, predication predic, operator oper, feudalism feudal,
decisiveness decis, hopefulness hope, callousness callous, formaliti formal, sensitiviti sensit,
sensibiliti sensibl, triplicate triplic, formative form, formalize formal, electrical electr,
hopeful hope, goodness good, revival reviv, allowance allow, inference infer, airliner airlin,
gyroscopic gyroscop, adjustable adjust, defensible defens, irritant irrit, replacement replac,
adjustment adjust, dependent depend, adoption adopt, communism commun, activate activ,
effective effect, bowdlerize bowdler, probate probat, rate rate, cease ceas, controll control,
roll roll, is is, 1990s 1990s, agreements agreement
"""


@pytest.mark.parametrize("pair", [pair.strip() for pair in STEMS.split(",")])
def test_stems(pair: str) -> None:
    word, expected = pair.split()
    assert stem(word) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China’s growth", "china growth"),
        ("the states' and Li's", "the states and li"),
        ("the examiner 's office", "the examiner office"),
        ("multi-vector EU–Asia", "multi vector eu asia"),
        ("US$94.8 billion", "94.8 billion"),
        ("25,000 in the 1990s", "25000 in the 1990s"),
        ("The U.S. and U.K.", "the us and uk"),
        ("Xi’an, Xi'an", "xi'an xi'an"),
        ("Türkiye, Erdoğan, Łódź, e\u0301te\u0301", "turkiye erdogan lodz ete"),
        ("C5+1 and COVID-19", "c5 1 and covid 19"),
        ("don't 10th 5.3.", "don't 10th 5.3"),
        ("STRASSE Straße", "strasse strasse"),
        ("--- ’ '", ""),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert [word.text for word in words(text)] == expected.split()


def test_content_words_drop_function_words_but_not_acronyms() -> None:
    assert content_words("Did the US tell us what the WHO agreed?") == ["us", "tell", "who", "agre"]
    assert content_words("WHAT DID THE US SAY") == ["sai"]
    assert {"the", "who", "what", "isn't"} <= STOP_WORDS


@given(st.text(max_size=80))
def test_spans_point_at_the_words(text: str) -> None:
    found = words(text)
    assert all(word.text for word in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    for word in found:
        assert fold(word.span.of(text)).replace(",", "").replace(".", "") == word.text.replace(
            ".", ""
        )
        assert stem(word.text)
