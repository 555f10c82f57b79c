"""A writer that dies at any step: readers see the old state or the new, the next writer finishes.

Death is simulated by an exception that nothing catches; test_kills.py kills for good.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.fake_embedder import HashedEmbedder
from tests.vectorstore.conftest import Library
from vectorstore import Corpus, CorpusDamaged, StoreSettings, verify
from vectorstore.journal import Journal
from vectorstore.vectors import OpenIndex, VectorIndex

pytestmark = pytest.mark.usefixtures("quick_probe")

ZEBRA = "A zebra crossed the river at dawn."
LLAMA = "The llama slept beside an old mill."
OTTER = "Two otters played under the bridge."
IBEX = "An ibex climbed the northern ridge."


class Death(BaseException):
    """The process is gone: nothing catches this."""


@dataclass(frozen=True)
class Step:
    """Die at the `call`th call of a method, before or after it has done its work."""

    owner: type
    method: str
    call: int
    after: bool

    def __str__(self) -> str:
        when = "after" if self.after else "before"
        return f"{when}-{self.owner.__name__}.{self.method}-{self.call}"


WRITE_STEPS = [
    Step(Journal, "open", 1, after=False),
    Step(Journal, "open", 1, after=True),
    Step(OpenIndex, "delete", 1, after=True),
    Step(OpenIndex, "upsert", 1, after=False),
    Step(OpenIndex, "upsert", 1, after=True),  # the transaction is not committed
    Step(OpenIndex, "delete", 2, after=False),  # the transaction is committed
    Step(OpenIndex, "delete", 2, after=True),
    Step(Journal, "close", 1, after=False),
]
REBUILD_STEPS = [
    Step(Journal, "open", 1, after=True),
    Step(VectorIndex, "erase", 1, after=False),
    Step(VectorIndex, "erase", 1, after=True),
    Step(OpenIndex, "upsert", 1, after=False),
    Step(OpenIndex, "upsert", 1, after=True),
    Step(Journal, "close", 1, after=False),
]


def die_at(step: Step, act: Callable[[], object]) -> None:
    """Run `act` and assert that it dies at `step`."""
    calls = 0
    original: Callable[..., Any] = getattr(step.owner, step.method)

    def deadly(*arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == step.call and not step.after:
            raise Death
        result = original(*arguments)
        if calls == step.call:
            raise Death
        return result

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(step.owner, step.method, deadly)
        with pytest.raises(Death):
            act()


@pytest.fixture
def changed(library: Library) -> Library:
    """Return a library whose files have changed since they were ingested."""
    library.write("changed.md", ZEBRA)
    library.write("retitled.md", LLAMA, publisher="Steppe Post")
    library.ingest()
    library.write("changed.md", OTTER)
    library.write("retitled.md", LLAMA, publisher="River Times")
    library.write("new.md", IBEX)
    return library


def state(library: Library) -> list[tuple[str, str | None]]:
    """Return what a search sees: texts and publishers."""
    return sorted(
        (hit.passage.text, hit.passage.document.metadata.publisher)
        for hit in library.search("everything zebra llama otter ibex")
    )


OLD = [(ZEBRA, None), (LLAMA, "Steppe Post")]
NEW = [(IBEX, None), (LLAMA, "River Times"), (OTTER, None)]


@pytest.mark.parametrize("step", WRITE_STEPS, ids=str)
def test_death_in_a_write(changed: Library, reopened: Library, step: Step) -> None:
    die_at(step, changed.ingest)
    assert state(reopened) in (OLD, NEW)
    changed.ingest()
    assert not changed.corpus.interrupted()
    assert state(reopened) == NEW
    changed.check(LLAMA, OTTER, IBEX)


@pytest.mark.parametrize("step", WRITE_STEPS, ids=str)
def test_another_write_finishes_the_job(changed: Library, reopened: Library, step: Step) -> None:
    die_at(step, changed.ingest)
    before = state(reopened)
    reopened.corpus.remove([reopened.document("retitled.md")])
    assert not reopened.corpus.interrupted()
    after = [entry for entry in before if entry[0] != LLAMA]
    assert state(changed) == after
    changed.check(*(text for text, _ in after))


@pytest.mark.parametrize("step", WRITE_STEPS, ids=str)
def test_death_in_the_first_write_of_all(library: Library, step: Step) -> None:
    library.write("a.md", ZEBRA)
    library.write("b.md", LLAMA)
    die_at(step, library.ingest)
    assert library.visible() in ([], [ZEBRA, LLAMA])
    library.ingest()
    library.check(ZEBRA, LLAMA)


def test_death_in_the_first_write_and_another_model_next(library: Library) -> None:
    library.write("a.md", ZEBRA)
    die_at(Step(OpenIndex, "upsert", 1, after=True), library.ingest)
    library.embedder = HashedEmbedder("another", dimension=32)
    library.ingest()
    library.check(ZEBRA)


@pytest.mark.parametrize("step", WRITE_STEPS, ids=str)
def test_death_in_a_recovery(changed: Library, step: Step) -> None:
    die_at(Step(OpenIndex, "upsert", 1, after=True), changed.ingest)
    die_at(step, changed.ingest)
    changed.ingest()
    changed.check(LLAMA, OTTER, IBEX)


@pytest.mark.parametrize("step", REBUILD_STEPS, ids=str)
def test_death_in_a_repair(library: Library, reopened: Library, step: Step) -> None:
    library.write("a.md", ZEBRA)
    library.write("b.md", LLAMA)
    library.ingest()
    die_at(step, library.corpus.repair)
    assert not verify(reopened.corpus).ok
    try:
        assert reopened.visible() == [ZEBRA, LLAMA]
    except CorpusDamaged as error:  # the index is half built: said, not hidden
        assert "--repair" in error.hint
    library.ingest()
    library.write("a.md", OTTER)
    library.ingest()
    library.check(LLAMA, OTTER)


def test_a_failed_write_changes_nothing(changed: Library, reopened: Library) -> None:
    def fails(*_: object) -> None:
        raise OSError("no space left on device")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(OpenIndex, "upsert", fails)
        with pytest.raises(OSError, match="no space"):
            changed.ingest()
    assert state(reopened) == OLD
    changed.ingest()
    assert state(reopened) == NEW
    changed.check(LLAMA, OTTER, IBEX)


def test_an_unreadable_journal_means_everything(library: Library) -> None:
    library.write("a.md", ZEBRA)
    library.ingest()
    (library.corpus.home / "journal.json").write_text("half a li", encoding="utf-8")
    assert library.corpus.interrupted()
    library.write("b.md", LLAMA)
    library.ingest()
    library.check(ZEBRA, LLAMA)


def test_opening_an_interrupted_corpus_waits_for_no_one(changed: Library) -> None:
    die_at(Step(OpenIndex, "upsert", 1, after=True), changed.ingest)
    opened = Corpus.open(StoreSettings(home=changed.corpus.home))
    assert opened.interrupted()
    assert verify(opened).problems[0].startswith("A write was cut off")
    opened.close()
