"""One child or person named in two places of a form."""

from __future__ import annotations

from tests.unit.parsers.assembly.form_in_blocks import Said, form, line, table

CHILD = table(
    ["Name of child", "Ida Vale"], ["Date of birth", "01/02/2015"], ["Address", "3 Mill Lane, Anytown"]
)
HOME = line("Children living at the address", heading=2)
COLUMNS = ["First name", "Surname", "DOB", "School"]


def test_a_child_listed_again_in_the_household_is_one_child_with_what_both_say(said: Said) -> None:
    again = table(COLUMNS, ["Ida", "Vale", "01/02/2015", "Anytown Primary"])
    assert said(form(CHILD, HOME, again))["children"] == [
        {
            "forename": "Ida",
            "surname": "Vale",
            "dob": "2015-02-01",
            "address": "3 Mill Lane, Anytown",
            "school": "Anytown Primary",
        }
    ]


def test_a_namesake_with_another_birthday_is_another_child(said: Said) -> None:
    again = table(COLUMNS, ["Ida", "Vale", "05/06/2009", "Anytown High"])
    assert [child["dob"] for child in said(form(CHILD, HOME, again))["children"]] == [
        "2015-02-01",
        "2009-06-05",
    ]


def test_twins_stay_two(said: Said) -> None:
    twins = table(COLUMNS, ["Ida", "Vale", "01/02/2015", ""], ["Tom", "Vale", "01/02/2015", ""])
    assert [child["forename"] for child in said(form(line("Children", heading=2), twins))["children"]] == [
        "Ida",
        "Tom",
    ]
