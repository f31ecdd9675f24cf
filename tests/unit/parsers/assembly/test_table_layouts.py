"""Layouts of tables whose columns say what their words do not: numbers, bold type, marks."""

from __future__ import annotations

import pytest

from parsers.blocks import Cell, Document, Line, Table, Text
from tests.unit.parsers.assembly.form_in_blocks import Said, cell, form, heading, line, table

CHILD = table(["Child's first name", "Ida"], ["Child's surname", "Vale"])


def test_a_column_of_numbers_before_the_questions_is_no_question(said: Said) -> None:
    rows = [
        ["A1", "Your name", "Bo Reed"],
        ["A2", "Your organisation", "Oak House"],
        ["A3", "Favourite colour", "Blue"],
        ["A4", "Your phone number", "023 9200 0100"],
    ]
    assert said(form(heading("Referrer details"), table(*rows), CHILD))["referrer"] == {
        "name": "Bo Reed",
        "agency": "Oak House",
        "phone": "+442392000100",
    }


def test_a_label_over_its_answer_is_not_the_label_of_the_cell_beside_it(said: Said) -> None:
    rows = [
        ["Name of person making referral\nBo Reed", "Your role\nHealth Visitor"],
        ["Your organisation\nOak House", "Tel no.\n023 9200 0100"],
    ]
    assert said(form(heading("Referrer details"), table(*rows), CHILD))["referrer"] == {
        "name": "Bo Reed",
        "role": "Health Visitor",
        "agency": "Oak House",
        "phone": "+442392000100",
    }


def test_a_relationship_under_its_label_in_one_cell_opens_no_block_about_a_mother(said: Said) -> None:
    rows = [["Name\nBo Reed", "Relationship to child\nMother", "Telephone\n023 9200 0100"]]
    assert said(form(CHILD, heading("Parents and carers"), table(*rows)))["people"] == [
        {"name": "Bo Reed", "relationship": "Mother", "phone": "+442392000100"}
    ]


def test_a_question_over_its_boxes_is_no_title_though_its_words_are_one_elsewhere(said: Said) -> None:
    rows = [["Parents informed of referral?\n☒ Yes ☐ No"], ["Consent to share information?\n☐ Yes ☒ No"]]
    assert said(form(CHILD, table(*rows)))["information_sharing"] == {
        "parents_informed": "yes",
        "consent_obtained": "no",
    }


def test_several_questions_under_a_title_in_one_cell_are_answered_each_by_itself(said: Said) -> None:
    card = "Concerns\nWhat are you worried about?\nIda came in cold.\nWhat is working well?\nShe eats well."
    consent = (
        "Consent\nHave you told the parents or carers about this referral?\nNo\nIf no, why not?\nNot safe."
    )
    told = said(form(CHILD, table([card]), table([consent])))
    assert told["concern"] == {"reason": "Ida came in cold.", "strengths": "She eats well."}
    assert told["information_sharing"] == {
        "parents_informed": "no",
        "parents_not_informed_reason": "Not safe.",
    }


def test_a_scans_heading_behind_cells_that_are_none_keeps_a_parent_from_the_children(said: Said) -> None:
    def seen(*words: str) -> tuple[Cell, ...]:
        return tuple(Cell((Text(text, confidence=0.9),) if text else ()) for text in words)

    rows = (
        seen("First name", "Ida", "Surname", "Vale"),
        seen("", "", "Parent / carer details", ""),
        seen("Name", "Jill Moor", "Date of birth", "04/03/1970"),
    )
    told = said(form(heading("Child"), Table(rows)))
    assert told["children"] == [{"forename": "Ida", "surname": "Vale"}]
    assert told["people"] == [{"name": "Jill Moor", "dob": "1970-03-04"}]


def test_a_label_that_goes_on_in_other_words_is_one_label(said: Said) -> None:
    rows = [["Name of person\nmaking the referral", "Bo Reed"], ["Your role\nIf other, please say", "Nurse"]]
    assert said(form(heading("Referrer details"), table(*rows), CHILD))["referrer"] == {
        "name": "Bo Reed",
        "role": "Nurse",
    }


