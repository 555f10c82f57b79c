"""What may be quoted as an answer."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.drafts import Evidence
from assistant.extractive import ExtractiveAnswerer
from assistant.reader import Candidate, Reading
from vectorstore import DocumentRef, Hit, Metadata, Passage

TEXT = (
    "How China's trade divides by country\n\n"
    "China bought most from Kazakhstan.\n\n"
    "- Turkmenistan: gas for 9 billion dollars\n\n"
    "“The trade grows.”\n\n"
    "A list of the goods that were carried over the passes in those years, by kind and weight"
)


class Curious:
    """Thinks that everything answers, and notes what it was given."""

    threshold = 0.5

    def __init__(self) -> None:
        self.given: list[str] = []

    def read(self, question: str, candidates: Sequence[Candidate]) -> Reading:
        self.given = [candidate.text for candidate in candidates]
        return Reading((0.9,) * len(candidates), ())


def test_headings_are_no_answers() -> None:
    document = DocumentRef("d", "v", Metadata(title="Trade"), None)
    hit = Hit(Passage("p", 0, len(TEXT), TEXT, document), 1.0, 1.0)
    reader = Curious()
    draft = ExtractiveAnswerer(reader)(Evidence("What of trade?", (hit,)))
    assert len(reader.given) == 4
    assert not any(text.startswith("How China's") for text in reader.given)
    assert all(sentence.text in reader.given for sentence in draft.sentences)
