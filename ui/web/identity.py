"""Who is before the page: the one local user, or whom a provider has signed in."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, NoReturn

import streamlit as st

from ui.output import printable_name
from ui.web.serving.signin_file import SignIn

LASTS = 7 * 24 * 60 * 60
"""Seconds that a sign-in is good for. Whoever may no longer come in is out by then: the provider is
asked at a sign-in only."""

_COOKIE = "_streamlit_user"


@dataclass(frozen=True, slots=True)
class User:
    """Who owns conversations, reports and preferences, and by what name to call them.

    `id` is the provider's address and its own lasting name for the person: never the e-mail
    address, which may pass to another. Where nobody signs in, both are empty.
    """

    id: str
    name: str


LOCAL_USER = User("", "")


class Outside(Enum):
    """Why somebody is not let in."""

    UNKNOWN = auto()
    EXPIRED = auto()
    NOT_ALLOWED = auto()


_sign_in: SignIn | None = None
_ended: set[tuple[str, ...]] = set()


def use(sign_in: SignIn | None) -> None:
    """Make `sign_in` the way in; None lets in everyone, as the one local user."""
    global _sign_in
    _sign_in = sign_in


def is_configured() -> bool:
    """Tell whether people sign in here."""
    return _sign_in is not None


def providers() -> tuple[str, ...]:
    """Return the names of those with whom one can sign in."""
    return _sign_in.providers if _sign_in else ()


def current() -> User | None:
    """Return who is before the page; None where nobody is who may see it."""
    found = look()
    return found if isinstance(found, User) else None


def look() -> User | Outside:
    """Return who is before the page, or why nobody is who may see it."""
    if _sign_in is None:
        return LOCAL_USER
    claims: Mapping[str, Any] = st.user
    if not claims.get("is_logged_in"):
        return Outside.EXPIRED if _COOKIE in st.context.cookies.to_dict() else Outside.UNKNOWN
    issuer, subject, issued = claims.get("iss"), claims.get("sub"), claims.get("iat")
    if not (_is_given(issuer) and _is_given(subject) and isinstance(issued, int | float)):
        return Outside.UNKNOWN
    if _mark(claims) in _ended:
        return Outside.UNKNOWN
    if time.time() - issued > LASTS:
        return Outside.EXPIRED
    email = claims.get("email")
    if not _sign_in.admits(email, is_verified=claims.get("email_verified", True) is True):
        return Outside.NOT_ALLOWED
    # An issuer's address has no fragment (OpenID Connect Core 1.0, section 2).
    return User(f"{issuer}#{subject}", called())


def called() -> str:
    """Return the name of whom the provider has signed in, let in or not."""
    given = (st.user.get("name"), st.user.get("email"))
    return next((printable_name(str(each)).strip() for each in given if _is_given(each)), "")


def sign_out() -> NoReturn:
    """End the sign-in in every tab that it has open, and leave the page."""
    _ended.add(_mark(st.user))
    st.logout()
    st.stop()


def _is_given(claim: object) -> bool:
    return isinstance(claim, str) and bool(claim.strip())


def _mark(claims: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what tells one sign-in from another of the same person."""
    return tuple(str(claims.get(name)) for name in ("iss", "sub", "iat", "nonce"))
