"""Shapes of other councils' forms that once gave an answer to the wrong question."""

from __future__ import annotations

import pytest

from parsers.blocks import Block, Document, Line, Table, Text
from parsers.labels import LabelTables
from parsers.plain.reading import read_plain
from tests.unit.parsers.assembly.form_in_blocks import ASKED, CHILD, Said, cell, form, heading, line, table


def box(words: str) -> Table:
    return table([words])


def plain(text: str) -> Document:
    return read_plain(f"{text}\nConcern\nReason for referral: He was left alone overnight.\n{ASKED}")


REFERRER = line("Referrer details", heading=2)


# --- tables ------------------------------------------------------------------------------


def test_a_label_that_nobody_knows_ends_the_answer_before_it(said: Said) -> None:
    rows = table(["Surname", "Vale", "Zodiac sign", "Leo"], ["Forename", "Ida", "DOB", "01/02/2015"])
    assert said(form(CHILD, rows))["children"] == [
        {"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"}
    ]


def test_a_label_that_nobody_knows_is_no_answer_to_an_empty_one_before_it(said: Said) -> None:
    rows = table(["Surname", "", "Zodiac sign", ""], ["Forename", "Ida", "DOB", "01/02/2015"])
    assert said(form(CHILD, rows))["children"] == [{"forename": "Ida", "dob": "2015-02-01"}]


def test_a_date_in_three_boxes_is_one_date(said: Said) -> None:
    rows = [["Surname", "Vale"], ["Date of birth (DD MM YYYY)", "01", "02", "2015"]]
    assert said(form(CHILD, table(*rows)))["children"] == [{"surname": "Vale", "dob": "2015-02-01"}]


@pytest.mark.parametrize("digits", ["01022015", "9990000018"])
def test_a_box_for_each_character_is_one_answer(said: Said, digits: str) -> None:
    label, name, value = {
        8: ("Date of birth", "dob", "2015-02-01"),
        10: ("NHS number", "nhs_number", "9990000018"),
    }[len(digits)]
    found = said(form(CHILD, table(["Surname", "Vale"]), table([label, *digits])))
    assert found["children"] == [{"surname": "Vale", name: value}]


def test_a_title_that_nobody_knows_ends_the_part_above_it(said: Said) -> None:
    people = [["Name", "Relationship to child"], ["Ann Vale", "Mother"]]
    other = [["Crew on the scene"], ["Name", "Bo Reed"], ["Role", "Paramedic"], ["Email", "bo@crew.example"]]
    child = CHILD, table(["Name", "Ida Vale"])
    found = said(form(*child, line("Family members", heading=2), table(*people, *other)))
    assert found["people"] == [{"name": "Ann Vale", "relationship": "Mother"}]
    assert found["referrer"]["name"] == "Bo Reed"


def test_a_first_column_headed_by_what_its_rows_are_holds_their_names(said: Said) -> None:
    rows = table(["Child", "DOB", "School"], ["VALE, Ida", "01/02/2015", "Oak Primary"])
    assert said(form(rows))["children"] == [
        {"forename": "Ida", "surname": "VALE", "dob": "2015-02-01", "school": "Oak Primary"}
    ]


def test_grids_of_one_row_after_each_other_are_about_one_child(said: Said) -> None:
    first = table(["First name", "Last name"], ["Ida", "Vale"]), table(["DOB", "Gender"], ["1/2/2015", "F"])
    second = table(["First name", "Last name"], ["Jo", "Vale"]), table(["DOB", "Gender"], ["3/4/2017", "M"])
    found = said(form(CHILD, *first, line("Additional child", heading=2), *second))
    assert found["children"] == [
        {"forename": "Ida", "surname": "Vale", "dob": "2015-02-01", "gender": "female"},
        {"forename": "Jo", "surname": "Vale", "dob": "2017-04-03", "gender": "male"},
    ]


def test_an_address_as_above_is_that_of_the_child_before(said: Said) -> None:
    rows = table(
        ["Forename", "Surname", "DOB", "Address"],
        ["Ida", "Vale", "01/02/2015", "4 High Street, Hexby, HX2 2BB"],
        ["Jo", "Vale", "03/04/2017", "As above"],
    )
    assert [child.get("postcode") for child in said(form(CHILD, rows))["children"]] == ["HX2 2BB", "HX2 2BB"]


