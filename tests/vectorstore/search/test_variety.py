"""Near-duplicates go, and neighbours are joined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore import DocumentRef, Hit, Metadata, Passage, SearchSettings
from vectorstore.search.variety import varied

TEXT = "\n\n".join(
    f"{subject} carried {number} tonnes of {thing} across the {place} during that long {season}."
    for number, (subject, thing, place, season) in enumerate(
        [
            ("Trains", "cotton", "desert", "winter"),
            ("Ships", "uranium", "sea", "spring"),
            ("Lorries", "wheat", "mountains", "summer"),
            ("Aircraft", "medicine", "steppe", "autumn"),
            ("Camels", "carpets", "oasis", "drought"),
        ],
        start=10,
    )
)
STARTS = [0, *(place + 2 for place in range(len(TEXT)) if TEXT.startswith("\n\n", place))]


def hit(number: int, score: float, document: str = "d", text: str = TEXT) -> Hit:
    """Return a hit on one paragraph."""
    start = STARTS[number]
    end = text.index(".", start) + 1
    ref = DocumentRef(document, "v", Metadata(title="Freight"), "freight.md")
    return Hit(Passage(f"{document}{number}", start, end, text[start:end], ref), score, score)


def text_of(_document: DocumentRef, start: int, end: int) -> str:
    return TEXT[start:end]


def found(hits: list[Hit], count: int = 10) -> list[str]:
    """Return the text of each hit, after checking that it is that of its characters."""
    texts = []
    for one in varied(hits, count, SearchSettings(), text_of):
        assert one.passage.text == TEXT[one.passage.start : one.passage.end]
        texts.append(one.passage.text)
    return texts


def test_what_lies_apart_stays_apart() -> None:
    one, other = hit(0, 0.9), hit(2, 0.8)
    assert varied([one, other], 10, SearchSettings(), text_of) == [one, other]


def test_neighbours_come_as_one_in_the_order_of_the_text() -> None:
    (joined,) = varied([hit(2, 0.9), hit(1, 0.7)], 10, SearchSettings(), text_of)
    assert joined.passage.text == TEXT[STARTS[1] : STARTS[3] - 2]
    assert (joined.passage.id, joined.score) == ("d2", 0.9)


def test_a_passage_between_two_joins_them() -> None:
    (joined,) = varied([hit(2, 0.9), hit(1, 0.8), hit(0, 0.7)], 10, SearchSettings(), text_of)
    assert joined.passage.text == TEXT[: STARTS[3] - 2]


def test_at_most_three_are_joined() -> None:
    texts = found([hit(number, 1 - number / 10) for number in range(5)])
    assert len(texts) == 2
    assert "\n\n".join(texts) == TEXT


def test_all_of_them_if_so_set() -> None:
    all_ = SearchSettings(same=2, joined=1)
    hits = [hit(0, 0.9), hit(0, 0.8, "copy"), hit(1, 0.7)]
    assert varied(hits, 10, all_, text_of) == hits


def test_neighbours_of_other_documents_stay_apart() -> None:
    assert len(varied([hit(0, 0.9), hit(1, 0.8, "e")], 10, SearchSettings(), text_of)) == 2


def test_overlapping_passages_are_joined_without_repetition() -> None:
    first, second = hit(0, 0.9), hit(1, 0.8)
    wide = Passage(
        "w", 20, second.passage.end, TEXT[20 : second.passage.end], first.passage.document
    )
    texts = found([first, Hit(wide, 0.8, 0.8)])
    assert texts == [TEXT[: second.passage.end]]


def test_a_joined_hit_tells_which_passage_holds_a_character() -> None:
    (joined,) = varied([hit(2, 0.9), hit(1, 0.7)], 10, SearchSettings(), text_of)
    assert [part.id for part in joined.joined] == ["d1", "d2"]
    assert joined.passage_id(STARTS[1] + 3) == "d1"
    assert joined.passage_id(STARTS[2]) == "d2"


def test_what_says_the_same_is_left_out() -> None:
    hits = [hit(0, 0.9), hit(0, 0.8, "copy"), hit(2, 0.7)]
    assert varied(hits, 10, SearchSettings(), text_of) == [hits[0], hits[2]]


def bulletin(text: str, number: int) -> Hit:
    ref = DocumentRef(f"b{number}", "v", Metadata(title="Prices"), None)
    return Hit(Passage(f"b{number}", 0, len(text), text, ref), 1 - number / 10, 0.5)


BULLETIN = "Third-class wheat was sold at {0} for {1} tenge a tonne, the stores said in {2}."


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (("Kostanay", "81,400", "May"), ("Kostanay", "82,400", "May"), 2),
        (("Kostanay", "81,400", "May"), ("Petropavl", "81,400", "May"), 2),
        (("Kostanay", "81,400", "May"), ("Kostanay", "81,400", "May"), 1),
        (("Kostanay", "eighty", "May"), ("Kostanay", "ninety", "May"), 2),
        (("Kostanay", "never", "May"), ("Kostanay", "", "May"), 2),
        (("Kostanay", "", "May"), ("Kostanay", "not", "May"), 2),
    ],
    ids=["a figure", "a place", "the same", "a figure in words", "a denial less", "a denial"],
)
def test_a_figure_or_a_name_makes_another_statement(
    first: tuple[str, ...], second: tuple[str, ...], kept: int
) -> None:
    hits = [bulletin(BULLETIN.format(*said), n) for n, said in enumerate((first, second))]
    assert len(varied(hits, 10, SearchSettings(), text_of)) == kept


def test_what_adds_something_is_kept() -> None:
    short = BULLETIN.format("Kostanay", "81,400", "May")
    longer = f"{short} Stocks stood at 1.1 million tonnes."
    assert (
        len(varied([bulletin(short, 0), bulletin(longer, 1)], 10, SearchSettings(), text_of)) == 2
    )
    assert (
        len(varied([bulletin(longer, 0), bulletin(short, 1)], 10, SearchSettings(), text_of)) == 1
    )


def test_short_texts_are_no_repetition() -> None:
    ref = DocumentRef("d", "v", Metadata(title="T"), None)
    hits = [
        Hit(Passage(id_, start, start + 9, "Trade up.", ref), 1, 1)
        for id_, start in (("a", 0), ("b", 90))
    ]
    assert varied(hits, 10, SearchSettings(), text_of) == hits


def test_goes_on_until_there_are_enough() -> None:
    hits = [hit(0, 0.9), hit(0, 0.8, "copy"), hit(1, 0.7), hit(3, 0.6), hit(4, 0.5, "e")]
    assert [one.passage.id for one in varied(hits, 2, SearchSettings(), text_of)] == ["d0", "d3"]
    assert [one.passage.id for one in varied(hits, 3, SearchSettings(), text_of)] == [
        "d0",
        "d3",
        "e4",
    ]


@given(st.lists(st.integers(0, 4), unique=True), st.integers(1, 5))
def test_no_paragraph_is_lost_or_told_twice(order: list[int], count: int) -> None:
    texts = found([hit(number, 1 - place / 10) for place, number in enumerate(order)], count)
    told = [paragraph for text in texts for paragraph in text.split("\n\n")]
    assert len(texts) <= count
    assert len(set(told)) == len(told)
    assert set(told) <= {hit(number, 1).passage.text for number in order}
    if count == 5:
        assert len(told) == len(order)
