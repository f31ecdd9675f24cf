"""The rules drawn on a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import cv2
import numpy as np

from parsers.ocr.grey import Grey, grey
from parsers.ocr.joining import joined, without_bridges
from parsers.ocr.mark import Mark

_DARK: Final = 190
_HAIRLINE: Final = 9  # dots: wider than a rule
_DARKER: Final = 26  # grey levels
_UNBROKEN_HAIRLINE: Final = 25  # dots: longer than the grey beside a broken rule's dashes
_HALO: Final = 5  # dots
_LEAST_RULE: Final = 60  # dots: 7.6 mm; longer than the widest letter
_LEAST_UPRIGHT: Final = 38  # dots: the height of a row with one line of text
_GAP_IN_RULE: Final = 35  # dots: faxes break rules into dashes and dots
_LETTER: Final = range(9, 70)
_THIN: Final = 8  # dots
_WORD: Final = range(14, 60)
_STRAIGHT: Final = 0.8
_WRITTEN: Final = 0.22  # of a word's box: how much is ink
_THICK: Final = 15  # dots: more than a rule
_LONG: Final = 250  # dots
_SOLID: Final = 0.3  # of a rule's length: how much holds ink
_SOLID_SHORT: Final = 0.18  # of a row's height, between its rules
_FAINTEST_ACROSS: Final = 0.13
_FAINTEST_DOWN: Final = 0.1
_LONG_UPRIGHT: Final = 180  # dots: three lines of text
_REACH: Final = 14  # dots
_UNBROKEN: Final = 0.8  # of a rule's length
_A_RULE_BESIDE: Final = 0.95  # of a rule's length: another runs along it
_MOST_CROSSED: Final = 0.2  # of a short rule's length
_PAPER: Final = 255


def take_rules(page: Grey, sides: Sequence[Mark] = ()) -> tuple[list[Mark], Grey]:
    """The rules of a level page, and the page without them.

    A rule is at most as thick as a thin pen stroke. `sides` are those of bars that were taken
    off the page before: rules too.
    """
    ink = grey((page < _DARK).astype(np.uint8) * 255)
    drawn = _without_letters(ink)
    hairs = _with_hairlines(page, ink)
    # Each is looked for apart: the grey beside a broken rule's dashes would hide it.
    looks = [(ink, drawn)] if hairs is None else [(ink, drawn), (hairs, _without_letters(hairs))]
    nothing = np.zeros_like(ink)
    across = [run for look in looks for run in _runs(*look, nothing, across=True)]
    crossing = _crossing([*sides, *(run.mark for run in across)], ink)
    down = [run for look in looks for run in _runs(*look, crossing, across=False)]
    down = [run for run in down if _is_anchored(run.mark, [*sides, *(other.mark for other in across)])]
    drawn = grey(drawn | looks[-1][1])
    erased = np.zeros_like(ink)
    for run in across + down:
        window = erased[run.mark.top : run.mark.bottom, run.mark.left : run.mark.right]
        window[run.shape] = 255
    clean = page.copy()
    clean[_beside_ink(erased, page)] = _PAPER
    return without_bridges(joined([*sides, *(run.mark for run in across + down)], drawn), drawn), clean


def _with_hairlines(page: Grey, ink: Grey) -> Grey | None:
    """The ink, and long lines that are only darker than their surroundings, as on a tint; `None`: there are none."""
    around = cv2.morphologyEx(page, cv2.MORPH_CLOSE, np.ones((_HAIRLINE, _HAIRLINE), np.uint8))
    thin = (cv2.subtract(around, page) > _DARKER).astype(np.uint8) * 255
    lines = [
        cv2.morphologyEx(thin, cv2.MORPH_OPEN, np.ones(size, np.uint8))
        for size in ((1, _UNBROKEN_HAIRLINE), (_UNBROKEN_HAIRLINE, 1))
    ]
    found = grey(lines[0]) | grey(lines[1])
    # The grey beside a rule is no line of its own.
    apart = grey(cv2.dilate(ink, np.ones((_HALO, _HALO), np.uint8))) == 0
    return grey(ink | found) if np.count_nonzero(found[apart]) > _LEAST_RULE else None


@dataclass(frozen=True, slots=True)
class _Run:
    """A straight run of ink: where it is, and which dots of that box are its own."""

    mark: Mark
    shape: Any

    def within(self, part: Mark) -> Any:
        """Its own dots within a part of its box."""
        rows = slice(part.top - self.mark.top, part.bottom - self.mark.top)
        return self.shape[rows, part.left - self.mark.left : part.right - self.mark.left]


def _is_anchored(upright: Mark, across: Sequence[Mark]) -> bool:
    """Whether a short upright reaches from rule to rule, as the side of a cell does.

    The strokes of letters in lines one below the other do not.
    """
    if upright.bottom - upright.top > _LONG_UPRIGHT:
        return True
    ends = (upright.top, upright.bottom)
    return all(
        any(
            abs((rule.top + rule.bottom) / 2 - end) < _REACH
            and rule.left - _REACH < upright.left < rule.right + _REACH
            for rule in across
        )
        for end in ends
    )


def _without_letters(ink: Grey) -> Grey:
    """The ink less what has a letter's size: a row of letters must not be taken for a broken rule."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    letter = (height >= _LETTER.start) & (height < _LETTER.stop) & (width < _LETTER.stop) & (width > 4)
    # A dash of a broken rule down the page is as high as an l, but thinner.
    letter |= (height >= _LETTER.start) & (height < 45) & (width >= 3) & (width <= 4)
    # The side of a cell that does not quite reach its rules is higher than an l.
    letter &= (height < _LEAST_UPRIGHT) | (width > _THIN)
    for number in np.flatnonzero((height >= _WORD.start) & (height < _WORD.stop) & (width >= _LETTER.stop)):
        left, top = stats[number, cv2.CC_STAT_LEFT], stats[number, cv2.CC_STAT_TOP]
        window = labels[top : top + height[number], left : left + width[number]] == number
        letter[number] = _is_word(window)
    letter[0] = False
    kept = np.where(letter, 0, 255).astype(np.uint8)
    return grey(ink & kept[labels])


