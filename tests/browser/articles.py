"""Articles that the tests bring, with questions that they answer."""

from __future__ import annotations

from dataclasses import dataclass

# Each of these is one character of Python's and two of JavaScript's.
_CAMEL, _TELESCOPE = "\N{DROMEDARY CAMEL}", "\N{TELESCOPE}"

LONG_QUESTION = "How many saiga antelopes did the Ustyurt observatory count in 2023?"
LONG_QUOTE = "The Ustyurt observatory counted 4,711 saiga antelopes in 2023."


def _record(number: int) -> str:
    return (
        f"{_CAMEL} Page {number} of the record tells of the weather at post {number}. "
        f"The wind there blew from the east for {number + 3} days. "
        f"{_TELESCOPE} The warden wrote that visitors had brought {number + 7} loaves of bread."
    )


LONG_ARTICLE = "\n\n".join(
    [
        f"---\ntitle: The record of the steppe posts {_CAMEL}\ndate: 2019-05-01\n"
        "author: Warden of the posts\npublisher: Steppe Office\n---",
        *map(_record, range(1, 121)),
        f"{_TELESCOPE}{_CAMEL} A year went by. {LONG_QUOTE} It is the last count of the record.",
        *map(_record, range(121, 181)),
    ]
)


@dataclass(frozen=True, slots=True)
class Ferry:
    """The article on a town's ferry, in a file of the town's name."""

    town: str
    day: str = "3 March 1974"

    @property
    def title(self) -> str:
        """The article's title."""
        return f"The last ferry of {self.town}"

    @property
    def question(self) -> str:
        """A question that nothing but this article answers."""
        return f"When did the ferry of {self.town} make its last crossing?"

    @property
    def quote(self) -> str:
        """The sentence that answers it."""
        return f"The ferry of {self.town} made its last crossing on {self.day}."

    @property
    def file(self) -> dict[str, str]:
        """The file's name and content."""
        text = f"# {self.title}\n\n{self.quote} It had carried people for 200 years.\n"
        return {f"{self.town}.md": text}
