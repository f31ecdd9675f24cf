"""Printed options that nothing was seen to be chosen from answer nothing, however they were read."""

from __future__ import annotations

import pytest

from config import tables
from parsers.assembly import candidates
from parsers.blocks import Block, Cell, Document, Line, Table, Text
from parsers.form import ContactForm
from parsers.labels import Hub, LabelTables
from parsers.offered import offered, with_offers_spelt

CHILD = ("Child details", "Child's name: Ida Vale", "Date of birth: 01/02/2015")
INFORMED = "Have the parents been informed of this referral?"
DISABLED = "Is the child disabled?"


@pytest.fixture(scope="module")
def labels() -> LabelTables:
    return LabelTables.from_toml(tables.labels())


def seen(words: str) -> Text:
    return Text(words, 1, confidence=0.9)


def line(*segments: str) -> Line:
    return Line(tuple(map(seen, segments)))


def row(*cells: str) -> tuple[Cell, ...]:
    return tuple(Cell(tuple(map(seen, cell.split("\n")))) for cell in cells)


def spelt(block: Block, labels: LabelTables) -> Block:
    return with_offers_spelt(Document((block,), "pdf_ocr"), labels).blocks[0]


def read(block: Block, labels: LabelTables) -> tuple[ContactForm, list[str]]:
    blocks = (*(line(words) for words in CHILD), block)
    document = with_offers_spelt(Document(blocks, "pdf_ocr"), labels)
    found = [form for form, _ in candidates(document, labels, Hub())]
    return found[0].form, found[0].warnings


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("Yes: / No / Notknowrr", "Yes / No / Not known"),
        ("Yes No y Not known", "Yes / No / Not known"),
        ("Yes l Ne", "Yes / No"),
        ("Ves / No.", "Yes / No"),
        ("Yes: No: Nat knovvn:", "Yes / No / Not known"),
        ("Yes: / No (please circle)", "Yes / No"),
        ("No / N/A", "No / Not applicable"),
        ("Yes / No / Don't know", "Yes / No / Not known"),
        ("Y! N", "Yes / No"),
        ("Male y Fernale", "Male / Female"),
    ],
)
def test_misread_options_are_spelt_as_printed(words: str, printed: str) -> None:
    assert offered(words) == printed


@pytest.mark.parametrize(
    "words",
    [
        "Yes", "Not known", "N/A", "Yes - no concerns", "No, not known", "Yes but not dad", "Not yet", "Yes now",
        "Yes/No Yes", "Yes ☐ No ☒", "Yes / No / Yes", "Mother / Other", "Ida Vale", "Yes Mum is aware", "Female", "",
    ],
)  # fmt: skip
def test_an_answer_is_no_offer(words: str) -> None:
    assert offered(words) is None


@pytest.mark.parametrize(
    "block",
    [
        line(INFORMED, "Yes: / No / Notknowrr"),
        line(INFORMED, "Yes", "No y Not known"),
        line(INFORMED, "Yes:", "No"),
        line(INFORMED, "es", "No /", "ot", "0"),
        line(f"{INFORMED} Yes: / No"),
        Table((row(INFORMED, "Yes 1 No"),)),
        Table((row(INFORMED, "Yes:\nNo"),)),
        Table((row(INFORMED, "Yes", "Nc", "Not known"),)),
        Table((row(f"{INFORMED}\nYes ( No"),)),
    ],
)
def test_a_yes_beside_other_options_tells_nothing_of_the_parents(block: Block, labels: LabelTables) -> None:
    form, _ = read(block, labels)
    assert form.information_sharing.parents_informed is None


def test_an_officer_is_told_that_no_mark_was_seen(labels: LabelTables) -> None:
    _, warnings = read(line(INFORMED, "Yes", "No y Not known"), labels)
    assert "no mark was seen on the options: Yes / No / Not known" in warnings


@pytest.mark.parametrize("options", ["Yes / Ne", "Yes: No", "No l Yes", "Yes / No / Unkmown"])
def test_no_other_choice_is_answered_by_what_is_offered(options: str, labels: LabelTables) -> None:
    form, _ = read(line(DISABLED, options), labels)
    assert form.children[0].disability is None


def test_no_sex_is_told_by_what_is_offered(labels: LabelTables) -> None:
    form, _ = read(Table((row("Gender", "Male", "Femalu"),)), labels)
    assert form.children[0].gender is None


def test_the_option_left_of_those_that_were_struck_out_is_the_answer(labels: LabelTables) -> None:
    form, warnings = read(line(INFORMED, "No"), labels)
    assert form.information_sharing.parents_informed == "no"
    assert not any("no mark" in warning for warning in warnings)


@pytest.mark.parametrize(
    "block",
    [
        line("Ida Vale", "Yes", "No"),
        line("Gender", "Male /", "DOB", "01/02/2015"),
        Table((row("", "Child 1", "Child 2"), row("Name", "Ida Vale", "Tom Vale"), row(DISABLED, "Yes", "No"))),
        Table((row("Name", "Disabled?", "Looked after?"), row("Ida Vale", "Yes", "No"))),
    ],
)  # fmt: skip
def test_answers_of_columns_stay_apart(block: Block, labels: LabelTables) -> None:
    assert spelt(block, labels) == block


def test_what_was_not_recognised_stays_as_it_was_written(labels: LabelTables) -> None:
    typed = Line((Text(INFORMED), Text("Yes: / No / Notknowrr")))
    assert spelt(typed, labels) == typed
