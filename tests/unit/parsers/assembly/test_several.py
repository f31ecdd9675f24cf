"""Two forms in one document, by questions that no table knows."""

from __future__ import annotations

from parsers.blocks import Document, Line
from tests.unit.parsers.assembly.form_in_blocks import Forms, heading, line


def filled(writer: str, children: list[str], reason: str) -> list[Line]:
    """One form whose first questions are not in the tables, a block for each child."""
    blocks = [
        [
            line(f"Child {number}"),
            line("First name:", forename),
            line("Surname:", "Vale"),
            line("School:", "Any School"),
        ]
        for number, forename in enumerate(children, 1)
    ]
    return [
        line("Desk of the worker:", "Any House"),
        line("Worker's pager:", "7"),
        line("Referrer's name:", writer),
        *(asked for block in blocks for asked in block),
        line("Reason for referral:", reason),
        line("Are the parents aware?", "No"),
    ]


def test_the_same_questions_asked_again_begin_another_form(forms: Forms) -> None:
    blocks = [*filled("Ann Lee", ["Ida", "Bo"], "Left alone."), *filled("Jo Hart", ["Olu"], "Was hit.")]
    found = forms(Document(tuple(blocks), "text"))
    assert [[child.forename for child in form.form.children] for form in found] == [["Ida", "Bo"], ["Olu"]]
    assert [form.form.referrer.name for form in found] == ["Ann Lee", "Jo Hart"]


def test_numbered_titles_part_forms_whose_questions_have_other_words(forms: Forms) -> None:
    first = [
        heading("Referral 1 of 2"),
        line("Name of professional making contact:", "Ann Lee"),
        line("Child's full name:", "Ida Vale"),
        line("Your organisation:", "Any House"),
        line("Work email address:", "ann.lee@house.example"),
        line("Please describe your concerns:", "Left alone."),
        line("Parents informed:", "No"),
    ]
    second = [
        heading("Referral 2 of 2"),
        line("Your full name:", "Jo Hart"),
        line("Forename(s):", "Olu"),
        line("Child's last name:", "Hill"),
        line("Home address:", "3 Any Road"),
        line("Designation:", "Room leader"),
        line("Your telephone:", "023 9200 0252"),
        line("Please tell us why you are contacting us:", "Was hit."),
        line("Have parents been informed?", "Yes"),
    ]
    found = forms(Document((*first, *second), "text"))
    assert [[child.surname for child in form.form.children] for form in found] == [["Vale"], ["Hill"]]
    assert [form.form.referrer.name for form in found] == ["Ann Lee", "Jo Hart"]


def test_a_numbered_title_without_a_reason_of_its_own_begins_no_form(forms: Forms) -> None:
    blocks = [
        heading("Form 1"),
        *filled("Ann Lee", ["Ida"], "Left alone."),
        heading("Form 2"),
        line("Consent:", "Yes"),
    ]
    assert len(forms(Document(tuple(blocks), "text"))) == 1


def test_children_asked_about_one_after_another_are_of_one_form(forms: Forms) -> None:
    (found,) = forms(Document(tuple(filled("Ann Lee", ["Ida", "Bo", "Olu"], "Left alone.")), "text"))
    assert [child.forename for child in found.form.children] == ["Ida", "Bo", "Olu"]
