"""Word's form fields: content controls (`w:sdt`) and legacy ones (`w:ffData`).

A content control shows either what was put in or its placeholder, and it says which. A legacy
field keeps a text in the document, but a tick or a choice in its own data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from parsers.blocks import TICKED, UNTICKED
from parsers.office.xml_element import Element
from parsers.word.markup import VAL, W14, W, is_on, number, val

SDT: Final = W + "sdt"
SDT_CONTENT: Final = W + "sdtContent"
_PROPERTIES: Final = W + "sdtPr"
_CHECK_BOX: Final = W14 + "checkbox"
_SECTIONS: Final = frozenset(
    {
        "docPartObj",
        "docPartList",
        "group",
        "repeatingSection",
        "repeatingSectionItem",
        "citation",
        "bibliography",
    }
)
_FIXED: Final = frozenset({"contentLocked", "sdtContentLocked"})
_INNER_FIELDS: Final = (SDT, W + "tbl", W + "ffData")


@dataclass(frozen=True, slots=True)
class Control:
    """A content control. A `section` only groups what stands in it and is no field itself."""

    kind: Literal["section", "text", "placeholder", "box"]
    hint: str | None = None
    ticked: bool = False
    content: Element | None = None

    @property
    def box(self) -> str:
        """The check box as it stands."""
        return TICKED if self.ticked else UNTICKED


def control(sdt: Element) -> Control:
    """What kind of control `sdt` is, and where its content stands."""
    content = sdt.find(SDT_CONTENT)
    properties = sdt.find(_PROPERTIES)
    if properties is None or content is None:
        return Control("section", content=content)
    hint = (val(properties, "alias") or val(properties, "tag") or "").strip() or None
    check_box = properties.find(_CHECK_BOX)
    if check_box is not None:
        return Control("box", hint, ticked=_is_checked(check_box), content=content)
    if _is_section(properties, content):
        return Control("section", content=content)
    kind: Literal["placeholder", "text"] = (
        "placeholder" if is_on(properties.find(W + "showingPlcHdr")) else "text"
    )
    return Control(kind, hint, content=content)


def _is_checked(check_box: Element) -> bool:
    checked = check_box.find(W14 + "checked")
    return checked is not None and checked.get(W14 + "val", "1") in {"1", "true", "on"}


def _is_section(properties: Element, content: Element) -> bool:
    if any(str(child.tag).rpartition("}")[2] in _SECTIONS for child in properties):
        return True
    if val(properties, "lock") in _FIXED:
        return True
    return next(content.iter(*_INNER_FIELDS), None) is not None


@dataclass(frozen=True, slots=True)
class LegacyField:
    """A legacy form field. `value` is `None` where the value stands in the text after it."""

    kind: Literal["text", "box", "choice"]
    hint: str | None = None
    value: str | None = None


def legacy_field(data: Element) -> LegacyField:
    """The form field that a `w:ffData` describes."""
    hint = next((found for name in ("statusText", "helpText", "name") if (found := val(data, name))), None)
    box = data.find(W + "checkBox")
    if box is not None:
        return LegacyField("box", hint, TICKED if _box_is_checked(box) else UNTICKED)
    choices = data.find(W + "ddList")
    if choices is not None:
        return LegacyField("choice", hint, _choice(choices))
    return LegacyField("text", hint)


def _box_is_checked(box: Element) -> bool:
    checked = box.find(W + "checked")
    return is_on(checked if checked is not None else box.find(W + "default"))


def _choice(choices: Element) -> str | None:
    entries = [entry.get(VAL) or "" for entry in choices.iterfind(W + "listEntry")]
    index = number(val(choices, "result") or val(choices, "default"), 0)
    return entries[index] if index < len(entries) else None
