"""Answers that stand beside another person's, or behind another question."""

from __future__ import annotations

from parsers.blocks import Line, Text
from tests.unit.parsers.assembly.form_in_blocks import Said, cell, form, line, table

CHILD = line("Child", heading=2)
REFERRER = line("Referrer details", heading=2)
IDA = table(["Name of child", "Ida Vale"], ["Date of birth", "01/02/2015"])


def test_an_address_before_the_referrers_name_is_not_the_referrers(said: Said) -> None:
    children = table(
        ["Name of child", "DOB", "School"], ["Ida Vale", "01/02/2015", ""], ["Tom Vale", "03/04/2017", ""]
    )
    rest = table(
        ["Home address", "3 Mill Lane, Anytown"],
        ["Name of person making the report", "Mo Bell"],
        ["Position", "Teacher"],
        ["Agency", "Anytown Primary"],
    )
    read = said(form(children, rest))
    assert "address" not in read["referrer"]
    assert [child["address"] for child in read["children"]] == ["3 Mill Lane, Anytown"] * 2


def test_a_list_of_the_hubs_offices_reaches_no_referrer(said: Said) -> None:
    offices = table(
        ["Children's Social Care", "Office hours", "Out of hours", "Email"],
        ["Anytown", "01632 960001", "01632 960002", "duty@anytown.example"],
        ["Otherton", "01632 960003", "01632 960004", "duty@otherton.example"],
    )
    assert "referrer" not in said(form(offices, IDA))


def test_mother_and_father_side_by_side_in_a_childs_table_are_two_people(said: Said) -> None:
    rows = table(
        ["Surname", "Vale", "Forename", "Ida"],
        ["Date of birth", "01/02/2015", "Sex", "Female"],
        [cell("Mother", span=2), cell("Father", span=2)],
        ["Name", "Ann Vale", "Name", "Tom Vale"],
        ["DOB", "01/02/1985", "DOB", "03/04/1983"],
    )
    read = said(form(CHILD, rows))
    assert [child["forename"] for child in read["children"]] == ["Ida"]
    assert read["people"] == [
        {"name": "Ann Vale", "dob": "1985-02-01", "relationship": "Mother"},
        {"name": "Tom Vale", "dob": "1983-04-03", "relationship": "Father"},
    ]


def test_a_childs_birthday_under_the_familys_heading_is_the_childs(said: Said) -> None:
    rows = table(
        ["Child's name", "Ida Vale", "DOB", "01/02/2015"], ["Address", "3 Mill Lane, Anytown", "", ""]
    )
    read = said(form(line("Family details", heading=2), rows))
    assert read["children"] == [
        {"forename": "Ida", "surname": "Vale", "dob": "2015-02-01", "address": "3 Mill Lane, Anytown"}
    ]
    assert "people" not in read


def test_a_number_after_a_parents_name_is_the_parents(said: Said) -> None:
    rows = table(["Name of child", "Ida Vale"], ["Parent/carer", "Ann Vale"], ["Contact no", "07700 900123"])
    assert said(form(CHILD, rows))["people"] == [{"name": "Ann Vale", "phone": "+447700900123"}]


def test_the_options_and_the_question_that_goes_on_from_them(said: Said) -> None:
    told = Line((Text("Yes ☐ No ☒ If no, why?"), Text("Nobody knows where they are", filled=True)))
    read = said(form(IDA, line("Have the parents been informed?"), told))
    assert read["information_sharing"] == {
        "parents_informed": "no",
        "parents_not_informed_reason": "Nobody knows where they are",
    }


def test_a_subject_beside_a_birthday_is_a_child(said: Said) -> None:
    first = Line(
        (Text("Subject:"), Text("VALE, Ida", filled=True), Text("DOB:"), Text("01/02/2015", filled=True))
    )
    assert said(form(first))["children"] == [{"forename": "Ida", "surname": "VALE", "dob": "2015-02-01"}]


def test_two_fields_behind_one_label_are_one_answer(said: Said) -> None:
    reached = Line((Text("Contact:"), Text("01632 960123", filled=True), Text("mo@yjs.example", filled=True)))
    read = said(form(IDA, REFERRER, line("Name: Mo Bell"), reached))
    assert read["referrer"] == {"name": "Mo Bell", "phone": "+441632960123", "email": "mo@yjs.example"}


