"""Articles for measuring: sentences of the sample corpus in a new order, the same for one seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from ingest import sample_folder
from ingest.reading import read_file
from vectorstore.text import sentences

_SENTENCES_A_PARAGRAPH = (3, 6)
_PUBLISHERS = ("Steppe Review", "Caspian Courier", "The Silk Post")


@dataclass(frozen=True, slots=True)
class Article:
    """A title, paragraphs, and the day in 2025 on which it is said to be published."""

    title: str
    paragraphs: tuple[str, ...]
    publisher: str
    published: str

    def as_text(self) -> str:
        """Return the article as text pasted from a page: the title first."""
        return "\n\n".join([self.title, *self.paragraphs]) + "\n"

    def as_markdown(self) -> str:
        """Return the article as Markdown with front matter."""
        fields = f'title: "{self.title}"\ndate: {self.published}\npublisher: {self.publisher}'
        return f"---\n{fields}\n---\n\n" + "\n\n".join(self.paragraphs) + "\n"

    def saying(self, word: str) -> Article:
        """Return the article with a sentence about `word` at the head of each paragraph."""
        marked = tuple(f"The word is {word}. {paragraph}" for paragraph in self.paragraphs)
        return replace(self, paragraphs=marked)


class Writer:
    """Writes one article after another. Two writers with one seed write the same."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._sentences = list(_sample_sentences())
        self._count = 0

    def write(self, paragraphs: int) -> Article:
        """Return the next article."""
        self._count += 1
        drawn = self._random
        opening = " ".join(drawn.choice(self._sentences).split()[:6]).strip('",;:.()')
        return Article(
            title=f"Report {self._count} on " + opening.replace('"', ""),
            paragraphs=tuple(self._paragraph() for _ in range(paragraphs)),
            publisher=drawn.choice(_PUBLISHERS),
            published=f"2025-{drawn.randint(1, 12):02}-{drawn.randint(1, 28):02}",
        )

    def word(self) -> str:
        """Return a word that occurs in no article, of letters that stemming leaves alone."""
        return "x" + "".join(self._random.choices("bkpqvxz", k=14))

    def _paragraph(self) -> str:
        count = self._random.randint(*_SENTENCES_A_PARAGRAPH)
        return " ".join(self._random.sample(self._sentences, count))


def _sample_sentences() -> Iterator[str]:
    for path in sorted(sample_folder().glob("*.md")):
        text = read_file(path, path.read_bytes()).text
        for span in sentences(text):
            sentence = span.of(text)
            if sentence.endswith(".") and "\n" not in sentence:
                yield sentence


def write_folder(folder: Path, articles: list[Article]) -> None:
    """Write articles as .txt files into `folder`, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, article in enumerate(articles):
        (folder / f"article-{number:05}.txt").write_text(article.as_text(), encoding="utf-8")
