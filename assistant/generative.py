"""Answer with a chat model that cites numbered passages."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from textwrap import shorten

from langchain_core.messages import HumanMessage, SystemMessage

from assistant.answers import Length, Sentence
from assistant.chatmodel import ChatModel, Written, failure
from assistant.drafts import Draft, DraftSentence, Evidence, Quote
from assistant.prompts import LONG, NO_ANSWER, PASSAGE, QUESTION, SHORT, SYSTEM
from assistant.verification import states_nothing
from assistant.written import WrittenSentence, written_sentences
from vectorstore import ChatModelFailed, Hit, Span

MODE = "generative"
_SYSTEMS = {
    Length.SHORT: f"{SYSTEM}\n{SHORT}",
    Length.NORMAL: SYSTEM,
    Length.LONG: f"{SYSTEM}\n{LONG}",
}
_LONGEST = 300
"""Characters told of what is not shown as an answer."""
_NOTES = {
    "cut": "The language model reached the limit of its reply; the last sentence is missing.",
    "stopped": "Stopped: the rest of the answer was not waited for.",
}
_NONE_FOUND = "The language model found no answer in the passages that it was given."
_NOTHING = {
    "whole": "wrote no sentence that answers",
    "cut": "reached its limit before it wrote a sentence",
    "stopped": "was stopped before it wrote a sentence",
}
"""Why there is no answer, by how the reply ended."""


class GenerativeAnswerer:
    """Has a chat model write the answer; what it claims is checked afterwards, not here."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model

    def stream(
        self,
        evidence: Evidence,
        stopped: threading.Event | None = None,
        length: Length = Length.NORMAL,
    ) -> Iterator[Draft]:
        """Yield the model's sentences as they come, each draft in the place of the one before.

        The model is told how long an answer is wanted. Raises ChatModelFailed where there is no
        reply, or not the whole of it.
        """
        system = _SYSTEMS[length]
        hits, prompt = self._prompt(evidence, system)
        shortage: tuple[str, ...] = ()
        if len(hits) < len(evidence.hits):
            shortage = (
                f"The language model was given {len(hits)} of {len(evidence.hits)} passages; "
                "more do not fit its context.",
            )
        seen: list[WrittenSentence] = []
        for written in self._model.stream([SystemMessage(system), HumanMessage(prompt)], stopped):
            sentences = list(written_sentences(written.text, written.end == "whole"))
            if sentences == seen and not written.end:
                continue
            seen = sentences
            draft = _draft(written, sentences, hits, shortage)
            if written.end and not draft.sentences and NO_ANSWER not in written.text:
                raise failure(self._model.name, _NOTHING[written.end])
            yield replace(draft, model=self._model.name)

    def unsupported(self, sentences: Sequence[Sentence]) -> ChatModelFailed:
        """Return the error that says that not one of the model's sentences rests on a passage."""
        wrote = shorten(
            " ".join(sentence.text for sentence in sentences), _LONGEST, placeholder=" …"
        )
        return failure(self._model.name, f"wrote what no passage supports: “{wrote}”")

    def _prompt(self, evidence: Evidence, system: str) -> tuple[tuple[Hit, ...], str]:
        """Return as many of the best passages as fit, and the prompt with them."""
        for count in range(len(evidence.hits), 0, -1):
            prompt = _written(evidence.question, evidence.hits[:count])
            if self._model.fits(system + prompt):
                break
        return evidence.hits[:count], prompt


def _written(question: str, hits: tuple[Hit, ...]) -> str:
    passages = "\n".join(
        PASSAGE.format(
            number=number,
            title=escape(hit.passage.document.metadata.title),
            date=hit.passage.document.metadata.published or "unknown",
            # Escaped, so that an article cannot close its own quotation.
            text=escape(hit.passage.text, quote=False),
        )
        for number, hit in enumerate(hits, start=1)
    )
    return QUESTION.format(passages=passages, question=question)


def _draft(
    written: Written,
    sentences: Sequence[WrittenSentence],
    hits: tuple[Hit, ...],
    notes: tuple[str, ...],
) -> Draft:
    if NO_ANSWER in written.text:
        return Draft(MODE, (), 0.0, notes=(*notes, _NONE_FOUND))
    if note := _NOTES.get(written.end):
        notes = (*notes, note)
    telling = (one for one in sentences if not states_nothing(one.text))
    return Draft(MODE, tuple(_sentence(one, hits) for one in telling), 1.0, notes=notes)


def _sentence(written: WrittenSentence, hits: tuple[Hit, ...]) -> DraftSentence:
    known = [number for number in written.numbers if 1 <= number <= len(hits)]
    beyond = [number for number in written.numbers if number not in known]
    return DraftSentence(
        written.text,
        tuple(_whole(hits[number - 1]) for number in known),
        tuple(f"there is no passage [{number}]" for number in beyond),
    )


def _whole(hit: Hit) -> Quote:
    return Quote(hit, Span(hit.passage.start, hit.passage.end))
