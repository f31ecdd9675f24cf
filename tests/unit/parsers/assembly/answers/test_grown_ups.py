"""Somebody a generation older than the child, under a heading that no table knows."""

from __future__ import annotations

from parsers.blocks import Line
from tests.unit.parsers.assembly.form_in_blocks import Said, form, heading, line

REFERRER = (heading("Referrer details"), line("Name: Bo Reed"), line("Organisation: Hexby Club"))


def block(title: str, forename: str, born: str, address: str) -> tuple[Line, ...]:
    return (
        heading(title),
        line(f"First name: {forename}"),
        line("Surname: Vale"),
        line(f"Date of birth: {born}"),
        line(f"Address: {address}"),
    )


CHILD = block("Child", "Ida", "04/05/2017", "1 Low Road, Hexby, PO1 2AB")


def test_who_is_a_generation_older_is_no_child_and_lends_no_address(said: Said) -> None:
    other = block("Kin network", "Ann", "03/02/1971", "9 High Road, Hexby, PO9 9AB")
    found = said(form(*other, *CHILD, *REFERRER))
    (child,) = found["children"]
    assert (child["forename"], child["address"]) == ("Ida", "1 Low Road, Hexby")
    assert [person["name"] for person in found["people"]] == ["Ann Vale"]


def test_a_block_that_the_form_calls_a_childs_stays_one_whatever_the_year(said: Said) -> None:
    other = block("Child 2", "Tom", "03/02/1971", "1 Low Road, Hexby, PO1 2AB")
    found = said(form(*CHILD, *other, *REFERRER))
    assert [child["forename"] for child in found["children"]] == ["Ida", "Tom"]
