"""`caravan ask`, `caravan chat` and `caravan passages`."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.options import FilterOptions, Home, Json, check_unicode, with_filter_options

if TYPE_CHECKING:
    from assistant import Answer
    from ui.output import Output
    from vectorstore import Corpus, Filters

_FAREWELLS = ("exit", "quit", ":q")

Conversation = Annotated[
    str | None,
    typer.Option(metavar="ID", help="Go on from a conversation; `new` starts one."),
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
    """
    from ui.compose import open_assistant
    from ui.output import Output

    output = Output(json)
    _check_question(question)
    corpus, filters = _opened(home or context.obj, limits)
    assistant = open_assistant(corpus, output)
    answer, kept_in = assistant.ask(question, filters, conversation, infer=not all_dates)
    if json:
        output.document(answer.as_json(kept_in))
        return
    from ui.answers import show_answer

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

    An empty line, `exit` or Ctrl-D ends it. With --json, questions are read line by line from
    stdin and the whole conversation is printed at the end.

    \b
    Examples:
      caravan chat
      caravan chat --document 5b07 --all-dates
      caravan chat --conversation 3f2a9c81d0e4
    """
    from ui.compose import open_assistant
    from ui.output import Output

    gc.enable()
    output = Output(json)
    corpus, filters = _opened(home or context.obj, limits)
    assistant = open_assistant(corpus, output)
    ask = partial(assistant.ask, filters=filters, infer=not all_dates)
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
    """
    from ui.compose import open_search
    from ui.output import Output

    output = Output(json)
    _check_question(query)
    corpus, filters = _opened(home or context.obj, limits)
    hits = open_search(corpus, output).search(query, count, filters)
    if not json:
        from ui.answers import show_passages

        show_passages(hits, output)
        return
    found = [
        {
            "rank": rank,
            "score": round(hit.score, 6),
            "text": hit.passage.text,
            "start": hit.passage.start,
            "end": hit.passage.end,
            "passage_id": hit.passage.id,
            "document": hit.passage.document.as_json(),
        }
        for rank, hit in enumerate(hits, start=1)
    ]
    output.document({"query": query, "passages": found})


def _converse(
    ask: Callable[..., tuple[Answer, str | None]], conversation: str, output: Output
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
        answers.append(answer.as_json(kept_in))
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


def _check_question(question: str) -> None:
    """Refuse a bad question before anything is loaded."""
    from vectorstore.query import check_query

    check_unicode("question", question)
    check_query(question)
