"""Layouts where it is easy to take help for an answer, or one person's answer for another's."""

from __future__ import annotations

import pytest

from parsers.blocks import Document
from parsers.plain.reading import read_plain
from parsers.values import read_date, read_tri
from tests.unit.parsers.assembly.form_in_blocks import ASKED, Said, cell, form, heading, line, table

CHILD = line("Child", heading=2)
REFERRER = line("Referrer details", heading=2)


# --- help is no answer -------------------------------------------------------------------


def test_help_under_a_label_leaves_the_cell_beside_it_the_answer(said: Said) -> None:
    rows = table(
        ["Surname", "Vale", "Forename", "Ida"],
        ["Ethnicity\nIf 'Other', please specify", "White Irish", "Interpreter required?\nWhy/who for?", "No"],
    )
    (child,) = said(form(CHILD, rows))["children"]
    assert (child["ethnicity"], child["interpreter_required"]) == ("White Irish", "no")


def test_help_before_a_long_answer_in_its_cell_is_left_out(said: Said) -> None:
    asked = table(
        ["What are you worried about?\nPlease give dates and who was there.\nHe was locked out on 3 May."]
    )
    found = said(Document((*form(CHILD, table(["Surname", "Vale"])).blocks[:2], asked), "word"))
    assert found["concern"]["reason"] == "He was locked out on 3 May."


def test_a_sentence_of_help_behind_a_question_hides_it_not(said: Said) -> None:
    found = said(
        form(
            CHILD,
            table(["Surname", "Vale"]),
            line("6. What impact is this having on the child? Please include how you know.", bold=True),
            line("She no longer sleeps."),
        )
    )
    assert found["concern"]["impact"] == "She no longer sleeps."


# --- whose it is -------------------------------------------------------------------------


def test_dates_of_a_household_that_nobody_names_are_never_the_childs(said: Said) -> None:
    child = table(["Child's name", "Ida Vale"], ["DOB/EDD", "20/08/2020"])
    unknown = table(["Zodiac", "DOB", "Sex"], ["Leo", "01/12/1999", "F"], ["Virgo", "02/11/1998", "M"])
    (read,) = said(form(CHILD, child, unknown))["children"]
    assert read == {"forename": "Ida", "surname": "Vale", "dob": "2020-08-20"}


def test_two_dates_of_birth_for_one_child_are_none(said: Said) -> None:
    rows = table(["Surname", "Vale"], ["DoB or EDD", "28/02/2010"], ["DoB", "19/07/1981"])
    assert said(form(CHILD, rows))["children"] == [{"surname": "Vale"}]


def test_the_first_column_of_a_table_of_relations_names_people(said: Said) -> None:
    grid = table(
        ["Parents / carers / significant others", "Relationship", "PRR (Y/N)"],
        ["Ann Vale", "Mother", "Y"],
        ["Bob Reed", "Father", "N"],
    )
    assert [person["name"] for person in said(form(CHILD, table(["Surname", "Vale"]), grid))["people"]] == [
        "Ann Vale",
        "Bob Reed",
    ]


def test_a_title_over_pairs_of_labels_opens_a_part_of_its_own(said: Said) -> None:
    rows = table(
        ["Surname", "Vale"],
        [cell("Adults with parental responsibility", span=2, bold=True)],
        ["Name", "Wei Chen"],
        ["Relationship", "Father"],
    )
    found = said(form(CHILD, rows))
    assert [child["surname"] for child in found["children"]] == ["Vale"]
    assert found["people"] == [{"name": "Wei Chen", "relationship": "Father"}]


def test_the_referrer_may_stand_down_the_right_of_the_children(said: Said) -> None:
    rows = table(
        ["Children", "Forename", "Surname", "DOB", cell("Referrer's details", span=2)],
        ["Child 1", "Ida", "Vale", "25.12.2016", "Name", "Win Clarke"],
        ["Child's address", cell("2 Nether Lane, Hexley", span=3), "Role", "Teacher"],
        ["Child 2", "Olu", "Vale", "30.03.2014", "Agency", "Hexley School"],
        ["Child's address", cell("9 Weir Street, Hexley", span=3), "Contact number", "023 9200 0123"],
    )
    found = said(form(rows))
    assert [(child["forename"], child["address"]) for child in found["children"]] == [
        ("Ida", "2 Nether Lane, Hexley"),
        ("Olu", "9 Weir Street, Hexley"),
    ]
    assert found["referrer"] == {
        "name": "Win Clarke",
        "role": "Teacher",
        "agency": "Hexley School",
        "phone": "+442392000123",
    }


