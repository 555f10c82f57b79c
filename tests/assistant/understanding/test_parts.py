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
    "How does China's trade compare with the EU?": ("China's trade", "the EU"),
    "How does Kazakhstan compare with Uzbekistan in terms of population?": (
        "Kazakhstan population",
        "Uzbekistan population",
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
    "What is the difference between the SCO and the CSTO?": ("the SCO", "the CSTO"),
    "How do the SCO and the CSTO differ?": ("the SCO", "the CSTO"),
    "How does the SCO differ from the CSTO?": ("the SCO", "the CSTO"),
    "Which is longer, the Nurek railway or the Rogun pipeline?": (
        "the Nurek railway is long",
        "the Rogun pipeline is long",
    ),
    "Which organisation was founded earlier, the SCO or the CSTO?": (
        "the SCO was founded",
        "the CSTO was founded",
    ),
    "Which has more members, the SCO or the CSTO?": ("the SCO has members", "the CSTO has members"),
    "Which country exports more oil, Kazakhstan or Azerbaijan?": (
        "Kazakhstan exports oil",
        "Azerbaijan exports oil",
    ),
    "Which has the larger population in 2024, Kazakhstan or Uzbekistan?": (
        "Kazakhstan has the large population in 2024",
        "Uzbekistan has the large population in 2024",
    ),
    "Which treaty was signed earlier in 2002, the CICA's or the CSTO's?": (
        "the CICA's treaty was signed in 2002",
        "the CSTO's treaty was signed in 2002",
    ),
    "Which of the two was founded later, the SCO or the CSTO?": (
        "the SCO was founded",
        "the CSTO was founded",
    ),
    "Who joined the WTO first, Kazakhstan or Tajikistan?": (
        "Kazakhstan joined the WTO",
        "Tajikistan joined the WTO",
    ),
    "How do the terms of the CKU loan compare with those of the Baku contract?": (
        "the terms of the CKU loan",
        "the terms of the Baku contract",
    ),
    "Is Kazakhstan's economy larger than Uzbekistan's?": (
        "Kazakhstan's economy large",
        "Uzbekistan's economy large",
    ),
    "When was the CSTO founded and who leads it?": (
        "When was the CSTO founded?",
        "who leads the CSTO?",
    ),
    "How many agreements were signed at the Astana summit and what were they worth?": (
        "How many agreements were signed at the Astana summit?",
        "what were they worth? (agreements signed at the Astana summit)",
    ),
    "When was the CSTO founded? Who leads it?": (
        "When was the CSTO founded?",
        "Who leads the CSTO?",
    ),
    "Which countries are in the EAEU and what is its budget and who chairs it?": (
        "Which countries are in the EAEU?",
        "what is the EAEU's budget?",
        "who chairs the EAEU?",
    ),
    "Compare the role of Russia in Central Asia with that of China.": (
        "the role of Russia in Central Asia",
        "the role of China in Central Asia",
    ),
    "How do the Belt and Road Initiative and the Global Gateway differ?": (
        "the Belt and Road Initiative",
        "the Global Gateway",
    ),
    "Compare and contrast the SCO and the CSTO.": ("the SCO", "the CSTO"),
    "How do Russia and China differ in their policy on gas?": (
        "Russia policy on gas",
        "China policy on gas",
    ),
    "Which took effect first, the EPCA or the CIS free trade agreement?": (
        "the EPCA took effect",
        "the CIS free trade agreement took effect",
    ),
    "Compare the EU's and China's policies on gas": (
        "the EU's policies on gas",
        "China's policies on gas",
    ),
    "Who leads the SCO and how long has he led it?": (
        "Who leads the SCO?",
        "how long has he led it? (leads the SCO)",
    ),
    "Who leads the SCO and where is Astana?": ("Who leads the SCO?", "where is Astana?"),
    "Who founded the SCO and what does it do?": ("Who founded the SCO?", "what does the SCO do?"),
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
    "What was signed by China and Kazakhstan?",
    "What did China and Kazakhstan agree on?",
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
    "China's trade versus the EU's",
    "Which is larger, Kazakhstan or Mongolia, and how many people does each have?",
    "What did the EU and China agree and when was each deal signed?",
    "Who leads the SCO and the CSTO, and when was each founded?",
    "Which Asian state stays out of the SCO, and which one has no seat in the OTS?",
    "When did Kazakhstan and when did Kyrgyzstan join the WTO?",
    "In which year did Kazakhstan and in which year did Kyrgyzstan join the WTO?",
    "When was Kazakhstan and when was Kyrgyzstan admitted to the WTO?",
    "When did the north and when did the south join?",
    "When did Kazakhstan join the WTO and when did Kyrgyzstan?",
    "Why did Russia and China sign the treaty and what did it change?",
    "Why did Russia and China sign the treaty? What did it change?",
    "When was the treaty signed and what did it change?",
    "Compare trade between China and Kazakhstan.",
    "Compare the history of the oil trade in 2024 with that of gas.",
    "Compare the Chinese and Russian economies",
    "Compare the northern and the southern corridor",
    "Compare the old constitution and the new one",
    "Which is bigger, the Chinese or the Russian economy?",
    "Compare the Ministry of Trade and Industry",
    "Compare China's and the EU's",
    "What are the populations of Kazakhstan and Uzbekistan?",
    "How high was inflation in Kazakhstan in 2024 compared to Uzbekistan?",
    "Does China hold the majority both in the Khorgos centre and in the CKU company?",
    "When did Kazakhstan and Uzbekistan each join the WTO?",
    "Which is more, Kazakhstan or Uzbekistan?",
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
