"""What a question requires, and which of it a sentence does not meet where it stands."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.evidence import Candidate
from assistant.requirements import Need, Requirement, instead, is_stated, requirements, unmet

NAME, DATE = Need.NAME, Need.DATE


def alone(text: str, title: str = "", before: str = "") -> Candidate:
    return Candidate(
        text=text,
        title=title,
        document="d",
        start=0,
        before=before,
        after="",
        passage=0,
        passage_score=0.5,
    )


def lacking(
    question: str,
    text: str,
    title: str = "",
    before: str = "",
    *,
    passage: str = "",
    published: date | None = None,
) -> set[str]:
    found = unmet(question, alone(text, title, before), passage=passage, published=published)
    return {one.text for one in found}


@pytest.mark.parametrize(
    ("question", "names"),
    [
        (
            "What did the Shanghai Cooperation Organisation decide?",
            ["Shanghai Cooperation Organisation"],
        ),
        ("Why did the European Union and Peru disagree?", ["European Union", "Peru"]),
        ("What did President Tokayev promise Malta?", ["Tokayev", "Malta"]),
        ("Give the length of the Lomé bridge.", ["Lomé"]),
        ("Lots of ships use the harbour", []),
        ("What is shown on TV?", []),
        ("what does ghana sell to the eu", ["ghana", "eu"]),
        ("Why Did The Farmers Of Ghana Strike Again?", ["Ghana"]),
        ("Purpose of the C5+1?", ["C5+1"]),
    ],
)
def test_a_name_is_required_whole(question: str, names: list[str]) -> None:
    assert [one.text for one in requirements(question) if one.kind is NAME] == names


def test_words_that_sources_write_as_names_are_names() -> None:
    found = requirements("what did marta lund build", frozenset({"marta", "lund"}))
    assert Requirement("marta lund", NAME) in found


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many ships sank?", Need.NUMBER),
        ("What is the number of ships?", Need.NUMBER),
        ("What is the number of protons called?", None),
        ("How much did the bridge cost?", Need.MONEY),
        ("How much success did the fleet have?", None),
        ("What percentage of the fleet sank?", Need.PERCENT),
        ("How long did the strike last?", Need.DURATION),
        ("In which year was the bridge built?", Need.TIME),
        ("When did the strike end?", Need.TIME),
        ("When the strike ended, what did the union say?", None),
        ("What happened on the day when the bridge fell?", None),
        ("Who built the bridge?", Need.PERSON),
        ("Who is Marta Lund?", None),
        ("Which city has the oldest bridge?", Need.PLACE),
        ("What does the city council decide?", None),
        ("Is the bridge old?", None),
        ("Why did the bridge fall?", None),
    ],
)
def test_the_kind_of_answer(question: str, kind: Need | None) -> None:
    kinds = [one.kind for one in requirements(question) if one.kind.of_answer]
    assert kinds == ([kind] if kind else [])


def test_dates_ordinals_and_figures_are_required_as_they_are_spelled() -> None:
    found = requirements("Who paid 480 million euros for the third bridge in June 2019?")
    assert found == (
        Requirement("480 million euros", Need.FIGURE),
        Requirement("third bridge", Need.ORDINAL),
        Requirement("June 2019", DATE),
        Requirement("Who", Need.PERSON),
    )


@pytest.mark.parametrize(
    ("question", "text", "title", "before"),
    [
        ("What does India export?", "Indian exports are mostly fuel.", "", ""),
        ("What does China export?", "Beijing exports machines.", "", ""),
        ("What does the United States buy?", "The U.S. buys copper.", "", ""),
        ("What does the EU buy?", "The European Union buys copper.", "", ""),
        ("What did the CSTO decide?", "The Collective Security Treaty Organization met.", "", ""),
        ("What did the European Union decide?", "The Union agreed to wait.", "", ""),
        ("What did Marta Lund design?", "Lund designed two bridges.", "", ""),
        ("What did Martha Lundqvist design?", "Marta Lundquist designed two bridges.", "", ""),
        ("What does Ghana export?", "It sells cocoa to Malta.", "", "Ghana lives by farming."),
        ("What does Ghana export?", "Most of it is cocoa.", "Trade of Ghana", ""),
        (
            "Where did the Fort Alder garrison go?",
            "The fort was left for the hills in the north.",
            "",
            "Fort Alder was old.",
        ),
        ("Which Chinese company built the bridge?", "Haiyun built the bridge.", "", ""),
        ("Which war came before World War II?", "The Second World War came later.", "", ""),
        ("What flew the BF110?", "One crew flew the Bf 110.", "", ""),
    ],
)
def test_a_name_is_met(question: str, text: str, title: str, before: str) -> None:
    assert lacking(question, text, title, before) == set()


@pytest.mark.parametrize(
    ("question", "text", "title", "before", "name"),
    [
        ("What does India export?", "China exports machines.", "", "", "India"),
        ("What does Ghana export?", "Kenya exports tea.", "Ghana and Kenya", "", "Ghana"),
        ("What does Ghana export?", "Kenya exports tea.", "", "Ghana exports cocoa.", "Ghana"),
        ("What does Ghana export?", "Kenyan exports doubled.", "", "Ghana sells cocoa.", "Ghana"),
        ("What does South Korea sell?", "North Korea sells coal.", "", "", "South Korea"),
        ("What did Austria buy?", "Australia bought wheat.", "", "", "Austria"),
        (
            "What did the Shanghai Cooperation Organisation decide?",
            "Shanghai decided to widen its port.",
            "",
            "",
            "Shanghai Cooperation Organisation",
        ),
        (
            "What did the Fisheries Council decide?",
            "The Forestry Commission decided to wait.",
            "",
            "The Fisheries Council met in May.",
            "Fisheries Council",
        ),
        (
            "What did Marta Lund design?",
            "Piet Aarden designed two bridges.",
            "",
            "Marta Lund was his teacher.",
            "Marta Lund",
        ),
        ("What did World War II end?", "World War I ended an empire.", "", "", "World War II"),
    ],
)
def test_a_name_is_not_met_by_another(
    question: str, text: str, title: str, before: str, name: str
) -> None:
    assert lacking(question, text, title, before, passage=f"{before} {text}") == {name}


def test_what_an_article_on_another_country_says_is_of_that_country() -> None:
    passage = "Ghana sent a delegate. The harbour lies in the north. It handles cocoa."
    question = "What does the harbour of Ghana handle?"
    assert lacking(question, "It handles cocoa.", "Ports of Kenya", passage=passage) == {"Ghana"}
    assert lacking(question, "It handles cocoa.", "Ports of the coast", passage=passage) == set()


@pytest.mark.parametrize(
    "text",
    [
        "In 2019 the port grew.",
        "On 3 May 2019 the port grew.",
        "The port grew from 2018 to 2020.",
        "The port grew between 2015 and 2021.",
        "The port grew in the 2010s.",
        "The port has grown since 2015.",
        "The port grew until 2020.",
        "The port grew in the 21st century.",
        "The port (opened in 1950) grew in 2019.",
    ],
)
def test_a_year_is_met(text: str) -> None:
    assert lacking("Why did the port grow in 2019?", text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "In 2024 the port grew.",
        "The port grew from 2020 to 2022.",
        "The port has grown since 2020.",
        "The port grew until 2018.",
        "The port grew in the 1990s.",
        "The port grew.",
    ],
)
def test_a_year_is_not_met_by_another_nor_by_none(text: str) -> None:
    assert lacking("Why did the port grow in 2019?", text) == {"2019"}


def test_the_context_gives_a_year_to_a_sentence_without_one() -> None:
    question, text = "Why did the port grow in 2019?", "The port grew by a third."
    assert lacking(question, text, before="Trade changed in 2019.") == set()
    assert lacking(question, text, title="The ports of 2019") == set()
    assert lacking(question, text, published=date(2019, 5, 2)) == set()
    assert lacking(question, text, published=date(2020, 1, 9)) == set()
    assert lacking(question, text, published=date(2022, 5, 2)) == {"2019"}
    assert lacking(question, "In 2018 it grew.", before="Trade changed in 2019.") == {"2019"}


def test_last_year_is_counted_from_the_publication() -> None:
    question, text = "Why did the port grow in 2019?", "The port grew last year."
    assert lacking(question, text, published=date(2020, 5, 2)) == set()
    assert lacking(question, text, published=date(2019, 5, 2)) == {"2019"}
    text = "On May 3 a bridge opened."
    assert lacking("What opened in May 2019?", text, published=date(2019, 6, 1)) == set()
    assert lacking("What opened in May 2019?", text, published=date(2018, 6, 1)) == {"May 2019"}


@pytest.mark.parametrize(
    ("question", "text", "met"),
    [
        ("What has the port sold since 2012?", "It has sold coal since 2012.", True),
        ("What has the port sold since 2012?", "It has sold coal since 2010.", False),
        ("What sank between 2010 and 2017?", "Between 2010 and 2017 two ships sank.", True),
        ("What sank between 2010 and 2017?", "Between 2010 and 2015 two ships sank.", False),
        ("What sank between 2010 and 2017?", "In 2012 two ships sank.", True),
        ("What was built in the 19th century?", "The bridge was built in 1871.", True),
        ("What was built in the 19th century?", "The bridge was built in 1971.", False),
        ("When did Lund, born in 1950, leave?", "She left in 1980.", True),
    ],
)
def test_ranges_of_time(question: str, text: str, met: bool) -> None:
    assert (lacking(question, text, before="Lund was born in 1950.") == set()) is met


@pytest.mark.parametrize(
    ("question", "text", "met"),
    [
        ("Where was the third summit?", "The third summit was in Oslo.", True),
        ("Where was the third summit?", "The fourth summit was in Oslo.", False),
        ("Where was the third summit?", "The summit was in Oslo.", True),
        ("Where was the third summit?", "The summit was in Oslo for the second time.", True),
        ("Where was the first summit?", "The second summit was in Oslo.", False),
    ],
)
def test_an_ordinal_is_not_another(question: str, text: str, met: bool) -> None:
    assert (lacking(question, text) == set()) is met


@pytest.mark.parametrize(
    ("question", "text", "met"),
    [
        ("How many ships sank?", "Twelve ships sank.", True),
        ("How many ships sank?", "Only a single ship sank.", True),
        ("How many ships sank?", "The ships sank in 1999.", False),
        ("How many of the 12 ships sank?", "The 12 ships were old.", False),
        ("How many of the 12 ships sank?", "Of 12 ships 3 sank.", True),
        ("How many countries belong to it?", "They are Chile, Ghana, Malta and Peru.", True),
        ("How much did the bridge cost?", "It cost US$3 million.", True),
        ("How much did the bridge cost?", "It was paid for by the port.", False),
        ("What percentage of the fleet sank?", "A third of the fleet sank.", True),
        ("What percentage of the fleet sank?", "Twelve ships of the fleet sank.", False),
        ("How long did the strike last?", "It lasted three weeks.", True),
        ("How long did the strike last?", "The union called it a success.", False),
        ("When did the strike end?", "It ended on 3 May.", True),
        ("When did the strike end?", "It ended after the wage rise.", True),
        ("When did the strike end?", "The union called it a success.", False),
        ("In which year did the strike end?", "It ended that year.", True),
        ("In which year did the strike end?", "It ended after a wage rise.", False),
        ("Who built the bridge?", "The bridge was built by Marta Lund.", True),
        ("Who built the bridge?", "Prisoners built the bridge.", True),
        ("Who built the bridge?", "The bridge is long and grey.", False),
        ("Where does the river end?", "It ends near the old mill.", True),
        ("Which city has the bridge?", "The bridge stands in Batumi.", True),
        ("Which city has the bridge?", "The bridge stands in the old town.", False),
        ("Is the bridge old?", "It was built long ago.", True),
        ("Why did the bridge fall?", "The bridge fell.", True),
    ],
)
def test_the_kind_of_answer_is_in_the_sentence(question: str, text: str, met: bool) -> None:
    assert (lacking(question, text) == set()) is met


@pytest.mark.parametrize(
    ("one", "text", "stated"),
    [
        (Requirement("India", NAME), "Indian exports", True),
        (Requirement("India", NAME), "Chinese exports", False),
        (Requirement("2019", DATE), "in May 2019", True),
        (Requirement("2019", DATE), "in May 2018", False),
        (Requirement("17 June", DATE), "on June 17", True),
        (Requirement("480 million euros", Need.FIGURE), "€480 million", True),
    ],
)
def test_a_text_states_a_requirement(one: Requirement, text: str, stated: bool) -> None:
    assert is_stated(one, text) is stated


def test_what_a_text_has_instead() -> None:
    text = "Chinese and EU exports grew in 2023 and 2024, the Fisheries Council said."
    assert instead(Requirement("India", NAME), text) == ("China", "European Union")
    assert instead(Requirement("2019", DATE), text) == ("2023", "2024")
    assert instead(Requirement("480", Need.FIGURE), text) == ()


@pytest.mark.parametrize("piece", ["when a, ", "A ", "of ", "1999-", "the 3rd ", "“", "are a,"])
def test_long_texts_take_no_long_time(piece: str) -> None:
    question = f"How many ships of Malta sank in 1999? {piece * 300}"
    assert isinstance(unmet(question, alone(piece * 2000), passage=piece * 2000), tuple)
