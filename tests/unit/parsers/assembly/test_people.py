"""One line about one person comes apart into what it says of them."""

from __future__ import annotations

import pytest

from parsers.assembly.people import names_in, people_in, person_of_line
from parsers.labels import LabelTables
from tests.unit.parsers.assembly.form_in_blocks import CHILD, Forms, Said, form, heading, line, table


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("VALE, Ann Mary, 02/03/1990", {"name": "VALE, Ann Mary", "dob": "02/03/1990"}),
        ("VALE, Ann (mother)", {"name": "VALE, Ann", "relationship": "mother"}),
        ("ANN, Mother", {"name": "ANN", "relationship": "Mother"}),
        ("Ann Vale, Mother", {"name": "Ann Vale", "relationship": "Mother"}),
        ("VALE, Male", {"name": "VALE", "gender": "Male"}),
    ],
)
def test_a_surname_in_capitals_before_a_comma_goes_with_its_first_name(
    line: str, said: dict[str, str], labels: LabelTables
) -> None:
    assert person_of_line(line, "", "people", labels) == said


@pytest.mark.parametrize("words", ["DOB", "D.O.B.", "date of birth", "born", "born on"])
def test_what_says_that_a_birthday_follows_is_no_part_of_the_name(words: str, labels: LabelTables) -> None:
    said = person_of_line(f"1. Ida Vale {words} 01/02/2015", "", "children", labels)
    assert said == {"name": "Ida Vale", "dob": "01/02/2015"}


def test_whoever_is_named_as_holding_parental_responsibility_holds_it(said: Said) -> None:
    rows = table(
        ["Mother", "Ann Vale", "Who has PR?", "Ann Vale"],
        ["Who else holds parental responsibility?", "Tom Moss (father)"],
    )
    found = said(
        form(heading("Children"), table(["Forename", "Ida"], ["Surname", "Vale"]), heading("Parents"), rows)
    )
    assert found["people"] == [
        {"name": "Ann Vale", "relationship": "Mother", "parental_responsibility": "yes"},
        {"name": "Tom Moss", "relationship": "father", "parental_responsibility": "yes"},
    ]


def test_a_parent_named_again_under_who_has_parental_responsibility_holds_it(said: Said) -> None:
    rows = table(
        ["Mother's name", "Ann Vale", "Mother's DOB", "02/03/1990"],
        ["Father's name", "Tom Moss", "Father's DOB", ""],
        ["Who has parental responsibility?", "Ann Vale"],
    )
    found = said(
        form(heading("Children"), table(["Forename", "Ida"], ["Surname", "Vale"]), heading("Parents"), rows)
    )
    assert [(person["name"], person.get("parental_responsibility")) for person in found["people"]] == [
        ("Ann Vale", "yes"),
        ("Tom Moss", None),
    ]


def test_a_yes_where_it_is_asked_who_holds_parental_responsibility_is_nobodys_name(said: Said) -> None:
    rows = table(["Mother", "Ann Vale", "Who has PR?", "Yes"])
    found = said(
        form(heading("Children"), table(["Forename", "Ida"], ["Surname", "Vale"]), heading("Parents"), rows)
    )
    assert [person["name"] for person in found["people"]] == ["Ann Vale"]


def test_a_line_of_a_calendar_is_nobodys_name(said: Said) -> None:
    found = said(
        form(
            line("Name of child"),
            line("12/05/2025 Civic Hall"),
            table(["Forename", "Ida"], ["Surname", "Vale"]),
        )
    )
    assert found["children"] == [{"forename": "Ida", "surname": "Vale"}]


@pytest.mark.parametrize(
    "name", ["N. Patel", "Y Chen", "N Patel-Shah", "N K Oyelaran", "Y. O'Hara", "N'Golo Vale"]
)
def test_a_name_that_begins_with_the_letter_of_a_no_or_a_yes_is_a_name(name: str, said: Said) -> None:
    child = table(["Forename", "Ida"], ["Surname", "Vale"], ["Mother", name])
    sender = table(["Name of referrer", name], ["Role", "Teacher"], ["Signed", name])
    found = said(form(heading("Children"), child, heading("Referrer"), sender))
    assert [person["name"] for person in found["people"]] == [name]
    assert (found["referrer"]["name"], found["signature"]["name"]) == (name, name)


