"""Which of several printed answers was chosen: by a mark beside it, or by what is left of them."""

from __future__ import annotations

from tests.unit.parsers.assembly.form_in_blocks import CHILD, Said, form, line, table


def test_a_mark_beside_one_of_two_answers_in_cells_of_their_own_chooses_it(said: Said) -> None:
    rows = table(
        ["Are the parents aware of this referral?", "Yes ✓", "No"],
        ["Have the parents given consent?", "Yes", "No ✓"],
    )
    told = said(form(CHILD, line("Forename: Ida"), rows))["information_sharing"]
    assert told == {"parents_informed": "yes", "consent_obtained": "no"}


def test_what_is_left_of_two_answers_behind_their_question_is_its_answer(said: Said) -> None:
    told = said(form(CHILD, line("Forename: Ida"), line("Parents informed? YES /")))["information_sharing"]
    assert told["parents_informed"] == "yes"


def test_the_boxes_ticked_may_come_as_a_programs_list(said: Said) -> None:
    listed = line('Type of concern: ["Physical harm","Neglect"]')
    told = said(form(CHILD, line("Forename: Ida"), listed))
    assert told["concern"]["types"] == ["Physical harm", "Neglect"]