def test_children_in_columns_amid_other_rows_are_told_apart(said: Said) -> None:
    rows = table(
        [cell("", span=2), "Child 1", "Child 2"],
        [cell("First name", span=2), "Ida", "Olu"],
        [cell("Last name", span=2), "Vale", "Vale"],
        [cell("DOB / due date", span=2), "4/4/2011", "19/10/2013"],
        ["Family address", cell("7 Tannery Lane", span=2), cell("")],
    )
    assert [(child["forename"], child["dob"]) for child in said(form(rows))["children"]] == [
        ("Ida", "2011-04-04"),
        ("Olu", "2013-10-19"),
    ]


def test_the_second_childs_name_is_not_a_second_name(said: Said) -> None:
    text = read_plain(
        "Name of child\nIda Vale\n\nDate of birth of child\n30/01/2014\n\nName of second child (leave blank if none)\nOlu Vale\n\n"
        "Date of birth of second child\n13/02/2018\n\nReason for referral: He was left alone overnight.\n"
        + ASKED
    )
    assert [(child["forename"], child["dob"]) for child in said(text)["children"]] == [
        ("Ida", "2014-01-30"),
        ("Olu", "2018-02-13"),
    ]


def test_children_listed_a_line_each_are_told_apart(said: Said) -> None:
    text = read_plain(
        "Child/ren\n1) Ida Vale, DOB 09/01/2015, F\n2) Olu Vale, DOB 27/07/2018, M\nAddress (all): 2 Nether Lane, PO1 2ZZ\n\n"
        "Reason for referral: He was left alone overnight.\n" + ASKED
    )
    assert [(child["forename"], child["dob"], child["address"]) for child in said(text)["children"]] == [
        ("Ida", "2015-01-09", "2 Nether Lane"),
        ("Olu", "2018-07-27", "2 Nether Lane"),
    ]


# --- in Welsh and English ----------------------------------------------------------------


def test_a_form_in_welsh_and_english_reads_as_one_in_english(said: Said) -> None:
    rows = table(
        ["Enw cyntaf / First name", "Harri"],
        ["Cyfenw / Surname", "Morgan"],
        ["Dyddiad geni / Date of birth", "7 Mawrth 2015"],
        ["Rhyw / Gender", "Gwryw / Male"],
        ["Cod post / Postcode", "CF99 2PQ"],
        [
            "A yw'r rhieni'n gwybod am yr atgyfeiriad hwn? / Are the parents aware of this referral?",
            "Ydyn / Yes",
        ],
    )
    found = said(form(line("Manylion y plentyn / Child's details", heading=2), rows))
    assert found["children"] == [
        {
            "forename": "Harri",
            "surname": "Morgan",
            "dob": "2015-03-07",
            "gender": "male",
            "postcode": "CF99 2PQ",
        }
    ]
    assert found["information_sharing"] == {"parents_informed": "yes"}


@pytest.mark.parametrize("month", ["Ionawr", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Rhagfyr"])
def test_a_welsh_month_is_a_month(month: str) -> None:
    number = {"Ionawr": 1, "Mai": 5, "Mehefin": 6, "Gorffennaf": 7, "Awst": 8, "Medi": 9, "Rhagfyr": 12}[
        month
    ]
    assert read_date(f"3 {month} 2019").value == f"2019-{number:02}-03"


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("Y ✓ N", None),
        ("Nac ydyn / No", "no"),
        ("Ydyn / No", None),
        ("Yes / No (please circle) No", "no"),
        ("Yes / No (please circle)", None),
    ],
)
def test_an_answer_is_taken_only_where_one_was_chosen(words: str, read: str | None) -> None:
    assert read_tri(words).value == read


# --- what is made to cost time -----------------------------------------------------------


