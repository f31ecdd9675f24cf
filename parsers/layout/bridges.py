"""Borders of a scanned table that the scan has broken: mended where no word stands in the breach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parsers.blocks import Rule, Word

_WIDEST = 15.0  # points: about one row
_ASIDE = 2.0  # points between pieces of one border
_MEETS = 5.0  # points


def bridged(rules: Iterable[Rule], words: Sequence[Word]) -> list[Rule]:
    """`rules`, with a piece more for every short breach between two pieces of one border.

    Where both pieces end at borders that cross them there is no breach: tables stand apart.
    """
    rules = list(rules)
    level = [rule for rule in rules if rule.x1 - rule.x0 >= rule.bottom - rule.top]
    upright = [rule for rule in rules if rule.x1 - rule.x0 < rule.bottom - rule.top]
    bridges = [
        bridge
        for rule in upright
        if (bridge := _upright_bridge(rule, upright))
        and not (_meets_level(level, rule.x0, bridge.top) and _meets_level(level, rule.x0, bridge.bottom))
    ]
    bridges += [
        bridge
        for rule in level
        if (bridge := _level_bridge(rule, level))
        and not (
            _meets_upright(upright, bridge.x0, rule.top) and _meets_upright(upright, bridge.x1, rule.top)
        )
    ]
    return rules + [bridge for bridge in bridges if not any(_crosses(bridge, word) for word in words)]


def _upright_bridge(rule: Rule, rules: Sequence[Rule]) -> Rule | None:
    below = [other.top for other in rules if abs(other.x0 - rule.x0) <= _ASIDE and other.top > rule.bottom]
    foot = min(below, default=rule.bottom)
    return Rule(rule.x0, rule.bottom, rule.x0, foot) if 0 < foot - rule.bottom <= _WIDEST else None


def _level_bridge(rule: Rule, rules: Sequence[Rule]) -> Rule | None:
    right = [other.x0 for other in rules if abs(other.top - rule.top) <= _ASIDE and other.x0 > rule.x1]
    end = min(right, default=rule.x1)
    return Rule(rule.x1, rule.top, end, rule.top) if 0 < end - rule.x1 <= _WIDEST else None


def _meets_level(rules: Sequence[Rule], x: float, y: float) -> bool:
    return any(abs(rule.top - y) <= _MEETS and rule.x0 - _MEETS <= x <= rule.x1 + _MEETS for rule in rules)


def _meets_upright(rules: Sequence[Rule], x: float, y: float) -> bool:
    return any(
        abs(rule.x0 - x) <= _MEETS and rule.top - _MEETS <= y <= rule.bottom + _MEETS for rule in rules
    )


def _crosses(bridge: Rule, word: Word) -> bool:
    """Whether a word lies in the breach; a lone stroke there is the border itself, misread."""
    if len(word.text) == 1 and not word.text.isalnum():
        return False
    return (
        word.x0 < bridge.x1 + 1
        and word.x1 > bridge.x0 - 1
        and word.top < bridge.bottom - 1
        and word.bottom > bridge.top + 1
    )
