"""`caravan ask`, `caravan chat` and `caravan passages`."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.options import FilterOptions, Home, Json, check_unicode, with_filter_options
from ui.reports.destination import Destination, Force, ReportFile, ReportFormat

if TYPE_CHECKING:
    from ui.output import Output
    from vectorstore import Corpus, Filters, Hit

_FAREWELLS = ("exit", "quit", ":q")

Conversation = Annotated[
    str | None,
    typer.Option(
        metavar="ID",
        help="Go on from a conversation, by its id or the start of one; `new` starts one.",
    ),
]
AllDates = Annotated[
    bool,
    typer.Option("--all-dates", help="Take no limit on dates from the words of the question."),
]


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command("ask")(ask_command)
    app.command("chat")(chat_command)
    app.command("passages")(passages_command)


@with_filter_options
def ask_command(
    context: typer.Context,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="The question, in quotes.")],
    *,
    limits: FilterOptions,
    all_dates: AllDates = False,
    conversation: Conversation = None,
    format: ReportFormat = None,
    file: ReportFile = None,
    force: Force = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Answer one question with cited sentences of the articles.

    Where the articles do not answer it, says so and offers the nearest passages. The exit status is
    0 in both cases. Where the question's own words limit the dates of the articles ("What was
    signed in 2024?"), it says which were left out; --all-dates searches them too.

    \b
    Examples:
      caravan ask "How much freight did the Middle Corridor carry in 2024?"
      caravan ask "How large is the EU's trade?" --since 2025 --json
      caravan ask "What was signed in 2024?" --all-dates
      caravan ask "Who hosted it?" --conversation new
      caravan ask "How large is the EU's trade?" --output answer.docx
      caravan ask "How large is the EU's trade?" --format bibtex
    """
    from ui.answers import show_answer
    from ui.compose import open_assistant
    from ui.output import Output
    from ui.streaming import asked

    output = Output(json)
    _check_question(question)
    destination = Destination.of(format, file, force, json)
    corpus, filters = _opened(home or context.obj, limits)
    conversation = _full_id(corpus, conversation)
    assistant = open_assistant(corpus, output)
    answer, kept_in = asked(
        assistant,
        question,
        output,
        filters=filters,
        conversation=conversation,
        infer=not all_dates,
    )
    if json:
        output.document(answer)
        return
    if destination is not None:
        from ui.reports import render_answers

        content = render_answers([answer], destination.format)
        destination.write(content, output, bool(answer["citations"]))
    else:
        show_answer(answer, output)
    if kept_in is not None:
        output.note(f"Go on with: caravan ask ... --conversation {kept_in}")


