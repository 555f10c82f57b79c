"""The page Corpus: articles added, called off, tried again."""

from __future__ import annotations

import threading

import pytest

from tests.ui.web.conftest import OpenPage, given, press, tell
from tests.ui.web.corpus_page import (
    PICTURE,
    SECONDS,
    TOWER,
    id_of,
    lines,
    runs,
    settled,
    titles,
    upload,
    wish,
)
from ui.web.corpus.adding import addresses_in
from ui.web.navigation import Name
from ui.web.workspace import Workspace
from vectorstore import Filters, InputError, catalogue


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
