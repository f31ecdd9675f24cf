"""A document's own way of setting labels tells labels that no table knows, and ends the answers before them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from parsers.assembly import AssembledForm
from parsers.blocks import Document, Line, Text
from parsers.plain.reading import read_plain

Said = Callable[[Document], dict[str, Any]]
Forms = Callable[[Document], list[AssembledForm]]

QUESTIONS = (
    ("Name of referrer", "Lorna Maddocks"),
    ("Agency", "Harbour Homes"),
    ("Email", "l.maddocks@harbourhomes.example"),
    ("Child's family name", "Osei"),
    ("Child's given name", "Kwabena"),
    ("Date of birth", "03.12.2011"),
    ("Reason for contact", "He was found alone at 11am, with no food in the kitchen."),
)


def bold(words: str) -> Line:
    return Line((Text(words, bold=True),))


def plain(words: str) -> Line:
    return Line((Text(words),))


def stacked(*more: tuple[str, str]) -> Document:
    """Each label in bold on a line of its own, its answer beneath."""
    lines = [line for label, value in (*QUESTIONS, *more) for line in (bold(label), plain(value))]
    return Document(tuple(lines), "html")


def written(*lines: str) -> Document:
    return read_plain("\n".join([*(f"{label}: {value}" for label, value in QUESTIONS), *lines]))


def test_a_bold_line_that_nobody_knows_is_no_more_of_the_answer_above_it(said: Said) -> None:
    found = said(stacked(("Colour of the front door", "Green, with a brass knocker")))
    assert found["concern"] == {"reason": QUESTIONS[-1][1]}


def test_a_label_in_the_documents_own_style_is_asked_by_its_words(said: Said) -> None:
    found = said(stacked(("Any previous involvement you know of", "A noise complaint in 2025")))
    assert found["concern"] == {"reason": QUESTIONS[-1][1], "history": "A noise complaint in 2025"}


def test_a_bold_line_opens_no_section_where_labels_stand_so(said: Said) -> None:
    found = said(
        stacked(("Main worry when referring", "His mother has not been seen"), ("Role", "Tenancy Officer"))
    )
    assert found["referrer"]["agency"] == "Harbour Homes"
    assert found["concern"]["reason"] == QUESTIONS[-1][1]


def test_two_bold_lines_prove_no_style(forms: Forms) -> None:
    lines = (bold("Name"), plain("Jo Bell"), bold("Important"), plain("Ring before you come."))
    assert not forms(Document(lines, "html"))


def test_a_line_between_labelled_lines_is_a_label_where_it_speaks_as_forms_do(said: Said) -> None:
    found = said(written("Parents aware of PPN: Yes", "Voice of the child: He wants his nan."))
    assert found["concern"]["reason"] == QUESTIONS[-1][1]
    assert found["information_sharing"] == {"parents_informed": "yes"}


def test_what_somebody_said_within_an_answer_stays_in_it(said: Said) -> None:
    found = said(written("Auntie Jo: he fell off the sofa", "Parents informed: Yes"))
    assert found["concern"]["reason"] == f"{QUESTIONS[-1][1]} Auntie Jo: he fell off the sofa"


def test_an_owner_alone_before_a_name_asks_for_it(said: Said) -> None:
    lines = (
        "Referrer: Ann Pook",
        "Agency: Nursing",
        "Email: a@nurse.example",
        "Child: Zac Ingle",
        "DOB: 23/05/2025",
    )
    found = said(read_plain("\n".join([*lines, "Reason for referral: Bruises to a baby's ear."])))
    assert found["children"] == [{"forename": "Zac", "surname": "Ingle", "dob": "2025-05-23"}]


def test_a_label_that_may_be_a_heading_is_a_label_where_all_stand_so(said: Said) -> None:
    lines = [
        line
        for label, value in (("Referred by", "Lorna Maddocks"), *QUESTIONS[1:])
        for line in (bold(label), plain(value))
    ]
    found = said(Document(tuple(lines), "html"))
    assert found["referrer"]["name"] == "Lorna Maddocks"
    assert [child["forename"] for child in found["children"]] == ["Kwabena"]


def test_a_whole_address_takes_no_more_lines(said: Said) -> None:
    lines = [
        "Home address: 21 Arundel Mews, PO1 1NG",
        "Good things: She loves her father.",
        "Parents informed: No",
    ]
    found = said(written(*lines))
    assert found["children"][0]["address"] == "21 Arundel Mews"


def test_an_unknown_label_ends_an_address_without_a_postcode(said: Said) -> None:
    found = said(
        written("Home address: 21 Arundel Mews", "Pets: Two dogs of a large kind", "Parents informed: No")
    )
    assert found["children"][0]["address"] == "21 Arundel Mews"


def test_numbered_questions_are_questions_in_any_words(said: Said) -> None:
    asked = [
        *QUESTIONS,
        ("Are the parents aware of this referral?", "No"),
        ("If you have not, please say why", "We fear for her."),
    ]
    text = "\n\n".join(f"{number}) {label}\n{value}" for number, (label, value) in enumerate(asked, 1))
    assert said(read_plain(text))["information_sharing"] == {
        "parents_informed": "no",
        "parents_not_informed_reason": "We fear for her.",
    }


def test_who_are_you_over_a_name_asks_for_it(said: Said) -> None:
    asked = [
        ("Who are you?", "Ansel Birdwood"),
        ("What is the child called?", "Theo Gascoigne"),
        *QUESTIONS[1:3],
        *QUESTIONS[5:],
    ]
    text = "\n\n".join(f"{number}) {label}\n{value}" for number, (label, value) in enumerate(asked, 1))
    found = said(read_plain(text))
    assert found["referrer"]["name"] == "Ansel Birdwood"
    assert (found["children"][0]["forename"], found["children"][0]["surname"]) == ("Theo", "Gascoigne")


def test_a_forename_and_a_surname_that_are_set_as_headings_are_one_childs(said: Said) -> None:
    lines = [line for label, value in QUESTIONS for line in (Line((Text(label),), 5), plain(value))]
    found = said(Document(tuple(lines), "html"))
    assert found["children"] == [{"forename": "Kwabena", "surname": "Osei", "dob": "2011-12-03"}]


def test_an_unknown_label_ends_the_story_where_a_question_with_its_answer_stands_below(said: Said) -> None:
    lines = [f"{label}: {value}" for label, value in QUESTIONS]
    text = "\n".join(
        [*lines, "Who else was told: The GP.", "Parent aware of referral to MASH? Yes (mum)", ""]
    )
    found = said(read_plain(text))
    assert found["concern"]["reason"] == QUESTIONS[-1][1]
    assert found["information_sharing"]["parents_informed"] == "yes"


def test_a_second_paragraph_of_an_answer_in_bold_is_more_of_it_and_the_label_below_is_none(
    said: Said,
) -> None:
    asked = tuple(plain(f"{label}: {value}") for label, value in QUESTIONS)
    more = "This is the third time this term that we have had to write about the family."
    found = said(Document((*asked, bold(more), plain("Level of dental risk: High")), "html"))
    assert found["concern"] == {"reason": f"{QUESTIONS[-1][1]} {more}"}


def test_a_numbered_label_that_no_table_knows_ends_the_story_before_it(said: Said) -> None:
    asked = [(f"{at}. {label}:", value) for at, (label, value) in enumerate(QUESTIONS, start=1)]
    asked += [("8. Date of last home visit:", "12/10/2026"), ("9. Actions taken so far:", "Rang the hub.")]
    lines = [Line((Text(label), Text(value))) for label, value in asked]
    concern = said(Document(tuple(lines), "pdf_text"))["concern"]
    assert concern["reason"] == QUESTIONS[-1][1]
