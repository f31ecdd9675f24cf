"""What the store asks of matching, which knows nothing of the store; and the matching that answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from ingest.domain import matching
from ingest.domain.matching import Candidate, MatchingModel
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


class ModelMatcher:
    """The domain's matching under one model of weights."""

    def __init__(self, model: MatchingModel) -> None:
        self._model = model

    def form_keys(self, form: ContactForm) -> frozenset[str]:
        return matching.form_keys(form)

    def contact_keys(self, contact: Contact) -> frozenset[str]:
        return matching.contact_keys(contact)

    def propose(
        self,
        form: ContactForm,
        received_at: datetime,
        candidates: Sequence[tuple[Contact, tuple[str, ...]]],
    ) -> Sequence[Proposal]:
        met = [Candidate(contact, answered_by) for contact, answered_by in candidates]
        return matching.propose(form, received_at, met, self._model)
