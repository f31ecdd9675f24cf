"""One child's answers -> the child: name, other names, date of birth or of expected delivery."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from parsers.assembly.answers.entry import NOTHING, Entry
from parsers.assembly.pieces import Answer
from parsers.assembly.remarks import without_remark
from parsers.form import Child
from parsers.names import names_either, split_aliases, split_name
from parsers.options import options
from parsers.value import Value
from parsers.values import blank, read_date, read_nhs_number, read_tri

_UNBORN: Final = re.compile(r"\b(?:unborn|un-born|not yet born)\b", re.IGNORECASE)
_UNBORN_NAME: Final = re.compile(
    r"\b(?:unborn|un-born|baby(?! (?:boy|girl)\b)|child|infant|of)\b|[()]", re.IGNORECASE
)
_OF_WHOM: Final = re.compile(r"\b(?:baby|child|infant|unborn|un-born)\W*\s+of\s", re.IGNORECASE)
_NO_MIDDLE_NAME: Final = re.compile(r"(?:n\s*/?\s*[ak]|none|no|nil|unknown|not known|-+)\.?", re.IGNORECASE)
_DUE: Final = re.compile(r"\b(?:e\.?d\.?d\.?|due|expected|estimated|unborn)\b", re.IGNORECASE)
_DATE_PART: Final = re.compile(
    r"(?<![\s,;(–-])[\s,;(–-]*+(?:d\.?o\.?b\.?|date of birth|born|aged?)?+[\s:]{0,80}+(\(?\d{1,2}(?:st|nd|rd|th)?[\s./-]+(?:\d{1,2}|[a-z]{3,9})[\s./,-]+\d{2,4}\)?(?:\s*[-–,(\[]\s*(?:aged?\s*)?\d{1,2}\s*(?:yrs?|years?(?: old)?)?\s*[)\]]?)?|\(?(?:aged?\s*)?\d{1,2}\s*(?:yrs?|years?(?: old)?)?\)?)\s*$",
    re.IGNORECASE,
)


_FIGURES: Final = re.compile(r"\d")
# A narrow column breaks the number over lines.
_UPN: Final = re.compile(r"[A-Za-z]\d{11}[\dA-Za-z]")


#: "Ida Vale (8W)", "Ida Vale (Year 3)": the class beside a pupil's name.
_CLASS: Final = re.compile(
    r"(?:(?<!\s)\s++)?\((?:(?:year|yr|class|form)\s+(?:1[0-3]|[1-9])\s?[A-Z]{0,3}|(?:1[0-3]|[1-9])\s?[A-Z]{1,3})\)\s*$",
    re.IGNORECASE,
)


def read_child(entry: Entry) -> None:
    """Fill a `Child` from its answers."""
    _split_name_and_date(entry)
    _read_names(entry)
    _read_birth(entry)
    _is_expected(entry)
    entry.age("age", "age_dob", "dob", "dob_or_edd")
    entry.gender()
    entry.text("ethnicity", "religion", "upn", "school", "gp", "legal_status")
    _read_language(entry)
    if entry.record.upn and _UPN.fullmatch("".join(entry.record.upn.split())):
        entry.record.upn = "".join(entry.record.upn.split())
    entry.tri("interpreter_required", "looked_after")
    _read_disability(entry)
    _read_nhs_number(entry)
    entry.address()
    _read_location(entry)


def _read_language(entry: Entry) -> None:
    """ "Is English their first language? Yes" names none: what was asked is not in the answer."""
    answer = entry.answer("first_language")
    if answer is not None and read_tri(answer.text).value is None:
        entry.text("first_language")


#: "Tom Jones, DOB 01/02/2015, male": what is said of a child behind the name.
_SEX_BEHIND: Final = re.compile(
    r"(?<=[\d)])[\s,;/(–-]+(?P<sex>male|female|boy|girl|m|f)\b[\s.)]*$", re.IGNORECASE
)


def _split_name_and_date(entry: Entry) -> None:
    """ "Tom Jones 01/02/2015" where one column asks both, or the name alone is asked and more is said."""
    answer = entry.answer("name_dob") or entry.answer("name")
    if answer is None or (entry.answer("name_dob") is None and not _SEX_BEHIND.search(answer.text)):
        return
    sex = _SEX_BEHIND.search(answer.text)
    if sex is not None:
        entry.answers = {"gender": replace(answer, text=sex["sex"]), **entry.answers}
        answer = replace(answer, text=answer.text[: sex.start()])
        entry.answers = {name: item for name, item in entry.answers.items() if name != "name"}
    name, born = name_and_birthday(answer.text)
    parts = {"name": replace(answer, text=name)}
    if born:
        parts["age_dob"] = replace(answer, text=born)
    entry.answers = {**parts, **{key: value for key, value in entry.answers.items() if not value.empty}}


def name_and_birthday(text: str) -> tuple[str, str | None]:
    """ "Tom Jones DOB 01/02/2015", "Tom Jones (9)": the name, and the birthday or the age behind it."""
    found = _DATE_PART.search(text)
    return (text[: found.start()].strip(" ,;-–("), found[1]) if found else (text.strip(" ,;-–("), None)


# --- names -------------------------------------------------------------------------------


def _read_names(entry: Entry) -> None:
    whole = entry.answer("name")
    given, family = entry.answer("forename"), entry.answer("surname")
    if _says_unborn(whole) or _says_unborn(given) or _says_unborn(family) or _ticked_unborn(entry):
        _read_unborn(entry, whole, given, family)
        return
    if whole is not None and given is None:
        _read_whole_name(entry, whole)
    if given is not None:
        given = _with_middle_names(entry, given)
        words, aliases = split_aliases(without_remark(given.text))
        entry.keep("forename", None if NOTHING.fullmatch(words.strip()) else blank(words), given)
        entry.record.aliases += aliases
    if family is not None:
        entry.text("surname")
    _read_aliases(entry)


def _with_middle_names(entry: Entry, given: Answer) -> Answer:
    middle = entry.answer("middle")
    if middle is None or _NO_MIDDLE_NAME.fullmatch(middle.text.strip()):
        return given
    return replace(given, text=f"{given.text.strip()} {middle.text.strip()}")


def _read_whole_name(entry: Entry, whole: Answer) -> None:
    words, aliases = split_aliases(without_remark(_CLASS.sub("", whole.text)))
    if NOTHING.fullmatch(words.strip()):
        return
    beside = _DATE_PART.search(words)
    if beside is not None and not _FIGURES.search(words[: beside.start()]):
        # "Ida Vale (01/02/2015)" where the name alone was asked.
        words = words[: beside.start()].strip(" ,;-–(")
        if not {"dob", "dob_or_edd", "age", "age_dob"} & entry.answers.keys():
            entry.answers = {**entry.answers, "age_dob": replace(whole, text=beside[1])}
    if _FIGURES.search(words) or names_either(words):
        # "Ann Vale, 9 Bo Vale, 5": more than a name, and nobody's.
        entry.result.warnings.append(f"no name: {words.strip()}")
        return
    forename, surname = split_name(words)
    entry.keep("forename", forename, whole, 0.97)
    entry.keep("surname", surname, whole, 0.97)
    entry.record.aliases += aliases


_NO_OTHER_NAME: Final = re.compile(
    r"(?:n\s*/?\s*[ak]|none|no|nil|-+|unknown|not known|none known|not provided|not applicable|as above|a/a)\.?",
    re.IGNORECASE,
)
_BETWEEN_NAMES: Final = re.compile(r"\s*(?:[,;/\n]|\band\b|\bor\b)\s*")


def _read_aliases(entry: Entry) -> None:
    answer = entry.answer("aliases")
    if answer is not None and not _NO_OTHER_NAME.fullmatch(answer.text.strip()):
        found = _BETWEEN_NAMES.split(answer.text)
        names = [name.strip("\"'“”‘’ ") for name in found if blank(name)]
        entry.record.aliases += [name for name in names if name not in entry.record.aliases]
    for number, name in enumerate(entry.record.aliases):
        entry.keep_item("aliases", number, name, answer)


def _says_unborn(answer: Answer | None) -> bool:
    return answer is not None and _UNBORN.search(answer.text) is not None


def _ticked_unborn(entry: Entry) -> bool:
    answer = entry.answer("unborn")
    return answer is not None and (
        read_tri(answer.text).value == "yes" or any(on for _, on in options(answer.text))
    )


def _read_unborn(entry: Entry, whole: Answer | None, given: Answer | None, family: Answer | None) -> None:
    said = next((item for item in (given, whole, family, entry.answer("unborn")) if _says_unborn(item)), None)
    source = said or entry.answer("unborn") or whole or given or family
    assert source is not None
    entry.keep("unborn", "yes", source)
    if family is not None and not _says_unborn(family):
        entry.text("surname")
        return
    words = (whole or family or given or source).text
    # "Unborn baby of Ann Lee" names the mother: nobody knows the child's name yet.
    told = said is not None or _UNBORN_NAME.match(words) is not None  # "Baby Vale", ticked as unborn
    left = blank(_UNBORN_NAME.sub(" ", words)) if told and not _OF_WHOM.search(words) else None
    if left and re.fullmatch(r"[^\W\d_][\w'’ -]*", left):
        entry.keep("surname", split_name(left)[1] or left, source, 0.9)


# --- birth -------------------------------------------------------------------------------


def _read_birth(entry: Entry) -> None:
    child: Child = entry.record
    due = entry.answer("edd")
    if due is not None:
        entry.value("edd", read_date(due.text), due)
    either = entry.answer("dob_or_edd") or entry.answer("age_dob") or entry.answer("dob")
    if either is not None and (child.unborn == "yes" or _DUE.search(either.text)):
        if child.edd is None:
            entry.value("edd", read_date(either.text), either)
        return
    if _born_twice(entry):
        entry.result.warnings.append(
            "two different dates of birth are given for one child: neither was taken"
        )
    elif entry.answer("dob_or_edd") is not None and entry.answer("dob") is None:
        entry.dob("dob_or_edd", "age_dob")
    else:
        entry.dob("dob", "age_dob")


def _born_twice(entry: Entry) -> bool:
    """Whether two places say two dates: one of them may be somebody else's."""
    said = [answer for name in ("dob", "dob_or_edd", "age_dob") if (answer := entry.answer(name))]
    return len({date for answer in said if (date := read_date(answer.text).value)}) > 1


