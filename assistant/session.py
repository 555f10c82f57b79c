"""Ask one corpus: the chain with its parts, and the conversations it is asked in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Event
from typing import Any

from langchain_core.runnables import Runnable

from assistant.answers import Answer, Length, Question, Turn
from assistant.chain import build_chain
from assistant.chatmodel import ChatModel
from assistant.extractive import ExtractiveAnswerer
from assistant.generative import GenerativeAnswerer
from assistant.reader import reader_of
from assistant.retrieval import Retrieval
from assistant.rewriting import Rewriter
from assistant.verification import Verifier
from vectorstore import (
    LOCAL,
    CachedEmbedder,
    Corpus,
    CrossEncoder,
    Embedder,
    Filters,
    HybridSearch,
    SearchSettings,
    catalogue,
    conversations,
)

NEW = "new"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as far as it has come.

    `complete` marks the last reply, whose answer is whole and kept as turn number `turn`, counted
    from 1, of `conversation` (if in any).
    """

    answer: Answer
    conversation: str | None = None
    turn: int | None = None
    complete: bool = False


@dataclass(frozen=True, slots=True)
class _Way:
    """The way from a question to its answer; one object, so that it is changed all at once."""

    model: ChatModel | None
    retrieval: Retrieval
    chain: Runnable[Question, Answer]


class Assistant:
    """Answers questions about one corpus and keeps the conversations."""

    def __init__(
        self,
        corpus: Corpus,
        embedder: Embedder,
        settings: SearchSettings | None = None,
        cross_encoder: CrossEncoder | None = None,
        model: ChatModel | None = None,
    ) -> None:
        """Answer with `model` where there is one, else with sentences of the sources.

        Raises ModelMismatch where the corpus was made by another embedding model, and
        CorpusUnusable where it has a lexicon of its own that cannot be read.
        """
        self._corpus = corpus
        embedder = CachedEmbedder(embedder)
        self._search = HybridSearch(corpus, embedder, settings, cross_encoder)
        self._quote = ExtractiveAnswerer(reader_of(embedder, cross_encoder))
        self._verifier = Verifier(self._text_of)
        self._quoting = self._way(None)
        self._answering = self._way(model)

    @property
    def model(self) -> ChatModel | None:
        """The language model that writes, None where the sources' own sentences answer."""
        return self._answering.model

    @property
    def retrieval(self) -> Retrieval:
        """What understands a question and finds passages for it."""
        return self._answering.retrieval

    @property
    def search(self) -> HybridSearch:
        """The search that passages are found by."""
        return self._search

    def use(self, model: ChatModel | None) -> None:
        """Answer with another model, or with none, from the next question on.

        May be called from any thread. What is being answered goes on as it began.
        """
        self._answering = self._way(model)

    def _way(self, model: ChatModel | None) -> _Way:
        retrieval = Retrieval(self._search, rewriter=Rewriter(model) if model else None)
        writes = GenerativeAnswerer(model) if model else None
        chain = build_chain(retrieval, self._quote, self._verifier, writes)
        return _Way(model, retrieval, chain)

    def ask(
        self,
        question: str,
        filters: Filters | None = None,
        conversation: str | None = None,
        *,
        infer: bool = True,
        stopped: Event | None = None,
        owner: str = LOCAL,
        length: Length = Length.NORMAL,
    ) -> tuple[Answer, str | None]:
        """Return the answer and the id of the conversation that it was added to.

        `conversation` is None for a question on its own, "new" to start one, or an id to go on.
        With `infer`, dates in the question's own words may limit the articles searched; `stopped`
        is what `stream` takes. Conversations are those of `owner`. Raises InputError for an empty
        or overlong question and an unknown conversation.
        """
        *_, reply = self.stream(
            question,
            filters,
            conversation,
            infer=infer,
            stopped=stopped,
            owner=owner,
            length=length,
        )
        return reply.answer, reply.conversation

    def answer(self, question: Question) -> Answer:
        """Return the answer to a question whose conversation, if any, is kept elsewhere."""
        return self._answering.chain.invoke(question)

    def quote(self, question: str, filters: Filters | None = None) -> Answer:
        """Return the sources' own sentences that answer a question; no language model is asked."""
        return self._quoting.chain.invoke(Question(question, filters=filters or Filters()))

    def stream(
        self,
        question: str,
        filters: Filters | None = None,
        conversation: str | None = None,
        *,
        infer: bool = True,
        stopped: Event | None = None,
        abandoned: Event | None = None,
        owner: str = LOCAL,
        length: Length = Length.NORMAL,
    ) -> Iterator[Reply]:
        """Yield the answer as it grows; the last reply is the complete one.

        Takes and raises what `ask` does. Once `stopped` is set, the language model is not waited
        for any longer: what it has written is the answer, or else the sources' own sentences are.
        Once `abandoned` is set, nothing stands in for it: Stopped is raised at the next step, and
        where it has written something, that is the answer. Whoever stops listening before the end
        leaves nothing in the conversation.
        """
        asked = Question(
            question,
            self._history(conversation, owner),
            filters or Filters(),
            infer,
            stopped or Event(),
            abandoned or Event(),
            length,
        )
        for answer in self._answering.chain.stream(asked):
            yield Reply(answer)
        yield Reply(answer, *self._keep(answer, conversation, owner), complete=True)

    def begin(self, question: str, *, owner: str = LOCAL) -> str:
        """Open a conversation, titled by its first question, and return its id.

        It is listed once it has a turn.
        """
        with self._corpus.database.write() as connection:
            return conversations.start_conversation(connection, question, owner=owner)

    def turns(self, conversation: str, *, owner: str = LOCAL) -> list[dict[str, Any]]:
        """Return a conversation's answers, oldest first, as `Answer.as_json` gave them.

        Raises InputError where there is no such conversation.
        """
        with self._corpus.database.read() as connection:
            return conversations.list_answers(connection, conversation, owner=owner)

    def _history(self, conversation: str | None, owner: str) -> tuple[Turn, ...]:
        if conversation is None or conversation == NEW:
            return ()
        return tuple(Turn.of(turn) for turn in self.turns(conversation, owner=owner))

    def _keep(
        self, answer: Answer, conversation: str | None, owner: str
    ) -> tuple[str | None, int | None]:
        if conversation is None:
            return None, None
        with self._corpus.database.write() as connection:
            if conversation == NEW:
                conversation = conversations.start_conversation(
                    connection, answer.question, owner=owner
                )
            kept = json.dumps(answer.as_json(conversation), ensure_ascii=False)
            turn = conversations.add_turn(connection, conversation, answer.question, kept)
        return conversation, turn

    def _text_of(self, document_id: str, version: str) -> str:
        with self._corpus.database.read() as connection:
            return catalogue.get_document(connection, document_id, version).text
