"""Visual lines into paragraphs.

A line goes on in the next one where the next one's first word would not have fitted into the
room that was left: that is what a word processor does, whatever the alignment. Lines that end
early, as an address's do, stay paragraphs of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from parsers.blocks import Text, Word
from parsers.layout.boxes_in_line import GLYPHS
from parsers.layout.strips import Strip, is_field, size_of, text_of

_COMPLETE = re.compile(r"@[\w.-]+\.(uk|com|org|net|edu|gov|nhs|example)$", re.IGNORECASE)
_NUMBER = re.compile(r"[+(]?\d[\d)-]*$")
_HYPHENATED = "\u2010"  # what programs that part words themselves put at the end of a line
_SHORT = re.compile(r"[A-Z][a-z]")
_HALF_A_NAME = re.compile(r"[A-Z][a-z]+(?:-[A-Z][a-z]+)*-")
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d")
_MONTHS = frozenset(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
)
_NAMES = re.compile(r"(?:[A-Z][\w'’-]*\s+){0,3}[A-Z][\w'’-]*[^\W\d_]")
_REST_OF_A_NAME = re.compile(r"([^\W\d_A-Z]{1,3})(?:\s+[A-Z][\w'’-]*){0,2}")
_WORDS_IN_NAMES = frozenset(
    [
        "a",
        "al",
        "and",
        "ap",
        "at",
        "bin",
        "by",
        "da",
        "dad",
        "de",
        "del",
        "der",
        "di",
        "du",
        "el",
        "for",
        "her",
        "his",
        "ibn",
        "in",
        "la",
        "le",
        "mum",
        "nan",
        "not",
        "of",
        "on",
        "or",
        "son",
        "the",
        "to",
        "van",
        "von",
        "y",
    ]
)
_NO_LETTER = 0.85  # of the size: no letter is wider
_FEWEST_BESIDE = 2  # lines of a label and its answer: one of each tells of no column
_ONE_EDGE = 2.0  # points
_BULLETS = frozenset("•▪-–*➢·◦")


def paragraphs(lines: Sequence[Strip], room: float) -> list[Text]:
    """The paragraphs of a column `room` points wide; label and value apart where fonts differ.

    Lines with options on them, and form fields, are never run together with others.
    """
    if len(lines) == 1:
        return texts_of_line(lines[0])
    beside = _label_beside(lines)
    if beside is not None:
        label, answer = beside
        words = [word for line in label for word in line.words]
        left = answer[0].x0 - min(line.x0 for line in lines)
        title = text_of(words, label[0].page, " ".join(line.text for line in label))
        return [title, *paragraphs(answer, max(1.0, room - left))]
    groups: list[list[Strip]] = []
    for line in lines:
        if groups and _goes_on(groups[-1][-1], line, room):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [text for group in groups for text in one_paragraph(group, room)]


def _label_beside(lines: Sequence[Strip]) -> tuple[list[Strip], list[Strip]] | None:
    """The lines of a bold label, and of the plain answer in a column of its own on the right of it."""
    if not any(any(line.columns[6]) for line in lines):
        return None  # nothing is bold
    label: list[Strip] = []
    answer: list[Strip] = []
    for line in lines:
        cut = next((at for at, word in enumerate(line.words) if not word.bold), len(line.words))
        if any(word.bold or word.filled or word.text in GLYPHS for word in line.words[cut:]):
            return None
        label += [Strip(line.words[:cut], line.page)] if cut else []
        answer += [Strip(line.words[cut:], line.page)] if cut < len(line.words) else []
    if (
        not label
        or not answer
        or len(label) + len(answer) <= _FEWEST_BESIDE
        or answer[0].top > label[0].bottom
    ):
        return None
    begins = [line.x0 for line in answer]
    apart = max(begins) - min(begins) <= _ONE_EDGE and max(line.x1 for line in label) < min(begins)
    return (label, answer) if apart else None


def _goes_on(line: Strip, following: Strip, room: float) -> bool:
    last, first = line.words[-1], following.words[0]
    if last.bold != first.bold or is_field(last) or is_field(first):
        return False
    if first.text in GLYPHS or first.text[:1] in _BULLETS or _opens_label(last, first):
        return False
    if abs(line.size - following.size) > 0.2 * line.size:
        return False
    if line.page == following.page and following.top - line.bottom > 0.9 * (line.bottom - line.top):
        return False
    return would_not_fit(line, first, room) or _is_broken(line.text, line, following.text, room)


def _opens_label(last: Word, first: Word) -> bool:
    """Whether a line begins a new entry: "... PO1 3GQ." then "Re: ..."."""
    return first.text.endswith(":") and last.text.endswith((".", ";"))


def would_not_fit(line: Strip, word: Word, room: float) -> bool:
    """Whether `word` had no room behind `line` in a column `room` points wide."""
    space = 0.25 * size_of(word)
    return (line.x1 - line.x0) + space + (word.x1 - word.x0) > room - 0.15 * size_of(word)


def one_paragraph(group: Sequence[Strip], room: float) -> list[Text]:
    """Lines that are known to belong together; label and value apart where fonts differ."""
    if len(group) == 1:
        return texts_of_line(group[0])
    words = [word for line in group for word in line.words]
    return [
        text_of(words[start:end], group[0].page, _run_on(_cut_lines(group, start, end), room))
        for start, end in pairwise([0, *label_ends(words), len(words)])
    ]


def _cut_lines(group: Sequence[Strip], start: int, end: int) -> list[Strip]:
    """The lines of the words from `start` to `end`, counted through the group."""
    out: list[Strip] = []
    seen = 0
    for line in group:
        words = line.words[max(0, start - seen) : max(0, end - seen)]
        seen += len(line.words)
        if len(words) == len(line.words) and not line.lines:
            out.append(line)  # whole, as most are
        elif words:
            out.append(Strip(words, line.page))
    return out


def texts_of_line(line: Strip) -> list[Text]:
    """One line's segments; options on it stay together, in the order that puts boxes first."""
    if len(line.words) == 1:
        return [line.as_text()]
    parts = line.segments
    if line.has_glyph():
        return _options(parts)
    texts: list[Text] = []
    for part in parts:
        texts.extend(label_and_value(part))
    return texts


