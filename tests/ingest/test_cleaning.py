"""Of a page full of navigation and boilerplate the article is left, whole: tokens are counted."""

import re
from collections import Counter
from collections.abc import Callable

import pytest

from ingest.formats import File
from ingest.formats.html import read
from ingest.pasted import clean_pasted
from tests.ingest.makers import pages, unseen
from tests.ingest.makers.pages import Page

ENOUGH = 0.95
"""Of the tokens of twenty pages together; on each page alone both shares have to be above 0.9."""

MADE = [
    ("builds", pages.pages, 1),
    ("other boilerplate", pages.pages, 2),
    ("layouts", unseen.pages, 1),
]


def tokens(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def counts(page: Page) -> tuple[int, int, int]:
    """Return how many tokens are rightly there, how many are there, and how many should be."""
    (article,) = read(File(f"{page.name}.html", page.html.encode()))
    found, true = tokens(article.text), tokens(page.text)
    return (found & true).total(), found.total(), true.total()


@pytest.mark.parametrize(("name", "make", "seed"), MADE, ids=[name for name, _, _ in MADE])
def test_twenty_pages_keep_their_articles_and_lose_the_rest(
    name: str, make: Callable[[int], list[Page]], seed: int
) -> None:
    made = make(seed)
    assert len(made) == 20
    figures = {page.name: counts(page) for page in made}
    right, found, true = (sum(each) for each in zip(*figures.values(), strict=True))
    shares = {each: (right / found, right / true) for each, (right, found, true) in figures.items()}
    assert right / found > ENOUGH, shares
    assert right / true > ENOUGH, shares
    assert all(min(pair) > 0.9 for pair in shares.values()), shares


def test_the_pages_hold_more_boilerplate_than_article() -> None:
    made = pages.pages() + unseen.pages()
    written = [tokens(re.sub(r"<[^>]*>", " ", page.html)).total() for page in made]
    articles = [tokens(page.text).total() for page in made]
    assert sum(whole > 2 * true for whole, true in zip(written, articles, strict=True)) >= 10


def test_an_article_about_boilerplate_keeps_its_words() -> None:
    texts = (
        "Cookie notices have become the most read texts on the web, a survey of nine countries "
        "shows.",
        "“We use cookies to improve your experience” is the sentence that visitors know by heart.",
        "Newsletters are opened by one reader in five, and comments are written by one in a "
        "hundred.",
    )
    body = "".join(f"<p>{text}</p>" for text in texts)
    inner = f"<article><h1>What we click away</h1><div class=post>{body}</div></article>"
    page = f"<html><body>{inner}</body></html>"
    (article,) = read(File("page.html", page.encode()))
    assert article.text == "\n\n".join(texts)


def test_text_pasted_from_a_page_loses_the_same_lines() -> None:
    sentences = (
        "The bridge over the Lune opened on Monday.",
        "It is 340 metres long, and cost 12 million.",
    )
    pasted = "\n\n".join(
        (
            "A bridge for two towns",
            "By Ana Reis",
            "2 June 2025",
            "We use cookies to improve your experience.",
            sentences[0],
            "Sign up for our newsletter",
            sentences[1],
            "Related articles",
            "A ferry for sale",
            "The school gets a roof",
        )
    )
    assert clean_pasted(pasted) == ("A bridge for two towns", "\n\n".join(sentences))
