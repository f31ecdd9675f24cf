"""What recognition gave that had better be blank than wrong."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

from parsers.assembly.draft import Draft
from parsers.assembly.pieces import Answer
from parsers.confusions import SETTLED, is_cut_postcode, is_no_area
from parsers.labels import LabelTables
from parsers.names import PARTICLES
from parsers.values import read_date, read_postcode

#: What is wrong by one character is somebody else's: below this confidence it is left blank.
_EXACT: Final = frozenset(["dob", "edd", "phone", "postcode", "nhs_number"])
_UNCHECKED: Final = frozenset(["dob", "edd", "phone"])
_LEAST_SURE: Final = 0.55
#: Short answers in words: one word misread is another agency or house. In a narrative it is a slip.
_WORDS: Final = frozenset(["address", "agency", "school", "gp", "role"])
_IN_A_WORD: Final = _WORDS | {"name", "forename", "surname", "relationship", "email", "phone", "postcode"}
_LEAST_SURE_SENTENCES: Final = 0.7
_LEAST_SURE_TICK: Final = 0.5
#: What two looks read differently is at most this sure. No grammar tells which look was right.
_DISPUTED: Final = 0.8
_TRI: Final = frozenset(["yes", "no", "not_known"])

_NAMES: Final = frozenset(["name", "forename", "surname"])
#: What is written in letters, if it is written at all.
_LETTERED: Final = _NAMES | {"role", "agency", "relationship"}
_NO_NAME: Final = re.compile(r"[|¦¥§~_=+<>{}\[\]\\\d!?@#%^*]")
#: "Role in practice", "Date submitted", "Ethnicity White British": a label that nobody knew was taken for a
#: name, or with one. None of these words is a surname in use.
_OF_A_LABEL: Final = re.compile(
    r"\b(?:dates?|roles?|reported|report|submitted|completed|notification|referral|required|tele?phone|phone|e-?mail|address|postcode|"
    r"details|number|relationship|organisation|agency|signature|designation|capacity|occupation|ethnic(?:ity)?|language|religion|"
    r"nationality|interpreter)\b|\w:\s",
    re.IGNORECASE,
)
#: "M/F DOB / EDD", "College", "Job title": what is left of titles that a narrow column broke.
_OF_TITLES: Final = re.compile(
    r".*(?:\b(?:gender|d\.?o\.?b|edd|surname|forenames?|nhs|upn|job title|first names?|last name)\b|[^\W\d_]\s/\s).*"
    r"|(?:names?|name\(s\)|college|school|nursery|sex|m/f|male|female|[mf]|age|title|birth|class)\W*",
    re.IGNORECASE | re.DOTALL,
)
#: "Housing Officer", "Family Support Worker": what somebody does. Nurse, Head and Guard are surnames, too.
_A_ROLE: Final = re.compile(
    r"(?:[^\W\d_]+[ /&-]+){0,4}(?:officer|worker|practitioner|co-?ordinator|adviser|advisor|manager|midwife|visitor)s?",
    re.IGNORECASE,
)
#: "TLlingworth", "lola": a capital I or T was taken for something else.
_MISREAD_CAPITAL: Final = re.compile(r"[A-Z]{2}[a-z]{2}|[ilt][a-z'-]*\Z")

#: What an address ends with: a country (".co" is what is left of ".co.uk"), or one of the names in use
#: among those who write here. ".exam" and ".or" are the rests of longer ones. Source: IANA's list.
_ENDING: Final = re.compile(
    r"\.(?:(?!co$|or$)[a-z]{2}|com|org|net|edu|gov|int|info|biz|coop|name|pro|mobi|school|academy|education|college|university|"
    r"institute|nursery|london|wales|cymru|scot|charity|foundation|care|health|healthcare|clinic|hospital|doctor|dental|help|"
    r"church|community|family|kids|support|services|social|agency|center|training|international|email|online|global|"
    r"digital|direct|systems|solutions|network|group|team|ngo|ong|house|housing|legal|law|police|uk|example|test|invalid)$",
    re.IGNORECASE,
)
_SHORTEST_ADDRESS: Final = 5  # letters: "Fr" is what a stamp left of one
#: "ll Mill Road": the number's figures were taken for letters.
_MISREAD_NUMBER: Final = re.compile(r"[lI|O]{1,3}\s+[A-Z]")
#: "% LISTER": what a house's number was taken for.
_NO_BEGINNING: Final = re.compile(r"[^\w\s'\"‘’“”(#]")
#: The last word before a comma, and the kinds of streets that are told from all names by more than a letter.
_STREET: Final = re.compile(r"(?<=[a-z] )([A-Z][a-z]{4,})\s*(?:,|\Z)")
_STREETS: Final = frozenset(["street", "avenue", "close", "crescent", "gardens", "terrace", "square"])
#: "Fer": what was seen of an organisation's first word. "NHS" is one.
_CUT_WORD: Final = re.compile(r"[A-Z][a-z]{1,2}")
#: "8 Mill Road, NHS 7 No: 999 123 4567": what was asked behind the address was not known for a label.
_LONG_NUMBER: Final = re.compile(r"\d(?: ?\d){8}")
#: "POU UBM": a postcode whose figures were taken for letters.
_MISREAD_POSTCODE: Final = re.compile(r"[A-Z][A-Z0-9]{1,3}\s[A-Z0-9]{3}")
#: "8 Mill Road, PO8 ASY".
_ENDS_MISREAD: Final = re.compile(rf"(?<![\s,;])[\s,;]++({_MISREAD_POSTCODE.pattern})[\s.,;]*\Z")

#: Of a whole name: the surname may have stood in a line that was not seen.
_FEWEST_NAMES: Final = 2
#: "organisation: Mill Road School": the label's first words were not read with it.
_REST_OF_A_LABEL: Final = re.compile(r"[^\d:]{3,40}:\s")

_SAYS_WHERE: Final = frozenset(["address", "agency", "school"])
_A_POSTCODE: Final = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.IGNORECASE)
_FROM_ABROAD: Final = re.compile(r"(?:\+|00)\d")
_FEWEST_FIGURES: Final = 9
#: "Stapleton-", "1 Vale": the rest of a name stood on another line, a row's number before it.
_PART_OF_A_NAME: Final = re.compile(r"\d+\s+[A-Z]|.*\w-\Z", re.DOTALL)

#: What a page's foot ends with, read where an answer should stand.
_FOOT: Final = re.compile(
    r"\b(?:page\s+\d{1,3}(?:\s+(?:of\s+)?\d{1,3})?|v(?:ersion)?\s?\d+(?:\.\d+)+)\W*\Z", re.IGNORECASE
)
_LONGEST_FOOT: Final = 10  # words
#: What an office stamps on a page, across whatever stands there.
_STAMP: Final = re.compile(
    r"\W*(?:received|scanned|copied|copy|faxed|posted|filed|actioned|urgent|original|confidential)\b"
    r"(?:[\W\d]|\b(?:on|by|date|at|am|pm|jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)\b)*",
    re.IGNORECASE,
)
_LONGEST: Final = 8  # words
_WORDS_OF_PHRASE: Final = 2  # behind its first
_LONGEST_NAME: Final = 6  # words
_LONGEST_LABEL: Final = 3  # words
_NO_NAMES_LENGTH: Final = 7  # letters
_NUMBERED_HEADING: Final = re.compile(r"\b(?:section|part)\s+\d", re.IGNORECASE)
#: "Part E Noutier": a section's bar, misread and so no known heading, at the end of what stood above it.
_BAR: Final = re.compile(
    r"(?:\A|\n)\W*(?:Section|Part|SECTION|PART)\s?(?:(?:\d{1,2}|[A-Z])\b|[^\w\s.,:;-])[^\n.!?]{0,40}\Z"
)
#: Names and places that no label of the tables can be. An agency may well be called "School", and an
#: ethnicity is a printed option.
_NEVER_A_LABEL: Final = _NAMES | {"address"}
_ORGANISATIONS: Final = frozenset(["agency", "school"])
_A_DATE: Final = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:\d\d){1,2}")
#: What no organisation's name ends with.
_NEVER_BEHIND_ONE: Final = frozenset(["phone", "email", "dob", "postcode", "nhs_number"])

#: "Lo\u7400\ufffde": letters drawn as one that the document gives no letters for.
_LOST_LETTERS: Final = re.compile(
    "\ufffd|(?<=[A-Za-z])[\u3000-\u9fff\uac00-\ud7af]|[\u3000-\u9fff\uac00-\ud7af](?=[A-Za-z])"
)


def is_doubtful(name: str, value: Any, sure: float) -> bool:
    """Whether a value of the field `name`, read this `sure`, is to be left blank."""
    if not isinstance(value, str):
        return False
    if _is_no_word(name, value):
        return True
    if sure >= 1:
        return False
    if _is_no_answer(value):
        return True
    if name in _NAMES | _ORGANISATIONS | {"role", "gp", "address"} and _REST_OF_A_LABEL.match(value):
        return True
    if _is_no_place(name, value, sure):
        return True
    if name in _NAMES:
        return _is_doubtful_name(value, sure) or (name == "name" and len(value.split()) < _FEWEST_NAMES)
    if value in _TRI:
        return sure < _LEAST_SURE_TICK
    if name == "phone" and not value.startswith("+"):
        return True  # half of a number, or letters in it
    if name == "email":
        return sure <= _DISPUTED or _ENDING.search(value) is None
    if name in _EXACT:
        # A postcode's and an NHS number's grammar tells a misread one; a date's or a telephone's hardly.
        disputed = name in _UNCHECKED and sure <= _DISPUTED
        return sure < _LEAST_SURE or disputed
    return sure < _LEAST_SURE_SENTENCES if name not in _WORDS else sure <= _DISPUTED


def _is_no_word(name: str, value: str) -> bool:
    """Whether a date or a number stands for a name, a label for an answer, or letters of a word were lost."""
    if name in _LETTERED and not any(map(str.isalpha, value)):
        return True
    if name in _NAMES and is_no_name(value):
        return True
    if name in _SAYS_WHERE and (not any(map(str.isalpha, value)) or _A_POSTCODE.fullmatch(value)):
        return True
    if name == "address" and (_is_said_twice(value) or any(map(_A_DATE.fullmatch, value.split(", ")))):
        return True  # a row of a table ran into it
    if name == "phone" and _FROM_ABROAD.match(value) and sum(map(str.isdigit, value)) < _FEWEST_FIGURES:
        return True  # the rest stood on another line
    return name in _IN_A_WORD and (_LOST_LETTERS.search(value) is not None or value.endswith(":"))


def _is_said_twice(address: str) -> bool:
    """ "8 Mill, 8 Mill": the first lines of what stands in columns beside each other, and not one address."""
    parts = [part for part in address.split(", ") if any(map(str.isdigit, part))]
    return len(set(parts)) < len(parts)


def is_no_name(value: str) -> bool:
    """Whether what stands for somebody's name is a label, a role, a date or half a name, however it came there."""
    if _PART_OF_A_NAME.match(value) or (value[:1].isdigit() and read_date(value).value is not None):
        return True
    return _OF_A_LABEL.search(value) is not None or _A_ROLE.fullmatch(value.strip()) is not None


