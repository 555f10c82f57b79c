"""The `caravan` command: its entry point, and what becomes of an error.

Nothing heavy is imported here or at the top of the commands' modules, so that `caravan --help`
answers at once.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib.metadata import version

import typer

from ui.commands import (
    ask,
    conversations,
    doctor,
    documents,
    evaluate,
    health,
    history,
    ingest,
    report,
    serve,
)
from ui.options import Home

app = typer.Typer(
    name="caravan",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

_OFF = {
    "ANONYMIZED_TELEMETRY": "False",  # Chroma
    "LANGSMITH_TRACING": "false",  # LangChain
    "LANGCHAIN_TRACING_V2": "false",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "true",
}


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"caravan {version('caravan')}")
        raise typer.Exit


@app.callback()
def caravan(
    context: typer.Context,
    home: Home = None,
    show_version: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """Ask questions about a corpus of articles; every word of an answer is cited.

    Works offline and with no language model: answers are sentences of the sources.

    \b
    Start with the sample articles:
      caravan ingest --sample
      caravan ask "How much freight did the Middle Corridor carry in 2024?"

    Exit status: 0 done; 1 some inputs failed, the rest is done; 2 the call was wrong; 3 the corpus
    cannot be used; 130 interrupted, what was done is kept.
    """
    context.obj = home


for commands in (
    ingest,
    history,
    ask,
    conversations,
    report,
    serve,
    documents,
    health,
    doctor,
    evaluate,
):
    commands.register(app)


def main() -> None:
    """Run the command line and exit with its status."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    os.environ.update(_OFF)
    # Collecting garbage while modules are imported costs a sixth of a short command's time; the
    # long-running commands switch it on again.
    gc.disable()
    try:
        status = app(prog_name="caravan", standalone_mode=False)
    except Exception as error:  # noqa: BLE001 - the last place where anything can be caught
        from ui.failures import report_failure

        status = report_failure(error)
    finally:
        gc.freeze()  # at exit, Python would otherwise walk every object once more
    sys.exit(status)


if __name__ == "__main__":
    main()
