"""Of a page full of navigation and boilerplate the article is left, whole: tokens are counted."""

import re
from collections import Counter
from collections.abc import Callable

import pytest

from ingest.formats import File
from ingest.formats.html import read
from ingest.furniture import is_byline, is_furniture, opens_furniture
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


@pytest.mark.parametrize(
    "line",
    [
        "We use cookies to improve your experience on our site.",
        "This website uses cookies.",
        "Sign up for our newsletter",
        "Get the latest news delivered to your inbox.",
        "Follow us on Facebook, Twitter and Instagram",
        "Facebook Twitter LinkedIn WhatsApp",
        "Share this article",
        "By Ana Reis, Staff writer. Follow her on Twitter",
        "Published 3 June 2025, 14:05 GMT",
        "Updated 2 hours ago",
        "5 min read",
        "© 2025 The Lune Herald. All rights reserved.",
        "You have 2 free articles left this month.",
        "Already a subscriber? Log in",
        "Read more: A ferry for two towns",
        "Комментарии (12)",
        "Подписывайтесь на наш канал в Telegram",
        "Все права защищены",
        "Бөлісу",
    ],
)
def test_a_line_of_the_page_is_told_from_the_article(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "The ministry uses cookies on its portal since June.",
        "“We use cookies to improve your experience,” the site told its visitors.",
        "By using the corridor you save ten days, the carriers say.",
        "Like us, they trade with both neighbours.",
        "Share prices fell by 3 per cent on Monday.",
        "Follow-up talks are planned for the autumn.",
        "Sign language is taught in eleven schools.",
        "Comments by the minister were broadcast on Friday.",
        "Subscribers to the railway's bonds were repaid in gold.",
        "Advertising revenue rose by a third.",
        "Home prices rose in the capital.",
        "Получать новости жители стали по радио.",
        "Search teams found the ferry on Sunday.",
        "Related costs are borne by the province.",
        "Published in 1912, the book was soon forgotten.",
        "Cookies",
        "",
    ],
)
def test_a_sentence_of_the_article_is_never_taken_for_the_page(line: str) -> None:
    assert not is_furniture(line)
    assert not opens_furniture(line)


def test_furniture_is_told_in_time_that_grows_with_the_line_alone() -> None:
    for line in ("by " + "a " * 199, "facebook " * 44, "get " + "newslette " * 39, "a, " * 133):
        assert not is_byline(line * 1000)
        assert not is_furniture(line * 1000)


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
