"""Rings drawn around a printed answer in Word: "Yes / No" with an oval over one of the two.

A ring is a shape with no fill of its own, anchored to a paragraph by offsets from it. Word keeps
no place for words, so where they stand is estimated from the usual widths of letters; only a ring
that plainly lies over one answer and over no other chooses it. ECMA-376 part 1, 20.4.2 (anchors).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from parsers.blocks import TICKED
from parsers.chosen_look import OPTION
from parsers.office.xml_element import Element
from parsers.pieces import Piece
from parsers.word.markup import MC, W, number, val
from parsers.word.styles import Styles

_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MAIN: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SHAPE: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_VML: Final = "{urn:schemas-microsoft-com:vml}"
_EMU_A_POINT: Final = 12_700
_TWIPS_A_POINT: Final = 20
_WIDEST, _HIGHEST = 130.0, 50.0  # points: what a ring around one answer may be
_COVERS, _GRAZES = 0.6, 0.35  # of an answer's width
_REACHES: Final = 0.8  # of an answer's width and height: what is smaller is a radio button beside it
_LINE: Final = 1.2  # of the letters' size
_TAB: Final = 36.0
_FROM_THE_TEXT: Final = frozenset({"column", "margin", "text"})
_SHAPES: Final = frozenset({"ellipse", "donut", "roundRect", "flowChartConnector", "flowChartTerminator"})
_VML_SHAPES: Final = (_VML + "oval", _VML + "roundrect")
_STYLE: Final = re.compile(r"([a-z-]+)\s*:\s*([^;]+)")
_POINTS: Final = re.compile(r"(-?\d*\.?\d+)\s*(pt|in|cm|mm|px)?")
_A_POINT: Final = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, None: 0.75}
_TOKEN: Final = re.compile(rf"(?<![\w/])(?:{OPTION})(?!\w)|(?<=/)(?:{OPTION})(?!\w)", re.IGNORECASE)

#: Widths of letters in thousandths of their size, as sans-serif faces have them.
_WIDTHS: Final = {
    **dict.fromkeys("il|'!,.:;jI", 255),
    **dict.fromkeys("ftr()[]/ -", 300),
    **dict.fromkeys("sckvxyzJ", 500),
    **dict.fromkeys("ABEKPSVXYZT&", 667),
    **dict.fromkeys("CDHNRUwF", 715),
    **dict.fromkeys("GOQ", 778),
    **dict.fromkeys("mMW%", 860),
}
_USUAL: Final = 556
_NARROWER: Final = {"calibri": 0.91, "times new roman": 0.88, "carlito": 0.91, "garamond": 0.82}


@dataclass(frozen=True, slots=True)
class Ring:
    """A ring's box in points, from where its paragraph's text begins."""

    left: float
    top: float
    width: float
    height: float


def rings(paragraph: Element) -> Iterator[Ring]:
    """The rings anchored to a paragraph whose place beside its text is told."""
    # Drawings stand twice: again as VML, for programs that know no others.
    again = {pict for fallback in paragraph.iter(MC + "Fallback") for pict in fallback.iter(W + "pict")}
    for child in paragraph.iter(W + "drawing", W + "pict"):
        if child.tag == W + "drawing":
            for anchor in child.iterfind(_DRAWING + "anchor"):
                yield from _of_anchor(anchor)
        elif child not in again:
            for shape in child.iterfind("*"):
                yield from _of_vml(shape)


def with_ringed_chosen(
    pieces: Sequence[Piece], paragraph: Element, found: Sequence[Ring], styles: Styles
) -> list[Piece] | None:
    """The pieces, the one answer that a ring lies over marked; `None` where that is not plain."""
    text = "".join(piece.text for piece in pieces if not piece.gone)
    tokens = list(_TOKEN.finditer(text))
    letters = _letters(paragraph, styles)
    if not tokens or "".join(letter for letter, _, _ in letters) != text or len(found) != 1:
        return None
    chosen = _ringed(found[0], tokens, letters)
    if chosen is None:
        return None
    if len(tokens) == 1:
        return [Piece(f"{TICKED} "), *pieces] if text.strip(" \t\n.") == chosen[0] else None
    edges = sorted({edge for token in tokens for edge in token.span()})
    return [replace(part, marked=part.marked or at == chosen.start()) for at, part in _cut(pieces, edges)]


def _ringed(
    ring: Ring, tokens: Sequence[re.Match[str]], letters: Sequence[tuple[str, float, float]]
) -> re.Match[str] | None:
    size = letters[tokens[0].start()][2]
    middle = ring.top + ring.height / 2
    if not -0.4 * size <= middle <= _LINE * size * 1.3:
        return None  # over another line than the first
    edges = [0.0]
    for _, width, _ in letters:
        edges.append(edges[-1] + width)
    covered = [_covered(ring, edges[token.start()], edges[token.end()]) for token in tokens]
    best = max(range(len(tokens)), key=covered.__getitem__)
    others = [share for at, share in enumerate(covered) if at != best]
    plain = covered[best] >= _COVERS and all(share <= _GRAZES for share in others)
    start, end = tokens[best].span()
    around = ring.width >= _REACHES * (edges[end] - edges[start]) and ring.height >= _REACHES * size
    return tokens[best] if plain and around else None


def _covered(ring: Ring, start: float, end: float) -> float:
    """The share of a stretch of text that lies within a ring."""
    return max(0.0, min(end, ring.left + ring.width) - max(start, ring.left)) / max(end - start, 0.1)


def _cut(pieces: Sequence[Piece], edges: Sequence[int]) -> Iterator[tuple[int, Piece]]:
    """The pieces cut at offsets of their shown text, each with the offset that it begins at."""
    at = 0
    for piece in pieces:
        if piece.gone:
            yield -1, piece
            continue
        end = at + len(piece.text)
        cuts = [at, *(edge for edge in edges if at < edge < end), end]
        for start, stop in pairwise(cuts):
            yield start, replace(piece, text=piece.text[start - at : stop - at])
        at = end


# --- where words stand ---------------------------------------------------------------------


def _letters(paragraph: Element, styles: Styles) -> list[tuple[str, float, float]]:
    """Each letter of a plain paragraph with its width and its size in points; empty where it wraps or is centred."""
    properties = paragraph.find(W + "pPr")
    if val(properties, "jc") not in (None, "left", "start", "both"):
        return []
    style = val(properties, "pStyle")
    letters: list[tuple[str, float, float]] = []
    at = 0.0
    for run in paragraph.iterfind(W + "r"):
        looks = run.find(W + "rPr")
        size = number(val(looks, "sz"), 0, most=400) / 2 or styles.size(style)
        fonts = None if looks is None else looks.find(W + "rFonts")
        face = (None if fonts is None else fonts.get(W + "ascii")) or styles.face(style)
        scale = size * _NARROWER.get((face or "").casefold(), 1.0) / 1000
        for letter in _said(run):
            width = _TAB - at % _TAB if letter == "\t" else _WIDTHS.get(letter, _USUAL) * scale
            letters.append((letter, width, size))
            at += width
    return letters


def _said(run: Element) -> str:
    return "".join(
        (part.text or "") if part.tag == W + "t" else "\t" if part.tag == W + "tab" else "" for part in run
    )


# --- what is drawn -------------------------------------------------------------------------


def _of_anchor(anchor: Element) -> Iterator[Ring]:
    across, down = anchor.find(_DRAWING + "positionH"), anchor.find(_DRAWING + "positionV")
    extent = anchor.find(_DRAWING + "extent")
    if across is None or down is None or extent is None or not _is_hollow(anchor):
        return
    if across.get("relativeFrom") not in _FROM_THE_TEXT or down.get("relativeFrom") != "paragraph":
        return
    left, top = (
        None if offset is None else number(offset.text, 0, least=-(10**7), most=10**8) / _EMU_A_POINT
        for offset in (across.find(_DRAWING + "posOffset"), down.find(_DRAWING + "posOffset"))
    )
    if left is None or top is None:
        return
    width, height = (number(extent.get(name), 0, most=10**8) / _EMU_A_POINT for name in ("cx", "cy"))
    yield from _fitting(Ring(left, top, width, height))


def _is_hollow(anchor: Element) -> bool:
    """Whether a drawing is one outline that a ring may be, with no words and no fill of its own."""
    looks = list(anchor.iter(_SHAPE + "spPr"))
    if len(looks) != 1 or any(text.text for text in anchor.iter(W + "t")):
        return False
    shape = next(looks[0].iter(_MAIN + "prstGeom", _MAIN + "custGeom"), None)
    line = looks[0].find(_MAIN + "ln")
    return (
        shape is not None
        and shape.get("prst", "ellipse") in _SHAPES
        and (looks[0].find(_MAIN + "noFill") is not None or anchor.get("behindDoc") == "1")
        and (line is None or line.find(_MAIN + "noFill") is None)
    )


def _of_vml(shape: Element) -> Iterator[Ring]:
    if shape.tag not in _VML_SHAPES or shape.get("filled") not in {"f", "false"}:
        return
    style = {name: value.strip() for name, value in _STYLE.findall(shape.get("style") or "")}
    if style.get("position") != "absolute":
        return
    if style.get("mso-position-horizontal-relative", "text") not in _FROM_THE_TEXT:
        return
    if style.get("mso-position-vertical-relative", "text") != "text":
        return
    left, top, width, height = (
        _points(style.get(name, "0")) for name in ("margin-left", "margin-top", "width", "height")
    )
    if left is not None and top is not None and width is not None and height is not None:
        yield from _fitting(Ring(left, top, width, height))


def _points(length: str) -> float | None:
    found = _POINTS.fullmatch(length)
    return None if found is None else float(found[1]) * _A_POINT[found[2]]


def _fitting(ring: Ring) -> Iterator[Ring]:
    if 4 < ring.width <= _WIDEST and 4 < ring.height <= _HIGHEST:
        yield ring
