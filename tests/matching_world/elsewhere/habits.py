"""How this office notes a call, and how its practitioners fill in a form: hurried, each in their way."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from ingest.domain.model import Caller, ContactChild
from parsers.form import Child, ContactForm, Person, Referrer
from tests.matching_world.elsewhere.people import Household, Practitioner

_LONDON = ZoneInfo("Europe/London")
_CALLED = {
    "Mohammed": ("Mo", "Muhammad", "Mohamed"), "Muhammad": ("Mo", "Mohammed", "Mohammad"),
    "Oleksandr": ("Alexander", "Sasha", "Alex"), "Mykola": ("Nikolai", "Kolya"), "Kateryna": ("Katya", "Kate"),
    "Dmytro": ("Dmitri", "Dima"), "Andriy": ("Andrei", "Andrew"), "Anastasiya": ("Nastya", "Anastasia"),
    "Krzysztof": ("Kris", "Krzys"), "Malgorzata": ("Gosia", "Margaret"), "Zofia": ("Sophie", "Zosia"),
    "Wojciech": ("Wojtek",), "Jakub": ("Kuba", "Jacob"), "Yusuf": ("Yousef", "Yusef"), "Zayn": ("Zain", "Zane"),
    "Zaynab": ("Zainab",), "Mariam": ("Maryam",), "Aoife": ("Eefa", "Aiofe"), "Niamh": ("Neve", "Neeve"),
    "Caoimhe": ("Keeva", "Kweeva"), "Saoirse": ("Seersha", "Sersha"), "Tadhg": ("Tiger", "Teague"),
    "Oisin": ("Osheen", "Ushin"), "Eoin": ("Owen",), "Sinead": ("Shinade",), "Chukwuemeka": ("Emeka",),
    "Oluwaseun": ("Seun",), "Oluwatosin": ("Tosin",), "Temiloluwa": ("Temi",), "Abdulrahman": ("Abdul", "Abdur Rahman"),
    "Alejandro": ("Alex", "Ale"), "Bethany": ("Beth", "Bethan"), "Kayleigh": ("Kaylee", "Kayley"),
    "Megan": ("Meg", "Meghan"), "Ellie-Mae": ("Ellie", "Ellie May"), "Archie": ("Archibald",), "Zac": ("Zachary", "Zack"),
    "Frankie": ("Frank", "Francesca"), "Jayden": ("Jaden", "Jaydon"), "Callum": ("Calum",), "Connor": ("Conor",),
}  # fmt: skip
_SOUNDS: tuple[tuple[str, str], ...] = (
    ("ph", "f"),
    ("ck", "k"),
    ("y", "i"),
    ("ie", "y"),
    ("c", "k"),
    ("s", "z"),
    ("m", "n"),
    ("b", "p"),
)
_SOUNDS += (("d", "t"), ("f", "th"), ("v", "b"), ("ei", "ee"), ("ou", "u"), ("dh", "d"), ("w", "v"))
_SHORT = {
    "Wessex Police": ("Police", "WP", "Wessex Constabulary", "101"),
    "Wessex Police Public Protection Unit": ("PPU", "Police PPU", "Wessex Police"),
    "St Edmund's Hospital Emergency Department": ("St Eds A&E", "ED St Edmunds", "A&E", "Hospital"),
    "St Edmund's Hospital Maternity": ("Midwives", "Maternity St Edmunds", "community midwife"),
    "Wessex Community Health Visitors": ("HV", "Health Visitor", "HV team"),
    "Wessex CAMHS": ("CAMHS", "Child & Adolescent Mental Health"),
    "The Lantern Surgery": ("Lantern", "GP", "Lantern GP"),
    "Osborne Road Medical Practice": ("Osborne Rd surgery", "GP surgery", "GP"),
    "Probation Service South": ("Probation", "NPS"),
    "Youth Justice Team": ("YJT", "YOT"),
}


class Clerk:
    """Notes calls and fills in forms as people of this office do."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def maybe(self, share: float) -> bool:
        return self.random.random() < share

    def call_child(self, child: Child) -> ContactChild:
        """A child as noted from what was said on a bad line."""
        first, last = self._first(child.forename), self._last(child.surname)
        if child.unborn == "yes":
            first, last = self._unborn(child)
        elif self.maybe(0.03):
            first, last = last, first
        elif self.maybe(0.03):
            first, last = f"{(last or '').upper()}, {first}", None
        few = self.maybe(0.12)
        return ContactChild(
            forename=first,
            surname=last,
            dob=self._born(child.dob, 0.6 if few else 0.2),
            address=None if few or self.maybe(0.2) else self._house(child.address),
            postcode=None if few or self.maybe(0.25) else child.postcode,
            school=None if self.maybe(0.3) else self._place(child.school),
        )

    def _first(self, name: str | None) -> str | None:
        if not name:
            return name
        if self.maybe(0.12) and name in _CALLED:
            return self.random.choice(_CALLED[name])
        if self.maybe(0.02):
            return name[0]
        return self._misheard(name) if self.maybe(0.06) else name

    def _last(self, name: str | None) -> str | None:
        if not name:
            return name
        if "-" in name and name[:3] not in {"Al-", "El-"} and self.maybe(0.35):
            return self.random.choice(name.split("-"))
        if self.maybe(0.05) and re.search(r"[sc]k[ai]$|ova?$", name):
            return name[:-1] + "i" if name.endswith("a") and "k" in name[-3:] else name.removesuffix("a")
        return self._misheard(name) if self.maybe(0.08) else name

    def _unborn(self, child: Child) -> tuple[str | None, str | None]:
        last = child.surname or ""
        ways = [
            ("Unborn", last),
            ("Baby", last),
            (f"Baby of {last}", None),
            (None, f"UB {last}"),
            ("Bump", last),
        ]
        return self.random.choice(ways)

    def _misheard(self, word: str) -> str:
        folded = word.lower()
        fitting = [(a, b) for a, b in _SOUNDS if a in folded]
        if not fitting:
            return word[:-1] if len(word) > 4 else word
        heard, said = self.random.choice(fitting)
        return folded.replace(heard, said, 1).title()

    def _born(self, text: str | None, unknown: float) -> date | None:
        if not text or self.maybe(unknown):
            return None
        day = date.fromisoformat(text)
        if self.maybe(0.93):
            return day
        kinds = [
            lambda: day.replace(year=day.year - 1), lambda: day.replace(year=day.year + 1),
            lambda: day.replace(day=day.month, month=day.day), lambda: day.replace(month=day.month % 12 + 1),
            lambda: day.replace(day=max(1, day.day - 1)), lambda: day.replace(year=day.year - 10),
        ]  # fmt: skip
        try:
            return self.random.choice(kinds)()
        except ValueError:
            return day

    def _house(self, address: str | None) -> str | None:
        if not address:
            return None
        line = address.removesuffix(", Wessexport")
        return self.random.choice(
            (line, line, line.replace("Road", "Rd"), line.lower(), line.split(" ", 1)[-1])
        )

    def _place(self, name: str | None) -> str | None:
        if not name:
            return None
        return self.random.choice((name, name, name.rsplit(" ", 1)[0], name.split()[0]))

    def agency(self, name: str) -> str:
        """An agency as it is said: seldom in full."""
        if self.maybe(0.45):
            return name
        return self.random.choice(_SHORT.get(name, (name.rsplit(" ", 1)[0], name.split()[0], name)))

    def caller(self, by: Practitioner) -> Caller:
        """A caller as noted."""
        first, last = by.name.split(" ", 1)
        names = [by.name, f"{last}, {first}", f"{first[0]} {last}", last, first, f"{first[0]}{last[0]}", None]
        names += [f"Ms {last}", self._misheard(by.name)]
        phones = [by.own_line, by.switchboard, self._mistyped(by.own_line), None]
        return Caller(
            name=self.random.choices(names, (46, 8, 8, 8, 8, 3, 5, 6, 8))[0],
            agency=None if self.maybe(0.08) else self.agency(by.agency),
            phone=self.random.choices(phones, (50, 22, 6, 22))[0],
            email=by.email if self.maybe(0.2) else None,
        )

    def _mistyped(self, phone: str) -> str:
        at = self.random.randrange(3, len(phone) - 1)
        cut = phone[:at] + phone[at + 1 :]
        swapped = phone[:at] + phone[at + 1] + phone[at] + phone[at + 2 :]
        return self.random.choice((cut, swapped, phone[-6:]))

    def form(self, household: Household, children: list[Child], by: Practitioner) -> ContactForm:
        """A form as its sender fills it in."""
        phones = (by.own_line, by.own_line.replace("0", "+44 ", 1), by.switchboard, None)
        name = f"{by.name} (DSL)" if self.maybe(0.03) else by.name
        return ContactForm(
            referrer=Referrer(
                name=name,
                agency=by.agency if self.maybe(0.7) else self.agency(by.agency),
                phone=self.random.choices(phones, (55, 10, 20, 15))[0],
                email=by.email if self.maybe(0.7) else None,
            ),
            children=[self._form_child(child) for child in children],
            people=[Person(name=household.mother, relationship="Mother")] if self.maybe(0.8) else [],
        )

    def _form_child(self, child: Child) -> Child:
        typed = replace(child, aliases=list(child.aliases))
        if typed.forename in _CALLED and self.maybe(0.05):
            typed.forename = self.random.choice(_CALLED[typed.forename])
        if self.maybe(0.06):
            typed.dob = None
        if self.maybe(0.1):
            typed.postcode = None
        return typed

    def state_call(self, form: ContactForm, called_at: datetime, officer: str) -> None:
        """When the sender rang, as four in ten forms say: rounded, or by the day."""
        if self.maybe(0.6):
            return
        at = called_at.astimezone(_LONDON)
        if self.maybe(0.3):
            form.telephone_contact_at = at.date().isoformat()
        else:
            rounded = at.replace(minute=at.minute // 15 * 15) + timedelta(
                hours=self.random.choice((0, 0, 0, 1))
            )
            form.telephone_contact_at = rounded.isoformat()
        form.contact_taken_by = self.random.choice((officer, officer.split()[0], None))

    def delay(self) -> timedelta:
        """From the call to the form: mostly within two days, some after a weekend or a reminder."""
        hours = self.random.choice((1, 3, 6, 20, 26, 40, 47, 50, 70, 96, 24 * 8))
        return (
            timedelta(hours=-2)
            if self.maybe(0.03)
            else timedelta(hours=hours * self.random.uniform(0.6, 1.2))
        )
