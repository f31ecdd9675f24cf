"""Which calls an email that nobody could read yet is held to answer, until a person looks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Comparable(Protocol):
    """A moment, as an engine or its driver gives it."""

    def __lt__(self, other: object, /) -> bool: ...


Moment = TypeVar("Moment", bound=Comparable)


def held_answered(pairs: Iterable[tuple[int, Moment, int]]) -> dict[int, Moment]:
    """Of calls (their id, and when they were made) that await a form, with the unread emails (their ids) that
    their callers sent since, those that are held answered. The email that came first stands first.

    An email is held to answer one call of its sender's, the last before it of which no other email is: one
    that an often caller sent would else take all of their calls out of what is overdue.
    """
    written: dict[int, list[int]] = {}
    made: dict[int, Moment] = {}
    for call, received_at, email in pairs:
        written.setdefault(call, []).append(email)
        made[call] = received_at
    taken: set[int] = set()
    answered: dict[int, Moment] = {}
    for call in sorted(made, key=lambda one: (made[one], one), reverse=True):
        free = [one for one in written[call] if one not in taken]
        if free:
            taken.add(free[0])
            answered[call] = made[call]
    return answered
