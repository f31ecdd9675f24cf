"""What a web form's program wrote for programs, JSON, XML or CSV -> `Document`, or `None` where a text is none of these.

Each name is the label of its value, and the name of what holds others is their heading. Names are
spelt out as they would be printed ("dateOfBirth", "date_of_birth": "date of birth"); a question
and its answer in two fields side by side ("label": …, "value": …) are label and value.
"""

from __future__ import annotations

import csv
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from parsers.blocks import Block, Document, Line, Text
from parsers.errors import Damaged
from parsers.office.package import parse_xml
from parsers.office.xml_element import Element

METHOD: Final = "text"
_LONGEST: Final = 2**20  # characters: what a person typed into a form is far less
_DEEPEST: Final = 12
_PAIR: Final = 2
_FEWEST_COLUMNS: Final = 6
_LOOKS_SO: Final = re.compile(r"\s*(?:[{\[]|<(?:\?xml|[A-Za-z_][\w.-]*[\s>]))")
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Z])")
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")  # its encoding was that of the bytes
_IDENTIFIER: Final = re.compile(r"[\w.-]+")
#: "q12_childsName", "field_3_name": what systems put before a field's own name.
_COUNTED: Final = re.compile(r"(?:q|field|input|f)_?\d{1,3}_(?=[A-Za-z])", re.IGNORECASE)
_MIDNIGHT: Final = re.compile(r"(\d{4}-\d\d-\d\d)T00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?")
_ASKS_IN_ORDER: Final = ("question", "label", "title", "prompt", "text", "name", "field")
_ANSWERS: Final = frozenset(["answer", "value", "response", "answers", "values"])


def read_submission(text: str) -> Document | None:
    """The document in a text that is data through and through; malformed or other text gives `None`."""
    if len(text) > _LONGEST:
        return None
    if not _LOOKS_SO.match(text):
        held = _of_csv(text)
    else:
        held = _of_json(text) if text.lstrip()[0] in "{[" else _of_xml(text)
    if not isinstance(held, list):
        return None
    blocks = tuple(_blocks(held, 1))
    return Document(blocks, METHOD, text.strip("\n")) if blocks else None


def _of_json(text: str) -> Any:
    try:
        return _held(json.loads(text), _DEEPEST)
    except (ValueError, RecursionError):
        return None


def _of_xml(text: str) -> Any:
    try:
        return _held_in(parse_xml(_DECLARATION.sub("", text).encode()), _DEEPEST)
    except (Damaged, ValueError, RecursionError):
        return None


def _of_csv(text: str) -> list[tuple[str, Any]] | None:
    """A column of questions beside one of answers, or one row of answers under their questions.

    Several rows under one header are several people's answers, and no form that could be read.
    """
    if text.lstrip("\ufeff\r\n").partition("\n")[0].count(",") < 1:
        return None
    try:
        rows = [
            row for row in csv.reader(text.lstrip("\ufeff").splitlines(keepends=True), strict=True) if row
        ]
    except csv.Error:
        return None
    if len(rows) < _PAIR or len({len(row) for row in rows}) > 1:
        return None
    header = [cell.strip().casefold() for cell in rows[0]]
    asked = next((at for at, cell in enumerate(header) if cell in _ASKS_IN_ORDER), None)
    answered = next((at for at, cell in enumerate(header) if cell in _ANSWERS), None)
    if asked is not None and answered is not None:
        other = next((at for at in range(len(header)) if at not in (asked, answered)), None)
        return _grouped(("" if other is None else row[other], row[asked], row[answered]) for row in rows[1:])
    if len(rows) > _PAIR or len(header) < _FEWEST_COLUMNS:
        return None
    parted = [cell.rpartition(" - ") for cell in rows[0]]
    return _grouped((block, name, answer) for (block, _, name), answer in zip(parted, rows[1], strict=True))


