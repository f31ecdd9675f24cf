"""Emails that are no contact forms, and two that nobody may take for none."""

from __future__ import annotations

import gzip
from email.message import EmailMessage

import pytest

from parsers.form import Outcome
from tests.unit.parsers.emailed_form import email, read

TRAINING = """\
Date: 12/05/2026
Venue: Civic Offices, Portsmouth PO1 2AL
Trainer: Helen Marsh
Telephone: 023 9200 0654
Topics: neglect, domestic abuse, how to complete the Inter-Agency Contact Form.
"""
ROTA = '"Name","Monday"\n"Helen Marsh","Duty"\n"Oli Crane","Backup"\n"Jo Bright","Duty"\n"Al Any","Leave"\n'
VACANCY = """\
Job title - Social Worker
Organisation - Any Council
Closing date - 01/04/2026
Contact - Oli Crane
Telephone - 023 9200 0222
Address - 1 High Street, Portsmouth, PO1 2AL
"""
SURVEY = "Q1: How easy was the form?\nA1: Easy\nQ2: Your role?\nA2: Teacher\nQ3: Which day?\nA3: Monday\nQ4: Any comments?\nA4: None\n"
MINUTES = (
    "MASH Operational Group. Minutes of the meeting of 24 February.\nContacts were up by 6 % on January. "
    "Parents were informed in 71 % of them.\nThe new form asks for the child's name and date of birth in one table.\n"
)
AGENCY_STAFF = (
    "We have these children's social workers available now: a senior, nine years in a MASH. Call Jamie.\n"
)
CHASING = (
    "We sent you a contact form about Tilly H last week. I am now more worried about her. Please ring me.\n"
)
LANDLORD = (
    "On our visit to 9 Cheslyn Close the officer saw two young children alone in the flat with a dog.\n"
)
ASIDE = "Fine for tomorrow. By the way Kayden came in again with a bruised ear and said not to tell.\n"
FROM_A_CHILD = "I am fourteen and I cant go home tonight because of my dad\n"
INITIAL = "T was due back at the placement at 9pm and has not returned. Last seen with an older male.\n"
UNBORN = "Booked today at 30 weeks, concealed until now. Previous child removed in Kent.\n"
ON_A_SITE = "There are some children at the site on Eastern Road who look unwell, with no shoes.\n"
NEIGHBOUR = "I am worried about the boy next door, Jayden, I hear him crying and saw a bruise on his arm.\n"


def about(subject: str, text: str) -> EmailMessage:
    message = email(text)
    message.replace_header("Subject", subject)
    return message


@pytest.mark.parametrize("text", [TRAINING, ROTA, VACANCY, SURVEY, MINUTES, AGENCY_STAFF])
def test_what_is_laid_out_as_labels_and_values_is_no_form_for_that(text: str) -> None:
    reading = read(about("Notice", text))
    assert reading.outcome is Outcome.NO_FORM
    assert reading.forms == []


def test_a_thank_you_with_a_signature_is_no_form() -> None:
    text = "Received with thanks.\n\nKind regards\nHelen Marsh\nSENCO\nTel: 023 9200 0654\n"
    assert read(about("RE: form", text)).outcome is Outcome.NO_FORM


@pytest.mark.parametrize(
    "text", [CHASING, NEIGHBOUR, LANDLORD, ASIDE, FROM_A_CHILD, INITIAL, UNBORN, ON_A_SITE]
)
def test_a_worry_without_a_form_needs_attention_with_a_reason(text: str) -> None:
    reading = read(about("Hello", text))
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert reading.forms == []
    assert "concern" in (reading.reason or "")


def test_an_aggregate_report_of_a_mail_system_is_no_form_though_it_is_gzipped() -> None:
    report = b"<?xml version='1.0'?><feedback><report_metadata><org_name>x.example</org_name></report_metadata></feedback>"
    message = about("Report domain: council.example", "This is a DMARC aggregate report.\n")
    name = "x.example!council.example!1772323200!1772409599.xml.gz"
    message.add_attachment(gzip.compress(report), maintype="application", subtype="gzip", filename=name)
    assert read(message).outcome is Outcome.NO_FORM


def test_a_gzipped_form_is_read() -> None:
    form = "Referrer: Ann Bell\nAgency: Nursing\nChild's name: Zac Vale\nDOB: 01/02/2015\nReason for referral: A bruised ear.\n"
    message = about("Form", "Attached.\n")
    message.add_attachment(
        gzip.compress(form.encode()), maintype="application", subtype="gzip", filename="form.txt.gz"
    )
    reading = read(message)
    assert reading.outcome is Outcome.REFERRAL
    assert reading.forms[0].form.children[0].surname == "Vale"


def test_a_file_pasted_as_one_endless_word_hides_no_worry_and_holds_nobody_up() -> None:
    """A quadratic look at it would outlast this test's time."""
    reading = read(about("hello", f"{'M' * 150_000}\n\n{NEIGHBOUR}"))
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert "concern" in (reading.reason or "")


BULLETIN = (
    "<h1>Daily news</h1><h3>Inquiry</h3><p>Ministers said that they would act on abuse.</p>"
    "<h3>Opinion: why neglect is missed</h3><p>Our columnist asks what stops us seeing the hungry child.</p>"
    "<h3>Courts</h3><p>A man was jailed for abusing a girl of 13, the BBC reports.</p>{more}<p>Unsubscribe</p>"
)


