"""Headings that would pass for labels, over questions that have their own answers."""

from __future__ import annotations

from parsers.blocks import Document
from tests.unit.parsers.assembly.form_in_blocks import CHILD, Said, cell, form, heading, line, table


def test_rows_under_a_title_that_could_be_a_question_are_its_people_and_never_the_referrer(
    said: Said,
) -> None:
    found = said(
        form(
            CHILD,
            table(["Surname", "Vale"], ["Forename", "Ida"]),
            table(
                [cell("Other professionals working with the family", span=3, bold=True)],
                ["Name\nRajesh Quigley", "Role\nYouth Worker", "Agency\nWharf Youth Project"],
            ),
            table(
                [cell("Person making this referral", span=3, bold=True)],
                ["Full name\nCarol Dunmore", "Job title\nSchool Nurse", "Agency\nOttersby Healthcare Trust"],
            ),
        )
    )
    assert found["professionals"] == [
        {"name": "Rajesh Quigley", "role": "Youth Worker", "agency": "Wharf Youth Project"}
    ]
    assert found["referrer"]["name"] == "Carol Dunmore"
    assert found["referrer"]["agency"] == "Ottersby Healthcare Trust"


def test_a_title_does_not_take_the_question_under_it_into_the_answer(said: Said) -> None:
    rows = table(
        [cell("D. The report", bold=True)],
        ["1. Details of the concern, in your own words\nIda was locked out all night."],
        ["2. What effect is this having on the child?\nIda is tired."],
    )
    found = said(Document((*form(CHILD, table(["Surname", "Vale"])).blocks[:2], rows), "word"))
    assert found["concern"]["reason"] == "Ida was locked out all night."


def test_an_empty_reason_does_not_take_the_next_question_for_its_answer(said: Said) -> None:
    found = said(
        form(
            CHILD,
            table(["Surname", "Vale"]),
            table(
                ["Has this referral been discussed with the parent or carer?\n☒ Yes ☐ No"],
                ["If No, please say why"],
                ["Has the parent or carer consented to the sharing of information?\n☐ Yes ☒ No"],
            ),
        )
    )
    assert found["information_sharing"] == {"parents_informed": "yes", "consent_obtained": "no"}


def test_a_heading_that_could_ask_for_a_telephone_leaves_each_parents_own_with_them(said: Said) -> None:
    found = said(
        form(
            CHILD,
            table(["Surname", "Vale"]),
            heading("Parent/carer contacts"),
            line("Name:", "Una Vale", "Relationship:", "Mother"),
            line("Phone:", "07700 900905", "PR:", "No"),
            line("Name:", "Ivo Vale", "Relationship:", "Father"),
            line("Phone:", "07700 900402", "PR:", "Yes"),
        )
    )
    assert [(one["name"], one["phone"], one["parental_responsibility"]) for one in found["people"]] == [
        ("Una Vale", "+447700900905", "no"),
        ("Ivo Vale", "+447700900402", "yes"),
    ]


def test_the_referrers_own_heading_wins_over_a_name_that_stood_under_an_unread_one(said: Said) -> None:
    found = said(
        form(
            CHILD,
            table(["Surname", "Vale"]),
            table(
                [cell("ing with the family", span=3, bold=True)],
                ["Name\nRajesh Quigley", "Role\nYouth Worker", "Agency\nWharf Youth Project"],
            ),
            table(
                [cell("Person making this referral", span=2, bold=True)],
                ["Full name\nCarol Dunmore", "Agency\nOttersby Healthcare Trust"],
            ),
        )
    )
    assert found["referrer"] == {"name": "Carol Dunmore", "agency": "Ottersby Healthcare Trust"}


def test_why_not_belongs_to_the_question_that_was_answered_with_no(said: Said) -> None:
    found = said(
        form(
            CHILD,
            table(["Surname", "Vale"]),
            table(
                ["Have parents been informed?", "No"],
                ["Has consent been obtained?", "Yes"],
                ["If no, why not?", "It would put her at risk."],
            ),
        )
    )
    assert found["information_sharing"] == {
        "parents_informed": "no",
        "consent_obtained": "yes",
        "parents_not_informed_reason": "It would put her at risk.",
    }


def test_rows_of_labels_and_answers_under_a_table_of_children_are_no_children(said: Said) -> None:
    found = said(
        form(
            CHILD,
            table(
                ["First name(s)", "Family name", "Gender", "School"],
                ["Musa", "Vale", "Male", "Mill Primary"],
                ["Home address", "11 Mill Road, Hexby", "Post code", "IP14 2UG"],
                ["Ethnicity", "White Irish", "Religion", "Islam"],
            ),
        )
    )
    (child,) = found["children"]
    assert (child["forename"], child["school"], child["postcode"]) == ("Musa", "Mill Primary", "IP14 2UG")
    assert (child["ethnicity"], child["religion"]) == ("White Irish", "Islam")


def test_labels_set_as_headings_go_on_with_the_one_whose_block_it_is(said: Said) -> None:
    blocks = [
        block
        for number, (name, home) in enumerate((("Ida Vale", "2 Nether Lane"), ("Bo Lee", "9 Over Lane")), 1)
        for block in (
            heading(f"Young person {number}"),
            heading("Young person's name"),
            line(name),
            heading("Young person's address"),
            line(home),
        )
    ]
    adult = [heading("Parent / carer 1"), heading("Name"), line("Ann Vale")]
    found = said(form(*blocks, *adult, heading("Parent / carer DOB"), line("01/02/1985")))
    assert [child["address"] for child in found["children"]] == ["2 Nether Lane", "9 Over Lane"]
    assert found["people"] == [{"name": "Ann Vale", "dob": "1985-02-01"}]


def test_who_somebody_is_in_bold_below_that_question_is_its_answer(said: Said) -> None:
    rows = [
        heading("Other adult 1"),
        line("Adult name:", "Ann Vale"),
        line("Relationship to child", bold=True),
        line("Mother", bold=True),
        line("Adult date of birth:", "01/02/1985"),
    ]
    found = said(form(CHILD, table(["Name", "Ida Vale"]), *rows))
    assert found["people"] == [{"name": "Ann Vale", "dob": "1985-02-01", "relationship": "Mother"}]
