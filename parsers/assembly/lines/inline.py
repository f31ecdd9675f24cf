"""Labels that share a line or a cell with their answers: "Label: value", leaders, "Label? yes"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from parsers.assembly.guidance import is_guidance
from parsers.assembly.lines.unmarked import unmarked
from parsers.assembly.people import kin_in
from parsers.assembly.pieces import Answer, Ask
from parsers.blocks import TICKED, UNTICKED
from parsers.labels import ROWS, LabelTables
from parsers.names import AS_ONE_IS_NAMED

_LEADERS: Final = re.compile(r"\s*(?:\.{3,}|(?<=\s)\.\.(?=\s)|…{1,}|_{3,}|\s\.(?:\s\.){2,})[\s.…_]*")
_COLUMNS: Final = re.compile(r"\t+|\s{2,}|\s+\|\s+|\xa0{2,}")
#: "No - the police advised against it" answers, though "No" heads columns of numbers.
_ANSWERS_AT_ONCE: Final = re.compile(r"\s*(?:yes|no|not known|unknown|unsure)\s+[-–—]\s", re.IGNORECASE)
_DASHED: Final = re.compile(r"\s[-–—=]\s")
_MARKS: Final = re.compile("[:?]")
_NUMBERED: Final = re.compile(r"\s*(?:Q\.?\s?\d{1,2}|\d{1,2}(?:\.\d{1,2})?|[a-z]\))[.)]?\s+[A-Z]")
#: Before "If yes, name of person: ...", which follows an answer in one cell.
_CLAUSE: Final = re.compile(r"\s+(?=If (?:yes|no|not|so)\b)")
#: "If yes: date and name of person spoken to": what is asked on stands behind the clause.
_IF_SO: Final = re.compile(r"\W*If (?:yes|no|not|so)\s*[:–—-]\s*(?=\w)", re.IGNORECASE)
#: "If No, please provide an explanation": what asks on, in whatever words.
_ASKS_ON: Final = re.compile(
    r"\W*(?:\w{1,3}[.)]\s+)?If (?:no|not|yes|so)\b[^:.\n]{0,70}\b(?:please|why|reason|explain|explanation|details?|state|provide|give|specify)\b[^:.\n]{0,60}",
    re.IGNORECASE,
)
_NO_ANSWER: Final = re.compile(r"[\s\-–—_.]*|\([^()]*\)\s*:?", re.DOTALL)
_KIN: Final = re.compile(r"(?:(?<=\s)|(?<=^))([A-Z][\w'’ \-]{2,24}?)\s*:\s")
#: Between what a line asks one after the other.
_MARK_BETWEEN: Final = re.compile(r"\s*[;|]\s*|\s+/\s+|,\s+(?=[A-Z][^,:]{0,30}:)")
_PARTING: Final = " \t|;,/"
_LONGEST_OWNER: Final = 30
_LOOKS_LIKE_A_LABEL: Final = re.compile(r"^\s*([A-Z(][^:\n]{1,70}?)\s*:(?:\s+|$)(?!//)")


#: Answers of a few words.
_DATA: Final = frozenset(
    ["name", "forename", "surname", "aliases", "dob", "dob_or_edd", "edd", "age_dob", "age", "gender", "phone", "email",
     "postcode", "role", "agency", "nhs_number", "upn", "school", "gp", "relationship", "ethnicity", "completed_on",
     "signed_on", "address", "line", "parents_informed", "consent_obtained", "child_informed"]
)  # fmt: skip
_COLON: Final = re.compile(r":\s")
_CAPITAL: Final = re.compile(r"(?<=\s)[A-Z]")
_LONGEST_DATUM: Final = 160
_MOST_WORDS_OF_A_LABEL: Final = 5
#: Between a question's own mark and its answer: "Parents informed? - No".
_OPENING: Final = re.compile(r"\s*(?:[:=]|(?:[-–—]|>>|[→»])(?=\s+\S))")
_SHORTEST_RULE: Final = 3
#: "Has consent been obtained ☒ Yes ☐ No": boxes to answer in, where the question's own mark was not read.
_BOXES_TO_ANSWER_IN: Final = re.compile(rf"\s*[{TICKED}{UNTICKED}]\s*(?:yes|no|y|n)\b", re.IGNORECASE)
#: More labels in one line than a form has that lost all its breaks: what follows stays in the last answer.
_MOST_IN_A_LINE: Final = 300


def split_label(text: str, tables: LabelTables) -> tuple[str, str] | None:
    """A line's known label and what follows it, or `None` where it begins with none.

    The longest label that is printed word for word wins ("If you rang first: date and time of
    call: 19 Sep"); a question that is only recognised ends at its first mark.
    """
    line, _, more = text.partition("\n")
    if _ANSWERS_AT_ONCE.match(line):
        return None
    clause = _IF_SO.match(line)
    if clause is not None and tables.known(line[clause.end() :]):
        return line[clause.end() :].strip(), more.strip()
    places = _places(line)
    for end, start in reversed(places):
        if tables.printed(line[:end]):
            return _parted(line, end, start, more)
    apart = _before_boxes(line, tables) or unmarked(line, tables) or _behind_its_number(line, tables)
    if apart is not None:
        return _parted(line, *apart, more)
    for is_label in (tables.known, lambda label: _ASKS_ON.fullmatch(label) is not None):
        for end, start in places:
            if is_label(line[:end]):
                return _parted(line, end, start, more)
    return _behind_a_topic(line, places, more, tables) or _behind_whose_it_is(line, places, more, tables)


def _behind_a_topic(
    line: str, places: Sequence[tuple[int, int]], more: str, tables: LabelTables
) -> tuple[str, str] | None:
    """ "Family views: is the family aware of this referral? Yes": the topic, and then what is asked of it."""
    for end, start in places:
        topic, _, question = line[:end].partition(":")
        if line[end - 1] == "?" and len(topic) <= _LONGEST_OWNER and tables.known(question):
            return question.strip(), _parted(line, end, start, more)[1]
    return None


def _behind_whose_it_is(
    line: str, places: Sequence[tuple[int, int]], more: str, tables: LabelTables
) -> tuple[str, str] | None:
    """ "Patient: Ida Vale": a heading's words with whoever they name."""
    for end, start in places:
        if not _names_somebody(line[:end], tables):
            continue
        if _is_a_name(line[start:].strip(), tables) or kin_in(line[start:], tables):
            return _parted(line, end, start, more)
    return None


def _before_boxes(line: str, tables: LabelTables) -> tuple[int, int] | None:
    """Where a label ends that only boxes for yes and no stand behind."""
    if TICKED not in line and UNTICKED not in line:
        return None
    boxes = _BOXES_TO_ANSWER_IN.search(line)
    if boxes is None or not boxes.start() or not tables.printed(line[: boxes.start()]):
        return None
    return boxes.start(), boxes.start()


def asked_with_boxes(text: str) -> bool:
    """Whether an answer is boxes for yes and no: whatever stands before them asks."""
    return _BOXES_TO_ANSWER_IN.match(text) is not None


def _behind_its_number(line: str, tables: LabelTables) -> tuple[int, int] | None:
    """Where a numbered question about the concern ends that only a space parts from the story told behind it."""
    if _NUMBERED.match(line) is None or not line.rstrip().endswith((".", '"', "”")):
        return None
    told = [found.end() for found in _CAPITAL.finditer(line[:_LONGEST_DATUM])]
    for begin in reversed(told):
        label = line[: begin - 1].rstrip()
        if tables.printed(label) and not tables.printed(line[begin - 1 :]):
            asked = tables.field(label)
            story = asked is not None and asked.section == "concern"
            return (len(label), begin - 1) if story else None
    return None


def _is_a_name(words: str, tables: LabelTables) -> bool:
    """Whether words are a name, with nothing behind it but more that is asked: "Ida Vale; DOB: ..."."""
    if AS_ONE_IS_NAMED.fullmatch(words):
        return True
    colon = _COLON.search(words[:_LONGEST_DATUM])
    if colon is not None:
        starts = [found.start() for found in _CAPITAL.finditer(words, 1, colon.start())][
            -_MOST_WORDS_OF_A_LABEL:
        ]
        label = next((at for at in starts if tables.printed(words[at : colon.start()])), None)
        if label is not None and AS_ONE_IS_NAMED.fullmatch(words[:label].strip(_PARTING)):
            return True
    return any(
        AS_ONE_IS_NAMED.fullmatch(words, 0, parted.start())
        and tables.printed(words[parted.end() :].partition(":")[0])
        for parted in _MARK_BETWEEN.finditer(words[:_LONGEST_DATUM])
    )


def _names_somebody(words: str, tables: LabelTables) -> bool:
    """ "Child", "Young person 2", "Client": a heading's words, which name whoever stands behind them."""
    opens = tables.heading(words)
    return opens is not None and opens.section in (*ROWS, "referrer") and len(words) <= _LONGEST_OWNER


def questions_inside(text: str, tables: LabelTables) -> list[str]:
    """A text cut before each question inside it that the tables print word for word."""
    cuts = [0]
    for found in re.finditer(r"\?", text[:4000]):
        if text[cuts[-1] : found.start()].isupper():
            continue  # no capital in it begins a question
        starts = [word.start() for word in re.finditer(r"(?<![^\s])[A-Z]", text[cuts[-1] : found.start()])][
            -15:
        ]
        whole = next(
            (cuts[-1] + at for at in starts if tables.printed(text[cuts[-1] + at : found.end()])), None
        )
        # "A yw'r rhieni'n gwybod? / Are the parents aware?" asks once, in two languages.
        if whole is not None and whole > cuts[-1] and not text[:whole].rstrip().endswith("/"):
            cuts.append(_with_number(text, cuts[-1], whole))
    cuts = sorted(set(cuts))
    return [text[start:end].strip() for start, end in zip(cuts, [*cuts[1:], len(text)])]


def _with_number(text: str, start: int, at: int) -> int:
    """Where a question begins, with the number that is printed before it."""
    number = re.search(r"(?<!\S)(?:Q|q)?\d{1,2}(?:\.\d{1,2}){0,2}[.):]?\s+$", text[start:at])
    return start + number.start() if number else at


def _places(line: str) -> list[tuple[int, int]]:
    """Where a label may end and its answer begin."""
    head = line[:240]
    places = []
    for mark in _MARKS.finditer(head):
        at = mark.start()
        if head[at] == ":":
            places.append((at, at + 1))
        elif line[at + 1 : at + 2] != ":":
            places.append((at + 1, at + 1))
    # Most lines have no leaders, and to look for a dot takes less than for a pattern.
    patterns = (_LEADERS, _COLUMNS, _DASHED) if _may_lead(head) else (_COLUMNS, _DASHED)
    for pattern in patterns:
        places += [(found.start(), found.end()) for found in pattern.finditer(head) if found.start()]
    return sorted(places)


def _may_lead(head: str) -> bool:
    return "…" in head or "_" in head or head.count(".") > 1


#: "Is an interpreter required?*": the mark of a note.
_NOTED: Final = re.compile(r"\*{0,3}")


def _parted(line: str, end: int, start: int, more: str) -> tuple[str, str]:
    if line[end - 1 : end] == "?":
        start = _NOTED.match(line, start).end()  # type: ignore[union-attr]  # matches nothing too
    rest = _LEADERS.sub("", line[start:], count=1) if _LEADERS.match(line[start:]) else line[start:]
    rest = _without_rule(_OPENING.sub("", rest, count=1) if _OPENING.match(rest) else rest)
    asked = (line[end - 1 : end] == "?" or _DASHED.match(line[end:])) and is_guidance(rest)
    # "If there was an earlier referral, when was it made? Date:" over nothing: another label.
    labelled = rest.endswith(":") and not more.strip() and len(rest) < _LONGEST_OWNER
    rest = "" if asked or labelled or _NO_ANSWER.fullmatch(rest) else rest
    return line[:end].strip(), "\n".join(part for part in (rest, more.strip()) if part)


def _without_rule(rest: str) -> str:
    """An answer without the line to write on behind it."""
    rest = rest.strip()
    bare = rest.rstrip("_")
    return bare.rstrip() if len(rest) - len(bare) >= _SHORTEST_RULE else rest


def looks_like_a_label(text: str) -> str | None:
    """The words before a colon that stand where labels stand, known or not."""
    found = _LOOKS_LIKE_A_LABEL.match(text)
    return found[1].strip() if found else None


def asks_in(answer: Answer, tables: LabelTables) -> list[Ask]:
    """The questions of a cell or line that begins with a label: one a line, or several.

    Lines without a label belong to the answer before them. Each answer is as sure as its own lines.
    Empty where the text begins with no known label.
    """
    asks: list[Ask] = []
    for line in _with_wrapped_questions(answer.text.split("\n"), tables):
        own = replace(answer, confidence=answer.sure_of(line), sureness=())
        pairs = _pairs_of(line, tables)
        if not pairs:
            if not asks:
                return []
            asks[-1] = _with_more(asks[-1], replace(own, text=line.strip()))
        asks += [Ask(label, replace(own, text=value)) for label, value in pairs]
    return asks


def _with_wrapped_questions(lines: Sequence[str], tables: LabelTables) -> list[str]:
    """The lines, two that ask together as one: "Has the parent been told about" over "this referral?"."""
    out: list[str] = []
    for line in lines:
        goes_on = out and line.strip()[:1].islower() and line.rstrip().endswith("?")
        whole = f"{out[-1].strip()} {line.strip()}" if goes_on else ""
        if whole and split_label(out[-1], tables) is None and tables.known(whole):
            out[-1] = whole
        else:
            out.append(line)
    return out


def _with_more(ask: Ask, more: Answer) -> Ask:
    if ask.answer is None or more.empty:
        return ask
    if ask.answer.empty:
        return replace(ask, answer=more)
    sure = min(ask.answer.confidence, more.confidence)
    return replace(ask, answer=replace(ask.answer, text=f"{ask.answer.text}\n{more.text}", confidence=sure))


def _pairs_of(line: str, tables: LabelTables) -> list[tuple[str, str]]:
    first = split_label(line, tables)
    if first is None:
        return []
    pairs = [first]
    while len(pairs) < _MOST_IN_A_LINE:
        label, value = pairs[-1]
        cut = (
            _next_of_kin(label, value, tables)
            or _next_label(value, tables)
            or _label_after_datum(label, value, tables)
            or _unknown_label_after_gap(label, value, tables)
        )
        if cut is None:
            return pairs
        rest = value[cut:].lstrip(_PARTING)
        inner = split_label(rest, tables) or _unknown_pair(rest)
        if inner is None:
            return pairs
        pairs[-1] = (label, value[:cut].strip(_PARTING))
        pairs.append(inner)
    return pairs


def _unknown_label_after_gap(label: str, value: str, tables: LabelTables) -> int | None:
    """ "Name: Ann Vale   Service number: 4471": what stands like a label behind a wide gap, whoever knows it."""
    gaps = _COLUMNS.finditer(value[:_LONGEST_DATUM])
    gap = next((gap.start() for gap in gaps if gap.start() and _unknown_pair(value[gap.end() :])), None)
    if gap is None or not _asks_a_datum(label, tables):
        return None
    asked = [tables.field(label, section) for section in (None, *ROWS, "referrer")]
    # "Flat: 2" behind an address may be a part of it.
    return None if any(found and found.name == "address" for found in asked) else gap


def _unknown_pair(rest: str) -> tuple[str, str] | None:
    label = looks_like_a_label(rest)
    if label is None or len(label.split()) > _MOST_WORDS_OF_A_LABEL:
        return None
    return label, rest.strip()[len(label) :].lstrip(" :")


def _next_of_kin(label: str, value: str, tables: LabelTables) -> int | None:
    """ "Mother: ... Father: ...": where the next of kin begins, gap or none."""
    if tables.kin(label) is None:
        return None
    return next(
        (found.start() for found in _KIN.finditer(value) if found.start() and tables.kin(found[1])), None
    )


def _label_after_datum(label: str, value: str, tables: LabelTables) -> int | None:
    """ "Surname: Vale First name: Ida DOB: 01/02/2015": where the next label begins, behind a name or a number.

    What is told in sentences is left alone: only a short answer has the next question right behind it.
    """
    colon = _COLON.search(value[:_LONGEST_DATUM])
    if colon is None or not _asks_a_datum(label, tables):
        return None
    while colon is not None:
        begins = max(1, value.rfind(";", 0, colon.start()) + 1, value.rfind("|", 0, colon.start()) + 1)
        starts = [word.start() for word in _CAPITAL.finditer(value, begins, colon.start())][
            -_MOST_WORDS_OF_A_LABEL:
        ]
        start = next((at for at in starts if tables.in_a_row(value[at : colon.start()])), None)
        if start is not None:
            return start
        colon = _COLON.search(value[:_LONGEST_DATUM], colon.end())
    return None


def _asks_a_datum(label: str, tables: LabelTables) -> bool:
    """Whether a label asks for a name, a number or so wherever it stands, and for no story."""
    asked = [tables.field(label, section) for section in (None, *ROWS, "referrer")]
    if (alone := asked[0]) is not None and alone.name not in _DATA:
        return False
    return any(found is not None and found.name in _DATA for found in asked) or _names_somebody(label, tables)


def _next_label(value: str, tables: LabelTables) -> int | None:
    """Where the next label begins in a line that holds several, parted by a wide gap."""
    gaps = [found for pattern in (_COLUMNS, _MARK_BETWEEN) for found in pattern.finditer(value[:400])]
    for gap in sorted(gaps, key=lambda found: found.start()):
        rest = value[gap.end() :]
        colon = rest.find(":")
        if 0 < colon < 80 and tables.printed(rest[:colon]):
            return gap.start()
    for clause in _CLAUSE.finditer(value[:400]):
        if split_label(value[clause.end() :], tables) is not None:
            return clause.end()
    colon = value.find(":")
    if value and 0 < colon < 60 and tables.printed(value[:colon]) and not value[0].islower():
        return 0
    return None
