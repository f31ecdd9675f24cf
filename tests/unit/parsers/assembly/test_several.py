"""Two forms in one document, by questions that no table knows."""

from __future__ import annotations

from parsers.blocks import Document, Line
from tests.unit.parsers.assembly.form_in_blocks import Forms, line


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


def test_children_asked_about_one_after_another_are_of_one_form(forms: Forms) -> None:
    (found,) = forms(Document(tuple(filled("Ann Lee", ["Ida", "Bo", "Olu"], "Left alone.")), "text"))
    assert [child.forename for child in found.form.children] == ["Ida", "Bo", "Olu"]