def test_a_turned_table_headed_by_ordinals_is_a_child_to_a_column(said: Said) -> None:
    rows = [
        ["", "First child", "Second child", "Third child"],
        ["Legal first name(s)", "Ida", "Jo", "Unborn baby"],
        ["Legal last name", "Vale", "Moor", "Vale"],
        ["Date of birth", "01/02/2015", "03/04/2017", ""],
    ]
    assert said(form(table(*rows)))["children"] == [
        {"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"},
        {"forename": "Jo", "surname": "Moor", "dob": "2017-04-03"},
        {"surname": "Vale", "unborn": "yes"},
    ]


def test_a_turned_table_headed_by_figures_names_nobody_by_them(said: Said) -> None:
    rows = [["Adults", "1", "2"], ["Name", "Ann Vale", "Bob Vale"], ["Relationship", "Mother", "Father"]]
    assert said(form(CHILD, table(*rows)))["people"] == [
        {"name": "Ann Vale", "relationship": "Mother"},
        {"name": "Bob Vale", "relationship": "Father"},
    ]


def test_the_number_of_a_row_that_nobody_filled_is_nobodys_name(said: Said) -> None:
    rows = [["Child", "Name", "Date of birth", "School"], ["1", "Ida Vale", "01/02/2015", "Hexby Infants"]]
    rows += [["2\n3", "Jo Vale", "03/04/2017", "Hexby Infants"]]
    found = said(form(heading("Children"), table(*rows)))["children"]
    assert [child["forename"] for child in found] == ["Ida", "Jo"]


def test_a_bold_row_over_a_plain_one_is_labels_though_nobody_knows_them_all(said: Said) -> None:
    rows = table(
        [cell("Your organisation", bold=True), cell("Colour of your front door", bold=True)],
        ["Oak House", "Green"],
        [cell("Your name", bold=True), cell("Lucky number of the day", bold=True)],
        ["Bo Reed", "17"],
    )
    assert said(form(heading("Referrer details"), rows, CHILD))["referrer"] == {
        "name": "Bo Reed",
        "agency": "Oak House",
    }


@pytest.mark.parametrize(
    ("cells", "told"), [(["Yes  ✔", "No"], "yes"), (["Yes", "No  ✔"], "no"), (["Yes", "No"], None)]
)
def test_a_mark_behind_one_of_two_options_in_cells_of_their_own_is_the_answer(
    said: Said, cells: list[str], told: str | None
) -> None:
    found = said(form(CHILD, heading("12. Have parents/carers been informed?"), table(cells)))
    assert found.get("information_sharing", {}).get("parents_informed") == told


def test_a_table_of_ticks_is_read_though_its_corner_is_a_label(said: Said) -> None:
    rows = [
        ["Please tick", "Yes", "No", "N/K"],
        ["Are the parents aware of this referral?", "✓", "", ""],
        ["Have the parents given consent?", "", "✓", ""],
    ]
    assert said(form(CHILD, table(*rows)))["information_sharing"] == {
        "parents_informed": "yes",
        "consent_obtained": "no",
    }


def test_a_first_column_of_professions_beside_a_column_of_names_is_their_role(said: Said) -> None:
    rows = [
        ["Professional network", "Name", "Tel", "Email"],
        ["Social Worker", "", "", ""],
        ["School nurse", "Una Teale", "023 9200 0101", ""],
    ]
    assert said(form(CHILD, table(*rows)))["professionals"] == [
        {"name": "Una Teale", "role": "School nurse", "phone": "+442392000101"}
    ]


def test_a_question_numbered_with_a_letter_ends_the_one_before_it(said: Said) -> None:
    asked = table(
        ["3a. What has happened to make you contact us today?"],
        ["Ann was hurt."],
        ["3b. What effect is this having on the child?"],
        ["Ida cannot sleep."],
    )
    found = said(form(CHILD, heading("Your concerns"), asked))["concern"]
    assert (found["reason"], found["impact"]) == ("Ann was hurt.", "Ida cannot sleep.")


def test_a_cell_that_spans_rows_of_pairs_is_their_heading(said: Said) -> None:
    stub, pairs = Cell((Text("CHILD"),), rowspan=2), [["Name", "Ida Vale", "Hospital no.", "H4471"]]
    pairs.append(["Date of birth", "01/02/2015", "Ward", "Bluebell"])
    first, second = (tuple(cell(words) for words in row) for row in pairs)
    assert said(form(Table(((stub, *first), second))))["children"] == [
        {"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"}
    ]