@pytest.mark.parametrize("words", ["A" * 2_000, "Aa" * 1_000, "A-" * 1_000, "A." * 1_000, "A " * 1_000])
def test_a_long_run_of_letters_is_one_word_and_nobody_is_read_of_it(said: Said, words: str) -> None:
    """Parted into words in every way it would take years."""
    found = said(form(CHILD, table(["Surname", "Vale"]), line("Parents", heading=2), line(words)))
    assert "people" not in found


HELPED = [
    ["Child's name\nAs on the birth certificate", "Ida Vale"],
    ["Date of birth:\nFor example 27 3 2007", "01/02/2015"],
    ["Home address\nInclude the postcode", "2 Mill Lane, Wexbury NE4 2PS"],
    ["Reason for referral\nSay what you have seen. Leave opinions out.", "She was left alone all night."],
    ["Child's school\nOr the nursery", ""],
]


def test_help_under_a_label_is_no_answer_where_answers_stand_in_the_next_column(said: Said) -> None:
    plain = [["Referrer name", "Ann Bell"], ["Referrer role", "Nurse"], ["Referrer agency", "Any Practice"]]
    found = said(form(table(*plain, *HELPED)))
    assert found["children"] == [
        {
            "forename": "Ida",
            "surname": "Vale",
            "dob": "2015-02-01",
            "address": "2 Mill Lane, Wexbury",
            "postcode": "NE4 2PS",
        }
    ]
    assert found["concern"] == {"reason": "She was left alone all night."}


IDA = table(["Name of child", "Ida Vale"], ["Date of birth", "01/02/2015"])


def test_a_title_with_a_dash_in_it_asks_nothing(said: Said) -> None:
    title = line("SAFEGUARDING CONCERN – REFERRAL TO CHILDREN'S SOCIAL CARE", bold=True)
    assert said(form(title, IDA))["concern"] == {"reason": "He was left alone overnight."}


def test_what_is_left_of_options_beside_a_struck_one_is_an_answer(said: Said) -> None:
    rows = table(["Are parents aware of this referral?", "/ No"], ["If no, why not?", "They are abroad"])
    assert said(form(rows, IDA))["information_sharing"] == {
        "parents_informed": "no",
        "parents_not_informed_reason": "They are abroad",
    }


def test_a_question_without_its_mark_before_boxes_is_no_reason_above_it(said: Said) -> None:
    rows = table(
        ["Parents informed? ☒ Yes ☐ No"],
        ["Reason parents not informed:"],
        ["Has consent been obtained ☒ Yes ☐ No"],
    )
    found = said(form(rows, IDA))["information_sharing"]
    assert found == {"parents_informed": "yes", "consent_obtained": "yes"}


def test_an_answer_on_the_line_drawn_for_it(said: Said) -> None:
    told = line("Have you told the parents? (Yes/No) ____Yes________")
    assert said(form(told, IDA))["information_sharing"] == {"parents_informed": "yes"}


def test_lines_about_the_referrer_beside_a_cell_that_asks_for_itself(said: Said) -> None:
    rows = table(
        [cell("Notifying professional", span=2)],
        ["Mo Bell\nYouth Justice Worker\nAnytown YJS", "Tel: 01632 960123\nEmail: mo.bell@yjs.example"],
    )
    assert said(form(rows, IDA))["referrer"] == {
        "name": "Mo Bell",
        "role": "Youth Justice Worker",
        "agency": "Anytown YJS",
        "phone": "+441632960123",
        "email": "mo.bell@yjs.example",
    }


def test_who_a_form_is_from_is_the_referrer(said: Said) -> None:
    rows = table(
        ["From (name)", "Mo Bell"],
        ["From (agency)", "Anytown Probation"],
        ["From (telephone)", "01632 960123"],
    )
    assert said(form(rows, IDA))["referrer"] == {
        "name": "Mo Bell",
        "agency": "Anytown Probation",
        "phone": "+441632960123",
    }


def test_a_title_in_large_letters_alone_asks_nothing_either(said: Said) -> None:
    title = line("Cause for Concern – External Referral")
    assert said(form(title, IDA))["concern"] == {"reason": "He was left alone overnight."}


def test_a_no_with_its_reason_behind_a_dash_is_an_answer(said: Said) -> None:
    asked = heading("Have the parents been told about this referral?")
    found = said(form(IDA, asked, line("No – advised by police not to")))
    assert found["information_sharing"]["parents_informed"] == "no"


