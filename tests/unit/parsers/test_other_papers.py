"""Papers that ask what contact forms ask, and say in their titles that they are something else."""

from __future__ import annotations

import pytest

from parsers.form import Outcome
from tests.unit.parsers.emailed_form import email, read

ABOUT = "Name of child: Mollie Chase\nDate of birth: 10/10/2017\nAddress: 9 Any Road, Portsmouth PO2 8JD\n"
WHY = "Reason for referral: Harvey said that his father hit him with a cable.\n"
REFERRED = "Referrer: Ann Pook\nAgency: School nursing\n"
ADULT = (
    "Name: Winifred Attwell\nDate of birth: 03/05/1938\nAddress: 1 Park Lane, Portsmouth PO4 9AA\n"
    "Referrer: Bob Rudge\nAgency: Any Care Home\nReason for referral: Bruising to her wrist.\n"
)
APPLICANT = "Surname: Barnard\nForename: Chloe\nDate of birth: 12/06/1998\nAddress: 7 Percy Road, PO4 0DE\n"


def attached(text: str) -> tuple[Outcome, str]:
    message = email()
    message.add_attachment(text.encode(), maintype="text", subtype="plain", filename="a.txt")
    reading = read(message)
    return reading.outcome, reading.reason or ""


@pytest.mark.parametrize(
    ("title", "text", "why"),
    [
        ("Record of Strategy Discussion", ABOUT + WHY + REFERRED, "a record, a plan or an assessment"),
        ("Child and Family Assessment", ABOUT + WHY, "a record, a plan or an assessment"),
        ("Individual pupil risk assessment", ABOUT + WHY + REFERRED, "a record, a plan or an assessment"),
        ("Safeguarding Adults Concern Form", ADULT, "an adult at risk"),
        ("SAMPLE - worked example - not a real child", ABOUT + WHY + REFERRED, "an example"),
    ],
)
def test_a_paper_that_is_titled_something_else_is_put_before_an_officer_as_that(
    title: str, text: str, why: str
) -> None:
    outcome, reason = attached(f"{title}\n\n{text}")
    assert outcome is Outcome.NEEDS_ATTENTION
    assert why in reason


@pytest.mark.parametrize(
    "title",
    [
        "Inter-Agency Contact Form",
        "Safeguarding referral and assessment",
        "Early help assessment",
        "Safeguarding adults and children: referral form",
    ],
)
def test_a_form_is_a_referral_though_it_is_called_an_assessment_too(title: str) -> None:
    assert attached(f"{title}\n\n{ABOUT}{WHY}{REFERRED}")[0] is Outcome.REFERRAL


def test_a_form_about_whoever_it_is_and_a_report_of_an_injury_are_put_before_an_officer() -> None:
    allegation = (
        "LADO Referral Form\n\nName of adult: Colin Bray\nEmployer: Any Juniors\nRole: Teaching assistant\n"
    )
    allegation += "Allegation: He is said to have held a pupil by the neck.\nTold by: a colleague who was in the room then\n"
    assert attached(allegation)[0] is Outcome.NEEDS_ATTENTION
    report = "Medical report\n\nName: Kit Lowe\nDate of birth: 05/05/2018\nFindings: three bruises to the left flank.\n"
    assert attached(report)[0] is Outcome.NEEDS_ATTENTION


def test_the_hazards_of_an_outing_are_no_concern_unless_a_child_is_named() -> None:
    hazards = "Risk assessment: residential trip\n\nHazard\nControl measures\nRoad travel\nSeat belts\n{}\nTell the lead\n"
    assert (
        attached(hazards.format("Safeguarding concern raised by a child on the trip"))[0] is Outcome.NO_FORM
    )
    outcome, _ = attached(hazards.format("Ida Vale, aged 9, was hit by her father at home and may run away"))
    assert outcome is Outcome.NEEDS_ATTENTION


def test_an_application_for_work_names_no_child() -> None:
    assert attached(f"Application for employment\n\n{APPLICANT}")[0] is Outcome.NO_FORM
    assert attached(f"Pupil record\n\n{APPLICANT}")[0] is Outcome.NEEDS_ATTENTION


EXAMPLES = (
    "EXAMPLE ONLY - NOT A REAL REFERRAL",
    "TRAINING EXAMPLE",
    "This is a test submission - please ignore",
    "SAMPLE FORM FOR TRAINING PURPOSES",
    "TEST - do not process",
    "Dummy data: do not use",
)


@pytest.mark.parametrize("title", EXAMPLES)
def test_a_form_in_an_email_that_says_it_is_an_example_is_no_referral(title: str) -> None:
    reading = read(email(f"{title}\n\n{ABOUT}{WHY}{REFERRED}"))
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert "an example" in (reading.reason or "")


@pytest.mark.parametrize("title", EXAMPLES)
def test_a_form_below_a_subject_that_says_it_is_an_example_is_no_referral(title: str) -> None:
    message = email(f"{ABOUT}{WHY}{REFERRED}")
    message.replace_header("Subject", title)
    assert read(message).outcome is Outcome.NEEDS_ATTENTION


@pytest.mark.parametrize(
    "title", ["Training", "Practice nurse referral", "Test Valley", "Test results", "For example"]
)
def test_words_that_only_look_like_an_examples_hide_no_referral(title: str) -> None:
    message = email(f"{title}\n\n{ABOUT}{WHY}{REFERRED}")
    message.replace_header("Subject", title)
    assert read(message).outcome is Outcome.REFERRAL