def test_an_expectant_mother_is_not_the_child(said: Said) -> None:
    mother = table(["Expectant mother"], ["Name", "Ann Vale"], ["Date of birth", "06/06/2004"])
    baby = table(["Unborn baby"], ["Estimated date of delivery", "29/01/2026"])
    found = said(form(mother, baby))
    assert found["people"] == [{"name": "Ann Vale", "dob": "2004-06-06", "relationship": "Mother"}]
    assert found["children"] == [{"unborn": "yes", "edd": "2026-01-29"}]


def test_whether_a_child_was_told_is_not_what_the_child_says(said: Said) -> None:
    asked = table(["Has the young person been told about this referral? Yes/No"], ["No"])
    found = said(form(CHILD, asked))
    assert found["information_sharing"] == {"child_informed": "no"}
    assert "child_views" not in found["concern"]


def test_root_signs_typed_as_ticks_answer_a_table_of_questions(said: Said) -> None:
    asked = table(
        ["", "Yes", "No"],
        ["Is the parent/carer aware of the referral?", "√", ""],
        ["Has consent been given to share information?", "", "√"],
    )
    found = said(form(CHILD, table(["Name of child", "Ida Vale"]), asked))
    assert found["information_sharing"] == {"parents_informed": "yes", "consent_obtained": "no"}


def test_a_cross_in_the_cell_beside_a_kind_of_concern_ticks_it(said: Said) -> None:
    kinds = table(
        [cell("Type of concern", span=4)],
        ["Neglect", "X", "Physical abuse", ""],
        ["Emotional abuse", "", "Sexual abuse", ""],
        ["Domestic abuse", "√", "", ""],
    )
    found = said(form(CHILD, table(["Name of child", "Ida Vale"]), kinds))
    assert sorted(found["concern"]["types"]) == ["Domestic abuse", "Neglect"]


def test_an_answer_over_the_columns_of_all_the_children_is_each_ones_and_nobody_elses(said: Said) -> None:
    rows = table(
        ["Details", "1st child", "2nd child", "3rd child"],
        ["Family name", "Vale", "Vale", ""],
        ["Given name", "Ida", "Tom", ""],
        ["Date of birth", "01/02/2015", "03/04/2016", ""],
        ["Home address", cell("2 Mill Lane, Wexbury, NE4 2PS", span=3)],
    )
    found = said(form(rows))["children"]
    assert [(child["forename"], child["address"]) for child in found] == [
        ("Ida", "2 Mill Lane, Wexbury"),
        ("Tom", "2 Mill Lane, Wexbury"),
    ]


def test_a_row_of_words_over_fields_to_fill_heads_their_columns(said: Said) -> None:
    fields = tuple(Cell((Text(answer, filled=True),)) for answer in ("Ida Vale", "about 9", "Y"))
    header = tuple(Cell((Text(label),)) for label in ("Name", "Age / DOB", "Seen at the house?"))
    found = said(form(heading("Children"), Table((header, fields))))
    assert found["children"] == [{"forename": "Ida", "surname": "Vale", "age": 9}]


def test_a_label_with_nothing_under_it_takes_no_cell_that_has_its_own_label(said: Said) -> None:
    def both(label: str, answer: str) -> Cell:
        return Cell((Text(label), Text(answer)))

    rows = table(
        [both("Family name", "Vale"), both("First name", "Ida")],
        [cell("Known as"), both("Date of birth", "1 February 2015")],
        [cell("Religion"), cell("First language")],
    )
    found = said(form(heading("Child"), rows))["children"]
    assert found == [{"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"}]


def test_a_column_headed_by_whom_the_rows_are_beside_one_of_names_tells_what_they_do(said: Said) -> None:
    rows = table(["Professional", "Name", "Phone"], ["Play worker", "Ann Lee", "07700 900123"])
    found = said(form(CHILD, heading("Professionals involved"), rows))["professionals"]
    assert found == [{"name": "Ann Lee", "role": "Play worker", "phone": "+447700900123"}]


def test_help_in_italics_between_a_plain_label_and_its_answer_in_one_cell_is_left_out(said: Said) -> None:
    texts = (
        Text("Reason for referral"),
        Text("Be specific. Refer to the guide.", quiet=True),
        Text("He was alone overnight."),
    )
    found = said(form(CHILD, table(["Name", "Ida Vale"]), Table(((Cell(texts, colspan=2),),))))
    assert found["concern"]["reason"].startswith("He was alone overnight.")