def _is_word(window: Any) -> bool:
    """Whether ink is a word whose letters touch: no straight line at its top or at its bottom."""
    straight = max(float(window[:3].any(axis=0).mean()), float(window[-3:].any(axis=0).mean()))
    return straight < _STRAIGHT and float(window.mean()) > _WRITTEN


def _crossing(rules: Sequence[Mark], ink: Grey) -> Grey:
    """Where rules across the page lie, and the dots next to them."""
    lying = np.zeros_like(ink)
    for rule in rules:
        if rule.right - rule.left >= rule.bottom - rule.top:
            lying[max(0, rule.top - 2) : rule.bottom + 2, rule.left : rule.right] = 255
    return lying


def _runs(ink: Grey, drawn: Grey, crossing: Grey, *, across: bool) -> list[_Run]:
    """The runs one way. `crossing` is where rules lie the other way: two of them close to each
    other are bridged too, and are no rule.
    """
    least = _LEAST_RULE if across else _LEAST_UPRIGHT
    faintest = _FAINTEST_ACROSS if across else _FAINTEST_DOWN
    bridge = np.ones((1, _GAP_IN_RULE) if across else (_GAP_IN_RULE, 1), np.uint8)
    length = np.ones((1, least) if across else (least, 1), np.uint8)
    # A rule drifts by a dot or two over its length: it is thickened before it is followed.
    thicken = np.ones((3, 1) if across else (1, 3), np.uint8)
    joined_ink = cv2.morphologyEx(cv2.dilate(drawn, thicken), cv2.MORPH_CLOSE, bridge)
    runs = cv2.morphologyEx(joined_ink, cv2.MORPH_OPEN, length)
    # Letters that stand in a column close to a rule are no part of it.
    wide = np.ones((_THICK, 1) if across else (1, _THICK), np.uint8)
    runs[cv2.morphologyEx(runs, cv2.MORPH_OPEN, wide) > 0] = 0
    runs = cv2.morphologyEx(runs, cv2.MORPH_OPEN, length)
    found: list[_Run] = []
    for run in _stretches(grey(runs), thicken, across=across):
        mark = run.mark if across else run.mark.transposed()
        if mark.right - mark.left < least or mark.bottom - mark.top >= _THICK:
            continue
        turned = (ink, drawn, crossing) if across else (ink.T, drawn.T, crossing.T)
        along = _without_empty_ends(turned[1], turned[2], mark)
        whole = _is_solid(turned[1], turned[2], along, faintest) and _stands_alone(
            turned[0], turned[1], along
        )
        for part in [along] if whole else _from_rule_to_rule(*turned, along, least):
            kept = part if across else part.transposed()
            found.append(_Run(kept, run.within(kept)))
    return found


def _from_rule_to_rule(ink: Grey, drawn: Grey, crossing: Grey, run: Mark, least: int) -> Iterator[Mark]:
    """Of a run across that is no rule, what is one between rules that cross it.

    The side of a cell goes on through a heading's letters to that of the next table's.
    """
    window = (slice(run.top, run.bottom), slice(run.left, run.right))
    crossed = _inked(crossing[window])
    inked = _inked(drawn[window])
    edges = np.flatnonzero(np.diff(crossed.astype(np.int8), prepend=0, append=0)).tolist()
    rules = list(zip(edges[::2], edges[1::2], strict=True))
    first, last = 0, -1
    for number in range(1, len(rules) + 1):
        between = inked[rules[number - 1][1] : rules[number][0]] if number < len(rules) else inked[:0]
        if between.size and float(between.mean()) > _UNBROKEN:
            last = number
            continue
        if last > first:
            part = replace(run, left=run.left + rules[first][0], right=run.left + rules[last][1])
            if part.right - part.left >= least and _stands_alone(ink, drawn, part):
                yield part
        first = last = number


