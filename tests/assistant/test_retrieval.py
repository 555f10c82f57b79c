"""From a question to its passages: limits on dates, names, and parts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from assistant import Assistant, Question
from assistant.answers import Inferred
from assistant.drafts import Draft
from assistant.extractive import ExtractiveAnswerer
from assistant.reader import Candidate, Reading
from assistant.retrieval import Retrieval, Retrieved
from tests.fake_embedder import HashedEmbedder
from vectorstore import Corpus, Filters, HybridSearch

TODAY = date(2025, 6, 15)


@pytest.fixture
def retrieval(search: HybridSearch) -> Retrieval:
    return Retrieval(search, today=lambda: TODAY)


def titles(retrieved: Retrieved) -> set[str]:
    return {hit.passage.document.metadata.title for hit in retrieved.evidence.hits}


class TestLimits:
    def test_a_question_about_publication_limits_the_dates(self, retrieval: Retrieval) -> None:
        found = retrieval(Question("What do articles published in April 2025 say about money?"))
        assert titles(found) == {"A summit in Samarkand"}
        assert found.filters == Filters(date(2025, 4, 1), date(2025, 4, 30), undated=True)
        assert {limit.field for limit in found.inferred} == {"since", "until"}
        assert "April" not in found.evidence.question

    def test_the_day_of_an_event_is_looked_up(self, retrieval: Retrieval) -> None:
        found = retrieval(Question("What has changed since the Samarkand summit?"))
        assert found.inferred == (
            Inferred("since", date(2025, 4, 3), "since the Samarkand summit"),
        )
        assert titles(found) == {"A summit in Samarkand"}

    def test_an_unknown_event_limits_nothing(self, retrieval: Retrieval) -> None:
        found = retrieval(Question("What has changed since the Ulaanbaatar summit?"))
        assert found.inferred == ()
        assert len(titles(found)) == 2

    @pytest.mark.parametrize("infer", [False, True])
    def test_a_limit_can_be_taken_off(self, retrieval: Retrieval, infer: bool) -> None:
        text = "What do articles published in April 2025 say about money?"
        found = retrieval(Question(text, infer=infer))
        assert bool(found.inferred) is infer
        assert (len(titles(found)) == 2) is not infer

    def test_what_the_user_set_comes_first(self, retrieval: Retrieval) -> None:
        filters = Filters(since=date(2025, 1, 1))
        found = retrieval(Question("What do articles published in April 2025 say?", (), filters))
        assert found.filters == Filters(date(2025, 1, 1), date(2025, 4, 30))
        assert [limit.field for limit in found.inferred] == ["until"]

    def test_words_that_contradict_what_was_set_limit_nothing(self, retrieval: Retrieval) -> None:
        filters = Filters(since=date(2025, 4, 10))
        asked = Question("What do articles published in March 2025 say?", (), filters)
        found = retrieval(asked)
        assert (found.filters, found.inferred) == (filters, ())

    def test_words_that_contradict_each_other_limit_nothing(self, retrieval: Retrieval) -> None:
        filters = Filters(since=date(2010, 1, 1))  # beside which one of them alone would stand
        text = "Which articles published after 2024 were published before 2020?"
        found = retrieval(Question(text, (), filters))
        assert (found.filters, found.inferred) == (filters, ())

    def test_it_is_told_when_a_limit_was_taken_off(self, retrieval: Retrieval) -> None:
        text = "What do articles published in April 2025 say about money?"
        (note,) = retrieval(Question(text, infer=False)).notes
        assert note == "No limit was taken from “in April 2025”."
        assert retrieval(Question("How long is the railway?", infer=False)).notes == ()

    def test_a_date_that_is_asked_about_limits_nothing(self, retrieval: Retrieval) -> None:
        found = retrieval(Question("Who signed the agreement on the railway in June 2024?"))
        assert (found.filters, found.inferred) == (Filters(), ())
        assert "June 2024" in found.evidence.question

    def test_an_empty_result_says_which_dates_were_asked_for(
        self, corpus: Corpus, search: HybridSearch, fake_embedder: HashedEmbedder
    ) -> None:
        asked = Question("What do articles published in January 2025 say about the railway?")
        answer = Assistant(corpus, fake_embedder).answer(asked)
        assert not answer.answered
        assert answer.text == (
            "No article in the corpus is from the time that was asked about (“in January 2025”)."
        )
        kept = answer.as_json()["filters"]
        assert kept["since"] == "2025-01-01"
        assert [limit["filter"] for limit in kept["inferred"]] == ["since", "until"]

    def test_filters_that_leave_nothing_are_named_before_the_question(
        self, corpus: Corpus, search: HybridSearch, fake_embedder: HashedEmbedder
    ) -> None:
        assistant = Assistant(corpus, fake_embedder)
        filters = Filters(publisher="nobody")
        text = "What do articles published in April 2025 say about money?"
        assert assistant.answer(Question(text, (), filters, infer=False)).text == (
            "No article in the corpus lies within the filters that were set."
        )
        assert assistant.answer(Question(text, (), filters)).text == (
            "No article in the corpus lies within the filters that were set "
            "and is from the time that was asked about (“in April 2025”)."
        )
        narrow = Filters(since=date(2025, 4, 1))
        answer = assistant.answer(Question("Who conquered the moon?", (), narrow))
        assert answer.text.startswith("The articles within the filters do not answer this")


class TestNames:
    def test_names_are_spelled_as_the_passages_spell_them(self, retrieval: Retrieval) -> None:
        found = retrieval(Question("What did Kirghizia sign about the railway?"))
        assert found.standalone == "What did Kirghizia sign about the railway?"
        assert found.evidence.question == "What did Kyrgyzstan sign about the railway?"
        assert found.notes == ("“Kirghizia” was read as “Kyrgyzstan”.",)

    def test_what_is_asked_of_a_name_keeps_the_name(self, retrieval: Retrieval) -> None:
        found = retrieval(Question("What is Kirghizia called today?"))
        assert found.evidence.question == "What is Kirghizia called today?"
        assert found.notes == ()


COMPARED = "How does the length of the railway compare with the money of the European Union?"


class FixedReader:
    """Finds that a sentence with `word` answers a question with `asked`, for each pair."""

    threshold = 0.09

    def __init__(self, pairs: dict[str, str], missing: tuple[str, ...] = ()) -> None:
        self._pairs, self._missing = pairs, missing
        self.asked: list[str] = []

    def read(self, question: str, candidates: Sequence[Candidate]) -> Reading:
        self.asked.append(question)
        wanted = [word for asked, word in self._pairs.items() if asked in question]
        scores = tuple(
            0.9 if any(word in one.text for word in wanted) else 0.01 for one in candidates
        )
        return Reading(scores, self._missing)


class TestParts:
    def test_each_part_has_passages_of_its_own(self, retrieval: Retrieval) -> None:
        evidence = retrieval(Question(COMPARED)).evidence
        assert evidence.question == COMPARED
        first, second = evidence.parts
        assert "railway" in first.question
        assert "railway" not in second.question
        assert [part.hits[0].passage.document.metadata.title for part in evidence.parts] == [
            "A railway over the mountains",
            "A summit in Samarkand",
        ]
        assert {first.hits[0].passage.id, second.hits[0].passage.id} == {
            hit.passage.id for hit in evidence.hits[:2]
        }

    def draft(self, retrieval: Retrieval, reader: FixedReader) -> Draft:
        return ExtractiveAnswerer(reader)(retrieval(Question(COMPARED)).evidence)

    def test_both_sides_reach_the_answer(self, retrieval: Retrieval) -> None:
        reader = FixedReader({"railway": "486", "money": "€12"})
        draft = self.draft(retrieval, reader)
        texts = [sentence.text for sentence in draft.sentences]
        assert ["486" in text for text in texts] == [True, False]
        assert "€12 billion" in texts[1]
        assert draft.notes == ()
        assert len(reader.asked) == 2

    def test_a_note_speaks_in_the_words_of_the_question(self, retrieval: Retrieval) -> None:
        asked = "Which is longer, the old railway or the new road of the Union?"
        evidence = retrieval(Question(asked)).evidence
        assert len(evidence.parts) == 2
        draft = ExtractiveAnswerer(FixedReader({"railway": "486"}))(evidence)
        assert draft.notes == ("Nothing here answers “The new road of the Union”.",)

    def test_a_side_that_nothing_answers_is_told_of(self, retrieval: Retrieval) -> None:
        draft = self.draft(retrieval, FixedReader({"railway": "486"}, missing=("tonnage",)))
        assert [sentence.text for sentence in draft.sentences] == [
            "The railway will be 486 kilometres long."
        ]
        (note,) = draft.notes
        assert "European Union" in note

    def test_the_whole_is_read_where_a_part_has_no_answer(self, retrieval: Retrieval) -> None:
        reader = FixedReader({"railway": "486"})
        self.draft(retrieval, reader)
        assert reader.asked[-1] == COMPARED

    def test_nothing_answers_any_of_it(self, retrieval: Retrieval) -> None:
        draft = self.draft(retrieval, FixedReader({}, missing=("tonnage",)))
        assert (draft.sentences, draft.missing, draft.notes) == ((), ("tonnage",), ())
