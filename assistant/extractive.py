"""Answer with the sources' own sentences, verbatim."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from assistant.drafts import Draft, DraftSentence, Evidence, Quote
from assistant.reader import Candidate, Reader
from assistant.selection import LIMIT, choose
from vectorstore import Hit, Span
from vectorstore.text import figures, sentences

MODE = "extractive"
_HEADING_WORDS = 10
_MOST_CANDIDATES = 60
"""Reading is what an answer costs: this many sentences are read, from the best passages."""


class ExtractiveAnswerer:
    """Chooses, with a `Reader`, the retrieved sentences that answer; none if none does."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def __call__(self, evidence: Evidence) -> Draft:
        """Return the answering sentences, each citing itself.

        Each part of a question is read on its own. Where a part has no answer that way, the whole
        question is read too: one sentence may answer both halves of it.
        """
        if not evidence.parts:
            return self._read(evidence)
        drafts = [self._read(part) for part in evidence.parts]
        if not all(draft.sentences for draft in drafts):
            drafts.append(self._read(evidence))
        return _together(drafts, evidence.parts)

    def _read(self, evidence: Evidence) -> Draft:
        placed = list(_candidates(evidence.hits))[:_MOST_CANDIDATES]
        candidates = [candidate for candidate, _ in placed]
        reading = self._reader.read(evidence.question, candidates)
        chosen = choose(evidence.question, candidates, reading)
        return Draft(
            mode=MODE,
            sentences=tuple(
                DraftSentence(" ".join(candidates[index].text.split()), (placed[index][1],))
                for index in chosen
            ),
            confidence=reading.confidence,
            missing=reading.missing,
        )


def _together(drafts: list[Draft], parts: tuple[Evidence, ...]) -> Draft:
    """Return one draft of several: first the best of each, no sentence twice, as long as it fits.

    It is as sure as the least sure part. A part that asks for what nothing mentions is told of.
    """
    answered = [draft for draft in drafts if draft.sentences]
    rounds = zip_longest(*(draft.sentences for draft in answered))
    sentences: dict[str, tuple[int, DraftSentence]] = {}
    room = LIMIT
    for round_ in rounds:
        for number, sentence in enumerate(round_):
            if sentence is None or sentence.text in sentences or len(sentence.text) > room:
                continue
            sentences[sentence.text] = (number, sentence)
            room -= len(sentence.text) + 1
    silent = [
        (part, draft)
        for part, draft in zip(parts, drafts, strict=False)
        if not draft.sentences and draft.missing
    ]
    return Draft(
        mode=MODE,
        sentences=tuple(one for _, one in sorted(sentences.values(), key=lambda pair: pair[0])),
        confidence=min((draft.confidence for draft in answered), default=drafts[-1].confidence),
        missing=tuple(dict.fromkeys(word for _, draft in silent for word in draft.missing)),
        notes=tuple(f"Nothing here answers “{part.question}”." for part, _ in silent)
        if answered
        else (),
    )


def _candidates(hits: tuple[Hit, ...]) -> Iterator[tuple[Candidate, Quote]]:
    for rank, hit in enumerate(hits):
        passage = hit.passage
        spans = sentences(passage.text)
        texts = [span.of(passage.text) for span in spans]
        for index, span in enumerate(spans):
            if _is_heading(texts[index]):
                continue
            place = Span(passage.start + span.start, passage.start + span.end)
            candidate = Candidate(
                text=texts[index],
                title=passage.document.metadata.title,
                document=passage.document.id,
                start=place.start,
                before=texts[index - 1] if index else "",
                after=texts[index + 1] if index + 1 < len(texts) else "",
                passage=rank,
                passage_score=hit.similarity,
            )
            yield candidate, Quote(hit, place)


def _is_heading(text: str) -> bool:
    """Tell whether a line only announces what follows it: few words, no end, no figure."""
    ended = text.rstrip("\"'”’)»").endswith((".", "!", "?", "…", "。"))
    return not ended and len(text.split()) <= _HEADING_WORDS and not figures(text)
