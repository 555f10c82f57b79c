"""`caravan doctor` tells what support would ask for, and no key."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from assistant.chatmodel import GivenModelSettings
from tests.models.dialects import DIALECTS
from tests.models.script import Act, Refusal, Reply, says
from tests.models.server import KEY, ModelServer
from tests.ui.cli import Ran, caravan
from ui import model_file


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """Return a server of language models, for the test to script."""
    started = ModelServer()
    yield started
    started.close()


@pytest.fixture
def set_up(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that sets a language model up, which will reply so."""

    def set_up(provider: str, reply: Reply | Refusal, **settings: object) -> None:
        server.replies = [reply]
        for name, value in server.settings(provider, **settings).items():
            monkeypatch.setenv(name, value)

    return set_up


def doctor(home: Path, *options: str, status: int = 0) -> dict[str, Any]:
    """Return what `caravan doctor --json` prints, which must end with that status."""
    ran = caravan("--home", home, "doctor", "--json", *options)
    assert ran.status == status
    assert_no_key_in(ran)
    told: dict[str, Any] = ran.json
    parts = (told["corpus"], told["embedding_model"], told["language_model"])
    assert told["ok"] is (not any(part["problem"] for part in parts))
    return told


def assert_no_key_in(ran: Ran) -> None:
    assert KEY not in ran.out + ran.err


def test_what_is_well_is_told(sample: Path):
    told = doctor(sample)
    assert told["ok"]
    assert told["versions"]["caravan"] == version("caravan")
    assert told["versions"]["packages"]["chromadb"] == version("chromadb")
    corpus = told["corpus"]
    assert (corpus["state"], corpus["home"]) == ("ready", str(sample))
    listed = caravan("--home", sample, "documents", "--json").json["documents"]
    assert corpus["documents"] == len(listed)
    assert corpus["passages"] == sum(one["passages"] for one in listed)
    assert corpus["bytes"] > (sample / "catalogue.sqlite3").stat().st_size
    assert corpus["writable"]
    assert told["embedding_model"]["state"] == "prepared"
    assert told["cross_encoder"]["state"] == "there"
    assert told["language_model"]["state"] == "none"


def test_no_corpus_is_no_fault(tmp_path: Path):
    told = doctor(tmp_path / "none")
    assert told["ok"]
    assert told["corpus"]["state"] == "missing"
    assert "caravan ingest --sample" in told["corpus"]["hint"]
    assert not (tmp_path / "none").exists()


def test_a_corpus_that_cannot_be_used_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("no folder")
    told = doctor(tmp_path / "file", status=3)
    assert told["corpus"]["state"] == "unusable"
    assert "is a file" in told["corpus"]["problem"]
    assert told["corpus"]["hint"]


def test_a_file_that_has_gone_when_it_is_looked_at_is_no_fault(sample: Path, tmp_path: Path):
    home = shutil.copytree(sample, tmp_path / "home")
    (home / "gone").symlink_to(home / "nowhere")
    assert doctor(home)["ok"]


def test_another_embedding_model_is_told(small: Path):
    told = doctor(small, status=3)  # which was embedded by hashed words
    assert told["corpus"]["state"] == "ready"
    assert told["embedding_model"]["state"] == "unusable"
    assert "caravan reindex" in told["embedding_model"]["hint"]


def test_an_embedding_model_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CARAVAN_EMBEDDING_MODEL", str(tmp_path))
    told = doctor(tmp_path / "none", status=3)
    assert "holds no sentence-transformers model" in told["embedding_model"]["problem"]


def test_a_model_that_is_not_prepared_yet_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CARAVAN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CARAVAN_CROSS_ENCODER", "off")
    told = doctor(tmp_path / "none")
    assert told["embedding_model"]["state"] == "not prepared"
    assert told["cross_encoder"]["state"] == "off"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_corpus_that_cannot_be_written_is_told(sample: Path, tmp_path: Path):
    home = shutil.copytree(sample, tmp_path / "home")
    home.chmod(0o500)
    told = doctor(home)
    assert not told["corpus"]["writable"]
    assert "cannot be written to" in told["corpus"]["problem"]


