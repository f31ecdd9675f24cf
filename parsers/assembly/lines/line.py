"""Lines -> pieces: headings, labels with their answers beside them, labels alone, loose text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from typing import Final

from parsers.assembly import kinds
from parsers.assembly.draft import IDENTITY
from parsers.assembly.guidance import is_guidance, without_marking
from parsers.assembly.hints import label_of_hint
from parsers.assembly.lines.gaps import ENDS_IN_COLON, parted_as_meant, with_colons_before
from parsers.assembly.lines.inline import asks_in, questions_inside
from parsers.assembly.lines.marking import how_marked, is_numbered, undecorated
from parsers.assembly.lines.titles import OF_A_FORM, is_a_title
from parsers.assembly.lines.unmarked import unmarked
from parsers.assembly.pieces import Answer, Ask, Head, Piece, Say, answer_of
from parsers.blocks import TICKED, UNTICKED, Line, Text
from parsers.chosen_look import OPTION
from parsers.labels import Heading, LabelTables
from parsers.options import options
from parsers.values import read_gender, read_tri

_ANSWER: Final = re.compile(r"^\s*(?:A|Ans|Answer|Response)\s*:(?:\s+|$)")
_QUESTION: Final = re.compile(r"^\s*(?:Q|Question|Field|Label)\s*\d{0,2}\s*:(?:\s+|$)", re.IGNORECASE)
_FIRST_SENTENCE: Final = re.compile(r"((?:\W*\d{1,2}[.):]\s*)?[^.?\n]{8,160}[.?])\s+(?=[A-Z(])")
#: "Have you told the parents? (Yes/No) ____Yes____": the answer stands on the line that is drawn for it.
_ON_A_LINE: Final = re.compile(r"(?P<label>[^_\n]{3,160}?)\s*_{2,}\s*(?P<answer>[^_\s][^_\n]*?)\s*_{2,}\W*")
_DOTS: Final = re.compile(r"(?:\.{4,}|…{2,}|_{4,})[.…_\s]*")
_LEAST_DOTTED: Final = 2
#: A question's number on a line of its own, or set apart before the question.
_NUMBER_ALONE: Final = re.compile(r"\s*(?:Q(?:uestion)?\.?\s?)\d{1,3}\s*[.:)]?\s*", re.IGNORECASE)
#: The number of what is asked behind it, set apart as it is in bold or in a column of its own.
_NUMBER_OF_LABEL: Final = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2}){1,2}\.?|\d{1,2}[.)]|\(?[a-z]{1,2}\))\s*")
_OF_A_LIST: Final = re.compile(
    r"\s*(?:[a-z][).]|Q?\d{1,2}[.)]|Q\d{1,2}|\d{1,2}(?:\.\d{1,2})+[.)]?)\s+[^\W\d_]"
)
_RULE: Final = re.compile(r"^[\s=\-_*~#.–—]{3,}$")


def pieces_of_line(line: Line, labels: LabelTables) -> Iterator[Piece]:
    """The pieces of one line."""
    segments = [text for text in line.segments if text.text.strip() or text.filled]
    segments = [
        replace(text, text=without_marking(text.text)) if "|" in text.text else text for text in segments
    ]
    if len(segments) > 1 and not segments[0].filled and _is_number_of_label(segments, labels):
        segments = segments[1:]
    segments = with_colons_before(_unprefixed(segments))
    segments = segments[:1] + [text for text in segments[1:] if not _explains(text, labels)]
    if len(segments) > 1 and is_guidance(segments[0].text) and not labels.known(segments[0].text):
        segments = segments[1:]  # help under a label, level with more of its answer
    segments = parted_as_meant(segments, labels)
    if not segments or (len(segments) == 1 and not segments[0].filled and _says_nothing(segments[0].text)):
        return
    if len(segments) > 1:
        if _ANSWER.match(f"{segments[0].text} ") and not segments[0].filled:
            yield Say(answer_of([replace(segments[1], text=" ".join(text.text for text in segments[1:]))]))
            return
        yield from _subject_named(list(_segments(segments, labels)), labels)
        return
    text = segments[0]
    if text.filled:
        yield Say(answer_of(segments))
        return
    yield from _paragraph(line, text, labels)


def _is_number_of_label(segments: list[Text], labels: LabelTables) -> bool:
    """Whether a line begins with its question's number, "3.1", "Name of referrer": it is nobody's answer."""
    number, label, *_ = segments
    if _NUMBER_ALONE.fullmatch(number.text):
        return True
    return _NUMBER_OF_LABEL.fullmatch(number.text) is not None and labels.known(label.text)


def _says_nothing(text: str) -> bool:
    return _RULE.match(text) is not None or _NUMBER_ALONE.fullmatch(text) is not None


def _unprefixed(segments: list[Text]) -> list[Text]:
    """ "Question: What is your name?" without the word that systems write before each question."""
    found = _QUESTION.match(segments[0].text) if segments and not segments[0].filled else None
    if found is None:
        return segments
    rest = segments[0].text[found.end() :].strip()
    return [replace(segments[0], text=rest), *segments[1:]] if rest else segments[1:]


def _explains(text: Text, labels: LabelTables) -> bool:
    """Words beside a label that say what to write: "(address and postcode)", "Please give brief details" in italics."""
    if text.quiet and not text.filled and is_guidance(text.text):
        return True
    inner = re.fullmatch(r"[(\[]([^()\[\]]+)[)\]]", text.text.strip())
    return inner is not None and not text.filled and (labels.known(inner[1]) or is_guidance(inner[1]))


def _subject_named(pieces: list[Piece], labels: LabelTables) -> list[Piece]:
    """ "Subject: VALE, Ida  DOB: 01/02/2015": beside a date of birth it is a child's name, and no email's title."""
    first, *others = pieces
    if not isinstance(first, Ask) or first.label.strip(" :").casefold() != "subject" or first.answer is None:
        return pieces
    asked = [labels.field(piece.label, "children") for piece in others if isinstance(piece, Ask)]
    if not any(found is not None and found.name in ("dob", "dob_or_edd", "age_dob") for found in asked):
        return pieces
    return [replace(first, label="Name of subject"), *others]


def _only_offers(words: str) -> bool:
    """ "Yes / No" behind a question: what may be answered, where the answer stands beside it."""
    offered = [part.strip() for part in words.strip("()").split("/")]
    said = {read_tri(part).value or read_gender(part).value for part in offered}
    return len(offered) > 1 and len(said) == len(offered) and None not in said


def _paragraph(line: Line, text: Text, labels: LabelTables) -> Iterator[Piece]:
    parts = questions_inside(text.text, labels) if "?" in text.text else []
    if len(parts) > 1:
        for part in parts:
            yield from _paragraph(line, replace(text, text=part), labels)
        return
    led = _between_leaders(text, labels)
    if led:
        yield from led
        return
    written = _ON_A_LINE.fullmatch(text.text)
    if written is not None and labels.known(written["label"]):
        yield Ask(written["label"].strip(), replace(answer_of([text]), text=written["answer"]), runs_on=True)
        return
    first, _, more = text.text.partition("\n")
    if more.strip() and labels.known(undecorated(first)):
        yield Ask(undecorated(first), answer_of([replace(text, text=more)]), runs_on=True)
        return
    asked = _asked_before_guidance(text.text, labels)
    if asked is not None:
        yield Ask(asked)
        return
    answer = answer_of([text])
    given = _ANSWER.match(text.text)
    if given:
        yield Say(replace(answer, text=text.text[given.end() :]))
        return
    yield from _title_or_label(line, text, labels)


def _between_leaders(text: Text, labels: LabelTables) -> list[Ask]:
    """ "Child's name …… Ida Vale …… Date of birth …… 01/02/2015": labels and answers in turn, dots between them."""
    if len(_DOTS.findall(text.text)) < _LEAST_DOTTED:
        return []
    parts = [part.strip(" :") for part in _DOTS.split(text.text) if part.strip(" :")]
    if any("\n" in part for part in parts):
        return []  # each line has a label of its own
    labelled, answers = parts[::2], parts[1::2]
    if not answers or not all(map(labels.known, labelled)) or any(map(labels.in_a_row, answers)):
        return []
    answers += [""] * (len(labelled) - len(answers))
    return [
        Ask(label, answer_of([replace(text, text=answer)]))
        for label, answer in zip(labelled, answers, strict=True)
    ]


#: "☒ Male  ☐ Female  ☐ Other": options with their boxes, which "Male / Female" elsewhere asks for.
_OFFERED: Final = re.compile(rf"(?:[{TICKED}{UNTICKED}]\s*(?:{OPTION})\b[\s/|,]*){{2,}}", re.IGNORECASE)


def _title_or_label(line: Line, text: Text, labels: LabelTables) -> Iterator[Piece]:
    answer = answer_of([text])
    marked = how_marked(line, text)
    bare = undecorated(text.text)
    known = TICKED not in bare and labels.known(bare) and unmarked(bare, labels) is None
    known = known and not (marked == 2 and OF_A_FORM.search(bare) and not labels.printed(bare))
    opens = labels.heading(bare, marked=marked > 0 and not known) or _names_a_section(bare, marked, labels)
    # A title has its dash within it: "Concern about a child - partner form" asks nothing.
    titled = is_a_title(bare, marked, set_as_one=line.heading is not None)
    asks = [] if known or titled else asks_in(answer, labels)
    # "REFERRER ROLE: IDVA" is in capitals through and through, and no heading.
    answered = marked == 1 and any(ask.answer is not None and not ask.answer.empty for ask in asks)
    if opens and (not known or opens.block or marked) and not answered:
        yield Head(bare, opens, marked, text.page, text.confidence)
        if known and not opens.block:
            yield Ask(bare, titles=True)
    elif known:
        yield Ask(bare, sure=line.heading is not None, titles=is_numbered(bare))
    elif asks:
        yield from (_open(ask) for ask in asks)
    elif opens or marked:
        yield Head(bare, opens, marked, text.page, text.confidence)
    else:
        yield Say(answer)


def _explains_above(segments: list[Text], index: int) -> bool:
    """Whether printed words stand between a label and its field: a note on what to write."""
    text = segments[index]
    return not text.filled and not options(text.text) and index + 2 == len(segments) and segments[-1].filled


def _names_a_section(text: str, marked: int, labels: LabelTables) -> Heading | None:
    """A label set as a heading that asks who somebody is: what follows is theirs, whoever it was before."""
    asked = labels.field(text) if marked == 2 else None
    # "Professional's name" may be who writes: only a heading's own words open the others' section.
    if (
        asked is None
        or asked.section not in ("children", "people", "referrer")
        or asked.number
        or asked.preset
    ):
        return None
    # "Surname" is one of several that tell one person, though every label be set as a heading.
    whole = asked.name in IDENTITY - {"forename", "surname"}
    return Heading(asked.section) if whole or kinds.is_list(asked) else None


def _asked_before_guidance(text: str, labels: LabelTables) -> str | None:
    """ "Please describe your worries. Include what you have seen.": the question, without its help."""
    found = _FIRST_SENTENCE.match(text)
    if found is None or labels.known(text) or not labels.known(found[1]):
        return None
    return found[1] if is_guidance(text[found.end() :]) else None


def _open(ask: Ask) -> Ask:
    """A label on a line of text may have its answer, or more of it, on the next."""
    if ask.answer is None or ask.answer.empty:
        return Ask(ask.label)
    return replace(ask, runs_on=True)


def _labels_in(text: Text, open_label: str | None, index: int, labels: LabelTables) -> list[Ask]:
    """A segment that is a label; behind one without an answer yet only where its colon or its number shows it."""
    if open_label and ENDS_IN_COLON.fullmatch(text.text.strip()):
        return [Ask(text.text.strip())]
    in_turn = open_label and index % 2 and not _are_numbered(open_label, text.text)
    return [Ask(text.text.strip())] if labels.known(text.text) and not in_turn else []


def _are_numbered(*labels: str) -> bool:
    """Whether all of them begin with a number or a letter of a list, as no answer does that stands behind one."""
    return all(_OF_A_LIST.match(label) for label in labels)


def _segments(segments: list[Text], labels: LabelTables) -> Iterator[Piece]:
    """A line whose segments stand apart: labels and answers in turn."""
    open_label: str | None = None
    offers = False
    for index, text in enumerate(segments):
        answer = answer_of([text])
        whole = text.filled or _OFFERED.fullmatch(text.text.strip()) is not None
        asks = [] if whole else asks_in(answer, labels) or _labels_in(text, open_label, index, labels)
        if not asks and offers and index and options(text.text):
            continue
        if not asks:
            if offers := bool(options(text.text)):
                answer = answer_of(list(takewhile(lambda item: options(item.text), segments[index:])))
                answer = replace(answer, text=answer.text.replace("\n", " "))
            if open_label is None:
                # "Q7" says nothing, and the field's own name may say all.
                hinted = label_of_hint(text.hint, labels) if index and text.filled and text.hint else None
                yield Ask(hinted, answer) if hinted else Say(answer)
            elif _explains_above(segments, index):
                continue
            else:
                # In columns the colon may stand before the answer: "NAME    : Ida Vale".
                said = answer.text.removeprefix(":").lstrip() if answer.text.startswith(": ") else answer.text
                yield Ask(open_label, replace(answer, text=said), runs_on=not text.filled)
            open_label = None
            continue
        offers = False
        if open_label is not None:
            yield Ask(open_label, Answer("", text.page))
        *closed, last = asks
        yield from closed
        said = "" if last.answer is None else last.answer.text.strip()
        open_label = None if said and not (index + 1 < len(segments) and _only_offers(said)) else last.label
        if open_label is not None and not closed and kinds.is_continued(text.text):
            open_label = text.text.strip()
        if open_label is None:
            yield replace(last, runs_on=True)
    if open_label is not None:
        yield Ask(open_label)
