"""What the tests in a browser share: Chromium, watched pages, and corpora that are served.

`CARAVAN_BROWSER` names a browser that is not on PATH. With `CARAVAN_BROWSER_TESTS=required`, the
lack of a browser fails these tests instead of skipping them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

import pytest

from benchmarks.browser import SWITCHES, BrowserMissing, find_browser
from tests.browser.app import App
from tests.browser.articles import LONG_ARTICLE
from tests.browser.server import Server, run, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserType, Page

HERE = Path(__file__).parent

# Read at import: around every test, the environment is cleared of Caravan's variables.
REQUIRED = os.environ.get("CARAVAN_BROWSER_TESTS") == "required"
FOUND: str | BrowserMissing
try:
    FOUND = find_browser()
except BrowserMissing as missing:
    FOUND = missing

ARGUMENTS = [
    *SWITCHES,
    # Chromium asks for its maker for several things all the same: let it ask a closed port.
    "--gaia-url=http://127.0.0.1:9",
    "--component-updater=url-source=http://127.0.0.1:9/",
    "--autofill-server-url=http://127.0.0.1:9/",
]

# Variables that would make the app another than the one a new user starts.
SETTINGS = (
    "ANTHROPIC_",
    "CARAVAN_",
    "STREAMLIT_",
    "LANGSMITH_",
    "LANGCHAIN_",
    "OLLAMA_",
    "OPENAI_",
    "HF_",
    "XDG_",
    "PYTHON",
)

# Generous, because a machine may be busy; what is there sooner is seen sooner.
MILLISECONDS = 15_000

Launch = Callable[..., "Browser"]
Serve = Callable[..., Server]
Command = Callable[..., Any]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark this folder's tests `browser`, and run them last.

    Last, because Playwright's event loop stays that of the main thread until the session ends, and
    `asyncio.run` refuses to work beside it.
    """
    for item in items:
        if _is_ours(item):
            item.add_marker(pytest.mark.browser)
    items.sort(key=_is_ours)


# The browser.


@pytest.fixture(scope="session")
def launch() -> Iterator[Launch]:
    """Return a function that starts a headless Chromium with further arguments."""
    path = _browser_path()
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=MILLISECONDS)
    with sync_playwright() as playwright:
        yield partial(_launch, playwright.chromium, path)


@pytest.fixture(scope="session")
def browser(launch: Launch) -> Iterator[Browser]:
    """Start one browser for the whole session."""
    chromium = launch()
    yield chromium
    chromium.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page as another visitor, with nothing stored."""
    with ExitStack() as opened:
        yield lambda **options: opened.enter_context(watched_page(browser, **options))


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """Open a page with nothing stored."""
    return new_page()


@contextmanager
def watched_page(
    browser: Browser,
    width: int = 1280,
    height: int = 800,
    color_scheme: Literal["light", "dark"] = "light",
) -> Iterator[Page]:
    """Open a page; nothing it does may fail unseen or reach another machine."""
    requested: list[str] = []
    errors: list[str] = []

    def watch_sockets(opened: Page) -> None:
        opened.on("websocket", lambda socket: requested.append(socket.url))

    context = browser.new_context(
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
        color_scheme=color_scheme,
    )
    context.set_default_timeout(MILLISECONDS)
    context.on("page", watch_sockets)
    context.on("request", lambda request: requested.append(request.url))
    context.on("weberror", lambda raised: errors.append(str(raised.error)))
    yield context.new_page()
    context.close()
    assert [url for url in requested if not _stays_here(url)] == [], "reached another machine"
    assert errors == [], "uncaught in the page"


# The app.


@pytest.fixture(scope="session")
def environment(model_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the variables of a user who has set nothing."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(SETTINGS)}
    user = tmp_path_factory.mktemp("user")  # Streamlit reads settings there
    return {**kept, "CARAVAN_CACHE": str(model_cache), "HOME": str(user)}


@pytest.fixture(scope="session")
def command(environment: dict[str, str]) -> Command:
    """Return a function that runs a command on a home, in a process of its own."""
    return lambda home, *arguments: run(home, environment, *arguments)


@pytest.fixture(scope="session")
def sample_home(command: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with the sample and one long article, to be copied and never served."""
    home = tmp_path_factory.mktemp("sample-home")
    article = tmp_path_factory.mktemp("long") / "observatories.md"
    article.write_text(LONG_ARTICLE, encoding="utf-8")
    command(home, "ingest", "--sample", article)
    return home


@pytest.fixture(scope="session")
def serve_sample(
    sample_home: Path, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Server]]:
    """Return a function that serves a copy of the sample home until the session ends."""
    with ExitStack() as running:

        def serve_sample() -> Server:
            home = shutil.copytree(sample_home, tmp_path_factory.mktemp("copy") / "home")
            return running.enter_context(served(home, environment))

        yield serve_sample


@pytest.fixture(scope="session")
def shared(serve_sample: Callable[[], Server]) -> Server:
    """Serve a corpus to which tests add conversations and no articles."""
    return serve_sample()


@pytest.fixture(scope="session")
def workshop(serve_sample: Callable[[], Server]) -> Server:
    """Serve a corpus to which tests add articles, each under names of its own."""
    return serve_sample()


@pytest.fixture
def serve(environment: dict[str, str]) -> Iterator[Serve]:
    """Return a function that serves a corpus, at a given port or a free one, for the test."""
    with ExitStack() as running:
        yield lambda home, port=0: running.enter_context(served(home, environment, port))


@pytest.fixture
def app(page: Page, shared: Server) -> App:
    """Open the first page of the shared corpus."""
    return App(page, shared.url).open()


@pytest.fixture
def workshop_app(page: Page, workshop: Server) -> App:
    """Open the first page of the workshop."""
    return App(page, workshop.url).open()


def _launch(chromium: BrowserType, path: str, *arguments: str) -> Browser:
    return chromium.launch(executable_path=path, headless=True, args=[*ARGUMENTS, *arguments])


def _browser_path() -> str:
    """Return the browser's path; where there is none, skip or fail the test with the reason."""
    if isinstance(FOUND, str):
        return FOUND
    if REQUIRED:
        pytest.fail(str(FOUND), pytrace=False)
    pytest.skip(str(FOUND))  # a laptop without Chromium; where all are to run, REQUIRED fails above


def _is_ours(item: pytest.Item) -> bool:
    return HERE in item.path.parents


def _stays_here(url: str) -> bool:
    address = urlsplit(url)
    return address.scheme in {"data", "blob", "about"} or address.hostname in {
        "127.0.0.1",
        "localhost",
    }
