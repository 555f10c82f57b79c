"""Archives are taken apart member by member; what is hostile fails by itself."""

from __future__ import annotations

import gc
import struct
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest

from ingest.archives import Member, members
from ingest.settings import IngestSettings
from tests.ingest.makers.zip import (
    encrypted_zip,
    nested_zip,
    overlapping_zip,
    streamed_zip,
    zip_of,
    zip_of_pairs,
    zip_with_declared_size,
    zip_with_link,
    zip_with_method,
    zip_with_pipe,
    zip_with_raw_names,
    zip_with_wrong_checksum,
)
from vectorstore import SourceError

SETTINGS = IngestSettings()
MIB = 2**20


def contents(packed: bytes | Path, settings: IngestSettings = SETTINGS) -> dict[str, bytes | str]:
    """Return what each member holds; for one that fails, the reason."""
    found: dict[str, bytes | str] = {}
    for member in members(packed, settings):
        assert member.name not in found
        found[member.name] = content_of(member)
    return found


def content_of(member: Member) -> bytes | str:
    try:
        return member.read()
    except SourceError as error:
        assert error.hint.endswith(".")
        return str(error)


def names(packed: bytes) -> list[str]:
    return [member.name for member in members(packed, SETTINGS)]


def test_files_come_in_order_with_their_folders() -> None:
    packed = zip_of({"b.txt": "first", "folder/": "", "folder/a.md": "second"})
    assert list(contents(packed).items()) == [("b.txt", b"first"), ("folder/a.md", b"second")]


def test_an_archive_is_read_from_disk(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zip_of({"a.txt": "words"}))
    assert contents(path) == {"a.txt": b"words"}


def test_an_archive_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be opened"):
        contents(tmp_path / "none.zip")


def test_an_empty_archive_has_no_members() -> None:
    assert contents(zip_of({})) == {}


def test_bytes_before_the_archive_do_no_harm() -> None:
    assert contents(b"#!/bin/sh\nexit\n" + zip_of({"a.txt": "words"})) == {"a.txt": b"words"}


def test_a_comment_at_the_end_does_no_harm() -> None:
    packed = zip_of({"a.txt": "words"})
    comment = b"Packed in Samarkand"
    packed = packed[:-2] + struct.pack("<H", len(comment)) + comment
    assert contents(packed) == {"a.txt": b"words"}


def test_an_archive_that_was_written_as_a_stream_is_read() -> None:
    assert contents(streamed_zip({"a.txt": "words" * 100})) == {"a.txt": b"words" * 100}


@pytest.mark.parametrize(
    "name",
    ["__MACOSX/._a.txt", ".DS_Store", "folder/.DS_Store", ".git/config", "folder/.hidden.txt"],
)
def test_what_nobody_wrote_is_passed_over(name: str) -> None:
    assert names(zip_of({name: "x", "a.txt": "words"})) == ["a.txt"]


# Names


@pytest.mark.parametrize(
    "name",
    [
        b"../escape.txt",
        b"folder/../../escape.txt",
        b"/etc/passwd",
        b"\\\\server\\share.txt",
        b"C:\\Windows\\a.txt",
        b"c:relative.txt",
        b"..\\escape.txt",
        b"a.txt\0.exe",
        b"./..",
        b"//",
    ],
)
def test_a_name_that_leads_out_fails_and_costs_no_other(name: bytes) -> None:
    found = contents(zip_with_raw_names({name: "evil", b"good.txt": "good"}))
    assert found.pop("good.txt") == b"good"
    assert list(found.values()) == ["Its name leads out of the archive"]


def test_a_name_that_leads_out_takes_no_other_members_name() -> None:
    packed = zip_with_raw_names({b"/etc/a.txt": "evil", b"etc/a.txt": "good"})
    assert contents(packed)["etc/a.txt"] == b"good"


def test_a_member_without_a_name_fails() -> None:
    packed = zip_with_raw_names({b"..": "evil", b"good.txt": "good"})
    assert contents(packed)["good.txt"] == b"good"
    assert len(contents(packed)) == 2


