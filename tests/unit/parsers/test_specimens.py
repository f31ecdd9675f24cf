"""What the reader tries itself on before the first message comes is read as the forms that it stands for."""

from __future__ import annotations

import pytest

from config import tables
from parsers.form import Outcome
from parsers.labels import Hub, LabelTables
from parsers.message import read_message
from parsers.specimens import specimens

SPECIMENS = dict(specimens())
METHODS = {
    "text.eml": "text",
    "page.eml": "html",
    "lines.docx": "word",
    "table.docx": "word",
    "letter.docx": "word",
    "lines.pdf": "pdf_text",
    "printed.pdf": "pdf_text",
    "attached.eml": "pdf_text",
    "fillable.pdf": "acroform",
}


@pytest.mark.parametrize(("name", "method"), METHODS.items())
def test_a_specimen_goes_the_whole_way_to_a_record(name: str, method: str) -> None:
    reading = read_message(
        SPECIMENS[name], filename=name, tables=LabelTables.from_toml(tables.labels()), hub=Hub()
    )
    assert reading.outcome is Outcome.REFERRAL
    (read,) = reading.forms
    assert read.method == method
    assert [(child.forename, child.surname, child.dob) for child in read.form.children] == [
        ("Any", "Example", "2015-04-03")
    ]
    assert read.form.referrer.email == "any.person@mail.example"
    assert read.form.information_sharing.parents_informed == "yes"


def test_every_specimen_but_the_one_without_words_of_a_form_is_tried() -> None:
    assert SPECIMENS.keys() - METHODS.keys() == {"form.rtf"}
