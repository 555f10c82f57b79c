"""The page Settings: the language model, its key, and the test of the connection."""

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
from tests.ui.web.conftest import OpenPage, facts, noticed, press
from ui import model_file
from ui.web import workspace
from ui.web.navigation import Name
from ui.web.settings.draft import Draft, before_form
from ui.web.workspace import Workspace
from vectorstore import CaravanError, InputError

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


def labels(app: AppTest) -> set[str]:
    """Return the names of what can be clicked and filled in."""
    return {one.label for one in (*app.button, *app.text_input, *app.selectbox)}


def tried(app: AppTest) -> str:
    """Test the connection and return what is told in the end."""
    press(app, "Test connection")
    app.session_state["model-trial"].seconds.exception(timeout=30)
    app.run()
    for key in ("model-answers", "model-fails"):
        try:
            return noticed(app, key)
        except KeyError:
            continue
    raise AssertionError("nothing is told")


def test_a_model_is_saved_used_and_taken_back(
    space: Workspace, open_page: OpenPage, server: ModelServer
) -> None:
    app = open_page(Name.SETTINGS)
    assert facts(app, "model-in-use") == {"In use": "the sources' own sentences"}
    url = server.url + DIALECTS["openai"].base
    fill(app, "openai", model="proof-1", address=f" {url}/ ", key=f" {KEY} ")
    press(app, "Save")
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
    press(app, "Answer without a model")
    assert space.assistant.model is None
    assert not model_file.path(space.corpus.home).exists()


def test_a_saved_key_is_on_no_page_and_in_no_state(space: Workspace, open_page: OpenPage) -> None:
    app = open_page(Name.SETTINGS)
    fill(app, "openai", model="proof-1", address=ADDRESS, key=KEY)
    press(app, "Save")
    assert "Key" not in labels(app)
    assert any("A key is saved." in one.value for one in app.markdown)
    assert KEY not in str(app.main)
    state = str(vars(app.session_state._state))
    assert "proof-1" in state
    assert KEY not in state


def test_a_key_is_replaced_and_forgotten(space: Workspace, open_page: OpenPage) -> None:
    model_file.write(space.corpus.home, SAVED)
    app = open_page(Name.SETTINGS)
    press(app, "Replace")
    field(app, "Key").set_value("sk-another-0123456789")
    press(app, "Save")
    saved = model_file.read(space.corpus.home)
    assert saved is not None
    assert saved.key is not None
    assert saved.key.get_secret_value() == "sk-another-0123456789"
    press(app, "Forget")
    assert model_file.read(space.corpus.home) == SAVED.model_copy(update={"key": None})
    assert "Key" in labels(app)


def test_what_cannot_do_without_its_key_is_forgotten_with_it(
    space: Workspace, open_page: OpenPage
) -> None:
    space.choose_model(SAVED.model_copy(update={"url": None}))
    app = open_page(Name.SETTINGS)
    press(app, "Forget")
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
    press(app, "Test connection")
    trial = app.session_state["model-trial"]
    assert noticed(app, "model-asked") == "Asking ollama:proof-1…"
    press(app, "Cancel")
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
        press(app, button)
        assert noticed(app, "model-error") == told
    assert model_file.read(space.corpus.home) is None


def test_a_saved_key_goes_to_no_other_address(space: Workspace, open_page: OpenPage) -> None:
    model_file.write(space.corpus.home, SAVED)
    app = open_page(Name.SETTINGS)
    field(app, "Address").set_value("http://elsewhere.test/v1")
    for button in ("Test connection", "Save"):
        press(app, button)
        assert "The saved key is for another address" in noticed(app, "model-error")
    assert model_file.read(space.corpus.home) == SAVED
    app.selectbox[0].set_value("anthropic").run()  # nor to another provider
    assert field(app, "Key").value == ""


def test_what_only_the_file_can_say_is_kept(space: Workspace, open_page: OpenPage) -> None:
    settings = SAVED.model_copy(update={"options": {"seed": 1}, "timeout": 0.5})
    model_file.write(space.corpus.home, settings)
    app = open_page(Name.SETTINGS)
    field(app, "Model").set_value("proof-2")
    press(app, "Save")
    assert model_file.read(space.corpus.home) == settings.model_copy(
        update={"name": "openai:proof-2"}
    )


def test_a_file_that_is_wrong_is_told_and_can_be_removed(
    space: Workspace, open_page: OpenPage
) -> None:
    model_file.path(space.corpus.home).write_text(json.dumps({"name": 7, "key": KEY}))
    app = open_page(Name.SETTINGS)
    assert "does not say which language model to use" in noticed(app, "model-file-error")
    assert KEY not in noticed(app, "model-file-error")
    press(app, "Answer without a model")
    assert not model_file.path(space.corpus.home).exists()


@pytest.mark.parametrize("value", ["ollama:proof-1", ""])
def test_what_the_environment_says_is_shown_and_not_changed(
    space: Workspace, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("CARAVAN_MODEL", value)
    app = open_page(Name.SETTINGS)
    assert "environment variable CARAVAN_MODEL" in noticed(app, "model-fixed")
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
    assert noticed(app, "model-fixed") == "It is chosen by whoever runs the server."
    assert "Whoever runs the server" in noticed(app, "health-fixed")
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
