"""Find the narrowest part of the passages that supports a claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.verification.checks import faults, missing
from assistant.verification.evidence import Evidence, Window, windows
from assistant.verification.faults import CONTRARY, MISSING, Fault
from assistant.verification.pairing import tied_figures
from assistant.verification.probability import known_keys, probability
from assistant.verification.statements import Statement, read
from assistant.verification.weights import THRESHOLD, THRESHOLD_IF_TIED
from vectorstore import Hit, Span

_LONGEST = 3
"""Sentences that one citation may have."""
_MOST_CHECKED = 8
"""Windows of a passage, of one length, that are held against the claim."""
_MOST_SCORED = 4
"""Windows of a passage, of one length and without faults, whose probability is asked for."""
_LEAST_SHARED = 0.35
"""Share of a claim's words from which a window is looked at."""
_MOST_BLAMED, _LEAST_BLAMED = 3, 0.6
"""Windows of which no fault is found in any if nothing is wrong but words, and the share of a
claim's words from which a window is taken to speak of the same."""
_WIDER = 0.1
"""What share of a claim's words a further sentence must add, to come nearer to it."""
_MOST_TOGETHER = 3
"""Windows that together may support one sentence."""
_LEAST_GAINED = 2
"""Words of the claim that a further window must add."""
_LONGEST_WINDOW, _MOST_DIGITS = 2500, 400
"""Characters of a window that is looked at, and how many of them may be digits."""


@dataclass(frozen=True, slots=True)
class Found:
    """Windows that together support a claim, and how probably they do."""

    windows: tuple[Window, ...]
    probability: float


def narrowest(claim: Statement, hit: Hit) -> Found | None:
    """Return the window of the fewest sentences of a passage that supports the claim alone."""
    return next(filter(None, (_best(claim, some) for some in candidates(claim, hit))), None)


def together(claim: Statement, hits: Sequence[Hit]) -> Found | None:
    """Return the few windows, of one passage or several, that support the claim together."""
    return next(filter(None, (_best(claim, [one]) for one in unions(claim, hits))), None)


def supports(claim: Statement, evidence: Evidence) -> bool:
    """Tell whether evidence supports a claim: no rule finds fault, and it is probable enough."""
    if faults(claim, evidence):
        return False
    return probability(claim, evidence) >= threshold(claim, evidence)


def threshold(claim: Statement, evidence: Evidence) -> float:
    """Return how probable support must be: less where every word is said and each figure tied."""
    told = claim.keys <= known_keys(claim, evidence)
    tied = told and claim.figures and set(claim.figures) <= tied_figures(claim, evidence)
    return THRESHOLD_IF_TIED if tied else THRESHOLD


def _best(claim: Statement, evidences: Sequence[Evidence]) -> Found | None:
    """Return the evidence that most probably supports the claim, None if none does."""
    found = [Found(one.windows, probability(claim, one)) for one in evidences]
    enough = [
        one
        for one, evidence in zip(found, evidences, strict=True)
        if one.probability >= threshold(claim, evidence)
    ]
    return max(enough, key=lambda one: one.probability, default=None)


def candidates(claim: Statement, hit: Hit) -> Iterator[list[Evidence]]:
    """Yield the windows of a passage without faults: of one sentence, of two, of three.

    What the nearest sentence contradicts, no further sentence makes true.
    """
    for length in range(1, _LONGEST + 1):
        near = _nearest(claim, hit, length)[:_MOST_CHECKED]
        if length == 1 and near and _contradicts(claim, near[0]):
            return
        sound = (one for one in map(_alone, near) if not faults(claim, one))
        yield list(islice(sound, _MOST_SCORED))


def _contradicts(claim: Statement, window: Window) -> bool:
    return any(fault.kind in CONTRARY for fault in faults(claim, _alone(window)))


