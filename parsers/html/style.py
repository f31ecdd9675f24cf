"""What HTML's tags, attributes and style sheets say of words: bold, struck out, hidden, faint.

A small part of CSS: inline declarations, and rules for a tag, a class, an id or `tag.class`.
Rules inside `@media` are for other screens and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from parsers.boxes import is_symbol_font

Declarations = dict[str, str]


@dataclass(frozen=True, slots=True)
class Look:
    """How words look. `faint` is small or grey, as web forms set a label above its value.

    `keeps_breaks` is text set as it was typed (`pre`); `marked` is highlighted, underlined or boxed.
    `sets_apart` is an element that lays its own children out side by side (flex and grid).
    `symbols` is the font where letters show as marks; `size` is its size in pixels.
    """

    bold: bool = False
    gone: bool = False
    faint: bool = False
    keeps_breaks: bool = False
    marked: bool = False
    italic: bool = False
    raised: bool = False
    symbols: str = ""
    sets_apart: bool = False
    size: float = 16.0


PLAIN: Final = Look()

_BOLD_TAGS: Final = frozenset({"b", "strong", "th", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "legend"})
_GONE_TAGS: Final = frozenset({"s", "strike", "del"})
_ITALIC_TAGS: Final = frozenset({"i", "em"})
_FAINT_TAGS: Final = frozenset({"small", "label"})
_MARK_TAGS: Final = frozenset({"mark", "u"})
_BREAK_TAGS: Final = frozenset({"pre", "textarea", "listing", "plaintext", "xmp"})

_WATCHED: Final = frozenset(
    {
        "display", "visibility", "mso-hide", "opacity", "max-height", "overflow", "text-decoration",
        "text-decoration-line", "background", "background-color", "mso-highlight", "border", "font-weight", "font-style", "vertical-align", "font", "font-family", "font-size", "color", "white-space",
    }
)  # fmt: skip
_INLINE_TAGS: Final = frozenset({"span", "font", "b", "strong", "i", "em", "u", "mark"})
_NO_SHADE: Final = ("transparent", "none", "white", "#fff", "inherit", "initial")
#: What web forms call the words before an answer.
_LABEL_CLASS: Final = re.compile(r"(?:^|[\s_-])(?:label|question|caption|prompt)(?:$|[\s_-])", re.IGNORECASE)
_SELECTOR: Final = re.compile(r"(?:[a-z][a-z0-9]*)?(?:[.#][\w-]+)?", re.IGNORECASE)
_ZERO: Final = re.compile(r"0+(?:\.0+)?(?:px|pt|em|rem|%)?(?:\s*!important)?")
_SIZE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(px|pt|em|rem|%)")
_SMALL_BELOW: Final = {"px": 12.5, "pt": 9.5, "em": 0.86, "rem": 0.86, "%": 86.0}
_HEX: Final = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})\b", re.IGNORECASE)
_RGB: Final = re.compile(r"rgba?\(\s*(\d+)[,\s]+(\d+)[,\s]+(\d+)")
_GREY_NAMES: Final = frozenset(
    {"gray", "grey", "darkgray", "darkgrey", "dimgray", "dimgrey", "slategray", "slategrey"}
)
_MOST_RULES: Final = 2_000


class StyleSheet:
    """The rules of a document's `style` elements that this module understands."""

    def __init__(self, sources: Iterator[str]) -> None:
        self._rules: dict[str, Declarations] = {}
        for source in sources:
            self._add(source)

    def __bool__(self) -> bool:
        return bool(self._rules)

    def of(self, tag: str, attributes: Mapping[str, Any]) -> Declarations:
        """What the rules declare for one element; later and more special rules win."""
        found: Declarations = dict(self._rules.get(tag, ()))
        for name in (attributes.get("class") or "").split():
            found.update(self._rules.get("." + name, ()))
            found.update(self._rules.get(f"{tag}.{name}", ()))
        identity = attributes.get("id")
        if identity:
            found.update(self._rules.get("#" + identity, ()))
        return found

    def _add(self, source: str) -> None:
        for rule in _outside_media(_without_comments(source)).split("}"):
            if len(self._rules) > _MOST_RULES:
                return
            selectors, _, body = rule.partition("{")
            declared = declarations(body)
            for selector in selectors.split(",") if declared else ():
                if _SELECTOR.fullmatch(selector.strip()):
                    self._rules.setdefault(selector.strip(), {}).update(declared)


def declarations(style: str) -> Declarations:
    """The declarations in a `style` attribute that matter here, in lower case."""
    pairs = (declaration.partition(":") for declaration in style.casefold().split(";"))
    return {
        name: value.strip()
        for name, _, value in ((part[0].strip(), *part[1:]) for part in pairs)
        if name in _WATCHED
    }


def look_of(tag: str, attributes: Mapping[str, Any], sheet: StyleSheet, base: Look) -> Look:
    """How the words in an element look, given how its surroundings look."""
    look = _tag_look(tag, replace(base, sets_apart=False) if base.sets_apart else base)
    if tag == "span" and _LABEL_CLASS.search(attributes.get("class") or ""):
        look = replace(look, bold=True)  # its style sheet stayed behind
    if not attributes and not sheet:
        return look
    if "hidden" in attributes:
        return replace(look, gone=True)
    declared = sheet.of(tag, attributes) if sheet else {}
    if style := attributes.get("style"):
        declared.update(declarations(style))
    if tag == "font" and (color := attributes.get("color")):
        declared["color"] = color.casefold()
    if tag == "font" and (face := attributes.get("face")):
        declared["font-family"] = face.casefold()
    return _declared_look(declared, look, inline=tag in _INLINE_TAGS) if declared else look


