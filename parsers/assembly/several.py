"""One document that holds several forms, one after the other: where each begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from parsers.assembly.pieces import Ask, Grid, Head, Piece
from parsers.labels import ROWS, Hub, LabelTables
from parsers.spelling import key

_OPENING: Final = 3
_REPEATED: Final = 4
_LATEST_OPENING: Final = 12  # questions: a forwarded email's From and Subject come before the form's first
_TELLING: Final = frozenset(["referrer.name", "concern.reason"])
_WHY: Final = frozenset(["concern.reason", "concern.types"])  # "Presenting issues" may ask for either
_PLAINLY: Final = 2  # marked as a heading: it ends its section, whoever knows it
_CHILD: Final = frozenset(["children.name", "children.forename", "children.surname"])
_FEWEST_REASONS: Final = 2
_NUMBERED: Final = re.compile(
    r"(?:(?:child|children s|safeguarding|mash|inter agency|contact) )*(?:referral|contact form|referral form|form|case|submission|response|entry|notification)"
    r"(?: (?:no|number))? ([1-9]|[a-e]|one|two|three|four|five)(?: (?:[1-9]|two|three|four|five))?"  # "1 of 2"
)
_NUMBERS: Final = (
    {"1", "a", "one"},
    {"2", "b", "two"},
    {"3", "c", "three"},
    {"4", "d", "four"},
    {"5", "e", "five"},
)
_MOST_FORMS: Final = 50
_SENDERS: Final = frozenset(["from", "sender"])
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w.-]+\w")
_FULL: Final = 4  # questions asked once: with fewer a part might be taken for no form, and be lost

Asked = tuple[int, str, str]


def forms_in(pieces: Sequence[Piece], labels: LabelTables) -> list[Sequence[Piece]]:
    """The pieces of each form.

    A form begins again where its first questions are all asked again; another council's form
    begins where what one form asks once (who refers, why) is asked a second time. Children and
    other people come in blocks that repeat themselves: they do not count.
    """
    listed = _forms_in_rows(pieces, labels) or _numbered_forms(pieces, labels)
    if listed is not None:
        return listed
    forms: list[Sequence[Piece]] = []
    rest: Sequence[Piece] = pieces
    while len(forms) < _MOST_FORMS:
        asked = list(_asked_once(rest, labels))
        start = _same_form_again(rest, asked) or _asked_all_again(rest, asked) or _another_form(rest, asked)
        if start is None or not (
            _asks_of_a_child(rest[:start], labels) and _asks_of_a_child(rest[start:], labels)
        ):
            break
        forms.append(rest[:start])
        rest = rest[start:]
    return [*forms, rest]


def _asks_of_a_child(pieces: Sequence[Piece], labels: LabelTables) -> bool:
    """Whether a part of a document asks who the child is, or tells it in its own way: without, it is half a form."""
    section: str | None = None
    for piece in pieces:
        if isinstance(piece, Head):
            section = piece.opens.section if piece.opens else section
            if section == "children":
                return True
        asked = (piece.label,) if isinstance(piece, Ask) else piece.header if isinstance(piece, Grid) else ()
        if any(
            (found := labels.field(label, section)) is not None and found.section == "children"
            for label in asked
        ):
            return True
    return False


def _forms_in_rows(pieces: Sequence[Piece], labels: LabelTables) -> list[Sequence[Piece]] | None:
    """A list of the day's referrals, one a row: each has a child, a referrer and a reason of its own.

    `None` where it is no such list, or where anything else is asked beside it.
    """
    grids = [piece for piece in pieces if isinstance(piece, Grid)]
    if len(grids) != 1 or any(isinstance(piece, Ask) for piece in pieces):
        return None
    (grid,) = grids
    asked = {found.path for label in grid.header if (found := labels.field(label)) is not None}
    written = [row for row in grid.rows if any(not answer.empty for answer in row)]
    if not (asked >= _TELLING and asked & _CHILD and 0 < len(written) <= _MOST_FORMS):
        return None
    return [[Ask(label, answer) for label, answer in zip(grid.header, row)] for row in written]


def _numbered_forms(pieces: Sequence[Piece], labels: LabelTables) -> list[Sequence[Piece]] | None:
    """The forms under titles such as "REFERRAL 1" and "REFERRAL 2", each with a reason of its own."""
    starts: list[int] = []
    for at, piece in enumerate(pieces):
        if not isinstance(piece, Head) or (title := _NUMBERED.fullmatch(key(piece.text))) is None:
            continue
        if len(starts) < len(_NUMBERS) and title[1] in _NUMBERS[len(starts)]:
            starts.append(at)
    if len(starts) < _FEWEST_REASONS:
        return None
    ends = [*starts[1:], len(pieces)]
    forms = [pieces[start:end] for start, end in zip([0, *starts[1:]], ends)]
    asked = [[path for _, _, path in _asked_once(form, labels)] for form in forms]
    return forms if all(_WHY & set(paths) and len(paths) >= _FULL for paths in asked) else None


def _asked_once(pieces: Sequence[Piece], labels: LabelTables) -> Iterator[Asked]:
    """Where each question stands that a form asks once: its words and its field."""
    section: str | None = None
    for at, piece in enumerate(pieces):
        if isinstance(piece, Head):
            section = piece.opens.section if piece.opens else None if piece.marked == _PLAINLY else section
            continue
        if _is_a_title(pieces, at):
            continue
        asked = (piece.label,) if isinstance(piece, Ask) else piece.header if isinstance(piece, Grid) else ()
        for label in asked:
            found = labels.field(label, section)
            if found is not None and found.section not in ROWS and not found.ignored:
                yield at, f"{section} {key(label)}", found.path


def _is_a_title(pieces: Sequence[Piece], at: int) -> bool:
    """ "4. Reason for contact" right above the section's own questions: it asks nothing by itself."""
    piece = pieces[at]
    above = at + 1 < len(pieces) and isinstance(pieces[at + 1], Ask)
    return above and isinstance(piece, Ask) and piece.titles and piece.answer is None


