"""Feeds of invented entries."""

from __future__ import annotations

from xml.sax.saxutils import escape

BODY = (
    "<p>The bridge over the Lune opened on Monday.</p><p>It is 340 metres long.</p>"
    "<ul><li>a bridge</li><li>a school</li></ul>"
)


def rss(
    *items: str,
    title: str = "The Lune Herald",
    language: str | None = "en-gb",
    version: str = "2.0",
) -> bytes:
    """Return an RSS feed of items, written as XML."""
    said = f"<language>{language}</language>" if language else ""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="{version}" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{escape(title)}</title><link>https://herald.example/</link>{said}{''.join(items)}"
        "</channel></rss>"
    ).encode()


def item(
    title: str = "A bridge for two towns",
    body: str = BODY,
    guid: str = "tag:herald,1",
    extra: str = "",
) -> str:
    """Return an item with its whole content."""
    named = f"<guid isPermaLink='false'>{guid}</guid>" if guid else ""
    return (
        f"<item><title>{escape(title)}</title>{named}<link>"
        f"https://herald.example/{escape(title[:8])}</link>"
        f"<description>In short.</description><content:encoded>{escape(body)}</content:encoded>"
        f"<dc:creator>Ana Reis</dc:creator><pubDate>Mon, 02 Jun 2025 23:30:00 +0500</pubDate>"
        f"{extra}</item>"
    )


def atom(published: str | None = "2025-06-02T08:00:00Z") -> bytes:
    """Return an Atom feed of one entry, changed a month after it was published."""
    said = f"<published>{published}</published>" if published else ""
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Lune Blog</title><id>'
        "urn:lune</id>"
        "<updated>2025-07-09T00:00:00Z</updated><entry><title>Eine Brücke</title><id>"
        "urn:lune:1</id>"
        f"<link href='/eins'/><author><name>Ana Reis</name></author>{said}<updated>"
        f"2025-07-09T00:00:00Z</updated>"
        f'<content type="html">{escape(BODY)}</content></entry></feed>'
    ).encode()


def rdf() -> bytes:
    """Return an RSS 1.0 feed of one item."""
    return (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        b'xmlns="http://purl.org/rss/1.0/">'
        b'<channel rdf:about="https://herald.example/"><title>Old Herald</title></channel>'
        b'<item rdf:about="https://herald.example/1"><title>A ferry</title><link>'
        b"https://herald.example/1</link>"
        b"<description>The ferry has stopped for good, after two hundred years.</description>"
        b"</item></rdf:RDF>"
    )


def entity_bomb() -> bytes:
    """Return a feed whose title would unfold to three billion characters."""
    declared = '<!ENTITY a0 "lol">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    )
    feed = "<rss><channel><title>&a9;</title></channel></rss>"
    return f"<?xml version='1.0'?><!DOCTYPE rss [{declared}]>{feed}".encode()
