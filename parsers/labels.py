"""Which printed label feeds which field, and which heading opens which section of a form.

The tables are data (TOML): a new layout is a new row. The same label means different things
by section ("Name", "Telephone", "Date"), so a look-up is asked with the section it stands in.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from parsers.hub import Hub
from parsers.questions import Question, asking
from parsers.spelling import bag, key

__all__ = ["IGNORED", "ROWS", "Field", "Heading", "Hub", "LabelTables"]

#: Sections whose records are rows: one a child, a person, a professional.
ROWS: Final = ("children", "people", "professionals")
#: The name of a field that is known and not part of the record.
IGNORED: Final = "_"

_LONGEST_LABEL: Final = 240
_LONGEST_FOLLOW_UP: Final = 110
_LONGEST_HEADING: Final = 110


@dataclass(frozen=True, slots=True)
class Field:
    """What a label asks for: a field of a section, of which row (from 1), for whom by role."""

    section: str
    name: str
    number: int | None = None
    preset: str | None = None

    @property
    def path(self) -> str:
        """`section.name`, as the label tables write it."""
        return f"{self.section}.{self.name}"

    @property
    def ignored(self) -> bool:
        """Whether the answer is no part of the record."""
        return self.name == IGNORED


@dataclass(frozen=True, slots=True)
class Heading:
    """A section that opens, and the number of its block ("Child 2") where it has one.

    `block` is true for the heading of one row's own block; `preset` its role ("Mother").
    """

    section: str
    number: int | None = None
    block: bool = False
    preset: str | None = None

    @property
    def bare_kin(self) -> bool:
        """ "Mother" on a line of its own, which may be an answer too."""
        return self.preset is not None and self.number is None


@dataclass(slots=True)
class LabelTables:
    """The label tables, indexed by normalised words. Look-ups are remembered."""

    _labels: dict[str, dict[str, Field]] = field(default_factory=dict)
    _anywhere: dict[str, set[Field]] = field(default_factory=dict)
    _follow_ups: dict[tuple[str, str], Field] = field(default_factory=dict)
    _follow_patterns: dict[str, list[tuple[re.Pattern[str], Field]]] = field(default_factory=dict)
    _follow_up_words: set[str] = field(default_factory=set)
    _headings: dict[str, Heading] = field(default_factory=dict)
    _heading_words: list[tuple[str, re.Pattern[str]]] = field(default_factory=list)
    _subjects: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    _kin: dict[str, str] = field(default_factory=dict)
    _roles: dict[str, str] = field(default_factory=dict)
    _questions: list[tuple[Question, Field]] = field(default_factory=list)
    _concern_types: dict[str, str] = field(default_factory=dict)
    _seen: dict[tuple[str, str | None], Field | None] = field(default_factory=dict)
    _known: dict[str, bool] = field(default_factory=dict)
    _heads: dict[tuple[str, bool], Heading | None] = field(default_factory=dict)

    @classmethod
    def from_toml(cls, texts: Mapping[str, str]) -> LabelTables:
        """The tables of several TOML texts, by file name; `ValueError` where one is malformed."""
        tables = cls()
        parsed = []
        for name in sorted(texts):
            try:
                parsed.append(tomllib.loads(texts[name]))
            except tomllib.TOMLDecodeError as error:
                raise ValueError(f"label table {name} is not TOML: {error}") from error
        for data in parsed:
            if not isinstance(data.get("section"), str):
                raise ValueError("a label table has no section")  # noqa: TRY004 - the table is at fault
            tables._add(data)
        tables._heading_words.sort(key=lambda item: _HEADING_ORDER.get(item[0], 0))
        return tables

    # --- asking --------------------------------------------------------------------------

    def field(self, label: str, section: str | None = None, after: Field | None = None) -> Field | None:
        """The field that a label feeds in `section`, `after` the field asked before it."""
        if len(label) > _LONGEST_LABEL:
            return None
        words = key(label)
        if after is not None:
            followed = self._follow_ups.get((after.path, words)) or self._followed(label, words, after)
            if followed:
                return followed
        asked = (label, section)
        if asked not in self._seen:
            self._remember_at_most(self._seen)
            self._seen[asked] = self._look_up(label, words, section)
        return self._seen[asked]

    def _followed(self, label: str, words: str, after: Field) -> Field | None:
        """A question like "Please explain why not" belongs to the one before it."""
        if len(label) > _LONGEST_FOLLOW_UP or words in self._anywhere or bag(words) in self._anywhere:
            return None
        folded = " ".join(label.casefold().replace("’", "'").split())
        rules = self._follow_patterns.get(after.path, [])
        return next((target for pattern, target in rules if pattern.search(folded)), None)

    def known(self, label: str) -> bool:
        """Whether a text is a label in some section."""
        if len(label) > _LONGEST_LABEL or not label.strip() or label.strip().casefold() in _ANSWERS:
            return False
        if label not in self._known:
            self._remember_at_most(self._known)
            words = key(label)
            self._known[label] = (
                words in self._labels
                or bag(words) in self._labels
                or words in self._follow_up_words
                or self._look_up(label, words, None) is not None
                or self._half_known(label)
                or any(
                    self._of_parts(label, section) or self._of_last_word(words, section)
                    for section in (*ROWS, "referrer")
                )
            )
        return self._known[label]

    def printed(self, label: str) -> bool:
        """Whether a text is a label word for word: a row of the tables, not a guess at a question."""
        if len(label) > _LONGEST_LABEL:
            return False
        words = key(label)
        return bool(words) and (
            words in self._labels
            or bag(words) in self._labels
            or words in self._follow_up_words
            or (not self._answered(label) and self._of_subject(words, None) is not None)
        )

    def heading(self, text: str, *, marked: bool = False) -> Heading | None:
        """The section that a heading opens; `marked` where the document shows it as one."""
        if len(text) > _LONGEST_HEADING or not text.strip():
            return None
        if (text, marked) not in self._heads:
            self._remember_at_most(self._heads)
            self._heads[text, marked] = self._find_heading(text, marked)
        return self._heads[text, marked]

    def kin(self, text: str) -> str | None:
        """The relationship that a word for one of the family stands for: "Mum" -> "Mother"."""
        return self._kin.get(key(text))

    def role(self, text: str) -> str | None:
        """The professional role that a text names, if it is one that forms print."""
        return self._roles.get(key(text))

    def concern_type(self, text: str) -> bool:
        """Whether a box's label is a kind of concern."""
        return key(text) in self._concern_types

    def fields_in(self, labels: Iterable[str], section: str) -> list[Field]:
        """The fields of those labels that belong to `section` when they stand in it."""
        found = (self.field(label, section) for label in labels)
        return [item for item in found if item and item.section == section and not item.ignored]

    # --- looking up ----------------------------------------------------------------------

    def _look_up(self, label: str, words: str, section: str | None) -> Field | None:
        # "Agency and address" asks for both, "Agency address" for one: their keys are the same.
        both = self._of_parts(label, section) if section == "referrer" and _AND.search(label) else None
        if both is not None and both.name == "agency":
            return both
        for spelled in (words, bag(words)):
            here = self._labels.get(spelled, {}).get(section or "")
            if here:
                return here
        if self._answered(label):
            return self._unique(words) or self._unique(bag(words))
        return (
            self._of_half(label, section)
            or self._of_parts(label, section)
            or self._of_subject(words, section)
            or self._of_last_word(words, section)
            or self._unique(words)
            or self._unique(bag(words))
            or self._of_question(label)
        )

    def _answered(self, label: str) -> bool:
        """Whether words behind a colon are an answer, and not a label of a numbered block's."""
        if _ANSWERED_QUESTION.search(label):
            return True
        if not _ANSWERED.search(label):
            return False
        block = self._block(key(label.partition(":")[0]))
        inner = self._labels.get(key(label.partition(":")[2]), {})
        return block is None or block.number is None or block.section not in inner

    def _of_half(self, label: str, section: str | None) -> Field | None:
        """A label in two languages, or with a second name: "Enw / Name"."""
        if not self._half_known(label):
            return None
        halves = re.split(r"\s+/\s+", label.strip())
        found = {self._printed_in(key(half), section) for half in halves} - {None}
        return found.pop() if len(found) == 1 else None

    def _printed_in(self, words: str, section: str | None) -> Field | None:
        for spelled in (words, bag(words)):
            here = self._labels.get(spelled, {}).get(section or "")
            if here:
                return here
        return self._unique(words) or self._unique(bag(words))

    def _unique(self, words: str) -> Field | None:
        fields = self._anywhere.get(words, set())
        return next(iter(fields)) if len(fields) == 1 else None

    def _of_subject(self, words: str, section: str | None) -> Field | None:
        """ "Child 2 date of birth", "Mother's address": a field and whose it is."""
        tokens = words.split()
        number = next((int(token) for token in tokens if token.isdigit() and len(token) < 3), None)
        names = [token for token in tokens if not token.isdigit()]
        if any(token.isdigit() and len(token) > 2 for token in tokens):
            return None
        found = self._of_kin(names, number)
        if found or len(names) > 7:
            return found
        for owner, subject in self._subjects:
            if subject <= set(names) and (len(names) > len(subject) or number):
                rest = [name for name in names if name not in subject]
                # "Agency telephone" among the referrer's details is the referrer's.
                owner = "referrer" if (owner, section) == ("professionals", "referrer") else owner
                inner = self._inside(owner, rest)
                if inner and (owner == section or section not in (None, "referrer") or _says_whose(inner)):
                    return Field(inner.section, inner.name, number, inner.preset)
        return None

    def _of_kin(self, names: list[str], number: int | None) -> Field | None:
        for size in (3, 2, 1):
            first, last = " ".join(names[:size]), " ".join(names[-size:])
            preset = self._kin.get(first) or self._kin.get(last) if len(names) >= size else None
            if preset:
                rest = names[size:] if first in self._kin else names[:-size]
                inner = self._inside("people", rest) if rest else Field("people", "line")
                return Field("people", inner.name, number, preset) if inner else None
        return None

    def _of_parts(self, label: str, section: str | None) -> Field | None:
        """ "School, college or nursery", "Date of birth or due date", "Current school": by its parts."""
        if section not in (*ROWS, "referrer") or len(label) > _LONGEST_OF_PARTS or self._answered(label):
            return None
        parts = [key(part) for part in _BETWEEN_PARTS.split(label) if key(part)]
        bare = [" ".join(word for word in part.split() if word not in _QUALIFYING) for part in parts]
        if not parts or (len(parts) == 1 and bare == parts) or len(parts) > _MOST_PARTS:
            return None
        found = [
            self._inside(section, part.split()) or self._inside(section, plain.split())
            for part, plain in zip(parts, bare)
        ]
        told = [item for item in found if item is not None and not item.ignored]
        names = {item.name for item in told}
        if len(names) == 1 and len(told) in (len(found), max(2, len(found) - 1)):
            return told[0]
        together = _TOGETHER.get(frozenset(names)) if len(told) == len(found) else None
        return self._inside(section, key(together).split()) if together else None

    def _of_last_word(self, words: str, section: str | None) -> Field | None:
        """ "Bleep telephone", "NHS email": what a short label ends in, inside its own section."""
        tokens = words.split()
        if section not in (*ROWS, "referrer") or not 1 < len(tokens) <= _LONGEST_QUALIFIED:
            return None
        if words in self._anywhere or _SOMEBODY_ELSES.intersection(tokens):
            return None
        size = next((size for size in (2, 1) if " ".join(tokens[-size:]) in _TELLING_LAST), None)
        return self._inside(section, tokens[-size:]) if size and size < len(tokens) else None

    def _inside(self, section: str, names: list[str]) -> Field | None:
        words = " ".join(names)
        for spelled in (words, bag(words)):
            inner = self._labels.get(spelled, {}).get(section)
            if inner and inner.section == section:
                return inner
        return None

    def _of_question(self, label: str) -> Field | None:
        words = asking(label)
        if words is None:
            return None
        return next((target for question, target in self._questions if question.asks(words)), None)

    def _half_known(self, label: str) -> bool:
        halves = re.split(r"\s+/\s+", label.strip())
        return len(halves) == 2 and all(key(half) in self._labels for half in halves)

    def _find_heading(self, text: str, marked: bool) -> Heading | None:
        words = key(text.strip("=-–—_*#•· \t"))
        halves = [key(half) for half in re.split(r"\s+/\s+", text)]
        spellings = (words, bag(words), *(halves if len(halves) == 2 else ()))
        exact = next((self._headings[spelled] for spelled in spellings if spelled in self._headings), None)
        if exact:
            return exact
        block = self._block(words)
        folded = " ".join(text.casefold().replace("’", "'").split())
        # A question in bold is asked of the writer: only the tables make a heading of it.
        if block or not marked or len(words.split()) > 12 or _TITLE.search(folded) or "?" in folded:
            return block
        return next(
            (Heading(section) for section, words in self._heading_words if words.search(folded)), None
        )

    def _block(self, words: str) -> Heading | None:
        """ "Child 2", "Details of parent or carer 1", "Subject 2 of 3", "Second child"."""
        tokens = [_ORDINALS.get(token, token) for token in words.split()]
        numbers = [int(token) for token in tokens if token.isdigit() and len(token) < 3]
        names = {token for token in tokens if not token.isdigit()} - _AROUND_A_SUBJECT
        if not names or len(tokens) > 8:
            return None
        kin = self._kin.get(" ".join(token for token in tokens if token in names))
        if kin:
            return Heading("people", numbers[0] if numbers else None, block=True, preset=kin)
        if not numbers:
            return None
        owner = next((section for section, subject in self._subjects if subject == names), None)
        owner = owner or next((section for section in ROWS if names <= self._subject_words(section)), None)
        return Heading(owner, numbers[0], block=True) if owner in ROWS and owner else None

    def _subject_words(self, section: str) -> frozenset[str]:
        """All words for whom a section's rows are: "parent, carer or significant adult"."""
        return frozenset[str]().union(*(subject for owner, subject in self._subjects if owner == section))

    # --- building ------------------------------------------------------------------------

    def _add(self, data: Mapping[str, Any]) -> None:
        section = str(data["section"])
        for name, spelled in _rows(data.get("labels", {})):
            self._add_label(_target(section, name), section, spelled, anywhere=True)
        for name, spelled in _rows(data.get("only_here", {})):
            self._add_label(_target(section, name), section, spelled, anywhere=False)
        for heading in data.get("headings", []):
            self._headings.setdefault(key(heading), Heading(section))
        if data.get("heading_words"):
            self._heading_words.append((section, re.compile(data["heading_words"])))
        self._subjects += [(section, frozenset(key(subject).split())) for subject in data.get("subjects", [])]
        self._subjects.sort(key=lambda item: -len(item[1]))
        self._add_people_words(data)
        self._add_follow_ups(section, data)
        for row in data.get("questions", []):
            question = Question.of(row["all"], row.get("none", ()))
            self._questions.append((question, _target(section, row["field"])))

    def _add_label(self, target: Field, section: str, spelled: str, *, anywhere: bool) -> None:
        words = key(spelled)
        for form in {words, bag(words)}:
            self._labels.setdefault(form, {}).setdefault(section, target)
            if anywhere:
                self._anywhere.setdefault(form, set()).add(target)

    def _add_people_words(self, data: Mapping[str, Any]) -> None:
        for name, spelled in _rows(data.get("kin", {})):
            self._kin.setdefault(key(spelled), name)
        for name, spelled in _rows(data.get("roles", {})):
            self._roles.setdefault(key(spelled), name)
        for name in data.get("concern_types", {}).get("names", []):
            self._concern_types.setdefault(key(name), name)

    def _add_follow_ups(self, section: str, data: Mapping[str, Any]) -> None:
        for row in data.get("follow_ups", []):
            after, target = _target(section, row["after"]), _target(section, row["field"])
            if "pattern" in row:
                rule = (re.compile(row["pattern"]), target)
                self._follow_patterns.setdefault(after.path, []).append(rule)
            for label in row.get("labels", []):
                self._follow_ups.setdefault((after.path, key(label)), target)
                self._follow_up_words.add(key(label))

    @staticmethod
    def _remember_at_most(memory: dict[Any, Any]) -> None:
        """A document cannot make the tables grow without end."""
        if len(memory) > _MEMORY:
            memory.clear()


