"""Files are named for what they hold, and so that every system takes them."""

from __future__ import annotations

import pytest

from ui.reports import LABELS, Format, file_name


def test_every_format_has_a_name_for_people() -> None:
    assert set(LABELS) == set(Format)
    assert len(set(LABELS.values())) == len(LABELS)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The EU's trade, in 2024?", "The EU's trade, in 2024.txt"),
        ("../../etc/passwd", "etc passwd.txt"),
        ('C:\\con "a" <b> | *', "C con a b.txt"),
        ("Токаев\u202eexe", "Токаев exe.txt"),
        ("a\nb\x00c", "a b c.txt"),
        ("?!", "Untitled.txt"),
        ("x" * 80, f"{'x' * 60}.txt"),
    ],
)
def test_the_name_of_a_file(title: str, name: str) -> None:
    assert file_name(title, Format.TEXT, "Untitled") == name
