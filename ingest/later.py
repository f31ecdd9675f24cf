"""Matching that is set up when it is first asked for.

Its names and weights take longer to load than most commands run, and most commands only look.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property

from ingest.domain.model import Contact, Proposal
from ingest.store.matcher import Matcher
from parsers.form import ContactForm


class LaterMatcher:
    """Implements `ingest.store.Matcher` by the one that `make` returns."""

    def __init__(self, make: Callable[[], Matcher]) -> None:
        self._make = make

    def prepare(self) -> None:
        """Set it up now. Raises what `make` raises."""
        _ = self._matcher

    @cached_property
    def _matcher(self) -> Matcher:
        return self._make()

    def form_keys(self, form: ContactForm) -> frozenset[str]:
        return self._matcher.form_keys(form)

    def contact_keys(self, contact: Contact) -> frozenset[str]:
        return self._matcher.contact_keys(contact)

    def propose(
        self,
        form: ContactForm,
        received_at: datetime,
        candidates: Sequence[tuple[Contact, tuple[str, ...]]],
    ) -> Sequence[Proposal]:
        return self._matcher.propose(form, received_at, candidates)
