"""The demonstration's invented people: who rang, who writes, and how their forms arrive.

Nobody here exists. Telephone numbers are of the ranges kept for drama or unallotted, email
addresses end in `.example`, NHS numbers are of the range kept for tests.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum


class Medium(StrEnum):
    """How a form is sent."""

    TEXT = "plain text"
    HTML = "web form"
    PRINTED = "printed PDF"
    FILLABLE = "fillable PDF"
    SCANNED = "scanned PDF"
    WORD = "Word"
    FORWARDED = "forwarded Word"
    LOCKED = "password-protected PDF"


@dataclass(frozen=True, slots=True)
class Practitioner:
    """Somebody who rings and writes."""

    name: str
    role: str
    agency: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class YoungPerson:
    """A child of the story."""

    forename: str
    surname: str
    born: date
    gender: str
    address: str
    postcode: str
    school: str | None
    nhs_number: str | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """Children with the adult at home, and what somebody worries about."""

    children: tuple[YoungPerson, ...]
    parent: str
    concern: str
    told_parents: str = "Yes"


@dataclass(frozen=True, slots=True)
class Call:
    """A call that an officer logged before the demonstration began: how long ago it was.

    `heard` stands for what the officer wrote where it differs from what is true.
    """

    reference: str
    by: Practitioner
    about: Family
    ago: timedelta
    taken_by: str
    heard: tuple[YoungPerson, ...] | None = None

    @property
    def children(self) -> tuple[YoungPerson, ...]:
        """The children as the officer noted them."""
        return self.heard or self.about.children


@dataclass(frozen=True, slots=True)
class Form:
    """A form that arrives during the demonstration, `after` it began."""

    after: timedelta
    by: Practitioner
    about: Family
    medium: Medium
    call: Call | None = field(default=None)


def _minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


LOCKYER = Practitioner(
    "Claire Lockyer", "Designated Safeguarding Lead", "St Osyth's C of E Primary School", "023 9200 0976",
    "claire.lockyer@stosyths.example",
)  # fmt: skip
OKAFOR = Practitioner(
    "Daniel Okafor",
    "Health Visitor",
    "Solent Shores Health Visiting",
    "07700 900142",
    "daniel.okafor@solentshores.example",
)
PENROSE = Practitioner(
    "Judith Penrose",
    "Youth Worker",
    "Landport Lane Youth Project",
    "023 9200 0366",
    "judith.penrose@landportlane.example",
)
WHITCOMBE = Practitioner(
    "PC Aled Whitcombe", "Police Officer", "Harbour Police Public Protection", "023 9200 0501",
    "aled.whitcombe@harbourpolice.example",
)  # fmt: skip
ABARA = Practitioner(
    "Ngozi Abara",
    "Midwife",
    "Queen Adelaide Maternity Unit",
    "07700 900555",
    "ngozi.abara@queenadelaide.example",
)
TREVETT = Practitioner(
    "Ruth Trevett",
    "Head of Year",
    "Fernhill Secondary School",
    "023 9200 0718",
    "ruth.trevett@fernhill.example",
)


def _child(
    name: str,
    born: date,
    gender: str,
    address: str,
    postcode: str,
    school: str | None,
    nhs_number: str | None = None,
) -> YoungPerson:
    forename, _, surname = name.partition(" ")
    return YoungPerson(forename, surname, born, gender, address, postcode, school, nhs_number)


_FERN = ("12 Caraway Road, Fratton, Portsmouth", "PO1 9ZQ")
_QUAY = ("7 Lantern Quay, Southsea, Portsmouth", "PO5 9ZX")
_MEWS = ("3 Saltern Mews, Cosham, Portsmouth", "PO6 9ZB")

ASHDOWN = Family(
    (
        _child(
            "Yusuf Ashdown",
            date(2017, 5, 6),
            "Male",
            *_FERN,
            "St Osyth's C of E Primary School",
            "999 854 4270",
        ),
    ),
    "Michelle Eastcott",
    "Yusuf told his class teacher that he is left alone in the flat at night. He comes in hungry and in "
    "yesterday's clothes, and has been collected late four times this month.",
)
BELLAMY = Family(
    (
        _child("Poppy Bellamy", date(2024, 2, 19), "Female", *_QUAY, "Not yet at nursery"),
        _child("Jacob Bellamy", date(2020, 11, 2), "Male", *_QUAY, "Lantern Quay Infant School"),
    ),
    "Kerry Bellamy",
    "At a home visit the kitchen had no food and the cooker was disconnected. Mother appeared to be under the "
    "influence of alcohol at eleven in the morning, with both children in her sole care.",
)
SZABO = Family(
    (_child("Alexander Szabo", date(2010, 3, 4), "Male", *_MEWS, "Fernhill Secondary School"),),
    "Eszter Szabo",
    "Alexander has been seen getting into cars with older men near the station and has two new phones. He was "
    "missing overnight twice last week.",
    "No",
)
HOLLIS = Family(
    (
        _child(
            "Maisie Hollis",
            date(2013, 9, 23),
            "Female",
            "88 Tidewater Street, Portsmouth",
            "PO2 9ZY",
            "Fernhill Secondary School",
        ),
    ),
    "Sam Hollis",
    "Maisie has new marks on both forearms and says that she cannot sleep at her father's house.",
)
MARCHANT = Family(
    (
        _child(
            "Leo Marchant",
            date(2019, 1, 30),
            "Male",
            "41 Spindle Court, Portsmouth",
            "PO4 9ZA",
            "St Osyth's C of E Primary School",
        ),
    ),
    "Tom Marchant",
    "Leo arrived with a bruise on his cheek in the shape of a hand. He said: “Dad was cross.”",
)
NDIAYE = Family(
    (_child("Awa Ndiaye", date(2025, 8, 11), "Female", "5 Cordage Walk, Portsmouth", "PO1 9ZD", None),),
    "Fatou Ndiaye",
    "Awa has missed every health review since she was born, and mother has said that she is afraid of her partner.",
)
PRYOR = Family(
    (
        _child(
            "Ellis Pryor",
            date(2012, 6, 17),
            "Male",
            "19 Halyard Rise, Portsmouth",
            "PO3 9ZE",
            "Fernhill Secondary School",
        ),
    ),
    "Donna Pryor",
    "Police attended a domestic incident at the address at 02:10. Ellis was upstairs and had rung 999 himself.",
)
RAWLEY = Family(
    (_child("Isla Rawley", date(2016, 12, 8), "Female", "2 Bosun's Yard, Portsmouth", "PO2 9ZF", "Lantern Quay Junior School"),),
    "Becky Rawley",
    "Isla disclosed to a teaching assistant that a family friend shows her pictures that frighten her.",
)  # fmt: skip


def _misheard(child: YoungPerson, **changes: object) -> YoungPerson:
    values = {name: getattr(child, name) for name in YoungPerson.__slots__}
    return YoungPerson(**{**values, **changes})


CALL_ASHDOWN = Call("DEMO-01", LOCKYER, ASHDOWN, _minutes(60 * 47 + 20), "A. Frayne")
CALL_BELLAMY = Call("DEMO-02", OKAFOR, BELLAMY, _minutes(60 * 51 + 5), "A. Frayne")
CALL_SZABO = Call(
    "DEMO-03", TREVETT, SZABO, _minutes(60 * 26), "S. Prior",
    # As heard on the telephone: a short name, and day and month the other way round.
    (_misheard(SZABO.children[0], forename="Sasha", born=date(2010, 4, 3), postcode="", nhs_number=None),),
)  # fmt: skip
CALL_HOLLIS = Call("DEMO-04", TREVETT, HOLLIS, _minutes(60 * 25 + 40), "S. Prior")
CALL_MARCHANT = Call("DEMO-05", LOCKYER, MARCHANT, _minutes(60 * 3), "J. Ormerod")
CALL_NDIAYE = Call("DEMO-06", ABARA, NDIAYE, _minutes(60 * 70), "J. Ormerod")
CALL_PRYOR = Call("DEMO-07", WHITCOMBE, PRYOR, _minutes(60 * 40), "A. Frayne")

CALLS = (CALL_ASHDOWN, CALL_BELLAMY, CALL_SZABO, CALL_HOLLIS, CALL_MARCHANT, CALL_NDIAYE, CALL_PRYOR)

FORMS = (
    Form(_minutes(0), LOCKYER, ASHDOWN, Medium.TEXT, CALL_ASHDOWN),
    Form(_minutes(0.3), OKAFOR, BELLAMY, Medium.PRINTED, CALL_BELLAMY),
    Form(_minutes(0.8), TREVETT, SZABO, Medium.WORD, CALL_SZABO),
    Form(_minutes(1.2), WHITCOMBE, PRYOR, Medium.FILLABLE, CALL_PRYOR),
    Form(_minutes(1.6), PENROSE, RAWLEY, Medium.HTML),
    Form(_minutes(2.0), TREVETT, HOLLIS, Medium.SCANNED, CALL_HOLLIS),
    Form(_minutes(2.4), LOCKYER, MARCHANT, Medium.FORWARDED, CALL_MARCHANT),
    Form(_minutes(2.8), ABARA, NDIAYE, Medium.LOCKED, CALL_NDIAYE),
)


@dataclass(frozen=True, slots=True)
class Letter:
    """An email that carries no form."""

    after: timedelta
    sender: str
    subject: str
    body: str
    automatic: bool = False


LETTERS = (
    Letter(
        _minutes(0.2), "Ruth Trevett <ruth.trevett@fernhill.example>", "Automatic reply: your message",
        "I am out of the office until Monday and will answer then. For urgent matters ring the school office.", True,
    ),
    Letter(
        _minutes(1.0), "Training Team <news@partnership.example>", "Safeguarding news: autumn training dates",
        "Our autumn programme is out. Book your place on the threshold workshop. Unsubscribe at any time.",
    ),
    Letter(
        _minutes(1.4), "Marek Dolan <m.dolan@spinnakerclub.example>", "Worried about a boy at our club",
        "Hello,\n\nI run the Saturday football club. I am very worried about Kai Underwood, who is 9. Today he had "
        "a black eye and told me that his mum's boyfriend had hit him, and that he is scared to go home. He lives "
        "in Ropewalk Road. Please ring me on 07700 900321.\n\nMarek Dolan\nSpinnaker Community Club",
    ),
    Letter(
        _minutes(2.2), "[red]Mallory[/red] <mallory@elsewhere.example>", "\x1b]52;c;aGVsbG8=\x07[@click=app.quit]Urgent[/] \u202eFDP.mrof",
        "",
    ),
)  # fmt: skip
