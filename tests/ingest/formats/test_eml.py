"""An e-mail becomes one article of its own words, without what it answers."""

from datetime import date

import pytest

from ingest.formats import Article
from tests.ingest.formats.letters import article, parts
from tests.ingest.makers import eml
from tests.patience import patience
from vectorstore import SourceError


def test_a_message_is_an_article() -> None:
    assert article(bytes(eml.message())) == Article(
        eml.BODY, title="A bridge for two towns", author="Ana Reis", published=date(2025, 6, 2)
    )


def test_what_is_answered_and_the_signature_stay_out() -> None:
    assert article(eml.answer()).text == eml.BODY


def test_what_introduces_an_answer_can_take_two_lines() -> None:
    quoted = "On Sun, 1 Jun 2025 at 10:00, Jon Hallam\n<jon@herald.example> wrote:\n> When?\n"
    assert article(bytes(eml.message(f"{eml.BODY}\n\n{quoted}"))).text == eml.BODY


@pytest.mark.parametrize(
    "introduced",
    [
        "Am 1. Juni 2025 schrieb Jon Hallam:",
        "Le dim. 1 juin 2025, Jon Hallam a écrit :",
        "1 июня 2025 г., 10:00 Jon Hallam написал(а):",
        '01.06.2025, 10:00, "Jon Hallam" <jon@herald.example>:',
    ],
)
def test_what_introduces_an_answer_is_known_in_more_languages_than_one(introduced: str) -> None:
    body = f"{eml.BODY}\n\n{introduced}\n\n> When?\n"
    assert article(bytes(eml.message(body))).text == eml.BODY


@pytest.mark.parametrize(
    "said",
    [
        "On Monday the council wrote to the province. It asked for a bridge.",
        "On Monday the council wrote:\n\nWe ask for a bridge.",
    ],
)
def test_a_sentence_that_says_who_wrote_stays(said: str) -> None:
    assert article(bytes(eml.message(said))).text == said


def test_a_forwarded_message_stays_out() -> None:
    body = f"{eml.BODY}\n\n-----Original Message-----\nFrom: Jon\nAn older text.\n"
    assert article(bytes(eml.message(body))).text == eml.BODY


def test_markup_is_read_where_there_is_no_plain_text() -> None:
    quoted = "<blockquote type=cite><p>When?</p></blockquote>"
    markup = f"<p>The bridge opened.</p>{quoted}<ul><li>a bridge</li></ul>"
    assert article(bytes(eml.message("", markup))).text == "The bridge opened.\n\na bridge"
    assert article(bytes(eml.message(markup=markup))).text == eml.BODY


RULES = "The figures are out.\n{0}\nWATER\n\nThe lake fell.\n{0}\nPOWER\n\nOutput rose."
BLOCK = (
    "From: Jon Hallam <jon@herald.example>\nSent: Monday, June 17, 2024 9:12 AM\nTo: Ana\n"
    "Subject: Figures\n\nThe lake fell."
)
GMAIL = (
    "---------- Forwarded message ---------\nFrom: Jon <jon@herald.example>\nDate: Mon\n"
    "Subject: Figures\n\nThe lake fell to 38 percent."
)
OUTLOOK = (
    "<p>I agree.</p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p><b>From:</b> Jon<br>"
    "<b>Sent:</b> Monday<br><b>To:</b> Ana<br><b>Subject:</b> Figures</p></div>"
    "<p>The lake fell.</p>"
)


def test_rules_between_the_parts_of_a_text_end_nothing() -> None:
    for rule in ("_" * 52, "-" * 52):
        text = article(eml.written(RULES.format(rule))).text
        assert "The lake fell." in text
        assert text.endswith("Output rose.")


def test_a_message_below_a_rule_stays_out_of_an_answer() -> None:
    body = f"I agree.\n{'_' * 32}\n{BLOCK}"
    assert article(eml.written(body, "RE: Figures")).text == "I agree."
    assert "The lake fell." in article(eml.written(body, "FW: Figures")).text


@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_what_an_answer_answers_stays_out_and_what_is_handed_on_is_kept(kind: str) -> None:
    body = f"I agree.\n\n{BLOCK}" if kind == "text/plain" else OUTLOOK
    for subject in ("RE: Figures", "AW: Figures", "Re[2]: Figures", "Отв: Figures"):
        assert article(eml.written(body, subject, kind)).text == "I agree."
    for subject in ("FW: Figures", "Fwd: Figures", "WG: Figures", "Figures"):
        found = article(eml.written(body, subject, kind))
        assert found.text.startswith("I agree.")
        assert found.text.endswith("The lake fell.")
        assert found.title == "Figures"


