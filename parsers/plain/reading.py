"""Plain text (the body of an email, a .txt file) -> `Document`.

Lines that an email program wrapped are joined again where that is clear, and never a line
that says "Label: value" with the line before it. Dot leaders and columns part a line into
segments; a label with a leader and nothing after it has an empty segment: asked, not answered.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

from parsers.blocks import TICKED, UNTICKED, Block, Document, Line, Text
from parsers.boxes import normalise_boxes
from parsers.errors import TooLarge
from parsers.pieces import asked_and_answered
from parsers.plain.lines import SourceLine, source_lines
from parsers.plain.styles import with_one_style
from parsers.plain.tables import table_at

METHOD: Final = "text"
MOST_CHARACTERS: Final = 32 * 2**20

_RULE: Final = re.compile(r"([-=_~*#^+.·•─━═–—])(?:\s*\1){2,}")
_UNDERLINES: Final = {
    "=": 1,
    "═": 1,
    "━": 1,
    "-": 2,
    "─": 2,
    "~": 2,
    "^": 3,
    "–": 2,
    "—": 2,
    "_": 2,
    "*": 1,
    "#": 1,
}
#: "Section: Your details", as programs title the parts of a form.
_TITLED: Final = re.compile(r"(?:section|page)\s*:\s+(\S.*)", re.IGNORECASE)
_DECORATED: Final = re.compile(r"([=*#~_+<:-])\1+\s*([^\W_].*?)\s*(?:[=*#~_+>:-]{2,})?")
_LEADER: Final = re.compile(
    r"(?P<label>\S.*?)\s*(?:\.{4,}|(?<=\?)\s\.{3}(?=\s)|(?<=\?\s)\.{3}(?=\s)|(?:\. ){3,}\.?|…{2,}|·{4,}|(?<=\s)-{4,}(?=\s|$)|_{4,})\s*[:>]?\s*(?P<value>.*)",
    re.DOTALL,
)
_GAP: Final = re.compile(r"\t|[ ]{3,}|(?<=[:?])[ ]{2,}")
#: What parts a label from its answer, set off in a column of its own: "Name      : Ann Lee".
_SET_OFF: Final = re.compile(r"^[:=](?:\s+|$)")
_STARRED: Final = re.compile(r"(?P<mark>\*\*?|__)(?P<label>[^*_\s][^*_]{0,120}?)(?P=mark)\s*(?P<value>.*)")
_STARRED_LABEL: Final = re.compile(
    r"(?P<mark>\*\*|__)[^*_\s][^*_]{0,120}?(?:[:?](?P=mark)|(?P=mark):)\s*\S.*"
)
_BULLET: Final = re.compile(r"[*•·‣▪◦●»-]\s+(?=[^:]{1,80}:(?:\s|$))")
_LABELLED: Final = re.compile(
    r"[^\W_][^:]{0,79}:(?:\s|$)|[^\W_][^:=\n]{0,59}\s=(?:\s|$)|\W{0,3}\d{1,2}[.)]\s"
)
#: "Parents informed - No": a line that begins so may be a question of its own, however full the one above it.
_DASHED: Final = re.compile(r"[A-Z](?:[\w'’/()]*\s){1,5}[-–—]\s")
#: No more of a sentence that has ended above it, however full that line.
_WHOLE_QUESTION: Final = re.compile(
    r"(?:Have|Has|Is|Are|Was|Were|Do|Does|Did|Can|Will|What|Why|Who|When|Where|How|Which)\b[^.?!]{4,120}\?[\s*]*(?:$|\s(?:[-–—>»→]{1,2}\s)?[A-Z\d\"“‘'].*)|"
    r"[A-Z][^.?!]{3,120}\?[\s*]+(?i:yes|no|not known|unknown|unsure|[yn](?:/[ak])?)\b.{0,80}"
)
_STARTS_ITEM: Final = re.compile(r"[*•·‣▪◦●»–-]\s|\(?[0-9a-zA-Z]{1,2}[.)]\s|\[.?\]|[<>|+=#_]")
_ENDS_LABEL: Final = re.compile(r"[:?]\W*$")
_WRAP_BETWEEN: Final = (45, 100)
_WIDE: Final = 64
_FULL_FROM: Final = 0.7
"""A line that fills less of the width than this was ended by its writer."""
_LONGEST_HEADING: Final = 80
_MOST_LINES_OF_A_TITLE: Final = 3
_FEWEST_PIPES: Final = 2  # of a row of a table
_LONGEST_LEADER_LINE: Final = 2_000


def read_plain(text: str, *, flowed: bool = False, delsp: bool = False) -> Document:
    """The document in `text`. Raises `TooLarge`.

    `flowed` and `delsp` are the parameters of its content type; transfer encodings are
    already taken off.
    """
    if len(text) > MOST_CHARACTERS:
        raise TooLarge
    lines = source_lines(text, flowed=flowed, delsp=delsp)
    whole = "\n".join(line.text for line in lines).strip("\n")
    return Document(tuple(_blocks(with_one_style(lines))), METHOD, whole)


def _blocks(lines: Sequence[SourceLine]) -> Iterator[Block]:
    widths = _wrap_widths(lines)
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.blank:
            at += 1
        elif (found := table_at(lines, at)) is not None:
            table, at = found
            yield table
        elif (level := _heading(lines, at)) is not None:
            yield Line((Text(_undecorated(line.text)),), level)
            at += 1
        elif (end := _end_of_fenced(lines, at)) is not None:
            yield from (Line((Text(normalise_boxes(within.text)),), 2) for within in lines[at:end])
            at = end
        elif line.text != "--" and _RULE.fullmatch(line.text):
            at += 1
        else:
            text, at = _joined(lines, at, widths.get(line.level))
            yield Line(_segments(text))


def _wrap_widths(lines: Sequence[SourceLine]) -> dict[int, int]:
    """For each quoting level whose text is wrapped: the column it is wrapped at; less than nothing
    where no line goes on with a small letter, so that each may have been ended by its writer.

    Only lines with another below them tell: a last line may be of any length, and a long
    line with one below it shows that nothing wraps here. A narrow column takes two lines to
    show: one may be a label over its answer.
    """
    least, most = _WRAP_BETWEEN
    pairs: dict[int, list[tuple[SourceLine, SourceLine]]] = {}
    for line, below in itertools.pairwise(lines):
        if line.level == below.level and not below.blank and " " in line.text and not _ends_label(line.text):
            pairs.setdefault(line.level, []).append((line, below))
    widths: dict[int, int] = {}
    for level, found in pairs.items():
        lengths = [line.indent + len(line.text) for line, _ in found]
        width = max(lengths)
        if not least <= width <= most:
            continue
        if width >= _WIDE or sum(length > _FULL_FROM * width for length in lengths) > 1:
            wraps = any(below.text[0].islower() and _is_full(line, below, width) for line, below in found)
            widths[level] = width if wraps else -width
    return widths


def _is_full(line: SourceLine, below: SourceLine, width: int) -> bool:
    """Whether a line leaves no room for the first word of the one below it."""
    length = line.indent + len(line.text)
    return length >= _FULL_FROM * width and length + 1 + len(below.text.split(" ", 1)[0]) > width


def _heading(lines: Sequence[SourceLine], at: int) -> int | None:
    line = lines[at]
    if len(line.text) > _LONGEST_HEADING or not any(char.isalpha() for char in line.text):
        return None
    below = lines[at + 1] if at + 1 < len(lines) else SourceLine("")
    rule = _RULE.fullmatch(below.text)
    if rule and below.level == line.level and rule[1] in _UNDERLINES and not _ends_label(line.text):
        before = lines[at - 1] if at else SourceLine("")
        return _UNDERLINES[rule[1]] if before.blank or _RULE.fullmatch(before.text) else None
    decorated = None if _STARRED_LABEL.fullmatch(line.text) else _DECORATED.fullmatch(line.text)
    if decorated and (decorated[1] != "-" or line.text.endswith("--")) and not _is_forward_mark(line.text):
        return len(line.text) - len(line.text.lstrip("#")) if decorated[1] == "#" else 2
    if _TITLED.fullmatch(line.text):
        return 2
    return 2 if _is_shouted(line.text) and _stands_apart(lines, at) else None


def _end_of_fenced(lines: Sequence[SourceLine], at: int) -> int | None:
    """Where a title of a few lines ends that stands between two rules, as digests set one over each entry."""
    if not at or not (rule := _RULE.fullmatch(lines[at - 1].text)):
        return None
    for end in range(at + 1, min(at + _MOST_LINES_OF_A_TITLE, len(lines) - 1) + 1):
        below = _RULE.fullmatch(lines[end].text)
        if below is not None:
            return end if below[1] == rule[1] else None
        if lines[end].blank or lines[end].level != lines[at].level:
            return None
        if any(_is_answered(line.text) for line in (lines[end - 1], lines[end])):
            return None
    return None


def _is_answered(text: str) -> bool:
    return len(text) > _LONGEST_HEADING or _parts(text) or _LABELLED.match(text) is not None


def _is_forward_mark(text: str) -> bool:
    return "original message" in text.casefold() or "forwarded" in text.casefold()


def _is_shouted(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return (
        len(letters) > 3
        and all(char.isupper() for char in letters)
        and not text.endswith(":")
        and "  " not in text
    )


def _stands_apart(lines: Sequence[SourceLine], at: int) -> bool:
    """A line in capitals is a heading with its section right below, or nearer to it than to
    what stands above by a blank line.

    Evenly spaced it may as well be an answer: "SMITH".
    """
    above, below = _blanks(lines, at, -1), _blanks(lines, at, 1)
    if not above:
        return False
    if not below:
        return _LABELLED.match(lines[at + 1].text) is not None
    return below < above and above > 1


def _blanks(lines: Sequence[SourceLine], at: int, step: int) -> int:
    """How many blank lines stand next to a line, up to three; beyond the text all are blank."""
    count = 0
    while count < 3:
        at += step
        if 0 <= at < len(lines) and not lines[at].blank:
            break
        count += 1
    return count


def _undecorated(text: str) -> str:
    decorated, titled = _DECORATED.fullmatch(text), _TITLED.fullmatch(text)
    return normalise_boxes(decorated[2] if decorated else titled[1] if titled else text)


def _joined(lines: Sequence[SourceLine], at: int, width: int | None) -> tuple[str, int]:
    """The line at `at` with the lines that go on with it, and the index after them."""
    first = lines[at]
    text = first.text
    previous = first
    at += 1
    while at < len(lines) and lines[at].level == first.level and not lines[at].blank:
        line = lines[at]
        if _is_wrapped(previous, line, width):
            text += " " + line.text
        elif _hangs(first, previous, line):
            text += "\n" + line.text
        else:
            break
        if _RULE.fullmatch(line.text) or _underlined(lines, at):
            break
        previous = line
        at += 1
    return text, at


def _underlined(lines: Sequence[SourceLine], at: int) -> bool:
    return at + 1 < len(lines) and _RULE.fullmatch(lines[at + 1].text) is not None


def _is_wrapped(above: SourceLine, line: SourceLine, width: int | None) -> bool:
    """Whether `line` stands on a line of its own only because `above` was full."""
    if width is None or _STARTS_ITEM.match(line.text) or _ends_label(above.text):
        return False
    if line.text.count(" | ") >= _FEWEST_PIPES:
        return False
    told = line.text[0].islower() or above.text.endswith((".", "!", "?"))
    if width < 0 and not told and _LABELLED.match(above.text):
        return False
    if not _is_full(above, line, abs(width)):
        return False
    if line.text[0].islower():
        return True
    begins_anew = (
        _LABELLED.match(line.text),
        _DASHED.match(line.text),
        _STARRED.match(line.text),
        above.text.endswith((".", "!")) and _WHOLE_QUESTION.fullmatch(line.text),
    )
    return not any((*begins_anew, _parts(line.text)))


def _hangs(first: SourceLine, above: SourceLine, line: SourceLine) -> bool:
    """Whether `line` is indented below "Label: value" as more of the value."""
    if line.indent < first.indent + 2 or _LABELLED.match(line.text) or _parts(line.text):
        return False
    return (_LABELLED.match(first.text) is not None or bool(_parts(first.text))) and not _ends_label(
        above.text
    )


def _parts(text: str) -> bool:
    return _GAP.search(text) is not None or _leader(text) is not None


def _leader(text: str) -> re.Match[str] | None:
    """The label and the value that a row of dots parts, if one does."""
    found = _LEADER.fullmatch(text) if len(text) <= _LONGEST_LEADER_LINE else None
    return found if found is not None and any(char.isalpha() for char in found["label"]) else None


def _ends_label(text: str) -> bool:
    return _ENDS_LABEL.search(text[-20:]) is not None


def _segments(text: str) -> tuple[Text, ...]:
    text = _BULLET.sub("", text, count=1) if _BULLET.match(text) else text
    if (starred := _STARRED.fullmatch(text)) is not None:
        value = normalise_boxes(_SET_OFF.sub("", starred["value"], count=1))
        return (Text(starred["label"], bold=True), *([Text(value)] if value else []))
    if (leader := _leader(text)) is not None:
        return Text(normalise_boxes(leader["label"])), Text(normalise_boxes(leader["value"]))
    text = normalise_boxes(text)
    parts = [part.strip() for part in _GAP.split(text) if part.strip()]
    if len(parts) < 2 or all(TICKED in part or UNTICKED in part for part in parts):
        return tuple(Text(part) for part in asked_and_answered(text) or (text,))
    return Text(parts[0]), *(Text(_SET_OFF.sub("", part, count=1)) for part in parts[1:])
