"""Waits for what other threads write into a store."""

from __future__ import annotations

import threading
from collections.abc import Callable
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, event

from ingest.store import Store

PATIENCE_SECONDS = 60.0

_ended: WeakKeyDictionary[Engine, threading.Condition] = WeakKeyDictionary()


def until(store: Store, holds: Callable[[], bool]) -> None:
    """Wait until `holds()`, asked again whenever a transaction of the store has ended. Raises
    `AssertionError` where it never comes."""
    ended = _end_of_transactions(store.engine)
    with ended:
        assert ended.wait_for(holds, PATIENCE_SECONDS), "it never came"


def _end_of_transactions(engine: Engine) -> threading.Condition:
    """Told of from the first time on: a listener must not come and go while other threads are heard."""
    if engine not in _ended:
        ended = _ended[engine] = threading.Condition()

        def tell(*_: object) -> None:
            with ended:
                ended.notify_all()

        event.listen(engine, "checkin", tell)
    return _ended[engine]
