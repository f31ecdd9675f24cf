"""A picture of a page -> what is seen on it the right way up: words, rules and boxes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Final

from parsers.errors import OverLimit
from parsers.ocr.accents import without_accents
from parsers.ocr.bars import take_bars
from parsers.ocr.between import without_noise
from parsers.ocr.boxes import take_boxes
from parsers.ocr.comb_reading import read_comb
from parsers.ocr.combs import Comb, take_combs
from parsers.ocr.dotted import take_dotted
from parsers.ocr.grey import Grey
from parsers.ocr.mark import Mark
from parsers.ocr.marks import take_rules
from parsers.ocr.pace import Pace, now
from parsers.ocr.page import flatten, level, turned
from parsers.ocr.pen import take_rings, take_strikes, without_struck
from parsers.ocr.postcodes import with_figures_seen_alone
from parsers.ocr.pronouns import with_pronouns
from parsers.ocr.rejoining import rejoined
from parsers.ocr.second_look import looked_at_again, passed_over, unsure_of_doubtful
from parsers.ocr.strokes import bold
from parsers.ocr.tesseract import SeenWord, Tesseract, without_turned
from parsers.ocr.through_bars import led_through_bars

_CLEAR: Final = 0.75  # mean confidence of a page that needs no second look at which way is up
_FEWEST_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class Sight:
    """A page as seen: level and upright, without its rules and boxes (`clean`), and what stood on it.

    `thick` tells for each word whether it is printed bold. `settled` means that the doubtful
    words have been read twice. What stands in `combs` is among the words; `rings` are around
    words, and what `strikes` go through is no longer among them.
    """

    page: Grey
    clean: Grey
    words: tuple[SeenWord, ...]
    rules: tuple[Mark, ...]
    boxes: tuple[Mark, ...]
    thick: tuple[bool, ...] = ()
    settled: bool = False
    combs: tuple[Comb, ...] = ()
    rings: tuple[Mark, ...] = ()
    strikes: tuple[Mark, ...] = ()


def first_look(tesseract: Tesseract, picture: Grey, pace: Pace, *, is_first: bool = True) -> Sight:
    """What is seen on a page at first. Raises `OverLimit` when the time is over before.

    A page that is not the first is given up as soon as it cannot end: the first needs the time.
    """
    begun = now()
    with pace.prepared() if is_first else nullcontext():
        marked = _marked(flatten(picture))
    if not is_first and not pace.could_end(begun):
        raise OverLimit
    sight = _upright(tesseract, marked, pace)
    return replace(sight, thick=tuple(bold(sight.page, sight.words)))


def second_look(tesseract: Tesseract, sight: Sight, pace: Pace) -> Sight:
    """The same, its doubtful words read again while there is time."""
    if sight.settled:
        return sight
    words = looked_at_again(tesseract, sight.clean, sight.words, pace)
    words = with_figures_seen_alone(tesseract, sight.clean, words, pace)
    return replace(sight, words=tuple(words), settled=True)


def without_second_look(sight: Sight) -> Sight:
    """The same where there is no time for one: what is doubtful stays so."""
    return sight if sight.settled else replace(sight, words=tuple(map(unsure_of_doubtful, sight.words)))


def mean_confidence(words: Sequence[SeenWord]) -> float:
    """How sure the words are, by their letters; 0 where there are none."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def _marked(page: Grey) -> Sight:
    """What is drawn alone: rules, boxes, combs, a pen's rings and strikes."""
    edges, lit = take_bars(page)
    combs, lit = take_combs(lit)
    dotted, lit = take_dotted(lit)
    seen, clean = take_rules(lit, [*edges, *dotted])
    rules = led_through_bars(seen, edges, clean)
    rings, clean = take_rings(clean, lit)
    strikes, clean = take_strikes(clean)
    boxes, clean = take_boxes(clean)
    clean = without_accents(clean)
    return Sight(
        page,
        clean,
        (),
        tuple(rules),
        tuple(boxes),
        combs=tuple(combs),
        rings=tuple(rings),
        strikes=tuple(strikes),
    )


def _seen(tesseract: Tesseract, marked: Sight, pace: Pace) -> Sight:
    clean = marked.clean
    seen = tesseract.words(clean, seconds=pace.left())
    # A page on its side shows by its turned lines which way is up.
    seen = seen if _on_its_side(seen) else without_turned(seen)
    words = without_noise(with_pronouns(seen))
    words += passed_over(tesseract, clean, words)
    words = list(without_struck(rejoined(words), marked.strikes))
    words += [word for comb in marked.combs if (word := read_comb(tesseract, marked.page, comb))]
    return replace(marked, words=tuple(words))


# --- which way is up ------------------------------------------------------------------


def _upright(tesseract: Tesseract, marked: Sight, pace: Pace) -> Sight:
    """What is seen on the page when it is the right way up."""
    page = marked.page
    sight = _seen(tesseract, marked, pace)
    if not _is_clear(sight.words):
        sight = second_look(tesseract, sight, pace)
    on_its_side = _on_its_side(sight.words)
    if _is_clear(sight.words) and not on_its_side:
        return sight
    # Words that stand on end are read, but not as lines: they count for nothing here.
    best = replace(sight, words=()) if on_its_side else sight
    quarters = tesseract.quarter_turns(page)
    # Where too few letters stand to tell which way is up, every way is tried.
    for turn in (quarters,) if quarters else (1, 3, 2):
        if not pace.allows_a_page():
            break
        # How lines lean is seen ill on a page that lies on its side.
        upright = level(turned(page, turn))
        other = second_look(tesseract, _seen(tesseract, _marked(upright), pace), pace)
        if not _on_its_side(other.words) and _weight(other.words) > _weight(best.words):
            best = other
    return best


def _is_clear(words: Sequence[SeenWord]) -> bool:
    return len(words) >= _FEWEST_WORDS and mean_confidence(words) >= _CLEAR


def _on_its_side(words: Sequence[SeenWord]) -> bool:
    """Whether most words are higher than wide: Tesseract reads columns of turned text too."""
    long = [word.bottom - word.top > word.right - word.left for word in words if len(word.text) > 3]
    return len(long) >= _FEWEST_WORDS and sum(long) * 2 > len(long)


def _weight(words: Sequence[SeenWord]) -> float:
    return sum(word.confidence**2 * len(word.text) for word in words)
