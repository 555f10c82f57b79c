"""A web page as one article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.formats.article import Article, File
from ingest.formats.html.metadata import declared
from ingest.formats.html.selection import article_lines
from ingest.formats.lines import joined, lines_of
from ingest.formats.markup import decoded, parse
from vectorstore import SourceError

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def read(file: File) -> Iterator[Article]:
    """Yield the one article of a page. No script is run, nothing is fetched.

    Raises SourceError where the page holds no article, or nests too deeply to be read whole.
    """
    tree = parse(decoded(file.content, file.encoding))
    known = declared(tree, file.url)
    text = joined(article_lines(tree.body, known.title))
    if not text:
        raise _without_article(tree)
    yield Article(
        text,
        title=known.title,
        author=known.author,
        publisher=known.publisher,
        published=known.published,
        language=known.language,
        url=known.url,
        written_date=known.written_date,
    )


def _without_article(tree: HtmlElement) -> SourceError:
    shown = sum(len(line.text) for line in lines_of(tree.body))
    scripts = sum(len(script.text or "") for script in tree.iter("script"))
    sources = any(script.get("src") for script in tree.iter("script"))
    if scripts > shown or (sources and not shown):
        hint = (
            "JavaScript builds it in the browser: open it there, save it as a complete page, and "
            "ingest the saved file."
        )
    elif shown:
        hint = (
            "All its text looks like links and labels: ingest the page of the article itself, or "
            "save the text as .txt."
        )
    else:
        hint = "It shows no text at all: look at it in a browser, and save the article again."
    return SourceError("The page holds no article text", hint)
