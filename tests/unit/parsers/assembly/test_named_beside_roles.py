"""Professionals whose role the form prints."""

from __future__ import annotations

import pytest

from tests.unit.parsers.assembly.form_in_blocks import Said, form, line, table

CHILD = table(["Name of child", "Ida Vale"], ["Date of birth", "01/02/2015"])


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Health visitor", "Health visitor"),
        ("Name of school nurse", "school nurse"),
        ("Health visitor / School nurse / Midwife", "Health visitor / School nurse / Midwife"),
        ("Allocated social worker & team", "social worker"),
    ],
)
def test_a_name_beside_a_printed_role_is_that_professional(said: Said, label: str, role: str) -> None:
    rows = table([label, "Mo Bell", "Telephone number", "01632 960123"])
    assert said(form(CHILD, rows))["professionals"] == [
        {"name": "Mo Bell", "role": role, "phone": "+441632960123"}
    ]


def test_a_printed_role_with_nothing_beside_it_is_nobody(said: Said) -> None:
    assert "professionals" not in said(form(CHILD, table(["Health visitor", "", "Telephone number", ""])))


def test_what_is_no_name_beside_a_role_is_nobody(said: Said) -> None:
    assert "professionals" not in said(form(CHILD, table(["Police", "attended twice in May"])))


def test_roles_down_the_first_column_make_no_children(said: Said) -> None:
    rows = table(
        ["Professional", "Name", "Contact number"],
        ["GP", "", ""],
        ["School nurse", "Mo Bell", "01632 960123"],
        ["Social worker", "Di Cole", ""],
    )
    read = said(form(CHILD, rows))
    assert [child["forename"] for child in read["children"]] == ["Ida"]
    assert read["professionals"] == [
        {"name": "Mo Bell", "role": "School nurse", "phone": "+441632960123"},
        {"name": "Di Cole", "role": "Social worker"},
    ]


def test_roles_that_nobody_filled_in_are_no_surgery(said: Said) -> None:
    rows = table(
        ["Role", "Name", "Agency", "Telephone"],
        ["Health visitor", "Mo Bell", "Anytown NHS", ""],
        ["GP", "", "", ""],
        ["EWO", "", "", ""],
    )
    (child,) = said(form(CHILD, line("Other agencies involved", heading=2), rows))["children"]
    assert "gp" not in child


def test_the_social_worker_of_an_originating_authority_is_who_refers(said: Said) -> None:
    head = line("Originating authority", heading=2)
    rows = table(
        ["Allocated social worker", "Mo Bell"], ["Job title", "Social Worker"], ["Telephone", "01632 960123"]
    )
    assert said(form(head, rows, line("Child", heading=2), CHILD))["referrer"]["name"] == "Mo Bell"
