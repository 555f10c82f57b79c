"""`caravan eval`: the scores of a question file, and what is said of one that is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from tests.ui.cli import Ran, caravan
from vectorstore import Corpus, StoreSettings, conversations

pytestmark = pytest.mark.usefixtures("hashed", "fixed_answers")

BRIDGE = "How long is the bridge over the Lune?"
FOUND = {"nDCG@10": 1.0, "R@5": 1.0, "RR@10": 1.0, "Success@1": 1.0}
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
    by_question = found.pop("by_question")
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
    assert retrieval["missed"] == []
    assert list(retrieval["by_question"]) == ["1", "b"]
    assert retrieval["by_question"]["1"] == FOUND
    assert by_question["b"] == {"question": BRIDGE, "answered": True, "right": False}
    told = [(id_, one["answered"], one["right"]) for id_, one in by_question.items()]
    assert told == [
        ("1", True, True),
        ("b", True, False),
        ("p", False, None),
        ("u", True, None),
        ("5", True, None),
    ]


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
    assert "measure" not in shown  # no table without rows


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


def test_what_was_not_found_or_not_answered_is_named(tmp_path: Path, small: Path) -> None:
    lines: list[dict[str, Any]] = [
        {"id": "n", "question": "Who governs Peru?"},
        {"id": "m", "question": BRIDGE, "relevant": ["no-such", "nor-such"]},
        *({"id": f"m{n}", "question": BRIDGE, "relevant": ["tunnel"]} for n in range(20)),
    ]
    found = scored(write(tmp_path, lines[:1]), small)
    assert [(one["id"], one["expected"]) for one in found["wrong"]] == [("n", [])]
    ran = caravan("eval", write(tmp_path, lines), "--home", small)
    assert "Went wrong (1 question):\nn  Who governs Peru?\n    expected: an answer\n" in ran.out
    assert "No relevant document among the first five (21 questions):\nm  How" in ran.out
    assert "    relevant: no-such, nor-such\n" in ran.out
    assert "m18  How" in ran.out
    assert "m19  How" not in ran.out
    assert "1 more are left out" in ran.err


def against(lines: list[dict[str, Any]], then: list[dict[str, Any]], home: Path) -> Ran:
    """Compare the scores of `lines` with those of `then`."""
    folder = home.parent
    told = caravan("eval", write(folder, then), "--json", "--home", home)
    (folder / "earlier.json").write_text(told.out, encoding="utf-8")
    path = write(folder, lines)
    return caravan("eval", path, "--against", folder / "earlier.json", "--json", "--home", home)


def test_against_an_earlier_output(tmp_path: Path, small: Path) -> None:
    # Of two questions, one was wrong and is right: the differences are 1 and 0. Of the four
    # resamples, the mean is 0 in one, 1/2 in two and 1 in one, which is as far from 1/2 as 1/2 is
    # from 0 in two of four.
    home = tmp_path / "home"
    copytree(small, home)
    now = [
        {"id": "a", "question": BRIDGE, "answers": ["Monday"], "relevant": ["bridge"]},
        {"id": "b", "question": BRIDGE, "answers": ["Monday"], "relevant": ["bridge"]},
        {"id": "new", "question": BRIDGE},
        {"id": "other", "question": BRIDGE},
    ]
    then = [
        now[0] | {"answers": ["Tuesday"], "relevant": ["nothing"]},
        now[1],
        {"id": "gone", "question": BRIDGE},
        {"id": "other", "question": "Who governs Peru?"},
    ]
    ran = against(now, then, home)
    assert "2 questions in the question file alone" in ran.err
    assert "2 questions in earlier.json alone" in ran.err
    found = ran.json["against"]
    assert found["file"] == str(tmp_path / "earlier.json")
    assert (found["questions"], found["only_now"], found["only_earlier"]) == (
        2,
        ["new", "other"],
        ["gone", "other"],
    )
    assert found["right"] == {
        "questions": 2,
        "earlier": 0.5,
        "now": 1.0,
        "difference": 0.5,
        "low": 0.0,
        "high": 1.0,
        "p": pytest.approx(0.5, abs=0.02),
    }
    assert found["retrieval"] == dict.fromkeys(FOUND, found["right"])


def test_against_itself_nothing_differs(tmp_path: Path, small: Path) -> None:
    home = tmp_path / "home"
    copytree(small, home)
    ran = against(LINES, LINES, home)
    assert (ran.status, ran.err) == (0, "")
    found = ran.json["against"]
    assert (found["questions"], found["only_now"], found["only_earlier"]) == (5, [], [])
    assert list(found["retrieval"]) == list(FOUND)
    for one in (found["right"], *found["retrieval"].values()):
        assert (one["difference"], one["low"], one["high"], one["p"]) == (0, 0, 0, 1)


def test_against_one_without_scores(tmp_path: Path, small: Path) -> None:
    home = tmp_path / "home"
    copytree(small, home)
    ran = against(LINES[:1], [{"question": BRIDGE}], home)
    found = ran.json["against"]
    assert (found["questions"], found["right"], found["retrieval"]) == (1, None, {})
    path = tmp_path / "questions.jsonl"
    shown = caravan("eval", path, "--against", tmp_path / "earlier.json", "--home", home).out
    assert "(1 question in both):\nNo measure has scores in both.\n" in shown


NO_EVALUATIONS = {
    "no JSON": "measure  score",
    "no object": "[]",
    "an error": '{"error": "a", "hint": "b"}',
    "an answer": '{"question": "Why?", "answered": true}',
    "scores beyond 1": '{"by_question": {}, "retrieval": {"by_question": {"a": {"R@5": 2}}}}',
    "scores that are none": '{"by_question": {}, "retrieval": {"by_question": {"a": {"R": NaN}}}}',
    "right in words": '{"by_question": {"a": {"question": "b", "right": "c"}}, "retrieval": null}',
    "no end of brackets": "[" * 100_000,
}


@pytest.mark.parametrize("name", NO_EVALUATIONS)
def test_against_something_else(name: str, file: Path, tmp_path: Path, small: Path) -> None:
    earlier = tmp_path / "earlier.json"
    earlier.write_text(NO_EVALUATIONS[name])
    said = refused(file, small, "--against", earlier).err
    assert f"{earlier} is not what `caravan eval --json` prints." in said


def test_against_a_file_that_cannot_serve(file: Path, tmp_path: Path, small: Path) -> None:
    missing = tmp_path / "missing.json"
    said = refused(file, small, "--against", missing).err
    assert f"{missing} cannot be read: No such file" in said
    earlier = tmp_path / "earlier.json"
    earlier.write_text(
        '{"by_question": {"1": {"question": "Why?", "right": null}}, "retrieval": null}'
    )
    said = refused(file, small, "--against", earlier).err
    assert f"{earlier} tells of none of these questions." in said


@pytest.mark.parametrize("second", ['"id": "2", ', '"id": 2, ', ""])
def test_two_of_one_id(second: str, tmp_path: Path, small: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(f'{{"id": "2", "question": "Why?"}}\n{{{second}"question": "Who?"}}\n')
    said = refused(path, small).err
    assert f"{path}, line 2: Line 1 has the id '2' too." in said


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
    "no question": ('{"id": "a"}', "`question`: It is needed."),
    "an empty question": ('{"question": " "}', "The question is empty."),
    "a question of many characters": (f'{{"question": "{"why " * 999}"}}', "has 3,996 characters"),
    "half a character": ('{"question": "Why \\ud800?"}', "half of a pair"),
    "answers that are no list": (
        '{"question": "Why?", "answers": "x"}',
        "`answers`: It should be a list of strings.",
    ),
    "a blank answer": ('{"question": "Why?", "answers": ["x", " "]}', "`answers.1`: It is blank."),
    "blank alternatives": ('{"question": "Why?", "answers": [" | "]}', "`answers.0`: It is blank."),
    "an answer in figures": ('{"question": "Why?", "answers": [3]}', "It should be a string."),
    "a relevant number": ('{"question": "Why?", "relevant": [3]}', "Each name should be a string"),
    "a grade in words": (
        '{"question": "Why?", "relevant": {"a": "high"}}',
        "`relevant.a`: A grade is a",
    ),
    "half a grade": ('{"question": "Why?", "relevant": {"a": 1.5}}', "a whole number, 0 or more."),
    "a relevant name alone": ('{"question": "Why?", "relevant": "a"}', "should be a list of names"),
    "a blank relevant name": ('{"question": "Why?", "relevant": [" "]}', "`relevant. `: It is bl"),
    "a grade below nought": (
        '{"question": "Why?", "relevant": {"a": -1}}',
        "`relevant.a`: A grade is",
    ),
    "answerable in words": (
        '{"question": "Why?", "answerable": "no"}',
        "It should be true or false.",
    ),
    "no date": ('{"question": "Why?", "filters": {"since": "June"}}', "'June' is not a date"),
    "a date in figures": ('{"question": "Why?", "filters": {"since": 2025}}', "is a string: "),
    "dates the wrong way round": (
        '{"question": "Why?", "filters": {"since": "2025", "until": "2024-05"}}',
        "`filters`: since 2025-01-01 lies after until 2024-05-31.",
    ),
    "filters that are no object": ('{"question": "Why?", "filters": "a"}', "should be an object."),
    "no day": ('{"question": "Why?", "filters": {"until": "2025-02-30"}}', "is not a date"),
    "an unknown filter": (
        '{"question": "Why?", "filters": {"author": "A"}}',
        "There is no such limit.",
    ),
}


def refused(path: Path, home: Path, *options: object) -> Ran:
    ran = caravan("eval", path, "--home", home, *options)
    assert (ran.status, ran.out) == (2, "")
    error, hint = ran.err.splitlines()
    told = caravan("eval", path, "--home", home, "--json", *options)
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
