"""Files inside documents: those behind an icon in a Word or RTF document, and pictures pasted into a web page.

The document around them may say no more than "see inside".
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Final

import olefile

from parsers.mime.transfer import decode_base64
from parsers.mime.unpack import Budget, Piece, unzip

_FOLDER: Final = "word/embeddings/"
#: What a chart keeps its figures in.
_FIGURES: Final = (".xlsx", ".xls", ".xlsb", ".xlsm")
_OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WHOLE: Final = ("Package", "CONTENTS")
_NATIVE: Final = "\x01Ole10Native"
#: RFC 2397. A picture of a few thousand letters is an icon.
_PASTED: Final = re.compile(
    rb"data:(?P<type>image/(?:png|jpe?g|gif|webp|bmp|tiff)|application/pdf)(?:;[\w=.-]{1,40}){0,3};base64,\s*+(?P<data>[A-Za-z0-9+/=%\s]{4000,}+)",
    re.IGNORECASE,
)
#: The letters of an object's bytes, which any line break may part.
_OBJECT: Final = re.compile(rb"\\objdata(?P<data>[\s0-9A-Fa-f]++)")
_NO_LETTER: Final = re.compile(rb"[^0-9A-Fa-f]+")
_MOST_OBJECTS: Final = 100
_EMBEDDED_OBJECT: Final = 2  # [MS-OLEDS] 2.2.4: a link is 1, and holds no bytes
_ESCAPED: Final = {b"%2B": b"+", b"%2F": b"/", b"%3D": b"=", b"%2b": b"+", b"%2f": b"/", b"%3d": b"="}


def embedded_files(package: bytes, budget: Budget) -> Iterator[Piece]:
    """The files behind icons in a Word document; none of one that is damaged. Raises `OverLimit`."""
    try:
        names = zipfile.ZipFile(io.BytesIO(package)).namelist()
    except Exception:  # noqa: BLE001 - whoever reads the document itself will say what is wrong with it
        return
    if not any(name.startswith(_FOLDER) for name in names):
        return
    for piece in unzip(package, budget):
        name = piece.filename or ""
        if name.startswith(_FOLDER) and not name.lower().endswith(_FIGURES):
            yield _unwrapped(Piece(name.removeprefix(_FOLDER), "", piece.data, problem=piece.problem))


def rtf_objects(document: bytes, budget: Budget) -> Iterator[Piece]:
    """The files behind icons in an RTF document; an object that holds none is given as it is. Raises `OverLimit`."""
    for found in islice(_OBJECT.finditer(document), _MOST_OBJECTS):
        letters = _NO_LETTER.sub(b"", found["data"])
        data = bytes.fromhex(letters[: len(letters) // 2 * 2].decode("ascii"))
        budget.spend(len(data))
        yield _of_an_object(data)


def _of_an_object(data: bytes) -> Piece:
    """What an OLE 1 object holds: a version, what it is, three names that tell their length, a size, its bytes."""
    try:
        (kind,) = struct.unpack_from("<I", data, 4)
        at, program = 8, b""
        for place in range(3):
            (length,) = struct.unpack_from("<I", data, at)
            program = data[at + 4 : at + 4 + length].rstrip(b"\0") if place == 0 else program
            at += 4 + length
        (size,) = struct.unpack_from("<I", data, at)
        native = data[at + 4 : at + 4 + size]
        if kind != _EMBEDDED_OBJECT or not native:
            return Piece(None, "", data)
        # A package's bytes are those of a stream that tells its size first.
        return _native(bytes(4) + native) if program == b"Package" else _unwrapped(Piece(None, "", native))
    except (struct.error, ValueError):
        return Piece(None, "", data)


def pasted_files(page: bytes) -> Iterator[Piece]:
    """The pictures, and the PDFs, that stand in a web page as letters."""
    for found in _PASTED.finditer(page):
        letters = re.sub(rb"%[23][BFDbfd]", lambda sign: _ESCAPED[sign.group()], found["data"])
        yield Piece(None, found["type"].decode("ascii").lower(), decode_base64(letters))


def _unwrapped(piece: Piece) -> Piece:
    """What an OLE object holds; the object itself where it holds no file."""
    if not piece.data.startswith(_OLE_MAGIC):
        return piece
    try:
        with olefile.OleFileIO(io.BytesIO(piece.data)) as ole:
            whole = next((name for name in _WHOLE if ole.exists(name)), None)
            if whole is not None:
                return Piece(piece.filename, "", ole.openstream(whole).read())
            if ole.exists(_NATIVE):
                return _native(ole.openstream(_NATIVE).read())
    except Exception:  # noqa: BLE001 - olefile raises many kinds on damaged files
        return piece
    return piece


def _native(stream: bytes) -> Piece:
    """The file of a Packager object: a size, two flags, three names ended by NUL, a size, its bytes. Raises where none are."""
    _label, at = _until_nul(stream, 6)
    name, at = _until_nul(stream, at)
    (path_size,) = struct.unpack_from("<I", stream, at + 4)
    at += 8 + path_size
    (size,) = struct.unpack_from("<I", stream, at)
    data = stream[at + 4 : at + 4 + size]
    if not data:
        raise ValueError("the object holds no file")
    return Piece(name.decode("cp1252", "replace") or None, "", data)


def _until_nul(stream: bytes, start: int) -> tuple[bytes, int]:
    end = stream.index(b"\0", start)
    return stream[start:end], end + 1
