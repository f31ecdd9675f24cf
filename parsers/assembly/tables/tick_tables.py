"""Tables of options, each with a cell for its tick: "Concern | Tick | Concern | Tick", or without such a header."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from parsers.assembly.pieces import Answer, Ask, Say, joined
from parsers.assembly.tables.cells import Kind, Placed
from parsers.assembly.tables.marks import is_marked, is_tick
from parsers.assembly.tables.turns import TRI_WORDS
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


_FEWEST_OPTIONS: Final = 4
_FEWEST_ROWS: Final = 2


def options_in_rows(rows: list[list[Placed]]) -> tuple[Say, int] | None:
    """The options of the first rows as one answer, and how many rows they are; `None` for other rows.

    "Caribbean | ☐ | Indian | ☐" over "African | ☒ | Pakistani | ☐", with boxes or with empty cells to tick:
    beside a title of several ("Black or Black British") no cell is marked.
    """
    for named in (0, 1):
        run = list(_run_of_options(rows, named))
        if len(run) < _FEWEST_ROWS:
            continue
        options = [(cell, mark) for row in run for cell, mark in row if cell.kind is not Kind.EMPTY]
        boxes = sum(mark.boxes for _, mark in options)
        if len(options) < _FEWEST_OPTIONS or not (
            boxes >= _FEWEST_OPTIONS or any(is_marked(mark) for _, mark in options)
        ):
            continue
        # Where the options have boxes, what has none is a title over some of them.
        offered = [(cell, mark) for cell, mark in options if mark.boxes or is_marked(mark) or not boxes]
        return Say(joined((_option(*pair) for pair in offered), " "), boxed=True), len(run)
    return None


def _run_of_options(rows: list[list[Placed]], named: int) -> Iterable[list[tuple[Placed, Placed]]]:
    for row in rows:
        if len(row) % 2 or len(row) != len(rows[0]) or len(row) < _FEWEST_OPTIONS:
            return
        pairs = list(zip(row[named::2], row[1 - named :: 2], strict=True))
        if not all(map(_is_option, *zip(*pairs, strict=True))):
            return
        yield pairs


def _is_option(named: Placed, mark: Placed) -> bool:
    words = named.answer.text.strip()
    alone = mark.kind is Kind.EMPTY or (mark.boxes and len(mark.answer.text.strip()) == 1)
    if named.kind is Kind.EMPTY:
        return mark.kind is Kind.EMPTY or alone
    printed = named.kind in (Kind.TEXT, Kind.LABEL) and not named.filled and not words.endswith(("?", ":"))
    # "Name | | Address | ✓" are questions, whatever stands beside them.
    asked = named.kind is Kind.LABEL and not named.labels.concern_type(words) and mark.kind is Kind.EMPTY
    return (
        printed and not asked and words.casefold() not in TRI_WORDS and (alone or is_tick(mark.answer.text))
    )


def _option(named: Placed, mark: Placed) -> Answer:
    box = TICKED if is_marked(mark) else UNTICKED
    return replace(named.answer, text=f"{box} {' '.join(named.answer.text.split())}")
