"""`caravan verify` and `caravan reindex`."""

from __future__ import annotations

import gc
import time
from typing import Annotated

import typer

from ui.options import Home, Json


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command("verify")(verify_command)
    app.command("reindex")(reindex_command)


def verify_command(
    context: typer.Context,
    repair: Annotated[
        bool, typer.Option("--repair", help="Rebuild the indexes from the catalogue first.")
    ] = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Check that the corpus is whole: texts, passages, vectors.

    The exit status is 3 where something is wrong.

    \b
    Examples:
      caravan verify
      caravan verify --repair
    """
    from ui.compose import open_corpus
    from ui.output import Output, counted
    from vectorstore import verify

    output = Output(json)
    corpus = open_corpus(home or context.obj)
    if repair:
        corpus.repair()
    health = verify(corpus)
    if json:
        output.document(
            {
                "ok": health.ok,
                "documents": health.documents,
                "passages": health.passages,
                "vectors": health.vectors,
                "problems": list(health.problems),
            }
        )
    else:
        output.show(
            f"{counted(health.documents, 'document')}, {counted(health.passages, 'passage')}, "
            f"{counted(health.vectors, 'vector')}: "
            f"{'all well' if health.ok else 'something is wrong'}"
        )
        for problem in health.problems:
            output.show(f"- {problem}")
        if not health.ok and not repair:
            output.note("Mend it with: caravan verify --repair")
    if not health.ok:
        raise typer.Exit(3)


def reindex_command(context: typer.Context, json: Json = False, home: Home = None) -> None:
    """Embed the whole corpus anew, by another model.

    This is for a change of CARAVAN_EMBEDDING_MODEL. Until it is done, the corpus is searched as it
    was. Interrupted, it goes on where it was when it is run again.

    \b
    Example:
      CARAVAN_EMBEDDING_MODEL=./my-model caravan reindex
    """
    from ingest import reindex
    from ui.compose import open_corpus, open_embedder
    from ui.output import Output, counted
    from vectorstore import catalogue

    gc.enable()
    output = Output(json)
    corpus = open_corpus(home or context.obj)
    embedder = open_embedder(output)
    started = time.monotonic()
    with corpus.database.read() as connection:
        total = sum(len(catalogue.list_documents(connection, removed)) for removed in (False, True))
    with output.progress() as bar:
        task = bar.add_task("Embedding", total=total)
        done = reindex(corpus, embedder, lambda count: bar.update(task, completed=count))
    seconds = time.monotonic() - started
    identity = embedder.identity
    if json:
        output.document(
            {
                "documents": done,
                "model": identity.name,
                "dimension": identity.dimension,
                "seconds": round(seconds, 3),
            }
        )
    else:
        output.show(f"Embedded {counted(done, 'document')} by {identity.name} in {seconds:.1f} s.")
