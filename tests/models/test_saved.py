"""A model that was chosen in the web app answers on the command line, too."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.chatmodel import GivenModelSettings
from tests.models.articles import FREIGHT
from tests.models.cases import PORT
from tests.models.dialects import DIALECTS
from tests.models.product import Product, numbered
from tests.models.script import Reply
from tests.models.server import KEY
from tests.ui.cli import caravan
from ui import model_file
from ui.compose import open_corpus, open_workspace
from ui.output import Output
from vectorstore import InputError


@pytest.fixture
def saved(product: Product, tmp_path: Path) -> Product:
    """Return the product on a corpus in whose home a model is saved, which will write once."""
    home = shutil.copytree(product.home, tmp_path / "home")
    url = product.server.url + DIALECTS["openai"].base
    model_file.write(home, GivenModelSettings(name="openai:saved-1", url=url, key=KEY))
    product.server.replies = [Reply(write=numbered(f"{PORT}[{{herald}}]"))]
    return replace(product, home=home)


def test_it_answers(saved: Product) -> None:
    assert saved.ask(FREIGHT)["mode"] == "generative"
    (asked,) = saved.server.asked
    assert (asked.model, asked.key) == ("saved-1", KEY)


def test_the_environment_goes_before_it(saved: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARAVAN_MODEL", "")
    assert saved.ask(FREIGHT)["mode"] == "extractive"
    assert saved.server.asked == []


def test_what_is_wrong_in_the_file_is_told_and_the_web_app_starts_to_mend_it(
    saved: Product, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    model_file.path(saved.home).write_text(f'{{"name": "openai:saved-1", "keys": "{KEY}"}}')
    ran = caravan("--home", saved.home, "ask", FREIGHT)
    assert ran.status == 2
    assert "does not say which language model to use: keys: " in " ".join(ran.err.split())
    assert KEY not in ran.err
    corpus = open_corpus(str(saved.home))
    space = open_workspace(corpus, Output(json=False))
    assert space.assistant.model is None
    told = " ".join(capsys.readouterr().err.split())
    assert "Answering without a language model: The file " in told
    assert KEY not in told
    space.stop()
    monkeypatch.setenv("CARAVAN_MODEL", "nobody:nothing")  # which no page could mend
    with pytest.raises(InputError, match="cannot be used"):
        open_workspace(corpus, Output(json=False))
    corpus.close()
