"""A real server with a model that knows nothing: its words are nonsense, its protocol is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from langchain_core.messages import HumanMessage, SystemMessage

from assistant.chatmodel import load_chat_model
from tests.models import tiny
from tests.models.articles import FREIGHT
from tests.models.product import Product

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Serve the model; return its name and the address of its OpenAI protocol."""
    folder = tiny.make(tmp_path_factory.mktemp("tiny"))
    with tiny.served(folder, tmp_path_factory.mktemp("hub")) as url:
        yield str(folder), url


@pytest.fixture
def set_up(address: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the model up as a user of a server of their own does."""
    folder, url = address
    monkeypatch.setenv("CARAVAN_MODEL", f"openai:{folder}")
    monkeypatch.setenv("CARAVAN_MODEL_URL", url)
    monkeypatch.setenv("CARAVAN_MODEL_OPTIONS", '{"max_tokens": 60}')


def test_a_reply_is_streamed(set_up: None):
    model = load_chat_model()
    assert model is not None
    asked = [SystemMessage("Answer in one word."), HumanMessage("How far is Khiva?")]
    *pieces, last = model.stream(asked)
    assert len(pieces) > 5
    assert last.text == pieces[-1].text
    assert last.text.strip()
    assert last.end in ("whole", "cut")


def test_of_nonsense_nothing_is_verified(set_up: None, product: Product):
    answer = product.ask(FREIGHT)
    if answer["mode"] == "extractive":
        assert "4.5 million tonnes" in answer["text"]
        assert "openai:" in answer["notes"][0]
    else:
        assert not any(one["verified"] for one in answer["sentences"])


def test_the_doctor_finds_that_it_answers(set_up: None, product: Product, address: tuple[str, str]):
    model = product.run("doctor", "--json")
    assert model.json["language_model"]["state"] == "answers"
    assert model.json["language_model"]["address"] == address[1]
