"""The answers of a conversation on the page, and what is done with them there."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property
from typing import Any

from assistant import Talk
from ui.changes import Changes, citations_of, cited_documents
from ui.web.ask import asking
from ui.web.ask.copying import copied
from ui.web.filtering.offered import Offered, offered_by
from ui.web.filtering.telling import told_filters
from ui.web.reading import Acts, Known, Rating, show_turn
from ui.web.report.collecting import collect_answer, collect_quote, collected_keys, key_of
from ui.web.visit import Place, Visit
from ui.web.workspace import Workspace
from vectorstore import Filters, InputError, catalogue, conversations


class Answered:
    """What is answered in one conversation, as one run of the page shows it."""

    def __init__(
        self, space: Workspace, visit: Visit, talk: Talk, turns: Sequence[dict[str, Any]]
    ) -> None:
        self._space = space
        self._visit = visit
        self._talk = talk
        self._changes = _changes(space, turns)
        self._ratings = self._kept_ratings()

    def draw(self, answer: dict[str, Any], number: int, is_last: bool, is_new: bool) -> None:
        """Draw turn `number`, counted from 1; only the last one offers to search further."""
        show_turn(
            answer,
            f"answer-{number}",
            self._known(answer, number),
            self._acts(answer, number, is_last),
            is_new,
        )

    def _known(self, answer: dict[str, Any], number: int) -> Known:
        keys = self._collected
        return Known(
            copied=copied(answer["conversation"], number, answer),
            changes=self._changes,
            limits=[told for _, told in told_filters(_set_filters(answer), self._offered)],
            rating=self._ratings.get(number, 0),
            is_collected=key_of("answer", answer) in keys,
            collected=[
                place
                for place, citation in enumerate(citations_of(answer), start=1)
                if key_of("quote", citation) in keys
            ],
        )

    def _acts(self, answer: dict[str, Any], number: int, is_last: bool) -> Acts:
        space, visit, talk = self._space, self._visit, self._talk

        def open_source(citation: dict[str, Any]) -> None:
            visit.open_source(*_place_and_steps(citation, answer))

        def rate(rating: Rating) -> None:
            id_ = answer["conversation"]
            with (
                asking.trouble_told(visit),
                suppress(InputError),  # it was removed elsewhere, which the page will tell
                space.corpus.database.write() as connection,
            ):
                conversations.rate_turn(connection, id_, number, rating, owner=visit.owner)

        def collect(citation: dict[str, Any] | None) -> None:
            with asking.trouble_told(visit):
                if citation is None:
                    collect_answer(space, visit, answer)
                else:
                    collect_quote(space, visit, citation)

        def search_all() -> None:
            # Not as it was typed: what that points back to is no longer the turn before it.
            with asking.trouble_told(visit):
                if visit.talk is talk:  # or another was opened meanwhile
                    asking.ask(space, visit, answer["standalone_question"], infer=False)

        return Acts(open_source, rate, collect, search_all if is_last else None)

    @cached_property
    def _offered(self) -> Offered:
        return offered_by(self._space)

    @cached_property
    def _collected(self) -> set[str]:
        return collected_keys(self._space, self._visit)

    def _kept_ratings(self) -> dict[int, int]:
        if self._talk.conversation is None:
            return {}
        with self._space.corpus.database.read() as connection:
            return conversations.get_ratings(
                connection, self._talk.conversation, owner=self._visit.owner
            )


def _changes(space: Workspace, turns: Sequence[dict[str, Any]]) -> Changes:
    """Return what has become of the cited documents since."""
    ids = set().union(*map(cited_documents, turns))
    with space.corpus.database.read() as connection:
        return catalogue.changes_since(connection, sorted(ids))


def _place_and_steps(
    citation: dict[str, Any], answer: dict[str, Any]
) -> tuple[Place, tuple[tuple[int, int], ...]]:
    """Return where a citation is, and all quotes of that version in its answer, in their order."""
    document = citation["document"]
    place = Place(document["id"], document["version"], citation["start"], citation["end"])
    steps = {
        (one["start"], one["end"])
        for one in citations_of(answer)
        if (one["document"]["id"], one["document"]["version"]) == (place.document, place.version)
    }
    return place, tuple(sorted(steps))


def _set_filters(answer: dict[str, Any]) -> Filters:
    """Return the filters that were set for a question, without what its own words limited."""
    told = answer["filters"]
    inferred = {limit["filter"] for limit in told.get("inferred", ())}

    def day(name: str) -> date | None:
        return date.fromisoformat(told[name]) if told[name] and name not in inferred else None

    return Filters(
        since=day("since"),
        until=day("until"),
        publisher=told["publisher"],
        source=told["source"],
        language=told.get("language"),
        document=told.get("document"),
        undated=told.get("undated", False),
    )
