"""Ask one corpus: the chain with its parts, and the conversations it is asked in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistant.answers import Answer, Question, Turn
from assistant.chain import build_chain
from assistant.extractive import ExtractiveAnswerer
from assistant.reader import reader_of
from assistant.retrieval import Retrieval
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
    ) -> None:
        """Raise ModelMismatch where the corpus was made by another embedding model.

        Raises CorpusUnusable where the corpus has a lexicon of its own that cannot be read.
        """
        self._corpus = corpus
        embedder = CachedEmbedder(embedder)
        self.retrieval = Retrieval(HybridSearch(corpus, embedder, settings, cross_encoder))
        reader = reader_of(embedder, cross_encoder)
        self._chain = build_chain(self.retrieval, ExtractiveAnswerer(reader), self._text_of)

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

    def stream(
        self,
        question: str,
        filters: Filters | None = None,
        conversation: str | None = None,
        *,
        infer: bool = True,
    ) -> Iterator[Reply]:
        """Yield the answer as it grows; the last reply is the complete one.

        Takes and raises what `ask` does. Whoever stops listening before the end leaves nothing in
        the conversation.
        """
        asked = Question(question, self._history(conversation), filters or Filters(), infer)
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
            turns = conversations.list_turns(connection, conversation)
        return [json.loads(turn.answer) for turn in turns]

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
