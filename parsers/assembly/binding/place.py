"""Where in a form the binder stands, and what a label asks there.

A question belongs to a section by its words, by the heading above it or by the questions
around it; in a section of rows, to the row at hand or to one of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from parsers.assembly import kinds
from parsers.assembly.draft import Draft, Row
from parsers.assembly.pieces import Answer, Head
from parsers.labels import IGNORED, ROWS, Field, Heading, LabelTables

#: What is asked of a professional and of who refers.
_OF_A_WRITER: Final = frozenset(
    ["name", "forename", "surname", "role", "agency", "phone", "email", "contact"]
)
#: What is asked of a child and of no parent.
_OF_A_CHILD: Final = frozenset(["children.school", "children.gp", "children.upn", "children.nhs_number"])
_A_PART_OF_A_NAME: Final = frozenset(["referrer.forename", "referrer.surname"])
_THE_FAMILY: Final = re.compile(
    r"(?:\W*(?:section |part )?\w{1,2}[.:)\s]\s*)?(?:the |about the )?(?:family|home|household)(?: home| address| details)?",
    re.IGNORECASE,
)
_OF_A_HOME: Final = re.compile(r"\b(?:home|family|household)\b", re.IGNORECASE)


@dataclass(slots=True)
class Place:
    """Where the binder stands: the section, the row at hand, and the field asked last.

    `implied` is a section that no heading opened: the questions themselves told it.
    """

    labels: LabelTables
    draft: Draft = field(default_factory=Draft)
    section: str | None = None
    implied: str | None = None
    row: Row | None = None
    last: Field | None = None
    writer_is_practitioner: bool = False
    astray: bool = False
    shares_address: bool = False
    """Whether the address asked last is that of all the children."""
    heading: str = ""
    aside: Row | None = None
    """Who was named last in a line of their own, or beside a role that the form prints."""
    guessed: list[str] = field(default_factory=list)
    surely_named: bool = False
    only_recorded: bool = False
    """Whether the referrer was asked for so far only as who wrote the worry down."""
    letterhead: dict[str, Answer] = field(default_factory=dict)
    asked_before: int = 0
    superseded: dict[str, Answer] = field(default_factory=dict)
    """What was taken for the referrer's before their own heading asked who they are."""

    def where(self) -> str | None:
        """The section that labels stand in: the heading's, else what the questions told."""
        return self.section or self.implied

    def field_of(self, label: str) -> Field | None:
        """What a label asks where it stands."""
        found = self._field_here(label)
        if found is not None and self._is_the_writers(found):
            return Field("referrer", found.name)
        return found

    def _is_the_writers(self, found: Field) -> bool:
        """Whether "Practitioner name" asks for who refers: no heading speaks of other professionals,
        and nobody was asked who refers in other words."""
        if found.section != "professionals" or found.number is not None or found.name not in _OF_A_WRITER:
            return False
        if self.section == "professionals" or self.implied == "professionals":
            return False
        asked = self.draft.asked
        if f"referrer.{found.name}" in asked or self.draft.rows["professionals"]:
            return False
        # "Worker's telephone" after who refers was asked, and before anybody else was.
        goes_on = "referrer.name" in asked and self.where() in (None, "referrer", "call")
        return self.writer_is_practitioner or goes_on or self._names_the_writer(found)

    def _names_the_writer(self, found: Field) -> bool:
        self.writer_is_practitioner = (
            found.name in ("name", "forename") and "referrer.name" not in self.draft.asked
        )
        return self.writer_is_practitioner

    def _field_here(self, label: str) -> Field | None:
        found = self.labels.field(label, self.where(), self.last)
        if found is not None and found.path in _A_PART_OF_A_NAME and self._is_named_whole():
            # "First name" below the referrer's answers, with no title between, begins the child's.
            own = self.labels.field(label, "children", self.last)
            return own if own is not None and own.section == "children" else found
        if (found is None or found.ignored) and self.last is not None and self.last.path == "call.call_date":
            # "Time" right after the day on which they rang.
            clock = self.labels.field(label, "call", self.last)
            found = clock if clock is not None and clock.path == "call.call_time" else found
        if self.implied == "referrer" and self.section in ("people", "professionals"):
            own = self.labels.field(label, "referrer", self.last)
            theirs = own is not None and (
                own.section == "referrer" or (own.section == "call" and (found is None or found.ignored))
            )
            return own if theirs else found
        if self.section is None and self.implied == "people" and (found is None or found.ignored):
            return self._field_of_child_before(label, found)
        if (own := self._of_whom_was_named(label, found)) is not None:
            return own
        if self.implied and self.implied != self.section and (found is None or found.ignored):
            other = self.labels.field(label, self.implied, self.last)
            return other or found
        if self.implied == "referrer" and found is not None and found.path == "call.request_type":
            # "Contact" after who refers is how to reach them, and no kind of contact.
            return self.labels.field(label, "referrer", self.last) or found
        if (
            found is not None
            and found.ignored
            and found.section != "referrer"
            and self.last is not None
            and self.last.section == "referrer"
        ):
            # "Date" after how to reach the referrer is the form's, whatever section it stands in.
            return self.labels.field(label, "referrer", self.last) or found
        if self.row is not None and self.row.section in ROWS and self.row.section != self.where():
            return self._field_of_switched_row(label, found)
        return found

    def _is_named_whole(self) -> bool:
        """Whether who refers has given their whole name: nobody is asked for its parts after that."""
        given = self.draft.single.get("referrer.name")
        return given is not None and len(given.text.split()) > 1

    def _of_whom_was_named(self, label: str, found: Field | None) -> Field | None:
        """ "Mother: Ann Vale   Tel: ...": what nobody else is asked is that of whom a line has just named."""
        if (found is not None and not found.ignored) or self.row is None or self.last is None:
            return None
        if self.row.section != "people" or self.last.section != "people":
            return None
        own = self.labels.field(label, "people", self.last)
        return own if own is not None and own.section == "people" and not own.ignored else None

    def _field_of_child_before(self, label: str, found: Field | None) -> Field | None:
        """After a parent's name and number, a "School" or a "GP" is that of the one child before them."""
        rows = self.draft.rows["children"]
        own = self.labels.field(label, "children", self.last)
        if own is None or own.path not in _OF_A_CHILD or len(rows) != 1 or own.name in rows[0].asked:
            return self.labels.field(label, self.implied, self.last) or found
        self.row = rows[0]
        return own

    def _field_of_switched_row(self, label: str, found: Field | None) -> Field | None:
        """Inside the children's section, after "Mother's name", a second "Address" is hers."""
        assert self.row is not None
        if (
            found is not None
            and found.section == self.section
            and not found.ignored
            # Under the referrer's or the family's heading too, what follows a child's name is the child's.
            and not (self.row.section == "children" and self.section in ("referrer", "people"))
        ):
            asked = self.draft.rows["children"][-1].asked if self.draft.rows["children"] else []
            if found.name not in asked and found.name not in self.draft.shared:
                return found
        if found is not None and found.path == "children.school" and self.row.section == "people":
            return found  # nobody asks for a parent's
        own = self.labels.field(label, self.row.section, self.last)
        if own is not None and own.ignored and found is not None and found.path == "children.gp":
            return self._field_of_child_before(label, own) if self.section is None else own
        return own or found

    def of_the_home(self, found: Field, label: str = "") -> Field:
        """Under "Family", before anybody is named or after all were, an address is where the children live."""
        if found.path == "people.address" and (self._is_of_them_all(label) or self._is_still_to_ask(label)):
            return replace(found, section="children")
        if (
            found.section == "people"
            and found.name in kinds.OF_A_HOME
            and self.section == "people"
            and self.row is None
            and not found.preset
            and _THE_FAMILY.fullmatch(self.heading.strip(" :.")) is not None
        ):
            return replace(found, section="children")
        return found

    def _is_of_them_all(self, label: str) -> bool:
        """ "Home address" below a list of the family in which nobody's own was asked."""
        family = [row for rows in ("children", "people") for row in self.draft.rows[rows]]
        return (
            self.row is None
            and len(family) > 1
            and bool(self.draft.rows["children"])
            and not any({"address", "postcode"} & set(row.asked) for row in family)
            and _OF_A_HOME.search(f"{label} {self.heading}") is not None
        )

    def _is_still_to_ask(self, label: str) -> bool:
        """ "Home address" after "Parents' names", which no heading parts from the child's: the child's was not asked yet."""
        asked = {name for row in self.draft.rows["children"] for name in row.asked} | self.draft.shared.keys()
        return (
            self.section is None
            and self.implied == "people"
            and len(self.draft.rows["children"]) == 1
            and not {"address", "address_first", "postcode"} & asked
            and _OF_A_HOME.search(label) is not None
        )

    def _is_below_the_home(self) -> bool:
        asked = self.draft.shared.keys() & kinds.OF_A_HOME
        return bool(asked) and self.row is None and len(self.draft.rows["people"]) > 1

    def beside_its_address(self, found: Field) -> Field:
        """A postcode that follows an address is that address's, be it one that nobody wants."""
        if found.name == "postcode" and self.astray:
            return replace(found, name=IGNORED)
        if found.name == "postcode" and self.last is not None and self.last.name == "address":
            return replace(self.last, name="postcode")
        return found

    def asks_of_the_same(self, head: Head, opens: Heading) -> bool:
        """Whether a heading is a question about who is told of already: every label may be set as one."""
        if opens.block or self.row is None or self.row.section != opens.section:
            return False
        asked = self.labels.field(head.text, opens.section)
        return asked is not None and asked.section == opens.section and not self.row.begins_again(asked.name)
