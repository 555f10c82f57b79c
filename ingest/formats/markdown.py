"""Markdown as readable text: no markup, one line for each heading, list item or table row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ingest.encoding import decode, tidy
from ingest.formats.article import Article, File, Unreadable
from ingest.formats.fields import by_usual_names
from ingest.formats.frontmatter import front_matter
from ingest.formats.headed import headed
from ingest.furniture import is_furniture

if TYPE_CHECKING:
    from markdown_it.token import Token

_GROUPS = ("bullet_list", "ordered_list", "table")
_OPTIONS = {"html": False, "maxNesting": 100}  # 20 by default, and what lies deeper is dropped
_CELLS = ("td_open", "th_open")


def read(file: File) -> Iterator[Article | Unreadable]:
    """Yield the one article of a Markdown file, with what its front matter says of it."""
    fields, body = front_matter(tidy(decode(file.content, file.encoding)))
    yield headed(by_usual_names(fields), *markdown_to_text(body))


def markdown_to_text(source: str) -> tuple[str | None, str]:
    """Return the title, if the text begins with a first-level heading, and the text without it.

    HTML is not interpreted: it stays in the text as it is written.
    """
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark", _OPTIONS).enable("table").parse(source)
    title: str | None = None
    blocks: list[list[str]] = []
    cells: list[str] = []
    depth = 0
    for opener, token in zip([*tokens[:1], *tokens], tokens, strict=False):
        if token.type.removesuffix("_open") in _GROUPS:
            if depth == 0:
                blocks.append([])
            depth += 1
        elif token.type.removesuffix("_close") in _GROUPS:
            depth -= 1
        elif token.type == "tr_close":
            blocks[-1].append(" | ".join(cells))
            cells = []
        elif token.type in ("inline", "fence", "code_block"):
            line = _plain(token.children) if token.children else token.content.strip("\n")
            if opener.tag == "h1" and title is None and not any(blocks):
                title = " ".join(line.split())
            elif opener.type in _CELLS:
                cells.append(line)
            elif depth:
                blocks[-1].append(line)
            elif token.type != "inline" or not is_furniture(line):
                blocks.append([line])
    paragraphs = ("\n".join(line for line in block if line.strip()) for block in blocks)
    return title, "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _plain(tokens: Sequence[Token]) -> str:
    """Return a line's characters: link texts and image descriptions, without their addresses."""
    parts: list[str] = []
    for token in tokens:
        if token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak":
            parts.append("\n")
        else:
            parts.append(_plain(token.children) if token.children else token.content)
    return "\n".join(" ".join(line.split()) for line in "".join(parts).split("\n")).strip()
