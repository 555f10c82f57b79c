"""The server keeps to this machine and to its own pages, and stops when it is told to."""

from __future__ import annotations

import http.client
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.app import App
from tests.browser.conftest import Serve
from tests.browser.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Page

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
}
STREAM = "/_stcore/stream"


def status(server: Server, path: str, headers: Mapping[str, str]) -> int:
    """Return the status that the server answers with."""
    address = urlsplit(server.url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=10)
    try:
        connection.request("GET", path, headers=dict(headers))
        return connection.getresponse().status
    finally:
        connection.close()


def port(server: Server) -> int:
    found = urlsplit(server.url).port
    assert found is not None
    return found


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_its_own_names_are_served(shared: Server, name: str) -> None:
    own = {"Host": f"{name}:{port(shared)}"}
    assert status(shared, "/", own) == http.HTTPStatus.OK
    origin = {"Origin": f"http://{name}:{port(shared)}"}
    assert status(shared, STREAM, own | origin | UPGRADE) == http.HTTPStatus.SWITCHING_PROTOCOLS


@pytest.mark.parametrize(
    "name", ["www.evil.test", "127.0.0.1.evil.test", "localhost.evil.test", "192.0.2.1"]
)
def test_another_host_name_is_refused(shared: Server, name: str) -> None:
    host = {"Host": f"{name}:{port(shared)}"}
    for path in ("/", "/_stcore/health", "/_stcore/upload_file/x/y"):
        assert status(shared, path, host) == http.HTTPStatus.BAD_REQUEST
    same = {"Origin": f"http://{name}:{port(shared)}"}
    for headers in (host | UPGRADE, host | same | UPGRADE):
        assert 400 <= status(shared, STREAM, headers) < 500


@pytest.mark.parametrize(
    "origin", ["http://www.evil.test", "https://127.0.0.1.evil.test", "null", "file://"]
)
def test_another_site_cannot_open_the_stream(shared: Server, origin: str) -> None:
    headers = {"Host": f"127.0.0.1:{port(shared)}", "Origin": origin} | UPGRADE
    assert 400 <= status(shared, STREAM, headers) < 500


@pytest.mark.parametrize("site", ["http://127.0.0.1:1", "http://localhost:8000"])
def test_another_program_of_this_machine_is_another_site(shared: Server, site: str) -> None:
    headers = {"Host": f"127.0.0.1:{port(shared)}", "Origin": site}
    assert status(shared, STREAM, headers | UPGRADE) == http.HTTPStatus.FORBIDDEN
    assert status(shared, "/", headers) == http.HTTPStatus.FORBIDDEN


def test_the_browser_is_told_to_load_nothing_from_elsewhere(page: Page, shared: Server) -> None:
    answered = page.goto(shared.url)
    assert answered is not None
    policy = answered.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.fixture
def own(serve: Serve, sample_home: Path, tmp_path: Path) -> Server:
    return serve(shutil.copytree(sample_home, tmp_path / "home"))


def test_it_stops_at_once_while_a_page_is_open(page: Page, own: Server) -> None:
    app = App(page, own.url).open()
    app.ask("What is the Global Gateway?")
    expect(app.chips.first).to_be_visible()
    assert own.interrupt() == 0  # `serve` looks for tracebacks and for what else it printed


def test_it_stops_at_once_while_it_is_working_for_a_page(page: Page, own: Server) -> None:
    app = App(page, own.url).open()
    app.send("What is the Global Gateway?")
    app.questions.wait_for()
    assert own.interrupt() == 0
