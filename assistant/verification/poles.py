"""Words that say the opposite of one another, and words that a claim must not add."""

from __future__ import annotations

from functools import lru_cache

from assistant.verification.forms import lemma

# Pairs of poles: a claim with a word of one may not rest on words of the other.
_PAIRS = """
    rise increase climb grow growth expand expansion jump surge soar gain up upward boost raise
    double triple | fall decrease decline drop shrink plunge slump contract contraction reduce
    reduction down downward lose cut halve dip slash; more | less fewer; most | few; many | few;
    top | bottom; major | minor; most | least fewest; higher above | lower below; high | low; over
    | under; larger bigger greater | smaller; largest biggest greatest | smallest; longer
    lengthen | shorter shorten cut;
    longest | shortest; stronger strengthen strong | weaker weaken weak; older oldest |
    younger youngest newer newest; best better | worst worse; improve improvement | worsen
    deteriorate deterioration; majority | minority; maximum | minimum; before | after since;
    earlier | later; early | late; previous preceding past former | next following future coming;
    first | last final; begin start launch open opening commence | end finish close closure stop
    cease halt suspend; import importer | export exporter; buy purchase buyer acquire | sell
    seller sale; lend lender creditor | borrow borrower debtor; surplus | deficit; profit | loss;
    join enter accession | leave exit withdraw withdrawal quit; win victory winner defeat | lose
    defeat loser; accept approve approval agree support back endorse favour favor welcome adopt
    ratify | reject refuse refusal oppose opposition decline veto block condemn criticise
    criticize; confirm admit acknowledge | deny denial; allow permit legalise legalize | ban
    prohibit forbid outlaw; include inclusion | exclude exclusion; succeed success successful |
    fail failure unsuccessful; north northern | south southern; east eastern | west western;
    arrive arrival | depart departure leave; inside within | outside; public | private; domestic
    internal | foreign external; legal lawful | illegal unlawful; likely | unlikely; possible |
    impossible; able | unable; positive | negative; optimistic | pessimistic; ally friend | enemy
    foe adversary; peace | war; attack | defend; support | undermine; cheap cheaper | expensive
    costly dearer; rich richer | poor poorer; hot hotter warm warmer | cold colder cool cooler;
    wet rainy | dry; upper | lower; upstream | downstream; employ hire | dismiss fire sack; create
    establish found | abolish dissolve disband; lift ease | impose tighten; release free | arrest
    detain imprison jail; build construct | demolish dismantle destroy; remain stay | leave; keep
    retain | abandon; supplier provider supply | recipient consumer; faster quicker accelerate |
    slower slow; widen | narrow; temporary | permanent; mandatory compulsory | voluntary optional;
    male man men | female woman women; father | mother; son | daughter; husband | wife; king |
    queen; morning | evening; summer | winter; spring | autumn; urban | rural; civilian |
    military; direct | indirect; visible | invisible; increase | lack
"""
# What narrows or widens a statement: a claim may have it only where the source has one of the line.
_STRONG = """
    all every each entire entirely whole always fully completely total totally unanimously any
    only sole solely exclusively alone
    first inaugural maiden
    last final
    largest biggest greatest most main top leading
    smallest least fewest
    less fewer
    few
    several many
    best
    worst
    never
    both
    twice double doubled doubling
    triple tripled tripling threefold
    half halved halving
    quadruple quadrupled fourfold
    tenfold
    immediately
    unanimous unanimously
    record
    permanent permanently
    illegal illegally
    guarantee guaranteed guarantees
    because due owing therefore
    cause caused causes causing led result resulted results resulting
"""


def _lemmas(line: str) -> frozenset[str]:
    return frozenset(lemma(word) for word in line.split())


PAIRS: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(
    (_lemmas(left), _lemmas(right))
    for left, right in (pair.split("|") for pair in _PAIRS.split(";"))
)


@lru_cache(maxsize=16384)
def poles(word: str) -> frozenset[tuple[int, bool]]:
    """Return the poles that a lemma belongs to: the pair's number, and which side of it."""
    return frozenset(
        (number, side)
        for number, pair in enumerate(PAIRS)
        for side in (False, True)
        if word in pair[side]
    )


STRONG: dict[str, int] = {
    word: number
    for number, line in reversed(list(enumerate(_STRONG.strip().splitlines())))
    for word in line.split()
}
"""Folded words of _STRONG, each with the number of its line."""
