"""Any history of changes to a folder leaves a corpus that is whole and holds what the folder does.

A state machine (Hypothesis) plays histories against a model of a few lines.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.fake_embedder import HashedEmbedder
from tests.vectorstore.conftest import Library
from vectorstore import Corpus, StoreSettings, catalogue

NAMES = ["a.md", "b.md", "c.md"]
TEXTS = {
    "A zebra crossed the river at dawn.": ("Weather", "Elections"),
    "The llama slept beside an old mill.": ("Sport",),
    "Two otters played under the bridge.": ("Sport",),
    "An ibex climbed the northern ridge.": ("Weather",),
}
STAYS = "Camels rest in the shade of poplars."
ARTICLES = [(text, title) for text, titles in TEXTS.items() for title in titles]
names = st.sampled_from(NAMES)
articles = st.sampled_from(ARTICLES)


class Histories(RuleBasedStateMachine):
    """Files change as they may; after each ingest, removal or restoring all is compared."""

    folder: Path
    count = 0

    @initialize()
    def start(self) -> None:
        Histories.count += 1
        self.root = self.folder / str(Histories.count)
        corpus = Corpus.open(StoreSettings(home=self.root / "home"), create=True)
        (self.root / "articles").mkdir(parents=True)
        self.library = Library(self.root / "articles", corpus, HashedEmbedder())
        self.library.write("stays.md", STAYS)  # a folder found empty is not pruned
        self.files: dict[str, str] = {}
        self.found: set[str] = set()
        self.fileless: set[str] = set()  # texts restored to the corpus that no file holds
        self.cited: dict[tuple[str, str], str] = {}

    def teardown(self) -> None:
        if hasattr(self, "root"):
            self.library.corpus.close()
            shutil.rmtree(self.root)

    @rule(name=names, article=articles)
    def write(self, name: str, article: tuple[str, str]) -> None:
        self.library.write(name, article[0], title=article[1])
        self.files[name] = article[0]

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.files)))
        (self.library.folder / name).unlink()
        del self.files[name]

    @precondition(lambda self: self.files)
    @rule(data=st.data(), new=names)
    def rename(self, data: st.DataObject, new: str) -> None:
        old = data.draw(st.sampled_from(sorted(self.files)))
        self.library.rename(old, new)
        self.files[new] = self.files.pop(old)

    @precondition(lambda self: self.files)
    @rule(data=st.data(), new=names)
    def copy(self, data: st.DataObject, new: str) -> None:
        old = data.draw(st.sampled_from(sorted(self.files)))
        if new != old:
            shutil.copyfile(self.library.folder / old, self.library.folder / new)
            self.files[new] = self.files[old]

    @rule()
    def ingest(self) -> None:
        self.library.ingest(prune=True)
        texts = {STAYS, *self.files.values()}
        self.fileless -= texts
        self.found = texts | self.fileless
        self.compare()

    @precondition(lambda self: self.found)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        text = data.draw(st.sampled_from(sorted(self.found)))
        (id_,) = (id_ for id_, current in self.documents(removed=False) if current == text)
        self.library.corpus.remove([id_])
        self.found.discard(text)
        self.fileless.discard(text)
        self.compare()

    @precondition(lambda self: self.documents(removed=True))
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        id_, text = data.draw(st.sampled_from(self.documents(removed=True)))
        has_file = bool(self.library.sources(id_))
        self.library.corpus.restore([id_])
        if has_file:
            self.fileless.discard(text)
        elif text not in self.found:
            self.fileless.add(text)
        self.found.add(text)
        self.compare()

    def documents(self, removed: bool) -> list[tuple[str, str]]:
        """Return the id and text of each document, in an order that is the same every time."""
        with self.library.corpus.database.read() as connection:
            listed = catalogue.list_documents(connection, removed)
        by_age = sorted(listed, key=lambda entry: (entry.added_at, entry.ref.version))
        return [(entry.ref.id, self.library.text(entry.ref.id)) for entry in by_age]

    def compare(self) -> None:
        """Compare what is found with the model, and open everything ever cited."""
        self.library.check(*self.found)
        for hit in self.library.search("everything") if self.found else []:
            reference = hit.passage.document
            self.cited[reference.id, reference.version] = hit.passage.text
        for (id_, version), text in self.cited.items():
            assert self.library.text(id_, version) == text


@pytest.mark.usefixtures("quick_probe")
def test_any_history_keeps_the_corpus_in_step_with_its_folder(tmp_path: Path) -> None:
    Histories.folder = tmp_path
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=12,
            stateful_step_count=10,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
