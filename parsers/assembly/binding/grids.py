"""What the columns of a grid are, and whether each of its rows is somebody."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from parsers.assembly import kinds
from parsers.assembly.draft import IDENTITY
from parsers.assembly.hints import field_of_hint
from parsers.assembly.pieces import Answer, Grid
from parsers.labels import ROWS, Field, LabelTables
from parsers.values import blank, read_tri

#: Fields that tell the rows of one section from those of another.
_TELLING: Final = {
    "children": frozenset(
        [
            "forename",
            "surname",
            "dob_or_edd",
            "edd",
            "age_dob",
            "school",
            "upn",
            "nhs_number",
            "gp",
            "ethnicity",
            "aliases",
            "unborn",
            "name_dob",
            "disability",
        ]
    ),
    "people": frozenset(["relationship", "parental_responsibility", "in_household"]),
    "professionals": frozenset(["role", "agency", "email", "contact"]),
}
#: What nobody asks of a referrer: a table with two of these is about the family, wherever it stands.
_PERSONAL: Final = frozenset(
    [
        "dob",
        "dob_or_edd",
        "age_dob",
        "gender",
        "relationship",
        "parental_responsibility",
        "in_household",
        "ethnicity",
    ]
)
#: Under "Children at risk", what a child is to the adult whom the form began with makes nobody a parent.
_TO_AN_ADULT: Final = re.compile(
    r"\brelation(?:ship)?s? (?:to|with) (?:the )?(?:person on|client|service user|offender|adult|perpetrator|suspect|tenant|alleged|accused|applicant|parent|mother|father|carer|yourself|you)\b",
    re.IGNORECASE,
)
_A_TIE: Final = re.compile(r"\brelation(?:ship)?\b", re.IGNORECASE)
#: "Parent's name and relationship" in a table of children says who brings the child up.
_PARTED_BY_WHOSE: Final = re.compile(
    r"\b(?:parent|carer|guardian|adult)s?['’]?s?\b.*\brelation", re.IGNORECASE
)
#: What nobody is whom a form about a child is about.
_AN_ELDER: Final = re.compile(
    r"(?:(?:birth|biological|natural|adoptive|foster|step|maternal|paternal|great)[ -]*)*"
    r"(?:mother|mum|mummy|mam|father|dad|daddy|parent|carer|guardian|grand\w+|nan|nana|gran|granny|aunt|auntie|uncle)"
    r"(?:['’]?s (?:new |current |former |ex[ -]?)*(?:partner|boyfriend|girlfriend|husband|wife))?\s*(?:[(/,–-].*|\W)?$",
    re.IGNORECASE,
)
_TIES: Final = frozenset(["relationship", "parental_responsibility", "in_household"])
#: One referrer writes: a column of several is a list of others, such as the hub's own offices.
_OF_ONE_WRITER: Final = frozenset(
    ["referrer.name", "referrer.phone", "referrer.email", "referrer.contact", "referrer.agency"]
)
#: Whom of a family the form is about, asked in a column of its own.
_SUBJECT: Final = re.compile(
    r"\b(?:subjects?|focus|index child)\b.*\b(?:referral|request|report|form|concern|contact|y/n)\b"
    r"|\b(?:being|to be|child) referred\b|^\W*(?:subject|referred)\s*\?|\b(?:included in|part of) (?:this |the )?(?:referral|request)\b",
    re.IGNORECASE,
)
_IS_SOMEBODY: Final = IDENTITY | {"role", "line"}


@dataclass(frozen=True, slots=True)
class Columns:
    """The fields of a grid's columns. `rows_of` is the section whose rows its rows are, if any."""

    fields: tuple[Field | None, ...]
    names: tuple[str | None, ...]
    rows_of: str | None
    unknown: tuple[str, ...]
    told_apart: int | None = None
    """The column that says of each of the family whether the form is about them."""
    tie: int | None = None
    """The column of a table of children that says what each is to the child."""

    def is_an_elder(self, cells: tuple[Answer, ...], labels: LabelTables) -> bool:
        """Whether a row among children is "Mother" or "Mum's boyfriend" to the child: nobody whom the form is about."""
        said = cells[self.tie].text.strip() if self.tie is not None and self.tie < len(cells) else ""
        return bool(said) and _AN_ELDER.match(labels.kin(said) or said) is not None

    def is_a_subject(self, cells: tuple[Answer, ...]) -> bool | None:
        """Whether the form is about the one in a row; `None` where no column tells."""
        at = self.told_apart
        said = read_tri(cells[at].text).value if at is not None and at < len(cells) else None
        return None if said is None else said == "yes"

    def answers(self, cells: tuple[Answer, ...]) -> dict[str, Answer]:
        """A row's answers by field; the first of two columns for one field is kept."""
        found: dict[str, Answer] = {}
        for name, cell in zip(self.names, cells):
            if name and (name not in found or found[name].empty):
                found[name] = cell
        return found

    def continues(self, answers: dict[str, Answer]) -> bool:
        """Whether a row only goes on with the one before: nobody's name, and a word or two."""
        written = {name for name, answer in answers.items() if blank(answer.text)}
        return (
            0 < len(written) <= 2
            and not written & _IS_SOMEBODY
            and written <= {"address", "school", "email", "ethnicity", "gp", "contact", "phone"}
        )

    def are_several(self, at: int, rows: int) -> bool:
        """Whether a column of several rows is about somebody in each, nobody knows who: it is nobody's."""
        asked = self.fields[at]
        whose = asked is not None and (asked.section in ROWS or asked.path in _OF_ONE_WRITER)
        return whose and rows > 1 and not self.many_lines(at)

    def many_lines(self, at: int) -> bool:
        """Whether several rows under a column are one answer."""
        asked = self.fields[at]
        return asked is not None and (
            kinds.is_narrative(asked) or kinds.is_list(asked) or kinds.is_choice(asked)
        )