def _options(parts: Sequence[Strip]) -> list[Text]:
    """The questions apart from their options: "Informed? ☒ Yes ☐ No Agreed? ☐ Yes ☒ No" is four texts."""
    texts: list[Text] = []
    for beside in in_groups(parts):
        if not beside[0].has_glyph():
            texts.extend(label_and_value(beside[0]))
        elif len({word.hint for part in beside for word in part.words if word.filled}) > 1:
            texts.extend(part.as_text() for part in beside)
        else:
            texts.append(_one_text(beside))
    return texts


def in_groups(parts: Sequence[Strip]) -> list[list[Strip]]:
    """A line's segments, with the options that stand beside each other together."""
    groups: list[list[Strip]] = []
    for part in parts:
        if groups and part.has_glyph() and groups[-1][0].has_glyph():
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _one_text(parts: Sequence[Strip]) -> Text:
    words = [word for part in parts for word in part.words]
    return text_of(words, parts[0].page, " ".join(_lines_of_options(part) for part in parts))


def _lines_of_options(part: Strip) -> str:
    """Options listed under each other keep their lines, unless they only wrap."""
    listed = bool(part.lines) and all(line.words[0].text in GLYPHS for line in part.lines)
    return ("\n" if listed else " ").join(line.text for line in part.lines or (part,))


def label_and_value(part: Strip) -> list[Text]:
    """A segment as label and value where its font changes between them."""
    if part.lines:
        return [_wrapped(part)]
    cuts = label_ends(part.words)
    if not cuts:
        return [part.as_text(part.text)]
    return [text_of(part.words[start:end], part.page) for start, end in pairwise([0, *cuts, len(part.words)])]


