"""A person and a day in one answer: whom a call was made to and when, who signed and on which day."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from parsers.assembly.answers.entry import Entry
from parsers.assembly.pieces import Answer
from parsers.values import read_date, read_datetime

#: "A. Lee, 27/11/2026": a name, and the day behind it.
_NAME_AND_DAY: Final = re.compile(r"(?P<name>[^\d\n]{3,60}?)[\s,;–—-]+(?:dated?:?\s+)?(?P<day>\d.{5,24})")
_BESIDE_WHO: Final = re.compile(
    r"\s*(?:[;,|\n]|\s[-–—/]\s|\b(?:at|on|with|by|to|from|spoke|spoken)\b)\s*", re.IGNORECASE
)
_WHOEVER: Final = re.compile(r"(?:[A-Z][\w'’.-]*\s?){1,5}")
_FEWEST_OF_A_NAME: Final = 2  # words, where no name was asked


def tell_who_from_when(entry: Entry) -> None:
    """Fill `contact_taken_by` and `telephone_contact_at` from the one answer that tells when, and maybe whom.

    "27 January 2026; 16:25; Elen Moss" tells both, "A. Lee, 27/11/2026" the name and no time of day. "26 Nov
    2025, 9.45pm", where whom was asked, tells when: what begins as a day or a time is no name.
    """
    who, when = entry.answer("contact_taken_by"), entry.answer("telephone_contact_at")
    asks_whom = who is not None and _tells_a_day(who)
    told = who if asks_whom else when
    if told is None or (who is not None and not asks_whom):
        return  # nothing was said of when, or each has an answer of its own
    timed = read_datetime(told.text).value is not None
    name = _name_beside(told.text, fewest=1 if asks_whom else _FEWEST_OF_A_NAME) if timed else None
    if not timed and asks_whom:
        name, _ = name_and_day(told.text) or (None, "")
    if name is not None:
        entry.answers = {**entry.answers, "contact_taken_by": replace(told, text=name)}
    elif timed and asks_whom and told.text.strip()[:1].isdigit():
        entry.answers = {key: said for key, said in entry.answers.items() if key != "contact_taken_by"}
    else:
        return
    if timed:
        entry.answers.setdefault("telephone_contact_at", told)


def name_and_day(text: str) -> tuple[str, str] | None:
    """ "A. Lee, 27/11/2026": the name, and the words of the day behind it; `None` where they are not that."""
    found = _NAME_AND_DAY.fullmatch(text.strip())
    if found is None or read_date(found["day"]).value is None:
        return None
    return found["name"], found["day"]


def _tells_a_day(answer: Answer) -> bool:
    return any(read(answer.text).value is not None for read in (read_date, read_datetime))


def _name_beside(text: str, *, fewest: int) -> str | None:
    """The one name, of `fewest` words at least, that stands beside a day and a time."""
    named = [
        part
        for part in map(str.strip, _BESIDE_WHO.split(text))
        if _WHOEVER.fullmatch(part) and read_date(part).value is None and not part.isupper()
    ]
    return named[0] if len(named) == 1 and len(named[0].split()) >= fewest else None
