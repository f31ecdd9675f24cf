"""Labels that no table prints whole: two names of one field, whose it is, what it is made of."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from parsers.labels.fields import ROWS, Field
from parsers.labels.headings import block_of
from parsers.labels.index import LabelIndex
from parsers.labels.welsh import without_welsh
from parsers.spelling import key

#: Words behind a colon: a label with its answer, unless the tables print it so.
_ANSWERED: Final = re.compile(r":\s+\w")
_EQUALS: Final = re.compile(r"\w\s=\s+\w")
_ANSWERED_QUESTION: Final = re.compile(
    r"\?\*{0,3}\s+(?!y\s*/\s*\w|yes\s*/\s*\w|if\b|please\b|which\b|who\b|what\b|when\b|why\b)[^\W\d_][^?]*$",
    re.IGNORECASE,
)
_LAST_NAME: Final = "last name"
_IN_TWO_PARTS: Final = frozenset("/\n(")  # "Enw / Name", "Enw (Name)"
_ANSWERS: Final = frozenset(["yes", "no", "not known"])
_HALVES: Final = re.compile(r"\s+/\s+")
_MOST_NAMES: Final = 8
_LONGEST_QUALIFIED: Final = 4
_LONGEST_OF_PARTS: Final = 70
_MOST_PARTS: Final = 4
_IN_A_SENTENCE: Final = re.compile(
    r"(?:\W*q?\d{1,2}[.):]?\s+)?(?:what(?:['’]s| is| are| was)|please (?:enter|give|provide|state|tell us|confirm)(?: us)?|enter|confirm|tell us)\s+"
    r"(?:(?P<your>your)\s+|the\s+|an?\s+)?(?P<what>[^?:.\n]{3,60}?)(?P<ours>\s+(?:that|which|where|so that)? ?(?:we|you) can\b[^?:.\n]{3,40})?[?:.*\s]*$",
    re.IGNORECASE,
)
_BETWEEN_PARTS: Final = re.compile(r"\s*(?:[/,&]|\bor\b|\band\b)\s*", re.IGNORECASE)
#: Words before what is asked that do not change it.
_QUALIFYING: Final = frozenset(
    [
        "current", "usual", "own", "registered", "best", "daytime", "direct", "main", "name", "last",
        "known", "permanent", "normal", "present", "expected", "complete", "secure",
    ]
)  # fmt: skip
#: Words about the one whom a label names, that do not change what is asked of them.
_SAID_OF_THEM: Final = frozenset(
    map(
        key,
        [
            "current", "usual", "expected", "last", "known", "permanent", "normal", "present",
            "missing", "detained", "referred", "concerned", "above", "named", "at", "risk", "live",
            "lives", "living", "where", "reside", "will", "take", "being", "subject", "in", "about",
            "whom", "concern", "worried", "need", "index", "new", "complete", "approx",
            "approximate", "mailing", "both", "all", "looked", "after",
        ],
    )
)  # fmt: skip
#: What a label of this kind may also answer of somebody.
_MAY_BE_SAID: Final = frozenset(["line", "relationship", "in_household", "parental_responsibility"])
#: What may be asked of somebody in so many words.
_ASKED_OF_THEM: Final = frozenset(
    [
        "name",
        "forename",
        "surname",
        "first name",
        "last name",
        "family name",
        "given name",
        "birth date",
        "address",
        "home address",
        "postcode",
        "school",
        "gender",
        "age",
    ]
)
#: Labels that ask two things at once, as the tables spell them.
_TOGETHER: Final = {
    frozenset(["dob", "edd"]): "dob or edd",
    frozenset(["age", "dob"]): "age or dob",
    frozenset(["name", "dob"]): "name and dob",
    frozenset(["phone", "email"]): "telephone and email",
    frozenset(["agency", "address"]): "agency with its address",
    frozenset(["role", "agency"]): "role and agency",
    frozenset(["address", "phone"]): "address and telephone",
    frozenset(["name", "role"]): "name",
    frozenset(["name", "role", "agency"]): "name",
    frozenset(["name", "agency"]): "name",
}
#: Last words that tell what a label asks, whatever stands before them.
_TELLING_LAST: Final = frozenset(
    ["telephone", "mobile", "email", "postcode", "birth date", "forename", "surname"]
)
#: Words that make it another's: a manager's telephone is not the referrer's.
_SOMEBODY_ELSES: Final = frozenset(
    [
        "manager", "supervisor", "gp", "school", "fax", "emergency", "alternative", "parent",
        "mother", "father", "carer", "next", "kin", "previous", "former", "maiden", "consent",
        "signature", "if", "line", "lead", "out", "hour", "other", "second", "mash", "hub",
        "office", "only", "include",
    ]
)  # fmt: skip
_NUMBERS: Final = {
    "first": "1",
    "1st": "1",
    "second": "2",
    "third": "3",
    "fourth": "4",
    "fifth": "5",
    "2nd": "2",
    "3rd": "3",
    "4th": "4",
    "5th": "5",
}
#: "Name of second child", and not "second name of child".
_ORDINAL: Final = re.compile(
    r"\b(?:first|second|third|fourth|fifth|1st|[2-5](?:nd|rd|th))\b(?= (?:child|young person|pupil|parent|carer|adult|sibling|person))"
)
_BRACKETS: Final = re.compile(r"(?P<whose>[^()\[\]:?]{2,60}?)\s*[(\[](?P<what>[^()\[\]]{2,40})[)\]]\s*[:*]?")
#: Numbers that only a workplace knows its people by.
_AT_WORK: Final = frozenset(
    map(
        key,
        ["id", "personal id", "staff id", "page", "pager", "bleep", "ext", "extension", "fax", "collar number",
         "shoulder number", "warrant number", "pin", "pin number", "payroll number", "badge number"],
    )
)  # fmt: skip
#: "From (name)", "Sent by (role)": whoever sends the form.
_SENDS: Final = frozenset(["from", "sent", "sender", "submitted", "completed", "sent from"])
_OF_A_WRITER: Final = frozenset(["name", "telephone", "email", "mobile"])
_WHOSE: Final = frozenset(["name", "forename", "surname"])
_NOBODY: Final[frozenset[str]] = frozenset()


def is_answered(index: LabelIndex, label: str) -> bool:
    """Whether words behind a colon are an answer, and not a label of a numbered block's."""
    # Most labels have neither mark, and to look for a mark takes less than for a pattern.
    if "?" in label and _ANSWERED_QUESTION.search(label):
        return True
    if "=" in label and _EQUALS.search(label):
        return True
    if ":" not in label or not _ANSWERED.search(label):
        return False
    before, _, behind = label.partition(":")
    owner, inner = key(before), index.labels.get(key(behind), {})
    if not index.shared_by.get(frozenset(owner.split()), _NOBODY).isdisjoint(inner):
        return False  # "Child/young person: surname"
    block = block_of(index, owner)
    if block is None or block.section not in inner:
        return True
    # "Mother: telephone" asks; "Mother: Carer" may be what she is.
    of_kin = block.preset is not None and inner[block.section].name not in _MAY_BE_SAID
    return block.number is None and not of_kin


