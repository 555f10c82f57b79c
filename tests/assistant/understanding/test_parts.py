"""The questions that a question consists of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding import parts
from vectorstore.text import figures, names

SPLIT = {
    "How does China's trade compare with the EU's?": ("China's trade", "the EU's trade"),
    "How does China's trade with Central Asia compare with the EU's in 2024?": (
        "China's trade with Central Asia in 2024",
        "the EU's trade with Central Asia in 2024",
    ),
    "How does Kazakhstan's trade with China compare with that with Russia?": (
        "Kazakhstan's trade with China",
        "Kazakhstan's trade with Russia",
    ),
    "How does the population of Kazakhstan compare to that of Uzbekistan?": (
        "the population of Kazakhstan",
        "the population of Uzbekistan",
    ),
    "How does China's trade compare with that of the EU?": ("China's trade", "the EU's trade"),
    "How does China's trade compare with the EU?": ("China's trade", "the EU's trade"),
    "In 2024, how did China's trade compare with Russia's?": (
        "China's trade in 2024",
        "Russia's trade in 2024",
    ),
    "How does Kazakhstan compare with Uzbekistan in terms of population?": (
        "Kazakhstan in terms of population",
        "Uzbekistan in terms of population",
    ),
    "Compare China's trade and the EU's.": ("China's trade", "the EU's trade"),
    "Compare Kazakhstan's trade with China and with Russia": (
        "Kazakhstan's trade with China",
        "Kazakhstan's trade with Russia",
    ),
    "Compare Kazakhstan's trade with China with that with Russia": (
        "Kazakhstan's trade with China",
        "Kazakhstan's trade with Russia",
    ),
    "Compare the Ministry of Trade and Industry and the Central Bank of Kazakhstan": (
        "the Ministry of Trade and Industry",
        "the Central Bank of Kazakhstan",
    ),
    "What is the difference between the SCO and the CSTO?": ("the SCO", "the CSTO"),
    "How do the SCO and the CSTO differ?": ("the SCO", "the CSTO"),
    "How does the SCO differ from the CSTO?": ("the SCO", "the CSTO"),
    "China's trade versus the EU's": ("China's trade", "the EU's trade"),
    "Population of Kazakhstan vs Uzbekistan": (
        "Population of Kazakhstan",
        "Population of Uzbekistan",
    ),
    "Which is longer, the Nurek railway or the Rogun pipeline?": (
        "How long is the Nurek railway?",
        "How long is the Rogun pipeline?",
    ),
    "Which dam is higher, the Nurek or the Rogun dam?": (
        "How high is the Nurek dam?",
        "How high is the Rogun dam?",
    ),
    "In 2024, which was larger, China's trade or the EU's?": (
        "How large was China's trade in 2024?",
        "How large was the EU's trade in 2024?",
    ),
    "Which organisation was founded earlier, the SCO or the CSTO?": (
        "When was the SCO founded?",
        "When was the CSTO founded?",
    ),
    "Which has more members, the SCO or the CSTO?": (
        "How many members does the SCO have?",
        "How many members does the CSTO have?",
    ),
    "Which country exports more oil, Kazakhstan or Azerbaijan?": (
        "How much oil does Kazakhstan export?",
        "How much oil does Azerbaijan export?",
    ),
    "Which has the larger population in 2024, Kazakhstan or Uzbekistan?": (
        "How large is Kazakhstan's population in 2024?",
        "How large is Uzbekistan's population in 2024?",
    ),
    "Which treaty was signed earlier in 2002, the CICA's or the CSTO's?": (
        "When was the CICA's treaty signed in 2002?",
        "When was the CSTO's treaty signed in 2002?",
    ),
    "Which of the two was founded later, the SCO or the CSTO?": (
        "When was the SCO founded?",
        "When was the CSTO founded?",
    ),
    "For Armenia, which entered into force sooner: the EAEU Treaty or the Baku Accord?": (
        "When was it that the EAEU Treaty entered into force for Armenia?",
        "When was it that the Baku Accord entered into force for Armenia?",
    ),
    "Who joined the WTO first, Kazakhstan or Tajikistan?": (
        "When was it that Kazakhstan joined the WTO?",
        "When was it that Tajikistan joined the WTO?",
    ),
    "Which came first: the OTS or the CSTO, and when was each?": (
        "when was the OTS?",
        "when was the CSTO?",
    ),
    "Which is larger, Kazakhstan or Mongolia, and how many people does each have?": (
        "How large is Kazakhstan?",
        "How large is Mongolia?",
        "how many people does Kazakhstan have?",
        "how many people does Mongolia have?",
    ),
    "What did the EU and China agree and when was each deal signed?": (
        "What did the EU and China agree?",
        "when was each deal signed? (the EU and China agree)",
    ),
    "Who leads the SCO and the CSTO, and when was each founded?": (
        "Who leads the SCO and the CSTO?",
        "when was the SCO founded?",
        "when was the CSTO founded?",
    ),
    "How many signed the Baku trade treaty that day, as against the border treaty with Iran?": (
        "How many signed the Baku trade treaty that day?",
        "How many signed the border treaty with Iran that day?",
    ),
    "How high was inflation in Kazakhstan in 2024 compared to Uzbekistan?": (
        "How high was inflation in Kazakhstan in 2024?",
        "How high was inflation in Uzbekistan in 2024?",
    ),
    "How large was China's trade relative to the EU's in 2024?": (
        "How large was China's trade in 2024?",
        "How large was the EU's trade in 2024?",
    ),
    "How large was trade in 2024 compared with 2023?": (
        "How large was trade in 2024?",
        "How large was trade in 2023?",
    ),
    "How do the terms of the CKU loan compare with those of the Baku contract?": (
        "the terms of the CKU loan",
        "the terms of the Baku contract",
    ),
    "What is the role of the SCO as opposed to that of the CSTO?": (
        "What is the role of the SCO?",
        "What is the role of the CSTO?",
    ),
    "Is Kazakhstan's economy larger than Uzbekistan's?": (
        "How large is Kazakhstan's economy?",
        "How large is Uzbekistan's economy?",
    ),
    "How much larger is China's trade than the EU's?": (
        "How large is China's trade?",
        "How large is the EU's trade?",
    ),
    "Does Kazakhstan export more oil than Azerbaijan?": (
        "How much oil does Kazakhstan export?",
        "How much oil does Azerbaijan export?",
    ),
    "Does Kazakhstan trade more with China or with Russia?": (
        "How much does Kazakhstan trade with China?",
        "How much does Kazakhstan trade with Russia?",
    ),
    "When was the CSTO founded and who leads it?": (
        "When was the CSTO founded?",
        "who leads it? (CSTO)",
    ),
    "How many agreements were signed at the Astana summit and what were they worth?": (
        "How many agreements were signed at the Astana summit?",
        "what were they worth? (agreements signed at the Astana summit)",
    ),
    "When was the CSTO founded? Who leads it?": (
        "When was the CSTO founded?",
        "Who leads it? (CSTO)",
    ),
    "Which countries are in the EAEU and what is its budget and who chairs it?": (
        "Which countries are in the EAEU?",
        "what is its budget? (EAEU)",
        "who chairs it? (EAEU)",
    ),
    "Which Asian state stays out of the SCO, and which one has no seat in the OTS?": (
        "Which Asian state stays out of the SCO?",
        "which Asian state has no seat in the OTS?",
    ),
    "Does China hold the majority both in the Khorgos centre and in the CKU company?": (
        "Does China hold the majority in the Khorgos centre?",
        "Does China hold the majority in the CKU company?",
    ),
    "What age are the Secretaries-General of the CSTO and of the OTS?": (
        "What age are the Secretaries-General of the CSTO?",
        "What age are the Secretaries-General of the OTS?",
    ),
    "What are the populations of Kazakhstan and Uzbekistan?": (
        "What are the populations of Kazakhstan?",
        "What are the populations of Uzbekistan?",
    ),
    "What are the capitals of Kazakhstan, Uzbekistan and the United Arab Emirates?": (
        "What are the capitals of Kazakhstan?",
        "What are the capitals of Uzbekistan?",
        "What are the capitals of the United Arab Emirates?",
    ),
    "What are the capitals of Trinidad and Tobago and Kazakhstan?": (
        "What are the capitals of Trinidad and Tobago?",
        "What are the capitals of Kazakhstan?",
    ),
    "When did Kazakhstan and Uzbekistan each join the WTO?": (
        "When did Kazakhstan join the WTO?",
        "When did Uzbekistan join the WTO?",
    ),
    "Are both Kazakhstan and Kyrgyzstan part of the CSTO?": (
        "Is Kazakhstan part of the CSTO?",
        "Is Kyrgyzstan part of the CSTO?",
    ),
}

WHOLE = [
    "How large is trade between China and Kazakhstan?",
    "Which states are members of the SCO and of the CSTO?",
    "What was signed in Astana in 2023 and in Samarkand in 2025?",
    "How does Kazakhstan treat China as opposed to the West?",
    "How much has trade grown compared with last year?",
    "How many members has the SCO and how many has the CSTO?",
    "Which company built the dam, and which one runs it?",
    "Compare trade between China and Kazakhstan with trade between Russia and Kazakhstan.",
    "What is the Belt and Road Initiative?",
    "What is the population of Trinidad and Tobago?",
    "What are the agreements of Kazakhstan and Uzbekistan?",
    "What was signed by China and Kazakhstan?",
    "What did China and Kazakhstan agree on?",
    "Which organisations include both China and India?",
    "What is the difference between red and white blood cells?",
    "How does life expectancy in Kazakhstan compare to other countries?",
    "Roe vs Wade",
    "Is Kazakhstan larger than 2 million square kilometres?",
    "Was trade larger than expected?",
    "Who founded and who leads the CSTO?",
    "When and where was the summit held?",
    "Which countries joined, and which did not?",
    "Do you know who leads the CSTO and when it was founded?",
    "Can you tell me who leads the CSTO and who chairs the SCO?",
    "What did Tokayev say about who they are and what they want?",
    "I study trade. How large is China's?",
    "What is trade? Why?",
    "And the EU's?",
    "Why?",
    "",
    "Сравните торговлю Китая и России.",
]


@pytest.mark.parametrize(("question", "expected"), SPLIT.items(), ids=SPLIT)
def test_a_question_of_several_parts_is_divided(question: str, expected: tuple[str, ...]):
    assert parts(question) == expected


@pytest.mark.parametrize("question", WHOLE)
def test_a_question_of_one_part_is_left_whole(question: str):
    assert parts(question) == (question,)


def test_more_than_four_questions_are_left_whole():
    question = " ".join(f"Who leads {body}?" for body in ("NATO", "OPEC", "ASEAN", "CSTO", "EAEU"))
    assert parts(question) == (question,)


_PIECES = st.sampled_from(
    """
    How does compare with Compare and or vs than Which is larger , ? . the China's Kazakhstan trade
    that of between What are populations each both who leads it 2024 $5 million Belt Road EU's more
    difference When was founded in :
    """.split()
)


@given(st.lists(_PIECES, max_size=25).map(" ".join) | st.sampled_from([*SPLIT]))
def test_no_name_or_figure_is_lost(question: str):
    found = parts(question)
    assert 1 <= len(found) <= 4
    text = " ".join(found)
    plain = " ".join(question.split())
    for name in names(plain.removeprefix("Compare ")):
        assert name.text in text
    for figure in figures(plain):
        written = figure.span.of(plain)
        assert written in text or not any(map(str.isdigit, written))


@given(
    st.text(max_size=300) | st.sampled_from([" and who is", "vs ", "A or "]).map(lambda s: s * 99)
)
def test_any_text_has_parts(question: str):
    assert parts(question)
