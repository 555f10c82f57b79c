"""Which language a text is in, whatever it says of itself, and what is read badly."""

import pytest

from ingest.language import detect, normal, note_on, reads_badly, settled
from tests.ingest.makers.tongues import IN_LANGUAGES
from vectorstore.embedding import DEFAULT_MODEL

ENGLISH, RUSSIAN, FRENCH = (IN_LANGUAGES[code] for code in ("en", "ru", "fr"))


@pytest.mark.parametrize("code", IN_LANGUAGES)
def test_languages_are_told(code: str) -> None:
    assert detect(IN_LANGUAGES[code]) == code


@pytest.mark.parametrize(
    "text",
    ["", "Bridge opened", "12 34 56 78 " * 20, f"{ENGLISH} {RUSSIAN}", "— … “” " * 50],
    ids=["nothing", "short", "figures", "two languages", "marks"],
)
def test_what_is_uncertain_is_not_told(text: str) -> None:
    assert detect(text) is None


def test_a_quotation_does_not_change_the_language() -> None:
    assert detect(f"{ENGLISH} «{RUSSIAN[:60]}» {ENGLISH}") == "en"
    assert detect(IN_LANGUAGES["zh"] * 3 + " (Caravan Research)") == "zh"


def test_a_long_text_is_judged_from_all_its_parts() -> None:
    assert detect(f"{ENGLISH} " + f"{RUSSIAN} " * 400) == "ru"


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ("en", "en"),
        ("EN_us", "en-US"),
        ("English", "en"),
        ("rus", "ru"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("Kazakh", "kk"),
        ("no", "no"),
        ("Klingon", None),
        ("", None),
        (None, None),
        (5, None),
        ("<b>", None),
    ],
)
def test_languages_are_named_by_their_codes(named: object, code: str | None) -> None:
    assert normal(named) == code


@pytest.mark.parametrize(
    ("given", "declared", "text", "language"),
    [
        (None, None, RUSSIAN, "ru"),
        (None, "ru", RUSSIAN, "ru"),
        (None, "en", RUSSIAN, "ru"),
        ("en", None, RUSSIAN, "ru"),
        (None, "en", FRENCH * 2, "fr"),
        (None, "en-GB", ENGLISH, "en-GB"),
        (None, "en", "Bridge opened", "en"),
        (None, "uz", IN_LANGUAGES["tr"], "uz"),
        ("uk", "ru", RUSSIAN, "uk"),
        ("kk", None, "Көпір ашылды", "kk"),
        (None, "Klingon", ENGLISH, "en"),
    ],
)
def test_what_is_said_is_believed_unless_the_text_belies_it(
    given: str | None, declared: str | None, text: str, language: str
) -> None:
    assert settled(given, declared, text) == language


def test_what_the_default_model_reads_badly_is_said() -> None:
    assert note_on("ru", DEFAULT_MODEL) == (
        "It is in Russian, which the default model reads badly: "
        "search finds it by its words, but hardly by its meaning."
    )
    assert "Kazakh" in note_on("kk-KZ", DEFAULT_MODEL)
    assert "less well than English" in note_on("de", DEFAULT_MODEL)
    assert reads_badly("zh")


def test_of_another_model_nothing_is_known() -> None:
    assert note_on("ru", "multilingual-e5-small") == ""


@pytest.mark.parametrize("language", ["en", "en-GB", "English", "Klingon", None])
def test_of_english_and_of_what_is_not_known_nothing_is_said(language: str | None) -> None:
    assert note_on(language, DEFAULT_MODEL) == ""
    assert not reads_badly(language)
