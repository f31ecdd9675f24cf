"""What the forms of councils, courts, housing associations and health services do besides."""

from __future__ import annotations

import pytest

from config import tables
from parsers.blocks import Document, Line, Text
from parsers.labels import LabelTables
from tests.unit.parsers.assembly.form_in_blocks import Forms, Said, form, heading, line, table

CHILD = table(["Child's name", "Ida Vale"], ["Child's date of birth", "01/02/2015"])
CHILDREN = heading("Children")
REFERRER = heading("Referrer")


def quiet(words: str) -> Text:
    return Text(words, quiet=True)


# --- headings and what only looks like one ---


def test_an_instruction_above_a_list_opens_no_section_of_its_own(said: Said) -> None:
    others = line("Other children in household", bold=True)
    note = Line((quiet("(Please indicate if another child is also being referred)"),))
    rows = table(["Surname", "Forename", "DOB", "Relationship to child"], ["Vale", "Jo", "", "Half-sister"])
    found = said(form(CHILD, others, note, rows))
    assert [child["forename"] for child in found["children"]] == ["Ida"]
    assert found["people"] == [{"name": "Jo Vale", "relationship": "Half-sister"}]


def test_a_label_of_two_names_with_its_answer_is_no_heading(said: Said) -> None:
    found = said(form(CHILD, line("9. Parent / carer of the child(ren): Ann Vale (mother)")))
    assert found["people"] == [{"name": "Ann Vale", "relationship": "mother"}]


def test_children_under_their_heading_stay_children_whatever_they_are_to_the_adult(said: Said) -> None:
    adult = line("Person on probation: Sam Vale")
    rows = table(
        ["Name", "DOB", "Address", "Relationship to person on probation"],
        ["Ida Vale", "01/02/2015", "6 Low Road, Hexby, HX1 1AA", "Niece"],
    )
    found = said(form(adult, line("Child(ren) at risk:"), rows))
    assert [child["forename"] for child in found["children"]] == ["Ida"]
    assert "Ida Vale" not in [person["name"] for person in found["people"]]


def test_a_page_title_of_a_web_form_opens_its_section(said: Said) -> None:
    block = (heading("Section: Child 1"), line("First name: Ida"), line("Surname: Vale"))
    other = (heading("Section: Child 2"), line("First name: Jo"), line("Surname: Vale"))
    home = (
        heading("Section: Where they live"),
        line("House name or number: 8"),
        line("Street: Low Road"),
        line("Town: Hexby"),
        line("Postcode: HX1 1AA"),
    )
    found = said(form(*block, *other, *home))
    assert [(child["address"], child["postcode"]) for child in found["children"]] == [
        ("8 Low Road, Hexby", "HX1 1AA")
    ] * 2


def test_a_patient_is_grown_up_where_the_form_asks_for_a_child_besides(said: Said) -> None:
    patient = (
        heading("Section A – Patient"),
        table(["Patient name", "Ann Vale"], ["Patient DOB", "09/10/1989"]),
    )
    found = said(form(*patient, heading("Section B – Child"), CHILD))
    assert found["children"] == [{"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"}]
    assert found["people"] == [{"name": "Ann Vale", "dob": "1989-10-09"}]


def test_a_patient_is_the_child_where_no_other_is_asked_for(said: Said) -> None:
    found = said(form(heading("Patient"), table(["Patient name", "Ida Vale"], ["Patient DOB", "01/02/2015"])))
    assert found["children"] == [{"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"}]


# --- labels and their answers ---


def test_help_in_italics_beside_a_label_is_no_answer(said: Said) -> None:
    asked = Line((Text("Reason for the referral", bold=True), quiet("Please give brief details")))
    told = table(["Ida came to school with a mark on her arm."])
    found = said(Document((CHILD, asked, told, *form(CHILD).blocks[3:]), "word"))
    assert found["concern"]["reason"] == "Ida came to school with a mark on her arm."


def test_what_is_printed_where_an_answer_must_stand_is_blank(said: Said) -> None:
    told = table(
        ["Are the parents aware of this referral?", "No"], ["If not, why not?", "Do not leave blank"]
    )
    assert said(form(CHILD, told))["information_sharing"] == {"parents_informed": "no"}


def test_a_label_behind_a_question_is_no_answer_to_it(said: Said) -> None:
    asked = line("If there has been a previous referral when was it made? Date:")
    assert "history" not in said(form(CHILD, asked))["concern"]


