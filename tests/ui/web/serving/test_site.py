"""Who reaches the app, and by what names."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.web.signing_in import EVERY, FILE, written
from ui.web.serving import ports, signin_file
from ui.web.serving.signin_file import SignIn
from ui.web.serving.site import Site
from vectorstore import InputError

LOOPBACK_NAMES = {"127.0.0.1", "localhost", "[::1]"}


@pytest.fixture
def sign_in(tmp_path: Path) -> SignIn:
    return signin_file.read(written(tmp_path, FILE))


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("localhost", "127.0.0.1"),
        ("::1", "::1"),
        ("[::1]", "::1"),
        ("0:0:0:0:0:0:0:1", "::1"),
    ],
)
def test_addresses(given: str, address: str) -> None:
    assert ports.address_of(given) == address
    assert ports.is_of_this_machine(address)


@pytest.mark.parametrize("given", ["", "caravan.example.org", "127.0.0.1:8501", "http://::1", "*"])
def test_no_address(given: str) -> None:
    with pytest.raises(InputError, match="no IP address"):
        ports.address_of(given)


@pytest.mark.parametrize("given", ["", "a b", "http://a.test", "a.test:80", "a.test/", "*.a.test"])
def test_no_name(given: str) -> None:
    with pytest.raises(InputError, match="no name"):
        ports.name_of(given)


@pytest.mark.parametrize("address", [EVERY, "::", "192.0.2.1", "::ffff:127.0.0.1", "fe80::1"])
def test_beyond_this_machine_somebody_has_to_sign_in(address: str) -> None:
    with pytest.raises(InputError, match="everyone who reaches it") as raised:
        Site(address).check(is_insecure=False)
    assert "--sign-in" in raised.value.hint
    assert "--insecure" in raised.value.hint
    assert "Warning: nobody signs in" in Site(address).warning


def test_with_either_way_out_it_is_served(sign_in: SignIn) -> None:
    Site().check(is_insecure=False)
    Site(EVERY).check(is_insecure=True)
    Site(EVERY, sign_in=sign_in).check(is_insecure=False)
    assert Site(EVERY, sign_in=sign_in).warning == ""
    assert Site().warning == ""
    assert Site(EVERY, sign_in=sign_in).is_shared
    assert Site(sign_in=sign_in).is_shared
    assert Site(EVERY).is_shared
    assert not Site("::1").is_shared


def test_a_proxy_before_it_is_to_be_minded_too() -> None:
    Site(names=("caravan.example.org",)).check(is_insecure=False)
    assert "Warning" in Site(names=("caravan.example.org",)).warning


def test_an_address_of_another_machine_is_not_listened_at(sign_in: SignIn) -> None:
    with pytest.raises(InputError, match=r"192\.0\.2\.1 cannot be listened at"):
        Site("192.0.2.1", sign_in=sign_in).check(is_insecure=False)


def test_names(sign_in: SignIn) -> None:
    assert Site().hosts == LOOPBACK_NAMES
    further = ports.name_of("Caravan.Example.ORG")
    assert Site("127.0.0.2", names=(further,)).hosts == LOOPBACK_NAMES | {
        "127.0.0.2",
        "caravan.example.org",
    }
    assert Site(sign_in=sign_in).hosts == LOOPBACK_NAMES | {"caravan.example.org"}


def test_where_it_is(sign_in: SignIn) -> None:
    assert Site().url(8501) == "http://127.0.0.1:8501"
    assert Site("::1").url(8501) == "http://[::1]:8501"
    assert Site(EVERY).url(8501) == "http://127.0.0.1:8501"
    assert Site(sign_in=sign_in).url(8501) == "https://caravan.example.org"
