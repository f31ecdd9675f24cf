"""Blocks of people told apart by the part that each plays."""

from __future__ import annotations

import pytest

from parsers.blocks import Line, Table
from tests.unit.parsers.assembly.form_in_blocks import Said, form, heading, line, table


def nominal(number: int, part: str, forename: str, born: str, *more: list[str]) -> tuple[Line, Table]:
    rows = [["Role in incident", part], ["Surname", "VALE"], ["Forename(s)", forename], ["DOB", born], *more]
    return line(f"Nominal {number}", bold=True), table(*rows)


def test_a_suspect_and_a_parent_are_no_children(said: Said) -> None:
    blocks = (
        *nominal(1, "Child at risk", "Ida", "01/02/2015"),
        *nominal(2, "Suspect", "Karl", "03/04/1990", ["Relationship to child", "Mother's partner"]),
        *nominal(3, "Mother", "Bea", "05/06/1991"),
    )
    found = said(form(*blocks))
    assert [child["forename"] for child in found["children"]] == ["Ida"]
    assert [(person["name"], person.get("relationship")) for person in found["people"]] == [
        ("Karl VALE", "Mother's partner"),
        ("Bea VALE", "Mother"),
    ]


@pytest.mark.parametrize("part", ["Victim", "Witness", "Subject"])
def test_a_part_that_a_child_may_play_too_tells_nothing(said: Said, part: str) -> None:
    found = said(form(*nominal(1, part, "Ida", "01/02/2015")))
    assert found["children"][0]["forename"] == "Ida"


def test_a_referrer_whose_role_is_parent_stays_the_referrer(said: Said) -> None:
    who = table(["Name", "Ann Lee"], ["Role", "Parent"], ["Organisation", "Oak House"])
    child = table(["Name of child", "Ida Vale"], ["Date of birth", "01/02/2015"])
    found = said(form(heading("Referrer details"), who, heading("Child"), child))
    assert found["referrer"]["name"] == "Ann Lee"
    assert "people" not in found
