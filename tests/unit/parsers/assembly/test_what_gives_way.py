"""What the first answer says in part, a later one says whole; and who is told though nobody names them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from parsers.assembly import AssembledForm
from parsers.blocks import Document
from parsers.plain.reading import read_plain

Said = Callable[[Document], dict[str, Any]]
STORY = "Ida was on the roof at midnight and nobody came for her. A neighbour fetched her down by a ladder."


def text(*pairs: str) -> Document:
    child = ("Child's full name: Ida Vale", "Child's date of birth: 01/02/2015")
    return read_plain("\n".join((*pairs, *child, f"Reason for referral: {STORY}")))


@pytest.mark.parametrize(
    ("asked", "agency"),
    [
        (("Station / Unit: Child Abuse Team", "Force: Wessex Constabulary"), "Wessex Constabulary"),
        (("Department: Tenancy Support", "Organisation: Harbour Homes"), "Harbour Homes"),
        (("Organisation: Harbour Homes", "Department: Tenancy Support"), "Harbour Homes"),
        (("Department: Neighbourhood Team East",), "Neighbourhood Team East"),
    ],
)
def test_a_team_is_the_agency_only_where_the_organisation_is_not_asked(
    said: Said, asked: tuple[str, ...], agency: str
) -> None:
    assert said(text("Referrer's full name: Ann Bell", *asked))["referrer"]["agency"] == agency


def test_a_bleep_gives_way_to_a_direct_line(said: Said) -> None:
    document = text("Referrer's full name: Ann Bell", "Bleep / Ext: 1443", "Direct line: 023 9200 0544")

    assert said(document)["referrer"]["phone"] == "+442392000544"


def test_a_kind_of_harm_is_no_reason_where_the_story_stands_below(said: Said) -> None:
    document = read_plain(
        f"Referrer's full name: Ann Bell\nChild's full name: Ida Vale\n\nRISK\n====\nNature of risk: Neglect\nNarrative: {STORY}"
    )

    assert said(document)["concern"] == {"types": ["Neglect"], "reason": STORY}


@pytest.mark.parametrize(
    ("title", "agency"),
    [
        ("South Coast Ambulance Service NHS Trust - Safeguarding Referral (Child)", "South Coast Ambulance Service NHS Trust"),
        ("SOLENT CONSTABULARY\nPublic Protection Notice", "SOLENT CONSTABULARY"),
        ("Any City Council and Solent Police - Referral", None),
        ("Any Safeguarding Partnership\nMill Road School", None),
    ],
)  # fmt: skip
def test_a_forms_title_names_the_agency_that_nothing_asks_for(
    said: Said, title: str, agency: str | None
) -> None:
    document = text(title, "", "Referrer's full name: Ann Bell", "Referrer's role: Officer")

    assert said(document)["referrer"].get("agency") == agency


def test_a_title_says_nothing_where_the_agency_was_asked_and_left_blank(said: Said) -> None:
    document = text("Solent Constabulary - Referral", "", "Referrer's full name: Ann Bell", "Agency:")

    assert "agency" not in said(document)["referrer"]


def test_a_job_in_capitals_under_its_label_is_the_answer_and_no_heading(said: Said) -> None:
    document = read_plain(
        "REFERRER'S FULL NAME\nANN BELL\n\nREFERRER'S JOB TITLE\nFAMILY SUPPORT WORKER\n\nREFERRER'S ORGANISATION\n"
        "ANY HUB\n\nCHILD'S FULL NAME\nIDA VALE\n\nREASON FOR REFERRAL\nIDA WAS ON THE ROOF AT MIDNIGHT.\n"
    )

    assert said(document)["referrer"] == {
        "name": "ANN BELL",
        "role": "FAMILY SUPPORT WORKER",
        "agency": "ANY HUB",
    }


# --- the child or the referrer whom nobody names ------------------------------------------


UNNAMED = """About you

Do you want to give your name?
{anonymous}

About the child

What is the child's name?
{name}

How old are they?
About 5

Where do they live?
31 Cressy Road, Portsmouth, PO2 7RD

