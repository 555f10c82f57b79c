"""Ingest runs with the outcome of every source, which a report only counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest import Options, Progress, Report, ingest
from vectorstore import Corpus, Embedder, Result


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its report, and what became of each source, in order of completion."""

    report: Report
    results: list[Result]


def run(
    corpus: Corpus,
    embedder: Embedder | None,
    inputs: Sequence[str],
    options: Options | None = None,
    progress: Progress | None = None,
) -> Run:
    """Ingest and return the report with the results."""
    results: list[Result] = []
    progress = replace(progress or Progress(), on_done=results.append)
    return Run(ingest(corpus, embedder, inputs, options, progress), results)