def test_backslashes_part_folders() -> None:
    packed = zip_with_raw_names({b"folder\\a.txt": "words", b".\\folder\\\\b.txt": "more"})
    assert names(packed) == ["folder/a.txt", "folder/b.txt"]


def test_names_have_nothing_that_steers_a_terminal() -> None:
    packed = zip_with_raw_names({b"a\x1b[2J\n.txt": "words"})
    assert names(packed) == ["a\ufffd[2J\ufffd.txt"]


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("Саммит в Астане.txt", "cp866"),
        ("ОТЧЁТ №5.txt", "utf-8"),
        ("Отчёт за 2024 год.txt", "cp866"),
        ("папка/статья.txt", "cp1251"),
        ("Казахстан и Китай — итоги.txt", "cp1251"),
        ("中亚峰会.txt", "gb2312"),
        ("丝绸之路/新闻 2024.txt", "gb2312"),
        ("Müller, Köln.txt", "cp437"),
        ("Été à Genève.txt", "utf-8"),
        ("Genève.txt", "cp437"),
        ("größe.txt", "cp437"),
    ],
)
def test_names_are_read_in_the_encoding_of_the_system_that_packed_them(
    name: str, encoding: str
) -> None:
    assert names(zip_with_raw_names({name.encode(encoding): "words"})) == [name]


def test_names_marked_as_utf_8_are_taken_as_such() -> None:
    assert names(zip_of({"Қазақстан.txt": "words"})) == ["Қазақстан.txt"]


def test_the_unicode_path_of_info_zip_stands_above_a_guess() -> None:
    raw = "Ташкент.txt".encode("koi8-r")
    field = b"\x01" + struct.pack("<L", zlib.crc32(raw)) + "Ташкент.txt".encode()
    extra = struct.pack("<HH", 0x7075, len(field)) + field
    packed = bytearray(zip_with_raw_names({raw: "words"}))
    entry = packed.find(b"PK\x01\x02")
    struct.pack_into("<H", packed, entry + 30, len(extra))
    packed[entry + 46 + len(raw) : entry + 46 + len(raw)] = extra
    end = packed.find(b"PK\x05\x06")
    size = struct.unpack_from("<L", packed, end + 12)[0]
    struct.pack_into("<L", packed, end + 12, size + len(extra))
    assert contents(bytes(packed)) == {"Ташкент.txt": b"words"}


def test_names_that_come_twice_are_made_distinct() -> None:
    packed = zip_of_pairs(
        [("a.txt", "1"), ("a.txt", "2"), ("a (2).txt", "3"), ("a.txt", "4"), ("b/a.txt", "5")]
    )
    assert contents(packed) == {
        "a.txt": b"1",
        "a (2).txt": b"2",
        "a (2) (2).txt": b"3",
        "a (3).txt": b"4",
        "b/a.txt": b"5",
    }


# Sidecars


@pytest.mark.parametrize("suffix", [".yaml", ".yml"])
def test_a_sidecar_comes_with_its_member_and_not_by_itself(suffix: str) -> None:
    packed = zip_of({f"a.txt{suffix}": "title: A", "a.txt": "words", f"other{suffix}": "x: 1"})
    found = {member.name: member.sidecar for member in members(packed, SETTINGS)}
    assert found == {"a.txt": b"title: A", f"other{suffix}": None}


def test_a_sidecar_that_cannot_be_read_fails_its_member() -> None:
    files: dict[str, bytes | str] = {"a.txt": "words", "a.txt.yaml": "title: A", "b.txt": "more"}
    found = contents(zip_with_wrong_checksum(files, "a.txt.yaml"))
    assert found["b.txt"] == b"more"
    assert "a.txt.yaml, cannot be read: It is damaged" in str(found["a.txt"])


# Archives within archives