def test_what_is_printed_between_a_label_and_its_field_is_no_answer(said: Said) -> None:
    asked = Line(
        (Text("What happened?", bold=True), Text("Please keep to the facts."), Text("She fell.", filled=True))
    )
    found = said(Document((CHILD, table(["Name", "Ida Vale"]), heading("Concern"), asked), "acroform"))
    assert found["concern"]["reason"] == "She fell."


def test_what_is_requested_in_a_sentence_is_the_outcome_that_is_wished_for(said: Said) -> None:
    found = said(
        form(CHILD, table(["Name", "Ida Vale"], ["What are you requesting?", "Early help for all of them."]))
    )
    assert found["concern"]["desired_outcome"] == "Early help for all of them."
    assert "request_type" not in found


def test_notes_in_italics_in_a_last_column_are_no_answers(said: Said) -> None:
    def note(words: str) -> Cell:
        return Cell((Text(words, quiet=True),))

    rows = table(
        ["Family name", "Vale", note("As on the register")],
        ["First name", "Ida", note("In full")],
        ["School", "", note("If known")],
    )
    assert said(form(heading("Child"), rows))["children"] == [{"forename": "Ida", "surname": "Vale"}]


def test_a_label_over_an_empty_field_in_one_cell_is_not_answered_by_the_cell_below(said: Said) -> None:
    def field(label: str, answer: str) -> Cell:
        return Cell((Text(label), Text(answer, filled=True)))

    rows = table([field("Name", "Ida Vale")], [field("Ethnicity:", "")], [field("Religion:", "Sikh")])
    found = said(form(heading("Child"), rows))["children"]
    assert found == [{"forename": "Ida", "surname": "Vale", "religion": "Sikh"}]


def test_two_labels_with_a_field_each_in_one_cell_are_two_questions(said: Said) -> None:
    texts = (
        Text("Date of birth"),
        Text("1 February 2015", filled=True),
        Text("Gender"),
        Text("girl", filled=True),
    )
    rows = table(["Name", "Ida Vale"])
    found = said(form(heading("Child"), rows, Table(((Cell(texts),),))))["children"]
    assert found == [{"forename": "Ida", "surname": "Vale", "dob": "2015-02-01", "gender": "female"}]


def test_who_signed_is_printed_under_the_signature(said: Said) -> None:
    rows = table(["Name", "Ann Lee"], ["Date", "1 March 2026"])
    found = said(form(CHILD, heading("Worker's signature"), rows))
    assert found["signature"] == {"name": "Ann Lee", "signed_on": "2026-03-01"}


def test_where_to_send_the_form_is_no_kind_of_request(said: Said) -> None:
    found = said(form(line("Contact: hub@any.example or 023 9200 0401"), CHILD))
    assert "request_type" not in found


def test_labels_over_answers_row_by_row_go_on_with_the_one_child_who_was_named(said: Said) -> None:
    rows = table(
        ["Surname", "First name"],
        ["Vale", "Ida"],
        ["Disability?", "Address"],
        ["No", "2 Mill Lane, Wexbury, NE4 2PS"],
        ["Postcode", "School"],
        ["", "Any School"],
    )
    found = said(form(heading("Child's information"), rows))["children"]
    assert [child.get("forename") for child in found] == ["Ida"]
    assert found[0]["address"] == "2 Mill Lane, Wexbury"


def test_a_question_that_goes_on_in_a_second_line_makes_no_answer_beside_it_a_label(said: Said) -> None:
    halves = Cell(
        (Text("Parent or carer told", bold=True), Text("that this notice will be shared?", bold=True))
    )
    rows = table(
        ["Child at immediate risk?", "No", "Location of incident", "Home address"],
        [halves, cell("Yes"), cell("If no, reason"), cell("")],
    )
    found = said(form(CHILD, heading("Risk"), rows))["concern"]
    assert found["risk_location"] == "Home address"


def test_a_surname_asked_below_the_forename_in_columns_of_its_own_is_the_same_childs(said: Said) -> None:
    rows = (
        table(["Forename", "Ethnicity"], ["Ida", "White Irish"]),
        table(["Surname", "Date of birth"], ["Vale", "01/02/2015"]),
    )
    assert said(form(heading("Child"), *rows))["children"] == [
        {"forename": "Ida", "surname": "Vale", "dob": "2015-02-01", "ethnicity": "White Irish"}
    ]
