"""Waits for what other threads write into a store."""

from __future__ import annotations

import threading
from collections.abc import Callable
from weakref import WeakKeyDictionary

from sqlalchemy import event

from ingest.store import Store

PATIENCE_SECONDS = 60.0
_ended: WeakKeyDictionary[Store, threading.Condition] = WeakKeyDictionary()


def watched(store: Store) -> Store:
    """The store, of which each transaction's end will be noticed. To be asked for before threads use it:
    who tells of ends must not be told meanwhile to whom else."""
    ended = _ended[store] = threading.Condition()

    def tell(*_: object) -> None:
        with ended:
            ended.notify_all()

    event.listen(store.engine, "checkin", tell)
    return store


def until(store: Store, holds: Callable[[], bool]) -> None:
    """Wait until `holds()`, asked again whenever a transaction of a watched store has ended. Raises
    `AssertionError` where it never comes."""
    ended = _ended[store]
    with ended:
        assert ended.wait_for(holds, PATIENCE_SECONDS), "it never came"
