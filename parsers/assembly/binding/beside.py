"""Names that stand beside words which ask for none: a role, a relation, a heading's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from parsers.assembly.binding.naming import (
    AN_AGENCY,
    NO_NUMBER,
    PART_OF_AN_AGENCY,
    SEVERAL_PARTS,
    Naming,
)
from parsers.assembly.binding.runs import is_name
from parsers.assembly.draft import Row, put
from parsers.assembly.people import (
    is_person_line,
    kin_in,
    names_a_role,
    names_an_establishment,
    person_of_line,
)
from parsers.assembly.pieces import Answer
from parsers.labels import ROWS, Field
from parsers.values import read_email, read_phone

#: "Name of health visitor", "Midwife's name", "Social worker & team": the role in them.
_NAME_OF: Final = re.compile(
    r"^(?:name of (?:the )?|named |allocated |current )|(?:['’]s)? (?:name|details)$|\s*(?:&|and) team$",
    re.IGNORECASE,
)
_IN_BRACKETS: Final = re.compile(r"\s*\([^()]*\)$")
_ROLES_APART: Final = re.compile(r"\s*/\s*|\s+or\s+|,\s*", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\+?[\d\s()./-]{9,24}")
_LONGEST_LINE: Final = 7  # words
_AN_AUTHORITY: Final = re.compile(r"\b(?:authority|agency|organisation|borough|council)\b", re.IGNORECASE)
_REACHES: Final = {
    "professionals": frozenset(["phone", "email", "agency", "contact"]),
    "people": frozenset(["phone", "relationship"]),
}
#: Words for a colleague that say nothing of what they do for the child.
_WHO_WRITES: Final = re.compile(
    r"(?:the )?(?:worker|practitioner|professional|clinician|officer|staff member)", re.IGNORECASE
)
_STAYS_UNNAMED: Final = re.compile(
    r"\b(?:want|wish|like|prefer|choose|ask)\b[^.]{0,20}\b(?:to )?(?:stay|remain|be|report) anonymous\b|\b(?:stay|remain) anonymous\W*$",
    re.IGNORECASE,
)
_DOES_NOT: Final = re.compile(r"\b(?:do|does|did|would) ?n[o'’]t\b|\bnot (?:want|wish|like)\b", re.IGNORECASE)


@dataclass(slots=True)
class Beside(Naming):
    """The binder's keeping of names that no question asked for."""

    # --- a professional named beside a role ----------------------------------------------

    def _names_a_professional(self, label: str, answer: Answer) -> bool:
        """ "Health visitor: Jane Bell": the role that a form prints, with a name beside it."""
        role = self._role_asked(label)
        parts = person_of_line(SEVERAL_PARTS.sub(", ", answer.text.strip()), "", "professionals", self.labels)
        if role is None or "name" not in parts or not is_name(replace(answer, text=parts["name"])):
            return False
        if self.where() == "referrer":
            # "Originating authority" over "Allocated social worker": whoever writes for it.
            if _AN_AUTHORITY.search(self.heading) and not self._knows_who_writes():
                put(self.draft.single, "referrer.name", replace(answer, text=parts["name"]))
            return _AN_AUTHORITY.search(self.heading) is not None
        if self.last is not None and self.last.path == "referrer.agency" and not self._knows_who_writes():
            return False  # "From authority" over "Social worker" may be who writes: nobody is told apart
        row = self.row_numbered("professionals", None)
        for name, text in {"role": role, **parts}.items():
            put(row.answers, name, replace(answer, text=text))
        self.aside, self.last = row, None
        return True

    def _knows_who_writes(self) -> bool:
        return "referrer.name" in self.draft.asked

    def reaches_the_professional(self, label: str, answer: Answer | None) -> bool:
        """A number right after a name that was asked by itself, or by its role, is that one's."""
        row, self.aside = self.aside, None
        if row is None or answer is None or self.where() == "referrer":
            return False
        found = self.labels.field(label, row.section)
        if found is None or found.section != row.section or found.name not in _REACHES[row.section]:
            return False
        put(row.answers, found.name, answer)
        self.aside = row
        return True

    def _role_asked(self, label: str) -> str | None:
        """The role that a label names, alone or with others in its stead, as it is printed."""
        whole = _IN_BRACKETS.sub("", label.strip(" :*"))
        for bare in (whole, _NAME_OF.sub("", whole).strip()):
            parts = [part.strip() for part in _ROLES_APART.split(bare) if part.strip()]
            if parts and all(self.labels.role(part) is not None for part in parts):
                return bare
        return None

    # --- a name beside words that ask for none -------------------------------------------

    def tells_who(self, label: str, answer: Answer) -> bool:
        """Whether an answer to an unknown question names somebody, or says that its writer stays unnamed."""
        return (
            self._names_a_colleague(label, answer)
            or self._names_a_professional(label, answer)
            or self._names_the_referrer(answer, label)
            or self._names_by_heading(label, answer)
            or self._names_kin(answer)
            or self.stays_unnamed(answer)
        )

    def _names_the_referrer(self, answer: Answer, label: str = "") -> bool:
        """ "Case manager: Ann Lee" where the referrer's questions begin, and none asked for a name."""
        role = names_a_role(label) and not self._knows_who_writes()
        begins = role or not self.draft.asked_of("referrer")
        if self.where() != "referrer" or not begins or not is_name(answer):
            return False
        if "referrer.name" not in self.draft.asked and "referrer.name" not in self.draft.single:
            self.pass_over_letterhead()
        put(self.draft.single, "referrer.name", answer)
        if role:
            # What they are, unless their job is asked after that.
            put(self.superseded, "referrer.role", replace(answer, text=label.strip(" :*")))
        self.last = None
        return True

    def _names_a_colleague(self, label: str, answer: Answer) -> bool:
        """ "Worker: Ann Lee", where nobody else is asked who writes: "Worker's email" follows."""
        writes = _WHO_WRITES.fullmatch(label.strip(" :")) is not None and is_name(answer)
        if not writes or not self._is_the_writers(Field("professionals", "name")):
            return False
        self.draft.asked.append("referrer.name")
        put(self.draft.single, "referrer.name", answer)
        return True

    def named_under_heading(self, answer: Answer) -> None:
        """ "Notifier" over "Callum Haddow": a name that stands first under the referrer's heading."""
        if self._tells_of_the_referrer(answer):
            return
        if not AN_AGENCY.search(answer.text) and not PART_OF_AN_AGENCY.search(answer.text):
            self._names_the_referrer(answer)

    def tells_of_block(self, row: Row, answer: Answer) -> None:
        """ "Mum" over "Kerry Vale" and "07700 900123", or over both in one line, right under their heading."""
        for line in answer.text.split("\n"):
            said = replace(answer, text=line.strip())
            if not row.asked and "name" not in row.answers and is_name(said):
                put(row.answers, "name", said)
            elif (
                not row.asked and "name" not in row.answers and is_person_line(line, self.labels, row.section)
            ):
                for name, text in person_of_line(line.strip(), "", row.section, self.labels).items():
                    put(row.answers, name, replace(answer, text=text))
            elif "name" in row.answers and "phone" not in row.asked and _NUMBER.fullmatch(said.text):
                put(row.answers, "phone", said)

    def _tells_of_the_referrer(self, answer: Answer) -> bool:
        """What stands in lines of their own under the referrer's name: the role, the agency, number and email."""
        if self.last is None or self.last.path != "referrer.name" or "referrer.name" not in self.draft.single:
            return False
        name = self._said_of_the_referrer(answer.text.strip())
        path = f"referrer.{name}"
        if name is None or path in self.draft.asked or path in self.draft.single:
            return False
        put(self.draft.single, path, answer)
        return True

    def _said_of_the_referrer(self, words: str) -> str | None:
        if read_email(words).value == words.casefold():
            return "email"
        if _NUMBER.fullmatch(words):
            return "phone" if read_phone(words).confidence > NO_NUMBER else None
        if len(words.split()) > _LONGEST_LINE or re.search(r"[\d.?!:@]", words) or not words[:1].isupper():
            return None
        if self.labels.role(words) is not None or names_a_role(words):
            return "role"
        named = AN_AGENCY.search(words) or "referrer.role" in self.draft.single
        return "agency" if named else None

    def names_the_household(self, found: Field, answer: Answer) -> bool:
        """ "Adults in the household: Ann Vale (mother), Tom Reed (step-father)"."""
        return found.path == "people.in_household" and self._names_kin(answer)

    def _names_kin(self, answer: Answer) -> bool:
        """ "Contact 1: Ann Vale (Mother) 07700 900123": somebody, and whose mother they are."""
        told = kin_in(answer.text, self.labels)
        if not told or not all(is_name(replace(answer, text=parts["name"])) for parts in told):
            return False
        if any(names_an_establishment(parts["name"]) for parts in told):
            return False  # "Conveyed to: Any Hospital (mother)"
        for parts in told:
            self.keep_person("people", parts, answer)
        return True

    def _names_by_heading(self, label: str, answer: Answer) -> bool:
        """ "Young person: Ann Lee", "Occupier: Tom Hughes": a heading's words with a name beside them."""
        opens = self.labels.heading(label)
        if opens is None or opens.section not in (*ROWS, "referrer"):
            return False
        if opens.section == "referrer" and "referrer.name" not in self.draft.single and not is_name(answer):
            return self._referrer_line(label, answer)  # "Referrer details: Ann Lee, Head, Any School"
        if not is_name(answer):
            return False
        found = Field(opens.section, "name", opens.number, opens.preset)
        answers = self.slot(found, label)
        if answers is not None:
            self.keep(answers, found, label, answer)
        self.last = found
        return True

    def stays_unnamed(self, answer: Answer) -> bool:
        """ "Do you want to give your name?": "No, I want to stay anonymous"."""
        if not _STAYS_UNNAMED.search(answer.text) or _DOES_NOT.search(answer.text):
            return False
        put(self.draft.single, "referrer.anonymous", replace(answer, text="yes"))
        return True
