"""The live bindings in the order in which they were written, whatever keys they were given since, and keys as
they are printed on the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from textual.binding import ActiveBinding, Binding
from textual.dom import DOMNode
from textual.screen import Screen

# Said of keys by every screen of the toolkit: ours say themselves what theirs do.
_TOOLKITS_OWN = frozenset({"Focus Next", "Focus Previous", "Copy selected text"})
THE_BOARDS = "On the board"
_GROUPS = {"BoardScreen": THE_BOARDS, "RecordList": "In the list", "RecordPane": "In the record"}
_ORDER = [*_GROUPS.values(), "Here", "Everywhere"]
_PRINTED = {"⏎": "Enter", "pgdn": "PgDn", "pgup": "PgUp"}


def in_groups(
    screen: Screen[object], everywhere: DOMNode, display: Callable[[Binding], str]
) -> list[tuple[str, list[tuple[str, str, str, str]]]]:
    """The live bindings by where they are heeded, as (keys, what it does, its name in the settings, the
    first of its keys as the toolkit calls it)."""
    groups: dict[str, dict[tuple[str, str], list[tuple[str, str]]]] = {}
    # What can be done comes before ways to move about.
    for active in sorted(in_order(screen), key=lambda one: not one.binding.show):
        binding = active.binding
        if not binding.description or binding.description in _TOOLKITS_OWN:
            continue
        title = _GROUPS.get(type(active.node).__name__, "Everywhere" if active.node is everywhere else "Here")
        told = (binding.tooltip or binding.description, binding.id or "")
        groups.setdefault(title, {}).setdefault(told, []).append((display(binding), binding.key))
    return [
        (
            title,
            [
                (" ".join(shown for shown, _ in keys), words, name, keys[0][1])
                for (words, name), keys in groups[title].items()
            ],
        )
        for title in sorted(groups, key=_ORDER.index)
    ]


def in_order(screen: Screen[object]) -> list[ActiveBinding]:
    """What is bound here and now: the parts of the screen as it has them, the keys of each as it wrote them."""
    live = list(screen.active_bindings.values())
    parts = {id(node): place for place, node in reversed(list(enumerate(active.node for active in live)))}
    written = {id(active.node): _written(type(active.node)) for active in live}

    def place(active: ActiveBinding) -> tuple[int, int]:
        node = id(active.node)
        places = written[node]
        return parts[node], places.get(active.binding.action, len(places))

    return sorted(live, key=place)


@cache  # it is asked of every binding, whenever the cursor moves
def _written(kind: type[DOMNode]) -> Mapping[str, int]:
    bound = (binding for binding in kind.BINDINGS if isinstance(binding, Binding))
    return {binding.action: place for place, binding in enumerate(bound)}


def printed(key: str) -> str:
    """One key as the keyboard has it, such as "Ctrl+P", from Textual's word for it."""
    if key.startswith("^") and len(key) > 1:
        return f"Ctrl+{key[1:].upper()}"
    named = len(key) > 1 and key.isascii()
    return _PRINTED.get(key) or (key.capitalize() if named else key)
