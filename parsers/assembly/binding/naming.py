"""Answers that name people: one in each, several in one, or somebody with what they do."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from parsers.assembly import kinds
from parsers.assembly.binding.holders import asks_who_holds
from parsers.assembly.binding.place import Place
from parsers.assembly.binding.runs import is_name
from parsers.assembly.binding.waiting import OPENS_WITH_DATE
from parsers.assembly.binding.who_knows import PARENTS_INFORMED, is_of_concerns
from parsers.assembly.draft import IDENTITY, Row, put
from parsers.assembly.guidance import is_guidance, is_question
from parsers.assembly.people import is_yes_or_no, names_a_role, names_in, person_of_line, rank_and_name
from parsers.assembly.pieces import Answer, joined
from parsers.assembly.ticks import lists_kinds, tells_a_story
from parsers.labels import ROWS, Field
from parsers.names import is_courtesy_title
from parsers.options import options
from parsers.values import blank, read_date, read_email, read_phone, read_tri

_FLAT: Final = re.compile(r"\bflat\b", re.IGNORECASE)
_BARE_NUMBER: Final = re.compile(r"\s*\d{1,4}[A-Za-z]?\s*")
_SEVERAL_PARTS: Final = re.compile(r"\s*[,;|]\s*|\s+[-–—/]\s+|\s*\n\s*")
#: "Ann Lee (Health Visitor)", "Ann Lee ann.lee@any.example".
_BESIDE_A_NAME: Final = re.compile(r"\([^()]+\)\s*$|\s\S+@")
#: "Name of health visitor", "Midwife's name", "Social worker & team": the role in them.
_NAME_OF: Final = re.compile(
    r"^(?:name of (?:the )?|named |allocated |current )|(?:['’]s)? (?:name|details)$|\s*(?:&|and) team$",
    re.IGNORECASE,
)
_IN_BRACKETS: Final = re.compile(r"\s*\([^()]*\)$")
_ROLES_APART: Final = re.compile(r"\s*/\s*|\s+or\s+|,\s*", re.IGNORECASE)
_BORN: Final = frozenset(["dob", "dob_or_edd", "age_dob"])
_BETWEEN_DATES: Final = re.compile(r"\s*(?:[,;&\n]|\band\b)\s*", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\+?[\d\s()./-]{9,24}")
_LONGEST_LINE: Final = 7  # words
_AN_AUTHORITY: Final = re.compile(r"\b(?:authority|agency|organisation|borough|council)\b", re.IGNORECASE)
_REACHES: Final = {
    "professionals": frozenset(["phone", "email", "agency", "contact"]),
    "people": frozenset(["phone", "relationship"]),
}
#: "write it as on the birth certificate": a leaflet tells how to answer, and nobody is called so.
_TELLS_HOW: Final = re.compile(r"(?:[a-z]{1,12}\s+){4}[a-z]{1,12}\b")
_LONGEST_TITLE: Final = 60
_AN_OCCURRENCE: Final = re.compile(r"\b(?:occurrence|crime|niche)\b", re.IGNORECASE)
_PART_OF_AN_AGENCY: Final = re.compile(
    r"\b(?:team|unit|department|dept|station|ward|division|directorate|section|base|office)\b", re.IGNORECASE
)
_AN_AGENCY: Final = re.compile(
    r"\b(?:agency|organi[sz]ation|force|trust|service|employer|school|academy|nursery|college|primary|surgery|council|constabulary|police|setting|company|hospital|landlord)\b",
    re.IGNORECASE,
)
#: How sure the reading of a telephone number is at most, that is none: "Bleep 1443".
_NO_NUMBER: Final = 0.5
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
class Naming(Place):
    """The binder's keeping of answers, whoever they name.

    `agency_in_part` is true while the referrer's agency is known by its team or station only;
    `of_concerns` while the parents are known to have been told of the worry, and not of the referral.
    """

    agency_in_part: bool = False
    of_concerns: bool = False

    def keep(self, answers: dict[str, Answer], found: Field, label: str, answer: Answer) -> None:
        """Keep an answer, parted where it names several people or says several things of one."""
        if self._is_no_answer(found, answer):
            return
        if kinds.is_list(found):
            self.keep_people(found, label, answer)
        elif found.path == "concern.reason" and lists_kinds(answer.text, self.labels):
            # "What kind of harm are you worried about?" offers kinds, and asks no story.
            put(answers, "concern.types", answer)
        elif (
            found.path == "referrer.name"
            and (_SEVERAL_PARTS.search(answer.text) or _BESIDE_A_NAME.search(answer.text))
            and self._referrer_line(label, answer)
        ):
            pass
        elif (
            found.section in ("children", "people")
            and not found.preset
            and len(names := names_in(answer.text)) > 1
            and found.name in ("name", "name_dob")
        ):
            self._several(found.section, names, answer, answers)
        elif found.path == "call.request_type" and tells_a_story(answer.text):
            put(answers, "concern.reason", answer)  # "What are you referring for?" asked for the story
        elif found.path == "concern.types" and found.path in answers and tells_a_story(answer.text):
            # "Type of abuse" was ticked before; "Nature of concern" is then the concern itself.
            put(answers, "concern.reason", answer)
        else:
            self.give_way(answers, found, label, answer)
            name = found.name if found.section in ROWS else found.path
            if found.name == "address_first" and _FLAT.search(label) and _BARE_NUMBER.fullmatch(answer.text):
                answer = replace(answer, text=f"Flat {answer.text.strip()}")
            if found.name in ("address_first", "address_more") and name in answers:
                # Flat and house, or line two, town and county, are asked one by one.
                parts = [answers[name], answer]
                answers[name] = joined(parts[::-1] if _FLAT.search(label) else parts)
            elif kinds.is_narrative(found) and name in answers and kinds.is_continued(label):
                answers[name] = joined([answers[name], answer])
            elif answer.empty:
                put(answers, name, answer)
            elif kinds.is_tri(found) and name in answers and read_tri(answers[name].text).value is None:
                answers[name] = answer  # "Parents' views and knowledge: upset" was no yes and no no
            else:
                put(answers, name, answer)

    def keep_or_share(
        self, answers: dict[str, Answer] | None, found: Field, label: str, answer: Answer
    ) -> None:
        """Keep an answer in its place; one that tells of each child in turn has none of its own."""
        if answers is not None:
            self.keep(answers, found, label, answer)
        elif found.section == "children" and found.name in _BORN:
            self._share_out(found, answer)

    def _share_out(self, found: Field, answer: Answer) -> None:
        """ "Ann and Bo Lee", "Dates of birth: 01/02/2015 and 03/04/2016": as many as there are children."""
        rows = self.draft.rows["children"]
        said = [part for part in _BETWEEN_DATES.split(answer.text.strip()) if part.strip()]
        if len(said) != len(rows) or any(_BORN & set(row.asked) for row in rows):
            return
        if all(read_date(part).value is not None for part in said):
            for row, part in zip(rows, said, strict=True):
                put(row.answers, found.name, replace(answer, text=part.strip()))

    def _is_no_answer(self, found: Field, answer: Answer) -> bool:
        """Whether printed words stand where an answer goes that can be none to what was asked."""
        if found.name == "role":
            return is_courtesy_title(answer.text)
        if answer.filled:
            return False
        if found.path == "concern.reason":
            hint = is_question(answer.text) and is_guidance(answer.text)
            return hint or read_tri(answer.text).value is not None
        no_name = found.name in IDENTITY and (
            self._no_name(answer.text)
            or (found.name != "name_dob" and OPENS_WITH_DATE.match(answer.text) is not None)
        )
        return no_name or (found.name == "name" and self._asks_more(found, answer.text))

    def give_way(self, answers: dict[str, Answer], found: Field, label: str, answer: Answer) -> None:
        """What was kept gives way where the thing itself is asked: the force after the station, the direct
        line after a bleep, the story after "Nature of risk: Neglect".
        """
        kept = answers.get(found.path)
        if found.path == PARENTS_INFORMED:
            of_concerns, self.of_concerns = self.of_concerns, is_of_concerns(label)
            if of_concerns and not self.of_concerns and not answer.empty:
                answers.pop(found.path, None)  # that they were told of the worry says nothing of the referral
        elif found.path == "referrer.agency":
            part = _PART_OF_AN_AGENCY.search(label) is not None and not _AN_AGENCY.search(label)
            if self.agency_in_part and not part and not answer.empty:
                answers.pop(found.path, None)
            self.agency_in_part = part and (kept is None or kept.empty or self.agency_in_part)
        elif kept is not None and _is_bettered(found, label, kept, answer):
            answers.pop(found.path)
        elif found.path == "concern.reason" and kept is not None and tells_a_story(answer.text):
            if self.labels.concern_type(kept.text.strip()):
                put(answers, "concern.types", answers.pop(found.path))
            elif len(kept.text) <= _LONGEST_TITLE and not kept.text.rstrip().endswith((".", "!", '"')):
                self.draft.loose.append(answers.pop(found.path))  # what stood under a title alone

    def _no_name(self, text: str) -> bool:
        """Whether what stands where a name goes is another label, or an answer to something else."""
        words = text.strip().rstrip(":")
        if _TELLS_HOW.match(words):
            return True
        if is_yes_or_no(words, self.labels):
            return True
        if re.search("unborn", words, re.IGNORECASE):
            return False
        opens = self.labels.heading(words)
        if opens is not None and opens.block and opens.number is not None:
            return True  # "Child B" heads a block
        return (" " in words or words != text.strip()) and self.labels.printed(words)

    def _asks_more(self, found: Field, text: str) -> bool:
        """ "Full name | Relationship": the next column's label, and nobody's whole name."""
        asked = self.labels.field(text.strip(), found.section)
        return asked is not None and asked.section == found.section and asked.name != "name"

    def keep_people(self, found: Field, label: str, answer: Answer) -> None:
        """Keep an answer of which each line is a person."""
        lines = [line for line in answer.text.split("\n") if blank(line)]
        if not answer.filled and len(lines) == 1 and is_yes_or_no(lines[0], self.labels):
            return  # "Father: Y" tells of a right or a home, and nobody is called so
        if found.preset:
            row = self._asked_of_kin(found)
            for name, text in person_of_line(" ".join(lines), "", "people", self.labels).items():
                put(row.answers, name, replace(answer, text=text))
            return
        for line in lines:
            if is_guidance(line) and not answer.filled:
                continue
            self.keep_person(found.section, person_of_line(line, label, found.section, self.labels), answer)
        if len(lines) == 1 and found.section == "people" and self.draft.rows["people"]:
            self.aside = self.draft.rows["people"][-1]

    def _asked_of_kin(self, found: Field) -> Row:
        """The row at hand where it is the one that was asked about; else that kin's own."""
        row = self.row
        same = row.answers.get("relationship") if row is not None and row.section == "people" else None
        if (
            row is not None
            and same is not None
            and same.text == found.preset
            and row.asked[-1:] == [found.name]
        ):
            return row
        return self.kin_row(found)

    def _referrer_line(self, label: str, answer: Answer) -> bool:
        """ "Tom Hughes, Designated Safeguarding Lead, Oakham Primary" in one answer."""
        line = _SEVERAL_PARTS.sub(", ", answer.text.strip())
        ranked = rank_and_name(line)
        parts = person_of_line(ranked[1] if ranked else line, label, "professionals", self.labels)
        if "name" not in parts or not parts.keys() & {"role", "agency", "email"}:
            return False
        if ranked:
            parts["role"] = ranked[0]
        for name, text in parts.items():
            put(self.draft.single, f"referrer.{name}", replace(answer, text=text))
        return True

    def _several(self, section: str, names: list[str], answer: Answer, answers: dict[str, Answer]) -> None:
        """One answer that names several: the first has the row that was asked, the others their own."""
        first, *rest = (person_of_line(name, "", section, self.labels) for name in names)
        for field_name, text in first.items():
            put(answers, field_name, replace(answer, text=text))
        for parts in rest:
            self.keep_person(section, parts, answer)
        self.row = None

    def names_holders(self, found: Field, label: str, answer: Answer) -> bool:
        """ "Who has PR? Ann Lee (mother)": whoever is named there holds it."""
        names = names_in(answer.text) or [answer.text]
        if not asks_who_holds(found, label, names, self.draft.rows["people"]):
            return False
        if is_yes_or_no(answer.text, self.labels) or options(answer.text):
            return False
        named = [person_of_line(name, "", "people", self.labels) for name in names]
        if not all("name" in parts and is_name(replace(answer, text=parts["name"])) for parts in named):
            return False
        for parts in named:
            self.keep_person("people", {**parts, "parental_responsibility": "yes"}, answer)
        return True

    def keep_person(self, section: str, parts: dict[str, str], answer: Answer) -> None:
        """Keep somebody in a row of their own, where a line told anything."""
        if parts:
            row = Row(section, answers={name: replace(answer, text=text) for name, text in parts.items()})
            self.draft.rows[section].append(row)

    # --- a professional named beside a role ----------------------------------------------

    def _names_a_professional(self, label: str, answer: Answer) -> bool:
        """ "Health visitor: Jane Bell": the role that a form prints, with a name beside it."""
        role = self._role_asked(label)
        parts = person_of_line(
            _SEVERAL_PARTS.sub(", ", answer.text.strip()), "", "professionals", self.labels
        )
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
        put(self.draft.single, "referrer.name", answer)
        if role:
            put(self.draft.single, "referrer.role", replace(answer, text=label.strip(" :*")))
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
        if not _AN_AGENCY.search(answer.text) and not _PART_OF_AN_AGENCY.search(answer.text):
            self._names_the_referrer(answer)

    def tells_of_block(self, row: Row, answer: Answer) -> None:
        """ "Mum" over "Kerry Vale" and "07700 900123": a name and a number that stand first under their heading."""
        for line in answer.text.split("\n"):
            said = replace(answer, text=line.strip())
            if not row.asked and "name" not in row.answers and is_name(said):
                put(row.answers, "name", said)
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
            return "phone" if read_phone(words).confidence > _NO_NUMBER else None
        if len(words.split()) > _LONGEST_LINE or re.search(r"[\d.?!:@]", words) or not words[:1].isupper():
            return None
        if self.labels.role(words) is not None or names_a_role(words):
            return "role"
        named = _AN_AGENCY.search(words) or "referrer.role" in self.draft.single
        return "agency" if named else None

    def _names_kin(self, answer: Answer) -> bool:
        """ "Contact 1: Ann Vale (Mother) 07700 900123": somebody, and whose mother they are."""
        if len(answer.text) > _LONGEST_TITLE or "\n" in answer.text.strip():
            return False
        parts = person_of_line(answer.text, "", "people", self.labels)
        tie = parts.get("relationship")
        if tie is None or "name" not in parts or self.labels.kin(tie) is None:
            return False
        if not is_name(replace(answer, text=parts["name"])):
            return False
        self.keep_person("people", parts, answer)
        return True

    def _names_by_heading(self, label: str, answer: Answer) -> bool:
        """ "Young person: Ann Lee", "Occupier: Tom Hughes": a heading's words with a name beside them."""
        opens = self.labels.heading(label)
        if opens is None or opens.section not in (*ROWS, "referrer") or not is_name(answer):
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


def _is_bettered(found: Field, label: str, kept: Answer, answer: Answer) -> bool:
    """Whether an answer is what was asked for, and what was kept before it was not."""
    if found.path == "referrer.email":  # "Email: anonymous", as a system has it of its own
        return not read_email(kept.text).value and bool(read_email(answer.text).value)
    if found.path == "referrer.phone":
        return read_phone(kept.text).confidence <= _NO_NUMBER < read_phone(answer.text).confidence
    # "PPN reference" before "Occurrence no."
    return (
        found.path == "concern.police_reference" and not answer.empty and bool(_AN_OCCURRENCE.search(label))
    )
