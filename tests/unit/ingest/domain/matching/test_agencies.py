"""Agencies and schools under the names that people use for them."""

from __future__ import annotations

import pytest

from ingest.domain.matching.agencies import agency_level, agency_name
from tests.matching_world.measure import shipped_model

TABLE = shipped_model().agencies


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("St Brannock's C of E Primary School", "Saint Brannocks Church of England Primary", "same"),
        ("St Brannock's", "St Brannock's C of E Primary School", "close"),
        ("St. Brannock's CofE Primary School", "St Brannock's C of E Primary School", "same"),
        ("Harbourside Primary School", "Harbourside Academy", "close"),
        ("Harbourside Primary School", "Harbourside", "close"),
        ("Portsdown Rise Infant School", "Portsdown Rise Junior School", "differs"),
        ("Portsdown Rise Infants", "Portsdown Rise Infant School", "same"),
        ("Kingsmead", "Kingsmead School", "same"),
        ("Solent City Council", "Solent City Hospital", "close"),
        ("Queen Alexandra Hospital A&E", "PHU", "close"),
        ("Queen Alexandra Hospital A&E", "QA Emergency Department", "same"),
        ("QA Hospital", "Queen Alexandra Hospital", "same"),
        ("HIPS", "Hampshire and Portsmouth Independent Domestic Abuse Service", "same"),
        ("Hampshire Constabulary", "Hants Police", "same"),
        ("BHSS", "Beacon Hill Special School", "close"),
        ("Milldown Secondary School", "Kingsmead Secondary School", "differs"),
        ("Public Protection Unit", "PPU", "close"),
        ("Solent Police Public Protection Unit", "PPU", "close"),
        ("Quayside Medical Practice", "GP", "close"),
        ("Solent CAMHS", "Solent Health Visitors", "differs"),
        ("Solent CAMHS", "Child and Adolescent Mental Health Service", "close"),
        ("Milldwon School", "Milldown School", "close"),
        ("Quayside Surgery", "Quayside Medical Practice", "same"),
        ("Milldown School", "", "missing"),
    ],
)
def test_agencies_compare(one: str, other: str, level: str) -> None:
    a, b = agency_name(TABLE, one), agency_name(TABLE, other)
    assert agency_level(a, b) == level
    assert agency_level(b, a) == level
