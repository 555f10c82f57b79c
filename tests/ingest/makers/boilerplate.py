"""What stands around an article on a web page, in words and markup of many kinds."""

from __future__ import annotations

from random import Random

from tests.ingest.makers.stories import headlines, story

SECTIONS = "Home World Politics Economy Energy Culture Sport Opinion Video Podcasts".split()
COOKIES = (
    "We use cookies to improve your experience on our site and to show you relevant advertising.",
    "This website uses cookies. By continuing to browse you agree to our cookie policy.",
    "We and our 214 partners use cookies to store and access personal data. "
    "You can change your choice at any time.",
)
NEWSLETTERS = (
    "Sign up for our newsletter and get the day's most important stories in your inbox.",
    "Subscribe to our weekly briefing. No spam. Unsubscribe at any time.",
    "Get the latest news delivered to your inbox every morning.",
)
COMMENTS = (
    "I have lived there for thirty years and nobody ever asked us what we think about any of it.",
    "Great article, thank you! But what about the people who have to pay for all this in the end?",
    "The same promises were made ten years ago, and look what became of those, nothing at all.",
    "My cousin works there and says that it is quite different from what is written here.",
)
FOOTER = "© 2025 Province Media Group. All rights reserved."


def links(words: list[str], between: str = " ") -> str:
    return between.join(f'<a href="/{word.lower().replace(" ", "-")}">{word}</a>' for word in words)


def items(words: list[str]) -> str:
    return "".join(f"<li>{links([word])}</li>" for word in words)


def nav(chance: Random, name: str = "main-nav") -> str:
    return f'<nav class="{name}"><ul>{items(chance.sample(SECTIONS, 8))}</ul></nav>'


def teasers(chance: Random, count: int, opening: str = "Related articles") -> str:
    """Return a heading and cards: a linked headline and the first sentence of another article."""
    cards = []
    for title in headlines(chance.randrange(10**6), count):
        sentence = story(chance.randrange(10**6)).standfirst
        cards.append(f'<div><h4><a href="/x">{title}</a></h4><p>{sentence}</p></div>')
    return f"<h3>{opening}</h3>{''.join(cards)}"


def share(name: str = "share-buttons") -> str:
    return (
        f'<div class="{name}"><span>Share this article</span> '
        '<a href="#">Facebook</a> <a href="#">Twitter</a> <a href="#">LinkedIn</a> '
        '<a href="#">WhatsApp</a> <a href="#">Email</a></div>'
    )


def newsletter(chance: Random, name: str = "newsletter-signup") -> str:
    return (
        f'<div class="{name}"><h3>Stay informed</h3><p>{chance.choice(NEWSLETTERS)}</p>'
        '<form><label>Enter your email address</label><input type="email">'
        "<button>Subscribe</button></form></div>"
    )


def cookies(chance: Random, name: str = "cookie-banner") -> str:
    return (
        f'<div class="{name}" role="dialog"><p>{chance.choice(COOKIES)}</p>'
        "<button>Accept all</button> <button>Reject all</button> "
        '<a href="/privacy">Privacy policy</a></div>'
    )


def bio(author: str) -> str:
    return (
        f'<div class="author-bio"><h4>About the author</h4><p>{author} is a staff writer who '
        f"covers "
        f"the provinces. Follow {author} on Twitter.</p></div>"
    )


def comments(chance: Random, count: int = 3) -> str:
    said = "".join(
        f'<li class="comment"><b>reader{chance.randrange(100)}</b> <span>{chance.randrange(2, 9)} '
        f"hours ago</span><p>{chance.choice(COMMENTS)}</p><a>Reply</a></li>"
        for _ in range(count)
    )
    return (
        f'<div id="comments" class="comments-area"><h3>{count} comments</h3><ol>{said}</ol>'
        "<h3>Leave a reply</h3><p>Your email address will not be published.</p></div>"
    )


def footer(chance: Random) -> str:
    words = [*chance.sample(SECTIONS, 6), "Contact us", "About us", "Privacy policy", "Careers"]
    return f"<footer><ul>{items(words)}</ul><p>{FOOTER}</p></footer>"


def most_read(chance: Random, count: int = 6) -> str:
    titles = headlines(chance.randrange(10**6), count)
    return f'<aside class="sidebar"><h3>Most read</h3><ol>{items(titles)}</ol></aside>'
