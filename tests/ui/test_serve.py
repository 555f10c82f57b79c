"""`caravan serve`: what keeps it from starting is said as by any other command."""

from __future__ import annotations

import shutil
import socket
import sys
from pathlib import Path

import pytest

from tests.fake_embedder import HashedEmbedder
from tests.ui.cli import caravan
from tests.ui.web.signing_in import EVERY, FILE, written
from ui.web import workspace

pytestmark = pytest.mark.usefixtures("hashed")


def test_a_port_that_is_taken(small: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        ran = caravan("serve", "--port", port, "--json", "--home", small)
    assert ran.status == 2
    assert f"Port {port}" in ran.json["error"]
    assert "--port" in ran.json["hint"]


def test_a_corpus_of_another_model(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.compose.load_embedder", lambda *_: HashedEmbedder("other", 32))
    ran = caravan("serve", "--json", "--home", small)
    assert ran.status == 3
    assert "caravan reindex" in ran.json["hint"]


def test_uploads_that_cannot_be_read(small: Path, tmp_path: Path) -> None:
    home = shutil.copytree(small, tmp_path / "home")
    (home / "uploads").write_text("A file is in the way of the folder.")
    ran = caravan("serve", "--port", "0", "--json", "--home", home)
    assert ran.status == 3
    assert str(home / "uploads") in ran.json["error"]


@pytest.mark.parametrize("port", ["-1", "65536", "web"])
def test_no_port(port: str) -> None:
    assert caravan("serve", "--port", port).status == 2


@pytest.mark.parametrize("address", [EVERY, "::", "192.0.2.1"])
def test_no_other_machine_reaches_it_where_nobody_signs_in(address: str) -> None:
    ran = caravan("serve", "--host", address, "--json")
    assert ran.status == 2
    assert "everyone who reaches it reads the corpus" in ran.json["error"]
    assert "--sign-in" in ran.json["hint"]
    assert "--insecure" in ran.json["hint"]


def test_an_address_of_another_machine() -> None:
    ran = caravan("serve", "--host", "192.0.2.1", "--insecure", "--json")
    assert ran.status == 2
    assert "192.0.2.1" in ran.json["error"]
    assert "--host" in ran.json["hint"]


@pytest.mark.parametrize(
    "given", [("--host", "here"), ("--allow-host", "http://a.test"), ("--sign-in", "none.toml")]
)
def test_what_makes_no_sense(given: tuple[str, str]) -> None:
    ran = caravan("serve", *given, "--json")
    assert ran.status == 2
    assert given[1] in ran.json["error"]


@pytest.mark.parametrize("file", ["", "~nobody-of-that-name/sign-in.toml"])
def test_a_sign_in_file_that_is_no_file_lets_nobody_in(file: str) -> None:
    ran = caravan("serve", "--host", "192.0.2.1", "--insecure", "--sign-in", file, "--json")
    assert ran.status == 2
    assert "cannot be read" in ran.json["error"]


def test_the_sign_in_file_is_checked_before_anything_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CARAVAN_SIGN_IN", str(written(tmp_path, FILE.replace("client_id", "id"))))
    ran = caravan("serve", "--json", "--home", tmp_path / "home")
    assert ran.status == 2
    assert "id is not known in [auth]" in ran.json["error"]
    assert not (tmp_path / "home").exists()


def test_the_package_that_signing_in_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "authlib", None)
    ran = caravan("serve", "--sign-in", written(tmp_path, FILE), "--json")
    assert ran.status == 2
    assert "pip install 'caravan[sign-in]'" in ran.json["hint"]


def test_pages_need_a_workspace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace, "_current", None)
    with pytest.raises(RuntimeError, match="caravan serve"):
        workspace.current()
