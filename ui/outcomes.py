"""What ingest runs have done, told to whoever asked for them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from ui.bar import shortened
from ui.indented import Indented
from ui.output import Output, counted, printable, printable_name, unwrapped
from vectorstore import Outcome, Result

if TYPE_CHECKING:
    from ingest import Report

_INDENT = len("failed ")
_MOST_OF_A_REASON = 5
_MOST_NOTES = 20
_MOST_NAMED = 10
_WOULD = {
    Outcome.ADDED: "add",
    Outcome.UPDATED: "update",
    Outcome.MOVED: "move",
    Outcome.DUPLICATE: "note as duplicates",
    Outcome.REMOVED: "remove",
}


class Summary:
    """The sum of one report or several."""

    def __init__(self) -> None:
        self._counts: Counter[Outcome] = Counter()
        self._passed_over: Counter[str] = Counter()
        self._failures: list[Result] = []
        self._notes: list[Result] = []
        self._passages, self._seconds = 0, 0.0
        self._is_dry_run = False

    def add(self, report: Report) -> None:
        """Add what another run has done. What was passed over before is so again."""
        self._counts.update({outcome: report.count(outcome) for outcome in Outcome})
        self._passed_over = Counter(report.passed_over)
        self._failures += report.failures
        self._notes += report.notes
        self._passages += report.passages
        self._seconds += report.seconds
        self._is_dry_run = report.dry_run

    @property
    def failures(self) -> Sequence[Result]:
        """What failed in any of the runs."""
        return self._failures

    def as_json(self) -> dict[str, Any]:
        """Return it in the form that `caravan ingest --json` prints."""
        counts = {
            str(outcome): self._counts[outcome]
            for outcome in Outcome
            if outcome is not Outcome.FAILED
        }
        return {
            **counts,
            "failed": [{"source": one.source, "reason": one.reason} for one in self._failures],
            "passages": self._passages,
            "seconds": round(self._seconds, 3),
            "notes": [{"source": one.source, "note": one.note} for one in self._notes],
            "passed_over": dict(self._passed_over.most_common()),
            **({"dry_run": True} if self._is_dry_run else {}),
        }


class Changes:
    """The sources that a run has changed: named if they are few, else only counted."""

    def __init__(self) -> None:
        self._first: list[Result] = []
        self._count = 0

    def note(self, result: Result) -> None:
        """Take a source's outcome, if it is a change."""
        if result.outcome in _WOULD:
            self._count += 1
            if self._count <= _MOST_NAMED:
                self._first.append(result)

    def show(self, report: Report, output: Output) -> None:
        """Print the changes since this was called before."""
        if self._count <= _MOST_NAMED:
            for one in self._first:
                output.show(unwrapped(f"{one.outcome:<9} {one.source}"))
        elif report.run is not None:
            output.note(f"`caravan history {report.run}` names each of them.")
        self._first, self._count = [], 0


def show_report(report: Report, changes: Changes, output: Output) -> None:
    """Print a run's counts, then what changed, failed, and is as well to know, for a person."""
    output.show(_foreseen(report) if report.dry_run else _done(report, Outcome))
    changes.show(report, output)
    show_failures(report, output)
    if report.gone:
        output.note(_told_gone(report.gone))
    _show_notes(report, output)
    if report.passed_over:
        output.note(_told_passed_over(report.passed_over))
    if report.stopped:
        kept = "What is done is kept; run it again to go on from there."
        output.note(f"Interrupted. {'There may be more to do.' if report.dry_run else kept}")


def show_changes(report: Report, changes: Changes, output: Output) -> None:
    """Print what a run has just done, in a line, if it has done anything."""
    changed = [outcome for outcome in Outcome if outcome is not Outcome.UNCHANGED]
    if any(report.count(outcome) for outcome in changed):
        output.show(f"{time.strftime('%H:%M:%S')}  {_done(report, changed)}")
        changes.show(report, output)
        show_failures(report, output)
        _show_notes(report, output)


def show_failures(report: Report, output: Output) -> None:
    """Print what failed with the reason: of many that failed for the same one, the first few."""
    groups: dict[str, list[Result]] = {}
    for failure in report.failures:
        groups.setdefault(failure.reason, []).append(failure)
    for reason, group in groups.items():
        for failure in group[:_MOST_OF_A_REASON]:
            output.show(unwrapped(f"failed {failure.source}", "red"))
        if len(group) > _MOST_OF_A_REASON:
            more = len(group) - _MOST_OF_A_REASON
            _show_beneath(_and_more(more, report, " --failed"), output)
        _show_beneath(reason, output)


def show_foreseen(results: Iterable[Result], output: Output) -> None:
    """Print what a run would do to each source; what would stay as it is has no line."""
    for result in results:
        if result.outcome in _WOULD:
            verb = _WOULD[result.outcome].replace("duplicates", "a duplicate")
            output.show(unwrapped(f"would {verb}  {result.source}"))


def _done(report: Report, outcomes: Iterable[Outcome]) -> str:
    told = [f"{report.count(one):,} {one}" for one in outcomes if report.count(one)]
    return (
        f"{', '.join(told) or 'Nothing to do'} "
        f"({counted(report.passages, 'passage')} in {report.seconds:.1f} s)"
    )


def _foreseen(report: Report) -> str:
    changes = [
        f"{verb} {report.count(outcome):,}"
        for outcome, verb in _WOULD.items()
        if report.count(outcome)
    ]
    others = [
        f"{report.count(outcome):,} {outcome}"
        for outcome in (Outcome.UNCHANGED, Outcome.FAILED)
        if report.count(outcome)
    ]
    told = "; ".join(filter(None, [", ".join(changes) or "change nothing", ", ".join(others)]))
    return f"Would {told}. Nothing was written: this was a dry run."


def _show_notes(report: Report, output: Output) -> None:
    """Print what there is to know of articles that were taken, those of one note together."""
    groups: dict[str, list[str]] = {}
    for result in report.notes:
        groups.setdefault(result.note, []).append(result.source)
    for place, (note, sources) in enumerate(groups.items()):
        if place == _MOST_NOTES:
            _show_beneath(_and_more(len(groups) - place, report), output)
            return
        output.show(unwrapped(f"note   {_named(sources)}", "yellow"))
        told = note if len(sources) == 1 else note.replace("It is", "Each is", 1)
        _show_beneath(told, output)


def _show_beneath(text: str, output: Output) -> None:
    output.show(Indented(Text(printable(text)), indent=_INDENT))


def _named(sources: list[str]) -> str:
    if len(sources) == 1:
        return sources[0]
    named = ", ".join(map(shortened, sources[:_MOST_OF_A_REASON]))
    more = len(sources) - _MOST_OF_A_REASON
    return f"{len(sources):,} articles: {named}{f' and {more:,} more' if more > 0 else ''}"


def _and_more(count: int, report: Report, option: str = "") -> str:
    if report.run is None:
        return f"and {count:,} more"
    return f"and {count:,} more: `caravan history {report.run}{option}` lists them"


def _told_gone(gone: int) -> str:
    are = "source of the corpus is" if gone == 1 else "sources of the corpus are"
    return f"{gone:,} {are} gone from the given folders. With --prune, a run takes them out."


def _told_passed_over(passed_over: dict[str, int]) -> str:
    kinds = Counter(passed_over).most_common()
    told = ", ".join(f"{printable_name(suffix)} {count:,}" for suffix, count in kinds[:8])
    rest = ", …" if len(kinds) > 8 else ""
    total = sum(passed_over.values())
    noun = "file that is no article" if total == 1 else "files that are no articles"
    return f"Passed over {total:,} {noun} ({told}{rest})."
