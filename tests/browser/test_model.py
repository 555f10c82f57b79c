"""An answer that a language model writes: seen as it grows, stopped, and nothing of it rendered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.app import App
from tests.browser.conftest import Command
from tests.browser.server import served, until
from tests.models.articles import ARTICLES, FREIGHT, HOST
from tests.models.cases import PORT
from tests.models.product import numbered
from tests.models.script import Act, Reply, says
from tests.models.server import KEY, ModelServer

if TYPE_CHECKING:
    from playwright.sync_api import Page

FALSE = "The dry port handled 9.9 million tonnes in 2023."
HOSTILE = (
    f"{PORT}[{{herald}}] {FALSE}[{{herald}}]\n\n"
    f"![chart](http://www.{HOST}/c.png?q=4.5) [more](http://www.{HOST}/more) "
    f'<img src="http://www.{HOST}/i.png" onerror="window.ran=1"> <http://www.{HOST}/a> '
    f"<script>window.ran=1</script> [run](javascript:window.ran=1)\n\n[c]: http://www.{HOST}/c\n"
)


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    """Return a server of language models, for the tests to script."""
    started = ModelServer()
    yield started
    started.close()


@pytest.fixture(scope="module")
def url(
    command: Command,
    environment: dict[str, str],
    model: ModelServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """Serve a corpus of made-up news with the model set up, and return the address."""
    home, folder = tmp_path_factory.mktemp("news-home"), tmp_path_factory.mktemp("news")
    for name, text in ARTICLES.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    command(home, "ingest", folder)
    with served(home, {**environment, **model.settings("openai", timeout=60)}) as server:
        yield server.url


@pytest.fixture
def app(page: Page, url: str) -> App:
    """Open the first page of that corpus."""
    return App(page, url).open()


def script(model: ModelServer, *replies: Reply) -> None:
    """Let the model write these from now on."""
    model.asked.clear()
    model.replies = list(replies)


def test_what_a_model_writes_is_text_and_what_is_false_is_marked(
    app: App, model: ModelServer
) -> None:
    script(model, Reply(write=numbered(HOSTILE)))
    answer = app.ask(FREIGHT)
    text = answer.locator(".text")
    expect(text).to_contain_text(PORT)
    expect(text).not_to_contain_text(HOST)
    expect(text.locator("img, a, script, iframe, svg")).to_have_count(0)
    assert app.page.evaluate("window.ran") is None
    marked = text.locator(".unverified")
    assert FALSE.split()[0] in (marked.first.text_content() or "")
    assert PORT not in " ".join(marked.all_text_contents())
    problem = text.locator(".problem").first
    expect(problem).to_be_visible()
    expect(problem).to_contain_text("not verified: “9.9 million tonnes” is not in")
    expect(app.confidence).to_have_text("Partly supported")
    assert KEY not in app.page.content()


def test_it_is_seen_as_it_grows_and_stopped(app: App, model: ModelServer) -> None:
    go_on = model.event()
    second = "The port employs 1,900 people."
    script(
        model,
        says(f"{PORT}[1] It ", go_on, f"is large. {second}[1] The director ", Act.STALL),
    )
    app.send(FREIGHT)
    growing = app.page.locator(".answer[aria-busy]")
    expect(growing).to_contain_text(PORT)
    expect(growing).not_to_contain_text("1,900")
    go_on.set()
    expect(growing).to_contain_text("1,900 people")
    app.still(app.stop).click()
    expect(app.answers).to_contain_text(second)
    expect(app.answers).to_contain_text("Stopped")
    expect(app.answers).not_to_contain_text("The director")
    expect(app.stop).to_have_count(0)
    app.page.reload()
    expect(app.answers).to_contain_text(second)  # it was kept


def test_it_is_stopped_before_it_has_said_anything(app: App, model: ModelServer) -> None:
    script(model, says(Act.STALL))
    app.send(FREIGHT)
    until(lambda: bool(model.asked))
    app.still(app.stop).click()
    expect(app.page.get_by_text("Stopped.")).to_be_visible()
    expect(app.errors).to_have_count(0)
    script(model, says(f"{PORT}[1]"))
    app.still(app.button("Ask again")).click()
    expect(app.answers).to_contain_text(PORT)
    expect(app.confidence).to_have_text("Supported")
    app.page.reload()
    expect(app.questions).to_have_text([FREIGHT])