# --- two names of one field -----------------------------------------------------------


def is_half_known(index: LabelIndex, label: str) -> bool:
    """Whether a label is two labels with a slash between them."""
    english = without_welsh(label)
    if english is not None:
        # "Nac ydynt / No" answers, though "No" is the title of a column too.
        return (" " in english and key(english) in index.follow_up_words) or (
            english.casefold() not in _ANSWERS and index.has(key(english))
        )
    halves = _HALVES.split(label.strip())
    return len(halves) == 2 and all(key(half) in index.labels for half in halves)


def _without_numbers(label: str) -> str | None:
    """ "Job title / Personal ID", "Tel / Bleep": the half that is not only a number at work."""
    halves = _HALVES.split(label.strip())
    plain = [half for half in halves if key(half) not in _AT_WORK]
    return plain[0] if len(halves) == 2 and len(plain) == 1 else None


def of_half(index: LabelIndex, label: str, section: str | None) -> Field | None:
    """A label in two languages, or with a second name: "Enw / Name"."""
    english = without_welsh(label)
    if english is None and not _IN_TWO_PARTS.intersection(label):
        return None
    if english is not None:
        words = key(english)
        return (
            index.here(words, section)
            or of_subject(index, words, section)
            or index.unique(words)
            or index.question(english)
        )
    plain = _without_numbers(label)
    if plain is not None:
        return index.here(key(plain), section) or index.unique(key(plain))
    if not is_half_known(index, label):
        return None
    halves = [key(half) for half in _HALVES.split(label.strip())]
    found = {index.here(half, section) or index.unique(half) for half in halves} - {None}
    return found.pop() if len(found) == 1 else None