def unions(claim: Statement, hits: Sequence[Hit]) -> Iterator[Evidence]:
    """Yield two windows without faults, then three: each has most of what the others lack."""
    chosen: list[Window] = []
    known: frozenset[str] = frozenset()
    wanted = _wanted(claim)
    pool = [(wanted & told, window) for hit in hits for told, window in _told(hit, 1)]
    while len(chosen) < _MOST_TOGETHER and pool:
        told, best = max(pool, key=lambda pair: len(pair[0] - known))
        if len(told - known) < _LEAST_GAINED:
            return
        chosen.append(best)
        known |= told
        evidence = Evidence(_in_order(claim, chosen))
        if len(chosen) > 1 and not faults(claim, evidence):
            yield evidence


def _alone(window: Window) -> Evidence:
    return Evidence([window])


def _nearest(claim: Statement, hit: Hit, length: int) -> list[Window]:
    """Return the windows that share most words with the claim, the best first."""
    wanted, plain = _wanted(claim), _plain(claim)
    kept = [
        (len(wanted & told), window)
        for told, window in _told(hit, length)
        if len(plain & told) >= _LEAST_SHARED * len(plain)
    ]
    return [window for _, window in sorted(kept, key=lambda pair: -pair[0])]


def _wanted(claim: Statement) -> frozenset[str]:
    return claim.keys | {str(figure.value) for figure in claim.figures}


def _plain(claim: Statement) -> frozenset[str]:
    """Return a claim's words of content outside names, which the source may put otherwise."""
    return frozenset(token.key for token in claim.content if token.name is None)


def _told(hit: Hit, length: int) -> Iterator[tuple[frozenset[str], Window]]:
    """Yield the windows of a passage that are not too long, with the words of each.

    Words of the title and of the sentence before count where the first sentence leans on them.
    """
    single = [_words(window) for window in windows(hit, 1)]
    for first, window in enumerate(windows(hit, length)):
        if _is_readable(window):
            own, around = single[first]
            rest = (words for words, _ in single[first + 1 : first + length])
            yield own.union(around, *rest), window


def _words(window: Window) -> tuple[frozenset[str], frozenset[str]]:
    if not _is_readable(window):
        return frozenset(), frozenset()
    evidence = Evidence([window])
    figures = {str(figure.value) for figure in evidence.figures}
    return evidence.keys | figures, evidence.around_keys


def _is_readable(window: Window) -> bool:
    text = window.text
    return len(text) <= _LONGEST_WINDOW and sum(map(str.isdigit, text)) <= _MOST_DIGITS


def _in_order(claim: Statement, chosen: Sequence[Window]) -> list[Window]:
    """Return windows in the order in which the claim takes from them."""

    def place(window: Window) -> float:
        keys = read(window.text).keys
        places = [i for i, token in enumerate(claim.content) if token.key in keys]
        return sum(places) / max(1, len(places))

    return sorted(chosen, key=place)


def nearest_faults(
    claim: Statement, hits: Sequence[Hit]
) -> tuple[Window | None, tuple[Fault, ...]]:
    """Return the window that comes nearest to the claim, and what is surely wrong with it.

    The window is None where nothing is about the same thing. That something is missing is said
    where no passage has it; who or what the passage says otherwise, of a window that says most of
    the rest.
    """
    wanted = _wanted(claim)
    pool = [
        (len(wanted & told) / max(1, len(wanted)), window)
        for hit in hits
        for length in range(1, _LONGEST + 1)
        for told, window in _told(hit, length)
    ]
    pool.sort(key=lambda pair: _WIDER * (pair[1].length - 1) - pair[0])
    near = [(share, window) for share, window in pool[:_MOST_BLAMED] if share >= _LEAST_SHARED]
    if not near:
        return None, ()
    share, best = near[0]
    found = [faults(claim, Evidence([window])) for _, window in near]
    whole = [_whole(hit) for hit in hits]
    lacking = missing(claim, Evidence(whole)) if all(map(_is_readable, whole)) else ()
    if lacking:
        return best, lacking
    blamed = () if () in found or share < _LEAST_BLAMED else found[0]
    return best, tuple(fault for fault in blamed if fault.kind not in MISSING)


def _whole(hit: Hit) -> Window:
    passage = hit.passage
    return Window(hit, Span(passage.start, passage.end), "", 1)