def test_a_later_yes_takes_the_place_of_words_that_say_neither(said: Said) -> None:
    rows = table(
        ["Parental views and knowledge of the referral", "Mother is upset"],
        ["Are the parents aware of this referral?", "Yes"],
    )
    assert said(form(IDA, rows))["information_sharing"]["parents_informed"] == "yes"


def test_labels_right_behind_names_and_numbers_part_a_line(said: Said) -> None:
    child = line("Surname: Vale First name: Ida DOB: 01/02/2015")
    writer = line("Name: Mo Bell Job title: Youth Worker Tel: 01632 960123 Email: mo@yjs.example")
    read = said(form(CHILD, child, REFERRER, writer))
    assert read["children"] == [{"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"}]
    assert read["referrer"] == {
        "name": "Mo Bell",
        "role": "Youth Worker",
        "phone": "+441632960123",
        "email": "mo@yjs.example",
    }


def test_labels_inside_a_story_part_nothing(said: Said) -> None:
    told = line("Reason for referral: Mum gave her Name: Ann, and her Address: a hostel.")
    assert said(form(IDA, told))["concern"]["reason"].startswith(
        "Mum gave her Name: Ann, and her Address: a hostel."
    )


def test_an_address_after_a_list_of_children_is_theirs(said: Said) -> None:
    rows = table(
        ["Name(s) and date(s) of birth of child(ren)", "Ida Vale 01/02/2015\nTom Vale 03/04/2017"],
        ["Address", "3 Mill Lane, Anytown"],
        ["Notifier", "Mo Bell"],
        ["Profession", "Community Nurse"],
        ["Employing organisation", "Anytown Trust"],
        ["Contact email", "mo@trust.example"],
    )
    read = said(form(rows))
    assert [child["address"] for child in read["children"]] == ["3 Mill Lane, Anytown"] * 2
    assert read["referrer"]["name"] == "Mo Bell"
    assert "address" not in read["referrer"]


def test_lettered_blocks_side_by_side_and_what_stands_below_them(said: Said) -> None:
    rows = table(
        ["Child A", "Child B"],
        ["Name: Ida Vale\nDOB: 01/02/2015", "Name: Tom Vale\nDOB: 03/04/2017"],
        [cell("Home address", span=2)],
        [cell("3 Mill Lane, Anytown", span=2)],
    )
    assert said(form(rows))["children"] == [
        {"forename": "Ida", "surname": "Vale", "dob": "2015-02-01", "address": "3 Mill Lane, Anytown"},
        {"forename": "Tom", "surname": "Vale", "dob": "2017-04-03", "address": "3 Mill Lane, Anytown"},
    ]


def test_sections_in_one_cell_each_are_read_under_their_headings(said: Said) -> None:
    rows = table(
        ["Referring agency", "Parents / carers"],
        ["Name: Mo Bell\nAgency: Anytown Trust", "Name: Ann Vale\nRelationship: Mother"],
    )
    read = said(form(IDA, rows))
    assert read["referrer"] == {"name": "Mo Bell", "agency": "Anytown Trust"}
    assert read["people"] == [{"name": "Ann Vale", "relationship": "Mother"}]


def test_labels_and_answers_between_dots(said: Said) -> None:
    child = line("Child's name …………Ida Vale………… Date of birth …………01/02/2015…………")
    writer = line("Your name …………Mo Bell………… Your role …………Swim Coach…………")
    read = said(form(child, writer))
    assert read["children"] == [{"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"}]
    assert read["referrer"] == {"name": "Mo Bell", "role": "Swim Coach"}


def test_lines_of_one_paragraph_with_dots_behind_their_labels_are_a_pair_each(said: Said) -> None:
    child = line("Name ........ Ida Vale\nBorn ........ 01/02/2015\nSchool ...... Hill Primary")
    assert said(form(line("Child", heading=2), child))["children"] == [
        {"forename": "Ida", "surname": "Vale", "dob": "2015-02-01", "school": "Hill Primary"}
    ]


def test_a_victim_who_is_a_child_is_the_child(said: Said) -> None:
    rows = table(
        [cell("VICTIM / CHILD AT RISK", span=2, bold=True)],
        ["Surname", "Vale"],
        ["Forename", "Ida"],
        ["DOB", "01/02/2015"],
    )
    assert said(form(rows))["children"] == [{"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"}]