def of_plain_question(index: LabelIndex, label: str, section: str | None) -> Field | None:
    """ "What is your job role?", "Please enter the child's name": the label that it asks in a sentence."""
    found = _IN_A_SENTENCE.match(label.strip())
    if found is None:
        return None
    words = key(found["what"])
    if found["your"] or found["ours"]:
        return index.inside("referrer", words)
    return index.here(words, section) or of_subject(index, words, section) or index.unique(words)


# --- whose it is ----------------------------------------------------------------------


def of_subject(index: LabelIndex, words: str, section: str | None) -> Field | None:
    """ "Child 2 date of birth", "Mother's address": a field and whose it is."""
    tokens = _ORDINAL.sub(lambda found: _NUMBERS[found[0]], words).split()
    names = [token for token in tokens if not token.isdecimal()]
    number = None
    if len(names) < len(tokens):
        numbers = [token for token in tokens if token.isdecimal()]
        if max(map(len, numbers)) > 2:
            return None
        number = int(numbers[0])
    if section == "people" and names[:1] == ["relationship"]:
        # "Relationship to subject 1": whose relation it is stands in the row.
        return index.inside("people", "relationship")
    found = _of_kin(index, names, number)
    if found or len(names) > _MOST_NAMES:
        return found
    subjects = index.subjects_in(set(names))
    # "Practitioner agency" is a practitioner's agency: the first word says whose.
    subjects.sort(key=lambda item: (-len(item[1]), names[:1] and names[0] not in item[1]))
    for owner, subject in subjects:
        if len(names) > len(subject) or number:
            rest = " ".join(name for name in names if name not in subject)
            # "Agency telephone" among the referrer's details is the referrer's.
            owner = "referrer" if (owner, section) == ("professionals", "referrer") else owner
            # "Child address line 2" is the second line, and not the second child's.
            whole = " ".join(token for token in tokens if token not in subject)
            if number is not None and (line := index.inside(owner, whole)) is not None:
                return line
            inner = index.inside(owner, rest) or _said_loosely(index, owner, rest)
            if inner and (owner == section or section not in (None, "referrer") or _says_whose(inner)):
                return Field(inner.section, inner.name, number, inner.preset)
    # "Midwife's name" among the details of who writes.
    by_role = section == "referrer" and number is None and " ".join(names[:-1]) in index.roles
    return index.inside("referrer", names[-1]) if by_role and names[-1] in _OF_A_WRITER else None


def of_brackets(index: LabelIndex, label: str) -> Field | None:
    """ "Subject (first name)", "Source of contact (agency)": whose it is, and in brackets what is asked."""
    found = _BRACKETS.fullmatch(label.strip()) if "(" in label or "[" in label else None
    if found is None:
        return None
    words = key(found["whose"])
    owner = index.owners.get(frozenset(words.split()))
    if owner is None and words in index.headings:
        owner = index.headings[words].section
    if owner is None and words in _SENDS:
        owner = "referrer"
    return index.inside(owner, key(found["what"])) if owner in (*ROWS, "referrer") and owner else None


