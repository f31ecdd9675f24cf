"""Tells why a key that was pressed does nothing, where whoever has the key knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.actions import ActionParseResult, parse

from tui.in_turn import InTurn

if TYPE_CHECKING:
    from textual.dom import DOMNode


@runtime_checkable
class KnowsWhyNot(Protocol):
    """A screen, or a part of one, that answers for what it may not do now."""

    def why_not(self, action: str) -> str | None:
        """Why `action` is not done, in a sentence that names nobody; nothing where there is nothing to say."""
        ...


class Telling(InTurn):
    """An app in which no key is silent that is refused by what stands on the screen."""

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        done = await super().run_action(action, default_namespace, namespaces)
        if not done:
            self._tell_why_not(action, default_namespace)
        return done

    def _tell_why_not(self, action: str | ActionParseResult, part: object) -> None:
        of, name, _ = parse(action) if isinstance(action, str) else action
        if of or not isinstance(part, KnowsWhyNot):
            return
        why = part.why_not(name)
        if why is not None:
            self.clear_notifications()
            self.notify(why, markup=False)
