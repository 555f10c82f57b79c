"""HTML pages: the article's text, without what stands around it, and what the page says of it."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.formats.article import Article, File
from ingest.formats.declared import declared
from ingest.formats.markup import decoded, joined, parse
from ingest.formats.selection import article_lines
from vectorstore import SourceError


def read(file: File) -> Iterator[Article]:
    """Yield the one article of a page. No script is run, nothing is fetched.

    Raises SourceError where the page holds no article, or nests too deeply to be read whole.
    """
    tree = parse(decoded(file.content, file.encoding))
    known = declared(tree, file.url)
    text = joined(article_lines(tree.body, known.title))
    if not text:
        raise SourceError(
            "The page holds no article text",
            "It may be built by JavaScript: open it in a browser, save it as a complete page, and "
            "ingest the saved file.",
        )
    yield Article(
        text,
        title=known.title,
        author=known.author,
        publisher=known.publisher,
        published=known.published,
        language=known.language,
        url=known.url,
    )
