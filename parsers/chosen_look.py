"""Which of the options "Yes / No" is chosen by its look: highlighted, underlined, boxed or in bold.

People answer a printed choice in colour as often as with a pen. Only where the options stand
by themselves, and one of them alone is set off, does its look say anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from parsers.pieces import Piece

OPTION: Final = (
    r"yes|no|not known|unknown|not applicable|n/a|n/k|nk|na|don['’]t know|not sure|unsure|y|n|male|female|m|f|boy|girl"
    r"|non[- ]?binary|other|prefer not to say|not asked|transgender|intersex"
)
"""An answer that forms print to choose from, whatever its letters' case."""
_OPTION: Final = re.compile(OPTION, re.IGNORECASE)
_OPTIONS: Final = re.compile(
    rf"[\s/|,]*(?:{OPTION})(?:[\s/|,]+(?:or\s+)?(?:{OPTION}))+[\s/|,.]*", re.IGNORECASE
)
_LABEL_END: Final = re.compile(r"[:?](?:\s*\([^()]*\))?\s*$|\t\s*$")
#: "Have parents been informed? Yes / ", before "No" in bold: label and option of one look.
_LABEL_AND_OPTION: Final = re.compile(
    rf"(?P<label>.*[:?])(?P<option>\s+(?:{OPTION})[\s/|,]+)", re.IGNORECASE | re.DOTALL
)
#: "Level of need:   Universal   Targeted   ", before "Statutory" in colour: options in a form's own words, gaps between them.
_LABEL_AND_LIST: Final = re.compile(r"(?P<label>.*[:?])(?P<option>[ \t]{2,}[^:?\n]+[ \t]{2,})", re.DOTALL)
_LONGEST: Final = 60
_LONGEST_LINE: Final = 400
_STROKE: Final = re.compile(r"\s+[/|]\s+")
_GAP: Final = re.compile(r"[ \t]{2,}")
_FEWEST_BETWEEN_GAPS: Final = 3
_LONGEST_LISTED: Final = 40  # letters in an option of a form's own
_MOST_LISTED: Final = 8


def is_option(words: str) -> bool:
    """Whether words are one answer that forms print to choose from, and no more."""
    return _OPTION.fullmatch(words.strip(" /|,.\t\n")) is not None


def with_one_chosen(pieces: Sequence[Piece], *, in_cell: bool = False) -> Sequence[Piece]:
    """`pieces` with the options gone that are not chosen, where one alone is set off by its look.

    Options in a form's own words are told by standing in a cell of their own, or behind a label's mark.
    """
    if len(pieces) < 2 or not any(piece.marked or piece.bold for piece in pieces):
        return pieces
    pieces = list(_with_labels_apart(pieces))
    for start in range(len(pieces)):
        before = "".join(piece.text for piece in pieces[:start] if not piece.gone)
        if start and not _LABEL_END.search(before):
            continue
        offered = pieces[start:]
        words = "".join(piece.text for piece in offered if not piece.gone)
        if len(words) <= _LONGEST and _OPTIONS.fullmatch(words):
            return [*pieces[:start], *_chosen(offered)]
        if (start or in_cell) and (listed := _listed(offered, words)) is not None:
            return [*pieces[:start], listed]
    return pieces


def _with_labels_apart(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        words = "" if piece.bold or piece.field else piece.text[-_LONGEST_LINE:]
        found = _LABEL_AND_OPTION.fullmatch(words) or _LABEL_AND_LIST.fullmatch(words)
        if found is None:
            yield piece
            continue
        yield replace(piece, text=piece.text.removesuffix(found["option"]))
        yield replace(piece, text=found["option"])


def _chosen(offered: Sequence[Piece]) -> list[Piece]:
    """The options, all but the chosen one gone; as they are where none or several are set off."""
    for is_set_off in (_is_marked, _is_bold):
        chosen = [piece for piece in offered if _is_option(piece) and is_set_off(piece)]
        others = [
            piece
            for piece in offered
            if not piece.gone and piece not in chosen and _OPTION.search(piece.text)
        ]
        if len(chosen) == 1 and others and not any(is_set_off(piece) for piece in others):
            return [
                replace(piece, bold=False) if piece is chosen[0] else replace(piece, gone=True)
                for piece in offered
            ]
    return list(offered)


def _listed(offered: Sequence[Piece], words: str) -> Piece | None:
    """ "Level 2 / Level 3 / Level 4": of options in a form's own words the one that alone is set off."""
    for between, fewest in ((_STROKE, 2), (_GAP, _FEWEST_BETWEEN_GAPS)):
        options = [option.strip() for option in between.split(words.strip())]
        if not fewest <= len(options) <= _MOST_LISTED or max(map(len, options)) > _LONGEST_LISTED:
            continue
        if any(is_option(option) or ":" in option or "?" in option for option in options):
            return None  # "Interpreter needed  Yes / No": the first of them is not all option
        if (chosen := _one_set_off(offered, options)) is not None:
            return chosen
    return None


def _one_set_off(offered: Sequence[Piece], options: Sequence[str]) -> Piece | None:
    for is_set_off in (_is_marked, _is_bold):
        chosen = [piece for piece in offered if piece.text.strip() and not piece.gone and is_set_off(piece)]
        if len(chosen) == 1 and chosen[0].text.strip() in options:
            return replace(chosen[0], bold=False)
    return None


def _is_option(piece: Piece) -> bool:
    return not piece.gone and is_option(piece.text)


def _is_marked(piece: Piece) -> bool:
    return piece.marked


def _is_bold(piece: Piece) -> bool:
    return piece.bold
