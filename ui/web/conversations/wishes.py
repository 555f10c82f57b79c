"""What becomes of a click in the list of conversations."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from ui.reports import Format, render_answers
from ui.web.conversations.shelf import A_PAGE, Download, Listed, Removed, Wish
from vectorstore import Corpus, InputError, conversations

if TYPE_CHECKING:
    from ui.web.visit import Visit

_LONGEST_NAME = 60
_NOT_IN_NAMES = re.compile(r"[^\w\s.,()'’-]+|[\s_]+")


def heed(corpus: Corpus, visit: Visit) -> None:
    """Do what was wished since the last time.

    Raises InputError where it cannot be done: the conversation may have been removed elsewhere.
    """
    while visit.shelf.wishes:
        _do(visit.shelf.wishes.pop(0), corpus, visit)


def look(connection: Connection, visit: Visit) -> Listed:
    """Return what the list shows now."""
    shelf = visit.shelf
    if shelf.search.strip():
        found = conversations.search_conversations(connection, shelf.search, shelf.limit + 1)
    else:
        found = conversations.list_conversations(connection, shelf.limit + 1)
    has_more = len(found) > shelf.limit
    return Listed(tuple(found[: shelf.limit]), has_more, shelf.search, shelf.removed)


def _do(wish: Wish, corpus: Corpus, visit: Visit) -> None:
    match wish:
        case Wish("choose", str(id_)):
            visit.turn_to(id_)
        case Wish("search", str(text)):
            visit.shelf.search, visit.shelf.limit = text, A_PAGE
        case Wish("more", True):
            visit.shelf.limit += A_PAGE
        case Wish("rename", {"id": str(id_), "title": str(title)}):
            with corpus.database.write() as connection:
                conversations.rename_conversation(connection, id_, title)
        case Wish("remove", str(id_)):
            _remove(id_, corpus, visit)
        case Wish("undo", True):
            _undo(corpus, visit)
        case Wish("export", {"id": str(id_), "format": str(name)}) if name in set(Format):
            visit.shelf.download = _export(id_, Format(name), corpus)


def _remove(id_: str, corpus: Corpus, visit: Visit) -> None:
    with corpus.database.write() as connection:
        title = conversations.get_title(connection, id_)
        conversations.remove_conversations(connection, [id_])
    was_open = visit.talk.conversation == id_
    if was_open:
        visit.turn_to(None)
    visit.shelf.removed = Removed(id_, title, was_open)


def _undo(corpus: Corpus, visit: Visit) -> None:
    removed = visit.shelf.removed
    if removed is None:
        return
    with corpus.database.write() as connection:
        conversations.restore_conversations(connection, [removed.id])
    visit.shelf.removed = None
    if removed.was_open and visit.talk.conversation is None and not visit.talk.unanswered:
        visit.turn_to(removed.id)


def _export(id_: str, format: Format, corpus: Corpus) -> Download:
    with corpus.database.read() as connection:
        title = conversations.get_title(connection, id_)
        answers = conversations.list_answers(connection, id_)
    if format.is_bibliography and not any(answer["citations"] for answer in answers):
        raise InputError(
            "Nothing is cited in this conversation: its bibliography is empty.",
            "Export it in another format.",
        )
    content = render_answers(answers, format, title)
    return Download(uuid.uuid4().hex, file_name(title, format), format.media_type, content)


def file_name(title: str, format: Format) -> str:
    """Return the name of a conversation's file: its title without what some systems refuse."""
    kept = _NOT_IN_NAMES.sub(" ", title)[:_LONGEST_NAME].strip(" .-")
    return f"{' '.join(kept.split()) or 'Conversation'}{format.suffix}"
