"""One line about one person: "Mary Smith (mother), 01/02/1980, 07700 900123"."""

from __future__ import annotations

import re
from typing import Final

from parsers.labels import LabelTables
from parsers.names import only_begins_like_an_answer
from parsers.spelling import key
from parsers.values import blank, read_date, read_email, read_gender, read_phone, read_tri

#: Characters of all that is said of one person: a longer line is a story, or made to be slow to read.
_LONGEST_PERSON: Final = 2000
_LONGEST_TITLE: Final = 160  # of a line under no label of its own
_MOST_RELATIVES: Final = 12  # lines
_PARTS: Final = re.compile(r"\s*(?:[,;|\t]|\s[-–—]\s|\s{2,})\s*")
_LISTED: Final = re.compile(r"^\s*(?:\d{1,2}[.)]\s+|[-•*·]\s*)")
#: "Sgt (retd) Amos Vale": what stands in brackets behind a title is no end of the name.
_OF_A_TITLE: Final = re.compile(
    r"^(\s*(?:(?:mr|mrs|ms|miss|mx|dr|prof|rev|revd|sgt|insp|pc|dc|ds|di|capt|maj|major|col|lt|cllr|sister|sr|fr)\.?\s+){0,2}"
    r"(?:mr|mrs|ms|miss|mx|dr|prof|rev|revd|sgt|insp|pc|dc|ds|di|capt|maj|major|col|lt|cllr|sister|sr|fr)\.?)\s*\([^()\d]{1,12}\)\s+(?=[A-Z])",
    re.IGNORECASE,
)
_BRACKETS: Final = re.compile(r"[()\[\]]")
# Dates, numbers and addresses of email stand out without commas around them.
_STANDS_OUT: Final = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]{3,9}\.?,?\s+\d{4}|(?<![\w+])(?:\+44|0)[\d ()-]{8,14}\d|[\w.+'-]+@[\w.-]+\w"
)
_BORN: Final = re.compile(r"^(?:born(?: on)?|d\.?o\.?b\.?|date of birth|b\.)\s*:?\s*", re.IGNORECASE)
_PHONED: Final = re.compile(
    r"^(?:telephone|tel|phone|mobile|mob|t)\b\.?\s*(?:no\.?|number)?\s*:?\s*(?=[+(\d])", re.IGNORECASE
)
# Possessive: a long run of letters is one word, and never looked at as several.
_NAME: Final = re.compile(r"(?:[^\W\d_][^\W\d_.'’\-]*+(?:['’.\-][^\W\d_]++)*+\.?+\s*+){1,6}+")
_IN_BRACKETS: Final = re.compile(r"\([^()]*\)")
_BETWEEN_PEOPLE: Final = tuple(map(re.compile, (r"\s*;\s*", r"\s+/\s+", r",?\s+(?:and|&)\s+", r",\s+")))
_AGED: Final = re.compile(r"\(\s*(?:aged?\s*)?\d{1,2}\s*(?:y\w*)?\s*\)|\baged?\s+\d{1,2}\b")
#: "Mum Ann Lee": a word of kin, and the name behind it. "Sister Ann Lee" may be a nurse.
_KIN_BEFORE: Final = re.compile(
    r"(?!Sister\b)(?P<kin>[^\W\d_][\w'’-]*(?: [a-z][\w'’-]*){0,2}) (?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3})"
)
_AND: Final = re.compile(r"\s*(?:,|;|&|\band\b)\s*")
_WHOLE_NAME: Final = re.compile(r"[^\W\d_][\w.'’\-]*(?:\s+[^\W\d_][\w.'’\-]*){1,4}")
_KIN_WORDS: Final = re.compile(
    r"\b(?:mother|father|mum|dad|parent|carer|guardian|brother|sister|sibling|grand\w+|nan|aunt|uncle|cousin|partner|husband|wife|step(?!h)\S*|half\S*|"
    r"foster\S*|adoptive|son|daughter|niece|nephew|lodger|friend|boyfriend|girlfriend|fianc\S*|relative|neighbour|family friend)\b",
    re.IGNORECASE,
)
_ROLE_WORDS: Final = re.compile(
    r"\b(?:worker|nurse|visitor|teacher|officer|practitioner|manager|gp|doctor|head|lead|midwife|consultant|therapist|psychologist|psychiatrist|"
    r"paediatrician|coordinator|constable|sergeant|adviser|advisor|advocate|counsellor|dentist|senco|tutor|assistant|pastoral|sendco|cafcass|solicitor|idva|"
    r"registrar|sister|matron|paramedic|clinician|mentor|headteacher|principal|caseworker|keyworker|inspector|detective|director|supervisor|leader|"
    r"specialist|warden|chaplain|coach|physiotherapist|pharmacist|childminder|psychotherapist|co-ordinator)\b",
    re.IGNORECASE,
)
_ORDER: Final = (
    ("name", re.compile(r"\bnames?\b")),
    ("relationship", re.compile(r"\brelationship\b|\brelation\b")),
    ("dob", re.compile(r"\bdob\b|\bdate of birth\b|\bd\.o\.b")),
    ("role", re.compile(r"\brole\b|\bjob(?: title)?\b|\bposition\b|\bdesignation\b|\bpost\b")),
    ("agency", re.compile(r"\bagency\b|\borganisation\b|\bservice\b")),
    ("phone", re.compile(r"\btelephone\b|\bphone\b|\bcontact\b(?! (?:made|by|with|person|name))|\btel\b")),
    ("email", re.compile(r"\be-?mail\b")),
    ("address", re.compile(r"\baddress\b")),
)


