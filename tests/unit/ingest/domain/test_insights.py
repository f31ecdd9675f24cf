"""What is counted where: in time, late, overdue, running, unopened, closed; and on which clock."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.domain.insights import FEWEST, ContactFact, Insights, Period, Standing, figures
from ingest.domain.model import ContactKind

PHONE, EMAIL = ContactKind.PHONE, ContactKind.EMAIL
CAME = datetime(2026, 3, 3, 10, tzinfo=UTC)  # a Tuesday
NOW = CAME + timedelta(days=5)
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


def told(*facts: ContactFact, period: Period = MARCH, now: datetime = NOW) -> Insights:
    return figures(period, now, facts, lambda at: at + timedelta(hours=48))


def contact(hours: float | None = None, *, agency: str | None = "School", at: datetime = CAME) -> ContactFact:
    return ContactFact(at, PHONE, agency, None if hours is None else at + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("fact", "now", "stands"),
    [
        (contact(48), NOW, Standing.IN_TIME),
        (contact(48.001), NOW, Standing.LATE),
        (contact(-3), NOW, Standing.IN_TIME),
        (contact(), NOW, Standing.OVERDUE),
        (contact(), CAME + timedelta(hours=48), Standing.OVERDUE),
        (contact(), CAME + timedelta(hours=47.9), Standing.RUNNING),
        (ContactFact(CAME, PHONE, None, closed=True), NOW, Standing.CLOSED),
        (ContactFact(CAME, PHONE, None, CAME, closed=True), NOW, Standing.IN_TIME),
        (ContactFact(CAME, PHONE, None, unopened=True), NOW, Standing.UNOPENED),
        (ContactFact(CAME, PHONE, None, unopened=True), CAME, Standing.RUNNING),
    ],
)
def test_each_contact_stands_in_one_place(fact: ContactFact, now: datetime, stands: Standing) -> None:
    assert fact.standing(CAME + timedelta(hours=48), now) is stands
    assert told(fact, now=now).whole.standings == {stands: 1}


def test_the_share_is_of_what_is_decided_only() -> None:
    closed, running = ContactFact(CAME, PHONE, None, closed=True), contact(at=NOW)
    assert told(contact(1), contact(60), contact(), closed, running).whole.share == pytest.approx(1 / 3)
    assert told(closed, running).whole.share is None


def test_weeks_begin_on_monday_in_london_and_empty_ones_are_there_too() -> None:
    sunday_2330_in_summer = datetime(2026, 4, 5, 22, 30, tzinfo=UTC)
    monday_0030_in_summer = datetime(2026, 4, 5, 23, 30, tzinfo=UTC)
    period = Period(date(2026, 3, 28), date(2026, 4, 14))
    weeks = told(contact(at=sunday_2330_in_summer), contact(at=monday_0030_in_summer), period=period).weeks
    assert [(week.name, week.contacts) for week in weeks] == [
        ("2026-03-23", 0),
        ("2026-03-30", 1),
        ("2026-04-06", 1),
        ("2026-04-13", 0),
    ]


def test_a_period_is_whole_days_of_london_across_the_change_of_the_clocks() -> None:
    october = Period(date(2026, 10, 25), date(2026, 10, 25))
    assert october.start == datetime(2026, 10, 24, 23, tzinfo=UTC)
    assert october.end - october.start == timedelta(hours=25)
    assert Period.ending(datetime(2026, 7, 1, 23, 30, tzinfo=UTC), 1).last == date(2026, 7, 2)
    with pytest.raises(ValueError, match="ends on or after"):
        Period(date(2026, 1, 2), date(2026, 1, 1))


def test_calls_are_counted_by_london_s_clocks_and_emails_are_no_calls() -> None:
    first_0130 = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    second_0130 = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    email = ContactFact(first_0130, EMAIL, None)
    calls = told(contact(at=first_0130), contact(at=second_0130), email).calls
    assert calls[6][1] == 2
    assert sum(map(sum, calls)) == 2


def test_an_agency_is_one_however_capitalised_and_small_ones_are_not_named() -> None:
    schools = [contact(1, agency="Ferry School")] * 3 + [contact(60, agency=" ferry  SCHOOL")] * 2
    small = [contact(agency="Mrs Oba Neighbour"), contact(agency=None)]
    agencies = told(*schools, *small).agencies
    assert [(one.name, one.contacts, one.share) for one in agencies] == [
        ("Ferry School", 5, 0.6),
        ("others: 2 with fewer than 5 contacts each", 2, 0.0),
    ]


def test_half_and_nine_in_ten_are_values_that_were_seen() -> None:
    found = told(*(contact(hours) for hours in (-2, 1, 5, 30, 400)))
    assert (found.median_hours, found.ninetieth_hours) == (5, 400)
    assert dict(found.spans) == {
        "came before the call": 1, "under 4 h": 1, "4 to 12 h": 1, "12 to 24 h": 0, "24 to 48 h": 1,
        "48 to 72 h": 0, "72 to 168 h": 0, "168 h and more": 1,
    }  # fmt: skip
    assert told(contact()).median_hours is None


moments = st.integers(0, 364 * 86_400).map(lambda s: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=s))
facts = st.builds(
    ContactFact,
    moments,
    st.sampled_from(ContactKind),
    st.one_of(st.none(), st.sampled_from(["A", "a", "B", "C "])),
    st.one_of(st.none(), moments),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(facts, max_size=30))
def test_nothing_is_counted_twice_or_lost(found: list[ContactFact]) -> None:
    insights = told(*found, period=Period(date(2026, 1, 1), date(2026, 12, 31)))
    assert insights.whole.contacts == len(found)
    assert sum(week.contacts for week in insights.weeks) == len(found)
    assert sum(one.contacts for one in insights.agencies) == len(found)
    assert sum(count for _, count in insights.spans) == sum(fact.form_at is not None for fact in found)
    assert sum(map(sum, insights.calls)) == Counter(fact.kind for fact in found)[PHONE]
    assert all(one.contacts >= FEWEST for one in insights.agencies if not one.name.startswith("others"))
