"""What an XFA form's template prints beside its fields: captions, options and titles of parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

_MOST: Final = 20_000  # elements
_DEEPEST: Final = 60
_CONTAINERS: Final = frozenset({"template", "subform", "subformSet", "area", "exclGroup", "pageSet"})
_LONGEST_TITLE: Final = 90  # letters


@dataclass(slots=True)
class Printed:
    """A field or a part of the form: what is printed for it, and what its stored values mean.

    `titles` stand over it, after what stands before it; `options` gives for a stored value the words that the reader sees; `ticks` is what a check
    box stores while it is ticked, and nothing for other fields.
    """

    caption: str = ""
    options: dict[str, str] = field(default_factory=dict)
    ticks: str | None = None
    parts: dict[str, Printed] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)

    def part(self, name: str) -> Printed | None:
        """What is printed for the data element `name` within this one."""
        return self.parts.get(name)


def printed(root: Any) -> Printed:
    """The whole template's parts, by the names that the data has."""
    found = Printed()
    _fill(found, root, [_MOST], 0)
    return found


def _fill(found: Printed, element: Any, left: list[int], depth: int) -> None:
    titles: list[str] = []
    for child in element.iterchildren(etree.Element):
        left[0] -= 1
        if left[0] < 0 or depth > _DEEPEST:
            return
        kind, name = _kind(child), _data_name(child)
        if kind == "draw":
            titles.append(_title(child))
            if not found.caption:
                found.caption = titles.pop()
            continue
        if kind == "field" and name:
            part = found.parts.setdefault(name, _field(child))
        elif kind == "exclGroup" and name:
            part = found.parts.setdefault(name, _choice(child))
        elif kind in _CONTAINERS:
            part = found.parts.setdefault(name, Printed()) if name else found
            _fill(part, child, left, depth + 1)
        else:
            continue
        if part is not found:
            part.titles += filter(None, titles)
            titles = []


def _kind(element: Any) -> str:
    return str(etree.QName(element).localname)


def _data_name(element: Any) -> str:
    """The name of the data that an element shows: the last one of its binding, else its own."""
    for child in element.iterchildren(etree.Element):
        reference = child.get("ref", "") if _kind(child) == "bind" else ""
        name = reference.rpartition(".")[2].partition("[")[0].strip("$#")
        if name:
            return str(name)
    return str(element.get("name", ""))


def _field(element: Any) -> Printed:
    shown, stored = _items(element)
    options = dict(zip(stored, shown)) if len(stored) == len(shown) else {}
    box = any(_kind(item) == "checkButton" for item in element.iter(etree.Element))
    return Printed(_caption(element), {} if box else options, (stored or ["1"])[0] if box else None)


def _choice(element: Any) -> Printed:
    """A group of buttons of which one is chosen: what each stores is what stands beside it."""
    options: dict[str, str] = {}
    for child in element.iterchildren(etree.Element):
        if _kind(child) == "field":
            stored = _items(child)[1]
            if stored:
                options[stored[0]] = _caption(child) or stored[0]
    return Printed(_caption(element), options)


def _items(element: Any) -> tuple[list[str], list[str]]:
    """The choices as shown and as stored; the same where they are listed once."""
    lists = [child for child in element.iterchildren(etree.Element) if _kind(child) == "items"]
    values = {item.get("save") == "1": list(_texts(item)) for item in lists}
    shown = values.get(False) or values.get(True) or []
    return shown, values.get(True) or shown


def _texts(element: Any) -> Iterator[str]:
    for child in element.iterchildren(etree.Element):
        yield words(child)


def _caption(element: Any) -> str:
    for child in element.iterchildren(etree.Element):
        if _kind(child) == "caption":
            return words(child)
    for child in element.iterchildren(etree.Element):
        if _kind(child) == "assist":
            spoken = [words(item) for item in child if _kind(item) in ("speak", "toolTip")]
            return next(filter(None, spoken), "")
    return ""


def _title(element: Any) -> str:
    text = words(element)
    return text if len(text) <= _LONGEST_TITLE else ""


def words(element: Any) -> str:
    """An element's text in one line, whether plain or marked up."""
    return " ".join("".join(element.itertext(etree.Element)).split())
