"""The page Settings: what may be changed, by whom, and what becomes of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from assistant.chatmodel import GivenModelSettings, ModelSettings
from tests.models.dialects import DIALECTS
from tests.models.script import Act, Refusal, says
from tests.models.server import KEY, ModelServer
from tests.ui.web.conftest import OpenPage, given
from ui import model_file
from ui.web import workspace
from ui.web.navigation import Name
from ui.web.settings.draft import Draft, before_form
from ui.web.workspace import Workspace
from vectorstore import CaravanError, InputError, preferences

ADDRESS = "http://127.0.0.1:9/v1"
SAVED = GivenModelSettings(name="openai:proof-1", url=ADDRESS, key=KEY)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """Return a server of language models, for the test to script."""
    started = ModelServer()
    yield started
    started.close()


def fill(app: AppTest, provider: str, **values: str) -> AppTest:
    """Choose a provider and fill in the fields of the form."""
    app.selectbox[0].set_value(provider).run()
    for label, value in values.items():
        field(app, label.capitalize()).set_value(value)
    return app


def field(app: AppTest, label: str) -> Any:
    """Return the field of that name."""
    (found,) = [one for one in app.text_input if one.label == label]
    return found


def click(app: AppTest, label: str) -> AppTest:
    """Click the button of that name."""
    (found,) = [one for one in app.button if one.label == label]
    return found.click().run()


def labels(app: AppTest) -> set[str]:
    """Return the names of what can be clicked and filled in."""
    return {one.label for one in (*app.button, *app.text_input, *app.selectbox)}


def notices(app: AppTest, key: str) -> str:
    """Return what is told there, in one line."""
    told = given(app, key)["notices"]
    return " ".join(f"{one['text']} {one['hint']}".strip() for one in told)


def facts(app: AppTest, key: str) -> dict[str, str]:
    """Return what is listed there."""
    return dict(given(app, key)["facts"])


def tried(app: AppTest) -> str:
    """Test the connection and return what is told in the end."""
    click(app, "Test connection")
    app.session_state["model-trial"].seconds.exception(timeout=30)
    app.run()
    for key in ("model-answers", "model-fails"):
        try:
            return notices(app, key)
        except KeyError:
            continue
    raise AssertionError("nothing is told")


# The language model.


def test_a_model_is_saved_used_and_taken_back(
    space: Workspace, open_page: OpenPage, server: ModelServer
) -> None:
    app = open_page(Name.SETTINGS)
    assert facts(app, "model-in-use") == {"In use": "the sources' own sentences"}
    url = server.url + DIALECTS["openai"].base
    fill(app, "openai", model="proof-1", address=f" {url}/ ", key=f" {KEY} ")
    click(app, "Save")
    assert facts(app, "model-in-use") == {"In use": "openai:proof-1", "Reached at": url}
    assert model_file.read(space.corpus.home) == GivenModelSettings(
        name="openai:proof-1", url=url, key=KEY
    )
    assert field(app, "Model").value == "proof-1"
    assert field(app, "Address").value == url
    server.replies = [says("The bridge is 340 metres long.[1]")]
    answer, _ = space.assistant.ask("How long is the bridge?")
    assert (answer.mode, server.asked[0].key) == ("generative", KEY)
    app.selectbox[0].set_value("").run()
    click(app, "Answer without a model")
    assert space.assistant.model is None
    assert not model_file.path(space.corpus.home).exists()


def test_a_saved_key_is_on_no_page_and_in_no_state(space: Workspace, open_page: OpenPage) -> None:
    app = open_page(Name.SETTINGS)
    fill(app, "openai", model="proof-1", address=ADDRESS, key=KEY)
    click(app, "Save")
    assert "Key" not in labels(app)
    assert any("A key is saved." in one.value for one in app.markdown)
    assert KEY not in str(app.main)
    state = str(vars(app.session_state._state))
    assert "proof-1" in state
    assert KEY not in state


def test_a_key_is_replaced_and_forgotten(space: Workspace, open_page: OpenPage) -> None:
    model_file.write(space.corpus.home, SAVED)
    app = open_page(Name.SETTINGS)
    click(app, "Replace")
    field(app, "Key").set_value("sk-another-0123456789")
    click(app, "Save")
    saved = model_file.read(space.corpus.home)
    assert saved is not None
    assert saved.key is not None
    assert saved.key.get_secret_value() == "sk-another-0123456789"
    click(app, "Forget")
    assert model_file.read(space.corpus.home) == SAVED.model_copy(update={"key": None})
    assert "Key" in labels(app)


def test_what_cannot_do_without_its_key_is_forgotten_with_it(
    space: Workspace, open_page: OpenPage
) -> None:
    space.choose_model(SAVED.model_copy(update={"url": None}))
    app = open_page(Name.SETTINGS)
    click(app, "Forget")
    assert space.assistant.model is None
    assert model_file.read(space.corpus.home) is None


def test_a_connection_is_tested_before_anything_is_saved(
    space: Workspace, open_page: OpenPage, server: ModelServer
) -> None:
    app = open_page(Name.SETTINGS)
    url = server.url + DIALECTS["anthropic"].base
    fill(app, "anthropic", model="proof-1", address=url, key=KEY)
    server.replies = [Refusal(401), says("Paris.")]
    assert tried(app) == (
        "The language model anthropic:proof-1 did not accept the key. See that its key is right."
    )
    assert tried(app).startswith("anthropic:proof-1 answers, after 0.")
    assert model_file.read(space.corpus.home) is None
    assert space.assistant.model is None
    assert not any("<passage" in one.prompt for one in server.asked)


def test_a_test_can_be_called_off(
    space: Workspace, open_page: OpenPage, server: ModelServer
) -> None:
    app = open_page(Name.SETTINGS)
    server.replies = [says(Act.STALL)]
    fill(app, "ollama", model="proof-1", address=server.url)
    click(app, "Test connection")
    trial = app.session_state["model-trial"]
    assert notices(app, "model-asked") == "Asking ollama:proof-1…"
    click(app, "Cancel")
    assert "Test connection" in labels(app)
    assert "before it wrote anything" in str(trial.seconds.exception(timeout=30))


@pytest.mark.parametrize(
    ("provider", "values", "told"),
    [
        ("ollama", {}, "Which model is it? Write its name, such as llama3.2."),
        (
            "ollama",
            {"model": "a", "address": "h"},
            "The address is wrong: Input should be a valid URL, relative URL without a base. "
            "Write it like http://127.0.0.1:11434.",
        ),
        (
            "ollama",
            {"model": "a", "address": f"http://me:{KEY}@127.0.0.1"},
            "The address has a name or a password in it. "
            "Write it without, and the key in the field for it.",
        ),
        (
            "openai",
            {"model": "a"},
            "The language model openai:a needs a key, and none is set. Give it one.",
        ),
    ],
)
def test_what_is_missing_or_wrong_is_told_and_nothing_saved(
    space: Workspace, open_page: OpenPage, provider: str, values: dict[str, str], told: str
) -> None:
    app = open_page(Name.SETTINGS)
    fill(app, provider, **values)
    for button in ("Test connection", "Save"):
        click(app, button)
        assert notices(app, "model-error") == told
    assert model_file.read(space.corpus.home) is None


def test_a_saved_key_goes_to_no_other_address(space: Workspace, open_page: OpenPage) -> None:
    model_file.write(space.corpus.home, SAVED)
    app = open_page(Name.SETTINGS)
    field(app, "Address").set_value("http://elsewhere.test/v1")
    for button in ("Test connection", "Save"):
        click(app, button)
        assert "The saved key is for another address" in notices(app, "model-error")
    assert model_file.read(space.corpus.home) == SAVED
    app.selectbox[0].set_value("anthropic").run()  # nor to another provider
    assert field(app, "Key").value == ""


def test_what_only_the_file_can_say_is_kept(space: Workspace, open_page: OpenPage) -> None:
    settings = SAVED.model_copy(update={"options": {"seed": 1}, "timeout": 0.5})
    model_file.write(space.corpus.home, settings)
    app = open_page(Name.SETTINGS)
    field(app, "Model").set_value("proof-2")
    click(app, "Save")
    assert model_file.read(space.corpus.home) == settings.model_copy(
        update={"name": "openai:proof-2"}
    )


def test_a_file_that_is_wrong_is_told_and_can_be_removed(
    space: Workspace, open_page: OpenPage
) -> None:
    model_file.path(space.corpus.home).write_text(json.dumps({"name": 7, "key": KEY}))
    app = open_page(Name.SETTINGS)
    assert "does not say which language model to use" in notices(app, "model-file-error")
    assert KEY not in notices(app, "model-file-error")
    click(app, "Answer without a model")
    assert not model_file.path(space.corpus.home).exists()


@pytest.mark.parametrize("value", ["ollama:proof-1", ""])
def test_what_the_environment_says_is_shown_and_not_changed(
    space: Workspace, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("CARAVAN_MODEL", value)
    app = open_page(Name.SETTINGS)
    assert "environment variable CARAVAN_MODEL" in notices(app, "model-fixed")
    assert not labels(app) & {"Provider", "Save", "Test connection"}
    with pytest.raises(InputError):
        space.choose_model(SAVED)


@pytest.mark.parametrize("why", ["others reach the server", "people sign in"])
def test_where_others_come_in_the_server_is_not_theirs_to_configure(
    space: Workspace, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    model_file.write(space.corpus.home, SAVED)
    if why == "people sign in":
        # One who has signed in is let in as far as this page.
        monkeypatch.setattr("ui.web.identity.is_configured", lambda: True)
    else:
        shared = replace(space, may_configure=False)
        monkeypatch.setattr(workspace, "_current", shared)
        with pytest.raises(InputError, match="whoever runs the server"):
            shared.choose_model(SAVED)
    app = open_page(Name.SETTINGS)
    assert notices(app, "model-fixed") == "It is chosen by whoever runs the server."
    assert "Whoever runs the server" in notices(app, "health-fixed")
    assert not labels(app) & {"Provider", "Save", "Test connection", "Forget", "Check the corpus"}
    assert str(space.corpus.home) not in str(facts(app, "health-facts"))
    assert app.radio[0].label == "Length"


@pytest.mark.parametrize("provider", ["openai", "mistralai"])
def test_a_draft_begins_with_what_is_saved(provider: str) -> None:
    settings: ModelSettings = GivenModelSettings(
        name=f"{provider}:a:7b", url=f"http://me:{KEY}@host.test/v1/", key=KEY
    )
    draft = Draft.of(settings, provider)
    assert (draft.model, draft.address) == ("a:7b", "http://host.test/v1")
    assert draft.keeps_key
    assert KEY not in repr(draft)
    assert draft.settings(settings).key == settings.key


def test_a_hint_names_no_variable_before_the_form() -> None:
    hint = "Give it more room: CARAVAN_MODEL_CONTEXT, or Settings in the web app."
    assert before_form(CaravanError("It fails.", hint)).hint == "Give it more room."


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
    assert "no such table: preferences" in notices(app, "length-error")
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
    click(app, "Check the corpus")
    examined(space)
    app.run()
    assert notices(app, "health-found").startswith("All is well: 3 articles, ")


def test_an_empty_corpus_is_well(empty_space: Workspace, open_page: OpenPage) -> None:
    app = open_page(Name.SETTINGS)
    assert facts(app, "health-facts")["Corpus"] == "0 articles"
    assert "Embedding model" not in facts(app, "health-facts")
    click(app, "Check the corpus")
    examined(empty_space)
    app.run()
    assert notices(app, "health-found").startswith("All is well: 0 articles, ")


def test_what_is_wrong_is_told_and_mended(space: Workspace, open_page: OpenPage) -> None:
    with space.corpus.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM passage_index")
    app = open_page(Name.SETTINGS)
    click(app, "Check the corpus")
    examined(space)
    app.run()
    assert "passages differ between catalogue and lexical index" in notices(app, "health-found")
    click(app, "Rebuild now")
    examined(space)
    app.run()
    assert notices(app, "health-found").startswith("All is well, and the indexes are new: ")


def test_a_catalogue_that_cannot_be_read_can_be_looked_at(
    space: Workspace, open_page: OpenPage
) -> None:
    with space.corpus.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE documents RENAME TO lost")
    app = open_page(Name.SETTINGS)
    assert "no such table: documents" in notices(app, "health-unreadable")
    click(app, "Check the corpus")
    examined(space)
    app.run()
    assert "no such table: documents" in notices(app, "health-error")


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
        click(app, "Check the corpus")
        examined(space)
    app.run()
    assert [one.message for one in app.exception] == ["the corpus could not be checked"]
    click(app, "Check again")
    examined(space)
    app.run()
    assert notices(app, "health-found").startswith("All is well")


def examined(space: Workspace) -> None:
    """Wait until the corpus has been looked at."""
    assert space.examination.latest is not None
    space.examination.latest.exception(timeout=120)
