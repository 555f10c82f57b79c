"""A PDF, an archive and other languages are uploaded: pages are named, each outcome is told."""

from __future__ import annotations

import io
import zipfile

from playwright.sync_api import expect

from tests.browser.app import App
from tests.browser.articles import Ferry
from tests.browser.server import Server
from tests.ingest.makers.pdf import PAGE_BREAK, typeset
from tests.ui.cli import caravan

RUSSIAN = (
    "Президенты двух стран встретились в Астане и подписали соглашение о торговле. "
    "Они договорились, что железная дорога через горы будет построена в ближайшие годы, "
    "а пошлины на границе отменят с начала следующего года."
)


def pages_of(ferry: Ferry) -> bytes:
    """Return the article on a ferry as a PDF of three pages, with its quote on the second."""
    weather = [
        f"The record of {ferry.town} tells of the weather at post {number}. The wind there blew "
        f"from the east for {number + 3} days, and visitors brought {number + 7} loaves of bread."
        for number in range(1, 13)
    ]
    return typeset(
        [
            *weather[:6],
            PAGE_BREAK,
            *weather[6:9],
            f"{ferry.quote} It had carried people for 200 years.",
            PAGE_BREAK,
            *weather[9:],
        ],
        title=ferry.title,
    )


def test_a_citation_of_a_pdf_names_its_page(workshop_app: App) -> None:
    ferry = Ferry("Uldale")
    assert "Uldale.pdf was added" in workshop_app.add({"Uldale.pdf": pages_of(ferry)})
    answer = workshop_app.ask(ferry.question)
    expect(answer.locator(".text")).to_contain_text(ferry.quote)
    assert workshop_app.open_chip() == ferry.quote
    expect(workshop_app.opened.locator(".head .origin")).to_contain_text("p. 2")
    workshop_app.open_source()
    expect(workshop_app.mark).to_be_in_viewport(ratio=1)
    assert workshop_app.mark.text_content() == ferry.quote
    folios = workshop_app.source.locator(".folio")
    expect(folios).to_have_text(["p. 1", "p. 2", "p. 2", "p. 3"])
    expect(folios.nth(2)).to_be_in_viewport(ratio=1)


def test_each_article_of_an_archive_has_its_outcome(workshop_app: App) -> None:
    first, second = Ferry("Wetheral"), Ferry("Yarrow")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in {**first.file, **second.file, "empty.txt": ""}.items():
            archive.writestr(f"ferries/{name}", text)
    told = workshop_app.add({"ferries.zip": packed.getvalue()})
    assert "ferries/Wetheral.md in ferries.zip was added" in told
    assert "ferries/Yarrow.md in ferries.zip was added" in told
    assert "ferries/empty.txt in ferries.zip was not added. The file is empty" in told
    answer = workshop_app.ask(second.question)
    expect(answer.locator(".text")).to_contain_text(second.quote)


def test_what_is_read_badly_or_known_nearly_is_told(workshop_app: App, workshop: Server) -> None:
    assert "It is in Russian" in workshop_app.add({"Астана.txt": RUSSIAN})
    report = " ".join(
        f"In year {year} the mill at Zeal ground {year + 9} sacks of corn, and the miller paid "
        f"{year + 3} crowns for the water."
        for year in range(1801, 1830)
    )
    workshop_app.add({"mill.txt": f"The mill at Zeal\n\n{report}"})
    reprint = f"A mill and its water\n\nReprinted with kind permission.\n\n{report}"
    told = workshop_app.add({"reprint.txt": reprint})
    assert "It is nearly the same as “The mill at Zeal”" in told
    listed = caravan("--home", workshop.home, "documents", "--json").json["documents"]
    ids = {one["source"].rpartition("/")[2]: one["id"] for one in listed}
    for name, remark in (("Астана.txt", "It is in Russian"), ("reprint.txt", "It is nearly")):
        workshop_app.open({"document": ids[name]})
        expect(workshop_app.source.locator(".remark")).to_contain_text(remark)
    workshop_app.open({"document": ids["mill.txt"]})
    expect(workshop_app.source).to_contain_text("the mill at Zeal ground")
    expect(workshop_app.source.locator(".remark")).to_have_count(0)
