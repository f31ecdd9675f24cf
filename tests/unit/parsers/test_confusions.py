"""Figures taken for letters are put right only where the grammar leaves one reading."""

from __future__ import annotations

import pytest

from parsers.confusions import SETTLED, how_sure, settled


@pytest.mark.parametrize(
    ("kind", "read", "meant"),
    [
        ("postcode", "S016 4LD", "SO16 4LD"),
        ("postcode", "SO15 OLB", "SO15 0LB"),
        ("postcode", "P05 lSZ", "PO5 1SZ"),
        ("postcode", "BI5 8QD", "B15 8QD"),
        ("address", "12 Low Road, Hexby P05 1SZ", "12 Low Road, Hexby PO5 1SZ"),
        ("phone", "O7700 9OO123", "07700 900123"),
        ("nhs_number", "999 S86 7O28", "999 586 7028"),
        ("dob", "l2/O5/2015", "12/05/2015"),
        ("dob", "09/0412012", "09/04/2012"),
        ("dob", "19/01 /20 19", "19/01/2019"),
        ("dob", "18 Julv 2023", "18 July 2023"),
        ("completed_on", "26 Tune 2026", "26 June 2026"),
        ("name", "lan Jenkinson", "Ian Jenkinson"),
        ("name", "Adam llsley", "Adam Ilsley"),
        ("surname", "lremonger", "Iremonger"),
    ],
)
def test_the_one_possible_reading_is_taken(kind: str, read: str, meant: str) -> None:
    assert settled(kind, read) == meant


@pytest.mark.parametrize(
    ("kind", "read"),
    [
        ("postcode", "PO5 1SZ"),
        ("postcode", "POY 1TW"),
        ("postcode", "N34 SNX"),
        ("postcode", "E2l 4LD"),
        ("postcode", "QQ5 1SZ"),
        ("address", "5 Long Mill"),
        ("address", "66 Station Approach, Little Sollow"),
        ("address", "Flat 5 Ivy Lol Bill"),
        ("phone", "07700 900123"),
        ("phone", "ask for Bill"),
        ("phone", "OOOO OOOO OO"),
        ("nhs_number", "999 S86 7O29"),
        ("dob", "1210512015"),
        ("dob", "3l/O2/2015"),
        ("dob", "not known"),
        ("dob", "18 Jule 2023"),
        ("dob", "18 July 2023"),
        ("forename", "0liver"),
        ("name", "lisa smith"),
        ("surname", "de la Cruz"),
        ("name", "Llewellyn Hughes"),
        ("postcode", "NG 2QU"),
        ("postcode", "PO5 SPN"),
        ("postcode", "BS10 38Z"),  # an 8 is as often an S as a B
        ("surname", "lloyd"),
    ],
)
def test_what_is_right_or_cannot_be_settled_is_left_as_it_was_read(kind: str, read: str) -> None:
    assert settled(kind, read) is None


def test_a_month_and_an_o_read_as_a_nought_are_surer_than_settled_figures() -> None:
    least = how_sure("l2/O5/2015", "12/05/2015")
    assert least == how_sure("P05 lSZ", "PO5 1SZ") == SETTLED
    assert how_sure("18 Julv 2023", "18 July 2023") == how_sure(
        "1 Low Road, P014 4XY", "1 Low Road, PO14 4XY"
    )
    assert least < how_sure("P014 4XY", "PO14 4XY") < 1
