"""Every shape of table that forms are made of, one by one."""

from __future__ import annotations

import pytest

from parsers.blocks import Cell, Document, Line, Table, Text
from tests.unit.parsers.assembly.form_in_blocks import Forms, Said, cell, form, heading, line, table

CHILDREN = heading("Children")
HEADER: list[str | Cell] = ["Surname", "Forename", "DOB", "School"]


def test_a_row_is_a_child_and_an_empty_row_is_nobody(said: Said) -> None:
    found = said(form(CHILDREN, table(HEADER, ["Vale", "Ida", "01/02/2015", ""], ["", "", "DD/MM/YYYY", ""])))
    assert found["children"] == [{"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"}]


def test_a_header_repeated_on_the_next_page_is_no_child(said: Said) -> None:
    found = said(
        form(
            CHILDREN,
            table(HEADER, ["Vale", "Ida", "01/02/2015", ""], HEADER, ["Vale", "Jo", "01/02/2017", ""]),
        )
    )
    assert [child["forename"] for child in found["children"]] == ["Ida", "Jo"]


def test_a_row_that_only_goes_on_belongs_to_the_row_before(said: Said) -> None:
    people = table(
        ["Name", "Relationship to child", "DOB", "Address"],
        ["Ann Vale", "Mother", "", "1 Low Road,"],
        ["", "", "", "Hexby, HX1 1AA"],
    )
    found = said(form(CHILDREN, table(HEADER, ["Vale", "Ida", "", ""]), heading("Household"), people))
    assert found["people"] == [
        {"name": "Ann Vale", "relationship": "Mother", "address": "1 Low Road, Hexby", "postcode": "HX1 1AA"}
    ]


def test_what_is_asked_once_for_all_children_stands_on_each(said: Said) -> None:
    shared = table(["Home address", "1 Low Road, Hexby, HX1 1AA", "GP", "Dr Moss"])
    found = said(form(CHILDREN, table(HEADER, ["Vale", "Ida", "", ""], ["Vale", "Jo", "", ""]), shared))
    assert [(child["postcode"], child["gp"]) for child in found["children"]] == [("HX1 1AA", "Dr Moss")] * 2


def test_an_address_if_different_that_is_left_empty_is_blank(said: Said) -> None:
    people = table(["Name", "Relationship", "Address, if different"], ["Ann Vale", "Mother", ""])
    shared = table(["Home address", "1 Low Road, Hexby, HX1 1AA"])
    found = said(form(CHILDREN, table(HEADER, ["Vale", "Ida", "", ""]), shared, heading("Parents"), people))
    assert found["people"] == [{"name": "Ann Vale", "relationship": "Mother"}]


def test_a_role_printed_beforehand_is_no_professional(said: Said) -> None:
    rows = table(["Role", "Name", "Telephone"], ["GP", "", ""], ["School nurse", "Pat Hill", ""])
    found = said(form(CHILDREN, table(HEADER, ["Vale", "Ida", "", ""]), heading("Professionals"), rows))
    assert found["professionals"] == [{"name": "Pat Hill", "role": "School nurse"}]


def test_the_headers_tell_whose_rows_they_are_without_a_heading(said: Said) -> None:
    people = table(["Name", "DOB", "Relationship to child", "PR"], ["Ann Vale", "02/03/1990", "Mother", "Y"])
    found = said(form(CHILDREN, table(HEADER, ["Vale", "Ida", "", ""]), people))
    assert found["people"][0]["parental_responsibility"] == "yes"
    assert len(found["children"]) == 1


def test_label_and_answer_may_share_a_cell(said: Said) -> None:
    found = said(
        form(CHILDREN, table(["First name: Ida", "Last name: Vale"], ["Also known as: ", "DOB: 1 May 2015"]))
    )
    assert found["children"] == [{"forename": "Ida", "surname": "Vale", "dob": "2015-05-01"}]


def test_an_empty_answer_never_takes_the_next_label(said: Said) -> None:
    rows = table(["Forename", "Ida", "Surname", ""], ["Religion", "", "GP", ""], ["School", "", "DOB", ""])
    assert said(form(CHILDREN, rows))["children"] == [{"forename": "Ida"}]


