"""What is kept, in the sidebar: conversations listed, searched, renamed, deleted, exported."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.app import App
from tests.browser.conftest import Command, Serve
from tests.browser.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Page


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
