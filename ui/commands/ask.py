"""`caravan ask`, `caravan chat` and `caravan passages`."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.options import Home, Json, Publisher, Since, Source, Until

if TYPE_CHECKING:
    from assistant import Assistant
    from ui.output import Output
    from vectorstore import Filters

_FAREWELLS = ("exit", "quit", ":q")

Conversation = Annotated[
    str | None,
    typer.Option(metavar="ID", help="Go on from a conversation; `new` starts one."),
]


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command("ask")(ask_command)
    app.command("chat")(chat_command)
    app.command("passages")(passages_command)


def ask_command(
    context: typer.Context,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="The question, in quotes.")],
    since: Since = None,
    until: Until = None,
    source: Source = None,
    publisher: Publisher = None,
    conversation: Conversation = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """Answer one question with cited sentences of the articles.

    Where the articles do not answer it, says so and offers the nearest passages. The exit status is
    0 in both cases.

    \b
    Examples:
      caravan ask "How much freight did the Middle Corridor carry in 2024?"
      caravan ask "How large is the EU's trade?" --since 2025 --json
      caravan ask "Who hosted it?" --conversation new
    """
    from ui.compose import open_assistant, open_corpus
    from ui.output import Output

    output = Output(json)
    filters = _filters(since, until, source, publisher)
    _check_question(question)
    assistant = open_assistant(open_corpus(home or context.obj), output)
    answer, kept_in = assistant.ask(question, filters, conversation)
    if json:
        output.document(answer.as_json(kept_in))
        return
    from ui.answers import show_answer

    show_answer(answer, output)
    if kept_in is not None:
        output.note(f"Go on with: caravan ask ... --conversation {kept_in}")


def chat_command(
    context: typer.Context,
    since: Since = None,
    until: Until = None,
    source: Source = None,
    publisher: Publisher = None,
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
      caravan chat --conversation 3f2a9c81d0e4
    """
    from ui.compose import open_assistant, open_corpus
    from ui.output import Output

    gc.enable()
    output = Output(json)
    filters = _filters(since, until, source, publisher)
    assistant = open_assistant(open_corpus(home or context.obj), output)
    answers, kept_in = _converse(assistant, filters, conversation or "new", output)
    if json:
        output.document({"conversation": kept_in, "answers": answers})
    elif kept_in is not None:
        output.note(f"Go on later with: caravan chat --conversation {kept_in}")


def passages_command(
    context: typer.Context,
    query: Annotated[str, typer.Argument(metavar="QUERY", help="What to look for.")],
    count: Annotated[
        int, typer.Option("-k", "--count", min=1, max=200, help="How many passages.")
    ] = 5,
    since: Since = None,
    until: Until = None,
    source: Source = None,
    publisher: Publisher = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """Find the passages nearest to a query, best first.

    \b
    Examples:
      caravan passages "gas pipelines to China" -k 10
      caravan passages "nuclear plant" --since 2025-06 --json
    """
    from ui.compose import open_corpus, open_search
    from ui.output import Output

    output = Output(json)
    filters = _filters(since, until, source, publisher)
    _check_question(query)
    search = open_search(open_corpus(home or context.obj), output)
    hits = search.search(query, count, filters)
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
    assistant: Assistant, filters: Filters, conversation: str, output: Output
) -> tuple[list[dict[str, Any]], str | None]:
    from ui.answers import show_answer
    from vectorstore import InputError

    answers: list[dict[str, Any]] = []
    kept_in: str | None = None
    for question in _questions(output):
        try:
            answer, kept_in = assistant.ask(question, filters, kept_in or conversation)
        except InputError as error:
            if not answers and conversation != "new":
                raise
            output.note(f"{error} {error.hint}")
            continue
        answers.append(answer.as_json(kept_in))
        if not output.json:
            show_answer(answer, output)
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


def _filters(
    since: str | None, until: str | None, source: str | None, publisher: str | None
) -> Filters:
    from ui.dates import first_day, last_day
    from vectorstore import Filters, InputError

    for name, text in (("--source", source), ("--publisher", publisher)):
        _check_unicode(f"value of {name}", text or "")
    filters = Filters(
        since=first_day(since), until=last_day(until), publisher=publisher, source=source
    )
    if filters.since and filters.until and filters.since > filters.until:
        raise InputError(
            f"--since {since} lies after --until {until}.", "Exchange them, or leave one out."
        )
    return filters


def _check_question(question: str) -> None:
    """Refuse a bad question before anything is loaded."""
    from vectorstore.query import check_query

    _check_unicode("question", question)
    check_query(question)


def _check_unicode(name: str, text: str) -> None:
    """Refuse bytes of the command line that are no characters."""
    from vectorstore import InputError

    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            f"The {name} is not valid Unicode.", "Type it again, in a terminal that uses UTF-8."
        ) from error
