"""The command palette: every view and act that can be done here and now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode
from textual.fuzzy import Matcher
from textual.markup import escape

from tui.live_keys import in_order
from tui.text import clean
from tui.themes import WORDS

if TYPE_CHECKING:
    from tui.app import DutyApp

Command = tuple[str, str, Callable[[], object]]


class DeskCommands(Provider):
    """Offers what the keys offer, by name, and the colours."""

    def _commands(self) -> Iterator[Command]:
        app = cast("DutyApp", self.app)
        seen: set[str] = set()
        # What can be done comes first; moving about is what keys are for.
        for active in sorted(in_order(self.screen), key=lambda one: not one.binding.show):
            binding = active.binding
            if not active.enabled or not binding.description or binding.action in seen:
                continue
            seen.add(binding.action)
            key = app.get_key_display(binding)
            yield (
                binding.tooltip or binding.description,
                f"key {key}",
                _runner(app, active.node, binding.action),
            )
        for kept in app.kept_looks if self.screen is app.board else ():
            yield f"Kept list: {clean(kept.name)}", "show it as it was kept", _shower(app, kept.name)
        for theme in app.offered_themes:
            words = f"Colours: {WORDS.get(theme, theme)}"
            yield words, f'theme = "{theme}" in the settings keeps them', _setter(app, theme)

    async def discover(self) -> Hits:
        for words, explained, run in self._commands():
            yield DiscoveryHit(Content(words), run, words, escape(explained))

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for words, explained, run in self._commands():
            score = matcher.match(words)
            if score > 0:
                yield Hit(score, _found(matcher, words), run, words, escape(explained))


def _found(matcher: Matcher, words: str) -> Content:
    # Textual's own highlighting obeys markup, which may stand in the name of a look that is kept.
    _, places = matcher.fuzzy_search.match(matcher.query, words)
    found = Content(words)
    for place in places:
        found = found.stylize(matcher.match_style, place, place + 1)
    return found


def _runner(app: DutyApp, node: DOMNode, action: str) -> Callable[[], object]:
    async def run() -> None:
        if node is app or app.screen in node.ancestors_with_self:  # it may be left by now
            await app.run_action(action, node)

    return run


def _shower(app: DutyApp, name: str) -> Callable[[], object]:
    return lambda: app.board.show_kept(name)


def _setter(app: DutyApp, theme: str) -> Callable[[], object]:
    def set_theme() -> None:
        app.theme = theme

    return set_theme
