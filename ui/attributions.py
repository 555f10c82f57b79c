"""Who says what is quoted, and whether it is plan or opinion, told to whoever asked."""

from __future__ import annotations

from collections.abc import Mapping


def attributed(attribution: Mapping[str, str | None] | None) -> str:
    """Return what stands beneath a quote: according to the Astana Times · plan.

    `attribution` is that of a citation in `Answer.as_json`; without it, or where the article itself
    states a fact, there is nothing to tell.
    """
    from assistant.attribution import in_mid_sentence

    if attribution is None:
        return ""
    source, kind = attribution.get("source"), attribution.get("kind")
    told = [
        f"according to {in_mid_sentence(source)}" if source else None,
        kind if kind != "fact" else None,
    ]
    return " \N{MIDDLE DOT} ".join(part for part in told if part)