def test_a_case_open_to_a_service_for_families_tells_no_parent(said: Said) -> None:
    asked = line("Is this additional information on a case already open to Children and Families? YES")
    assert "information_sharing" not in said(form(CHILD, asked))


@pytest.mark.parametrize(
    ("told", "agreed", "reason"),
    [("Yes", "No", "consent_refused_reason"), ("No", "No", "parents_not_informed_reason")],
)
def test_one_reason_is_asked_for_after_two_questions(said: Said, told: str, agreed: str, reason: str) -> None:
    asked = table(
        ["Is the parent aware of the referral?", told],
        ["Has the parent given consent?", agreed],
        ["If the answer to either of the above is No, please provide an explanation", "She was not at home."],
    )
    assert said(form(CHILD, asked))["information_sharing"][reason] == "She was not at home."


def test_who_holds_responsibility_stands_beside_the_relationship(said: Said) -> None:
    rows = table(
        ["Name", "Relationship to child"], ["Ann Vale", "Mother (PR)"], ["Bo Vale", "Stepfather (no PR)"]
    )
    found = said(form(CHILD, heading("Household"), rows))
    assert found["people"] == [
        {"name": "Ann Vale", "relationship": "Mother", "parental_responsibility": "yes"},
        {"name": "Bo Vale", "relationship": "Stepfather", "parental_responsibility": "no"},
    ]


def test_a_kind_of_concern_nobody_knows_is_ticked_among_those_that_are_known(said: Said) -> None:
    boxes = table(["☐ Physical abuse\n☒ Neglect\n☐ Sexual abuse\n☒ Online gaming"])
    assert said(form(CHILD, boxes))["concern"]["types"] == ["Neglect", "Online gaming"]


def test_a_disability_is_named_where_nobody_asked_whether(said: Said) -> None:
    rows = table(
        ["Name", "DOB", "Disabilities"],
        ["Ida Vale", "01/02/2015", "None"],
        ["Jo Vale", "01/02/2017", "Speech delay"],
    )
    found = said(form(CHILDREN, rows))
    assert [(child.get("disability"), child.get("disability_detail")) for child in found["children"]] == [
        ("no", None),
        (None, "Speech delay"),
    ]


@pytest.mark.parametrize("words", ["Yes – speech delay", "Yes: speech delay", "Yes (speech delay)"])
def test_a_yes_with_what_it_is_tells_that_there_is_a_disability_and_which(said: Said, words: str) -> None:
    (child,) = said(form(CHILD, table(["Name", "Ida Vale"], ["Any disability?", words])))["children"]
    assert (child["disability"], child["disability_detail"]) == ("yes", "speech delay")


def test_a_day_stands_behind_its_label_with_nothing_between(said: Said) -> None:
    assert said(form(CHILD, line("Submitted on 10 February 2026 at 4:52pm")))["completed_on"] == "2026-02-10"


def test_two_questions_in_one_label_have_two_answers(said: Said) -> None:
    asked = table(
        ["Name of referrer", "Pat Hill"],
        ["Telephone Number / Agency", "023 9200 0101 / Hexby Primary School"],
    )
    assert said(form(CHILD, asked))["referrer"] == {
        "name": "Pat Hill",
        "phone": "+442392000101",
        "agency": "Hexby Primary School",
    }


def test_a_number_behind_a_mothers_name_is_hers_and_a_school_the_childs(said: Said) -> None:
    lines = (
        line("Pupil: Ida Vale    DOB: 01/02/2015"),
        line("Mother: Ann Vale    Tel: 023 9200 0101    PR: Yes"),
        line("Dad: Not known"),
        line("School: Hexby Primary School"),
    )
    found = said(form(*lines))
    assert found["people"][0] == {
        "name": "Ann Vale",
        "relationship": "Mother",
        "phone": "+442392000101",
        "parental_responsibility": "yes",
    }
    assert found["children"][0]["school"] == "Hexby Primary School"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("The child's parents / have not been told of this referral (delete as applicable)", "no"),
        ("The child's parents have been told of this referral (delete as applicable)", "yes"),
        ("The child's parents have / have not been told of this referral (delete as applicable)", None),
    ],
)
def test_a_statement_says_what_is_not_struck_out(said: Said, words: str, told: str | None) -> None:
    assert said(form(CHILD, line(words))).get("information_sharing", {}).get("parents_informed") == told


