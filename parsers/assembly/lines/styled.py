"""Labels told by a document's own style: how its known labels stand, its unknown ones stand too.

Web forms and hurried people write every label alike: in bold, under a heading style, before a
colon. Where several labels that the tables know stand so, a line that stands so and has an
answer is a label as well, whoever knows it. It is never more of the answer before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from parsers.assembly.lines.inline import split_label
from parsers.assembly.lines.marking import is_numbered, undecorated
from parsers.assembly.pieces import Ask, answer_of
from parsers.blocks import Block, Line
from parsers.labels import LabelTables
from parsers.letters.words import NAME
from parsers.values import blank, read_date, read_email, read_phone, read_postcode, read_tri

_LEAST: Final = 4
_LEAST_OF_ALL: Final = 0.5  # of the lines of one style are known labels
_LONGEST: Final = 140
_LONGEST_INLINE: Final = 80
_MOST_WORDS_INLINE: Final = 9
_NUMBERED: Final = re.compile(
    r"(?:(?:Q(?:uestion)?\.?\s?)?\d{1,2}(?:\.\d{1,2})?[).:]|\d{1,2}\.\d{1,2}|[a-z]\))\s+[A-Z]"
)
_BRACKETED: Final = re.compile(r"\s*\[[^\[\]]+\]\s*")
_NUMBER: Final = r"\s*(?:(?:Q\.?\s?)?\d{1,2}(?:\.\d{1,2})?[.)]?\s+|[a-z]\)\s+)?"
_INLINE: Final = re.compile(_NUMBER + r"(?P<label>[A-Z(][^:\n?]{1,80}?\??)\s*:\s+(?P<value>\S.*)", re.DOTALL)
_ASKED: Final = re.compile(_NUMBER + r"(?P<label>[A-Z(][^:\n?]{1,80}\?)\s*(?P<value>\S.*)", re.DOTALL)
_NAME: Final = re.compile(rf"\W*(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sgt|PC|DC|Insp)\.?\s+)?{NAME}\W*")
#: Words that labels of contact forms have, and that a narrative's own "Mum: ..." has not.
_FORM_WORDS: Final = re.compile(
    r"\b(?:child(?:ren)?(?:'s)?|pupil|parents?|carers?|guardians?|famil(?:y|ies)|referr\w+|referrals?|contact|concerns?|worr(?:y|ies)|risks?|harm|"
    r"names?|date|dob|address|postcode|number|telephone|email|details?|type|categor\w+|reasons?|who|what|why|when|how|is|are|has|have|does|"
    r"informed|aware|consent\w*|views?|wishes|voice|school|nursery|gp|nhs|ethnic\w*|religion|language|interpreter|disab\w+|gender|age|role|job|"
    r"agency|organisation|service|relationship|actions?|outcome|strengths?|history|background|impact|signed|signature|reference|level|status|worker|subject)\b",
    re.IGNORECASE,
)

#: How a line stands: where its answer is, and how the label is set.
Style = tuple[str, int | None, bool, str]


def labels_by_style(blocks: Sequence[Block], labels: LabelTables) -> dict[int, Ask]:
    """The lines that the document's style shows to be labels, by their place among its blocks."""
    styles = [_style(block) if isinstance(block, Line) else None for block in blocks]
    lines = [
        (style, block)
        for style, block in zip(styles, blocks, strict=True)
        if style is not None and isinstance(block, Line)
    ]
    known = Counter(style for style, line in lines if _is_known(style, line, labels))
    standing = Counter(style for style, line in lines if not _is_heading(line, labels))
    own = {
        style
        for style, times in known.items()
        if times >= _LEAST and times >= _LEAST_OF_ALL * standing[style]
    }
    if not own:
        return {}
    found: dict[int, Ask] = {}
    for at, (style, block) in enumerate(zip(styles, blocks, strict=True)):
        if style not in own or not isinstance(block, Line) or _needs_no_style(style, block, labels):
            continue
        ask = _ask(style, block, _neighbours(blocks, styles, at, own, labels), labels)
        if ask is not None:
            found[at] = ask
    return found


def _style(line: Line) -> Style | None:
    first = line.segments[0] if line.segments else None
    if first is None or first.filled or first.confidence < 1 or len(first.text) > 4_000:
        return None
    if len(line.segments) == 2 and not first.bold and first.text.rstrip().endswith((":", "?")):
        return ("inline", None, False, ":")
    if len(line.segments) > 1:
        return ("beside", None, first.bold, "") if len(first.text) <= _LONGEST else None
    words = first.text.strip()
    if _BRACKETED.fullmatch(words):
        return ("alone", None, False, "[]")
    if "\n" in words:
        return None
    if len(words) <= _LONGEST and _NUMBERED.match(words) and not _INLINE.fullmatch(words):
        return ("alone", line.heading, first.bold, "1)")
    marked = line.heading is not None or first.bold
    if len(words) <= _LONGEST and (marked or words.endswith((":", "?"))):
        return ("alone", line.heading, first.bold, "" if marked else words[-1])
    return ("inline", None, False, ":") if _INLINE.fullmatch(words) else None