def _grouped(told: Iterable[tuple[str, str, str]]) -> list[tuple[str, Any]]:
    """Question and answer under the part of the form that they stand in, wherever that is named."""
    parts: list[tuple[str, Any]] = []
    for part, asked in itertools.groupby(told, key=lambda item: item[0].strip()):
        pairs = [(name, answer) for _, name, answer in asked]
        parts += [(part, pairs)] if part else pairs
    return parts


def _held(value: Any, depth: int) -> Any:
    """JSON's own values; lists of words are one answer, lists of others are told one by one."""
    if depth == 0:
        raise ValueError
    if isinstance(value, dict):
        pair = _pair({name.casefold(): item for name, item in value.items()})
        if pair is not None:
            return [(pair[0], _held(pair[1], depth - 1))]
        return [
            (name, part)
            for name, item in value.items()
            for part in (_each(item, depth) if _holds_records(item) else [_held(item, depth - 1)])
        ]
    if isinstance(value, list):
        parts = [_held(item, depth - 1) for item in value]
        if all(isinstance(part, str) for part in parts):
            return "\n".join(parts)
        return [pair for part in parts for pair in (part if isinstance(part, list) else [("", part)])]
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return "" if value is None else str(value)


def _holds_records(value: Any) -> bool:
    """Whether a list has a record for each of several: children, and no questions with their answers."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(
            isinstance(item, dict) and _pair({name.casefold(): name for name in item}) is None
            for item in value
        )
    )


def _each(records: list[Any], depth: int) -> list[Any]:
    return [_held(record, depth - 1) for record in records]


def _pair(fields: dict[str, Any]) -> tuple[str, Any] | None:
    """The question and the answer that stand in fields of their own, whatever else is told of them."""
    asked = next((fields[name] for name in _ASKS_IN_ORDER if isinstance(fields.get(name), str)), None)
    answered = next((name for name in fields if name in _ANSWERS and _is_words(fields[name])), None)
    return None if asked is None or answered is None else (asked, fields[answered])


def _is_words(value: Any) -> bool:
    """Whether a value is one answer, and holds no more names."""
    parts = value if isinstance(value, list) else [value]
    return not any(isinstance(part, (dict, list, tuple)) for part in parts)


def _held_in(element: Element, depth: int) -> Any:
    """The same of an XML element: its own text, or what it holds."""
    if depth == 0:
        raise ValueError
    children = [child for child in element if isinstance(child.tag, str)]
    if not children:
        return (element.text or "").strip()
    told = [(_name(child), _held_in(child, depth - 1)) for child in children]
    by_name = {name.casefold(): part for name, part in told}
    pair = _pair(by_name) if len(by_name) == len(told) else None
    return [pair] if pair is not None else told


def _name(element: Element) -> str:
    """What an element calls itself: an attribute that names it, else its tag."""
    named = next((str(element.get(name)) for name in _ASKS_IN_ORDER if element.get(name)), None)
    return named or str(element.tag).rpartition("}")[2]


def _blocks(held: list[tuple[str, Any]], level: int) -> Iterator[Block]:
    """What a record says of itself first: behind what it holds it would be told of that."""
    for name, part in held:
        if isinstance(part, str):
            yield Line((Text(_label(name)), Text(_MIDNIGHT.sub(r"\1", part), filled=True)))
    times = Counter(name for name, part in held if not isinstance(part, str))
    seen: Counter[str] = Counter()
    for name, part in held:
        if isinstance(part, str):
            continue
        seen[name] += 1
        title = f"{_label(name)} {seen[name]}" if times[name] > 1 else _label(name)
        if title:
            yield Line((Text(title, bold=True),), min(level + 1, 6))
        yield from _blocks(part, level + 1)


def _label(name: str) -> str:
    """A name as it would be printed; one that is words already stays as it is."""
    if not _IDENTIFIER.fullmatch(name):
        return name.strip()
    words = _HUMP.sub(" ", re.sub(r"[_.-]+", " ", _COUNTED.sub("", name))).split()
    spelled = " ".join(word if word.isupper() else word.lower() for word in words)
    return spelled[:1].upper() + spelled[1:]
