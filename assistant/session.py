"""Ask one corpus: the chain with its parts, and the conversations it is asked in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Event
from typing import Any

from assistant.answers import Answer, Question, Turn
from assistant.chain import build_chain
from assistant.chatmodel import ChatModel
from assistant.extractive import ExtractiveAnswerer
from assistant.generative import GenerativeAnswerer
from assistant.reader import reader_of
from assistant.retrieval import Retrieval
from assistant.rewriting import Rewriter
from assistant.verification import Verifier
from vectorstore import (
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
        self.model = model
        embedder = CachedEmbedder(embedder)
        search = HybridSearch(corpus, embedder, settings, cross_encoder)
        self.retrieval = Retrieval(search, rewriter=Rewriter(model) if model else None)
        parts = (
            self.retrieval,
            ExtractiveAnswerer(reader_of(embedder, cross_encoder)),
            Verifier(self._text_of),
        )
        self._quoting = build_chain(*parts)
        self._chain = build_chain(*parts, GenerativeAnswerer(model)) if model else self._quoting

    def ask(
        self,
        question: str,
        filters: Filters | None = None,
        conversation: str | None = None,
        *,
        infer: bool = True,
    ) -> tuple[Answer, str | None]:
        """Return the answer and the id of the conversation that it was added to.

        `conversation` is None for a question on its own, "new" to start one, or an id to go on.
        With `infer`, dates in the question's own words may limit the articles searched.
        Raises InputError for an empty or overlong question and an unknown conversation.
        """
        *_, reply = self.stream(question, filters, conversation, infer=infer)
        return reply.answer, reply.conversation

    def answer(self, question: Question) -> Answer:
        """Return the answer to a question whose conversation, if any, is kept elsewhere."""
        return self._chain.invoke(question)

    def quote(self, question: str) -> Answer:
        """Return the sources' own sentences that answer a question; no language model is asked."""
        return self._quoting.invoke(Question(question))

    def stream(
        self,
        question: str,
        filters: Filters | None = None,
        conversation: str | None = None,
        *,
        infer: bool = True,
        stopped: Event | None = None,
    ) -> Iterator[Reply]:
        """Yield the answer as it grows; the last reply is the complete one.

        Takes and raises what `ask` does. Once `stopped` is set, the language model is not waited
        for any longer: what it has written is the answer, or else the sources' own sentences are.
        Whoever stops listening before the end leaves nothing in the conversation.
        """
        history = self._history(conversation)
        asked = Question(question, history, filters or Filters(), infer, stopped or Event())
        for answer in self._chain.stream(asked):
            yield Reply(answer)
        yield Reply(answer, *self._keep(answer, conversation), complete=True)

    def begin(self, question: str) -> str:
        """Open a conversation, titled by its first question, and return its id.

        It is listed once it has a turn.
        """
        with self._corpus.database.write() as connection:
            return conversations.start_conversation(connection, question)

    def turns(self, conversation: str) -> list[dict[str, Any]]:
        """Return a conversation's answers, oldest first, as `Answer.as_json` gave them.

        Raises InputError where there is no such conversation.
        """
        with self._corpus.database.read() as connection:
            return conversations.list_answers(connection, conversation)

    def _history(self, conversation: str | None) -> tuple[Turn, ...]:
        if conversation is None or conversation == NEW:
            return ()
        return tuple(Turn.of(turn) for turn in self.turns(conversation))

    def _keep(self, answer: Answer, conversation: str | None) -> tuple[str | None, int | None]:
        if conversation is None:
            return None, None
        with self._corpus.database.write() as connection:
            if conversation == NEW:
                conversation = conversations.start_conversation(connection, answer.question)
            kept = json.dumps(answer.as_json(conversation), ensure_ascii=False)
            turn = conversations.add_turn(connection, conversation, answer.question, kept)
        return conversation, turn

    def _text_of(self, document_id: str, version: str) -> str:
        with self._corpus.database.read() as connection:
            return catalogue.get_document(connection, document_id, version).text
