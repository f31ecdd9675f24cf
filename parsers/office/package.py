"""The zip file that holds an office document (OPC: .docx; ODF: .odt), and its XML parts.

Only the parts asked for are unpacked, each up to a limit that its declared size cannot talk
its way around; entities are never resolved and a document type declaration is refused, since
no office program writes one.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Any, Final
from urllib.parse import unquote

from lxml import etree

from parsers.errors import Damaged, EmptyDocument, Encrypted, TooLarge, UnknownFormat
from parsers.office.xml_element import Element

MOST_ENTRIES: Final = 5_000
MOST_PART_BYTES: Final = 48 * 2**20
MOST_TOTAL_BYTES: Final = 96 * 2**20
MOST_RATIO: Final = 400
_RATIO_MATTERS_FROM: Final = 2**20

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")
_STRICT: Final = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


class Package:
    """An opened package. Part names are without a leading slash; letter case is ignored."""

    def __init__(self, data: bytes) -> None:
        """Raises `EmptyDocument`, `Encrypted`, `TooLarge` or `Damaged`."""
        self._zip = _open(data)
        self._names = {_normal(info.filename): info for info in self._zip.infolist()}
        self._left = MOST_TOTAL_BYTES

    def names(self) -> list[str]:
        """Every part's name, folded to lower case."""
        return list(self._names)

    def __contains__(self, name: str) -> bool:
        return _normal(name) in self._names

    def read(self, name: str) -> bytes | None:
        """The part's bytes, or `None` where there is no such part."""
        info = self._names.get(_normal(name))
        if info is None:
            return None
        if info.flag_bits & 0x1:
            raise Encrypted
        self._check_size(info)
        try:
            data = self._zip.read(info)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            OSError,
            ValueError,
        ) as error:
            raise Damaged from error
        self._left -= len(data)
        return data

    def tree(self, name: str) -> Element | None:
        """The root element of an XML part, or `None` where there is no such part."""
        data = self.read(name)
        return None if data is None else parse_xml(data)

    def _check_size(self, info: zipfile.ZipInfo) -> None:
        packed_hard = info.file_size > _RATIO_MATTERS_FROM and info.file_size > MOST_RATIO * max(
            info.compress_size, 1
        )
        if packed_hard or info.file_size > min(MOST_PART_BYTES, self._left):
            raise TooLarge


def parse_xml(data: bytes) -> Element:
    """The root of one XML part, Strict OOXML's namespace made the usual one; else `Damaged`."""
    if b"http://purl.oclc.org" in data:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    try:
        root = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise Damaged from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise Damaged
    return root


def resolve(base: str, target: str) -> str:
    """The part that `target` names in the relationships of the part `base`."""
    target = unquote(target.replace("\\", "/"))
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(base), target)).lstrip("/")


def _parser() -> Any:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _open(data: bytes) -> zipfile.ZipFile:
    if not data:
        raise EmptyDocument
    if data.startswith(_OLE):
        if _ENCRYPTED_STREAM in data:
            raise Encrypted
        raise UnknownFormat
    if data.count(b"PK\x01\x02") > MOST_ENTRIES:
        raise TooLarge
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        EOFError,
        NotImplementedError,
        UnicodeDecodeError,
    ) as error:
        raise Damaged from error


def _normal(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()
