"""The file that says with whom people sign in, and who may come in."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult

from ui.web.serving.ports import is_of_this_machine, parts_of
from vectorstore import InputError

SHORTEST_SECRET = 32
"""Characters: cookies are signed with keys of 256 bits."""

CALLBACK = "/oauth2callback"

_UNNAMED = "default"  # as `st.login` calls the provider of [auth] itself
_SHARED = frozenset({"redirect_uri", "cookie_secret"})
_OF_PROVIDER = frozenset({"client_id", "client_secret", "server_metadata_url"})
_OPTIONAL = "client_kwargs"
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ADDRESS = re.compile(r"[^@\s]*@[^@\s]+\.[^@\s]+")
_HINT = "docs/serving.md shows a whole file."


class _Wrong(Exception):
    """What is wrong with the file, said without any of its secrets."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """What the file says.

    `providers` are the names with which `st.login` is called; `allowed` is None where everyone may
    come in whom a provider signs in; `secrets` is what Streamlit is to know.
    """

    redirect_uri: str
    providers: tuple[str, ...]
    allowed: frozenset[str] | None
    secrets: Mapping[str, Any] = field(repr=False)

    @property
    def host(self) -> str:
        """The name under which browsers reach the app."""
        return _split(self.redirect_uri).hostname or ""

    @property
    def is_encrypted(self) -> bool:
        """Whether browsers reach the app by TLS."""
        return self.redirect_uri.startswith("https:")

    def url(self, port: int) -> str:
        """Return where browsers reach the app, which itself listens at `port`."""
        return self.redirect_uri.removesuffix(CALLBACK).replace("{port}", str(port))

    def admits(self, email: object, *, is_verified: bool) -> bool:
        """Tell whether whoever has this e-mail address may come in."""
        if self.allowed is None:
            return True
        if not (is_verified and isinstance(email, str) and "@" in email):
            return False
        domain = "@" + email.rpartition("@")[2]
        return not self.allowed.isdisjoint({_folded(email), _folded(domain)})


def read(file: Path) -> SignIn:
    """Return what a sign-in file says. Raises InputError where it is of no use."""
    try:
        document = tomllib.loads(file.expanduser().read_text(encoding="utf-8"))
    except RuntimeError as error:  # ~ of somebody who is not known here
        raise InputError(f"{file} cannot be read: there is no such folder.", _HINT) from error
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.", _HINT) from error
    except ValueError as error:  # TOML or UTF-8; neither message repeats the file's values
        raise InputError(f"{file} is not TOML: {error}.", _HINT) from error
    try:
        found = _sign_in(document)
    except _Wrong as error:
        raise InputError(f"{file} is wrong: {error}.", _HINT) from error
    if find_spec("authlib") is None:
        raise InputError(
            "Signing in needs a package that is not installed.", "pip install 'caravan[sign-in]'"
        )
    return found


def _sign_in(document: Mapping[str, Any]) -> SignIn:
    """Check all that Streamlit would only find out once somebody signs in.

    Raises _Wrong.
    """
    _check_keys("the file", document, {"auth", "caravan"})
    auth = _table(document, "auth")
    named = {
        name: _table(auth, name)
        for name, value in auth.items()
        if isinstance(value, dict) and name != _OPTIONAL
    }
    _check_keys("[auth]", auth, {*_SHARED, *_OF_PROVIDER, _OPTIONAL, *named})
    _check_texts("[auth]", auth, _SHARED)
    if len(auth["cookie_secret"]) < SHORTEST_SECRET:
        raise _Wrong(
            f"cookie_secret has fewer than {SHORTEST_SECRET} characters; make one with "
            'python -c "import secrets; print(secrets.token_urlsafe(32))"'
        )
    _check_redirect(auth["redirect_uri"])
    providers = dict(named)
    if _OF_PROVIDER & auth.keys() or not named:
        _check_provider("[auth]", {key: auth[key] for key in auth.keys() - _SHARED - named.keys()})
        providers = {_UNNAMED: auth, **named}
    for name, provider in named.items():
        if not _NAME.fullmatch(name):
            raise _Wrong(f"[auth.{name}] needs a name of small letters, digits and hyphens")
        _check_provider(f"[auth.{name}]", provider)
    return SignIn(
        auth["redirect_uri"],
        tuple(providers),
        _allowed(_table(document, "caravan") if "caravan" in document else {}),
        {"auth": auth},
    )


def _check_keys(place: str, table: Mapping[str, Any], known: set[str]) -> None:
    for key in table:
        if key not in known:
            raise _Wrong(f"{key} is not known in {place}")


def _table(table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = table.get(name)
    if not isinstance(found, dict):
        raise _Wrong(f"it has no table [{name}]")
    return found


def _check_texts(place: str, table: Mapping[str, Any], names: frozenset[str]) -> None:
    for name in sorted(names):
        if not (isinstance(table.get(name), str) and table[name].strip()):
            raise _Wrong(f"{name} is missing in {place}")


def _check_redirect(uri: str) -> None:
    parts = _split(uri)
    if not _is_safe(parts) or parts.path != CALLBACK or parts.query or parts.fragment:
        raise _Wrong(
            f"redirect_uri must be https://NAME{CALLBACK}, where NAME is what browsers reach the "
            f"app by, or http://localhost:{{port}}{CALLBACK} on this machine alone"
        )


def _check_provider(place: str, provider: Mapping[str, Any]) -> None:
    _check_keys(place, provider, {*_OF_PROVIDER, _OPTIONAL})
    _check_texts(place, provider, _OF_PROVIDER)
    if not _is_safe(_split(provider["server_metadata_url"])):
        raise _Wrong(f"server_metadata_url in {place} must begin with https://")
    if not isinstance(provider.get(_OPTIONAL, {}), dict):
        raise _Wrong(f"{_OPTIONAL} in {place} must be a table")


def _split(uri: str) -> SplitResult:
    """Take an address apart, in which {port} stands for the one that is listened at."""
    return parts_of(uri.replace("{port}", "0"))


def _is_safe(parts: SplitResult) -> bool:
    """Tell whether nobody on the way can read or change what goes to an address."""
    if parts.username is not None or not parts.hostname:
        return False
    return parts.scheme == "https" or (
        parts.scheme == "http" and is_of_this_machine(parts.hostname)
    )


def _allowed(table: Mapping[str, Any]) -> frozenset[str] | None:
    _check_keys("[caravan]", table, {"allowed"})
    if "allowed" not in table:
        return None
    given = table["allowed"]
    if not isinstance(given, list) or not given:
        raise _Wrong("allowed must be a list of e-mail addresses, and would let nobody in")
    for each in given:
        if not (isinstance(each, str) and _ADDRESS.fullmatch(each)):
            raise _Wrong(f"{each!r} in allowed is neither like a@example.org nor @example.org")
    return frozenset(map(_folded, given))


def _folded(address: str) -> str:
    """Return an e-mail address as it is compared.

    Only ASCII: elsewhere, two letters can become the same one (the Kelvin sign and k).
    """
    return address.lower() if address.isascii() else address
