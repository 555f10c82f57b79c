"""What the pages' tests share: corpora that pages work on, and pages as code sees them."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from assistant import Assistant, BackgroundAnswers
from ingest import BackgroundIngest, Uploads
from tests.fake_embedder import HashedEmbedder
from ui.web import workspace
from ui.web.navigation import Name
from ui.web.workspace import Workspace
from vectorstore import Corpus, StoreSettings

APP = Path(workspace.__file__).with_name("app.py")
SECONDS = 30.0
"""Generous, because a machine may be busy."""

OpenPage = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def main_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take back a page's place as the main script, which processes begun later would run."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture
def space(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """Let the pages work on a copy of the small corpus, which is the test's own."""
    with _in_use(shutil.copytree(small, tmp_path / "space"), monkeypatch) as opened:
        yield opened


@pytest.fixture
def empty_space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """Let the pages work on a corpus that holds nothing."""
    with _in_use(tmp_path / "space", monkeypatch) as opened:
        yield opened


@pytest.fixture
def open_page() -> OpenPage:
    """Return a function that opens a page in a browser tab of its own, by its name and address.

    The page works on `space` or `empty_space`, whichever the test has.
    """

    def open_page(name: Name, **parameters: str) -> AppTest:
        return turn(AppTest.from_file(str(APP), default_timeout=SECONDS), name, **parameters)

    return open_page


def turn(app: AppTest, name: Name, **parameters: str) -> AppTest:
    """Turn to a page, as by a link with these parameters in its address."""
    # What `switch_page` does for pages that are files; ours are functions.
    app._page_hash = calc_hash(name.value)
    app.query_params.clear()
    app.query_params.update(parameters)
    app.run()
    app._page_hash = ""  # from now on, runs are of the page that was turned to last
    return app


def given(app: AppTest, key: str) -> dict[str, Any]:
    """Return what a component of ours was given to draw; KeyError where it is not drawn."""
    found: dict[str, Any] = json.loads(_component(app, key).json)
    return found


def tell(app: AppTest, key: str, event: str, value: object) -> AppTest:
    """Run the page as after a click in a component of ours, which tells of it as an event."""
    states = app._tree.get_widget_states()
    clicked = states.widgets.add()
    clicked.id = f"$$STREAMLIT_INTERNAL_KEY_{_component(app, key).id}__events"
    clicked.json_trigger_value = json.dumps([{"event": event, "value": value}])
    return app._run(states)


def noticed(app: AppTest, key: str) -> str:
    """Return what is told there, in one line."""
    told = given(app, key)["notices"]
    return " ".join(f"{one['text']} {one['hint']}".strip() for one in told)


def facts(app: AppTest, key: str) -> dict[str, str]:
    """Return what is listed there."""
    return dict(given(app, key)["facts"])


def press(app: AppTest, label: str) -> AppTest:
    """Press the button of that name."""
    return next(button for button in app.button if button.label == label).click().run()


def _component(app: AppTest, key: str) -> Any:
    for element in app._tree:
        if element.type == "bidi_component" and element.key == key:
            return element.proto
    raise KeyError(key)


@contextmanager
def _in_use(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    corpus = Corpus.open(StoreSettings(home=home), create=True)
    embedder = HashedEmbedder()
    assistant = Assistant(corpus, embedder)
    space = Workspace(
        corpus,
        assistant,
        BackgroundAnswers(assistant),
        Uploads(home / "uploads"),
        BackgroundIngest(corpus, embedder),
    )
    monkeypatch.setattr(workspace, "_current", space)  # as `workspace.use` does, and back again
    st.cache_data.clear()
    st.cache_resource.clear()
    yield space
    space.stop()
    corpus.close()
