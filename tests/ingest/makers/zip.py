"""ZIP archives, good ones and hostile ones."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Mapping
from typing import Any

_LOCAL = b"PK\x03\x04"
_CENTRAL = b"PK\x01\x02"


def zip_of(files: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive of files by their names. A name that ends with a slash is a folder."""
    return zip_of_pairs(list(files.items()), method)


def zip_of_pairs(files: list[tuple[str, bytes | str]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive in which names may come more than once."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in files:
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            # Straight through the stream: `writestr` warns of names that come twice.
            archive.NameToInfo.pop(info.filename, None)
            archive.writestr(info, content)
    return packed.getvalue()


def streamed_zip(files: Mapping[str, bytes | str]) -> bytes:
    """Return an archive whose sizes stand behind the data, as programs write it into a pipe."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return bytes(pipe.written)


class _Pipe(io.RawIOBase):
    def __init__(self) -> None:
        self.written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.written += data
        return len(data)


def zip_with_raw_names(files: Mapping[bytes, bytes | str]) -> bytes:
    """Return an archive whose names are these very bytes, with nothing said of their encoding."""
    stand_ins = {f"{'n' * (len(raw) - 2)}{number:02}": raw for number, raw in enumerate(files)}
    packed = zip_of(dict(zip(stand_ins, files.values(), strict=True)), zipfile.ZIP_STORED)
    for stand_in, raw in stand_ins.items():
        packed = packed.replace(stand_in.encode(), raw)
    return packed


def nested_zip(depth: int, name: str = "a.txt", content: bytes | str = "deep") -> bytes:
    """Return a file in an archive, in `depth` others."""
    packed = zip_of({name: content})
    for _ in range(depth):
        packed = zip_of({"inner.zip": packed})
    return packed


def zip_with_link(name: str, target: str, files: Mapping[str, bytes | str]) -> bytes:
    """Return an archive with a symbolic link beside its files."""
    return _with_mode(name, target, stat.S_IFLNK | 0o777, files)


def zip_with_pipe(name: str, files: Mapping[str, bytes | str]) -> bytes:
    """Return an archive with a named pipe beside its files."""
    return _with_mode(name, "", stat.S_IFIFO | 0o644, files)


def encrypted_zip(files: Mapping[str, bytes | str], locked: str) -> bytes:
    """Return an archive one of whose files is marked as encrypted."""
    return _patched(zip_of(files), locked, local=6, central=8, form="<H", value=1)


def zip_with_method(files: Mapping[str, bytes | str], name: str, method: int) -> bytes:
    """Return an archive one of whose files says that it is packed by another method."""
    return _patched(zip_of(files), name, local=8, central=10, form="<H", value=method)


def zip_with_declared_size(files: Mapping[str, bytes | str], name: str, size: int) -> bytes:
    """Return an archive that lies about the unpacked size of one of its files."""
    return _patched(zip_of(files), name, local=22, central=24, form="<L", value=size)


def zip_with_wrong_checksum(files: Mapping[str, bytes | str], name: str) -> bytes:
    """Return an archive in which the checksum of one of the files is wrong."""
    return _patched(zip_of(files), name, local=14, central=16, form="<L", value=12345)


def overlapping_zip(content: bytes | str, copies: int) -> bytes:
    """Return an archive that lists one file's data many times, beside an honest file."""
    files: list[tuple[str, bytes | str]] = [("copy.txt", content)] * copies
    packed = bytearray(zip_of_pairs([*files, ("honest.txt", "honest")]))
    first = packed.find(_CENTRAL)
    position = first
    for _ in range(copies):
        struct.pack_into("<L", packed, position + 42, 0)
        position = packed.find(_CENTRAL, position + 1)
    return bytes(packed)


def _with_mode(name: str, content: str, mode: int, files: Mapping[str, bytes | str]) -> bytes:
    packed = io.BytesIO(zip_of(files))
    with zipfile.ZipFile(packed, "a") as archive:
        info = zipfile.ZipInfo(name)
        info.create_system = 3
        info.external_attr = mode << 16
        archive.writestr(info, content)
    return packed.getvalue()


def _patched(packed: bytes, name: str, *, local: int, central: int, form: str, value: int) -> bytes:
    """Return an archive with one field of a member changed, in both of its headers."""
    changed = bytearray(packed)
    for signature, field, name_at in ((_LOCAL, local, 30), (_CENTRAL, central, 46)):
        start = changed.find(signature)
        while changed[start + name_at : start + name_at + len(name)] != name.encode():
            start = changed.index(signature, start + 1)
        struct.pack_into(form, changed, start + field, value)
    return bytes(changed)
