"""Help printed in the place of the answer, in italics or in grey."""

from __future__ import annotations

from parsers.assembly.lines.printed_help import without_help
from parsers.blocks import Cell, Line, Table, Text
from tests.unit.parsers.assembly.form_in_blocks import Said, form, heading, table

IDA = table(["Name of child", "Ida Vale"], ["Date of birth", "01/02/2015"])


def quiet(words: str) -> Text:
    return Text(words, quiet=True)


def kept(*texts: Text) -> list[str]:
    return [text.text for text in without_help(Cell(texts)).texts]


def test_help_before_the_answer_in_its_cell_is_no_part_of_it(said: Said) -> None:
    told = Table(
        (
            (Cell((Text("Name of child"),)), Cell((Text("Ida Vale"),))),
            (
                Cell((Text("Home address"),)),
                Cell((quiet("Include the postcode and landlord"), Text("2 Mill Lane, Wexbury, NE4 2PS"))),
            ),
            (
                Cell((Text("Referrer"),)),
                Cell((quiet("Name, job title and organisation"), Text("Ann Lee, Nurse, Mill Clinic"))),
            ),
        )
    )
    found = said(form(told))
    assert found["children"][0]["address"] == "2 Mill Lane, Wexbury"
    assert found["referrer"] == {"name": "Ann Lee", "role": "Nurse", "agency": "Mill Clinic"}


def test_help_under_a_label_in_the_same_cell_goes_too() -> None:
    assert kept(Text("Your worry", bold=True), quiet("Be specific. Do not paste."), Text("He was hit.")) == [
        "Your worry",
        "He was hit.",
    ]


def test_help_with_an_example_in_it_is_help() -> None:
    assert kept(quiet("E.g. early help, a parenting course"), Text("None so far")) == ["None so far"]


def test_a_quotation_in_italics_stays() -> None:
    quoted = quiet("“Please tell mum that I want to go home.”")
    assert kept(quoted, Text("He said it twice.")) == [quoted.text, "He said it twice."]
    own = quiet("He was seen with a bruise on his arm.")
    assert kept(own, Text("He said it twice.")) == [own.text, "He said it twice."]


def test_words_in_italics_by_themselves_stay() -> None:
    assert kept(quiet("Please ring her first"), Text("")) == ["Please ring her first", ""]


def test_help_between_a_question_and_its_answer_is_left_out(said: Said) -> None:
    blocks = (
        IDA,
        heading("What are you worried about?"),
        Line((quiet("Summarise what was seen, with dates."),)),
        Line((Text("She had no coat on all week, and nobody came for her on Friday."),)),
    )
    found = said(form(*blocks))
    assert found["concern"]["reason"].startswith("She had no coat on")


def asked(label: str, help_: str, answer: str) -> list[Line]:
    return [Line((Text(label, bold=True),)), Line((quiet(help_),)), Line((Text(answer),))]


def test_lines_of_help_under_question_after_question_are_help_whatever_they_say(said: Said) -> None:
    lines = [
        *asked("Child's name", "All of it", "Ida Vale"),
        *asked("Child's date of birth", "DD/MM/YYYY", "01/02/2015"),
        *asked("Your name", "Whoever writes", "Ann Lee"),
        *asked("Your organisation", "Name and not initials", "Oak House"),
    ]
    found = said(form(*lines))
    assert found["referrer"] == {"name": "Ann Lee", "agency": "Oak House"}
    assert found["children"][0]["dob"] == "2015-02-01"


def test_answers_in_italics_under_their_questions_stay(said: Said) -> None:
    lines = [
        line
        for label, answer in [
            ("Child's name", "Ida Vale"),
            ("Your name", "Ann Lee"),
            ("Your organisation", "Oak House"),
        ]
        for line in (Line((Text(label, bold=True),)), Line((quiet(answer),)))
    ]
    found = said(form(*lines))
    assert found["referrer"] == {"name": "Ann Lee", "agency": "Oak House"}
    assert found["children"][0]["forename"] == "Ida"


def test_small_labels_over_their_answers_in_every_cell_of_a_row_are_no_help(said: Said) -> None:
    row = tuple(
        Cell((quiet(label), Text(answer)))
        for label, answer in (("Family name", "Vale"), ("Given name", "Ida"), ("DOB", "01/02/2015"))
    )
    found = said(form(heading("Child"), Table((row,))))
    assert found["children"] == [{"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"}]
