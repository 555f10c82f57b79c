"""Sentences that state nothing: "Here is what the passages say:"."""

from __future__ import annotations

from vectorstore.text import content_words, figures, names, stem

_SAID_OF_TEXTS = frozenset(
    stem(word)
    for word in """
    passage passages article articles source sources text texts document documents excerpt excerpts
    say says said state states stated mention mentions mentioned tell tells describe describes
    following follow follows below above provide provided provides based summary summarise summarize
    sum conclusion conclude overview answer answers question questions information detail details
    given according context key main point points briefly short brief overall general note noted
    include includes including list listed sure certainly course okay ok yes no hope helps help let
    know find found regarding concerning relevant available read reading explain explanation
    """.split()
)


def states_nothing(text: str) -> bool:
    """Tell whether a sentence has nothing that a passage could support or refute.

    "In summary:" and "Here is what the passages say" have not; "The passages do not say when" has.
    """
    if figures(text):
        return False
    if set(content_words(text)) - _SAID_OF_TEXTS:
        return False
    known = {stem(word) for name in names(text) for word in name.text.casefold().split()}
    return known <= _SAID_OF_TEXTS and not _denies(text)


def _denies(text: str) -> bool:
    padded = f" {text.casefold()} ".replace("n't", " not").replace("n’t", " not")
    return any(f" {word} " in padded for word in ("not", "no", "none", "never", "nothing"))
