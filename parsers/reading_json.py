"""A `Reading` as JSON and back, believing nothing.

The process that read the message may have been taken over by it, so what it sends is checked
value by value against the record's types. NUL and lone surrogates, which databases refuse,
become U+FFFD.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from parsers.form import Reading

_REFUSED_MARKS: Final = re.compile("[\x00\ud800-\udfff]")
_MOST_VALUES: Final = 2_000_000  # short ones, each many times its size in memory
_LARGEST: Final = 2**53  # of whole numbers: databases take no more than 64 bits


class NotAReading(ValueError):
    """The bytes are no reading."""


def to_json(reading: Reading) -> bytes:
    """The reading as JSON; times are ISO 8601."""
    return json.dumps(reading, default=_plain).encode("ascii")


def from_json(data: bytes) -> Reading:
    """The reading that `data` holds. Raises `NotAReading` for anything else."""
    if sum(data.count(mark) for mark in (b",", b"[", b"{")) > _MOST_VALUES:
        raise NotAReading("the reader's answer holds too many values")
    try:
        reading = _typed(Reading, json.loads(data, parse_constant=_refuse))
    except (ValueError, TypeError, KeyError, ArithmeticError, RecursionError) as error:
        raise NotAReading("the reader's answer is not a reading") from error
    if not isinstance(reading, Reading):
        raise NotAReading("the reader's answer is not a reading")
    return reading


def _refuse(word: str) -> None:
    raise ValueError(f"{word} is no JSON")


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if is_dataclass(value):
        return {item.name: getattr(value, item.name) for item in fields(value)}
    raise TypeError("a reading holds no such thing")


def _typed(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if origin in {Union, UnionType}:
        return _one_of(get_args(kind), value)
    if origin is Literal:
        return _literal(get_args(kind), value)
    if origin in {list, tuple, dict}:
        return _many(origin, get_args(kind), value)
    if is_dataclass(kind):
        return _record(kind, value)
    return _single(kind, value)


def _one_of(kinds: tuple[Any, ...], value: Any) -> Any:
    if value is None and NoneType in kinds:
        return None
    return _typed(next(kind for kind in kinds if kind is not NoneType), value)


def _literal(allowed: tuple[Any, ...], value: Any) -> Any:
    if value not in allowed:
        raise ValueError("not one of the words allowed")
    return value


def _many(origin: Any, kinds: tuple[Any, ...], value: Any) -> Any:
    if origin is dict:
        if not isinstance(value, dict):
            raise TypeError("not an object")
        return {_typed(str, key): _typed(kinds[1], item) for key, item in value.items()}
    if not isinstance(value, list):
        raise TypeError("not a list")
    return origin(_typed(kinds[0], item) for item in value)


def _record(kind: Any, value: Any) -> Any:
    if not isinstance(value, dict):
        raise TypeError("not an object")
    return kind(**{name: _typed(hint, value[name]) for name, hint in _hints(kind).items()})


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    """The type of each of a record's fields."""
    hints = get_type_hints(kind)
    return {item.name: hints[item.name] for item in fields(kind)}


def _single(kind: Any, value: Any) -> Any:
    if kind is datetime:
        return _time(value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    if kind is float and type(value) is int:
        value = float(value)
    if type(value) is not kind:
        raise TypeError("a value of another type")
    if kind in {int, float} and not abs(value) <= _LARGEST:
        raise ValueError("a number beyond all measure")
    return _REFUSED_MARKS.sub("\N{REPLACEMENT CHARACTER}", value) if kind is str else value


def _time(value: Any) -> datetime:
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise ValueError("a time without its zone")
    found.astimezone(UTC)  # raises for what no clock shows
    return found
