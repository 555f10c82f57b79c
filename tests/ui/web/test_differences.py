"""What changed between two versions is found, as finely as it reads well."""

from __future__ import annotations

import pytest

from ui.web.document.differences import Hunk, Piece, differences

ARTICLE = "\n\n".join(
    [
        "The tunnel is 310 metres long. It was dug by 200 miners.",
        "It will reopen in 2026.",
        "Trains ran through it until 1961.",
        "The council met on Monday.",
        "A museum stands at its north end.",
    ]
)


def changes(before: str, after: str) -> list[tuple[str, str]]:
    """Return what is removed and added."""
    return [
        (piece.kind, piece.text)
        for hunk in differences(before, after)
        for piece in hunk.pieces
        if piece.kind != "same"
    ]


@pytest.mark.parametrize("text", ["", "One.", ARTICLE])
def test_the_same_text_has_no_differences(text: str) -> None:
    assert differences(text, text) == []


def test_a_figure_that_changed_is_marked_alone() -> None:
    assert changes(ARTICLE, ARTICLE.replace("310", "301")) == [
        ("removed", "310 "),
        ("added", "301 "),
    ]


@pytest.mark.parametrize(("old", "new"), [("4.2", "3.7"), ("1,204", "1,304"), ("4", "4.2")])
def test_a_figure_is_never_taken_apart(old: str, new: str) -> None:
    text = "The line carried 310 tonnes of freight in its first year."
    assert changes(text.replace("310", old), text.replace("310", new)) == [
        ("removed", f"{old} "),
        ("added", f"{new} "),
    ]


def test_a_sentence_that_was_taken_out_is_marked_whole() -> None:
    without = ARTICLE.replace(" It was dug by 200 miners.", "")
    assert changes(ARTICLE, without) == [("removed", "It was dug by 200 miners.\n\n")]


def test_what_is_wholly_other_is_not_taken_apart() -> None:
    new = ARTICLE.replace("The council met on Monday.", "Nobody knows why bats winter there.")
    assert changes(ARTICLE, new) == [
        ("removed", "The council met on Monday.\n\n"),
        ("added", "Nobody knows why bats winter there.\n\n"),
    ]


def test_lines_that_are_broken_elsewhere_are_no_difference() -> None:
    assert changes("One two\nthree four.\n\nFive.", "One two three\nfour.\n\nFive.") == []


def test_far_from_a_change_paragraphs_are_counted_and_not_shown() -> None:
    first, *rest = differences(ARTICLE, ARTICLE.replace("310", "301"))
    assert first.skipped == 0
    assert "".join(piece.text for piece in first.pieces).endswith("It will reopen in 2026.\n\n")
    assert rest == [Hunk(3, ())]
    first, *rest = differences(ARTICLE, ARTICLE.replace("north", "south"))
    assert first.skipped == 3
    assert first.pieces[0] == Piece("same", "The council met on Monday.\n\n")
    assert rest == []


def test_changes_at_both_ends_are_two() -> None:
    both = ARTICLE.replace("310", "301").replace("north", "south")
    assert [hunk.skipped for hunk in differences(ARTICLE, both)] == [0, 1]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ARTICLE),
        (ARTICLE, ""),
        (ARTICLE, ARTICLE.replace("\n\n", " ")),
        (ARTICLE, "\n\n".join(reversed(ARTICLE.split("\n\n")))),
        ("\n\n \n\n", "A."),
        ("🐪 одно. Два.", "🐪 одно. Три."),
        (ARTICLE, ARTICLE + "\n\nNew at the end."),
        ("word " * 3000, "other " * 3000),
    ],
)
def test_both_versions_can_be_put_together_again(before: str, after: str) -> None:
    hunks = differences(before, after)
    for text, kinds in ((before, {"same", "removed"}), (after, {"same", "added"})):
        paragraphs = [f"{one}\n\n" for one in text.split("\n\n") if one.strip()]
        built = ""
        for hunk in hunks:
            place = built.count("\n\n")
            built += "".join(paragraphs[place : place + hunk.skipped])
            built += "".join(piece.text for piece in hunk.pieces if piece.kind in kinds)
        assert built.split() == text.split()


def test_one_long_paragraph_that_changed_all_over_is_still_compared_word_by_word() -> None:
    before = " ".join(f"Post {number} counted {number * 7} camels." for number in range(4_000))
    after = before.replace("9 counted", "9 saw")
    words = [text.strip() for kind, text in changes(before, after) if kind == "added"]
    assert words == ["saw"] * 400
