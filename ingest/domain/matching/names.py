"""Comparing forenames and surnames: nicknames, spellings, parts, and how common a name is."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import OSA

from ingest.domain.matching.spelling import fold, is_near, is_slip, sounds_alike, tokens

Words = tuple[str, ...]

_NOT_A_NAME = frozenset({
    "unborn", "baby", "babe", "bump", "foetus", "fetus", "ub", "unknown", "unk", "nk", "n/k", "not",
    "known", "tbc", "tba", "none", "yet", "born", "child", "twin", "infant", "newborn", "male",
    "female", "boy", "girl", "of",
})  # fmt: skip
_UNBORN = frozenset({"unborn", "ub", "bump", "foetus", "fetus"})
_TITLES = frozenset({
    "mr", "mrs", "ms", "miss", "mx", "dr", "doctor", "prof", "professor", "sir", "dame", "rev",
    "revd", "father", "sister", "pc", "dc", "ds", "dcs", "di", "sgt", "sergeant", "inspector",
    "insp", "pcso", "wpc", "cllr", "nurse", "midwife",
})  # fmt: skip

_BABY_OF = re.compile(r"\s*(?:unborn\s+)?(?:baby|babe|child|infant|newborn|twin)\s+of\b", re.IGNORECASE)
_REMARK = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_FEWEST_LETTERS = 3
_VOWELS = frozenset("aeiouyh")

_PARTICLES = frozenset({
    "de", "da", "do", "dos", "del", "della", "di", "el", "al", "ul", "la", "le", "van", "von",
    "der", "den", "bin", "bint", "ibn", "abu", "st",
})  # fmt: skip


def forename_words(text: str | None) -> Words:
    """The words of a forename; none where it only says that there is no name yet."""
    words = tokens(text)
    return () if _NOT_A_NAME.issuperset(words) else tuple(word for word in words if word not in _UNBORN)


def says_unborn(text: str | None) -> bool:
    """Whether a forename says that the child is not born yet."""
    words = tokens(text)
    return (
        not _UNBORN.isdisjoint(words) or words[:2] == ("not", "born") or words[:3] == ("not", "yet", "born")
    )


def says_baby(text: str | None) -> bool:
    """Whether a forename says that there is no name yet."""
    words = tokens(text)
    return bool(_BABY_OF.match(text or "")) or (
        _NOT_A_NAME.issuperset(words) and not {"baby", "babe", "newborn"}.isdisjoint(words)
    )


def surname_words(text: str | None) -> Words:
    """The words of a surname; "UB Smith" is an unborn Smith."""
    words = tokens(text)
    return () if _NOT_A_NAME.issuperset(words) else tuple(word for word in words if word not in _UNBORN)


def child_words(forename: str | None, surname: str | None) -> tuple[Words, Words]:
    """A child's forename and surname, also where one box holds both ("SMITH, John") or only says
    whose baby it is ("Baby of Kelly Smith": no forename yet, surname Smith)."""
    first, last = forename_words(forename), surname_words(surname)
    whole = (forename if not last else surname if not first else "") or ""
    if _BABY_OF.match(whole):
        return (), surname_words(whole)[-1:]
    if _BABY_OF.match(forename or ""):
        return (), last
    if "," in whole:
        before, _, after = whole.partition(",")
        return forename_words(after), surname_words(before)
    return first, last


def adult_words(text: str | None) -> Words:
    """The words of an adult's full name, without title, rank, collar number or remark in brackets."""
    text = _REMARK.sub(" ", text or "")
    if "," in text:
        last, _, first = text.partition(",")
        text = f"{first} {last}"
    return tuple(word for word in tokens(text) if word not in _TITLES and not word.isdigit())


