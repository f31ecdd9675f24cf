"""Files that hold files: zip, winmail.dat, Outlook messages. Each opened one level at a time.

Everything is read within a budget that the whole message shares, so that a bomb ends as a
reason for an officer and not as a full machine.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import olefile
from compressed_rtf import decompress  # type: ignore[import-untyped]
from tnefparse import TNEF

from parsers.errors import Damaged, Encrypted, OverLimit, Unreadable

_CHUNK: Final = 1024 * 1024
_ZIP_ENCRYPTED: Final = 0x1
_CLUTTER: Final = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")

_SUBJECT, _BODY, _HTML, _RTF = "0037", "1000", "1013", "1009"
_ATTACH_DATA, _ATTACH_LONG_NAME, _ATTACH_NAME, _ATTACH_TYPE = "3701", "3707", "3704", "370E"
_ATTACHMENT: Final = "__attach_version1.0_#"
_EMBEDDED: Final = "__substg1.0_3701000D"


@dataclass(slots=True)
class Budget:
    """How much may still be unpacked from wrappers: bytes and leaves, counted down."""

    unpacked_bytes: int
    leaves: int

    def spend(self, size: int) -> None:
        """Take `size` bytes; raises `OverLimit` when they are gone."""
        self.unpacked_bytes -= size
        if self.unpacked_bytes < 0:
            raise OverLimit("it unpacks to more than the limit: open it by hand and key it")

    def take_leaf(self) -> None:
        """Count one leaf; raises `OverLimit` when none is left."""
        self.leaves -= 1
        if self.leaves < 0:
            raise OverLimit("it holds more files than the limit: open it by hand and key it")


@dataclass(frozen=True, slots=True)
class Piece:
    """One file that was inside another.

    `body_of` names the message whose body it is: pieces with the same one are alternatives.
    """

    filename: str | None
    media_type: str
    data: bytes
    body_of: str | None = None
    problem: Unreadable | None = None


def unzip(data: bytes, budget: Budget) -> Iterator[Piece]:
    """The files of a zip. An entry that cannot be read has a `problem` and no bytes.

    Raises `Damaged` for what is no zip any more, `OverLimit` when the budget is gone.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # zipfile raises many kinds on damaged files
        raise Damaged("the zip file is damaged or was cut off: ask the sender for it again") from error
    with archive:
        for entry in archive.infolist():
            if not entry.is_dir() and not _is_clutter(entry.filename):
                yield _zip_entry(archive, entry, budget)


def _is_clutter(name: str) -> bool:
    lowered = name.lower()
    return lowered.startswith(_CLUTTER[0]) or lowered.rsplit("/", 1)[-1] in _CLUTTER


def _zip_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget) -> Piece:
    if entry.flag_bits & _ZIP_ENCRYPTED:
        problem: Unreadable = Encrypted("a zip file that needs a password: open it by hand and key it")
        return Piece(entry.filename, "", b"", problem=problem)
    try:
        return Piece(entry.filename, "", _inflate(archive, entry, budget))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        problem = Damaged("a file inside the zip is damaged: ask the sender for it again")
        return Piece(entry.filename, "", b"", problem=problem)


def _inflate(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget) -> bytes:
    kept = bytearray()
    with archive.open(entry) as content:
        while chunk := content.read(_CHUNK):
            budget.spend(len(chunk))
            kept += chunk
    return bytes(kept)


def gunzip(data: bytes, filename: str | None, budget: Budget) -> Iterator[Piece]:
    """The one file of a gzip, under its own name. Raises `Damaged` and `OverLimit`."""
    kept = bytearray()
    try:
        with gzip.open(io.BytesIO(data)) as content:
            while chunk := content.read(_CHUNK):
                budget.spend(len(chunk))
                kept += chunk
    except (EOFError, OSError, zlib.error) as error:
        raise Damaged("the gzip file is damaged or was cut off: ask the sender for it again") from error
    name = filename or ""
    yield Piece(name[:-3] if name.lower().endswith(".gz") else name or None, "", bytes(kept))


def open_tnef(data: bytes, budget: Budget) -> Iterator[Piece]:
    """The bodies and attachments of a winmail.dat. Raises `Damaged` and `OverLimit`."""
    try:
        tnef = TNEF(data, do_checksum=False)
        bodies = list(_tnef_bodies(tnef))
        files = [(_tnef_name(item), _as_bytes(item.data)) for item in tnef.attachments]
    except Exception as error:  # tnefparse raises many kinds on damaged files
        raise Damaged("the winmail.dat is damaged: ask the sender to send it as PDF or Word") from error
    for piece in bodies:
        budget.spend(len(piece.data))
        yield piece
    for name, content in files:
        budget.spend(len(content))
        yield Piece(name, "", content)