def _wrapped(part: Strip) -> Text:
    """The lines of a part in its column: run together where they wrapped, and a line each where not."""
    room = max(line.x1 for line in part.lines) - part.x0
    text = part.lines[0].text
    for line, following in pairwise(part.lines):
        after = following.text
        if _is_broken(text.rpartition("\n")[2], line, after, room):
            text = f"{text.removesuffix(_HYPHENATED)}{after}"
        else:
            text += (" " if part.bold or not after[:1].isupper() else "\n") + after
    return part.as_text(text)


def label_ends(words: Sequence[Word]) -> list[int]:
    """How many words from the first stand before each change from label to value or back; none where
    the font says nothing.

    A label is bold before a plain value, or ends with its colon before a bold one. Bold words
    in the middle of a sentence are no label. Several pairs in one line have labels in bold, each with its colon.
    """
    bold = [word.bold for word in words]
    if all(bold) or not any(bold) or any(word.filled for word in words):
        return []
    changes = [index for index in range(1, len(bold)) if bold[index] != bold[index - 1]]
    if len(changes) > 1:
        return changes if _are_pairs(words, changes) else []
    cut = changes[0]
    if cut == 1 and words[0].confidence < 1 and _SHORT.fullmatch(words[0].text):
        return []  # recognition takes any two letters for bold
    ends_label = words[cut - 1].text.endswith((":", "?"))
    return changes if words[0].bold or ends_label else []


def _are_pairs(words: Sequence[Word], changes: Sequence[int]) -> bool:
    """Whether what is bold between `changes` are labels, each with its colon: "Setting: Limpets Tel: 023 9200 0222"."""
    labels = [words[end - 1] for end in (*changes, len(words)) if words[end - 1].bold]
    seen = words[0].bold and len(labels) > 1 and all(word.confidence == 1 for word in words)
    return seen and all(last.text.endswith(":") for last in labels)


def _run_on(lines: Sequence[Strip], room: float) -> str:
    """The lines' text in one: an email address or web address broken at the edge is mended."""
    text = lines[0].text
    for line, following in pairwise(lines):
        after = following.text
        broken = _is_broken(text, line, after, room)
        text = f"{text.removesuffix(_HYPHENATED)}{after}" if broken else f"{text} {after}"
    return text


def _is_parted_name(text: str, line: Strip, after: str, room: float) -> bool:
    """Whether a narrow column broke a name within a word: "Mohamme" over "d", no letter more had room.

    Only a few letters that are no word of their own, behind nothing but names, are told from a second word.
    """
    letters = _REST_OF_A_NAME.fullmatch(after)
    if letters is None or _NAMES.fullmatch(text) is None or letters[1] in _WORDS_IN_NAMES:
        return False
    return room - (line.x1 - line.x0) < _NO_LETTER * line.size


def _is_parted_month(last: str, first: str) -> bool:
    """Whether a narrow column broke a month's name: "22nd Novembe" over "r 2011"."""
    month = last + first
    return month in _MONTHS and last not in _MONTHS and first[:1].islower()


def _is_broken(text: str, line: Strip, after: str, room: float) -> bool:
    last, first = text.rsplit(None, 1)[-1], after.split(None, 1)[0]
    if text.endswith(("-", _HYPHENATED)) and len(last) > 2 and after[:1].islower():
        return True
    if _HALF_A_NAME.fullmatch(last) and after[:1].isupper():
        return True
    if _DATE.fullmatch(last + first) and not _DATE.fullmatch(last):
        return True
    if _is_parted_name(text, line, after, room) or _is_parted_month(last, first):
        return True
    if "@" not in last and "@" not in first and not last.lower().startswith(("http", "www.")):
        return False
    if last.count("@") + first.count("@") > 1 or last.endswith((",", ";", ":")):
        return False
    if (last.endswith(".") and first[:1].isupper()) or _COMPLETE.search(last) or _NUMBER.match(first):
        return False
    if (
        "@" in last
        and (last.endswith(("-", ".")) or "." not in last.rpartition("@")[2])
        and _COMPLETE.search(last + first)
    ):
        return True  # no address ends there, whatever room there was
    letter = (line.x1 - line.words[-1].x0) / max(1, len(line.words[-1].text))
    return (line.x1 - line.x0) + 2.0 * letter > room