def without_the_hubs_own(pieces: Sequence[Piece], labels: LabelTables, hub: Hub) -> Sequence[Piece]:
    """The pieces above an earlier message of the hub's, which stands below a form that answers it.

    The hub's message may list what it asks for: nothing below it is answered there. Answers that were written into
    its list have no form above them.
    """
    for at, piece in enumerate(pieces):
        if not isinstance(piece, Ask) or key(piece.label) not in _SENDERS or piece.answer is None:
            continue
        writers = _EMAIL.findall(piece.answer.text)
        if not any(map(hub.owns, writers)):
            continue
        paths = {path for _, _, path in _asked_once(pieces[:at], labels)}
        if paths >= _TELLING and _asks_of_a_child(pieces[:at], labels):
            return pieces[:at]
    return pieces


def _same_form_again(pieces: Sequence[Piece], asked: list[Asked]) -> int | None:
    """Where the first questions are asked again in their order."""
    words = [item[1] for item in asked]
    opening = words[:_OPENING]
    if len(set(opening)) < _OPENING:
        return None
    for number in range(_OPENING, len(words) - _OPENING + 1):
        if words[number : number + _OPENING] == opening:
            return _start_between(pieces, asked[number - 1][0] + 1, asked[number][0])
    return None


def _asked_all_again(pieces: Sequence[Piece], asked: list[Asked]) -> int | None:
    """Where the same questions begin again, known or not, with one why somebody writes before that and after.

    Blocks of children repeat themselves too, and why is asked once behind them all.
    """
    reasons = [at for at, _, path in asked if path == "concern.reason"]
    if len(reasons) < _FEWEST_REASONS:
        return None
    words = [(at, key(piece.label)) for at, piece in enumerate(pieces) if isinstance(piece, Ask)]
    for first in range(min(_LATEST_OPENING, len(words) - _OPENING)):
        opening = [word for _, word in words[first : first + _OPENING]]
        for number in range(first + _OPENING, len(words) - _OPENING + 1):
            at = words[number][0]
            told = any(words[first][0] < reason < at for reason in reasons) and reasons[-1] > at
            if told and [word for _, word in words[number : number + _OPENING]] == opening:
                return _start_between(pieces, words[number - 1][0] + 1, at)
    return None


def _another_form(pieces: Sequence[Piece], asked: list[Asked]) -> int | None:
    """Where the questions part into two sets that each make up a form."""
    paths = [item[2] for item in asked]
    repeated = {path for path, times in Counter(paths).items() if times > 1}
    if len(repeated) < _REPEATED or not repeated >= _TELLING:
        return None
    cuts: list[tuple[int, int]] = []
    left, right = Counter[str](), Counter(paths)
    twice = sum(times - 1 for times in right.values())
    for number, path in enumerate(paths[:-1], 1):
        # A repeat is undone when its question falls on the other side of the cut.
        right[path] -= 1
        twice += (1 if left[path] else 0) - (1 if right[path] else 0)
        left[path] += 1
        if left.keys() >= _TELLING and all(right[name] for name in _TELLING):
            cuts.append((twice, number))
    if not cuts:
        return None
    least = min(cuts)[0]
    # What only one of the forms asks stands on either side of a cut just as well: forms begin alike.
    number = max(
        (number for twice, number in cuts if twice == least),
        key=lambda number: _begins_alike(pieces, asked, number),
    )
    seen = set(paths[:number]) & repeated
    if len(seen) - least < _REPEATED:
        return None
    return _start_between(pieces, asked[number - 1][0] + 1, asked[number][0])


def _begins_alike(pieces: Sequence[Piece], asked: list[Asked], number: int) -> int:
    """How much the question `number` of those asked looks like the first of a form, as the document's first one does."""
    first = next((piece for piece in pieces if isinstance(piece, Head)), None)
    opened = next((piece.opens for piece in pieces if isinstance(piece, Head) and piece.opens), None)
    between = range(asked[number - 1][0] + 1, asked[number][0] + 1)
    heads = [piece for at in between if isinstance(piece := pieces[at], Head)]
    if first is not None and any(key(head.text) == key(first.text) for head in heads):
        return 3
    if opened is not None and any(head.opens and head.opens.section == opened.section for head in heads):
        return 2
    return int(asked[number][2].partition(".")[0] == asked[0][2].partition(".")[0])


def _start_between(pieces: Sequence[Piece], least: int, at: int) -> int:
    """Where a form starts whose first question asked once stands at `at`.

    At its title; without one where the document's first question comes again: children are asked
    after before whoever refers on many forms.
    """
    first = next((key(piece.text) for piece in pieces if isinstance(piece, Head)), None)
    heads = [(start, piece) for start in range(least, at + 1) if isinstance(piece := pieces[start], Head)]
    titles = [start for start, head in heads if key(head.text) == first]
    untitled = [start for start, head in heads if head.opens is None]
    opening = next((key(piece.label) for piece in pieces if isinstance(piece, Ask)), None)
    again = [
        start
        for start in range(least, at)
        if isinstance(piece := pieces[start], Ask) and key(piece.label) == opening
    ]
    return (titles or again[:1] or untitled or [start for start, _ in heads] or [at])[0]