_TEAM: Final = re.compile(
    r"\b(?:team|service|services|hub|mash|council|reception|office|desk|helpline|line|switchboard|trust|centre|partnership|hours)\b",
    re.IGNORECASE,
)
#: At the end of its name, or of what it does: "Any Primary School", "St Any's Hospital, Ward 4" is none.
_ESTABLISHMENT: Final = re.compile(
    r"\b(?:school|academy|college|nursery|pre-?school|infants?|juniors?|primary|hospital|infirmary|surgery|practice|medical centre|health centre|clinic|trust|council|constabulary|"
    r"police|charity|association|homes|housing|church)$",
    re.IGNORECASE,
)
_RANKED: Final = re.compile(
    r"(?P<rank>(?:PC(?:SO)?|WPC|DC|DS|DI|PS|TDC|T/DC|A/PS|Sgt|Insp|(?:Police |Detective )?(?:Constable|Sergeant|Inspector))\.? ?[A-Z]{0,2}\d{2,6}[A-Z]{0,3}),?\s+(?P<name>[^\W\d].+)"
)


def names_a_role(text: str) -> bool:
    """Whether words name what somebody does: "Health Visitor", "Deputy Head"."""
    return _ROLE_WORDS.search(text) is not None


def names_an_establishment(text: str) -> bool:
    """Whether words name where somebody works: "Any Primary School", "Any Constabulary"."""
    return _ESTABLISHMENT.search(text) is not None


def rank_and_name(text: str) -> tuple[str, str] | None:
    """ "PC 4471 Ann Lee": a constable's rank and number, and the name."""
    found = _RANKED.fullmatch(text.strip())
    return (found["rank"], found["name"]) if found else None


def is_person_line(line: str, labels: LabelTables, section: str) -> bool:
    """Whether a line under no label is about a person: a name, and who that is or when born."""
    parts = person_of_line(line, "", section, labels)
    return (
        len(line) < 200
        and not _TEAM.search(parts.get("name", ""))
        and "name" in parts
        and bool(
            parts.keys() & ({"dob"} if section == "children" else {"relationship", "dob", "phone", "role"})
        )
    )


def person_of_line(line: str, label: str, section: str, labels: LabelTables) -> dict[str, str]:
    """The parts of a line by field, as written. `label` may list their order.

    What tells itself (a date, a number, an email, a word of kin) goes where it belongs; the
    first other part is the name; the rest follows the order that the label lists.
    """
    parts: dict[str, str] = {}
    loose: list[str] = []
    pieces = _kin_apart(_surname_first(_pieces(line), section, labels), section, labels)
    for piece in _work_apart(pieces, section, labels):
        name = _tells_itself(piece, section, labels)
        if name and name not in parts:
            parts[name] = _bare(piece)
        elif name is None:
            loose.append(piece)
    _place_loose(loose, parts, label, section)
    return (
        parts if "name" in parts or (section == "professionals" and parts.keys() & {"role", "agency"}) else {}
    )


def names_in(text: str) -> list[str]:
    """Several people in one answer: on lines of their own, or "Ann Lee, Bo Lee and Cy Lee".

    One name alone, with a comma or not, is not parted: "LEE, Ann" is one person.
    """
    lines = [line for line in text.split("\n") if blank(line)]
    parts = lines if len(lines) > 1 else [part for part in _AND.split(text) if blank(part)]
    if len(parts) < 2 or not all(map(_begins_with_a_name, parts)):
        return []
    return [" ".join(part.split()) for part in parts]