def _tag_look(tag: str, base: Look) -> Look:
    if tag in _BOLD_TAGS:
        return replace(base, bold=True)
    if tag in _GONE_TAGS:
        return replace(base, gone=True)
    if tag in _ITALIC_TAGS:
        return replace(base, italic=True)
    if tag == "sup":
        return replace(base, raised=True)
    if tag in _FAINT_TAGS:
        return replace(base, faint=True)
    if tag in _BREAK_TAGS:
        return replace(base, keeps_breaks=True)
    if tag in _MARK_TAGS:
        return replace(base, marked=True)
    return base


_HEAVY: Final = re.compile(r"\b[6-9]00\b")


_LIGHT: Final = re.compile(r"\b[1-5]00\b")


def _declared_look(declared: Declarations, base: Look, *, inline: bool) -> Look:
    bold = base.bold
    weight = declared.get("font-weight") or declared.get("font", "")
    if "bold" in weight or _HEAVY.search(weight):
        bold = True
    elif "normal" in weight or _LIGHT.search(weight):
        bold = False
    space = declared.get("white-space")
    return Look(
        bold=bold,
        gone=base.gone or _is_hidden(declared) or "line-through" in _decoration(declared),
        faint=_faint(declared, base),
        keeps_breaks=base.keeps_breaks if space is None else space.startswith(("pre", "break")),
        marked=base.marked or (inline and _is_marked(declared)),
        raised=base.raised or declared.get("vertical-align", "").startswith("super"),
        italic=declared["font-style"].startswith(("italic", "oblique"))
        if "font-style" in declared
        else base.italic,
        symbols=_symbol_font(declared, base),
        size=_pixels(declared, base),
        sets_apart=declared.get("display", "").startswith(("flex", "grid", "inline-flex", "inline-grid")),
    )


_PIXELS: Final = {"px": 1.0, "pt": 4 / 3, "rem": 16.0}


def _pixels(declared: Declarations, base: Look) -> float:
    found = _SIZE.search(declared.get("font-size") or declared.get("font", ""))
    if found is None:
        return base.size
    number, unit = min(float(found[1]), 1000.0), found[2]
    return number * _PIXELS[unit] if unit in _PIXELS else base.size * number / (100 if unit == "%" else 1)


def _symbol_font(declared: Declarations, base: Look) -> str:
    families = declared.get("font-family") or declared.get("font")
    if families is None:
        return base.symbols
    first = families.split(",")[0].strip(" \"'")
    return first if is_symbol_font(first) else ""


def _is_marked(declared: Declarations) -> bool:
    """Whether a few words in a line are coloured in, underlined or boxed."""
    shade = (
        declared.get("background-color") or declared.get("background") or declared.get("mso-highlight", "")
    )
    edge = declared.get("border", "none")
    return (
        (bool(shade) and not shade.startswith(_NO_SHADE))
        or "underline" in _decoration(declared)
        or not edge.startswith(("none", "0"))
    )


def _decoration(declared: Declarations) -> str:
    return declared.get("text-decoration", "") + declared.get("text-decoration-line", "")


def _is_hidden(declared: Declarations) -> bool:
    return (
        declared.get("display", "").startswith("none")
        or declared.get("visibility", "").startswith(("hidden", "collapse"))
        or declared.get("mso-hide", "").startswith("all")
        or any(_ZERO.fullmatch(declared.get(name, "")) for name in ("font-size", "opacity"))
        or ("overflow" in declared and _ZERO.fullmatch(declared.get("max-height", "")) is not None)
    )


def _faint(declared: Declarations, base: Look) -> bool:
    size = _SIZE.search(declared.get("font-size", ""))
    color = declared.get("color")
    if size is None and color is None:
        return base.faint
    small = size is not None and float(size[1]) < _SMALL_BELOW[size[2]]
    return small or (color is not None and _is_grey(color))


def _is_grey(color: str) -> bool:
    """Neither black nor near white, and without a hue."""
    if color.split("!")[0].strip() in _GREY_NAMES:
        return True
    if found := _HEX.match(color):
        digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
        red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    elif found := _RGB.match(color):
        red, green, blue = (int(part) for part in found.groups())
    else:
        return False
    return max(red, green, blue) - min(red, green, blue) <= 40 and 70 <= green <= 200


def _without_comments(source: str) -> str:
    kept: list[str] = []
    for part in source.replace("<!--", "").replace("-->", "").split("/*"):
        kept.append(part.partition("*/")[2] if kept else part)
    return " ".join(kept)


def _outside_media(source: str) -> str:
    """The style sheet without its `@` blocks and their nested rules."""
    kept: list[str] = []
    at = 0
    while (start := source.find("@", at)) >= 0:
        kept.append(source[at:start])
        at = _end_of_at_rule(source, start)
    return "".join([*kept, source[at:]])


_MARK: Final = re.compile(r"[{};]")


def _end_of_at_rule(source: str, start: int) -> int:
    depth = 0
    for found in _MARK.finditer(source, start):
        mark = found[0]
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
        if depth <= 0:
            return found.end()
    return len(source)
