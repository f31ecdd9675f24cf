"""Tables drawn in plain text: with pipes, with box-drawing, with tabs, with columns of spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from parsers.blocks import Cell, Table, Text
from parsers.boxes import normalise_boxes
from parsers.plain.lines import SourceLine

_PIPES: Final = re.compile("[|│┃║]")
_BORDER: Final = re.compile(r"[-+|=:_─━═│┃║┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛╓╥╖╟╫╢╙╨╜\s]{3,}")
_COLUMN: Final = re.compile(r"\S+(?: \S+)*")
_FEWEST_COLUMNS: Final = 3
#: "DOB: 1/2/2015" in a row: labels with their answers, and no titles of columns.
_ANSWERED: Final = re.compile(r"[^:]{1,60}:\s*\S")
_FEWEST_RULED: Final = 4


def table_at(lines: Sequence[SourceLine], start: int) -> tuple[Table, int] | None:
    """The table that begins at `lines[start]` and the index of the line after it, if one does."""
    return _drawn(lines, start) or _piped(lines, start) or _tabbed(lines, start) or _spaced(lines, start)


def _drawn(lines: Sequence[SourceLine], start: int) -> tuple[Table, int] | None:
    """A table with pipes: rows of `| a | b |` with or without borders between them."""
    end = start
    if all(not line.text or _BORDER.fullmatch(line.text) for line in lines[start : start + 3]):
        return None
    while end < len(lines) and _is_drawn(lines[end].text):
        end += 1
    ruled = _is_ruled(lines[start:end])
    rows: list[list[str]] = []
    fresh = True
    ruled_header = False
    for line in lines[start:end]:
        if _BORDER.fullmatch(line.text):
            ruled_header = ruled_header or len(rows) == 1
            fresh = True
            continue
        cells = _pipe_cells(line.text)
        if rows and not fresh and (ruled or not cells[0]) and len(cells) == len(rows[-1]):
            rows[-1] = [_below(above, cell) for above, cell in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
        fresh = False
    if not rows or (len(rows) == 1 and len(rows[0]) < 2):
        return None
    return _table(rows, header=ruled_header and len(rows) > 1 and len(rows[0]) >= _FEWEST_COLUMNS), end


def _is_ruled(lines: Sequence[SourceLine]) -> bool:
    """Whether every row has a border below it: lines between two borders are one row, wrapped."""
    rows = [0]
    for line in lines:
        if not _BORDER.fullmatch(line.text):
            rows[-1] += 1
        elif rows[-1]:
            rows.append(0)
    rows = [size for size in rows if size]
    return len(rows) >= _FEWEST_RULED and sum(size == 1 for size in rows) * 2 >= len(rows)


def _is_drawn(text: str) -> bool:
    if not text:
        return False
    if _PIPES.match(text):
        return len(_PIPES.findall(text)) > 1
    return text[0] in "+┌├└┏┣┗╔╠╚╒╞╘╓╟╙" and _BORDER.fullmatch(text) is not None


def _pipe_cells(text: str) -> list[str]:
    inner = text[1:-1] if _PIPES.match(text[-1]) else text[1:]
    return [cell.strip() for cell in _PIPES.split(inner)]


def _below(above: str, cell: str) -> str:
    return f"{above}\n{cell}" if above and cell else above or cell


def _piped(lines: Sequence[SourceLine], start: int) -> tuple[Table, int] | None:
    """Neighbouring lines of as many cells with pipes between them, and none around: "Name | DOB | Relationship"."""
    header = _between_pipes(lines[start].text)
    if len(header) < _FEWEST_COLUMNS or not all(header) or any(map(_ANSWERED.match, header)):
        return None
    rows = [header]
    for line in lines[start + 1 :]:
        row = _between_pipes(line.text)
        if line.level != lines[start].level or not _FEWEST_COLUMNS <= len(row) <= len(header):
            break
        rows.append(row + [""] * (len(header) - len(row)))
    return (_table(rows, header=True), start + len(rows)) if len(rows) > 1 else None


def _between_pipes(text: str) -> list[str]:
    return [cell.strip() for cell in text.split("|")]


def _tabbed(lines: Sequence[SourceLine], start: int) -> tuple[Table, int] | None:
    """Neighbouring lines with the same number of tabs, two or more."""
    count = lines[start].text.count("\t")
    if count < _FEWEST_COLUMNS - 1 or (start and lines[start - 1].text.count("\t") == count):
        return None  # too few, or a run that turned out to be no table where it began
    end = start
    while (
        end < len(lines) and lines[end].text.count("\t") == count and lines[end].level == lines[start].level
    ):
        end += 1
    if end - start < 2:
        return None
    rows = [[cell.strip() for cell in line.text.split("\t")] for line in lines[start:end]]
    used = [column for column in range(count + 1) if any(row[column] for row in rows)]
    if len(used) < _FEWEST_COLUMNS:
        return None  # tabs that only line up a label and its value
    return _table([[row[column] for column in used] for row in rows]), end


def _spaced(lines: Sequence[SourceLine], start: int) -> tuple[Table, int] | None:
    """Columns set with spaces: every word group stands under the start of one in the first line."""
    first = lines[start]
    if "  " not in first.text or ":" in first.text or _BORDER.fullmatch(first.text):
        return None
    starts = [found.start() + first.indent for found in _COLUMN.finditer(first.text)]
    if len(starts) < _FEWEST_COLUMNS:
        return None
    rows = [_COLUMN.findall(first.text)]
    end = start + 1
    while end < len(lines) and not lines[end].blank:
        row = _under(lines[end], starts)
        if row is None:
            break
        rows.append(row)
        end += 1
    rows = [row for row in rows if not all(_BORDER.fullmatch(cell + "  ") for cell in row)]
    return (_table(rows), end) if len(rows) > 1 else None


def _under(line: SourceLine, starts: list[int]) -> list[str] | None:
    row = [""] * len(starts)
    found_any = 0
    for found in _COLUMN.finditer(line.text):
        at = found.start() + line.indent
        column = next((index for index, begin in enumerate(starts) if abs(begin - at) <= 1), None)
        if column is None:
            return None
        row[column] = found[0]
        found_any += 1
    return row if found_any > 1 else None


def _table(rows: list[list[str]], *, header: bool = False) -> Table:
    return Table(
        tuple(
            tuple(_cell(text, header=header and index == 0) for text in row) for index, row in enumerate(rows)
        )
    )


def _cell(text: str, *, header: bool) -> Cell:
    return Cell((Text(normalise_boxes(text)),) if text else (), header=header)
