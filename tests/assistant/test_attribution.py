"""Who says a sentence, and whether it is fact, plan or opinion."""

from __future__ import annotations

import pytest

from assistant.attribution import Attribution, attribution, attribution_at, in_mid_sentence
from tests.patience import patience

NAMED = [
    ("According to the Lune Gazette, the bridge cost 3 million.", "the Lune Gazette"),
    ("The bridge cost 3 million, according to the Lune Gazette.", "the Lune Gazette"),
    ("The bridge, according to two officials, is closed.", "two officials"),
    (
        "According to data from the Ministry of Trade, exports fell.",
        "data from the Ministry of Trade",
    ),
    ("According to the treaty, each member pays a share.", "the treaty"),
    ("According to a study published in May, the lake is shrinking.", "a study"),
    ("The harvest was poor, Kazinform reported.", "Kazinform"),
    ("The harvest was poor, Kazinform reports, citing officials.", "Kazinform"),
    ("The harvest was poor, the ministry said on Tuesday.", "the ministry"),
    ("The ministry said on Tuesday that the harvest was poor.", "The ministry"),
    ("The Foreign Ministry has said that talks began.", "The Foreign Ministry"),
    (
        "A spokesman for the Foreign Ministry said talks had begun.",
        "A spokesman for the Foreign Ministry",
    ),
    ("Officials say the dam is full.", "Officials"),
    ("Reports say the dam is full.", "Reports"),
    ("The dam is reportedly full.", "reports"),
    ("The dam is said to have burst in 1911.", "reports"),
    (
        "President Ana Reis of Lune told the council that trade had doubled.",
        "President Ana Reis of Lune",
    ),
    ("Ursula von der Leyen told reporters that the fund had grown.", "Ursula von der Leyen"),
    (
        "General Charles de Gaulle wrote in 1940 that France was not alone.",
        "General Charles de Gaulle",
    ),
    ("Bo Lund, head of the school, said that 212 children attend.", "Bo Lund"),
    ("Bo Lund, who was in Paris, said that 212 children attend.", "Bo Lund"),
    ("In June 2022 Bo Lund said that 212 children attend.", "Bo Lund"),
    ("At the summit in Lune, Bo Lund said that 212 children attend.", "Bo Lund"),
    ("On the day of the vote, local officials said that turnout was high.", "local officials"),
    ("As Bo Lund noted, the school is full.", "Bo Lund"),
    ("The school, Bo Lund explained, is full.", "Bo Lund"),
    ("“Trade doubled last year,” said Ana Reis.", "Ana Reis"),
    ('"Trade doubled last year," said Ana Reis, who leads the bank.', "Ana Reis"),
    ("“Trade doubled last year,” Ana Reis said.", "Ana Reis"),
    ("“Trade doubled last year”, an official told the Gazette.", "an official"),
    ("Ana Reis: “Trade doubled last year.”", "Ana Reis"),
    ("Ana Reis said: “Trade doubled last year.”", "Ana Reis"),
    ("The agency announced that trade had doubled.", "The agency"),
    (
        "A World Bank report of May 2023 found that trade had doubled.",
        "A World Bank report of May 2023",
    ),
    ("Ana Reis said that the bank had told her that trade had doubled.", "Ana Reis"),
    ("“The envoy said that the road was safe,” the spokesman said.", "the spokesman"),
    ("Some say the road is haunted.", "Some"),
    ("The line, the length of which Ana Reis said was 40 kilometres, is closed.", None),
    ("The United States gave the town assurances, loans and grain.", None),
]

