"""FETCH answers taken apart as RFC 9051 (9, `message-data`) writes them, and no other way.

What stands bare is told from what stands in quotes or in a literal: only the latter can be a body.
An answer that does not hold together is refused whole, since a wrong count of bytes makes the words
of a message look like the server's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from imapclient.exceptions import ProtocolError

Value: TypeAlias = "int | bytes | str | tuple[Value, ...] | None"
"""A number, what stood in quotes or in a literal, a bare word, a list; NIL is none."""

Part: TypeAlias = bytes | tuple[bytes, bytes]
"""As imaplib gives an answer: lines, each with the literal that it announced; the last without."""

_TOKEN = re.compile(
    rb"""[ \t]*(?:
    (?P<open>\() | (?P<close>\))
    | (?P<word>(?:\[[^\[\]]*+\]|[^\x00-\x20()"{\x7f]|\{(?!\d{1,19}\}\Z))++)
    | "(?P<quoted>(?:[^"\\]++|\\.)*+)"
    | \{(?P<size>\d{1,19})\}\Z
    )[ \t]*""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
_MOST_DIGITS = 19
_DEEPEST = 100  # no answer that is asked for nests deeper than a message's own structure


def separate(data: Sequence[Part | None]) -> Iterator[list[Part]]:
    """The parts of each answer, one after the other; one that a cut left unfinished is left out."""
    answer: list[Part] = []
    for part in data:
        if part is None:
            continue
        answer.append(part)
        if not isinstance(part, tuple):
            yield answer
            answer = []


def items(answer: Sequence[Part]) -> list[tuple[bytes, Value]]:
    """The items of one answer, their names in capitals. Raises `ProtocolError`."""
    match _values(answer):
        case [int(), tuple(listed)] if len(listed) % 2 == 0:
            return [(_name(name), value) for name, value in zip(listed[::2], listed[1::2], strict=True)]
    raise ProtocolError("a FETCH answer is no number and list of pairs")


def _name(value: Value) -> bytes:
    if not isinstance(value, str):
        raise ProtocolError("an item of a FETCH answer has no name")
    return value.upper().encode()


def _values(answer: Sequence[Part]) -> list[Value]:
    """Everything that an answer says, its lists closed."""
    said: list[Value] = []
    outer: list[list[Value]] = []
    for kind, text in _tokens(answer):
        if kind == "open":
            if len(outer) == _DEEPEST:
                raise ProtocolError("a FETCH answer nests too deep")
            outer.append(said)
            said = []
        elif kind == "close":
            if not outer:
                raise ProtocolError("a FETCH answer closes what it did not open")
            outer[-1].append(tuple(said))
            said = outer.pop()
        else:
            said.append(_bare(text) if kind == "word" else text)
    if outer:
        raise ProtocolError("a FETCH answer breaks off")
    return said


def _bare(word: bytes) -> int | str | None:
    if word.isdigit() and len(word) <= _MOST_DIGITS:
        return int(word)
    return None if word.upper() == b"NIL" else word.decode("latin-1")


def _tokens(answer: Sequence[Part]) -> Iterator[tuple[str | None, bytes]]:
    """Their kind and what they say; the bytes of a literal must be as many as were announced."""
    for part in answer:
        line, literal = part if isinstance(part, tuple) else (part, None)
        line = line.rstrip(b" \t")
        at = 0
        while at < len(line):
            found = _TOKEN.match(line, at)
            if found is None:
                raise ProtocolError("a FETCH answer cannot be understood")
            at = found.end()
            kind = found.lastgroup
            if kind == "size":
                if literal is None or len(literal) != int(found["size"]):
                    raise ProtocolError("a literal is not what was announced")
                yield kind, literal
                literal = None
            elif kind == "quoted":
                yield kind, _ESCAPED.sub(rb"\1", found["quoted"])
            else:
                yield kind, found[0].strip(b" \t")
        if literal is not None:
            raise ProtocolError("a literal stands where none was announced")