def test_an_unknown_label_keeps_its_answer_to_itself(forms: Forms) -> None:
    rows = table(["Forename", "Ida"], ["Religion", ""], ["Favourite colour", "Blue"], ["Surname", "Vale"])
    (found,) = forms(form(CHILDREN, rows))
    assert found.form.children[0].religion is None
    assert found.unknown_labels == ["Favourite colour"]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("Yes ☐  No ☒", "no"),
        ("☒ Yes  ☐ No", "yes"),
        ("[X] Yes [ ] No", "yes"),
        ("/ N (delete as appropriate)", "no"),
        ("Y / (delete as appropriate)", "yes"),
        ("Yes / No (delete as appropriate)", None),
        ("☐ Yes ☐ No ☒ Not known", "not_known"),
        ("☒ Yes ☒ No", None),
    ],
)
def test_the_answer_to_yes_or_no_is_what_was_chosen(forms: Forms, answer: str, told: str | None) -> None:
    document = Document(
        (
            *form(CHILDREN, table(["Forename", "Ida", "Surname", "Vale"])).blocks,
            table(["Are parents aware?", answer]),
        ),
        "word",
    )
    assert forms(document)[0].form.information_sharing.parents_informed == told


def test_yes_and_no_in_cells_of_their_own_with_a_typed_cross(said: Said) -> None:
    rows = table(["Is the child aware of this referral?", "Yes", "", "No", "X"])
    found = said(form(CHILDREN, table(["Forename", "Ida", "Surname", "Vale"]), heading("Consent"), rows))
    assert found["information_sharing"] == {"child_informed": "no"}


def test_tables_inside_cells_are_read_in_place(said: Said) -> None:
    inner = table(["First name"], ["Ida"])
    surname = table(["Last name"], ["Vale"])
    outer = Table(((Cell((Text("Child 1"),)),), (Cell((), tables=(inner, surname)),)))
    assert said(form(outer))["children"] == [{"forename": "Ida", "surname": "Vale"}]


def test_a_form_field_is_never_a_label(said: Said) -> None:
    role = Cell((Text("Name", filled=True),))
    rows = table(
        ["Forename", Cell((Text("Surname", filled=True),)), "Surname", Cell((Text("Vale", filled=True),))]
    )
    found = said(form(CHILDREN, rows, heading("Referrer"), table(["Role", role])))
    assert found["children"] == [{"forename": "Surname", "surname": "Vale"}]
    assert found["referrer"] == {"role": "Name"}


def test_a_fields_own_name_speaks_where_the_label_is_silent(said: Said) -> None:
    rows = table(
        ["Xyzzy", Cell((Text("Ida", filled=True, hint="Child 1 First Name"),))],
        ["Plugh", Cell((Text("Vale", filled=True, hint="children1_surname"),))],
        ["Frotz", Cell((Text("nothing", filled=True, hint="Text12"),))],
    )
    assert said(form(CHILDREN, rows))["children"] == [{"forename": "Ida", "surname": "Vale"}]


def test_a_table_as_deep_as_an_attacker_likes_is_left_alone(forms: Forms) -> None:
    inner = table(["Forename", "Ida"])
    for _ in range(200):
        inner = Table(((Cell((), tables=(inner,)),),))
    assert forms(Document((inner,), "html")) == []


def test_numbers_down_the_first_column_of_children_make_nobody_a_relative(said: Said) -> None:
    rows = table(
        ["", "Child 1", "Child 2"],
        ["Surname", "Vale", "Vale"],
        ["Forename(s)", "Ida", "Jo"],
        ["Date of birth / due date", "01/02/2015", "03/04/2017"],
        ["NHS number", "999 000 1111", ""],
        ["School", "Hexby Infants", ""],
    )
    found = said(form(heading("Consent"), table(["Has consent been given?", "No"]), rows))
    assert found["children"] == [
        {
            "forename": "Ida",
            "surname": "Vale",
            "dob": "2015-02-01",
            "nhs_number": "9990001111",
            "school": "Hexby Infants",
        },
        {"forename": "Jo", "surname": "Vale", "dob": "2017-04-03"},
    ]