def _stretches(runs: Grey, thickened: Any, *, across: bool) -> Iterator[_Run]:
    """What of thickened runs hangs together, whether a rule or not.

    The line under a heading and the top of the table below it, which lean by a dot or two on a
    page that is not quite level, touch as they are thickened: they are told apart as they were.
    """
    for run in _components(runs):
        mark = run.mark if across else run.mark.transposed()
        if mark.bottom - mark.top < _THICK:
            yield run
            continue
        alone = np.zeros(run.shape.shape, np.uint8)
        alone[run.shape] = 255
        # What is beyond the window's edge counts as ink to an erosion unless it is told otherwise.
        for part in _components(
            grey(cv2.erode(alone, thickened, borderType=cv2.BORDER_CONSTANT, borderValue=0))
        ):
            left, top = run.mark.left, run.mark.top
            own = part.mark
            place = Mark(own.left + left, own.top + top, own.right + left, own.bottom + top)
            yield _Run(place, part.shape)


def _components(runs: Grey) -> Iterator[_Run]:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    for number, (left, top, width, height, _area) in enumerate(stats.tolist()):
        if number:
            mark = Mark(left, top, left + width, top + height)
            yield _Run(mark, labels[mark.top : mark.bottom, mark.left : mark.right] == number)


def _without_empty_ends(drawn: Grey, crossing: Grey, rule: Mark) -> Mark:
    """A run across from the crossing rule before its first ink to the one behind its last.

    Where a table ends close above another, the gap between them was bridged too.
    """
    window = (slice(rule.top, rule.bottom), slice(rule.left, rule.right))
    crossed = _inked(crossing[window])
    inked = np.flatnonzero(_inked(drawn[window]) & ~crossed)
    if not inked.size:
        return rule
    before = _start_of_last(crossed[: inked[0]])
    behind = _start_of_last(crossed[: inked[-1] : -1])
    return replace(rule, left=rule.left + before, right=rule.right - behind)


def _start_of_last(crossed: Any) -> int:
    """Where the last stretch of crossed dots begins; 0 where none is crossed."""
    starts = np.flatnonzero(np.diff(crossed.astype(np.int8), prepend=0) == 1)
    return int(starts[-1]) if starts.size else 0


def _is_solid(drawn: Grey, crossing: Grey, rule: Mark, faintest: float) -> bool:
    """Whether a run across holds ink enough for a rule, what crosses it left out: what is faint must be long."""
    window = (slice(rule.top, rule.bottom), slice(rule.left, rule.right))
    own = ~_inked(crossing[window])
    inked = _inked(drawn[window])[own]
    share = float(inked.mean()) if inked.size else 0.0
    if inked.size < _LONG_UPRIGHT and not own.all():
        # A comma stands at one end of it, the points of a colon in the middle.
        quarter = inked.size // 4
        return share > _SOLID_SHORT and bool(inked[:quarter].any() and inked[-quarter:].any())
    return share > _SOLID or (share > faintest and rule.right - rule.left > _LONG)


def _stands_alone(ink: Grey, drawn: Grey, rule: Mark) -> bool:
    """Whether next to nothing stands on one side of a run across.

    The tops of a word's letters run straight too, but stand on their stems.
    """
    columns = slice(rule.left, rule.right)
    above = _inked(ink[max(0, rule.top - 5) : max(0, rule.top - 1), columns])
    below = _inked(ink[rule.bottom + 1 : rule.bottom + 5, columns])
    if not above.size or not below.size:
        return True
    through = above & below
    unbroken = _share_of_ink(drawn[rule.top : rule.bottom, columns]) > _UNBROKEN
    # Rules that cross a short one are much of what stands beside it.
    crossed = through if unbroken and float(through.mean()) < _MOST_CROSSED else np.zeros_like(through)
    alone = min(float((above & ~crossed).mean()), float((below & ~crossed).mean())) < 0.06
    beside = max(float(above.mean()), float(below.mean()))
    # Letters leave gaps between their stems; a second rule close by does not.
    return alone and (beside < 0.5 or (unbroken and beside > _A_RULE_BESIDE))


def _inked(band: Grey) -> Any:
    return (band > 0).any(axis=0)


def _share_of_ink(band: Grey) -> float:
    return float(_inked(band).mean()) if band.size else 0.0


def _beside_ink(erased: Grey, page: Grey) -> Any:
    """Where to erase: the rules and the grey halo around them."""
    halo = cv2.dilate(erased, np.ones((3, 3), np.uint8))
    return (erased > 0) | ((halo > 0) & (page > 120))
