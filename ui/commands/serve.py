"""`caravan serve`."""

from __future__ import annotations

import gc
import os
import sys
from typing import Annotated

import typer

from ui.options import Home, Json


def register(app: typer.Typer) -> None:
    """Add this command to the application."""
    app.command("serve")(serve_command)


def serve_command(
    context: typer.Context,
    port: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=65535,
            help="Where to listen; 0 takes any free port. [default: the first free one from 8501]",
        ),
    ] = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """Serve the web app, for a browser on this machine.

    Ask, read the cited answer, open the source at the quote, add articles. It listens on this
    machine alone. Ctrl-C stops it, with status 0; what is in hand is finished first.

    \b
    Examples:
      caravan serve
      caravan serve --port 8600
    """
    from ui.compose import ingest_settings, open_corpus, open_workspace
    from ui.output import Output
    from ui.web import ports

    gc.enable()
    output = Output(json)
    if port:
        ports.check(port)
    settings = ingest_settings()
    space = open_workspace(open_corpus(home or context.obj, create=True), output)
    # What a server that was killed had received but not yet read.
    left_over = space.uploads.left_over(space.corpus)

    def ready(address: str) -> None:
        if left_over:
            space.ingest_uploads(left_over)
        if json:
            output.document({"url": address, "home": str(space.corpus.home.resolve())})
        else:
            output.show(f"Caravan is open at {address}", "Ctrl-C stops it.")

    from ui.web import server, workspace

    workspace.use(space)
    server.run(port, settings.file_mb, ready, space.stop)
    output.note("Stopped.")
    # All is put away. A page's thread may still be within a native library, which takes the process
    # down with an error if the interpreter ends first.
    sys.stdout.flush()
    os._exit(0)
