"""A page becomes its article, with what the page says of it and nothing that is guessed."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from ingest.formats import Article, File
from ingest.formats.html import read
from tests.patience import patience
from vectorstore import SourceError

FIRST = (
    "The bridge over the Lune opened on Monday, three months later than the council had planned."
)
SECOND = "It is 340 metres long and cost 12 million, of which the province paid a third in advance."
TEXT = f"<p>{FIRST}</p><p>{SECOND}</p>"
TOMORROW = datetime.now(UTC).date() + timedelta(days=3)


def article(
    body: str = TEXT,
    head: str = "",
    url: str | None = None,
    lang: str = "",
    encoding: str = "utf-8",
) -> Article:
    page = (
        f"<!DOCTYPE html><html{lang and f' lang={lang}'}><head>{head}</head><body><main>"
        f"<h1>A bridge</h1>{body}</main></body></html>"
    )
    (found,) = read(File("page.html", page.encode(encoding), url=url))
    return found


def schema(**said: object) -> str:
    written = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **said})
    return f'<script type="application/ld+json">{written}</script>'


def test_a_page_that_says_nothing_of_itself_leaves_it_unknown() -> None:
    assert article() == Article(f"{FIRST}\n\n{SECOND}", title="A bridge")


def test_lists_tables_and_headings_are_lines_of_their_own() -> None:
    inner = (
        "<h2>Who pays</h2><ul><li>the town<ul><li>its bank</li></ul></li><li>the province</li></ul>"
        "<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2024</td><td>12</td></tr></table>"
    )
    assert article(f"<p>{FIRST}</p>{inner}<p>{SECOND}</p>").text == (
        f"{FIRST}\n\nWho pays\n\nthe town\nits bank\nthe province\n\nYear | Cost\n2024 | "
        f"12\n\n{SECOND}"
    )


def test_words_are_not_torn_by_markup_nor_joined() -> None:
    inner = f"<p>A <b>s</b>econd <a href=x>bridge</a>,<br>as planned. {SECOND}</p>"
    assert article(inner).text == f"A second bridge,\nas planned. {SECOND}"


def test_marks_of_notes_are_no_words() -> None:
    marked = SECOND.replace("long", 'long<sup><a href="#n1">[1]</a></sup>')
    assert article(f"<p>{FIRST}</p><p>{marked}</p><p>The hall has 40 m<sup>2</sup>.</p>").text == (
        f"{FIRST}\n\n{SECOND}\n\nThe hall has 40 m2."
    )


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>A bridge | The Lune Herald</title>", "A bridge"),
        (
            '<title>x</title><meta property="og:title" content="Two towns - The Lune Herald">'
            '<meta property="og:site_name" content="The Lune Herald">',
            "Two towns",
        ),
        ('<meta property="og:title" content="Peace | war and bridges">', "Peace | war and bridges"),
        (schema(headline="Two towns"), "Two towns"),
    ],
)
def test_the_title_is_without_the_name_of_the_site(head: str, title: str) -> None:
    assert article(head=head).title == title


def test_author_publisher_and_language_are_what_the_page_says() -> None:
    said = schema(
        author=[{"name": "Ana Reis"}, {"name": "Jon Hallam"}], publisher={"name": "Herald"}
    )
    found = article(head=said, lang="en-GB")
    assert (found.author, found.publisher, found.language) == (
        "Ana Reis, Jon Hallam",
        "Herald",
        "en-GB",
    )
    found = article(
        head='<meta name="author" content="By Ana Reis">'
        '<meta property="og:site_name" content="Herald">'
    )
    assert (found.author, found.publisher) == ("Ana Reis", "Herald")


@pytest.mark.parametrize(
    ("link", "address", "url"),
    [
        ("/bridge", "https://herald.example/x?y=1", "https://herald.example/bridge"),
        ("https://herald.example/b", None, "https://herald.example/b"),
        ("/bridge", None, None),
        ("javascript:alert(1)", None, None),
        ("file:///etc/passwd", "https://herald.example/x", "https://herald.example/x"),
        ("http://[bad", "https://herald.example/x", "https://herald.example/x"),
    ],
)
def test_the_canonical_address_is_absolute_and_of_the_web(
    link: str, address: str | None, url: str | None
) -> None:
    assert article(head=f'<link rel="canonical" href="{link}">', url=address).url == url


@pytest.mark.parametrize(
    ("head", "body", "url", "day"),
    [
        (
            '<meta property="article:published_time" content="2025-06-02T08:00:00Z">',
            "",
            None,
            date(2025, 6, 2),
        ),
        (schema(datePublished="2025-06-02", dateModified="2025-07-09"), "", None, date(2025, 6, 2)),
        ("", '<time datetime="2025-06-02">yesterday</time>', None, date(2025, 6, 2)),
        ("", '<span class="published-date">2 June 2025</span>', None, date(2025, 6, 2)),
        ("", "", "https://herald.example/2025/06/02/bridge", date(2025, 6, 2)),
        ('<meta property="article:modified_time" content="2025-07-09">', "", None, None),
        (schema(dateModified="2025-07-09"), "", None, None),
        ("", '<time class="updated" datetime="2025-07-09">9 July</time>', None, None),
        (
            "",
            "<p>On 2 June 2025 the council met, and on 2025-06-03 it met again in the old "
            "hall.</p>",
            None,
            None,
        ),
        (f'<meta property="article:published_time" content="{TOMORROW}">', "", None, None),
        ("", '<span class="date">03/04/2025</span>', None, None),
        ("", "<footer>Copyright 2025-01-02</footer><p>Copyright 2024</p>", None, None),
        ('<meta name="date" content="2024-06">', "", None, None),
        ('<meta name="date" content="03/04/2024">', "", None, None),
        ('<meta name="date" content="12.11.10">', "", None, None),
        ('<meta property="article:published_time" content="04.03.2024">', "", None, None),
        ('<meta name="DC.date" content="1999-2004">', "", None, None),
        ('<meta name="date" content="2024-06-17T22:00:00+06:00">', "", None, date(2024, 6, 17)),
        ("", "", "https://herald.example/report-2019-05-31-annexes", None),
        ("", "", "https://herald.example/20240617-3344/story", None),
        ("", "", "https://herald.example/2024/06/story", None),
        (schema(dateCreated="2015-01-01"), "", None, None),
        ("", "<p>The law of <time datetime=2011-02-03>3 May 2011</time> is void.</p>", None, None),
        ("", "<div class=date>Conference: </div><span class=date>5 May 2016</span>", None, None),
        ("", "<p>Deadline <time datetime=2016-05-05>5 May</time></p>", None, None),
        ("", "<p>Published on <time>5 May 2016</time></p>", None, date(2016, 5, 5)),
        ("", "<p>By Ana Reis, <time>5 May 2016</time>.</p>", None, date(2016, 5, 5)),
        ("", "<footer><time itemprop=datePublished>5 May 2016</time></footer>", None, None),
        (
            "",
            '<div class="related"><a href=x>A ferry</a> <time datetime="2025-06-02">2 '
            "June</time></div>",
            None,
            None,
        ),
    ],
)
def test_the_day_is_the_one_that_the_page_says_it_was_published(
    head: str, body: str, url: str | None, day: date | None
) -> None:
    assert article(body + TEXT, head, url).published == day


@pytest.mark.parametrize(
    ("head", "body", "written"),
    [
        ('<meta name="date" content="2024-06">', "", "2024-06"),
        ('<meta name="date" content="03/04/2024">', "", "03/04/2024"),
        (schema(datePublished="12.11.10"), "", "12.11.10"),
        ("", '<span class="date">03/04/2025</span>', "03/04/2025"),
        ("", '<span class="date">yesterday</span>', ""),
        ('<meta name="date" content="2024">', "<time>5 May 2016</time>", ""),
        ('<meta name="copyright" content="2024">', "", ""),
    ],
)
def test_a_date_that_names_no_day_is_told_as_it_is_written(
    head: str, body: str, written: str
) -> None:
    assert article(body + TEXT, head).written_date == written


@pytest.mark.parametrize(
    "other",
    [
        "<aside><div class=card>{}</div></aside>",
        "<div class=card>{}</div>",
        "<div itemscope itemtype='https://schema.org/NewsArticle'>{}</div>",
        "<article>{}</article>",
    ],
)
def test_what_is_marked_of_another_article_is_not_said_of_this_one(other: str) -> None:
    marked = (
        "<meta itemprop=datePublished content=2021-03-05><meta itemprop=author content='Jo Other'>"
        "<meta itemprop=publisher content=Other><a rel=author href=x>Jo Other</a>"
    )
    found = article(TEXT + other.format(marked))
    assert (found.published, found.author, found.publisher) == (None, None, None)
    found = article(marked + TEXT)
    assert (found.published, found.author, found.publisher) == (
        date(2021, 3, 5),
        "Jo Other",
        "Other",
    )


def test_the_title_of_a_drawing_is_not_the_title_of_the_page() -> None:
    page = f"<html><body><svg><title>Logo</title></svg><h1>A bridge</h1>{TEXT}</body></html>"
    (found,) = read(File("page.html", page.encode()))
    assert found.title == "A bridge"


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("windows-1251", "cp1251"),
        ("koi8-r", "koi8_r"),
        ("utf-8", "utf-8"),
        ("iso-8859-5", "iso8859_5"),
    ],
)
def test_declared_encodings_are_read(declared: str, codec: str) -> None:
    text = (
        "Мост через реку открыли в понедельник, на три месяца позже, чем собирался городской совет."
    )
    found = article(f"<p>{text}</p>", f'<meta charset="{declared}">', encoding=codec)
    assert found.text == text


def test_what_the_server_says_of_the_encoding_counts() -> None:
    text = (
        "Мост через реку открыли в понедельник, на три месяца позже, чем собирался городской совет."
    )
    page = f"<html><body><p>{text}</p></body></html>".encode("koi8_r")
    (found,) = read(File("page.html", page, encoding="koi8-r"))
    assert found.text == text


def test_entities_of_a_doctype_do_not_unfold() -> None:
    declared = "<!DOCTYPE html [<!ENTITY a 'lol'>" + "".join(
        f"<!ENTITY a{n} '{'&a;' * 10}'>" for n in range(20)
    )
    page = f"{declared}]><html><body><main><h1>A bridge</h1><p>&a19;</p>{TEXT}</main></body></html>"
    (found,) = read(File("page.html", page.encode()))
    assert SECOND in found.text
    assert "lollol" not in found.text


@pytest.mark.parametrize(
    "shape",
    [
        "<svg></svg>text " * 47_000,
        "<b hidden></b>text " * 40_000,
        "<svg></svg>text " * 9_000,
        "<sup>" * 200 + "<a href='#x'>1</a>" * 50_000,
        "<sup>" * 200 + "<b>1</b>" * 50_000,
        "<div>" * 240 + "<p>a" * 80_000,
        "<blockquote>" * 240 + "<p>a" * 40_000,
        "<aside hidden>" * 240 + "<p>a" * 40_000,
        "<meta name=date content=2024-99-99>" * 25_000,
        "<meta itemprop=date content=2024-01-02>" * 25_000,
        "<h1>" * 100 + "word " * 200_000,
        f"<p>{SECOND * 10_000}",
        "<h2>Related</h2><p>abc " * 20_000,
    ],
    ids=lambda shape: shape[:24],
)
def test_reading_takes_time_that_grows_with_the_page_alone(shape: str) -> None:
    with patience():
        assert FIRST in article(f"<p>{FIRST}</p>{shape}").text


def test_a_title_of_many_parts_is_cut() -> None:
    with patience():
        title = article(head=f"<title>{'a | ' * 50_000}</title>").title
    assert title
    assert len(title) <= 500


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<div>" * 100_000 + TEXT,
        "<b>" * 1_000_000,
        "<p>" + "word " * 3_000_000,
        "<p " + "".join(f"a{n}=1 " for n in range(100_000)) + f">x</p>{TEXT}",
        "<!--" * 500_000,
        "<" * 500_000,
        "<html><body><div id=root></div><script>document.write('an article')</script>"
        "<noscript>You need to enable JavaScript to run this app.</noscript></body></html>",
        "<html><body><nav><a href=a>Home</a> <a href=b>World</a></nav></body></html>",
        "<html></html>",
    ],
    ids=[
        "deep",
        "unclosed",
        "one text",
        "attributes",
        "comments",
        "opened",
        "script",
        "links",
        "nothing",
    ],
)
def test_a_page_without_an_article_or_that_cannot_be_read_whole_says_so(page: str) -> None:
    with pytest.raises(SourceError) as raised:
        list(read(File("page.html", page.encode())))
    assert raised.value.hint


def test_a_page_of_many_paragraphs_is_read_whole() -> None:
    many = "".join(f"<p>{place}. {SECOND}</p>" for place in range(25_000))
    assert article(many).text.count("\n\n") == 24_999


def test_what_is_hidden_stays_out_unless_it_is_all_there_is() -> None:
    hidden = f'<div style="display: none"><p>{SECOND}</p></div>'
    assert (
        article(f"<p>{FIRST}</p><p>{FIRST.replace('Monday', 'Friday')}</p>{hidden}").text.count(
            SECOND
        )
        == 0
    )
    assert SECOND in article(hidden.replace(SECOND, f"{SECOND} {FIRST}")).text


def test_a_section_is_not_dropped_for_what_it_is_called() -> None:
    named = (
        f'<section id="social-policy"><h2>Social policy</h2>{TEXT}</section>'
        '<section id="related-costs"><h2>Related costs</h2>'
        f"<p>{SECOND} The rest is lent.</p></section>"
    )
    assert article(named).text == (
        f"Social policy\n\n{FIRST}\n\n{SECOND}\n\nRelated costs\n\n{SECOND} The rest is lent."
    )


def test_an_article_of_one_short_sentence_is_one() -> None:
    assert article("<p>The ferry stopped.</p>").text == "The ferry stopped."


def test_headings_that_are_links_are_kept_in_a_digest() -> None:
    texts = [f"{place}. {SECOND}" for place in range(4)]
    digest = "".join(f'<h2><a href="/{n}">Item {n}</a></h2><p>{texts[n]}</p>' for n in range(4))
    assert article(digest).text == "\n\n".join(f"Item {n}\n\n{texts[n]}" for n in range(4))


BLURB = (
    "The Lune Herald has reported on the province and its people since 1998, and it is published "
    "by the Herald Foundation, a charity. Its newsroom employs nineteen journalists in four towns, "
    "and its work is paid for by readers and by grants."
)


@pytest.mark.parametrize(
    "named",
    [
        "content no-sidebar",
        "article-body comments-open",
        "layout-with-sidebar",
        "wrapper has-newsletter",
        "entry print-hide",
        "sidebar",
        "post type-post has-post-thumbnail hentry category-comments tag-newsletter",
        "site has-sidebar right-sidebar ad-free",
        "widget_text related-content",
    ],
)
def test_the_article_is_not_lost_for_the_name_of_its_box(named: str) -> None:
    texts = [f"{place}. {SECOND}" for place in range(5)]
    body = "".join(f"<p>{text}</p>" for text in texts)
    page = (
        f"<html><body><div class=top><h1>A bridge</h1></div><div class='{named}'>{body}</div>"
        f"<div class=site-text><p>{BLURB}</p></div></body></html>"
    )
    (found,) = read(File("page.html", page.encode()))
    assert [text for text in texts if text not in found.text] == []


@pytest.mark.parametrize(
    "named", ["no-sidebar", "with-comments", "has-newsletter", "comments-open"]
)
def test_a_name_that_says_what_a_box_is_without_is_no_name(named: str) -> None:
    small = f"<div class='{named}'><p>{SECOND}</p></div>"
    assert SECOND in article("".join(f"<p>{n}. {FIRST}</p>" for n in range(4)) + small).text


def test_long_comments_below_a_short_article_stay_out() -> None:
    comments = "".join(f"<p>{place}. {BLURB}</p>" for place in range(6))
    assert article(f"{TEXT}<div id=comments>{comments}</div>").text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            "<p>The road is closed</p><p>Use the bridge</p>",
            "The road is closed\n\nUse the bridge",
        ),
        (
            "<dl><dt>Subject</dt><dd>Closure of the crossing</dd><dt>From</dt><dd>1 July 2024</dd>"
            "</dl><p>Lorries use the Osh road.</p>",
            "Subject\nClosure of the crossing\nFrom\n1 July 2024\n\nLorries use the Osh road.",
        ),
        (
            "<table><tr><th>Town</th><th>Bread</th></tr><tr><td>Osh</td><td>32</td></tr></table>",
            "Town | Bread\nOsh | 32",
        ),
        (
            "<div class=notice><p>The road is closed</p></div><p class=menu><a href=x>Home</a></p>",
            "The road is closed",
        ),
    ],
)
def test_a_notice_of_short_lines_is_read_whole(body: str, text: str) -> None:
    assert article(body).text == text


def test_a_notice_is_not_lost_for_the_one_paragraph_of_the_site() -> None:
    page = (
        "<html><body><div><h1>Notice</h1><p>The road is closed</p><p>Use the bridge</p></div>"
        f"<div class=site-text><p>{BLURB}</p></div></body></html>"
    )
    (found,) = read(File("page.html", page.encode()))
    assert "The road is closed\n\nUse the bridge" in found.text


def test_a_page_of_one_table_and_no_heading_is_read() -> None:
    rows = "<tr><td>Osh</td><td>32</td></tr><tr><td>Uzgen</td><td>30</td></tr>"
    page = f"<html><body><a href=x>Home</a><table>{rows}</table></body></html>"
    (found,) = read(File("page.html", page.encode()))
    assert found.text == "Osh | 32\nUzgen | 30"


@pytest.mark.parametrize(
    ("page", "hint"),
    [
        ("<body><a href=a>Home</a></body>", "links"),
        ("<body><div id=root></div><script>document.write('an article')</script></body>", "Java"),
        ("<body><a href=a>Home</a><script>1</script></body>", "links"),
        ("<body><nav>Menu</nav><footer>Oskel, 4 Quay Street</footer></body>", "links"),
        ("<body></body>", "no text"),
    ],
)
def test_what_is_wrong_with_a_page_without_an_article_is_said(page: str, hint: str) -> None:
    with pytest.raises(SourceError) as raised:
        list(read(File("page.html", f"<html>{page}</html>".encode())))
    assert hint in raised.value.hint


@pytest.mark.parametrize(
    ("inner", "kept"),
    [
        (
            f"<blockquote><p>{SECOND}</p><footer>Gulnara Isa, farmer</footer></blockquote>",
            "Gulnara Isa, farmer",
        ),
        (
            "<aside><h3>Key figures</h3><p>340 metres: the length of the bridge.</p></aside>",
            "Key figures\n\n340 metres: the length of the bridge.",
        ),
        ("<div class='topics-right'><p>Bread fell to 32 a loaf.</p></div>", "32 a loaf."),
        ("<div class='date-info'><p>It lasted for two years.</p></div>", "two years."),
        (f"<pre>{SECOND}\n{SECOND}\n\n{SECOND}</pre>", f"{SECOND}\n{SECOND}\n\n{SECOND}"),
    ],
)
def test_what_belongs_to_an_article_is_kept_among_its_paragraphs(inner: str, kept: str) -> None:
    paragraphs = [f"<p>{place}. {FIRST}</p>" for place in range(4)]
    assert kept in article("".join((*paragraphs[:2], inner, *paragraphs[2:]))).text


def test_a_heading_of_two_lines_is_the_title_and_no_text() -> None:
    page = f"<html><body><main><h1>A bridge<br>for two</h1>{TEXT}</main></body></html>"
    (found,) = read(File("page.html", page.encode()))
    assert (found.title, found.text) == ("A bridge for two", f"{FIRST}\n\n{SECOND}")