def of_owner(index: LabelIndex, words: str) -> Field | None:
    """ "Child", "Young person 2", "Referring practitioner": whose name it is, and not a word more."""
    tokens = words.split()
    number = next((int(token) for token in tokens if token.isdecimal() and len(token) < 3), None)
    names = {token for token in tokens if not token.isdecimal()}
    if not names or names == {"your"}:
        return None
    section = index.owners.get(frozenset(names))
    if section is None and number is None and index.headings.get(words) is not None:
        opens = index.headings[words].section
        section = opens if opens == "referrer" else None
    return Field(section, "name", number) if section in ("children", "people", "referrer") else None


def _said_loosely(index: LabelIndex, owner: str, rest: str) -> Field | None:
    """ "Name of missing child", "Baby's expected address": without the words that only tell more of them."""
    words = " ".join(word for word in rest.split() if word not in _SAID_OF_THEM)
    return index.inside(owner, words) if words in _ASKED_OF_THEM and owner in ROWS else None


def _says_whose(inner: Field) -> bool:
    return inner.name in _WHOSE or inner.section in ROWS or inner.section == "referrer"


def _of_kin(index: LabelIndex, names: list[str], number: int | None) -> Field | None:
    for size in (3, 2, 1):
        first, last = " ".join(names[:size]), " ".join(names[-size:])
        preset = index.kin.get(first) or index.kin.get(last) if len(names) >= size else None
        if preset:
            rest = names[size:] if first in index.kin else names[:-size]
            inner = index.inside("people", " ".join(rest)) if rest else Field("people", "line")
            if inner:
                return Field("people", inner.name, number, preset)
    return None


# --- what it is made of ---------------------------------------------------------------


def of_parts(index: LabelIndex, label: str, section: str | None) -> Field | None:
    """ "School, college or nursery", "Date of birth or due date", "Current school": by its parts."""
    if section not in (*ROWS, "referrer") or len(label) > _LONGEST_OF_PARTS:
        return None
    parts = _parts(label)
    if not parts or is_answered(index, label):
        return None
    found = [index.inside(section, part) or index.inside(section, plain) for part, plain in parts]
    told = [item for item in found if item is not None and not item.ignored]
    names = {item.name for item in told}
    if len(names) == 1 and len(told) in (len(found), max(2, len(found) - 1)):
        return told[0]
    together = _TOGETHER.get(frozenset(names)) if len(told) == len(found) else None
    return index.inside(section, key(together)) if together else None


@lru_cache(maxsize=1024)
def _parts(label: str) -> tuple[tuple[str, str], ...]:
    """The keys of a label's parts, and without the words that change nothing; none where it is but one."""
    keys = [words for part in _BETWEEN_PARTS.split(label) if (words := key(part))]
    parts = tuple((words, _plain(words)) for words in keys)
    whole = len(parts) == 1 and parts[0][0] == parts[0][1]
    return () if whole or len(parts) > _MOST_PARTS else parts


def _plain(words: str) -> str:
    if _LAST_NAME in words:
        return words  # "Pupil's last name" is no "pupil"
    return " ".join(word for word in words.split() if word not in _QUALIFYING)


def of_last_word(index: LabelIndex, words: str, section: str | None) -> Field | None:
    """ "Bleep telephone", "NHS email": what a short label ends in, inside its own section."""
    tokens = words.split()
    if section not in (*ROWS, "referrer") or not 1 < len(tokens) <= _LONGEST_QUALIFIED:
        return None
    if words in index.anywhere or _SOMEBODY_ELSES.intersection(tokens):
        return None
    size = next((size for size in (2, 1) if " ".join(tokens[-size:]) in _TELLING_LAST), None)
    return index.inside(section, " ".join(tokens[-size:])) if size and size < len(tokens) else None
