"""Tables of kinds of concern, each with a cell for its tick: "Concern | Tick | Concern | Tick"."""

from __future__ import annotations

from typing import Final

from parsers.assembly.pieces import Answer, Ask
from parsers.assembly.tables.cells import Kind, Placed
from parsers.assembly.tables.marks import is_marked
from parsers.blocks import TICKED, UNTICKED

_TICK: Final = frozenset(
    [
        "tick",
        "please tick",
        "tick box",
        "yes",
        "✓",
        "✔",
        "tick if yes",
        "tick if applicable",
        "x",
        "present",
        "tick if applies",
        "y",
    ]
)
_KIND: Final = frozenset(
    [
        "concern",
        "concerns",
        "type",
        "types",
        "of",
        "category",
        "categories",
        "risk",
        "indicator",
        "indicators",
        "issue",
        "issues",
        "abuse",
        "harm",
        "area",
        "areas",
        "need",
        "needs",
        "factor",
        "factors",
        "vulnerability",
    ]
)


def ticked_kinds(rows: list[list[Placed]]) -> Ask | None:
    """The kinds ticked in such a table as one answer; `None` for another table."""
    if len(rows) < 2 or not _is_header(rows[0]):
        return None
    options: list[str] = []
    for row in rows[1:]:
        if len(row) != len(rows[0]):
            return None
        for named, mark in zip(row[::2], row[1::2], strict=True):
            if named.kind is Kind.EMPTY:
                continue
            if mark.kind is not Kind.EMPTY and not is_marked(mark) and not mark.boxes:
                return None
            options.append(f"{TICKED if is_marked(mark) else UNTICKED} {' '.join(named.answer.text.split())}")
    first = rows[0][0].answer
    return Ask("Types of concern", Answer("\n".join(options), first.page, first.confidence))


def _is_header(row: list[Placed]) -> bool:
    words = [" ".join(cell.answer.text.casefold().split()).strip(" .:?") for cell in row]
    return (
        len(words) % 2 == 0
        and all(mark in _TICK for mark in words[1::2])
        and all(name and _KIND.issuperset(name.replace("/", " ").split()) for name in words[::2])
    )
