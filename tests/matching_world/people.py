"""An invented city: families, streets, agencies and those who work there."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from importlib.resources import files
from random import Random

from parsers.form import Child

_ONSETS = [
    "Ash",
    "Bar",
    "Cor",
    "Dun",
    "El",
    "Far",
    "Gar",
    "Hal",
    "Ing",
    "Kes",
    "Lan",
    "Mor",
    "Nor",
    "Os",
    "Pen",
    "Quar",
]
_ONSETS += [
    "Rok",
    "Sel",
    "Tor",
    "Und",
    "Var",
    "Wol",
    "Yar",
    "Zie",
    "Kow",
    "Szy",
    "Okon",
    "Ade",
    "Chu",
    "Ben",
    "Rah",
]
_MIDDLES = ["", "ber", "der", "ing", "la", "man", "no", "ri", "sten", "ve", "wer", "o", "ala"]
_ENDS = [
    "ley",
    "ton",
    "field",
    "ski",
    "wood",
    "combe",
    "holme",
    "man",
    "worth",
    "by",
    "nka",
    "ani",
    "well",
    "gate",
    "son",
]
_STREETS = [
    "Alder",
    "Anchor",
    "Beacon",
    "Bramble",
    "Cutler",
    "Chandler",
    "Dock",
    "Elm",
    "Fern",
    "Gull",
    "Harbour",
    "Ivy",
]
_STREETS += [
    "Jubilee",
    "Keel",
    "Lantern",
    "Mariner",
    "Nelson",
    "Oyster",
    "Priory",
    "Quay",
    "Rope",
    "Signal",
    "Tern",
]
_STREETS += ["Union", "Victory", "Windlass", "Yew", "Cormorant", "Foxglove", "Lighthouse"]
_WAYS = ["Road", "Street", "Avenue", "Close", "Gardens", "Terrace", "Lane", "Way", "Crescent"]
_PLACES = [
    "Harbourside",
    "Milldown",
    "Castle Quay",
    "Portsdown Rise",
    "Kingsmead",
    "Ferry Lane",
    "Beacon Hill",
    "St Anne's",
]
_PLACES += [
    "St Brannock's C of E",
    "Langstone Reach",
    "Solent Tide",
    "Northgate",
    "Mayfield",
    "Copse View",
    "Lake Road",
]
_SCHOOLS = ["Infant School", "Junior School", "Primary School", "Academy", "Secondary School", "Nursery"]
_HOSTEL = "Compass House, 12 Dock Street"


@dataclass(frozen=True)
class Worker:
    """A practitioner at an agency."""

    forename: str
    surname: str
    phone: str
    email: str

    @property
    def name(self) -> str:
        return f"{self.forename} {self.surname}"


@dataclass(frozen=True)
class Agency:
    """An agency with its switchboard and staff."""

    name: str
    switchboard: str
    staff: tuple[Worker, ...]
    is_school: bool = False


@dataclass
class Family:
    """Children of one home, as their records would have it."""

    children: list[Child]
    mother: str
    schools: list[Agency] = field(default_factory=list)


@dataclass
class City:
    """Draws people, homes and agencies; the same seed draws the same ones."""

    random: Random

    def __post_init__(self) -> None:
        common = tomllib.loads((files("config") / "name_frequencies.toml").read_text(encoding="utf-8"))
        self._surnames: dict[str, int] = common["surnames"]
        self._forenames: dict[str, int] = common["forenames"]
        nicknames = tomllib.loads((files("config") / "nicknames.toml").read_text(encoding="utf-8"))
        self._same_names = [set(group) for group in [*nicknames["groups"], *nicknames["spellings"]]]
        self.schools = [
            self._agency(f"{place} {kind}", 8, True) for place in _PLACES for kind in self._kinds()
        ]
        others = [
            "Solent Constabulary",
            "Harbour Hospitals NHS Trust",
            "Solent Shores Health Visiting Service",
        ]
        self.services = [self._agency(name, 40) for name in others]
        small = [
            "Quayside Surgery",
            "Tern Road Medical Practice",
            "Spinnaker Homes",
            "Haven Domestic Abuse Service",
        ]
        small += ["Landport Youth Project", "Harbour Probation Service", "Sail Together Charity"]
        self.services += [self._agency(name, 6) for name in small]
        self.officers = [f"{self.forename()} {self.surname()}" for _ in range(7)]

    def _kinds(self) -> list[str]:
        return self.random.sample(_SCHOOLS, 2)

    def forename(self) -> str:
        """A child's or adult's forename, common ones more often."""
        return self.random.choices([*self._forenames], [*self._forenames.values()])[0]

    def surname(self) -> str:
        """A surname: common, uncommon, and at times double-barrelled."""
        draw = self.random.random()
        if draw < 0.45:
            return self.random.choices([*self._surnames], [*self._surnames.values()])[0]
        rare = "".join(map(self.random.choice, (_ONSETS, _MIDDLES, _ENDS)))
        return rare if draw < 0.96 else f"{rare}-{self.random.choice([*self._surnames])}"

    def birthday(self, youngest: int = 0, oldest: int = 17) -> date:
        """A date of birth of a child of these ages, as of 2025."""
        return date(2025, 9, 1) - timedelta(days=self.random.randint(youngest * 365, oldest * 365 + 364))

    def home(self) -> tuple[str, str]:
        """An address and its postcode; neighbours share one."""
        street = f"{self.random.choice(_STREETS)} {self.random.choice(_WAYS)}"
        number = self.random.randint(1, 160)
        spot = sum(map(ord, street)) * 7 + number // 20
        code = f"PO{spot % 6 + 1} {spot % 9}{chr(65 + spot % 23)}{chr(65 + spot // 23 % 23)}"
        flat = f"Flat {self.random.randint(1, 40)}, " if self.random.random() < 0.2 else ""
        return f"{flat}{number} {street}, Portsmouth", code

    def family(self, size: int = 0) -> Family:
        """A family of `size` children, or of as many as families have."""
        size = size or self.random.choices((1, 2, 3, 4), (45, 33, 15, 7))[0]
        surname, (address, postcode) = self.surname(), self.home()
        schools = [self.random.choice(self.schools) for _ in range(size)]
        if size > 1 and self.random.random() < 0.5:
            schools = [schools[0]] * size
        children = [self._child(surname, address, postcode, school.name) for school in schools]
        for at in range(1, size):
            children[at] = self.another_child(children[at], *children[:at])
        if size > 1 and self.random.random() < 0.12:
            children[-1].surname = self.surname()
        last = surname if self.random.random() < 0.7 else self.surname()
        return Family(children, f"{self.forename()} {last}", schools)

    def _child(self, surname: str, address: str, postcode: str, school: str) -> Child:
        return Child(
            forename=self.forename(),
            surname=surname,
            dob=self.birthday().isoformat(),
            address=address,
            postcode=postcode,
            school=school,
        )

    def another_child(self, child: Child, *others: Child) -> Child:
        """A brother or sister of these, of another forename and date of birth."""
        taken = [one.forename or "" for one in (child, *others)]
        while any(self._is_one_name(forename := self.forename(), one) for one in taken):
            continue
        return replace(child, forename=forename, dob=self.birthday().isoformat())

    def _is_one_name(self, one: str, other: str) -> bool:
        """Nobody calls two children of one family Isabelle and Isabella."""
        return one == other or any({one, other} <= group for group in self._same_names)

    def hostel_child(self) -> Child:
        """A child who lives where many families do."""
        return self._child(self.surname(), _HOSTEL, "PO1 3HZ", self.random.choice(self.schools).name)

    def caller(self, family: Family | None = None) -> tuple[Agency, Worker]:
        """Somebody who may ring about a family: half the time from a child's school."""
        agency = self.random.choice(self.services)
        if family and family.schools and self.random.random() < 0.5:
            agency = self.random.choice(family.schools)
        return agency, self.random.choice(agency.staff)

    def other_caller(self, agency: Agency) -> tuple[Agency, Worker]:
        """Somebody from another agency."""
        other = self.random.choice(
            [one for one in (*self.services, *self.schools) if one.name != agency.name]
        )
        return other, self.random.choice(other.staff)

    def _agency(self, name: str, size: int, is_school: bool = False) -> Agency:
        line = f"0239200{self.random.randint(100, 999)}"
        domain = "".join(char for char in name.lower() if char.isalpha()) + ".example"
        staff = tuple(self._worker(line, domain) for _ in range(size))
        return Agency(name, f"{line}0", staff, is_school)

    def _worker(self, line: str, domain: str) -> Worker:
        forename, surname = self.forename(), self.surname()
        mobile = f"07700900{self.random.randint(0, 999):03d}"
        phone = mobile if self.random.random() < 0.4 else f"{line}{self.random.randint(1, 9)}"
        return Worker(forename, surname, phone, f"{forename}.{surname}@{domain}".lower().replace("'", ""))
