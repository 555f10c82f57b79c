"""Reports that a verb of saying or thinking makes: "X said that ...", "...," said X."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.attribution.reports import LAWS, Report, Stance
from assistant.attribution.speakers import DOCUMENTS, FINITE, PRONOUNS, Speaker, following, subject
from assistant.attribution.tokens import Line, Token

_PLAIN = "said says say"
_TOLD = "told tells tell"
_WITH_THAT = """
    wrote writes write added adds add stated states state announced announces announce reported
    reports report noted notes note explained explains confirmed confirms declared declares
    revealed reveals disclosed recalled acknowledged acknowledges admitted admits claimed claims
    claim insisted insists found finds concluded concludes observed observes remarked replied
    mentioned asserted asserts assert stressed stresses stress emphasised emphasized emphasises
    emphasizes underlined underscored showed shows show indicated indicates indicate estimated
    estimates estimate calculated testified quipped continued responded clarified specified
    pointed alleged alleges
"""
_THINKING = """
    argued argues argue believed believes believe thinks contended contends contend
    maintained maintains cautioned suggested suggests suggest warned warns warn opined feared fears
    fear hoped doubted predicted predicts predict speculated posited
"""
_BARE_THINKING = "believes believe believed thinks think argues argue fear predict"
_FORESEEING = "expect expects expected forecast forecasts projected projects anticipate anticipates"
_SAYING = frozenset(f"{_PLAIN} {_TOLD} {_WITH_THAT} {_THINKING}".split())
_THAT = frozenset(f"{_WITH_THAT} {_THINKING}".split())
_THINKS = frozenset(_THINKING.split()) | {"think"}
_BARE = frozenset(_BARE_THINKING.split())
_FORESEES = frozenset(_FORESEEING.split())
_VERBS = _SAYING | _THINKS | _FORESEES
# What is only shown, found or hoped by a document, and no view of anyone's.
_BEFORE_VERB = frozenset(
    """
    has have had also later recently then earlier now still often repeatedly again further once
    previously publicly himself herself itself themselves additionally already just even long
    rightly explicitly officially jointly separately both all
    """.split()
)
# Nouns as often as verbs: only with "that" right behind.
_NOUN_LIKE = frozenset(
    "state states report note notes claim claims estimate estimates forecast forecasts".split()
)
_NO_CLAUSE = frozenset("to nothing goodbye hello no little yes so".split())
_SPOKEN = frozenset("prayer prayers mass grace farewell things".split())
_NO_OBJECT = frozenset("of about in tank tanks against for over with".split())
_TIMES = frozenset(
    """
    on in at during to last this earlier later yesterday today after before via late early as when
    reporters while by citing quoting referring following from through about following monday
    tuesday wednesday thursday friday saturday sunday without
    """.split()
)
_LEAD_IN = frozenset(
    """
    in on at by for with during after before under over since amid among despite until as when
    while although though if because once speaking asked commenting earlier later last this today
    yesterday meanwhile however moreover furthermore but and yet so also still instead thus
    responding referring citing addressing writing nevertheless nonetheless additionally finally
    first second indeed to unlike from of according recently
    """.split()
)
_AGO = frozenset("later earlier ago before afterwards".split())
_APPOSITIVE = frozenset(
    """
    a an the then who which whose head director chief president minister professor author founder
    chairman chairwoman editor his her its their chair deputy spokesman spokeswoman former now
    also speaking leader secretary ambassador one citing in
    """.split()
)
_ADDING = frozenset("and but while whereas".split())
_MOST_WORDS = 16
_NEAR = 4
"""Words between a verb and the quotation that it introduces: "said in Astana on Monday"."""


def by_verb(line: Line) -> Iterator[tuple[int, Report]]:
    """Yield the reports that a verb of saying makes: the sentence's own, then any put beside it."""
    has_one = False
    for index, token in enumerate(line.tokens):
        # Edward Said is no report.
        if token.text not in _VERBS or not token.is_word or _is_noun(line.tokens, index):
            continue
        made = _by_subject(line, index, beside=has_one) or (
            None if has_one else _inverted(line, index)
        )
        if made is not None:
            has_one = True
            yield index, made


def _is_noun(tokens: Sequence[Token], index: int) -> bool:
    following = tokens[index + 1].low if index + 1 < len(tokens) else ""
    return tokens[index].low in _NOUN_LIKE and following != "that"


