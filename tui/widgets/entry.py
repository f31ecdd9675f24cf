"""Text boxes that show what they hold as marks, and bind none of the terminal's own keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.suggester import Suggester
from textual.widgets import Input, TextArea

from tui.text import clean

# Terminals send these for Tab, Enter, Backspace; or act on them themselves.
TERMINALS_OWN = frozenset({"ctrl+i", "ctrl+j", "ctrl+m", "ctrl+h", "ctrl+s", "ctrl+z"})


def _without_terminals_own(bindings: Iterable[BindingType]) -> list[BindingType]:
    kept: list[BindingType] = []
    for binding in bindings:
        if isinstance(binding, Binding):
            keys = [key for key in binding.key.split(",") if key.strip() not in TERMINALS_OWN]
            if keys:
                kept.append(Binding(",".join(keys), binding.action, binding.description, show=False))
    return kept


class PlainInput(Input, inherit_bindings=False):
    """One line of text. What is put in is cleaned first: it may be a record's words."""

    BINDINGS: ClassVar[list[BindingType]] = _without_terminals_own(Input.BINDINGS)

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        suggester: Suggester | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(
            clean(value),
            placeholder=placeholder,
            suggester=suggester,
            select_on_focus=False,
            id=id,
            classes=classes,
        )

    def validate_value(self, value: str) -> str:
        return clean(value)


class Narrative(TextArea, inherit_bindings=False):
    """Several lines of text; Tab leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = _without_terminals_own(TextArea.BINDINGS)

    def __init__(self, value: str = "", *, id: str | None = None) -> None:
        super().__init__(
            clean(value, multiline=True), soft_wrap=True, tab_behavior="focus", id=id, show_line_numbers=False
        )