def test_archives_within_are_taken_apart_too() -> None:
    inner = zip_of({"b.txt": "inner", "b.txt.yaml": "title: B"})
    packed = zip_of({"a.txt": "outer", "folder/inner.zip": inner, "c.txt": "outer too"})
    assert list(contents(packed)) == ["a.txt", "folder/inner.zip!/b.txt", "c.txt"]
    assert contents(packed)["folder/inner.zip!/b.txt"] == b"inner"


def test_archives_are_followed_as_deep_as_the_settings_say() -> None:
    settings = IngestSettings(nesting=2)
    assert contents(nested_zip(2), settings) == {"inner.zip!/inner.zip!/a.txt": b"deep"}
    (reason,) = contents(nested_zip(3), settings).values()
    assert reason == "It lies more than 2 archives deep, as traps do"


def test_an_archive_that_goes_on_and_on_ends() -> None:
    (reason,) = contents(zip_of({"a.zip": nested_zip(40)})).values()
    assert "archives deep" in str(reason)


def test_a_damaged_archive_within_costs_no_other() -> None:
    packed = zip_of({"bad.zip": b"PK\x03\x04 damaged", "a.txt": "words"})
    found = contents(packed)
    assert found["a.txt"] == b"words"
    assert "no ZIP archive" in str(found["bad.zip"])