def _by_subject(line: Line, verb: int, beside: bool) -> Report | None:
    """Return the report of "X said ..." or "..., X said", X before the verb."""
    tokens = line.tokens
    end = verb
    while end > 1 and tokens[end - 1].is_word and _is_before_verb(tokens[end - 1]):
        end -= 1
    start = _chunk_start(tokens, end)
    if start == end:
        start, end = _before_appositive(tokens, end)
    chunk: Sequence[Token] = tokens[start:end]
    if beside:
        chunk = _put_beside(tokens, start, chunk)
    is_as = len(chunk) > 1 and chunk[0].low == "as"
    who = subject(chunk[is_as:])
    if who is None:
        return None
    if is_as and start == 0:
        told = ((_aside_end(tokens, verb), len(line.text)),)
        return Report(who, _stance(tokens[verb].low, who), told)
    return _framed(line, start, verb, who, beside)


def _is_before_verb(token: Token) -> bool:
    return token.low in _BEFORE_VERB or (token.low.endswith("ly") and not token.is_capital)


def _put_beside(tokens: Sequence[Token], start: int, chunk: Sequence[Token]) -> Sequence[Token]:
    """Return the words after the "and" or "while" that begins a second report, none without."""
    if chunk and chunk[0].low in _ADDING:
        return chunk[1:]
    return chunk if start > 0 and tokens[start - 1].text == ";" else ()


def _chunk_start(tokens: Sequence[Token], end: int) -> int:
    start = end
    while start > 0 and end - start < _MOST_WORDS and tokens[start - 1].is_word:
        start -= 1
    return start


def _before_appositive(tokens: Sequence[Token], end: int) -> tuple[int, int]:
    """Return the words that "X, a minister of Y, said" has before its commas."""
    for _ in range(3):
        if not _is_comma(tokens, end):
            break
        start = _piece_start(tokens, end - 1)
        if start == 0 or tokens[start - 1].text != ",":
            break
        if _is_appositive(tokens[start]):
            return _chunk_start(tokens, start - 1), start - 1
        end = start
    return end, end


def _is_appositive(first: Token) -> bool:
    return first.is_word and (first.low in _APPOSITIVE or first.text.endswith("ing"))


def _is_comma(tokens: Sequence[Token], end: int) -> bool:
    """Tell whether a comma ends there, be it within the closing quotation mark."""
    if end < 2:
        return False
    last = tokens[end - 1]
    return last.text == "," or (last.quoted and tokens[end - 2].text == ",")


def _piece_start(tokens: Sequence[Token], end: int) -> int:
    start = end
    while start > 0 and end - start < 2 * _MOST_WORDS:
        token = tokens[start - 1]
        if not (token.is_word or token.quoted):
            break
        start -= 1
    return start


def _framed(line: Line, start: int, verb: int, who: Speaker, beside: bool) -> Report | None:
    """Return the report where what stands around "X said" lets it be one."""
    tokens = line.tokens
    word = tokens[verb].low
    if _is_aside(tokens, start, verb):
        tail = _aside_end(tokens, verb)
        told = _quoted(line, start) or ((0, who.first.start), (tail, len(line.text)))
        return Report(who, _stance(word, who), told)
    if not beside and not _is_lead_in(tokens, start):
        return None
    begin = _clause(line, verb)
    if begin is None:
        return None
    return Report(who, _stance(word, who), ((begin, len(line.text)),))


def _quoted(line: Line, place: int) -> tuple[tuple[int, int], ...]:
    """Return the places of the quoted words, if a quotation ends just before the token there."""
    last = line.tokens[place - 1]
    if not (last.quoted or (last.text == "," and line.tokens[place - 2].quoted)):
        return ()
    return tuple((token.start, token.end) for token in line.tokens if token.quoted)


def _is_aside(tokens: Sequence[Token], start: int, verb: int) -> bool:
    """Tell whether "X said" is put into or behind what is said."""
    if start < 3 or not (tokens[start - 1].text == "," or tokens[start - 1].quoted):
        return False
    if tokens[start - 1].text == "," and not _has_statement(tokens, start - 1):
        return False
    if tokens[verb].low in _FORESEES:
        return False
    rest = tokens[verb + 1 : verb + 2]
    if not rest or not rest[0].is_word:
        return not rest or rest[0].text != ":"
    if tokens[verb].low in ("told", "tells"):
        return _ends_soon(tokens, verb + 1, 8)
    return rest[0].low in _TIMES and _ends_soon(tokens, verb + 1, _MOST_WORDS)


