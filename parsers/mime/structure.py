"""An email's bytes cut into entities: headers and body of each MIME part.

The cutting works on the bytes and without recursion, so that neither depth nor size matters
much: the standard library's parser recurses and keeps the whole message as text. Where the
sender's structure is broken, what stands between two boundary lines is still a part: nothing
that arrived is left out.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from parsers.mime import header as mime_header
from parsers.mime.header import Headers
from parsers.mime.transfer import decode_transfer

MESSAGES: Final = frozenset({"message/rfc822", "message/news", "message/global", "message/external-body"})

_HEADER_BLOCK: Final = re.compile(rb"(?:(?:[\x21-\x39\x3b-\x7e]*+:|[ \t]|From )[^\r\n]*+(?:\r\n|\r|\n|\Z))*+")
_LINE_BREAK: Final = re.compile(rb"\r\n|\r|\n")
#: What a mailbox file, a POP or an IMAP session wrote before the message that was cut out of it.
_JUNK_LINE: Final = re.compile(
    rb"(?:>+From |\+OK|\* \d+ FETCH)[^\r\n]{0,500}(?:\r\n|\r|\n)(?=[A-Za-z][A-Za-z-]{1,40}:)", re.IGNORECASE
)
_HEADERS_AFTER_BLANK_LINES: Final = re.compile(rb"[\r\n \t]*+(?=[A-Za-z][A-Za-z-]{1,40}:[ \t])")
#: What may stand before the first boundary: "This is a multi-part message in MIME format."
_LONGEST_PREAMBLE: Final = 2_000
_OF_MIME: Final = re.compile(rb"\bMIME\b|\bmulti-?part\b", re.IGNORECASE)
_WORD: Final = re.compile(rb"[A-Za-z\x80-\xff]{2,}")
_LEAST_WORDS: Final = 8
_LEAST_SAID: Final = 40  # bytes
_UNANNOUNCED_BOUNDARY: Final = re.compile(
    rb"(?:\A|(?<=[\r\n]))--([^\r\n]{1,200}?)[ \t]*(?:\r\n|\r|\n)(?=content-[a-z-]{1,30}:)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Entity:
    """One MIME entity: one that holds no others, or a wrapper that is kept whole as well.

    `path` counts as IMAP does ("2.1"). `media_type` is what the sender claims. `around` are
    the multiparts that it stands in, outermost first: (path, subtype). `message` is the path
    of the message that it belongs to, "" for the outermost. `too_deep` marks one that was not
    taken apart because of the limit.
    """

    path: str
    headers: Headers
    media_type: str
    body: bytes
    around: tuple[tuple[str, str], ...] = ()
    message: str = ""
    wraps: bool = False
    too_deep: bool = False

    def decoded(self) -> bytes:
        """The body with its transfer encoding undone."""
        return decode_transfer(self.body, mime_header.transfer_encoding(self.headers))


@dataclass(slots=True)
class Structure:
    """A message taken apart. `complete` is false where a limit stopped it."""

    headers: Headers
    entities: list[Entity] = field(default_factory=list)
    complete: bool = True


@dataclass(frozen=True, slots=True)
class _Pending:
    path: str
    data: bytes
    depth: int
    around: tuple[tuple[str, str], ...] = ()
    message: str = ""
    default: str = "text/plain"
    is_message: bool = False


def take_apart(raw: bytes, *, max_depth: int, max_entities: int) -> Structure:
    """The entities of an email, in the order in which they stand.

    A message within a message gives an entity of its own and then its parts. Beyond
    `max_depth` an entity is left whole; beyond `max_entities` the rest is left out, and the
    structure is marked incomplete.
    """
    raw = raw[_first_header(raw) :]
    headers, _ = _split(raw)
    structure = Structure(headers)
    pending = [_Pending("", raw, 0, is_message=True)]
    while pending:
        if len(structure.entities) >= max_entities:
            structure.complete = False
            break
        item = pending.pop()
        entity, children = _open(item, max_depth)
        if entity is not None:
            structure.entities.append(entity)
            structure.complete &= not entity.too_deep
        pending.extend(reversed(children))
    return structure


def _split(data: bytes) -> tuple[Headers, bytes]:
    block = _HEADER_BLOCK.match(data)
    end = block.end() if block is not None else 0
    line_break = _LINE_BREAK.match(data, end)
    return mime_header.parse_headers(data[:end]), data[line_break.end() if line_break else end :]


def _first_header(raw: bytes) -> int:
    """Where the header begins: some gateways put blank lines before it, editors a mark, sessions a line."""
    start = len(codecs.BOM_UTF8) if raw.startswith(codecs.BOM_UTF8) else 0
    blank = _HEADERS_AFTER_BLANK_LINES.match(raw, start)
    start = blank.end() if blank is not None else start
    junk = _JUNK_LINE.match(raw, start)
    return junk.end() if junk is not None else start


def _open(item: _Pending, max_depth: int) -> tuple[Entity | None, list[_Pending]]:
    headers, body = _split(item.data)
    claimed = mime_header.media_type(headers, item.default)
    entity = Entity(_entity_path(item, claimed), headers, claimed, body, item.around, item.message)
    if claimed.startswith("multipart/"):
        return _open_multipart(item, entity, max_depth)
    if claimed in MESSAGES:
        return _open_message(item, entity, max_depth)
    if item.is_message and _has_lost_its_header(entity):
        return _open_multipart(item, entity, max_depth)
    return entity, []


def _has_lost_its_header(entity: Entity) -> bool:
    """Whether a message says of no kind what it is, and its body is parts between boundaries."""
    if mime_header.field(entity.headers, "content-type") is not None:
        return False
    found = _UNANNOUNCED_BOUNDARY.search(entity.body, 0, _LONGEST_PREAMBLE)
    return found is not None


def _entity_path(item: _Pending, claimed: str) -> str:
    """A message's only part is its part 1 (RFC 3501, 6.4.5)."""
    if item.is_message and not claimed.startswith("multipart/"):
        return f"{item.path}.1" if item.path else "1"
    return item.path or "1"


