"""What members of an archive are called, and whether such a name is one to follow."""

from __future__ import annotations

import re
import zlib
from zipfile import ZipInfo

_UTF8 = 0x800
_UNICODE_NAME = 0x7075
_DRIVE = re.compile(r"[A-Za-z]:")
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC_WORD = re.compile("(?:[Ѐ-Я]+|[Ѐ-Я]?[а-ӿ]+)")
_CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff01-\uff60“”‘’—…·]+")
_PASSED_OVER = frozenset({"__MACOSX"})


def name_of(info: ZipInfo) -> str:
    """Return a member's name, whatever encoding its archive has it in. Slashes part the folders.

    Names that are not marked as UTF-8 should be in code page 437, but are in that of whichever
    system packed them: each is taken for the first of several encodings in which it makes sense.
    """
    name = info.orig_filename
    if not info.flag_bits & _UTF8 and not name.isascii():
        raw = name.encode("cp437")
        name = _unicode_name(info.extra, raw) or _decoded(raw)
    return name.replace("\\", "/")


def leads_out(name: str) -> bool:
    """Tell whether a name is none of a file within the archive's own folder."""
    parts = name.split("/")
    return (
        not any(part not in ("", ".") for part in parts)
        or name.startswith("/")
        or ".." in parts
        or "\0" in name
        or _DRIVE.match(name) is not None
    )


def is_passed_over(name: str) -> bool:
    """Tell whether a name is one that systems and programs leave behind, and nobody wrote."""
    parts = plain(name).split("/")
    return parts[0] in _PASSED_OVER or any(part.startswith(".") for part in parts)


def plain(name: str) -> str:
    """Return a name without empty steps, fit to be shown."""
    return shown("/".join(part for part in name.split("/") if part not in ("", ".")))


def shown(name: str) -> str:
    """Return a name with nothing in it that cannot be seen."""
    return "".join(c if c.isprintable() else "\ufffd" for c in name)


def _decoded(raw: bytes) -> str:
    for encoding, makes_sense in (
        ("utf-8", lambda _name: True),
        ("cp866", _is_russian),
        ("cp1251", _is_russian),
        ("gb2312", _is_chinese),
    ):
        try:
            name = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if makes_sense(name):
            return name
    return raw.decode("cp437")


def _is_russian(name: str) -> bool:
    """Tell whether every letter beyond ASCII is in a word that is Cyrillic throughout."""
    words = [word for word in _WORD.findall(name) if not word.isascii()]
    others = (c for c in name if not c.isascii() and not c.isalpha())
    return all(_CYRILLIC_WORD.fullmatch(word) for word in words) and all(
        c in "№«»–—" for c in others
    )


def _is_chinese(name: str) -> bool:
    return all(_CHINESE.fullmatch(run) for run in re.findall(r"[^\x00-\x7f]+", name))


def _unicode_name(extra: bytes, raw: bytes) -> str | None:
    """Return the name in the Info-ZIP Unicode Path field, where it belongs to this very name."""
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_NAME and field[:1] == b"\x01":
            if int.from_bytes(field[1:5], "little") != zlib.crc32(raw):
                return None
            return field[5:].decode("utf-8", "replace")
    return None
