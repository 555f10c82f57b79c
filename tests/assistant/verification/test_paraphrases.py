"""What an article says is verified in other words, too; what is like it and false is not."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import pytest

from tests.assistant.verification.articles import ARTICLES
from tests.assistant.verification.library import hit, judge, pairs
from vectorstore import Hit


@lru_cache
def article(name: str) -> Hit:
    if name in ARTICLES:
        title, text = ARTICLES[name]
        return hit(name, text, title)
    _, head, text = (files("ingest") / "sample" / f"{name}.md").read_text("utf-8").split("---\n", 2)
    title = head.split('"')[1]
    return hit(name, text.strip(), title)


@pytest.mark.parametrize(
    ("name", "true", "false"),
    [(one["article"], one["true"], one["false"]) for one in pairs("paraphrases.jsonl")],
)
def test_a_paraphrase_is_verified_and_its_twin_is_not(name: str, true: str, false: str):
    sentence, citations = judge(true, [article(name)])
    assert sentence.verified, sentence.problems
    assert citations
    sentence, _ = judge(false, [article(name)])
    assert not sentence.verified
    assert sentence.problems


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tunnel", "Governor Rustam Sharipov opened the tunnel on 4 May 2025."),
        ("flood", "Prime Minister Olzhas Bektenov assured Kulsary of payouts on 9 April."),
        (
            "china-kyrgyzstan-uzbekistan-railway",
            "The railway is about 486 km long, 304 in Kyrgyzstan.",
        ),
    ],
)
def test_what_is_true_but_not_recognised_is_accused_of_nothing(name: str, text: str):
    sentence, _ = judge(text, [article(name)])
    assert sentence.problems == ("no passage says it in these words",)


def test_nothing_is_called_missing_that_another_passage_cited_has():
    text = "Aidar Bekov runs a port and closed 48 schools for the ministry of education in Naryn."
    sentence, _ = judge(text, [article("port"), article("school")])
    assert not sentence.verified
    assert not any("Bekov" in one or "48" in one for one in sentence.problems)
