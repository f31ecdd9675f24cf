"""Everything that is kept: the only SQL in the program.

What stands here is loaded when it is asked for: the dashboard draws its first rows before SQLAlchemy
is loaded (see `ingest.store.glance`).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ingest.store.health import HealthBook, MailboxState
    from ingest.store.ledger import Arrival, Ledger, Stored
    from ingest.store.matcher import Matcher
    from ingest.store.outcomes import Recorded
    from ingest.store.store import Store

__all__ = [
    "Arrival",
    "HealthBook",
    "Ledger",
    "MailboxState",
    "Matcher",
    "Recorded",
    "Store",
    "Stored",
]
_STANDS_IN: Final = {
    "Arrival": "ledger",
    "HealthBook": "health",
    "Ledger": "ledger",
    "MailboxState": "health",
    "Matcher": "matcher",
    "Recorded": "outcomes",
    "Store": "store",
    "Stored": "ledger",
}


def __getattr__(name: str) -> Any:
    if name not in _STANDS_IN:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_STANDS_IN[name]}"), name)
