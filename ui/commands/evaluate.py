"""`caravan eval`."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.options import Home, Json

if TYPE_CHECKING:
    from assistant.evaluation import Evaluation, Parts
    from ui.output import Output

_MOST_SHOWN = 20
"""How many of the questions that went wrong are listed."""

_MOST_NAMES = 5
_GLIMPSE = 280
"""Characters shown of an answer."""


def register(app: typer.Typer) -> None:
    """Add this command to the application."""
    app.command("eval")(eval_command)


def eval_command(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="The questions, as JSON Lines.", show_default=False),
    ],
    json: Json = False,
    home: Home = None,
) -> None:
    """Score retrieval, answers and citations on a question file.

    Each line of FILE is a JSON object. Only `question` is needed; unknown fields are ignored:

    \b
      question             the question as asked
      history              the questions asked before it, oldest first
      relevant             names of the documents that answer it, or name: grade. A name is an id
                           or its beginning, a path or file name, an address, or a title
      answers              strings that must all occur in the answer; | separates alternatives
      answerable           false where the articles do not answer it
      evidence             words of the articles that the answer should quote
      filters              limits: since, until, publisher, source, language, document
      id                   what to call it; by default the line's number

    Right are the answers that hold all of `answers`, whatever the case and spacing; refused are the
    unanswerable questions left without an answer. Citation recall is the share of sentences that
    their citations support word for word, citation precision the share of citations that are
    needed, both as a mean over the answers. Nothing is kept, neither answers nor conversations.

    \b
    Examples:
      caravan eval questions.jsonl
      caravan eval questions.jsonl --json --home ./corpus
    """
    from assistant.evaluation import evaluate, read_cases
    from ui.output import Output

    gc.enable()
    output = Output(json)
    cases = read_cases(file)
    parts = _parts(home or context.obj, output)
    with output.progress() as bar:
        task = bar.add_task("Asking", total=len(cases))
        evaluation = evaluate(cases, parts, lambda: bar.advance(task))
    _note_unknown(evaluation, output)
    if json:
        output.document(evaluation.as_json())
    else:
        _show(evaluation, output)


def _parts(home: str | None, output: Output) -> Parts:
    from assistant import Question
    from assistant.evaluation import DocumentNames, Parts, rank_documents
    from ui.compose import open_assistant, open_corpus
    from vectorstore import catalogue

    corpus = open_corpus(home)
    assistant = open_assistant(corpus, output)

    def rank(question: Question) -> list[str]:
        return rank_documents(lambda count: assistant.retrieval(question, count).evidence.hits)

    def text_of(document_id: str, version: str) -> str:
        with corpus.database.read() as connection:
            return catalogue.get_document(connection, document_id, version).text

    with corpus.database.read() as connection:
        names = DocumentNames(catalogue.list_documents(connection))
    return Parts(assistant.answer, rank, names, text_of)


def _note_unknown(evaluation: Evaluation, output: Output) -> None:
    from ui.output import counted, printable_name

    unknown = evaluation.retrieval.unknown if evaluation.retrieval else ()
    if unknown:
        named = ", ".join(printable_name(name) for name in unknown[:_MOST_NAMES])
        more = ", …" if len(unknown) > _MOST_NAMES else ""
        output.note(
            f"{counted(len(unknown), 'name')} in `relevant` of no document in this corpus, which "
            f"counts as not found: {named}{more}"
        )


def _show(evaluation: Evaluation, output: Output) -> None:
    from ui.output import counted
    from ui.tables import table

    told = evaluation.as_json()
    citations, evidence, retrieval = told["citations"], told["evidence"], told["retrieval"]
    answerable, unanswerable = told["answerable"], told["unanswerable"]
    rows = [
        ("right answers", told["right_rate"], f"{told['right']:,} of {told['judged']:,}"),
        ("refused, unanswerable", told["refused_rate"], f"{told['refused']:,} of {unanswerable:,}"),
        (
            "citation precision",
            told["citation_precision"],
            f"{citations['counted']:,} of {counted(citations['citations'], 'citation')}",
        ),
        (
            "citation recall",
            told["citation_recall"],
            f"{citations['supported']:,} of {counted(citations['sentences'], 'sentence')}",
        ),
        (
            "evidence quoted",
            evidence["rate"],
            f"{evidence['quoted']:,} of {counted(evidence['strings'], 'string')}",
        ),
    ]
    if retrieval:
        over = f"over {counted(retrieval['questions'], 'question')}"
        rows += [(name, value, over) for name, value in retrieval["measures"].items()]
    output.show(
        f"{counted(told['questions'], 'question')}: {told['answered']:,} of {answerable:,} "
        f"answerable ones answered, {told['refused']:,} of {unanswerable:,} others refused",
        "",
        table(
            ("measure", "score", "counted"),
            [(name, f"{value:.3f}", of) for name, value, of in rows if value is not None],
        ),
    )
    _show_wrong(evaluation, output)


def _show_wrong(evaluation: Evaluation, output: Output) -> None:
    from textwrap import shorten

    from rich.text import Text

    from ui.output import counted, printable, printable_name

    wrong = evaluation.wrong
    if wrong:
        output.show("", Text(f"Went wrong ({counted(len(wrong), 'question')}):", style="bold"))
    for one in wrong[:_MOST_SHOWN]:
        told = one.as_json()
        expected = " & ".join(told["expected"]) if told["answerable"] else "no answer"
        said = shorten(printable(told["said"]), _GLIMPSE, placeholder=" …")
        output.show(
            Text.assemble((printable_name(told["id"]), "cyan"), f"  {printable(told['question'])}"),
            Text(f"    expected: {printable(expected)}"),
            Text(f"    said:     {said}"),
        )
    if len(wrong) > _MOST_SHOWN:
        output.note(f"{len(wrong) - _MOST_SHOWN:,} more are left out; --json lists them all.")