def people_in(line: str, section: str, labels: LabelTables) -> list[str]:
    """A line cut between the people that it tells of, each with what is said of them; whole where that is one.

    "Ann Lee (mother) and Bo Lee (father, lives apart)", "Ann Lee - mother; Bo Lee - father".
    """
    if len(line) > _LONGEST_PERSON:
        return [line]
    # What stands in brackets is said of one person, whatever marks are in it.
    masked = _IN_BRACKETS.sub(lambda found: "x" * len(found[0]), line)
    for between in _BETWEEN_PEOPLE:
        if not between.search(masked):
            continue
        ends = [0, *(at for found in between.finditer(masked) for at in found.span()), len(line)]
        parts = [line[start:end] for start, end in zip(ends[::2], ends[1::2], strict=True)]
        if len(parts) > 1 and all(_is_told_of(part, section, labels) for part in parts):
            return [one for part in parts for one in people_in(part, section, labels)]
    return _names_alone(line, section, labels) or [line]


def _names_alone(line: str, section: str, labels: LabelTables) -> list[str]:
    """The people of a line of whom not each is told who that is; a birthday behind the last is nobody else's."""
    named = names_in(line) if section == "people" and "\n" not in line else []
    if any(names_an_establishment(part) or _TEAM.search(part) for part in named):
        return []
    if not all("name" in person_of_line(part, "", section, labels) for part in named):
        return []  # "Poppy Vale 4/5/2023, half sister" is one of the family, with what she is
    whole = "," not in line and all(map(_WHOLE_NAME.fullmatch, named))
    return (
        named
        if whole or any(_is_told_of(part, section, labels) or _AGED.search(part) for part in named)
        else []
    )


def kin_in(text: str, labels: LabelTables) -> list[dict[str, str]]:
    """What is said of each relative named, on one line or a line each; none where one is not told to be that."""
    lines = [line for line in text.split("\n") if blank(line)]
    if any(len(line) > _LONGEST_TITLE for line in lines) or len(lines) > _MOST_RELATIVES:
        return []
    named = [one for line in lines for one in people_in(line, "people", labels)]
    told = [person_of_line(one, "", "people", labels) for one in named]
    return told if all("name" in one and labels.kin(one.get("relationship", "")) for one in told) else []


def _is_told_of(part: str, section: str, labels: LabelTables) -> bool:
    """Whether words name somebody and say who that is, so that none of them is said of another."""
    told = person_of_line(part, "", section, labels)
    return "name" in told and bool(told.keys() & {"relationship", "dob", "role"})


def _begins_with_a_name(line: str) -> bool:
    first = _pieces(line)[:1]
    return bool(first) and _WHOLE_NAME.fullmatch(first[0]) is not None


def _pieces(line: str) -> list[str]:
    if len(line) > _LONGEST_PERSON:
        return []
    text = _BRACKETS.sub(", ", _OF_A_TITLE.sub(r"\1 ", _LISTED.sub("", line)))
    text = _STANDS_OUT.sub(lambda found: f", {found.group()}, ", text)
    words = [" ".join(piece.split()).strip(" .:") for piece in _PARTS.split(text) if blank(piece)]
    words = [_BORN_BEHIND.sub("", word) for word in words]
    return [word for word in words if not _LEFT_OVER.fullmatch(word) and not _REGISTERED.fullmatch(word)]


def _surname_first(pieces: list[str], section: str, labels: LabelTables) -> list[str]:
    """ "KINSELLA, Roisin" is one name, as it is written; so is "Kinsella, Roisin" of whoever writes."""
    if len(pieces) < 2:
        return pieces
    family, given, *rest = pieces
    alone = _IN_CAPITALS.fullmatch(family) or (section == "professionals" and _ONE_WORD.fullmatch(family))
    if not alone or not _GIVEN.fullmatch(given) or _tells_itself(given, section, labels):
        return pieces
    return [f"{family}, {given}", *rest]


def _kin_apart(pieces: list[str], section: str, labels: LabelTables) -> list[str]:
    """ "Mum Ann Lee": whose mother is named, and her name."""
    if section != "people":
        return pieces
    apart: list[str] = []
    for piece in pieces:
        found = _KIN_BEFORE.fullmatch(piece)
        named = (
            found is not None
            and (labels.kin(found["kin"]) or _KIN_WORDS.fullmatch(found["kin"]))
            and not _KIN_WORDS.search(found["name"])
        )
        apart += [found["name"], found["kin"]] if found is not None and named else [piece]
    return apart


