"""Words with a line through them: "Yes / No (delete as appropriate)" is answered by what is left."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import islice
from operator import itemgetter

from parsers.blocks import Rule, Word
from parsers.pdf.frame import Box
from parsers.pdf.words import Token

# From the top of a word's box: lower is an underline, higher an overline or a cell's border.
_HIGHEST, _LOWEST = 0.38, 0.76
_WORD = itemgetter(0)  # of a token
_HEIGHTS = itemgetter(2, 4)  # top and bottom of a word


def leave_out_struck(
    tokens: Sequence[Token],
    rules: Sequence[Rule],
    text: str,
    char_box: Callable[[int], Box],
    drawn_by_reader: Sequence[Rule] = (),
) -> tuple[list[Word], list[Rule]]:
    """The words that no line strikes out, and the rules that strike nothing.

    A line counts where it runs through the middle of words and ends about where they end; a
    word that is struck in part keeps its other letters. `text` and `char_box` are the page's
    own characters and their boxes; `drawn_by_reader` come from a strike-out tool.
    """
    level = [rule for rule in rules if rule.x1 - rule.x0 > rule.bottom - rule.top]
    shelf = _Shelf(tokens) if level or drawn_by_reader else None
    strikes: list[tuple[Rule, list[Token]]] = []
    if shelf:
        strikes = [(rule, hit) for rule in level if (hit := _through(rule, shelf.crossed_at(rule.top)))]
        strikes += [
            (rule, _through(rule, shelf.crossed_at(rule.top), strict=False)) for rule in drawn_by_reader
        ]
    if not strikes:
        return list(map(_WORD, tokens)), list(rules)
    by_word: dict[int, list[Rule]] = {}
    for rule, hit in strikes:
        for _, start, _ in hit:
            by_word.setdefault(start, []).append(rule)
    words = [word for token in tokens for word in _what_is_left(token, by_word.get(token[1]), text, char_box)]
    used = {id(rule) for rule, _ in strikes}
    return words, [rule for rule in rules if id(rule) not in used]


class _Shelf:
    """Words by height on the page, so that a rule meets only those whose middle it could strike.

    The words of a line have the same height: they lie on one board. What lies on it is asked only where
    a rule crosses one, as on most pages none does.
    """

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        heights = set(map(_HEIGHTS, map(_WORD, tokens)))
        self._boards = sorted((top + bottom, top, bottom) for top, bottom in heights)
        self._reach = max([bottom - top for top, bottom in heights], default=0.0)
        self._by_height: dict[tuple[float, float], list[Token]] = {}

    def crossed_at(self, y: float) -> list[Token]:
        low = bisect_left(self._boards, (2 * y - self._reach,))
        crossed: list[Token] = []
        for twice, top, bottom in islice(self._boards, low, None):
            if twice > 2 * y + self._reach:
                break
            if top + _HIGHEST * (bottom - top) < y < top + _LOWEST * (bottom - top):
                crossed.extend(self._on_board(top, bottom))
        return crossed

    def _on_board(self, top: float, bottom: float) -> list[Token]:
        if not self._by_height:
            for token in self._tokens:
                self._by_height.setdefault(_HEIGHTS(token[0]), []).append(token)
        return self._by_height[top, bottom]


def _through(rule: Rule, tokens: Sequence[Token], *, strict: bool = True) -> list[Token]:
    hit = [token for token in tokens if _runs_along(rule, token[0])]
    if not hit or not strict:
        return hit
    words = [word for word, _, _ in hit]
    first, last = min(word.x0 for word in words), max(word.x1 for word in words)
    slack = 0.8 * max(word.size for word in words) + 1
    covered = sum(min(rule.x1, word.x1) - max(rule.x0, word.x0) for word in words)
    ends_with_words = rule.x0 > first - slack and rule.x1 < last + slack
    return hit if ends_with_words and covered > 0.6 * (rule.x1 - rule.x0) else []


def _runs_along(rule: Rule, word: Word) -> bool:
    overlap = min(rule.x1, word.x1) - max(rule.x0, word.x0)
    return overlap > min(0.5 * (word.x1 - word.x0), 0.35 * (word.bottom - word.top))


def _what_is_left(
    token: Token, strikes: list[Rule] | None, text: str, char_box: Callable[[int], Box]
) -> list[Word]:
    word, start, end = token
    if not strikes:
        return [word]
    covered = sum(min(rule.x1, word.x1) - max(rule.x0, word.x0) for rule in strikes)
    if covered > 0.85 * (word.x1 - word.x0) or end - start == 1:
        return []
    return _pieces(token, strikes, text, char_box)


def _pieces(token: Token, strikes: list[Rule], text: str, char_box: Callable[[int], Box]) -> list[Word]:
    """The runs of letters of a word that no strike covers."""
    word, start, end = token
    pieces: list[Word] = []
    previous_kept = False
    for index in range(start, end):
        x0, _, x1, _ = char_box(index)
        kept = not any(rule.x0 - 0.5 <= (x0 + x1) / 2 <= rule.x1 + 0.5 for rule in strikes)
        if kept and previous_kept:
            pieces[-1] = pieces[-1]._replace(text=pieces[-1].text + text[index], x1=x1)
        elif kept:
            pieces.append(word._replace(text=text[index], x0=x0, x1=x1))
        previous_kept = kept
    return pieces
