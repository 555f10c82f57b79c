"""From bytes to text: which encoding, what is no text, mojibake mended and honest text left."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.encoding import decode, mend, tidy
from tests.ingest.makers.tongues import IN_LANGUAGES
from tests.patience import patience
from vectorstore import SourceError

FRENCH = "Un café à Genève\n\nL’été dernier, la réunion s’est tenue à Genève. C’était très bref."
RUSSIAN = "Мост для двух городов\n\nМост открыли в понедельник. Его длина 340 метров."
HONEST = [
    *IN_LANGUAGES.values(),
    FRENCH,
    "SÃO PAULO: A MAÇÃ, A IRMÃ E A CORAÇÃO. Não, não são “iguais” — são…",
    "“Smart” quotes – ‘single’ too… cost €5 or £4, ½ off, naïve café, 5 °C",
    "Ångström, Žižkov, Łódź, ÑANDÚ, Œuvre, Ærø, Þór, Đorđe, ŐRSÉG",
    "Город «СССР» — в 1991 г. Село «Вёшенская», ВЂ",
    "Ð",
    "ﬁne ligatures, ＷＩＤＥ letters, &amp; and <b>marks</b> stay",
]


@pytest.mark.parametrize(
    ("text", "encoding"), [(FRENCH, "cp1252"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r")]
)
def test_old_encodings_are_recognised(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_an_old_encoding_is_told_from_lines_far_down() -> None:
    text = "Plain words and nothing else.\n" * 20_000 + RUSSIAN
    assert decode(text.encode("cp1251")) == text


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "iso8859-5", "ISO-8859-5"),
        (IN_LANGUAGES["kk"], "kz1048", "kz-1048"),
        (FRENCH, "cp1252", "iso-8859-1"),
        (IN_LANGUAGES["zh"], "gb18030", "gb2312"),
        ("東京の橋が開通した。", "iso2022_jp", "iso-2022-jp"),
        (RUSSIAN, "utf-16-le", "utf-16le"),
    ],
)
def test_a_declared_encoding_is_used(text: str, encoding: str, declared: str) -> None:
    assert decode(text.encode(encoding), declared) == text


@pytest.mark.parametrize(
    "declared", ["iso-8859-1", "windows-1251", "utf-16", "latin9", "no-such", "", "x" * 500, "\0"]
)
def test_sound_utf8_is_utf8_whatever_is_declared(declared: str) -> None:
    assert decode(RUSSIAN.encode(), declared) == RUSSIAN


@pytest.mark.parametrize("declared", ["punycode", "idna", "unicode_escape", "base64", "rot13"])
def test_what_is_no_encoding_of_articles_is_not_used(declared: str) -> None:
    assert decode(b"A bridge-\\u0041 is open", declared) == "A bridge-\\u0041 is open"


def test_one_broken_byte_does_not_spoil_a_text() -> None:
    broken = RUSSIAN.encode()[:-3] + b"\xff" + RUSSIAN.encode()[-3:]
    assert decode(broken).replace("\ufffd", "") == RUSSIAN


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_broken_character_behind_a_mark_does_not_spoil_a_text(encoding: str) -> None:
    broken = "The reservoir fell in June.".encode(encoding)[:-1] + b"\xff"
    assert decode(broken).startswith("The reservoir fell in June")


def test_a_mark_that_lies_is_an_error() -> None:
    with pytest.raises(SourceError, match="it is UTF-8, but much of it is not"):
        decode(b"\xef\xbb\xbf\xff\xff\xff")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a PNG picture"),
        (b"\x7fELF\x02\x01\x01" + bytes(64), "a program"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF"),
        (b"PK\x03\x04" + bytes(26), "an Office document"),
        (b"A text\x00 with a NUL", "binary"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "binary"),
    ],
)
def test_what_is_not_text_is_named(content: bytes, kind: str) -> None:
    with pytest.raises(SourceError, match=kind) as caught:
        decode(content)
    assert ".txt or .md" in caught.value.hint


def test_text_that_begins_like_a_program_is_text() -> None:
    assert decode(b"MZansi is a name for South Africa.").startswith("MZansi")


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_refused(seed: int) -> None:
    with pytest.raises(SourceError, match="binary"):
        decode(random.Random(seed).randbytes(500))


@given(st.binary(max_size=300), st.sampled_from([None, "utf-16", "cp1251", "gbk", "koi8-r"]))
def test_any_bytes_are_text_or_refused(content: bytes, declared: str | None) -> None:
    try:
        tidy(decode(content, declared)).encode()
    except SourceError as error:
        assert error.hint


@pytest.mark.parametrize("text", HONEST)
def test_honest_text_is_left_as_it_is(text: str) -> None:
    assert mend(text) == text


@pytest.mark.parametrize("wrong", ["cp1252", "latin-1"])
@pytest.mark.parametrize("text", ["Straße", "“quoted” words", "Été à Genève, 5 €", "Łódź"])
def test_utf8_read_as_an_old_encoding_is_mended(text: str, wrong: str) -> None:
    # As browsers do, bytes that Windows-1252 leaves open are read as Latin-1 has them.
    spoilt = "".join(bytes([byte]).decode(wrong, "ignore") or chr(byte) for byte in text.encode())
    assert spoilt != text
    assert decode(f"Fine — “this” line.\n{spoilt}\n".encode()) == f"Fine — “this” line.\n{text}\n"


def test_cyrillic_mojibake_is_mended() -> None:
    assert mend("Қазақстан".encode().decode("latin-1")) == "Қазақстан"
    assert "открыли в понедельник" in mend(RUSSIAN.encode().decode("cp1251", "ignore"))


def test_one_spoilt_name_in_a_good_line_is_mended() -> None:
    assert mend("«Мост» открыл PÃ©rez — в Genève.") == "«Мост» открыл Pérez — в Genève."


def test_quotes_read_as_latin_1_are_quotes() -> None:
    assert decode("It\x92s \x93good\x94 \x96 and \x80 5".encode()) == "It’s “good” – and € 5"


@pytest.mark.parametrize("piece", ["ÃŸ", "Ã", "aÃ© ", "Ð\xa0", "é”", "â€"])
def test_mending_takes_time_in_proportion(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    with patience():
        assert mend(text)


@given(st.text("aÃŸâ€œ\x9dÐš …é”\n", max_size=80))
def test_mending_never_breaks_on_any_text(text: str) -> None:
    assert mend(text).count("\n") == text.count("\n")


def test_tidy_text_has_one_kind_of_break_and_of_space() -> None:
    assert tidy("a\r\nb\rc\u2028d\u00a0e\u2009f\u00adg\u200bh\x07i\ud800j") == "a\nb\nc\nd e fghij"
