"""Whether citations support what they stand behind, and whether each is needed.

Citation recall and precision after Gao, Yen, Yu and Chen, "Enabling Large Language Models to
Generate Text with Citations", EMNLP 2023 (ALCE), with one difference: support is judged by the
exact words of the sources instead of by a language model, so that a paraphrase counts as
unsupported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answers import Answer, Citation
from assistant.verification import TextOf
from vectorstore import CaravanError
from vectorstore.text import words


@dataclass(frozen=True, slots=True)
class CitationScore:
    """The sentences of one answer and how many are supported; its citations and how many count."""

    sentences: int
    supported: int
    citations: int
    counted: int

    @property
    def recall(self) -> float:
        """The share of the sentences that their citations together support."""
        return self.supported / self.sentences if self.sentences else 0.0

    @property
    def precision(self) -> float:
        """The share of the citations that count; 0 where nothing is cited."""
        return self.counted / self.citations if self.citations else 0.0


def judge_citations(answer: Answer, text_of: TextOf) -> CitationScore:
    """Judge the citations of an answer.

    A citation in a supported sentence counts if it alone supports the sentence, or if the others
    without it do not. One whose quote is not at its place in the source supports nothing.
    """
    quotes = {
        citation.number: citation.quote if _is_in_place(citation, text_of) else ""
        for citation in answer.citations
    }
    supported = cited = counted = 0
    for sentence in answer.sentences:
        behind = [quotes.get(number, "") for number in sentence.citations]
        cited += len(behind)
        if not supports(sentence.text, behind):
            continue
        supported += 1
        for place, quote in enumerate(behind):
            others = behind[:place] + behind[place + 1 :]
            counted += supports(sentence.text, [quote]) or not supports(sentence.text, others)
    return CitationScore(len(answer.sentences), supported, cited, counted)


def supports(sentence: str, quotes: Sequence[str]) -> bool:
    """Tell whether a sentence consists of words that stand so in the quotes.

    It may be put together from as many runs of words as there are quotes, each verbatim in one of
    them; case, spacing and punctuation do not matter.
    """
    said = _words(sentence)
    sources = [_words(quote) for quote in quotes]
    start = runs = 0
    while start < len(said):
        # The longest run at each place leaves the fewest.
        length = max((_common_run(said[start:], source) for source in sources), default=0)
        if length == 0:
            return False
        start, runs = start + length, runs + 1
    return 0 < runs <= len(quotes)


def _common_run(said: list[str], source: list[str]) -> int:
    """Return how many words at the beginning of `said` stand together in `source`."""
    longest = 0
    for place in range(len(source)):
        length = 0
        while (
            length < len(said)
            and place + length < len(source)
            and said[length] == source[place + length]
        ):
            length += 1
        longest = max(longest, length)
    return longest


def _words(text: str) -> list[str]:
    return [word.text for word in words(text)]


def _is_in_place(citation: Citation, text_of: TextOf) -> bool:
    try:
        text = text_of(citation.document.id, citation.document.version)
    except CaravanError:
        return False
    return bool(citation.quote) and text[citation.start : citation.end] == citation.quote
