"""The bar of an ingest run, as a terminal shows it."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from ui.bar import IngestBar, shortened
from ui.output import Output
from vectorstore import Outcome, Result


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the time that the bar goes by, to be set."""
    now = [100.0]
    monkeypatch.setattr("ui.bar.time.monotonic", lambda: now[0])
    return now


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Return what a terminal of 120 columns is sent."""
    sent = io.StringIO()
    console = Console(file=sent, force_terminal=True, width=120, color_system=None)
    monkeypatch.setattr(Output, "_console", staticmethod(lambda stderr: console))
    return sent


def test_it_tells_the_rate_and_what_was_done_last(clock: list[float], screen: io.StringIO) -> None:
    with IngestBar(Output(json=False), "Ingesting") as bar:
        bar.found(3)
        clock[0] += 2
        bar.embedded(50)
        bar.done(Result("/notes/a [bold]name.txt", Outcome.ADDED))
        clock[0] += 2
        bar.embedded(50)
        bar.done(Result("/notes/b.txt", Outcome.ADDED))
        bar._progress.refresh()
        shown = screen.getvalue()
        bar.stopping()
        bar._progress.refresh()
    assert "2/3" in shown
    assert "25 passages/s" in shown
    assert "a [bold]name.txt" in shown
    assert "Stopping" in screen.getvalue()


def test_where_nothing_is_embedded_it_counts_articles(
    clock: list[float], screen: io.StringIO
) -> None:
    with IngestBar(Output(json=False), "Ingesting") as bar:
        bar.found(3)
        clock[0] += 2
        bar.done(Result("/notes/a.txt", Outcome.UNCHANGED))
        bar._progress.refresh()
    assert "0 articles/s" in screen.getvalue()


def test_it_begins_anew_for_another_run(screen: io.StringIO) -> None:
    with IngestBar(Output(json=False), "Ingesting") as bar:
        bar.found(1)
        bar.done(Result("/notes/a.txt", Outcome.ADDED))
        bar.end()
        screen.truncate(0)
        bar.found(0)
        assert "Ingesting" not in screen.getvalue()
        bar.found(2)
        assert "0/2" in screen.getvalue()


def test_a_quiet_command_shows_none(screen: io.StringIO) -> None:
    with IngestBar(Output(json=False, is_quiet=True), "Ingesting") as bar:
        bar.found(1)
        bar.done(Result("/notes/a.txt", Outcome.ADDED))
    assert screen.getvalue() == ""


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("/notes/a.txt", "a.txt"),
        ("/notes.zip!/old/b.txt", "b.txt"),
        ("https://a.test/", "a.test"),
        ("/" + "x" * 40 + ".pdf", "x" * 15 + "…" + "x" * 11 + ".pdf"),
        ("/a\x1b[31m.txt", "a\N{REPLACEMENT CHARACTER}[31m.txt"),
    ],
)
def test_names_are_short_and_safe(source: str, name: str) -> None:
    assert shortened(source) == name
