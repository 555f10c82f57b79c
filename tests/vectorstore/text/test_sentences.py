from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vectorstore.text import Span, clauses, paragraphs, sentences

# In each case | stands where one sentence ends and the next begins.
CASES = """
The talks ended on Friday. |A statement followed.
Who won? |Nobody did.
They won! |The square filled.
Prices rose… |Then they fell.
Mr. Omarov met Mrs. Ivanova and Dr. Chen.
Lt. Gen. Saparov spoke to Sen. Wells.
Lt.-Gen. Saparov spoke first.
The U.S. Senate met U.K. envoys.
It was made in the U.S. |The tariff took effect.
It left the U.N. |However, it came back.
They sell fruit, nuts, etc. |But prices rose.
They sell fruit, etc. Almaty buys most of it.
Many metals, e.g. Copper or zinc, are mined.
The bloc, i.e. The Union, agreed.
It was Kazakhstan vs. Japan that night.
See No. 5 and Fig. 3 of vol. 2.
Did he agree? |No. |Would he come? |No.
See pp. 4 and p. 5 for more.
Shell Inc. Chairman Ali spoke.
He founded Silk Ltd. |It failed.
Tan Co. Ltd. bought Ore Corp. shares.
On Jan. 5 and Feb. 6 they met.
They met in Dec. |The deal came later.
It costs approx. 40 tenge.
The study by Li et al. Showed nothing.
It began at 5 p.m. Moscow time.
It began at 5 p.m. |The crowd had gone by 6 a.m. |It rained.
J. K. Rowling and George W. Bush met.
J.K. Rowling wrote it.
It fought in World War I. |The losses were heavy.
He took vitamin D. |It helped.
Growth was 4.5 per cent. |Inflation was 8.1.
Trade hit US$94.8 billion. |That was a record.
He waited... and then he left.
He waited… and then he left.
He waited ... |Then he left.
Yahoo! said it would close.
Yahoo! Japan closed the site.
Visit example.com for more. |It is free.
He read news.example.org daily.
"Why?" he asked.
“Why?” she asked. |Nobody knew.
“Why?” Omarov asked. |Nobody knew.
He asked “Why?” |She did not answer.
“We agree.” |The minister left.
"We agree." |The minister left.
He said: ‘It is done.’ |Then he left.
(It was late.) |They went home.
(It was late.) they said.
It ended in 1990.[12] |The next began.
It ended in 1990.[1][note 2] |The next began.
It ended.¹ |The next began.
Growth slowed. |“Trade is weak,” he said.
Growth slowed. |(It had been fast.) |Now it is slow.
The year was 2024. |58 deals were signed.
Oil fell. |$5 billion was lost.
Sales fell. |iPhone prices rose.
Fights broke out. |al-Qaeda took part.
The war of the 1930s. |Hunting stopped.
This is Aigerim's. |Taken by her.
1. Open the door.
1. Open the door. |2. Close it.
A. First point
中国发展。|经济增长！|真的吗？|是
他说：“好。”|然后走了。
The deal is done . |It was signed in Astana .
He said , `` We agree . '' |Then he left .
He said , " We agree . " |Then he left .
" Why ? " he asked .
The U.S. and Mr. Li met . |No one spoke .
He left the U.S. . |He came back .
Really?! |Yes.
He lives on Wall St. |The bank is near.
He lives near St. Petersburg.
Read the Ph.D. Thesis of Ms. Ong.
She said "no". |He said "yes".
It rose (by 3 p.p.). |It fell later.
"""


def _split(marked: str) -> tuple[str, list[str]]:
    parts = marked.split("|")
    return "".join(parts), [part.strip() for part in parts]


@pytest.mark.parametrize("marked", CASES.strip().splitlines())
def test_sentence_ends(marked: str) -> None:
    text, expected = _split(marked)
    assert [span.of(text) for span in sentences(text)] == expected


def test_a_line_feed_always_ends_a_sentence() -> None:
    text = " First line\nsecond line. \n\n Mr.\nLi"
    assert [span.of(text) for span in sentences(text)] == [
        "First line",
        "second line.",
        "Mr.",
        "Li",
    ]


def test_a_terminator_alone_is_no_sentence_before_more_text() -> None:
    assert sentences(". And so on.") == [Span(0, 12)]
    assert sentences(" \n ") == []