def _has_statement(tokens: Sequence[Token], comma: int) -> bool:
    """Tell whether a clause, not a lead-in ("In 2022,"), stands before the comma."""
    return tokens[comma - 1].quoted or tokens[0].low not in _LEAD_IN or comma > _MOST_WORDS


def _ends_soon(tokens: Sequence[Token], start: int, most: int) -> bool:
    """Tell whether a mark comes before "that" and within `most` words."""
    for token in tokens[start : start + most]:
        if not token.is_word:
            return token.text != ":"
        if token.low == "that":
            return False
    return start + most >= len(tokens)


def _aside_end(tokens: Sequence[Token], verb: int) -> int:
    for token in tokens[verb + 1 :]:
        if not token.is_word:
            return token.start
    return tokens[-1].end


def _is_lead_in(tokens: Sequence[Token], start: int) -> bool:
    """Tell whether nothing but an adverbial stands before the token at `start`."""
    marks = tokens[:start]
    if len(marks) <= _NEAR and not any(token.text[0].isalnum() for token in marks):
        return True
    last = tokens[start - 2].low if start > 1 else ""
    first = tokens[0].low
    leads = first in _LEAD_IN or first.endswith(("ly", "ing")) or last in _AGO
    return leads and tokens[start - 1].text == ","


def _clause(line: Line, verb: int) -> int | None:
    """Return where what is said begins behind the verb, None where no clause follows."""
    tokens, word = line.tokens, line.tokens[verb].low
    rest = tokens[verb + 1 : verb + 13]
    if not rest:
        return None if word in _THAT else len(line.text)
    for place, token in enumerate(rest):
        if token.quoted and place > _NEAR:
            break
        if token.quoted or token.text == ":":
            return token.start if token.quoted else token.end
        if token.low == "that":
            return token.end
        if token.text in ";—–" or (token.text == "," and word in _THAT and place):
            break
    if word in _THAT and word not in _BARE:
        bare = len(rest) > 1 and rest[0].low in PRONOUNS and rest[1].low in FINITE
        return rest[0].start if bare else None
    return rest[0].start if _may_be_clause(word, rest) else None


def _may_be_clause(word: str, rest: Sequence[Token]) -> bool:
    """Tell whether a clause without "that" may follow the verb."""
    first = rest[0].low
    if word == "said" and any(token.low in _SPOKEN for token in rest[1:4]):
        return False
    if first in _NO_CLAUSE or (word in _BARE and first in _NO_OBJECT):
        return False
    if word in ("told", "tells", "tell"):
        early = [token.low for token in rest[1:9]]
        return "to" not in early[:3] and first not in ("of", "about", "a", "stories", "to")
    return True


def _stance(word: str, who: Speaker) -> Stance:
    if word in _FORESEES:
        return "foresees"
    if who.head.low in LAWS:
        return "rules"
    # What a study suggests is a finding.
    if word.startswith(("suggest", "conclud")) and who.head.low in DOCUMENTS:
        return "says"
    return "thinks" if word in _THINKS else "says"


def _inverted(line: Line, verb: int) -> Report | None:
    """Return the report of "...," said X, X behind the verb."""
    tokens = line.tokens
    if verb < 2 or not (tokens[verb - 1].quoted or tokens[verb - 1].text == ","):
        return None
    if tokens[verb].low in _FORESEES or tokens[verb].low.startswith("t"):
        return None
    who = following(tokens, verb + 1)
    if who is None or who.is_pronoun:
        return None
    is_told = any(token.quoted for token in tokens[:verb]) or _ends_after(tokens, verb, who)
    around = ((0, tokens[verb].start), (who.last.end, len(line.text)))
    told = _quoted(line, verb) or around
    return Report(who, _stance(tokens[verb].low, who), told) if is_told else None


def _ends_after(tokens: Sequence[Token], verb: int, who: Speaker) -> bool:
    """Tell whether little but a mark follows the speaker."""
    near = (i for i in range(verb, min(verb + _MOST_WORDS, len(tokens))) if tokens[i] is who.last)
    end = next(near, verb) + 1
    return end >= len(tokens) or not tokens[end].is_word or tokens[end].low in _TIMES
