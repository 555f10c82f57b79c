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
from tests.browser.server import Server, served
from tests.ui.web.signing_in import EVERY
from ui.web.serving import ports
from vectorstore import InputError

if TYPE_CHECKING:
    from playwright.sync_api import Page

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
}
STREAM = "/_stcore/stream"


def has_ipv6() -> bool:
    try:
        ports.check("::1", 0)
    except InputError:
        return False
    return True


HAS_IPV6 = has_ipv6()


def status(server: Server, path: str, headers: Mapping[str, str], method: str = "GET") -> int:
    """Return the status that the server answers with."""
    address = urlsplit(server.url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=10)
    try:
        connection.request(method, path, headers=dict(headers))
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


def test_a_team_reaches_it_by_the_names_that_are_given(
    sample_home: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    home = shutil.copytree(sample_home, tmp_path / "home")
    options = ("--host", EVERY, "--insecure", "--allow-host", "caravan.example.org")
    with served(home, environment, 0, *options) as server:
        server.told("Warning: nobody signs in")
        proxied = {"Host": "caravan.example.org", "Origin": "https://caravan.example.org"}
        assert status(server, "/", proxied) == http.HTTPStatus.OK
        assert status(server, STREAM, proxied | UPGRADE) == http.HTTPStatus.SWITCHING_PROTOCOLS
        by_address = {"Host": f"192.0.2.1:{port(server)}"}
        assert status(server, STREAM, by_address | UPGRADE) == http.HTTPStatus.SWITCHING_PROTOCOLS
        other = {"Host": "www.evil.test", "Origin": "https://www.evil.test"}
        assert status(server, "/", other) == http.HTTPStatus.BAD_REQUEST
        assert 400 <= status(server, STREAM, other | UPGRADE) < 500


@pytest.mark.skipif(not HAS_IPV6, reason="this machine has no IPv6")
def test_it_listens_at_the_loopback_address_of_ipv6(
    sample_home: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    home = shutil.copytree(sample_home, tmp_path / "home")
    with served(home, environment, 0, "--host", "::1") as server:
        assert server.url.startswith("http://[::1]:")
        own = {"Host": urlsplit(server.url).netloc, "Origin": server.url}
        assert status(server, STREAM, own | UPGRADE) == http.HTTPStatus.SWITCHING_PROTOCOLS


def test_an_upload_is_taken_from_nobody_who_has_no_page_open(shared: Server) -> None:
    origin = {"Host": f"127.0.0.1:{port(shared)}", "Origin": shared.url}
    assert 400 <= status(shared, "/_stcore/upload_file/session/file", origin, "PUT") < 500
    assert 400 <= status(shared, "/_stcore/upload_file/session/file", origin, "DELETE") < 500
    assert status(shared, "/media/" + "0" * 56 + ".csv", origin) == http.HTTPStatus.NOT_FOUND


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
