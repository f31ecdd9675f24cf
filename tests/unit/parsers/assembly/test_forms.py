"""What a form says as a whole: children, blocks, several forms, sources and warnings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import tables
from parsers.assembly import AssembledForm, assemble
from parsers.blocks import Cell, Document, Line, Table, Text
from parsers.labels import Hub, LabelTables
from parsers.plain.reading import read_plain

Said = Callable[[Document], dict[str, Any]]
Forms = Callable[[Document], list[AssembledForm]]

ABOUT_YOU = """ABOUT YOU
Your name: Ola Reed
Your organisation: Hexby School
Your phone number: 020 7946 0123
Your email address: ola@hexby.example

"""
CHILD = """CHILD {number}
First name: {forename}
Last name: Vale
Date of birth: {dob}

"""
CONCERN = """YOUR CONCERN
What are you worried about?: {reason}
Have you told the parents or carers that you are contacting us?: No
If not, why not?: It would not be safe.
Form completed on: 02/10/2025
"""


def web(forename: str = "Ida", dob: str = "01/02/2015", reason: str = "Bruises on both arms.") -> str:
    return ABOUT_YOU + CHILD.format(number=1, forename=forename, dob=dob) + CONCERN.format(reason=reason)


def test_each_numbered_block_is_a_child_of_its_own(said: Said) -> None:
    second = CHILD.format(number=2, forename="Jo", dob="05/06/2018")
    text = web().replace("YOUR CONCERN", f"{second}YOUR CONCERN")
    assert [(child["forename"], child["dob"]) for child in said(read_plain(text))["children"]] == [
        ("Ida", "2015-02-01"),
        ("Jo", "2018-06-05"),
    ]


def test_two_forms_one_after_the_other_are_two_and_share_no_child(forms: Forms) -> None:
    one, two = forms(read_plain(web() + "\n" + web("Sam", "03/03/2012", "He has not eaten.")))
    assert [child.forename for child in one.form.children] == ["Ida"]
    assert [child.forename for child in two.form.children] == ["Sam"]
    assert two.form.concern.reason == "He has not eaten."


@pytest.mark.parametrize("written", ["Unborn", "unborn baby", "Unborn baby Vale", "Baby (unborn)"])
def test_an_unborn_child_has_no_forename_and_its_date_is_the_expected_one(said: Said, written: str) -> None:
    text = web(forename=written, dob="01/02/2026").replace("Date of birth", "DoB or EDD")
    assert said(read_plain(text))["children"] == [{"surname": "Vale", "edd": "2026-02-01", "unborn": "yes"}]


def test_a_date_of_birth_after_the_forms_own_date_is_a_warning_and_no_date(forms: Forms) -> None:
    (found,) = forms(read_plain(web(dob="01/02/2031")))
    assert found.form.children[0].dob is None
    assert any("01/02/2031" in warning for warning in found.warnings)


def test_an_nhs_number_that_fails_its_check_keeps_its_text_as_a_warning(forms: Forms) -> None:
    (found,) = forms(read_plain(web().replace("Last name", "NHS number: 999 123 4567\nLast name")))
    assert found.form.children[0].nhs_number is None
    assert any("999 123 4567" in warning for warning in found.warnings)


def test_the_hubs_own_numbers_are_never_the_referrers(said: Said) -> None:
    text = (
        web()
        .replace("020 7946 0123", "023 9268 8793")
        .replace("ola@hexby.example", "mash@portsmouthcc.gov.uk")
    )
    assert said(read_plain(text))["referrer"] == {"name": "Ola Reed", "agency": "Hexby School"}


def test_placeholders_are_blank(said: Said) -> None:
    text = web(dob="DD/MM/YYYY", forename="Click or tap here to enter text.")
    assert said(read_plain(text))["children"] == [{"surname": "Vale"}]


def test_every_value_says_where_it_stood(forms: Forms) -> None:
    (found,) = forms(read_plain(web()))
    assert found.sources["/children/0/dob"].text == "01/02/2015"
    assert found.sources["/referrer/phone"].text == "020 7946 0123"
    assert found.sources.keys() >= {"/concern/reason", "/children/0/forename", "/completed_on"}


def test_a_narrative_goes_on_over_lines_until_the_next_question(said: Said) -> None:
    lines = (
        "YOUR CONCERN", "What are you worried about?", "He came in cold.", "Nobody answered the telephone.",
        "What would you like to happen?", "A visit.",
    )  # fmt: skip
    blocks = tuple(Line((Text(line),)) for line in lines)
    found = said(Document((*read_plain(web(reason="")).blocks, *blocks), "text"))
    assert found["concern"]["reason"] == "He came in cold. Nobody answered the telephone."
    assert found["concern"]["desired_outcome"] == "A visit."


def test_what_a_form_tells_its_writer_is_no_answer(forms: Forms) -> None:
    blank = web(forename="", dob="", reason="")
    for line in ("Ola Reed", "Hexby School", "020 7946 0123", "ola@hexby.example", "Vale", "02/10/2025"):
        blank = blank.replace(line, "")
    blank = blank.replace(": No\n", ":\n").replace("It would not be safe.", "")
    guided = blank.replace("worried about?:", "worried about?\n(Include dates, and who saw what.)")
    (found,) = forms(read_plain(guided))
    assert found.form.is_empty()


@pytest.mark.parametrize(
    "words",
    [
        "Spoke with the duty worker at 15:20 and was asked to send this form.",
        "The school nurse was told to complete this form by her manager.",
        "MASH advised me to send this form today.",
    ],
)
def test_what_the_writer_did_about_the_form_is_an_answer(said: Said, words: str) -> None:
    lines = tuple(Line((Text(line),)) for line in ("Action already taken:", words))
    found = said(Document((*read_plain(web()).blocks, *lines), "text"))
    assert found["concern"]["actions_taken"] == words


def test_a_recognised_line_of_a_story_is_no_heading_however_bold_it_looks(said: Said) -> None:
    told = (
        Text("Ida told her teacher that she had been pushed against the cooker. A red", confidence=0.95),
        Text("mark was seen on her cheek and she asked not to ring home.", confidence=0.95, bold=True),
    )
    asked = Text("Reason for referral", confidence=0.95)
    lines = (Line((asked,)), Line(told[:1]), Line(told[1:], heading=2))
    found = said(Document((*read_plain(web(reason="")).blocks, *lines), "pdf_ocr"))
    assert found["concern"]["reason"] == " ".join(text.text for text in told)


def test_colons_in_a_column_of_their_own_are_no_part_of_the_answers(said: Said) -> None:
    asked = [
        ("SUBJECT CHILD 1",),
        ("SURNAME", ": VALE"),
        ("FORENAME(S)", ":", "IDA"),
        ("SEX", ": FEMALE"),
        ("DATE OF BIRTH", ": 01/02/2015"),
        ("SCHOOL", ":"),
        ("REASON FOR REFERRAL", ": She was left alone."),
    ]
    lines = tuple(Line(tuple(Text(part) for part in parts)) for parts in asked)
    found = said(Document((*read_plain(ABOUT_YOU).blocks, *lines), "pdf_text"))
    assert found["children"] == [
        {"forename": "IDA", "surname": "VALE", "gender": "female", "dob": "2015-02-01"}
    ]
    assert found["concern"] == {"reason": "She was left alone."}


def test_office_use_is_not_the_referrers(said: Said) -> None:
    text = web() + "\n\nFOR OFFICE USE ONLY\nName: Someone Else\nDate of birth: 01/01/2001\nReason: Closed\n"
    assert said(read_plain(text)) == said(read_plain(web()))


@pytest.mark.parametrize(
    "written", ["Ida Vale and Jo Vale", "Ida Vale, Jo Vale", "Ida Vale\nJo Vale", "Ida Vale & Jo Vale"]
)
def test_several_names_in_one_answer_are_several_children(said: Said, written: str) -> None:
    rows = [
        ["Names of children", written],
        ["Home address", "1 Low Road, Hexby, HX1 1AA"],
        ["Reason for referral", "Cold."],
    ]
    cells = tuple(tuple(Cell((Text(words),)) for words in row) for row in rows)
    found = said(Document((Line((Text("Children", bold=True),)), Table(cells)), "word"))
    assert [(child["forename"], child["surname"], child["postcode"]) for child in found["children"]] == [
        ("Ida", "Vale", "HX1 1AA"),
        ("Jo", "Vale", "HX1 1AA"),
    ]


def test_one_name_with_a_comma_is_one_child(said: Said) -> None:
    text = web().replace("First name: Ida\nLast name: Vale", "Name: VALE, Ida Rose")
    assert said(read_plain(text))["children"][0]["surname"] == "VALE"


def test_questions_under_no_heading_tell_whom_they_are_about(said: Said) -> None:
    child = "Surname: Vale\nForename: Ida\nDate of birth: 01/02/2015\nSchool: Hexby School\n"
    text = f"CONFIDENTIAL REFERRAL\n\n{child}\n{ABOUT_YOU}{CONCERN.format(reason='A burn.')}"
    found = said(read_plain(text))
    assert found["children"] == [
        {"forename": "Ida", "surname": "Vale", "dob": "2015-02-01", "school": "Hexby School"}
    ]
    assert found["referrer"]["name"] == "Ola Reed"


def test_a_name_and_a_date_under_no_heading_are_nobodys(forms: Forms) -> None:
    text = "Name: Ola Reed\nDate: 02/10/2025\nTelephone: 020 7946 0123\n\n" + web()
    assert forms(read_plain(text))[0].form == forms(read_plain(web()))[0].form


def test_prose_without_questions_is_no_form(forms: Forms) -> None:
    assert forms(read_plain("The workshop is on 6 November. Bring a name, a date of birth and lunch.")) == []


_LABELS = LabelTables.from_toml(tables.labels())


@given(st.lists(st.text(max_size=60), max_size=25))
def test_no_lines_whatever_break_the_reader(lines: list[str]) -> None:
    document = Document(tuple(Line((Text(line),)) for line in lines), "text")
    for found in assemble(document, _LABELS, Hub()):
        assert found.form.to_dict().keys() >= {"children", "concern"}


@given(st.sampled_from(["Ann-Marie", "Zoë", "O'Neill", "van der Berg", "Łukasz", "نور"]))
def test_names_of_every_spelling_stand_as_written(name: str) -> None:
    (found,) = assemble(read_plain(web(forename=name)), _LABELS, Hub())
    assert found.form.children[0].forename == name


LISTED = ["Child's name", "Date of birth", "Referrer name", "Referrer telephone", "Reason for referral"]


def listed(*rows: list[str]) -> Document:
    return Document((Table(tuple(tuple(Cell((Text(text),)) for text in row) for row in rows)),), "html")


def test_a_list_with_a_child_a_referrer_and_a_reason_in_each_row_is_a_form_a_row(forms: Forms) -> None:
    first = ["Ida Vale", "01/02/2015", "Ann Bell", "07700 900123", "She was left alone all night."]
    second = ["Jo Dean", "03/04/2018", "Bo Reed", "07700 900456", "He came to school with a burn."]
    found = [item.form for item in forms(listed(LISTED, first, second))]
    assert [
        (form.children[0].surname, form.children[0].dob, form.referrer.name, form.concern.reason)
        for form in found
    ] == [
        ("Vale", "2015-02-01", "Ann Bell", "She was left alone all night."),
        ("Dean", "2018-04-03", "Bo Reed", "He came to school with a burn."),
    ]
    assert [len(form.children) for form in found] == [1, 1]


def test_a_second_form_without_a_title_begins_with_the_first_question_of_all(forms: Forms) -> None:
    sheet = (
        "Child's full name: {}\nDate of birth: {}\nReferrer name: Bo Adom\nReferring agency: Hill High\n"
        "Date of referral: 02/03/2026\nReason for referral: {}\n\n"
    )
    one, two = forms(
        read_plain(
            sheet.format("Ada Vale", "03/04/2015", "She was hit by her brother.")
            + sheet.format("Sam Marsh", "05/06/2014", "He has not been seen since May.")
        )
    )
    assert [[child.forename for child in found.form.children] for found in (one, two)] == [["Ada"], ["Sam"]]
    assert two.form.referrer.name == "Bo Adom"


def test_a_table_of_children_with_their_concerns_stays_one_form(forms: Forms) -> None:
    header = ["Child's name", "Date of birth", "School", "Reason for referral"]
    rows = (["Ida Vale", "01/02/2015", "Any School", "Left alone."], ["Jo Vale", "03/04/2018", "", "Burnt."])
    by = Line((Text("Referrer name: Ann Bell"),))
    (found,) = forms(Document((by, *listed(header, *rows).blocks), "html"))
    assert [child.forename for child in found.form.children] == ["Ida", "Jo"]


def test_the_mothers_name_is_not_her_unborn_childs(said: Said) -> None:
    text = (
        "Child\nName: Unborn baby of Ann Vale\nDoB or EDD: 01/02/2026\nReason for referral: Mum is worried.\n"
    )
    assert said(read_plain(text))["children"] == [{"edd": "2026-02-01", "unborn": "yes"}]


def test_a_short_form_with_nothing_filled_in_is_a_form_by_its_title(
    forms: Callable[[Document], list[AssembledForm]],
) -> None:
    asked = ["Child's name", "Date of birth", "Address", "Referrer's name", "Agency", "Telephone"]
    rows = Table(tuple((Cell((Text(label),)), Cell(())) for label in asked))
    title = Line((Text("Multi-Agency Referral Form"),), 1)
    assert [found.form.is_empty() for found in forms(Document((title, rows), "word"))] == [True]
    assert forms(Document((rows,), "word")) == []
