"""Corrections: one field of a form put right by an officer, with what it said before."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, get_args, get_type_hints

from sqlalchemy import Connection, Row, insert, select

from ingest.errors import CallerMistake
from ingest.store.schema import correction
from parsers.form import ContactForm

_NO_FIELD = "The form has no such field."
_NO_CORRECTION = "There is no correction of this field that could be taken back."
_DATES = {"dob", "edd", "completed_on", "signed_on"}
_TIMES = {"telephone_contact_at"}
_NHS_NUMBER = re.compile(r"[0-9]{10}")


def add(conn: Connection, referral_id: str, pointer: str, old: Any, new: Any, by: str, at: datetime) -> None:
    """Keep what a field said and what it says now."""
    conn.execute(
        insert(correction).values(referral_id=referral_id, pointer=pointer, old=old, new=new, by=by, at=at)
    )


def in_words(conn: Connection, referral_id: str) -> dict[str, str]:
    """Of each corrected field, by pointer: what was read, and who put it right. Not of one that says
    again what was read."""
    first, last = dict[str, Any](), dict[str, Row[Any]]()
    statement = select(correction).where(correction.c.referral_id == referral_id).order_by(correction.c.id)
    for row in conn.execute(statement):
        first.setdefault(row.pointer, row.old)
        last[row.pointer] = row
    return {
        pointer: f"read as {_shown(first[pointer])}; corrected by {row.by}"
        for pointer, row in last.items()
        if row.new != first[pointer]
    }


def as_read(conn: Connection, referral_id: str, pointer: str) -> Any:
    """What was read in a field that was put right since. Raises `CallerMistake` for any other."""
    statement = (
        select(correction.c.old)
        .where(correction.c.referral_id == referral_id, correction.c.pointer == pointer)
        .order_by(correction.c.id)
        .limit(1)
    )
    row = conn.execute(statement).first()
    if row is None:
        raise CallerMistake(_NO_CORRECTION)
    return row.old


def apply(form: ContactForm, pointer: str, value: str | None) -> tuple[Any, Any]:
    """Set the field at `pointer` (`/children/0/dob`); return what it was and what it is.

    One past the end of a list adds to it. Raises `CallerMistake` for a pointer that leads
    nowhere and for a value that the field cannot hold.
    """
    owner, last = _place(form, pointer)
    text = " ".join(value.split()) if value and value.strip() else None
    if isinstance(owner, list):
        return _set_item(owner, last, text)
    old, new = getattr(owner, last), _typed(owner, last, text)
    setattr(owner, last, new)
    return old, new


def put_back(form: ContactForm, pointer: str, read: Any) -> tuple[Any, Any]:
    """Let the field at `pointer` say what was read, to the letter; return what it was and what it is.
    Raises `CallerMistake` for an item of a list: what was taken out of one has no place of its own."""
    owner, last = _place(form, pointer)
    if isinstance(owner, list):
        raise CallerMistake(_NO_CORRECTION)
    old = getattr(owner, last)
    setattr(owner, last, read)
    return old, read


def _place(form: ContactForm, pointer: str) -> tuple[Any, str]:
    """What holds the field at `pointer`, and its name or place in it. Raises `CallerMistake`."""
    *path, last = pointer.removeprefix("/").split("/")
    owner: Any = form
    for step in path:
        owner = _step(owner, step)
    known = isinstance(owner, list) or (is_dataclass(owner) and last in {item.name for item in fields(owner)})
    if not known:
        raise CallerMistake(_NO_FIELD)
    return owner, last


def _step(owner: Any, step: str) -> Any:
    if isinstance(owner, list):
        return _row(owner, step)
    if not is_dataclass(owner) or step not in {item.name for item in fields(owner)}:
        raise CallerMistake(_NO_FIELD)
    part = getattr(owner, step)
    if isinstance(part, list):
        # A list does not know what it lists: an empty one learns it from the record's own hints.
        return _Rows(part, get_args(get_type_hints(type(owner))[step])[0])
    return part


class _Rows(list[Any]):
    """A list of the record, with the type of what it lists; changes go to the record's own list."""

    def __init__(self, rows: list[Any], kind: type[Any]) -> None:
        super().__init__(rows)
        self.rows = rows
        self.kind = kind


def _row(owner: list[Any], step: str) -> Any:
    index = _index(owner, step)
    if index == len(owner) and isinstance(owner, _Rows) and is_dataclass(owner.kind):
        owner.rows.append(owner.kind())
        return owner.rows[index]
    if index == len(owner):
        raise CallerMistake(_NO_FIELD)
    return owner[index]


def _set_item(owner: list[Any], step: str, text: str | None) -> tuple[Any, Any]:
    index = _index(owner, step)
    if not isinstance(owner, _Rows) or owner.kind is not str:
        raise CallerMistake(_NO_FIELD)
    old = owner.rows[index] if index < len(owner.rows) else None
    owner.rows[index : index + 1] = [text] if text is not None else []
    return old, text


def _index(owner: list[Any], step: str) -> int:
    if not (step.isascii() and step.isdecimal() and int(step) <= len(owner)):
        raise CallerMistake(_NO_FIELD)
    return int(step)


def _typed(owner: Any, name: str, text: str | None) -> Any:
    if text is None:
        return None if not isinstance(getattr(owner, name), list) else []
    hint = get_type_hints(type(owner))[name]
    allowed = [item for option in get_args(hint) for item in get_args(option)]
    if is_dataclass(hint) or (isinstance(getattr(owner, name), list)):
        raise CallerMistake(_NO_FIELD)
    if allowed and text not in allowed:
        raise CallerMistake(f"This field is one of {', '.join(allowed)}, or blank.")
    if int in get_args(hint):
        return _whole_number(text)
    _refuse_malformed(name, text)
    return text


def _whole_number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 3):
        raise CallerMistake("This field is a whole number, or blank.")
    return int(text)


def _refuse_malformed(name: str, text: str) -> None:
    try:
        if name in _DATES:
            date.fromisoformat(text)
        elif name in _TIMES and datetime.fromisoformat(text).tzinfo is None:
            raise ValueError
    except ValueError:
        raise CallerMistake("This field is a date written YYYY-MM-DD (a time: with its offset).") from None
    if name == "nhs_number" and not _NHS_NUMBER.fullmatch(text):
        raise CallerMistake("An NHS number has ten figures.")


def _shown(value: Any) -> str:
    return "blank" if value is None else f"“{value}”"