def test_a_news_article() -> None:
    text = (
        "Railway opens new route\n\n"
        "TASHKENT — Mr. Karimov said on Oct. 4 that U.S. investors had put $1.5 billion into the "
        "line. “Will it pay? We think so,” he told reporters at 9 a.m. The first train left "
        "St. Petersburg with approx. 40 cars.\n"
        "Photo: R. B. Aliev\n\n"
        "Why now? Analysts (e.g. Dr. J. Ong of Rail Co. Ltd.) point to trade, tariffs, etc. But "
        "costs rose 4.5 per cent… and may rise again."
    )
    assert [span.of(text) for span in sentences(text)] == [
        "Railway opens new route",
        "TASHKENT — Mr. Karimov said on Oct. 4 that U.S. investors had put $1.5 billion into the "
        "line.",
        "“Will it pay?",
        "We think so,” he told reporters at 9 a.m.",
        "The first train left St. Petersburg with approx. 40 cars.",
        "Photo: R. B. Aliev",
        "Why now?",
        "Analysts (e.g. Dr. J. Ong of Rail Co. Ltd.) point to trade, tariffs, etc.",
        "But costs rose 4.5 per cent… and may rise again.",
    ]


FRAGMENTS = st.sampled_from(
    [
        *" \n\t.!?…。！“”\"'’()[]-–—`*$5aAВ国",
        *"Mr U.S. etc. No. St. p.m. J. I. e.g. The He It in Xi said".split(),
        *"'' `` -RRB- [12] ... 1. al-".split(),
        ". ",
        ". The ",
        ' . " ',
        " . '' ",
        '?" Li asked ',
        "\u2028",
        "\r\n",
        "\u00a0",
    ]
)
TEXTS = st.lists(FRAGMENTS, max_size=40).map("".join) | st.text(max_size=60)


@given(TEXTS)
@settings(max_examples=400)
def test_sentences_are_in_order_trimmed_and_cover_the_text(text: str) -> None:
    spans = sentences(text)
    covered = "".join(span.of(text) for span in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for span in spans:
        assert span.start < span.end
        assert span.of(text) == span.of(text).strip()
        assert "\n" not in span.of(text)


@given(TEXTS, st.data())
@settings(max_examples=1000)
def test_a_run_of_sentences_divides_as_it_did_in_place(text: str, data: st.DataObject) -> None:
    spans = sentences(text)
    if not spans:
        return
    first = data.draw(st.integers(0, len(spans) - 1))
    last = data.draw(st.integers(first, len(spans) - 1))
    start = spans[first].start
    again = sentences(text[start : spans[last].end])
    assert [Span(s.start + start, s.end + start) for s in again] == spans[first : last + 1]


@given(TEXTS)
def test_clauses_and_paragraphs_cover_the_text(text: str) -> None:
    whole = Span(0, len(text))
    for spans in (clauses(text, whole), paragraphs(text)):
        assert "".join("".join(s.of(text) for s in spans).split()) == "".join(text.split())
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert all(s.of(text) == s.of(text).strip() != "" for s in spans)


def test_clauses() -> None:
    text = "X. Trade rose, and exports – by rail; by sea – grew 4,500 at 10:30 — twice."
    pieces = [span.of(text) for span in clauses(text, Span(3, len(text)))]
    assert pieces == [
        "Trade rose,",
        "and exports –",
        "by rail;",
        "by sea –",
        "grew 4,500 at 10:30 —",
        "twice.",
    ]


def test_paragraphs() -> None:
    text = "\n\n One\nline\n \t\n\nTwo \r\n\r\nThree"
    assert [span.of(text) for span in paragraphs(text)] == ["One\nline", "Two", "Three"]


HOSTILE = [
    ".",
    "(",
    "a",
    '. "',
    ". ",
    "A. ",
    "U.S. ",
    ".[",
    " )",
    '?" a b ',
    "。",
    "\n ",
    "`",
    ",",
    "a-",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_the_cost_is_linear_on_hostile_text(unit: str) -> None:
    text = "." + unit * (1_000_000 // len(unit))
    started = time.perf_counter()
    spans = sentences(text)
    paragraphs(text)
    clauses(text, Span(0, len(text)))
    assert time.perf_counter() - started < 10
    assert sum(span.end - span.start for span in spans) <= len(text)