def test_where_the_model_is_set_is_told_and_no_key(
    server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    home = tmp_path / "none"
    model = doctor(home)["language_model"]
    assert (model["state"], model["set_in"]) == ("none", "")
    url = server.url + DIALECTS["openai"].base
    model_file.write(home, GivenModelSettings(name="openai:proof-1", url=url, key=KEY))
    server.replies = [says("Paris.")]
    model = doctor(home)["language_model"]
    assert (model["state"], model["name"]) == ("answers", "openai:proof-1")
    assert model["set_in"] == str(home / "model.json")
    monkeypatch.setenv("CARAVAN_MODEL", "")
    model = doctor(home)["language_model"]
    assert (model["state"], model["set_in"]) == ("none", "CARAVAN_MODEL")


def test_a_wrong_file_is_told(tmp_path: Path):
    (tmp_path / "model.json").write_text(f'{{"name": "openai:proof-1", "key": ["{KEY}"]}}')
    model = doctor(tmp_path, status=1)["language_model"]
    assert "model.json does not say which language model to use: key: " in model["problem"]


@pytest.mark.parametrize("provider", DIALECTS)
def test_a_language_model_that_answers(
    set_up: Any, server: ModelServer, tmp_path: Path, provider: str
):
    set_up(provider, says("Paris."))
    model = doctor(tmp_path / "none")["language_model"]
    assert model["state"] == "answers"
    assert model["name"] == f"{provider}:proof-1"
    assert model["address"] == server.url + DIALECTS[provider].base
    assert model["package"] == f"langchain-{provider} {version(f'langchain-{provider}')}"
    assert 0 <= model["seconds"] < 60
    (asked,) = server.asked
    assert "<passage" not in asked.prompt


FAILURES = {
    "a wrong key": (Refusal(401), "did not accept the key", "CARAVAN_MODEL_KEY"),
    "no such model": (Refusal(404), "is not there", "CARAVAN_MODEL"),
    "silence": (says(Act.STALL), "sent nothing for 0.3 seconds", "CARAVAN_MODEL_TIMEOUT"),
    "an empty reply": (says(), "gave an empty reply", "Ask again"),
}


@pytest.mark.parametrize(("reply", "cause", "hint"), FAILURES.values(), ids=FAILURES)
def test_a_language_model_that_fails(
    set_up: Any, tmp_path: Path, reply: Reply | Refusal, cause: str, hint: str
):
    set_up("openai", reply, timeout=0.3)
    model = doctor(tmp_path / "none", status=1)["language_model"]
    assert model["state"] == "fails"
    assert cause in model["problem"]
    assert hint in model["hint"]


def test_it_need_not_be_asked(set_up: Any, server: ModelServer, tmp_path: Path):
    set_up("openai", Refusal(500))
    assert doctor(tmp_path / "none", "--no-model")["language_model"]["state"] == "not asked"
    assert server.asked == []


def test_a_package_that_is_missing_is_told_with_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CARAVAN_MODEL", "mistralai:small")
    model = doctor(tmp_path / "none", status=1)["language_model"]
    assert model["package"] == ""
    assert model["hint"] == "Install it: pip install langchain-mistralai"


def test_a_key_that_is_missing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("openai:proof-1", "anthropic:proof-1"):
        monkeypatch.setenv("CARAVAN_MODEL", name)
        model = doctor(tmp_path / "none", status=1)["language_model"]
        assert "key" in model["problem"]
        assert "CARAVAN_MODEL_KEY" in model["hint"]


def test_a_password_in_the_address_is_not_told(set_up: Any, server: ModelServer, tmp_path: Path):
    there = server.url.replace("http://", f"http://me:{KEY}@")
    set_up("ollama", says("Paris."), url=there)
    assert doctor(tmp_path / "none")["language_model"]["address"] == server.url


def test_it_is_told_to_people(set_up: Any, server: ModelServer, sample: Path):
    set_up("ollama", says("Paris."))
    ran = caravan("--home", sample, "doctor")
    assert_no_key_in(ran)
    told = " ".join(ran.out.split())
    assert f"Caravan {version('caravan')}, Python 3." in told
    assert f"writable: {sample}" in told
    assert f"ollama:proof-1 at {server.url} (langchain-ollama" in told
    assert "answers, after 0." in told
    assert "Asking ollama:proof-1" in ran.err


def test_a_failure_is_told_to_people(set_up: Any, tmp_path: Path):
    set_up("anthropic", Refusal(401))
    ran = caravan("--home", tmp_path / "none", "doctor")
    assert ran.status == 1
    assert_no_key_in(ran)
    told = " ".join(ran.out.split())
    assert "did not accept the key. See that its key is right: CARAVAN_MODEL_KEY, or " in told
    assert ", set in CARAVAN_MODEL: fails" in told
    assert "Corpus missing:" in told
