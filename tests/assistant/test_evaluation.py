"""Scores of hand-made rankings, answers and samples, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import log2
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant import Answer, Citation, Question, Sentence
from assistant.answers import Turn
from assistant.evaluation import (
    Case,
    DocumentNames,
    Parts,
    evaluate,
    judge_citations,
    measure,
    paired_bootstrap,
    rank_documents,
    read_cases,
    supports,
)
from assistant.understanding import condense
from vectorstore import (
    DocumentRef,
    DocumentSummary,
    Filters,
    Hit,
    InputError,
    Metadata,
    Passage,
)

TEXT = "The line is 486 km long. Work began in June. Trains will run in 2030."
FIRST, SECOND, THIRD = (
    "The line is 486 km long.",
    "Work began in June.",
    "Trains will run in 2030.",
)


def ref(id_: str, title: str = "A railway", url: str | None = None) -> DocumentRef:
    return DocumentRef(id_, "v1", Metadata(title, url=url), None)


def cite(number: int, quote: str) -> Citation:
    start = TEXT.find(quote)
    return Citation(number, quote, start, start + len(quote), "p", ref("d"))


def answer(*sentences: Sentence, quotes: tuple[str, ...] = (FIRST, SECOND, THIRD)) -> Answer:
    citations = tuple(cite(number, quote) for number, quote in enumerate(quotes, start=1))
    text = " ".join(sentence.text for sentence in sentences)
    return Answer("Q?", "Q?", bool(sentences), "extractive", text, 0.9, sentences, citations)


def text_of(_document: str, _version: str) -> str:
    return TEXT


class TestMeasure:
    def test_a_tiny_case(self) -> None:
        found = measure([["b", "a", "x", "c"]], [{"a": 1, "c": 1}])
        gain, ideal = 1 / log2(3) + 1 / log2(5), 1 + 1 / log2(3)
        assert list(found) == ["nDCG@10", "R@5", "RR@10", "Success@1"]
        assert found["nDCG@10"] == [pytest.approx(gain / ideal, abs=1e-6)]
        assert (found["R@5"], found["RR@10"], found["Success@1"]) == ([1.0], [0.5], [0.0])

    def test_grades_weigh(self) -> None:
        gain, ideal = 1 + 3 / log2(3), 3 + 1 / log2(3)
        assert measure([["a", "b"]], [{"a": 1, "b": 3}])["nDCG@10"] == [
            pytest.approx(gain / ideal, abs=1e-6)
        ]

    def test_every_question_has_its_place_and_nothing_found_is_nought(self) -> None:
        many = [["a"], [], ["x", "a"], *[["a"]] * 9]
        assert measure(many, [{"a": 1}] * 12)["RR@10"] == [1.0, 0.0, 0.5, *[1.0] * 9]

    def test_ranks_end_at_ten_and_recall_at_five(self) -> None:
        ranking = [*"0123456789", "a"]
        found = measure([ranking, [*"01234", "a"]], [{"a": 1}, {"a": 1, "4": 1}])
        assert found["RR@10"] == [0.0, pytest.approx(1 / 5)]
        assert found["R@5"] == [0.0, 0.5]

    def test_a_document_counts_once(self) -> None:
        assert measure([["x", "x", "x", "a"]], [{"a": 1}])["RR@10"] == [0.5]


class TestRanking:
    def test_goes_deeper_until_there_are_ten_documents(self) -> None:
        documents = ["long"] * 120 + [f"d{n}" for n in range(40)]
        asked: list[int] = []

        def find(count: int) -> list[Hit]:
            asked.append(count)
            return [Hit(Passage("p", 0, 1, "x", ref(id_)), 1, 1) for id_ in documents[:count]]

        assert rank_documents(find)[:10] == ["long", *(f"d{n}" for n in range(9))]
        assert asked == [50, 200]

    @pytest.mark.parametrize(
        ("found", "asked"),
        [
            ({50: "aab", 200: "aab"}, [50, 200]),  # fewer than asked for may not be all
            ({50: "a", 200: "ab", 800: "abc"}, [50, 200, 800]),
            ({50: ""}, [50]),
        ],
    )
    def test_stops_where_there_are_no_more_documents(
        self, found: dict[int, str], asked: list[int]
    ) -> None:
        counts: list[int] = []

        def find(count: int) -> list[Hit]:
            counts.append(count)
            return [Hit(Passage("p", 0, 1, "x", ref(id_)), 1, 1) for id_ in found[count]]

        assert rank_documents(find) == list(dict.fromkeys(found[asked[-1]]))
        assert counts == asked


class TestCitations:
    def test_each_sentence_rests_on_its_own_words(self) -> None:
        score = judge_citations(answer(Sentence(FIRST, (1,)), Sentence(SECOND, (2,))), text_of)
        assert (score.recall, score.precision) == (1.0, 1.0)

    def test_a_citation_that_the_others_make_needless_does_not_count(self) -> None:
        score = judge_citations(answer(Sentence(FIRST, (1, 3))), text_of)
        assert (score.supported, score.citations, score.counted) == (1, 2, 1)

    def test_two_that_support_only_together_both_count(self) -> None:
        both = Sentence(f"{FIRST} {SECOND}", (1, 3, 2))
        score = judge_citations(answer(both), text_of)
        assert (score.recall, score.precision) == (1.0, pytest.approx(2 / 3))

    def test_of_two_that_support_alone_each_counts(self) -> None:
        twice = answer(Sentence(FIRST, (1, 2)), quotes=(FIRST, TEXT))
        assert judge_citations(twice, text_of).precision == 1.0

    def test_what_is_cited_by_an_unsupported_sentence_does_not_count(self) -> None:
        wrong = answer(
            Sentence("The line is 500 km long.", (1, 2)),
            Sentence(SECOND, (2,)),
            Sentence(THIRD, ()),
        )
        score = judge_citations(wrong, text_of)
        assert (score.sentences, score.supported) == (3, 1)
        assert (score.citations, score.counted) == (3, 1)

    def test_a_quote_that_is_not_at_its_place_supports_nothing(self) -> None:
        true = answer(Sentence(FIRST, (1,)))
        assert judge_citations(true, text_of).recall == 1.0
        for other in (lambda *_: f" {TEXT}", lambda *_: ""):
            score = judge_citations(true, other)
            assert (score.recall, score.precision) == (0.0, 0.0)

    def test_a_source_that_is_gone_supports_nothing(self) -> None:
        def gone(_document: str, _version: str) -> str:
            raise InputError("There is no such document.")

        assert judge_citations(answer(Sentence(FIRST, (1,))), gone).recall == 0.0

    @pytest.mark.parametrize(
        ("sentence", "supported"),
        [
            ("the LINE  is 486 km long", True),
            ("486 km long", True),
            ("long line", False),
            ("The line is 486 km long, and wide.", False),
            ("...", False),
        ],
    )
    def test_words_must_stand_as_they_stand_in_the_quote(
        self, sentence: str, supported: bool
    ) -> None:
        assert supports(sentence, [FIRST]) is supported

    def test_no_more_pieces_than_quotes(self) -> None:
        assert supports("Work began in June. The line is 486 km long.", [FIRST, SECOND])
        assert not supports("The line began in June, 486 km long.", [FIRST, SECOND])
        assert not supports(FIRST, [])


class TestBootstrap:
    def test_two_that_score_alike(self) -> None:
        assert paired_bootstrap([0.1, 0.7, 0.3], [0.1, 0.7, 0.3]) == (0, 0, 0, 1)

    def test_one_that_is_always_better(self) -> None:
        found = paired_bootstrap([0.5, 0.75] * 20, [0.25, 0.5] * 20)
        assert found[:3] == (0.25, 0.25, 0.25)
        assert found.p == pytest.approx(1 / 10_001)

    @pytest.mark.parametrize(("questions", "p"), [(1, 1.0), (2, 0.5), (5, 1 / 16)])
    def test_a_few_questions_prove_little(self, questions: int, p: float) -> None:
        assert paired_bootstrap([1.0] * questions, [0.0] * questions).p == p

    def test_large_samples_agree_with_the_normal_distribution(self) -> None:
        differences = np.random.default_rng(3).normal(0.1, 1, 400)
        differences += 0.1 - differences.mean()
        found = paired_bootstrap(list(differences), [0.0] * 400)
        error = differences.std() / 20
        assert found.difference == pytest.approx(0.1)
        assert found.low == pytest.approx(0.1 - 1.96 * error, abs=error / 10)
        assert found.high == pytest.approx(0.1 + 1.96 * error, abs=error / 10)
        assert found.p == pytest.approx(0.045, abs=0.01)

    def test_pairs_matter_and_the_sign_turns(self) -> None:
        easy = [float(n) for n in range(30)]
        better = [score + 0.1 * (1 + n % 2) for n, score in enumerate(easy)]
        found, turned = paired_bootstrap(better, easy), paired_bootstrap(easy, better)
        assert found.low > 0
        assert found.p < 0.001
        assert turned.difference == pytest.approx(-found.difference)
        assert turned.high < 0

    def test_the_same_scores_give_the_same(self) -> None:
        a, b = [0.1, 0.9, 0.4, 0.3], [0.2, 0.5, 0.4, 0.1]
        assert paired_bootstrap(a, b) == paired_bootstrap(a, b)

    @pytest.mark.parametrize(("a", "b"), [([], []), ([0.1, 0.2], [0.1])])
    def test_what_cannot_be_paired(self, a: list[float], b: list[float]) -> None:
        with pytest.raises(ValueError, match=r"paired|broadcast"):
            paired_bootstrap(a, b)


class TestNames:
    NAMES = DocumentNames(
        DocumentSummary(reference, sources, 1, 1, "", None)
        for reference, sources in [
            (
                ref("0a1b2c3d4e5f", "The  Silk Road"),
                ("/home/a/news/Silk.Road.md", "/copy/other.txt"),
            ),
            (ref("0a1b9999ffff", "Twins", "https://news.test/1"), ("https://news.test/1",)),
            (ref("cccccccccccc", "Twins"), ("/home/a/old/Silk.Road.md",)),
        ]
    )

    @pytest.mark.parametrize(
        "name",
        [
            "0a1b2c3d4e5f",
            "0a1b2",
            "/home/a/news/Silk.Road.md",
            "news/silk.road",
            "OTHER",
            "the silk road",
        ],
    )
    def test_of_one_document(self, name: str) -> None:
        assert self.NAMES.find(name) == {"0a1b2c3d4e5f"}

    def test_of_an_address(self) -> None:
        assert self.NAMES.find("https://news.test/1") == {"0a1b9999ffff"}

    def test_of_two_documents(self) -> None:
        assert self.NAMES.find("silk.road") == {"0a1b2c3d4e5f", "cccccccccccc"}
        assert self.NAMES.find("twins") == {"0a1b9999ffff", "cccccccccccc"}

    @pytest.mark.parametrize("name", ["0a1b", "ccc", "Silk", "oad.md", ""])
    def test_of_none(self, name: str) -> None:
        assert self.NAMES.find(name) == frozenset()


class TestFile:
    def test_every_field(self, tmp_path: Path) -> None:
        path = tmp_path / "questions.jsonl"
        first_line = (
            '\ufeff{"question": "Who signed?", "id": 7, "relevant": {"a": 2, "b": 0}, "kind": "x", '
            '"history": null, "filters": {"since": "2024", "until": "2024-02", "source": "News"}}'
        )
        last_line = (
            '{"question": "And\u2028the EU?", "history": ["What did China sign?"], "answerable": '
            'false, "relevant": ["a", "b"], "answers": ["x|y"], "evidence": ["z"]}'
        )
        path.write_text(f"{first_line}\n\n{last_line}\r\n", encoding="utf-8")
        first, second = read_cases(path)
        limits = Filters(since=date(2024, 1, 1), until=date(2024, 2, 29), source="News")
        assert first == Case("7", "Who signed?", relevant={"a": 2}, filters=limits)
        assert (second.id, second.relevant) == ("3", {"a": 1, "b": 1})
        assert (second.answers, second.evidence) == (("x|y",), ("z",))
        assert not second.answerable
        assert second.question.split() == ["And", "the", "EU?"]
        assert second.history == ("What did China sign?",)

    def test_the_questions_before_are_asked_first(self) -> None:
        limits = Filters(source="News")

        def ask(question: Question) -> Answer:
            assert question.filters == limits
            alone = condense(question.text, question.history)
            cited = (replace(cite(1, FIRST), highlight=(12, 18)), cite(2, SECOND))
            return Answer(question.text, alone, True, "extractive", "", 0.9, (), cited)

        history = ("Who is the president of Kyrgyzstan?", "Which country did its president visit?")
        case = Case("1", "When was it?", history, filters=limits)
        first, second = case.asked(ask).history
        assert first == Turn("Who is the president of Kyrgyzstan?", ("486 km",))
        assert second.question == "Which country did Kyrgyzstan's president visit?"
        refused = Answer("Q?", "Q?", False, "extractive", "", 0.1, (), (cite(1, FIRST),))
        assert case.asked(lambda _: refused).history == (Turn("Q?"), Turn("Q?"))

    def test_a_question_before_must_be_one(self, tmp_path: Path) -> None:
        path = tmp_path / "questions.jsonl"
        path.write_text('{"question": "Who signed?", "history": ["?"]}', encoding="utf-8")
        with pytest.raises(InputError, match="line 1: The question holds no words"):
            read_cases(path)


class TestScores:
    def scored(self, case: Case, given: Answer) -> dict[str, Any]:
        parts = Parts(lambda _: given, lambda _: ["d"], DocumentNames([]), text_of)
        return evaluate([case], parts).as_json()

    @pytest.mark.parametrize(
        ("answers", "right"),
        [
            (("486 KM", "june"), 1),
            (("500 km|486\u00a0 km",), 1),
            (("486 km", "July"), 0),
            (("486 km|July", "July|August"), 0),
            (("Tashkent | ",), 0),
            (("|486 km",), 1),
            (("1",), 0),  # the number of a citation is not part of the answer
        ],
    )
    def test_right_holds_every_string(self, answers: tuple[str, ...], right: int) -> None:
        given = answer(Sentence(FIRST, (1,)), Sentence(SECOND, (2,)))
        found = self.scored(Case("1", "Q?", answers=answers), given)
        assert (found["right"], found["judged"], found["right_rate"]) == (right, 1, right)
        assert len(found["wrong"]) == 1 - right

    def test_words_of_a_refusal_are_no_answer(self) -> None:
        refusal = Answer("Q?", "Q?", False, "extractive", "The corpus does not answer this.", 0.1)
        found = self.scored(Case("1", "Q?", answers=("corpus",)), refusal)
        assert (found["right"], found["answered"], found["citation_recall"]) == (0, 0, None)
        found = self.scored(Case("1", "Q?", answerable=False, answers=("corpus",)), refusal)
        assert (found["refused"], found["refused_rate"], found["wrong"]) == (1, 1.0, [])

    def test_evidence_is_quoted_where_one_holds_the_other(self) -> None:
        evidence = ("line is 486  km", "In full: trains will run in 2030. Perhaps.", "In full:")
        found = self.scored(Case("1", "Q?", evidence=evidence), answer(Sentence(FIRST, (1,))))
        assert found["evidence"] == {"strings": 3, "quoted": 2, "rate": 0.6667}

    def test_citations_are_averaged_over_answers(self) -> None:
        given = iter(
            [
                answer(Sentence(FIRST, (1,))),
                answer(Sentence(FIRST, (1,)), Sentence("No.", (2,)), Sentence("No!", (2, 3))),
            ]
        )
        parts = Parts(lambda _: next(given), lambda _: [], DocumentNames([]), text_of)
        found = evaluate([Case("1", "Q?"), Case("2", "Q?")], parts).as_json()
        assert found["citation_recall"] == pytest.approx((1 + 1 / 3) / 2, abs=1e-4)
        assert found["citation_precision"] == pytest.approx((1 + 1 / 4) / 2, abs=1e-4)

    def test_a_document_that_is_not_there_counts_as_not_found(self) -> None:
        names = DocumentNames([DocumentSummary(ref("dddd"), ("/a/rail.md",), 1, 1, "", None)])
        parts = Parts(lambda _: answer(), lambda _: ["dddd"], names, text_of)
        case = Case("1", "Q?", relevant={"rail": 1, "sea": 1})
        found = evaluate([case], parts)
        assert found.retrieval is not None
        assert found.retrieval.unknown == ("sea",)
        assert found.retrieval.measures["R@5"] == 0.5
        assert found.retrieval.missed == []
        assert found.retrieval.measures["nDCG@10"] == pytest.approx(1 / (1 + 1 / log2(3)))