def sent_to_many(more: str = "") -> EmailMessage:
    message = about("Daily news", "")
    message["List-Id"] = "<daily.news.example>"
    message.set_content(BULLETIN.format(more=more), subtype="html")
    return message


def test_a_newsletter_that_tells_of_children_in_the_news_is_no_form() -> None:
    assert read(sent_to_many()).outcome is Outcome.NO_FORM


@pytest.mark.parametrize(
    "more",
    [
        "<h3>Q4. Anything else?</h3><p>i told my teacher what my uncle does and nothing happened</p>",
        "<p>Kayden, 9, came in with a bruised ear and said that his stepdad had hit him.</p>",
    ],
)
def test_no_newsletters_layout_hides_a_child(more: str) -> None:
    assert read(sent_to_many(more)).outcome is Outcome.NEEDS_ATTENTION


@pytest.mark.parametrize(
    "text",
    [
        "Could I swap my late on Thursday with Jess? My little one has her school play.\n",
        "A parent wrote to say how kind Tunde had been to her and her son.\n",
        "1. Audit. Twelve cases of physical abuse were audited. In three the voice of the child was missing.\n",
        "A session on bruising in babies who are not yet mobile. Dr Rao will talk about a case in which a bruise was missed.\n",
        "The duty phone is broken. Until it is mended please ring 023 9200 0911. I have told the switchboard.\n",
        "Contacts\t231\t219\nReferrals\t66\t70\nMissing children\t44\t39\nSexual abuse\t25\t24\n",
    ],
)
def test_the_offices_own_affairs_are_no_form(text: str) -> None:
    assert read(about("This week", text)).outcome is Outcome.NO_FORM


@pytest.mark.parametrize(
    "text",
    [
        "The toys are delivered. One family had no furniture at all and three under-fives on a bare floor.\n",
        "i told my teacher what my uncle does and nothing happened\n",
    ],
)
def test_what_is_told_in_passing_is_looked_at(text: str) -> None:
    assert read(about("Donation", text)).outcome is Outcome.NEEDS_ATTENTION


@pytest.mark.parametrize(
    "told",
    [
        "If this is about Ellie Marsh, who did not come back last night, ring Jo.",
        "Ring Jo, especially if Tyler does not turn up at school, you know what happened last time.",
    ],
)
def test_an_absence_note_about_a_child_who_is_gone_is_looked_at(told: str) -> None:
    message = about("Automatic reply: form", f"I am out of the office. {told}\n")
    message["Auto-Submitted"] = "auto-replied"
    assert read(message).outcome is Outcome.NEEDS_ATTENTION


NOTES = (
    "Our tenant keeps a mattress in the coal hole and I found a teddy and a bucket there twice. She laughed.",
    "The same two get on my bus at six each morning and ride round till nine. They may not go in until her friend has gone.",
)
FOR_THE_OFFICE = "Our quote for forty office chairs is 3,200 pounds plus VAT. It is valid for thirty days."


@pytest.mark.parametrize(
    ("note", "outcome"),
    [*((note, Outcome.NEEDS_ATTENTION) for note in NOTES), (FOR_THE_OFFICE, Outcome.NO_FORM)],
)
def test_a_note_in_a_file_is_read_as_closely_as_an_email(note: str, outcome: Outcome) -> None:
    message = about("letter", "Letter attached, for your information.")
    message.add_attachment(note.encode(), maintype="text", subtype="plain", filename="letter.txt")
    assert read(message).outcome is outcome


HIDES_BREAD = (
    "Following parents' evening, I wanted to flag that he has lost a lot of weight and was hiding bread."
)
ON_THE_WARD = (
    "Paeds ward: skeletal survey positive, dad has gone, mum wants to discharge. Call back within the hour."
)


@pytest.mark.parametrize("told", [HIDES_BREAD, ON_THE_WARD])
def test_harm_told_in_words_of_the_work_is_looked_at(told: str) -> None:
    assert read(about("hello", told)).outcome is Outcome.NEEDS_ATTENTION


STEPS = "Nadia told the cook that mum's boyfriend bolts her door from outside and that she may not use the toilet."
MONTHLY = "The printer on floor two was mended. Rotas for December are on the shared drive. Parking closes on Friday."


@pytest.mark.parametrize(
    ("title", "words", "outcome"),
    [
        ("Record of visit", f"<p>{STEPS}</p>", Outcome.NEEDS_ATTENTION),
        ("Chronology", f"<p>{STEPS}</p>", Outcome.NEEDS_ATTENTION),
        ("File", f"<table border=1><tr><td>Note</td><td>{STEPS}</td></tr></table>", Outcome.NEEDS_ATTENTION),
        ("Minutes of the team meeting", f"<p>{MONTHLY}</p>", Outcome.NO_FORM),
        ("File", f"<table border=1><tr><td>Note</td><td>{MONTHLY}</td></tr></table>", Outcome.NO_FORM),
    ],
)
def test_a_record_and_a_ruled_note_in_a_file_are_weighed_too(
    title: str, words: str, outcome: Outcome
) -> None:
    message = about("Note", "As discussed.")
    message.add_attachment(
        f"<html><body><h1>{title}</h1>{words}</body></html>".encode(),
        maintype="text",
        subtype="html",
        filename="note.html",
    )
    assert read(message).outcome is outcome
