"""What happens between calls and forms in the second world."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

from ingest.domain.model import Contact, ContactKind
from parsers.form import Child
from tests.matching_world.elsewhere.habits import Clerk
from tests.matching_world.elsewhere.people import Household, Port, Practitioner
from tests.matching_world.stories import Sent

_START = datetime(2025, 3, 3, 8, tzinfo=UTC)
_HOURS_BETWEEN = 1.2


@dataclass
class Elsewhere:
    """Calls and forms of the second world, drawn from a seed."""

    seed: int
    contacts: list[Contact] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.port = Port(self.random)
        self.clerk = Clerk(self.random)
        self.now = _START
        self.trap = ""

    def live(self, forms: int) -> Elsewhere:
        """Let stories happen until `forms` forms have come; they come back in order of time."""
        names, shares = zip(*((name, share) for name, (share, _) in STORIES.items()))
        while len(self.sent) < forms:
            self.trap = self.random.choices(names, shares)[0]
            self.now += timedelta(hours=self.random.expovariate(1 / _HOURS_BETWEEN))
            STORIES[self.trap][1](self)
        self.sent.sort(key=lambda sent: sent.received_at)
        return self

    def after(self, low: float, high: float) -> datetime:
        """Some time from now, in hours."""
        return self.now + timedelta(hours=self.random.uniform(low, high))

    def call(self, children: list[Child], by: Practitioner, at: datetime | None = None) -> Contact:
        """Log a call."""
        number = len(self.contacts) + 1
        call = Contact(
            id=number,
            reference=f"E-{number}",
            kind=ContactKind.PHONE,
            received_at=(at or self.now).replace(second=0, microsecond=0),
            out_of_hours=False,
            taken_by=self.random.choice(self.port.officers),
            caller=self.clerk.caller(by),
            children=tuple(self.clerk.call_child(child) for child in children),
            concern=None,
        )
        self.contacts.append(call)
        return call

    def write(
        self,
        household: Household,
        children: list[Child],
        by: Practitioner,
        *calls: Contact,
        late: float = 0.0,
    ) -> None:
        """Send a form that follows `calls`, `late` hours later than such forms come."""
        form = self.clerk.form(household, children, by)
        start = self.now
        if calls:
            start = calls[-1].received_at
            self.clerk.state_call(form, start, calls[-1].taken_by or "")
        at = start + self.clerk.delay() + timedelta(hours=late)
        self.sent.append(Sent(form, at, frozenset(call.id for call in calls), self.trap))


def usual(world: Elsewhere) -> None:
    home = world.port.household()
    by = world.port.anybody(home)
    call = world.call(home.children if world.clerk.maybe(0.6) else home.children[:1], by)
    writer = world.port.colleague(by) if world.clerk.maybe(0.06) else by
    world.write(home, home.children, writer, call)


def only_rang(world: Elsewhere) -> None:
    home = world.port.household()
    world.call(home.children, world.port.anybody(home))


def only_wrote(world: Elsewhere) -> None:
    home = world.port.household()
    world.write(home, home.children, world.port.anybody(home))


def unborn(world: Elsewhere) -> None:
    home = _expecting(world)
    by = world.port.random.choice(world.port.services[3])
    world.write(home, home.children, by, world.call(home.children, by))


def unborn_of_one_name(world: Elsewhere) -> None:
    """Two mothers of one surname; the midwife rings about one and writes about the other."""
    one, other = _expecting(world), _expecting(world)
    other.children = [replace(other.children[0], surname=one.children[0].surname)]
    staff = world.port.services[3]
    world.call(one.children, staff[0])
    world.write(other, other.children, staff[1])


def new_surname(world: Elsewhere) -> None:
    """The call gives the surname from before an adoption or a marriage; half the forms name it."""
    home = world.port.household(1)
    by = world.port.anybody(home)
    call = world.call(home.children, by)
    before = home.children[0]
    new = replace(before, surname=world.port.household(1).children[0].surname)
    if world.clerk.maybe(0.5):
        new.aliases = [f"{before.forename} {before.surname}"]
    world.write(home, [new], by, call)


def foster_home(world: Elsewhere) -> None:
    """The call gives the parents' address, the form the carers'."""
    home = world.port.household(1)
    by = world.port.anybody(home)
    call = world.call(home.children, by)
    address, postcode = world.port.address()
    world.write(home, [replace(home.children[0], address=address, postcode=postcode)], by, call)


def one_foster_home(world: Elsewhere) -> None:
    """Two children of two families in one foster home; a call about one, a form about the other."""
    one, other = world.port.household(1), world.port.household(1)
    carers = one.children[0]
    other.children = [replace(other.children[0], address=carers.address, postcode=carers.postcode)]
    by = world.port.anybody(one)
    world.call(one.children, by)
    world.write(other, other.children, by)


def sibling_forms(world: Elsewhere) -> None:
    """One call about all, one form for each."""
    home = world.port.household(3)
    by = world.port.anybody(home)
    call = world.call(home.children, by)
    for child in home.children:
        world.write(home, [child], by, call)


def calls_for_each_sibling(world: Elsewhere) -> None:
    home = world.port.household(2)
    by = world.port.anybody(home)
    for child in home.children:
        world.write(home, [child], by, world.call([child], by, world.after(0, 1)))


def form_about_the_sibling(world: Elsewhere) -> None:
    home = world.port.household(2)
    by = world.port.anybody(home)
    world.call(home.children[:1], by)
    world.write(home, home.children[1:], by)


def three_professionals_rang(world: Elsewhere) -> None:
    """Three of three agencies ring about one child; two write."""
    home = world.port.household(1)
    first = world.port.anybody(home)
    second = world.port.somebody_else(first)
    third = second
    while third.agency in {first.agency, second.agency}:
        third = world.port.somebody_else(first)
    calls = [world.call(home.children, by, world.after(0, 30)) for by in (first, second, third)]
    world.write(home, home.children, first, calls[0])
    world.write(home, home.children, second, calls[1])


def colleagues_rang(world: Elsewhere) -> None:
    """Two of one agency ring about one child; one of them writes, of the second call."""
    home = world.port.household(1)
    by = world.port.anybody(home)
    world.call(home.children, world.port.colleague(by))
    world.write(home, home.children, by, world.call(home.children, by, world.after(20, 60)))


def weeks_apart(world: Elsewhere) -> None:
    """The same professional rings again after weeks, and writes each time."""
    home = world.port.household(1)
    by = world.port.anybody(home)
    for weeks in (0, world.random.uniform(2, 7)):
        at = world.now + timedelta(weeks=weeks)
        world.write(home, home.children, by, world.call(home.children, by, at))


def weeks_apart_wrote_once(world: Elsewhere) -> None:
    """A second call weeks later, and only then a form: it is for the second."""
    home = world.port.household(1)
    by = world.port.anybody(home)
    world.call(home.children, by)
    at = world.now + timedelta(weeks=world.random.uniform(2, 7))
    world.write(home, home.children, by, world.call(home.children, by, at))


def twins_one_call_each(world: Elsewhere) -> None:
    home = world.port.household(1)
    twin = world.port.twin_of(home.children[0], home)
    by = world.port.anybody(home)
    for child in (home.children[0], twin):
        world.write(home, [child], by, world.call([child], by, world.after(0, 3)))


def form_about_the_twin(world: Elsewhere) -> None:
    home = world.port.household(1)
    twin = world.port.twin_of(home.children[0], home)
    by = world.port.anybody(home)
    world.call(home.children[:1], by)
    world.write(home, [twin], by if world.clerk.maybe(0.5) else world.port.somebody_else(by))


def cousins_of_one_name(world: Elsewhere) -> None:
    """Two cousins named after one grandfather, born within a year, at one school."""
    one, other = world.port.household(1), world.port.household(1)
    child = one.children[0]
    other.children = [
        replace(other.children[0], forename=child.forename, surname=child.surname, school=child.school)
    ]
    by = one.school[0]
    world.call(one.children, by)
    world.write(other, other.children, by)


def busy_school(world: Elsewhere) -> None:
    """A safeguarding lead rings about five children of a day, three of one extended family."""
    homes = [world.port.household(1) for _ in range(5)]
    by = homes[0].school[0]
    name = homes[0].children[0].surname
    for at, home in enumerate(homes):
        child = replace(
            home.children[0], school=by.agency, surname=name if at < 3 else home.children[0].surname
        )
        home.children = [child]
        world.write(home, [child], by, world.call([child], by, world.after(0, 6)))


def refuge(world: Elsewhere) -> None:
    """Families at one address, whose refuge rings and writes for all."""
    staff = world.port.services[10]
    for _ in range(2):
        home = world.port.household(1)
        home.children = [replace(home.children[0], address="Safe Haven, 5 Percy Road", postcode="XW2 4AL")]
        by = world.random.choice(staff)
        world.write(home, home.children, by, world.call(home.children, by, world.after(0, 30)))


def few_details(world: Elsewhere) -> None:
    """A call that noted a forename or a surname, and no more of the child."""
    home = world.port.household(1)
    by = world.port.anybody(home)
    child = home.children[0]
    bare = Child(forename=child.forename, school=child.school)
    if world.clerk.maybe(0.5):
        bare = Child(surname=child.surname, school=child.school)
    world.write(home, home.children, by, world.call([bare], by))


def few_details_another(world: Elsewhere) -> None:
    """Such a call about one child, and a form of the same agency about another of that forename."""
    one, other = world.port.household(1), world.port.household(1)
    other.children = [replace(other.children[0], forename=one.children[0].forename)]
    by = world.port.random.choice(world.port.random.choice(world.port.services))
    world.call([Child(forename=one.children[0].forename)], by)
    world.write(other, other.children, world.port.colleague(by))


def one_form_two_people(world: Elsewhere) -> None:
    """The same form from the caller and from a colleague."""
    home = world.port.household(1)
    by = world.port.anybody(home)
    call = world.call(home.children, by)
    world.write(home, home.children, by, call)
    world.write(home, home.children, world.port.colleague(by), call)


def _expecting(world: Elsewhere) -> Household:
    home = world.port.household(1)
    child = home.children[0]
    home.children = [replace(child, forename="Unborn", dob=None, school=None, unborn="yes")]
    home.mother = f"{home.mother.split()[0]} {child.surname}"
    return home


STORIES: dict[str, tuple[float, Callable[[Elsewhere], None]]] = {
    "usual": (40, usual),
    "only rang": (10, only_rang),
    "only wrote": (8, only_wrote),
    "unborn": (2, unborn),
    "unborn, two of one name": (1, unborn_of_one_name),
    "new surname": (2, new_surname),
    "foster home": (2, foster_home),
    "one foster home, two children": (1, one_foster_home),
    "sibling forms": (2, sibling_forms),
    "a call for each sibling": (2, calls_for_each_sibling),
    "form about the sibling": (2, form_about_the_sibling),
    "three professionals rang": (3, three_professionals_rang),
    "colleagues rang": (2, colleagues_rang),
    "weeks apart": (3, weeks_apart),
    "weeks apart, wrote once": (2, weeks_apart_wrote_once),
    "twins, a call each": (1, twins_one_call_each),
    "form about the twin": (2, form_about_the_twin),
    "cousins of one name": (1, cousins_of_one_name),
    "busy school": (1, busy_school),
    "refuge": (1, refuge),
    "few details": (2, few_details),
    "few details, another child": (1, few_details_another),
    "one form, two people": (1, one_form_two_people),
}
