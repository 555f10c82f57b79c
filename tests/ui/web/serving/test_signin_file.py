"""The sign-in file is checked before anybody signs in, and keeps its secrets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.ui.web.signing_in import FILE, NAMED, written
from ui.web.serving import signin_file
from vectorstore import InputError


def test_one_provider(tmp_path: Path) -> None:
    found = signin_file.read(written(tmp_path, FILE))
    assert found.providers == ("default",)
    assert (found.host, found.is_encrypted) == ("caravan.example.org", True)
    assert found.url(8501) == "https://caravan.example.org"
    assert found.secrets["auth"]["client_secret"] == "known to nobody else"
    assert "nobody else" not in repr(found)
    assert found.admits(None, is_verified=False)


def test_several_providers(tmp_path: Path) -> None:
    found = signin_file.read(written(tmp_path, NAMED))
    assert found.providers == ("google", "our-office")
    assert (found.host, found.is_encrypted) == ("localhost", False)
    assert found.url(8600) == "http://localhost:8600"


def test_the_files_that_the_manual_shows(tmp_path: Path) -> None:
    manual = (Path(__file__).parents[4] / "docs" / "serving.md").read_text(encoding="utf-8")
    shown = re.findall("```toml\n(.*?)```", manual, re.DOTALL)
    secret = '"known to nobody, and no shorter than it may be"'
    found = [signin_file.read(written(tmp_path, text.replace('"..."', secret))) for text in shown]
    assert [one.providers for one in found] == [("default",), ("google", "our-office")]
    assert found[0].admits("guest@partner.example", is_verified=True)
    assert not found[0].admits("ann@partner.example", is_verified=True)


@pytest.mark.parametrize(
    ("changed", "to", "told"),
    [
        ("[auth]", "[auth", "is not TOML"),
        ("[auth]", "[other]", "other is not known"),
        ("[auth]", "auth = 1\n[other]", "other is not known"),
        (FILE, "", "no table [auth]"),
        ("cookie_secret", "cookie_sercet", "cookie_sercet is not known"),
        ('"a secret of more than thirty-two characters"', '"short, but nobody knows"', "32"),
        ('"a secret of more than thirty-two characters"', '" "', "cookie_secret is missing"),
        ('client_id = "caravan"', "", "client_id is missing"),
        ('client_id = "caravan"', "client_id = 7", "client_id is missing"),
        ('client_secret = "known to nobody else"', "", "client_secret is missing"),
        ("server_metadata_url = ", "client_kwargs = 1 #", "server_metadata_url is missing"),
        ("https://id.example.org/", "http://id.example.org/", "https://"),
        ("https://id.example.org/", "id.example.org/", "https://"),
        ("/oauth2callback", "/callback", "redirect_uri"),
        ("/oauth2callback", "/app/oauth2callback", "redirect_uri"),
        ("/oauth2callback", "/oauth2callback?next=/", "redirect_uri"),
        ("https://caravan.", "http://caravan.", "redirect_uri"),
        ("https://caravan.", "https://ann:secret@caravan.", "redirect_uri"),
        ("caravan.example.org", "caravan.example.org:port", "redirect_uri"),
    ],
)
def test_what_is_wrong_is_told_without_the_secrets(
    tmp_path: Path, changed: str, to: str, told: str
) -> None:
    assert changed in FILE
    file = written(tmp_path, FILE.replace(changed, to))
    with pytest.raises(InputError) as raised:
        signin_file.read(file)
    assert told in str(raised.value)
    assert str(file) in str(raised.value)
    assert "docs/serving.md" in raised.value.hint
    for secret in ("nobody", "more than thirty-two", "ann:secret"):
        assert secret not in str(raised.value)


@pytest.mark.parametrize("name", ["my_office", '"my office"', "Office", '"*"'])
def test_a_name_that_streamlit_cannot_use(tmp_path: Path, name: str) -> None:
    file = written(tmp_path, NAMED.replace("auth.our-office", f"auth.{name}"))
    with pytest.raises(InputError, match="small letters, digits and hyphens"):
        signin_file.read(file)


def test_a_named_provider_that_is_not_whole(tmp_path: Path) -> None:
    file = written(tmp_path, NAMED.replace("client_kwargs", "further"))
    with pytest.raises(InputError, match=r"further is not known in \[auth.our-office\]"):
        signin_file.read(file)


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "sign-in.toml"
    if content:
        file.write_bytes(content)
    with pytest.raises(InputError, match=r"sign-in\.toml"):
        signin_file.read(file)


@pytest.mark.parametrize(
    ("email", "is_in"),
    [
        ("ann@example.org", True),
        ("ANN@Example.ORG", True),
        ("ben@team.test", True),
        ("ben@example.org", False),
        ("ann@example.org.evil.test", False),
        ("ben@sub.team.test", False),
        ("ben@evilteam.test", False),
        ("@team.test@evil.test", False),
        ("ben@tea\N{LATIN SMALL LETTER M WITH DOT BELOW}.test", False),
        ("ben@\N{KELVIN SIGN}.test", False),
        ("", False),
        (None, False),
        (["ann@example.org"], False),
    ],
)
def test_who_is_allowed(tmp_path: Path, email: object, is_in: bool) -> None:
    allowed = '[caravan]\nallowed = ["Ann@example.org", "@team.test", "@k.test"]'
    found = signin_file.read(written(tmp_path, FILE + allowed))
    assert found.admits(email, is_verified=True) is is_in
    assert not found.admits(email, is_verified=False)


@pytest.mark.parametrize(
    "table",
    [
        "[caravan]\nallowed = []",
        '[caravan]\nallowed = "ann@example.org"',
        '[caravan]\nallowed = ["example.org"]',
        '[caravan]\nallowed = ["ann@example.org, ben@example.org"]',
        "[caravan]\nallowed = [7]",
        '[caravan]\nalowed = ["@example.org"]',
        '[Caravan]\nallowed = ["@example.org"]',
    ],
)
def test_a_list_that_would_let_in_others_than_meant(tmp_path: Path, table: str) -> None:
    with pytest.raises(InputError, match=r"(?i)a.?lowed|caravan"):
        signin_file.read(written(tmp_path, FILE + table))
