"""Whether what is said is a fact, a plan or an opinion, told by its verbs.

Only main clauses count: what "which will open" says is beside the point of its sentence. Every
pattern reads a bounded number of words from where it begins, so the cost is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

Kind = Literal["fact", "plan", "opinion"]

_LOW = re.IGNORECASE
_BEHIND = 120
"""Characters looked at before "will" and "is to"."""

_ASIDE = re.compile(r"\([^()]{0,300}\)")
_BREAK = re.compile(r"[,;:()\[\]—]|\s[–-]+\s|[.!?…]+[\"'”’»)]*\s")
_SUBORDINATE = re.compile(
    r"[\s\"'“‘(]*(?:and |but |or )?(?:which|whose|whom|who|where|when|whenever|while|because"
    r"|although|though|even though|even if|if|unless|since|so that|after|before|until|whereas"
    r"|provided|in which|of which|by which|for which|at which|with)\b",
    _LOW,
)
_RELATIVE = re.compile(
    r"(?<=[^\W_]\s)(?:who|whom|whose|which|where|when|whenever|if|whether|because|although|though|while|what"
    r"|how|why|unless|until|than|(?<!\sand\s)(?<!\sbut\s)(?<!\sor\s)that)\s",
    _LOW,
)
_CONDITION = re.compile(r"\b(?:if|unless|whenever|once|when|suppose|assuming)\b", _LOW)
_GENERIC = re.compile(
    r"\A\W*(?:an?|any|every|each|one|you|people|students|patients|most|many|some|such|there|no)\s",
    _LOW,
)
_ALWAYS = re.compile(
    r"\b(?:often|usually|always|sometimes|generally|typically|normally|commonly|never|frequently"
    r"|occasionally|tends?|can|any|each|every|either|or will|depending|different"
    r"|[iI]t will (?:take|require|be))\b"
)
# What tells the will of somebody from what always happens: a name, a figure, a work to be done.
_PARTICULAR = re.compile(
    r"(?<=[^\W\d_][ ,] )[A-Z]|(?<=[^\W\d_] )[A-Z]|\d"
    r"|\b(?:we|We|I|he|He|she|She|two|three|four|five|six|seven|eight|nine|ten)\b"
    r"|\A\W*[A-Z][\w’'-]*[^\Ws](?: also| soon| now)? (?:will|won|shall)\b"
    r"|\b(?:will|shall|['’]ll) (?:not |also |soon |then |now |first |jointly |eventually )?+"
    r"(?:open|begin|start|launch|host|sign|invest|build|construct|expand|visit|hold|attend|finance"
    r"|fund|lead|join|meet|connect|link|receive|pay|complete|announce|publish|vote|decide|resume"
    r"|be (?:built|held|opened|launched|completed|signed|funded|financed|extended|constructed"
    r"|created|established|published|announced|closed|raised|cut|introduced|signed))\b"
)
_SOON = re.compile(
    r"\b(?:by|in|from|until|for|since|before|after|during) (?:\w{1,9} ){0,3}(?:20[2-9]\d|21\d\d)\b"
    r"|\b(?:next|this|coming) (?:week|month|year|decade|spring|summer|autumn|winter)\b|\btomorrow\b"
)
_NOUN_BEFORE = re.compile(
    r"\b(?:a|an|the|his|her|its|their|my|our|your|this|that|no|any|free|good|ill|political|popular"
    r"|general|own|last|divine|strong|iron|of|at|against|without|with|by|public|people's|[\w]{1,30}s')"
    r"\s\Z",
    _LOW,
)
_ADVERB = r"(?: (?:not|also|soon|then|now|first|again|later|still|only|together|\w{2,20}ly))?"
_WILL = re.compile(
    rf"\b(?:(?:will|shall)|(?<=\w)['’]ll){_ADVERB}"
    r" (?!(?:of|to|and|or|in|is|was|for|that|on|power|have been)\b)[a-z]{2,}|\bwon['’]t\b"
)
_PLANS = re.compile(
    r"""\b(?:
        (?<=[\w’'”"]\s)(?:plans|aims|hopes) \s to \s [a-z]
        | (?<=s\s)(?:plan|aim|hope) \s to \s [a-z]
        | (?:also|they|we|I|now|still) \s (?:plan|aim|hope|want) \s to \s [a-z]
        | (?:announced|unveiled|outlined|has|have) \s plans \s to \s [a-z]
        | (?:intends?|proposes|wants) \s to \s [a-z]
        | wants \s (?:\S{1,30}\s){1,8}? (?:by \s (?:20|21)\d\d | to \s [a-z])
        | (?:is|are|['’]re|['’]s|am|has \s been|have \s been) \s
          (?:also\s|now\s|currently\s|still\s)?
          (?: (?:planning|preparing|aiming|hoping) \s to \s [a-z]
            | (?:planned|scheduled|slated|expected|poised|projected|anticipated)
              \s (?:to \s (?!be \s (?:an?|the)\s)[a-z] | for \s (?:\w{3,9}\s)?
                (?:20\d\d|next|the\s(?:end|summer|autumn|spring|winter)))
            | (?:going|set|about) \s to \s [a-z]
            | on \s (?:track|course) \s to \s [a-z]
            | due \s to \s (?:be|begin|open|start|end|finish|take|meet|visit|come|enter|launch|run
              |arrive|host|become|go|sign|hold|complete|expire|receive|join|leave|make) \b )
        | (?:aim|goal|plan|intention|ambition|target|objective) \s (?:is|remains) \s to \s [a-z]
        | (?:foresees?|envisages?|envisions?) \s
        | (?:agreed?|agrees|pledge[sd]?|promise[sd]?|vow(?:s|ed)?|undertook) \s (?:\w{2,20}ly\s)? to
          \s (?!(?:the|an?|this|these|all|his|her|its|their|it|them|him|be \s bound)\b)[a-z]
        | (?:has|have|had)? \s? (?:committed|commits?) \s (?:itself\s|themselves\s)? to
          \s (?:\w{2,20}ing|build|invest|buy|cut|reduce|provide)\b
        | pledged \s (?:(?:around|about|up|to|over|more|than|nearly|another|an|additional)\s){0,4}
          (?:[$€£¥₽₸]|US\$|\d)
    )""",
    re.VERBOSE,
)
# "A plan to": no verb.
_NOUN_OF_PLAN = re.compile(
    r"\b(?:the|its|our|his|her|their|new|any|for|and|with|of|in|on|no|these|those|such|but|had"
    r"|\w{1,30}(?:ed|ing|ive|ous|al|ate|ful|ary|ish)|made|set|drew) \Z",
    _LOW,
)
_TO_BE = re.compile(r"\b(?:is|are) to (?:be [a-z]{2,20}(?:ed|en|n|t|d|de|ld)\b|[a-z]{3,})")
_NO_PLAN_SUBJECT = re.compile(
    r"\b(?:aim|goal|purpose|way|ways|objective|task|role|job|idea|problem|solution|point|function"
    r"|mission|steps?|challenge|plan|intention|hope|method|approach|approaches|strategy|difference|"
    r"thing|alternative|option|options|trick|duty|duties|practice|here|there|it|what|all|this|that"
    r"|effect|desire|tendency|interest|reason|need|responsibility|first|important|key|best|other)"
    r"(?: (?:of|for|in)(?: [\w'’-]{1,25}){1,6})? \Z",
    _LOW,
)
_REPORTED_PLANS = re.compile(
    r"""\bwould (?: \s not | \s also | \s soon | \s only | \s \w{2,20}ly )?+
        \s (?!have\b|rather\b|like\b|prefer\b)[a-z]{2,}
      | \b(?:was|were) \s (?:going \s to|about \s to|planning \s to|due \s to|set \s to|to \s be
        |expected \s to|scheduled \s (?:to|for)|planned \s (?:to|for)) \b
      | \b(?:planned|intended) \s to \s [a-z]
    """,
    re.VERBOSE | _LOW,
)
_OPINIONS = re.compile(
    r"""
    \b(?:is|are|was|were|be|['’]s|['’]re|looks?|remains?|will|would|now|also|still|very|highly)
      \s (?:most\s|very\s|highly\s|now\s|also\s|still\s|quite\s)? (?:un)?likely
      \s (?: to\b | that\b | be\b|become\b|remain\b|have\b|continue\b)
    | (?<!more\s)(?<!less\s)(?<!as\s)(?<!so\s)(?<!how\s)(?<!a\s)(?<!the\s)(?<!any\s)(?<!its\s)
      \b likely \s [a-z]{3,20}(?:[^s]s|ed)\b
    | \b(?:ought|needs?) \s to \s (?:act|rethink|recogni[sz]e|understand|stop|do \s more|wake)\b
    | \b(?:arguably|presumably|undoubtedly|hopefully|unfortunately|almost \s certainly|no \s doubt
      | in \s (?:my|our) \s (?:view|opinion))\b
    | \bprobably\b
    | \b(?:seems?|appears?) \s (?:also\s|now\s|likely\s)? (?:to \s [a-z] | that\b)
    | \b(?:I|we) \s (?:believe|think|feel|hope|doubt|fear)\b
    | \b(?:is|are) \s (?:\w{2,20}ly\s)? (?:believed|thought) \s to \s [a-z]
    | \bit \s is \s (?:\w{2,20}\s)? (?:clear|obvious|important|essential|necessary|vital|crucial
      |imperative|doubtful|tempting|unfortunate|wrong|right|time)
      \s (?:that|to)\b
    """,
    re.VERBOSE | _LOW,
)
_SHOULD = re.compile(
    r"\bshould(?:n['’]t)?\b"
    r"(?! have been| like| (?:not )?be (?:noted|confused|compared|distinguished))"
)
# Whose duty is a matter of opinion, not of the rules of a game or a trade.
_POLITICAL = (
    r"(?:(?<=[a-z] )[A-Z][\w’'-]*|\A\W*(?!It\b|He\b|She\b|They\b|This\b|There\b|One\b|You\b)"
    r"[A-Z][\w’'-]*[^\Ws]|Brussels|U\.S\.|\b(?:[Ww]e|leaders"
    r"|governments?|policymakers|politicians|ministers|presidents?|country|countries|region|states?"
    r"|towns?|city|union|powers|bank|authorities|parliament|council))"
)
_DUTY = re.compile(
    rf"{_POLITICAL} (?:should(?:n['’]t)?|must|cannot afford to) "
    r"(?:(?:not|also|never|now|first) )?+(?!be (?:noted|confused|compared|apparent)|necessarily)"
    r"[a-z]"
)
_MUST_ONLY_BE = re.compile(r"\bmust (?:not )?(?:be|have)\b")
_MUST_BE = re.compile(r"\bmust (?:not |also |never |now |first )?[a-z]")
_RULE = re.compile(
    r"\b(?:laws?|rules?|treat(?:y|ies)|constitution|regulations?|articles?|directives?|principles?"
    r"|courts?|applicants?|votes?|majority|elections?|in order to|required|candidates?"
    r"|licen[cs]es?|under)\b",
    _LOW,
)
_MIGHT = re.compile(
    r"\b(?:may|might|could) (?:well |yet |soon |also |eventually |even |still |seriously )?+"
    r"(?:become|lead|rise|fall|double|triple|halve|grow|increase|decrease|shrink|vanish|disappear"
    r"|collapse|lose|gain|help|hurt|harm|boost|undermine|threaten|weaken|strengthen|trigger|cause"
    r"|bring|push|spark|face|prove|cost|reach|exceed|spread|worsen|improve|drop|jump|change|turn"
    r"|be (?:halved|doubled|tripled|cut|reduced|lost|hit|delayed|affected|a |an ))"
)
_STRONG_MIGHT = re.compile(
    r"\b(?:may|might|could) (?:(?:well|yet|soon|eventually) [a-z]{2,}"
    r"|[a-z]{2,20} (?:[^\s,;]{1,30} ){0,10}?(?:by 20\d\d|in (?:the )?(?:coming|next|years to)"
    r"|in (?:the )?future|next (?:year|month|decade|week)|in the long (?:run|term)"
    r"|this (?:year|decade)))"
)
_SUPERLATIVE = re.compile(
    r"\b(?:the |one of the |its |their |our )(?:very )?"
    r"(?:best(?! he| she| they| we| I)|worst|greatest|finest"
    r"|most (?:important|successful|significant|dangerous|beautiful|remarkable|promising|serious"
    r"|influential|impressive|pressing|valuable|interesting|effective|reliable|brilliant|talented))\b"
    r"|\b(?:is|are|was|were|be|been) (?:a |an |very |too |so |absolutely |deeply |entirely )?"
    r"(?:mistake|disaster|wrong|unfair|dangerous|unacceptable|absurd|shameful|disappointing"
    r"|excellent|wonderful|remarkable|nonsense|tragedy|foolish|impossible|difficult)\b",
    _LOW,
)


def kind_of(told: str, *, reported: bool) -> Kind:
    """Return what kind of statement `told` makes; `reported` if someone is said to make it."""
    told = _ASIDE.sub(" ", told)
    clauses = list(_main_clauses(told))
    is_rule = not reported and _RULE.search(told) is not None
    if any(_is_opinion(clause, reported, is_rule) for clause in clauses):
        return "opinion"
    conditional = _CONDITION.search(told) is not None
    generic = conditional or _ALWAYS.search(told) is not None
    is_plan = any(_is_plan(clause, reported, conditional, generic) for clause in clauses)
    return "plan" if is_plan else "fact"


def _main_clauses(told: str) -> Iterator[str]:
    """Yield the pieces between marks, without what a relative or a conjunction begins."""
    cuts = [*_BREAK.finditer(told)]
    starts, ends = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(told)]
    for start, end in zip(starts, ends, strict=True):
        if start < end and _SUBORDINATE.match(told, start, end) is None:
            relative = _RELATIVE.search(told, start, end)
            yield told[start : relative.end() if relative is not None else end]


def _is_opinion(clause: str, reported: bool, is_rule: bool) -> bool:
    patterns = [_OPINIONS, _STRONG_MIGHT]
    if reported:
        patterns += [_SHOULD, _MUST_BE, _SUPERLATIVE, _MIGHT]
    elif not (is_rule or _GENERIC.search(clause) or _MUST_ONLY_BE.search(clause)):
        patterns.append(_DUTY)
    return any(pattern.search(clause) for pattern in patterns)


def _is_plan(clause: str, reported: bool, conditional: bool, generic: bool) -> bool:
    if reported and not conditional and _REPORTED_PLANS.search(clause):
        return True
    if _has(_PLANS, _NOUN_OF_PLAN, clause) or _has(_TO_BE, _NO_PLAN_SUBJECT, clause):
        return True
    if not _has(_WILL, _NOUN_BEFORE, clause):
        return False
    return reported or _SOON.search(clause) is not None or not (generic or _is_generic(clause))


def _is_generic(clause: str) -> bool:
    """Tell whether "will" states what always happens: "larger bodies will move more slowly"."""
    return _GENERIC.search(clause) is not None or _PARTICULAR.search(clause) is None


def _has(pattern: re.Pattern[str], unless_behind: re.Pattern[str], clause: str) -> bool:
    """Tell whether `pattern` occurs where `unless_behind` does not end."""
    return any(
        unless_behind.search(clause, max(0, found.start() - _BEHIND), found.start()) is None
        for found in pattern.finditer(clause)
    )
