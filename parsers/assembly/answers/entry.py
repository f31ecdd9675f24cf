"""One record being read: its answers, and the fields that they fill, with their sources."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

from parsers.assembly.answers.doubt import is_cut, is_doubtful, is_printed, without_misread_postcode
from parsers.assembly.people import names_a_role, rank_and_name
from parsers.assembly.pieces import Answer
from parsers.confusions import how_sure, settled
from parsers.form import Found
from parsers.labels import Hub
from parsers.offered import offered
from parsers.options import chosen, options
from parsers.values import (
    Value,
    blank,
    narrative,
    read_age,
    read_date,
    read_email,
    read_gender,
    read_phone,
    read_postcode,
    read_tri,
    split_address,
)

#: What is written in the place of an answer by whoever has none.
NOTHING: Final = re.compile(
    r"(?:n\s*/?\s*a|n\.a\.?|not applicable|none|nil|unknown|not known|n/?k|t\.?b\.?c\.?|to be confirmed|as above|a/a|see above|same as above|same|as below|"
    r"see below|ditto|(?:same )?as (?:per )?(?:the )?(?:child|children|subject|pupil|patient)(?:'s)?(?: address)?|with child|no info(?:rmation)?(?: (?:available|known|held|given))?|not available|not held|none (?:known|given)|refused|withheld|not disclosed|not given|(?:i['’]?m )?(?:not sure|unsure)|(?:i )?(?:do not|don['’]?t) know(?: (?:it|this|that|(?:his|her|their|the) \w+))?|(?:i )?can['’]?t remember|(?:not|no longer) (?:open|involved|allocated|registered)|unallocated|no involvement|(?:declined|refused|would not|unwilling)(?: to)? (?:give|say|provide|disclose|answer)(?: (?:it|this|(?:his|her|their|an?) \w+))?|declined|not (?:stated|recorded|asked)|\?+|-+|xx+)\.?",
    re.IGNORECASE,
)
#: "Asian or Asian British -": the rest stood elsewhere.
_CUT_SHORT: Final = re.compile(r"\w\s+[-–—]$")
#: "Days worked:": the next question, where this one's answer was looked for.
_LABEL_INSTEAD: Final = re.compile(r"(?:Q?\d{1,2}(?:\.\d{1,2})*[.)]?\s+|[a-z][.)]\s+)?[^\W\d_][^:]{0,58}:")
_EMPTYING: Final = re.compile(
    r"(?:n\s*/?\s*a|n\.a\.?|not applicable|-+|as above|see above|no (?:further )?info(?:rmation)?(?: (?:available|known|held|given))?|not available)\.?",
    re.IGNORECASE,
)
_SAYSNOTHING: Final = frozenset(
    ["name", "agency", "role", "school", "gp", "address", "forename", "surname", "contact_taken_by", "upn",
     "police_reference"]
)  # fmt: skip
#: "5/9/16 Yr 3" where the class is asked with the birthday.
_CLASS_BEHIND: Final = re.compile(
    r"(?<=\d)[\s,;/–-]+(?:(?:yr|year|y|class|form)\.? ?\w{1,3}|rec(?:eption)?|nursery)\W*$", re.IGNORECASE
)
_AGE_IN_BRACKETS: Final = re.compile(
    r"(?:[(\[]\s*(?:aged?\s*)?|[-–,]\s*aged?\s+)(\d{1,2})\s*(?:years?(?: old)?|yrs?|y/?o|y(?:\s*\d{1,2}\s*m)?)?\s*(?:[)\]]|$)",
    re.IGNORECASE,
)


#: An address of email, a label with its colon, or more words than stand beside a number.
_MORE_THAN_A_NUMBER: Final = re.compile(r"@|[^\W\d_]{2,}:\s|(?:\S+\s+){12}")
_HOUSE_NUMBER: Final = re.compile(r"\d{1,4}\s?[A-Za-z]?")
_NUMBER: Final = re.compile(r"(?<!\w)(?:\+44|0)[\d ()-]{8,14}\d(?!\w)")
_ADDRESS_OF_EMAIL: Final = re.compile(r"[\w.+'-]+@[\w.-]+\w")
_CALLED: Final = re.compile(
    r"\b(?:tel(?:ephone)?|phone|mob(?:ile)?|e-?mail)\b\.?(?:\s*(?:no|number)\b\.?)?\s*:?", re.IGNORECASE
)
_GAP_AT_THE_AT: Final = re.compile(r"(?<=@)\s+|\s+(?=@)")
#: In a recognised address that is in small letters: an l. A border stands before no full stop.
_STRAY_CAPITAL_I: Final = re.compile(r"(?<=[a-z])I(?=[a-z.@]|$)|\|(?=\.[a-z])")

_AGE_BEFORE_DATE: Final = re.compile(
    r"\W*(?:aged?\s*)?(\d{1,2})\s*(?:years?(?: old)?|yrs?)?\s*[/,;–-]\s*(?=\d{1,2}\W\s?(?:\d{1,2}|[A-Z])\w*\W\s?\d{2})",
    re.IGNORECASE,
)
_ORGANISATION: Final = re.compile(
    r"\b(?:council|constabulary|nhs(?: foundation)? trust|academy|hospital|surgery|medical centre|health centre|primary school|high school|nursery school)$",
    re.IGNORECASE,
)


class Result(Protocol):
    """Where the sources and warnings of a record go."""

    sources: dict[str, Found]
    warnings: list[str]


_LINE_BREAK: Final = re.compile(r"\s*\n\s*")


@dataclass(slots=True)
class Entry:
    """A record at a JSON pointer, the answers for it, and where sources and warnings go."""

    record: Any
    pointer: str
    result: Result
    answers: dict[str, Answer]

    def answer(self, name: str) -> Answer | None:
        """What was written for a field; `None` where that is nothing."""
        found = self.answers.get(name)
        if found is None or not blank(found.text):
            return None
        return found if found.confidence >= 1 else self._settled(name, found)

    def _settled(self, name: str, read: Answer) -> Answer:
        """A recognised answer, its figures and letters told apart where only one reading is possible."""
        words = settled(name, read.text)
        if words is None:
            return read
        warning = f"read as {read.text.strip()}, taken for {words}: compare it with the form"
        if warning not in self.result.warnings:
            self.result.warnings.append(warning)
        return replace(read, text=words, confidence=min(read.confidence, how_sure(read.text, words)))

    def keep(self, name: str, value: Any, answer: Answer, confidence: float = 1.0) -> None:
        """Set a field and note where its value stood; nothing is kept for `None`."""
        printed = not answer.filled and is_printed(name, value)
        if value is not None and (printed or is_doubtful(name, value, answer.confidence)):
            self.result.warnings.append(f"not read with confidence: {answer.text.strip()}")
        elif value is not None:
            setattr(self.record, name, value)
            self.result.sources[f"{self.pointer}/{name}"] = Found(
                answer.text.strip(), answer.page, round(min(confidence, answer.confidence), 3)
            )

    def keep_item(self, name: str, number: int, text: str, answer: Answer | None) -> None:
        """Note where one item of a list stood."""
        self.result.sources[f"{self.pointer}/{name}/{number}"] = Found(
            text, answer.page if answer else None, answer.confidence if answer else 0.9
        )

    def value(self, name: str, found: Value[Any], answer: Answer) -> None:
        """Keep what a text was read as, and its warning."""
        self.keep(name, found.value, answer, found.confidence)
        if found.warning:
            self.result.warnings.append(found.warning)

    # --- by kind -------------------------------------------------------------------------

    def text(self, *names: str) -> None:
        """Words as written; "N/A" and "as above" say nothing."""
        for name in names:
            answer = self.answer(name)
            if answer is None:
                continue
            words = blank(", ".join(chosen(answer.text))) if options(answer.text) else blank(answer.text)
            pattern = NOTHING if name in _SAYSNOTHING else _EMPTYING
            if words and _CUT_SHORT.search(words):
                self.result.warnings.append(f"cut short where it was read: {words}")
            elif words and _LABEL_INSTEAD.fullmatch(words):
                self.result.warnings.append(f"a label stands where the answer would: {words}")
            elif words and not pattern.fullmatch(words):
                self.keep(name, words, answer)

    def reference(self, name: str) -> None:
        """Another agency's number for the matter, as written; what asks or tells more is none."""
        answer = self.answer(name)
        if answer is not None and _MORE_THAN_A_NUMBER.search(answer.text):
            self.result.warnings.append(f"not a reference number: {answer.text}")
        else:
            self.text(name)

    def narrative(self, name: str) -> None:
        """A long answer; ticked options where it has boxes."""
        answer = self.answer(name)
        if answer is None:
            return
        words = narrative(answer.text)
        if words and not _EMPTYING.fullmatch(words):
            self.keep(name, words, answer)

    def tri(self, *names: str) -> None:
        """yes, no or not_known."""
        for name in names:
            # A tick alone says yes, though it is no word.
            answer = self.answer(name) or self.answers.get(name)
            if answer is not None:
                self.value(name, read_tri(answer.text), answer)
                self._warn_of_unseen_mark(answer)

    def _warn_of_unseen_mark(self, answer: Answer) -> None:
        """On paper a faint ring is easily missed: what is offered was answered, maybe."""
        if answer.confidence < 1 and offered(answer.text) is not None:
            self.result.warnings.append(f"no mark was seen on the options: {answer.text.strip()}")

    def date(self, name: str) -> None:
        """One date."""
        answer = self.answer(name)
        if answer is not None and not NOTHING.fullmatch(answer.text.strip()):
            self.value(name, read_date(answer.text), answer)

    def dob(self, name: str, mixed: str) -> None:
        """A date of birth, maybe with the age beside it, or the age alone in a mixed column."""
        answer = self.answer(name) or self.answer(mixed)
        if answer is None or NOTHING.fullmatch(answer.text.strip()):
            return
        words = _CLASS_BEHIND.sub("", _AGE_IN_BRACKETS.sub(" ", answer.text))
        if read_age(words).value is None and re.search(r"\d", words):
            self.value("dob", read_date(words), answer)

    def age(self, *names: str) -> None:
        """An age of its own, in brackets behind a date of birth, or before it: "8 / 02.05.2017"."""
        for name in names:
            answer = self.answer(name)
            if answer is None:
                continue
            bracketed = _AGE_IN_BRACKETS.search(answer.text) or _AGE_BEFORE_DATE.match(answer.text)
            age = read_age(bracketed[1]) if bracketed else read_age(answer.text)
            if age.value is not None and self.record.age is None:
                self.value("age", age, answer)

    def gender(self) -> None:
        """female, male, other or not_known."""
        answer = self.answer("gender") or self.answer("gender_identity")
        if answer is not None:
            self.value("gender", read_gender(answer.text.strip(" /|\n")), answer)

    def phone(self, hub: Hub) -> None:
        """A telephone number that is not the hub's."""
        answer = self.answer("phone")
        if answer is None or NOTHING.fullmatch(answer.text.strip()):
            return
        found = read_phone(answer.text)
        if found.value is not None and not hub.owns(found.value):
            self.value("phone", found, answer)

    def email(self, hub: Hub) -> None:
        """An email address that is not the hub's."""
        answer = self.answer("email")
        if answer is None or NOTHING.fullmatch(answer.text.strip()):
            return
        words = _unbroken(answer.text)
        if answer.confidence < 1:
            words = _STRAY_CAPITAL_I.sub("l", _without_gaps(words))
        found = read_email(words)
        if found.value and answer.confidence < 1 and is_cut(found.value, _CALLED.sub(" ", words)):
            self.result.warnings.append(f"not read with confidence: {answer.text.strip()}")
        elif found.value is None or not hub.owns(found.value):
            self.value("email", found, answer)

    def address(self) -> None:
        """An address on one line and its postcode, from one answer or two."""
        answer = self._whole_address()
        own = self.answer("postcode")
        if answer is not None and not NOTHING.fullmatch(answer.text.strip()):
            answer = without_misread_postcode(answer, self.result.warnings)
            address, postcode = split_address(answer.text, typed=answer.confidence >= 1)
            self.keep("address", address, answer)
            self.keep("postcode", postcode, answer.as_sure_as_the_line_of(postcode))
        if own is not None and not NOTHING.fullmatch(own.text.strip()):
            found = read_postcode(own.text, typed=own.confidence >= 1)
            if found.value is not None or self.record.postcode is None:
                self.value("postcode", found, own)

    def _whole_address(self) -> Answer | None:
        """The address, with lines that the form asks for one by one."""
        lines = [
            answer for name in ("address_first", "address", "address_more") if (answer := self.answer(name))
        ]
        if not lines:
            return None
        first, *more = (line.text.strip() for line in lines)
        if lines == [self.answer("address_more")] and not re.search(r"[\d\n,]", first):
            # A town whose street was asked in words that nobody knows is no address.
            return None
        *within, number = first.split("\n")
        if more and more[0].startswith(f"{number} "):
            number = more.pop(0)  # the number is said again with the street
        elif more and _HOUSE_NUMBER.fullmatch(number):
            # "House number: 52", "Street: Claybank Road": one line of an address.
            number = f"{number} {more.pop(0)}"
        return replace(lines[0], text="\n".join((*within, number, *more)))

    # --- answers that hold several fields ------------------------------------------------

    def join_names(self, name: str) -> None:
        """A forename and a surname asked apart are one name."""
        parts = [answer for part in ("forename", "surname") if (answer := self.answer(part))]
        if parts and self.answer(name) is None:
            whole = " ".join(part.text.strip() for part in parts)
            self.answers = {**self.answers, name: replace(parts[0], text=whole)}

    def split_address_contact(self) -> None:
        """ "Address and telephone": the address is what is left without the number and the email."""
        answer = self.answer("address_contact")
        if answer is None:
            return
        found = dict(self.answers)
        rest = answer.text
        for name, pattern in (("email", _ADDRESS_OF_EMAIL), ("phone", _NUMBER)):
            said = pattern.search(rest)
            if said is not None:
                rest = f"{rest[: said.start()]}\n{rest[said.end() :]}"
                if self.answer(name) is None:
                    found[name] = replace(answer, text=said[0])
        rest = _CALLED.sub("\n", rest).strip(" \n,;/")
        if rest and self.answer("address") is None:
            found["address"] = replace(answer, text=rest)
        self.answers = found

    def split_agency_address(self) -> None:
        """ "Organisation and address": the organisation is what stands before the first comma or line.

        So is what follows, as long as that is an organisation's name: "Emergency Department, West Hospital".
        An agency written with its postcode is both too; a place with a number before it is no agency.
        """
        answer = self.answer("agency_address") or self._agency_with_postcode()
        if answer is None:
            return
        if answer is self.answer("agency"):
            del self.answers["agency"]
        agency, *parts = _LINE_BREAK.sub(", ", answer.text.strip()).split(", ")
        if agency[:1].isdigit() and parts:
            agency, parts = "", [agency, *parts]
        while parts and _ORGANISATION.search(parts[0]) and not parts[0][:1].isdigit():
            agency = f"{agency}, {parts.pop(0)}"
        found = {"agency": agency, "address": ", ".join(parts)}
        self._fill(answer, found)

    def _agency_with_postcode(self) -> Answer | None:
        agency = self.answer("agency")
        if agency is None or self.answer("address") is not None:
            return None
        _, postcode = split_address(agency.text, typed=agency.confidence >= 1)
        return agency if postcode is not None else None

    def split_role_agency(self) -> None:
        """ "Role and agency": two parts, whichever way round; one part alone is the role or the agency."""
        answer = self.answer("role_agency")
        if answer is None:
            return
        parts = [
            part
            for part in re.split(r"\s*[,/\n;]\s*|\s+[-–—]\s+|\s+at\s+", answer.text.strip(), maxsplit=1)
            if part
        ]
        if len(parts) == 2 and names_a_role(parts[1]) and not names_a_role(parts[0]):
            parts.reverse()
        if len(parts) == 1 and not names_a_role(parts[0]):
            parts = ["", parts[0]]
        self._fill(answer, dict(zip(("role", "agency"), parts, strict=False)))

    def name_is_agency(self) -> None:
        """An organisation where who refers was asked is where they work, and nobody's name."""
        answer = self.answer("name")
        if answer is None or not _ORGANISATION.search(answer.text.strip()) or "," in answer.text:
            return
        self.answers = {name: said for name, said in self.answers.items() if name != "name"}
        self._fill(answer, {"agency": answer.text})

    def _fill(self, answer: Answer, found: dict[str, str]) -> None:
        """Answer what is not answered yet with parts of one answer."""
        new = {
            name: replace(answer, text=text)
            for name, text in found.items()
            if text and self.answer(name) is None
        }
        self.answers = {**self.answers, **new}

    def split_name_and_number(self) -> None:
        """ "Mo Bell 07700 900123" where a name and a number are asked together."""
        answer = self.answer("name")
        found = _NUMBER.search(answer.text) if answer is not None else None
        if answer is None or found is None:
            return
        rest = _CALLED.sub(" ", f"{answer.text[: found.start()]} {answer.text[found.end() :]}")
        name = " ".join(rest.split()).strip(" ,;:-–")
        name = name if name.count("(") == name.count(")") else name.strip(" ()")
        if re.search(r"[^\W\d_]{2}", name):
            self.answers = {**self.answers, "name": replace(answer, text=name)}
            if self.answer("phone") is None:
                self.answers["phone"] = replace(answer, text=found[0])

    def split_rank(self) -> None:
        """ "PC 4471 Ann Lee": a constable's rank and number are no name."""
        answer = self.answer("name")
        found = rank_and_name(answer.text) if answer is not None else None
        if answer is not None and found is not None:
            rank, name = found
            self._fill(answer, {"role": rank})
            self.answers = {**self.answers, "name": replace(answer, text=name)}

    def base_is_agency(self) -> None:
        """ "Base: Zone 4 team", where no agency is asked: a place without a number is no address."""
        answer = self.answer("address")
        if answer is None or self.answer("agency") is not None or self.answer("postcode") is not None:
            return
        if not re.search(r"[\d\n,]", answer.text.strip().replace("0-19", "")):
            self._fill(answer, {"agency": answer.text})
            self.answers = {name: item for name, item in self.answers.items() if name != "address"}

    def split_contact(self) -> None:
        """ "Contact details": a telephone number, an email address, or both."""
        number = self.answer("phone")
        if number is not None and "@" in number.text and self.answer("contact") is None:
            # "How can we contact you?" asks for either.
            self.answers = {**self.answers, "contact": number, "phone": replace(number, text="")}
        answer = self.answer("contact")
        if answer is None:
            return
        found = dict(self.answers)
        email = read_email(answer.text)
        rest = answer.text.replace(email.value, " ") if email.value else answer.text
        if email.value and self.answer("email") is None:
            found["email"] = replace(answer, text=email.value)
        said = _NUMBER.search(rest)
        if self.answer("phone") is None and (said is not None or read_phone(rest).confidence > 0.5):
            found["phone"] = replace(answer, text=said[0] if said is not None and email.value else rest)
        self.answers = found


def _unbroken(text: str) -> str:
    """An address that a narrow cell broke over lines is whole again."""
    if text.count("@") != 1 or "\n" not in text.strip():
        return text
    joined = "".join(part.strip() for part in text.split("\n"))
    return joined if re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", joined) else text


def _without_gaps(read: str) -> str:
    """A recognised address whose @ seemed to stand apart is whole again."""
    whole = _GAP_AT_THE_AT.sub("", read.strip())
    return whole if _ADDRESS_OF_EMAIL.fullmatch(whole) else read