What are you worried about?
She is out in the rain in a nappy, and a man shouts at her.

Is the child in danger now?
Not sure
"""


def test_who_knows_no_name_has_still_sent_a_form(forms: Callable[[Document], list[AssembledForm]]) -> None:
    document = read_plain(UNNAMED.format(anonymous="No, I want to stay anonymous", name=""))

    (found,) = forms(document)
    (child,) = found.form.children
    assert (child.forename, child.age, child.postcode) == (None, 5, "PO2 7RD")
    assert found.form.referrer.anonymous == "yes"
    assert "no child could be read on this form" in found.warnings


@pytest.mark.parametrize(
    "name",
    ["Zara (I don't know the last name)", "Zara (surname not known)", "Zara, surname unknown", "Zara (?)"],
)
def test_a_remark_beside_a_name_is_no_name(said: Said, name: str) -> None:
    document = read_plain(UNNAMED.format(anonymous="I do not want to remain anonymous", name=name))

    (child,) = said(document)["children"]
    assert (child.get("forename"), child.get("surname"), child.get("aliases")) == ("Zara", None, None)
    assert "anonymous" not in said(document).get("referrer", {})


def test_a_name_that_stands_first_under_the_referrers_heading_is_who_refers(said: Said) -> None:
    document = read_plain(
        "NOTIFIER\n\nNotifier\nCallum Haddow\n\nDesignation of notifier\nCharge Nurse\n\nCHILD'S DETAILS\n\n"
        f"Name of child\nIda Vale\n\nCONCERN\n\nDetails of concern\n{STORY}\n"
    )

    assert said(document)["referrer"] == {"name": "Callum Haddow", "role": "Charge Nurse"}


def test_a_school_that_stands_first_under_the_referrers_heading_is_nobodys_name(said: Said) -> None:
    document = read_plain(
        "REFERRER DETAILS\n\nMill Road Primary\n\nJob title\nHead\n\nCHILD'S DETAILS\n\n"
        f"Name of child\nIda Vale\n\nCONCERN\n\nDetails of concern\n{STORY}\n"
    )

    assert said(document)["referrer"] == {"role": "Head"}


def test_what_is_asked_of_the_parent_is_the_one_parents(said: Said) -> None:
    document = text("Parent/carer: Elena Vasile", "Parent's date of birth: 02/03/1985")

    assert said(document)["people"] == [{"name": "Elena Vasile", "dob": "1985-03-02"}]


def test_words_on_how_to_answer_are_no_part_of_the_answer(said: Said) -> None:
    document = read_plain(
        "Referrer's full name: Ann Bell\nChild's full name: Ida Vale\n\nDESCRIBE CONCERNS\n\n"
        f"In as much detail as possible, please describe the specific concern(s)\n\n{STORY}\n"
    )

    assert said(document)["concern"]["reason"] == STORY


def test_a_worker_whose_telephone_follows_is_who_writes(said: Said) -> None:
    document = text("Worker: Ann Bell", "Worker's agency: Any Youth Service", "Worker's phone: 023 9200 0544")

    assert said(document)["referrer"] == {
        "name": "Ann Bell",
        "agency": "Any Youth Service",
        "phone": "+442392000544",
    }


def test_a_worker_beside_a_referrer_is_not_who_writes(said: Said) -> None:
    document = text("Referrer's full name: Cy Dunn", "Worker: Ann Bell")

    assert said(document)["referrer"] == {"name": "Cy Dunn"}


def test_a_path_of_headings_before_a_label_says_whose_it_is(said: Said) -> None:
    document = text("Your details > Name: Ann Bell", "Your details > Phone: 023 9200 0544")

    assert said(document)["referrer"] == {"name": "Ann Bell", "phone": "+442392000544"}


def test_a_role_behind_a_slash_is_no_part_of_the_name(said: Said) -> None:
    document = text("Referrer name / role: Ann Bell / Speech Therapist")

    assert said(document)["referrer"] == {"name": "Ann Bell", "role": "Speech Therapist"}
