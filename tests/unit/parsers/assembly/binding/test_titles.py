"""What a form's title tells of the numbers in it."""

from __future__ import annotations

import pytest

from parsers.blocks import Document
from tests.unit.parsers.assembly.form_in_blocks import Said, form, line, table


def notice(title: str, label: str = "Ref", number: str = "44250478812") -> Document:
    child = table(["Surname", "Vale"], ["Forename", "Ida"], ["Date of birth", "01/02/2015"])
    return form(line(title, bold=True), line(f"{label}: {number}"), line("Child", heading=2), child)


@pytest.mark.parametrize("number", ["44250478812", "44/250478812", "CR/12345/25", "26MER004512"])
def test_a_police_notices_own_number_is_the_polices_reference(said: Said, number: str) -> None:
    found = said(notice("Public Protection Notification", number=number))
    assert found["concern"]["police_reference"] == number


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Online contact form", "44250478812"),
        ("Portsmouth City Council - referral by police or others", "44250478812"),
        ("Public Protection Notification", "Portsmouth 3"),
    ],
)
def test_any_other_number_is_not(said: Said, title: str, number: str) -> None:
    assert "police_reference" not in said(notice(title, number=number))["concern"]


def test_a_number_that_is_asked_for_by_name_comes_before_it(said: Said) -> None:
    document = form(
        line("Public Protection Notification", bold=True),
        line("Ref: 44250478812"),
        line("Occurrence number: 44250400000"),
        line("Child", heading=2),
        table(["Surname", "Vale"], ["Forename", "Ida"]),
    )
    assert said(document)["concern"]["police_reference"] == "44250400000"


@pytest.mark.parametrize("told", ["EY1 Completed by: Jo Bell", "EY1 jo@limpets.example"])
def test_what_tells_more_than_a_number_is_no_reference(said: Said, told: str) -> None:
    assert "police_reference" not in said(notice("Contact form", "Police URN", told)).get("concern", {})


def test_an_officers_team_is_not_the_force_in_the_title(said: Said) -> None:
    document = form(
        line("Public protection notice", bold=True),
        line("Thornmoor Constabulary - Child at risk"),
        line("Submitted by: Gwen Pryce"),
        line("Station / team: Response A"),
        line("Contact tel: 01632 960499"),
        line("Child", heading=2),
        table(["Surname", "Vale"], ["Forename", "Ida"]),
    )
    assert said(document)["referrer"]["agency"] == "Thornmoor Constabulary"
