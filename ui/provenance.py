"""Who wrote an answer, and how well it is borne out, told to whoever reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def provenance(answer: Mapping[str, Any]) -> list[str]:
    """Return what is told of an answer, given as `Answer.as_json`: a line each, often none."""
    return [*written_by(answer), *_supported(answer["sentences"])] if answer["answered"] else []


def written_by(answer: Mapping[str, Any]) -> Iterator[str]:
    """Tell that the words are not the sources' own, where an answer has such."""
    if answer["mode"] != "generative" or not answer["answered"]:
        return
    sentences = answer["sentences"]
    verified = sum(one["verified"] for one in sentences)
    share = "all" if verified == len(sentences) else f"{verified} of {len(sentences)}"
    model = answer.get("model", "a language model")
    yield f"Written by {model}. Sentences verified: {share}."


def _supported(sentences: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Tell how many independent sources support each sentence, where any has several."""
    counts = [one.get("sources", 1) if one["verified"] else 0 for one in sentences]
    if max(counts, default=0) < 2:
        return
    if len(counts) == 1:
        yield f"{counts[0]} independent sources support this."
    elif len(set(counts)) == 1:
        yield f"{counts[0]} independent sources support each sentence."
    else:
        told = ", ".join(map(str, counts))
        yield f"Independent sources that support each sentence, in order: {told}."
