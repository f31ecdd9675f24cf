"""WordprocessingML's names, and how its attributes are read. ECMA-376, part 1, section 17."""

from __future__ import annotations

from typing import Final

from parsers.office.xml_element import Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

VAL: Final = W + "val"
ALTERNATE: Final = MC + "AlternateContent"
TEXT_BOX: Final = W + "txbxContent"

WRAPPERS: Final = frozenset(
    W + name
    for name in ("ins", "moveTo", "smartTag", "customXml", "hyperlink", "dir", "bdo", "rubyBase", "ruby")
)
"""What stands around content and changes nothing about it."""

DELETED: Final = frozenset(W + name for name in ("del", "moveFrom"))
"""What tracked changes took out: no longer in the document."""

_OFF: Final = frozenset({"0", "false", "off", "none"})


def is_on(switch: Element | None) -> bool:
    """Whether an on/off element is there and not switched off."""
    return switch is not None and switch.get(VAL) not in _OFF


def val(parent: Element | None, name: str) -> str | None:
    """The `w:val` of the child `w:name`, or `None`."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(VAL)


def number(text: str | None, default: int, least: int = 0, most: int = 1_000) -> int:
    """A count as an attribute gives it, kept between `least` and `most`."""
    try:
        return default if text is None else max(least, min(most, int(text)))
    except ValueError:
        return default


def branch(alternate: Element) -> Element | None:
    """The one branch of an `mc:AlternateContent` that is read: the same words stand in all."""
    choice = alternate.find(MC + "Choice")
    return choice if choice is not None else alternate.find(MC + "Fallback")
