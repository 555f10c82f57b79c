"""Who signs in comes back to the page where they began."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.web.serving.callback import Callback


async def login(request: Request) -> Response:
    """Go to the provider, as Streamlit does; or nowhere, in either way that it knows."""
    if "unreachable" in request.query_params:
        return PlainTextResponse("Authentication error", status_code=400)
    return RedirectResponse("/" if "old" in request.query_params else "https://id.test/a", 302)


async def callback(request: Request) -> Response:
    response = RedirectResponse("/", 302)
    if request.query_params.get("code") == "good":
        response.set_cookie("_streamlit_user", "ann")
    else:
        response.delete_cookie("_streamlit_user_tokens")
    return response


@pytest.fixture
def client() -> TestClient:
    routes = [Route("/auth/login", login), Route("/oauth2callback", callback)]
    app = Starlette(routes=routes, middleware=[Middleware(Callback)])
    return TestClient(app, base_url="http://caravan.test", follow_redirects=False)


def came_from(client: TestClient, page: str, query: str = "") -> Response:
    return client.get(f"/auth/login{query}", headers={"Referer": page})


def came_back(client: TestClient, query: str = "?code=good&state=s") -> str:
    return client.get(f"/oauth2callback{query}").headers["location"]


@pytest.mark.parametrize(
    ("page", "back"),
    [
        ("/", "/"),
        ("/?conversation=c1&start=3", "/?conversation=c1&start=3"),
        ("/passages?q=water+%26+power%3B%20%C3%A9", "/passages?q=water+%26+power%3B+%C3%A9"),
        ("/?sign-in=failed&conversation=c1", "/?conversation=c1"),
        ("/?sign-in=failed", "/"),
        ("/" + "x" * 3000, "/"),
        ("//evil.test/", "/"),
        ("/\\evil.test/", "/"),
    ],
)
def test_back_to_the_page(client: TestClient, page: str, back: str) -> None:
    left = came_from(client, f"http://caravan.test{page}")
    assert left.headers["location"] == "https://id.test/a"
    assert "HttpOnly" in left.headers["set-cookie"]
    assert came_back(client) == back
    assert came_back(client) == "/"  # it is remembered for one way only


@pytest.mark.parametrize(
    "page", ["http://evil.test/?conversation=c1", "", "no address", "http://["]
)
def test_no_page_of_another_site(client: TestClient, page: str) -> None:
    came_from(client, page)
    assert came_back(client) == "/"


@pytest.mark.parametrize("kept", ["https://evil.test/", "//evil.test", "%2F%2Fevil.test", "/a\tb"])
def test_what_is_remembered_is_not_trusted(client: TestClient, kept: str) -> None:
    found = client.get("/oauth2callback?code=good", headers={"Cookie": f"_caravan_page={kept}"})
    assert found.headers["location"] == "/"


@pytest.mark.parametrize("query", ["?error=access_denied&state=s", "?code=bad&state=s"])
def test_a_failure_is_told_on_that_page(client: TestClient, query: str) -> None:
    came_from(client, "http://caravan.test/?conversation=c1")
    assert came_back(client, query) == "/?conversation=c1&sign-in=failed"


@pytest.mark.parametrize("query", ["?unreachable=1", "?old=1"])
def test_a_provider_that_cannot_be_reached(client: TestClient, query: str) -> None:
    left = came_from(client, "http://caravan.test/corpus", query)
    assert (left.status_code, left.headers["location"]) == (302, "/corpus?sign-in=failed")


def test_who_comes_from_signing_out_is_told_of_no_failure(client: TestClient) -> None:
    assert came_back(client, "") == "/"
