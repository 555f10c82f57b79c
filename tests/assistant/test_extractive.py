"""What may be quoted as an answer."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import Length
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


def hit_of(text: str) -> Hit:
    document = DocumentRef("d", "v", Metadata(title="Trade"), None)
    return Hit(Passage("p", 0, len(text), text, document), 1.0, 1.0)


def test_headings_are_no_answers() -> None:
    reader = Curious()
    draft = ExtractiveAnswerer(reader)(Evidence("What of trade?", (hit_of(TEXT),)))
    assert len(reader.given) == 4
    assert not any(text.startswith("How China's") for text in reader.given)
    assert all(sentence.text in reader.given for sentence in draft.sentences)


def test_each_part_of_a_question_has_its_own_short_answer() -> None:
    said = "The {0} trade grew. Of {0} much was sold. Nobody bought other {0}."
    gas, cotton = (
        Evidence(f"How did the {thing} trade go?", (hit_of(said.format(thing)),))
        for thing in ("gas", "cotton")
    )
    hits, parts = (*gas.hits, *cotton.hits), (gas, cotton)
    both = Evidence("How did the gas and the cotton trade go?", hits, parts)
    answerer = ExtractiveAnswerer(Curious())
    for length, count in ((Length.SHORT, 2), (Length.NORMAL, 6)):
        assert len(answerer(both, length).sentences) == count
    assert answerer(both) == answerer(both, Length.NORMAL)
