"""What is attached to an e-mail is read by its own format, and costs no other."""

import pytest

from ingest.formats import Article, Unreadable
from tests.ingest.formats.letters import article, parts
from tests.ingest.makers import eml
from tests.ingest.makers.zip import zip_of


def test_what_is_attached_is_read_by_its_own_format() -> None:
    rows = b"id,title,text\n1,A lake,The lake fell.\n2,A dam,The dam holds.\n"
    files = ("report.txt", b"A report\n\nThe lake fell."), ("rows.csv", rows)
    first, report, *table = parts(eml.with_attachments(*files))
    assert isinstance(first, Article)
    assert (first.key, first.text) == ("", eml.BODY)
    assert isinstance(report, Article)
    assert (report.key, report.title, report.text) == ("report.txt", "A report", "The lake fell.")
    assert [each.key for each in table] == ["rows.csv#1", "rows.csv#2"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("cut.pdf", b"%PDF-1.4", ""),
        ("sheet.xlsx", b"PK", "not a format"),
        ("many.zip", zip_of({"a.txt": "words"}), "archive"),
        ("empty.txt", b"", "empty"),
        ("rows.csv", b"a,b\n1,2\n", "column"),
    ],
)
def test_what_is_attached_and_cannot_be_read_says_so(name: str, content: bytes, said: str) -> None:
    first, second, third = parts(eml.with_attachments((name, content), ("b.txt", b"It rains.")))
    assert isinstance(first, Article)
    assert isinstance(second, Unreadable)
    assert second.key == name
    assert said in str(second.error)
    assert second.error.hint
    assert isinstance(third, Article)


def test_a_message_attached_to_one_is_an_article() -> None:
    first, second = parts(eml.within(eml.message("An older message.")))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.text == "See the message."
    assert (second.text, second.author) == ("An older message.", "Ana Reis")
    assert second.key == "Re: A bridge for two towns.eml"


def test_messages_within_messages_are_followed_so_far_and_no_farther() -> None:
    as_parts = parts(eml.within(eml.message("The innermost."), 8))
    as_file = eml.written("Words.")
    for _ in range(8):
        as_file = eml.with_attachments(("inner.eml", as_file))
    for found in (as_parts, parts(as_file)):
        assert len(found) == 7
        assert isinstance(found[-1], Unreadable)
        assert "messages deep" in str(found[-1].error)


def test_what_is_attached_is_enough() -> None:
    made = eml.message(" ")
    made.add_attachment("The lake fell.", filename="report.txt")
    assert article(bytes(made)).key == "report.txt"


def test_a_signature_is_no_attachment() -> None:
    content = eml.of_parts(
        ("text/plain", "It rains."), ("application/pgp-signature; name=s.asc", "x"), kind="signed"
    )
    assert article(content).text == "It rains."


def test_the_name_of_what_is_attached_is_no_path() -> None:
    for name in ("../../a.txt", "C:\\\\letters\\\\a.txt", "/etc/a.txt"):
        head = f'Content-Type: text/plain; name="{name}"\nSubject: x\n\n'
        assert article(f"{head}It rains.".encode()).key == "a.txt"
