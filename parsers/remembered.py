"""A property worked out once: `functools.cached_property` without the lock that it takes.

That lock costs more than most of what is remembered here, thousands of times a form.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

_T = TypeVar("_T")


class remembered(Generic[_T]):  # noqa: N801 - used as a decorator, as property is
    """The value that a method gives on first asking, kept in the object's own dictionary."""

    def __init__(self, work: Callable[[Any], _T]) -> None:
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, owner: None, kind: type[Any]) -> Self: ...

    @overload
    def __get__(self, owner: object, kind: type[Any] | None = None) -> _T: ...

    def __get__(self, owner: object | None, kind: type[Any] | None = None) -> Self | _T:
        """Work it out; the next look-up finds it in the object itself."""
        if owner is None:
            return self
        value = owner.__dict__[self._name] = self._work(owner)
        return value