def test_a_home_address_below_a_list_of_the_family_is_the_childs(said: Said) -> None:
    rows = table(
        ["Full name", "DOB", "Relationship", "Lives at home address?"],
        ["Ida Vale", "01/02/2015", "Subject child", "Yes"],
        ["Ann Vale", "", "Mother", "Yes"],
        ["Bo Vale", "", "Father", "No"],
    )
    home = table(
        ["Home address", "1 Low Road, Hexby"], ["Postcode", "HX1 1AA"], ["Telephone", "023 9200 0101"]
    )
    found = said(form(line("Family members", bold=True), rows, home))
    assert [(child["address"], child["postcode"]) for child in found["children"]] == [
        ("1 Low Road, Hexby", "HX1 1AA")
    ]
    assert found["people"] == [
        {"name": "Ann Vale", "relationship": "Mother", "in_household": "yes"},
        {"name": "Bo Vale", "relationship": "Father", "in_household": "no"},
    ]


def test_a_child_lives_as_the_victim_does_whom_a_label_names(said: Said) -> None:
    victim = table(["Victim name", "Ann Vale"], ["Victim address", "1 Low Road, Hexby, HX1 1AA"])
    rows = table(["Name", "DOB", "Address"], ["Ida Vale", "01/02/2015", "As victim"])
    found = said(form(victim, line("Children", bold=True), rows))
    assert [(child["address"], child["postcode"]) for child in found["children"]] == [
        ("1 Low Road, Hexby", "HX1 1AA")
    ]


def test_what_stands_under_a_title_gives_way_to_the_story(said: Said) -> None:
    asked = table(
        [
            "What is your concern?",
            "Ida told our coach that she gets no tea. She had a bruise on her back, and cried.",
        ]
    )
    found = said(form(line("Safeguarding concern (clubs)"), line("Response 12 of the spring"), CHILD, asked))
    assert found["concern"]["reason"].startswith("Ida told our coach")


def test_a_receipt_is_no_answer(said: Said) -> None:
    receipt = line("A copy of the response, 18/03/2026 21:04")
    found = said(form(line("Safeguarding concern (clubs)"), receipt, CHILD))
    assert "copy" not in found["concern"]["reason"]


def test_more_than_a_name_is_nobodys(said: Said) -> None:
    found = said(
        form(table(["Child's name", "Ida Vale, 9 Jo Vale, 5"], ["Child's date of birth", "01/02/2015"]))
    )
    assert found["children"] == [{"dob": "2015-02-01"}]


@pytest.mark.parametrize(
    ("words", "more"), [("Ida Vale (01/02/2015)", {"dob": "2015-02-01"}), ("Ida Vale, 9", {"age": 9})]
)
def test_a_birthday_or_an_age_beside_a_name_is_no_part_of_it(
    said: Said, words: str, more: dict[str, object]
) -> None:
    found = said(form(table(["Child's name", words], ["School", "Hexby High"])))
    assert found["children"] == [{"forename": "Ida", "surname": "Vale", "school": "Hexby High", **more}]


def test_what_stands_behind_an_address_is_left_to_it(said: Said) -> None:
    found = said(form(line("Child: Ida Vale"), line("Address: 1 Low Road   Bell: 2")))
    assert found["children"][0]["address"] == "1 Low Road Bell: 2"


def test_a_label_nobody_knows_ends_a_name_behind_a_wide_gap(said: Said) -> None:
    found = said(form(CHILD, REFERRER, line("Name: Pat Hill   Pager code: 4471")))
    assert found["referrer"] == {"name": "Pat Hill"}


def test_a_school_above_who_completed_the_form_is_where_they_work(said: Said) -> None:
    asked = table(
        ["School / setting", "Hexby Primary School"], ["Completed by", "Pat Hill"], ["Position", "Head"]
    )
    assert said(form(asked, CHILD))["referrer"] == {
        "name": "Pat Hill",
        "role": "Head",
        "agency": "Hexby Primary School",
    }


def test_the_head_of_a_policy_opens_no_section() -> None:
    labels = LabelTables.from_toml(tables.labels())
    assert labels.heading("Safeguarding and Child Protection Policy 2025-26", marked=True) is None


