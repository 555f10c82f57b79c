"""People sign in with a provider, and each has their own conversations."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.app import App
from tests.browser.provider import provider, sign_in_file
from tests.browser.server import Server, served

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

QUESTION = "What is the Global Gateway?"


class Open(Protocol):
    """Opens a page as another visitor."""

    def __call__(self, **options: object) -> Page: ...


@pytest.fixture(scope="module")
def office(
    sample_home: Path, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Serve a corpus to those who have an address of example.org."""
    folder = tmp_path_factory.mktemp("office")
    home = shutil.copytree(sample_home, folder / "home")
    with provider(environment) as address:
        allowed = '[caravan]\nallowed = ["@example.org"]'
        file = sign_in_file(folder, address, further=allowed)
        with served(home, environment, 0, "--sign-in", str(file)) as server:
            yield server


def button(page: Page, name: str = "Sign in") -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def sign_in(page: Page, who: str) -> None:
    """Sign in from a page that asks for it."""
    button(page).click()
    button(page, who).click()


def enter(page: Page, server: Server, who: str, query: str = "") -> App:
    """Open the app as somebody who has an account."""
    page.goto(f"{server.url}/{query}")
    sign_in(page, who)
    app = App(page, server.url)
    app.field.wait_for()
    return app


def leave(page: Page) -> None:
    """Sign out, of the provider too."""
    button(page, "Sign out").click()
    button(page, "End session").click()
    button(page).wait_for()


def test_two_users_are_apart(new_page: Open, office: Server) -> None:
    ann = enter(new_page(), office, "ann-1")
    expect(ann.sidebar.get_by_text("Ann Arden", exact=True)).to_be_visible()
    ann.ask(QUESTION)
    expect(ann.conversations).to_have_count(1)
    link = ann.page.url
    assert "conversation=" in link

    bens_page = new_page()
    bens_page.goto(link)
    button(bens_page).wait_for()
    expect(bens_page.get_by_text(QUESTION)).to_have_count(0)
    sign_in(bens_page, "ben-2")
    ben = App(bens_page, office.url)
    expect(ben.errors).to_contain_text("not in the corpus")  # he has come back to the link
    expect(ben.page.get_by_text(QUESTION)).to_have_count(0)
    expect(ben.conversations).to_have_count(0)

    ann.page.reload()
    expect(ann.questions).to_have_text([QUESTION])
    expect(ann.conversations).to_have_count(1)


def test_who_signs_out_is_out_in_every_tab(new_page: Open, office: Server) -> None:
    first = enter(new_page(), office, "ann-1").page
    second = first.context.new_page()
    app = App(second, office.url).open()
    leave(first)
    app.still(app.button("New question")).click()  # the tab has not been drawn anew since
    button(second).wait_for()
    expect(app.field).to_have_count(0)
    second.reload()
    button(second).wait_for()
    expect(app.conversations).to_have_count(0)
    sign_in(first, "ann-1")
    App(first, office.url).field.wait_for()


def test_a_cookie_that_was_tampered_with_lets_nobody_in(new_page: Open, office: Server) -> None:
    page = enter(new_page(), office, "ann-1").page
    (cookie,) = [each for each in page.context.cookies() if each["name"] == "_streamlit_user"]
    assert cookie["httpOnly"]
    page.context.add_cookies([{**cookie, "value": cookie["value"][:-6] + "AAAAAA"}])
    page.reload()
    expect(page.get_by_text("Your sign-in has ended.")).to_be_visible()
    sign_in(page, "ann-1")
    App(page, office.url).field.wait_for()


def test_who_is_not_allowed_sees_nothing(page: Page, office: Server) -> None:
    page.goto(f"{office.url}/corpus")
    sign_in(page, "eve-3")
    expect(page.get_by_role("heading", name="Not let in")).to_be_visible()
    expect(page.get_by_text("Eve *Elsewhere*")).to_be_visible()
    expect(page.get_by_text("in the corpus")).to_have_count(0)
    leave(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(new_page: Open, office: Server, theme: str) -> None:
    page = new_page(color_scheme=theme, width=390)
    page.goto(f"{office.url}/?sign-in=failed")
    page.get_by_role("alert").wait_for()
    assert violations(page) == []
    sign_in(page, "eve-3")
    page.get_by_role("heading", name="Not let in").wait_for()
    assert violations(page) == []


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    serious = [each for each in found if each["impact"] in {"serious", "critical"}]
    return [f"{each['id']}: {node['target']}" for each in serious for node in each["nodes"]]


def test_who_breaks_off_is_told_and_can_try_again(page: Page, office: Server) -> None:
    page.goto(f"{office.url}/passages")
    button(page).click()
    button(page, "Deny").click()
    expect(page.get_by_role("alert")).to_contain_text("You could not be signed in.")
    assert page.url == f"{office.url}/passages"
    office.told("access_denied")
    sign_in(page, "ben-2")
    expect(page.get_by_text("Ben Bower", exact=True)).to_be_visible()
    assert page.url.startswith(f"{office.url}/passages")


def test_a_provider_that_cannot_be_reached(
    page: Page, sample_home: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    home = shutil.copytree(sample_home, tmp_path / "home")
    file = sign_in_file(tmp_path, "http://127.0.0.1:9", ("google", "our-office"))
    with served(home, {**environment, "CARAVAN_SIGN_IN": str(file)}) as server:
        page.goto(server.url)
        button(page, "Continue with Our Office").click()
        expect(page.get_by_role("alert")).to_contain_text("You could not be signed in.")
        said = server.told("ConnectError")
    assert "known to nobody else" not in said


def test_settings_of_streamlit_that_lie_about_change_nothing(
    page: Page, sample_home: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    home = shutil.copytree(sample_home, tmp_path / "home")
    (tmp_path / ".streamlit").mkdir()
    stray = sign_in_file(tmp_path, "http://127.0.0.1:9")
    stray.rename(tmp_path / ".streamlit" / "secrets.toml")
    with served(home, {**environment, "HOME": str(tmp_path)}) as server:
        App(page, server.url).open()
        expect(button(page)).to_have_count(0)
