"""With --json, stdout is one JSON document of the promised form and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.fake_embedder import HashedEmbedder
from tests.ui.cli import caravan

QUESTION = "How long is the bridge?"
UNKNOWN = "Who governs Peru?"

# What each key holds: a type, several, a form within, or a list of one form.
DOCUMENT = {
    "id": str,
    "version": str,
    "title": str,
    "source": str,
    "url": (str, None),
    "publisher": (str, None),
    "author": (str, None),
    "published": (str, None),
}
CITATION = {
    "number": (int, None),
    "quote": str,
    "highlight": ([int], None),
    "start": int,
    "end": int,
    "passage_id": str,
    "document": DOCUMENT,
}
ANSWER = {
    "question": str,
    "standalone_question": str,
    "answered": bool,
    "mode": str,
    "text": str,
    "confidence": float,
    "conversation": (str, None),
    "sentences": [{"text": str, "citations": [int], "verified": bool, "problems": [str]}],
    "citations": [CITATION],
    "filters": {
        "since": (str, None),
        "until": (str, None),
        "publisher": (str, None),
        "source": (str, None),
        "inferred": [{"filter": str, "value": str, "words": str}],
    },
    "related": [CITATION],
    "notes": [str],
}
PASSAGE = {
    "rank": int,
    "score": float,
    "text": str,
    "start": int,
    "end": int,
    "passage_id": str,
    "document": DOCUMENT,
}
INGESTED = {
    "added": int,
    "updated": int,
    "unchanged": int,
    "moved": int,
    "duplicate": int,
    "removed": int,
    "failed": [{"source": str, "reason": str}],
    "passages": int,
    "seconds": float,
    "notes": [{"source": str, "note": str}],
    "passed_over": {},
}
SHOWN = {
    "id": str,
    "version": str,
    "title": str,
    "sources": [str],
    "text": str,
    "versions": [{"version": str, "created_at": str, "current": bool}],
    "language": (str, None),
    "near_duplicate_of": (str, None),
}
LISTED = DOCUMENT | {
    "language": (str, None),
    "near_duplicate_of": (str, None),
    "passages": int,
    "characters": int,
    "sources": [str],
    "added_at": str,
    "removed_at": (str, None),
}
RUN = {
    "id": int,
    "command": str,
    "started_at": str,
    "finished_at": (str, None),
    "state": str,
    "outcomes": dict,
}
HEALTH = {"ok": bool, "documents": int, "passages": int, "vectors": int, "problems": [str]}


def differs(value: Any, form: Any, at: str = "$") -> list[str]:
    """What in `value` is not of this form, each with its place."""
    if isinstance(form, dict):
        if not isinstance(value, dict) or value.keys() != form.keys():
            return [f"{at} has {value}, not the keys {sorted(form)}"]
        return [each for key in form for each in differs(value[key], form[key], f"{at}.{key}")]
    if isinstance(form, list):
        if not isinstance(value, list):
            return [f"{at} is no list"]
        return [
            each for i, item in enumerate(value) for each in differs(item, form[0], f"{at}[{i}]")
        ]
    if isinstance(form, tuple):
        return [] if any(not differs(value, one, at) for one in form) else [f"{at} is {value!r}"]
    fits = value is None if form is None else form is object or type(value) is form
    return [] if fits else [f"{at} is {value!r}, not {form}"]


def test_forms_can_differ() -> None:
    assert differs({"a": [1, None]}, {"a": [(int, None)]}) == []
    assert differs({"a": [True]}, {"a": [int]})
    assert differs({"a": 1, "b": 2}, {"a": int})


@pytest.fixture
def ids(small: Path) -> dict[str, str]:
    listed = caravan("documents", "--json", "--home", small).json["documents"]
    return {Path(one["source"]).stem: one["id"] for one in listed}


@pytest.mark.usefixtures("hashed", "fixed_answers")
class TestAsk:
    def test_an_answer(self, small: Path, ids: dict[str, str]) -> None:
        ran = caravan("ask", QUESTION, "--json", "--home", small)
        answer = ran.json
        assert ran.status == 0
        assert differs(answer, ANSWER) == []
        assert answer["question"] == answer["standalone_question"] == QUESTION
        assert answer["answered"] is True
        assert answer["mode"] == "extractive"
        assert answer["conversation"] is None
        assert answer["related"] == []
        first, second = answer["citations"]
        assert (first["number"], second["number"]) == (1, 2)
        assert first["quote"] == "The bridge over the Lune opened on Monday."
        assert first["document"]["id"] == ids["bridge"]
        assert first["document"]["published"] == "2025-06-17"
        assert first["document"]["url"] == "https://gazette.test/bridge"
        assert answer["text"] == f"{first['quote']} [1] {second['quote']} [2]"

    def test_no_answer_offers_the_nearest_passages_and_is_no_failure(self, small: Path) -> None:
        ran = caravan("ask", UNKNOWN, "--json", "--home", small)
        answer = ran.json
        assert ran.status == 0
        assert differs(answer, ANSWER) == []
        assert answer["answered"] is False
        assert answer["sentences"] == answer["citations"] == []
        assert "Peru" in answer["text"]
        assert [one["number"] for one in answer["related"]] == [None, None, None]

    def test_filters_are_told(self, small: Path) -> None:
        limits = ("--since", "2025", "--until", "2025-06", "--publisher", "gaz", "--source", "md")
        answer = caravan("ask", QUESTION, "--json", "--home", small, *limits).json
        assert answer["filters"] == {
            "since": "2025-01-01",
            "until": "2025-06-30",
            "publisher": "gaz",
            "source": "md",
            "inferred": [],
        }
        assert {one["document"]["publisher"] for one in answer["citations"]} == {"Lune Gazette"}

    def test_filters_that_came_later_are_told_where_they_are_set(
        self, small: Path, ids: dict[str, str]
    ) -> None:
        limits = ("--language", "EN", "--document", ids["bridge"][:11])
        answer = caravan("ask", QUESTION, "--json", "--home", small, *limits).json
        assert answer["filters"] == {
            "since": None,
            "until": None,
            "publisher": None,
            "source": None,
            "language": "EN",
            "document": ids["bridge"],
            "inferred": [],
        }

    def test_limits_from_the_words_are_told(self, small: Path) -> None:
        question = "What do articles published in 2024 say about the bridge?"
        answer = caravan("ask", question, "--json", "--home", small).json
        assert differs(answer, ANSWER) == []
        assert (answer["filters"]["since"], answer["filters"]["until"]) == (
            "2024-01-01",
            "2024-12-31",
        )
        assert answer["filters"]["inferred"] == [
            {"filter": "since", "value": "2024-01-01", "words": "in 2024"},
            {"filter": "until", "value": "2024-12-31", "words": "in 2024"},
        ]
        answer = caravan("ask", question, "--all-dates", "--json", "--home", small).json
        assert answer["filters"]["inferred"] == []
        assert answer["filters"]["since"] is answer["filters"]["until"] is None

    def test_a_conversation_goes_on(self, articles: Path) -> None:
        caravan("ingest", articles)
        first = caravan("ask", "Who opened the Lune bridge?", "--conversation", "new", "--json")
        kept_in = first.json["conversation"]
        assert isinstance(kept_in, str)
        again = caravan("ask", "When was it?", "--conversation", kept_in, "--json").json
        assert again["conversation"] == kept_in
        assert again["question"] == "When was it?"
        assert "Lune" in again["standalone_question"]

    def test_a_chat_is_all_its_answers(self, articles: Path) -> None:
        caravan("ingest", articles)
        typed = f"{QUESTION}\n\n{UNKNOWN}\nexit\nNot read\n"
        chat = caravan("chat", "--json", stdin=typed).json
        assert differs(chat, {"conversation": str, "answers": [ANSWER]}) == []
        assert [one["question"] for one in chat["answers"]] == [QUESTION, UNKNOWN]
        assert {one["conversation"] for one in chat["answers"]} == {chat["conversation"]}

    def test_a_chat_passes_over_what_is_no_question(self, articles: Path) -> None:
        caravan("ingest", articles)
        ran = caravan("chat", "--json", stdin=f"{'x' * 3000}\n{QUESTION}\n\udcff\n")
        assert ran.json["answers"][0]["question"] == QUESTION
        assert "at most 2,000 are read" in ran.err

    def test_a_chat_without_a_question_is_empty(self, small: Path) -> None:
        ran = caravan("chat", "--json", "--home", small)
        assert ran.json == {"conversation": None, "answers": []}


@pytest.mark.usefixtures("hashed")
class TestPassages:
    def test_passages(self, small: Path) -> None:
        found = caravan("passages", "ferry crossing", "-k", 2, "--json", "--home", small).json
        assert differs(found, {"query": str, "passages": [PASSAGE]}) == []
        assert found["query"] == "ferry crossing"
        assert [one["rank"] for one in found["passages"]] == [1, 2]
        scores = [one["score"] for one in found["passages"]]
        assert scores == sorted(scores, reverse=True)
        best = found["passages"][0]
        shown = caravan("show", best["document"]["id"], "--json", "--home", small).json
        assert best["text"] == shown["text"][best["start"] : best["end"]]
        assert best["text"].startswith("The ferry made its last crossing")

    def test_none(self, small: Path) -> None:
        ran = caravan("passages", "ferry", "--since", "2030", "--json", "--home", small)
        assert ran.status == 0
        assert ran.json == {"query": "ferry", "passages": []}


class TestDocuments:
    def test_list(self, small: Path, articles: Path) -> None:
        listed = caravan("documents", "--json", "--home", small).json
        assert differs(listed, {"documents": [LISTED]}) == []
        sources = [one["source"] for one in listed["documents"]]
        assert sources == [str(articles / name) for name in ("bridge.md", "school.md", "ferry.txt")]
        assert [one["title"] for one in listed["documents"]][1:] == [
            "[bold]One school[/bold] for both banks",
            "The last ferry of the Lune",
        ]

    def test_show(self, small: Path, ids: dict[str, str], articles: Path) -> None:
        shown = caravan("show", ids["ferry"], "--json", "--home", small).json
        assert differs(shown, SHOWN) == []
        assert shown["id"] == ids["ferry"]
        assert shown["text"] == (
            "The ferry made its last crossing on Sunday. "
            "It had carried people and cattle for 200 years."
        )
        assert shown["sources"] == [str(articles / "ferry.txt")]
        assert [one["current"] for one in shown["versions"]] == [True]
        assert shown["versions"][0]["version"] == shown["version"]

    def test_an_earlier_version_still_opens(self, tmp_path: Path, hashed: HashedEmbedder) -> None:
        path = tmp_path / "a.txt"
        for text in ("The old words are here.", "The new words are here."):
            path.write_text(text)
            caravan("ingest", path)
        (one,) = caravan("documents", "--json").json["documents"]
        shown = caravan("show", one["id"], "--json").json
        old, new = shown["versions"]
        assert (old["current"], new["current"]) == (False, True)
        assert shown["text"] == "The new words are here."
        earlier = caravan("show", one["id"][:6], "--version", old["version"][:10], "--json").json
        assert (earlier["version"], earlier["text"]) == (old["version"], "The old words are here.")
        assert hashed.encoded

    @pytest.mark.usefixtures("hashed")
    def test_remove_and_restore(self, articles: Path) -> None:
        caravan("ingest", articles)
        one, two, _ = [one["id"] for one in caravan("documents", "--json").json["documents"]]
        assert caravan("remove", one[:8], two, one, "--json").json == {"removed": [one, two]}
        removed = caravan("documents", "--removed", "--json").json
        assert differs(removed, {"documents": [LISTED]}) == []
        assert {each["id"] for each in removed["documents"]} == {one, two}
        assert len(caravan("documents", "--json").json["documents"]) == 1
        assert caravan("restore", two, "--json").json == {"restored": [two]}
        assert len(caravan("documents", "--json").json["documents"]) == 2
        assert caravan("verify", "--json").json["ok"] is True


@pytest.mark.usefixtures("hashed")
class TestIngest:
    def test_report(self, articles: Path, tmp_path: Path) -> None:
        report = caravan("ingest", articles, "--json").json
        assert differs(report, INGESTED) == []
        assert (report["added"], report["passages"], report["failed"]) == (3, 3, [])
        missing = tmp_path / "missing.txt"
        ran = caravan("ingest", missing, articles, "--json")
        assert ran.status == 1
        assert differs(ran.json, INGESTED) == []
        assert (ran.json["added"], ran.json["unchanged"], ran.json["passages"]) == (0, 3, 0)
        assert ran.json["failed"] == [
            {"source": str(missing), "reason": "There is no such file or folder. Check the path."}
        ]

    def test_the_sample(self) -> None:
        assert caravan("ingest", "--sample", "--json").json["added"] >= 14

    def test_history(self, articles: Path, tmp_path: Path) -> None:
        caravan("ingest", articles, tmp_path / "missing.txt")
        history = caravan("history", "--json").json
        assert differs(history, {"runs": [RUN]}) == []
        (run,) = history["runs"]
        assert run["outcomes"] == {"added": 3, "failed": 1}
        assert run["command"] == f"ingest {articles} {tmp_path / 'missing.txt'}"
        told = caravan("history", run["id"], "--json").json
        item = {"source": str, "outcome": str, "document": (str, None), "reason": (str, None)}
        assert differs(told, {"runs": [RUN], "items": [item]}) == []
        assert told["runs"] == [run]
        assert sorted(one["outcome"] for one in told["items"]) == ["added"] * 3 + ["failed"]


class TestHealth:
    def test_verify(self, small: Path) -> None:
        ran = caravan("verify", "--json", "--home", small)
        assert ran.status == 0
        assert differs(ran.json, HEALTH) == []
        assert ran.json == HEALTH | {
            "ok": True,
            "documents": 3,
            "passages": 3,
            "vectors": 3,
            "problems": [],
        }

    @pytest.mark.usefixtures("hashed")
    def test_reindex(self, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        caravan("ingest", articles)
        monkeypatch.setattr("ui.compose.load_embedder", lambda *_: HashedEmbedder("other", 32))
        done = caravan("reindex", "--json").json
        assert (
            differs(done, {"documents": int, "model": str, "dimension": int, "seconds": float})
            == []
        )
        assert (done["documents"], done["model"], done["dimension"]) == (3, "other", 32)
        assert caravan("verify", "--json").json["ok"] is True


def test_dates_are_iso_days_and_versions_are_hashes(sample: Path) -> None:
    for one in caravan("documents", "--json", "--home", sample).json["documents"]:
        assert date.fromisoformat(one["published"])
        assert len(bytes.fromhex(one["version"])) == 32
