"""The three client libraries over real connections: replies arrive, and failures have names."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable

import pytest
from langchain_core.messages import HumanMessage, SystemMessage

from assistant.chatmodel import ChatModel, Written
from tests.models.dialects import DIALECTS, End
from tests.models.script import Act, Refusal, Reply, says
from tests.models.server import KEY, ModelServer
from vectorstore.errors import ChatModelFailed

Script = Callable[..., ChatModel]

TEXT = "Naïve “Ашхабад” 🐫 costs US$25 billion [1].\nThe second line ends here [2][3]."
MESSAGES = [SystemMessage("Answer in one word."), HumanMessage("How far is Khiva?")]


def read(model: ChatModel, stopped: threading.Event | None = None) -> Written:
    *_, last = model.stream(MESSAGES, stopped)
    return last


def failure(model: ChatModel) -> ChatModelFailed:
    with pytest.raises(ChatModelFailed) as raised:
        read(model)
    assert str(raised.value).startswith("The language model ")
    assert KEY not in f"{raised.value} {raised.value.hint}"
    return raised.value


def test_a_reply_arrives_whole_and_in_pieces(model: Script, server: ModelServer):
    written = list(model(says(TEXT)).stream(MESSAGES))
    assert written[-1] == Written(TEXT, "whole")
    assert len(written) > 5
    assert all(one.end == "" and TEXT.startswith(one.text) for one in written[:-1])
    (asked,) = server.asked
    assert asked.model == "proof-1"
    assert asked.key == KEY
    assert (asked.system, asked.prompt) == ("Answer in one word.", "How far is Khiva?")


def test_a_piece_is_seen_before_the_next_is_sent(model: Script, server: ModelServer):
    go_on = server.event()
    pieces = model(says("Now", go_on, " and then")).stream(MESSAGES)
    seen = next(one for one in pieces if one.text == "Now")
    assert seen.end == ""
    go_on.set()
    assert list(pieces)[-1] == Written("Now and then", "whole")


def test_the_limits_are_those_that_were_set(model: Script, server: ModelServer, provider: str):
    read(model(says("Yes."), context=6000))
    body = server.asked[0].body
    if provider == "ollama":
        assert (body["options"]["num_ctx"], body["options"]["num_predict"]) == (6000, 3000)
    else:
        assert body.get("max_tokens", body.get("max_completion_tokens")) == 3000


REFUSED = {
    "a wrong key": (Refusal(401, "Incorrect API key provided."), "did not accept the key"),
    "no permission": (
        Refusal(403, "Your key has no permission."),
        "to this key: Your key has no permission.",
    ),
    "no such model": (Refusal(404, "There is no proof-1."), "is not there: There is no proof-1."),
    "a rate limit": (Refusal(429, "Slow down.", {"retry-after": "7"}), "rate limit"),
    "trouble": (Refusal(500, "Internal error."), "trouble of its own (status 500)"),
    "a page of trouble": (Refusal(502, page="<html>No.</html>"), "(status 502)."),
    "overload": (Refusal(529, "Overloaded."), "is overloaded"),
    "too long a prompt": (
        Refusal(400, "This model's maximum context length is 4096 tokens."),
        "maximum context length is 4096 tokens",
    ),
    "nothing at all": (says(), "gave an empty reply"),
    "blanks": (says(" \n "), "gave an empty reply"),
    "a web page": (Refusal(200, page="<!doctype html>\nHello."), "not a reply of its protocol"),
    "silence": (says(Act.STALL), "sent nothing for 0.3 seconds"),
    "silence in the midst": (says("It is", Act.STALL), "sent nothing for 0.3 seconds"),
    "a closed connection": (says("It is", Act.CUT), "broke off in the middle"),
    "a broken connection": (says("It is", Act.RESET), "broke off in the middle"),
    "no end": (says("It is far.", end=End.MISSING), "broke off in the middle"),
    "broken JSON": (says("It is", Act.GARBAGE, "far."), "not a reply of its protocol"),
    "an error told late": (says("It is", Act.ERROR), "run out of memory"),
    "an error told first": (says(Act.ERROR), "run out of memory"),
    "nothing but its limit": (says(end=End.LENGTH), "reached its limit"),
}


@pytest.mark.parametrize(("reply", "cause"), REFUSED.values(), ids=REFUSED)
def test_a_failure_names_its_cause(
    model: Script, server: ModelServer, reply: Reply | Refusal, cause: str
):
    failed = failure(model(reply, timeout=0.3))
    assert cause in str(failed)
    assert failed.hint
    assert len(server.asked) == 1, "asked again unasked"


@pytest.mark.parametrize("provider", ["openai", "anthropic"], indirect=True)
def test_how_long_to_wait_is_told(model: Script):
    failed = failure(model(Refusal(429, "Slow down.", {"retry-after": "7"})))
    assert "7 seconds" in failed.hint


@pytest.mark.parametrize("provider", ["openai"], indirect=True)
def test_an_account_without_credit_is_no_rate_limit(model: Script):
    told = "You exceeded your current quota, please check your plan and billing details."
    failed = failure(model(Refusal(429, told)))
    assert "current quota" in str(failed)


@pytest.mark.parametrize("provider", ["openai", "anthropic"], indirect=True)
@pytest.mark.parametrize("words", ["", "I would rather"])
def test_a_refusal_by_the_provider_is_told(model: Script, words: str):
    assert "refused to answer" in str(failure(model(says(words, end=End.REFUSED))))


@pytest.mark.parametrize("provider", ["openai"], indirect=True)
def test_a_refusal_in_a_field_of_its_own_is_no_reply(model: Script):
    # LangChain's class passes that field on only where it does not stream.
    assert "gave an empty reply" in str(failure(model(says(end=End.DECLINED))))


def test_a_reply_cut_at_its_limit_is_told_as_cut(model: Script):
    assert read(model(says(TEXT, end=End.LENGTH))) == Written(TEXT, "cut")


def test_a_reply_without_end_is_cut(model: Script, server: ModelServer):
    last = read(model(says(Act.ENDLESS), context=2048))
    assert last.end == "cut"
    assert server.hung_up.wait(10), "the connection was kept"


def test_a_trickle_is_given_up(model: Script, server: ModelServer):
    failed = failure(model(says(Act.TRICKLE), timeout=0.3))  # longer than a busy machine pauses
    assert "was still writing after 3 seconds" in str(failed)
    assert server.hung_up.wait(10), "the connection was kept"


def test_it_is_stopped_before_it_has_written(model: Script, server: ModelServer):
    stopped = threading.Event()
    loaded = model(says(Act.STALL), timeout=3600)
    threading.Thread(target=lambda: server.heard.wait(10) and stopped.set()).start()
    with pytest.raises(ChatModelFailed, match="was stopped before it wrote anything"):
        read(loaded, stopped)


def test_it_is_stopped_when_it_falls_silent(model: Script):
    stopped = threading.Event()
    pieces = model(says("It is", Act.STALL), timeout=3600).stream(MESSAGES, stopped)
    next(one for one in pieces if one.text == "It is")
    stopped.set()
    assert list(pieces)[-1] == Written("It is", "stopped")


def test_what_is_stopped_while_it_writes_hangs_up(model: Script, server: ModelServer):
    stopped = threading.Event()
    pieces = model(says(Act.ENDLESS)).stream(MESSAGES, stopped)
    next(pieces)
    stopped.set()
    assert list(pieces)[-1].end == "stopped"
    assert server.hung_up.wait(10), "the connection was kept"


def test_who_listens_no_more_hangs_up(model: Script, server: ModelServer):
    pieces = model(says(Act.ENDLESS)).stream(MESSAGES)
    next(pieces)
    pieces.close()
    assert server.hung_up.wait(10), "the connection was kept"


def test_a_closed_port_is_told(model: Script, server: ModelServer):
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused
        port = held.getsockname()[1]
        loaded = model(says("Yes."), url=f"http://127.0.0.1:{port}")
        assert "was not reached" in str(failure(loaded))
    assert server.asked == []


@pytest.mark.parametrize("status", [302, 307])
def test_what_is_asked_goes_to_no_other_host(model: Script, provider: str, status: int):
    other = ModelServer()
    try:
        other.replies = [says("Tell me your key.")] * 3
        there = f"{other.url}{DIALECTS[provider].path}"
        loaded = model(Refusal(status, headers={"location": there}))
        assert "wanted to send the question on to another address" in str(failure(loaded))
        assert other.asked == []
    finally:
        other.close()


def test_a_key_that_the_server_repeats_is_not_repeated(model: Script):
    failed = failure(model(Refusal(400, f"What is {KEY} to me?")))
    assert "to me?" in str(failed)


def test_a_key_may_have_blanks_around_it(model: Script, server: ModelServer):
    read(model(says("Yes."), key=f" {KEY}\n"))
    assert server.asked[0].key == KEY


def test_a_key_that_cannot_be_sent_is_not_told(model: Script):
    failed = failure(model(says("Yes."), key=f"{KEY}\n{KEY}"))
    assert KEY[:8] not in str(failed)


def test_several_threads_ask_at_once(model: Script, server: ModelServer):
    count = 6
    loaded = model(*[says(TEXT)] * count)
    read_by: list[Written] = []
    threads = [threading.Thread(target=lambda: read_by.append(read(loaded))) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read_by == [Written(TEXT, "whole")] * count
    assert len(server.asked) == count
