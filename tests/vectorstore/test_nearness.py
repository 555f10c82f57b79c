"""How nearly texts repeat one another, from their signatures and their words."""

from __future__ import annotations

import pytest

from tests.vectorstore.reprints import OTHER_WORDS, REPORT, WIRE, bulletin
from vectorstore.nearness import FEWEST_WORDS, LIKELY, are_near, bands, signature, similarity


def likeness(a: str, b: str) -> float:
    return similarity(signature(a), signature(b))


def meet(a: str, b: str) -> bool:
    return not set(bands(signature(a))).isdisjoint(bands(signature(b)))


def test_a_text_is_wholly_like_itself_however_it_is_set():
    shouted = REPORT.upper().replace("\n\n", "\n").replace(",", " -")
    assert likeness(REPORT, REPORT) == likeness(REPORT, shouted) == 1.0


def test_a_signature_stays_what_it_is_from_release_to_release():
    assert len(signature(REPORT)) == 512
    assert signature(REPORT)[:8].hex() == "919d22022e7a1e01"


def test_a_text_of_few_words_is_like_none_not_even_itself():
    short = "word " * (FEWEST_WORDS - 1)
    assert signature(short) == b""
    assert signature(f"{short} more") != b""
    assert likeness(short, short) == likeness(short, REPORT) == 0.0
    assert bands(b"") == []


@pytest.mark.parametrize("left_out", range(len(WIRE)))
def test_a_reprint_with_another_beginning_and_a_paragraph_less_is_near(left_out: int):
    kept = (text for number, text in enumerate(WIRE) if number != left_out)
    reprint = "\n\n".join(("SELM, 17 June. From our news service.", *kept))
    assert likeness(REPORT, reprint) >= LIKELY
    assert meet(REPORT, reprint)
    assert are_near(REPORT, reprint)
    assert are_near(reprint, REPORT)


def test_a_report_in_other_words_is_not_near():
    assert likeness(REPORT, OTHER_WORDS) < 0.2
    assert not are_near(REPORT, OTHER_WORDS)


def test_bulletins_of_one_template_are_not_near():
    weeks = [bulletin(week) for week in range(12)]
    pairs = [(a, b) for number, a in enumerate(weeks) for b in weeks[:number]]
    assert max(likeness(a, b) for a, b in pairs) >= LIKELY  # by their words alone they might be
    assert not any(are_near(a, b) for a, b in pairs)


def test_two_figures_among_many_words_tell_bulletins_apart():
    words = " ".join(WIRE[2:3] * 3)
    first = f"On 3 May the crown stood at 8.41 to the ducat. {words}"
    assert not are_near(first, f"On 10 May the crown stood at 8.44 to the ducat. {words}")
    assert are_near(first, f"On 4 May the crown stood at 8.41 to the ducat. {words}")


def test_names_tell_texts_of_one_template_apart():
    template = (
        "The council invites {0} to speak on {1}. Whoever wants to hear {0} on {1} may come to the "
        "hall at noon. Those who have questions about {1} may put them to {0} after the talk. "
        "Entry is free for all."
    )
    first = template.format("Orin Velt of Selm", "the price of bread and grain")
    assert not are_near(first, template.format("Maja Sorr of Karsk", "the roads in the hills"))


def test_scripts_without_spaces_are_compared_sign_by_sign():
    text = (
        "两国交通部长周二同意在港口与边境城市之间修建一条铁路，"
        "预计明年春天开工，隧道工程需要六年时间。"
    )
    assert likeness(text, text) == 1.0
    assert are_near(text, f"本报讯。{text}")


def test_a_book_is_told_by_its_beginning():
    opening = " ".join(f"word{number}" for number in range(100_000))
    assert signature(f"{opening} {'more ' * 1000}") == signature(f"{opening} {'else ' * 1000}")
