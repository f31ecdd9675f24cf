"""What the store asks of matching, which knows nothing of the store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from ingest.domain.model import Contact, Proposal
from parsers.form import ContactForm


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
