"""Twenty builds of web pages around an article: each page with the text that is truly the article's."""

# ruff: noqa: E501 - markup is read more easily unbroken

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from tests.ingest.makers import boilerplate as b
from tests.ingest.makers.stories import Story, headlines, story


@dataclass(frozen=True)
class Page:
    """A page, and the text of its article."""

    name: str
    html: str
    text: str
    story: Story


Build = Callable[[Story, Random], tuple[str, str]]


def paragraphs(texts: Sequence[str], name: str = "") -> str:
    opening = f'<p class="{name}">' if name else "<p>"
    return "".join(f"{opening}{text}</p>\n" for text in texts)


def page(head: str, body: str, language: str = "en") -> str:
    return f'<!DOCTYPE html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'


def head(it: Story, site: str = "The Province Post", divider: str = " | ") -> str:
    return (
        f'<meta charset="utf-8"><title>{it.title}{divider}{site}</title>'
        f'<meta property="og:site_name" content="{site}">'
        f'<meta name="author" content="{it.author}">'
        f'<meta property="article:published_time" content="{it.published}T09:00:00Z">'
    )


def news_site(it: Story, chance: Random) -> tuple[str, str]:
    caption = "The square in the morning. Photo: Harbour Office"
    body = (
        b.cookies(chance)
        + f"<header>{b.nav(chance)}</header><main><article><header><h1>{it.title}</h1>"
        + f'<p class="standfirst">{it.standfirst}</p><p class="byline">By {it.author}</p>'
        + f'<time datetime="{it.published}">{it.published:%d %B %Y}</time>{b.share()}</header>'
        + f"<figure><img src=a.jpg alt='{caption}'><figcaption>{caption}</figcaption></figure>"
        + f'<div class="article-body">{paragraphs(it.paragraphs[:2])}{b.newsletter(chance)}'
        + f"{paragraphs(it.paragraphs[2:])}</div>{b.bio(it.author)}</article>"
        + f'<section class="related">{b.teasers(chance, 4)}</section></main>'
        + b.most_read(chance)
        + b.footer(chance)
    )
    return page(head(it), body), "\n\n".join((it.standfirst, caption, *it.paragraphs))


def blog(it: Story, chance: Random) -> tuple[str, str]:
    body = (
        f'<div id="page"><div id="header"><h1><a href="/">A View from {chance.choice("ABC")} Street'
        f'</a></h1>{b.nav(chance, "menu")}</div><div id="primary"><div class="post hentry">'
        f'<h2 class="entry-title">{it.title}</h2><div class="entry-meta">Posted on '
        f"{it.published:%B %d, %Y} by {it.author} | 3 Comments</div>"
        f'<div class="entry-content">{paragraphs((it.standfirst, *it.paragraphs))}</div>'
        f'<div class="sharedaddy"><h3>Share this:</h3><ul>'
        f"{b.items(['Facebook', 'Twitter'])}</ul></div>"
        f'<div class="entry-footer">Filed under: {b.links(["Towns", "Rivers"], ", ")}</div></div>'
        f'{b.comments(chance, 4)}</div><div id="secondary" class="widget-area"><h3>Recent '
        f"posts</h3>"
        f"<ul>{b.items(headlines(chance.randrange(999), 8))}</ul><h3>Archives</h3>"
        f"<ul>{b.items(['May 2025', 'April 2025', 'March 2025'])}</ul></div>"
        f"{b.footer(chance)}</div>"
    )
    return page(head(it, "A View from the Street", " – "), body), it.text


def ministry(it: Story, chance: Random) -> tuple[str, str]:
    side = "".join(f"<tr><td><a href=x>{word}</a></td></tr>" for word in b.SECTIONS)
    body = (
        "<form method=post action=x><table width=100%><tr><td colspan=3><b>MINISTRY OF WORKS</b> "
        + b.links(["Minister", "Structure", "Documents", "Press service", "Contacts"], " | ")
        + f"</td></tr><tr><td width=20%><table>{side}</table></td><td><table><tr><td><h3>{it.title}"
        + f"</h3></td></tr><tr><td>{it.published:%d.%m.%Y}</td></tr><tr><td>{it.standfirst}<br><br>"
        + "<br><br>\n".join(it.paragraphs)
        + "<br><br><a href=x>Print version</a> <a href=x>Back to list</a></td></tr></table></td>"
        + f"<td width=20%><b>Latest news</b><br>{b.links(headlines(chance.randrange(999), 6), '<br>')}"
        + "</td></tr><tr><td colspan=3>© 2025 Ministry of Works. All rights reserved.</td></tr></table></form>"
    )
    return page(f"<title>{it.title}</title>", body), it.text


