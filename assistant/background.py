"""Answers in threads of their own, which outlive whoever asked."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final
from weakref import WeakValueDictionary

from assistant.answers import Length, Question
from assistant.session import Assistant, Reply
from vectorstore import LOCAL, CaravanError, Filters, InputError, Stopped

_log = logging.getLogger(__name__)
_POLL_SECONDS = 0.2
_MOST_WAITING = 50
"""Questions of all talks together that nobody has begun to answer."""


class Asked:
    """One question and its answer as far as it has come, to be read from any thread."""

    def __init__(
        self,
        question: str,
        filters: Filters | None = None,
        infer: bool = True,
        length: Length = Length.NORMAL,
    ) -> None:
        self.question: Final = question
        self.filters: Final = filters or Filters()
        self.infer: Final = infer
        self.length: Final = length
        self.stopped: Final = threading.Event()
        self.abandoned: Final = threading.Event()
        self._begun = False
        self._changed = threading.Condition()
        self._reply: Reply | None = None
        self._error: BaseException | None = None

    @property
    def reply(self) -> Reply | None:
        """The answer so far; None before there is any of it."""
        return self._reply

    @property
    def error(self) -> BaseException | None:
        """What kept the question from being answered."""
        return self._error

    def stop(self) -> None:
        """Answer it no further.

        What a language model has written is the answer. Otherwise it ends with the error Stopped:
        at once where it still waits, else before the next step that takes long.
        """
        self.abandoned.set()
        self.stopped.set()
        with self._changed:
            if self.waits:
                self._error = Stopped()
                self._changed.notify_all()

    @property
    def waits(self) -> bool:
        """Tell whether nobody has begun to answer it yet."""
        return not self._begun and not self.has_ended

    @property
    def has_ended(self) -> bool:
        """Tell whether nothing more will come."""
        return self._error is not None or (self._reply is not None and self._reply.complete)

    def replies(self) -> Iterator[Reply | None]:
        """Yield the answer each time that it has grown, and None now and then while it has not.

        Ends when nothing more will come. Each time the caller is free to stop listening.
        """
        seen: Reply | None = None
        while True:
            with self._changed:
                if self._reply is seen and not self.has_ended:
                    self._changed.wait(_POLL_SECONDS)
                reply, ended = self._reply, self.has_ended
            if reply is not seen or not ended:
                yield reply if reply is not seen else None
            seen = reply
            if ended:
                return

    def _begin(self) -> bool:
        """Note that it is being answered; False where it has ended before."""
        with self._changed:
            self._begun = not self.has_ended
            return self._begun

    def _set(self, reply: Reply | None = None, error: BaseException | None = None) -> None:
        with self._changed:
            self._reply, self._error = reply or self._reply, error
            self._changed.notify_all()


class Talk:
    """A conversation that is going on, of `owner`.

    `conversation` is its id, None until its first question is taken up. What is answered stands in
    the catalogue; what is not, or could not be, is among `unanswered`.
    """

    def __init__(self, conversation: str | None = None, owner: str = LOCAL) -> None:
        self.conversation = conversation
        self.owner: Final = owner
        self._asked: list[Asked] = []

    @property
    def unanswered(self) -> tuple[Asked, ...]:
        """The questions that wait, are being answered or have failed, in order."""
        return tuple(self._asked)


class BackgroundAnswers:
    """Answers the questions of many talks, those of one talk one after another.

    Its methods can be called from any thread.
    """

    def __init__(self, assistant: Assistant, threads: int = 4) -> None:
        self._assistant = assistant
        self._lock = threading.Lock()
        self._talks: WeakValueDictionary[tuple[str, str], Talk] = WeakValueDictionary()
        self._worked_on: set[Talk] = set()
        self._at_rest = threading.Condition(self._lock)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="caravan-answers")
        self._stopped = False

    def talk(self, conversation: str | None, *, owner: str = LOCAL) -> Talk:
        """Return the talk of a conversation, one for all who are in it; None begins a new one.

        Another owner's conversation is unknown in it.
        """
        with self._lock:
            if conversation is None:
                return Talk(owner=owner)
            return self._talks.setdefault((owner, conversation), Talk(conversation, owner))

    def ask(
        self,
        talk: Talk,
        question: str,
        *,
        filters: Filters | None = None,
        infer: bool = True,
        length: Length = Length.NORMAL,
    ) -> Asked:
        """Take up a question, behind those that wait there; the rest as in `Assistant.ask`.

        Raises InputError where too many wait already, and after `stop`.
        """
        asked = Asked(question, filters, infer, length)
        with self._lock:
            self._take(talk, asked)
        return asked

    def ask_again(self, talk: Talk, failed: Asked) -> None:
        """Ask once more what could not be answered; nothing where that has been done already.

        Raises InputError where too many wait already, and after `stop`.
        """
        with self._lock:
            if failed in talk._asked and failed.error is not None:
                again = Asked(failed.question, failed.filters, failed.infer, failed.length)
                self._take(talk, again)
                talk._asked.remove(failed)

    def forget(self, talk: Talk, asked: Asked) -> None:
        """Take a question off that has failed."""
        with self._lock:
            if asked in talk._asked and asked.error is not None:
                talk._asked.remove(asked)

    def rest(self, timeout: float) -> bool:
        """Wait until nothing is being answered, at most `timeout` seconds; tell whether it is so.

        What may wait is done then, such as looking for questions to go on with.
        """
        with self._at_rest:
            return self._at_rest.wait_for(lambda: not self._worked_on, timeout)

    def stop(self) -> None:
        """Finish the questions in hand and take no more; those that wait fail."""
        with self._lock:
            self._stopped = True
            for asked in (each for talk in self._worked_on for each in talk._asked):
                asked.stopped.set()
        self._pool.shutdown(cancel_futures=True)
        with self._lock:
            waiting = [asked for talk in self._worked_on for asked in talk._asked]
            self._worked_on.clear()
            self._at_rest.notify_all()
        for asked in waiting:
            if not asked.has_ended:
                asked._set(error=_stopping())

    def _take(self, talk: Talk, asked: Asked) -> None:
        """Queue a question. The lock is held."""
        if self._stopped:
            raise _stopping()
        if sum(other.waits for each in self._worked_on for other in each._asked) >= _MOST_WAITING:
            raise InputError(
                f"{_MOST_WAITING} questions wait to be answered already.",
                "Ask again shortly, when some of them have been.",
            )
        talk._asked.append(asked)
        if talk not in self._worked_on:
            self._worked_on.add(talk)
            self._pool.submit(self._work, talk)

    def _work(self, talk: Talk) -> None:
        while asked := self._next(talk):
            try:
                self._answer(talk, asked)
            except CaravanError as error:
                asked._set(error=error)
            except BaseException as error:  # noqa: BLE001 - a panic of a Rust library is no Exception
                _log.exception("A question could not be answered")
                asked._set(error=error)

    def _next(self, talk: Talk) -> Asked | None:
        """Return the next question to answer; where there is none, the talk is at rest."""
        with self._lock:
            for asked in talk._asked:
                if not self._stopped and asked._begin():
                    return asked
            if not self._stopped:
                self._worked_on.discard(talk)
                if not self._worked_on:
                    self._at_rest.notify_all()
            return None

    def _answer(self, talk: Talk, asked: Asked) -> None:
        if talk.conversation is None:
            Question(asked.question)  # one that cannot be asked begins no conversation
            begun = self._assistant.begin(asked.question, owner=talk.owner)
            with self._lock:
                self._talks[talk.owner, begun] = talk
                talk.conversation = begun
        for reply in self._assistant.stream(
            asked.question,
            asked.filters,
            talk.conversation,
            infer=asked.infer,
            stopped=asked.stopped,
            abandoned=asked.abandoned,
            owner=talk.owner,
            length=asked.length,
        ):
            if reply.complete:  # and kept: from now on it is found in the catalogue
                with self._lock:
                    talk._asked.remove(asked)
            asked._set(reply)


def _stopping() -> InputError:
    return InputError("Nothing more is answered: Caravan is stopping.", "Start it again, then ask.")