@pytest.mark.parametrize("subject", ["Fwd: Figures", "Re: Figures", "Figures"])
def test_a_release_that_is_handed_on_is_kept(subject: str) -> None:
    text = article(eml.written(f"FYI\n\n{GMAIL}", subject)).text
    assert text.startswith("FYI\n\nFrom: Jon")
    assert text.endswith("The lake fell to 38 percent.")
    assert "Forwarded message" not in text
    markup = f"<div>FYI</div><div class='gmail_quote'>{GMAIL.replace(chr(10), '<br>')}</div>"
    assert "38 percent" in article(eml.written(markup, subject, "text/html")).text


def test_a_line_that_says_from_is_no_message() -> None:
    body = "From: the ministry\n\nThe lake fell.\n\nTo: the farmers\n\nUse less."
    assert article(eml.written(body, "Re: x")).text == body


def test_two_hyphens_above_much_text_are_a_rule() -> None:
    long = "\n".join(f"Figure {number} rose." for number in range(20))
    assert article(eml.written(f"Out today.\n--\n{long}")).text.endswith("Figure 19 rose.")
    assert article(eml.written(f"Out today.\n-- \n{long}")).text == "Out today."


def test_flowed_lines_are_joined() -> None:
    body = "The lake fell to 38 percent, the ministry \nsaid today.\nSecond.\n-- \nAna"
    flowed = "text/plain; format=flowed"
    assert article(eml.written(body, kind=flowed)).text == (
        "The lake fell to 38 percent, the ministry said today.\nSecond."
    )


MARKUP = "<p>The lake fell to 38 percent, its lowest level since it was first measured.</p>"


@pytest.mark.parametrize(
    ("plain", "is_taken"),
    [
        ("This message is in HTML. View it in your browser: https://x.example/1", False),
        ("News https://x.example/" + "a" * 300, False),
        ("The lake fell to 38 percent, its lowest level ever.", True),
    ],
)
def test_the_form_that_says_more_is_taken(plain: str, is_taken: bool) -> None:
    content = eml.of_parts(("text/plain", plain), ("text/html", MARKUP))
    assert (article(content).text == plain) is is_taken
    assert is_taken or article(content).text.startswith("The lake fell")


def test_a_footer_does_not_hide_the_text_above_it() -> None:
    content = eml.of_parts(
        ("text/html", MARKUP), ("text/plain", "Sent to the list of members."), kind="mixed"
    )
    assert article(content).text.endswith("measured.\n\nSent to the list of members.")


def test_markup_says_its_encoding_where_the_message_does_not() -> None:
    markup = "<meta charset='windows-1251'><p>Мост открыли в понедельник.</p>"
    content = b"Subject: x\nContent-Type: text/html\n\n" + markup.encode("cp1251")
    assert article(content).text == "Мост открыли в понедельник."


def test_names_in_any_encoding_are_read() -> None:
    head = (
        "From: =?koi8-r?B?4c7OwQ==?= <a@b.example>\nSubject: =?utf-8?Q?Caf=C3=A9?= =?x?Q?_two?=\n"
    )
    found = article(f"{head}\nIt rains.".encode())
    assert (found.author, found.title) == ("Анна", "Café two")
    assert article("Subject: Мост\n\nIt rains.".encode()).title == "Мост"


@pytest.mark.parametrize(("name", "kept"), [("admin", None), ("Ana Reis", "Ana Reis")])
def test_an_account_is_no_author(name: str, kept: str | None) -> None:
    assert article(f"From: {name} <a@b.example>\n\nIt rains.".encode()).author == kept


@pytest.mark.parametrize("written", ["June 2024", "Mon, 17 Jun 2999 10:00:00 +0000", "03/04/2024"])
def test_a_date_that_names_no_day_is_told_and_not_made_up(written: str) -> None:
    found = article(f"Subject: x\nDate: {written}\n\nIt rains.".encode())
    assert (found.published, found.written_date) == (None, written)


HOSTILE = {
    "senders": b"From: " + b"a," * 500_000,
    "comments": b"From: " + b"(" * 100_000,
    "words": b"From: a\nSubject: " + b"=?utf-8?q?a?= " * 70_000,
    "parameters": b"From: a\nContent-Type: text/plain; " + b"a=b; " * 100_000,
    "name": b"From: a\nContent-Type: text/plain; "
    + b"".join(b"name*%d=b; " % n for n in range(30_000)),
    "codec": b"From: a\nContent-Type: text/plain; charset=punycode",
    "date": b"From: a\nDate: " + b"1 " * 500_000,
}


@pytest.mark.parametrize("head", HOSTILE.values(), ids=HOSTILE)
def test_headers_without_end_take_no_time(head: bytes) -> None:
    with patience():
        assert parts(head + b"\n\nThe bridge opened. " + b"\xe9 " * 20_000)


def test_parts_without_end_are_refused_before_they_are_read() -> None:
    with patience(), pytest.raises(SourceError, match="500 parts"):
        parts(b"From: a\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 130_000)


def test_a_multipart_without_its_boundaries_keeps_its_text() -> None:
    assert article(eml.written("It rains.", kind="multipart/mixed; boundary=b")).text == "It rains."


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