UNNAMED = [
    "Everything went according to plan.",
    "The seats are given out according to the size of each party.",
    "The minister, who said last year that he was tired, opened the bridge.",
    "After Bo Lund said that rates were low, the market fell.",
    "The work was finished, but the minister said it was poor.",
    "Ministers were told that the talks had begun.",
    "Bo Lund refused to say whether the school was full.",
    "Ana Reis said that trade had doubled, while Bo Lund said it had halved.",
    "She wrote a book about the steppe.",
    "The flood claimed nine lives.",
    "The company reported a loss of 3 million.",
    "The bank announced a fund of 3 million.",
    "Edward Said wrote about empires, and his books are still read.",
    "The announcement the ministry made was short.",
    "The said treaty is in force.",
    "Who said that the bridge was closed?",
    "The bridge over the Lune opened on Monday.",
    "Simply stated, the bridge is long.",
    "Said Nursi was born in 1877.",
]

PLANS = [
    "The railway will open in 2028.",
    "The railway is to be built by 2030.",
    "Line D is to run from the border to the sea.",
    "The town plans to build a second bridge.",
    "The town also aims to plant trees.",
    "The town intends to build a second bridge.",
    "The two towns agreed to build a bridge.",
    "China pledged to invest in the port.",
    "The port is expected to open next year.",
    "The summit is scheduled for 2027.",
    "The ministry said it would build a school.",
    "Ana Reis said that the town was going to build a school.",
    "It was announced that the town would join the league.",
    "“We will build it,” said Ana Reis.",
    "The town wants 400 new homes by 2035.",
    "The plan foresees two reactors.",
]

OPINIONS = [
    "The town should do more for its schools.",
    "Europe must act quickly.",
    "The line is likely to lose money.",
    "The town is unlikely to become rich.",
    "It is arguably the finest bridge of the north.",
    "Its goal appears to be to shape the market.",
    "Such a move will almost certainly help the port.",
    "The port may soon overtake its rival.",
    "Trade could double by 2030.",
    "Ana Reis believes that the line loses money.",
    "Critics argue that the line loses money.",
    "Analysts expect growth to slow.",
    "In Ana Reis's view, the line loses money.",
    "In the view of many analysts, the line loses money.",
    "Experts warn that the lake could vanish.",
    "The minister stressed that safety was the most important task.",
    "Ana Reis said that the town must save water.",
]

FACTS = [
    "The bridge opened in May.",
    "May saw the most rain of the year.",
    "Will Smith opened the fair.",
    "The dead man's will was read in court.",
    "The political will to act was there.",
    "The neighbours are willing to talk.",
    "The museum is a must-see.",
    "Beijing is ahead of Delhi, another actor that aims to trade here.",
    "The council rejected plans to widen the road.",
    "He would later become king.",
    "The train that will use the line was shown on Monday.",
    "If water is heated, it will boil.",
    "Larger bodies will move more slowly.",
    "The pump's purpose is to raise water.",
    "The old are more likely to fall ill.",
    "The delay is due to rain.",
    "The treaty says that members may leave.",
    "The children can swim.",
    "Ana Reis said that turnover was 5 million.",
    "The surveyors opened the site, where 50 holes are to be drilled.",
    "The signs (they will be blue) are cheap.",
    "The fair, called “What We Must Do”, is held in June.",
]


@pytest.mark.parametrize(("sentence", "source"), NAMED)
def test_who_says_it_is_named_in_the_articles_own_words(sentence: str, source: str | None):
    found = attribution(sentence).source
    assert found == source
    assert found is None or found in sentence or found == "reports"


@pytest.mark.parametrize("sentence", UNNAMED)
def test_in_doubt_nobody_is_named(sentence: str):
    assert attribution(sentence).source is None


@pytest.mark.parametrize("sentence", PLANS)
def test_plans(sentence: str):
    assert attribution(sentence).kind == "plan"


@pytest.mark.parametrize("sentence", OPINIONS)
def test_opinions(sentence: str):
    assert attribution(sentence).kind == "opinion"


@pytest.mark.parametrize("sentence", FACTS)
def test_facts(sentence: str):
    assert attribution(sentence).kind == "fact"


