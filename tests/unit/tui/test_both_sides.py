"""A call and a form beside each other: what each says, and what was made of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from rich.cells import cell_len

from ingest.domain.model import ContactChild, Evidence, Match, MatchStatus, Verdict
from parsers.form import Child
from tests.screens.desk_records import busy_desk, filled_form
from tui.widgets.both_sides import Sides, lines_of

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MATCH = Match(
    id=1,
    referral_id="ref0001",
    contact_id=1,
    contact_reference="MASH-26-1001",
    status=MatchStatus.SUGGESTED,
    probability=0.93,
    prior=-9.4,
    children=((0, 0),),
    evidence=(
        Evidence("child.forename", Verdict.AGREES, 7.2, "the same forename"),
        Evidence("child.dob", Verdict.CLOSE, 3.1, "day and month swapped"),
        Evidence("child.address", Verdict.CONFLICTS, -4.2, "another house"),
        Evidence("rivals", Verdict.CONFLICTS, -2.0, "another contact fits this form too"),
        Evidence("calibration", Verdict.CLOSE, -1.0, "how often such odds came true"),
    ),
)


def sides(match: Match = MATCH, *, called: int = 1, written: int = 1) -> Sides:
    desk = busy_desk(NOON)
    form = filled_form()
    form.children[0].dob = "2015-03-04"
    form.children += [Child(forename=f"Written{number}") for number in range(1, written)]
    contact = desk.contacts[1]
    more = tuple(ContactChild(f"Told{number}") for number in range(1, called))
    return Sides(
        match,
        replace(contact, children=(*contact.children[: min(called, 1)], *more)),
        replace(desk.referrals["ref0001"], form=form),
    )


def text(shown: Sides, width: int = 96, *, private: bool = False) -> list[str]:
    return [line.text.rstrip() for line in lines_of(shown, NOON, width, private=private)]


def test_each_line_says_what_the_call_says_then_the_form_and_how_they_stand_to_each_other() -> None:
    lines = text(sides())
    told = [line.split() for line in lines]
    place = told.index(["≈", "Date", "of", "birth", "3", "April", "2015", "4", "March", "2015"])
    assert lines[place + 1].strip() == "day and month swapped"
    assert ["✓", "Forename", "Robin", "Robin"] in told
    assert lines[place].index("4 March") == next(line for line in lines if "The form:" in line).index(
        "The form:"
    )
    assert any(line.startswith("✗ Address") for line in lines)


def test_a_telephone_number_is_shown_as_it_is_dialled_on_both_sides() -> None:
    assert any(
        line.split() == ["=", "Phone", "023", "9200", "0111", "023", "9200", "0111"] for line in text(sides())
    )


def test_what_speaks_against_the_match_is_told_though_no_field_stands_for_it() -> None:
    lines = text(sides())
    assert lines[1].strip() == "✗ speaks against it: address, other calls"
    assert any(line.startswith("✗ Other calls") and "fits this form too" in line for line in lines)
    assert not any("came true" in line for line in lines)


def test_where_several_children_could_be_meant_no_mark_says_which() -> None:
    match = replace(MATCH, children=((0, 0), (1, 1)))
    lines = text(sides(match, called=2, written=2))
    assert not any(line.startswith(("✓ Fore", "≈ Date", "✗ Addr")) for line in lines)
    assert sum(line.startswith("Child on both sides") for line in lines) == 2


def test_where_nothing_was_weighed_of_a_line_it_says_only_that_both_sides_say_the_same() -> None:
    match = replace(MATCH, children=((0, 0), (1, 1)))
    lines = text(sides(match, called=2, written=2))
    assert any(line.split() == ["=", "Forename", "Robin", "Robin"] for line in lines)
    assert any(line.split() == ["Forename", "Told1", "Written1"] for line in lines)
    assert not any(line.startswith("=") for line in text(sides()) if "Forename" in line)


def test_a_child_whom_one_side_names_alone_stands_under_a_heading_that_says_so() -> None:
    lines = text(sides(called=2, written=3))
    assert sum(line.startswith("Child whom only the call names") for line in lines) == 1
    assert sum(line.startswith("Child whom only the form names") for line in lines) == 2


def test_a_pair_of_children_of_whom_the_call_names_one_no_longer_is_passed_over() -> None:
    lines = text(sides(replace(MATCH, children=((0, 0), (1, 1))), called=1, written=2))
    assert sum(line.startswith("Child whom only the form names") for line in lines) == 1


def test_a_date_of_birth_that_is_none_is_shown_as_it_was_written() -> None:
    shown = sides()
    shown.referral.form.children[0].dob = "2015-13-45"
    assert any("2015-13-45" in line for line in text(shown))


@pytest.mark.parametrize("width", [60, 77, 96, 117, 160, 200])
def test_no_line_is_wider_than_its_room_and_nothing_is_named_where_names_are_hidden(width: int) -> None:
    shown = sides()
    shown.referral.form.concern.reason = "He said \x1b]52;c;aGk=\x07 nothing. " * 20
    lines = text(shown, width)
    assert max(map(cell_len, lines)) <= width
    assert not any("\x1b" in line or "\x07" in line for line in lines)
    hidden = "\n".join(text(shown, width, private=True))
    assert "Robin" not in hidden
    assert "nothing" not in hidden
    assert date(2015, 4, 3).strftime("%B 2015") not in hidden
