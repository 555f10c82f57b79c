"""What becomes of a click in the list of conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection

from ui.changes import citations_of, find_standings
from ui.reports import Format, file_name, render_answers
from ui.web.components import Download
from ui.web.conversations.shelf import A_PAGE, Listed, Removed, Wish
from vectorstore import Corpus, InputError, conversations

if TYPE_CHECKING:
    from ui.web.visit import Visit


def heed(corpus: Corpus, visit: Visit) -> None:
    """Do what was wished since the last time.

    Raises InputError where it cannot be done: the conversation may have been removed elsewhere. If
    that is the one that is open, it is left, so that nothing else tells of it once more.
    """
    while visit.shelf.wishes:
        visit.shelf.heeded += 1
        try:
            _do(visit.shelf.wishes.pop(0), corpus, visit)
        except InputError:
            if _is_gone(corpus, visit):
                visit.turn_to(None)
            raise


def look(connection: Connection, visit: Visit) -> Listed:
    """Return what the list shows now."""
    shelf = visit.shelf
    if shelf.search.strip():
        found = conversations.search_conversations(
            connection, shelf.search, shelf.limit + 1, owner=visit.owner
        )
    else:
        found = conversations.list_conversations(connection, shelf.limit + 1, owner=visit.owner)
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
                conversations.rename_conversation(connection, id_, title, owner=visit.owner)
        case Wish("remove", str(id_)):
            _remove(id_, corpus, visit)
        case Wish("undo", True):
            _undo(corpus, visit)
        case Wish("export", {"id": str(id_), "format": str(name)}) if name in set(Format):
            visit.shelf.download = _export(id_, Format(name), corpus, visit.owner)


def _is_gone(corpus: Corpus, visit: Visit) -> bool:
    """Tell whether the conversation that is open has been removed elsewhere."""
    if visit.talk.conversation is None:
        return False
    try:
        with corpus.database.read() as connection:
            conversations.get_title(connection, visit.talk.conversation, owner=visit.owner)
    except InputError:
        return True
    return False


def _remove(id_: str, corpus: Corpus, visit: Visit) -> None:
    with corpus.database.write() as connection:
        title = conversations.get_title(connection, id_, owner=visit.owner)
        conversations.remove_conversations(connection, [id_], owner=visit.owner)
    was_open = visit.talk.conversation == id_
    if was_open:
        visit.turn_to(None)
    visit.shelf.removed = Removed(id_, title, was_open)


def _undo(corpus: Corpus, visit: Visit) -> None:
    removed = visit.shelf.removed
    if removed is None:
        return
    with corpus.database.write() as connection:
        conversations.restore_conversations(connection, [removed.id], owner=visit.owner)
    visit.shelf.removed = None
    if removed.was_open and visit.talk.conversation is None and not visit.talk.unanswered:
        visit.turn_to(removed.id)


def _export(id_: str, format: Format, corpus: Corpus, owner: str) -> Download:
    with corpus.database.read() as connection:
        title = conversations.get_title(connection, id_, owner=owner)
        answers = conversations.list_answers(connection, id_, owner=owner)
        cited = (one for answer in answers for one in citations_of(answer))
        standings = find_standings(connection, cited)
    if format.is_bibliography and not any(answer["citations"] for answer in answers):
        raise InputError(
            "Nothing is cited in this conversation: its bibliography is empty.",
            "Export it in another format.",
        )
    content = render_answers(answers, format, title, standings)
    name = file_name(title, format, "Conversation")
    return Download(name, format.media_type, content)
