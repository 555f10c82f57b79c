"""From bytes to text: the encoding told, mojibake mended, one kind of line break and of space."""

from __future__ import annotations

import codecs
import re

from ingest.signatures import named
from vectorstore import SourceError

_MOST_CHAOS = 0.2
"""Share of unlikely characters beyond which charset-normalizer's best guess is no text."""
_SAMPLE = 128 * 1024
"""Bytes from which an old encoding is guessed."""
_GOOD_TO_BAD = 20
"""So many characters beyond ASCII must be sound UTF-8 for each that is not, to bear with those."""
_WRONG = "\ufffd"
_LONGEST_PIECE = 2_000
"""Characters of a line that are mended at once: what mends them is slow on a line of megabytes."""
_LEGACY = (["cp1252", "cp1251"], ["cp1250", "koi8_r", "gb18030", "shift_jis", "big5", "euc_kr"])
"""Encodings to guess among, the likely ones first; among all at once, guesses err more often."""
_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
# What is declared is often the name of a part of what is meant (https://encoding.spec.whatwg.org).
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# Python has other codecs, some of which run long on hostile bytes.
_DECLARABLE = frozenset(
    """utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be cp1250 cp1251 cp1252
    cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp866 cp874 iso8859-2 iso8859-3 iso8859-4 iso8859-5
    iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r
    koi8-u kz1048 ptcp154 mac-cyrillic mac-roman gb18030 big5hkscs cp932 euc_jp iso2022_jp
    cp949""".split()
)
# Invisible characters that a reader never sees and that would break words and searches.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff]"  # half of a pair, which only an escape can write
)
# A letter that begins, and one that goes on, a character of UTF-8 read as Windows-1252 or 1251.
_MOJIBAKE = re.compile(
    "[\u00c2-\u00f4][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Ã[ ]"
    "|[ВГРСв][ЂЃѓЉЊЌЋЏђљњќћџЎўЈҐЁЄЇІіґёєјЅѕї€‚„…†‡‰‹‘’“”•–—™›\xa0-\xbf№]"
)
# Windows-1252 that was read as Latin-1. What would be an ellipsis is left: it can be a line break.
_C1_CONTROL = re.compile("[\x80-\x84\x86-\x9f]")
_C1 = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0) if code != 0x85}
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BEYOND_ASCII = re.compile(rb"[^\n]*[\x80-\xff][^\n]*")
_BREAKS = re.compile("\r\n?|\x0c|\x85|\u2028|\u2029")
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def decode(content: bytes, declared: str | None = None) -> str:
    """Return `content` as text, its encoding told by a mark, by its bytes, or by what is declared.

    Text that was once decoded wrongly and saved so is mended. Raises SourceError for what is empty
    or not text.
    """
    for mark, encoding in _MARKS.items():
        if content.startswith(mark) and content != mark:
            return mend(_marked(content, encoding))
    if not content.strip() or content in _MARKS:
        raise SourceError("The file is empty", "Write something into it, or leave it out.")
    if (kind := named(content)) is not None:
        raise SourceError(f"The file is {kind}, not text", "Save its text as .txt or .md.")
    text = _as_declared(content, _codec(declared))
    return mend(text if text is not None else _unmarked(content))


def tidy(text: str) -> str:
    """Return `text` with one kind of line break and of space, and nothing invisible."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", _BREAKS.sub("\n", text)))


def mend(text: str) -> str:
    """Return `text` with mojibake as what it was: UTF-8 that was read as an old encoding.

    Line by line, as a file can hold both; what is not mojibake stays as it is.
    """
    if text.isascii():
        return text
    parts: list[str] = []
    done = 0
    while (found := _MOJIBAKE.search(text, done)) is not None:
        from ftfy import fix_encoding  # only now: it is slow to import

        start = text.rfind("\n", done, found.start()) + 1 or done
        start = max(start, found.start() - _LONGEST_PIECE)
        end = text.find("\n", found.end(), start + _LONGEST_PIECE)
        if end < 0:
            end = _piece_end(text, found.end(), max(start + _LONGEST_PIECE, found.end()))
        parts += (text[done:start], fix_encoding(text[start:end]))
        done = end
    text = "".join([*parts, text[done:]])
    return text.translate(_C1) if _C1_CONTROL.search(text) else text


def _piece_end(text: str, least: int, most: int) -> int:
    """Return where a long line is cut: if it can be behind a space, which ends all mojibake."""
    if most >= len(text):
        return len(text)
    return text.rfind(" ", least, most) + 1 or most


def _marked(content: bytes, encoding: str) -> str:
    """Return the text behind a mark; here few wrong characters are few of all that there are."""
    text = content.decode(encoding, "replace")
    wrong = text.count(_WRONG)
    if wrong * _GOOD_TO_BAD > len(text) - wrong and _strictly(content, encoding) is None:
        name = encoding.removesuffix("-sig").upper()
        raise SourceError(
            f"The file says that it is {name}, but much of it is not", "Save it again as UTF-8."
        )
    return text


def _codec(declared: str | None) -> str | None:
    """Return the name of Python's codec for a declared encoding; None for none that is used."""
    try:
        name = codecs.lookup((declared or "").strip()).name
    except (LookupError, ValueError):
        return None
    name = _MEANT.get(name, name)
    return name if name in _DECLARABLE else None


def _as_declared(content: bytes, codec: str | None) -> str | None:
    """Return the text in the declared encoding, unless its bytes speak against that.

    What is sound UTF-8 beyond ASCII is UTF-8 whatever is declared, as servers and templates err.
    """
    if codec is None or codec.startswith("utf-8"):
        return None
    wide = codec.startswith(("utf-16", "utf-32"))
    if wide != (b"\x00" in content):
        return None
    if not wide and codec != "iso2022_jp" and _nearly(content, "utf-8") is not None:
        return None
    return _nearly(content, codec)


def _unmarked(content: bytes) -> str:
    if b"\x00" in content:
        raise SourceError("The file is binary, not text", "Save its text as .txt or .md.")
    text = _nearly(content, "utf-8")
    return text if text is not None else _guessed(content)


def _nearly(content: bytes, codec: str) -> str | None:
    """Return the text where no bytes, or few, are not in the encoding; they become U+FFFD."""
    strict = _strictly(content, codec)
    if strict is not None:
        return strict
    text = content.decode(codec, "replace")
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    wrong = text.count(_WRONG)
    return text if wrong * _GOOD_TO_BAD <= beyond - wrong else None


def _guessed(content: bytes) -> str:
    from charset_normalizer import from_bytes

    if _BINARY.search(content) is None:
        sample = _telling_lines(content)
        for encodings in _LEGACY:
            match = from_bytes(sample, cp_isolation=encodings).best()
            if match is not None and match.chaos <= _MOST_CHAOS:
                text = _strictly(content, match.encoding)
                if text is not None:
                    return text
    raise SourceError(
        "The file is binary, or text in an encoding that cannot be told", "Save its text as UTF-8."
    )


def _telling_lines(content: bytes) -> bytes:
    """Return the first lines that hold more than ASCII; all of what is short."""
    if len(content) <= _SAMPLE:
        return content
    lines: list[bytes] = []
    size = 0
    for found in _BEYOND_ASCII.finditer(content):
        lines.append(found[0][:_SAMPLE])
        size += len(lines[-1]) + 1
        if size >= _SAMPLE:
            break
    return b"\n".join(lines)


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None
