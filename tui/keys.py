"""Keys of an officer's own: what the settings' `[keys]` table may say, and what is refused.

Each of the board's keys has a name, which the help shows beside it. A key that a terminal sends for
another one, or acts on itself, is refused; so are two meanings of one key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from textual.binding import Binding
from textual.keys import KEY_NAME_REPLACEMENTS, _character_to_key

from ingest.errors import CallerMistake
from tui.screens.board_keys import KEYS
from tui.widgets.entry import TERMINALS_OWN
from tui.widgets.record_list import RecordList

# Keys without which somebody could not get out, or back.
FIXED = frozenset({"ctrl+q", "ctrl+c", "escape", "ctrl+p", "ctrl+l"})
_MEANT = {
    "ctrl+i": "Tab", "ctrl+j": "Enter", "ctrl+m": "Enter", "ctrl+h": "Backspace",
    "ctrl+s": "stop the screen", "ctrl+z": "put the program aside",
}  # fmt: skip
_NAMED = frozenset(
    {"enter", "tab", "shift+tab", "space", "home", "end", "pageup", "pagedown", "up", "down", "left", "right",
     "insert", "delete", "backspace"}
)  # fmt: skip
_PATTERN = re.compile(
    r"(?:ctrl\+[a-z]|f(?:[1-9]|1[0-2])|(?:alt|ctrl|shift)\+(?:up|down|left|right|home|end))"
)


def names() -> dict[str, str]:
    """Each name that `[keys]` knows, with its keys as they are without it."""
    bindings = cast("list[Binding]", [*KEYS, *RecordList.BINDINGS])
    return {binding.id: binding.key for binding in bindings if binding.id and binding.key not in FIXED}


def keymap(wanted: Mapping[str, str]) -> dict[str, str]:
    """What Textual is told: the keys of each name that was given others.

    `wanted` holds one or more keys for a name, parted by spaces, as they are pressed ("n", "+",
    "ctrl+n", "f4"). Raises `CallerMistake` with what is wrong in words.
    """
    usual = names()
    chosen = {name: _keys(name, keys, usual) for name, keys in wanted.items()}
    taken: dict[str, str] = {}
    left = {name: keys.split(",") for name, keys in usual.items() if name not in chosen}
    for name, keys in (*left.items(), *chosen.items()):
        for key in keys:
            if key in taken:
                raise CallerMistake(
                    f"[keys] {name}: {key} is the key of {taken[key]} already; give that another key as well"
                )
            taken[key] = name
    return {name: ",".join(keys) for name, keys in chosen.items()}


def _keys(name: str, written: str, usual: Mapping[str, str]) -> list[str]:
    if name not in usual:
        raise CallerMistake(f"[keys] {name}: there is no such key name; `?` on the board shows them all")
    keys = [_key(name, key) for key in written.split()]
    if not keys:
        raise CallerMistake(f"[keys] {name}: say which key")
    return keys


def _key(name: str, written: str) -> str:
    key = _character_to_key(written) if len(written) == 1 else written.lower()
    key = KEY_NAME_REPLACEMENTS.get(key, key)
    if key in TERMINALS_OWN:
        raise CallerMistake(f"[keys] {name}: terminals take {key} for {_MEANT[key]}: choose another key")
    if key in FIXED:
        raise CallerMistake(f"[keys] {name}: {key} always means the same here: choose another key")
    if len(written) > 1 and key not in _NAMED and not _PATTERN.fullmatch(key):
        raise CallerMistake(f"[keys] {name}: {written} is no key: such as n, +, ctrl+n, f4 or pageup")
    return key
