"""What a question file calls a document, and which document of the corpus that is."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from vectorstore import DocumentSummary

_SHORTEST_ID = 4
"""Characters; a shorter beginning of an id is found by chance."""


class DocumentNames:
    """Finds documents by id, source, file name or title, whatever the case."""

    def __init__(self, documents: Iterable[DocumentSummary]) -> None:
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._ids: list[str] = []
        for document in documents:
            self._ids.append(document.ref.id)
            for name in _names(document):
                self._by_name[_key(name)].add(document.ref.id)

    def find(self, name: str) -> frozenset[str]:
        """Return the ids of the documents of that name; none where there is no such document.

        A name is an id or, where nothing else is called so, the beginning of one; a source's path,
        its last parts or the file's name, with or without its ending; an address; or a title.
        """
        key = _key(name)
        if key in self._by_name:
            return frozenset(self._by_name[key])
        if len(key) < _SHORTEST_ID:
            return frozenset()
        beginning = [id_ for id_ in self._ids if id_.startswith(key)]
        return frozenset(beginning) if len(beginning) == 1 else frozenset()


def _names(document: DocumentSummary) -> Iterator[str]:
    yield document.ref.id
    yield document.ref.metadata.title
    if document.ref.metadata.url:
        yield document.ref.metadata.url
    for source in document.sources:
        yield source
        parts = PurePath(source).parts
        for start in range(len(parts)):
            name = "/".join(parts[start:])
            yield name
            yield name.removesuffix(PurePath(source).suffix)


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
