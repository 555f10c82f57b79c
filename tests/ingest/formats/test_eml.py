"""An e-mail becomes one article of its own words; what is attached is named."""

from datetime import date

import pytest

from ingest.formats import Article, File, Unreadable
from ingest.formats.eml import read
from tests.ingest.makers import eml
from vectorstore import SourceError


def parts(content: bytes) -> list[Article | Unreadable]:
    return list(read(File("letter.eml", content)))


def article(content: bytes) -> Article:
    (found,) = parts(content)
    assert isinstance(found, Article)
    return found


def test_a_message_is_an_article() -> None:
    assert article(bytes(eml.message())) == Article(
        eml.BODY, title="A bridge for two towns", author="Ana Reis", published=date(2025, 6, 2)
    )


def test_what_is_answered_and_the_signature_stay_out() -> None:
    assert article(eml.answer()).text == eml.BODY


def test_what_introduces_an_answer_can_take_two_lines() -> None:
    quoted = "On Sun, 1 Jun 2025 at 10:00, Jon Hallam\n<jon@herald.example> wrote:\n> When?\n"
    assert article(bytes(eml.message(f"{eml.BODY}\n\n{quoted}"))).text == eml.BODY


def test_a_sentence_that_says_who_wrote_stays() -> None:
    said = "On Monday the council wrote to the province. It asked for a bridge."
    assert article(bytes(eml.message(said))).text == said


def test_a_forwarded_message_stays_out() -> None:
    body = f"{eml.BODY}\n\n-----Original Message-----\nFrom: Jon\nAn older text.\n"
    assert article(bytes(eml.message(body))).text == eml.BODY


def test_markup_is_read_where_there_is_no_plain_text() -> None:
    quoted = "<blockquote type=cite><p>When?</p></blockquote>"
    markup = f"<p>The bridge opened.</p>{quoted}<ul><li>a bridge</li></ul>"
    assert article(bytes(eml.message("", markup))).text == "The bridge opened.\n\na bridge"
    assert article(bytes(eml.message(markup=markup))).text == eml.BODY


def test_what_is_attached_is_named_and_a_picture_in_the_text_is_not() -> None:
    first, *rest = parts(eml.with_attachments())
    assert isinstance(first, Article)
    assert first.text == eml.BODY
    assert [type(each) for each in rest] == [Unreadable, Unreadable]
    assert len({each.key for each in rest}) == 2
    assert isinstance(rest[0], Unreadable)
    assert "report.pdf" in str(rest[0].error)
    assert rest[0].error.hint


@pytest.mark.parametrize("charset", ["koi8-r", "windows-1251", "utf-8", "no-such-charset"])
def test_old_charsets_are_read(charset: str) -> None:
    text = "Мост через реку открыли в понедельник, на три месяца позже срока."
    codec = "utf-8" if charset == "no-such-charset" else charset
    head = f"Subject: x\r\nContent-Type: text/plain; charset={charset}\r\n\r\n"
    assert article(head.encode() + text.encode(codec)).text == text


def test_broken_headers_cost_themselves_alone() -> None:
    head = b"Subject: =?utf-8?B?////?=\r\nFrom: \xff\xfe <\r\nDate: Foo, 99 Bar\r\n\r\n"
    found = article(head + b"The bridge opened on Monday.")
    assert found.text == "The bridge opened on Monday."
    assert found.published is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (eml.nested(1000), "parts"),
        (eml.nested(30), "parts"),
        (b"Just some words without any header.", "no e-mail"),
        (b"Subject: Nothing\r\n\r\n", "no text"),
        (b"\x00\x01\x02\x03" * 100, "no e-mail"),
    ],
)
def test_what_cannot_be_read_says_so(content: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said) as raised:
        parts(content)
    assert raised.value.hint