def _is_known(style: Style, line: Line, labels: LabelTables) -> bool:
    text = line.segments[0].text
    if style[0] == "alone":
        return labels.known(undecorated(text))
    return any(
        labels.known(segment.text) or split_label(segment.text, labels) is not None
        for segment in line.segments
        if not segment.filled
    )


def _needs_no_style(style: Style, line: Line, labels: LabelTables) -> bool:
    """Whether a line is a known label and no heading too: "Referred by" alone in bold may be either."""
    return _is_known(style, line, labels) and not (style[0] == "alone" and _is_heading(line, labels))


def _asks(block: Block | None, labels: LabelTables) -> bool:
    """Whether a line begins with a known label and has an answer behind it: "Are the parents aware? Yes"."""
    return (
        isinstance(block, Line) and len(block.segments) == 1 and split_label(block.text, labels) is not None
    )


def _is_heading(line: Line, labels: LabelTables) -> bool:
    return labels.heading(undecorated(line.text)) is not None


# --- one unknown line --------------------------------------------------------------------


def _neighbours(
    blocks: Sequence[Block], styles: Sequence[Style | None], at: int, own: set[Style], labels: LabelTables
) -> tuple[bool, Line | None, bool]:
    """Whether a label stands before, the answer that stands below, whether a label or nothing does."""
    above = at - 1
    while above > 0 and _goes_on_in_bold(blocks[above], styles[above], own, labels):
        above -= 1
    before = above >= 0 and styles[above] in own
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    is_label = at + 1 < len(blocks) and (styles[at + 1] in own or _asks(below, labels))
    answer = below if isinstance(below, Line) and not is_label and below.heading is None else None
    return before, answer, is_label or not isinstance(below, Line) or below.heading is not None


def _goes_on_in_bold(block: Block, style: Style | None, own: set[Style], labels: LabelTables) -> bool:
    """Whether a line in bold is a further paragraph of an answer, where labels are in plain type."""
    return (
        isinstance(block, Line)
        and style not in own
        and block.heading is None
        and all(segment.bold for segment in block.segments)
        and not (labels.known(block.text) or _is_heading(block, labels))
    )


def _ask(style: Style, line: Line, beside: tuple[bool, Line | None, bool], labels: LabelTables) -> Ask | None:
    before, answer, alone_below = beside
    first = line.segments[0]
    bare = undecorated(first.text)
    if style[0] == "beside":
        if len(labels_of := bare.split()) > 20 or not labels_of:
            return None
        return Ask(bare, answer_of(line.segments[1:]), runs_on=True, sure=True)
    if style[0] == "inline":
        return _inline(line, labels) if before and alone_below else None
    if answer is None or is_numbered(bare):
        return None
    opens = labels.heading(bare)
    if opens is not None:
        # "Referring practitioner:" over a name: a heading by its words, a question where it stands.
        return Ask(bare, answer_of(answer.segments), sure=True) if _is_named(answer) else None
    return Ask(bare, sure=True)


def _is_named(answer: Line) -> bool:
    return len(answer.segments) == 1 and _NAME.fullmatch(answer.text) is not None


def _inline(line: Line, labels: LabelTables) -> Ask | None:
    text = replace(line.segments[0], text=line.text)
    found = _INLINE.fullmatch(text.text) or _ASKED.fullmatch(text.text)
    if (
        found is None
        or len(found["label"]) > _LONGEST_INLINE
        or len(found["label"].split()) > _MOST_WORDS_INLINE
    ):
        return None
    opens = labels.heading(found["label"])
    named = opens is not None and not opens.block and _NAME.fullmatch(found["value"]) is not None
    if not named and not _FORM_WORDS.search(found["label"]) and not _is_datum(found["value"]):
        return None
    return Ask(
        found["label"].strip(), answer_of([replace(text, text=found["value"])]), runs_on=True, sure=True
    )


def _is_datum(value: str) -> bool:
    """Whether words are an answer of a form and no sentence: a yes, a date, a number, an address of email."""
    words = value.strip()
    if len(words) > 40 or not blank(words):
        return False
    return (
        read_tri(words).value is not None
        or read_date(words).value is not None
        or bool(read_email(words).value)
        or read_postcode(words).value is not None
        or bool(read_phone(words).value)
        or re.fullmatch(r"[\d.:/ -]+", words) is not None
    )
