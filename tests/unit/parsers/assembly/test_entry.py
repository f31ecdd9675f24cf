"""What recognition read doubtfully is left blank, with the words for the officer."""

from __future__ import annotations

from parsers.assembly import AssembledForm
from parsers.assembly.entry import Entry
from parsers.assembly.pieces import Answer
from parsers.form import Child, ContactForm, Referrer
from parsers.labels import Hub


def entry(record: Child | Referrer, **answers: Answer) -> Entry:
    return Entry(record, "/x", AssembledForm(ContactForm()), answers)


def test_a_date_read_with_little_confidence_is_a_warning_and_no_value() -> None:
    child = Child()
    read = entry(child, dob=Answer("03/04/2015", 1, 0.4))
    read.dob("dob", "age_dob")
    assert child.dob is None
    assert read.result.warnings == ["not read with confidence: 03/04/2015"]


def test_remains_of_rules_are_no_name() -> None:
    child = Child()
    entry(child, surname=Answer("R| H| s|", 1, 0.8)).text("surname")
    assert child.surname is None
    entry(child, surname=Answer("O'Hara-Grant", 1, 0.8)).text("surname")
    assert child.surname == "O'Hara-Grant"


def test_a_capital_i_inside_a_recognised_email_in_small_letters_is_an_l() -> None:
    referrer = Referrer()
    entry(referrer, email=Answer("p.kay@millschooI.example", 1, 0.9)).email(Hub())
    assert referrer.email == "p.kay@millschool.example"
