"""What the names of a page's elements say about them: their tags, roles, classes and ids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ROLES = frozenset(
    """navigation banner contentinfo search complementary dialog alertdialog menu menubar
    toolbar""".split()
)
_TAGS = frozenset("nav footer aside dialog amp-sidebar amp-consent amp-ad".split())
SURE = frozenset(
    """nav navbar navigation subnav topnav breadcrumb breadcrumbs crumbs cookie cookies consent gdpr
    newsletter newsletters sharebar sharedaddy sociable mostread disqus respond commentlist
    comment comments sidebar advert adverts advertisement adsbygoogle outbrain taboola pagination
    toolbar masthead skiplink skiplinks onetrust addtoany addthis toc topbar sitemap megamenu
    offcanvas hamburger noprint

    most-read most-popular most-viewed read-more read-next read-also see-also more-stories
    more-news latest-news post-nav comment-list comment-form comments-area user-comments
    site-header site-footer page-footer global-header follow-us sign-up email-signup author-bio
    about-author author-box next-article prev-article next-prev post-navigation skip-link back-top
    tag-list tag-cloud link-list quick-links social-media print-hide no-print mc-embed""".split()
)
"""Names of boxes beside the article; of two words where one alone says too little."""
REPLIES = frozenset("comment comments commentlist comment-list disqus respond".split())
LIKELY = frozenset(
    """social socials share shares sharing related recommended recommendations trending sponsored
    ads pager""".split()
)
"""Names of such boxes that a section of an article can have too, as one on social policy."""
MAYBE = frozenset(
    """menu ad promo promos promotion subscribe subscription signup paywall footer
    header popup modal overlay banner login search popular byline author authors bio tags tag
    teaser teasers widget widgets meta rating poll utility
    copyright disclaimer sticky cta donate donation membership premium regwall
    upsell carousel credits reactions likes counter follow feed published posted updated dateline
    postmeta boilerplate""".split()
)
"""Names of such boxes where they hold little."""
WEAK = frozenset(
    """left right side rail bar tools actions links print topics keywords date time timestamp info
    legal contact contacts notice register latest more reply replies""".split()
)
"""Names that say something only of what holds links, or not one sentence."""
PARTS = frozenset(
    """fact facts factbox note notes callout infobox explainer background timeline footnotes
    references""".split()
)
"""Names by which an element that stands beside the article is a part of it."""
_CARDS = frozenset("card cards teaser teasers".split())
_TIMES = frozenset(
    """date datetime published publish publishdate pubdate posted dateline datepublished postdate
    timestamp created""".split()
)
_OTHER_TIMES = frozenset(
    "updated update modified datemodified expires event events today current".split()
)
# "no-sidebar", "has-newsletter" and "comments-open" are said of what surrounds such boxes.
_BEFORE = frozenset("no not with has have without".split())
_AFTER = frozenset("open closed enabled disabled hide hidden on off active".split())
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NAMES = re.compile(r"[A-Za-z0-9_-]+")
_MADE = re.compile(r"\d[A-Za-z]")
_LONGEST = 400
_UNNAMED = frozenset("html body main article h1 h2 h3 h4 h5 h6 p li td tr tbody table".split())
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)


def is_hidden(element: HtmlElement) -> bool:
    """Tell whether a reader of the page does not see an element."""
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")[:_LONGEST]))


def names_of(element: HtmlElement, always: bool = False) -> frozenset[str]:
    """Return the words of an element's classes and id, and each two words that stand together.

    Elements that hold paragraphs, or are some, go without unless `always` is set.
    """
    if element.tag in _UNNAMED and not always:
        return frozenset()
    named = f"{element.get('class', '')} {element.get('id', '')}"[:_LONGEST]
    return frozenset(word for name in _NAMES.findall(named) for word in _said(name))


def _said(name: str) -> Iterator[str]:
    # A part such as c1ad23 is made by a machine and says nothing.
    parts = (part for part in re.split("[_-]", name) if not _MADE.search(part))
    words = [word.lower() for part in parts for word in _WORDS.findall(part)]
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        if before not in _BEFORE and after not in _AFTER:
            yield word
        if before not in _BEFORE and after:
            yield f"{word}-{after}"


def is_beside_by_kind(element: HtmlElement) -> bool:
    """Tell whether an element's tag or role is that of a box beside the article."""
    if element.tag == "footer":
        around = element.getparent()
        return around is None or around.tag not in ("blockquote", "figure")
    return element.tag in _TAGS or element.get("role", "").lower() in _ROLES


def is_beside(element: HtmlElement) -> bool:
    """Tell whether an element is, or is likely to be, a box beside the article."""
    names = names_of(element)
    return is_beside_by_kind(element) or not (SURE | LIKELY | _CARDS).isdisjoint(names)


def is_about_time(element: HtmlElement) -> bool:
    """Tell whether an element is said to hold when the article was published."""
    names = names_of(element, always=True) | {element.get("itemprop", "").lower()}
    return not names.isdisjoint(_TIMES) and names.isdisjoint(_OTHER_TIMES)
