"""Plain text, as a rule pasted from a web page: title and standfirst first."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.encoding import decode, tidy
from ingest.formats.article import Article, File, Unreadable
from ingest.formats.fields import by_usual_names
from ingest.formats.frontmatter import front_matter
from ingest.formats.headed import headed
from ingest.pasted import clean_pasted


def read(file: File) -> Iterator[Article | Unreadable]:
    """Yield the one article of a text file, with what its front matter says of it."""
    fields, body = front_matter(tidy(decode(file.content, file.encoding)))
    title, text = clean_pasted(body)
    # A text that is nothing but what looks like a page's furniture is kept as it is.
    yield headed(by_usual_names(fields), title, text or body.strip())
