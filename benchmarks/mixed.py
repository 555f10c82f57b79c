"""A folder of generated articles in every format that is read, the same for one seed."""

from __future__ import annotations

import csv
import html
import io
import json
import zipfile
from email.message import EmailMessage
from pathlib import Path
from random import Random

from benchmarks.articles import Article, Writer

_FOLDERS = (".", "summits", "trade/2025")
_ROWS = 6
_MEMBERS = 5


def write_mixed_folder(folder: Path, files: int, seed: int) -> None:
    """Write `files` files into `folder`, among them tables, feeds and archives of several."""
    pen, drawn = Writer(seed), Random(seed)
    makers = (_text, _markdown, _web_page, _pdf, _word, _message, _lines, _table, _feed, _archive)
    for number in range(files):
        place = folder / drawn.choice(_FOLDERS)
        place.mkdir(parents=True, exist_ok=True)
        suffix, content = makers[number % len(makers)](pen, drawn)
        (place / f"{number:04}{suffix}").write_bytes(content)


def _article(pen: Writer, drawn: Random) -> Article:
    return pen.write(drawn.randint(1, 6))


def _text(pen: Writer, drawn: Random) -> tuple[str, bytes]:
    encoding = drawn.choice(("utf-8", "utf-8-sig", "utf-16"))
    return ".txt", _article(pen, drawn).as_text().encode(encoding)


def _markdown(pen: Writer, drawn: Random) -> tuple[str, bytes]:
    return ".md", _article(pen, drawn).as_markdown().encode()


def _web_page(pen: Writer, drawn: Random) -> tuple[str, bytes]:
    article = _article(pen, drawn)
    body = "".join(f"<p>{html.escape(one)}</p>" for one in article.paragraphs)
    title = html.escape(article.title)
    links = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(9))
    page = (
        f'<!doctype html><html lang="en"><head><title>{title}</title></head><body>'
        f"<nav><ul>{links}</ul></nav><article><h1>{title}</h1>{body}</article></body></html>"
    )
    return ".html", page.encode()


def _pdf(pen: Writer, drawn: Random) -> tuple[str, bytes]:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    article, styles, made = _article(pen, drawn), getSampleStyleSheet(), io.BytesIO()
    story = [Paragraph(html.escape(article.title), styles["Title"])]
    for paragraph in article.paragraphs:
        story += [Paragraph(html.escape(paragraph), styles["BodyText"]), Spacer(1, 8)]
    SimpleDocTemplate(made, title=article.title, invariant=1).build(story)
    return ".pdf", made.getvalue()


def _word(pen: Writer, drawn: Random) -> tuple[str, bytes]:
    import docx

    article, made = _article(pen, drawn), io.BytesIO()
    document = docx.Document()
    document.add_heading(article.title, 0)
    for paragraph in article.paragraphs:
        document.add_paragraph(paragraph)
    document.save(made)
    return ".docx", made.getvalue()


def _message(pen: Writer, drawn: Random) -> tuple[str, bytes]:
    article, message = _article(pen, drawn), EmailMessage()
    message["Subject"], message["From"] = article.title, "Press office <press@example.org>"
    message.set_content("\n\n".join(article.paragraphs))
    return ".eml", bytes(message)


def _lines(pen: Writer, drawn: Random) -> tuple[str, bytes]:
    rows = ({"id": n, **_row(_article(pen, drawn))} for n in range(_ROWS))
    return ".jsonl", "\n".join(map(json.dumps, rows)).encode()


def _table(pen: Writer, drawn: Random) -> tuple[str, bytes]:
    made = io.StringIO()
    rows = [_row(_article(pen, drawn)) for _ in range(_ROWS)]
    writer = csv.DictWriter(made, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return ".csv", made.getvalue().encode()


def _row(article: Article) -> dict[str, str]:
    return {
        "title": article.title,
        "text": "\n\n".join(article.paragraphs),
        "published": article.published,
    }


def _feed(pen: Writer, drawn: Random) -> tuple[str, bytes]:
    entries = []
    for _ in range(_ROWS):
        article, word = _article(pen, drawn), pen.word()
        body = "".join(f"<p>{html.escape(one)}</p>" for one in article.paragraphs)
        entries.append(
            f"<item><title>{html.escape(article.title)}</title><guid>{word}</guid>"
            f"<description>{html.escape(body)}</description></item>"
        )
    feed = f'<rss version="2.0"><channel><title>Wire</title>{"".join(entries)}</channel></rss>'
    return ".rss", feed.encode()


def _archive(pen: Writer, drawn: Random) -> tuple[str, bytes]:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(_MEMBERS):
            suffix, content = drawn.choice((_text, _markdown, _web_page))(pen, drawn)
            archive.writestr(f"papers/{number}{suffix}", content)
    return ".zip", made.getvalue()
