"""Labels that recognition misread are taken for the printed ones; answers never change."""

from __future__ import annotations

import pytest

from config import tables
from parsers.blocks import Cell, Document, Line, Table, Text
from parsers.labels import LabelTables
from parsers.labels.near import slips
from parsers.misread import with_labels_mended


@pytest.fixture(scope="module")
def labels() -> LabelTables:
    return LabelTables.from_toml(tables.labels())


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Emait", "email"),
        ("Tetephone", "telephone"),
        ("Sumame", "surname"),
        ("Dale of birth", "date of birth"),
        ("Forenarne:", "forename"),
        ("Relationship to chiid", "relationship to child"),
        ("Narne:", "name"),
        ("Emotlonal abuse", "emotional abuse"),
        ("D.0.B.", "d.o.b"),
        ("D08:", "dob"),
    ],
)
def test_a_misread_label_is_taken_for_the_printed_one(labels: LabelTables, read: str, printed: str) -> None:
    assert labels.misread(read) == printed


@pytest.mark.parametrize(
    "text",
    [
        "Telephone", "Dale", "Faith", "Rose", "Tilly", "Mather", "Olu Llewellyn", "White British", "07700 900123",
        "Oxhampton Junior School", "Social Worker", "a.mail@school.example", "", "☐ Yes ☒ No",
    ],
)  # fmt: skip
def test_what_is_known_or_an_answer_is_no_misread_label(labels: LabelTables, text: str) -> None:
    assert labels.misread(text) is None


def test_a_text_between_two_labels_that_ask_different_things_is_left_alone() -> None:
    rows = 'section = "children"\n[labels]\nschool = ["form hall"]\ngp = ["form hail"]\n'
    near = LabelTables.from_toml({"own.toml": rows})
    assert near.misread("form hal1") is None


def test_only_what_recognition_confuses_costs_little() -> None:
    assert slips("sumame", "surname") < slips("sumane", "surname") < slips("sunday", "surname")
    assert slips("email", "email") == 0


def test_a_mended_label_makes_the_answer_beside_it_less_sure(labels: LabelTables) -> None:
    row = (Cell((Text("Tetephone", confidence=0.9),)), Cell((Text("07700 900123", confidence=0.96),)))
    document = Document((Table((row,)),), "pdf_ocr")
    (table,) = with_labels_mended(document, labels).blocks
    assert isinstance(table, Table)
    label, answer = table.rows[0]
    assert label.text == "Telephone"
    assert (answer.text, answer.texts[0].confidence) == ("07700 900123", 0.85)


def test_a_label_and_its_answer_on_one_line_are_told_apart_by_the_colon(labels: LabelTables) -> None:
    line = Line((Text("Sumame: Dale", confidence=0.9),))
    (mended,) = with_labels_mended(Document((line,), "pdf_ocr"), labels).blocks
    assert isinstance(mended, Line)
    assert mended.text == "Surname: Dale"


def test_typed_text_is_never_mended(labels: LabelTables) -> None:
    document = Document((Line((Text("Tetephone"), Text("07700 900123"))),), "pdf_ocr")
    assert with_labels_mended(document, labels) == document


@pytest.mark.parametrize(
    "asked", ["Are parents aware of this referral?", "Are parents avvare of this referral?"]
)
@pytest.mark.parametrize("answer", ["No", "☒ Yes ☐ No"])
def test_an_answer_below_a_question_in_its_cell_is_no_part_of_the_label(
    labels: LabelTables, asked: str, answer: str
) -> None:
    cell = Cell((Text(asked, 1, confidence=0.95), Text(answer, 1, confidence=0.97)))
    (table,) = with_labels_mended(Document((Table(((cell,),)),), "pdf_ocr"), labels).blocks
    assert isinstance(table, Table)
    assert table.rows[0][0].texts[-1].text == answer
    assert labels.known(table.rows[0][0].texts[0].text)


@pytest.mark.parametrize(
    ("read", "english"),
    [
        ("Telephone / Ff6n", "Telephone"),
        ("Gender Rhywedd", "Gender"),
        ("School Ysgol", "School"),
        ("Date of birth Dyddiad geni", "Date of birth"),
    ],
)
def test_a_label_in_english_and_welsh_is_its_english_where_the_welsh_was_misread(
    labels: LabelTables, read: str, english: str
) -> None:
    mended = with_labels_mended(Document((Line((Text(read, 1, confidence=0.9),)),), "image_ocr"), labels)
    [line] = mended.blocks
    assert isinstance(line, Line)
    assert line.text == english


@pytest.mark.parametrize(
    "answer", ["Ysgol Glan Teifi", "School Lane", "Rhys Rhydderch", "Father of Ffion", "Mother / Rhys", "Mam"]
)
def test_welsh_in_an_answer_stays(labels: LabelTables, answer: str) -> None:
    document = Document((Line((Text(answer, 1, confidence=0.9),)),), "image_ocr")
    assert with_labels_mended(document, labels) == document
