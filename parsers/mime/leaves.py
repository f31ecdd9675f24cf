"""An email, or a bare file, to its leaves: every file that it carries, however it was wrapped.

Attachments inside forwarded messages, zip files, winmail.dat and Outlook messages are leaves
too; so are the wrappers themselves, marked as containers. Nothing is left out silently: what
cannot be opened is a leaf with a `problem`, and where a limit stopped the work the result
says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from parsers.errors import Encrypted, OverLimit, Unreadable
from parsers.mime import header as mime_header
from parsers.mime.embedded import embedded_files, pasted_files, rtf_objects
from parsers.mime.header import Headers
from parsers.mime.pkcs7 import open_signed
from parsers.mime.sniff import Format, sniff
from parsers.mime.structure import MESSAGES, Entity, take_apart
from parsers.mime.transfer import left_in_base64, uuencoded_files
from parsers.mime.unpack import Budget, Piece, gunzip, open_msg, open_tnef, unzip

#: Streams are never packed into others, nor their kinds encrypted: a PDF without it carries no files.
_CARRIES_FILES: Final = b"/EmbeddedFile"
_CARRIES_DOCUMENTS: Final = b"word/embeddings/"
_CARRIES_PICTURES: Final = b";base64,"
_CARRIES_OBJECTS: Final = b"\\objdata"
_TOO_DEEP: Final = "messages are nested deeper than the limit: open it by hand and key it"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one message may cost. Sizes are bytes, times are seconds."""

    message_bytes: int = 150 * 1024 * 1024
    unpacked_bytes: int = 256 * 1024 * 1024
    leaves: int = 500
    depth: int = 100
    leaf_seconds: float = 20.0
    message_seconds: float = 20.0
    memory_bytes: int = 1536 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Leaf:
    """One file of a message. `path` counts as IMAP does and says where it stood ("2.1").

    `around` are the multiparts around it, outermost first, as (path, subtype); `message` is
    the path of the message that it belongs to ("" for the outermost). `attached` means that
    the sender attached it: it is no body. `container` marks a wrapper whose leaves follow.
    """

    path: str
    filename: str | None
    media_type: str
    data: bytes
    format: Format
    charset: str | None = None
    flowed: bool = False
    delsp: bool = False
    attached: bool = False
    content_id: str | None = None
    around: tuple[tuple[str, str], ...] = ()
    message: str = ""
    container: bool = False
    problem: Unreadable | None = None

    @property
    def sha256(self) -> str:
        """Of the decoded bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(slots=True)
class Mail:
    """An email's headers and leaves, in order. `complete` is false where a limit stopped it."""

    headers: Headers
    leaves: list[Leaf] = field(default_factory=list)
    complete: bool = True


def read_mail(raw: bytes, limits: Limits) -> Mail:
    """Take an email apart, whatever is in it. Never raises for what the bytes are."""
    structure = take_apart(raw, max_depth=limits.depth, max_entities=limits.leaves)
    mail = Mail(structure.headers, complete=structure.complete)
    _collect(mail, [_leaf_of(entity) for entity in structure.entities], limits)
    return mail


def read_file(data: bytes, filename: str | None, limits: Limits) -> Mail:
    """A file that came without an email: its one leaf, and what that holds."""
    name = mime_header.clean_file_name(filename)
    leaf = Leaf("1", name, "application/octet-stream", data, sniff(data, "", name), attached=True)
    mail = Mail(mime_header.parse_headers(b""))
    _collect(mail, [leaf], limits)
    return mail


def _collect(mail: Mail, leaves: list[Leaf], limits: Limits) -> None:
    budget = Budget(limits.unpacked_bytes, limits.leaves)
    pending = [(leaf, 0) for leaf in reversed(leaves)]
    while pending:
        leaf, depth = pending.pop()
        opened, inner = _open(leaf, depth, budget, limits)
        mail.leaves.append(opened)
        pending.extend((child, depth + 1) for child in reversed(inner))


def _open(leaf: Leaf, depth: int, budget: Budget, limits: Limits) -> tuple[Leaf, list[Leaf]]:
    """The leaf, marked as what it turned out to be, and the leaves inside it."""
    if leaf.problem is not None or leaf.container:
        return leaf, []
    if leaf.format in _WRAPPERS and depth >= limits.depth:
        return replace(leaf, problem=OverLimit(_TOO_DEEP)), []
    inner: list[Leaf] = []
    try:
        for child in _inside(leaf, budget, limits):
            budget.take_leaf()
            inner.append(child)
    except Unreadable as problem:
        return replace(leaf, problem=problem, container=bool(inner)), inner
    wraps = leaf.format in _WRAPPERS
    return (replace(leaf, container=True) if wraps else leaf), inner


_WRAPPERS: Final = frozenset({Format.EMAIL, Format.ZIP, Format.GZIP, Format.TNEF, Format.MSG, Format.PKCS7})


