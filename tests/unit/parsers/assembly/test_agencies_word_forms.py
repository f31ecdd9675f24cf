"""Wordings and tables of councils' and agencies' Word forms: whose answer stands where."""

from __future__ import annotations

from parsers.blocks import TICKED, UNTICKED, Document
from tests.unit.parsers.assembly.form_in_blocks import ASKED, Forms, Said, form, heading, line, table

CHILD = heading("Child details")


def test_two_referrers_and_two_reasons_in_half_a_form_make_no_second_form(forms: Forms) -> None:
    document = Document(
        (
            heading("1. CONSENT"),
            table(["Has consent been sought before making this referral?", "Yes"]),
            heading("2. DETAILS OF PRACTITIONER MAKING THIS REFERRAL"),
            table(
                ["Name of Referrer:", "Ann Lee", "Email:", "ann@any.example"],
                ["Details of Social Worker taking referral", "Ben Hill"],
            ),
            heading("3. CHILD/YOUNG PERSON DETAILS"),
            table(["Last Name", "First Name", "DOB/EDD"], ["Vale", "Ida", "01/02/2015"]),
            heading("6. REASON FOR REFERRAL"),
            table(["Why are you contacting us / What are you worried about?"], ["He was left alone."]),
            table(*([question, ""] for question in ASKED.strip().splitlines())),
        ),
        "word",
    )
    assert len(forms(document)) == 1


def test_who_wrote_a_record_is_no_second_child(said: Said) -> None:
    rows = table(
        ["Pupil's Name:", "Ida Vale", "Date of Birth:", "01/02/2015"],
        ["Name:", "Ann Lee", "Job Title:", "Teaching assistant"],
    )
    found = said(form(rows))
    assert [child["forename"] for child in found["children"]] == ["Ida"]
    assert found["referrer"]["name"] == "Ann Lee"


def test_the_social_worker_who_begins_a_form_writes_it(said: Said) -> None:
    rows = table(
        ["Social worker", "Ann Lee", "Team", "Any Council"],
        ["Telephone", "023 9200 0100", "Email", "ann@any.example"],
    )
    child = table(["Child's name", "Ida Vale"], ["Date of birth", "01/02/2015"])
    found = said(form(rows, child))
    assert (found["referrer"]["name"], found["referrer"]["phone"]) == ("Ann Lee", "+442392000100")
    assert not found.get("professionals")


def test_other_children_to_be_marked_where_they_are_referred_too_are_the_family(said: Said) -> None:
    title = "Other children in household (Please indicate by * if another child is also being referred)"
    rows = table(["Surname", "Forename", "DOB", "Relationship to child"], ["Vale", "Leo", "", "Brother"])
    found = said(form(CHILD, table(["Surname", "Vale"], ["Forename", "Ida"]), heading(title), rows))
    assert [child["forename"] for child in found["children"]] == ["Ida"]


def test_labels_over_answers_that_say_whose_they_are_keep_it(said: Said) -> None:
    rows = table(
        ["Mother's full name", "Mother's DOB"],
        ["Eve Vale", "01/02/1985"],
        ["Mother's telephone", "Does mother have PR?"],
        ["07700 900100", "Yes"],
    )
    (mother,) = said(form(CHILD, table(["Name", "Ida Vale"]), heading("Parent / carer details"), rows))[
        "people"
    ]
    assert mother == {
        "name": "Eve Vale",
        "dob": "1985-02-01",
        "relationship": "Mother",
        "parental_responsibility": "yes",
        "phone": "+447700900100",
    }


def test_options_of_which_none_was_chosen_ask_nothing_below_their_label(said: Said) -> None:
    rows = table(
        ["Child's full name", "DOB / EDD"],
        ["Ida Vale", "01/02/2015"],
        ["Gender", "Ethnicity"],
        ["Male / Female", "White Irish"],
    )
    (child,) = said(form(CHILD, rows))["children"]
    assert child["ethnicity"] == "White Irish"


def test_a_number_asked_before_the_name_is_the_same_childs(said: Said) -> None:
    rows = table(
        ["NHS number", "GP"],
        ["999 102 9974", "Dr Snow"],
        ["Patient surname", "Patient forename"],
        ["Vale", "Ida"],
        ["Date of birth", "Sex"],
        ["01/02/2015", "F"],
        ["Address", "Postcode"],
        ["2 Mill Lane, Any Town", "PO1 2AB"],
    )
    (child,) = said(form(CHILD, rows))["children"]
    assert (child["forename"], child["nhs_number"]) == ("Ida", "9991029974")


def test_help_behind_a_label_leaves_the_cell_beside_it_the_answer(said: Said) -> None:
    rows = table(
        ["Child's Name:", "Ida Vale", "Age:", "9"],
        ["Address: is this suitable e.g. temporary/homeless.", "2 Mill Lane, Any Town"],
    )
    (child,) = said(form(CHILD, rows))["children"]
    assert child["address"] == "2 Mill Lane, Any Town"


def test_help_behind_the_parents_names_names_nobody(said: Said) -> None:
    told = line("Name of Parents / Carers: Include all adults involved in the care of the child")
    found = said(form(CHILD, table(["Name", "Ida Vale"]), told))
    assert not found.get("people")


def test_a_neighbour_where_a_name_was_asked_has_none(said: Said) -> None:
    found = said(form(CHILD, table(["Name", "Ida Vale"], ["Accompanied by", "Neighbour"])))
    assert [person.get("name") for person in found.get("people", [])] in ([], [None])


def test_the_y_that_is_left_of_two_options_is_no_welsh(said: Said) -> None:
    rows = table(["Parent/carer aware:\nY /", "YP aware:\n/ N"])
    found = said(form(CHILD, table(["Name", "Ida Vale"]), rows))["information_sharing"]
    assert (found["parents_informed"], found["child_informed"]) == ("yes", "no")


def test_why_somebody_refers_is_no_reason_for_not_telling_parents(said: Said) -> None:
    document = Document(
        (
            CHILD,
            table(["Name", "Ida Vale"]),
            table(
                ["Are parents aware of this referral?", f"{UNTICKED} Yes {TICKED} No"],
                ["Why are you referring the child(ren) to children's social services?", "He was hit."],
            ),
            table(*([question, ""] for question in ASKED.strip().splitlines()[1:])),
        ),
        "word",
    )
    found = said(document)
    assert "parents_not_informed_reason" not in found["information_sharing"]
    assert found["concern"]["reason"] == "He was hit."


def test_the_setting_before_the_childs_name_is_where_the_writer_works(said: Said) -> None:
    lines = [
        "Name of setting: Any Day Nursery",
        "Name of child: Ida Vale",
        "Child's date of birth: 01/02/2022",
    ]
    found = said(form(*map(line, [*lines, "Your name: Ann Lee", "Your position: Manager"])))
    assert found["referrer"]["agency"] == "Any Day Nursery"
    assert "school" not in found["children"][0]


def test_a_second_control_that_nobody_used_adds_nothing_to_the_first(said: Said) -> None:
    rows = table(
        ["Name", "Eve Vale", "Relationship to child", "Mother"],
        ["Address", "2 Mill Lane, Any Town", "", "Click or tap here to enter text."],
    )
    (mother,) = said(form(CHILD, table(["Name", "Ida Vale"]), heading("Parents/carers"), rows))["people"]
    assert mother["address"] == "2 Mill Lane, Any Town"