@dataclass(frozen=True, eq=False)
class NameTable:
    """Which forenames are the same name, and how common names are (parts of one).

    `same_name` gives the rows that a forename stands in, `full` those of them that it heads;
    every spelling heads its row. `shared` are names that all brothers or sisters may bear before
    the one that each is called by.

    Where a name is in no table, it is taken to be as common as `rare_forename` or
    `rare_surname`: a name that a table of the commonest leaves out is rare, never impossible.
    """

    same_name: dict[str, frozenset[int]] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()
    full: dict[str, frozenset[int]] = field(default_factory=dict)
    forenames: dict[str, float] = field(default_factory=dict)
    surnames: dict[str, float] = field(default_factory=dict)
    rare_forename: float = 0.0004
    rare_surname: float = 0.00005

    @classmethod
    def from_toml(cls, nicknames: str, frequencies: str) -> NameTable:
        """Read the two tables; either text may be empty."""
        forms = tomllib.loads(nicknames)
        common = tomllib.loads(frequencies)
        same_name: dict[str, set[int]] = defaultdict(set)
        full: dict[str, set[int]] = defaultdict(set)
        groups, spellings = forms.get("groups", []), forms.get("spellings", [])
        for number, group in enumerate([*groups, *spellings]):
            names = [fold(name).replace(" ", "") for name in group]
            for name in names:
                same_name[name].add(number)
            for name in names[:1] if number < len(groups) else names:
                full[name].add(number)
        shared = {fold(name) for name in forms.get("shared", [])}
        spelt = ({fold(name) for name in row} for row in spellings if fold(row[0]) in shared)
        return cls(
            shared=frozenset(shared.union(*spelt)),
            same_name={name: frozenset(numbers) for name, numbers in same_name.items()},
            full={name: frozenset(numbers) for name, numbers in full.items()},
            forenames=_parts(common.get("forenames", {})),
            surnames=_parts(common.get("surnames", {})),
            rare_forename=common.get("rare", {}).get("forename", 40) / 100_000,
            rare_surname=common.get("rare", {}).get("surname", 5) / 100_000,
        )

    def is_nickname(self, one: str, other: str) -> bool:
        """Whether one is a form of the other: Billy of William."""
        none: frozenset[int] = frozenset()
        return not (
            self.full.get(one, none).isdisjoint(self.same_name.get(other, none))
            and self.same_name.get(one, none).isdisjoint(self.full.get(other, none))
        )

    def is_short_for(self, one: str, other: str) -> bool:
        """Whether `one` is a short form of `other`, and not one of its spellings."""
        none: frozenset[int] = frozenset()
        heads = self.full.get(other, none)
        rows = heads & self.same_name.get(one, none)
        return bool(rows) and rows.isdisjoint(self.full.get(one, none))

    def share_a_full_name(self, one: str, other: str) -> bool:
        """Whether both may be short for one forename, as Millie and Mel are for Amelia: so may
        two sisters' names be."""
        return not self.same_name.get(one, frozenset()).isdisjoint(self.same_name.get(other, frozenset()))

    def is_forename(self, words: Words) -> bool:
        """Whether a table knows one of the words as a forename."""
        return any(word in self.forenames or word in self.same_name for word in words)

    def forename_share(self, words: Words) -> float:
        """How common a forename is among children."""
        return self.forenames.get(words[0], self.rare_forename) if words else 1.0

    def surname_share(self, words: Words) -> float:
        """How common a surname is: for a double-barrelled one, that of its rarest part."""
        return min((self.surnames.get(word, self.rare_surname) for word in words), default=1.0)


def _parts(per_100_000: dict[str, float]) -> dict[str, float]:
    return {fold(name).replace(" ", ""): count / 100_000 for name, count in per_100_000.items()}


@lru_cache(maxsize=65536)
def _word_level(table: NameTable, one: str, other: str) -> str:
    if one == other:
        return "exact"
    if table.is_nickname(one, other):
        return "nickname"
    if is_slip(one, other):
        return "slip"
    if sounds_alike(one, other) and _begin_alike(one, other):
        return "sound"
    if table.share_a_full_name(one, other):
        return "short"
    return "near" if is_near(one, other) else "differs"


def _begin_alike(one: str, other: str) -> bool:
    """Whether two names that sound alike begin so: Caden and Kayden. A vowel has to be the same."""
    return one[0] == other[0] or _VOWELS.isdisjoint({one[0], other[0]})


@lru_cache(maxsize=65536)
def forename_level(table: NameTable, one: Words, other: Words) -> str:
    """How two forenames compare: missing, exact, nickname, slip, sound, short, part, near, initial
    or differs."""
    if not one or not other:
        return "missing"
    if "".join(one) == "".join(other):
        return "exact"
    own, others_own = _own_words(table, one), _own_words(table, other)
    in_front = table.shared.isdisjoint({*own, *others_own})  # Abdi Mohamed may be Mohamed Abdi's father
    if own and others_own and in_front and (own, others_own) != (one, other):
        level = forename_level(table, own, others_own)
        return "part" if level == "differs" and _is_joined(table, one, other) else level
    if min(len(one[0]), len(other[0])) == 1:
        return "initial" if one[0][0] == other[0][0] else "differs"
    level = _word_level(table, one[0], other[0])
    if level == "differs":
        return "part" if _shares_a_name(table, one, other) else level
    if bool(own) != bool(others_own) and level in {"exact", "nickname"}:
        return "part"  # Mohammed alone may be the brother of Mohammed Yusuf
    if level == "nickname" and _is_a_name_of_its_own(table, one, other):
        return "part"
    return level if _same_rest(table, one[1:], other[1:]) else "part"


