"""`caravan eval`: the scores of a question file, and what is said of one that is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.ui.cli import Ran, caravan
from vectorstore import Corpus, StoreSettings, conversations

pytestmark = pytest.mark.usefixtures("hashed", "fixed_answers")

BRIDGE = "How long is the bridge over the Lune?"
LINES: list[dict[str, Any]] = [
    {"question": BRIDGE, "answers": ["lune  OPENED|closed", "Monday"], "relevant": ["bridge"]},
    {"id": "b", "question": BRIDGE, "answers": ["340 metres"], "relevant": {"ferry.txt": 1}},
    {"id": "p", "question": "Who governs Peru?", "answerable": False},
    {"id": "u", "question": BRIDGE, "answerable": False},
    {"question": "Who is the head of the school?", "evidence": ["212 children"], "kind": "other"},
]


@pytest.fixture(autouse=True)
def no_wrapping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a message be one line, however long a path in it is."""
    monkeypatch.delenv("COLUMNS")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path, LINES)


def write(folder: Path, lines: list[dict[str, Any]]) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return path


def scored(path: Path, home: Path) -> dict[str, Any]:
    ran = caravan("eval", path, "--json", "--home", home)
    assert (ran.status, ran.err) == (0, "")
    found: dict[str, Any] = ran.json
    return found


def test_json(file: Path, small: Path) -> None:
    found = scored(file, small)
    wrong, retrieval = found.pop("wrong"), found.pop("retrieval")
    assert found == {
        "questions": 5,
        "answerable": 3,
        "unanswerable": 2,
        "answered": 3,
        "judged": 2,
        "right": 1,
        "right_rate": 0.5,
        "refused": 1,
        "refused_rate": 0.5,
        "citation_precision": 1.0,
        "citation_recall": 1.0,
        "citations": {"answers": 4, "sentences": 8, "supported": 8, "citations": 8, "counted": 8},
        "evidence": {"strings": 1, "quoted": 1, "rate": 1.0},
    }
    assert [one["id"] for one in wrong] == ["b", "u"]
    assert wrong[0]["expected"] == ["340 metres"]
    assert "bridge over the Lune opened on Monday" in wrong[0]["said"]
    assert wrong[1] == wrong[0] | {"id": "u", "answerable": False, "expected": []}
    assert (retrieval["questions"], retrieval["unknown"]) == (2, 0)
    assert set(retrieval["measures"]) == {"nDCG@10", "R@5", "RR@10", "Success@1"}
    assert retrieval["measures"]["R@5"] == 1.0
    assert retrieval["measures"]["Success@1"] == 0.5
    assert 0.5 < retrieval["measures"]["RR@10"] <= 0.75


def test_for_people(file: Path, small: Path) -> None:
    ran = caravan("eval", file, "--home", small)
    assert (ran.status, ran.err) == (0, "")
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert lines[0] == "5 questions: 3 of 3 answerable ones answered, 1 of 2 others refused"
    assert "right answers 0.500 1 of 2" in lines
    assert "refused, unanswerable 0.500 1 of 2" in lines
    assert "citation precision 1.000 8 of 8 citations" in lines
    assert "R@5 1.000 over 2 questions" in lines
    wrong = lines[lines.index("Went wrong (2 questions):") + 1 :]
    assert [wrong[0], wrong[3]] == [f"b {BRIDGE}", f"u {BRIDGE}"]
    assert [wrong[1], wrong[4]] == ["expected: 340 metres", "expected: no answer"]


def test_nothing_to_judge_is_null(tmp_path: Path, small: Path) -> None:
    found = scored(write(tmp_path, [{"question": "Who governs Peru?"}]), small)
    rates = ("right_rate", "refused_rate", "citation_precision", "citation_recall", "retrieval")
    assert [found[name] for name in rates] == [None] * 5
    assert (found["right"], found["refused"], found["answered"]) == (0, 0, 0)
    assert found["evidence"]["rate"] is None
    shown = caravan("eval", tmp_path / "questions.jsonl", "--home", small).out
    assert "None" not in shown


def test_history_and_filters_are_heeded(tmp_path: Path, small: Path) -> None:
    lines: list[dict[str, Any]] = [
        {"question": "Who governs it?", "answerable": False},
        {"question": "Who governs it?", "history": ["Where is Peru?"], "answerable": False},
        {"question": BRIDGE, "answerable": False, "filters": {"since": "2030"}},
        {"question": BRIDGE, "relevant": ["bridge"], "filters": {"publisher": "school"}},
    ]
    found = scored(write(tmp_path, lines), small)
    assert [one["id"] for one in found["wrong"]] == ["1"]
    assert found["retrieval"]["measures"]["R@5"] == 0.0


@pytest.mark.parametrize("name", ["ferry", "ferry.txt", "path", "id", "the LAST ferry of the lune"])
def test_a_document_has_many_names(name: str, tmp_path: Path, small: Path, articles: Path) -> None:
    listed = caravan("documents", "--json", "--home", small).json["documents"]
    (id_,) = [one["id"] for one in listed if one["source"].endswith("ferry.txt")]
    named = {"path": str(articles / "ferry.txt"), "id": id_[:8]}.get(name, name)
    asked = {"question": "When did the ferry make its last crossing?", "relevant": [named]}
    retrieval = scored(write(tmp_path, [asked]), small)["retrieval"]
    assert retrieval["unknown"] == 0
    assert retrieval["measures"]["Success@1"] == 1.0


