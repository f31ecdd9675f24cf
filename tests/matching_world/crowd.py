"""Calls by the hundred thousand, drawn in bulk from the same city as the stories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from ingest.domain.model import Contact, ContactKind
from parsers.form import Child
from tests.matching_world.noise import Typist
from tests.matching_world.people import City
from tests.matching_world.stories import By, Sent

NOW = datetime(2025, 9, 1, 9, 0, tzinfo=UTC)
SPAN = timedelta(days=180)
_POOL = 50_000


@dataclass
class Crowd:
    """`size` open calls, evenly over the half year before `NOW`; the oldest has the id 1.

    `sent` are forms received at `NOW`, each of which follows one of the calls.
    """

    size: int
    forms: int
    seed: int = 5
    sent: list[Sent] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.city = City(self.random)
        self.typist = Typist(self.random)
        self._homes = [self.city.home() for _ in range(_POOL)]
        self._surnames = [self.city.surname() for _ in range(_POOL)]
        self._forenames = [self.city.forename() for _ in range(2_000)]

    def calls(self) -> Iterator[Contact]:
        """Each call once; the forms are written on the way."""
        followed = {self._place(abs(self.typist.delay())) for _ in range(self.forms)}
        for number in range(1, self.size + 1):
            children = [*self._family()]
            by = self.city.caller()
            contact = self._contact(number, children, by)
            if number in followed:
                self._write(contact, children, by)
            yield contact

    def _place(self, delay: timedelta) -> int:
        return max(1, self.size - int(self.size * (delay / SPAN)))

    def _contact(self, number: int, children: Sequence[Child], by: By) -> Contact:
        at = NOW - SPAN * ((self.size - number) / self.size)
        return Contact(
            id=number,
            reference=f"C-{number}",
            kind=ContactKind.PHONE,
            received_at=at.replace(second=0, microsecond=0),
            out_of_hours=False,
            taken_by=self.random.choice(self.city.officers),
            caller=self.typist.caller(*by),
            children=tuple(self.typist.call_child(child) for child in children),
            concern=None,
        )

    def _family(self) -> Iterator[Child]:
        pick = self.random.choice
        surname, (address, postcode) = pick(self._surnames), pick(self._homes)
        for _ in range(pick((1, 1, 1, 2))):
            yield Child(
                forename=pick(self._forenames),
                surname=surname,
                dob=self.city.birthday().isoformat(),
                address=address,
                postcode=postcode,
                school=pick(self.city.schools).name,
            )

    def _write(self, contact: Contact, children: list[Child], by: By) -> None:
        form = self.typist.form(children, f"{self.city.forename()} {children[0].surname}", *by)
        self.typist.state_call(form, contact.received_at, contact.taken_by or "")
        self.sent.append(Sent(form, NOW, frozenset({contact.id}), "crowd"))
