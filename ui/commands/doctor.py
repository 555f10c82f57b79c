"""`caravan doctor`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.options import Home, Json

if TYPE_CHECKING:
    from ui.checkup import Finding
    from ui.output import Output

_MODEL_FAILS, _CORPUS_UNUSABLE = 1, 3


def register(app: typer.Typer) -> None:
    """Add this command to the application."""
    app.command("doctor")(doctor_command)


def doctor_command(
    context: typer.Context,
    no_model: Annotated[
        bool, typer.Option("--no-model", help="Do not ask the language model, if there is one.")
    ] = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Look at what answers rest on: versions, the corpus, the models, the connection.

    A language model that is set up is asked a short question, by which nothing of the corpus leaves
    this machine. Where it is set up is told, and no key. The exit status is 1 where that model does
    not answer, 3 where the corpus cannot be used.

    \b
    Examples:
      caravan doctor
      caravan doctor --no-model --json
      CARAVAN_MODEL=ollama:llama3.2 caravan doctor
    """
    from ui import checkup
    from ui.compose import open_checkup
    from ui.output import Output

    output = Output(json)
    versions = checkup.versions()
    found = open_checkup(home or context.obj).findings(not no_model, output.note)
    is_well = not any(finding.problem for finding in found.values())
    if json:
        told = {name: finding.as_json() for name, finding in found.items()}
        output.document({"ok": is_well, "versions": versions, **told})
    else:
        _show(versions, found, output)
    if any(finding.state == "unusable" for finding in found.values()):
        raise typer.Exit(_CORPUS_UNUSABLE)
    if found["language_model"].state == "fails":
        raise typer.Exit(_MODEL_FAILS)


def _show(versions: dict[str, Any], found: dict[str, Finding], output: Output) -> None:
    output.show(
        f"Caravan {versions['caravan']}, Python {versions['python']}, {versions['platform']}",
        ", ".join(f"{name} {number}" for name, number in versions["packages"].items()),
    )
    parts = {
        "corpus": ("Corpus", _of_corpus),
        "embedding_model": ("Embedding model", _of_embedding),
        "cross_encoder": ("Cross-encoder", lambda finding: finding.state),
        "language_model": ("Language model", _of_model),
    }
    for name, finding in found.items():
        title, told_of = parts[name]
        _show_finding(title, told_of(finding), finding, output)


def _show_finding(name: str, line: str, finding: Finding, output: Output) -> None:
    from rich.text import Text

    from ui.output import printable

    output.show("", Text(name, style="bold"), f"  {line}")
    if finding.problem:
        output.show(Text(f"  {printable(finding.problem)}", style="red"))
    if finding.hint:
        output.show(f"  {finding.hint}")


def _of_corpus(finding: Finding) -> str:
    from rich.filesize import decimal

    from ui.output import counted

    facts = finding.facts
    if finding.state != "ready":
        return f"{finding.state}: {facts['home']}"
    size = decimal(facts["bytes"])
    documents, passages = facts["documents"], facts["passages"]
    held = f"{counted(documents, 'document')}, {counted(passages, 'passage')}, {size}"
    return f"{held}, {'' if facts['writable'] else 'not '}writable: {facts['home']}"


def _of_embedding(finding: Finding) -> str:
    prepared = {"not prepared": "not prepared yet, which the first question or ingest does"}
    state = prepared.get(finding.state, finding.state)
    return f"{finding.facts['name']}, {state}: {finding.facts['cache']}"


def _of_model(finding: Finding) -> str:
    facts = finding.facts
    set_in = f", set in {facts['set_in']}" if facts["set_in"] else ""
    if finding.state == "none":
        return f"none{set_in}: answers are the sources' own sentences"
    states = {"answers": f"answers, after {facts.get('seconds', 0):.1f} s"}
    where = f" at {facts['address']}" if facts["address"] else ""
    package = f" ({facts['package']})" if facts["package"] else ""
    state = states.get(finding.state, finding.state)
    return f"{facts['name'] or 'unknown'}{where}{package}{set_in}: {state}"
