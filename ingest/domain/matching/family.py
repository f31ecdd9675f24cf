"""Pairing the children of a form with the children of a contact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest.domain.matching.comparison import Compared, are_two_children, compare_children
from ingest.domain.matching.facts import ChildFacts, FormFacts
from ingest.domain.matching.weights import Bits, MatchingModel

_MOST_TO_SEARCH = 8
_MOST_FROM_SIBLINGS = 12.0
_WORTHLESS = -20.0
_SAME_FORENAME = frozenset({"exact", "nickname", "alias", "slip", "sound", "part", "swapped"})
_NEAR_FORENAME = frozenset({"slip", "sound", "part"})
_SAME_SURNAME = frozenset({"exact", "slip", "sound", "part", "family"})
_SAME_BIRTH = frozenset({"exact", "swapped", "digit", "misheard", "year"})
_SAME_HOME = frozenset({"house_and_postcode", "house", "house_not_postcode", "postcode", "road", "building"})
_SAME_HOUSE = frozenset({"house_and_postcode", "house", "house_not_postcode", "postcode"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A child of the form (its place there) beside one of the contact, compared."""

    form_child: int
    contact_child: int
    compared: Compared

    @property
    def strength(self) -> float:
        """Bits for the same child against whatever explains the pair best without it."""
        return min(self.compared.total)

    @property
    def conflicts(self) -> bool:
        """Whether something says that these are two children, whatever else agrees."""
        compared = self.compared
        return (
            compared.level("child.forename") in {"differs", "born"}
            or compared.level("child.dob") == "conflicts"
            or compared.level("child.nhs_number") == "differs"
        )

    @property
    def names_the_child(self) -> bool:
        """Whether more than family and address agrees: the child's own name or number."""
        compared = self.compared
        if compared.level("child.nhs_number") == "same":
            return True
        if compared.level("child.forename") == "unborn":
            at_home = compared.level("child.address") in _SAME_HOUSE
            return at_home and compared.level("child.surname") in _SAME_SURNAME
        return compared.level("child.forename") in _SAME_FORENAME

    @property
    def may_be_a_sibling(self) -> bool:
        """Whether the forename is only near and no number bears it out: Ronan and Rowan are two brothers
        as soon as one boy whose name was written wrong, and Daniel and Danielle are twins. A home, a
        surname and a caller are the same for both, and so is a twin's date of birth."""
        compared = self.compared
        return (
            compared.level("child.forename") in _NEAR_FORENAME
            and compared.level("child.nhs_number") != "same"
        )

    @property
    def is_whole_name(self) -> bool:
        """Whether both forename and surname agree as they stand, or but for a short form."""
        compared = self.compared
        first, last = compared.level("child.forename"), compared.level("child.surname")
        return first in {"exact", "nickname", "swapped"} and last in {"exact", "swapped"}

    @property
    def is_unlike(self) -> bool:
        """Whether the surname or the home is another, as far as both are known."""
        at_home = self.compared.level("child.address") in {"missing", *_SAME_HOME}
        return not at_home or self.compared.level("child.surname") == "differs"

    @property
    def is_borne_out(self) -> bool:
        """Whether more than a name agrees: a school can have two children of one name, and a refuge, where
        all have one address, two of one forename."""
        compared = self.compared
        if compared.level("child.nhs_number") == "same" or compared.level("child.dob") in _SAME_BIRTH:
            return True
        return compared.level("child.address") in _SAME_HOME and (
            compared.level("child.surname") not in {"missing", "differs"}
        )


