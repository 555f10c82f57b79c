"""What a chat model's failure is called, whichever provider's library tells of it."""

from __future__ import annotations

from vectorstore.errors import ChatModelFailed

_LONGEST = 160
_UNREACHED = ("ConnectError", "ConnectionError", "APIConnectionError", "ConnectTimeout")
_BROKEN = ("TransportError", "StreamError", "JSONDecodeError", "IncompleteRead")


def failure(name: str, cause: str, hint: str = "") -> ChatModelFailed:
    """Return the error that says what the model called `name` did: "refused to answer"."""
    return ChatModelFailed(f"The language model {name} {cause}.", hint)


def failure_of(name: str, error: Exception, timeout: float) -> ChatModelFailed:
    """Return what a provider's library raised, in words.

    The libraries have classes of their own for the same things; what they share is the HTTP status
    and the names of the classes.
    """
    status = getattr(error, "status_code", None)
    if isinstance(status, int) and status >= 400:
        return _refused_by_status(name, status, error)
    kinds = [kind.__name__ for kind in type(error).__mro__]
    if any("Timeout" in kind for kind in kinds) and "ConnectTimeout" not in kinds:
        hint = "Ask again, or wait longer: CARAVAN_MODEL_TIMEOUT."
        return failure(name, f"sent nothing for {timeout:g} seconds", hint)
    if any(kind in _UNREACHED for kind in kinds):
        return failure(name, "was not reached", "See that it is running: `caravan doctor`.")
    if status or any(kind in _BROKEN for kind in kinds):  # in the midst of what began well
        return failure(name, "broke off in the middle of its reply", "Ask again.")
    return failure(name, f"could not be asked: {_shortened(error)}", "See `caravan doctor`.")


def _refused_by_status(name: str, status: int, error: Exception) -> ChatModelFailed:
    match status:
        case 401 | 403:
            return failure(name, "did not accept the key", "See that CARAVAN_MODEL_KEY is right.")
        case 402:
            return failure(name, "wants to be paid first", "See your account with the provider.")
        case 404:
            hint = "See that CARAVAN_MODEL and CARAVAN_MODEL_URL are right."
            return failure(name, "is not there", hint)
        case 408 | 504:
            return failure(name, "took too long", "Ask again.")
        case 429:
            return failure(
                name, "is asked too often (rate limit)", "Wait a little, then ask again."
            )
        case _ if status >= 500:
            return failure(name, f"has trouble of its own (status {status})", "Ask again.")
    return failure(name, f"did not accept the question (status {status}): {_shortened(error)}")


def _shortened(error: Exception) -> str:
    told = " ".join(str(error).split()) or type(error).__name__
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}…"
