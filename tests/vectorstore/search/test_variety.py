"""Near-duplicates go, and neighbours are joined."""

from __future__ import annotations

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


def between(first: Passage, second: Passage) -> str:
    return TEXT[first.end : second.start]


def found(hits: list[Hit], count: int = 10) -> list[str]:
    """Return the text of each hit, after checking that it is that of its characters."""
    texts = []
    for one in varied(hits, count, SearchSettings(), between):
        assert one.passage.text == TEXT[one.passage.start : one.passage.end]
        texts.append(one.passage.text)
    return texts


def test_what_lies_apart_stays_apart() -> None:
    one, other = hit(0, 0.9), hit(2, 0.8)
    assert varied([one, other], 10, SearchSettings(), between) == [one, other]


def test_neighbours_come_as_one_in_the_order_of_the_text() -> None:
    (joined,) = varied([hit(2, 0.9), hit(1, 0.7)], 10, SearchSettings(), between)
    assert joined.passage.text == TEXT[STARTS[1] : STARTS[3] - 2]
    assert (joined.passage.id, joined.score) == ("d2", 0.9)


def test_a_passage_between_two_joins_them() -> None:
    (joined,) = varied([hit(2, 0.9), hit(1, 0.8), hit(0, 0.7)], 10, SearchSettings(), between)
    assert joined.passage.text == TEXT[: STARTS[3] - 2]


def test_at_most_three_are_joined() -> None:
    texts = found([hit(number, 1 - number / 10) for number in range(5)])
    assert len(texts) == 2
    assert "\n\n".join(texts) == TEXT


def test_all_of_them_if_so_set() -> None:
    all_ = SearchSettings(same=2, joined=1)
    hits = [hit(0, 0.9), hit(0, 0.8, "copy"), hit(1, 0.7)]
    assert varied(hits, 10, all_, between) == hits


def test_neighbours_of_other_documents_stay_apart() -> None:
    assert len(varied([hit(0, 0.9), hit(1, 0.8, "e")], 10, SearchSettings(), between)) == 2


def test_overlapping_passages_are_joined_without_repetition() -> None:
    first, second = hit(0, 0.9), hit(1, 0.8)
    wide = Passage(
        "w", 20, second.passage.end, TEXT[20 : second.passage.end], first.passage.document
    )
    texts = found([first, Hit(wide, 0.8, 0.8)])
    assert texts == [TEXT[: second.passage.end]]


def test_what_says_the_same_is_left_out() -> None:
    again = hit(0, 0.8, "copy")
    assert varied([hit(0, 0.9), again, hit(2, 0.7)], 10, SearchSettings(), between) == [
        hit(0, 0.9),
        hit(2, 0.7),
    ]


def test_short_texts_are_no_repetition() -> None:
    ref = DocumentRef("d", "v", Metadata(title="T"), None)
    hits = [
        Hit(Passage(id_, start, start + 9, "Trade up.", ref), 1, 1)
        for id_, start in (("a", 0), ("b", 90))
    ]
    assert varied(hits, 10, SearchSettings(), lambda _first, _second: "something else") == hits


def test_goes_on_until_there_are_enough() -> None:
    hits = [hit(0, 0.9), hit(0, 0.8, "copy"), hit(1, 0.7), hit(3, 0.6), hit(4, 0.5, "e")]
    assert [one.passage.id for one in varied(hits, 2, SearchSettings(), between)] == ["d0", "d3"]
    assert [one.passage.id for one in varied(hits, 3, SearchSettings(), between)] == [
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
