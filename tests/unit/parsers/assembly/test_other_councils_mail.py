"""Forms in emails that nobody here has seen read whole: nothing wrong, nothing lost that a referral needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from parsers.blocks import Document
from tests.unit.parsers.assembly.other_councils import (
    EMAIL_WITHOUT_HEADINGS,
    POLICE_REPORT,
    QUESTIONS_IN_PLAIN_TEXT,
    WEB_FORM_IN_ONE_TABLE,
)

Said = Callable[[Document], dict[str, Any]]


def test_questions_in_plain_text_read_whole(said: Said) -> None:
    assert said(QUESTIONS_IN_PLAIN_TEXT) == {
        "completed_on": "2025-10-06",
        "request_type": "Statutory social work",
        "referrer": {
            "name": "Pritesh Varma",
            "role": "Health Visitor",
            "agency": "Medway Vale Community Health",
            "phone": "+441634555010",
            "email": "p.varma@mvch.example",
        },
        "children": [
            {
                "forename": "Noah James",
                "surname": "O'Hara",
                "dob": "2023-03-09",
                "gender": "male",
                "ethnicity": "White Irish",
                "first_language": "English",
                "interpreter_required": "no",
                "address": "Flat 4, Mill House, Station Road, Chatfield",
                "postcode": "ME9 9ZZ",
                "gp": "Chatfield Medical Centre",
            }
        ],
        "people": [
            {"name": "Sinead O'Hara", "dob": "1996-05-14", "relationship": "Mother", "phone": "+447700900111"}
        ],
        "concern": {
            "reason": "Noah has lost weight at the last two reviews. Mother has missed four "
            "appointments. On the visit of 2 October the home was cold and there was no "
            "food. Date: 3 October 2025 is when I tried again.",
            "strengths": "Warm relationship between mother and Noah.",
            "actions_taken": "Weekly visits since July.",
        },
        "information_sharing": {
            "parents_informed": "yes",
            "consent_obtained": "yes",
            "consent_given_by": "Sinead O'Hara",
        },
    }


def test_web_form_in_one_table_read_whole(said: Said) -> None:
    assert said(WEB_FORM_IN_ONE_TABLE) == {
        "completed_on": "2025-11-12",
        "referrer": {
            "name": "Grace Adeyemi",
            "role": "Attendance Lead",
            "agency": "Riverside Academy",
            "phone": "+442079460123",
            "email": "g.adeyemi@riverside.example",
        },
        "children": [
            {
                "forename": "Amara",
                "surname": "Bello",
                "dob": "2012-07-19",
                "gender": "female",
                "address": "77 Orchard Road, London",
                "postcode": "SE15 9QQ",
            },
            {"surname": "Bello", "edd": "2026-02-01", "unborn": "yes"},
        ],
        "people": [
            {
                "name": "Funmi Bello",
                "relationship": "Mother",
                "parental_responsibility": "yes",
                "phone": "+447700900222",
            }
        ],
        "concern": {
            "types": ["Exploitation", "Missing from education"],
            "reason": "Amara has not attended since half term and was seen with two older men.",
            "impact": "She is withdrawn.",
        },
        "information_sharing": {
            "parents_informed": "no",
            "parents_not_informed_reason": "Could put Amara at more risk",
        },
    }


def test_police_report_read_whole(said: Said) -> None:
    assert said(POLICE_REPORT) == {
        "completed_on": "2025-11-01",
        "referrer": {
            "name": "Paul Haines",
            "role": "DC 4411",
            "agency": "Child Abuse Investigation Team",
            "phone": "+441614960999",
            "email": "paul.haines@metroshire.example",
        },
        "children": [
            {
                "forename": "Ibrahim",
                "surname": "CONTEH",
                "dob": "2009-05-05",
                "age": 16,
                "gender": "male",
                "ethnicity": "Black African",
                "address": "12 Quay Street, Salton",
                "postcode": "M5 4AA",
                "school": "Salton High",
            },
            {
                "forename": "Mariama",
                "surname": "CONTEH",
                "dob": "2011-12-30",
                "gender": "female",
                "address": "12 Quay Street, Salton",
                "postcode": "M5 4AA",
            },
        ],
        "people": [{"name": "Fatmata CONTEH", "relationship": "Mother", "phone": "+447700900345"}],
        "concern": {
            "reason": "Officers attended following a report of a domestic incident. Both children "
            "were upstairs. Mother had a cut lip. Suspect had left.",
            "child_views": "Ibrahim said he is tired of it.",
            "police_reference": "01/998877/25",
        },
        "information_sharing": {"parents_informed": "yes"},
    }


def test_email_without_headings_read_whole(said: Said) -> None:
    assert said(EMAIL_WITHOUT_HEADINGS) == {
        "completed_on": "2025-11-05",
        "referrer": {
            "name": "Tom Hughes",
            "role": "Designated Safeguarding Lead",
            "agency": "Oakham Primary",
            "phone": "+441572555100",
            "email": "tom@oakham.example",
        },
        "children": [
            {
                "forename": "Ruby",
                "surname": "Stone",
                "dob": "2013-12-12",
                "address": "44 Mill Lane, Oakham",
                "postcode": "LE15 6AA",
                "school": "Oakham Primary",
            }
        ],
        "people": [{"name": "Kelly Stone", "relationship": "Mother", "phone": "+447700900444"}],
        "concern": {
            "reason": "Ruby disclosed that her mum's boyfriend hits her mum. She is scared to go home."
        },
        "information_sharing": {
            "parents_informed": "no",
            "parents_not_informed_reason": "would increase risk.",
        },
    }
