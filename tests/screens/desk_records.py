"""Invented records for the fake desk."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from ingest.domain.model import Caller, ContactChild, LedgerState, MatchStatus
from parsers.form import Child, Concern, ContactForm, Found, InformationSharing, Person, Referrer
from tests.screens.fake_desk import NOON, FakeDesk

#: Of the people below: no notice may say one.
NAMES = ("Robin", "Exampleton", "Sam Tester", "Ines", "Noor", "Mei")


def filled_form(forename: str = "Robin", surname: str = "Exampleton") -> ContactForm:
    """A form about one invented child."""
    return ContactForm(
        completed_on="2026-11-21",
        referrer=Referrer(
            name="Sam Tester",
            role="Designated safeguarding lead",
            agency="Testing Primary School",
            phone="+442392000111",
            email="s.tester@testing.example",
        ),
        children=[
            Child(
                forename=forename,
                surname=surname,
                dob="2015-04-03",
                gender="male",
                address="12 Invented Road, Southsea",
                postcode="PO4 9ZZ",
                school="Testing Primary School",
            )
        ],
        people=[Person(name="Kim Exampleton", relationship="Mother", parental_responsibility="yes")],
        concern=Concern(
            types=["Neglect"],
            reason="Came to school three days running without food and says nobody was at home overnight. "
            "Staff saw a bruise on the left arm, which he said came from falling off a bicycle.",
        ),
        information_sharing=InformationSharing(parents_informed="no"),
    )


SOURCES = {
    "/children/0/forename": Found("Robin", 1, 1.0),
    "/children/0/surname": Found("Exampleton", 1, 1.0),
    "/children/0/dob": Found("3/4/15", 1, 0.92),
    "/children/0/postcode": Found("po49zz", 1, 0.99),
    "/referrer/name": Found("S. Tester", 2, 0.71),
    "/concern/reason": Found("Came to school three days running …", 2, 0.99),
    "/information_sharing/parents_informed": Found("Yes / [No]", 3, 0.98),
}


def busy_desk(now: datetime = NOON) -> FakeDesk:
    """A desk with something in every view."""
    desk = FakeDesk(now)
    given = (
        ("Robin", "Exampleton", 51, "Sam Tester", "Testing Primary School"),
        ("Ines", "Fixture", 47, "PC 4411 Mock", "Testshire Police"),
        ("Oba", "Sampleson", 39, "Dr A. Placeholder", "Harbour Test Surgery"),
        ("Mei", "Dummy", 20, "Jo Stand-In", "Testing Academy"),
        ("Ali", "Specimen", 3, "Health Visitor Trial", "Test Community NHS"),
    )
    for forename, surname, hours, name, agency in given:
        child = ContactChild(forename, surname, date(2015, 4, 3), "12 Invented Road, Southsea", "PO4 9ZZ")
        desk.add_contact(
            received_at=now - timedelta(hours=hours),
            children=(child,),
            caller=Caller(name, agency, "caller", "+442392000111", "caller@testing.example"),
            concern="Bruising seen at school; says nobody was home overnight.",
        )
    desk.claims["contact:2"] = "a.colleague"
    offered = desk.add_referral(
        filled_form(),
        sources=SOURCES,
        warnings=("The date of birth was read as 3 April 2015 from “3/4/15”.",),
    )
    desk.suggest(offered, desk.contacts[1])
    desk.add_referral(filled_form("Noor", "Unmatchedly"))
    linked = desk.add_referral(filled_form("Mei", "Dummy"))
    desk.suggest(linked, desk.contacts[4], MatchStatus.AUTO)
    desk.add_message(
        LedgerState.NEEDS_ATTENTION,
        subject="Referral (secure)",
        reason="The document is encrypted or needs a password: open it by hand and key it.",
        warnings=("Two From headers.",),
    )
    desk.add_message(LedgerState.NO_FORM, subject="Out of office", reason="An automatic reply.")
    return desk