def _inside(leaf: Leaf, budget: Budget, limits: Limits) -> Iterator[Leaf]:
    match leaf.format:
        case Format.EMAIL:
            yield from _message_leaves(leaf, leaf.data, limits)
        case Format.PKCS7:
            yield from _message_leaves(leaf, open_signed(leaf.data), limits)
        case Format.ZIP:
            yield from _piece_leaves(leaf, unzip(leaf.data, budget))
        case Format.GZIP:
            yield from _piece_leaves(leaf, gunzip(leaf.data, leaf.filename, budget))
        case Format.TNEF:
            yield from _piece_leaves(leaf, open_tnef(leaf.data, budget))
        case Format.MSG:
            yield from _piece_leaves(leaf, open_msg(leaf.data, budget))
        case Format.PDF if _CARRIES_FILES in leaf.data:
            from parsers.pdf.attached import attached_files

            yield from _piece_leaves(leaf, attached_files(leaf.data, budget))
        case Format.DOCX if _CARRIES_DOCUMENTS in leaf.data:
            yield from _piece_leaves(leaf, embedded_files(leaf.data, budget))
        case Format.RTF if _CARRIES_OBJECTS in leaf.data:
            yield from _piece_leaves(leaf, rtf_objects(leaf.data, budget))
        case Format.HTML if _CARRIES_PICTURES in leaf.data:
            yield from _piece_leaves(leaf, pasted_files(leaf.data))
        case Format.TEXT:
            files = (
                Piece(mime_header.decode_words(name.decode("utf-8", "replace")), "", data)
                for name, data in uuencoded_files(leaf.data)
            )
            yield from _piece_leaves(leaf, files)
            yield from _piece_leaves(leaf, _undecoded(leaf))


def _undecoded(leaf: Leaf) -> Iterator[Piece]:
    """The file that a mailer left in base64, where its bytes tell what it is."""
    data = left_in_base64(leaf.data)
    if data is not None and sniff(data) is not Format.UNKNOWN:
        yield Piece(leaf.filename, "", data)


def _message_leaves(leaf: Leaf, raw: bytes, limits: Limits) -> Iterator[Leaf]:
    structure = take_apart(raw, max_depth=limits.depth, max_entities=limits.leaves)
    for entity in structure.entities:
        inner = _leaf_of(entity)
        around = tuple((f"{leaf.path}.{path}".rstrip("."), subtype) for path, subtype in inner.around)
        message = f"{leaf.path}.{inner.message}".rstrip(".")
        yield replace(inner, path=f"{leaf.path}.{inner.path}", around=around, message=message)
    if not structure.complete:
        raise OverLimit(_TOO_DEEP)


def _piece_leaves(leaf: Leaf, pieces: Iterator[Piece]) -> Iterator[Leaf]:
    for number, piece in enumerate(pieces, 1):
        name = mime_header.clean_file_name(piece.filename)
        alternatives = (*leaf.around, (f"{leaf.path}/{piece.body_of}", "alternative"))
        yield Leaf(
            path=f"{leaf.path}.{number}",
            filename=name,
            media_type=piece.media_type or "application/octet-stream",
            data=piece.data,
            format=sniff(piece.data, piece.media_type, name),
            charset="utf-8" if piece.media_type == "text/plain" else None,
            attached=piece.body_of is None,
            around=leaf.around if piece.body_of is None else alternatives,
            message=leaf.message if piece.body_of is None else leaf.path,
            problem=piece.problem,
        )


def _leaf_of(entity: Entity) -> Leaf:
    data = entity.decoded()
    name = mime_header.file_name(entity.headers)
    kind = _entity_format(entity, data, name)
    return Leaf(
        path=entity.path,
        filename=name,
        media_type=entity.media_type,
        data=data,
        format=kind,
        charset=mime_header.charset(entity.headers),
        flowed=mime_header.says(entity.headers, "format", "flowed"),
        delsp=mime_header.says(entity.headers, "delsp", "yes"),
        attached=_is_attached(entity, name, kind),
        content_id=mime_header.field(entity.headers, "content-id"),
        around=entity.around,
        message=entity.message,
        container=entity.wraps,
        problem=_entity_problem(entity),
    )


def _entity_format(entity: Entity, data: bytes, name: str | None) -> Format:
    if entity.media_type in MESSAGES and data.strip():
        return Format.EMAIL
    return sniff(data, entity.media_type, name)


def _is_attached(entity: Entity, name: str | None, kind: Format) -> bool:
    if mime_header.disposition(entity.headers) == "attachment" or name is not None:
        return True
    return kind not in {Format.TEXT, Format.HTML, Format.EMPTY}


def _entity_problem(entity: Entity) -> Unreadable | None:
    if entity.too_deep:
        return OverLimit(_TOO_DEEP)
    if any(subtype == "encrypted" for _, subtype in entity.around):
        return Encrypted("encrypted (PGP): open it in the mail program that has the key, and key it by hand")
    if entity.media_type == "message/partial":
        return Unreadable("one piece of a message that was sent in several: ask the sender for it in one")
    return None
