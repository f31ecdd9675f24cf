"""Insights from what stands in the database, on both engines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from ingest.clock import SetClock
from ingest.desk import Desk
from ingest.domain.insights import Insights, Period, Standing, Unread
from ingest.errors import CallerMistake
from ingest.export import export_referrals
from ingest.store import Store
from ingest.views import View
from parsers.form import Envelope, Outcome, Reading
from tests.desk_views import actions, only_referral, referral_of, unread
from tests.records import MORNING, call, form, referral

WEEK = Period(date(2026, 3, 2), date(2026, 3, 8))
LATER = MORNING + timedelta(days=4)


def told(desk: Desk, period: Period = WEEK) -> Insights:
    return desk.insights(period, LATER)


def test_a_contact_is_in_time_by_when_the_mailbox_took_its_form(desk: Desk, take: Callable[..., int]) -> None:
    desk.log_contact(call())
    take(referral(form()), MORNING + timedelta(hours=47))
    desk.log_contact(call("Otter", None))
    found = told(desk)
    assert found.whole.standings == {Standing.IN_TIME: 1, Standing.OVERDUE: 1}
    assert found.median_hours == 47


def test_a_suggestion_is_no_form_until_somebody_confirms_it(desk: Desk, take: Callable[..., int]) -> None:
    desk.log_contact(call(dob=None))
    take(referral(form()), MORNING + timedelta(hours=1))
    assert told(desk).whole[Standing.OVERDUE] == 1
    [match] = only_referral(desk).matches
    desk.confirm_match(match.id, match.revision)
    assert told(desk).whole[Standing.IN_TIME] == 1


def test_a_corrected_copy_does_not_make_the_first_late(desk: Desk, take: Callable[..., int]) -> None:
    desk.log_contact(call())
    take(referral(form()), MORNING + timedelta(hours=3))
    corrected = form()
    corrected.concern.reason = "She came without a coat, and with a bruise"
    take(referral(corrected), MORNING + timedelta(hours=70))
    earlier, later = (item["id"] for item in export_referrals(desk))
    desk.merge(later, earlier, referral_of(desk, later).revision)
    found = told(desk)
    assert found.whole.standings == {Standing.IN_TIME: 1}
    assert found.median_hours == 3


def test_closed_and_waiting_for_an_unread_email_are_told_apart(desk: Desk, take: Callable[..., int]) -> None:
    closed = desk.log_contact(call())
    desk.close_contact(closed.id, "advice only", closed.revision)
    desk.log_contact(call("Otter", None, email="jo@ferry.example"))
    take(unread("jo@ferry.example"), MORNING + timedelta(hours=1))
    found = told(desk)
    assert found.whole.standings == {Standing.CLOSED: 1, Standing.UNOPENED: 1}
    assert sum(count for _, count in found.ageing) == desk.counts(LATER).overdue == 0


def test_what_lies_outside_the_period_is_not_counted(desk: Desk, take: Callable[..., int]) -> None:
    midnight = datetime(2026, 3, 9, tzinfo=UTC)
    for at in (midnight - timedelta(seconds=1), midnight, datetime(2026, 3, 1, 23, 59, tzinfo=UTC)):
        desk.log_contact(call(received_at=at))
    take(unread(), midnight)
    found = told(desk)
    assert (found.whole.contacts, found.emails, found.unread) == (1, 0, ())


def test_ageing_adds_up_to_what_the_board_calls_overdue(desk: Desk) -> None:
    for days in (0, 1, 3, 9, 40):
        desk.log_contact(call(received_at=LATER - timedelta(days=days + 2, hours=1)))
    desk.log_contact(call(received_at=LATER))
    assert [count for _, count in told(desk).ageing] == [1, 1, 1, 1, 1]
    assert desk.counts(LATER).overdue == 5


def test_why_emails_were_not_read_is_told_without_which_attachment_it_was(
    desk: Desk, take: Callable[..., int]
) -> None:
    for reason in (
        "attachment 2 (pdf): The document is encrypted or needs a password: open it by hand",
        "part 1.3 (word): The document is encrypted or needs a password: open it by hand; and 2 more",
        "The email is empty",
    ):
        envelope = Envelope(subject="s", from_address="jo@ferry.example")
        take(Reading(Outcome.NEEDS_ATTENTION, reason, envelope=envelope))
    first = desk.window(View.ATTENTION, MORNING).rows[0]
    desk.dismiss(int(first.key[8:]), "Maya's form came by post", first.revision)
    assert told(desk).unread == (
        Unread("the document is encrypted or needs a password", 2, 1),
        Unread("the email is empty", 1, 1),
    )


def test_every_look_and_export_is_audited(desk: Desk, store: Store, clock: SetClock) -> None:
    told(desk)
    told(desk)
    clock.move(timedelta(minutes=6))
    told(desk)
    desk.insights(WEEK, LATER, exported_as="pdf")
    assert actions(store) == ["insights.viewed", "insights.viewed", "insights.exported"]


def test_an_endless_period_is_refused(desk: Desk) -> None:
    with pytest.raises(CallerMistake, match="three years"):
        told(desk, Period(date(2020, 1, 1), date(2026, 1, 1)))
