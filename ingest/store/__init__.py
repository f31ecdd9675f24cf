"""Everything that is kept: the only SQL in the program."""

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