def _open_multipart(item: _Pending, entity: Entity, max_depth: int) -> tuple[Entity | None, list[_Pending]]:
    pieces, announced = _pieces(entity)
    if not pieces:
        # Nothing to cut at: it is text, whatever it claims.
        return replace(entity, media_type="text/plain"), []
    if item.depth >= max_depth:
        return replace(entity, too_deep=True), []
    subtype = entity.media_type.partition("/")[2] if entity.media_type.startswith("multipart/") else "mixed"
    default = "message/rfc822" if subtype == "digest" else "text/plain"
    prefix = f"{item.path}." if item.path else ""
    around = (*item.around, (item.path, subtype))
    parts = [
        _Pending(f"{prefix}{number}", piece, item.depth + 1, around, item.message, default)
        for number, piece in enumerate(pieces, 1)
    ]
    if not announced:
        # Cut at a guess, it is kept whole as well: the sender meant something else perhaps.
        return replace(entity, wraps=True), parts
    outside = [
        _Pending(f"{prefix}{number}", b"\n" + text, item.depth + 1, item.around, item.message)
        for number, text in ((0, _preamble(entity)), (len(pieces) + 1, _epilogue(entity)))
        if _says_something(text)
    ]
    return None, [*parts, *outside]


def _preamble(entity: Entity) -> bytes:
    """What stands before the first boundary. Mail programs do not show it, and some say there what MIME is."""
    line = b"--" + (mime_header.boundary(entity.headers) or b"")
    text = entity.body[: max(entity.body.find(line), 0)]
    return b"" if _OF_MIME.search(text[:_LONGEST_PREAMBLE]) else text


def _epilogue(entity: Entity) -> bytes:
    """What stands below the last boundary, where that closes."""
    line = b"--" + (mime_header.boundary(entity.headers) or b"")
    at = entity.body.rfind(line)
    below = entity.body[at + len(line) :] if at != -1 else b""
    return below[2:] if below.startswith(b"--") else b""


def _says_something(text: bytes) -> bool:
    return (
        len(text) > _LEAST_SAID and sum(1 for _ in islice(_WORD.finditer(text), _LEAST_WORDS)) == _LEAST_WORDS
    )


def _open_message(item: _Pending, entity: Entity, max_depth: int) -> tuple[Entity | None, list[_Pending]]:
    inner = entity.decoded()
    if item.depth >= max_depth:
        return replace(entity, too_deep=True), []
    if not inner.strip():
        return entity, []
    return replace(entity, wraps=True), [
        _Pending(entity.path, inner, item.depth + 1, message=entity.path, is_message=True)
    ]


def _pieces(entity: Entity) -> tuple[list[bytes], bool]:
    """What stands between the boundaries, and whether the header surely announced them."""
    named = mime_header.boundary(entity.headers)
    pieces = list(_between(entity.body, named)) if named else []
    if pieces:
        return pieces, mime_header.boundary_is_sure(entity.headers)
    found = _UNANNOUNCED_BOUNDARY.search(entity.body)
    return (list(_between(entity.body, found.group(1))) if found else []), False


def _between(body: bytes, boundary: bytes) -> Iterator[bytes]:
    """What stands after each opening boundary line. Parts after the closing one count too."""
    opened: int | None = None
    for start, end, closes in _delimiters(body, boundary):
        if opened is not None:
            yield body[opened : _before_line_break(body, opened, start)]
        opened = None if closes else end
    if opened is not None:
        yield body[opened : _before_line_break(body, opened, len(body))]


_REST_OF_BOUNDARY: Final = re.compile(rb"(--)?[ \t]*(?:\r\n|\r|\n|\Z)")


def _delimiters(body: bytes, boundary: bytes) -> Iterator[tuple[int, int, bool]]:
    line = b"--" + boundary
    at = body.find(line)
    while at != -1:
        after = _REST_OF_BOUNDARY.match(body, at + len(line))
        if after is not None and (at == 0 or body[at - 1] in b"\r\n"):
            yield at, after.end(), after.group(1) is not None
        at = body.find(line, at + len(line))


def _before_line_break(body: bytes, opened: int, start: int) -> int:
    """The line break before a boundary belongs to the boundary (RFC 2046, 5.1.1)."""
    if body[max(opened, start - 2) : start] == b"\r\n":
        return start - 2
    return start - 1 if start > opened and body[start - 1] in b"\r\n" else start