Rows = list[list[Pair | None]]
"""The form's children beside the contact's; `None` where the two are not the same child."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """The best way to pair the children: the strongest pair, and others that bear it out.

    `total` are the bits of all of them by relation, `from_siblings` what the others added.
    """

    best: Pair | None
    pairs: tuple[Pair, ...]
    total: Bits
    from_siblings: Bits


def pair_children(form: FormFacts, children: Sequence[ChildFacts], model: MatchingModel) -> Pairing | None:
    """Pair each child with at most one, so that the bits for the same children are most.

    `None` where both name children, and a quick look tells all of them apart.
    """
    if not form.children or not children:
        return Pairing(None, (), (0.0,) * 4, (0.0,) * 4)
    chosen = _assign(_compare_all(form, children, model))
    if not chosen:
        return None
    best, *others = sorted(chosen, key=lambda pair: (pair.conflicts, -pair.strength, pair.form_child))
    borne_out = [pair for pair in others if pair.names_the_child and not pair.conflicts]
    extra = _from_siblings(borne_out)
    total = tuple(a + b for a, b in zip(best.compared.total, extra))
    return Pairing(best, (best, *borne_out), total, extra)


def _compare_all(form: FormFacts, children: Sequence[ChildFacts], model: MatchingModel) -> Rows:
    return [
        [
            None if are_two_children(one, other, model.names) else _pair(i, j, one, other, form, model)
            for j, other in enumerate(children)
        ]
        for i, one in enumerate(form.children)
    ]


def _pair(i: int, j: int, one: ChildFacts, other: ChildFacts, form: FormFacts, model: MatchingModel) -> Pair:
    return Pair(i, j, compare_children(one, other, form, model))


def _from_siblings(pairs: Sequence[Pair]) -> Bits:
    """What further children of one family add: never less than nothing, and not without limit,
    for who noted one child rightly noted the others so."""
    sums = [sum(max(0.0, pair.compared.total[at]) for pair in pairs) for at in range(4)]
    return tuple(min(_MOST_FROM_SIBLINGS, bits) for bits in sums)


def _assign(rows: Rows) -> list[Pair]:
    """The pairs of the best assignment; those told apart at a quick look are in none."""
    left = [pair for row in rows for pair in row if pair is not None]
    if len(rows) == 1 or len(rows[0]) == 1:
        return sorted(
            left, key=lambda pair: (pair.conflicts, -pair.strength, pair.form_child, pair.contact_child)
        )[:1]
    if len(rows[0]) > len(rows):
        return _assign([list(column) for column in zip(*rows)])
    return _search(rows) if left and len(rows) <= _MOST_TO_SEARCH else _take_strongest(left)


def _search(rows: Rows) -> list[Pair]:
    """The best of all assignments, by dynamic programming over the columns used."""
    width = len(rows[0])

    @cache
    def best(row: int, used: int) -> tuple[float, tuple[int, ...]]:
        if row == len(rows):
            return 0.0, ()
        spare = len(rows) - row > width - used.bit_count()
        options = [_then(0.0, -1, best(row + 1, used))] if spare else []
        free = (column for column in range(width) if not used >> column & 1)
        options += [_then(_worth(rows[row][at]), at, best(row + 1, used | 1 << at)) for at in free]
        return max(options)

    chosen = (rows[row][column] for row, column in enumerate(best(0, 0)[1]) if column >= 0)
    return [pair for pair in chosen if pair is not None]


def _worth(pair: Pair | None) -> float:
    """A pair's worth in an assignment: beyond some point, worse is no worse."""
    return _WORTHLESS if pair is None else max(_WORTHLESS, pair.strength)


def _then(worth: float, column: int, rest: tuple[float, tuple[int, ...]]) -> tuple[float, tuple[int, ...]]:
    return worth + rest[0], (column, *rest[1])


def _take_strongest(pairs: Sequence[Pair]) -> list[Pair]:
    """For uncommonly many children: always the strongest pair that is left."""
    taken: list[Pair] = []
    for pair in sorted(pairs, key=lambda pair: (-pair.strength, pair.form_child, pair.contact_child)):
        if all(pair.form_child != t.form_child and pair.contact_child != t.contact_child for t in taken):
            taken.append(pair)
    return taken