@with_filter_options
def chat_command(
    context: typer.Context,
    *,
    limits: FilterOptions,
    all_dates: AllDates = False,
    conversation: Conversation = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """Hold a conversation; a question may refer to earlier ones.

    An empty line, `exit` or Ctrl-D ends it; Ctrl-C stops a language model that is writing. With
    --json, questions are read line by line from stdin and the whole conversation is printed at the
    end.

    \b
    Examples:
      caravan chat
      caravan chat --document 5b07 --all-dates
      caravan chat --conversation 3f2a9c81d0e4
    """
    from ui.compose import open_assistant
    from ui.output import Output
    from ui.streaming import asked

    gc.enable()
    output = Output(json)
    corpus, filters = _opened(home or context.obj, limits)
    conversation = _full_id(corpus, conversation)
    assistant = open_assistant(corpus, output)
    ask = partial(
        asked, assistant, output=output, stoppable=True, filters=filters, infer=not all_dates
    )
    answers, kept_in = _converse(ask, conversation or "new", output)
    if json:
        output.document({"conversation": kept_in, "answers": answers})
    elif kept_in is not None:
        output.note(f"Go on later with: caravan chat --conversation {kept_in}")


@with_filter_options
def passages_command(
    context: typer.Context,
    query: Annotated[str, typer.Argument(metavar="QUERY", help="What to look for.")],
    count: Annotated[
        int, typer.Option("-k", "--count", min=1, max=200, help="How many passages.")
    ] = 5,
    *,
    limits: FilterOptions,
    format: ReportFormat = None,
    file: ReportFile = None,
    force: Force = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Find the passages nearest to a query, best first.

    Passages that stand side by side come as one, under the id of the best; one that adds no word,
    figure or name to a better one is left out.

    \b
    Examples:
      caravan passages "gas pipelines to China" -k 10
      caravan passages "nuclear plant" --since 2025-06 --json
      caravan passages "rail freight" --language en --document 5b07
      caravan passages "rail freight" --output passages.csv
    """
    from ui.compose import open_search
    from ui.output import Output

    output = Output(json)
    _check_question(query)
    destination = Destination.of(format, file, force, json)
    corpus, filters = _opened(home or context.obj, limits)
    hits = open_search(corpus, output).search(query, count, filters)
    if json:
        output.document(_found(query, hits))
    elif destination is not None:
        from ui.reports import render_passages

        content = render_passages(_found(query, hits), destination.format)
        destination.write(content, output, bool(hits))
    else:
        from ui.answers import show_passages

        show_passages(hits, output)


def _found(query: str, hits: Sequence[Hit]) -> dict[str, Any]:
    """Return ranked passages in the form that `caravan passages --json` prints."""
    from ui.pages import page_of

    found = [
        {
            "rank": rank,
            "score": round(hit.score, 6),
            "text": hit.passage.text,
            "start": hit.passage.start,
            "end": hit.passage.end,
            "passage_id": hit.passage.id,
            "document": hit.passage.document.as_json(),
            # Only of a source that has pages: who reads the form of old need not know it.
            **({"page": page} if (page := page_of(hit.passage)) else {}),
        }
        for rank, hit in enumerate(hits, start=1)
    ]
    return {"query": query, "passages": found}


def _converse(
    ask: Callable[..., tuple[dict[str, Any], str | None]], conversation: str, output: Output
) -> tuple[list[dict[str, Any]], str | None]:
    from ui.answers import show_answer
    from vectorstore import InputError

    answers: list[dict[str, Any]] = []
    kept_in: str | None = None
    for question in _questions(output):
        try:
            answer, kept_in = ask(question, conversation=kept_in or conversation)
        except InputError as error:
            if not answers and conversation != "new":
                raise
            output.note(f"{error} {error.hint}")
            continue
        answers.append(answer)
        if not output.json:
            show_answer(answer, output, "To search all, start the chat with --all-dates")
    return answers, kept_in


def _questions(output: Output) -> Any:
    """Yield what the user types until an empty line, a farewell or the end of input."""
    interactive = sys.stdin.isatty() and not output.json
    while True:
        if interactive:
            sys.stderr.write("\n> ")
            sys.stderr.flush()
        line = sys.stdin.readline()
        question = line.strip()
        if not line or question.lower() in _FAREWELLS or (interactive and not question):
            return
        if question:
            yield question


def _opened(home: str | None, limits: FilterOptions) -> tuple[Corpus, Filters]:
    """Open the corpus, if the limits make sense, and return both.

    Raises InputError where they do not, or name a document that is not in the corpus.
    """
    from ui.compose import open_corpus
    from vectorstore import catalogue

    filters = limits.filters()
    corpus = open_corpus(home)
    if filters.document is not None:
        with corpus.database.read() as connection:
            document = catalogue.full_id(connection, filters.document)
        filters = replace(filters, document=document)
    return corpus, filters


def _full_id(corpus: Corpus, conversation: str | None) -> str | None:
    """Return the full id of the conversation to go on from; `new` and None stay as they are.

    Raises InputError where there is none such, or no longer.
    """
    from vectorstore import conversations

    if conversation is None or conversation == "new":
        return conversation
    with corpus.database.read() as connection:
        found = conversations.full_id(connection, conversation)
        conversations.get_title(connection, found)  # raises where it was removed
    return found


def _check_question(question: str) -> None:
    """Refuse a bad question before anything is loaded."""
    from vectorstore.query import check_query

    check_unicode("question", question)
    check_query(question)
