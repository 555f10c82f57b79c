"""A question and a sentence in its context, as the one sequence that the cross-encoder reads.

[CLS] question [SEP] sentence [SEP] title [SEP] sentence before [SEP]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vectorstore.engine import Tokens

# In tokens.
MOST_QUESTION = 40
MOST_SENTENCE = 96
MOST_TITLE = 12
MOST_CONTEXT = 40


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to read, the title it stands under and the sentence before it, if any."""

    text: str
    title: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Special:
    """The ids of the tokens that begin a sequence and part its texts."""

    first: int
    separator: int


def pair(
    question: Sequence[int],
    sentence: Sequence[int],
    title: Sequence[int],
    before: Sequence[int],
    special: Special,
) -> Tokens:
    """Return the sequence, its sentence marked; what is too long is cut.

    A long sentence before keeps its end, which is what the sentence follows on.
    """
    title = title[:MOST_TITLE]
    before = before[max(0, len(before) - MOST_CONTEXT + len(title)) :]
    ids = [special.first, *question[:MOST_QUESTION], special.separator]
    start = len(ids)
    ids += sentence[:MOST_SENTENCE]
    marked = range(start, len(ids))
    ids.append(special.separator)
    for part in (title, before):
        if part:
            ids += [*part, special.separator]
    return Tokens(ids, marked)