def wiki(it: Story, chance: Random) -> tuple[str, str]:
    third = max(1, len(it.paragraphs) // 3)
    parts = [it.paragraphs[:third], it.paragraphs[third : 2 * third], it.paragraphs[2 * third :]]
    names = ("Background", "Course", "Reception")
    linked = [text.replace("the ", '<a href="/wiki/The">the</a> ', 1) for text in parts[0]]
    edit = '<span class="mw-editsection">[<a href="/edit">edit</a>]</span>'
    sections = "".join(
        f"<h2><span>{name}</span>{edit}</h2>{paragraphs(linked if not place else part)}"
        for place, (name, part) in enumerate(zip(names, parts, strict=True))
    )
    contents = "".join(f'<li><a href="#{name}">{name}</a></li>' for name in names)
    body = (
        f'<div id="content" class="mw-body"><h1 id="firstHeading">{it.title}</h1>'
        f'<div id="siteSub">From the open encyclopaedia of the provinces</div>'
        f'<div class="mw-parser-output"><p>{it.standfirst}</p><div id="toc" class="toc"><h2>'
        f"Contents"
        f'</h2><ul>{contents}</ul></div>{sections}</div><div id="catlinks">Categories: '
        f"{b.links(['Towns', 'Rivers', 'Provinces'], ' | ')}</div></div>"
        f'<div id="mw-navigation"><ul>{b.items(["Main page", "Random page", "Recent changes", "Log in"])}'
        f"</ul></div><div id=footer>{b.FOOTER}</div>"
    )
    text = [it.standfirst]
    for name, part in zip(names, parts, strict=True):
        text += [name, *part]
    return page(f"<title>{it.title} - Openwiki</title>", body), "\n\n".join(text)


def soup(it: Story, chance: Random) -> tuple[str, str]:
    def box(inner: str) -> str:
        return f'<div class="c{chance.randrange(16**6):06x}">{inner}</div>'

    body = (
        box(b.links(b.SECTIONS))
        + box(
            box(it.title)
            + box(f"{it.author} {it.published:%d %B %Y}")
            + box(b.links(["Facebook", "Telegram"]))
        )
        + box("".join(box(text) for text in (it.standfirst, *it.paragraphs)))
        + box(
            "".join(
                box(box(f"<a href=x>{title}</a>")) for title in headlines(chance.randrange(99), 9)
            )
        )
        + box(chance.choice(b.COOKIES) + " <a href=x>Accept</a>")
        + box(b.FOOTER)
    )
    return page(f"<title>{it.title}</title>", body), it.text


def amp(it: Story, chance: Random) -> tuple[str, str]:
    body = (
        f'<amp-sidebar id="sidebar1" layout="nodisplay"><ul>{b.items(b.SECTIONS)}</ul>'
        f"</amp-sidebar>"
        f'<amp-consent id="c"><div><p>{chance.choice(b.COOKIES)}</p></div></amp-consent>'
        f'<div class="amp-wp-article"><header class="amp-wp-article-header"><h1 '
        f'class="amp-wp-title">'
        f'{it.title}</h1><div class="amp-wp-meta">{it.author}</div></header>'
        f'<amp-img src="a.jpg" width="10" height="10"></amp-img><div '
        f'class="amp-wp-article-content">'
        f"{paragraphs((it.standfirst, *it.paragraphs[:2]))}<amp-ad width=300 height=250>"
        f"Advertisement"
        f"</amp-ad>{paragraphs(it.paragraphs[2:])}</div><div class='amp-wp-article-footer'>"
        f"Categories: {b.links(['World'])} Leave a Comment</div></div>"
        f'<div class="amp-related">{b.teasers(chance, 3, "You may also like")}</div>'
        f"<footer class=amp-wp-footer><h2>The Province Post</h2><a href=#top>Back to top</a>"
        f"</footer>"
    )
    return page(head(it), body), it.text


def live_blog(it: Story, chance: Random) -> tuple[str, str]:
    posts = "".join(
        f'<div class="post"><h3>Update {place}</h3><p>{text}</p>'
        f'<div class="post-share">{b.links(["Facebook", "Twitter", "Copy link"])}</div></div>'
        for place, text in enumerate(it.paragraphs, 1)
    )
    body = (
        f"<header>{b.nav(chance)}</header><main><h1>{it.title}</h1><div class=summary><p>"
        f"{it.standfirst}"
        f'</p></div><div class="timeline">{posts}</div><button>Load more</button></main>'
        f"<aside><h2>Trending</h2><ul>{b.items(headlines(chance.randrange(99), 7))}</ul></aside>"
        + b.footer(chance)
    )
    text = [it.standfirst]
    for place, paragraph in enumerate(it.paragraphs, 1):
        text += [f"Update {place}", paragraph]
    return page(head(it, "Province Live", " - "), body), "\n\n".join(text)


def long_read(it: Story, chance: Random) -> tuple[str, str]:
    others = story(chance.randrange(10**6)).paragraphs
    captions = (
        "The old harbour at low water. Credit: Town Archive",
        "A warehouse in the rain. Photo: Ana Reis",
    )
    figures = [
        f'<figure class="wp-block-image"><img src=x alt="{caption}"><figcaption>'
        f"{caption}</figcaption></figure>"
        f'<p class="caption-again">{caption}</p>'
        for caption in captions
    ]
    pull = it.paragraphs[0].split(". ")[0] + "."
    body = (
        f'<div class="progress"></div>{b.nav(chance)}<article class="longform"><h1>{it.title}</h1>'
        f'<p class="dek">{it.standfirst}</p><div class="meta">By {it.author} · 14 min read</div>'
        f"{figures[0]}<section>{paragraphs(it.paragraphs)}<aside class=pullquote>{pull}</aside>"
        f"</section>"
        f"<h2>A longer story</h2><section>{figures[1]}{paragraphs(others)}</section></article>"
        f"{b.newsletter(chance)}<div class=recommended>"
        f"{b.teasers(chance, 6, 'Recommended for you')}</div>" + b.footer(chance)
    )
    text = (it.standfirst, captions[0], *it.paragraphs, "A longer story", captions[1], *others)
    return page(head(it), body), "\n\n".join(text)


def commented(it: Story, chance: Random) -> tuple[str, str]:
    said = "".join(
        f'<div class="cmt"><div>user{chance.randrange(999)}</div><div>'
        f"{chance.choice(b.COMMENTS)}</div>"
        "<a>Reply</a> <a>Report</a></div>"
        for _ in range(12)
    )
    body = (
        f"{b.nav(chance)}<div class=wrapper><div class=main><h1>{it.title}</h1>"
        f"<div class=date>{it.published:%d %B %Y}</div>"
        f"{paragraphs((it.standfirst, *it.paragraphs))}"
        f"{b.share()}</div><div class=discussion><h3>Comments (12)</h3>{said}</div></div>"
        f"{b.footer(chance)}"
    )
    return page(head(it), body), it.text


def consent_first(it: Story, chance: Random) -> tuple[str, str]:
    purposes = "".join(
        f"<li><h4>{name}</h4><p>We use this information to {use} and to measure how content "
        f"performs "
        "for you across devices. Vendors can process your data on the basis of legitimate "
        "interest.</p></li>"
        for name, use in (
            ("Store", "remember you"),
            ("Select", "choose adverts"),
            ("Measure", "count visits"),
        )
    )
    body = (
        f'<div id="onetrust-consent-sdk"><div class="ot-sdk-row"><h2>Your privacy</h2><p>'
        f"{b.COOKIES[2]}</p>"
        f"<ul>{purposes}</ul><button>Accept all</button></div></div>{b.nav(chance)}"
        f'<div class="content"><h1>{it.title}</h1>'
        f"{paragraphs((it.standfirst, *it.paragraphs))}</div>" + b.footer(chance)
    )
    return page(head(it), body), it.text


def paywalled(it: Story, chance: Random) -> tuple[str, str]:
    offer = (
        '<div class="paywall-teaser"><h3>Subscribe to continue reading</h3><p>You have 2 free '
        "articles "
        "left this month.</p><p>Already a subscriber? <a href=/login>Log in</a></p>"
        "<ul><li>Unlimited access to all articles</li><li>The daily newspaper as a PDF</li>"
        "</ul></div>"
    )
    body = (
        f"{b.nav(chance)}<article><h1>{it.title}</h1><div class=article-text>"
        f"{paragraphs((it.standfirst, *it.paragraphs[:1]))}{offer}{paragraphs(it.paragraphs[1:])}</div>"
        f"{b.share('social-bar')}</article>{offer}{b.most_read(chance)}{b.footer(chance)}"
    )
    return page(head(it), body), it.text


def listed(it: Story, chance: Random) -> tuple[str, str]:
    points = [
        "Two lanes of traffic and a path",
        "A third of the cost from the province",
        "Ten years of warranty",
    ]
    rows = [("District", "2023", "2024"), ("North", "412", "455"), ("South", "388", "371")]
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    body = (
        f'{b.nav(chance)}<div class="col-8 content"><h1>{it.title}</h1>'
        f"{paragraphs((it.standfirst,))}"
        f"<h2>Key points</h2><ul>{''.join(f'<li>{point}</li>' for point in points)}</ul>"
        f"<h2>In figures</h2><table>{table}</table>{paragraphs(it.paragraphs)}"
        f"{b.share()}</div><div class=col-4>"
        f"{b.newsletter(chance)}{b.teasers(chance, 5, 'Latest news')}</div>" + b.footer(chance)
    )
    text = (
        it.standfirst, "Key points", "\n".join(points), "In figures",
        "\n".join(" | ".join(row) for row in rows), *it.paragraphs,
    )  # fmt: skip
    return page(head(it), body), "\n\n".join(text)


_WORDS = {
    "ru": (
        "Главная Политика Экономика Общество Культура Спорт Контакты", "Поделиться",
        "Читайте также", "Подписывайтесь на наш канал в Telegram",
        "© 2025 Вестник области. Все права защищены.",
    ),
    "kk": (
        "Басты Саясат Экономика Қоғам Мәдениет Спорт Байланыс", "Бөлісу",
        "Тағы оқыңыз", "Біздің телеграм-арнамызға жазылыңыз",
        "© 2025 Облыс хабаршысы. Барлық құқықтар қорғалған.",
    ),
}  # fmt: skip


def cyrillic(it: Story, chance: Random) -> tuple[str, str]:
    menu, share, also, follow, rights = _WORDS[it.language]
    others = [story(chance.randrange(999), it.language).standfirst for _ in range(6)]
    body = (
        f'<div class="header"><div class="menu">{b.links(menu.split())}</div></div>'
        f'<div class="news-detail"><h1>{it.title}</h1><div class="info">'
        f"{it.published:%d.%m.%Y} 12:30</div>"
        f"<div class=text>{paragraphs((it.standfirst, *it.paragraphs))}</div>"
        f'<div class="soc">{share} <a href=x>Telegram</a> <a href=x>WhatsApp</a></div>'
        f'<div class="more-block"><h3>{also}</h3><ul>{b.items(others)}</ul></div><p>'
        f"{follow}</p></div>"
        f'<div class="foot">{rights}</div>'
    )
    return page(f"<title>{it.title}</title>", body, it.language), it.text


def quoting(it: Story, chance: Random) -> tuple[str, str]:
    quotes = [
        text.split(". ")[0] + ", as the minutes say."
        for text in story(chance.randrange(999)).paragraphs[:2]
    ]
    quoted = "".join(f"<blockquote><p>{quote}</p></blockquote>" for quote in quotes)
    body = (
        f'{b.nav(chance)}<main class="single"><h1>{it.title}</h1><p><em>{it.standfirst}</em>'
        f"</p>{quoted}"
        f"{paragraphs(it.paragraphs)}{b.bio(it.author)}</main>"
        f"{b.comments(chance)}{b.footer(chance)}"
    )
    return page(head(it), body), "\n\n".join((it.standfirst, *quotes, *it.paragraphs))


def short(it: Story, chance: Random) -> tuple[str, str]:
    body = (
        f"{b.cookies(chance)}<header>{b.nav(chance)}</header><div class=brief><h1>{it.title}</h1>"
        f"<p>{it.standfirst}</p>{paragraphs(it.paragraphs[:1])}</div>"
        f"<div class=more-stories>{b.teasers(chance, 8, 'More stories')}</div>"
        f"{b.most_read(chance, 9)}" + b.footer(chance)
    )
    return page(head(it), body), "\n\n".join((it.standfirst, *it.paragraphs[:1]))


def printed(it: Story, chance: Random) -> tuple[str, str]:
    body = (
        f"<b>The Province Post</b><hr><a href=x>Print this page</a> <a href=x>Close</a><hr>"
        f"<h2>{it.title}</h2>By {it.author}<br>{it.published:%B %d, %Y}<br><br>"
        f"{it.standfirst}<br><br>"
        + "<br><br>".join(it.paragraphs)
        + f"<hr><small>Find this article at: http://post.example/{chance.randrange(9999)}<br>{b.FOOTER}</small>"
    )
    return page(f"<title>{it.title}</title>", body), it.text


def think_tank(it: Story, chance: Random) -> tuple[str, str]:
    notes = [
        f"Statistical Office, Yearbook {year}, table {year % 17}." for year in (2019, 2021, 2024)
    ]
    marked = [
        text + (f'<sup><a href="#fn{place}">{place}</a></sup>' if place <= 3 else "")
        for place, text in enumerate(it.paragraphs, 1)
    ]
    body = (
        f"{b.nav(chance)}<div class=report><div class=breadcrumbs>"
        f"{b.links(['Research', 'Papers'], ' / ')}</div>"
        f"<h1>{it.title}</h1><div class=report-authors>{it.author}</div><h2>Summary</h2><p>"
        f"{it.standfirst}</p>"
        f"<h2>Findings</h2>{paragraphs(marked)}<h2>Notes</h2><ol class=footnotes>"
        + "".join(f'<li id="fn{place}">{note}</li>' for place, note in enumerate(notes, 1))
        + f"</ol></div><div class=related-research>{b.teasers(chance, 4, 'Related publications')}</div>"
        + b.newsletter(chance)
        + b.footer(chance)
    )
    text = ("Summary", it.standfirst, "Findings", *it.paragraphs, "Notes", "\n".join(notes))
    return page(head(it, "Institute for Provinces", " — "), body), "\n\n".join(text)


def market(it: Story, chance: Random) -> tuple[str, str]:
    rows = [("Contract", "Close", "Change")] + [
        (f"Wheat {month}", f"{chance.randrange(200, 260)}.50", f"+{chance.randrange(1, 9)}.25")
        for month in ("March", "May", "July", "September")
    ]
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    body = (
        f'<div class="ticker">{b.links(["Gold 2,011", "Oil 79.2", "Wheat 231"])}</div>'
        f"{b.nav(chance)}"
        f'<div id="story"><h1>{it.title}</h1><span class="timestamp">{it.published:%B %d, %Y} '
        f"4:05 PM</span>"
        f"{paragraphs((it.standfirst, *it.paragraphs))}<table class=prices>{table}</table>"
        f'<p class="disclaimer">© 2025 Market Wire. All rights reserved.</p></div>'
        f"<div class=promo>{b.teasers(chance, 3, 'Popular now')}</div>"
    )
    return page(head(it), body), f"{it.text}\n\n" + "\n".join(" | ".join(row) for row in rows)


def interview(it: Story, chance: Random) -> tuple[str, str]:
    questions = (
        "What has changed?",
        "Who pays for it?",
        "And what comes next?",
        "Are you content?",
    )
    pairs = list(zip(questions, it.paragraphs, strict=False))
    talk = "".join(
        f"<p><strong>{question}</strong></p><p>{answer}</p>" for question, answer in pairs
    )
    body = (
        f"{b.nav(chance)}<div class=page><div class=l-col><h1>{it.title}</h1><p class=lead>"
        f"{it.standfirst}</p>"
        f"<p>Interview: {it.author}</p>{talk}{paragraphs(it.paragraphs[len(pairs) :])}</div>"
        f"<div class=r-col><h3>Most read</h3><ol>"
        f"{b.items(headlines(chance.randrange(99), 8))}</ol></div></div>" + b.footer(chance)
    )
    text = [it.standfirst, f"Interview: {it.author}"]
    for pair in pairs:
        text += pair
    return page(head(it), body), "\n\n".join([*text, *it.paragraphs[len(pairs) :]])


def columns(it: Story, chance: Random) -> tuple[str, str]:
    half = len(it.paragraphs) // 2
    body = (
        f'<div class="row top">{b.links(b.SECTIONS, " · ")}</div><div class="row"><h1>'
        f"{it.title}</h1></div>"
        f'<div class="row"><div class="column">'
        f"{paragraphs((it.standfirst, *it.paragraphs[:half]))}</div>"
        f'<div class="column">{paragraphs(it.paragraphs[half:])}</div>'
        f'<div class="column narrow">{b.teasers(chance, 4, "Latest")}{b.newsletter(chance, "box")}</div></div>'
        f'<div class="row bottom">{b.FOOTER} {b.links(["Imprint", "Contact"])}</div>'
    )
    return page(head(it), body), it.text


BUILDS: tuple[Build, ...] = (
    news_site, blog, ministry, wiki, soup, amp, live_blog, long_read, commented, consent_first,
    paywalled, listed, cyrillic, quoting, short, printed, think_tank, market, interview, columns,
)  # fmt: skip


def pages(seed: int = 1) -> list[Page]:
    """Return a page of each build; another seed gives other articles and other boilerplate."""
    made = []
    for place, build in enumerate(BUILDS):
        language = ("ru", "kk")[seed % 2] if build is cyrillic else "en"
        it = story(seed * 100 + place, language)
        html, text = build(it, Random(seed * 1000 + place))
        made.append(Page(build.__name__, html, text, it))
    return made
