"""What a chat model's failure is called, whichever provider's library tells of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from assistant.chatmodel.settings import APP
from vectorstore.errors import ChatModelFailed

_LONGEST = 200
_SHORTEST_SECRET = 8
"""What is shorter is no key, and may be part of any word."""
_UNREACHED = frozenset(["ConnectError", "ConnectionRefusedError", "ConnectTimeout"])
_BROKEN = frozenset(["TransportError", "StreamError", "IncompleteRead"])
_NO_PIECES = "No generation chunks were returned"
"""What LangChain says of a response in which there is nothing of the protocol."""
_AGAIN = "Ask again."
WAIT_LONGER = f"Ask again, or wait longer: CARAVAN_MODEL_TIMEOUT, or {APP}."
_ADDRESS = f"See that its address is right: CARAVAN_MODEL_URL, or {APP}."
_KEY = f"See that its key is right: CARAVAN_MODEL_KEY, or {APP}."


def failure(name: str, cause: str, hint: str = "") -> ChatModelFailed:
    """Return the error that says what the model called `name` did: "refused to answer"."""
    return ChatModelFailed(f"The language model {name} {cause.rstrip('.')}.", hint)


def failure_of(
    name: str, error: Exception, timeout: float, secrets: Iterable[str] = ()
) -> ChatModelFailed:
    """Return what a provider's library raised, in words that hold none of the `secrets`.

    The libraries have classes of their own for the same things; what they share is the HTTP status
    and the names of the classes.
    """
    cause, hint = _cause(error, timeout)
    for secret in secrets:
        if len(secret) >= _SHORTEST_SECRET:
            for form in (secret, secret.encode("unicode_escape").decode()):
                cause = cause.replace(form, "…")
    return failure(name, cause, hint)


def _cause(error: Exception, timeout: float) -> tuple[str, str]:
    """Return what the model did, and what to do next."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int) and status >= 300:
        return _cause_of_status(status, error)
    kinds = set(_kinds(error))
    if kinds & _UNREACHED or (type(error) is ConnectionError):  # as Ollama's library says it
        hint = f"See that it is running, and its address right: CARAVAN_MODEL_URL, or {APP}."
        return f"was not reached: {_shortened(_root(error))}", hint
    if any("Timeout" in kind for kind in kinds):
        hint = WAIT_LONGER
        return f"sent nothing for {timeout:g} seconds", hint
    if kinds & _BROKEN:
        return "broke off in the middle of its reply", _AGAIN
    if "JSONDecodeError" in kinds or _NO_PIECES in str(error):
        return "sent what is not a reply of its protocol", _ADDRESS
    if said := _said(error):
        return f"reported an error: {said}", _AGAIN
    return f"could not be asked: {_shortened(str(error) or type(error).__name__)}", _AGAIN


def _cause_of_status(status: int, error: Exception) -> tuple[str, str]:
    said = _said(error)
    told = f": {said}" if said else ""
    match status:
        case _ if status < 400:
            hint = f"Nothing was sent there. {_ADDRESS}"
            return "wanted to send the question on to another address", hint
        case 401:
            return "did not accept the key", _KEY
        case 402:
            return f"wants to be paid first{told}", "See your account with the provider."
        case 403:
            return f"did not allow it to this key{told}", _KEY
        case 404:
            hint = "See that its name and address are right: CARAVAN_MODEL and CARAVAN_MODEL_URL"
            return f"is not there{told}", f"{hint}, or {APP}."
        case 408 | 504:
            return "took too long", _AGAIN
        case 429 if "quota" in told.lower():
            return f"has no quota left{told}", "See your account with the provider."
        case 429:
            return "is asked too often (rate limit)", _when(error)
        case 503 | 529:
            return f"is overloaded (status {status}){told}", "Wait a little, then ask again."
        case _ if status >= 500:
            return f"has trouble of its own (status {status}){told}", _AGAIN
    hint = "See that its limits suit it: CARAVAN_MODEL_CONTEXT and CARAVAN_MODEL_OPTIONS"
    return f"did not accept the question (status {status}){told}", f"{hint}, or {APP}."


def _kinds(error: BaseException) -> Iterator[str]:
    """Yield the names of the error's classes, and of those that it came from."""
    yield from (kind.__name__ for kind in type(error).__mro__)
    if error.__cause__ is not None:
        yield from _kinds(error.__cause__)


def _root(error: BaseException) -> str:
    """Return what the error came from in the end: Connection refused."""
    while (origin := error.__cause__ or error.__context__) is not None:
        error = origin
    return getattr(error, "strerror", None) or str(error)


def _said(error: Exception) -> str:
    """Return what the provider itself said of the error, or nothing."""
    body = getattr(error, "body", None) or {"message": getattr(error, "error", None)}
    for _ in range(2):  # Anthropic's stands one level deeper
        if isinstance(body, Mapping):
            body = body.get("error") or body.get("message")
    if isinstance(body, Mapping):
        body = body.get("message")
    if not isinstance(body, str) or body.lstrip().startswith("<"):  # a web page tells nothing
        return ""
    return _shortened(body)


def _when(error: Exception) -> str:
    response = getattr(error, "response", None)
    wait = response.headers.get("retry-after", "") if response is not None else ""
    how_long = f"{wait} seconds" if wait.isdecimal() else "a little"
    return f"Wait {how_long}, then ask again."


def _shortened(told: str) -> str:
    told = " ".join(told.split())
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}…"
