"""The page Corpus: what it tells of the articles, how some are added, found and taken out."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ingest import ingest
from tests.fake_embedder import HashedEmbedder
from tests.ui.web.conftest import OpenPage, given, tell
from ui.web.corpus.adding import addresses_in
from ui.web.corpus.listing import PAGE
from ui.web.navigation import Name
from ui.web.workspace import Workspace
from vectorstore import Filters, InputError, catalogue

SECONDS = 30.0
BRIDGE, FERRY = "A bridge for two towns", "The last ferry of the Lune"
TOWER = b"# The tower of Lune\n\nThe tower of the town is 40 metres high."
PICTURE = b"\x89PNG\r\n\x1a\n\0"


def titles(app: AppTest) -> list[str]:
    """Return the titles of the lines that the table shows."""
    return [row["title"] for row in given(app, "articles")["rows"]]


def wish(app: AppTest, act: str, **told: object) -> AppTest:
    """Do something in the table."""
    return tell(app, "articles", "wish", {"act": act, **told})


def id_of(app: AppTest, title: str) -> str:
    rows = given(app, "articles")["rows"]
    return next(str(row["id"]) for row in rows if row["title"] == title)


def texts(app: AppTest) -> str:
    return " ".join(element.value for element in app.markdown)


def upload(app: AppTest, **files: bytes) -> AppTest:
    """Choose files, given by name with __ for the dot, as a browser sends them."""
    sent = [(name.replace("__", "."), content, "text/plain") for name, content in files.items()]
    return app.file_uploader[0].set_value(sent).run()


def press(app: AppTest, label: str) -> AppTest:
    """Press the button of that name."""
    return next(button for button in app.button if button.label == label).click().run()


def settled(app: AppTest, space: Workspace) -> AppTest:
    """Wait for the runs in hand, and draw the page as it is then."""
    for job in space.ingests.jobs():
        assert job.wait(SECONDS)
    return app.run()


def runs(app: AppTest) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = given(app, "runs")["runs"]
    return found


def lines(app: AppTest) -> list[tuple[str, str, str]]:
    return [(line["name"], line["text"], line["hint"]) for line in runs(app)[0]["lines"]]


# What there is.


def test_the_corpus_is_told_in_a_line(space: Workspace, open_page: OpenPage) -> None:
    app = open_page(Name.CORPUS)
    assert not app.exception
    assert [title.value for title in app.title] == ["Corpus"]
    told = "3 articles, 2 publishers, March 2024 to June 2025, 1 without a date."
    assert told in texts(app)
    assert given(app, "articles")["told"] == "3 articles"


def test_an_empty_corpus_says_what_to_do_and_has_no_table(
    empty_space: Workspace, open_page: OpenPage
) -> None:
    app = open_page(Name.CORPUS)
    assert "The corpus holds no articles yet." in texts(app)
    assert "Add the sample articles" in [button.label for button in app.button]
    assert len(app.file_uploader) == 1
    with pytest.raises(KeyError):
        given(app, "articles")


def test_the_first_page_of_an_empty_corpus_adds_the_sample_and_leads_here(
    empty_space: Workspace, open_page: OpenPage
) -> None:
    app = open_page(Name.ASK)
    press(app, "Add the sample articles")
    settled(app, empty_space)
    with empty_space.corpus.database.read() as connection:
        assert catalogue.count_documents(connection) == 18
    press(app, "Add articles")
    assert [title.value for title in app.title] == ["Corpus"]


def test_the_table_is_narrowed_sorted_and_says_how_much_it_shows(
    space: Workspace, open_page: OpenPage
) -> None:
    app = open_page(Name.CORPUS)
    wish(app, "view", sort="title", descending=False)
    assert titles(app) == ["[bold]One school[/bold] for both banks", BRIDGE, FERRY]
    wish(app, "view", search="LUNE ga")
    assert titles(app) == [BRIDGE]  # by its publisher, the Lune Gazette
    assert given(app, "articles")["told"] == "1 found, of 3 articles"
    wish(app, "view", search="ferry.txt")
    assert titles(app) == [FERRY]
    wish(app, "view", publisher="School Board")
    assert titles(app) == ["[bold]One school[/bold] for both banks"]
    wish(app, "view", sort="published", descending=True)
    assert titles(app)[-1] == FERRY  # which has no date
    wish(app, "view", sort="published", descending=False)
    assert titles(app)[-1] == FERRY
    wish(app, "view", search="nonesuch")
    assert (titles(app), given(app, "articles")["told"]) == ([], "None of 3 articles")


def test_a_line_opens_the_document(space: Workspace, open_page: OpenPage) -> None:
    app = open_page(Name.CORPUS)
    id_ = id_of(app, BRIDGE)
    wish(app, "open", id=id_)
    assert app.query_params["document"] == id_
    assert not app.exception


def test_a_large_corpus_is_shown_a_page_at_a_time(
    empty_space: Workspace, open_page: OpenPage, tmp_path: Path
) -> None:
    for number in range(PAGE + 3):
        path = tmp_path / "many" / f"note-{number:03}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"Note {number:03}\n\nWord{number} of day {number} is {number * 7}.")
    ingest(empty_space.corpus, HashedEmbedder(), [str(tmp_path / "many")])
    app = open_page(Name.CORPUS)
    assert given(app, "articles")["told"] == f"1–{PAGE} of {PAGE + 3} articles"
    wish(app, "view", sort="title", descending=False, page=1)
    assert titles(app) == ["Note 050", "Note 051", "Note 052"]
    wish(app, "view", sort="title", descending=False, page=10**12)
    assert titles(app) == ["Note 050", "Note 051", "Note 052"]
    wish(app, "remove", all=True, ids=[])
    assert "The corpus holds no articles yet." in texts(app)
    wish(app, "undo")
    assert f"{PAGE + 3} articles" in texts(app)


# Taking out, and bringing back.


def test_articles_are_removed_and_brought_back(space: Workspace, open_page: OpenPage) -> None:
    app = open_page(Name.CORPUS)
    wish(app, "remove", ids=[id_of(app, BRIDGE), id_of(app, FERRY)])
    assert titles(app) == ["[bold]One school[/bold] for both banks"]
    assert given(app, "articles")["done"] == {"told": "Removed 2 articles.", "can_undo": True}
    assert "1 article, 1 publisher, March 2024." in texts(app)
    wish(app, "view", sort="title", descending=False)
    assert given(app, "articles")["done"]["can_undo"]  # until something else is done
    wish(app, "undo")
    assert len(titles(app)) == 3
    wish(app, "undo")  # a second click
    assert len(titles(app)) == 3


def test_what_was_removed_before_is_listed_and_comes_back(
    space: Workspace, open_page: OpenPage
) -> None:
    app = open_page(Name.CORPUS)
    wish(app, "remove", ids=[id_of(app, BRIDGE)])
    kinds = {kind["id"]: kind["count"] for kind in given(app, "articles")["kinds"]}
    assert kinds == {"active": 2, "removed": 1}
    wish(app, "view", kind="removed")
    assert titles(app) == [BRIDGE]
    assert [act["act"] for act in given(app, "articles")["acts"]] == ["restore"]
    wish(app, "restore", ids=[id_of(app, BRIDGE)])
    assert titles(app) == []
    wish(app, "view", kind="active")
    assert BRIDGE in titles(app)


@pytest.mark.parametrize(
    "told",
    [
        {"act": "remove", "ids": ["nonesuch"]},
        {"act": "remove", "ids": "all"},
        {"act": "view", "kind": 7, "sort": ["title"], "page": -1, "search": None},
        {"act": "undo"},
        {"act": "drop"},
        {},
    ],
)
def test_what_no_table_sends_does_nothing(
    space: Workspace, open_page: OpenPage, told: dict[str, object]
) -> None:
    app = tell(open_page(Name.CORPUS), "articles", "wish", told)
    assert not app.exception
    assert len(titles(app)) == 3


# Adding.


def test_files_are_added_as_soon_as_they_are_there(space: Workspace, open_page: OpenPage) -> None:
    app = settled(upload(open_page(Name.CORPUS), tower__md=TOWER, picture__txt=PICTURE), space)
    assert runs(app)[0]["heading"] == "1 added, 1 not added"
    assert lines(app) == [
        (
            "picture.txt",
            "was not added.",
            "The file is a PNG picture, not text. Save its text as .txt or .md.",
        ),
        ("tower.md", "was added (1 passage).", ""),
    ]
    assert "The tower of Lune" in titles(app)
    assert len(app.file_uploader[0].value) == 0  # another field, for what comes next
    tell(app, "runs", "act", {"act": "dismiss", "id": runs(app)[0]["id"]})
    assert runs(app) == []


def test_what_was_added_alone_is_asked_about_alone(space: Workspace, open_page: OpenPage) -> None:
    app = settled(upload(open_page(Name.CORPUS), tower__md=TOWER), space)
    tell(app, "runs", "act", {"act": "ask", "id": runs(app)[0]["id"]})
    assert len(app.chat_input) == 1
    with space.corpus.database.read() as connection:
        known = [one.ref for one in catalogue.list_documents(connection)]
    (tower,) = [ref.id for ref in known if ref.metadata.title == "The tower of Lune"]
    assert app.session_state["visit"].filters == Filters(document=tower)


def test_after_adding_several_no_filter_hides_them(space: Workspace, open_page: OpenPage) -> None:
    app = open_page(Name.CORPUS)
    _, conversation = space.assistant.ask("How long is the bridge?", conversation="new")
    app.session_state["visit"].turn_to(conversation)
    app.session_state["visit"].filters = Filters(publisher="Lune Gazette")
    app = settled(upload(app, tower__md=TOWER, mill__md=TOWER.replace(b"tower", b"mill")), space)
    tell(app, "runs", "act", {"act": "ask", "id": runs(app)[0]["id"]})
    visit = app.session_state["visit"]
    assert visit.filters == Filters()
    assert visit.talk.conversation is None


@pytest.mark.parametrize(("choice", "count"), [("Replace it", 1), ("Keep both", 2)])
def test_a_name_that_is_taken_asks_what_to_do(
    space: Workspace, open_page: OpenPage, choice: str, count: int
) -> None:
    app = settled(upload(open_page(Name.CORPUS), tower__md=TOWER), space)
    upload(app, tower__md=TOWER.replace(b"40", b"60"))
    assert "Another tower.md" in given(app, "clashing")["notices"][0]["text"]
    press(app, choice)
    settled(app, space)
    wish(app, "view", search="tower")
    assert len(titles(app)) == count


def test_a_table_is_read_with_the_file_beside_it(space: Workspace, open_page: OpenPage) -> None:
    table = b"name,what\nThe mill,The mill of the town ground 400 sacks in 1912.\n"
    app = settled(upload(open_page(Name.CORPUS), news__csv=table), space)
    ((_, text, hint),) = lines(app)
    assert text == "was not added."
    assert "news.csv.yaml" in hint
    assert "--column" not in hint
    sidecar = b"columns: {title: name, text: what}\n"
    settled(upload(app, news__csv=table, news__csv__yaml=sidecar), space)
    assert runs(app)[0]["heading"] == "1 added"
    assert "The mill" in titles(app)
    # It is read again with that, when there is more in it, and never for itself.
    more = table + b"The weir,The weir of the town is 12 metres wide.\n"
    upload(app, news__csv=more)
    press(app, "Replace it")
    settled(app, space)
    assert {"The mill", "The weir"} <= set(titles(app))
    assert space.uploads.left_over(space.corpus) == []


def test_what_cannot_be_kept_is_told_until_the_next_is_added(
    space: Workspace, open_page: OpenPage
) -> None:
    app = open_page(Name.CORPUS)
    space.uploads.folder.write_text("There is no folder of this name.")
    upload(app, tower__md=TOWER)
    (problem,) = given(app, "problem")["notices"]
    assert "not possible to keep an upload" in problem["text"]
    assert problem["hint"]
    space.uploads.folder.unlink()
    settled(upload(app, tower__md=TOWER), space)
    assert runs(app)[0]["heading"] == "1 added"
    with pytest.raises(KeyError):
        given(app, "problem")


def test_a_feed_that_failed_is_tried_again_as_a_feed(space: Workspace, open_page: OpenPage) -> None:
    app = open_page(Name.CORPUS)
    app.text_area[0].set_value("http://127.0.0.1:9/feed.xml")
    app.checkbox[0].check()
    press(app, "Add")
    settled(app, space)
    wish(app, "view", kind="failed")
    assert titles(app) == ["http://127.0.0.1:9/feed.xml"]
    wish(app, "again", all=True)
    job = space.ingests.jobs()[-1]
    assert (job.inputs, job.options.feeds) == ((), ("http://127.0.0.1:9/feed.xml",))
    settled(app, space)


def test_a_run_is_called_off_and_what_it_left_is_not_kept(
    space: Workspace, open_page: OpenPage
) -> None:
    released = threading.Event()
    space.ingests.submit([], lambda _: released.wait(SECONDS) or None)
    files = {f"tower{number}__md": TOWER + bytes(str(number), "ascii") for number in range(9)}
    app = upload(open_page(Name.CORPUS), **files)
    waiting = runs(app)[0]
    assert waiting["heading"] == "Waiting to be added"
    assert [act["label"] for act in waiting["acts"]] == ["Stop adding"]
    tell(app, "runs", "act", {"act": "stop", "id": waiting["id"]})
    assert runs(app)[0]["heading"].startswith("Stopping")
    released.set()
    settled(app, space)
    assert lines(app)[0][:2] == ("Stopped.", "What was added is kept, the rest was left out.")
    assert len(titles(app)) == 3
    assert list((space.corpus.home / "uploads").glob("tower*")) == []


def test_another_persons_run_is_seen_and_not_stopped(space: Workspace, open_page: OpenPage) -> None:
    released = threading.Event()
    job = space.ingests.submit([], lambda _: released.wait(SECONDS) or None, owner="somebody else")
    app = open_page(Name.CORPUS)
    assert runs(app)[0]["acts"] == []
    tell(app, "runs", "act", {"act": "stop", "id": job.number})
    assert not job.is_called_off
    released.set()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "no address"),
        ("example.org", "“example.org” is no web address"),
        ("https://example.org\nfile:///etc/passwd", "“file:///etc/passwd” is no web address"),
        ("\n".join(f"https://example.org/{n}" for n in range(201)), "more than 200"),
    ],
)
def test_what_is_no_list_of_addresses_is_told(written: str, told: str) -> None:
    with pytest.raises(InputError, match=told) as caught:
        addresses_in(written)
    assert caught.value.hint


def test_an_address_within_this_network_is_refused_and_may_be_tried_again_or_forgotten(
    space: Workspace, open_page: OpenPage
) -> None:
    app = open_page(Name.CORPUS)
    app.text_area[0].set_value("http://127.0.0.1:9/a")
    press(app, "Add")
    settled(app, space)
    ((name, text, hint),) = lines(app)
    assert (name, text) == ("http://127.0.0.1:9/a", "was not added.")
    assert "127.0.0.1 is not on the public internet" in hint
    wish(app, "view", kind="failed")
    assert titles(app) == ["http://127.0.0.1:9/a"]
    before = len(space.ingests.jobs())
    wish(app, "again", ids=["http://127.0.0.1:9/a"])
    settled(app, space)
    assert len(space.ingests.jobs()) == before + 1
    wish(app, "forget", ids=["http://127.0.0.1:9/a"])
    assert titles(app) == []
    assert space.corpus.failed_sources() == []


def test_a_file_that_is_not_kept_is_not_tried_again(space: Workspace, open_page: OpenPage) -> None:
    app = settled(upload(open_page(Name.CORPUS), picture__txt=PICTURE), space)
    wish(app, "view", kind="failed")
    before = len(space.ingests.jobs())
    wish(app, "again", ids=[id_of(app, "picture.txt")])
    assert len(space.ingests.jobs()) == before
    assert "no longer there" in given(app, "articles")["done"]["told"]


# What was, and what there is of it.


def test_the_history_tells_of_each_run_and_opens_one(space: Workspace, open_page: OpenPage) -> None:
    app = settled(upload(open_page(Name.CORPUS), tower__md=TOWER, picture__txt=PICTURE), space)
    app.session_state["corpus-tabs"] = "History"
    app.run()
    latest, first = given(app, "history")["runs"]
    assert latest["heading"].endswith("1 added, 1 not added")
    assert latest["detail"] == "ingest tower.md picture.txt"
    assert (latest["lines"], first["is_open"]) == ([], False)
    tell(app, "history", "act", {"act": "open", "id": latest["id"]})
    latest, first = given(app, "history")["runs"]
    assert [line["name"] for line in latest["lines"]] == ["picture.txt", "tower.md"]
    tell(app, "history", "act", {"act": "open", "id": latest["id"]})
    assert given(app, "history")["runs"][0]["lines"] == []


def test_the_charts_have_their_numbers_as_tables(space: Workspace, open_page: OpenPage) -> None:
    app = open_page(Name.CORPUS)
    app.session_state["corpus-tabs"] = "Charts"
    app.run()
    assert not app.exception
    assert [header.value for header in app.header] == [
        "Articles by month of publication",
        "Articles by publisher",
    ]
    months = given(app, "figures-Month")["rows"]
    assert months[0] == ["Mar 2024", 1]
    assert months[-1] == ["Jun 2025", 1]
    assert len(months) == 16
    assert given(app, "figures-Publisher")["rows"] == [
        ["Lune Gazette", 1],
        ["School Board", 1],
        ["Not known", 1],
    ]
    assert "1 article has no date" in " ".join(caption.value for caption in app.caption)
