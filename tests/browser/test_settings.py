"""The page Settings: a language model is set up, and its key stays where it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.app import App
from tests.browser.conftest import Command, Serve
from tests.browser.pages.settings import Settings
from tests.browser.server import SECONDS_TO_RUN, Server
from tests.models.articles import ARTICLES, FREIGHT
from tests.models.cases import PORT
from tests.models.dialects import DIALECTS
from tests.models.product import numbered
from tests.models.script import Act, Refusal, Reply, says
from tests.models.server import KEY, ModelServer

if TYPE_CHECKING:
    from playwright.sync_api import Page, WebSocket

WRONG_KEY = "sk-wrong-0123456789abcdef"
WORKERS = "How many people work at the dry port?"


@pytest.fixture
def model() -> Iterator[ModelServer]:
    """Return a server of language models, for the test to script."""
    started = ModelServer()
    yield started
    started.close()


@pytest.fixture(scope="module")
def news_home(command: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the home of a corpus of made-up news."""
    home, folder = tmp_path_factory.mktemp("news-home"), tmp_path_factory.mktemp("news")
    for name, text in ARTICLES.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    command(home, "ingest", folder)
    return home


class Wire:
    """What goes over a page's websockets, in either direction."""

    def __init__(self, page: Page) -> None:
        self.frames: list[bytes] = []
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        for event in ("framesent", "framereceived"):
            socket.on(event, self._keep)

    def _keep(self, frame: str | bytes) -> None:
        self.frames.append(frame.encode() if isinstance(frame, str) else frame)

    def holds(self, text: str) -> bool:
        """Tell whether anything with `text` in it went over since the frames were cleared."""
        return any(text.encode() in frame for frame in self.frames)


def test_a_model_is_tested_saved_used_and_taken_back(
    page: Page, serve: Serve, news_home: Path, model: ModelServer
) -> None:
    wire = Wire(page)
    server = serve(news_home)
    settings = Settings(page, server.url).open()
    model.replies = [
        Refusal(401),
        says("Paris."),
        Reply(write=numbered(f"{PORT}[{{herald}}]")),
        says("The port", Act.CUT),
    ]
    settings.choose("OpenAI")
    settings.fill("Model", "proof-1")
    settings.fill("Address", model.url + DIALECTS["openai"].base)
    settings.fill("Key", WRONG_KEY)
    settings.click("Test connection")
    expect(settings.errors).to_contain_text("did not accept the key.")
    expect(settings.errors).to_contain_text("See that its key is right.")
    settings.fill("Key", KEY)
    settings.click("Test connection")
    expect(settings.done).to_contain_text("openai:proof-1 answers, after ")
    settings.click("Save")
    expect(page.get_by_text("A key is saved.")).to_be_visible()
    expect(settings.in_use).to_contain_text("openai:proof-1")
    assert wire.holds(KEY)  # it was sent once, to be saved
    wire.frames.clear()

    app = App(page, server.url).open()
    expect(app.ask(FREIGHT)).to_contain_text(PORT)
    broken_off = app.open().ask(WORKERS)
    expect(broken_off).to_contain_text("broke off in the middle of its reply")
    expect(broken_off).to_contain_text("1,900 people")
    assert [one.key for one in model.asked] == [WRONG_KEY, KEY, KEY, KEY]

    settings.turn()
    expect(page.get_by_text("A key is saved.")).to_be_visible()
    assert wire.frames
    for key in (KEY, WRONG_KEY):
        assert not wire.holds(key)
        assert key not in page.content()
    assert files_with(KEY, server.home) == ["model.json"]
    assert files_with(WRONG_KEY, server.home) == []

    settings.choose("None")
    settings.click("Answer without a model")
    expect(settings.in_use).to_contain_text("the sources' own sentences")
    assert files_with(KEY, server.home) == []
    app.open()
    expect(app.ask(FREIGHT)).to_contain_text("4.5 million tonnes")
    assert len(model.asked) == 4
    told = ended(server)
    assert KEY not in told
    assert WRONG_KEY not in told


def test_a_theme_holds_on_every_page_and_keeps_what_is_open(page: Page, shared: Server) -> None:
    app = App(page, shared.url).open()
    question = "Which theme has the railway?"
    app.ask(question)
    settings = Settings(page, shared.url).turn()
    assert not settings.is_dark()
    settings.press_theme("Dark")
    assert settings.is_dark()
    page.get_by_role("link", name="Ask", exact=True).click()
    expect(app.questions).to_have_text(question)
    assert settings.is_dark()
    page.reload()
    expect(app.questions).to_have_text(question)
    assert settings.is_dark()
    for name in ("passages", "report", "corpus"):
        page.goto(f"{shared.url}/{name}")
        page.get_by_role("heading", level=1).wait_for()
        assert settings.is_dark(), name
    settings.open().press_theme("System")
    assert not settings.is_dark()


def test_the_corpus_is_looked_at(page: Page, shared: Server) -> None:
    settings = Settings(page, shared.url).open()
    expect(page.get_by_text(str(shared.home))).to_be_visible()
    settings.click("Check the corpus")
    expect(settings.done).to_contain_text("All is well", timeout=1000 * SECONDS_TO_RUN)


def files_with(text: str, folder: Path) -> list[str]:
    """Return the names of the files in `folder` that contain `text`."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path.name for path in files if text.encode() in path.read_bytes()]


def ended(server: Server) -> str:
    """End the server, and return what it has told on stderr."""
    server.interrupt()
    return server.errors.rest()