# --- labels side by side over boxes ------------------------------------------------------


def test_boxes_under_labels_side_by_side_are_their_answers(said: Said) -> None:
    child = CHILD, table(["Name", "Ida Vale"])
    found = said(form(*child, REFERRER, line("Name", "Job role"), box("Bo Reed"), box("Teacher")))
    assert found["referrer"] == {"name": "Bo Reed", "role": "Teacher"}


def test_boxes_fewer_than_the_labels_over_them_are_nobodys(said: Said) -> None:
    child = CHILD, table(["Name", "Ida Vale"])
    found = said(form(*child, REFERRER, line("Name", "Job role"), box("Teacher"), line("Email", "")))
    assert "referrer" not in found


# --- questions and text ------------------------------------------------------------------


def test_a_question_that_nobody_knows_ends_the_answer_before_it(said: Said) -> None:
    found = said(
        plain("Child's name: Ida Vale\nImpact on the child: She is tired.\nWhat is the dog called?\nRex")
    )
    assert found["concern"]["impact"] == "She is tired."


def test_a_question_in_the_childs_own_words_does_not_end_an_answer(said: Said) -> None:
    views = Line((Text("She cried."),)), Line((Text("Why can I not live with my nan?"),))
    found = said(form(CHILD, table(["Name", "Ida Vale"]), line("Views of the child", bold=True), *views))
    assert "my nan" in found["concern"]["child_views"]


def test_what_stands_under_a_form_is_no_answer(said: Said) -> None:
    end = (
        line("If not, why not?", bold=True),
        line("Powered by Form Maker"),
        line("Duty 01422 555 123, a@b.example"),
    )
    document = Document(
        (*form(CHILD, table(["Name", "Ida Vale"])).blocks, line("Are parents aware?"), *end), "html"
    )
    assert "information_sharing" not in said(document)


def test_an_empty_answer_never_takes_the_label_and_answer_on_the_next_line(said: Said) -> None:
    found = said(plain("Child details\nFirst name: Ida\nSurname: Vale\nKnown as:\nZodiac sign: Leo"))
    assert found["children"] == [{"forename": "Ida", "surname": "Vale"}]


@pytest.mark.parametrize("words", ["(no response)", "No answer given", "[not provided]"])
def test_words_for_no_answer_are_blank_and_close_the_question(said: Said, words: str) -> None:
    found = said(plain(f"Child details\nName: Ida Vale\nKnown as\n{words}\nZodiac sign"))
    assert found["children"] == [{"forename": "Ida", "surname": "Vale"}]


@pytest.mark.parametrize(
    "text",
    [
        "[Child details]\nFirst name = Ida\nSurname = Vale",
        "SECTION 1: Child details\nQ1.1 First name\nA: Ida\nQ1.2 Surname\nA: Vale",
        "Child details\n1. First name: Ida\n2. Surname: Vale",
    ],
)
def test_plain_text_forms_of_many_makers_are_read(said: Said, text: str) -> None:
    assert said(plain(text))["children"] == [{"forename": "Ida", "surname": "Vale"}]


def test_an_order_that_the_label_gives_parts_a_line_about_the_referrer(said: Said) -> None:
    rows = table(["Your name and job title", "Bo Reed, Paramedic"], ["Agency & address", "Hexby Ambulance"])
    found = said(form(CHILD, table(["Name", "Ida Vale"]), REFERRER, rows))
    assert found["referrer"] == {"name": "Bo Reed", "role": "Paramedic", "agency": "Hexby Ambulance"}


# --- labels ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "section", "path"),
    [
        ("Current school, college or nursery", "children", "children.school"),
        ("Date of birth or expected due date", "children", "children.dob_or_edd"),
        ("Bleep / telephone", "referrer", "referrer.phone"),
        ("NHS email", "referrer", "referrer.email"),
        ("Child 1: Full name", None, "children.name"),
        ("Home address (inc. postcode)", "children", "children.address"),
        ("Manager's mobile", "referrer", None),
    ],
)
def test_labels_are_read_by_their_parts(
    labels: LabelTables, label: str, section: str | None, path: str | None
) -> None:
    found = labels.field(label, section)
    assert (found.path if found and not found.ignored else None) == path