def _work_apart(pieces: list[str], section: str, labels: LabelTables) -> list[str]:
    """ "Health Visitor at Any Clinic": what somebody does, and where. "Head of Any School" stays one role."""
    if section != "professionals":
        return pieces
    apart: list[str] = []
    for piece in pieces:
        does, at, where = piece.partition(" at ")
        known = at and names_an_establishment(where) and _tells_itself(does, section, labels) == "role"
        apart += [does.strip(), where.strip()] if known else [piece]
    return apart


#: "Ida Vale DOB 1/2/15": what says that a birthday follows is no part of the name.
_BORN_BEHIND: Final = re.compile(r"\s+(?:(?i:d\.?\s?o\.?\s?b\.?|date of birth)|born(?: on)?)[\s:.-]*$")
_IN_CAPITALS: Final = re.compile(r"[A-Z][A-Z'’\-]+")
_ONE_WORD: Final = re.compile(r"[A-Z][A-Za-z'’\-]+")
_GIVEN: Final = re.compile(r"[A-Z][a-z'’\-]+(?:\s[A-Z][a-z'’\-]+)?")
#: "GMC 7700001", "PIN 77120": by what number somebody is registered says neither who nor where they are.
_REGISTERED: Final = re.compile(
    r"(?:gmc|nmc|gdc|hcpc|gphc|swe|ssssc?|niscc|scw|pin|reg(?:istration)?|membership|warrant|collar|shoulder|badge|staff|employee|payroll)\b"
    r"(?: (?:no|number|ref|id|pin))?\W*(?=\w*\d)[\w/-]{4,14}",
    re.IGNORECASE,
)
_LEFT_OVER: Final = re.compile(
    r"(?:born|d\.?o\.?b\.?|date of birth|tel|telephone|mobile|phone|email|[()\[\]]+)[.:\s]*", re.IGNORECASE
)


def _bare(piece: str) -> str:
    return _PHONED.sub("", _BORN.sub("", piece))


def _tells_itself(piece: str, section: str, labels: LabelTables) -> str | None:
    if "@" in piece and read_email(piece).value:
        return "email"
    digits = sum(map(str.isdigit, piece))
    born = _BORN.sub("", piece)
    if digits >= 4 and read_date(born).value and len(born) < 30:
        return "dob"
    if digits >= 9 and read_phone(_bare(piece)).confidence > 0.5:
        return "phone"
    if section == "people" and _NAME.fullmatch(piece) and (labels.kin(piece) or is_kin(piece)):
        return "relationship"
    if section == "professionals" and (labels.role(piece) or (_ROLE_WORDS.search(piece) and not digits)):
        return "role"
    if len(piece) < 8 and read_gender(piece).value:
        return "gender"
    return None


def is_kin(piece: str) -> bool:
    """ "Mother's partner", "half brother": words of kin that begin the piece or are all of it."""
    words = key(piece).split()
    return bool(_KIN_WORDS.search(piece)) and len(words) <= 5 and not piece[:1].isdigit()


def _place_loose(loose: list[str], parts: dict[str, str], label: str, section: str) -> None:
    order = [name for name in _order(label) if name not in parts] or (
        ["name", "agency"] if section == "professionals" else ["name"]
    )
    if order[0] != "name" and "name" not in parts and section != "professionals":
        # Whatever else a label asks of them, the first words are whose it is.
        order = ["name", *(name for name in order if name != "name")]
    for name, piece in zip(order, loose):
        if name == "name" and not _NAME.fullmatch(piece.replace(", ", " ")):
            return
        parts[name] = piece
    works_at = next((piece for piece in loose[1:] if names_an_establishment(piece)), None)
    if section == "professionals" and works_at and not names_an_establishment(parts.get("agency", "")):
        parts["agency"] = works_at


def _order(label: str) -> list[str]:
    folded = label.casefold()
    found = [(match.start(), name) for name, pattern in _ORDER if (match := pattern.search(folded))]
    return [name for _, name in sorted(found)]


def is_yes_or_no(words: str, labels: LabelTables) -> bool:
    """Whether words where a name goes are a yes, a no or a "not known": "N Mum" is, "N. Patel" is not."""
    named = only_begins_like_an_answer(words) and labels.kin(words.rpartition(" ")[2]) is None
    return read_tri(words).value is not None and not named
