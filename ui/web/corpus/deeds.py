"""What is wished in the table of articles, and done at the beginning of the page's next run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest import Job, Options
from ingest.discovery import is_address
from ingest.intake import FEED
from ui.output import counted
from ui.web.corpus.desk import Deed, Desk
from ui.web.corpus.library import Library
from ui.web.corpus.listing import View, look
from ui.web.navigation import Name, turn_to
from ui.web.visit import Place
from ui.web.workspace import Workspace
from vectorstore import Corpus, Outcome, Result
from vectorstore.files import container_of


def heed(space: Workspace, desk: Desk, library: Library) -> bool:
    """Do what was wished in the table and tell whether that has changed what else is shown.

    Raises CaravanError where something cannot be done; what was wished after it is done next.
    """
    has_changed = False
    while desk.wishes:
        has_changed |= _heed_one(space, desk, library, desk.wishes.pop(0))
    return has_changed


def retry(space: Workspace, failed: Sequence[str], owner: str) -> tuple[Job | None, int]:
    """Try failed sources again: return the run, if there is one, and how many are gone."""
    whole = {source: container_of(source) or source for source in failed}
    feeds = {one for one in whole.values() if one.startswith(FEED)}
    there = {one for one in whole.values() if is_address(one) or Path(one).is_file()} - feeds
    gone = sum(one not in there | feeds for one in whole.values())
    if not there | feeds:
        return None, gone
    addresses = tuple(sorted(feed.removeprefix(FEED) for feed in feeds))
    return space.ingest(sorted(there), Options(feeds=addresses), owner), gone


def forget(corpus: Corpus, failed: Sequence[str]) -> None:
    """Note in the ledger that sources that failed are not waited for any more."""
    run = corpus.begin_run("forget what could not be added")
    corpus.end_run(run, [Result(source, Outcome.REMOVED) for source in failed])


def _heed_one(space: Workspace, desk: Desk, library: Library, wish: dict[str, Any]) -> bool:
    act = wish.get("act")
    if act == "view":
        desk.view = View.told(wish)
    elif act == "open":
        turn_to(Name.DOCUMENT, Place(str(wish.get("id"))).parameters())
    elif act == "undo" and desk.done is not None and desk.done.removed:
        back, desk.done = desk.done.removed, None
        desk.done = Deed(f"Brought back {counted(len(space.corpus.restore(back)), 'article')}.")
        return True
    elif act in ("remove", "restore", "again", "forget"):
        return _act_on(space, desk, act, _chosen(desk, library, wish))
    return False


def _chosen(desk: Desk, library: Library, wish: dict[str, Any]) -> list[str]:
    """Return the ids of the lines that are meant, of those that the table lists."""
    listed = look(library, desk.view).ids
    if wish.get("all") is True:
        return list(listed)
    wanted = wish.get("ids")
    there = set(listed)
    return [one for one in wanted if one in there] if isinstance(wanted, list) else []


def _act_on(space: Workspace, desk: Desk, act: str, ids: list[str]) -> bool:
    if not ids:
        return False
    desk.done = None
    if act == "remove":
        removed = tuple(space.corpus.remove(ids))
        desk.done = Deed(f"Removed {counted(len(removed), 'article')}.", removed)
    elif act == "restore":
        restored = space.corpus.restore(ids)
        desk.done = Deed(f"Brought back {counted(len(restored), 'article')}.")
    elif act == "forget":
        forget(space.corpus, ids)
        desk.done = Deed(f"{counted(len(ids), 'source')} will not be waited for any more.")
    else:
        job, gone = retry(space, ids, desk.visit.owner)
        desk.follow(job)
        desk.done = Deed(_told_gone(gone)) if gone else None
    return True


def _told_gone(gone: int) -> str:
    are = "1 file is" if gone == 1 else f"{gone:,} files are"
    return f"{are} no longer there: what cannot be read is not kept. Add it anew once it is mended."
