"""What an officer typed, and what it says: fields checked as they are typed, then a record."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime, timedelta
from typing import Any

from ingest.domain.model import Caller, ContactChild, ContactKind, NewContact
from parsers.form import Child, Concern, InformationSharing, Person, Referrer
from parsers.value import Value
from tui.in_words import dialled
from tui.times import LONDON, as_typed

_TRI_FIELDS = frozenset(
    item.name
    for part in (Child, Person, Referrer, Concern, InformationSharing)
    for item in fields(part)
    if "Tri" in str(item.type)
)
ANSWERS = ("yes", "no", "not known")
CALLER_FIELDS = (
    ("name", "Caller's name"),
    ("agency", "Agency"),
    ("role", "Role"),
    ("phone", "Phone"),
    ("email", "Email"),
)
CHILD_FIELDS = (
    ("forename", "Forename"),
    ("surname", "Surname"),
    ("dob", "Date of birth"),
    ("address", "Address"),
    ("postcode", "Postcode"),
    ("school", "School"),
    ("nhs_number", "NHS number"),
)
_OLDEST_SAID = 120  # years: more is a year of birth
_TIME_ALONE = re.compile(
    r"\s*(?:(?P<day>today|yesterday)\b\s*,?\s*(?:at\s+)?)?(?P<clock>\d{1,2}[:.]\d{2}\s*(?:[ap]m)?)\s*",
    re.IGNORECASE,
)


def _reader(name: str) -> Callable[[str], Value[str]] | None:
    """What reads a field of this name, or `None` where any words will do."""
    from parsers import values  # longer to load than the board, and not needed before something is typed

    readers: dict[str, Callable[[str], Value[str]]] = {
        "dob": values.read_date,
        "edd": values.read_date,
        "completed_on": values.read_date,
        "signed_on": values.read_date,
        "telephone_contact_at": values.read_datetime,
        "gender": values.read_gender,
        "postcode": values.read_postcode,
        "nhs_number": values.read_nhs_number,
        "phone": values.read_phone,
        "email": values.read_email,
    }
    return readers.get(name)


@dataclass
class Typed:
    """The words in each box, as typed. `received` is a time in London."""

    received: str = ""
    caller: dict[str, str] = field(default_factory=dict)
    children: list[dict[str, str]] = field(default_factory=lambda: [{}])
    concern: str = ""
    message_id: int | None = None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Typed:
        """The draft that was saved; anything of another shape is left out."""
        caller, children = given.get("caller"), given.get("children")
        return cls(
            received=str(given.get("received") or ""),
            caller=_words(caller),
            children=[_words(child) for child in children] if isinstance(children, list) else [{}],
            concern=str(given.get("concern") or ""),
        )

    @property
    def in_few_words(self) -> str:
        """Whom the call was about and who rang, as far as was typed, and when it came."""
        children = [
            " ".join(child.get(name, "").strip() for name in ("forename", "surname")).strip()
            for child in self.children
        ]
        caller = ", ".join(self.caller.get(name, "").strip() for name in ("name", "agency"))
        about = ", ".join(filter(None, children)) or "no child named"
        return f"{about}  ·  {caller.strip(', ') or 'no caller named'}  ·  {self.received}"

    @property
    def is_blank(self) -> bool:
        """Whether nothing but the time was typed."""
        boxes = [*self.caller.values(), *(word for child in self.children for word in child.values())]
        return not self.concern.strip() and not any(word.strip() for word in boxes)


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beside a box. A `wrong` one keeps the record from being saved."""

    words: str
    wrong: bool = False


def _words(given: object) -> dict[str, str]:
    return {str(key): str(value) for key, value in given.items()} if isinstance(given, dict) else {}


def typed_from(contact: NewContact) -> Typed:
    """The boxes filled with what is known of a contact."""
    caller = {name: getattr(contact.caller, name) or "" for name, _ in CALLER_FIELDS}
    children = [
        {
            name: (f"{child.dob:%d/%m/%Y}" if child.dob else "")
            if name == "dob"
            else getattr(child, name) or ""
            for name, _ in CHILD_FIELDS
        }
        for child in contact.children
    ]
    return Typed(
        as_typed(contact.received_at), caller, children or [{}], contact.concern or "", contact.message_id
    )


