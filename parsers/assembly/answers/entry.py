"""One record being read: its answers, and the fields that they fill, with their sources."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

from parsers.assembly.answers.doubt import is_cut, is_doubtful, is_printed, without_misread_postcode
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
_MORE_THAN_A_NUMBER: Final = re.compile(r"@|[^\W\d_]{2,}:\s|(?<!\S)(?:\S+\s+){12}")
_HOUSE_NUMBER: Final = re.compile(r"\d{1,4}\s?[A-Za-z]?")
ADDRESS_OF_EMAIL: Final = re.compile(r"[\w.+'-]+@[\w.-]+\w")
CALLED: Final = re.compile(
    r"\b(?:tel(?:ephone)?|phone|mob(?:ile)?|e-?mail)\b\.?(?:\s*(?:no|number)\b\.?)?\s*:?", re.IGNORECASE
)
_GAP_AT_THE_AT: Final = re.compile(r"(?<=@)\s+|\s+(?=@)")
#: In a recognised address that is in small letters: an l. A border stands before no full stop.
_STRAY_CAPITAL_I: Final = re.compile(r"(?<=[a-z])I(?=[a-z.@]|$)|\|(?=\.[a-z])")

_AGE_BEFORE_DATE: Final = re.compile(
    r"\W*(?:aged?\s*)?(\d{1,2})\s*(?:years?(?: old)?|yrs?)?\s*[/,;–-]\s*(?=\d{1,2}\W\s?(?:\d{1,2}|[A-Z])\w*\W\s?\d{2})",
    re.IGNORECASE,
)


class Result(Protocol):
    """Where the sources and warnings of a record go."""

    sources: dict[str, Found]
    warnings: list[str]


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
        if found.value and answer.confidence < 1 and is_cut(found.value, CALLED.sub(" ", words)):
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


def _unbroken(text: str) -> str:
    """An address that a narrow cell broke over lines is whole again."""
    if text.count("@") != 1 or "\n" not in text.strip():
        return text
    joined = "".join(part.strip() for part in text.split("\n"))
    return joined if re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", joined) else text


def _without_gaps(read: str) -> str:
    """A recognised address whose @ seemed to stand apart is whole again."""
    whole = _GAP_AT_THE_AT.sub("", read.strip())
    return whole if ADDRESS_OF_EMAIL.fullmatch(whole) else read
