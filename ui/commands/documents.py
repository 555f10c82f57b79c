"""`caravan documents`, `show`, `remove` and `restore`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.options import Home, Json

if TYPE_CHECKING:
    from vectorstore import DocumentSummary, StoredDocument

Ids = Annotated[
    list[str], typer.Argument(metavar="ID", help="Documents, by id or the start of one.")
]


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command("documents")(documents_command)
    app.command("show")(show_command)
    app.command("remove")(remove_command)
    app.command("restore")(restore_command)


def documents_command(
    context: typer.Context,
    removed: Annotated[
        bool, typer.Option("--removed", help="List the removed documents instead.")
    ] = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """List the documents of the corpus, newest first.

    \b
    Examples:
      caravan documents
      caravan documents --removed --json
    """
    from ui.compose import open_corpus
    from ui.output import Output, counted
    from ui.tables import table
    from vectorstore import catalogue

    output = Output(json)
    with open_corpus(home or context.obj).database.read() as connection:
        found = catalogue.list_documents(connection, removed)
    if json:
        listed = [
            {
                **one.ref.as_json(),
                "language": one.ref.metadata.language,
                "near_duplicate_of": one.near_duplicate_of,
                "passages": one.passages,
                "characters": one.characters,
                "sources": list(one.sources),
                "added_at": one.added_at,
                "removed_at": one.removed_at,
            }
            for one in found
        ]
        output.document({"documents": listed})
        return
    rows = [
        (
            one.ref.id,
            one.ref.metadata.published.isoformat() if one.ref.metadata.published else "-",
            str(one.passages),
            _described(one),
        )
        for one in found
    ]
    if rows:
        output.show(table(("id", "published", "passages", "title · publisher"), rows))
    output.note(counted(len(found), "removed document" if removed else "document"))


def show_command(
    context: typer.Context,
    document: Annotated[str, typer.Argument(metavar="ID", help="The document's id.")],
    version: Annotated[
        str | None, typer.Option(metavar="SHA", help="An earlier version, by the start of its id.")
    ] = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """Print one document's text, as citations point into it.

    \b
    Examples:
      caravan show 3f2a9c81d0e4
      caravan show 3f2a --version 9b1c --json
    """
    from rich.text import Text

    from ui.compose import open_corpus
    from ui.output import Output, printable, printable_name, unwrapped
    from vectorstore import catalogue

    output = Output(json)
    with open_corpus(home or context.obj).database.read() as connection:
        found = catalogue.get_document(connection, document, version)
    if json:
        output.document(_document_json(found))
        return
    output.show(Text(printable_name(found.ref.metadata.title), style="bold"))
    output.show(*(unwrapped(fact, style="dim") for fact in _facts(found)))
    output.show("", Text(printable(found.text)))
    if not any(one.current and one.version == found.ref.version for one in found.versions):
        output.note("This is an earlier version; the source has changed since.")
    if len(found.versions) > 1:
        listed = ", ".join(one.version[:12] for one in found.versions)
        output.note(f"{len(found.versions)} versions, oldest first: {listed}")


def _described(document: DocumentSummary) -> str:
    """Return the title, the publisher, and what sets a document apart from most."""
    known = document.ref.metadata
    twin = document.near_duplicate_of
    told = (
        known.title,
        known.publisher,
        None if _is_english(known.language) else known.language,
        f"≈ {twin}" if twin else None,
    )
    return " · ".join(part for part in told if part)


def _is_english(language: str | None) -> bool:
    return language is None or language.lower().partition("-")[0] == "en"


def _document_json(document: StoredDocument) -> dict[str, Any]:
    ref = document.ref
    return {
        "id": ref.id,
        "version": ref.version,
        "title": ref.metadata.title,
        "sources": list(document.sources),
        "text": document.text,
        "versions": [
            {"version": one.version, "created_at": one.created_at, "current": one.current}
            for one in document.versions
        ],
        "language": ref.metadata.language,
        "near_duplicate_of": ref.near_duplicate_of,
        # Only of a source that has pages: who reads the form of old need not know it.
        **({"pages": [asdict(page) for page in document.pages]} if document.pages else {}),
    }


def _facts(document: StoredDocument) -> list[str]:
    """Return what is known of a document, a line each, and where it comes from."""
    known = document.ref.as_json()
    facts = [known[name] for name in ("author", "publisher", "published", "url") if known[name]]
    if document.ref.metadata.language:
        facts.append(f"Language: {document.ref.metadata.language}")
    if document.ref.near_duplicate_of:
        facts.append(f"Nearly the same as {document.ref.near_duplicate_of}")
    return [*facts, *document.sources]


def remove_command(
    context: typer.Context, documents: Ids, json: Json = False, home: Home = None
) -> None:
    """Take documents out of the corpus. `caravan restore` brings them back.

    Their text is kept, so that old citations still open.

    \b
    Example:
      caravan remove 3f2a9c81d0e4
    """
    from ui.compose import open_corpus
    from ui.output import Output

    output = Output(json)
    removed = list(dict.fromkeys(open_corpus(home or context.obj).remove(documents)))
    if json:
        output.document({"removed": removed})
    else:
        output.show(f"Removed {', '.join(removed)}.")
        output.note(f"Undo with: caravan restore {' '.join(removed)}")
        output.note("While its file is there, an ingest of it brings it back, too.")


def restore_command(
    context: typer.Context, documents: Ids, json: Json = False, home: Home = None
) -> None:
    """Bring removed documents back.

    \b
    Example:
      caravan restore 3f2a9c81d0e4
    """
    from ui.compose import open_corpus
    from ui.output import Output

    output = Output(json)
    restored = list(dict.fromkeys(open_corpus(home or context.obj).restore(documents)))
    if json:
        output.document({"restored": restored})
    else:
        output.show(f"Restored {', '.join(restored)}.")