def test_a_question_in_capitals_is_one_question(said: Said) -> None:
    asked = line("ARE THE PARENTS AWARE OF YOUR CONCERNS AND THIS REFERRAL?", bold=True)
    read = said(form(IDA, asked, line("Yes")))
    assert read["information_sharing"] == {"parents_informed": "yes"}
    assert "request_type" not in read


def test_a_questions_number_on_a_line_of_its_own_is_no_answer(said: Said) -> None:
    read = said(
        form(
            IDA,
            line("Child's address"),
            line("3 Mill Lane, Anytown"),
            line("Q5", bold=True),
            line("Your name"),
            line("Mo Bell"),
        )
    )
    assert read["children"][0]["address"] == "3 Mill Lane, Anytown"


def test_a_family_listed_by_who_each_is(said: Said) -> None:
    rows = table(
        ["Family member", "Name", "DOB", "Telephone"],
        ["Mother", "Ann Vale", "01/02/1985", "07700 900123"],
        ["Child 1", "Ida Vale", "01/02/2015", ""],
        ["Child 2", "Tom Vale", "03/04/2017", ""],
        ["Child 3", "", "", ""],
    )
    read = said(form(rows, table(["Property address", "3 Mill Lane, Anytown"])))
    assert [(child["forename"], child["address"]) for child in read["children"]] == [
        ("Ida", "3 Mill Lane, Anytown"),
        ("Tom", "3 Mill Lane, Anytown"),
    ]
    assert read["people"] == [
        {"name": "Ann Vale", "relationship": "Mother", "dob": "1985-02-01", "phone": "+447700900123"}
    ]


def test_an_empty_block_behind_a_column_table_ends(said: Said) -> None:
    rows = table(
        ["Child", "Name", "DOB"],
        ["Child 1", "Ida Vale", "01/02/2015"],
        ["Address", "3 Mill Lane, Anytown", ""],
        ["Child 2", "", ""],
    )
    assert said(form(IDA, rows))["children"][0]["forename"] == "Ida"


def test_an_adult_under_unknown_words_is_not_the_referrer(said: Said) -> None:
    rows = table(
        ["Adult attending contact", "Ron Vale"],
        ["Name of worker raising concern", "Mo Bell"],
        ["Job title", "Contact Worker"],
        ["Centre", "Family Time"],
        ["Worker's email", "mo@centre.example"],
    )
    assert said(form(IDA, rows))["referrer"]["name"] == "Mo Bell"


def test_an_informant_named_after_the_reporting_officer_does_not_take_their_place(said: Said) -> None:
    officer = table(
        ["Reporting officer", "Mo Bell"],
        ["Force", "Anytown Police"],
        ["Tel", "01632 960123"],
        ["E-mail", "mo.bell@police.example"],
    )
    informant = table(["Name", "Ron Vale"], ["Telephone", "07700 900999"])
    read = said(form(officer, line("Informant (member of public)", heading=2), informant, CHILD, IDA))
    assert read["referrer"] == {
        "name": "Mo Bell",
        "agency": "Anytown Police",
        "phone": "+441632960123",
        "email": "mo.bell@police.example",
    }


def test_a_number_right_behind_a_relationship_is_no_part_of_it(said: Said) -> None:
    rows = table(["Name: Ann Vale Relationship: Mother Tel: 07700 900123"])
    assert said(form(IDA, line("Parent / carer", heading=2), rows))["people"] == [
        {"name": "Ann Vale", "relationship": "Mother", "phone": "+447700900123"}
    ]


def test_who_stands_in_one_line_under_their_own_heading_is_read(said: Said) -> None:
    mother = line("Mother", bold=True)
    told = line("Ann Vale, d.o.b. 03/03/1987, 07700 900222")
    assert said(form(IDA, line("Adults in the family", heading=2), mother, told))["people"] == [
        {"name": "Ann Vale", "relationship": "Mother", "dob": "1987-03-03", "phone": "+447700900222"}
    ]


def test_who_answers_the_next_question_is_not_told_under_the_heading_before(said: Said) -> None:
    asked = line("3.3 Anyone else living in the house", bold=True)
    lines = [line("Father(s)", bold=True), line("Unknown"), asked, line("Bo Lee (mother's partner)")]
    read = said(form(IDA, line("Adults in the family", heading=2), *lines))
    assert not [
        one for one in read.get("people", []) if one.get("relationship") == "Father" and "name" in one
    ]