def _own_words(table: NameTable, words: Words) -> Words:
    """A forename without names that brothers share: Yusuf of Mohammed Yusuf, and none of Mohammed."""
    first = next((at for at, word in enumerate(words) if word not in table.shared), len(words))
    return words[first:]


def _is_a_name_of_its_own(table: NameTable, one: Words, other: Words) -> bool:
    """Whether the shorter form has a second name where the full one has none: Lily-Rose may be Elizabeth's
    sister."""
    short, full = (one, other) if len(one) > len(other) else (other, one)
    return len(short) > len(full) == 1 and table.is_short_for(short[0], full[0])


def _same_rest(table: NameTable, one: Words, other: Words) -> bool:
    """Whether later forenames do not speak against each other: Ellie-Mae is not Ellie-Rose, nor Van An Van Anh."""
    return all(a[0] == b or b[0] == a or _word_level(table, a, b) != "differs" for a, b in zip(one, other))


def _shares_a_name(table: NameTable, one: Words, other: Words) -> bool:
    """Whether somebody is called by a later forename, or by the joined first two."""
    if max(len(one), len(other)) == 1:
        return False
    if any(_word_level(table, a, b) in {"exact", "nickname"} for a in one for b in other if len(a) > 2):
        return True
    return _is_joined(table, one, other)


def _is_joined(table: NameTable, one: Words, other: Words) -> bool:
    """Whether the names are one when they are written without spaces: Abdul Rahman is Abdurrahman."""
    return table.is_nickname("".join(one), "".join(other)) or is_slip("".join(one), "".join(other))


@lru_cache(maxsize=65536)
def surname_level(one: Words, other: Words) -> str:
    """How two surnames compare: missing, exact, slip, sound, part, near or differs."""
    if not one or not other:
        return "missing"
    whole, other_whole = "".join(one), "".join(other)
    if whole == other_whole:
        return "exact"
    if (set(one) - _PARTICLES) & set(other):
        return "part"
    return _surname_slip(whole, other_whole)


def _surname_slip(one: str, other: str) -> str:
    if is_slip(one, other):
        return "slip"
    if sounds_alike(one, other):
        return "sound"
    return "near" if is_near(one, other) else "differs"


@lru_cache(maxsize=65536)
def adult_level(table: NameTable, one: Words, other: Words) -> str:
    """How two adults' names compare: missing (also where an initial has but a forename beside it), exact, slip, surname (one has no forename, or an
    initial), forename (one has no surname), initials, married (same forename, other surname) or
    differs."""
    if not one or not other:
        return "missing"
    if one == other:
        return "exact"
    if _are_initials(one, other) or _are_initials(other, one):
        return "initials"
    last = surname_level(one[-1:], other[-1:])
    if min(len(one), len(other)) == 1:
        return _single_level(table, one, other, last)
    first = forename_level(table, one[:-1], other[:-1])
    if first == "exact" and _is_one_letter_off(one[-1], other[-1]):
        return "slip"
    if last in {"differs", "near"}:
        return _swapped_or_married(one, other, first)
    if first == "initial":
        return "surname" if last == "exact" else "slip"
    if first in {"differs", "near"}:
        return "slip" if last == "exact" and _is_one_letter_off(one[0], other[0]) else "differs"
    return "exact" if (last, first) == ("exact", "exact") else "slip"


def _are_initials(one: Words, other: Words) -> bool:
    """Whether `one` is nothing but the first letters of `other`: MZ, or M Z."""
    letters = "".join(one)
    if len(other) < 2 or len(one) not in {1, len(letters)}:
        return False
    return letters in {"".join(word[0] for word in other), other[0][0] + other[-1][0]}


def _is_one_letter_off(one: str, other: str) -> bool:
    """Misheard on the telephone, the first letter too, in a name that may be short: Vong and Wong."""
    return min(len(one), len(other)) >= _FEWEST_LETTERS and OSA.distance(one, other, score_cutoff=1) <= 1


def _single_level(table: NameTable, one: Words, other: Words, last: str) -> str:
    if last in {"exact", "slip", "sound"}:
        return "surname" if last == "exact" else "slip"
    if _may_be_its_initial(one[0], other[0]):
        return "missing"  # R Whitfield may be Ruth: one letter in twenty agrees by chance
    first = _word_level(table, one[0], other[0])
    return "forename" if first in {"exact", "nickname"} else "differs"


def _may_be_its_initial(one: str, other: str) -> bool:
    return min(len(one), len(other)) == 1 < max(len(one), len(other)) and one[0] == other[0]


def _swapped_or_married(one: Words, other: Words, first: str) -> str:
    if sorted(one) == sorted(other):
        return "slip"
    return "married" if first in {"exact", "nickname"} and len(one[0]) > 1 else "differs"
