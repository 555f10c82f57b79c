"""The abbreviations that end in a period, and the words that show a new sentence all the same."""

from __future__ import annotations

# A name, a number or a further word always follows these.
NEVER_LAST = frozenset(
    """
    Mr Mrs Ms Mx Dr Prof Gen Lt Col Maj Capt Sgt Cpl Pvt Adm Cmdr Brig Rev Hon Pres Gov Sen Rep
    Amb Supt Insp Messrs Mme Mlle Sra Srta Dra Fr Br Ven Cllr e.g i.e eg ie vs v viz cf ca
    approx c lit
    """.split()
)

# These may end a sentence; only what follows tells.
OFTEN_INSIDE = frozenset(
    """
    U.S U.K U.N E.U etc al ed eds est dept univ assn incl excl repr rev trans Inc Ltd Co Corp
    Bros Cos Plc plc Pty Ph.D Jr Sr Esq Dept Univ Assn Assoc Est Ed Eds Jan Feb Mar Apr Jun Jul
    Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri St Ste Mt Ft Ave Blvd Rd Sq Hwy
    Rte Calif Conn Ariz Fla Tenn Mich Minn Wis Okla Colo Ont Que lb lbs oz hr hrs sq cu max min
    avg no nos fig figs vol vols pp para paras ch eq eqs Fig Figs Vol Vols Eq Eqs Yahoo!
    Jeopardy!
    """.split()
)

# Words of their own ("No. Not yet."), abbreviations only when a number follows.
BEFORE_NUMBER = frozenset(
    """
    No Nos Art Arts Sec Ch Op Cl Ex Ver Para Pt Pts Bk art sec op cl ver pt bk
    """.split()
)

# Capitalised words that rarely continue a name, and so begin a sentence after "U.S." or "etc.".
OPENERS = frozenset(
    """
    A About According Additionally After Afterwards All Although Among An And Another Any Are As
    At Because Before Beyond Both But By Consequently Despite Did Do Does During Each Earlier
    Even Every Everyone Few For Four Five From Furthermore Given Had Has Have He Hence Her Here
    His How However I If In Indeed Instead Is It Its Just Last Later Like Many Meanwhile
    Moreover Most Much My Neither Nevertheless No Nobody None Nonetheless Nor Not Nothing Now Of
    On Once One Only Or Other Others Otherwise Our Out Perhaps Rather Recently Several She
    Similarly Since So Some Someone Soon Still Such That The Their Them Then There Thereafter
    Therefore These They This Those Though Three Through Thus To Today Together Two Under Unlike
    Until Upon Was We Were What When Where Whereas Whether Which While Who Whose Why Will With
    Within Without Yesterday Yet You Your
    """.split()
)

# "Why?" Smith asked.
ATTRIBUTIONS = "said|says|asked|asks|replied|wrote|added|told|exclaimed|shouted|wondered|cried"