def columns_of(grid: Grid, section: str | None, labels: LabelTables, only: str | None = None) -> Columns:
    """The columns of a grid that stands in `section`."""
    owner = only if only in ROWS else _owner(grid, section, labels)
    if owner == "people" and _names_whose_each_is(grid, labels):
        owner = None
    fields = tuple(_field(label, at, grid, owner or section, labels) for at, label in enumerate(grid.header))
    names = tuple(
        item.name if item and item.section == owner and not item.ignored else None for item in fields
    )
    if owner == "professionals" and not grid.header[0].strip() and "role" not in names:
        names = ("role", *names[1:])
    if owner == "people" and not grid.header[0].strip() and "relationship" not in names:
        names = ("relationship", *names[1:])
    if owner in _SAYS_WHO and _heads_another_column(grid.header[0], names):
        names = (None if _SAYS_WHO[owner] in names else _SAYS_WHO[owner], *names[1:])
    if owner == "people" and not IDENTITY & set(names) and _names_nothing_else(fields[0]):
        names = ("name", *names[1:])
    names = _plainest(grid.header, names)
    names = _first_column(grid, names, owner, labels)
    unknown = tuple(label for label, item in zip(grid.header, fields) if item is None and label.strip())
    tie = _ties_to_the_child(grid, labels) if owner == "children" else None
    return Columns(fields, names, owner, unknown, _tells_subjects(grid, owner), tie)


def _names_whose_each_is(grid: Grid, labels: LabelTables) -> bool:
    """ "Mother's name | Mother's date of birth" over one row: questions about her, and no list."""
    written = sum(any(blank(answer.text) for answer in cells) for cells in grid.rows)
    fields = [labels.field(label, "people") for label in grid.header]
    return written == 1 and all(found is not None and found.preset for found in fields)


def _ties_to_the_child(grid: Grid, labels: LabelTables) -> int | None:
    """The column that says what each in a row is to the child; `None` where a parent is named beside the child."""
    fields = [labels.field(label) for label in grid.header]
    if any(item is not None and item.section == "people" and item.name in IDENTITY for item in fields):
        return None
    ties = [
        at
        for at, label in enumerate(grid.header)
        if _A_TIE.search(label) and not _TO_AN_ADULT.search(label) and not _PARTED_BY_WHOSE.search(label)
    ]
    return ties[0] if len(ties) == 1 else None


