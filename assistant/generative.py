"""Answer with a chat model that cites numbered passages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage

from assistant.drafts import Draft, DraftSentence, Evidence, Quote
from assistant.prompts import NO_ANSWER, PASSAGE, QUESTION, SYSTEM
from vectorstore import Hit, Span
from vectorstore.text import sentences

MODE = "generative"
_MARK = re.compile(r"\s*\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]")
_MARK_AFTER_STOP = re.compile(r"([.!?])((?:\s*\[\d[\d\s,]*\])+)")


class GenerativeAnswerer:
    """Asks a LangChain chat model; what it claims is checked afterwards, not here."""

    def __init__(self, model: BaseChatModel) -> None:
        self._model = model

    def __call__(self, evidence: Evidence) -> Draft:
        """Return the model's sentences, each with the passages that it cites."""
        reply = self._model.invoke([SystemMessage(SYSTEM), HumanMessage(_prompt(evidence))])
        written = str(reply.text).strip()
        if not written or NO_ANSWER in written:
            return Draft(MODE, (), 0.0)
        return Draft(MODE, tuple(_sentences(written, evidence.hits)), 1.0)


def _prompt(evidence: Evidence) -> str:
    passages = "\n".join(
        PASSAGE.format(
            number=number,
            title=escape(hit.passage.document.metadata.title),
            date=hit.passage.document.metadata.published or "unknown",
            # Escaped, so that an article cannot close its own quotation.
            text=escape(hit.passage.text, quote=False),
        )
        for number, hit in enumerate(evidence.hits, start=1)
    )
    return QUESTION.format(passages=passages, question=evidence.question)


def _sentences(written: str, hits: tuple[Hit, ...]) -> Iterator[DraftSentence]:
    # Marks may stand behind the full stop: moved before it, they stay with their sentence.
    written = _MARK_AFTER_STOP.sub(r"\2\1", written)
    for span in sentences(written):
        piece = span.of(written)
        numbers = [int(n) for mark in _MARK.findall(piece) for n in mark.split(",")]
        cited = [hits[n - 1] for n in dict.fromkeys(numbers) if 1 <= n <= len(hits)]
        text = _MARK.sub("", piece).strip()
        if text:
            yield DraftSentence(text, tuple(_whole(hit) for hit in cited))


def _whole(hit: Hit) -> Quote:
    return Quote(hit, Span(hit.passage.start, hit.passage.end))
