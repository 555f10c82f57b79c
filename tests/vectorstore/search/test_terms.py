"""What a query asks for, and what of it a text has."""

from __future__ import annotations

import math

import pytest

from vectorstore.lexicon import Lexicon
from vectorstore.search.terms import (
    coverage,
    exact_tokens,
    query_terms,
    respelled_tokens,
    text_stems,
)
from vectorstore.text import fold

LEXICON = Lexicon([["Collective Security Treaty Organization", "CSTO", "ODKB"]])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Who signed PPR-9087 in 2024?", ["ppr 9087"]),
        ("Who holds permit PPR‑9087, and who PPR–9087?", ["ppr 9087"]),
        ("Who holds PPR9087 or permit 9087?", ["ppr 9087", "9087"]),
        ("What does resolution A/RES/72/283 say?", ["a res 72 283"]),
        ("Where is the BN-350 reactor?", ["bn 350"]),
        ('Who spoke of "good neighbours" and “one road”?', ["good neighbours", "one road"]),
        ("«Сила Сибири» and PPR-9087, PPR-9087", ["сила сибири", "ppr 9087"]),
        ("What was trade in 2024, and in 2024/25 or 2023-24?", []),
        ("Was it 24.5 per cent, 25,000, 25bn, 30bcm, 5G or 19th?", []),
        ("Did output fall in Q2 2024 or H1?", []),
        ("the 30-year plan of mid-2024 for well-known roads", []),
        ('An empty "" and a lone " quote', []),
        ('"?!"', []),
        ('"foo\0bar"', ["foo bar"]),
    ],
)
def test_exact_tokens(query: str, expected: list[str]) -> None:
    assert [" ".join(one.pieces) for one in exact_tokens(query)] == expected


def test_at_most_eight_are_looked_for() -> None:
    assert len(exact_tokens(" ".join(f"PPR-{number}" for number in range(9000, 9050)))) == 8


@pytest.mark.parametrize("query", ["PPR-9087", "PPR‑9087", "PPR9087", "ppr-9087"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Order PPR-9087 was signed.", True),
        ("order ppr 9087", True),
        ("Order PPR‑9087", True),
        ("ORDER (PPR9087)", True),
        ("Order PPR-90871", False),
        ("Order XPPR-9087", False),
        ("9087 of PPR", False),
    ],
)
def test_a_token_is_held_however_it_is_parted(query: str, text: str, expected: bool) -> None:
    (token,) = exact_tokens(query)
    assert (token.pattern.search(fold(text)) is not None) is expected


def test_a_name_of_the_lexicon_is_no_exact_token() -> None:
    group_of_twenty = Lexicon([["Group of Twenty", "G20"]])
    assert query_terms("When did the G20 meet?", group_of_twenty).exact == ()
    assert query_terms("When did the G21 meet?", group_of_twenty).exact != ()


def test_a_name_is_one_term_however_it_is_written() -> None:
    terms = query_terms("When was the ODKB founded?", LEXICON).terms
    assert [term.size for term in terms] == [1, 1]
    has, _ = coverage(
        terms,
        [
            text_stems("The Collective Security Treaty Organization was founded in 1992."),
            text_stems("The CSTO has six members."),
            text_stems("A security organization was founded."),
        ],
    )
    assert has.tolist() == [[True, True], [True, False], [False, True]]


def test_the_other_names_are_looked_for_too() -> None:
    terms = query_terms("When was ODKB founded?", LEXICON)
    assert '"CSTO"' in terms.match.split(" OR ")
    assert '"Collective Security Treaty Organization"' in terms.match.split(" OR ")
    assert terms.exact_match == ""


def test_exact_tokens_are_looked_for_as_phrases() -> None:
    terms = query_terms('PPR-9087 and "good neighbours"', LEXICON)
    assert terms.exact_match == '"good neighbours" OR "ppr 9087" OR "ppr9087"'
    assert set(terms.exact_match.split(" OR ")) <= set(terms.match.split(" OR "))


def test_a_rare_word_weighs_more() -> None:
    terms = query_terms("gas pipeline", LEXICON).terms
    texts = [text_stems(text) for text in ("gas here", "gas there", "a gas pipeline")]
    has, weights = coverage(terms, texts)
    assert has.tolist() == [[True, False], [True, False], [True, True]]
    assert weights.sum() == pytest.approx(1)
    assert weights[1] / weights[0] == pytest.approx(math.log(4 / 1.5) / math.log(4 / 3.5))


def test_a_query_of_function_words_has_terms_all_the_same() -> None:
    terms = query_terms("Who was it?", LEXICON)
    assert terms.match == '"Who" OR "was" OR "it"'
    assert len(terms.terms) == 3


def test_nothing_to_cover() -> None:
    has, weights = coverage((), [text_stems("gas")])
    assert has.shape == (1, 0)
    assert weights.shape == (0,)
    has, weights = coverage(query_terms("gas", LEXICON).terms, [])
    assert has.shape == (0, 1)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("What is permit ZKB4471?", "What is permit ZKB-4471?"),
        ("Who holds zkb-4471 and hyd-101?", "Who holds ZKB-4471 and HYD 101?"),
        ("Who holds ZKB-4472 in 2024?", "Who holds ZKB-4472 in 2024?"),
        ("Who holds it?", "Who holds it?"),
    ],
)
def test_exact_tokens_are_spelled_as_the_texts_spell_them(query: str, expected: str) -> None:
    texts = ["Permit ZKB-4471 was issued in 2024.", "The plant HYD 101 is older than ZKB 4471."]
    assert respelled_tokens(query, texts) == expected
