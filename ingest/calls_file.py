"""A CSV file as spreadsheets and people write it: its encoding, delimiter, headings and rows."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import CallerMistake
from ingest.store.columns import storable_text

COLUMNS = (
    "reference",
    "received_at",
    "taken_by",
    "caller_name",
    "caller_agency",
    "caller_role",
    "caller_phone",
    "caller_email",
    "child_forename",
    "child_surname",
    "child_dob",
    "child_address",
    "child_postcode",
    "child_school",
    "concern",
)
_REQUIRED = ("reference", "received_at")
_LONGEST_CELL = 1_000_000
_NO_LIMIT = 2**31 - 1
_DELIMITERS = ",;\t"
_BROKEN_QUOTES = "the row cannot be read: are its quotes broken?"
_SEPARATOR_LINE = re.compile(r"sep=([,;|\t])", re.IGNORECASE)  # Excel's own first line


@dataclass(frozen=True, slots=True)
class CallRow:
    """One row: its number as a spreadsheet counts (the header is row 1), its cells by column.

    `fault` says why the cells cannot be told apart, where they cannot.
    """

    number: int
    values: dict[str, str]
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class CallTable:
    """The rows of a file, and the headings that mean nothing here."""

    rows: tuple[CallRow, ...]
    ignored_columns: tuple[str, ...]


def read_rows(csv_file: Path) -> CallTable:
    """The table in a file. Raises `CallerMistake` where it cannot be opened or has not the columns."""
    try:
        raw = csv_file.read_bytes()
    except OSError as error:
        raise CallerMistake(f"the calls file cannot be read: {error.strerror}") from None
    csv.field_size_limit(_NO_LIMIT)  # after its own limit's error a reader has lost its place
    lines, delimiter = _table(_lines(storable_text(_decoded(raw))))
    records = _records(lines, delimiter)
    header = [_heading(cell) for cell in next(records, None) or ()]
    _check(header)
    ignored = tuple(name for name in header if name and name not in COLUMNS)
    return CallTable(tuple(_rows(records, header)), ignored)


def _decoded(raw: bytes) -> str:
    """UTF-8 or UTF-16, with or without a mark; a byte that is no UTF-8 is one that Windows wrote."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace")
    if raw[1:2] == b"\0" != raw[:1]:
        return raw.decode("utf-16-le", "replace")
    if raw[:1] == b"\0" != raw[1:2]:
        return raw.decode("utf-16-be", "replace")
    return raw.decode("utf-8-sig", _AS_WINDOWS)


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    # Only this byte, not the file: a name that is whole stays whole beside one that is not.
    assert isinstance(error, UnicodeDecodeError)
    byte = error.object[error.start : error.start + 1]
    return byte.decode("cp1252", "replace"), error.start + 1


_AS_WINDOWS = "mash-desk.windows-1252"
codecs.register_error(_AS_WINDOWS, _as_windows)


def _lines(text: str) -> list[str]:
    """The lines with their ends, as the csv module wants them; not broken at other separators."""
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)


def _table(lines: Sequence[str]) -> tuple[Sequence[str], str]:
    """The lines from the header on, and what parts their cells."""
    start = next((at for at, line in enumerate(lines) if line.strip(" ,;\t\r\n")), len(lines))
    first = lines[start] if start < len(lines) else ""
    told = _SEPARATOR_LINE.fullmatch(first.strip('"\r\n'))
    if told:
        return lines[start + 1 :], told[1]
    return lines[start:], max(_DELIMITERS, key=first.count)


def _heading(cell: str) -> str:
    return "_".join(cell.replace("-", " ").replace("_", " ").split()).lower()


def _check(header: list[str]) -> None:
    missing = [name for name in _REQUIRED if name not in header]
    if missing:
        raise CallerMistake(f"the calls file has no column {' and no column '.join(missing)}")
    twice = sorted({name for name in header if name in COLUMNS and header.count(name) > 1})
    if twice:
        raise CallerMistake(f"the calls file has more than one column {' and '.join(twice)}")


def _rows(records: Iterator[list[str] | None], header: list[str]) -> Iterator[CallRow]:
    for number, cells in enumerate(records, 2):
        if cells is None:
            yield CallRow(number, {}, _BROKEN_QUOTES)
        elif not any(cell.strip() for cell in cells):
            continue
        elif any(len(cell) > _LONGEST_CELL for cell in cells):
            yield CallRow(number, {}, "a cell is too long: are its quotes broken?")
        elif len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            yield CallRow(number, {}, "the row has more cells than the header: is a comma not in quotes?")
        else:
            yield CallRow(number, dict(zip(header, cells, strict=False)))


def _records(lines: Sequence[str], delimiter: str) -> Iterator[list[str] | None]:
    """The cells of each row; `None` for one whose quotes are broken.

    A quote that nobody closed would take the rows below it into its cell. So a row that cannot
    be read strictly ends at its own line's end, and reading goes on with the line after it.
    """
    at = 0
    while at < len(lines):
        reader = csv.reader(map(lines.__getitem__, range(at, len(lines))), delimiter=delimiter, strict=True)
        done = at
        try:
            for cells in reader:
                done = at + reader.line_num
                yield cells
            return
        except csv.Error:
            pass
        over_lines = reader.line_num > done - at + 1
        yield None if over_lines else next(csv.reader(lines[done : done + 1], delimiter=delimiter))
        at = done + 1
