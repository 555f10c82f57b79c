"""Entries of RSS and Atom feeds become articles; what is no feed says so."""

from datetime import date

import pytest

from ingest.formats import Article, File, Unreadable
from ingest.formats.feed import read
from tests.ingest.makers import feed
from vectorstore import SourceError

TEXT = "The bridge over the Lune opened on Monday.\n\nIt is 340 metres long.\n\na bridge\na school"


def articles(content: bytes, url: str | None = None) -> list[Article | Unreadable]:
    return list(read(File("news.rss", content, url=url)))


def test_an_entry_is_an_article_with_all_that_the_feed_says_of_it() -> None:
    assert articles(feed.rss(feed.item())) == [
        Article(
            TEXT,
            title="A bridge for two towns",
            author="Ana Reis",
            publisher="The Lune Herald",
            published=date(2025, 6, 2),
            language="en-gb",
            url="https://herald.example/A%20bridge",
            key="tag:herald,1",
        )
    ]


def test_atom_gives_its_day_of_publication_and_not_of_change() -> None:
    (article,) = articles(feed.atom(), url="https://lune.example/feed")
    assert isinstance(article, Article)
    assert article.text == TEXT
    assert (article.published, article.language) == (date(2025, 6, 2), "de")
    assert (article.url, article.key) == ("https://lune.example/eins", "urn:lune:1")


def test_a_day_of_change_alone_is_no_day_of_publication() -> None:
    (article,) = articles(feed.atom(published=None))
    assert isinstance(article, Article)
    assert article.published is None


def test_old_rss_is_read() -> None:
    (article,) = articles(feed.rdf())
    assert isinstance(article, Article)
    assert article.text == "The ferry has stopped for good, after two hundred years."
    assert (article.title, article.publisher) == ("A ferry", "Old Herald")


def test_entries_without_id_keep_their_key_from_run_to_run() -> None:
    bare = "<item><title>A</title><description>A text of its own.</description></item>"
    other = "<item><title>B</title><description>Another text of its own.</description></item>"
    one, two = articles(feed.rss(bare, other))
    assert one.key != two.key
    assert [each.key for each in articles(feed.rss(other, bare))] == [two.key, one.key]


def test_an_entry_that_comes_twice_is_taken_once() -> None:
    assert len(articles(feed.rss(feed.item(), feed.item()))) == 1


def test_an_entry_without_text_is_named_and_costs_no_other() -> None:
    empty = "<item><title>Nothing</title><guid>2</guid></item>"
    first, second = articles(feed.rss(empty, feed.item()))
    assert isinstance(first, Unreadable)
    assert first.key == "2"
    assert first.error.hint
    assert isinstance(second, Article)


def test_scripts_and_their_words_stay_out() -> None:
    (article,) = articles(feed.rss(feed.item(body="<p>A bridge.</p><script>alert('x')</script>")))
    assert isinstance(article, Article)
    assert article.text == "A bridge."


def test_a_link_that_is_not_of_the_web_is_no_address() -> None:
    said = "<link>javascript:alert(1)</link><description>Some text.</description>"
    item = f"<item><guid>1</guid>{said}</item>"
    (article,) = articles(feed.rss(item))
    assert article == Article("Some text.", publisher="The Lune Herald", language="en-gb", key="1")


POST = "<p>The post <a href='/a'>A bridge</a> appeared first on <a href='/'>The Herald</a>.</p>"
SHARE = "<p>Share this:</p><ul><li>Click to share on Facebook (Opens in new window)</li>"


@pytest.mark.parametrize(
    ("tail", "kept"),
    [
        (POST, ""),
        (f"{SHARE}<li>X</li></ul>{POST}", ""),
        ("<p><a href='/a'>Continue reading A bridge &#8594;</a></p>", ""),
        (" <a href='/a'>Continue reading <span>A bridge</span> &#8594;</a>", ""),
        ("<p>[&#8230;]</p>", ""),
        ("<p>Сообщение Мост появились сначала на Вестник.</p>", ""),
        ("<p>Запись допроса появилась в сети.</p>", "\n\nЗапись допроса появилась в сети."),
        (
            "<p>Blocked were:</p><ul><li>Facebook</li><li>X</li></ul>",
            "\n\nBlocked were:\n\nFacebook\nX",
        ),
    ],
)
def test_what_a_publishing_program_puts_below_an_entry_stays_out(tail: str, kept: str) -> None:
    (article,) = articles(feed.rss(feed.item(body=f"<p>The bridge opened on Monday.</p>{tail}")))
    assert isinstance(article, Article)
    assert article.text == f"The bridge opened on Monday.{kept}"


def test_an_account_is_no_author() -> None:
    item = feed.item().replace("Ana Reis", "admin")
    (article,) = articles(feed.rss(item))
    assert isinstance(article, Article)
    assert article.author is None


@pytest.mark.parametrize("written", ["2024", "June 2024", "2024-06", "04.03.2024", "2999-01-01"])
def test_a_date_that_names_no_day_is_told_and_not_made_up(written: str) -> None:
    item = feed.item().replace("Mon, 02 Jun 2025 23:30:00 +0500", written)
    (article,) = articles(feed.rss(item))
    assert isinstance(article, Article)
    assert (article.published, article.written_date) == (None, written)


def test_a_feed_with_ampersands_and_void_tags_is_read() -> None:
    said = "<title>Fish & chips</title><link>https://a.example/?a=1&b=2</link>"
    item = f"<item>{said}<description>One<br>two &eacute; three.</description></item>"
    (article,) = articles(feed.rss(item))
    assert isinstance(article, Article)
    assert article.text == "One\ntwo é three."
    assert (article.title, article.url) == ("Fish & chips", "https://a.example/?a=1&b=2")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (feed.entity_bomb(), "entities"),
        (feed.entity_bomb().decode().encode("utf-16"), "entities"),
        (
            b"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss>"
            b"&x;</rss>",
            "entities",
        ),
        (b"<?xml version='1.0'?><recipes><recipe>Soup</recipe></recipes>", "no RSS or Atom"),
        (b"https://herald.example/feed", "no RSS or Atom"),
        (b"/etc/passwd", "no RSS or Atom"),
        (b"<rss" * 1000, "no"),
        (feed.rss(), "no entries"),
    ],
)
def test_what_is_no_feed_says_so(content: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said) as raised:
        articles(content)
    assert raised.value.hint
