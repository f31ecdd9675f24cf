"""Cells that hold a label and its answer with only a space between them."""

from __future__ import annotations

from tests.unit.parsers.assembly.form_in_blocks import Said, form, heading, table

CHILD = table(["Child's first name", "Ida"], ["Child's surname", "Vale"])


def test_every_cell_of_such_a_table_asks_for_itself(said: Said) -> None:
    rows = [
        ["Your name Bo Reed", "Job title Youth Worker", "Shoe size 9"],
        ["Agency / organisation Oak House, Hexby", "Work address 12 Low Road, Hexby", "Post code PO1 2DE"],
        ["Line manager", "Direct line", "E-mail bo@oak.example"],
    ]
    assert said(form(heading("Referrer details"), table(*rows), CHILD))["referrer"] == {
        "name": "Bo Reed",
        "role": "Youth Worker",
        "agency": "Oak House, Hexby",
        "address": "12 Low Road, Hexby",
        "postcode": "PO1 2DE",
        "email": "bo@oak.example",
    }


def test_an_answer_is_not_taken_from_a_neighbour_that_asks_for_itself(said: Said) -> None:
    rows = [
        ["Your name Bo Reed", "Designation Nurse"],
        ["Organisation", "Tel No 023 9200 0100"],
        ["Email bo@oak.example", "Date of referral 1 May 2026"],
    ]
    referrer = said(form(heading("Referrer details"), table(*rows), CHILD))["referrer"]
    assert referrer == {
        "name": "Bo Reed",
        "role": "Nurse",
        "phone": "+442392000100",
        "email": "bo@oak.example",
    }


def test_an_address_is_parted_from_its_label_with_the_flat_that_it_begins_with(said: Said) -> None:
    for label, address in (
        ("Address (including postcode)", "34 Salter Close, Hexby, Portsmouth"),
        ("Home address", "Flat 7, 12 Low Road, Portsmouth"),
    ):
        only = table([f"{label} {address}, PO5 3HD"])
        (child,) = said(form(heading("Child details"), CHILD, only))["children"]
        assert (child["address"], child["postcode"]) == (address, "PO5 3HD")