def is_printed(name: str, value: Any) -> bool:
    """Whether words that a form prints stand for a name: what was typed into a form field is none of them."""
    if name not in _NAMES or not isinstance(value, str):
        return False
    return _OF_TITLES.fullmatch(value.strip()) is not None or _is_phrase(value.split())


def _is_phrase(words: list[str]) -> bool:
    """ "Hazards for visiting staff": a capital only where a sentence has one."""
    if not words:
        return False
    small = [word for word in words[1:] if word[:1].islower() and word.casefold() not in PARTICLES]
    return words[0][:1].isupper() and len(small) >= _WORDS_OF_PHRASE and len(small) == len(words) - 1


def _is_no_answer(value: str) -> bool:
    """Whether a page's foot, a stamp, or a short answer with remains of a rule in it, was read."""
    words = len(value.split())
    if _STAMP.fullmatch(value):
        return True
    return (words <= _LONGEST_FOOT and _FOOT.search(value) is not None) or (
        words <= _LONGEST and "|" in value
    )


def _is_no_place(name: str, value: str, sure: float) -> bool:
    if name == "postcode":
        return is_cut_postcode(value) or is_no_area(value, sure)
    if name in _ORGANISATIONS:
        return _CUT_WORD.fullmatch(value) is not None
    return name == "address" and _is_doubtful_address(value)


