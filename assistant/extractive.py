"""Answer with the sources' own sentences, verbatim."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.drafts import Draft, DraftSentence, Evidence, Quote
from assistant.reader import Candidate, Reader
from assistant.selection import choose
from vectorstore import Hit, Span
from vectorstore.text import sentences

MODE = "extractive"
_MOST_CANDIDATES = 60
"""Reading is what an answer costs: this many sentences are read, from the best passages."""


class ExtractiveAnswerer:
    """Chooses, with a `Reader`, the retrieved sentences that answer; none if none does."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def __call__(self, evidence: Evidence) -> Draft:
        """Return the answering sentences, each citing itself."""
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


def _candidates(hits: tuple[Hit, ...]) -> Iterator[tuple[Candidate, Quote]]:
    for rank, hit in enumerate(hits):
        passage = hit.passage
        spans = sentences(passage.text)
        texts = [span.of(passage.text) for span in spans]
        for index, span in enumerate(spans):
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
