"""The one key of a word's forms and of words that say the same: rose, rises and climbed are one."""

from __future__ import annotations

from functools import lru_cache

from vectorstore.text.nations import nation_of
from vectorstore.text.words import STOP_WORDS, stem

# Forms that a stemmer does not bring together.
_IRREGULAR = """
    began begun begin|bought buy|brought bring|built build|came come|chose chosen choose|cut cut
    drew drawn draw|fell fallen fall|found find|fought fight|gave given give|grew grown grow
    held hold|kept keep|knew known know|led lead|left leave|lent lend|lost lose|made make|met meet
    paid pay|ran run|rose risen rise|said say|saw seen see|sent send|shrank shrunk shrink|sold sell
    sought seek|spent spend|spoke spoken speak|stood stand|struck strike|took taken take|told tell
    thought think|won win|wrote written write|broke broken break|went gone go|laid lay|fled flee
    became become|swore sworn swear|withdrew withdrawn withdraw|undertook undertaken undertake
    oversaw overseen oversee|bore borne bear|beat beaten beat|sank sunk sink|dealt deal
    arose arisen arise|forbade forbidden forbid|flew flown fly|drove driven drive|threw thrown throw
    overtook overtaken overtake|shook shaken shake|stole stolen steal|shot shoot|hid hidden hide
    taught teach|understood understand|forgot forgotten forget|swept sweep|froze frozen freeze
    according say|halves half|analyses analysis
    centre center|programme program|labour labor|defence defense
    colour color|tonne ton|kilometre kilometer|metre meter
"""
# Words that may stand for one another in what articles say. The first is their key.
_FAMILIES = """
    rise increase climb grow growth expand jump surge soar gain rose up higher
    fall decrease decline drop shrink plunge slump contract reduce reduction lower down dip
    big large major huge vast sizeable substantial considerable
    begin start commence
    end finish conclude
    buy purchase acquire
    build construct erect
    country nation state
    say tell state announce declare report
    reach total amount hit
    pact agreement accord deal
    leader head chief
    show demonstrate indicate
    help assist aid support
    important significant key crucial
    firm company enterprise business
    railroad railway rail
    way method
    need require
    use utilise utilize
    get obtain receive
    people person
    near close
    quick fast rapid
    begin launch
    make produce manufacture
    trade turnover
    annual yearly
    approximately roughly around
    talks negotiation
    visit trip
    meeting summit
    contain hold
    choose select pick
    also too
    border frontier
    electricity power
    mostly mainly largely primarily
    allow permit enable let
    cost price
    happen occur
    try attempt
    ban prohibit forbid
    kid child children
    doctor physician
    illness disease
    car automobile vehicle
"""
_BRITISH = (("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("ise", "ize"))


def _spelled(word: str) -> str:
    """Return a folded word as Americans spell it."""
    for british, american in _BRITISH:
        if len(word) > len(british) + 4 and word.endswith(british):
            return word.removesuffix(british) + american
    return word


def _irregular() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _IRREGULAR.strip().splitlines():
        for group in line.split("|"):
            *forms, base = group.split()
            found |= dict.fromkeys(forms, base)
    return found


_BASES = _irregular()


def _families() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _FAMILIES.strip().splitlines():
        words = [stem(_spelled(word)) for word in line.split()]
        key = found.get(words[0], words[0])
        for word in words:
            found.setdefault(word, key)
    return found


_KEYS = _families()


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """Return the stem of a folded word, whatever its form: rose is rise, Kazakh is kazakhstan."""
    nation = nation_of(word)
    if nation is not None and word not in STOP_WORDS:
        return nation
    return stem(_spelled(_BASES.get(word, word)))


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """Return the lemma that stands for all words that say the same as a folded word."""
    found = lemma(word)
    return _KEYS.get(found, found)
