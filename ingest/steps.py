"""The durable steps of a message's path, by name: where a power cut would tell, if one ever could.

In service `durable` does nothing. A test puts a hook in, kills the process before and after every
step, starts again and counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum


class Step(StrEnum):
    """What is kept from then on."""

    STORE = "store"  # the raw bytes and the ledger row
    BEGIN = "begin"  # that a try to read has begun
    RECORD = "record"  # referrals, matches, audit and outcome
    TOUCH = "touch"  # the keyword or the move on the server


Hook = Callable[[str], None]

_hooks: list[Hook] = []


@contextmanager
def hooked(hook: Hook) -> Iterator[None]:
    """Call `hook` with "before store", "after store" and so on, within."""
    _hooks.append(hook)
    try:
        yield
    finally:
        _hooks.remove(hook)


@contextmanager
def durable(step: Step) -> Iterator[None]:
    """Around the act that makes something durable."""
    for hook in _hooks:
        hook(f"before {step}")
    yield
    for hook in _hooks:
        hook(f"after {step}")
