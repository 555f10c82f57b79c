"""The scores of a question file on the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten
from typing import TYPE_CHECKING

from rich.text import Text

from ui.output import Output, counted, printable, printable_name
from ui.tables import table

if TYPE_CHECKING:
    from assistant.evaluation import Against, Case, Compared, Evaluation

_MOST_SHOWN = 20
"""How many of the questions that went wrong are listed."""

_MOST_NAMES = 5
_GLIMPSE = 280
"""Characters shown of an answer."""

_RIGHT = "right answers"


def note_unknown(evaluation: Evaluation, output: Output) -> None:
    """Say which names of relevant documents no document has."""
    unknown = evaluation.retrieval.unknown if evaluation.retrieval else ()
    if unknown:
        output.note(
            f"{counted(len(unknown), 'name')} in `relevant` of no document in this corpus, which "
            f"counts as not found: {_named(unknown)}"
        )


def note_left_out(against: Against, output: Output) -> None:
    """Say which questions are compared with nothing."""
    for ids, place in (
        (against.only_now, "the question file"),
        (against.only_earlier, against.earlier.path.name),
    ):
        if ids:
            output.note(
                f"{counted(len(ids), 'question')} in {printable_name(place)} alone, in these "
                f"words, and not compared: {_named(ids)}"
            )


def show_scores(evaluation: Evaluation, output: Output, against: Against | None = None) -> None:
    """Print the scores, how they differ from earlier ones, and what went wrong."""
    told = evaluation.as_json()
    output.show(
        f"{counted(told['questions'], 'question')}: {told['answered']:,} of "
        f"{told['answerable']:,} answerable ones answered, {told['refused']:,} of "
        f"{told['unanswerable']:,} others refused"
    )
    rows = [
        (name, f"{value:.3f}", of) for name, value, of in _rows(evaluation) if value is not None
    ]
    if rows:
        output.show("", table(("measure", "score", "counted"), rows))
    if against is not None:
        _show_against(against, output)
    _show_wrong(evaluation, output)
    if evaluation.retrieval:
        _show_missed(evaluation.retrieval.missed, output)


def _rows(evaluation: Evaluation) -> list[tuple[str, float | None, str]]:
    told = evaluation.as_json()
    citations, evidence, retrieval = told["citations"], told["evidence"], told["retrieval"]
    rows = [
        (_RIGHT, told["right_rate"], f"{told['right']:,} of {told['judged']:,}"),
        (
            "refused, unanswerable",
            told["refused_rate"],
            f"{told['refused']:,} of {told['unanswerable']:,}",
        ),
        (
            "citation precision",
            told["citation_precision"],
            f"{citations['counted']:,} of {counted(citations['citations'], 'citation')}",
        ),
        (
            "citation recall",
            told["citation_recall"],
            f"{citations['supported']:,} of {counted(citations['sentences'], 'sentence')}",
        ),
        (
            "evidence quoted",
            evidence["rate"],
            f"{evidence['quoted']:,} of {counted(evidence['strings'], 'string')}",
        ),
    ]
    if retrieval:
        over = f"over {counted(retrieval['questions'], 'question')}"
        rows += [(name, value, over) for name, value in retrieval["measures"].items()]
    return rows


def _show_against(against: Against, output: Output) -> None:
    right = {_RIGHT: against.right} if against.right else {}
    rows = [_compared(name, one) for name, one in (right | against.measures).items()]
    name = printable_name(against.earlier.path.name)
    both = counted(len(against.both), "question")
    output.show("", Text(f"Against {name} ({both} in both):", style="bold"))
    if rows:
        headings = ("measure", "earlier", "now", "difference", "95 % interval", "p", "questions")
        output.show(table(headings, rows))
    else:
        output.show("No measure has scores in both.")


def _compared(name: str, one: Compared) -> tuple[str, ...]:
    found = one.comparison
    return (
        name,
        f"{one.earlier:.3f}",
        f"{one.now:.3f}",
        f"{found.difference:+.3f}",
        f"{found.low:+.3f} to {found.high:+.3f}",
        f"{found.p:.4f}",
        f"{one.questions:,}",
    )


def _show_wrong(evaluation: Evaluation, output: Output) -> None:
    wrong = evaluation.wrong
    if wrong:
        output.show("", Text(f"Went wrong ({counted(len(wrong), 'question')}):", style="bold"))
    for one in wrong[:_MOST_SHOWN]:
        told = one.as_json()
        expected = " & ".join(told["expected"]) or "an answer"
        said = shorten(printable(told["said"]), _GLIMPSE, placeholder=" …")
        output.show(
            _question(one.case),
            Text(f"    expected: {printable(expected) if told['answerable'] else 'no answer'}"),
            Text(f"    said:     {said}"),
        )
    _note_more(wrong, output)


def _show_missed(missed: Sequence[Case], output: Output) -> None:
    if missed:
        many = counted(len(missed), "question")
        title = f"No relevant document among the first five ({many}):"
        output.show("", Text(title, style="bold"))
    for case in missed[:_MOST_SHOWN]:
        output.show(_question(case), Text(f"    relevant: {_named(list(case.relevant))}"))
    _note_more(missed, output)


def _question(case: Case) -> Text:
    return Text.assemble((printable_name(case.id), "cyan"), f"  {printable(case.question)}")


def _note_more(listed: Sequence[object], output: Output) -> None:
    if len(listed) > _MOST_SHOWN:
        output.note(f"{len(listed) - _MOST_SHOWN:,} more are left out; --json lists them all.")


def _named(names: Sequence[str]) -> str:
    more = ", …" if len(names) > _MOST_NAMES else ""
    return ", ".join(printable_name(name) for name in names[:_MOST_NAMES]) + more
