"""Rows that name one child or one person twice -> that one, with all that both rows say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Final, Protocol, TypeVar

from parsers.form import Child, ContactForm, Found, Person

_Row = TypeVar("_Row", Child, Person)

#: What tells two apart who bear one name.
_TELLS_CHILDREN: Final = ("dob", "edd", "age", "gender", "nhs_number", "upn", "postcode")
_TELLS_PEOPLE: Final = ("dob", "relationship", "gender", "phone", "postcode")


class Read(Protocol):
    """A form that is being read, and where its values stood."""

    form: ContactForm
    sources: dict[str, Found]


def merge_same_children(read: Read) -> None:
    """A child named in full once more, as one of the household, is the same child."""
    read.form.children = _merged(read, "children", read.form.children, _same_child)


def merge_same_people(read: Read) -> None:
    """A person named twice, with nothing that tells them apart, is one."""
    read.form.people = _merged(read, "people", read.form.people, _same_person)


def _merged(read: Read, section: str, rows: list[_Row], same: Callable[[_Row, _Row], bool]) -> list[_Row]:
    kept: list[_Row] = []
    for number, row in enumerate(rows):
        twin = next((other for other in kept if same(other, row)), None)
        at = len(kept) if twin is None else kept.index(twin)
        if at == number:
            kept.append(row)
            continue
        for name in (item.name for item in fields(row)):
            taken = twin is None or getattr(twin, name) in (None, [])
            _move(read.sources, f"/{section}/{number}/{name}", f"/{section}/{at}/{name}" if taken else None)
            if twin is not None and taken:
                setattr(twin, name, getattr(row, name))
        if twin is None:
            kept.append(row)
    return kept


def _move(sources: dict[str, Found], old: str, new: str | None) -> None:
    """A field's sources, those of its items too, from one place to another, or to none."""
    for pointer in [held for held in sources if held == old or held.startswith(f"{old}/")]:
        source = sources.pop(pointer)
        if new is not None:
            sources[new + pointer.removeprefix(old)] = source


def _same_child(one: Child, other: Child) -> bool:
    names = ((one.forename, other.forename), (one.surname, other.surname))
    return all(mine and theirs and mine.casefold() == theirs.casefold() for mine, theirs in names) and _alike(
        one, other, _TELLS_CHILDREN
    )


def _same_person(one: Person, other: Person) -> bool:
    if not one.name or not other.name or one.name.casefold() != other.name.casefold():
        return False
    return _alike(one, other, _TELLS_PEOPLE)


def _alike(one: Child | Person, other: Child | Person, told: tuple[str, ...]) -> bool:
    pairs = ((getattr(one, name), getattr(other, name)) for name in told)
    return all(a is None or b is None or str(a).casefold() == str(b).casefold() for a, b in pairs)
