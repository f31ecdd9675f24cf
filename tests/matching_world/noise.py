"""What becomes of facts when an officer types them during a call, or a practitioner in a form."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, datetime, timedelta
from importlib.resources import files
from random import Random
from zoneinfo import ZoneInfo

from ingest.domain.model import Caller, ContactChild
from parsers.form import Child, ContactForm, Person, Referrer
from tests.matching_world.people import Agency, Worker

_LONDON = ZoneInfo("Europe/London")
_SHORTER = [("Primary School", "Primary"), ("Infant School", "Infants"), ("Junior School", "Juniors")]
_SHORTER += [("Secondary School", "Secondary"), ("St ", "Saint "), ("C of E", "CofE"), ("Road", "Rd")]
_SHORTER += [
    ("Constabulary", "Police"),
    ("Hospitals NHS Trust", "Hospitals"),
    ("Health Visiting Service", "HV"),
]


class Typist:
    """Types facts down with the slips that people make."""

    def __init__(self, random: Random) -> None:
        self.random = random
        table = tomllib.loads((files("config") / "nicknames.toml").read_text(encoding="utf-8"))
        self._groups: list[list[str]] = [*table["groups"], *table["spellings"]]

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def slip(self, word: str) -> str:
        """One slip of the keyboard, seldom in the first letter."""
        if len(word) < 3:
            return word
        at = self.random.randint(0 if self.chance(0.05) else 1, len(word) - 2)
        kind = self.random.randrange(4)
        if kind == 0:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if kind == 1:
            return word[:at] + word[at + 1 :]
        other = self.random.choice("aeiourstnl")
        return word[:at] + other + word[at + (1 if kind == 2 else 0) :]

    def nickname(self, forename: str) -> str:
        """Another form of a forename, where there is one."""
        group = next((group for group in self._groups if group[0] == forename), None)
        return self.random.choice(group[1:]) if group else forename

    def misheard(self, day: date) -> date:
        """A date of birth as it is misheard or mistyped."""
        tries = [
            (day.year, day.day, day.month),
            (day.year + self.random.choice((-1, 1)), day.month, day.day),
            (
                day.year,
                day.month,
                self.random.choice([d for d in (day.day - 10, day.day + 10, day.day + 1) if d > 0]),
            ),
            (day.year, {6: 7, 7: 6, 1: 6}.get(day.month, day.month), 30 if day.day == 13 else day.day),
        ]
        try:
            return date(*self.random.choice(tries))
        except ValueError:
            return day

    def agency(self, name: str) -> str:
        if self.chance(0.75):
            return name
        for full, short in _SHORTER:
            name = name.replace(full, short) if self.chance(0.6) else name
        return name

    def call_child(self, child: Child) -> ContactChild:
        """A child as noted during a call."""
        forename, surname = child.forename, child.surname
        if forename and forename != "Unborn":
            forename = self.nickname(forename) if self.chance(0.06) else forename
            forename = self.slip(forename) if self.chance(0.02) else forename
        surname = self.slip(surname) if surname and self.chance(0.05) else surname
        if self.chance(0.012) and forename != "Unborn":
            forename, surname = surname, forename
        return ContactChild(
            forename=forename,
            surname=surname,
            dob=self._dob(child.dob),
            address=self._address(child.address),
            postcode=None if self.chance(0.15) else self._postcode(child.postcode),
            school=None if self.chance(0.2) or not child.school else self.agency(child.school),
        )

    def _dob(self, text: str | None) -> date | None:
        if text is None or self.chance(0.2):
            return None
        day = date.fromisoformat(text)
        return self.misheard(day) if self.chance(0.05) else day

    def _address(self, address: str | None) -> str | None:
        if address is None or self.chance(0.14):
            return None
        return address.split(",")[0] if self.chance(0.15) else address

    def _postcode(self, code: str | None) -> str | None:
        if code and self.chance(0.03):
            return code[:-1] + self.random.choice("ABDEFGHJLN")
        return code

    def caller(self, agency: Agency, worker: Worker) -> Caller:
        """A caller as noted."""
        names = [worker.name, worker.surname, f"{worker.forename[0]}. {worker.surname}", worker.forename]
        names += [self.slip(worker.name), ""]
        phones = [worker.phone, agency.switchboard, "", self.random.choice(agency.staff).phone]
        return Caller(
            name=self.random.choices(names, (66, 11, 10, 4, 5, 4))[0] or None,
            agency=None if self.chance(0.03) else self.agency(agency.name),
            phone=self.random.choices(phones, (64, 17, 15, 4))[0] or None,
            email=worker.email if self.chance(0.35) else None,
        )

    def form(self, children: list[Child], mother: str, agency: Agency, worker: Worker) -> ContactForm:
        """A form as its sender types it: nearly right, with a little left out."""
        phone = self.random.choices((worker.phone, agency.switchboard, None), (80, 12, 8))[0]
        return ContactForm(
            referrer=Referrer(
                name=worker.name,
                agency=self.agency(agency.name),
                phone=phone,
                email=worker.email if self.chance(0.8) else None,
            ),
            children=[self._form_child(child) for child in children],
            people=[Person(name=mother, relationship="Mother")],
        )

    def _form_child(self, child: Child) -> Child:
        typed = replace(child, aliases=list(child.aliases))
        if typed.surname and self.chance(0.01):
            typed.surname = self.slip(typed.surname)
        if typed.dob and self.chance(0.01):
            typed.dob = self.misheard(date.fromisoformat(typed.dob)).isoformat()
        if self.chance(0.04):
            typed.dob = None
        return typed

    def state_call(self, form: ContactForm, called_at: datetime, officer: str) -> None:
        """Fill in "when did you ring, and who took it", as half the forms do."""
        if self.chance(0.5):
            return
        told = called_at + timedelta(
            minutes=self.random.choice((0, 0, 0, 0, 0, 0, 3, -8, 12, 60, -24 * 60, 24 * 60))
        )
        form.telephone_contact_at = told.astimezone(_LONDON).isoformat()
        form.contact_taken_by = officer if self.chance(0.85) else None

    def delay(self) -> timedelta:
        """How long a practitioner takes to write; at times the call is logged after the form."""
        if self.chance(0.03):
            return -timedelta(hours=self.random.uniform(0.2, 10))
        hours = self.random.lognormvariate(2.6, 1.1)
        return timedelta(hours=min(hours, 12 * 24))