def test_answers_are_typed_between_the_brackets_that_are_printed(said: Said) -> None:
    lines = (
        line("Child's name: [Ida Vale]"),
        line("Date of birth: [1 February 2015]"),
        line("Home address: [1 Low Road, Hexby, HX1 1AA]"),
        line("Have parents been informed? [yes]"),
        line("Has the child been told? []"),
    )
    found = said(form(*lines))
    assert found["children"] == [
        {
            "forename": "Ida",
            "surname": "Vale",
            "dob": "2015-02-01",
            "address": "1 Low Road, Hexby",
            "postcode": "HX1 1AA",
        }
    ]
    assert found["information_sharing"] == {"parents_informed": "yes"}


def test_help_in_brackets_stays_help(said: Said) -> None:
    lines = (
        line("Child's name: [Forename Surname]"),
        line("Date of birth: [Day Month Year]"),
        line("Home address: [full address]"),
        line("Email: [work email]"),
    )
    assert "children" not in said(form(CHILDREN, *lines, table(["Is the child aware?", "Yes"])))


def client_born(day: str) -> Document:
    return form(
        table(["Client name", "Ida Vale"], ["DOB", day], ["School", "Hexby High"], ["Date", "16/01/2026"])
    )


def test_a_client_who_is_under_age_and_alone_is_the_child(said: Said) -> None:
    assert said(client_born("30/08/2010"))["children"] == [
        {"forename": "Ida", "surname": "Vale", "dob": "2010-08-30", "school": "Hexby High"}
    ]


def test_a_client_who_is_grown_up_is_no_child(forms: Forms) -> None:
    found = [item.form for item in forms(client_born("30/08/1990"))]
    assert not any(child.forename or child.dob for item in found for child in item.children)


@pytest.mark.parametrize(
    "last", ["Have the parents been told that you are referring?", "Parents aware of referral?"]
)
def test_that_parents_know_of_a_worry_says_nothing_of_the_referral(said: Said, last: str) -> None:
    asked = table(["Have you discussed your concerns with the parents?", "Yes"], [last, "No"])
    assert said(form(CHILD, asked))["information_sharing"]["parents_informed"] == "no"


def test_a_relationship_below_parents_is_no_role(said: Said) -> None:
    rows = table(
        ["Name", "Relationship", "Telephone", "Email"], ["Joan Vale", "Grandmother", "023 9200 0101", ""]
    )
    found = said(form(CHILD, heading("Parent or carer"), rows))
    assert found["people"] == [{"name": "Joan Vale", "relationship": "Grandmother", "phone": "+442392000101"}]
    assert "professionals" not in found


def test_a_date_of_birth_stands_behind_whom_a_heading_names(said: Said) -> None:
    found = said(form(line("Child: Ida Vale DOB: 01/02/2015"), line("Address: 1 Low Road, Hexby, HX1 1AA")))
    assert found["children"][0]["forename"] == "Ida"
    assert found["children"][0]["dob"] == "2015-02-01"


# --- letters ---


def test_a_letter_prints_address_and_number_beneath_its_child_and_labels_the_mother(said: Said) -> None:
    words = """
    Mill Road Surgery, 20 Water Lane, Hexby, HX1 1AA
    Tel: 023 9200 0101
    6 March 2026
    Dear Duty Social Worker
    Re: Safeguarding referral – Ida Vale, DOB 03/06/2024
    Address: 31 Low Road, Hexby, HX6 2TY
    NHS number: 999 128 2335
    Mother: Ann Vale (DOB 18/01/2003).
    Ida was brought to surgery with faltering growth, and three appointments have not been attended since.
    I have discussed this referral with Ann, who has agreed to it.
    Yours sincerely
    Dr Pat Hill
    GP Safeguarding Lead
    """
    found = said(Document(tuple(line(part.strip()) for part in words.strip().splitlines()), "word"))
    assert found["children"] == [
        {
            "forename": "Ida",
            "surname": "Vale",
            "dob": "2024-06-03",
            "nhs_number": "9991282335",
            "address": "31 Low Road, Hexby",
            "postcode": "HX6 2TY",
        }
    ]
    assert found["referrer"]["agency"] == "Mill Road Surgery"
    assert found["referrer"]["address"] == "20 Water Lane, Hexby"
    assert found["information_sharing"] == {"parents_informed": "yes", "consent_obtained": "yes"}
