"""Figures of a fake desk, counted as the real one counts, of contacts that are written down here."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ingest.domain.handover import Done, Handover, NoteTold, OpenItem, OpenList
from ingest.domain.insights import ContactFact, Insights, Period, Unread, figures
from ingest.domain.model import ContactKind

FOLLOW_UP = timedelta(hours=48)
_SCHOOL, _HOSPITAL, _NURSERY = "Testing Primary School", "Example Hospital", "Ferry Lane Nursery"
# Days back, the hour, from where, hours until the form came (None: none came).
_CALLS = (
    (1, 9, _SCHOOL, None), (1, 16, _HOSPITAL, 3.0), (2, 11, _SCHOOL, 20.0), (3, 9, _SCHOOL, None),
    (4, 9, _HOSPITAL, 60.0), (6, 14, _SCHOOL, 40.0), (8, 9, _HOSPITAL, 5.0), (9, 10, _SCHOOL, 12.0),
    (11, 15, _HOSPITAL, 30.0), (12, 9, _NURSERY, None), (15, 13, _HOSPITAL, 100.0), (17, 9, _SCHOOL, 47.0),
    (20, 10, _HOSPITAL, 1.0), (23, 22, _NURSERY, 9.0), (26, 9, _SCHOOL, 2.5),
)  # fmt: skip


class FakeFigures:
    """What a fake desk tells a manager."""

    periods_asked: list[Period]
    letters_sent: list[tuple[str, bool]]
    handed_over: list[tuple[timedelta, str | None]]

    def insights(self, period: Period, now: datetime) -> Insights:
        self.periods_asked = [*getattr(self, "periods_asked", ()), period]
        facts = [fact for fact in _facts(now) if period.start <= fact.received_at < period.end]
        told = figures(period, now, facts, lambda received_at: received_at + FOLLOW_UP)
        return replace(
            told,
            ageing=(("under 1 day", 1), ("1 to 2 days", 0), ("2 to 7 days", 1)),
            unread=(
                Unread("the document is encrypted or needs a password", 3, 1),
                Unread("the email is empty", 1, 0),
            ),
            emails=19,
        )

    def handover(self, since: datetime, now: datetime, *, written_as: str | None = None) -> Handover:
        self.handed_over = [*getattr(self, "handed_over", ()), (now - since, written_as)]
        late = OpenItem("contact:1", "C-1", "R. E.", "Testing Primary School", now, "overdue", "a.colleague")
        lists = (OpenList("Overdue: ring the caller", (late,), 3),)
        notes = (NoteTold("C-1", now, "a.colleague", "Rang twice.\x1b[2J"),)
        done = (Done("a.colleague", (("calls logged", 1, ("C-1",)),)),)
        return Handover(
            since,
            now,
            "t.officer",
            "last looked 3 s ago",
            False,
            lists,
            (("a.colleague", ("C-1",)),),
            done,
            notes,
        )

    def send_letter(self, key: str, revision: int, *, private_too: bool = False) -> int:
        self.letters_sent = [*getattr(self, "letters_sent", ()), (key, private_too)]
        return len(self.letters_sent)


def _facts(now: datetime) -> list[ContactFact]:
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    facts = []
    for days, hour, agency, took in _CALLS:
        came = midnight - timedelta(days=days) + timedelta(hours=hour)
        form_at = None if took is None else came + timedelta(hours=took)
        facts.append(ContactFact(came, ContactKind.PHONE, agency, form_at))
    return facts
