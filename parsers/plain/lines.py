"""Plain text -> lines: flowed text put together again, marks of quoting taken off, tabs kept.

Format=flowed is RFC 3676. A quoting level is a property of a line here: lines of different
levels never join.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

_LINE_END: Final = re.compile(r"\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_QUOTE: Final = re.compile(r"(?:>[ \t]?)+")
_FLOWED_QUOTE: Final = re.compile(r">+")
#: ">>> Your details <<<": a title set off, and nothing quoted.
_SET_OFF: Final = re.compile(r"\s*>{2,}\s*(?P<title>[^<>]*[^\s<>])\s*<{2,}\s*")
_SIGNATURE: Final = "-- "
_FOLD: Final = {0xA0: " ", 0x202F: " ", **dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF, 0))}


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line as it was meant: without its quote marks, its indent counted in columns."""

    text: str
    indent: int = 0
    level: int = 0

    @property
    def blank(self) -> bool:
        """Whether nothing stands on it."""
        return not self.text


def source_lines(text: str, *, flowed: bool = False, delsp: bool = False) -> list[SourceLine]:
    """The lines of `text`, blank ones too."""
    lines: Iterable[tuple[int, str]]
    raw = _LINE_END.split(text.translate(_FOLD))
    if "<<" in text:
        raw = [_SET_OFF.sub(r"== \g<title> ==", line) for line in raw]
    lines = _unflowed(raw, delsp=delsp) if flowed else map(_unquoted, raw)
    return [_source_line(level, line) for level, line in lines]


def _source_line(level: int, line: str) -> SourceLine:
    text = line.strip()
    indent = len(line[: len(line) - len(line.lstrip())].expandtabs(4))
    return SourceLine(text, indent if text else 0, level)


def _unquoted(line: str) -> tuple[int, str]:
    found = _QUOTE.match(line)
    if found is None:
        return 0, line
    return found[0].count(">"), line[found.end() :]


def _unflowed(lines: Iterable[str], *, delsp: bool) -> Iterator[tuple[int, str]]:
    """RFC 3676: a line that ends with a space goes on; one leading space was stuffed in."""
    held: tuple[int, list[str]] | None = None
    for line in lines:
        marks = _FLOWED_QUOTE.match(line)
        level, body = (len(marks[0]), line[marks.end() :]) if marks else (0, line)
        body = body.removeprefix(" ")
        fixed = body == _SIGNATURE or not body.endswith(" ")
        if held is not None and (held[0] != level or body == _SIGNATURE):
            yield held[0], "".join(held[1])
            held = None
        parts = [] if held is None else held[1]
        parts.append(body[:-1] if delsp and not fixed else body)
        held = (level, parts)
        if fixed:
            yield level, "".join(parts)
            held = None
    if held is not None:
        yield held[0], "".join(held[1])
