"""Check a draft against its sources before anyone sees it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence

from assistant.answers import Citation, Sentence
from assistant.drafts import Draft, DraftSentence, Quote
from assistant.verification.judgement import LONGEST, Judge, Judgement
from assistant.verification.places import TextOf, cite
from assistant.verification.sources import Sources
from vectorstore import Hit

_KEPT = 1024
"""Judgements remembered: a draft that grows is judged again and again."""

_Key = tuple[DraftSentence, str, tuple[Hit, ...]]


class Verifier:
    """Judges the sentences of drafts. Several threads may use it.

    A sentence is verified where it is its quotes word for word, or where the narrowest run of
    sentences in what it cites, or else in any passage read, supports it: by every rule of `checks`
    and by `probability`. It then cites that run alone. Otherwise it stays, with its problems.
    """

    def __init__(self, text_of: TextOf) -> None:
        self._judge = Judge(text_of)
        self._sources = Sources(text_of)
        self._kept: OrderedDict[_Key, tuple[Judgement, int]] = OrderedDict()
        self._lock = threading.Lock()

    def judge(
        self, draft: Draft, hits: Sequence[Hit]
    ) -> Iterator[tuple[Sentence, tuple[Citation, ...]]]:
        """Yield the draft's sentences in order, each judged, with the citations it newly brings.

        `hits` are all passages read for the question. Citations are numbered from 1 in order of
        appearance; the same words of the same document keep their number.
        """
        numbers: dict[tuple[str, int, int], int] = {}
        before = ""
        for sentence in draft.sentences:
            judged, sources = self._judged(sentence, tuple(hits), before)
            before = sentence.text
            new: list[Citation] = []
            for quote in judged.quotes:
                if _key(quote) not in numbers:
                    numbers[_key(quote)] = len(numbers) + 1
                    new.append(cite(quote, numbers[_key(quote)]))
            cited = tuple(dict.fromkeys(numbers[_key(quote)] for quote in judged.quotes))
            told = Sentence(sentence.text, cited, judged.verified, judged.problems, sources)
            yield told, tuple(new)

    def _judged(
        self, sentence: DraftSentence, hits: tuple[Hit, ...], before: str
    ) -> tuple[Judgement, int]:
        key = (sentence, before[:LONGEST], hits)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        judged = self._judge(sentence, hits, before)
        sources = self._sources(sentence.text, judged.quotes, hits) if judged.verified else 0
        with self._lock:
            self._kept[key] = judged, sources
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return judged, sources


def _key(quote: Quote) -> tuple[str, int, int]:
    return quote.hit.passage.document.id, quote.span.start, quote.span.end
