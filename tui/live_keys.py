"""The live bindings in the order in which they were written, whatever keys they were given since, and keys as
they are printed on the keyboard."""

from __future__ import annotations

from textual.binding import ActiveBinding, Binding
from textual.dom import DOMNode
from textual.screen import Screen

_PRINTED = {"⏎": "Enter", "pgdn": "PgDn", "pgup": "PgUp"}


def in_order(screen: Screen[object]) -> list[ActiveBinding]:
    """What is bound here and now: the parts of the screen as it has them, the keys of each as it wrote them."""
    live = list(screen.active_bindings.values())
    parts = {id(node): place for place, node in reversed(list(enumerate(active.node for active in live)))}
    written = {id(active.node): _written(active.node) for active in live}

    def place(active: ActiveBinding) -> tuple[int, int]:
        node = id(active.node)
        places = written[node]
        return parts[node], places.get(active.binding.action, len(places))

    return sorted(live, key=place)


def _written(node: DOMNode) -> dict[str, int]:
    bound = (binding for binding in type(node).BINDINGS if isinstance(binding, Binding))
    return {binding.action: place for place, binding in enumerate(bound)}


def printed(key: str) -> str:
    """One key as the keyboard has it, such as "Ctrl+P", from Textual's word for it."""
    if key.startswith("^") and len(key) > 1:
        return f"Ctrl+{key[1:].upper()}"
    named = len(key) > 1 and key.isascii()
    return _PRINTED.get(key) or (key.capitalize() if named else key)