def _tells_subjects(grid: Grid, owner: str | None) -> int | None:
    """The column "Subject of this request (Y/N)" of a list of the family, where it says so of some and not of others."""
    at = next((at for at, label in enumerate(grid.header) if _SUBJECT.search(label)), None)
    if at is None or owner not in ("children", "people"):
        return None
    said = {read_tri(cells[at].text).value for cells in grid.rows if at < len(cells)}
    return at if "yes" in said and said <= {"yes", "no", None} else None


def _first_column(
    grid: Grid, names: tuple[str | None, ...], owner: str | None, labels: LabelTables
) -> tuple[str | None, ...]:
    """A first column that numbers its rows, or prints whose each is, beside one that names them."""
    written = [words for cells in grid.rows if cells and (words := cells[0].text.strip())]
    if not written or not IDENTITY & set(names[1:]):
        return names
    told = {
        "professionals": labels.role,
        "people": lambda words: labels.kin(words) or _is_a_child(words),
    }.get(owner or "")
    if (
        names[0] in IDENTITY - {"forename", "surname"}
        and told is not None
        and sum(map(bool, map(told, written))) * 2 > len(written)
    ):
        return (None if _SAYS_WHO[owner or ""] in names else _SAYS_WHO[owner or ""], *names[1:])
    says = _SAYS_WHO.get(owner or "")
    if names[0] in (None, "line") and told is not None and says is not None and says not in names:
        return (says, *names[1:]) if sum(map(bool, map(told, written))) * 2 > len(written) else names
    if names[0] in IDENTITY and all(_NUMBERS_A_ROW.fullmatch(words) for words in written):
        return (None, *names[1:])
    if owner == "professionals" and names[0] == "agency" and "role" not in names:
        roles = sum(labels.role(words) is not None for words in written)
        return ("role", *names[1:]) if roles * 2 > len(written) else names
    return names


_RELATION: Final = re.compile(r"\brelation", re.IGNORECASE)