def test_documents_that_are_built_as_archives_are_members() -> None:
    word = zip_of({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
    book = zip_of({"mimetype": "application/epub+zip", "a.xhtml": ""}, zipfile.ZIP_STORED)
    packed = zip_of({"a.docx": word, "b.epub": book, "disguised.zip": word})
    assert contents(packed) == {"a.docx": word, "b.epub": book, "disguised.zip": word}


def test_members_can_be_read_after_the_last_has_come(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zip_of({"1.zip": zip_of({"a.txt": "inner"}), "b.txt": "outer"}))
    held = list(members(path, SETTINGS))
    assert [member.read() for member in held] == [b"inner", b"outer"]


# Limits


def test_more_members_than_allowed_are_refused_before_they_are_listed() -> None:
    packed = zip_of({f"{number}.txt": "x" for number in range(4)})
    assert len(contents(packed, IngestSettings(articles=4))) == 4
    with pytest.raises(SourceError, match="more than 3 files"):
        contents(packed, IngestSettings(articles=3))


def test_members_of_archives_within_count_too() -> None:
    inner = zip_of({f"{number}.txt": "x" for number in range(3)})
    found = contents(zip_of({"1.zip": inner, "2.zip": inner}), IngestSettings(articles=6))
    assert list(found) == ["1.zip!/0.txt", "1.zip!/1.txt", "1.zip!/2.txt", "2.zip"]
    assert "holds more than 6 files" in str(found["2.zip"])


def test_a_table_of_contents_of_a_million_members_takes_no_memory() -> None:
    entry = b"PK\x01\x02" + bytes(42)
    count = 1_000_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0, 0, len(entry) * count, 0, 0)
    packed = entry * count + end
    gc.collect()
    tracemalloc.start()
    try:
        with pytest.raises(SourceError, match="more than 100,000 files"):
            contents(packed)
        assert tracemalloc.get_traced_memory()[1] < len(packed) + 8 * MIB
    finally:
        tracemalloc.stop()


def test_a_member_that_is_too_large_fails_by_itself() -> None:
    settings = IngestSettings(file_mb=1)
    packed = zip_of({"large.txt": "x" * (MIB + 1), "fits.txt": "x" * MIB})
    found = contents(packed, settings)
    assert found["large.txt"] == "It is larger than 1 MiB"
    assert found["fits.txt"] == b"x" * MIB


def test_what_an_archive_unpacks_to_is_limited_in_all() -> None:
    settings = IngestSettings(unpacked_mb=2)
    packed = zip_of({f"{number}.txt": bytes(MIB) for number in range(3)})
    found = contents(packed, settings)
    assert found["1.txt"] == bytes(MIB)
    assert found["2.txt"] == "The archive unpacks to more than 2 MiB"


def test_a_bomb_is_left_off_long_before_it_is_unpacked() -> None:
    packed = zip_of({"bomb.txt": bytes(48 * MIB), "a.txt": "words"})
    tracemalloc.start()
    try:
        found = contents(packed)
        assert tracemalloc.get_traced_memory()[1] < 24 * MIB
    finally:
        tracemalloc.stop()
    assert found["bomb.txt"] == "It unpacks to more than 200 times its size, as only traps do"
    assert found["a.txt"] == b"words"


def test_small_texts_may_repeat_themselves() -> None:
    assert contents(zip_of({"a.txt": bytes(MIB)})) == {"a.txt": bytes(MIB)}


@pytest.mark.parametrize("size", [1, 500_000])
def test_a_member_that_lies_about_its_size_fails(size: int) -> None:
    files: dict[str, bytes | str] = {"liar.txt": bytes(100_000), "a.txt": "words"}
    found = contents(zip_with_declared_size(files, "liar.txt", size))
    assert found["a.txt"] == b"words"
    assert "in the archive" in str(found["liar.txt"])


def test_data_listed_many_times_is_not_unpacked_many_times() -> None:
    found = contents(overlapping_zip("x" * 1000, copies=5))
    assert found.pop("honest.txt") == b"honest"
    assert set(found.values()) == {
        "It shares its packed data with other files of the archive, as only traps do"
    }
    assert len(found) == 5


# Members that cannot be read


def test_an_encrypted_member_asks_for_a_password() -> None:
    found = contents(encrypted_zip({"locked.txt": "secret", "a.txt": "words"}, "locked.txt"))
    assert found == {"locked.txt": "It asks for a password", "a.txt": b"words"}


@pytest.mark.parametrize("method", [9, 12, 14, 93, 99])
def test_a_way_of_packing_that_is_not_read_is_named(method: int) -> None:
    found = contents(zip_with_method({"odd.txt": "x", "a.txt": "words"}, "odd.txt", method))
    assert found["odd.txt"] == f"It is packed in a way that is not read (method {method})"
    assert found["a.txt"] == b"words"


def test_a_wrong_checksum_fails_by_itself() -> None:
    found = contents(zip_with_wrong_checksum({"bad.txt": "x", "a.txt": "words"}, "bad.txt"))
    assert found == {"bad.txt": "It is damaged in the archive", "a.txt": b"words"}


def test_links_are_not_followed() -> None:
    found = contents(zip_with_link("link.txt", "/etc/passwd", {"a.txt": "words"}))
    assert found == {"a.txt": b"words", "link.txt": "It is a link to another file"}


def test_a_pipe_is_no_file() -> None:
    found = contents(zip_with_pipe("pipe", {"a.txt": "words"}))
    assert found == {"a.txt": b"words", "pipe": "It is no file but a device or a pipe"}


def test_an_archive_that_is_cut_off_or_none_says_so() -> None:
    packed = zip_of({"a.txt": "words" * 100, "b.txt": "more"})
    for damaged in (packed[:-30], packed[: len(packed) // 2], b"", b"plain words", b"PK\x03\x04"):
        with pytest.raises(SourceError, match="no ZIP archive, or one that is damaged"):
            contents(damaged)


def test_any_damaged_byte_fails_as_a_source_and_not_as_a_crash() -> None:
    packed = zip_of({"a.txt": "words and more words", "folder/b.txt": "x" * 300})
    for position in range(len(packed)):
        damaged = bytearray(packed)
        damaged[position] ^= 0xFF
        try:
            contents(bytes(damaged))
        except SourceError as error:
            assert error.hint


def test_a_failing_member_gives_its_reason_without_being_read() -> None:
    packed = encrypted_zip({"locked.txt": "secret"}, "locked.txt")
    (member,) = members(packed, SETTINGS)
    assert isinstance(member.error, SourceError)
    with pytest.raises(SourceError, match="password"):
        member.read()
