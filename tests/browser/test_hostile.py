"""What articles, file names and questions contain is shown as text, and neither run nor fetched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.app import App
from tests.browser.conftest import Launch, watched_page
from tests.browser.server import Server

IMAGE = '<img src=x onerror="window.ran=1">'
REMOTE = '<img src="http://www.evil.test/a.png">'
DIRECTIVES = ":red[x] :material/home: $x$ `y`"
LINK = "[l](javascript:window.ran=1)"

TITLE = f"Evilville {IMAGE} {DIRECTIVES} ![i](http://www.evil.test/b.png)"
AUTHOR = f"<script>window.ran=1</script> {LINK}"
PUBLISHER = f'<a href="javascript:window.ran=1">p</a> **bold** {REMOTE}'
URL = "javascript://www.evil.test/%0awindow.ran=1"
QUOTE = (
    f"The moon station of Evilville cost 12 million crowns in 2021 {IMAGE} {REMOTE} {DIRECTIVES} "
    f"{LINK} "
    "![i](http://www.evil.test/c.png) [w](http://www.evil.test/d) <svg onload=window.ran=1></svg> "
    "<script>window.ran=1</script> <iframe src=//www.evil.test/e></iframe> www.evil.test."
)
ARTICLE = f"""---
title: '{TITLE}'
author: '{AUTHOR}'
publisher: '{PUBLISHER}'
url: '{URL}'
date: 2022-01-02
---
A heading of the town

{QUOTE}

The town itself has 212 houses.
"""
QUESTION = "How much did the moon station of Evilville cost in 2021?"
HOSTILE_QUESTION = f"{IMAGE} :red[x] $x$ www.evil.test a@evil.test"
NAME = f"{IMAGE} :red[x] $x$ `y` {LINK} www.evil.test.txt"
SENT_NAME = NAME.replace('"', "%22")  # as browsers write it in a form
KEPT_NAME = (  # without what some file systems forbid
    "img src=x onerror=%22window.ran=1%22 red[x] $x$ `y` [l](javascript window.ran=1) "
    "www.evil.test.txt"
)

# Elements, in the document and all shadow roots, one of whose attributes a string from outside has
# made or entered, other than those that hold text to be read.
MADE = """() => {
    const texts = new Set(["title", "aria-label", "placeholder", "value", "alt"]);
    const isMade = (element) => [...element.attributes].some(({name, value}) =>
        name.startsWith("on") || /^\\s*javascript:/i.test(value)
        || (!texts.has(name) && /evil\\.test|window\\.ran/.test(value))
    );
    const isScript = ({tagName, textContent}) =>
        /^(script|style)$/i.test(tagName) && /evil\\.test|window\\.ran/.test(textContent);
    const under = (root) => [...root.querySelectorAll("*")].flatMap((element) => [
        ...(isMade(element) ? [element.outerHTML] : []),
        ...(isScript(element) ? [element.outerHTML] : []),
        ...(element.shadowRoot ? under(element.shadowRoot) : []),
    ]);
    return under(document);
}"""
ELEMENTS = """() => {
    const under = (root) => [...root.querySelectorAll("*")].flatMap((element) => [
        element.tagName.toLowerCase(), ...(element.shadowRoot ? under(element.shadowRoot) : []),
    ]);
    const found = under(document);
    return ["script", "iframe", "a", "img", "object", "embed"].map(
        (tag) => found.filter((each) => each === tag).length);
}"""


def test_hostile_strings_are_text_and_nothing_else(
    launch: Launch, workshop: Server, tmp_path: Path
) -> None:
    log = tmp_path / "net-log.json"
    browser = launch(f"--log-net-log={log}", "--net-log-capture-mode=Default")
    with watched_page(browser) as page:
        dialogs: list[str] = []
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        app = App(page, workshop.url).open()
        expect(app.examples.first).to_be_visible()
        before = page.evaluate(ELEMENTS)
        upload(app)
        ask_and_open(app)
        before[2] += 1  # the source links to the document's own page
        assert page.evaluate(ELEMENTS) == before
        page.reload()
        expect(app.mark).to_be_in_viewport()
        expect_only_text(app)
        assert dialogs == []
    browser.close()
    hosts = set(hosts_in(json.loads(log.read_text(encoding="utf-8"))))
    assert hosts == {"127.0.0.1"}


def upload(app: App) -> None:
    assert f"{KEPT_NAME} was added" in app.corpus.turn().add({NAME: ARTICLE})
    expect(app.corpus.titles.first).to_have_text(TITLE)
    expect_only_text(app)
    app.corpus.choose({NAME: ARTICLE + "More."})
    expect(app.corpus.notices).to_contain_text(f"Another {SENT_NAME} was added before")
    expect(app.corpus.upload).to_contain_text(NAME[:7])  # Streamlit leaves out the middle
    expect_only_text(app)
    app.still(app.button("Add nothing")).click()
    expect(app.corpus.notices).to_have_count(0)
    app.turn("Ask")
    app.field.wait_for()


def ask_and_open(app: App) -> None:
    app.ask(HOSTILE_QUESTION)
    expect(app.questions).to_have_text([HOSTILE_QUESTION])
    expect(app.conversations.first).to_have_text(HOSTILE_QUESTION)
    answer = app.ask(QUESTION)
    expect(answer.locator(".text")).to_contain_text(QUOTE)
    assert app.open_chip() == QUOTE
    expect(app.opened.locator(".head .title")).to_have_text(TITLE)
    expect(app.opened.locator(".head .origin")).to_contain_text(PUBLISHER)
    app.open_source()
    expect(app.mark).to_be_in_viewport()
    assert app.mark.text_content() == QUOTE
    expect(app.source.locator(".title")).to_have_text(TITLE)
    for told in (AUTHOR, PUBLISHER, KEPT_NAME):
        expect(app.source.locator(".origin")).to_contain_text(told)
    expect_only_text(app)


def expect_only_text(app: App) -> None:
    assert app.page.evaluate(MADE) == []
    assert app.page.evaluate("window.ran") is None


def hosts_in(log: dict[str, Any]) -> Iterator[str]:
    """Yield every host that Chromium's network log says was asked for or looked up."""
    names = {number: name for name, number in log["constants"]["logEventTypes"].items()}
    for event in log["events"]:
        if names[event["type"]].startswith(("URL_REQUEST", "HOST_RESOLVER", "DNS_TRANSACTION")):
            told = event.get("params", {})
            for value in filter(None, (told.get(key) for key in ("url", "host", "hostname"))):
                yield urlsplit(value if "://" in value else f"//{value}").hostname or value
