"""Another embedding model: the corpus is searched as it was until the new vectors are all there."""

from __future__ import annotations

import pytest

from ingest import reindex
from tests.fake_embedder import HashedEmbedder
from tests.vectorstore.conftest import Library
from tests.vectorstore.test_crashes import REBUILD_STEPS, Death, Step, die_at
from vectorstore import ModelMismatch, Span
from vectorstore.journal import Journal

pytestmark = pytest.mark.usefixtures("quick_probe")

ZEBRA = "A zebra crossed the river at dawn."
LLAMA = "The llama slept beside an old mill."
OTTER = "Two otters played under the bridge."
IBEX = "An ibex climbed the northern ridge."


@pytest.fixture
def smaller() -> HashedEmbedder:
    """Return another model, of another dimension."""
    return HashedEmbedder("fewer-buckets", dimension=32)


@pytest.fixture
def articles(library: Library) -> Library:
    """Return a library of three articles, one of them removed."""
    for name, text in {"a.md": ZEBRA, "b.md": LLAMA, "removed.md": OTTER}.items():
        library.write(name, text, title=f"Title of {name}")
    library.ingest()
    library.corpus.remove([library.document("removed.md")])
    return library


def test_searchable_before_during_and_after(articles: Library, smaller: HashedEmbedder) -> None:
    during: list[list[str]] = []
    assert reindex(articles.corpus, smaller, lambda _: during.append(articles.visible())) == 3
    assert during == [[ZEBRA, LLAMA]] * 3
    with pytest.raises(ModelMismatch, match="fewer-buckets"):
        articles.visible()
    articles.embedder = smaller
    articles.check(ZEBRA, LLAMA)


def test_removed_documents_are_embedded_too(articles: Library, smaller: HashedEmbedder) -> None:
    (id_,) = (hit.passage.document.id for hit in articles.search(ZEBRA, count=1))
    articles.corpus.remove([id_])
    reindex(articles.corpus, smaller)
    articles.embedder = smaller
    articles.corpus.restore([id_])
    articles.check(ZEBRA, LLAMA)


def test_interrupted_and_resumed(articles: Library, smaller: HashedEmbedder) -> None:
    def interrupt(count: int) -> None:
        if count == 2:
            raise Death

    with pytest.raises(Death):
        reindex(articles.corpus, smaller, interrupt)
    articles.check(ZEBRA, LLAMA)
    smaller.encoded.clear()
    assert reindex(articles.corpus, smaller) == 1
    assert len(smaller.encoded) == 1
    articles.embedder = smaller
    articles.check(ZEBRA, LLAMA)


@pytest.mark.parametrize("step", [Step(Journal, "open", 1, after=False), *REBUILD_STEPS], ids=str)
def test_death_in_the_switch(articles: Library, smaller: HashedEmbedder, step: Step) -> None:
    die_at(step, lambda: reindex(articles.corpus, smaller))
    reindex(articles.corpus, smaller)
    articles.embedder = smaller
    articles.check(ZEBRA, LLAMA)


def test_changes_meanwhile_are_not_lost(articles: Library, smaller: HashedEmbedder) -> None:
    def change(count: int) -> None:
        if count == 3:
            (articles.folder / "removed.md").unlink()
            articles.write("a.md", IBEX, title="Title of a.md")
            articles.write("new.md", "Camels rest in the shade.")
            articles.write("b.md", LLAMA, title="Another title")
            articles.ingest()

    assert reindex(articles.corpus, smaller, change) == 6
    articles.embedder = smaller
    articles.check(IBEX, LLAMA, "Camels rest in the shade.")
    assert f"Another title\n{LLAMA}" in smaller.encoded


def test_a_title_changed_while_it_was_embedded(articles: Library, smaller: HashedEmbedder) -> None:
    """The vectors of the old title are not kept for the new one, whose text is the same."""
    model = smaller.identity
    for document in articles.corpus.unstaged(model, 10):
        if document.text == LLAMA:
            (articles.folder / "removed.md").unlink()
            articles.write("b.md", LLAMA, title="Another title")
            articles.ingest()
        spans = [Span(0, len(document.text))]
        vectors = smaller.encode_documents([f"{document.context}\n{document.text}"])
        articles.corpus.stage(document, model, spans, vectors)
    (left,) = [entry for entry in articles.corpus.unstaged(model, 10) if entry.text != OTTER]
    assert (left.text, left.context) == (LLAMA, "Another title")
    reindex(articles.corpus, smaller)
    articles.embedder = smaller
    articles.check(ZEBRA, LLAMA)


def test_to_the_same_model_changes_nothing(articles: Library) -> None:
    before = {hit.passage.id for hit in articles.search("everything")}
    reindex(articles.corpus, articles.embedder)
    articles.check(ZEBRA, LLAMA)
    assert {hit.passage.id for hit in articles.search("everything")} == before


def test_an_empty_corpus_takes_the_new_model(library: Library, smaller: HashedEmbedder) -> None:
    assert reindex(library.corpus, smaller) == 0
    library.embedder = smaller
    library.check()
    library.write("a.md", ZEBRA)
    library.ingest()
    library.check(ZEBRA)
