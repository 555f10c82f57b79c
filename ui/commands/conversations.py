"""`caravan conversations`: what was asked, to be listed, read again, renamed, removed, exported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.options import Home, Json, check_unicode
from ui.reports.destination import Destination, Force, ReportFile, ReportFormat
from ui.reports.formats import Format

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from ui.output import Output
    from vectorstore.conversations import Conversation

_MINUTE = len("2025-06-17T09:30")
_HASH = 12
"""Characters of a version's id that tell it from others."""

Id = Annotated[
    str, typer.Argument(metavar="ID", help="The conversation's id, or the start of one.")
]
Ids = Annotated[
    list[str], typer.Argument(metavar="ID", help="Conversations, by id or the start of one.")
]

app = typer.Typer(
    name="conversations", invoke_without_command=True, rich_markup_mode=None, add_completion=False
)


def register(caravan: typer.Typer) -> None:
    """Add this group of commands to the application."""
    caravan.add_typer(app)


@app.callback()
def conversations_command(context: typer.Context, json: Json = False, home: Home = None) -> None:
    """List, read, rename, remove and export conversations.

    A conversation is begun by `caravan chat`, by `caravan ask --conversation new` or in the web
    app, and gone on with by its id.

    \b
    Examples:
      caravan conversations
      caravan conversations list --search "nuclear power"
      caravan conversations show 3f2a
    """
    context.obj = home or context.obj
    context.meta["json"] = json
    if context.invoked_subcommand is None:
        _list(context, _output(context, json))


@app.command("list")
def list_command(
    context: typer.Context,
    search: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help="Only those that have these words, or words that begin so.",
        ),
    ] = None,
    removed: Annotated[
        bool, typer.Option("--removed", help="List the removed conversations instead.")
    ] = False,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="How many at most.")] = 50,
    json: Json = False,
    home: Home = None,
) -> None:
    """List conversations, newest first.

    \b
    Examples:
      caravan conversations list --limit 5
      caravan conversations list --search "Samarkand summit" --json
      caravan conversations list --removed
    """
    context.obj = home or context.obj
    _list(context, _output(context, json), search, removed, limit)


@app.command("show")
def show_command(
    context: typer.Context, conversation: Id, json: Json = False, home: Home = None
) -> None:
    """Print a conversation's questions and answers, as they were given.

    A citation whose source has changed or was removed since says so. The words that were cited are
    kept: `caravan show ID --version SHA` opens them.

    \b
    Examples:
      caravan conversations show 3f2a9c81d0e4
      caravan conversations show 3f2a --json
    """
    from ui.changes import cited_documents
    from ui.compose import open_corpus
    from vectorstore import catalogue

    output = _output(context, json)
    with open_corpus(home or context.obj).database.read() as connection:
        id_, title, answers = _kept(connection, conversation)
        documents = set().union(*map(cited_documents, answers))
        changes = catalogue.changes_since(connection, sorted(documents))
    if output.json:
        output.document({"id": id_, "title": title, "answers": answers})
        return
    from rich.text import Text

    from ui.answers import show_answer
    from ui.output import printable, printable_name

    output.show(Text(printable_name(title), style="bold"))
    for answer in answers:
        output.show("", Text(f"> {printable(answer['question'])}", style="bold"), "")
        show_answer(answer, output, "", changes)
    _tell_how_to_open(answers, changes, output)
    output.note(f"Go on with: caravan chat --conversation {id_}")


@app.command("rename")
def rename_command(
    context: typer.Context,
    conversation: Id,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="The new title, in quotes.")],
    json: Json = False,
    home: Home = None,
) -> None:
    """Give a conversation another title.

    \b
    Example:
      caravan conversations rename 3f2a "Nuclear power in Kazakhstan"
    """
    from ui.compose import open_corpus
    from vectorstore import conversations

    output = _output(context, json)
    check_unicode("title", title)
    with open_corpus(home or context.obj).database.write() as connection:
        id_ = conversations.full_id(connection, conversation)
        title = conversations.rename_conversation(connection, id_, title)
    if output.json:
        output.document({"id": id_, "title": title})
    else:
        output.show(f"Renamed {id_}: {title}")


@app.command("remove")
def remove_command(
    context: typer.Context, conversation: Ids, json: Json = False, home: Home = None
) -> None:
    """Remove conversations. `caravan conversations restore` brings them back.

    \b
    Example:
      caravan conversations remove 3f2a9c81d0e4
    """
    from vectorstore import conversations

    output = _output(context, json)
    change = conversations.remove_conversations
    removed = _changed(home or context.obj, conversation, change, "removed", output)
    if not output.json:
        output.note(f"Undo with: caravan conversations restore {' '.join(removed)}")


@app.command("restore")
def restore_command(
    context: typer.Context, conversation: Ids, json: Json = False, home: Home = None
) -> None:
    """Bring removed conversations back.

    \b
    Example:
      caravan conversations restore 3f2a9c81d0e4
    """
    from vectorstore import conversations

    change = conversations.restore_conversations
    _changed(home or context.obj, conversation, change, "restored", _output(context, json))


