"""A CSV file as spreadsheets and people write it: its encoding, delimiter, headings and rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
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
    text = storable_text(_decoded(raw))
    csv.field_size_limit(_NO_LIMIT)  # after its own limit's error a reader has lost its place
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    header = [_heading(cell) for cell in next(reader, [])]
    _check(header)
    ignored = tuple(name for name in header if name and name not in COLUMNS)
    return CallTable(tuple(_rows(reader, header)), ignored)


def _decoded(raw: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with one, else what Windows writes."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    header = text.lstrip("\r\n").partition("\n")[0]
    return max(_DELIMITERS, key=header.count)


def _heading(cell: str) -> str:
    return "_".join(cell.replace("-", " ").replace("_", " ").split()).lower()


def _check(header: list[str]) -> None:
    missing = [name for name in _REQUIRED if name not in header]
    if missing:
        raise CallerMistake(f"the calls file has no column {' and no column '.join(missing)}")
    twice = sorted({name for name in header if name in COLUMNS and header.count(name) > 1})
    if twice:
        raise CallerMistake(f"the calls file has more than one column {' and '.join(twice)}")


def _rows(reader: Iterator[list[str]], header: list[str]) -> Iterator[CallRow]:
    number = 1
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield CallRow(number, {}, "the row cannot be read: are its quotes broken?")
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if any(len(cell) > _LONGEST_CELL for cell in cells):
            yield CallRow(number, {}, "a cell is too long: are its quotes broken?")
        elif len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            yield CallRow(number, {}, "the row has more cells than the header: is a comma not in quotes?")
        else:
            yield CallRow(number, dict(zip(header, cells, strict=False)))
