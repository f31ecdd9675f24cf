"""What the store asks of matching, which knows nothing of the store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from ingest.domain.model import Contact, Proposal
from parsers.form import ContactForm

_LONGEST_KEY = 200
_MOST_KEYS = 2_000


def storable_keys(keys: Iterable[str]) -> list[str]:
    """Blocking keys as they are kept and looked for: a hostile form may have 100,000, or one of
    a megabyte, and a database takes neither in one statement or index."""
    return sorted({key[:_LONGEST_KEY] for key in keys})[:_MOST_KEYS]


class Matcher(Protocol):
    """Blocking keys, and proposals among the contacts that share one."""

    def form_keys(self, form: ContactForm) -> frozenset[str]:
        """The keys under which a form can be found."""

    def contact_keys(self, contact: Contact) -> frozenset[str]:
        """The keys under which a contact can be found."""

    def propose(
        self,
        form: ContactForm,
        received_at: datetime,
        candidates: Sequence[tuple[Contact, tuple[str, ...]]],
    ) -> Sequence[Proposal]:
        """The matches worth suggesting, best first. A candidate is a contact, and the ids of the
        other referrals that answer it already."""