def test_a_number_beside_office_reaches_the_referrer_and_is_no_agency(said: Said) -> None:
    rows = table(
        ["Agency and address", "Oak House, 2 Mill Lane, NE4 2PS"], ["Telephone", "Office: 0115 496 0100"]
    )
    found = said(form(REFERRER, table(["Name", "Ann Lee"]), rows, CHILD, IDA))["referrer"]
    assert (found["agency"], found["phone"]) == ("Oak House", "+441154960100")


def test_dates_of_birth_as_many_as_the_names_before_them_are_shared_out(said: Said) -> None:
    rows = table(
        ["Name of child(ren)", "Ida Vale and Tom Vale"], ["Date(s) of birth", "01/02/2015 & 03/04/2016"]
    )
    found = said(form(rows))["children"]
    assert [(child["forename"], child["dob"]) for child in found] == [
        ("Ida", "2015-02-01"),
        ("Tom", "2016-04-03"),
    ]


def test_one_date_of_birth_for_two_names_is_nobodys(said: Said) -> None:
    rows = table(["Name of child(ren)", "Ida Vale and Tom Vale"], ["Date(s) of birth", "01/02/2015"])
    assert [child.get("dob") for child in said(form(rows))["children"]] == [None, None]


def test_parents_who_are_aware_were_informed(said: Said) -> None:
    asked = heading("Are parents aware of this referral?")
    found = said(form(IDA, asked, line("Parents are aware and in agreement")))
    assert found["information_sharing"]["parents_informed"] == "yes"


def test_lines_under_the_referrers_name_are_the_referrers(said: Said) -> None:
    lines = ["Ann Lee", "Housing Officer", "Larkfield Homes", "01632 960445", "ann.lee@larkfield.example"]
    found = said(form(CHILD, IDA, line("Referrer:", bold=True), *map(line, lines)))
    assert found["referrer"] == {
        "name": "Ann Lee",
        "role": "Housing Officer",
        "agency": "Larkfield Homes",
        "phone": "+441632960445",
        "email": "ann.lee@larkfield.example",
    }


def test_a_sentence_under_the_referrers_name_says_nothing_of_them(said: Said) -> None:
    lines = ["Ann Lee", "We keep your details for six years.", "Ring 01632 960445 for help"]
    found = said(form(CHILD, IDA, line("Referrer:", bold=True), *map(line, lines)))
    assert found["referrer"] == {"name": "Ann Lee"}


@pytest.mark.parametrize("unknown", ["Not known", "Unknown", "n/k"])
def test_a_name_that_is_not_known_is_no_name(said: Said, unknown: str) -> None:
    rows = table(["First name", "Surname", "Age"], [unknown, "Vale", "4"], ["Tom", "Vale", "7"])
    found = said(form(CHILD, rows))["children"]
    assert [child.get("forename") for child in found] == [None, "Tom"]
    assert "Unknown" not in str(said(form(CHILD, table(["Name of child", "Unknown"], ["Age", "4"]))))


def test_an_email_that_a_system_has_no_address_for_gives_way_to_the_one_asked(said: Said) -> None:
    rows = table(
        ["Email", "anonymous"], ["Your name", "Ann Lee"], ["Your email address", "ann.lee@oak.example"]
    )
    assert said(form(CHILD, IDA, REFERRER, rows))["referrer"]["email"] == "ann.lee@oak.example"


def test_a_letterheads_email_gives_way_to_the_one_asked_of_who_refers(said: Said) -> None:
    letterhead = line("Tel: 023 9200 0111  Email: frontdoor@hexby.example")
    rows = table(["Your name", "Ann Lee"], ["Your email", "ann.lee@oak.example"], ["Phone", "023 9200 0100"])
    found = said(form(letterhead, CHILD, IDA, line("About you", heading=2), rows))["referrer"]
    assert (found["email"], found["phone"]) == ("ann.lee@oak.example", "+442392000100")


def test_an_email_asked_before_the_name_stays_where_no_other_is_asked(said: Said) -> None:
    asked = table(["Email", "ann.lee@oak.example"], ["Your name", "Ann Lee"])
    assert said(form(asked, CHILD, IDA))["referrer"]["email"] == "ann.lee@oak.example"