def read_received(text: str, now: datetime) -> Value[str]:
    """A time in London; a time of day alone is today's, unless "yesterday" stands before it."""
    if alone := _TIME_ALONE.fullmatch(text):
        back = (alone["day"] or "").lower() == "yesterday"
        day = now.astimezone(LONDON).date() - timedelta(days=back)
        text = f"{day:%d/%m/%Y} {alone['clock']}"
    from parsers.values import read_datetime

    return read_datetime(text)


def note_received(text: str, now: datetime) -> Note:
    """What stands beside the time of the call."""
    read = read_received(text, now)
    if read.value is None:
        return Note("✗ a time such as 24/11/2026 10:15, or 10:15", wrong=True)
    if datetime.fromisoformat(read.value) > now:
        return Note("✗ that is in the future", wrong=True)
    return Note("▲ that time came twice that night: the first is taken" if read.warning else "✓")


def note_field(name: str, text: str, today: date, *, ages: str = "Concern") -> Note:
    """What stands beside a box while it is typed in; `ages` is where an age is told there."""
    reader = _reader(name)
    if not text.strip() or reader is None:
        return Note("")
    read = reader(text)
    if name == "dob":
        return _note_dob(read, text, today, ages)
    if name == "phone":
        known = read.value is not None and read.value.startswith("+")
        return Note(f"✓ {dialled(read.value or '')}" if known else "▲ not a full number: kept")
    if read.value is None:
        needs = {"postcode": "a postcode", "email": "an email address", "nhs_number": "an NHS number"}
        return Note(f"✗ not {needs[name]}", wrong=True)
    return Note("✓" if read.value == text.strip() else f"✓ {read.value}")


def _note_dob(read: Value[str], text: str, today: date, ages: str) -> Note:
    if read.value is None:
        return Note(f"✗ {_why_no_birthday(text, ages)}", wrong=True)
    born = date.fromisoformat(read.value)
    if born > today:
        return Note("▲ in the future: an expected delivery?")
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return Note(f"✓ {born:%-d %B %Y}, {years} year{'s' if years != 1 else ''}")


def _why_no_birthday(text: str, ages: str) -> str:
    """What is wrong with a date of birth that cannot be read: what callers say instead of one is no date."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if not numbers:
        return "a date, or leave it blank"
    if len(numbers) == 1 and numbers[0] < _OLDEST_SAID:
        return f"an age: say it under {ages}"
    if len(numbers) == 3 and 0 < numbers[0] <= 31 and 0 < numbers[1] <= 12:
        return "there is no such day"
    return "day first, as 23/4/2015"


def has_three_answers(pointer: str) -> bool:
    """Whether the form's field at `pointer` is answered by one of `ANSWERS`."""
    return pointer.rpartition("/")[2] in _TRI_FIELDS


def corrected(pointer: str, text: str) -> Value[str]:
    """A correction of the form's field at `pointer`, in the form in which records keep it."""
    name = pointer.rpartition("/")[2]
    from parsers.values import read_tri

    reader = read_tri if name in _TRI_FIELDS else _reader(name)
    if reader is None:
        return Value(text)
    read = reader(text)
    if name == "phone" and read.value is None:
        return Value(text)
    return read


def fault_of(pointer: str, text: str) -> str | None:
    """Why `text` cannot stand in the field at `pointer`, in words."""
    read = corrected(pointer, text)
    if read.value is not None:
        return None
    return read.warning or "that cannot be read as this field"


def typed_contact(typed: Typed, now: datetime) -> NewContact:
    """The contact that was typed; every box was checked before."""
    received = read_received(typed.received, now).value
    return NewContact(
        received_at=datetime.fromisoformat(received) if received else now,
        kind=ContactKind.EMAIL if typed.message_id is not None else ContactKind.PHONE,
        caller=Caller(**{name: _value(name, typed.caller.get(name, "")) for name, _ in CALLER_FIELDS}),
        children=tuple(typed_child(child) for child in typed.children if any(map(str.strip, child.values()))),
        concern=typed.concern.strip() or None,
        message_id=typed.message_id,
    )


def typed_child(typed: Mapping[str, str]) -> ContactChild:
    """A child as far as was typed; a date or a number that cannot be read is left out."""
    words = {name: _value(name, typed.get(name, "")) for name, _ in CHILD_FIELDS}
    dob = words.pop("dob")
    return ContactChild(dob=date.fromisoformat(dob) if dob else None, **words)


def _value(name: str, text: str) -> str | None:
    text = text.strip()
    if not text:
        return None
    reader = _reader(name)
    if reader is None:
        return text
    return reader(text).value or (text if name == "phone" else None)