_MEMORY: Final = 20_000
_TITLE: Final = re.compile(
    r"\b(?:form|notification|notice|marf|report|partnership|board|council|hub|ppn\d?|children'?s? (?:services|social care)|"
    r"(?:referral|request|contact|enquiry) (?:to|for) (?:children|social|support|service|early|help)\w*)\b|\breferrals?\s*$",
    re.IGNORECASE,
)
#: "No" is short for "number" on a label and an answer everywhere else.
_ANSWERS: Final = frozenset(
    ["yes", "no", "y", "n", "nk", "n/k", "n/a", "other", "not known", "unknown", "none"]
)
#: Words behind a colon: a label with its answer, unless the tables print it so.
_ANSWERED: Final = re.compile(r":\s+\w")
_ANSWERED_QUESTION: Final = re.compile(
    r"\?\s+(?!y\s*/|yes\s*/|if\b|please\b|which\b|who\b|what\b|when\b|why\b)[^\W\d_][^?]*$", re.IGNORECASE
)
_ORDINALS: Final = {
    "first": "1", "one": "1", "second": "2", "two": "2", "third": "3", "three": "3", "fourth": "4", "four": "4", "fifth": "5", "five": "5",
}  # fmt: skip
_AROUND_A_SUBJECT: Final = frozenset(["detail", "information", "about", "number", "particular", "continued"])
# Where words of several sections stand in one heading, the earlier section has it.
_HEADING_ORDER: Final = {
    "other": -10,
    "guidance": -9,
    "information_sharing": -8,
    "signature": -7,
    "referrer": -6,
    "call": -5,
    "professionals": -4,
    "people": -3,
    "children": -2,
    "concern": -1,
}
_LONGEST_QUALIFIED: Final = 4
_AND: Final = re.compile(r"&|\band\b", re.IGNORECASE)
_LONGEST_OF_PARTS: Final = 70
_MOST_PARTS: Final = 4
_BETWEEN_PARTS: Final = re.compile(r"\s*(?:[/,&]|\bor\b|\band\b)\s*", re.IGNORECASE)
#: Words before what is asked that do not change it.
_QUALIFYING: Final = frozenset(
    ["current", "usual", "registered", "best", "daytime", "direct", "main", "name"]
)
#: Labels that ask two things at once, as the tables spell them.
_TOGETHER: Final = {
    frozenset(["dob", "edd"]): "dob or edd",
    frozenset(["age", "dob"]): "age or dob",
    frozenset(["name", "dob"]): "name and dob",
    frozenset(["phone", "email"]): "telephone and email",
    frozenset(["agency", "address"]): "agency",
    frozenset(["name", "role"]): "name",
}
#: Last words that tell what a label asks, whatever stands before them.
_TELLING_LAST: Final = frozenset(
    ["telephone", "mobile", "email", "postcode", "birth date", "forename", "surname"]
)
#: Words that make it another's: a manager's telephone is not the referrer's.
_SOMEBODY_ELSES: Final = frozenset(
    [
        "manager",
        "supervisor",
        "gp",
        "school",
        "fax",
        "emergency",
        "alternative",
        "parent",
        "mother",
        "father",
        "carer",
        "next",
        "kin",
        "previous",
        "former",
        "maiden",
        "consent",
        "signature",
        "if",
        "line",
        "lead",
        "out",
        "hour",
        "other",
        "second",
        "mash",
        "hub",
        "office",
        "only",
    ]
)
_WHOSE: Final = frozenset(["name", "forename", "surname"])


def _says_whose(inner: Field) -> bool:
    return inner.name in _WHOSE or inner.section in ROWS or inner.section == "referrer"


def _rows(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, spellings in table.items():
        for spelled in spellings:
            yield name, spelled


def _target(section: str, name: str) -> Field:
    owner, dot, leaf = name.partition(".")
    return Field(owner, leaf) if dot else Field(section, name)
