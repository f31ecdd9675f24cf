"""What happens between a call and a form: the plain case, and every trap that the domain sets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

from ingest.domain.model import Contact, ContactKind
from parsers.form import Child, ContactForm
from tests.matching_world.noise import Typist
from tests.matching_world.people import Agency, City, Family, Worker

By = tuple[Agency, Worker]
_START = datetime(2025, 1, 6, tzinfo=UTC)
_A_DAY_CALLS = 15


@dataclass(frozen=True)
class Sent:
    """A form that came, with the contacts that it follows."""

    form: ContactForm
    received_at: datetime
    follows: frozenset[int]
    trap: str


@dataclass
class World:
    """Calls and forms of an invented city, drawn from a seed."""

    seed: int
    contacts: list[Contact] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.city = City(self.random)
        self.typist = Typist(self.random)
        self.trap = "plain"
        self.now = _START

    def live(self, forms: int) -> World:
        """Let stories happen until `forms` forms have come; they come back in order of time."""
        names, weights = zip(*((name, weight) for name, (weight, _) in STORIES.items()))
        while len(self.sent) < forms:
            self.trap = self.random.choices(names, weights)[0]
            self.now += timedelta(days=self.random.expovariate(_A_DAY_CALLS))
            STORIES[self.trap][1](self)
        self.sent.sort(key=lambda sent: sent.received_at)
        return self

    def call(self, children: list[Child], by: By, at: datetime | None = None) -> Contact:
        """Log a call about these children."""
        contact = Contact(
            id=len(self.contacts) + 1,
            reference=f"C-{len(self.contacts) + 1}",
            kind=ContactKind.PHONE,
            received_at=(at or self.now).replace(second=0, microsecond=0),
            out_of_hours=False,
            taken_by=self.random.choice(self.city.officers),
            caller=self.typist.caller(*by),
            children=tuple(self.typist.call_child(child) for child in children),
            concern=None,
        )
        self.contacts.append(contact)
        return contact

    def write(
        self,
        family: Family,
        children: list[Child],
        by: By,
        follows: list[Contact],
        delay: timedelta | None = None,
    ) -> Sent:
        """Send a form about these children, stating the last of the calls that it follows."""
        form = self.typist.form(children, family.mother, *by)
        if follows:
            self.typist.state_call(form, follows[-1].received_at, follows[-1].taken_by or "")
        start = follows[-1].received_at if follows else self.now
        at = start + (self.typist.delay() if delay is None else delay)
        sent = Sent(form, at, frozenset(contact.id for contact in follows), self.trap)
        self.sent.append(sent)
        return sent

    def colleague(self, by: By) -> By:
        """The same worker, or at times a colleague who writes instead."""
        return (by[0], self.random.choice(by[0].staff)) if self.typist.chance(0.04) else by


def plain(world: World) -> None:
    family = world.city.family()
    by = world.city.caller(family)
    named = family.children if world.typist.chance(0.7) else family.children[:1]
    call = world.call(named, by)
    world.write(family, family.children if len(named) > 1 else named, world.colleague(by), [call])


def twins(world: World) -> None:
    family, one, other = _twins(world)
    by = world.city.caller(family)
    for child in (one, other):
        call = world.call([child], by, world.now + timedelta(minutes=world.random.randint(1, 200)))
        world.write(family, [child], by, [call])


def the_other_twin(world: World) -> None:
    family, one, other = _twins(world)
    by = world.city.caller(family)
    world.call([one], by)
    world.write(family, [other], world.city.other_caller(by[0]), [], world.typist.delay())


def one_caller_about_twins_wrote_of_the_other(world: World) -> None:
    family, one, other = _twins(world)
    by = world.city.caller(family)
    world.call([one], by)
    world.write(family, [other], by, [], world.typist.delay())


def sibling_another_caller(world: World) -> None:
    family = world.city.family(2)
    by = world.city.caller(family)
    world.call(family.children[:1], by)
    world.write(family, family.children[1:], world.city.other_caller(by[0]), [], world.typist.delay())


def sibling_same_caller(world: World) -> None:
    family = world.city.family(2)
    by = world.city.caller(family)
    world.call(family.children[:1], by)
    world.write(family, family.children[1:], by, [], world.typist.delay())


def one_call_two_forms(world: World) -> None:
    family = world.city.family(2)
    by = world.city.caller(family)
    call = world.call(family.children, by)
    for child in family.children:
        world.write(family, [child], by, [call])


def corrected_copy(world: World) -> None:
    family = world.city.family(1)
    by = world.city.caller(family)
    call = world.call(family.children, by)
    for _ in range(2):
        world.write(family, family.children, by, [call])


def rang_twice_wrote_once(world: World) -> None:
    family = world.city.family(1)
    by = world.city.caller(family)
    first = world.call(family.children, by)
    again = world.call(family.children, by, world.now + timedelta(hours=world.random.uniform(1, 30)))
    world.write(family, family.children, by, [first, again], abs(world.typist.delay()))


def two_agencies_rang_one_wrote(world: World) -> None:
    family = world.city.family(1)
    by = world.city.caller(family)
    call = world.call(family.children, by)
    hours = timedelta(hours=world.random.uniform(-20, 20))
    world.call(family.children, world.city.other_caller(by[0]), world.now + hours)
    world.write(family, family.children, by, [call])


def two_agencies_rang_both_wrote(world: World) -> None:
    family = world.city.family(1)
    by = world.city.caller(family)
    for one in (by, world.city.other_caller(by[0])):
        call = world.call(family.children, one, world.now + timedelta(hours=world.random.uniform(0, 20)))
        world.write(family, family.children, one, [call])


def same_name_different_child(world: World) -> None:
    family, namesake = _namesakes(world)
    by = world.city.caller(family)
    world.call(family.children, by)
    world.write(namesake, namesake.children, world.city.caller(namesake), [], world.typist.delay())


def same_name_both_rang(world: World) -> None:
    for family in _namesakes(world):
        by = world.city.caller(family)
        call = world.call(family.children, by, world.now + timedelta(hours=world.random.uniform(0, 8)))
        world.write(family, family.children, by, [call])


def same_name_in_one_school(world: World) -> None:
    one, other = _namesakes(world)
    other.children[0].school, other.schools = one.children[0].school, one.schools
    by = (one.schools[0], one.schools[0].staff[0])
    for family in (one, other):
        call = world.call(family.children, by, world.now + timedelta(hours=world.random.uniform(0, 30)))
        world.write(family, family.children, by, [call])


def call_named_one_of_three(world: World) -> None:
    family = world.city.family(3)
    by = world.city.caller(family)
    world.write(family, family.children, by, [world.call(family.children[1:2], by)])


def old_call_about_the_same_child(world: World) -> None:
    family = world.city.family(1)
    by = world.city.caller(family)
    before = by if world.typist.chance(0.5) else world.city.other_caller(by[0])
    world.call(family.children, before, world.now - timedelta(days=world.random.uniform(25, 60)))
    world.write(family, family.children, by, [world.call(family.children, by)])


def only_an_old_call(world: World) -> None:
    family = world.city.family(1)
    by = world.city.caller(family)
    world.call(family.children, by, world.now - timedelta(days=world.random.uniform(25, 60)))
    world.write(family, family.children, by, [], timedelta(0))


def one_school_about_five_children(world: World) -> None:
    school = world.random.choice(world.city.schools)
    by = (school, school.staff[0])
    for _ in range(5):
        family = world.city.family(1)
        family.children[0].school, family.schools = school.name, [school]
        call = world.call(family.children, by, world.now + timedelta(minutes=world.random.randint(1, 400)))
        world.write(family, family.children, by, [call])


def hostel(world: World) -> None:
    for _ in range(2):
        family = Family([world.city.hostel_child()], "")
        by = world.city.caller()
        call = world.call(family.children, by, world.now + timedelta(hours=world.random.uniform(0, 40)))
        world.write(family, family.children, by, [call])


def unborn(world: World) -> None:
    family = world.city.family(1)
    family.children = [replace(family.children[0], forename="Unborn", dob=None, school=None, unborn="yes")]
    by = world.city.caller()
    world.write(family, family.children, by, [world.call(family.children, by)])


def wrote_without_ringing(world: World) -> None:
    family = world.city.family()
    world.write(family, family.children, world.city.caller(family), [], timedelta(0))


def never_wrote(world: World) -> None:
    family = world.city.family()
    world.call(family.children, world.city.caller(family))


def wrote_again_of_another_matter(world: World) -> None:
    """Another agency writes, without ringing, about a child whose call is answered already."""
    family = world.city.family(1)
    by = world.city.caller(family)
    world.write(family, family.children, by, [world.call(family.children, by)])
    world.write(family, family.children, world.city.other_caller(by[0]), [], timedelta(days=3))


def _twins(world: World) -> tuple[Family, Child, Child]:
    family = world.city.family(1)
    one = family.children[0]
    other = replace(world.city.another_child(one), dob=one.dob)
    family.children = [one, other]
    return family, one, other


def _namesakes(world: World) -> tuple[Family, Family]:
    one, other = world.city.family(1), world.city.family(1)
    other.children[0].forename, other.children[0].surname = one.children[0].forename, one.children[0].surname
    return one, other


STORIES: dict[str, tuple[float, Callable[[World], None]]] = {
    "plain": (45, plain),
    "never wrote": (12, never_wrote),
    "wrote without ringing": (8, wrote_without_ringing),
    "twins": (2, twins),
    "the other twin": (2, the_other_twin),
    "the other twin, same caller": (1, one_caller_about_twins_wrote_of_the_other),
    "sibling, another caller": (3, sibling_another_caller),
    "sibling, same caller": (2, sibling_same_caller),
    "one call, two forms": (2, one_call_two_forms),
    "corrected copy": (2, corrected_copy),
    "rang twice, wrote once": (3, rang_twice_wrote_once),
    "two agencies rang, one wrote": (3, two_agencies_rang_one_wrote),
    "two agencies rang, both wrote": (2, two_agencies_rang_both_wrote),
    "same name, different child": (2, same_name_different_child),
    "same name, both rang": (1, same_name_both_rang),
    "same name in one school": (0.5, same_name_in_one_school),
    "call named one of three": (2, call_named_one_of_three),
    "old call about the same child": (2, old_call_about_the_same_child),
    "only an old call": (1, only_an_old_call),
    "one school, five children": (1, one_school_about_five_children),
    "hostel": (1, hostel),
    "unborn": (1, unborn),
    "wrote again of another matter": (2, wrote_again_of_another_matter),
}
