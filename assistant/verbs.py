"""Verbs of what is told in articles: their forms, and what may be asked with them."""

from __future__ import annotations

_REGULAR = """
accept adopt agree announce apply appoint approve attack ban borrow call capture close complete
create cross discover divide donate earn elect employ end establish export handle host import
introduce invent invest join launch move name offer open order oppose pass pledge present
produce promise propose publish purchase receive reject release rename return reveal
shape start support unveil visit vote
""".split()
_IRREGULAR = {
    "became": "become",
    "began": "begin",
    "bought": "buy",
    "built": "build",
    "carried": "carry",
    "chose": "choose",
    "founded": "found",
    "gave": "give",
    "held": "hold",
    "left": "leave",
    "lent": "lend",
    "lost": "lose",
    "made": "make",
    "met": "meet",
    "paid": "pay",
    "planned": "plan",
    "ratified": "ratify",
    "sent": "send",
    "signed": "sign",
    "sold": "sell",
    "spent": "spend",
    "supplied": "supply",
    "took": "take",
    "won": "win",
    "wrote": "write",
    "employs": "employ",
    "handles": "handle",
    "produces": "produce",
}

BASES = {
    **{base + ("d" if base.endswith("e") else "ed"): base for base in _REGULAR},
    **_IRREGULAR,
}
"""The base of a verb, by the form in which articles tell what somebody did or does."""

DEEDS = frozenset("announce discover invent offer pledge promise propose unveil".split())
"""What somebody did so is worth asking for: "What did the bank promise?"."""

INTRANSITIVE = frozenset("agree apply begin close end meet open start vote".split())
"""These need no object."""

PARTICIPLES = (
    "held|built|born|made|chosen|begun|found|sent|sold|won|cut|shot|killed|set up|drawn up|brought"
    "|given|taken|written|paid|lost|put|led|hit|known|[a-z]{3,}ed"
)
"""Past participles, as a regular expression."""
