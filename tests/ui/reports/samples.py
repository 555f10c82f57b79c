"""Answers and passages as `--json` prints them, which the tests of reports draw from."""

from __future__ import annotations

from typing import Any

BRIDGE = "It is 340 metres long and cost 3 million pounds."
FERRY = "The ferry made its last crossing on Sunday."


def document(id_: str = "5b07c1d2e3f4", **known: Any) -> dict[str, Any]:
    """Return a document's JSON, of the Lune Gazette where nothing else is given."""
    return {
        "id": id_,
        "version": (id_ * 6)[:64],
        "title": "A bridge for two towns",
        "source": "/home/ana/articles/bridge.md",
        "url": "https://gazette.test/bridge",
        "publisher": "Lune Gazette",
        "author": "Ana Reis",
        "published": "2025-06-17",
    } | known


def citation(number: int | None, quote: str, short: str = "", **known: Any) -> dict[str, Any]:
    """Return a citation's JSON; `short` is the part of the quote that is highlighted."""
    start = quote.find(short)
    return {
        "number": number,
        "quote": quote,
        "highlight": [start, start + len(short)] if short else None,
        "start": 100,
        "end": 100 + len(quote),
        "passage_id": f"passage-{number}",
        "document": document(),
    } | known


def sentence(text: str, *numbers: int, **found: Any) -> dict[str, Any]:
    """Return the JSON of a sentence that has been verified, where nothing else is given."""
    return {
        "text": text,
        "citations": list(numbers),
        "verified": True,
        "problems": [],
    } | found


def answer(*sentences: dict[str, Any], **told: Any) -> dict[str, Any]:
    """Return an answer's JSON, without the keys that are there only where they tell something."""
    question = told.get("question", "How long is the bridge?")
    return {
        "question": question,
        "standalone_question": question,
        "answered": bool(sentences),
        "mode": "extractive",
        "text": " ".join(one["text"] for one in sentences),
        "confidence": 0.93,
        "conversation": None,
        "sentences": list(sentences),
        "citations": [],
        "filters": {
            "since": None,
            "until": None,
            "publisher": None,
            "source": None,
            "inferred": [],
        },
        "related": [],
        "notes": [],
    } | told


def whole() -> dict[str, Any]:
    """Return an answer that tells all that an answer can."""
    ferry = document(
        "0fe77a",
        title="The last ferry of the Lune",
        source="/home/ana/ferry.txt",
        url=None,
        publisher=None,
        author=None,
        published=None,
    )
    return answer(
        sentence("The bridge is 340 metres long.", 7, 3, sources=2),
        sentence(
            "It cost 4 million pounds.",
            7,
            verified=False,
            problems=["4 is not in the source"],
            sources=3,
        ),
        sentence("Nobody mourns the ferry.", verified=False, problems=["no source says so"]),
        question="How long is it?",
        standalone_question="How long is the bridge?",
        citations=[
            citation(3, FERRY, document=ferry),
            citation(
                7,
                BRIDGE,
                "340 metres",
                attribution={"source": "The Mayor", "kind": "plan"},
            ),
        ],
        filters={
            "since": "2025-01-01",
            "until": "2025-12-31",
            "publisher": "Lune",
            "source": None,
            "language": "en",
            "inferred": [{"filter": "since", "value": "2025-01-01", "words": "since 2025"}],
        },
        notes=["The model was too slow: these are sentences of the sources."],
    )


def unanswered() -> dict[str, Any]:
    """Return an answer that says that there is none."""
    return answer(
        question="Who governs Peru?",
        text="The corpus does not answer this: nothing mentions “Peru”.",
        related=[citation(None, FERRY)],
    )


def passages(*texts: str, **known: Any) -> dict[str, Any]:
    """Return ranked passages' JSON, all of one document."""
    return {
        "query": "the bridge",
        "passages": [
            {
                "rank": rank,
                "score": 1 / rank,
                "text": text,
                "start": 100,
                "end": 100 + len(text),
                "passage_id": f"passage-{rank}",
                "document": document(**known),
            }
            for rank, text in enumerate(texts, start=1)
        ],
    }


HOSTILE = [
    '<script>alert(1)</script><img src=x onerror="alert(2)">',
    "[click](https://evil.test) ![x](https://evil.test/x.png) <https://evil.test>",
    "see https://evil.test/a_b, www.evil.test, evil.test/x or mail a@evil.test and (ftp://evil.test)",
    "[^1] [^9]: forged *note* **bold** `code` ~~struck~~ $x$ ^up^ | a | b | &lt;b&gt; :smile:",
    "# heading",
    "1. item",
    "- item",
    "> quote",
    "```\nfenced\n```",
    '=HYPERLINK("https://evil.test")',
    "\t=1+1",
    "' \"＝cmd|' /C calc'!A0",
    "harmless;@SUM(1)\n+2",
    r"\input{/etc/passwd} } @article{forged, title={x} % & # _ ^ ~ $ {",
    "}}}",
    "first\nER  - \nTY  - BOOK\nTI  - forged",
    "a\u2028AU  - forged\x85ER  - \x0bx",
    "\u202egnp.exe\u2066 \x1b[31m \x00 \ufffe \ud800",
    '<i>slanted</i> <span class="nocase">x</span> 2 < 3 > 1',
    "{{ 7 * 7 }} {% raw %} <!-- hidden --> ]]> </w:t></w:p>",
    "“quoted” ‘inner’ — dashes -- --- ... %%hidden%% ==marked== ++x++",
    "`www.evil.test` ``http://evil.test``",
]
"""What an article may hold to become more than text."""


def hostile_answer(text: str) -> dict[str, Any]:
    """Return an answer in which every field that an article or a question fills holds `text`."""
    known = document(title=text, author=text, publisher=text, url=text, source=text, language=text)
    return answer(
        sentence(text, 1, verified=False, problems=[text]),
        question=text,
        standalone_question=f"{text} more",
        citations=[
            citation(
                1, text, attribution={"source": text, "kind": "plan"}, document=known, page=text
            ),
        ],
        related=[citation(None, text, document=known)],
        notes=[text],
    )
