"""Groups of names, each of one thing, found in a text and put in the words of other texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from vectorstore.lexicon.file import merged, read, shipped
from vectorstore.lexicon.matching import Alias, Reading, Source
from vectorstore.text import Span, same_name


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that stands in a text, and the other names of what it names, the full one first."""

    span: Span
    text: str
    others: tuple[str, ...]


class Lexicon:
    """Groups of names, each of one thing. Not changed once it is built.

    A name is found as whole words, whatever their case and accents, with spaces or hyphens between
    them, and with or without "the" and 's. An acronym (in capitals, letters alone) must stand in
    capitals, unless the text has one case throughout: then one that is an English word is never
    found, nor, in lower case, one of two letters. A name that is an English word (Turkey), or has
    three letters at most, must begin with a capital in a text that has both.
    """

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        self.groups = tuple(tuple(group) for group in groups)
        self._groups = [
            tuple(Alias.of(name, number) for name in group)
            for number, group in enumerate(self.groups)
        ]
        self._aliases = {alias.words: alias for group in self._groups for alias in group}
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for words in self._aliases:
            lengths[words[0]].add(len(words))
        self._lengths = {word: sorted(all_, reverse=True) for word, all_ in lengths.items()}

    @classmethod
    def load(cls, extra: Path | None = None) -> Lexicon:
        """Return the names that ship, and those of the file `extra` where there is one.

        A group of `extra` that holds a name that ships extends its group. Raises CorpusUnusable
        where `extra` cannot be read, a name in it stands in two groups, or a group would make one
        of two.
        """
        return cls(merged(shipped(), read(extra) if extra is not None else ()))

    def found(self, text: str) -> tuple[Mention, ...]:
        """Return the names in `text` in order, the longest at each place; none overlap."""
        return tuple(
            Mention(span, span.of(text), tuple(other.text for other in self._others(alias)))
            for alias, span in self._places(Reading(text))
        )

    def respelled(
        self, text: str, sources: Sequence[str]
    ) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Return `text` in the names that `sources` use, and the changes as (written, read as).

        A name gives way to the other name of the same thing that more sources hold, and most of
        all; of equals, to the one most alike in length (ODKB to CSTO), then to the group's first.
        It stays where `text` already uses that other name. A change that
        explains itself (EU, European Union) is not among those returned.
        """
        places = list(self._places(Reading(text)))
        held = [Source(source) for source in sources] if places else []
        used = {alias for alias, _ in places}
        chosen = {alias: self._chosen(alias, held) for alias in used}
        pieces: list[str] = []
        changes: dict[tuple[str, str], None] = {}
        position = 0
        for alias, span in places:
            other = chosen[alias]
            if other is None or other in used:
                continue
            pieces += [text[position : span.start], other.text]
            position = span.end
            if not same_name(span.of(text), other.text):
                changes[span.of(text), other.text] = None
        return "".join(pieces) + text[position:], tuple(changes)

    def _places(self, reading: Reading) -> Iterator[tuple[Alias, Span]]:
        """Yield the longest alias at each place of a text, from left to right."""
        position = 0
        while position < len(reading.words):
            for length in self._lengths.get(reading.words[position], ()):
                alias = self._aliases.get(tuple(reading.words[position : position + length]))
                if alias is not None and reading.has(alias, position):
                    last = position + len(alias.words) - 1
                    yield alias, Span(reading.spans[position].start, reading.spans[last].end)
                    position = last
                    break
            position += 1

    def _others(self, alias: Alias) -> list[Alias]:
        return [other for other in self._groups[alias.group] if other.words != alias.words]

    def _chosen(self, alias: Alias, sources: Sequence[Source]) -> Alias | None:
        """Return what most sources call the thing, None where that is `alias` or nothing."""

        def rank(other: Alias) -> tuple[int, int]:
            return sum(source.has(other) for source in sources), -abs(
                len(other.words) - len(alias.words)
            )

        ranks = {other: rank(other) for other in self._others(alias)}
        best = max(ranks, key=ranks.__getitem__, default=None)
        return best if best is not None and ranks[best][0] > rank(alias)[0] else None


class LexiconFile:
    """The names that ship and those of a user's file, which is read again when it has changed."""

    def __init__(self, path: Path) -> None:
        """Raise CorpusUnusable where there is such a file and it cannot be read."""
        self._path = path
        self._stamp = self._stamped()
        self._lexicon = Lexicon.load(path)

    @property
    def lexicon(self) -> Lexicon:
        """The lexicon as the file now says. Raises what the constructor does."""
        stamp = self._stamped()
        if stamp != self._stamp:
            self._lexicon, self._stamp = Lexicon.load(self._path), stamp
        return self._lexicon

    def _stamped(self) -> tuple[int, int] | None:
        try:
            state = self._path.stat()
        except OSError:
            return None
        return state.st_mtime_ns, state.st_size
