"""Column types that hold on both engines: UTC times, text without NUL, JSON, big keys."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, Dialect, Integer, Text, TypeDecorator

_SURROGATE = re.compile("[\ud800-\udfff]")
# SQLite counts rows by itself only in a column that is declared INTEGER.
Key = BigInteger().with_variant(Integer, "sqlite")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC. A naive one is refused: nobody could say what it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs an offset")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  SQLAlchemy's signature
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class SafeText(TypeDecorator[str]):
    """Text that every engine takes: NUL and halves of surrogate pairs are replaced."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002  SQLAlchemy's signature
        return None if value is None else storable_text(value)


class Json(TypeDecorator[Any]):
    """A JSON value, kept as text with sorted keys, so that equal values are equal texts."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002  SQLAlchemy's signature
        return None if value is None else canonical_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002  SQLAlchemy's signature
        return None if value is None else json.loads(value)


def claim_and_revision() -> list[Column[object]]:
    """Who took a record on, and a number that grows with each act: by it a stale picture is told."""
    return [
        Column("claimed_by", SafeText),
        Column("claimed_at", UtcDateTime),
        Column("revision", Integer, nullable=False, default=1),
    ]


def canonical_json(value: Any) -> str:
    """`value` as JSON text in one spelling only. Keys are strings."""
    written = _spelled(value)
    # Nearly every value can be stored as it is: only the others are gone through one by one.
    return written if _is_storable(written) else _spelled(_storable(value))


def _spelled(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _is_storable(written: str) -> bool:
    """Whether JSON text holds no NUL, which it spells as an escape, and no half of a surrogate pair."""
    if "\\u0000" in written:
        return False
    return written.isascii() or _SURROGATE.search(written) is None


def storable_text(text: str) -> str:
    """`text` without NUL (PostgreSQL refuses it) and without lone surrogates (UTF-8 does)."""
    clean = text.replace("\x00", "\ufffd")
    if clean.isascii():
        return clean
    return clean.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, dict):
        return {storable_text(str(key)): _storable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(item) for item in value]
    return value
