from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.text import names, same_name

NAMES = """
Kassym-Jomart Tokayev met Xi Jinping in Astana. = Kassym-Jomart Tokayev; Xi Jinping; Astana
The European Union and China met. = European Union; China
However, Kazakhstan agreed. = Kazakhstan
But China’s Belt and Road Initiative grew. = China; Belt and Road Initiative
They left Kazakhstan, Kyrgyzstan and Tajikistan. = Kazakhstan; Kyrgyzstan; Tajikistan
Leaders of Russia and China spoke. = Russia; China
The Ministry of Trade and Industry of Japan said so. = Ministry of Trade and Industry of Japan
They flew to Bosnia and Herzegovina. = Bosnia and Herzegovina
The Shanghai Cooperation Organisation (SCO) met. = Shanghai Cooperation Organisation; SCO
The C5+1 group met in Xi’an and Xi'an. = C5+1; Xi’an; Xi'an
He joined the Organisation for Economic Growth. = Organisation for Economic Growth
She left Osh for Moscow. = Osh; Moscow
Mohammed bin Salman met Charles de Gaulle. = Mohammed bin Salman; Charles de Gaulle
J. K. Rowling and George W. Bush met. = J. K. Rowling; George W. Bush
The talks with Gen. Liu and U.S. envoys ended on Friday, June 16. = Gen. Liu; U.S.
Trade fell. Security is worse. Finally, Uzbekistan gained. = Uzbekistan
Tokayev left. Mirziyoyev stayed. = Tokayev; Mirziyoyev
Governments act slowly. The governments agree. =
What did Beijing say? = Beijing
Which EU states trade most? = EU
It cost US$25 billion. =
“We trust Iran,” said Putin. “Nobody else does.” = Iran; Putin
The Astana Times wrote it. = Astana Times
I met Ali, and I left. = Ali
New deals\\nAstana Forum\\nMore talks = Astana Forum
Nothing here at all. =
"""


@pytest.mark.parametrize("line", NAMES.strip().splitlines())
def test_names(line: str) -> None:
    text, _, expected = line.replace("\\n", "\n").partition(" =")
    found = names(text)
    assert [name.text for name in found] == [e.strip() for e in expected.split(";") if e.strip()]
    assert all(name.span.of(text) == name.text for name in found)


SAME = """
EU ~ European Union
SCO ~ Shanghai Cooperation Organisation
OSCE ~ Organization for Security and Co-operation in Europe
BRI ~ Belt and Road Initiative
UN ~ United Nations
Tokayev ~ Kassym-Jomart Tokayev
Central Asia ~ China-Central Asia Summit
Kazakh ~ Kazakhstan
Uzbek ~ Uzbekistan
Uzbeks ~ Uzbekistan
Kyrgyz ~ Kyrgyzstan
Russia ~ Russian
Iran ~ Iranian
Ukraine ~ Ukrainian
Italy ~ Italian
Canada ~ Canadian
Mexico ~ Mexican
China ~ Chinese
France ~ French
Germany ~ German
India ~ Indian
Turkey ~ Türkiye
Turkish ~ Türkiye
US ~ United States
U.S. ~ America
American ~ United States
UK ~ Britain
British ~ United Kingdom
Japan ~ Japanese
Israel ~ Israeli
Pakistan ~ Pakistani
Xi’an ~ Xi'an
China’s ~ China
Erdoğan ~ Erdogan
The Kremlin ~ Kremlin
President Xi Jinping ~ Chinese President Xi
Mr. Tokayev ~ President Tokayev
Central Asian ~ Central Asia
South Korean ~ South Korea
EU–Central Asia ~ EU-Central Asia
"""
APART = """
China ~ Beijing
Russia ~ Kremlin
Kazakhstan ~ Astana
Niger ~ Nigeria
Roman ~ Romania
Iran ~ Iraq
Austria ~ Australia
EU ~ Eurasian Economic Union
President ~ President Xi
Mali ~ Malaysia
India ~ Indiana
Georgia ~ George
Xi Jinping ~ Li Qiang
of ~ Bank of China
. ~ China
"""


@pytest.mark.parametrize("line", SAME.strip().splitlines())
def test_same_name(line: str) -> None:
    a, b = line.split(" ~ ")
    assert same_name(a, b)
    assert same_name(b, a)


@pytest.mark.parametrize("line", APART.strip().splitlines())
def test_other_names(line: str) -> None:
    a, b = line.split(" ~ ")
    assert not same_name(a, b)
    assert not same_name(b, a)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Beijing", "China", True),
        ("Beijing", "Chinese", True),
        ("Moscow", "the Kremlin", True),
        ("Brussels", "EU", True),
        ("New Delhi", "Indian", True),
        ("Astana", "Kazakh", True),
        ("Washington", "U.S.", True),
        ("Beijing", "Moscow", False),
    ],
)
def test_a_capital_speaks_for_its_country_only_if_asked(a: str, b: str, same: bool) -> None:
    assert same_name(a, b, metonyms=True) is same
    assert not same_name(a, b) or a == b


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from("Xi of the and EU’s . , - A al".split()), max_size=15).map(" ".join)
)
def test_spans_are_in_order_and_a_name_is_itself(text: str) -> None:
    found = names(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(name.text and name.span.of(text) == name.text for name in found)


@pytest.mark.parametrize("unit", ["A", "A ", "Ab ", "A.", "Ab of ", "A-", "Ab and "])
def test_the_cost_is_linear_on_hostile_text(unit: str) -> None:
    started = time.perf_counter()
    names(unit * (500_000 // len(unit)))
    assert time.perf_counter() - started < 10
