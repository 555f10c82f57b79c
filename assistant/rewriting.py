"""A follow-up made standalone by a chat model."""

from __future__ import annotations

from html import escape

from langchain_core.messages import HumanMessage, SystemMessage

from assistant.answers import Question, Turn
from assistant.chatmodel import ChatModel
from assistant.prompts import REWRITE, REWRITE_SYSTEM, TURN
from assistant.written import written_sentences
from vectorstore import InputError
from vectorstore.query import check_query
from vectorstore.text import STOP_WORDS, figures, names, same_name, states, words

_TURNS = 6
_ANSWER = 600
"""Characters told of an earlier answer."""


class Rewriter:
    """Puts in place of "it" and "there" what they stand for."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model

    def __call__(self, question: Question) -> str | None:
        """Return the question as it can be understood alone.

        None where what the model writes is no such question: where it names what neither the
        question nor the conversation has. Raises ChatModelFailed where the model gives no reply.
        """
        turns = question.history[-_TURNS:]
        prompt = _prompt(question.text, turns)
        while len(turns) > 1 and not self._model.fits(REWRITE_SYSTEM + prompt):
            turns = turns[1:]
            prompt = _prompt(question.text, turns)
        messages = [SystemMessage(REWRITE_SYSTEM), HumanMessage(prompt)]
        *_, reply = self._model.stream(messages, question.stopped)
        written = " ".join(one.text for one in written_sentences(reply.text))
        return written if _is_asked(written, question.text, turns) else None


def _prompt(question: str, turns: tuple[Turn, ...]) -> str:
    told = "\n".join(
        TURN.format(
            question=escape(turn.question, quote=False),
            answer=escape(turn.text[:_ANSWER] or "(no answer)", quote=False),
        )
        for turn in turns
    )
    return REWRITE.format(turns=told, question=" ".join(question.split()))


def _is_asked(written: str, question: str, turns: tuple[Turn, ...]) -> bool:
    """Tell whether a question was written whose names and figures are the conversation's."""
    if not written.endswith(("?", "？")):
        return False
    try:
        check_query(written)
    except InputError:
        return False
    said = "\n".join([question, *(f"{turn.question}\n{turn.text}" for turn in turns)])
    known = {word.text for word in words(said)} | STOP_WORDS
    known_names, stated = names(said), figures(said)
    return all(states(stated, figure) for figure in figures(written)) and all(
        word.text in known or any(same_name(word.text, other.text) for other in known_names)
        for name in names(written)
        for word in words(name.text)
    )
