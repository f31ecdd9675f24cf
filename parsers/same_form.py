"""The same form twice in one email: as text and HTML, as Word and its print, in the body too.

Two readings are one form when they name the same children and agree nearly everywhere where
both say something. Twins' forms, or one referrer's forms about two families, never are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from parsers.form import Child, ReadForm

_AGREE_FROM: Final = 0.8
_LEAST_SHARED: Final = 4


def without_repeats(forms: list[ReadForm]) -> list[ReadForm]:
    """Each form once: its fullest reading, with a warning that names where else it stands."""
    kept: list[ReadForm] = []
    for form in forms:
        twin = next((number for number, other in enumerate(kept) if is_same_form(form, other)), None)
        if twin is None:
            kept.append(form)
        else:
            kept[twin] = _fuller(kept[twin], form)
    return kept


def is_same_form(one: ReadForm, other: ReadForm) -> bool:
    """Whether two readings of different parts are readings of one form."""
    if one.part == other.part or not _same_children(one.form.children, other.form.children):
        return False
    first, second = dict(_values(one)), dict(_values(other))
    shared = first.keys() & second.keys()
    agreeing = sum(1 for pointer in shared if first[pointer] == second[pointer])
    return len(shared) >= _LEAST_SHARED and agreeing >= _AGREE_FROM * len(shared)


def size(form: ReadForm) -> int:
    """How many values a reading holds."""
    return sum(1 for _ in _values(form))


def _fuller(one: ReadForm, other: ReadForm) -> ReadForm:
    better, lesser = (other, one) if size(other) > size(one) else (one, other)
    better.warnings += [
        warning for warning in lesser.warnings if warning.startswith(_ALSO) and warning not in better.warnings
    ]
    better.warnings.append(f"{_ALSO} {lesser.part}")
    return better


_ALSO: Final = "the same form also stands in part"


def _same_children(some: list[Child], others: list[Child]) -> bool:
    return len(some) == len(others) and all(_same_child(one, other) for one, other in zip(some, others))


def _same_child(one: Child, other: Child) -> bool:
    pairs = [
        (getattr(one, name), getattr(other, name))
        for name in ("forename", "surname", "dob", "edd", "nhs_number")
    ]
    return all(a is None or b is None or _plain(a) == _plain(b) for a, b in pairs)


def _values(read: ReadForm) -> Iterator[tuple[str, str]]:
    yield from _leaves("", asdict(read.form))


def _leaves(pointer: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _leaves(f"{pointer}/{name}", item)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _leaves(f"{pointer}/{number}", item)
    elif value is not None:
        yield pointer, _plain(str(value))


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", text)).casefold()
