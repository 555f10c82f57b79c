"""What in a passage a query asks for: its words whatever their endings, its names, its phrases."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from vectorstore import Span
from vectorstore.lexicon import Lexicon, Mention
from vectorstore.search.terms import exact_tokens
from vectorstore.text import STOP_WORDS, fold, stem, words


class Highlighter:
    """Finds what one query asks for in the texts of passages."""

    def __init__(self, query: str, lexicon: Lexicon) -> None:
        """Take a name that `lexicon` knows for all names of the same thing."""
        mentions = lexicon.found(query)
        exact = exact_tokens(query, mentions)
        self._lexicon = lexicon
        self._names = {name for mention in mentions for name in _names(mention)}
        self._exact = [one.pattern for one in exact if not one.quoted]
        self._phrases = [(one.pattern, _stems(one.pieces)) for one in exact if one.quoted]
        named = [mention.span for mention in mentions]
        alone = [word.text for word in words(query) if not _lies_in(word.span.start, named)]
        phrased = {stem for _, stems in self._phrases for stem in stems}
        self._stems = _stems(alone) - phrased
        if not (self._stems or mentions or exact):  # small words are all there is
            self._stems = {stem(word) for word in alone}

    def spans(self, text: str) -> list[Span]:
        """Return the ranges of `text` that the query asks for, in order; none touch another.

        The words of a phrase in quotes are looked for one by one where the phrase is not there.
        """
        found = [Span(*match.span()) for pattern in self._exact for match in pattern.finditer(text)]
        wanted = self._stems
        for pattern, stems in self._phrases:
            matches = [Span(*match.span()) for match in pattern.finditer(text)]
            found += matches
            wanted = wanted if matches else wanted | stems
        found += [word.span for word in words(text) if stem(word.text) in wanted]
        if self._names:
            mentions = self._lexicon.found(text)
            found += [each.span for each in mentions if self._names & _names(each)]
        return _joined(found)

    def pieces(self, text: str) -> list[str]:
        """Return `text` in pieces, of which every second one, from the second on, was found."""
        spans = self.spans(text)
        cuts = [0, *(cut for span in spans for cut in (span.start, span.end)), len(text)]
        return [text[start:end] for start, end in pairwise(cuts)]


def _names(mention: Mention) -> set[str]:
    return {fold(name) for name in (mention.text, *mention.others)}


def _stems(found: Iterable[str]) -> set[str]:
    """Return the stems of the content words."""
    return {stem(word) for word in found if word not in STOP_WORDS}


def _lies_in(place: int, spans: Iterable[Span]) -> bool:
    return any(span.start <= place < span.end for span in spans)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return the ranges in order, those that touch as one."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
