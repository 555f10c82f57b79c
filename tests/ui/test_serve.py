"""`caravan serve`: what keeps it from starting is said as by any other command."""

from __future__ import annotations

import shutil
import socket
from pathlib import Path

import pytest

from tests.fake_embedder import HashedEmbedder
from tests.ui.cli import caravan
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


def test_pages_need_a_workspace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace, "_current", None)
    with pytest.raises(RuntimeError, match="caravan serve"):
        workspace.current()
