"""What Word's styles say of a run or a paragraph: bold, struck out, hidden, a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from parsers.office.xml_element import Element
from parsers.word.markup import VAL, W, is_on, number, val

_HEADING_NAME: Final = re.compile(r"heading\s*([1-9])\b", re.IGNORECASE)
_LONGEST_CHAIN: Final = 20
_USUAL_SIZE: Final = 10.0
_SHADING: Final = W + "shd"
_MARKS: Final = frozenset({W + "highlight", W + "u", W + "bdr", _SHADING})
_NO_SHADE: Final = frozenset({"auto", "FFFFFF", "ffffff", "nil", ""})

_ITALIC, _COLOUR, _PLACE = W + "i", W + "color", W + "vertAlign"
_HEX: Final = re.compile(r"([0-9A-Fa-f]{2})" * 3)
_HUE: Final = 40
_BRIGHT: Final = 110
_GREY: Final = (70, 200)
_BOLD, _STRIKE, _DOUBLE_STRIKE, _VANISH = W + "b", W + "strike", W + "dstrike", W + "vanish"


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks, as far as it matters here."""

    bold: bool = False
    struck: bool = False
    hidden: bool = False
    marked: bool = False
    italic: bool = False
    grey: bool = False
    raised: bool = False

    @property
    def quiet(self) -> bool:
        """Set as forms print their help."""
        return self.italic or self.grey


PLAIN: Final = Look()


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it is based on taken in."""

    look: Look = PLAIN
    heading: int | None = None


NO_STYLE: Final = Style()


class Styles:
    """The styles of one document, each resolved when it is first used."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._resolved: dict[str | None, Style] = {None: NO_STYLE}
        self._default_paragraph: str | None = None
        self._defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        for style in () if root is None else root.iterfind(W + "style"):
            self._elements[style.get(W + "styleId", "")] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in {"1", "true", "on"}:
                self._default_paragraph = style.get(W + "styleId")

    def paragraph(self, style_id: str | None) -> Style:
        """The paragraph style called `style_id`, or the document's default one."""
        return self.style(style_id if style_id is not None else self._default_paragraph)

    def style(self, style_id: str | None) -> Style:
        """The style called `style_id`; one that says nothing where there is none."""
        if style_id not in self._resolved:
            self._resolved[style_id] = self._resolve(style_id, _LONGEST_CHAIN)
        return self._resolved[style_id]

    def size(self, style_id: str | None) -> float:
        """The size in points of letters in a paragraph of that style."""
        sizes = (number(val(looks, "sz"), 0, most=400) / 2 for looks in self._looks(style_id))
        return next((size for size in sizes if size), _USUAL_SIZE)

    def face(self, style_id: str | None) -> str | None:
        """The name of the typeface that such letters have, where it is told."""
        fonts = (looks.find(W + "rFonts") for looks in self._looks(style_id))
        return next((name for font in fonts if font is not None and (name := font.get(W + "ascii"))), None)

    def _looks(self, style_id: str | None) -> Iterator[Element]:
        """What a paragraph style says of letters, then what it is based on, then the document's defaults."""
        name = style_id if style_id is not None else self._default_paragraph
        for _ in range(_LONGEST_CHAIN):
            element = self._elements.get(name or "")
            if element is None:
                break
            if (looks := element.find(W + "rPr")) is not None:
                yield looks
            name = val(element, "basedOn")
        if self._defaults is not None:
            yield self._defaults

    def _resolve(self, style_id: str | None, links: int) -> Style:
        element = self._elements.get(style_id or "")
        if element is None or not links:
            return NO_STYLE
        base = self._resolve(val(element, "basedOn"), links - 1)
        properties = element.find(W + "rPr")
        look = base.look if properties is None else look_of(properties, base.look)
        return Style(look, _heading(element) or base.heading)


def look_of(properties: Element, base: Look) -> Look:
    """The look that a `w:rPr` gives on top of `base`."""
    bold, struck, hidden, marked = base.bold, base.struck, base.hidden, base.marked
    italic, grey, raised = base.italic, base.grey, base.raised
    for child in properties:
        tag = child.tag
        if tag == _BOLD:
            bold = is_on(child)
        elif tag in {_STRIKE, _DOUBLE_STRIKE}:
            struck = is_on(child)
        elif tag == _VANISH:
            hidden = is_on(child)
        elif tag in _MARKS:
            marked = marked or _is_mark(child)
        elif tag == _ITALIC:
            italic = is_on(child)
        elif tag == _COLOUR:
            grey = _is_grey(child)
        elif tag == _PLACE:
            raised = child.get(VAL) == "superscript"
    return Look(bold, struck, hidden, marked, italic, grey, raised)


def _is_grey(colour: Element) -> bool:
    """Neither black nor near white, and without a hue: given in figures, or as a shade of the theme's."""
    if colour.get(W + "themeColor") in {"background1", "light1"} and colour.get(W + "themeShade"):
        return True
    found = _HEX.fullmatch(colour.get(VAL, ""))
    if found is None:
        return False
    red, green, blue = (int(part, 16) for part in found.groups())
    return max(red, green, blue) - min(red, green, blue) <= _HUE and _GREY[0] <= green <= _GREY[1]


def is_coloured_in(cell: Element | None) -> bool:
    """Whether a cell's properties (`w:tcPr`) give it a bright colour: designs shade their cells in pale ones."""
    shade = None if cell is None else cell.find(_SHADING)
    found = None if shade is None else _HEX.fullmatch(shade.get(W + "fill", ""))
    if found is None:
        return False
    parts = [int(part, 16) for part in found.groups()]
    return max(parts) - min(parts) >= _BRIGHT


def _is_mark(element: Element) -> bool:
    """Whether a highlight, underline, border or shading shows: Word writes its absence too."""
    values = {element.get(VAL, ""), element.get(W + "fill", "") if element.tag == _SHADING else ""}
    if element.tag == _SHADING:
        return not values & _NO_SHADE
    return not values & {"none", "nil", "0"}


def both(paragraph: Look, character: Look) -> Look:
    """A paragraph style's and a character style's look together.

    Bold, strike and hidden are toggles: given by both styles, they cancel each other out
    (ECMA-376 17.7.3). A double negative is no reason to take an answer that somebody struck
    out, so strike and hidden add up instead.
    """
    return Look(
        paragraph.bold != character.bold,
        paragraph.struck or character.struck,
        paragraph.hidden or character.hidden,
        paragraph.marked or character.marked,
        paragraph.italic != character.italic,
        paragraph.grey or character.grey,
        paragraph.raised or character.raised,
    )


def outline_level(properties: Element | None) -> int | None:
    """The heading level from 1 that a `w:pPr` gives; body text (level 9) is none."""
    level = number(val(properties, "outlineLvl"), 9, most=9)
    return level + 1 if level < 9 else None


def _heading(style: Element) -> int | None:
    level = outline_level(style.find(W + "pPr"))
    if level is not None:
        return level
    name = style.find(W + "name")
    name = "" if name is None else name.get(VAL) or ""
    found = _HEADING_NAME.match(name)
    if found:
        return int(found[1])
    return 1 if name.casefold() == "title" else None
