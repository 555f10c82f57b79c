"""Who is before the page, and what whoever is not let in sees instead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.web.signing_in import FILE, NAMED, ann, written
from ui.web import identity
from ui.web.identity import LOCAL_USER, Outside, User
from ui.web.serving import signin_file


@pytest.fixture(autouse=True)
def nobody_signs_in() -> Iterator[None]:
    yield
    identity.use(None)


@pytest.fixture
def office(tmp_path: Path) -> None:
    identity.use(signin_file.read(written(tmp_path, FILE)))


def visited(claims: dict[str, Any]) -> Any:
    """Return who is before a page, given what the provider has told of them."""

    def page() -> None:
        import streamlit as st

        from ui.web import identity

        st.session_state.found = identity.look()
        st.session_state.user = identity.current()

    app = AppTest.from_function(page)
    app.user = claims
    app.run()
    assert not app.exception
    found, user = app.session_state.found, app.session_state.user
    assert user == (found if isinstance(found, User) else None)
    return found


def test_without_signing_in_there_is_one_user() -> None:
    assert not identity.is_configured()
    assert visited({}) == visited(ann()) == LOCAL_USER


@pytest.mark.usefixtures("office")
def test_a_user_is_known_by_provider_and_subject() -> None:
    assert identity.is_configured()
    found = visited(ann())
    assert found == User("https://id.example.org#ann-1", "Ann Arden")
    assert visited(ann(email="arden@example.org", name="A. Arden")).id == found.id
    assert visited(ann(iss="https://id.example.com")).id != found.id
    assert visited(ann(sub="ben-2")).id != found.id


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"name": None}, "ann@example.org"),
        ({"name": "  "}, "ann@example.org"),
        ({"name": None, "email": None}, ""),
        ({"name": "Ann\u202e\nArden"}, "Ann\ufffd\ufffdArden"),
    ],
)
def test_what_a_user_is_called(claims: dict[str, Any], name: str) -> None:
    assert visited(ann(**claims)).name == name


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "claims",
    [
        {"is_logged_in": False},
        {"iss": None},
        {"iss": ""},
        {"sub": None},
        {"sub": 7},
        {"iat": None},
        {"iat": "1760000000"},
    ],
)
def test_who_is_not_wholly_told_is_nobody(claims: dict[str, Any]) -> None:
    assert visited(ann(**claims)) is Outside.UNKNOWN
    assert visited({}) is Outside.UNKNOWN


@pytest.mark.usefixtures("office")
def test_a_sign_in_ends_by_itself() -> None:
    now = ann()["iat"]
    assert isinstance(visited(ann(iat=now - identity.LASTS + 60)), User)
    assert visited(ann(iat=now - identity.LASTS - 60)) is Outside.EXPIRED


@pytest.mark.parametrize("verified", [False, "false", None, 0])
def test_who_is_allowed_has_an_address_that_is_verified(tmp_path: Path, verified: object) -> None:
    allowed = '[caravan]\nallowed = ["@example.org"]'
    identity.use(signin_file.read(written(tmp_path, FILE + allowed)))
    assert isinstance(visited(ann()), User)
    unsaid = ann()
    del unsaid["email_verified"]
    assert isinstance(visited(unsaid), User)
    assert visited(ann(email_verified=verified)) is Outside.NOT_ALLOWED
    assert visited(ann(email="eve@elsewhere.test")) is Outside.NOT_ALLOWED


@pytest.mark.usefixtures("office")
def test_who_signs_out_is_out_wherever_they_were_in() -> None:
    def page() -> None:
        from ui.web import identity

        identity.sign_out()

    signed_in = ann()
    assert isinstance(visited(signed_in), User)
    app = AppTest.from_function(page)
    app.user = signed_in
    app.run()
    assert not app.exception
    assert visited(signed_in) is Outside.UNKNOWN
    assert isinstance(visited(signed_in | {"nonce": "of another sign-in"}), User)


# The page.


def outside(claims: dict[str, Any], query: dict[str, str] | None = None) -> AppTest:
    """Return the page of who is not let in."""

    def page() -> None:
        from ui.web import signin

        signin.draw()

    app = AppTest.from_function(page)
    app.user = claims
    for name, value in (query or {}).items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


@pytest.mark.usefixtures("office")
def test_one_provider_has_one_button() -> None:
    assert [button.label for button in outside({}).button] == ["Sign in"]


def test_each_provider_has_a_button(tmp_path: Path) -> None:
    identity.use(signin_file.read(written(tmp_path, NAMED)))
    labels = [button.label for button in outside({}).button]
    assert labels == ["Continue with Google", "Continue with Our Office"]


@pytest.mark.usefixtures("office")
def test_a_failure_is_told_and_leaves_the_address() -> None:
    app = outside({}, {"sign-in": "failed", "conversation": "c1"})
    assert dict(app.query_params) == {"conversation": "c1"}
    assert app.session_state["sign-in-failed"]


def test_who_is_not_allowed_can_only_leave(tmp_path: Path) -> None:
    allowed = '[caravan]\nallowed = ["@example.org"]'
    identity.use(signin_file.read(written(tmp_path, FILE + allowed)))
    app = outside(ann(email="eve@elsewhere.test"))
    assert [title.value for title in app.title] == ["Not let in"]
    assert [button.label for button in app.button] == ["Sign out"]
