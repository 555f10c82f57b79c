"""How much that is false is shown as verified, and how much that is true.

People's replies and answers, and sentences of articles shortened, are judged by their own passages;
then each again with one thing changed: a figure, a date, a name, a word, a "not". FOLDER holds
conversations/mtrag-un-half.jsonl, reading/clapnq-dev-half.jsonl and reading/selqa.jsonl.
With --fit, prints the weights of assistant/verification/weights.py, fitted on the half that the
table leaves out. Ends with status 1 where more than 2 % of the false sentences pass.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from assistant.drafts import Draft, DraftSentence, Quote
from assistant.verification import Verifier
from assistant.verification.probability import SIGNS
from benchmarks.command import parser
from benchmarks.support.claims import Case, read_cases
from benchmarks.support.fit import collect, fit
from vectorstore import Span
from vectorstore.text import figures, names, same_name, states, words

_TARGET = 0.02


def mentioned(case: Case) -> bool:
    """Tell whether every figure and name of a sentence stands somewhere in its passages."""
    text = "\n".join(hit.passage.text for hit in case.hits)
    evidence, known = figures(text), names(text)
    said = " ".join(word.text for word in words(text))
    return all(states(evidence, one) for one in figures(case.text)) and all(
        f" {' '.join(word.text for word in words(one.text))} " in f" {said} "
        or any(same_name(one.text, other.text) for other in known)
        for one in names(case.text)
    )


def verified(case: Case) -> bool:
    """Tell whether Caravan shows a sentence as verified."""
    texts = {hit.passage.document.id: hit.passage.text for hit in case.hits}
    quotes = tuple(Quote(hit, Span(0, len(hit.passage.text))) for hit in case.hits)
    draft = Draft("generative", (DraftSentence(case.text, quotes),), 1.0)
    verifier = Verifier(lambda document, _: texts[document])
    ((sentence, _),) = verifier.judge(draft, case.hits)
    return sentence.verified


def _table(cases: Sequence[Case]) -> float:
    """Print a line for each kind of sentence and return the share of the false that pass."""
    counts: defaultdict[str, list[tuple[bool, bool]]] = defaultdict(list)
    times = []
    for case in cases:
        started = time.perf_counter()
        after = verified(case)
        times.append(time.perf_counter() - started)
        both = mentioned(case), after
        counts["true" if case.is_true else "false"].append(both)
        counts[f"true: {case.origin}" if case.is_true else f"false: {case.kind}"].append(both)
    print(f"{'shown as verified':26} {'sentences':>9} {'mentioned':>10} {'Caravan':>8}")
    for name, found in sorted(counts.items(), reverse=True):
        before, after = (sum(one[i] for one in found) / len(found) for i in (0, 1))
        print(f"{name:26} {len(found):9} {before:10.1%} {after:8.1%}")
    times.sort()
    median, late = times[len(times) // 2], times[int(0.95 * len(times))]
    print(f"a sentence takes {1000 * median:.0f} ms (median), {1000 * late:.0f} ms (p95)")
    false = counts["false"]
    return sum(after for _, after in false) / len(false)


def main() -> int:
    """Measure, or fit."""
    arguments = parser("support", __doc__)
    arguments.add_argument("folder", type=Path, help="the folder of the question sets")
    arguments.add_argument("--most", type=int, default=200, help="sentences taken of each set")
    arguments.add_argument("--fit", action="store_true", help="fit the weights instead")
    given = arguments.parse_args()
    cases = read_cases(given.folder, given.most)
    if given.fit:
        weights, intercept = fit(collect([case for case in cases if not case.held_out]))
        for name, weight in zip(SIGNS, weights, strict=True):
            print(f'    "{name}": {weight:.2f},')
        print(f"INTERCEPT = {intercept:.2f}")
        return 0
    share = _table([case for case in cases if case.held_out])
    print(f"{share:.1%} of the false sentences are shown as verified (target: {_TARGET:.0%})")
    return int(share > _TARGET)


if __name__ == "__main__":
    sys.exit(main())