def test_a_name_of_no_document_is_told_and_its_question_asked(tmp_path: Path, small: Path) -> None:
    unknown = [f"no-such-{number}" for number in range(7)]
    lines = [{"question": BRIDGE, "answers": ["Monday"], "relevant": ["bridge", *unknown]}]
    ran = caravan("eval", write(tmp_path, lines), "--json", "--home", small)
    assert ran.status == 0
    assert "7 names in `relevant`" in ran.err
    assert "no-such-0, no-such-1" in ran.err
    assert "no-such-6" not in ran.err
    assert (ran.json["right"], ran.json["retrieval"]["unknown"]) == (1, 7)
    assert ran.json["retrieval"]["measures"]["R@5"] == pytest.approx(1 / 8, abs=1e-4)


def test_many_that_went_wrong_are_not_all_listed(tmp_path: Path, small: Path) -> None:
    lines = [{"id": f"q{n:02}", "question": BRIDGE, "answerable": False} for n in range(23)]
    ran = caravan("eval", write(tmp_path, lines), "--home", small)
    assert "q19  How" in ran.out
    assert "q20  How" not in ran.out
    assert "3 more are left out; --json lists them all." in ran.err
    assert len(scored(tmp_path / "questions.jsonl", small)["wrong"]) == 23


def test_no_conversation_is_left(file: Path, small: Path) -> None:
    before = conversations_in(small)
    scored(file, small)
    assert conversations_in(small) == before


def conversations_in(home: Path) -> list[str]:
    corpus = Corpus.open(StoreSettings(home=home))
    with corpus.database.read() as connection:
        found = [one.id for one in conversations.list_conversations(connection)]
    corpus.close()
    return found


WRONG_LINES = {
    "no JSON": ("{question}", "It is not JSON"),
    "no object": ('["Why?"]', "It is not a JSON object."),
    "no question": ('{"id": "a"}', "`question`: Field required."),
    "an empty question": ('{"question": " "}', "The question is empty."),
    "a question of many characters": (f'{{"question": "{"why " * 999}"}}', "has 3,996 characters"),
    "half a character": ('{"question": "Why \\ud800?"}', "half of a pair"),
    "answers that are no list": ('{"question": "Why?", "answers": "x"}', "`answers`: "),
    "a blank answer": ('{"question": "Why?", "answers": ["x", " "]}', "`answers.1`: "),
    "a relevant number": ('{"question": "Why?", "relevant": [3]}', "Each name should be a string"),
    "a grade in words": ('{"question": "Why?", "relevant": {"a": "high"}}', "`relevant.a`: "),
    "a grade below nought": ('{"question": "Why?", "relevant": {"a": -1}}', "`relevant.a`: "),
    "answerable in words": ('{"question": "Why?", "answerable": "no"}', "`answerable`: "),
    "no date": ('{"question": "Why?", "filters": {"since": "June"}}', "'June' is not a date"),
    "no day": ('{"question": "Why?", "filters": {"until": "2025-02-30"}}', "is not a date"),
    "an unknown filter": ('{"question": "Why?", "filters": {"author": "A"}}', "`filters.author`: "),
}


def refused(path: Path, home: Path) -> Ran:
    ran = caravan("eval", path, "--home", home)
    assert (ran.status, ran.out) == (2, "")
    error, hint = ran.err.splitlines()
    told = caravan("eval", path, "--home", home, "--json")
    assert (told.status, told.json) == (2, {"error": error.removeprefix("Error: "), "hint": hint})
    assert hint
    return ran


@pytest.mark.parametrize("name", WRONG_LINES)
def test_a_wrong_line_is_named(name: str, tmp_path: Path, small: Path) -> None:
    line, problem = WRONG_LINES[name]
    path = tmp_path / "bad.jsonl"
    path.write_text(f'{{"question": "Why?"}}\n\n{line}\n', encoding="utf-8")
    said = refused(path, small).err
    assert f"{path}, line 3: " in said
    assert problem in said


def test_a_file_that_is_none(tmp_path: Path, small: Path) -> None:
    path = tmp_path / "questions.jsonl"
    assert f"{path} cannot be read: No such file" in refused(path, small).err
    assert "cannot be read: Is a directory" in refused(tmp_path, small).err
    path.write_text("\n \n")
    assert "holds no questions" in refused(path, small).err
    path.write_bytes(b'{"question": "Why?"}\n{"question": "Wh\xff?"}\n')
    assert "line 2: It is not UTF-8" in refused(path, small).err


def test_a_corpus_that_is_none(file: Path, tmp_path: Path) -> None:
    ran = caravan("eval", file, "--json")
    assert ran.status == 3
    assert ran.json["error"] == f"There is no corpus in {tmp_path / 'home'} yet."
