"""A wire report as several papers print it, and bulletins that are made from one template.

All of it is invented.
"""

from __future__ import annotations

WIRE = (
    "The ministers of transport of Altania and Borvia agreed on Tuesday to build a railway of 212 "
    "kilometres between the port of Selm and the border town of Karsk.",
    "The line is to cost 1.4 billion crowns, of which Altania pays 900 million. Borvia bears the "
    "rest and grants the land without charge, the joint statement says.",
    "“This railway ends a detour that our carriers have made for a generation,” said Altania's "
    "minister, Orin Velt. His colleague Maja Sorr called the treaty the beginning of a market that "
    "reaches from the sea to the hills.",
    "Work is to begin in the spring, once both parliaments have ratified the treaty. Engineers "
    "expect the tunnel below the Grey Pass, 17 kilometres long, to take six years.",
    "Farmers in the valley of the Ness oppose the route, which crosses their meadows. They have "
    "asked the court in Karsk to stop the survey and want the trains to follow the old road.",
    "Goods between the two countries were worth 3.2 billion crowns last year, a third more than "
    "five years ago. Timber and machines make up most of them.",
)
REPORT = "\n\n".join(WIRE)

REPRINT = "\n\n".join(
    (
        "By our own correspondent. Two neighbours want to move closer together by rail.",
        *WIRE[:3],
        *WIRE[4:],
    )
)
"""With another line before it, and a paragraph less."""

OTHER_WORDS = "\n\n".join(
    (
        "A railway between the sea and the hills has come nearer. On Tuesday the governments of "
        "Altania and Borvia signed a treaty on 212 kilometres of track from Selm to Karsk.",
        "Of the price, put at 1.4 billion crowns, Altania will carry 900 million; its partner "
        "gives the ground for nothing and pays what is left.",
        "Trains would no longer have to go round by the coast, minister Orin Velt told reporters, "
        "while Maja Sorr of Borvia spoke of a new market. Neither said who is to run the line.",
        "Before the first spade goes into the ground in spring, deputies in both capitals must "
        "approve. The longest tunnel, of 17 kilometres, will keep the builders busy for six years.",
        "In the Ness valley the plan has few friends: farmers there have gone to court.",
    )
)
"""The same event, told by another hand."""

_BULLETIN = (
    "Prices on the grain exchange of Selm moved little in the week that ended on {day} {month}. "
    "Wheat of the third class closed at {} crowns a tonne, after {} crowns the week before. "
    "Barley for fodder closed at {} crowns a tonne and maize at {} crowns. "
    "Traders offered {} tonnes of wheat, of which {} tonnes found a buyer. "
    "Sunflower oil stood at {} crowns a tonne, and stocks in the port came to {} tonnes. "
    "The exchange publishes this bulletin every week. All prices are without tax and apply to "
    "goods free on truck in the port of Selm. The exchange takes no responsibility for trades "
    "that are made on the strength of this bulletin. Questions are answered by its office."
)


def bulletin(week: int) -> str:
    """Return the bulletin of one week: the words of all others, with figures of its own."""
    figures = [(week * step) % 977 + 1000 for step in (37, 53, 71, 89, 97, 101, 113, 127)]
    return _BULLETIN.format(*figures, day=week % 28 + 1, month=("May", "June", "July")[week % 3])