def test_children_living_at_the_above_address_live_there_and_an_empty_row_nowhere(said: Said) -> None:
    first = table(
        ["Name of child", "Date of birth", "Address"],
        ["Ida Vale", "01/02/2015", "1 Low Road, Hexby, HX1 1AA"],
    )
    others = table(
        ["First name", "Surname", "DOB"],
        ["Ida", "Vale", "01/02/2015"],
        ["Jo", "Vale", "03/04/2017"],
        ["", "", ""],
    )
    found = said(form(first, heading("Children under 18 living at the above address"), others))
    assert [(child["forename"], child["postcode"]) for child in found["children"]] == [
        ("Ida", "HX1 1AA"),
        ("Jo", "HX1 1AA"),
    ]


def test_the_lines_of_a_home_address_are_one_childs(said: Said) -> None:
    rows = table(
        ["Full name of child", "Ida Vale"], ["Home address line 1", "Wren Cottage"], ["Home address line 2", "8 Church Lane"],
        ["Town", "Hexby"], ["Postcode", "HX1 1AA"],
    )  # fmt: skip
    (child,) = said(form(CHILDREN, rows))["children"]
    assert (child["address"], child["postcode"]) == ("Wren Cottage, 8 Church Lane, Hexby", "HX1 1AA")


def test_what_is_asked_after_an_empty_block_is_said_of_all_the_children(said: Said) -> None:
    def block(number: int, forename: str) -> tuple[Line, Table]:
        return line(f"Child {number}", bold=True), table(
            ["First name", forename], ["Family name", forename and "Vale"]
        )

    blocks = [item for number, name in ((1, "Ida"), (2, "Jo"), (3, "")) for item in block(number, name)]
    home = table(["Home address", "1 Low Road, Hexby, HX1 1AA"], ["First language", "English"])
    found = said(form(*blocks, line("Home", bold=True), home))
    assert [
        (child["forename"], child["first_language"], child["postcode"]) for child in found["children"]
    ] == [
        ("Ida", "English", "HX1 1AA"),
        ("Jo", "English", "HX1 1AA"),
    ]


def test_a_question_printed_where_the_reason_goes_is_no_reason(said: Said) -> None:
    asked = table(["What are you worried about?", "Be specific: what did you see, and when?"])
    found = said(form(CHILDREN, table(HEADER, ["Vale", "Ida", "01/02/2015", ""]), asked))
    assert found["concern"]["reason"] == "He was left alone overnight."


def test_an_empty_label_is_not_answered_by_the_question_and_its_answer_beside_it(said: Said) -> None:
    rows = table(
        ["Name\nIvor Blake", "Agency\nRedford Post Office", "Telephone\n07700 900909"],
        ["Email", "Do the parents know about this contact?\nNo", "Date\n1/3/26"],
    )
    found = said(form(CHILDREN, table(HEADER, ["Vale", "Ida", "01/02/2015", ""]), heading("Referrer"), rows))
    assert "email" not in found["referrer"]
    assert found["information_sharing"]["parents_informed"] == "no"


def test_a_date_below_who_completed_the_form_is_the_forms_wherever_the_last_heading_was(said: Said) -> None:
    others = heading("Other professionals"), table(["Name", "Role"], ["Jo Penn", "School nurse"])
    ends = table(["Completed by", "Kit Lowe"], ["Role", "Midwife"], ["Date", "24 February 2026"])
    found = said(form(CHILDREN, table(HEADER, ["Vale", "Ida", "01/02/2015", ""]), *others, ends))
    assert (found["referrer"]["name"], found["completed_on"]) == ("Kit Lowe", "2026-02-24")


def test_where_the_children_live_now_is_their_address(said: Said) -> None:
    where = table(["Address where the children are living now", "Room 3, Any Hotel, 1 Low Road, Hexby"])
    (child,) = said(form(CHILDREN, table(HEADER, ["Vale", "Ida", "01/02/2015", ""]), where))["children"]
    assert child["address"] == "Room 3, Any Hotel, 1 Low Road, Hexby"


