"""A whole contact form as boxes: which there are, what is said of each, and the record they make.

Every field of the record has its box, by JSON pointer (`/children/0/dob`), so that a form that is
keyed by hand can say all that a form that was read can.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from parsers.form import (
    Child,
    Concern,
    ContactForm,
    InformationSharing,
    Person,
    Professional,
    Referrer,
    Signature,
)
from tui.screens.prefill import Note, corrected, fault_of, has_three_answers, note_field
from tui.widgets.form_lines import label_of

ROWS: dict[str, tuple[str, type[Any]]] = {
    "children": ("Child", Child),
    "people": ("Person", Person),
    "professionals": ("Professional", Professional),
}
PARTS: dict[str, tuple[str, type[Any]]] = {
    "referrer": ("Referrer", Referrer),
    "concern": ("Concern", Concern),
    "information_sharing": ("Information sharing", InformationSharing),
    "signature": ("Signature", Signature),
}
# In the order in which forms ask.
ORDER = ("referrer", "children", "concern", "information_sharing", "people", "professionals", "signature")
LISTS = frozenset({"aliases", "types"})
NARRATIVES = frozenset(
    {"reason", "impact", "history", "strengths", "actions_taken", "desired_outcome", "child_views"}
)
_TOP = [item.name for item in fields(ContactForm) if item.name not in {*ROWS, *PARTS}]
_OLDEST = 120
Words = Mapping[str, str]


def boxes_of(part: str, number: int | None = None) -> list[tuple[str, str]]:
    """The boxes of one part of the form (of one row of it): each pointer and label."""
    if not part:
        return [(f"/{name}", label_of(name)) for name in _TOP]
    kind = ROWS[part][1] if part in ROWS else PARTS[part][1]
    under = f"/{part}" if number is None else f"/{part}/{number}"
    return [(f"{under}/{item.name}", label_of(item.name)) for item in fields(kind)]


def note_of(pointer: str, words: str, today: date) -> Note:
    """What stands beside a box while it is typed in."""
    name = pointer.rpartition("/")[2]
    if not words.strip():
        return Note(_hint(pointer, name))
    if name in LISTS or name in NARRATIVES:
        return Note("")
    if name == "age":
        return Note("") if _age(words) is not None else Note("✗ a number of years", wrong=True)
    if name in {"dob", "phone", "postcode", "email", "nhs_number"}:
        # A child's age has a box; a grown-up's is told with what else there is to say.
        ages = label_of("age") if pointer.startswith("/children/") else "Reason"
        return note_field(name, words, today, ages=ages)
    if fault_of(pointer, words) is not None:
        needed = _hint(pointer, name).removeprefix("· ")
        return Note(f"✗ {needed or 'that cannot be read'}", wrong=True)
    value = corrected(pointer, words).value
    return Note(f"✓ {value}".replace("_", " ") if value != words else "")


def _hint(pointer: str, name: str) -> str:
    """What stands beside a box that nothing was typed in, where its label does not say it."""
    if name in LISTS:
        return "· several are parted by ;"
    return "· yes, no or not known" if has_three_answers(pointer) else ""


def form_of(words: Words) -> ContactForm:
    """The form that was keyed; every box was checked before. Rows of which nothing was typed are
    left out."""
    record: dict[str, Any] = {name: {} for name in PARTS} | {name: {} for name in ROWS}
    for pointer, typed in words.items():
        value = _value(pointer, typed.strip())
        if value is None:
            continue
        *path, last = pointer.removeprefix("/").split("/")
        owner = record
        for step in path:
            owner = owner.setdefault(step, {})
        owner[last] = value
    for name in ROWS:
        record[name] = [row for _, row in sorted(record[name].items(), key=lambda item: int(item[0]))]
    return ContactForm.from_dict(record)


def rows_in(words: Words) -> dict[str, int]:
    """How many rows of each kind a draft has boxes for: of children at least one."""
    counted = {name: 1 if name == "children" else 0 for name in ROWS}
    for pointer in words:
        _, part, *rest = pointer.split("/")
        if part in ROWS and len(rest) == 2 and rest[0].isdecimal():
            counted[part] = max(counted[part], int(rest[0]) + 1)
    return counted


def is_blank(words: Words) -> bool:
    """Whether nothing was typed."""
    return not any(typed.strip() for typed in words.values())


def _value(pointer: str, typed: str) -> Any:
    name = pointer.rpartition("/")[2]
    if not typed:
        return None
    if name in LISTS:
        return [item.strip() for item in typed.split(";") if item.strip()]
    if name == "age":
        return _age(typed)
    return corrected(pointer, typed).value


def _age(words: str) -> int | None:
    text = words.strip()
    return (
        int(text) if text.isascii() and text.isdecimal() and len(text) < 4 and int(text) <= _OLDEST else None
    )
