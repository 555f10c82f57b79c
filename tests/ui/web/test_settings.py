"""The page Settings: the answers, the theme, and the health of the corpus."""

from __future__ import annotations

import pytest

from tests.ui.web.conftest import OpenPage, facts, given, noticed, press
from ui.web.navigation import Name
from ui.web.workspace import Workspace
from vectorstore import preferences

# Answers.


def test_the_length_of_answers_is_kept(space: Workspace, open_page: OpenPage) -> None:
    app = open_page(Name.SETTINGS)
    assert app.radio[0].value == "normal"
    app.radio[0].set_value("long").run()
    with space.corpus.database.read() as connection:
        assert preferences.get_preferences(connection) == {"length": "long"}
    assert open_page(Name.SETTINGS).radio[0].value == "long"


def test_a_length_that_cannot_be_kept_is_told(space: Workspace, open_page: OpenPage) -> None:
    app = open_page(Name.SETTINGS)
    with space.corpus.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE preferences RENAME TO lost")
    app.radio[0].set_value("long").run()
    assert "no such table: preferences" in noticed(app, "length-error")
    assert [one.value for one in app.title] == ["Settings"]


# Appearance.


def test_another_theme_keeps_what_is_open(space: Workspace, open_page: OpenPage) -> None:
    space.assistant.ask("How long is the bridge?", conversation="new")
    app = open_page(Name.SETTINGS, conversation="c-1")
    assert given(app, "appearance")["open"] == "conversation=c-1"
    assert dict(app.query_params) == {}
    assert given(app, "appearance")["pages"] == ["", *Name]


# Health.


def test_a_corpus_is_looked_at(space: Workspace, open_page: OpenPage) -> None:
    app = open_page(Name.SETTINGS)
    listed = facts(app, "health-facts")
    assert listed["Corpus"] == "3 articles"
    assert listed["Folder"] == str(space.corpus.home)
    press(app, "Check the corpus")
    examined(space)
    app.run()
    assert noticed(app, "health-found").startswith("All is well: 3 articles, ")


def test_an_empty_corpus_is_well(empty_space: Workspace, open_page: OpenPage) -> None:
    app = open_page(Name.SETTINGS)
    assert facts(app, "health-facts")["Corpus"] == "0 articles"
    assert "Embedding model" not in facts(app, "health-facts")
    press(app, "Check the corpus")
    examined(empty_space)
    app.run()
    assert noticed(app, "health-found").startswith("All is well: 0 articles, ")


def test_what_is_wrong_is_told_and_mended(space: Workspace, open_page: OpenPage) -> None:
    with space.corpus.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM passage_index")
    app = open_page(Name.SETTINGS)
    press(app, "Check the corpus")
    examined(space)
    app.run()
    assert "passages differ between catalogue and lexical index" in noticed(app, "health-found")
    press(app, "Rebuild now")
    examined(space)
    app.run()
    assert noticed(app, "health-found").startswith("All is well, and the indexes are new: ")


def test_a_catalogue_that_cannot_be_read_can_be_looked_at(
    space: Workspace, open_page: OpenPage
) -> None:
    with space.corpus.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE documents RENAME TO lost")
    app = open_page(Name.SETTINGS)
    assert "no such table: documents" in noticed(app, "health-unreadable")
    press(app, "Check the corpus")
    examined(space)
    app.run()
    assert "no such table: documents" in noticed(app, "health-error")


def test_a_look_that_breaks_off_can_be_begun_again(
    space: Workspace, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Panic(BaseException):
        """As a native library raises it."""

    def breaks_off(_corpus: object) -> None:
        raise Panic

    app = open_page(Name.SETTINGS)
    with monkeypatch.context() as broken:
        broken.setattr("ui.web.settings.examination.verify", breaks_off)
        press(app, "Check the corpus")
        examined(space)
    app.run()
    assert [one.message for one in app.exception] == ["the corpus could not be checked"]
    press(app, "Check again")
    examined(space)
    app.run()
    assert noticed(app, "health-found").startswith("All is well")


def examined(space: Workspace) -> None:
    """Wait until the corpus has been looked at."""
    assert space.examination.latest is not None
    space.examination.latest.exception(timeout=120)
