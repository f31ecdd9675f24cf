"""What a row of a list says where there is little room."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ingest.views import CALL_WAITS, EMAIL_TO_OPEN, Row
from tui.times import Urgency
from tui.widgets.row_cells import cells_of, columns_for

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def sender(words: str, width: int) -> str:
    row = Row("message:7", "A subject", words, NOW, None, "no form")
    return cells_of(
        row, NOW, columns_for(width, timed=False, subjects=True), private=False
    ).from_words.rstrip()


def test_a_call_whose_form_may_lie_in_an_unread_email_is_not_called_overdue_as_it_is_not_counted() -> None:
    due = NOW - timedelta(hours=3, minutes=5)
    row = Row("contact:7", "Ada L.", "Jo", due - timedelta(hours=48), due, EMAIL_TO_OPEN)
    columns = columns_for(80, timed=True)
    told = cells_of(row, NOW, columns, private=False)
    assert (told.time.rstrip(), told.urgency) == ("━━━ due 3 h 05 min ago", Urgency.SOON)
    late = cells_of(replace(row, status="overdue"), NOW, columns, private=False)
    assert (late.time.rstrip(), late.urgency) == ("━━━ OVERDUE 3 h 05 min", Urgency.OVERDUE)


def test_a_time_of_another_year_is_told_as_its_day_and_not_cut() -> None:
    row = Row("message:7", "A subject", "Jo", datetime(2025, 10, 20, 9, 0, tzinfo=UTC), None, "no form")
    cells = cells_of(row, NOW, columns_for(80, timed=False, subjects=True), private=False)
    assert cells.time.rstrip() == "20 Oct 2025"


def test_a_senders_address_is_left_out_where_it_does_not_fit_whole() -> None:
    assert sender("Bea Quill <bea.quill@hollowlane.example>", 100) == "Bea Quill"
    assert sender("Bea Quill <bea.quill@hollowlane.example>", 260).endswith("<bea.quill@hollowlane.example>")


@pytest.mark.parametrize("rating", ["RED", "AMBER", "GREEN"])
@pytest.mark.parametrize(
    "status", [EMAIL_TO_OPEN, "overdue, form suggested", "awaiting, form suggested", "due soon"]
)
def test_a_rated_call_says_whole_at_80_columns_what_it_waits_for(rating: str, status: str) -> None:
    row = Row("contact:7", "Ada L.", "Jo", NOW, NOW, f"{rating}, {status}")
    told = cells_of(row, NOW, columns_for(79, timed=True), private=False).status
    assert "…" not in told
    assert told[0] == rating[0]


def test_an_address_without_a_name_is_cut_where_it_ends() -> None:
    assert sender("<bea.quill@hollowlane.example>", 80).startswith("<bea.q")
    assert sender("bea.quill@hollowlane.example", 80).endswith("…")


def test_who_rang_has_room_before_the_hour_at_which_the_form_is_due() -> None:
    beside_a_record, alone = columns_for(112, timed=True), columns_for(120, timed=True)
    assert (beside_a_record.due, alone.due > 0) == (0, True)
    assert beside_a_record.from_words > alone.from_words


def test_the_row_of_several_children_tells_so_however_long_the_first_name_is() -> None:
    row = Row("contact:7", "Wilhelmina-Anastasia Oluwaseun F. +2", "Jo", NOW, NOW, "overdue")
    assert cells_of(row, NOW, columns_for(79, timed=True), private=False).label.endswith("… +2")


def why(reason: str, width: int) -> str:
    row = Row("message:7", "A subject", "Jo", NOW, NOW, reason)
    return cells_of(row, NOW, columns_for(width, timed=True, subjects=True), private=False).status.rstrip()


@pytest.mark.parametrize(
    ("reason", "begins"),
    [
        ("attachment 2 (PDF): The document is damaged or was cut off: ask for it", "damaged or"),
        ("attachment 2.1 (empty file): The attachment is empty: ask the sender", "empty: ask"),
        ("attachment 1 (x): an Office document that needs a password: key it", "needs a pa"),
        ("attachment 2 (unknown format): a file of an unknown format, which", "unknown fo"),
        ("part 2 (PDF): The document is encrypted or needs a password", "encrypted "),
        ("it may raise a concern about a child without the form: read it", "may raise "),
        ("its subject speaks of a referral, and the email holds none", "its subjec"),
    ],
)
def test_why_an_email_was_not_read_begins_with_what_tells_it_from_others_where_room_is_short(
    reason: str, begins: str
) -> None:
    assert why(reason, 80).startswith(begins)
    assert why(CALL_WAITS + reason, 80).startswith(f"○call {begins[:6]}")
    assert why(reason, 400) == reason
