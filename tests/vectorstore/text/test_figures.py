from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.text import figures, states

# text = what it says
FIGURES = """
US$25 billion = money 25000000000 USD
$25bn = money 25000000000 USD
25 billion dollars = money 25000000000 USD
$25,000 million = money 25000000000 USD
USD 25 billion = money 25000000000 USD
a $25-billion deal = money 25000000000 USD
a 25-billion-dollar deal = money 25000000000 USD
25 billion U.S. dollars = money 25000000000 USD
US $ 25 billion = money 25000000000 USD
twenty-five billion dollars = money 25000000000 USD
€54 billion = money 54000000000 EUR
54 billion euros = money 54000000000 EUR
£3.5m = money 3500000 GBP
3.5 million pounds sterling = money 3500000 GBP
¥500 million = money 500000000 CNY
500 million yuan = money 500000000 CNY
CNY 500 million = money 500000000 CNY
300 roubles = money 300 RUB
300 Russian rubles = money 300 RUB
20 tenge = money 20 KZT
₸20 = money 20 KZT
HK$25 = money 25 HKD
25 Hong Kong dollars = money 25 HKD
54 € = money 54 EUR
$1.5 trillion = money 1500000000000 USD
25 = number 25
25 million = number 25000000
25 million tonnes = number 25000000 tonnes
25m tonnes = number 25000000 tonnes
1,500 km = number 1500 km
a 1,500-kilometre line = number 1500 km
600MW = number 600 MW
600 megawatts = number 600 MW
the past 12 years = number 12 years
a 12-year plan = number 12 years
-5°C = number -5 °C
12 percent = percent 12
12 per cent = percent 12
12% = percent 12
twelve percent = percent 12
one percent = percent 1
5 percentage points = percent 5 points
fifty-eight deals = number 58
twelve = number 12
two hundred = number 200
two hundred and five thousand = number 205000
two million three hundred thousand = number 2300000
a hundred thousand = number 100000
half a million = number 500000
two and a half million = number 2500000
three dozen = number 36
the second summit = ordinal 2
the tenth = ordinal 10
the 21st century = ordinal 21
the twenty-first century = ordinal 21
In 2024 = year 2024
mid-2024 = year 2024
2024’s budget = year 2024
the 1990s = year 1990s
1500 people = number 1500
16 June 2025 = date 2025-06-16
16th of June, 2025 = date 2025-06-16
June 16, 2025 = date 2025-06-16
June 16 , 2025 = date 2025-06-16
2025-06-16 = date 2025-06-16
June 16 = date --06-16
16 June = date --06-16
Sept. 1 = date --09-01
June 2025 = date 2025-06
10-12 million = number 10000000; number 12000000
five to six million = number 5000000; number 6000000
$10-12 billion = money 10000000000 USD; money 12000000000 USD
between 10 and 12 percent = percent 10; percent 12
2013-2015 = year 2013; year 2015
2013–14 = year 2013; year 2014
16-17 June 2025 = date 2025-06-16; date 2025-06-17
June 16–17 = date --06-16; date --06-17
€54 billion (US$62.1 billion) = money 54000000000 EUR; money 62100000000 USD
In 2024, 58 deals = year 2024; number 58
May 5,000 people come? = number 5000
it won 3-2 = number 3; number 2
one of the first =
one-third of them, two-thirds, a third of us =
C5+1, COVID-19, F-16, 5G, 3M, 1.2.3 =
"""


@pytest.mark.parametrize("line", FIGURES.strip().splitlines())
def test_figures(line: str) -> None:
    text, _, expected = line.partition(" =")
    found = [f"{f.kind} {f.value} {f.unit}".strip() for f in figures(text)]
    assert found == [part.strip() for part in expected.split(";") if part.strip()]


def test_equal_figures_are_equal_wherever_they_stand() -> None:
    ways = ["US$25 billion", "worth $25bn", "25 billion dollars", "$25,000 million"]
    assert len({figures(way)[0] for way in ways}) == 1
    assert figures("US$25 billion")[0] != figures("€25 billion")[0]
    assert figures("25 deals")[0].value == Decimal(25)


@pytest.mark.parametrize(
    ("evidence", "claim", "stated"),
    [
        ("on 16 June 2025", "2025", True),
        ("on 16 June 2025", "June 2025", True),
        ("on 16 June 2025", "June 16", True),
        ("on 16 June 2025", "the 2020s", True),
        ("on 16 June 2025", "17 June 2025", False),
        ("on June 16", "16 June 2025", False),
        ("in June 2025", "2025", True),
        ("in June 2025", "16 June 2025", False),
        ("in 2025", "June 2025", False),
        ("in 1994", "the 1990s", True),
        ("US$25 billion", "25 billion", True),
        ("25 billion", "US$25 billion", False),
        ("€25 billion", "US$25 billion", False),
        ("12 per cent", "12", True),
        ("12 deals", "12 per cent", False),
        ("the 19th century", "19", True),
        ("12 km", "12", True),
        ("12 km", "12 miles", False),
        ("58 deals worth $25bn", "fifty-eight agreements", True),
        ("5 percentage points", "5 per cent", False),
        ("", "5", False),
    ],
)
def test_states(evidence: str, claim: str, stated: bool) -> None:
    assert states(figures(evidence), figures(claim)[0]) is stated


PARTS = st.sampled_from(
    [
        *"2 25 2024 1,500 4.5 $ € % two hundred and million bn - – /".split(),
        *"June May 16 to km a half of".split(),
        " ",
        " ",
        ", ",
        "\n",
    ]
)


@given(st.lists(PARTS, max_size=25).map("".join) | st.text(max_size=60))
def test_spans_are_in_order_and_hold_the_figure(text: str) -> None:
    found = figures(text)
    for figure in found:
        assert 0 <= figure.span.start < figure.span.end <= len(text)
        assert states(found, figure)
    assert [f.span for f in found] == sorted(f.span for f in found)


@pytest.mark.parametrize(
    "unit", ["1", "1,111", "two million ", "a ", "twenty-", "$", "June 1 ", "1 and ", " million"]
)
def test_the_cost_is_linear_on_hostile_text(unit: str) -> None:
    started = time.perf_counter()
    figures("two" + unit * (500_000 // len(unit)))
    assert time.perf_counter() - started < 10
