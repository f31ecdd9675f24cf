"""Forms in tables that nobody here has seen read whole: nothing wrong, nothing lost that a referral needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from parsers.blocks import Document
from tests.unit.parsers.assembly.other_councils import (
    CHILDREN_DOWN_THE_SIDE,
    COLUMNS_OF_CHILDREN,
    EARLY_HELP_GRIDS,
    NUMBERED_LABELS_AND_BANNERS,
    ONE_SHORT_TABLE,
    TICKS_AND_MATRIX,
    TWO_LANGUAGES,
    TWO_SECTIONS_SIDE_BY_SIDE,
)

Said = Callable[[Document], dict[str, Any]]


def test_columns_of_children_read_whole(said: Said) -> None:
    assert said(COLUMNS_OF_CHILDREN) == {
        "completed_on": "2025-11-04",
        "referrer": {
            "name": "Alison Reed",
            "role": "Deputy Head",
            "agency": "Fernhill Primary",
            "phone": "+441603555123",
            "email": "a.reed@fernhill.example",
        },
        "children": [
            {
                "forename": "Maisie",
                "surname": "Thorne",
                "dob": "2014-02-03",
                "gender": "female",
                "ethnicity": "White British",
                "address": "14 Larch Close, Binford",
                "postcode": "NR3 4TT",
                "school": "Fernhill Primary",
            },
            {
                "forename": "Oscar",
                "surname": "Thorne",
                "dob": "2016-06-17",
                "gender": "male",
                "ethnicity": "White British",
                "address": "14 Larch Close, Binford",
                "postcode": "NR3 4TT",
                "school": "Fernhill Primary",
            },
        ],
        "people": [
            {
                "name": "Joanne Thorne",
                "dob": "1988-09-12",
                "relationship": "Mother",
                "parental_responsibility": "yes",
            },
            {
                "name": "Mark Pell",
                "relationship": "Mum's partner",
                "parental_responsibility": "no",
                "address": "2 Dock Road, Binford",
                "postcode": "NR1 2AB",
            },
        ],
        "concern": {
            "reason": "Maisie told her teacher that Mark hit her with a belt.",
            "strengths": "Good attendance.",
            "desired_outcome": "A visit today.",
        },
        "information_sharing": {
            "parents_informed": "no",
            "parents_not_informed_reason": "Risk of increased harm to the child.",
            "consent_obtained": "no",
        },
    }


def test_one_short_table_read_whole(said: Said) -> None:
    assert said(ONE_SHORT_TABLE) == {
        "completed_on": "2025-10-10",
        "referrer": {
            "name": "Helen Shaw",
            "agency": "Tarn CofE",
            "phone": "+441524555777",
            "email": "head@tarn.example",
        },
        "children": [
            {
                "forename": "Tyrone",
                "surname": "Walsh",
                "dob": "2015-01-01",
                "address": "9 Hill View, Tarn",
                "postcode": "LA1 1AA",
                "school": "Tarn CofE",
            }
        ],
        "people": [{"name": "Lorraine Walsh", "relationship": "Mother", "phone": "+447700900555"}],
        "concern": {"reason": "Tyrone came in with a burn on his hand."},
        "information_sharing": {"parents_informed": "yes"},
    }


def test_ticks_and_matrix_read_whole(said: Said) -> None:
    assert said(TICKS_AND_MATRIX) == {
        "referrer": {
            "name": "Kristoff Bjorn",
            "role": "Youth Worker",
            "agency": "Ice Youth",
            "phone": "+442890180111",
            "email": "kb@ice.example",
        },
        "children": [
            {
                "forename": "Jack",
                "surname": "Frost",
                "dob": "2010-12-01",
                "address": "1 Ice Lane, Arendel",
                "postcode": "BT1 1AA",
            },
            {
                "forename": "Elsa",
                "surname": "Frost",
                "dob": "2013-11-24",
                "address": "1 Ice Lane, Arendel",
                "postcode": "BT1 1AA",
            },
        ],
        "professionals": [
            {"name": "Dr Snow", "role": "GP", "agency": "Arendel Surgery", "phone": "+442890180000"},
            {"name": "Olaf Berg", "role": "School Nurse", "email": "olaf@nhs.example"},
        ],
        "concern": {"types": ["Neglect"], "reason": "House very cold; no heating for weeks."},
        "information_sharing": {
            "parents_informed": "no",
            "consent_obtained": "not_known",
            "child_informed": "yes",
        },
    }


def test_two_languages_read_whole(said: Said) -> None:
    assert said(TWO_LANGUAGES) == {
        "referrer": {
            "name": "Huw Morgan",
            "agency": "Ysgol Tregaron",
            "phone": "+441970555123",
            "email": "hm@ysgol.example",
        },
        "children": [
            {
                "forename": "Rhiannon",
                "surname": "Prosser",
                "dob": "2013-05-02",
                "gender": "female",
                "address": "3 Heol Las, Tregaron",
                "postcode": "SY25 6HX",
            }
        ],
        "concern": {"reason": "Mae Rhiannon wedi dweud ei bod yn ofni mynd adref."},
    }


def test_numbered_labels_and_banners_read_whole(said: Said) -> None:
    assert said(NUMBERED_LABELS_AND_BANNERS) == {
        "referrer": {
            "name": "Iona Grant",
            "role": "Community Nurse",
            "agency": "NHS Glenmor",
            "phone": "+441314960000",
        },
        "children": [
            {
                "forename": "Keira",
                "surname": "Mullen",
                "dob": "2018-08-11",
                "gender": "female",
                "address": "Top Flat, 8 Bank St, Glenmor",
                "postcode": "EH1 1AA",
            }
        ],
        "people": [{"name": "Callum Mullen", "dob": "2015-02-02", "relationship": "Brother"}],
        "concern": {"reason": "Keira was found alone in the street at 11pm."},
        "information_sharing": {"parents_informed": "yes"},
        "signature": {"name": "I. Grant", "signed_on": "2025-11-01"},
    }


def test_two_sections_side_by_side_read_whole(said: Said) -> None:
    assert said(TWO_SECTIONS_SIDE_BY_SIDE) == {
        "referrer": {"name": "Dr A. Patel", "role": "GP", "phone": "+441273555000"},
        "children": [
            {
                "forename": "Leo",
                "surname": "Marsh",
                "dob": "2016-05-04",
                "address": "5 Sea Road, Brixley",
                "postcode": "BN1 1AA",
            }
        ],
        "concern": {"reason": "Leo has faltering growth and missed reviews."},
        "information_sharing": {"consent_obtained": "no"},
    }


def test_early_help_grids_read_whole(said: Said) -> None:
    assert said(EARLY_HELP_GRIDS) == {
        "referrer": {
            "name": "Lee Ash",
            "role": "Family worker",
            "agency": "Children's Centre",
            "phone": "+441904555321",
            "email": "lee@cc.example",
        },
        "children": [
            {
                "forename": "Ava",
                "surname": "Holt",
                "dob": "2019-06-01",
                "gender": "female",
                "ethnicity": "W/British",
                "address": "18 Park View, Wroxby",
                "postcode": "WR1 1WR",
            },
            {
                "forename": "Max",
                "surname": "Holt",
                "dob": "2021-07-02",
                "gender": "male",
                "address": "18 Park View, Wroxby",
                "postcode": "WR1 1WR",
            },
        ],
        "people": [
            {"name": "Dawn Holt", "dob": "1990-05-05", "relationship": "Mother", "phone": "+447700900777"}
        ],
        "professionals": [{"name": "Sue Cole", "role": "Health Visitor", "email": "sue@nhs.example"}],
        "concern": {"reason": "Mum struggling with isolation.", "desired_outcome": "Parenting support"},
        "information_sharing": {"parents_informed": "yes"},
    }


def test_children_down_the_side_read_whole(said: Said) -> None:
    assert said(CHILDREN_DOWN_THE_SIDE) == {
        "completed_on": "2025-11-01",
        "referrer": {"name": "Pat Moss", "agency": "Moor High", "phone": "+441325555999"},
        "children": [
            {
                "forename": "Zac",
                "surname": "Dale",
                "dob": "2013-03-03",
                "address": "2 Moor Top, Dale",
                "postcode": "DL1 1AA",
                "school": "Moor High",
            },
            {
                "forename": "Mia",
                "surname": "Dale",
                "dob": "2016-04-04",
                "address": "2 Moor Top, Dale",
                "postcode": "DL1 1AA",
                "school": "Moor Primary",
            },
        ],
        "people": [
            {
                "name": "Carl Dale",
                "relationship": "Father",
                "address": "9 Low St, Dale",
                "postcode": "DL2 2BB",
                "phone": "+447700900888",
            },
            {"name": "Jen Dale", "relationship": "Mother", "phone": "+447700900999"},
        ],
        "concern": {"reason": "Zac disclosed being hit."},
        "information_sharing": {
            "parents_informed": "no",
            "parents_not_informed_reason": "at risk of significant harm",
        },
    }
