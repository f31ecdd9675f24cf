"""Folder names as IMAP spells them: in modified UTF-7 (RFC 3501, 5.1.3), or in UTF-8 where a server
speaks nothing older than IMAP4rev2 (RFC 9051, 5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from imapclient.imap_utf7 import encode as encode_utf7
from imapclient.response_parser import parse_response

from ingest.mailbox.fetch_answers import separate

Namespace: TypeAlias = tuple[str, str | None]
"""What the names of folders begin with, and what stands between a folder and those below it."""

_NO_FOLDER = {b"\\nonexistent", b"\\noselect"}  # the latter is a name that others stand below


def encoded(name: str, *, utf8: bool) -> bytes:
    """The name in the server's letters."""
    return name.encode() if utf8 else bytes(encode_utf7(name))


def quoted(name: bytes) -> bytes:
    """An encoded name as a string of IMAP's."""
    return b'"' + name.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


def is_letters_only(name: str) -> bool:
    """Whether both spellings of the name are the same."""
    return name.isascii() and "&" not in name


def is_same(one: str, other: str) -> bool:
    """Whether two spellings are of one folder: INBOX is that in letters of any size (RFC 9051, 5.1)."""
    return one == other or one.upper() == other.upper() == "INBOX"


def spellings(folder: str, namespaces: Iterable[Namespace]) -> Iterator[str]:
    """Other spellings of a name that is written with strokes, each once."""
    told = {folder}
    for prefix, separator in namespaces:
        spelt = folder.replace("/", separator) if separator else folder
        spelt = spelt if spelt.startswith(prefix) else prefix + spelt
        if spelt not in told:
            told.add(spelt)
            yield spelt


def separators(answers: Iterable[Any]) -> Sequence[Namespace]:
    """What LIST's answers tell to stand between names."""
    return [("", separator.decode()) for _, separator, *_ in _told(answers) if isinstance(separator, bytes)]


def lists(answers: Iterable[Any], name: bytes) -> bool:
    """Whether LIST's answers name this folder, which is there and holds mail. `%` and `*` in what was asked
    for stand for others too; without them a server may know the one folder by another spelling."""
    there = [
        str(folder).encode() if isinstance(folder, int) else folder
        for flags, _, folder, *_ in _told(answers)  # what stands behind is of an extension (RFC 5258)
        if _NO_FOLDER.isdisjoint(flag.lower() for flag in flags)
    ]
    return name in there if b"%" in name or b"*" in name else bool(there)


def _told(answers: Iterable[Any]) -> list[Any]:
    return [
        parse_response([part for part in answer if part]) for answer in separate(list(answers)) if any(answer)
    ]
