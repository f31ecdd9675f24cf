"""Words with a line through them: "Yes / No (delete as appropriate)" is answered by what is left."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from parsers.blocks import Rule, Word
from parsers.pdf.frame import Box
from parsers.pdf.words import Token

# From the top of a word's box: lower is an underline, higher an overline or a cell's border.
_HIGHEST, _LOWEST = 0.38, 0.76


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
    shelf = _Shelf(tokens)
    strikes = [(rule, hit) for rule in level if (hit := _through(rule, shelf.near(rule.top)))]
    strikes += [(rule, _through(rule, shelf.near(rule.top), strict=False)) for rule in drawn_by_reader]
    if not strikes:
        return [token.word for token in tokens], list(rules)
    by_word: dict[int, list[Rule]] = {}
    for rule, hit in strikes:
        for token in hit:
            by_word.setdefault(token.start, []).append(rule)
    words = [
        word for token in tokens for word in _what_is_left(token, by_word.get(token.start), text, char_box)
    ]
    used = {id(rule) for rule, _ in strikes}
    return words, [rule for rule in rules if id(rule) not in used]


class _Shelf:
    """Words by height on the page, so that a rule meets only those near it."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        middles = [(token.word.top + token.word.bottom) / 2 for token in tokens]
        order = sorted(range(len(tokens)), key=middles.__getitem__)
        self._tokens = [tokens[index] for index in order]
        self._middles = [middles[index] for index in order]
        self._reach = max([token.word.bottom - token.word.top for token in tokens], default=0.0) / 2

    def near(self, y: float) -> list[Token]:
        low = bisect_left(self._middles, y - self._reach)
        return self._tokens[low : bisect_right(self._middles, y + self._reach)]


def _through(rule: Rule, tokens: Sequence[Token], *, strict: bool = True) -> list[Token]:
    hit = [token for token in tokens if _crosses(rule, token.word)]
    if not hit or not strict:
        return hit
    first, last = min(token.word.x0 for token in hit), max(token.word.x1 for token in hit)
    slack = 0.8 * max(token.word.size for token in hit) + 1
    covered = sum(min(rule.x1, token.word.x1) - max(rule.x0, token.word.x0) for token in hit)
    ends_with_words = rule.x0 > first - slack and rule.x1 < last + slack
    return hit if ends_with_words and covered > 0.6 * (rule.x1 - rule.x0) else []


def _crosses(rule: Rule, word: Word) -> bool:
    height = word.bottom - word.top
    if not word.top + _HIGHEST * height < rule.top < word.top + _LOWEST * height:
        return False
    overlap = min(rule.x1, word.x1) - max(rule.x0, word.x0)
    return overlap > min(0.5 * (word.x1 - word.x0), 0.35 * height)


def _what_is_left(
    token: Token, strikes: list[Rule] | None, text: str, char_box: Callable[[int], Box]
) -> list[Word]:
    word = token.word
    if not strikes:
        return [word]
    covered = sum(min(rule.x1, word.x1) - max(rule.x0, word.x0) for rule in strikes)
    if covered > 0.85 * (word.x1 - word.x0) or token.end - token.start == 1:
        return []
    return _pieces(token, strikes, text, char_box)


def _pieces(token: Token, strikes: list[Rule], text: str, char_box: Callable[[int], Box]) -> list[Word]:
    """The runs of letters of a word that no strike covers."""
    pieces: list[Word] = []
    previous_kept = False
    for index in range(token.start, token.end):
        x0, _, x1, _ = char_box(index)
        kept = not any(rule.x0 - 0.5 <= (x0 + x1) / 2 <= rule.x1 + 0.5 for rule in strikes)
        if kept and previous_kept:
            pieces[-1] = pieces[-1]._replace(text=pieces[-1].text + text[index], x1=x1)
        elif kept:
            pieces.append(token.word._replace(text=text[index], x0=x0, x1=x1))
        previous_kept = kept
    return pieces