def test_a_title_in_a_bar_of_its_own_ends_the_table_of_professionals(said: Said) -> None:
    workers = table(["Name", "Role", "Agency"], ["Bo Hill", "Midwife", "Any Trust"])
    bar = table([cell("Origin of enquiry", bold=True)])
    writer = table(["Name", "Ann Lee"], ["Job title", "Nurse"], ["Agency", "Any Surgery"])
    found = said(
        form(CHILDREN, table(HEADER, ["Vale", "Ida", "", ""]), heading("Professionals"), workers, bar, writer)
    )
    assert [worker["name"] for worker in found["professionals"]] == ["Bo Hill"]
    assert found["referrer"] == {"name": "Ann Lee", "role": "Nurse", "agency": "Any Surgery"}


def test_a_bold_title_over_labels_above_their_answers_ends_the_block_above(said: Said) -> None:
    ida = [["Name\nIda Vale"], ["DOB\n01/02/2015"]]
    bea = [["Name\nBea Vale"], ["Relationship to child\nMother"], ["DOB\n05/06/2004"]]
    found = said(form(CHILDREN, table(*ida, [cell("Unknown party", bold=True)], *bea)))
    assert [child["forename"] for child in found["children"]] == ["Ida"]
    assert [person["name"] for person in found["people"]] == ["Bea Vale"]


def test_an_unanswered_question_takes_no_label_with_its_answer_from_the_row_below(said: Said) -> None:
    tracked = Cell((Text("Tracking code", bold=True), Text("442570515742")))
    rows = table(["Have the parents been informed?\nNo"], ["If no, reason"], [tracked])
    found = said(form(CHILDREN, table(HEADER, ["Vale", "Ida", "", ""]), rows))
    assert "parents_not_informed_reason" not in found["information_sharing"]


def test_a_title_in_bold_in_a_box_over_a_box_of_text_is_its_question(said: Said) -> None:
    asked = table([cell("Presenting issue and safeguarding concern", bold=True)], ["He was hit with a belt."])
    found = said(form(CHILDREN, table(HEADER, ["Vale", "Ida", "", ""]), asked))
    assert found["concern"]["reason"] == "He was hit with a belt."


@pytest.mark.parametrize("first", ["No.", "#"])
def test_one_row_under_titles_without_rules_is_read_by_its_titles(said: Said, first: str) -> None:
    titles = line(first, "Surname", "First name", "D.O.B", "School")
    row = line("1", "Vale", "Ida", "01/02/2015", "Any Infant School")
    found = said(form(CHILDREN, titles, row, line("2"), line("3")))
    assert found["children"] == [
        {"forename": "Ida", "surname": "Vale", "dob": "2015-02-01", "school": "Any Infant School"}
    ]


def test_a_mother_in_the_column_for_the_relationship_is_an_answer(said: Said) -> None:
    titles = line("Name", "Relationship", "Contact no.")
    rows = (line("Ann Vale", "Mother", "07700 900307"), line("Bo Vale", "Father", "07700 900519"))
    found = said(
        form(CHILDREN, table(HEADER, ["Vale", "Ida", "", ""]), heading("Parents or carers"), titles, *rows)
    )
    assert found["people"] == [
        {"name": "Ann Vale", "relationship": "Mother", "phone": "+447700900307"},
        {"name": "Bo Vale", "relationship": "Father", "phone": "+447700900519"},
    ]


def test_a_title_in_a_bar_over_labels_ends_the_section_above(said: Said) -> None:
    writer = (heading("Referrer"), table(["Name", "Ann Lee"], ["Agency", "Any School"]))
    bar = table([cell("Pupil basics", bold=True)])
    asked = (line("Legal first name"), line("Ida"), line("Legal last name"), line("Vale"))
    found = said(form(*writer, bar, *asked, line("Date of birth"), line("01/02/2015")))
    assert found["children"] == [{"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"}]
