"""Header fields as people wrote them: encoded words, 8-bit bytes, parameters, file names.

Nothing here raises. Long fields are cut before their parameters are read: the standard
library needs time that grows with the square of their number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32
from typing import Final

import pybase64

from parsers.mime.charset import decode_text

Headers = Message

_MAX_BLOCK: Final = 8 * 1024 * 1024
_MAX_FIELD: Final = 16 * 1024
_MAX_NAME: Final = 200
_MEDIA_TYPE: Final = re.compile(r"\s*([\w.+!#$&^-]{1,80})\s*/\s*([\w.+!#$&^-]{1,120})", re.ASCII)
_BOUNDARY: Final = re.compile(
    r";\s*boundary\s*=\s*(?:\"([^\"\r\n]{1,300})\"|([^\s;\"]{1,300}))", re.IGNORECASE
)
_TOKEN: Final = re.compile(r"[^\s()<>@,;:\\\"/\[\]?=]+")
_ENCODED_WORD: Final = re.compile(r"=\?([^?\s]{1,75})\?([bBqQ])\?([^?]*)\?=")
_BETWEEN_ENCODED_WORDS: Final = re.compile(r"(\?=)\s+(?==\?[^?\s]{1,75}\?[bBqQ]\?)")
_FOLD: Final = re.compile(r"[^\S\r\n]*+[\r\n]\s*")
_JOINERS: Final = frozenset("\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}")


def parse_headers(block: bytes) -> Headers:
    """The fields of a header block, in order."""
    parser: BytesHeaderParser = BytesHeaderParser(policy=compat32)
    return parser.parsebytes(block[:_MAX_BLOCK])


def field(headers: Headers, name: str) -> str | None:
    """The first field of that name, decoded and unfolded; `None` if there is none."""
    return next(fields(headers, name), None)


def fields(headers: Headers, name: str) -> Iterator[str]:
    """Every field of that name, topmost first, decoded and unfolded."""
    wanted = name.lower()
    for key, value in headers.raw_items():
        if key.lower() == wanted:
            yield decode_words(_as_written(str(value)))


def unfolded(value: str) -> str:
    """A raw field on one line, 8-bit bytes as characters, encoded words left as they are."""
    return _as_written(value)


def media_type(headers: Headers, default: str = "text/plain") -> str:
    """Such as "application/pdf", lower case; `default` where the field is absent or no type."""
    found = _MEDIA_TYPE.match(_capped(headers, "content-type"))
    return f"{found.group(1)}/{found.group(2)}".lower() if found else default


def charset(headers: Headers) -> str | None:
    """The character set that the part claims."""
    return _parameter(headers, "content-type", "charset")


def says(headers: Headers, name: str, word: str) -> bool:
    """Whether a parameter of the content type is `word`."""
    return (_parameter(headers, "content-type", name) or "").lower() == word


def disposition(headers: Headers) -> str | None:
    """ "attachment", "inline" or another word, lower case."""
    word = _capped(headers, "content-disposition").split(";", 1)[0].strip().lower()
    return word or None


def transfer_encoding(headers: Headers) -> str:
    """The Content-Transfer-Encoding as written, "" where there is none."""
    return _capped(headers, "content-transfer-encoding").split(";", 1)[0].strip()


def boundary(headers: Headers) -> bytes | None:
    """The boundary that a multipart claims, as bytes."""
    written = _first(headers, "content-type") or ""
    plain = _BOUNDARY.search(written)
    found = (plain.group(1) or plain.group(2)) if plain else _parameter(headers, "content-type", "boundary")
    if not found:
        return None
    return _as_bytes(found)


def boundary_is_sure(headers: Headers) -> bool:
    """Whether the boundary is written as RFC 2045 asks: quoted, unless it is a token."""
    plain = _BOUNDARY.search(_first(headers, "content-type") or "")
    return plain is None or plain.group(1) is not None or _TOKEN.fullmatch(plain.group(2)) is not None


def _as_bytes(written: str) -> bytes:
    return written.rstrip().encode("utf-8", "surrogateescape")


def file_name(headers: Headers) -> str | None:
    """The name of the attachment, fit to be shown."""
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        name = clean_file_name(_parameter(headers, header, parameter))
        if name:
            return name
    return None


def clean_file_name(name: str | None) -> str | None:
    """`name` without folders, control and direction characters; `None` if nothing is left."""
    if not name:
        return None
    kept = "".join(
        mark
        for mark in name
        if mark in _JOINERS or unicodedata.category(mark) not in {"Cc", "Cf", "Cs", "Co"}
    )
    last = re.split(r"[/\\]", kept.strip().rstrip("/\\"))[-1]
    return " ".join(last.split())[:_MAX_NAME] or None


def decode_words(text: str) -> str:
    """RFC 2047 encoded words decoded, also where a mailer put them inside quotes or words."""
    if "=?" not in text:
        return text
    joined = _BETWEEN_ENCODED_WORDS.sub(r"\1", text)
    pieces: list[str | tuple[str, bytes]] = []
    end = 0
    for word in _ENCODED_WORD.finditer(joined):
        pieces.append(joined[end : word.start()])
        _add_word(pieces, word)
        end = word.end()
    pieces.append(joined[end:])
    return "".join(piece if isinstance(piece, str) else decode_text(piece[1], piece[0]) for piece in pieces)


def _add_word(pieces: list[str | tuple[str, bytes]], word: re.Match[str]) -> None:
    claimed = word.group(1).split("*", 1)[0].lower()
    data = _word_bytes(word.group(2).lower(), word.group(3))
    before = pieces[-2] if len(pieces) > 1 and pieces[-1] == "" else None
    if isinstance(before, tuple) and before[0] == claimed:
        # A character may be split over two words: join the bytes before decoding.
        pieces[-2:] = [(claimed, before[1] + data)]
    else:
        pieces.append((claimed, data))


def _word_bytes(encoding: str, text: str) -> bytes:
    data = text.encode("utf-8", "replace")
    if encoding == "b":
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
        whole = letters[:-1] if len(letters) % 4 == 1 else letters
        return pybase64.b64decode(whole + b"=" * (-len(whole) % 4))
    return re.sub(
        rb"=([0-9A-Fa-f]{2})", lambda code: bytes([int(code.group(1), 16)]), data.replace(b"_", b" ")
    )


def _parameter(headers: Headers, header: str, name: str) -> str | None:
    written = _capped(headers, header)
    if not written:
        return None
    cut = Message(policy=compat32)
    cut[header] = written
    try:
        value = cut.get_param(name, header=header)
    except (ValueError, TypeError, LookupError, IndexError, KeyError):
        # Continuations without numbers and other nonsense: the standard library gives up.
        return None
    if isinstance(value, tuple):
        return decode_text(_extended_bytes(value[2]), value[0])
    return decode_words(_as_written(value)).strip() if value else None


def _extended_bytes(value: str) -> bytes:
    """RFC 2231: the standard library gives each byte as the Latin-1 character of its number."""
    try:
        return value.encode("latin-1", "surrogateescape")
    except UnicodeEncodeError:
        return value.encode("utf-8", "surrogateescape")


def _capped(headers: Headers, name: str) -> str:
    return _FOLD.sub(" ", (_first(headers, name) or "")[:_MAX_FIELD])


def _first(headers: Headers, name: str) -> str | None:
    return next((str(value) for key, value in headers.raw_items() if key.lower() == name), None)


def _as_written(value: str) -> str:
    """8-bit bytes, which the parser keeps as surrogates, as the characters that they are."""
    unfolded = _FOLD.sub(" ", value)
    if not unfolded.isascii():
        unfolded = decode_text(unfolded.encode("utf-8", "surrogateescape"))
    return unfolded.replace("\0", "\N{REPLACEMENT CHARACTER}").strip()
