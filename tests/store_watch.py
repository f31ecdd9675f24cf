"""Waits for what other threads write into a store."""

from __future__ import annotations

import threading
from collections.abc import Callable

from sqlalchemy import event

from ingest.store import Store

PATIENCE_SECONDS = 60.0


def until(store: Store, holds: Callable[[], bool]) -> None:
    """Wait until `holds()`, asked again whenever a transaction of the store has ended. Raises
    `AssertionError` where it never comes."""
    ended = threading.Condition()

    def tell(*_: object) -> None:
        with ended:
            ended.notify_all()

    event.listen(store.engine, "checkin", tell)
    try:
        with ended:
            assert ended.wait_for(holds, PATIENCE_SECONDS), "it never came"
    finally:
        event.remove(store.engine, "checkin", tell)
