"""A conversation outlives its page."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.app import App
from tests.browser.conftest import Command, Serve
from tests.browser.server import Server, until
from ui.dates import written_date

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUESTION = "When was the Shanghai Cooperation Organisation founded?"
FOLLOW_UP = "How many members does it have?"


def expect_a_working_citation(app: App) -> None:
    quote = app.open_chip()
    app.open_source()
    expect(app.mark).to_be_in_viewport(ratio=1)
    assert app.mark.text_content() == quote


def test_a_reload_keeps_the_conversation_and_what_is_open(app: App) -> None:
    told = app.ask(QUESTION).locator(".text").text_content() or ""
    app.page.reload()
    expect(app.questions).to_have_text([QUESTION])
    expect(app.answers.locator(".text")).to_have_text([told])
    expect_a_working_citation(app)
    app.page.reload()
    expect(app.questions).to_have_text([QUESTION])
    expect(app.mark).to_be_in_viewport(ratio=1)


def test_another_visitor_sees_the_conversation_at_the_same_address(
    app: App, new_page: Callable[[], Page]
) -> None:
    app.ask(QUESTION)
    other = App(new_page(), app.url).open(app.parameters)
    expect(other.questions).to_have_text([QUESTION])
    expect_a_working_citation(other)


def test_the_sidebar_lists_a_conversation_once_it_is_answered(app: App) -> None:
    question = "Where are the headquarters of the CSTO?"
    app.ask(question)
    expect(app.conversations.first).to_have_text(question)


def test_the_sidebar_leads_out_of_a_conversation_and_back(app: App) -> None:
    app.ask(QUESTION)
    app.page.reload()
    app.new_question()
    expect(app.questions).to_have_count(0)
    assert app.parameters == {}
    app.still(app.conversations.filter(has_text=QUESTION).first).click()
    expect(app.questions).to_have_text([QUESTION])
    expect(app.chips.first).to_be_visible()


def test_a_follow_up_is_added_to_its_conversation(app: App, shared: Server) -> None:
    app.ask(QUESTION)
    conversation = app.parameters["conversation"]
    answer = app.ask(FOLLOW_UP)
    expect(answer.locator(".understood")).to_contain_text("Shanghai Cooperation Organisation")
    assert app.parameters == {"conversation": conversation}
    app.open({"conversation": conversation})
    expect(app.questions).to_have_text([QUESTION, FOLLOW_UP])


def test_questions_asked_while_the_catalogue_is_busy_are_answered_once_each(
    app: App, shared: Server
) -> None:
    asked = ["What is the Global Gateway?", "How much uranium did Kazakhstan produce in 2020?"]
    with sqlite3.connect(shared.home / "catalogue.sqlite3") as other:
        other.execute("BEGIN IMMEDIATE")  # as an ingest in another process does
        for question in asked:
            app.send(question)
            app.questions.filter(has_text=question).wait_for()
        other.rollback()
    expect(app.questions).to_have_text(asked)
    expect(app.answers).to_have_count(2)
    app.page.reload()
    expect(app.questions).to_have_text(asked)
    expect(app.conversations.filter(has_text=asked[1])).to_have_count(0)


def test_a_question_that_was_left_is_answered_all_the_same(app: App, shared: Server) -> None:
    question = "Where is the secretariat of the Organization of Turkic States?"
    with sqlite3.connect(shared.home / "catalogue.sqlite3") as other:
        other.execute("BEGIN IMMEDIATE")
        app.send(question)
        app.questions.filter(has_text=question).wait_for()
        app.new_question()
        other.rollback()
    until(lambda: bool(app.page.reload()) and app.conversations.filter(has_text=question).count())
    app.still(app.conversations.filter(has_text=question)).click()
    expect(app.questions).to_have_text([question])
    expect(app.answers).to_have_count(1)


def test_the_first_click_after_the_server_was_started_anew_is_heard(
    page: Page, serve: Serve, sample_home: Path, tmp_path: Path
) -> None:
    home = shutil.copytree(sample_home, tmp_path / "home")
    first = serve(home)
    port = urlsplit(first.url).port
    assert port is not None
    app = App(page, first.url).open()
    app.ask(QUESTION)
    for act, seen in (
        (lambda: app.send(FOLLOW_UP), lambda: expect(app.questions).to_have_count(2)),
        (app.open_chip_and_source, lambda: expect(app.mark).to_be_in_viewport()),
        (app.source.locator(".close").click, lambda: expect(app.source).to_have_count(0)),
        (app.new_question, lambda: expect(app.questions).to_have_count(0)),
        (
            lambda: app.still(app.conversations.first).click(),
            lambda: expect(app.questions).to_have_count(2),
        ),
    ):
        assert first.interrupt() == 0
        page.get_by_text("Connection error").wait_for()
        first = serve(home, port)
        expect(page.get_by_text("Connection error")).to_have_count(0)
        act()
        seen()


def test_a_double_click_on_an_example_asks_once(app: App) -> None:
    example = app.examples.nth(1).text_content() or ""
    app.still(app.examples.nth(1)).dblclick()
    expect(app.answers).to_have_count(1)
    app.page.reload()
    expect(app.questions).to_have_text([example])


def test_a_question_that_is_too_long_is_told_to_be(app: App) -> None:
    app.send("Why do the trains of the Middle Corridor wait? " * 60)
    expect(app.errors).to_contain_text("characters; at most 2,000 are read")
    app.still(app.button("Put away")).click()
    expect(app.errors).to_have_count(0)
    expect(app.examples.first).to_be_visible()


def test_what_has_changed_or_gone_since_is_marked(
    page: Page, serve: Serve, command: Command, tmp_path: Path
) -> None:
    for town, length in (("Ulverston", 310), ("Whitby", 75)):
        text = f"# The tunnel of {town}\n\nThe tunnel of {town} is {length} metres long.\n"
        (tmp_path / f"{town}.md").write_text(text, encoding="utf-8")
    home = tmp_path / "home"
    command(home, "ingest", tmp_path)
    app = App(page, serve(home).url).open()
    for town in ("Ulverston", "Whitby"):
        app.ask(f"How long is the tunnel of {town}?")
    expect(app.page.locator(".mark")).to_have_count(0)
    (tmp_path / "Ulverston.md").write_text("# The tunnel of Ulverston\n\nIt is 301 metres long.\n")
    command(home, "ingest", tmp_path / "Ulverston.md")
    (gone,) = [
        one["id"]
        for one in command(home, "documents")["documents"]
        if one["title"] == "The tunnel of Whitby"
    ]
    command(home, "remove", gone)
    page.reload()
    today = written_date(date.today())
    marks = [app.answers.nth(place).locator(".mark").first for place in range(2)]
    expect(marks[0]).to_have_text(f"changed since, on {today}")
    expect(marks[1]).to_have_text(f"removed since, on {today}")
    assert "310 metres" in app.open_chip()
    app.open_source()
    expect(app.source.locator(".note")).to_contain_text(
        f"the source has changed since, on {today}."
    )


def test_back_and_forward_turn_the_pages_of_a_visit(app: App) -> None:
    app.ask(QUESTION)
    first = app.parameters["conversation"]
    app.new_question()
    app.ask("What is the Global Gateway?")
    app.page.go_back()
    expect(app.examples.first).to_be_visible()
    app.page.go_back()
    expect(app.questions).to_have_text([QUESTION])
    assert app.parameters["conversation"] == first
    app.page.go_forward()
    app.page.go_forward()
    expect(app.questions).to_have_text(["What is the Global Gateway?"])
    assert app.parameters["conversation"] != first


# What is kept, in the sidebar.


def test_a_conversation_is_renamed(app: App, shared: Server, command: Command) -> None:
    question = "When was the Collective Security Treaty signed?"
    app.ask(question)
    app.rename(question, to="The <b>treaty</b>")
    expect(app.page).to_have_title("The <b>treaty</b> \N{MIDDLE DOT} Caravan")
    assert app.focused() == "open"
    id_ = app.parameters["conversation"]
    assert command(shared.home, "conversations", "show", id_)["title"] == "The <b>treaty</b>"
    app.in_menu("The <b>treaty</b>", "Rename").click()
    app.page.keyboard.type("Never mind")
    app.page.keyboard.press("Escape")
    expect(app.conversations.filter(has_text="The <b>treaty</b>")).to_have_count(1)
    assert command(shared.home, "conversations", "show", id_)["title"] == "The <b>treaty</b>"


def test_a_conversation_that_is_not_open_is_renamed_and_not_opened(app: App) -> None:
    question = "When was the Collective Security Treaty signed?"
    app.ask(question)
    app.new_question()
    app.rename(question, to="The treaty")
    app.still(app.examples.first)
    assert "conversation" not in app.parameters
    expect(app.examples.first).to_be_visible()


def test_conversations_are_searched_as_one_types(app: App) -> None:
    app.ask("Which country chairs the Eurasian Economic Union?")
    app.rename("Which country chairs the Eurasian Economic Union?", to="Плов и союзы")
    app.new_question()
    app.search_field.press_sequentially("ПЛОВ eurasian eco")
    expect(app.conversations).to_have_count(1)
    expect(app.conversations.locator(".title")).to_have_text("Плов и союзы")
    expect(app.conversations.locator("mark").first).to_have_text("Eurasian")
    expect(app.search_field).to_be_focused()
    app.search_field.press_sequentially(' "nonesuch* (')
    expect(app.page.get_by_text("No conversation has these words.")).to_be_visible()
    app.search_field.press("Escape")
    expect(app.search_field).to_have_value("")
    expect(app.page.get_by_text("No conversation has these words.")).to_have_count(0)
    expect(app.conversations.filter(has_text="Плов и союзы")).to_have_count(1)


def test_a_deleted_conversation_comes_back(app: App, shared: Server, command: Command) -> None:
    question = "How long is the China-Kyrgyzstan-Uzbekistan railway?"
    app.ask(question)
    id_ = app.parameters["conversation"]
    app.in_menu(question, "Delete").click()
    expect(app.examples.first).to_be_visible()
    expect(app.questions).to_have_count(0)
    expect(app.conversations.filter(has_text=question)).to_have_count(0)
    assert app.parameters == {}
    removed = command(shared.home, "conversations", "list", "--removed")["conversations"]
    assert id_ in [one["id"] for one in removed]
    expect(app.undo).to_be_focused()
    app.page.keyboard.press("Enter")
    expect(app.questions).to_have_text([question])
    expect(app.answers).to_have_count(1)
    expect(app.undo).to_have_count(0)
    assert app.parameters == {"conversation": id_}


def test_undo_leaves_open_what_was_opened_since(app: App) -> None:
    kept, deleted = "How many members has the SCO today?", "What is the C5+1?"
    app.ask(deleted)
    app.new_question()
    app.ask(kept)
    app.in_menu(deleted, "Delete").click()
    expect(app.undo).to_be_visible()
    app.still(app.undo).click()
    expect(app.conversations.filter(has_text=deleted)).to_have_count(1)
    expect(app.questions).to_have_text([kept])


def test_a_conversation_that_was_deleted_elsewhere_cannot_be_renamed(
    app: App, shared: Server, command: Command
) -> None:
    question = "What do the Turkic states trade with each other?"
    app.ask(question)
    command(shared.home, "conversations", "remove", app.parameters["conversation"])
    app.in_menu(question, "Rename").click()
    app.page.keyboard.type("Too late")
    app.page.keyboard.press("Enter")
    expect(app.errors).to_contain_text("has been removed")  # once
    expect(app.conversations.filter(has_text="Too late")).to_have_count(0)
    expect(app.examples.first).to_be_visible()


def test_what_is_asked_in_a_conversation_that_was_deleted_elsewhere_is_not_lost(
    app: App, shared: Server, command: Command
) -> None:
    app.ask("Which states founded the Eurasian Economic Union?")
    command(shared.home, "conversations", "remove", app.parameters["conversation"])
    lost = "Who chairs the Eurasian Economic Commission?"
    app.send(lost)
    expect(app.errors).to_contain_text("not in the corpus, or no longer")  # once
    expect(app.questions).to_have_text([lost])
    app.still(app.button("Ask it in a new conversation")).click()
    expect(app.answers).to_have_count(1)
    expect(app.questions).to_have_text([lost])
    expect(app.errors).to_have_count(0)


def test_a_title_that_is_too_long_is_refused_and_not_cut(app: App) -> None:
    question = "When did Kazakhstan join the World Trade Organization?"
    app.ask(question)
    app.in_menu(question, "Rename").click()
    app.page.keyboard.insert_text("A title of many words " * 5)
    app.page.keyboard.press("Enter")
    expect(app.errors).to_contain_text("The title has 109 characters; at most 80 are kept.")
    expect(app.conversations.filter(has_text=question)).to_have_count(1)


def test_the_list_is_one_stop_of_the_tab_key(app: App) -> None:
    asked = ["What is the Zangezur corridor?", "What is the Lapis Lazuli route?"]
    for question in asked:
        app.new_question()
        app.ask(question)
    expect(app.conversations.nth(1)).to_have_text(asked[0])
    app.search_field.focus()
    app.page.keyboard.press("Tab")
    expect(app.conversations.first).to_be_focused()  # the one that is open
    app.page.keyboard.press("ArrowDown")
    expect(app.conversations.nth(1)).to_be_focused()
    app.page.keyboard.press("ArrowRight")
    expect(app.button(f"Options for {asked[0]}")).to_be_focused()
    app.page.keyboard.press("ArrowLeft")
    app.page.keyboard.press("Enter")
    expect(app.questions).to_have_text(asked[:1])
    expect(app.conversations.nth(1)).to_be_focused()
    app.page.keyboard.press("Tab")
    assert app.focused() != "options"
    assert app.focused() != "open"


def test_a_conversation_is_exported(app: App) -> None:
    question = "When was the Belt and Road announced?"
    app.ask(question)
    app.rename(question, to="The Road: a/b?")
    for label, suffix, begins in (
        ("Word", ".docx", b"PK"),
        ("Markdown", ".md", b"# The Road: a/b?"),
        ("BibTeX", ".bib", b"@"),
    ):
        with app.page.expect_download() as started:
            app.in_menu("The Road: a/b?", label).click()
        assert started.value.suggested_filename == f"The Road a b{suffix}"
        assert started.value.path().read_bytes().startswith(begins)


def test_a_bibliography_of_nothing_is_refused(app: App) -> None:
    question = "Who governs Bolivia?"
    app.ask(question)
    app.in_menu(question, "RIS").click()
    expect(app.errors.first).to_contain_text("Nothing is cited in this conversation")


def test_the_menu_is_worked_by_keys(app: App) -> None:
    question = "Who founded the Organization of Turkic States?"
    app.ask(question)
    expect(app.conversations.filter(has_text=question)).to_have_count(1)
    options = app.page.get_by_role("button", name=f"Options for {question}", exact=True)
    options.focus()
    expect(options).to_have_css("opacity", "1")
    options.press("Enter")
    menu = app.page.get_by_role("menu", name=f"Options for {question}")
    expect(menu.get_by_role("menuitem", name="Rename")).to_be_focused()
    app.page.keyboard.press("ArrowUp")
    expect(menu.get_by_role("menuitem", name="Delete")).to_be_focused()
    app.page.keyboard.press("Home")
    app.page.keyboard.press("ArrowDown")
    expect(menu.get_by_role("menuitem", name="Word")).to_be_focused()
    app.page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    expect(options).to_be_focused()
    expect(options).to_have_attribute("aria-expanded", "false")


def test_older_conversations_are_shown_when_asked_for(
    page: Page, serve: Serve, sample_home: Path, tmp_path: Path
) -> None:
    home = shutil.copytree(sample_home, tmp_path / "home")
    with closing(sqlite3.connect(home / "catalogue.sqlite3")) as catalogue, catalogue:
        for number in range(25):
            id_, at = f"{number:012x}", f"2025-01-01T00:00:{number:02}.000Z"
            catalogue.execute(
                "INSERT INTO conversations (id, title, started_at) VALUES (?, ?, ?)",
                (id_, f"Talk {number}", at),
            )
            catalogue.execute(
                "INSERT INTO turns (conversation_id, position, question, answer, asked_at)"
                " VALUES (?, 1, 'Why?', '{}', ?)",
                (id_, at),
            )
    app = App(page, serve(home).url).open()
    expect(app.conversations).to_have_count(20)
    expect(app.conversations.first).to_have_text("Talk 24")
    app.still(app.button("Show more")).click()
    expect(app.conversations).to_have_count(25)
    expect(app.button("Show more")).to_have_count(0)


def test_the_list_is_there_after_a_reload_while_an_answer_is_under_way(
    app: App, shared: Server
) -> None:
    other = "What is the Digital Silk Road?"
    app.ask(other)
    app.new_question()
    app.ask("What is the Five Nations Railway?")
    with sqlite3.connect(shared.home / "catalogue.sqlite3") as catalogue:
        catalogue.execute("BEGIN IMMEDIATE")
        app.send("Where does it end?")
        app.questions.nth(1).wait_for()
        app.page.reload()
        expect(app.stop).to_be_visible()
        app.still(app.conversations.filter(has_text=other)).click()
        expect(app.questions).to_have_text([other])
        catalogue.rollback()


def test_the_list_is_up_to_date_while_an_answer_is_under_way(app: App, shared: Server) -> None:
    question = "What is the Middle Corridor?"
    app.ask(question)
    with sqlite3.connect(shared.home / "catalogue.sqlite3") as other:
        other.execute("BEGIN IMMEDIATE")  # as an ingest in another process does
        app.send("Which ports does it use?")
        app.questions.nth(1).wait_for()
        app.search_field.fill("nonesuchword")
        expect(app.page.get_by_text("No conversation has these words.")).to_be_visible()
        other.rollback()
    expect(app.answers).to_have_count(2)
    expect(app.page.get_by_text("No conversation has these words.")).to_be_visible()
