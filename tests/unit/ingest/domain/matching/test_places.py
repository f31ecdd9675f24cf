"""Addresses as two people type them."""

from __future__ import annotations

import pytest

from ingest.domain.matching.places import Home, home, home_level


@pytest.mark.parametrize(
    ("address", "postcode", "parts"),
    [
        ("146 Alder Road, Buckland, Portsmouth", "PO6 1NU", Home("", "146", "alder road", "po61nu")),
        ("Flat 3, 106 Beacon Dr, Eastney", "po47ub", Home("3", "106", "beacon drive", "po47ub")),
        ("Flat 3 106 Beacon Drive", None, Home("3", "106", "beacon drive", "")),
        ("12a High St, PO1 2AB", None, Home("", "12a", "high street", "po12ab")),
        ("Rose Cottage, Mill Lane", None, Home("", "", "rose cottage", "")),
        ("Flat 31", "PO6 9YA", Home("31", "", "", "po69ya")),
        ("16 St Jude's Grove", None, Home("", "16", "st judes grove", "")),
        ("16 Saint Jude's Grove", None, Home("", "16", "st judes grove", "")),
        (None, None, Home()),
    ],
)
def test_an_address_falls_into_parts(address: str | None, postcode: str | None, parts: Home) -> None:
    assert home(address, postcode) == parts


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (("1 Elm Road", "PO1 2AB"), ("1 Elm Rd, Southsea", "PO12AB"), "house_and_postcode"),
        (("1 Elm Road", "PO1 2AB"), ("1 Elm Road", None), "house"),
        (("1 Elm Road", "PO1 2AB"), ("1 Elm Raod", "PO1 2AD"), "house"),
        (("1 Elm Road", "PO1 2AB"), ("1 Elm Road", "SO14 7DU"), "house_not_postcode"),
        (("Flat 1, 9 Elm Road", "PO1 2AB"), ("Flat 2, 9 Elm Road", "PO1 2AB"), "building"),
        (("Flat 1, 9 Elm Road", "PO1 2AB"), ("9 Elm Road", "PO1 2AB"), "house_and_postcode"),
        (("1 Elm Road", "PO1 2AB"), (None, "PO1 2AB"), "postcode"),
        (("1 Elm Road", "PO1 2AB"), ("Elm Rd", None), "road"),
        (("1 Elm Road", "PO1 2AB"), ("Elm Rd", "PO1 2AB"), "postcode"),
        (("1 Elm Road", "PO1 2AB"), ("7 Elm Road", "PO1 2AB"), "street"),
        (("1 Elm Road", "PO1 2AB"), (None, "PO1 2AD"), "near"),
        (("1 Elm Road", "PO1 2AB"), ("60 Oak Way", "PO1 2XY"), "district"),
        (("1 Elm Road", "PO1 2AB"), ("60 Oak Way", "PO6 3XY"), "differs"),
        (("1 Elm Road", "PO1 2AB"), (None, None), "missing"),
    ],
)
def test_homes_compare(
    one: tuple[str | None, str | None], other: tuple[str | None, str | None], level: str
) -> None:
    assert home_level(home(*one), home(*other)) == level
    assert home_level(home(*other), home(*one)) == level
