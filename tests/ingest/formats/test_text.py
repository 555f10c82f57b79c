"""Plain text: its encoding, its title and its front matter."""

from ingest.formats import Article, File
from ingest.formats.text import read


def one(text: str | bytes, encoding: str | None = None) -> Article:
    content = text if isinstance(text, bytes) else text.encode()
    (found,) = read(File("a-river-town.txt", content, encoding))
    assert isinstance(found, Article)
    return found


def test_what_a_text_does_not_say_stays_none() -> None:
    article = one("The bridge is open. It cost 3 million.")
    assert article == Article("The bridge is open. It cost 3 million.")


def test_the_first_line_is_the_title() -> None:
    article = one("A bridge for two towns\n\nThe bridge is open.\n\nIt cost 3 million.")
    assert article.title == "A bridge for two towns"
    assert article.text == "The bridge is open.\n\nIt cost 3 million."


def test_what_the_server_says_of_the_encoding_is_used() -> None:
    assert one("Мост открыт.".encode("iso8859-5"), "iso-8859-5").text == "Мост открыт."


def test_mojibake_is_mended() -> None:
    assert one("Die StraÃŸe ist offen.").text == "Die Straße ist offen."


def test_an_address_given_as_the_source_is_no_publisher() -> None:
    article = one("---\nsource: https://x.test/a\nsite: River Herald\n---\nIt is open.")
    assert article.url == "https://x.test/a"
