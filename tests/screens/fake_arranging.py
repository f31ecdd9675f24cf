"""How the fake desk arranges its lists, and what it tells of a record beyond its detail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from ingest.domain.model import NewContact
from ingest.views import (
    AgencyCount,
    Arrangement,
    ChildHistory,
    Happening,
    Held,
    Row,
    SavedFilter,
    Sort,
    TimelineEntry,
    View,
)
from tests.screens.fake_records import FOLLOW_UP, FakeRecords

_HOLDERS = {Held.MINE: "t.officer", Held.NOBODYS: None}
_URGENCY = {"red": 0, "amber": 1, "green": 2, None: 3}


class FakeArranging(FakeRecords):
    """A mixin: the fake desk says what its rows are."""

    def row(self, key: str) -> Row:
        raise NotImplementedError

    def arranged(self, keys: Sequence[str], arrangement: Arrangement) -> list[str]:
        """Those of `keys` that are of the agency, sorted as asked."""
        rows = [self.row(key) for key in keys if arrangement.agency in {None, self._agency(key)}]
        if arrangement.held is not None:
            rows = [row for row in rows if row.claimed_by == _HOLDERS[arrangement.held]]
        by = {
            Sort.DUE: lambda row: 0,
            Sort.RECEIVED: lambda row: -row.at.timestamp(),
            Sort.CHILD: lambda row: row.label.lower(),
            Sort.AGENCY: lambda row: (not self._agency(row.key), self._agency(row.key).lower()),
            Sort.HOLDER: lambda row: (row.claimed_by is None, row.claimed_by or ""),
            Sort.RATING: lambda row: _URGENCY[row.rag],
        }
        rows.sort(key=by[arrangement.sort])
        return [row.key for row in (reversed(rows) if arrangement.reverse else rows)]

    def by_agency(
        self, view: View, now: datetime, *, text: str = "", held: Held | None = None
    ) -> Sequence[AgencyCount]:
        rows = [self.row(key) for key in self.arranged(self._keys(view), Arrangement(held=held))]
        counted = Counter(self._agency(row.key) for row in rows)
        return [
            AgencyCount(
                agency or None,
                count,
                sum(self._agency(row.key) == agency and row.at + FOLLOW_UP <= now for row in rows),
                min(row.at for row in rows if self._agency(row.key) == agency),
            )
            for agency, count in counted.most_common()
        ]

    def saved_filters(self) -> Sequence[SavedFilter]:
        return tuple(self.filters[name] for name in sorted(self.filters))

    def save_filter(self, kept: SavedFilter) -> None:
        self.filters[kept.name] = kept
        self._done("save_filter", kept.name)

    def forget_filter(self, name: str) -> None:
        self.filters.pop(name, None)
        self._done("forget_filter", name)

    def child_history(self, key: str) -> ChildHistory:
        self.viewed.append(f"child:{key}")
        records = (self.row(key), *self.alike.get(key, ()))
        told = tuple(
            Happening(row.at, row.key, row.reference or row.key, self.event_words) for row in records
        )
        return ChildHistory(records, told)

    def audit_of(self, key: str, limit: int = 500) -> Sequence[TimelineEntry]:
        self.viewed.append(f"audit:{key}")
        words = (self.event_words, "viewed by t.officer")[:limit]
        return [TimelineEntry(self.now, "t.officer", "contact.viewed", "", told) for told in words]

    def amend_contact(self, contact_id: int, said: NewContact, revision: int) -> None:
        was = self._checked(self._contact(contact_id), revision)
        self.amended.append(was)
        now = replace(
            was,
            caller=said.caller,
            children=said.children,
            concern=said.concern,
            received_at=said.received_at,
        )
        self._keep_contact(now, "amend")

    def undo_amendment(self, contact_id: int, revision: int) -> None:
        was = self.amended.pop()
        self._keep_contact(
            replace(was, revision=self._checked(self._contact(contact_id), revision).revision), "unamend"
        )

    def rate(self, key: str, rag: str | None, revision: int) -> None:
        kind, _, name = key.partition(":")
        if kind == "referral":
            self._change_referral(name, revision, "rate", lambda item: replace(item, rag=rag), rag or "")
            return
        contact = self._checked(self._contact(int(name)), revision)
        self.ratings[key] = rag
        self._keep_contact(contact, "rate", rag or "")

    def merge(self, later_id: str, earlier_id: str, revision: int) -> None:
        self._change_referral(later_id, revision, "merge", lambda item: item, earlier_id)

    def unmerge(self, later_id: str, revision: int) -> None:
        self._change_referral(later_id, revision, "unmerge", lambda item: item)

    def _agency(self, key: str) -> str:
        kind, _, name = key.partition(":")
        if kind == "contact":
            return self._contact(int(name)).caller.agency or ""
        if kind == "referral":
            return self._referral(name).form.referrer.agency or ""
        return self._message(int(name)).sender or ""
