"""One document that holds several forms, one after the other: where each begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from parsers.assembly.pieces import Ask, Grid, Head, Piece
from parsers.labels import ROWS, LabelTables
from parsers.spelling import key

_OPENING: Final = 3


def forms_in(pieces: Sequence[Piece], labels: LabelTables) -> list[Sequence[Piece]]:
    """The pieces of each form. A form begins again where its first questions are all asked again.

    Only questions that a form asks once count: children and other people come in blocks that
    repeat themselves.
    """
    asked = [(at, words) for at, words in _asked_once(pieces, labels)]
    opening = [words for _, words in asked[:_OPENING]]
    if len(set(opening)) < _OPENING:
        return [pieces]
    starts = [0]
    for number in range(_OPENING, len(asked) - _OPENING + 1):
        if [words for _, words in asked[number : number + _OPENING]] == opening:
            starts.append(_back_to_title(pieces, asked[number - 1][0] + 1, asked[number][0]))
    return [pieces[start:end] for start, end in zip(starts, [*starts[1:], len(pieces)])]


def _asked_once(pieces: Sequence[Piece], labels: LabelTables) -> Iterator[tuple[int, str]]:
    section: str | None = None
    for at, piece in enumerate(pieces):
        if isinstance(piece, Head):
            section = piece.opens.section if piece.opens else section
            continue
        asked = (piece.label,) if isinstance(piece, Ask) else piece.header if isinstance(piece, Grid) else ()
        for label in asked:
            found = labels.field(label, section)
            if found is not None and found.section not in ROWS and not found.ignored:
                yield at, f"{section} {key(label)}"


def _back_to_title(pieces: Sequence[Piece], least: int, at: int) -> int:
    """Where the form of a repeated question starts: at the heading that opened the first one."""
    first = next((key(piece.text) for piece in pieces if isinstance(piece, Head)), None)
    for start in range(least, at + 1):
        piece = pieces[start]
        if isinstance(piece, Head) and key(piece.text) == first:
            return start
    return at