@pytest.mark.parametrize("words", ["N", "No", "N Mum", "Y – lives here", "N Deceased", "N/K"])
def test_a_no_with_a_word_beside_it_is_nobodys_name(words: str, said: Said) -> None:
    found = said(
        form(heading("Children"), table(["Forename", "Ida"], ["Surname", "Vale"], ["Father", words]))
    )
    assert "people" not in found


@pytest.mark.parametrize("forename", ["N'Golo", "N’Dea"])
def test_a_childs_forename_that_begins_with_n_and_an_apostrophe_is_no_no(forename: str, said: Said) -> None:
    rows = table(
        ["Child's first name", forename], ["Child's surname", "Vale"], ["Date of birth", "01/02/2015"]
    )
    (child,) = said(form(heading("Child"), rows))["children"]
    assert (child["forename"], child["surname"]) == (forename, "Vale")


def test_a_gp_below_a_parents_name_is_the_childs_where_no_heading_parts_them(said: Said) -> None:
    lines = [
        "Child's name: Ida Vale",
        "Date of birth: 01/02/2015",
        "Mother's name: Ann Vale",
        "GP: Dr Rao, Any Surgery",
    ]
    (child,) = said(form(*map(line, lines)))["children"]
    assert child["gp"] == "Dr Rao, Any Surgery"


@pytest.mark.parametrize("asked", ["Ethnicity: White Irish", "Religion: Hindu", "NHS number: 999 000 0018"])
def test_what_else_stands_below_a_parents_name_is_not_made_the_childs(asked: str, said: Said) -> None:
    lines = ["Child's name: Ida Vale", "Date of birth: 01/02/2015", "Mother's name: Ann Vale"]
    with_more = said(form(*map(line, [*lines, "Mother's DOB: 02/03/1990", asked])))
    assert with_more["children"] == said(form(*map(line, lines)))["children"]


def test_a_line_longer_than_what_is_said_of_a_person_names_nobody() -> None:
    """To look for dates and addresses of email in it would take as long as the square of its length."""
    assert names_in("Ann Vale, Bo Vale") == ["Ann Vale", "Bo Vale"]
    assert not names_in(f"Ann Vale{'.' * 5000}, Bo Vale")


@pytest.mark.parametrize(
    ("line", "people"),
    [
        (
            "Ann Lee (mother) and Bo Lee (father, lives at 9 Dock Row)",
            ["Ann Lee (mother)", "Bo Lee (father, lives at 9 Dock Row)"],
        ),
        ("Ann Lee, mother, 12/3/1990; Bo Lee, father", ["Ann Lee, mother, 12/3/1990", "Bo Lee, father"]),
        ("Ann Lee - mother / Bo Lee - father", ["Ann Lee - mother", "Bo Lee - father"]),
        ("Mum Ann Lee 3/4/88, stepdad Bo Lee", ["Mum Ann Lee 3/4/88", "stepdad Bo Lee"]),
        ("Cy Vale (3), Di Vale 2/3/2019", ["Cy Vale (3)", "Di Vale 2/3/2019"]),
        ("Cy Vale and Di Vale", ["Cy Vale", "Di Vale"]),
    ],
)
def test_a_line_about_several_people_is_cut_between_them(
    line: str, people: list[str], labels: LabelTables
) -> None:
    assert people_in(line, "people", labels) == people


@pytest.mark.parametrize(
    "line",
    [
        "LEE, Ann",
        "Ann Lee (mother), 01/02/1980, 07700 900123",
        "Cy Vale, Any Primary School, 2/3/2019",
        "Ann and Bo Lee",
        "Ann Lee, mother, and her partner",
    ],
)
def test_a_line_about_one_person_is_not_cut(line: str, labels: LabelTables) -> None:
    assert people_in(line, "people", labels) == [line]


def test_a_word_of_kin_before_a_name_is_no_part_of_it(labels: LabelTables) -> None:
    assert person_of_line("Mum Ann Lee", "", "people", labels) == {"name": "Ann Lee", "relationship": "Mum"}