@app.command("export")
def export_command(
    context: typer.Context,
    conversation: Id,
    format: ReportFormat = None,
    file: ReportFile = None,
    force: Force = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Write a conversation out for a report: its answers with notes and sources.

    Without --format and --output, it is printed as Markdown. A citation whose source has changed or
    was removed since says so.

    \b
    Examples:
      caravan conversations export 3f2a --output talks.docx
      caravan conversations export 3f2a --format bibtex
      caravan conversations export 3f2a > talks.md
    """
    from ui.changes import citations_of, find_standings
    from ui.compose import open_corpus
    from ui.reports import render_answers

    output = _output(context, json)
    destination = Destination.of(format, file, force, output.json) or Destination(Format.MARKDOWN)
    with open_corpus(home or context.obj).database.read() as connection:
        id_, title, answers = _kept(connection, conversation)
        cited = (one for answer in answers for one in citations_of(answer))
        standings = find_standings(connection, cited)
    if output.json:
        output.document({"id": id_, "title": title, "answers": answers})
        return
    has_citations = any(one["citations"] for one in answers)
    content = render_answers(answers, destination.format, title, standings)
    destination.write(content, output, has_citations)


def _output(context: typer.Context, json: bool) -> Output:
    """Return where to print; --json may stand before the subcommand, too."""
    from ui.output import Output

    return Output(json or bool(context.meta.get("json")))


def _list(
    context: typer.Context,
    output: Output,
    search: str | None = None,
    removed: bool = False,
    limit: int = 50,
) -> None:
    from ui.compose import open_corpus
    from ui.output import counted
    from ui.tables import table
    from vectorstore import conversations

    _check_search(search, removed)
    with open_corpus(context.obj).database.read() as connection:
        found = (
            conversations.list_conversations(connection, limit + 1, removed)
            if search is None
            else conversations.search_conversations(connection, search, limit + 1)
        )
    listed = found[:limit]
    if output.json:
        output.document({"conversations": [_as_json(one, search) for one in listed]})
        return
    headings = ["id", "turns", "last asked (UTC)", "title"]
    rows = [
        [one.id, str(one.turns), one.last_asked_at[:_MINUTE].replace("T", " "), one.title]
        for one in listed
    ]
    if search is not None:
        headings.append("found in")
        for row, one in zip(rows, listed, strict=True):
            row.append("".join(one.snippet))
    if rows:
        output.show(table(headings, rows))
    noun = "removed conversation" if removed else "conversation"
    more = f"; --limit {2 * limit} shows more" if len(found) > limit else ""
    output.note(f"{counted(len(listed), noun)}{more}")


def _check_search(search: str | None, removed: bool) -> None:
    from vectorstore import InputError

    if search is None:
        return
    check_unicode("value of --search", search)
    if not search.strip():
        raise InputError("--search is empty.", "Leave it out, or give it a value.")
    if removed:
        raise InputError(
            "--search looks in conversations that are not removed.", "Leave out --removed."
        )


def _as_json(one: Conversation, search: str | None) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "turns": one.turns,
        "started_at": one.started_at,
        "last_asked_at": one.last_asked_at,
        **({"snippet": "".join(one.snippet)} if search is not None else {}),
        **({"removed_at": one.removed_at} if one.removed_at else {}),
    }


def _kept(connection: Connection, conversation: str) -> tuple[str, str, list[dict[str, Any]]]:
    """Return a conversation's full id, its title and its answers as they are kept."""
    from vectorstore import conversations

    id_ = conversations.full_id(connection, conversation)
    title = conversations.get_title(connection, id_)
    return id_, title, conversations.list_answers(connection, id_)


def _changed(
    home: str | None,
    ids: list[str],
    change: Callable[[Connection, list[str]], None],
    done: str,
    output: Output,
) -> list[str]:
    """Change all these conversations, or none where one is unknown; print and return their ids.

    `done` is what has become of them: removed.
    """
    from ui.compose import open_corpus
    from vectorstore import conversations

    with open_corpus(home).database.write() as connection:
        full = list(dict.fromkeys(conversations.full_id(connection, one) for one in ids))
        change(connection, full)
    if output.json:
        output.document({done: full})
    else:
        output.show(f"{done.capitalize()} {', '.join(full)}.")
    return full


def _tell_how_to_open(answers: list[dict[str, Any]], changes: Any, output: Output) -> None:
    """Say how the cited words of a source that has changed can be read."""
    from ui.changes import change_of

    for answer in answers:
        for one in (*answer["citations"], *answer["related"]):
            document = one["document"]
            if change_of(document, changes) is not None:
                opens = f"caravan show {document['id']} --version {document['version'][:_HASH]}"
                output.note(f"What was cited is kept, as it was. To read it: {opens}")
                return
