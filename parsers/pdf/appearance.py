"""What a form field shows where its value was left out: the text of its appearance.

Some programs write what was typed into the picture of a field alone. Only text that is written in
plain letters is taken from there: a font that numbers its shapes in its own way says nothing.
"""

from __future__ import annotations

import re
from typing import Final

_STRING: Final = r"\((?:[^()\\]|\\.)*\)"
_OPERATION: Final = re.compile(
    rf"(?P<string>{_STRING})\s*(?:Tj|(?P<below>['\"]))|\[(?P<parts>(?:{_STRING}|[^\]()])*)\]\s*TJ"
    r"|(?P<y>-?\d*\.?\d+)\s+(?P<move>T[dDm])\b|(?P<next>\bT\*)",
    re.DOTALL,
)
_PIECE: Final = re.compile(_STRING, re.DOTALL)
_ESCAPE: Final = re.compile(r"\\([0-7]{1,3}|.)", re.DOTALL)
_MARKS: Final = frozenset(" ./,:;@'’‘“”-–()&+£%?_\n\"!*[]=#<>…•")
_HALF: Final = 0.5
_LONGEST: Final = 100_000  # characters of drawing operations


def shown_text(appearance: str) -> str:
    """The lines of text that an appearance's drawing operations write; "" where they are no plain letters."""
    if len(appearance) > _LONGEST or "T" not in appearance:
        return ""
    lines, height = [""], ""
    for found in _OPERATION.finditer(appearance):
        if found["below"]:
            lines.append("")  # both move to the next line before they write
        if found["string"] or found["parts"]:
            lines[-1] += "".join(map(_plain, _PIECE.findall(found["string"] or found["parts"])))
        elif found["next"] or (found["move"] != "Tm" and float(found["y"])):
            lines.append("")
        elif found["move"] == "Tm" and found["y"] != height:
            height = found["y"]
            lines.append("")
    text = "\n".join(line.strip() for line in lines if line.strip())
    letters = sum(map(str.isalnum, text))
    plain = all(mark.isalnum() or mark in _MARKS for mark in text)
    return text if plain and letters >= _HALF * len(text) else ""


def _plain(literal: str) -> str:
    return _ESCAPE.sub(_unescaped, literal[1:-1])


def _unescaped(found: re.Match[str]) -> str:
    mark = found[1]
    if mark.isdigit():
        return bytes([int(mark, 8) & 0xFF]).decode("cp1252", "replace")
    return {"n": " ", "r": " ", "t": " "}.get(mark, mark)
