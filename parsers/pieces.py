"""Runs of marked-up words -> the `Text`s of a line or a cell.

Word and HTML know which words are bold, which were typed into a field and which are struck
out. That tells label from value where nothing else does: "**Name:** Ann **Born:** 2015".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from parsers.blocks import TICKED, UNTICKED, Text
from parsers.boxes import marked_by_gaps, normalise_boxes
from parsers.chosen_look import with_one_chosen


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one look. `field` numbers the form field that they were typed into; 0 is none.

    `gone` are words that are struck out, hidden or a placeholder: no part of what is said.
    `marked` are words that are highlighted, shaded, underlined or boxed; `quiet` ones are set in
    italics or in grey.
    """

    text: str
    bold: bool = False
    field: int = 0
    hint: str | None = None
    gone: bool = False
    marked: bool = False
    quiet: bool = False


_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff\x00"))
_UNTIDY: Final = re.compile(r"[^\S ]|  |[\x00\xad\u200b\u2060\ufeff]")
_SPACES: Final = re.compile(r"[^\S\n\t]+")
_AROUND_BREAK: Final = re.compile(r"[ \t]?\n[ \t]?")
_GAP: Final = re.compile(r"\t|[^\S\n\t]{4,}")
_LABEL_END: Final = re.compile(r"[:?]\W*$")
_BOXES_ONLY: Final = re.compile(rf"[{TICKED}{UNTICKED}\s]+")
_NOTE_MARK: Final = re.compile(r"\s*[(\[]?(?:\d{1,2}|[*†‡§]|[iv]{1,4})[)\]]?\s*")
_SENTENCE_END: Final = re.compile(r"[.?!:)\]]\s*$|\n[ \t]*$")
_LONGEST_LEAD: Final = 80
_QUESTION: Final = re.compile(rf"([^?:\n{TICKED}{UNTICKED}]{{3,200}}[?:]+)[ \t]*(\S.*)", re.DOTALL)
_ANSWER: Final = r"(?:yes|no|not known|unknown|n/?k|n/?a|don['’]t know|not sure)"
#: "Parents know of this contact  Yes ☒ No ☐": without a mark between them.
_BOXED: Final = re.compile(
    rf"([^?:\n{TICKED}{UNTICKED}]{{8,200}}?)[ \t.]++((?:{_ANSWER}\s*[{TICKED}{UNTICKED}][\s/|,]*){{2,4}}|(?:[{TICKED}{UNTICKED}]\s*{_ANSWER}[\s/|,.]*){{2,4}})",
    re.IGNORECASE,
)
_OPTION: Final = re.compile(rf"\b(?:{_ANSWER}|y|n)\b", re.IGNORECASE)
_OPTIONS: Final = re.compile(
    r"(?:[/|,\s]|\b(?:yes|no|y|n|n/?k|not known|unknown|don['’]t know|not sure|n/?a)\b|\([^()]{0,60}\))+",
    re.IGNORECASE,
)


def line_texts(pieces: Sequence[Piece]) -> tuple[Text, ...]:
    """The segments of a paragraph: parted at fields, tabs, wide gaps and bold labels."""
    return tuple(_texts(pieces, in_cell=False))


def cell_texts(pieces: Sequence[Piece]) -> tuple[Text, ...]:
    """The same of a paragraph in a cell, where a gap is only a gap and emphasis only that."""
    return tuple(_texts(pieces, in_cell=True))


def asked_and_answered(text: str) -> tuple[str, str] | None:
    """A question and the options after it ("Informed? ☐ Yes ☒ No", "Informed? Yes / No").

    `None` where `text` is no such line.
    """
    found = _QUESTION.fullmatch(text)
    if found is None:
        found = _BOXED.fullmatch(text) if TICKED in text or UNTICKED in text else None
        return None if found is None else (found[1], found[2])
    has_boxes = TICKED in found[2] or UNTICKED in found[2]
    offers = _OPTIONS.fullmatch(found[2]) and _OPTION.search(found[2])  # "(telephone)" offers nothing
    return (found[1], found[2]) if has_boxes or offers else None


def is_note_mark(raised: str) -> bool:
    """Whether superscript words only point to a note: "Date of birth" with a small 2 behind it."""
    return _NOTE_MARK.fullmatch(raised) is not None


def tidy(text: str) -> str:
    """`text` with its spaces folded and trimmed; line breaks and tabs stay."""
    if _UNTIDY.search(text) is None:
        return text.strip()
    text = _SPACES.sub(" ", text.translate(_INVISIBLE))
    if "\n" in text:
        text = _AROUND_BREAK.sub("\n", text)
    return text.strip()


def whole_text(pieces: Iterable[Piece]) -> str:
    """Every word of the pieces, struck-out and hidden ones too."""
    return tidy("".join(piece.text for piece in pieces))


def _texts(pieces: Sequence[Piece], *, in_cell: bool) -> list[Text]:
    shown = [
        piece
        for piece in with_one_chosen(pieces, in_cell=in_cell)
        if not piece.gone and (piece.text or piece.field)
    ]
    if in_cell and len(shown) == 1 and not shown[0].field:
        text = _text(shown, shown[0].hint)  # what most cells hold, and tables may be long
        return [] if text is None else [text]
    texts: list[Text] = []
    for group in _groups(shown):
        if group[0].field:
            texts.append(_filled(group))
        else:
            texts.extend(_written(group, in_cell=in_cell))
    return texts


