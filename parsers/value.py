"""What one text says, how surely, and what a person should look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Value(Generic[T]):
    """The value, how sure the reading is (0 to 1), and a warning in words."""

    value: T | None = None
    confidence: float = 1.0
    warning: str | None = None
