"""Lines of page furniture: those that surely are, and those that may be, told by their company."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from ingest.furniture.bylines import is_name, is_signed, is_written_on
from ingest.furniture.words import DOUBTFUL, LABELS, LONGEST, plain, table

_MOST_WORDS = 20
"""Of a sentence in which a page speaks to its visitor."""
_PUNCTUATION = re.compile(r"[^\w'-]+")
_PHRASES = [
    tuple(
        [f" {_PUNCTUATION.sub(' ', words)} " for words in group[part].strip().split("\n")]
        for part in ("begins", "telling")
    )
    for group in table("phrases.toml").values()
]
_BEGINNINGS = tuple(words for begins, _ in _PHRASES for words in begins)
_SPEAKS = re.compile(  # of somebody, or of the past, as a page does not
    r"[0;]|, (?:\w+ )?(?:the|an?) |, (?:he|she|they) |, \w+(?:[аиеы]л|ла|ли)\b"
    r"|\b(?:he|she|his|him|her|was|were|had|has|been)\b"
    r"|\b(?:sa(?:id|ys?)|t(?:old|ells?)|urge[ds]?|warn(?:ed|s)?|ask(?:ed|s)?|wr(?:ote|ites?)"
    r"|announced?|claim(?:ed|s)?|according|complain(?:ed|s)?|argue[ds]?|called)\b"
    r"|сообщ(?:ил|ает)|заяв(?:ил|ляет)|сказал|говор[ия]т|отметил|считает|пишет"
    r"|\b(?:деді|дейді|хабарлады|айтты|мәлімдеді)\b"
)
_SPEAKER = re.compile(r", (?!and |or )[^\W\d_]\w+ (?!and |or |и |& )[^\W\d_]")
_QUOTED = "\"'“”«»„‘—"
_SENTENCES = re.compile(r"(?<=[.!?])\s+")

_NETWORKS = frozenset(
    """bluesky copylink e-mail email facebook flipboard googlenews instagram link linkedin mastodon
    messenger odnoklassniki ok.ru pinterest pocket print reddit rss telegram threads tiktok twitter
    viber vk vkontakte wechat weibo whatsapp x youtube вконтакте одноклассники твиттер телеграм
    фейсбук""".split()
)
_SHARE = re.compile(
    r"(?:share|follow|find|join|like|save|поделиться|бөлісу)(?: this(?: \w+)?| us| it)?"
    r" (?:on|via|by|to|with|в|на) (.+)"
)
_FOLLOW = re.compile(r"follow (.+) on (\w+)", re.I)
_RIGHTS = re.compile(
    r"(?:copyright )?(?:©|\(c\)) ?(?:copyright )?0\b.*"
    r"|(?:.*[.|–—©-] ?)?(?:all rights reserved|все права защищены|барлық құқықтары? қорғалған)"
)
_TAGS = re.compile(r"(?:tags|filed under|теги|тегтер) ?: .*")
_FOUND_AT = re.compile(
    r"(?:find|read|view) this (?:article|story|page|release)(?: (?:at|on|online))? ?:?"
    r" (?:https?://|www\.)\S+"
)
_LEADS_AWAY = re.compile(
    r"(?:read more|read also|see also|related|also read|more on this|topics?|categor(?:y|ies)"
    r"|keywords|source|url|link|читайте также|читать также|ещ[её] по теме|по теме|источник"
    r"|сондай-ақ оқыңыз|тағы оқыңыз) ?: .*|(?:https?://|www\.)\S+"
)


def is_furniture(line: str) -> bool:
    """Tell whether a line surely belongs to a web page rather than to its article."""
    line = line.strip()
    # What somebody is quoted as saying is the article's, whatever it says.
    if not line or len(line) > LONGEST or line[0] in _QUOTED:
        return False
    if _is_sure(line):
        return True
    sentences = _SENTENCES.split(line)
    return len(sentences) > 1 and _has_company([(_is_sure(each), each) for each in sentences])


def may_be_furniture(line: str) -> bool:
    """Tell whether a line may belong to the page: it does beside one that surely does."""
    line = line.strip()
    if not line or len(line) > LONGEST or line[0] in _QUOTED:
        return False
    text = plain(line)
    if text in DOUBTFUL or is_signed(line.rstrip(".")):
        return True
    return _LEADS_AWAY.fullmatch(text) is not None and _is_title(line)


def without_furniture(blocks: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return blocks of lines without furniture and what may be furniture beside it."""
    lines = [(place, line) for place, block in enumerate(blocks) for line in block]
    told = [(is_furniture(line), place, line) for place, line in lines]
    kept: list[list[str]] = [[] for _ in blocks]
    for _, run in groupby(told, lambda each: each[0] or may_be_furniture(each[2])):
        found = list(run)
        if not _has_company([(is_sure, line) for is_sure, _, line in found]):
            for _, place, line in found:
                kept[place].append(line)
    return [block for block in kept if block]


def _has_company(lines: Sequence[tuple[bool, str]]) -> bool:
    """Tell whether some lines surely are furniture and all others may be."""
    return any(is_sure for is_sure, _ in lines) and all(
        is_sure or may_be_furniture(line) for is_sure, line in lines
    )


def _is_sure(line: str) -> bool:
    text = plain(line)
    if text in LABELS or is_written_on(line) or _FOUND_AT.fullmatch(text) is not None:
        return True
    if len(text.split()) > _MOST_WORDS:
        return False
    if _RIGHTS.fullmatch(text) is not None:
        return _SPEAKS.search(text.replace("0", "")) is None
    if _TAGS.fullmatch(text) is not None:
        return _is_title(line)
    return _is_phrase(line, text) or _is_share_bar(text) or _follows_author(line)


def _is_phrase(line: str, text: str) -> bool:
    """Tell whether a sentence is one by which a page speaks to its visitor."""
    bare = f" {_PUNCTUATION.sub(' ', text)} "
    if not bare.startswith(_BEGINNINGS) or _SENTENCES.search(line) is not None:
        return False
    for beginnings, telling in _PHRASES:
        begun = next((words for words in beginnings if bare.startswith(words)), None)
        if begun is not None and any(words in bare for words in telling):
            return _SPEAKS.search(text, len(begun) - 2) is None and not _names_speaker(line)
    return False


def _names_speaker(line: str) -> bool:
    """Tell whether a sentence names who says it: "…, Karimov begged"."""
    return any(found[0][2].isupper() for found in _SPEAKER.finditer(line))


def _is_share_bar(text: str) -> bool:
    """Tell whether a line is "Facebook Twitter WhatsApp" or "Share on Facebook and Telegram"."""
    text = text.replace("copy link", "copylink").replace("google news", "googlenews")
    if (shared := _SHARE.fullmatch(text)) is not None:
        return _NETWORKS.issuperset(re.split(r",? (?:and |or |& |и )?", shared[1]))
    names = [each for each in re.split(r"[\s|·•/–—]+", text) if each != "-"]
    return len(names) > 1 and _NETWORKS.issuperset(names)


def _follows_author(line: str) -> bool:
    """Tell whether a line is "Follow Ana Reis on Twitter"."""
    said = _FOLLOW.fullmatch(line.rstrip("."))
    if said is None or said[2].lower() not in _NETWORKS:
        return False
    whom = said[1]
    return whom.lower() in ("her", "him", "them", "me") or whom[0] == "@" or is_name(whom)


def _is_title(line: str) -> bool:
    """Tell whether what a label is followed by is no sentence."""
    text = plain(line).replace("0", "")
    return (
        line[-1] not in ".;!?" and len(text.split()) <= _MOST_WORDS and _SPEAKS.search(text) is None
    )