def _is_doubtful_address(value: str) -> bool:
    return len(value) < _SHORTEST_ADDRESS or bool(
        _NO_BEGINNING.match(value)
        or _MISREAD_NUMBER.match(value)
        or _MISREAD_POSTCODE.fullmatch(value)
        or _LONG_NUMBER.search(value)
        or any(map(_is_misread_street, _STREET.findall(value)))
    )


def _is_misread_street(word: str) -> bool:
    """ "Wentworth Clese": what differs by a letter from the kinds of streets that no name is near to."""
    kind = word.casefold()
    return kind not in _STREETS and any(
        len(kind) == len(other) and sum(one != two for one, two in zip(kind, other, strict=True)) == 1
        for other in _STREETS
    )


def _is_doubtful_name(value: str, sure: float) -> bool:
    # A name that was settled says so in a warning of its own.
    disputed = sure <= _DISPUTED and sure != SETTLED
    too_long = len(value.split()) > _LONGEST_NAME
    return bool(disputed or too_long or _NO_NAME.search(value) or _MISREAD_CAPITAL.match(value))


def without_misread_postcode(read: Answer, warnings: list[str]) -> Answer:
    """A recognised address without the last words that have a postcode's shape, and are none."""
    ends = _ENDS_MISREAD.search(read.text) if read.confidence < 1 else None
    if ends is None or not any(map(str.isdigit, ends[1])) or read_postcode(ends[1]).value is not None:
        return read
    warnings.append(f"not a postcode: {ends[1]}")
    return replace(read, text=read.text[: ends.start()])


