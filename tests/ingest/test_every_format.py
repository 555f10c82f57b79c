"""More than fifty files of every format, clean, odd, broken and hostile: what becomes of each."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest import IngestSettings, Options
from tests.fake_embedder import HashedEmbedder
from tests.ingest.makers import docx, epub, feed, pdf, tables
from tests.ingest.makers import zip as archives
from tests.runs import run
from vectorstore import Corpus, Outcome, catalogue, ledger, verify

SETTINGS = IngestSettings(file_mb=8, pages=40, nesting=2, unpacked_mb=64, seconds=100)


def about(subject: str) -> str:
    return (
        f"The {subject} of the town was opened in May. It is 340 metres long, of local stone.\n\n"
        f"The council paid 12 million for the {subject}, and the province paid the rest of it."
    )


def page(subject: str, head: str = "") -> bytes:
    body = "".join(f"<p>{one}</p>" for one in about(subject).split("\n\n"))
    links = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(12))
    return (
        f"<!doctype html><html lang='en'><head>{head}<title>The {subject}</title></head><body>"
        f"<nav><ul>{links}</ul></nav><article><h1>The {subject}</h1>{body}</article></body></html>"
    ).encode()


def sheet(subject: str, **settings: object) -> bytes:
    return pdf.typeset(about(subject).split("\n\n"), title=f"The {subject}", **settings)  # type: ignore[arg-type]


def word(subject: str) -> bytes:
    return docx.typed(about(subject).split("\n\n"), title=f"The {subject}")


def mail(subject: str) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = f"The {subject}", "Ana Reis <ana@herald.example>"
    message.set_content(about(subject))
    return bytes(message)


def book(subject: str, extra: dict[str, bytes] | None = None) -> bytes:
    return epub.epub({"one.xhtml": f"<h1>The {subject}</h1><p>{about(subject)}</p>"}, extra=extra)


def rows(*subjects: str) -> list[dict[str, str]]:
    return [{"id": one, "title": f"The {one}", "text": about(one)} for one in subjects]


def entry(subject: str) -> str:
    return feed.item(f"The {subject}", f"<p>{about(subject)}</p>", guid=subject)


ADDED = {
    # Clean.
    "clean/text.txt": about("bridge"),
    "clean/notes.text": about("harbour"),
    "clean/markdown.md": f"---\ntitle: The ferry\ndate: 2025-05-02\n---\n\n{about('ferry')}",
    "clean/rule.markdown": f"# The quay\n\n{about('quay')}",
    "clean/page.html": page("school"),
    "clean/page.htm": page("market"),
    "clean/page.xhtml": page("theatre"),
    "clean/report.pdf": sheet("tunnel"),
    "clean/paper.docx": word("airport"),
    "clean/book.epub": book("castle"),
    "clean/message.eml": mail("museum"),
    # Odd, but whole.
    "odd/windows.txt": about("café").encode("cp1252"),
    "odd/utf-16.txt": about("tower").encode("utf-16"),
    "odd/bom.md": about("mill").encode("utf-8-sig"),
    "odd/mojibake.txt": about("Straße").encode().decode("cp1252"),
    "odd/page-called.txt": page("station"),
    "odd/report-called.txt": sheet("library"),
    "odd/paper-called.zip": word("garden"),
    "odd/Қала топтама.txt": about("square"),
    "odd/new\nline.txt": about("fountain"),
    "odd/old.html": page("chapel").decode().replace("é", "&eacute;").encode("cp1251"),
    "odd/owner.pdf": pdf.encrypted(sheet("prison"), ""),
    "odd/markup.txt": about("<script>alert(1)</script> archive"),
}
FAILED = {
    # Broken.
    "broken/empty.txt": (b"", "empty"),
    "broken/blank.md": (b" \n\t\n", "empty"),
    "broken/program.txt": (b"\x7fELF\x02\x01\0", "program"),
    "broken/front.md": (b"---\ntitle: [\n---\nBody.", "front matter"),
    "broken/cut.pdf": (b"%PDF-1.7\n1 0 obj\n<< /Type", "PDF"),
    "broken/scanned.pdf": (pdf.scanned(), "ocrmypdf"),
    "broken/cut.docx": (word("rampart")[:600], "damaged"),
    "broken/old.docx": (docx.old(), ".docx"),
    "broken/cut.epub": (book("gate")[:500], "damaged"),
    "broken/empty.html": (b"<html><body><nav>Menu</nav></body></html>", "no article"),
    "broken/other.xml": (b"<?xml version='1.0'?><data><x>1</x></data>", "feed"),
    "broken/columns.csv": (b"a,b\n1,2\n", "column"),
    "broken/cut.zip": (archives.zip_of({"a.txt": about("moat")})[:60], "archive"),
    "broken/sheet.xlsx": (b"PK\x03\x04sheet", ".xlsx"),
    "broken/letter.doc": (docx.old(), ".docx"),
    "broken/no-suffix": (about("well").encode(), "suffix"),
    # Hostile.
    "hostile/large.txt": (b"The bridge is long. " * 450_000, "MB"),
    "hostile/locked.pdf": (pdf.encrypted(sheet("vault"), "secret"), "password"),
    "hostile/pages.pdf": (
        pdf.typeset(["\f" if n % 2 else f"Page {n} of many." for n in range(100)]),
        "pages",
    ),
    "hostile/circle.pdf": (pdf.with_cyclic_pages(), ""),
    "hostile/bomb.pdf": (pdf.bomb(), ""),
    "hostile/bomb.docx": (docx.bomb(), ""),
    "hostile/entities.docx": (docx.entities(), ""),
    "hostile/locked.docx": (docx.old(encrypted=True), "password"),
    "hostile/locked.epub": (
        book("cellar", {"META-INF/encryption.xml": epub.LOCKED.format(epub.AES).encode()}),
        "",
    ),
    "hostile/entities.rss": (feed.entity_bomb(), "entit"),
}
MANY: dict[str, tuple[bytes, dict[str, str]]] = {
    "many/rows.csv": (
        tables.csv_of(
            [["id", "title", "text"], *map(list, map(dict.values, rows("dam", "canal")))]
        ),
        {"#dam": "added", "#canal": "added"},
    ),
    "many/rows.jsonl": (
        tables.jsonl_of([*rows("lock"), "{not json", {"id": "x", "title": "No text"}]),
        {"#lock": "added", "#line 2": "failed", "#line 3": "failed"},
    ),
    "many/news.rss": (
        feed.rss(entry("stadium"), entry("cinema")),
        {"#stadium": "added", "#cinema": "added"},
    ),
    "many/news.atom": (feed.atom(), {"#urn:lune:1": "added"}),
    "many/papers.zip": (
        archives.zip_of(
            {
                "bakery.txt": about("bakery"),
                "deep/page.html": page("forge"),
                "deep/paper.docx": word("brewery"),
                "bad.txt": b"",
                "photo.png": b"\x89PNG",
                "inner.zip": archives.zip_of({"report.pdf": sheet("granary")}),
            }
        ),
        {
            "!/bakery.txt": "added",
            "!/deep/page.html": "added",
            "!/deep/paper.docx": "added",
            "!/bad.txt": "failed",
            "!/inner.zip!/report.pdf": "added",
        },
    ),
    "hostile/names.zip": (
        archives.zip_of({"../../out.txt": about("spy"), "in.txt": about("inn")}),
        {"!/../../out.txt": "failed", "!/in.txt": "added"},
    ),
    "hostile/nested.zip": (
        archives.nested_zip(4),
        {"!/inner.zip!/inner.zip!/inner.zip": "failed"},
    ),
    "hostile/bomb.zip": (
        archives.zip_of({"zeros.txt": bytes(6 * 2**20), "ok.txt": about("pier")}),
        {"!/zeros.txt": "failed", "!/ok.txt": "added"},
    ),
    "hostile/overlap.zip": (
        archives.overlapping_zip("x" * 4000, 3),
        {
            "!/copy.txt": "failed",
            "!/copy (2).txt": "failed",
            "!/copy (3).txt": "failed",
            "!/honest.txt": "added",
        },
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("everything") / "archive"
    every = {
        **{name: _bytes(content) for name, content in ADDED.items()},
        **{name: content for name, (content, _) in FAILED.items()},
        **{name: content for name, (content, _) in MANY.items()},
        "again/copy.txt": _bytes(ADDED["clean/text.txt"]),
        "again/copy-of-page.html": _bytes(ADDED["clean/page.html"]),
        "again/photo.jpg": b"\xff\xd8\xff",
        "again/.hidden.txt": b"secret",
    }
    for name, content in every.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    outside = root.with_name("outside.txt")
    outside.write_text(about("elsewhere"))
    (root / "hostile/out.txt").symlink_to(outside)
    (root / "hostile/circle.txt").symlink_to(root / "hostile/circle.txt")
    os.mkfifo(root / "hostile/pipe.txt")
    yield root


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _expected() -> dict[str, str]:
    links = ("hostile/out.txt", "hostile/circle.txt", "hostile/pipe.txt")
    return {
        **dict.fromkeys(ADDED, "added"),
        **dict.fromkeys([*FAILED, *links], "failed"),
        **{
            f"{name}{key}": told for name, (_, parts) in MANY.items() for key, told in parts.items()
        },
        "again/copy.txt": "added",  # it comes before the other, which is then the copy
        "again/copy-of-page.html": "added",
        "clean/text.txt": "duplicate",
        "clean/page.html": "duplicate",
    }


def test_every_file_has_its_outcome_and_none_costs_another(corpus: Corpus, folder: Path) -> None:
    model = HashedEmbedder()
    done = run(corpus, model, [str(folder)], Options(settings=SETTINGS))
    with corpus.database.read() as connection:
        (once,) = ledger.list_runs(connection)
        recorded = ledger.run_results(connection, once.id)
    found = {one.source.removeprefix(f"{folder}/"): one for one in recorded}
    assert len(ADDED) + len(FAILED) + len(MANY) + 5 >= 50
    assert {name: str(one.outcome) for name, one in found.items()} == _expected()
    assert len(recorded) == len(done.results) == len(found)
    for name, (_, reason) in FAILED.items():
        assert reason in found[name].reason, found[name].reason
    assert done.report.passed_over == {".jpg": 1, ".png": 1}

    with corpus.database.read() as connection:
        listed = catalogue.list_documents(connection)
    added = sum(one.outcome is Outcome.ADDED for one in recorded)
    assert len(listed) == added
    assert sum(len(one.sources) for one in listed) == added + 2
    assert verify(corpus).problems == ()

    model.encoded.clear()
    again = run(corpus, model, [str(folder)], Options(settings=SETTINGS))
    assert {one.outcome for one in again.results} == {Outcome.UNCHANGED, Outcome.FAILED}
    assert again.report.count(Outcome.FAILED) == done.report.count(Outcome.FAILED)
    assert model.encoded == []


def test_what_the_files_said_is_what_the_corpus_holds(corpus: Corpus, folder: Path) -> None:
    run(corpus, HashedEmbedder(), [str(folder)], Options(settings=SETTINGS))
    with corpus.database.read() as connection:
        listed = catalogue.list_documents(connection)
        texts = {
            source.removeprefix(f"{folder}/"): catalogue.get_document(connection, one.ref.id).text
            for one in listed
            for source in one.sources
        }
    for name, subject in {
        "clean/report.pdf": "tunnel",
        "clean/paper.docx": "airport",
        "clean/book.epub": "castle",
        "clean/message.eml": "museum",
        "clean/page.htm": "market",
        "odd/windows.txt": "café",
        "odd/mojibake.txt": "Straße",
        "odd/utf-16.txt": "tower",
        "odd/paper-called.zip": "garden",
        "odd/owner.pdf": "prison",
        "many/rows.csv#dam": "dam",
        "many/news.rss#cinema": "cinema",
        "many/papers.zip!/bakery.txt": "bakery",
        "many/papers.zip!/inner.zip!/report.pdf": "granary",
    }.items():
        wanted = " ".join(about(subject).split())
        assert wanted in " ".join(texts[name].split()), name
    assert not any("secret" in text or "Section 3" in text for text in texts.values())
    assert json.dumps(texts)  # nothing in them that cannot be written
