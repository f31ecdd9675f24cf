"""Matching as the store asks for it: the domain's functions with the model that is in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ingest.domain.matching import Candidate, MatchingModel, contact_keys, form_keys, propose
from ingest.domain.model import Contact, Proposal
from parsers.form import ContactForm


@dataclass(frozen=True, slots=True)
class FellegiSunterMatcher:
    """Implements `ingest.store.Matcher`."""

    model: MatchingModel

    def form_keys(self, form: ContactForm) -> frozenset[str]:
        return form_keys(form)

    def contact_keys(self, contact: Contact) -> frozenset[str]:
        return contact_keys(contact)

    def propose(
        self,
        form: ContactForm,
        received_at: datetime,
        candidates: Sequence[tuple[Contact, tuple[str, ...]]],
    ) -> Sequence[Proposal]:
        considered = [Candidate(contact, answered_by) for contact, answered_by in candidates]
        return propose(form, received_at, considered, self.model)
