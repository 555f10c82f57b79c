"""`caravan serve`."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.options import Home, Json

if TYPE_CHECKING:
    from ui.web.serving.site import Site


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
    host: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            show_default=False,
            help="The address to listen at; 0.0.0.0 is every one of this machine. "
            "[default: 127.0.0.1, which only this machine reaches]",
        ),
    ] = "127.0.0.1",
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="A further name by which browsers reach it, such as that of a proxy before it; "
            "may be repeated.",
        ),
    ] = None,
    sign_in: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            envvar="CARAVAN_SIGN_IN",
            show_envvar=False,
            help="Let people sign in, and keep their conversations apart, as this file says: see "
            "docs/serving.md. [env: CARAVAN_SIGN_IN]",
        ),
    ] = None,
    insecure: Annotated[
        bool,
        typer.Option("--insecure", help="Let other machines reach it although nobody signs in."),
    ] = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Serve the web app, for a browser on this machine or, with --host, on others.

    Ask, read the cited answer, open the source at the quote, add articles. Unless you say
    otherwise, it listens on this machine alone, and all who use it are one user. Ctrl-C stops it,
    with status 0; what is in hand is finished first.

    \b
    Examples:
      caravan serve
      caravan serve --port 8600
      caravan serve --sign-in sign-in.toml
    """
    from ui.compose import ingest_settings, open_corpus, open_workspace
    from ui.output import Output

    gc.enable()
    output = Output(json)
    site = _site(host, port, allow_host or [], sign_in)
    site.check(insecure)
    settings = ingest_settings()
    corpus = open_corpus(home or context.obj, create=True)
    space = open_workspace(corpus, output, may_configure=not site.is_shared)
    # What a server that was killed had received but not yet read.
    left_over = space.uploads.left_over(space.corpus)

    def ready(port: int) -> None:
        if left_over:
            space.ingest_uploads(left_over)
        if site.warning:
            output.note(site.warning)
        url = site.url(port)
        if json:
            output.document({"url": url, "home": str(space.corpus.home.resolve())})
        else:
            output.show(f"Caravan is open at {url}", "Ctrl-C stops it.")

    from ui.web import server, workspace

    workspace.use(space)
    server.run(site, settings.file_mb, ready, space.stop)
    output.note("Stopped.")
    # All is put away. A page's thread may still be within a native library, which takes the process
    # down with an error if the interpreter ends first.
    sys.stdout.flush()
    os._exit(0)


def _site(host: str, port: int | None, names: list[str], sign_in: str | None) -> Site:
    from ui.web.serving import ports, signin_file
    from ui.web.serving.site import Site

    return Site(
        ports.address_of(host),
        port,
        tuple(map(ports.name_of, names)),
        None if sign_in is None else signin_file.read(Path(sign_in)),
    )