def _plainest(header: tuple[str, ...], names: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """ "Role | ... | Relationship to subject": of two columns for one tie, the one that says so."""
    said = [at for at, name in enumerate(names) if name == "relationship"]
    plain = [at for at in said if _RELATION.search(header[at])]
    if len(said) < 2 or len(plain) != 1:
        return names
    return tuple(None if at in said and at not in plain else name for at, name in enumerate(names))


#: The number of a row that nobody filled stands under the one before.
_NUMBERS_A_ROW: Final = re.compile(
    r"(?:(?:child|adult|person|no\.?|number)\s*)?\d{1,2}[.)]?(?:\n\d{1,2}[.)]?)*", re.IGNORECASE
)
_THE_CHILD: Final = re.compile(
    r"(?:the |this |referred |subject |index )?(?:child|subject|young person|self|yp)(?: (?:being )?referred)?(?: \d)?",
    re.IGNORECASE,
)
_UNBORN: Final = re.compile(r"(?:the )?un-?born(?: (?:child|baby|infant))?", re.IGNORECASE)
#: What a first column says of those whom another column names.
_SAYS_WHO: Final = {"professionals": "role", "people": "relationship"}


def _heads_another_column(first: str, names: tuple[str | None, ...]) -> bool:
    """ "Professional | Name | Tel": whether the first column is headed by whom the rows are, not by "name"."""
    return names[:1] == ("name",) and "name" in names[1:] and "name" not in first.casefold()


def _field(label: str, at: int, grid: Grid, section: str | None, labels: LabelTables) -> Field | None:
    found = labels.field(label, section) or _somebody(label, section, labels)
    if found is None:
        hints = (cells[at].hint for cells in grid.rows if at < len(cells))
        return next((item for hint in hints if hint and (item := field_of_hint(hint, section, labels))), None)
    return found


def _somebody(label: str, section: str | None, labels: LabelTables) -> Field | None:
    """A column headed by what its rows are ("Child", "Adult") holds their names."""
    opens = labels.heading(label) if label.strip() else None
    if opens is None or opens.section not in ROWS or opens.block or section not in (None, opens.section):
        return None
    return Field(opens.section, "name")


def _first_names_them(shown: list[str], names: list[str], labels: LabelTables) -> bool:
    """ "Who lives in the home | Relationship | PR": the first column of a table of people names them."""
    first = labels.field(shown[0], "people") if shown else None
    return bool(shown) and _names_nothing_else(first) and len(names) > 1 and bool(_TIES & set(names))


def _names_nothing_else(found: Field | None) -> bool:
    return found is None or kinds.is_list(found)


def _names_by_itself(label: str, owner: str, labels: LabelTables) -> bool:
    """ "Child's full name": a label that says whose names its column holds, wherever it stands."""
    found = labels.field(label)
    return found is not None and found.section == owner and found.name in IDENTITY and not found.preset


def _owner(grid: Grid, section: str | None, labels: LabelTables) -> str | None:
    """Whose rows these are: by what the columns ask, and the section where that leaves it open."""
    scores = {owner: _score(grid.header, owner, section, labels) for owner in ROWS}
    printed = _printed_in_first_column(grid, labels)
    if printed is not None and len(labels.fields_in(grid.header[1:], printed)) > 1:
        # "Social worker", "Police" down the first column: no list of children, whatever it stands in.
        return printed
    named = [
        owner
        for label in grid.header
        for owner in ("children", "people")
        if _names_by_itself(label, owner, labels)
    ]
    if named[:1] == ["children"] and "people" in named:
        return "children"  # "Child's name | DOB | Parent's name | Relationship": a child in each row
    best = max(scores, key=lambda owner: scores[owner])
    return best if scores[best] > 0 else None


def _printed_in_first_column(grid: Grid, labels: LabelTables) -> str | None:
    """Whose rows most begin with a role or a tie that forms print, where a name stands in another column."""
    headed = labels.field(grid.header[0], "children")
    if headed is not None and headed.name in ("forename", "surname"):
        return None  # "Partner" and "Brothers" are surnames there
    written = [words for cells in grid.rows if cells and (words := cells[0].text.strip())]
    roles = sum(labels.role(words) is not None for words in written)
    kin = sum(labels.kin(words) is not None or _is_a_child(words) for words in written)
    for owner, told in (("professionals", roles), ("people", kin)):
        named = any(item.name in IDENTITY for item in labels.fields_in(grid.header[1:], owner))
        if named and len(written) > 1 and told * 2 > len(written):
            # "Child 1", "Child 2" and nobody else number the children.
            return "children" if owner == "people" and all(map(_is_a_child, written)) else owner
    return None


def _score(header: tuple[str, ...], owner: str, section: str | None, labels: LabelTables) -> float:
    shown = [label for label in header if label.strip()]
    if owner == "people" and section == "children":
        shown = [label for label in shown if not _TO_AN_ADULT.search(label)]
    if owner == "professionals" and section == "people":
        shown = [
            label for label in shown if not _A_TIE.search(label)
        ]  # it is no role, below "Parent or carer"
    names = [item.name for item in labels.fields_in(shown, owner)]
    headed = False
    if not IDENTITY & set(names) and (first := _somebody(shown[0] if shown else "", owner, labels)):
        names.append(first.name)
        headed = True
    if owner == "people" and not IDENTITY & set(names) and _first_names_them(shown, names, labels):
        names.append("name")
    named = IDENTITY & set(names)
    if not named and not (
        owner == "professionals" and {"role", "agency"} & set(names) and section == owner and len(names) > 1
    ):
        return 0.0
    if section not in (None, owner, *ROWS):
        elsewhere = section in ("referrer", "signature", "call") and len(_PERSONAL & set(names)) < 2
        return 0.0 if elsewhere or len(names) < 3 else float(len(names))
    telling = (
        len(_TELLING[owner] & set(names))
        + headed
        + any(_names_by_itself(label, owner, labels) for label in shown)
    )
    if section != owner and (telling == 0 or (len(names) < 2)):
        return 0.0
    return len(set(names)) + telling * 0.6 + (1.5 if section == owner else 0.0)


def _is_a_child(words: str) -> bool:
    return _THE_CHILD.fullmatch(words.strip()) is not None


def is_unborn(relationship: Answer | None) -> Answer | None:
    """A yes, where a row of the family is told to be unborn and no more: it has a date to be born on."""
    if relationship is None or not _UNBORN.fullmatch(relationship.text.strip()):
        return None
    return replace(relationship, text="yes")


def is_the_child(relationship: Answer | None) -> bool:
    """Whether a row of the family is the child whom the form is about, and no relation of theirs."""
    return relationship is not None and _THE_CHILD.fullmatch(relationship.text.strip()) is not None