def is_cut(email: str, read: str) -> bool:
    """Whether letters stand beside an address: then it may be only the rest of one."""
    before, _, after = read.casefold().partition(email.casefold())
    return any(map(str.isalpha, before + after))


def without_labels(draft: Draft, labels: LabelTables) -> None:
    """Take the labels out of a recognised document's answers: a rule was not seen between them."""
    for path in list(draft.single):
        section, _, name = path.rpartition(".")
        draft.single[path] = _without_label(draft, name, draft.single[path], section, labels)
    for section, rows in draft.rows.items():
        for row in rows:
            for name, answer in row.answers.items():
                row.answers[name] = _without_label(draft, name, answer, section, labels)


def _without_label(draft: Draft, name: str, answer: Answer, section: str, labels: LabelTables) -> Answer:
    if answer.confidence < 1 and not answer.filled and (bar := _BAR.search(answer.text)):
        draft.warnings.append(f"a label stands in what was read: {bar.group().strip()}")
        answer = replace(answer, text=answer.text[: bar.start()].rstrip())
    words = answer.text.split()
    checked = _NEVER_A_LABEL | _ORGANISATIONS
    if answer.confidence >= 1 or answer.filled or name not in checked or not 0 < len(words) <= _LONGEST:
        return answer
    if name in _NAMES and (start := _start_of_name(words, section, labels)):
        draft.warnings.append(f"a label stands in what was read: {' '.join(words)}")
        return replace(answer, text=" ".join(words[start:]))
    kept = words[: _end_of_answer(name, words, section, labels)]
    if len(kept) == len(words):
        return answer
    draft.warnings.append(f"a label stands in what was read: {' '.join(words)}")
    return replace(answer, text=" ".join(kept))


def _end_of_answer(name: str, words: list[str], section: str, labels: LabelTables) -> int:
    """How many words stand before the label in or behind them: none where it is all of them."""
    if _NUMBERED_HEADING.search(" ".join(words)):
        return 0
    starts = [
        start
        for start in range(max(0, len(words) - _LONGEST_LABEL), len(words))
        if _is_label_behind(name, " ".join(words[start:]), section, labels)
    ]
    if len(starts) > 1 and name in _ORGANISATIONS:
        return 0  # "Mill Road School Telephone": nobody can tell where the answer ends
    return starts[0] if starts else len(words)


def _start_of_name(words: list[str], section: str, labels: LabelTables) -> int:
    """How many words of a label stand before a name; all of them where the label asks for something else.

    Short labels, such as "Faith", are names too.
    """
    for end in range(min(_LONGEST_LABEL, len(words) - 1), 0, -1):
        label = " ".join(words[:end])
        asked = labels.field(label, section) if labels.printed(label) else None
        if asked is None:
            continue
        if len(label) < _NO_NAMES_LENGTH and asked.name not in _NAMES | _NEVER_BEHIND_ONE:
            continue
        return end if asked.name in _NAMES else len(words)
    return 0


def _is_label_behind(name: str, tail: str, section: str, labels: LabelTables) -> bool:
    asked = labels.field(tail, section) if labels.printed(tail) else None
    return asked is not None and (name in _NEVER_A_LABEL or asked.name in _NEVER_BEHIND_ONE)