@pytest.mark.parametrize(
    ("before", "sentence", "after", "source"),
    [
        (
            ["President Ana Reis opened the line."],
            "She said it was ready.",
            [],
            "President Ana Reis",
        ),
        (["Ana Reis met Bo Lund."], "He said it was ready.", [], None),
        (["Ana Reis said it was late."], "In her view, it was dear too.", [], "Ana Reis"),
        (["Ana Reis spoke.", "It rained all day."], "She said it was ready.", [], "Ana Reis"),
        (["The bank said it had lent more."], "It said that the fund had grown.", [], "The bank"),
        (["The bridge is long."], "It said that the fund had grown.", [], None),
        (["The work of Ana Reis"], "She said it was ready.", [], None),
        (["Ana Reis said:"], "“The line opened in May.”", [], "Ana Reis"),
        (
            ["Ana Reis said: “The line opened in May."],
            "It carries 500 people a day.”",
            [],
            "Ana Reis",
        ),
        (["“It rained,” Ana Reis said."], "“The line opened in May.”", [], "Ana Reis"),
        (
            [],
            "“The line opened in May.",
            ["It carries 500 people,” the ministry said."],
            "the ministry",
        ),
        (
            [],
            '"The line opened in May.',
            ['It carries 500 people," the ministry said.'],
            "the ministry",
        ),
        (["Ana Reis said: “The line opened in May.”"], "It carries 500 people a day.", [], None),
        (["Ana Reis said the line was late."], "The line opened in May.", [], None),
        (
            ["Ana Reis said: “It rained.”", "Trains were late."],
            "“The line opened in May.”",
            [],
            None,
        ),
        (["Ana Reis: a life"], "The line opened in May.", [], None),
    ],
)
def test_what_stands_around_a_sentence_tells_who_speaks(
    before: list[str], sentence: str, after: list[str], source: str | None
):
    assert attribution(sentence, before, after).source == source


def test_a_quotation_is_read_as_what_its_speaker_says():
    found = attribution("“It will open in May.”", ["Ana Reis said:"])
    assert found == Attribution("Ana Reis", "plan")


def test_two_speakers_in_one_passage_keep_to_their_own_sentences():
    passage = "Ana Reis said that trade grew. Bo Lund said that it would fall. Rain fell."
    places = [passage.index(words) for words in ("Ana", "Bo", "Rain")]
    found = [attribution_at(passage, place, place + 5) for place in places]
    assert found == [
        Attribution("Ana Reis", "fact"),
        Attribution("Bo Lund", "plan"),
        Attribution(),
    ]


def test_several_sentences_have_a_source_where_they_share_it():
    passage = "Officials say trade grew. Officials say it will fall. The bridge is long."
    second, third = passage.index("Officials", 1), passage.index("The")
    assert attribution_at(passage, 0, third) == Attribution("Officials", "fact")
    assert attribution_at(passage, second, len(passage)) == Attribution()
    assert attribution_at(passage, 500, 510) == Attribution()


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("Officials", "officials"),
        ("The ministry", "the ministry"),
        ("President Ana Reis", "President Ana Reis"),
        ("Kazinform", "Kazinform"),
        ("NATO officials", "NATO officials"),
    ],
)
def test_within_a_sentence_a_source_loses_the_capital_of_its_place(source: str, written: str):
    assert in_mid_sentence(source) == written


@pytest.mark.parametrize("unit", ["he said, ", "will ", "“", "according to ", "a, ", "is to ", "("])
def test_the_cost_grows_with_the_text_and_no_faster(unit: str):
    with patience():
        attribution(unit * 200_000, [unit * 100] * 20, [unit * 100] * 20)


@pytest.mark.parametrize("text", ["", " ", "in the view of", "said", "“", "according to", ":"])
def test_scraps_of_text_have_no_source(text: str):
    assert attribution(text, [text], [text]) == Attribution()


def test_who_says_a_clause_does_not_say_the_whole_sentence() -> None:
    told = (
        "Georgia sold wine worth US$90 million, more than Moldova's share which, Minister Ana Rusu "
        "told the Herald, is around US$60 million."
    )
    assert attribution(told).source is None