@pytest.mark.parametrize("label", ["Household", "Family composition", "Parents", "Household members"])
def test_relatives_behind_a_headings_words_are_people(label: str, said: Said) -> None:
    found = said(
        form(
            line("Child's name: Ida Vale"),
            line(f"{label}: Mum Ann Lee 3/4/1988, stepdad Bo Lee"),
            line("Reason: Hit."),
        )
    )
    assert found["people"] == [
        {"name": "Ann Lee", "dob": "1988-04-03", "relationship": "Mum"},
        {"name": "Bo Lee", "relationship": "stepdad"},
    ]


@pytest.mark.parametrize("words", ["separated since 2019", "chaotic, mother drinks", "not seen"])
def test_what_is_told_of_a_family_behind_its_heading_is_nobody(words: str, said: Said) -> None:
    assert not said(
        form(line("Child's name: Ida Vale"), line(f"Parents: {words}"), line("Reason: Hit."))
    ).get("people")


@pytest.mark.parametrize("place", ["Low Road Primary School", "Hexby Health Centre", "St Any's Hospital"])
def test_what_somebody_does_at_a_place_is_their_role_and_the_place_their_agency(
    place: str, labels: LabelTables
) -> None:
    said = person_of_line(f"Ann Vale, Health Visitor at {place}", "", "professionals", labels)
    assert said == {"name": "Ann Vale", "role": "Health Visitor", "agency": place}


@pytest.mark.parametrize("number", ["GMC 7700001", "PIN 77120", "NMC no. 98I1234E", "Collar number 4471"])
def test_the_number_under_which_somebody_is_registered_is_no_agency(number: str, labels: LabelTables) -> None:
    said = person_of_line(f"Dr Ann Vale, GP partner, {number}", "", "professionals", labels)
    assert said == {"name": "Dr Ann Vale", "role": "GP partner"}


def test_lines_under_a_title_of_carers_tell_of_one_person_each(said: Said) -> None:
    told = (
        line("Ann Vale – mother – born 3.2.1983 – mob 07700 900123"),
        line("Tom Reed – step-father"),
    )
    found = said(form(CHILD, table(["Forename", "Ida"]), line("Parent / carer details", bold=True), *told))
    assert found["people"] == [
        {"name": "Ann Vale", "relationship": "mother", "dob": "1983-02-03", "phone": "+447700900123"},
        {"name": "Tom Reed", "relationship": "step-father"},
    ]


@pytest.mark.parametrize(
    "title", ["Children and Families Assessment Referral (CF1)", "Family Support Request (v2.1)"]
)
def test_the_desks_own_numbers_below_a_forms_title_are_nobodys(said: Said, title: str) -> None:
    told = line("Email completed forms to desk@hub.example. Professionals line 01632 960500.")
    found = said(form(heading(title), told, CHILD, table(["Forename", "Ida"])))
    assert "people" not in found


@pytest.mark.parametrize("asked", ["Parents", "Household members", "Adults in the household", "Other adults"])
def test_relatives_on_lines_of_their_own_beside_whom_is_asked_for_are_each_kept(
    said: Said, asked: str
) -> None:
    told = "Ann Vale – mother – 07700 900123\nTom Reed – step-father"
    found = said(form(CHILD, table(["Forename", "Ida"], ["School", "Any School"], [asked, told])))
    assert [(one["name"], one["relationship"]) for one in found["people"]] == [
        ("Ann Vale", "mother"),
        ("Tom Reed", "step-father"),
    ]


@pytest.mark.parametrize("title", ["Sgt (retd)", "Maj (ret'd)", "Dr (Mrs)"])
def test_brackets_behind_a_title_do_not_end_the_name(title: str, labels: LabelTables) -> None:
    said = person_of_line(f"{title} Ann Vale, pastoral manager, Hexby School", "", "professionals", labels)
    assert said["role"] == "pastoral manager"
    assert said["name"].endswith("Ann Vale")
    assert said["agency"] == "Hexby School"


def test_a_child_of_whom_one_of_two_names_may_be_right_has_none_and_an_officer_is_told(
    forms: Forms,
) -> None:
    rows = table(["Child's name", "Ida Vale or Moss"], ["Date of birth", "01/02/2015"])
    [found] = forms(form(heading("Child"), rows))
    [child] = found.form.children
    assert (child.forename, child.surname, child.dob) == (None, None, "2015-02-01")
    assert any("Ida Vale or Moss" in warning for warning in found.warnings)
