"""How many independent sources support a verified sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.assistant.verification.library import HITS, hit, judge
from vectorstore import Hit

CLAIM = "Uzbekistan will pay $573 million."
OTHER = "For the line through the mountains, Uzbekistan will pay US$573m, its deputy said."


def sources(*others: Hit) -> int:
    sentence, _ = judge(CLAIM, [HITS["railway"]], others)
    assert sentence.verified
    return sentence.sources


def test_a_verified_sentence_has_one_source_at_least():
    assert sources() == 1


def test_another_publisher_in_its_own_words_is_another_source():
    assert sources(hit("other", OTHER, publisher="Steppe Post")) == 2


def test_what_says_something_else_is_no_source():
    assert sources(hit("other", "Uzbekistan will pay $673 million for the line.")) == 1
    assert sources(hit("other", "Uzbekistan will not pay $573 million for the line.")) == 1


def test_a_copy_is_no_source_of_its_own():
    copied = "The Chinese side will lend $2.35 billion, while Uzbekistan will pay $573 million."
    assert sources(hit("copy", f"Our summary. {copied}", publisher="Steppe Post")) == 1


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ({"publisher": "Steppe Post"}, {"publisher": "steppe post"}, 2),
        ({"publisher": "Steppe Post"}, {"publisher": "Oasis Daily"}, 3),
        ({"url": "https://steppe.example/a"}, {"url": "https://www.steppe.example/b"}, 2),
        ({"url": "https://steppe.example/a"}, {"url": "https://oasis.example/b"}, 3),
    ],
)
def test_one_publisher_or_one_host_is_one_source(first: dict, second: dict, count: int):
    again = "In return for a share of the tolls Uzbekistan will pay $573 million."
    assert sources(hit("one", OTHER, **first), hit("two", again, **second)) == count


def test_two_that_follow_the_same_source_are_one():
    one = hit(
        "one", "Reuters reported that Uzbekistan will pay $573 million for the mountain line."
    )
    two = hit("two", "According to Reuters, Uzbekistan will pay $573 million as its own share.")
    assert sources(one, two) == 2


def test_a_reprint_is_no_source_of_its_own_whatever_part_of_it_is_read():
    reprint, *others = (
        hit("reprint", OTHER, publisher="Steppe Post"),
        hit("second", "In return for a share Uzbekistan will pay $573 million.", publisher="Oasis"),
        hit("third", f"It is settled at last. {OTHER}", publisher="River Times"),
    )
    assert sources(of_family(reprint, "railway")) == 1
    assert sources(*(of_family(one, "elsewhere") for one in others)) == 2
    assert sources(reprint, *(of_family(one, "railway") for one in others)) == 2


def of_family(one: Hit, first: str) -> Hit:
    document = replace(one.passage.document, near_duplicate_of=first)
    return replace(one, passage=replace(one.passage, document=document))


def test_an_unverified_sentence_has_none():
    sentence, _ = judge("Uzbekistan will pay $673 million.", list(HITS.values()))
    assert sentence.sources == 0
