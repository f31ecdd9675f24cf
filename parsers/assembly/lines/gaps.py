"""What a gap on a line parts although it is one thing, and what no gap parts although it is two."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from parsers.assembly.lines.inline import asks_in
from parsers.assembly.pieces import answer_of
from parsers.blocks import Text
from parsers.labels import LabelTables
from parsers.letters.words import BORN, DATE, NAME
from parsers.options import options
from parsers.values import read_gender, read_tri

_LONGEST_CHOICE: Final = 12
#: A question that goes on from the options before it.
_CLAUSE: Final = re.compile(r"(?<=\s)If (?:yes|no|not|so)\b", re.IGNORECASE)
_LEAST_COLUMNS: Final = 2
_NUMBERED_NAME: Final = re.compile(rf"\s*(?:\d{{1,2}}[.)]\s+)?{NAME}\s*")
#: "Any other relevant addresses:": no answer ends so.
ENDS_IN_COLON: Final = re.compile(r"[^\W\d_][^:\n]{2,60}:")
_BORN_ON: Final = re.compile(rf"\s*{BORN}\s*[:.-]?\s*(?P<date>{DATE})\s*")


def parted_as_meant(segments: list[Text], labels: LabelTables) -> list[Text]:
    """The segments of one line, each of them a label, an answer or an option."""
    segments = _with_birthdays_joined(_with_gaps_closed(_with_capitals_whole(segments, labels), labels))
    return _with_fields_joined(_with_clauses_apart(_with_choices_whole(segments)))


def with_colons_before(segments: list[Text]) -> list[Text]:
    """ "SURNAME", ": VALE": colons in a column of their own belong to the labels."""
    whole = segments[:1]
    for text in segments[1:]:
        rest = text.text.lstrip()
        if text.filled or not rest.startswith(":"):
            whole.append(text)
            continue
        if not whole[-1].filled:
            whole[-1] = replace(whole[-1], text=f"{whole[-1].text.rstrip(' :')}:")
        if answer := rest.lstrip(": "):
            whole.append(replace(text, text=answer))
    return whole


def _with_choices_whole(segments: list[Text]) -> list[Text]:
    """ "Informed?", "Yes", "No": what is offered and not marked is one answer, which chooses nothing."""
    whole = segments[:1]
    for text in segments[1:]:
        last = whole[-1]
        if len(whole) > 1 and _is_offered_beside(last, text):
            whole[-1] = replace(last, text=f"{last.text} / {text.text}")
        else:
            whole.append(text)
    return whole


def _with_birthdays_joined(segments: list[Text]) -> list[Text]:
    """ "1. Ida Vale", "DOB 1/2/15": two columns of a list of people are one line of it."""
    if len(segments) < _LEAST_COLUMNS or any(text.filled for text in segments[:2]):
        return segments
    first, second, *rest = segments
    born = _BORN_ON.fullmatch(second.text)
    if born is None or not _NUMBERED_NAME.fullmatch(first.text):
        return segments
    return [replace(first, text=f"{first.text}, {born['date']}"), *rest]


def _with_capitals_whole(segments: list[Text], labels: LabelTables) -> list[Text]:
    """ "PERSON", "REPORTING": one heading in small capitals, whose first word alone is seen to be bold on a scan."""
    if len(segments) != _LEAST_COLUMNS or any(text.filled for text in segments):
        return segments
    first, second = segments
    whole = f"{first.text} {second.text}"
    in_capitals = whole.isupper() and all(letter.isalpha() or letter in " /'’-&" for letter in whole)
    if not (in_capitals and first.bold and not second.bold and labels.known(whole)):
        return segments
    return segments if labels.known(second.text) else [replace(first, text=whole)]


def _with_gaps_closed(segments: list[Text], labels: LabelTables) -> list[Text]:
    """ "Patient:", "Ida Vale": what is a label only with its answer behind it stands before a gap as it does before a space."""
    closed = segments[:1]
    for text in segments[1:]:
        last = closed[-1]
        if (
            not last.filled
            and not text.filled
            and ENDS_IN_COLON.fullmatch(last.text.strip())
            and not labels.known(last.text)
            and not asks_in(answer_of([text]), labels)
            and asks_in(answer_of([whole := replace(last, text=f"{last.text} {text.text}")]), labels)
        ):
            closed[-1] = whole
        else:
            closed.append(text)
    return closed


def _with_clauses_apart(segments: list[Text]) -> list[Text]:
    """ "Yes ☐ No ☒ If no, why?": the options, and the question after them."""
    apart: list[Text] = []
    for text in segments:
        found = None if text.filled else _CLAUSE.search(text.text)
        if found is None or not options(text.text[: found.start()]):
            apart.append(text)
            continue
        apart += [
            replace(text, text=text.text[: found.start()].strip()),
            replace(text, text=text.text[found.start() :].strip()),
        ]
    return apart


def _with_fields_joined(segments: list[Text]) -> list[Text]:
    """ "Contact: [number] / [email]": two fields behind one label are one answer, a line each."""
    joined: list[Text] = []
    for text in segments:
        if len(joined) > 1 and text.filled and text.text and joined[-1].filled and not joined[-2].filled:
            joined[-1] = replace(joined[-1], text="\n".join(filter(None, (joined[-1].text, text.text))))
        else:
            joined.append(text)
    return joined


def _is_offered_beside(text: Text, following: Text) -> bool:
    """Whether two short answers stand side by side that exclude each other."""
    if text.filled or following.filled:
        return False
    last = text.text.rpartition(" / ")[2]
    return any(
        None not in (before := read(last).value, after := read(following.text).value) and before != after
        for read in (read_tri, read_gender)
        if max(len(last), len(following.text)) <= _LONGEST_CHOICE
    )