def _is_expected(entry: Entry) -> None:
    """Whoever has a date of delivery and no birth, nor a forename, is unborn."""
    child: Child = entry.record
    due = entry.answer("edd")
    if child.edd and due and child.unborn is None and not (child.dob or child.forename):
        entry.keep("unborn", "yes", due, 0.9)


# --- the rest ----------------------------------------------------------------------------


_LONGEST_DISABILITY: Final = 60
_NO_DISABILITY: Final = re.compile(
    r"(?:none|nil|no disabilit(?:y|ies))(?: known| identified| recorded)?\.?", re.IGNORECASE
)


#: "Yes – speech delay" tells that there is one, and which.
_YES_AND_WHICH: Final = re.compile(r"yes\s*[-–—,:;(/]\s*([^\W\d][^()\n]+?)\s*\)?", re.IGNORECASE)


def _read_disability(entry: Entry) -> None:
    answer = entry.answer("disability")
    if answer is not None:
        said = read_tri(answer.text)
        if _NO_DISABILITY.fullmatch(answer.text.strip()):
            said = Value("no", 0.95)
        entry.value("disability", said, answer)
        if said.value is None and entry.answer("disability_detail") is None and _names_it(answer.text):
            # "Disabilities: speech delay" tells which, and nobody was asked whether.
            entry.answers = {**entry.answers, "disability_detail": answer}
        which = _YES_AND_WHICH.fullmatch(answer.text.strip())
        if which is not None and entry.answer("disability_detail") is None and _names_it(which[1]):
            entry.answers = {**entry.answers, "disability_detail": replace(answer, text=which[1])}
    entry.text("disability_detail")


def _names_it(text: str) -> bool:
    """Whether words name a disability and tell no story, which may be another child's."""
    words = text.strip()
    return len(words) <= _LONGEST_DISABILITY and not words.endswith(".") and not options(words)


def _read_nhs_number(entry: Entry) -> None:
    answer = entry.answer("nhs_number")
    if answer is not None:
        entry.value("nhs_number", read_nhs_number(answer.text), answer)


def _read_location(entry: Entry) -> None:
    answer = entry.answer("current_location")
    if answer is None:
        return
    words = blank(", ".join(part.strip(" ,") for part in answer.text.split("\n") if part.strip()))
    if words and not re.fullmatch(r"(?:n/?a|none|as above|same|same as above|-+)\.?", words, re.IGNORECASE):
        entry.keep("current_location", words, answer)
