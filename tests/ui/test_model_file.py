"""The model that was chosen in the web app: kept for its owner alone, beneath the environment."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from assistant.chatmodel import GivenModelSettings
from tests.models.server import KEY
from ui import model_file
from vectorstore import CorpusUnusable, InputError

SETTINGS = GivenModelSettings(
    name="openai:proof-1",
    url="http://127.0.0.1:9/v1",
    key=KEY,
    timeout=7,
    context=4096,
    options={"seed": 1},
)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    assert model_file.read(tmp_path) is None
    model_file.write(tmp_path, SETTINGS)
    assert model_file.read(tmp_path) == SETTINGS
    assert model_file.chosen(tmp_path) == model_file.Chosen(
        SETTINGS, str(model_file.path(tmp_path))
    )
    model_file.remove(tmp_path)
    assert model_file.read(tmp_path) is None
    assert model_file.chosen(tmp_path).set_in == ""


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such modes")
def test_only_its_owner_may_read_it_from_the_beginning(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        model_file.path(tmp_path).touch(0o666)
        model_file.write(tmp_path, SETTINGS)
    finally:
        os.umask(before)
    (kept,) = tmp_path.iterdir()  # and nothing is left beside it
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["", "ollama:proof-1"])
def test_the_environment_alone_counts_where_it_names_a_model_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    model_file.write(tmp_path, SETTINGS)
    monkeypatch.setenv("CARAVAN_MODEL", name)
    chosen = model_file.chosen(tmp_path)
    assert (chosen.settings.name or "", chosen.set_in) == (name, "CARAVAN_MODEL")
    assert (chosen.settings.url, chosen.settings.key) == (None, None)


def test_no_other_variable_adds_to_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model_file.write(tmp_path, GivenModelSettings(name="openai:proof-1"))
    monkeypatch.setenv("CARAVAN_MODEL_URL", "http://elsewhere.test/v1")
    monkeypatch.setenv("CARAVAN_MODEL_KEY", KEY)
    settings = model_file.chosen(tmp_path).settings
    assert (settings.name, settings.url, settings.key) == ("openai:proof-1", None, None)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "it is not a JSON object"),
        ("[1]", "it is not a JSON object"),
        (KEY, "it is not a JSON object"),
        (json.dumps({"name": "openai:proof-1", "url": KEY}), "url: "),
        (json.dumps({"name": "openai:proof-1", "key": [KEY]}), "key: "),
        (json.dumps({"name": "openai:proof-1", "secret": KEY}), "secret: "),
    ],
)
def test_what_is_wrong_is_told_without_what_stands_there(
    tmp_path: Path, content: str, reason: str
) -> None:
    model_file.path(tmp_path).write_text(content)
    with pytest.raises(InputError, match=reason) as raised:
        model_file.read(tmp_path)
    shown: BaseException | None = raised.value
    while shown is not None:  # as far as a traceback would tell
        assert KEY not in str(shown)
        shown = None if shown.__suppress_context__ else shown.__cause__ or shown.__context__


def test_what_cannot_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CorpusUnusable, match="was not kept"):
        model_file.write(tmp_path / "file", SETTINGS)