def _groups(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces of one field together, pieces of none together; bare punctuation between fields
    says nothing and is left out."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and groups[-1][0].field == piece.field:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    if len(groups) == 1:
        return groups
    return [group for group in groups if group[0].field or _says_something(group)]


def _says_something(group: list[Piece]) -> bool:
    return any(_WORD.search(piece.text) for piece in group)


_WORD: Final = re.compile(rf"[^\W_]|[{TICKED}{UNTICKED}_]|[^\x00-\x7f]")


def _filled(group: list[Piece]) -> Text:
    text = normalise_boxes(tidy("".join(piece.text for piece in group)))
    bold = bool(text) and all(piece.bold for piece in group if piece.text.strip())
    return Text(text, bold=bold, filled=True, hint=group[0].hint)


def _written(group: list[Piece], *, in_cell: bool) -> list[Text]:
    spans = _lead_colons(_spans(group))
    parts = [part for span in _parted(spans, in_cell=in_cell) for part in _gaps(span, in_cell=in_cell)]
    hint = next((piece.hint for piece in group if piece.hint), None)
    texts = [text for part in parts if (text := _text(part, hint)) is not None]
    return texts if in_cell else [part for text in texts for part in _question_parts(text)]


def _question_parts(text: Text) -> tuple[Text, ...]:
    parts = asked_and_answered(text.text)
    return (text,) if parts is None else tuple(replace(text, text=part) for part in parts)


def _text(spans: list[Piece], hint: str | None) -> Text | None:
    words = spans[0].text if len(spans) == 1 else "".join([span.text for span in spans])
    text = normalise_boxes(tidy(marked_by_gaps(words)))
    if not text:
        return None
    bold = spans[0].bold if len(spans) == 1 else all(span.bold for span in spans if span.text.strip())
    if hint is None or not _BOXES_ONLY.fullmatch(text):
        return Text(text, bold=bold, quiet=all(span.quiet for span in spans if span.text.strip()))
    return Text(text, bold=bold, filled=True, hint=hint)


def _spans(group: list[Piece]) -> list[Piece]:
    """Neighbours of one look joined; blank pieces take the look before them."""
    spans: list[Piece] = []
    for piece in group:
        if spans and (_are_alike(piece, spans[-1]) or not piece.text.strip()):
            spans[-1] = replace(spans[-1], text=spans[-1].text + piece.text)
        elif piece.text:
            spans.append(piece)
    return spans


def _are_alike(piece: Piece, other: Piece) -> bool:
    return piece.bold == other.bold and piece.quiet == other.quiet


def _lead_colons(spans: list[Piece]) -> list[Piece]:
    """A colon belongs to the bold label before it, whatever its own weight."""
    for index in range(1, len(spans)):
        rest = spans[index].text.lstrip()
        if spans[index - 1].bold and rest.startswith((":", "?")):
            spans[index - 1] = replace(spans[index - 1], text=spans[index - 1].text.rstrip() + rest[0])
            spans[index] = replace(spans[index], text=rest[1:])
    return spans


def _parted(spans: list[Piece], *, in_cell: bool) -> list[list[Piece]]:
    parts: list[list[Piece]] = []
    for index, span in enumerate(spans):
        if not parts or _parts_here(spans, index, in_cell=in_cell):
            parts.append([span])
        else:
            parts[-1].append(span)
    return parts


#: No word goes on so. An address for letters begins small.
_RUNS_ON: Final = re.compile(r"[^\W\d_A-Z](?:[A-Z\d+\"“(]|[^\s@]+@\S)(?s:.*)|[)?]\S(?s:.*)")


def _parts_here(spans: list[Piece], index: int, *, in_cell: bool) -> bool:
    before, after = spans[index - 1], spans[index]
    led = all(span.bold or span.quiet for span in spans[:index])
    if in_cell and led and before.quiet and not after.quiet:
        return _SENTENCE_END.search(before.text) is not None
    if after.bold:
        return _ends_label(after.text) or (not in_cell and index == 1 and runs_on(before, after))
    if not before.bold:
        return False
    if (
        _LABEL_END.search(before.text)
        or before.text.endswith(("\n", "\t"))
        or after.text.startswith(("\n", "\t"))
    ):
        return True
    return not in_cell and index == 1 and len(before.text) <= _LONGEST_LEAD


def runs_on(before: Piece, after: Piece) -> bool:
    """Whether a bold answer follows its plain label without a space: "First name" and "Zak"."""
    return (
        not before.bold and after.bold and _RUNS_ON.fullmatch(before.text[-1:] + after.text[:80]) is not None
    )


def _ends_label(text: str) -> bool:
    return _LABEL_END.search(text[-20:]) is not None


def _gaps(spans: list[Piece], *, in_cell: bool) -> list[list[Piece]]:
    """The spans parted where a tab or a wide gap stands in a line."""
    if in_cell or not any(_GAP.search(span.text) for span in spans):
        return [spans]
    parts: list[list[Piece]] = [[]]
    for span in spans:
        first, *others = _GAP.split(span.text)
        parts[-1].append(replace(span, text=first))
        parts.extend([replace(span, text=other)] for other in others)
    return parts