def _tnef_bodies(tnef: TNEF) -> Iterator[Piece]:
    plain, html, rtf = tnef.body, tnef.htmlbody, getattr(tnef, "_rtfbody", None) and tnef.rtfbody
    if plain:
        yield Piece(None, "text/plain", _as_bytes(plain), "0")
    if html:
        yield Piece(None, "text/html", _as_bytes(html), "0")
    if rtf and not (plain or html):
        yield Piece(None, "text/rtf", _as_bytes(rtf), "0")


def _tnef_name(attachment: object) -> str | None:
    name = getattr(attachment, "long_filename", None)
    found = name() if callable(name) else None
    return str(found) if found else None


def _as_bytes(value: object) -> bytes:
    if isinstance(value, (list, tuple)):
        return b"".join(_as_bytes(item) for item in value)
    return value.encode("utf-8", "replace") if isinstance(value, str) else bytes(value)  # type: ignore[call-overload]  # tnefparse gives nothing else


def open_msg(data: bytes, budget: Budget) -> Iterator[Piece]:
    """The bodies and attachments of an Outlook message, messages within it included.

    Raises `Damaged` and `OverLimit`.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = {"/".join(path): path for path in ole.listdir(streams=True, storages=False)}
            pieces = list(_msg_pieces(ole, streams, budget))
    except OverLimit:
        raise
    except Exception as error:  # olefile raises many kinds on damaged files
        raise Damaged("the Outlook message is damaged: ask the sender for it again") from error
    yield from pieces


def _msg_pieces(ole: olefile.OleFileIO, streams: dict[str, list[str]], budget: Budget) -> Iterator[Piece]:
    pending = [""]
    while pending:
        prefix = pending.pop()
        yield from _msg_bodies(ole, streams, prefix, budget)
        for attachment in _attachments_of(streams, prefix):
            if any(name.startswith(f"{attachment}{_EMBEDDED}/") for name in streams):
                pending.append(f"{attachment}{_EMBEDDED}/")
            else:
                yield _msg_attachment(ole, streams, attachment, budget)


def _attachments_of(streams: dict[str, list[str]], prefix: str) -> list[str]:
    found = {
        name[: name.index("/", len(prefix)) + 1] for name in streams if name.startswith(prefix + _ATTACHMENT)
    }
    return sorted(found)


def _msg_bodies(
    ole: olefile.OleFileIO, streams: dict[str, list[str]], prefix: str, budget: Budget
) -> Iterator[Piece]:
    plain = _msg_text(ole, streams, prefix, _BODY, budget)
    html = _msg_binary(ole, streams, prefix, _HTML, budget)
    rtf = _msg_binary(ole, streams, prefix, _RTF, budget)
    if plain:
        yield Piece(None, "text/plain", plain.encode("utf-8", "replace"), prefix)
    if html:
        yield Piece(None, "text/html", html, prefix)
    if rtf and not (plain and plain.strip()) and not html:
        yield Piece(None, "text/rtf", decompress(rtf), prefix)


def _msg_attachment(
    ole: olefile.OleFileIO, streams: dict[str, list[str]], prefix: str, budget: Budget
) -> Piece:
    name = _msg_text(ole, streams, prefix, _ATTACH_LONG_NAME, budget) or _msg_text(
        ole, streams, prefix, _ATTACH_NAME, budget
    )
    media_type = _msg_text(ole, streams, prefix, _ATTACH_TYPE, budget) or ""
    return Piece(name, media_type.lower(), _msg_binary(ole, streams, prefix, _ATTACH_DATA, budget) or b"")


def _msg_text(
    ole: olefile.OleFileIO, streams: dict[str, list[str]], prefix: str, tag: str, budget: Budget
) -> str | None:
    wide = _msg_stream(ole, streams, f"{prefix}__substg1.0_{tag}001F", budget)
    if wide is not None:
        return wide.decode("utf-16-le", "replace").rstrip("\0")
    narrow = _msg_stream(ole, streams, f"{prefix}__substg1.0_{tag}001E", budget)
    return narrow.decode("cp1252", "replace").rstrip("\0") if narrow is not None else None


def _msg_binary(
    ole: olefile.OleFileIO, streams: dict[str, list[str]], prefix: str, tag: str, budget: Budget
) -> bytes | None:
    found = _msg_stream(ole, streams, f"{prefix}__substg1.0_{tag}0102", budget)
    if found is None and tag == _HTML:
        text = _msg_text(ole, streams, prefix, tag, budget)
        return text.encode("utf-8", "replace") if text else None
    return found


def _msg_stream(
    ole: olefile.OleFileIO, streams: dict[str, list[str]], name: str, budget: Budget
) -> bytes | None:
    path = streams.get(name)
    if path is None:
        return None
    content: bytes = ole.openstream(path).read()
    budget.spend(len(content))
    return content
