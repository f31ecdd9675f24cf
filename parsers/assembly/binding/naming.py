"""Answers that name people: one in each, several in one, or somebody with what they do."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from parsers.assembly import kinds
from parsers.assembly.binding.holders import asks_who_holds, may_ask_who_holds
from parsers.assembly.binding.runs import is_name
from parsers.assembly.binding.slots import Slots
from parsers.assembly.binding.waiting import OPENS_WITH_DATE
from parsers.assembly.binding.who_knows import PARENTS_INFORMED, is_of_concerns
from parsers.assembly.draft import IDENTITY, Row, put
from parsers.assembly.guidance import is_guidance, is_question
from parsers.assembly.people import is_yes_or_no, names_in, people_in, person_of_line, rank_and_name
from parsers.assembly.pieces import Answer, Ask, joined
from parsers.assembly.tables.marks import is_tick
from parsers.assembly.ticks import lists_kinds, options_asked, tells_a_story
from parsers.labels import ROWS, Field
from parsers.names import is_courtesy_title
from parsers.options import options
from parsers.values import blank, read_date, read_email, read_phone, read_postcode, read_tri

_FLAT: Final = re.compile(r"\bflat\b", re.IGNORECASE)
_BARE_NUMBER: Final = re.compile(r"\s*\d{1,4}[A-Za-z]?\s*")
SEVERAL_PARTS: Final = re.compile(r"\s*[,;|]\s*|\s+[-–—/]\s+|\s*\n\s*")
#: "Ann Lee (Health Visitor)", "Ann Lee ann.lee@any.example".
#: "Email we can reply to", below the address that a system had of its own.
_TO_ANSWER: Final = re.compile(r"\b(?:reply|respond|reach you|contact you|get back to)\b", re.IGNORECASE)
_ASKED_OF_US: Final = re.compile(r"\b(?:asking (?:us )?for|request(?:ing|ed)?)\b", re.IGNORECASE)
#: "Name and relationship to child" asks for one, of whom the next questions ask more; "Names of adults" for all.
_OF_ONE: Final = re.compile(r"\W*(?:full )?name\b(?! of (?:all|any|other))", re.IGNORECASE)
_BESIDE_A_NAME: Final = re.compile(r"\([^()]+\)\s*$|\s\S+@")
_BORN: Final = frozenset(["dob", "dob_or_edd", "age_dob"])
_BETWEEN_DATES: Final = re.compile(r"\s*(?:[,;&\n]|\band\b)\s*", re.IGNORECASE)
#: "write it as on the birth certificate": a leaflet tells how to answer, and nobody is called so.
_TELLS_HOW: Final = re.compile(r"(?:[a-z]{1,12}\s+){4}[a-z]{1,12}\b")
LONGEST_TITLE: Final = 60
_AN_OCCURRENCE: Final = re.compile(r"\b(?:occurrence|crime|niche)\b", re.IGNORECASE)
_ASKS_WHERE: Final = re.compile(r"\W*(?:local )?(?:office|branch)\W*", re.IGNORECASE)
_LONGEST_PLACE: Final = 2  # words
PART_OF_AN_AGENCY: Final = re.compile(
    r"\b(?:team|unit|department|dept|station|ward|division|directorate|section|base|office)\b", re.IGNORECASE
)
AN_AGENCY: Final = re.compile(
    r"\b(?:agency|organi[sz]ation|force|trust|service|employer|school|academy|nursery|college|primary|surgery|council|constabulary|police|setting|company|hospital|landlord)\b",
    re.IGNORECASE,
)
#: How sure the reading of a telephone number is at most, that is none: "Bleep 1443".
NO_NUMBER: Final = 0.5


#: "Hexby PO1 2ZZ", and more behind it in another sentence.
_ENDS_IN_A_POSTCODE: Final = re.compile(
    r"((?:[^.@]*\s)?[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2})(?:\.?$|[.;\s]\s*\D)"
)
_HALF: Final = 0.5


@dataclass(slots=True)
class Naming(Slots):
    """The binder's keeping of answers, whoever they name.

    `agency_in_part` is true while the referrer's agency is known by its team or station only;
    `of_concerns` while the parents are known to have been told of the worry, and not of the referral.
    """

    agency_in_part: bool = False
    of_concerns: bool = False

    def keep(self, answers: dict[str, Answer], found: Field, label: str, answer: Answer) -> None:
        """Keep an answer, parted where it names several people or says several things of one."""
        if self._is_no_answer(found, answer) or _is_where_only(found, label, answer):
            return
        if kinds.is_list(found):
            self.keep_people(found, label, answer)
        elif self.keep_kinds(answers, found, label, answer) or (
            found.path == "referrer.name"
            and (SEVERAL_PARTS.search(answer.text) or _BESIDE_A_NAME.search(answer.text))
            and self._referrer_line(label, answer)
        ):
            pass
        elif (
            found.section in ("children", "people")
            and not found.preset
            and found.name in ("name", "name_dob")
            and len(names := self._named(found.section, answer.text)) > 1
        ):
            self._several(found.section, names, answer, answers)
        elif _is_the_story(found, answers, answer):
            put(answers, "concern.reason", answer)
        else:
            self.give_way(answers, found, label, answer)
            name = _place(answers, found, answer)
            if found.name == "address_first" and _is_of_a_flat(label) and _BARE_NUMBER.fullmatch(answer.text):
                answer = replace(answer, text=f"Flat {answer.text.strip()}")
            if found.name in kinds.LINES_OF_AN_ADDRESS and name in answers:
                # Flat and house, or line two, town and county, are asked one by one.
                parts = [answers[name], answer]
                answers[name] = joined(parts[::-1] if _is_of_a_flat(label) else parts)
            elif kinds.is_narrative(found) and name in answers and kinds.is_continued(label):
                answers[name] = joined([answers[name], answer])
            elif answer.empty:
                put(answers, name, answer)
            elif kinds.is_tri(found) and name in answers and read_tri(answers[name].text).value is None:
                answers[name] = answer  # "Parents' views and knowledge: upset" was no yes and no no
            else:
                put(answers, name, answer)

    def keep_kinds(self, answers: dict[str, Answer], found: Field, label: str, answer: Answer) -> bool:
        """Keep kinds to choose from where a story or a wish was asked; whether they are that."""
        if is_kind_of_request(found, label, answer):
            put(self.draft.single, "call.request_type", answer)
            return True
        # "What kind of harm are you worried about?" offers kinds, and asks no story.
        if found.path != "concern.reason" or not lists_kinds(answer.text, self.labels):
            return False
        put(answers, "concern.types", answer)
        return True

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

    def is_an_option(self, ask: Ask) -> bool:
        """ "☐ Going missing" over "☒ Radicalisation": kinds to tick, and no question of how often."""
        offered = options_asked(ask.label, ask.answer)
        self.draft.ticked += [Answer(label) for label, on in offered if on and label]
        return bool(offered)

    def ticked_type(self, ask: Ask) -> bool:
        """ "Neglect | ☒": a kind of concern with a box, or a yes, of its own."""
        if ask.answer is None or not self.labels.concern_type(ask.label):
            return False
        if read_tri(ask.answer.text).value == "yes" or is_tick(ask.answer.text):
            self.draft.ticked.append(replace(ask.answer, text=ask.label))
        return True

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
            part = PART_OF_AN_AGENCY.search(label) is not None and not AN_AGENCY.search(label)
            if self.agency_in_part and not part and not answer.empty:
                answers.pop(found.path, None)
            self.agency_in_part = part and (kept is None or kept.empty or self.agency_in_part)
        elif kept is not None and _is_bettered(found, label, kept, answer):
            answers.pop(found.path)
        elif found.path == "concern.reason" and kept is not None and tells_a_story(answer.text):
            if self.labels.concern_type(kept.text.strip()):
                put(answers, "concern.types", answers.pop(found.path))
            elif len(kept.text) <= LONGEST_TITLE and not kept.text.rstrip().endswith((".", "!", '"')):
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
        told = [one for line in lines for one in people_in(line, found.section, self.labels)]
        for line in told:
            if is_guidance(line) and not answer.filled:
                continue
            self.keep_person(found.section, person_of_line(line, label, found.section, self.labels), answer)
        if len(told) == 1 and found.section == "people" and self.draft.rows["people"]:
            self.aside = self.draft.rows["people"][-1]
            if _OF_ONE.match(label):
                self.row = self.aside

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
        line = SEVERAL_PARTS.sub(", ", answer.text.strip())
        ranked = rank_and_name(line)
        parts = person_of_line(ranked[1] if ranked else line, label, "professionals", self.labels)
        if "name" not in parts or not parts.keys() & {"role", "agency", "email"}:
            return False
        if ranked:
            parts["role"] = ranked[0]
        if "address" not in parts and (works_at := _address_behind(line, parts)):
            parts["address"] = works_at
        for name, text in parts.items():
            put(self.draft.single, f"referrer.{name}", replace(answer, text=text))
        return True

    def _named(self, section: str, text: str) -> list[str]:
        """The people whom an answer names, each with what is said of them; none where it names one alone."""
        return names_in(text) or (people_in(text, section, self.labels) if "\n" not in text else [])

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
        if not may_ask_who_holds(found, label):
            return False  # before its names are told apart, which takes longest
        names = names_in(answer.text) or people_in(answer.text, "people", self.labels)
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


def _address_behind(line: str, parts: dict[str, str]) -> str:
    """What stands from behind the agency, or the role, up to a postcode; empty where no postcode does."""
    told = parts.get("agency") or parts.get("role") or ""
    _, known, behind = line.partition(told) if told else ("", "", "")
    pieces = [piece.strip() for piece in behind.split(",") if piece.strip(" .")] if known else []
    last = next((at for at, piece in enumerate(pieces) if _ENDS_IN_A_POSTCODE.match(piece)), None)
    if last is None:
        return ""
    ends = _ENDS_IN_A_POSTCODE.match(pieces[last])
    address = [*pieces[:last], ends[1] if ends else ""]
    phones = [found for piece in address if (found := read_phone(piece)).value is not None]
    return "" if any(found.confidence > _HALF for found in phones) else ", ".join(address)


def _is_of_a_flat(label: str) -> bool:
    """ "Flat no." asks for a flat's number; "House/flat number" for either's."""
    return _FLAT.search(label) is not None and "house" not in label.casefold()


def _is_bettered(found: Field, label: str, kept: Answer, answer: Answer) -> bool:
    """Whether an answer is what was asked for, and what was kept before it was not."""
    if found.path == "referrer.email":  # "Email: anonymous", as a system has it of its own
        better = not read_email(kept.text).value or _TO_ANSWER.search(label) is not None
        return better and bool(read_email(answer.text).value)
    if found.path == "referrer.phone":
        return read_phone(kept.text).confidence <= NO_NUMBER < read_phone(answer.text).confidence
    # "PPN reference" before "Occurrence no."
    return (
        found.path == "concern.police_reference" and not answer.empty and bool(_AN_OCCURRENCE.search(label))
    )


def _place(answers: dict[str, Answer], found: Field, answer: Answer) -> str:
    """The name that an answer is kept under: "Primary address postcode" has the key of "... and postcode"."""
    name = found.name if found.section in ROWS else found.path
    if found.name == "phone" and name in answers and _is_email_alone(answer.text):
        return f"{name.removesuffix('phone')}email"  # "How can we reach you?" asked twice
    own = found.name == "address" and name in answers and _is_postcode(answer.text)
    return f"{name.removesuffix('address')}postcode" if own else name


def is_kind_of_request(found: Field, label: str, answer: Answer) -> bool:
    """ "What are you asking for? ☐ Advice ☒ Early help": boxes to tick are kinds of request, and no wish told."""
    return (
        found.path == "concern.desired_outcome"
        and _ASKED_OF_US.search(label) is not None
        and len(options(answer.text)) > 1
    )


def _is_email_alone(words: str) -> bool:
    return "@" in words and len(words.split()) == 1 and read_email(words).value is not None


def _is_where_only(found: Field, label: str, answer: Answer) -> bool:
    """ "Office: Anytown": where somebody sits, and not whom they work for."""
    place = found.path == "referrer.agency" and _ASKS_WHERE.fullmatch(label) is not None
    return place and len(answer.text.split()) <= _LONGEST_PLACE and not AN_AGENCY.search(answer.text)


def _is_postcode(text: str) -> bool:
    """Whether a postcode is all that an answer holds."""
    told = read_postcode(text).value
    return told is not None and told.replace(" ", "") == "".join(text.split()).upper()


def _is_the_story(found: Field, answers: dict[str, Answer], answer: Answer) -> bool:
    """Whether kinds were ticked before "Nature of concern" asks for the story, or "What are you referring for?" does."""
    asked = found.path == "call.request_type" or (found.path == "concern.types" and found.path in answers)
    return asked and tells_a_story(answer.text)
