"""Archives, winmail.dat and .msg files unpacked, to the limits."""

from __future__ import annotations

import contextlib
import gzip
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.errors import Damaged, Encrypted, OverLimit, Unreadable
from parsers.mime.unpack import Budget, gunzip, open_msg, open_tnef, unzip
from tests.unit.parsers.archives import zipped


def budget(unpacked: int = 10_000_000, leaves: int = 100) -> Budget:
    return Budget(unpacked, leaves)


def tnef_object(level: int, name: int, kind: int, data: bytes) -> bytes:
    return struct.pack("<BHHI", level, name, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def winmail(name: bytes, data: bytes) -> bytes:
    return (
        struct.pack("<IH", 0x223E9F78, 1)
        + tnef_object(1, 0x9006, 8, struct.pack("<I", 0x00010000))
        + tnef_object(1, 0x9007, 6, struct.pack("<II", 1252, 0))
        + tnef_object(2, 0x9002, 6, b"\0" * 14)
        + tnef_object(2, 0x8010, 1, name + b"\0")
        + tnef_object(2, 0x800F, 6, data)
    )


def test_the_files_of_a_zip_are_found_in_folders_too() -> None:
    found = list(unzip(zipped({"a/form.pdf": b"one", "b.txt": b"two"}), budget()))
    assert [(piece.filename, piece.data) for piece in found] == [("a/form.pdf", b"one"), ("b.txt", b"two")]


def test_what_macs_and_windows_add_to_zips_is_passed_over() -> None:
    found = unzip(zipped({"__MACOSX/._form.pdf": b"x", "form.pdf": b"one", "a/.DS_Store": b"x"}), budget())
    assert [piece.filename for piece in found] == ["form.pdf"]


def test_a_zip_bomb_ends_at_the_limit() -> None:
    with pytest.raises(OverLimit):
        list(unzip(zipped({"a": b"\0" * 5_000_000}), budget(unpacked=1_000_000)))


def test_a_zip_with_a_password_says_so_for_each_file() -> None:
    data = bytearray(zipped({"form.docx": b"words"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    (piece,) = unzip(bytes(data), budget())
    assert isinstance(piece.problem, Encrypted)


def test_one_damaged_file_in_a_zip_does_not_hide_the_others() -> None:
    data = bytearray(zipped({"a": bytes(range(256)), "b": b"second"}))
    data[60:64] = b"\xff\xff\xff\xff"
    broken, whole = unzip(bytes(data), budget())
    assert isinstance(broken.problem, Damaged)
    assert whole.data == b"second"


def test_a_zip_that_was_cut_off_is_damaged() -> None:
    with pytest.raises(Damaged):
        list(unzip(zipped({"a": b"words"})[:20], budget()))


def test_the_attachments_of_a_winmail_dat_are_found() -> None:
    (piece,) = open_tnef(winmail(b"form.pdf", b"%PDF-1.4"), budget())
    assert (piece.filename, piece.data) == ("form.pdf", b"%PDF-1.4")


@given(st.binary(max_size=300))
def test_wrappers_made_of_anything_open_or_say_why_not(data: bytes) -> None:
    for opened in (
        unzip(b"PK\x03\x04" + data, budget()),
        open_tnef(struct.pack("<IH", 0x223E9F78, 1) + data, budget()),
        open_msg(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + data, budget()),
    ):
        with contextlib.suppress(Unreadable):
            assert all(isinstance(piece.data, bytes) for piece in opened)


def test_a_gzip_gives_its_one_file_under_its_own_name() -> None:
    (piece,) = gunzip(gzip.compress(b"words"), "form.txt.gz", budget())
    assert (piece.filename, piece.data) == ("form.txt", b"words")


def test_a_gzip_that_was_cut_off_is_damaged() -> None:
    with pytest.raises(Damaged, match="gzip"):
        list(gunzip(gzip.compress(b"words" * 1000)[:-20], "form.txt.gz", budget()))


def test_a_gzip_bomb_ends_at_the_limit() -> None:
    with pytest.raises(OverLimit):
        list(gunzip(gzip.compress(b"0" * 5_000_000), "bomb.gz", budget(1_000_000)))