def test_an_answer_behind_a_question_is_no_part_of_the_label(labels: LabelTables) -> None:
    assert not labels.known("What is their relationship to the child? Mother")


@pytest.mark.parametrize(
    "title", ["Referral to Children’s Services", "What are your worries about this child?"]
)
def test_titles_and_questions_open_no_section(labels: LabelTables, title: str) -> None:
    assert labels.heading(title, marked=True) is None


def test_a_heading_may_name_several_kinds_of_people(labels: LabelTables) -> None:
    opens = labels.heading("Section C - Parent, carer or significant adult 2")
    assert opens is not None
    assert (opens.section, opens.number, opens.block) == ("people", 2, True)


# --- choices that nobody marked ------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "choices"),
    [
        ("Are parents aware of this referral?", ("Yes", "No")),
        ("Are parents aware of this referral?", ("Yes", "No", "Not known")),
        ("Has consent been given?", ("Y", "N")),
        ("Child's gender", ("Male", "Female", "Other")),
    ],
)
def test_choices_side_by_side_of_which_none_is_marked_are_no_answer(
    said: Said, question: str, choices: tuple[str, ...]
) -> None:
    read = said(form(CHILD, line("Child's surname", "Vale"), line(question, *choices)))
    assert "information_sharing" not in read
    assert read["children"] == [{"surname": "Vale"}]


# --- labels on one line, answers on the next -----------------------------------------------


def test_labels_side_by_side_over_their_answers_tell_one_child(said: Said) -> None:
    lines = [
        line("Forename", "Home address"),
        line("Ida", "4 Mill Lane, Hadlow"),
        line("Surname", "Postcode"),
        line("Vale", "LS9 6UR"),
    ]
    assert said(form(CHILD, *lines))["children"] == [
        {"forename": "Ida", "surname": "Vale", "address": "4 Mill Lane, Hadlow", "postcode": "LS9 6UR"}
    ]


def test_a_name_that_is_also_a_label_answers_beside_its_date_of_birth(said: Said) -> None:
    lines = [
        line("Forename", "Surname", "Date of birth"),
        line("Ida", "Church", "3 April 2015"),
    ]
    assert said(form(CHILD, *lines))["children"] == [
        {"forename": "Ida", "surname": "Church", "dob": "2015-04-03"}
    ]


def test_a_relationship_in_the_first_column_is_an_answer(said: Said) -> None:
    lines = [
        line("Relationship", "Name", "Telephone"),
        line("Mother", "Nell Vale", "07700 900123"),
    ]
    people = said(form(CHILD, line("Child's surname", "Vale"), heading("Family"), *lines))["people"]
    assert people == [{"name": "Nell Vale", "relationship": "Mother", "phone": "+447700900123"}]


def test_whom_columns_without_rules_are_about_is_said_in_the_bar_over_them(said: Said) -> None:
    blocks: list[Block] = [
        heading("Service user"),
        line("Name", "Nell Vale"),
        line("Relationship to child(ren)", "Mother"),
        table(["Children linked to the case"]),
        line("Forename", "Surname", "Date of birth"),
        line("Ida", "Vale", "3 April 2015"),
    ]
    read = said(form(*blocks))
    assert read["children"] == [{"forename": "Ida", "surname": "Vale", "dob": "2015-04-03"}]


def test_a_bar_in_bold_over_columns_is_no_answer_to_a_plain_question_before_it(said: Said) -> None:
    blocks: list[Block] = [
        line("Child's surname", "Vale"),
        line("Are the parents aware of this referral?", "No"),
        line("Reason if no"),
        table([cell("Read-coded problems", bold=True)]),
        table([cell("Date", bold=True), cell("Problem", bold=True)], ["03 Feb 2021", "Bronchiolitis"]),
    ]
    assert said(form(CHILD, *blocks))["information_sharing"] == {"parents_informed": "no"}


def test_labels_side_by_side_over_fewer_answers_are_answered_by_nothing(said: Said) -> None:
    read = said(form(CHILD, line("Surname", "Vale"), line("School", "GP practice"), line("Oakfield Academy")))
    assert read["children"] == [{"surname": "Vale"}]
