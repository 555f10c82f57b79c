"""What is collected for a report: each thing once, in the order that its owner gives it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection

from vectorstore import LOCAL, Corpus, InputError, basket


@pytest.fixture
def connection(corpus: Corpus) -> Iterator[Connection]:
    with corpus.database.write() as connection:
        yield connection


def quote(start: int, **other: Any) -> dict[str, Any]:
    return {
        "number": 1,
        "quote": "Плов — «rice»",
        "start": start,
        "end": start + 13,
        "document": {"id": "0123456789ab", "version": "f" * 64, "title": "Food"},
        **other,
    }


def collect(connection: Connection, count: int, owner: str = LOCAL) -> list[str]:
    quotes = map(quote, range(count))
    return [basket.add_item(connection, "quote", one, owner=owner).id for one in quotes]


def order(connection: Connection, owner: str = LOCAL) -> list[str]:
    return [item.id for item in basket.list_items(connection, owner=owner)]


def test_what_is_collected_is_kept_as_it_was_in_order(connection: Connection) -> None:
    answer = {"text": "It is rice. [1]", "confidence": 0.5, "citations": [quote(7)]}
    first = basket.add_item(connection, "quote", quote(7))
    second = basket.add_item(connection, "answer", answer)
    assert (first.kind, first.content, first.note) == ("quote", quote(7), "")
    assert (second.kind, second.content) == ("answer", answer)
    assert first.added_at <= second.added_at
    assert basket.list_items(connection) == [first, second]
    assert basket.count_items(connection) == 2


def test_the_same_is_collected_once(connection: Connection) -> None:
    first = basket.add_item(connection, "quote", quote(7))
    second = basket.add_item(connection, "quote", quote(8))
    # As another answer cites it, and as a search shows it.
    for again in (quote(7), quote(7, number=4, highlight=[0, 4]), quote(7, number=None)):
        assert basket.add_item(connection, "quote", again) == first
    newer = {"id": "0123456789ab", "version": "e" * 64}
    third = basket.add_item(connection, "quote", quote(7, document=newer))
    fourth = basket.add_item(connection, "quote", quote(7, end=10))
    assert basket.list_items(connection) == [first, second, third, fourth]
    answer = basket.add_item(connection, "answer", {"text": "Rice.", "mode": "extractive"})
    same = basket.add_item(connection, "answer", {"mode": "extractive", "text": "Rice."})
    other = basket.add_item(connection, "answer", {"mode": "extractive", "text": "Rice!"})
    assert answer == same != other


def test_what_is_there_is_told_by_its_identity(connection: Connection) -> None:
    answer = {"text": "Rice."}
    first, _ = (basket.add_item(connection, "quote", quote(number)).id for number in (7, 8))
    basket.add_item(connection, "answer", answer)
    seven, eight = (basket.identity("quote", quote(one, number=None)) for one in (7, 8))
    rice = basket.identity("answer", answer)
    assert basket.list_identities(connection) == {seven, eight, rice}
    assert basket.list_identities(connection, owner="alice") == set()
    basket.remove_items(connection, [first])
    assert basket.list_identities(connection) == {eight, rice}


def test_a_note_stands_beside_an_item(connection: Connection) -> None:
    id_, other = collect(connection, 2)
    for note in ("First", "* <b>Лучше</b>\n\nso", "x" * basket.LONGEST_NOTE):
        basket.annotate_item(connection, id_, note)
        assert [item.note for item in basket.list_items(connection)] == [note, ""]
    with pytest.raises(InputError, match="2,001 characters; at most 2,000") as raised:
        basket.annotate_item(connection, other, "x" * (basket.LONGEST_NOTE + 1))
    assert raised.value.hint
    basket.annotate_item(connection, id_, "")
    assert {item.note for item in basket.list_items(connection)} == {""}


@pytest.mark.parametrize(
    ("moved", "place", "expected"),
    [
        (0, 2, [1, 2, 0, 3]),
        (3, 0, [3, 0, 1, 2]),
        (2, 1, [0, 2, 1, 3]),
        (1, 1, [0, 1, 2, 3]),
        (0, 99, [1, 2, 3, 0]),
        (2, -5, [2, 0, 1, 3]),
    ],
)
def test_an_item_is_moved(
    connection: Connection, moved: int, place: int, expected: list[int]
) -> None:
    ids = collect(connection, 4)
    basket.move_item(connection, ids[moved], place)
    assert order(connection) == [ids[number] for number in expected]


def test_what_is_removed_comes_back_to_its_place(connection: Connection) -> None:
    ids = collect(connection, 5)
    basket.annotate_item(connection, ids[3], "Kept")
    before = basket.list_items(connection)
    for _ in range(2):
        basket.remove_items(connection, [ids[0], ids[3], "unknown"])
    assert order(connection) == [ids[1], ids[2], ids[4]]
    assert basket.count_items(connection) == 3
    for _ in range(2):
        basket.restore_items(connection, [ids[3], ids[0], "unknown"])
    assert basket.list_items(connection) == before
    basket.remove_items(connection, ids[:1])
    for id_ in (ids[0], "unknown"):
        with pytest.raises(InputError, match="There is no item") as raised:
            basket.annotate_item(connection, id_, "Note")
        assert raised.value.hint
        with pytest.raises(InputError, match="There is no item"):
            basket.move_item(connection, id_, 1)


def test_what_is_collected_again_comes_back_at_the_end(connection: Connection) -> None:
    ids = collect(connection, 3)
    basket.annotate_item(connection, ids[0], "Mine")
    basket.remove_items(connection, ids[:1])
    again = basket.add_item(connection, "quote", quote(0))
    assert (again.id, again.note) == (ids[0], "Mine")
    assert order(connection) == [ids[1], ids[2], ids[0]]
    basket.restore_items(connection, ids[:1])  # an undo that comes late
    assert order(connection) == [ids[1], ids[2], ids[0]]


@pytest.mark.parametrize(
    ("moved", "place", "shown", "restored"),
    [
        (3, 0, [3, 0, 2], [3, 0, 1, 2]),
        (0, 1, [2, 0, 3], [1, 2, 0, 3]),
        (2, 2, [0, 3, 2], [0, 1, 3, 2]),
    ],
)
def test_what_is_moved_meanwhile_leaves_it_its_place(
    connection: Connection, moved: int, place: int, shown: list[int], restored: list[int]
) -> None:
    ids = collect(connection, 4)
    basket.remove_items(connection, [ids[1]])
    basket.move_item(connection, ids[moved], place)
    assert order(connection) == [ids[number] for number in shown]
    basket.restore_items(connection, [ids[1]])
    assert order(connection) == [ids[number] for number in restored]


def test_another_owners_items_are_unknown(connection: Connection) -> None:
    (mine,) = collect(connection, 1)
    hers = collect(connection, 2, owner="alice")
    assert mine not in hers
    basket.remove_items(connection, [mine], owner="alice")
    basket.remove_items(connection, hers)
    with pytest.raises(InputError, match="There is no item"):
        basket.annotate_item(connection, hers[1], "Note")
    with pytest.raises(InputError, match="There is no item"):
        basket.move_item(connection, hers[1], 0)
    assert (order(connection), order(connection, owner="alice")) == ([mine], hers)
    assert basket.count_items(connection, owner="bob") == 0
    basket.remove_items(connection, hers, owner="alice")
    basket.restore_items(connection, hers)
    assert order(connection, owner="alice") == []
