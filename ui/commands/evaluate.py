"""`caravan eval`."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.options import Home, Json

if TYPE_CHECKING:
    from assistant.evaluation import Parts
    from ui.output import Output


def register(app: typer.Typer) -> None:
    """Add this command to the application."""
    app.command("eval")(eval_command)


def eval_command(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="The questions, as JSON Lines.", show_default=False),
    ],
    against: Annotated[
        Path | None,
        typer.Option(
            metavar="EARLIER", help="Compare with what --json once printed for these questions."
        ),
    ] = None,
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
      id                   what to call it, no two alike; by default the line's number

    Right are the answers that hold all of `answers`, whatever the case and spacing; refused are the
    unanswerable questions left without an answer. Citation recall is the share of sentences that
    their citations support word for word, citation precision the share of citations that are
    needed, both as a mean over the answers. Nothing is kept, neither answers nor conversations.
    Retrieval is scored by the documents found, as a mean over the questions with `relevant`:

    \b
      nDCG@10              how near the top of the first ten the relevant ones stand, by grade
      R@5                  the share of the relevant ones that is among the first five
      RR@10                1 / the rank of the first relevant one; 0 beyond the tenth
      Success@1            whether the first one is relevant

    With --against, each of these and the right answers are compared, question by question, with
    those of EARLIER, such as of another model: the difference, its 95 % interval, and p, which says
    how likely one as large is by chance (paired bootstrap). Questions are the same where id and
    words are.

    \b
    Examples:
      caravan eval questions.jsonl
      caravan eval questions.jsonl --json --home ./corpus > earlier.json
      caravan eval questions.jsonl --against earlier.json
    """
    from assistant.evaluation import Against, evaluate, read_cases, read_earlier
    from ui.output import Output
    from ui.scores import note_left_out, note_unknown, show_scores

    gc.enable()
    output = Output(json)
    cases = read_cases(file)
    earlier = read_earlier(against) if against is not None else None
    if earlier is not None:
        earlier.check(cases)
    parts = _parts(home or context.obj, output)
    with output.progress() as bar:
        task = bar.add_task("Asking", total=len(cases))
        evaluation = evaluate(cases, parts, lambda: bar.advance(task))
    note_unknown(evaluation, output)
    compared = Against(evaluation, earlier) if earlier is not None else None
    if compared is not None:
        note_left_out(compared, output)
    if not json:
        show_scores(evaluation, output, compared)
        return
    told = evaluation.as_json()
    output.document(told | {"against": compared.as_json()} if compared is not None else told)


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
