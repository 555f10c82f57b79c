"""RSS and Atom: each entry is an article."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ingest.formats.article import Article, File, Unreadable
from ingest.formats.declared import possible_day, web_address
from ingest.formats.markup import fragment_to_text
from ingest.formats.properties import author_of
from ingest.formats.xml import refuse_entities, xml_text
from ingest.furniture import is_furniture
from vectorstore import SourceError

_MARKUP = frozenset(("text/html", "application/xhtml+xml"))
_LONGEST_KEY = 300
_MOST_ATTRIBUTES = 200
_TAG = re.compile(r"""<[A-Za-z](?>[^<>"']++|"[^"<]*+"|'[^'<]*+')*+""")
_NAMESPACE = re.compile(r"xmlns:([^\s=]+)")
_LONGEST_TAIL = 600
_TAIL = re.compile(
    r"""(?:the\ post|сообщение|запись)\ .{1,300}
        \ (?:appeared\ first\ on|впервые\ появилась|появились\ сначала\ на)\ .{1,200}
      |(?:continue\ reading|read\ (?:more|the\ rest)|читать\ (?:далее|дальше))\b.{0,200}
        (?:→|»|›|>|…|\.\.\.|\[…\])
      |\[(?:…|\.\.\.)\]""",
    re.VERBOSE | re.IGNORECASE,
)
_CONTINUED = re.compile(
    r"\s*(?:\b(?:continue reading|read more|читать (?:далее|дальше))\b[^\n.!?]{0,200}(?:→|»))\s*$",
    re.IGNORECASE,
)
_SHARED = re.compile(r"(?:(?:share|like) this|поделиться(?: ссылкой)?)\s?:?", re.IGNORECASE)
_NETWORK = re.compile(
    r"""(?:click\ to\ (?:share|e-?mail|print)\b.{0,80}|(?:like\ )?loading\W*|more|print|e-?mail|x
      |facebook|twitter|linkedin|whatsapp|telegram|reddit|tumblr|pinterest|pocket|skype|threads
      |mastodon|bluesky|viber|vk|вконтакте|одноклассники)(?:\s\(opens\ in\ new\ window\))?""",
    re.VERBOSE | re.IGNORECASE,
)


def read(file: File) -> Iterator[Article | Unreadable]:
    """Yield an article for each entry, by its id; of entries with the same id only the first.

    Raises SourceError where the file is no feed, holds no entries, or declares XML entities.
    """
    found = parsed_feed(file.content, file.url, file.encoding)
    if found is None:
        raise SourceError(
            "The file is no RSS or Atom feed",
            "If it holds an article, save its text as .html or .txt, and ingest that.",
        )
    if not found.entries:
        raise SourceError(
            "The feed has no entries",
            "It may be empty for the moment: try again later, or leave it out.",
        )
    keys: set[str] = set()
    for entry in found.entries:
        key = _key(entry)
        if key in keys:
            continue
        keys.add(key)
        yield _article(entry, found.feed, key, file)


def parsed_feed(content: bytes, url: str | None, encoding: str | None) -> Any | None:
    """Return what feedparser makes of a feed: `feed` and `entries`. None for what is no feed.

    `url` is where it was found, `encoding` what the server said of it. Raises SourceError where it
    declares XML entities, or would keep the parser busy for minutes.
    """
    import feedparser

    try:
        text = xml_text(content, encoding)
    except SourceError:
        return None
    _refuse_traps(text)
    # What its parser is given is in the encoding that it is told, whatever the feed says.
    headers = {"content-type": "application/xml; charset=utf-8"}
    if web_address(url):
        headers["content-location"] = str(url)
    try:
        # A stream: text and bytes could be taken for an address or a path, and opened. Markup is
        # read by code of our own, which drops scripts; to clean it here takes half a minute a MiB.
        found = feedparser.parse(
            BytesIO(text.encode("utf-8", "replace")),
            response_headers=headers,
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception:  # noqa: BLE001 - its parsers raise anything on damaged feeds
        return None
    return found if found.version or found.entries else None


def _refuse_traps(text: str) -> None:
    """Raise SourceError for XML over which the parser would take memory or minutes."""
    refuse_entities(text, "The feed")
    attributes = max((tag[0].count("=") for tag in _TAG.finditer(text)), default=0)
    namespaces = {found[1] for found in _NAMESPACE.finditer(text)}
    if max(attributes, len(namespaces)) > _MOST_ATTRIBUTES:
        raise SourceError(
            "The feed has more attributes or namespaces than any feed needs",
            "Ingest the articles that it links to.",
        )


def _article(entry: Any, feed: Any, key: str, file: File) -> Article | Unreadable:
    try:
        text = _text(entry)
    except SourceError as error:
        return Unreadable(key, error)
    if not text:
        return Unreadable(
            key,
            SourceError(
                "The entry holds no text", "Ingest the page that it links to, or leave it out."
            ),
        )
    written = _written_date(entry)
    day = possible_day(written)
    return Article(
        text,
        title=_plain(entry.get("title"), entry.get("title_detail")),
        author=_author(entry) or _author(feed),
        publisher=_plain(feed.get("title"), feed.get("title_detail")),
        published=day,
        language=_language(entry, feed),
        url=web_address(entry.get("link"), file.url),
        written_date="" if day else written,
        key=key,
    )


def _text(entry: Any) -> str:
    """Return the entry's content, or its summary where that says more."""
    texts = [_as_text(part) for part in entry.get("content", ())]
    detail = entry.get("summary_detail")
    if detail:
        texts.append(_as_text(detail))
    return max(map(_without_tail, texts), key=len, default="")


def _as_text(part: Any) -> str:
    value = str(part.get("value") or "")
    if part.get("type") in _MARKUP or re.search(r"<\w|&\w+;", value):
        return fragment_to_text(value)
    paragraphs = (" ".join(each.split()) for each in re.split(r"\n[^\S\n]*\n", value))
    return "\n\n".join(each for each in paragraphs if each)


def _without_tail(text: str) -> str:
    """Return a text without what publishing programs put below it: where it appeared, and shares.

    The names of networks are only dropped below the words that announce them.
    """
    lines = text.split("\n")
    end = len(lines)
    while end:
        line = lines[end - 1].strip()
        if not line or (len(line) <= _LONGEST_TAIL and _is_tail(line)):
            end -= 1
            continue
        start = end
        while start and (not lines[start - 1] or _NETWORK.fullmatch(lines[start - 1].strip())):
            start -= 1
        if start == end or not start or not _SHARED.fullmatch(lines[start - 1].strip()):
            break
        end = start - 1
    kept = lines[:end]
    if kept and len(kept[-1]) > _LONGEST_TAIL:
        kept[-1] = kept[-1][:-_LONGEST_TAIL] + _CONTINUED.sub("", kept[-1][-_LONGEST_TAIL:])
    elif kept:
        kept[-1] = _CONTINUED.sub("", kept[-1])
    return "\n".join(kept).strip()


def _is_tail(line: str) -> bool:
    return bool(_TAIL.fullmatch(line) or _SHARED.fullmatch(line)) or is_furniture(line)


def _key(entry: Any) -> str:
    """Return the entry's id, its link, or a digest of it, which stay the same from run to run."""
    known = " ".join(str(entry.get("id") or entry.get("link") or "").split())
    if known and len(known) <= _LONGEST_KEY:
        return known
    said = f"{known}\n{entry.get('title')}\n{entry.get('published')}\n{entry.get('summary')}"
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:24]


def _plain(value: Any, detail: Any) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return None
    if detail and detail.get("type") in _MARKUP:
        value = fragment_to_text(value)
    return " ".join(value.split()) or None


def _author(said: Any) -> str | None:
    names = (author_of(each.get("name")) for each in said.get("authors", ()))
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def _language(entry: Any, feed: Any) -> str | None:
    for detail in (*entry.get("content", ()), entry.get("summary_detail") or {}, feed):
        code = detail.get("language")
        if isinstance(code, str) and code.strip():
            return code.strip()
    return None


def _written_date(entry: Any) -> str:
    """Return the date of publication as it is written; that of a change is none."""
    # Asked for by its key, feedparser gives the change for the publication.
    return " ".join(str(dict.get(entry, "published") or "").split())
