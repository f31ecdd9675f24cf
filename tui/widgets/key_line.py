"""The keys of a question as a line below it: a click on one does what the key does."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

# Keys that a click can stand for, as the lines name them.
_KEYS = {"Enter": "enter", "Esc": "escape", "Delete": "delete", "S": "S"}
_BETWEEN = "   "


class KeyLine(Static):
    """`words` such as "Enter does it   Esc goes back"."""

    def __init__(self, words: str) -> None:
        pieces = [_piece(piece) for piece in words.split(_BETWEEN)]
        super().__init__(Content(_BETWEEN).join(pieces), classes="question--keys")


def _piece(words: str) -> Content:
    key = _KEYS.get(words.partition(" ")[0])
    if key is None:
        return Content(words)
    return Content.styled(words, Style.from_meta({"@click": f"app.simulate_key('{key}')"}))
