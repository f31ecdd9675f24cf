"""Families and practitioners of a port with people from everywhere."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from parsers.form import Child

# Each people: boys' names, girls' names, surnames as (a man's, a woman's).
_ENGLISH = (
    "Alfie Archie Bobby Callum Connor Darcy Dylan Frankie Harvey Jayden Kai Kian Logan Mason Riley Tyler Zac",
    "Amber Bethany Casey Chloe Daisy Ellie-Mae Esme Faith Gracie Kayleigh Lacey Lola Megan Paige Skye Tilly",
    "Smith Jones Taylor Brown Fletcher Gough Hayward Ings Marsh Nutley Pragnell Rook Stubbs Tuffin Veal Whiteman",
)
_IRISH = (
    "Caoimhin Cillian Darragh Eoin Fionn Oisin Padraig Ruairi Tadhg",
    "Aoife Caoimhe Eimear Grainne Niamh Orlaith Roisin Saoirse Sinead",
    "O'Brien O'Sullivan McCarthy McLoughlin Doherty Gallagher Kavanagh",
)
_NIGERIAN = (
    "Ayomide Chidi Chukwuemeka Emeka Ifeanyi Oluwaseun Temitope Tobi",
    "Adaeze Chiamaka Folasade Ngozi Oluwatosin Temiloluwa Yetunde",
    "Adebayo Adeyemi Chukwu Eze Nwachukwu Okafor Okonkwo Oyelaran",
)
_BENGALI = (
    "Abdul Arif Ibrahim Mohammed Nabil Rayhan Saif Tahmid Yusuf Zayn",
    "Aisha Fatima Khadija Maryam Nusrat Rahima Sumaiya Tasnim Zaynab",
    "Ahmed Ali Begum Chowdhury Hussain Islam Khatun Miah Rahman Uddin",
)
_PUNJABI = (
    "Arjan Gurpreet Harpreet Jaspreet Manveer Ranveer",
    "Amandeep Harleen Jasleen Kiranjit Simran",
    "Singh Gill Dhillon Sandhu Bains",
)
_CHINESE = (
    "Haoran Jun Ming Wei Zihan Yichen",
    "Mei Lan Xiu Yan Jiayi Xinyi",
    "Chan Chen Huang Li Lin Wang Wong Zhang",
)
_IBERIAN = (
    "Alejandro Diego Joao Mateo Rui Tiago",
    "Ines Lucia Mafalda Rocio Xiomara",
    "Garcia-Lopez Fernandez-Ruiz Pereira-Santos Silva Costa Moreno-Vega",
)
_ARABIC = (
    "Abdulrahman Bilal Hamza Khalid Mustafa Omar Tariq",
    "Amina Hanan Layla Mariam Noor Rania Salma",
    "Al-Hassan El-Sayed Al-Jaber Haddad Mansour Nasser",
)
_POLISH = (
    "Bartosz Jakub Kacper Krzysztof Mateusz Szymon Wojciech",
    "Agnieszka Kinga Malgorzata Oliwia Weronika Zofia Zuzanna",
    "Kowalsk Nowick Lewandowsk Wisniewsk Zielinsk Jankowsk",
)
_UKRAINIAN = (
    "Andriy Bohdan Dmytro Maksym Mykola Oleksandr Yaroslav",
    "Anastasiya Daryna Kateryna Nadiya Oksana Yuliya",
    "Melnik Petrov Ivanov Kuznetsov Shevchenko Tkachenko",
)
_PEOPLES: tuple[tuple[str, str, str], ...] = (
    _ENGLISH,
    _ENGLISH,
    _ENGLISH,
    _IRISH,
    _NIGERIAN,
    _BENGALI,
    _BENGALI,
    _PUNJABI,
    _CHINESE,
)
_PEOPLES += (_IBERIAN, _ARABIC, _POLISH, _UKRAINIAN)
_STREETS = "Agincourt Brunel Cavendish Dunkirk Elgin Fratton Goldsmith Haslar Inverness Kirby Lomond Milton"
_STREETS += " Northern Osborne Percy Queens Renny Stubbington Talbot Upper Vernon Walden"
_WAYS = ("Road", "Rd", "Street", "St", "Avenue", "Grove", "Close")
_SCHOOLS = "Arundel Bramble Cottage Devonshire Fernhurst Goldsmith Highbury Kings Meon Newbridge Penhale"
_KINDS = ("Infant School", "Primary School", "Junior Academy", "High School", "College", "Nursery")
_SERVICES = (
    ("Wessex Police", 25, "0200 900 1000"),
    ("Wessex Police Public Protection Unit", 8, "0200 900 1040"),
    ("St Edmund's Hospital Emergency Department", 14, "0200 900 2000"),
    ("St Edmund's Hospital Maternity", 8, "0200 900 2300"),
    ("Wessex Community Health Visitors", 12, "0200 900 3000"),
    ("Wessex CAMHS", 7, "0200 900 3300"),
    ("The Lantern Surgery", 5, "0200 900 4000"),
    ("Osborne Road Medical Practice", 5, "0200 900 4100"),
    ("Anchor Homes", 5, "0200 900 5000"),
    ("Probation Service South", 6, "0200 900 5500"),
    ("Safe Haven Refuge", 4, "0200 900 6000"),
    ("Youth Justice Team", 5, "0200 900 6500"),
)


@dataclass(frozen=True)
class Practitioner:
    """Who rings and writes; everybody at an agency may ring from its one number."""

    name: str
    agency: str
    switchboard: str
    own_line: str
    email: str


@dataclass
class Household:
    """Children under one roof, and their mother."""

    children: list[Child]
    mother: str
    school: list[Practitioner] = field(default_factory=list)


class Port:
    """Everybody in the place, drawn from a seed."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.services = [self._agency(*row) for row in _SERVICES]
        self.schools = [
            self._agency(f"{name} {kind}", 4, f"0200 9{at:02}{number} 000")
            for at, name in enumerate(_SCHOOLS.split())
            for number, kind in enumerate(random.sample(_KINDS, 2))
        ]
        self.officers = ("Pat Ellery", "Jo Wickens", "Dee Okoro", "Marcin Bak", "Lyn Tranter", "Sal Booth")

    def _agency(self, name: str, staff: int, switchboard: str) -> list[Practitioner]:
        digits = switchboard.replace(" ", "")
        domain = "".join(part[0] for part in name.lower().split()) + digits[-5:] + ".example"
        return [self._practitioner(name, switchboard, digits, at, domain) for at in range(staff)]

    def _practitioner(self, agency: str, switchboard: str, digits: str, at: int, domain: str) -> Practitioner:
        first, last = self._person(self.random.random() < 0.75)
        line = f"{digits[:-2]}{at + 10}" if self.random.random() < 0.6 else self._mobile()
        return Practitioner(
            f"{first} {last}", agency, switchboard, line, f"{first[0]}{last}@{domain}".lower()
        )

    def _mobile(self) -> str:
        return f"07700 9{self.random.randint(0, 99_999):05}"

    def _person(self, is_female: bool) -> tuple[str, str]:
        boys, girls, surnames = self.random.choice(_PEOPLES)
        first = self.random.choice((girls if is_female else boys).split())
        return first, self.family_name(self.random.choice(surnames.split()), is_female)

    @staticmethod
    def family_name(stem: str, is_female: bool) -> str:
        """A surname with the ending that its language gives a man or a woman."""
        if stem.endswith(("sk", "ck")):
            return stem + ("a" if is_female else "i")
        return stem + "a" if is_female and stem.endswith(("ov", "ev")) else stem

    def household(self, size: int = 0) -> Household:
        """A family of `size` children, or as many as it happens to have."""
        random = self.random
        size = size or random.choices((1, 2, 3, 4), (5, 4, 2, 1))[0]
        people = random.choice(_PEOPLES)
        stem = random.choice(people[2].split())
        address, postcode = self.address()
        school = random.choice(self.schools)
        births = self._births(size)
        children: list[Child] = []
        while len(children) < size:
            is_female = random.random() < 0.5
            first = random.choice(people[is_female].split())
            if any(first == one.forename for one in children):
                continue
            last = self.family_name(stem, is_female)
            born = births[len(children)]
            place = school[0].agency if random.random() < 0.8 else random.choice(self.schools)[0].agency
            children.append(
                Child(
                    forename=first, surname=last, dob=born, address=address, postcode=postcode, school=place
                )
            )
        mother = f"{random.choice(people[1].split())} {self.family_name(stem, is_female=True)}"
        return Household(children, mother, school)

    def _births(self, size: int) -> list[str]:
        """Dates of birth of full siblings: a year apart or more."""
        born = date(2025, 1, 1) - timedelta(days=self.random.randint(40, 9 * 365))
        births = []
        for _ in range(size):
            births.append(born.isoformat())
            born -= timedelta(days=self.random.randint(330, 1200))
        return births

    def address(self) -> tuple[str, str]:
        """An address and its postcode."""
        random = self.random
        street = f"{random.choice(_STREETS.split())} {random.choice(_WAYS)}"
        flat = f"Flat {random.randint(1, 40)}, " if random.random() < 0.25 else ""
        code = f"XW{random.randint(1, 9)} {random.randint(1, 9)}{random.choice('ABDEFGHJ')}{random.choice('LNPQRSTU')}"
        return f"{flat}{random.randint(1, 180)} {street}, Wessexport", code

    def twin_of(self, child: Child, household: Household) -> Child:
        """A twin with a name of its own."""
        while True:
            other = self.household(1).children[0].forename
            if other and other[:2] != (child.forename or "")[:2]:
                twin = replace(child, forename=other)
                household.children = [child, twin]
                return twin

    def anybody(self, household: Household | None = None) -> Practitioner:
        """A practitioner: half the time from the children's school."""
        staff = self.random.choice(self.services)
        if household and self.random.random() < 0.5:
            staff = household.school
        return self.random.choice(staff)

    def somebody_else(self, but: Practitioner) -> Practitioner:
        """A practitioner of another agency."""
        while (found := self.anybody()).agency == but.agency:
            continue
        return found

    def colleague(self, of: Practitioner) -> Practitioner:
        """Another practitioner of the same agency."""
        staff = next(s for s in (*self.services, *self.schools) if s[0].agency == of.agency)
        return self.random.choice([one for one in staff if one.name != of.name])
