"""Which of several printed answers was chosen: by a mark beside it, or by what is left of them."""

from __future__ import annotations

from tests.unit.parsers.assembly.form_in_blocks import CHILD, Said, form, heading, line, table


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


def test_the_answers_offered_behind_a_question_are_not_the_one_that_stands_beside_them(said: Said) -> None:
    asked = line("Parents informed? Yes / No", "No")
    told = said(form(CHILD, line("Forename: Ida"), asked))["information_sharing"]
    assert told == {"parents_informed": "no"}


def test_who_told_the_parents_gave_no_consent(said: Said) -> None:
    asked = [line("Have parents been contacted?", "Yes"), line("By whom", "G Farthing")]
    told = said(form(CHILD, line("Forename: Ida"), *asked))["information_sharing"]
    assert told == {"parents_informed": "yes"}


def test_a_reason_after_a_child_who_was_told_is_why_the_parents_were_not(said: Said) -> None:
    told = said(
        form(
            CHILD,
            line("Forename: Ida"),
            line("Has the parent been advised of this notification?", "No"),
            line("Has the child or young person been advised?", "Yes"),
            line("If no, give reason", "He could not be roused."),
        )
    )["information_sharing"]
    assert told == {
        "parents_informed": "no",
        "child_informed": "yes",
        "parents_not_informed_reason": "He could not be roused.",
    }


def test_a_reason_asked_in_welsh_and_english_is_why_the_parents_were_not_told(said: Said) -> None:
    rows = table(
        ["A yw'r rhieni'n ymwybodol? / Are the parents aware of the referral?", "Nac ydynt / No"],
        ["Os nad ydynt, pam? / If not, why not?", "Risk to the child"],
    )
    told = said(form(CHILD, line("Forename: Ida"), rows))["information_sharing"]
    assert told == {"parents_informed": "no", "parents_not_informed_reason": "Risk to the child"}


def test_an_option_that_reads_like_a_label_is_ticked_or_not_and_asks_nothing(said: Said) -> None:
    boxes = [line("Categories of concern:"), line("☒ Going missing"), line("☐ Radicalisation")]
    concern = said(form(CHILD, table(["Name", "Ida Vale"]), heading("Concern"), *boxes))["concern"]
    assert concern["types"] == ["Going missing"]
    assert "missing_episodes" not in concern


def test_the_sexes_in_cells_of_their_own_are_offered_and_none_of_them_chosen(said: Said) -> None:
    rows = table(["Name", "Ida Vale"], ["Gender", "Male", "Female"], ["School", "Any School"])
    assert said(form(heading("Child"), rows))["children"] == [
        {"forename": "Ida", "surname": "Vale", "school": "Any School"}
    ]
