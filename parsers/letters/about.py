"""The "Re:" line of a letter: its children, with what is told of each behind the name and on the lines beneath."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from parsers.blocks import Block, Line, Text
from parsers.letters.words import BORN, DATE, NAME, NOT_A_NAME
from parsers.values import read_postcode

SALUTATION: Final = re.compile(
    r"^\s*(?:dear\b|to whom it may concern|good (?:morning|afternoon)\b|f\.?a\.?o\.?\b)", re.IGNORECASE
)
_ABOUT: Final = re.compile(r"^\s*(?:re|ref|regarding|concerning)\s*[:;.\-–]\s*", re.IGNORECASE)
CHILD: Final = re.compile(
    rf"(?P<name>{NAME})\s*[,(;:–\-]*\s*(?:{BORN})\s*[:.\-]?\s*(?P<dob>{DATE})\)?", re.UNICODE
)
_NHS: Final = re.compile(r"[\s,;(–-]*\bNHS\s*(?:number|no)?\.?\s*:?\s*(\d[\d ]{8,11}\d)\)?", re.IGNORECASE)
#: What a "Re:" line tells of its child by a label of its own: "… PO1 2AB. School: Any Academy".
_SAID_OF_CHILD: Final = {
    "school": "school",
    "college": "school",
    "nursery": "school",
    "gp": "gp",
    "upn": "upn",
    "gender": "gender",
    "sex": "gender",
    "ethnicity": "ethnicity",
}
_TOLD_TOO: Final = re.compile(
    rf"[\s,;.(–-]*\b(?P<label>{'|'.join(_SAID_OF_CHILD)})\s*:\s*(?P<value>[^:;)]{{1,80}}?)\)?"
    r"(?=[,;.)]\s|[\s,;.]*$|\s[A-Z][\w ]{1,20}:)",
    re.IGNORECASE,
)
_LIVES: Final = re.compile(
    r"^[\s,;)\-–]*(?:both |all )?(?:of|at|residing at|living at|who lives? at|(?:new |home |current )?address)\s*:?\s+(?P<address>.+)$",
    re.IGNORECASE | re.DOTALL,
)
#: What stands beneath a child's name: "DOB: 01/02/2015   NHS No: 999 000 0000".
_GOES_ON: Final = re.compile(
    rf"\s*(?:{BORN}\.?\s*:?\s*{DATE}|(?i:NHS)\s*(?i:number|no)?\.?\s*:?\s*\d|(?i:number|no)\.?\s*:?\s*\d{{3}} ?\d{{3}} ?\d{{4}}\b)"
)
_NO_ADDRESS: Final = re.compile(rf"\b(?:{BORN})\W*\d")


def matches(block: Block, pattern: re.Pattern[str]) -> bool:
    """Whether a block is a line that begins so."""
    return isinstance(block, Line) and pattern.match(block.text) is not None


def _is_about(block: Block) -> bool:
    return matches(block, _ABOUT)


def lines_about(blocks: Iterable[Block]) -> list[Text]:
    """The "Re:" lines, each child's apart where several stand in one line."""
    found: list[Text] = []
    for block in blocks_about(list(blocks)):
        if isinstance(block, Line):
            first = block.segments[0]
            for part in re.split(r"(?<=[.\s])Re\s*:\s*|\n", _ABOUT.sub("", block.text)):
                if found and _GOES_ON.match(part):
                    # An NHS number under the address is still the child's above it.
                    at = -2 if len(found) > 1 and _is_house(found[-1].text) else -1
                    found[at] = replace(found[at], text=f"{found[at].text} {part}")
                elif part.strip():
                    found.append(replace(first, text=part))
    return found


def blocks_about(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of the "Re:" lines, with the birthday and the address on lines of their own beneath."""
    found: list[Block] = []
    for block, above in zip(blocks, [None, *blocks[:-1]]):
        goes_on = isinstance(block, Line) and (matches(block, _GOES_ON) or _is_house(block.text))
        if _is_about(block) or (goes_on and found and found[-1] is above):
            found.append(block)
    return found


def _is_house(text: str) -> bool:
    """Whether a line is an address and no more: a number or two, and a postcode at its end."""
    words = " ".join(text.split()).rstrip(". ")
    postcode = read_postcode(words[-9:]).value
    return bool(postcode) and len(words) < 120 and not SALUTATION.match(words) and "@" not in words


def give_house(children: list[dict[str, Text]], text: Text) -> None:
    """An address beneath the children's names is that of those who have none; an NHS number the only child's."""
    number = _NHS.search(text.text)
    if number is not None and len(children) == 1:
        children[0].setdefault("nhs_number", replace(text, text=number[1]))
    words = _NHS.sub("", text.text).strip()
    if _is_house(words):
        for child in children:
            child.setdefault("address", replace(text, text=_address(words) or words))


def children_named(text: Text) -> list[dict[str, Text]]:
    """The children that a text names, by field; one without a birthday only where the text begins with the name."""
    words = " ".join(text.text.split())
    found = [match for match in CHILD.finditer(words) if not NOT_A_NAME.search(match["name"])]
    children = []
    for number, match in enumerate(found):
        until = found[number + 1].start() if number + 1 < len(found) else len(words)
        child = {"name": replace(text, text=match["name"]), "dob": replace(text, text=match["dob"])}
        rest = _NHS.sub("", words[match.end() : until])
        for told in _TOLD_TOO.finditer(rest):
            child[_SAID_OF_CHILD[told["label"].casefold()]] = replace(text, text=told["value"].strip())
        address = _address(_TOLD_TOO.sub("", rest))
        if address:
            child["address"] = replace(text, text=address)
        number_of_nhs = _NHS.search(words[match.end() : until])
        if number_of_nhs:
            child["nhs_number"] = replace(text, text=number_of_nhs[1])
        children.append(child)
    if not found:
        return _named_only(text, words)
    if len(children) > 1 and re.search(r"\b(?:both|all) (?:of|at|residing|living)\b", words):
        for child in children[:-1]:
            child.setdefault("address", children[-1].get("address", replace(text, text="")))
    return children


def _address(rest: str) -> str | None:
    lives = _LIVES.match(rest)
    words = (lives["address"] if lives else rest.strip(" ,;.-–")).strip(" .")
    words = re.sub(r"\s+and$", "", words)
    if not words or not (lives or read_postcode(words).value) or _NO_ADDRESS.search(words):
        return None
    return words if re.search(r"\d", words) and len(words) < 160 else None


def _named_only(text: Text, words: str) -> list[dict[str, Text]]:
    name, _, rest = words.partition(",")
    if not re.fullmatch(NAME, name.strip(" .")) or NOT_A_NAME.search(name):
        return []
    child = {"name": replace(text, text=name.strip(" ."))}
    address = _address(rest) if rest else None
    if address:
        child["address"] = replace(text, text=address)
    return [child]
