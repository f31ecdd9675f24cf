"""Where the answer to a question goes: to the referrer or the call, to the row at hand or to all the children.

What was taken for the referrer's gives way where a heading of their own asks who they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from parsers.assembly import kinds
from parsers.assembly.binding.place import Place
from parsers.assembly.draft import IDENTITY, Draft, Row, put
from parsers.assembly.pieces import Answer
from parsers.labels import ROWS, Field

_OF_A_LETTERHEAD: Final = frozenset(["referrer.phone", "referrer.email"])
#: Who wrote a worry down, and may have left it to another to send it on.
_ONLY_RECORDS: Final = re.compile(
    r"\b(?:added|logged|recorded|entered|created|raised|noticed|concern reported) by\b", re.IGNORECASE
)
_FAMILY_NAME: Final = re.compile(r"\bfamily\s+names?\b", re.IGNORECASE)
_FOR_ALL: Final = re.compile(r"\b(?:children|family|all|siblings)\b|child\(ren\)", re.IGNORECASE)


@dataclass(slots=True)
class Slots(Place):
    """The binder's way from what is asked to the answers that it belongs among."""

    def slot(self, found: Field, label: str = "") -> dict[str, Answer] | None:
        """The answers that a field's own belongs to; `None` where it is nobody's."""
        if found.section not in ROWS:
            self.draft.asked.append(found.path)
            self._note_whose(found, label)
            if found.path == "referrer.name" and self.section != "referrer":
                self.implied, self.row = "referrer", None
            return self.draft.single
        if kinds.is_list(found) and not found.preset:
            if found.section == "children" and self.section not in (*ROWS, "referrer"):
                self.implied, self.row = "children", None
            return self.draft.shared
        if (
            self.implied == "referrer"
            and self.section is not None
            and (found.name in IDENTITY or found.preset)
        ):
            self.implied = None
        everybodys = found.section == "children" and self._is_everybodys(found, label)
        row = None if everybodys else self._row_for(found)
        if row is None:
            return self.draft.shared if found.section == "children" and found.name in kinds.COMMON else None
        row.asked.append(found.name)
        if found.section == "people" and found.name in IDENTITY and label and label not in row.under:
            row.under = f"{row.under} {label}".strip()  # "Victim's name" tells whose address "as victim" is
        return row.answers

    def _note_whose(self, found: Field, label: str) -> None:
        """A name under the referrer's own heading is theirs: an earlier one, told by its questions, is another's.

        "Reporting officer" by itself asks who writes: who is named after them ("Informant") is another.
        """
        if found.section == "referrer" and self.section != "referrer":
            self._pass_over_letterhead(found)
            if found.path == "referrer.name":
                self._note_who_recorded(label)
                self.surely_named |= self.labels.field(label) == found and not self.only_recorded
            if not self.surely_named:
                self.guessed.append(found.path)
        elif found.path == "referrer.name" and self.guessed:
            self._supersede()

    def _note_who_recorded(self, label: str) -> None:
        """ "Concern raised by" names a colleague, where "Shared with MASH by" asks for another after that."""
        recorded = _ONLY_RECORDS.search(label) is not None
        if self.only_recorded and not recorded:
            self._supersede()
        self.only_recorded = recorded and (self.only_recorded or self.draft.asked.count("referrer.name") == 1)

    def _supersede(self) -> None:
        """Set aside what was taken for the referrer's: their own heading or question names them."""
        if "referrer.name" not in self.draft.single:
            self.pass_over_letterhead()
        paths = [*self.guessed, *(["referrer.role", "referrer.agency"] if self.only_recorded else [])]
        taken = {path: self.draft.single.pop(path, None) for path in paths}
        self.superseded |= {path: answer for path, answer in taken.items() if answer is not None}
        self.guessed.clear()

    def _pass_over_letterhead(self, found: Field) -> None:
        """A number or an email that stood before anybody was asked who writes gives way to one asked after that."""
        if found.path == "referrer.name" and self.draft.asked.count(found.path) == 1:
            self.pass_over_letterhead()

    def pass_over_letterhead(self) -> None:
        """Set aside how to reach somebody whom nothing named: a letterhead's, where the form asks for more."""
        for path in _OF_A_LETTERHEAD & set(self.guessed) & self.draft.single.keys():
            self.letterhead[path] = self.draft.single.pop(path)
            self.asked_before = len(self.draft.asked)

    def finished(self) -> Draft:
        """The draft; where the referrer's own heading names nobody else, with what was told of them before it."""
        # A number and an email together are a letterhead's; an email alone may be the sender's own.
        if self.letterhead.keys().isdisjoint(self.draft.asked[self.asked_before :]):
            self.superseded |= self.letterhead
        own, earlier = (part.get("referrer.name") for part in (self.draft.single, self.superseded))
        if own is None or earlier is None or own.empty or _is_same(own, earlier):
            for path, answer in self.superseded.items():
                put(self.draft.single, path, answer)
        else:
            self.draft.warnings.append(f"taken for no referrer: {earlier.text.strip()}")
        return self.draft

    def _is_everybodys(self, found: Field, label: str) -> bool:
        """Whether a label asks once for all the children: before they are named, or after several were."""
        rows = self.draft.rows["children"]
        if found.name == "postcode" and self.shares_address:
            return True
        self.shares_address = found.name in kinds.OF_A_HOME and self._is_asked_after_all(rows)
        if self.shares_address:
            return True
        # "Surname / Family name" is a child's own, "Family surname" that of them all.
        words = _FAMILY_NAME.sub(" ", label) if found.name == "surname" else label
        if found.name not in kinds.COMMON or len(rows) == 1 or _FOR_ALL.search(words) is None:
            return False
        if rows and found.name in rows[0].asked and self.row in rows[1:] and found.name not in self.row.asked:
            return False  # "Family GP" in the block of each child
        self.shares_address = found.name == "address"
        return True

    @staticmethod
    def _is_asked_after_all(rows: list[Row]) -> bool:
        """Whether several children were asked about one after another, and nobody's address was."""
        return len(rows) > 1 and not any({"address", "postcode"} & set(row.asked) for row in rows)

    def _row_for(self, found: Field) -> Row | None:
        if found.preset:
            return self.kin_row(found)
        if found.number is not None:
            self.row = self.row_numbered(found.section, found.number)
            return self.row
        if self.row is not None and self.row.section == found.section:
            if self.row.begins_again(found.name):
                self.row = self.row_numbered(found.section, None)
            return self.row
        if found.name in IDENTITY:
            return self._identified(found)
        rows = self.draft.rows[found.section]
        if found.section == "children":
            return self._child_row(found, rows)
        if self.where() == found.section:
            if found.path == "people.phone" and self._is_below_the_home():
                return None  # below the address of them all a number is that home's
            self.row = self.row_numbered(found.section, None)
            return self.row
        # "Parent contact no." after the one parent was named.
        return rows[0] if found.section == "people" and len(rows) == 1 else None

    def _identified(self, found: Field) -> Row:
        """The row that a name opens; away from its section the labels that follow are its own."""
        rows = self.draft.rows[found.section]
        if (
            self.where() != found.section
            and found.section == "children"
            and rows
            and not rows[-1].begins_again(found.name)
        ):
            self.row = rows[-1]
        else:
            self.row = self.row_numbered(found.section, None)
        if self.section is None:
            self.implied = found.section
        return self.row

    def _child_row(self, found: Field, rows: list[Row]) -> Row | None:
        if found.name in kinds.COMMON:
            return None
        if not rows and found.name == "edd":
            # Asked among the mother's details: the child is the one expected.
            return self.row_numbered("children", None)
        if not rows and self.where() == "children":
            self.row = self.row_numbered("children", None)
            return self.row
        return rows[-1] if len(rows) == 1 else None

    def kin_row(self, found: Field) -> Row:
        """The row of the person whom a label names by kin."""
        for row in self.draft.rows["people"]:
            same = row.answers.get("relationship")
            if same is not None and same.text == found.preset and not row.begins_again(found.name):
                self.row = row
                return row
        self.row = self.row_numbered("people", None)
        put(self.row.answers, "relationship", Answer(found.preset or ""))
        return self.row

    def row_numbered(self, section: str, number: int | None, *, block: bool = False) -> Row:
        """The row of that number, or a new one."""
        rows = self.draft.rows[section]
        if number is not None:
            for row in rows:
                if row.number == number and not (block and row.asked):
                    return row
        row = Row(section, number, block, under=self.heading)
        rows.append(row)
        return row


def _is_same(one: Answer, other: Answer) -> bool:
    """Whether two names may be one person's."""
    names, others = (set(answer.text.casefold().split()) for answer in (one, other))
    return names <= others or others <= names
