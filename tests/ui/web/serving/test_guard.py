"""The server answers its own pages under its own names, and nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from tests.ui.web.signing_in import EVERY, FILE, NAMED, written
from ui.web.serving import signin_file
from ui.web.serving.guard import Guard
from ui.web.serving.site import Site


async def answer(_request: object) -> PlainTextResponse:
    response = PlainTextResponse("read")
    response.set_cookie("kept", "secret", httponly=True)
    return response


async def talk(socket: WebSocket) -> None:
    await socket.accept()
    await socket.close()


def client(site: Site) -> TestClient:
    routes = [Route("/", answer), WebSocketRoute("/stream", talk)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(Guard, site)]))


def status(site: Site, headers: Mapping[str, str]) -> int:
    """Return how a request is answered, having seen that a socket fares the same."""
    opened = client(site)
    found = opened.get("/", headers=headers).status_code
    try:
        with opened.websocket_connect("/stream", headers=dict(headers)):
            is_open = True
    except WebSocketDisconnect as refused:
        is_open = False
        assert refused.code == 1008
    assert is_open is (found == 200)
    return found


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost", "LOCALHOST:1", "[::1]:8501"])
def test_its_own_names(host: str) -> None:
    assert status(Site(), {"Host": host}) == 200


@pytest.mark.parametrize(
    "host",
    [
        "www.evil.test",
        "localhost.evil.test",
        "evil.test:127",
        "192.0.2.1",
        "127.0.0.1:port",
        "ann@localhost",
        "localhost/evil.test",
        "localhost?evil.test",
        "evil.test\\@localhost",
        "[::1",
        "",
    ],
)
def test_any_other_name_is_refused(host: str) -> None:
    assert status(Site(), {"Host": host}) == 400


def test_further_names() -> None:
    site = Site(names=("caravan.example.org",))
    assert status(site, {"Host": "caravan.example.org"}) == 200
    assert status(site, {"Host": "www.caravan.example.org"}) == 400


def test_at_every_address_it_answers_to_addresses_and_to_no_name() -> None:
    assert status(Site(EVERY), {"Host": "192.0.2.1:8501"}) == 200
    assert status(Site("::"), {"Host": "[2001:db8::1]:8501"}) == 200
    assert status(Site(EVERY), {"Host": "www.evil.test:8501"}) == 400


def test_where_people_sign_in_the_name_counts(tmp_path: Path) -> None:
    site = Site(EVERY, sign_in=signin_file.read(written(tmp_path, FILE)))
    assert status(site, {"Host": "caravan.example.org"}) == 200
    assert status(site, {"Host": "192.0.2.1:8501"}) == 400


@pytest.mark.parametrize(
    ("origin", "is_own"),
    [
        ("https://caravan.example.org", True),
        ("http://caravan.example.org", True),
        ("https://caravan.example.org:8443", False),
        ("https://www.caravan.example.org", False),
        ("https://caravan.example.org.evil.test", False),
        ("null", False),
        ("file://", False),
        ("", False),
        ("http://[", False),
        ("https://caravan.example.org:port", False),
    ],
)
def test_other_sites_are_refused_behind_a_proxy_too(origin: str, is_own: bool) -> None:
    headers = {"Host": "caravan.example.org", "Origin": origin}
    site = Site(names=("caravan.example.org",))
    assert status(site, headers) == (200 if is_own else 403)


def test_cookies_go_by_tls_where_people_sign_in_by_it(tmp_path: Path) -> None:
    by_tls = Site(sign_in=signin_file.read(written(tmp_path, FILE)))
    told = client(by_tls).get("/", headers={"Host": "localhost"}).headers
    assert told["set-cookie"].endswith("; Secure")
    here = Site(sign_in=signin_file.read(written(tmp_path, NAMED)))
    told = client(here).get("/", headers={"Host": "localhost"}).headers
    assert "Secure" not in told["set-cookie"]
