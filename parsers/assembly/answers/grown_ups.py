"""Grown-ups whose block was taken for a child's: an interpreter with a date of birth, under a heading nobody knows."""

from __future__ import annotations

from typing import Final

from parsers.assembly.draft import IDENTITY, Draft, Row
from parsers.values import read_date

#: How much older than the youngest child of a form somebody is who is no child: twenty-five years
#: and more lie between no two whom one form is about, but for a parent of the one.
_GENERATION: Final = 25
_DATES: Final = ("dob", "dob_or_edd", "age_dob")


def tell_grown_ups(draft: Draft) -> None:
    """Move each row of the children's that is a generation older than another of them to the people's.

    A block that the form numbers or heads as a child's ("Child 2") stays: a mistyped year hides no
    child. Nobody is left out: who is moved is shown among the people, with a warning.
    """
    rows = draft.rows["children"]
    years = {id(row): year for row in rows if _is_named(row) and (year := _born(row)) is not None}
    youngest = max(years.values(), default=0)
    for row in list(rows):
        is_told = row.block or row.number is not None
        if is_told or youngest - years.get(id(row), youngest) < _GENERATION:
            continue
        rows.remove(row)
        row.section = "people"
        draft.rows["people"].append(row)
        draft.warnings.append("by the date of birth no child, and shown among the people: compare the form")


def _is_named(row: Row) -> bool:
    return any(not answer.empty for name, answer in row.answers.items() if name in IDENTITY)


def _born(row: Row) -> int | None:
    said = next((row.answers[name] for name in _DATES if name in row.answers), None)
    born = read_date(said.text).value if said is not None else None
    return int(born[:4]) if born is not None else None
