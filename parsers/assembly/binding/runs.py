"""Questions under no heading: whom a run of them is about, told by the questions themselves.

"Name, Position, Organisation" are a referrer's and "Name, Date of birth, School" a child's,
whatever stands above them. A run is parted where its questions turn from one to the other,
at the name that was asked last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import Final, NamedTuple

from parsers.assembly.draft import IDENTITY
from parsers.assembly.people import names_a_role
from parsers.assembly.pieces import Answer, Ask, Grid, Head, Piece, Say
from parsers.labels import ROWS, Field, LabelTables
from parsers.names import AS_ONE_IS_NAMED
from parsers.values import blank, folded, read_date

_TELLING: Final = {
    "children": frozenset(
        [
            "dob",
            "dob_or_edd",
            "edd",
            "age_dob",
            "age",
            "school",
            "upn",
            "nhs_number",
            "ethnicity",
            "gender",
            "gp",
        ]
    ),
    "referrer": frozenset(["role", "agency", "email"]),
}
_WRITERS: Final = frozenset(["role", "agency"])
_OF_A_REFERRAL: Final = frozenset(["concern.reason", "information_sharing.parents_informed"])
_BORN: Final = frozenset(["dob", "dob_or_edd", "age_dob"])
_GROWN_UP: Final = 18
_LONGEST_DATE: Final = 40
_UNTOLD: Final = re.compile(r"\b(?:not (?:given|told)|withheld|refused|declined|anonymous)\b", re.IGNORECASE)
_A_CHILD: Final = Field("children", "name")
#: What titles of forms say, and headings over somebody's block do not.
_A_TITLE: Final = re.compile(
    r"\b(?:forms?|referrals?|reports?|notifications?|requests?|safeguarding|alerts?|notices?|records?|concerns?|proforma|marf|services?|council|hub|mash|incident|enquiry|case)\b",
    re.IGNORECASE,
)
_LEAST: Final = 3
_WINDOW: Final = 6
#: How far from a heading that no table knows its questions stand, and how many they are: each such
#: heading of a text of thousands would be followed to the end otherwise.
_FARTHEST: Final = 600
_MOST_ASKED: Final = 300
#: Sections whose questions may turn into the referrer's without a heading between them.
_TURN: Final = ("children", "people", "concern", "call")
_SOMEBODY_ELSES: Final = re.compile(
    r"\b(?:social worker|gp|doctor|teacher|health visitor|school nurse|solicitor|lead professional|manager|employer|occupation|professionals?)\b",
    re.IGNORECASE,
)
_OF_OTHERS: Final = re.compile(
    r"\b(?:child|young person|pupil|patient|parent|carer|mother|father|sibling)", re.IGNORECASE
)


class _Asked(NamedTuple):
    at: int
    label: str
    answer: Answer | None


def told(pieces: Sequence[Piece], start: int, labels: LabelTables) -> dict[int, str]:
    """By place among `pieces`: the section that the questions from there to the next are about.

    Either a child's or a referrer's; places whose questions could be either are left out.
    """
    above = pieces[start - 1] if start else None
    if isinstance(above, Head) and _SOMEBODY_ELSES.search(above.text):
        return {}
    asked = list(islice(_run(pieces, start, start + _FARTHEST if start else None), _MOST_ASKED))
    # An application for a post asks "Title, First name, Date of birth" too: of a child only a referral does.
    titles = [item for item in asked if _asks_a_title(item)]
    if titles and any(_is_a_referrals(piece, labels) for piece in pieces):
        asked = [item for item in asked if item not in titles]
    return {
        _begins(part, owner, labels): owner
        for part, owner in _parted(asked, labels)
        if (_is_about([item.label for item in part], owner, labels) or _is_headless(part, owner, labels))
        and not (_is_under_unknown(pieces, part[0].at, start) and _is_anothers(pieces, part, owner, labels))
    }


def _begins(part: list[_Asked], owner: str, labels: LabelTables) -> int:
    """Where questions about a child begin: "Name of setting" before them asks where the writer works."""
    plain = labels.field(part[0].label)
    of_the_writer = owner == "children" and plain is not None and plain.path == "referrer.agency"
    return part[1 if of_the_writer and len(part) > 1 else 0].at


def _is_under_unknown(pieces: Sequence[Piece], at: int, start: int) -> bool:
    """Whether questions stand under a heading that no table knows and that is no form's own title."""
    if start:
        return True
    above = pieces[at - 1] if at else None
    return isinstance(above, Head) and above.opens is None and not _A_TITLE.search(above.text)


def _is_anothers(pieces: Sequence[Piece], part: list[_Asked], owner: str, labels: LabelTables) -> bool:
    """Under a heading that no table knows they are somebody else's, a landlord's or an advocate's, where
    whom they seem to be about is plainly named in another place."""
    if owner == "referrer":
        own = list(takewhile(lambda item: not _asks_plainly_who_refers(item, labels), part))
        return bool(own) and _refers_another(pieces, own, labels)
    if not _is_grown_up(pieces, part, labels):
        return False  # no child is left out, whatever stands above their name
    named = set(_names_a_child(pieces, labels)) - {""}
    return bool(named) and named.isdisjoint(_folded(item) for item in part)


def _is_grown_up(pieces: Sequence[Piece], part: list[_Asked], labels: LabelTables) -> bool:
    """Whether a date of birth among some questions is eighteen years before the latest date on the form."""
    born = [
        day
        for item in part
        if item.answer is not None
        and any(found.name in _BORN for found in labels.fields_in([item.label], "children"))
        and (day := read_date(item.answer.text).value)
    ]
    told = [
        piece.answer.text for piece in pieces if isinstance(piece, Ask | Say) and piece.answer is not None
    ]
    days = [day for text in told if len(text) <= _LONGEST_DATE and (day := read_date(text).value)]
    return bool(born) and int(max(days, default=born[0])[:4]) - int(born[0][:4]) > _GROWN_UP


def _asks_plainly_who_refers(item: _Asked, labels: LabelTables) -> bool:
    found = labels.field(item.label)
    return found is not None and found.path == "referrer.name"


def _names_a_child(pieces: Sequence[Piece], labels: LabelTables) -> Iterator[str]:
    """Answers to "Child's name", and to a name asked for right under a heading for children."""
    for at, piece in enumerate(pieces):
        if isinstance(piece, Head) and piece.opens is not None and piece.opens.section == "children":
            below = list(islice(_run(pieces, at + 1), _WINDOW))
            yield from (
                _folded(item) for item in below if _asks_a_childs_name(item.label, "children", labels)
            )
            lines = takewhile(lambda piece: isinstance(piece, Say), pieces[at + 1 : at + 1 + _WINDOW])
            yield from (folded(line.answer.text).casefold() for line in lines if isinstance(line, Say))
        elif isinstance(piece, Ask) and (
            _asks_a_childs_name(piece.label, None, labels) or labels.owner(piece.label) == _A_CHILD
        ):
            yield _folded(_Asked(at, piece.label, _answer_of(pieces, at)))
        elif isinstance(piece, Grid) and _is_of_children(pieces, at):
            yield from (folded(answer.text).casefold() for row in piece.rows for answer in row[:1])


def _is_of_children(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a table of several stands under a heading for children."""
    above = next((piece for piece in reversed(pieces[:at]) if isinstance(piece, Head)), None)
    return above is not None and above.opens is not None and above.opens.section == "children"


def _asks_a_childs_name(label: str, section: str | None, labels: LabelTables) -> bool:
    found = labels.field(label, section)
    return found is not None and found.section == "children" and found.name in IDENTITY


def turns_to_referrer(pieces: Sequence[Piece], start: int, section: str | None, labels: LabelTables) -> bool:
    """Whether the questions from `start`, in a section of somebody else's, are the referrer's.

    A role and an agency are asked of no child and no parent: the name before them is the referrer's.
    """
    if section not in _TURN:
        return False
    run = _run(pieces, start)
    asked = list(islice(run, 3))
    early = labels.fields_in([item.label for item in asked[1:]], "referrer")
    if _WRITERS.isdisjoint([found.name for found in early]) or _SOMEBODY_ELSES.search(asked[0].label):
        return False
    asked += islice(run, _WINDOW - len(asked))
    if len(asked) < _LEAST:
        return False
    first = labels.fields_in([asked[0].label], "referrer")
    named = bool(first) and first[0].name in IDENTITY
    own = labels.field(asked[0].label, section)
    if own is not None and own.name not in IDENTITY and not own.ignored and not (named and section == "call"):
        return False
    names = {found.name for found in labels.fields_in([item.label for item in asked[1:]], "referrer")}
    return (
        names >= _WRITERS
        and not any(_SOMEBODY_ELSES.search(item.label) for item in asked[1:3])
        and (named or (is_name(asked[0].answer) and not _asks_who_writes(asked[1:], labels)))
        and not _refers_another(pieces, asked, labels)
    )


def refers_another_than_below(pieces: Sequence[Piece], at: int, labels: LabelTables) -> bool:
    """Whether somebody else than who is named below the heading at `at` is plainly named as who refers."""
    return _refers_another(pieces, list(islice(_run(pieces, at + 1), _WINDOW)), labels)


def _refers_another(pieces: Sequence[Piece], run: Sequence[_Asked], labels: LabelTables) -> bool:
    """Whether somebody who is not named in the run is plainly asked for as who refers, and given."""
    named = set(_names_who_refers(pieces, labels)) - {""}
    return bool(named) and named.isdisjoint(_folded(item) for item in run)


def _names_who_refers(pieces: Sequence[Piece], labels: LabelTables) -> Iterator[str]:
    """Answers to "Referrer's name", and to a name asked for right under a heading for who refers."""
    for at, piece in enumerate(pieces):
        if isinstance(piece, Head) and piece.opens is not None and piece.opens.section == "referrer":
            if piece.opens.unsure:
                continue
            below = list(islice(_run(pieces, at + 1), _WINDOW))
            yield from (_folded(item) for item in below if _is_referrers_name(item.label, labels))
        elif isinstance(piece, Ask):
            found = labels.field(piece.label)
            if found is not None and found.section == "referrer" and found.name in IDENTITY:
                yield _folded(_Asked(at, piece.label, _answer_of(pieces, at)))


def _answer_of(pieces: Sequence[Piece], at: int) -> Answer | None:
    """The answer to a question, be it on the line below."""
    piece, below = pieces[at], pieces[at + 1] if at + 1 < len(pieces) else None
    answer = piece.answer if isinstance(piece, Ask) else None
    return below.answer if answer is None and isinstance(below, Say) else answer


def _folded(item: _Asked) -> str:
    """The words of an answer; "Not given" is one too: somebody was asked, and wants no name told."""
    said = item.answer.text if item.answer is not None else ""
    return folded(blank(said) or (said if _UNTOLD.search(said) else "")).casefold()


def _is_referrers_name(label: str, labels: LabelTables) -> bool:
    return any(found.name in IDENTITY for found in labels.fields_in([label], "referrer"))


def is_name(answer: Answer | None) -> bool:
    """Whether an answer looks like somebody's name and nothing else."""
    return answer is not None and AS_ONE_IS_NAMED.fullmatch(answer.text.strip()) is not None


def _asks_a_title(item: _Asked) -> bool:
    return item.label.strip(" :*").casefold() == "title"


def _run(pieces: Sequence[Piece], start: int, end: int | None = None) -> Iterator[_Asked]:
    """The questions from `start` to the next heading, those over a row of answers included."""
    for at in range(start, len(pieces) if end is None else min(end, len(pieces))):
        piece = pieces[at]
        if isinstance(piece, Head) and (piece.opens or piece.marked == 2):
            return
        if isinstance(piece, Ask):
            yield _Asked(at, piece.label, piece.answer)
        elif isinstance(piece, Grid) and len(piece.rows) == 1:
            for label, answer in zip(piece.header, piece.rows[0]):
                if label.strip():
                    yield _Asked(at, label, answer)


def _parted(asked: list[_Asked], labels: LabelTables) -> Iterator[tuple[list[_Asked], str]]:
    """The run in parts, each with whose its telling questions are."""
    owner: str | None = None
    begin = last = 0
    for at, item in enumerate(asked):
        whose = _tells(item.label, labels) or (owner and _names_another(item.label, owner, labels))
        if whose is None:
            continue
        if owner is not None and whose != owner:
            split = next((to for to in range(last + 1, at) if _is_identity(asked[to].label, labels)), at)
            if owner in _TELLING:
                yield asked[begin:split], owner
            begin = split
        elif owner is None and whose == "referrer":
            # An address before the name that the run is about is somebody else's.
            begin = _writer_from(asked[: at + 1], labels, begin)
        owner, last = whose, at
    if owner in _TELLING and asked[begin:]:
        yield asked[begin:], owner


def _tells(label: str, labels: LabelTables) -> str | None:
    """Whose a question is: asked of a child and never of a referrer, or the other way round."""
    owners = [
        section
        for section, telling in _TELLING.items()
        if any(found.name in telling for found in labels.fields_in([label], section))
    ]
    if len(owners) != 1:
        return None
    alone = labels.field(label)
    return owners[0] if alone is None or alone.section in (owners[0], "call") else None


def _names_another(label: str, owner: str, labels: LabelTables) -> str | None:
    """The section of a label that asks by itself for the name of somebody else than `owner`."""
    found = labels.field(label)
    if found is None or found.section == owner or found.section not in ("referrer", "people", "children"):
        return None
    return found.section if found.name in IDENTITY or found.preset else None


def _is_identity(label: str, labels: LabelTables) -> bool:
    return any(found.name in IDENTITY for section in _TELLING for found in labels.fields_in([label], section))


def _writer_from(asked: list[_Asked], labels: LabelTables, begin: int) -> int:
    """Where the questions about who writes begin: at their name, be it asked in words that no table knows."""
    told = [_names_the_writer(item, labels) for item in asked]
    if "asked" in told:
        return told.index("asked")
    return len(told) - 1 - told[::-1].index("named") if "named" in told else begin


def _names_the_writer(item: _Asked, labels: LabelTables) -> str | None:
    """ "asked" where a question asks who writes, "named" where somebody is named under other words: "Notifier"."""
    if _OF_OTHERS.search(item.label):
        return None
    alone = labels.field(item.label)
    if any(found.name in IDENTITY for found in labels.fields_in([item.label], "referrer")):
        return "asked" if alone is None or alone.section == "referrer" else None
    named = alone is None and is_name(item.answer) and not labels.fields_in([item.label], "children")
    return "named" if named else None


def _asks_who_writes(asked: list[_Asked], labels: LabelTables) -> bool:
    return any(_names_the_writer(item, labels) == "asked" for item in asked)


def _is_headless(part: list[_Asked], owner: str, labels: LabelTables) -> bool:
    """ "Case manager, Job title, Agency": a referrer's questions under a name for them that no table knows."""
    first = part[0]
    names = {found.name for found in labels.fields_in([item.label for item in part], owner)}
    if (
        owner == "referrer"
        and names >= {"agency", "phone", "email"}
        and any(_names_by_role(item, labels) for item in part)
    ):
        return True
    if owner == "referrer" and names >= {"role", "agency"} and names & {"phone", "email"}:
        return not any(_SOMEBODY_ELSES.search(item.label) for item in part)
    return (
        owner == "referrer"
        and labels.field(first.label) is None
        and is_name(first.answer)
        and not _SOMEBODY_ELSES.search(first.label.replace("Case manager", ""))
        and len(names & _TELLING["referrer"]) > 1
    )


def _names_by_role(item: _Asked, labels: LabelTables) -> bool:
    """ "Coordinator: Ann Lee": a name beside what somebody is, that no table knows for another's."""
    return (
        labels.field(item.label) is None
        and names_a_role(item.label)
        and is_name(item.answer)
        and not _SOMEBODY_ELSES.search(item.label)
    )


def _is_a_referrals(piece: Piece, labels: LabelTables) -> bool:
    found = labels.field(piece.label) if isinstance(piece, Ask) else None
    return found is not None and found.path in _OF_A_REFERRAL


def _is_about(asked: list[str], section: str, labels: LabelTables) -> bool:
    names = {found.name for found in labels.fields_in(asked, section)}
    return len(names) >= _LEAST and bool(names & IDENTITY) and bool(names & _TELLING[section])


def only_asked(pieces: Sequence[Piece], labels: LabelTables) -> list[Piece]:
    """The pieces without headings taken for questions too: "Parent contacts" over questions asks for no telephone."""
    return [piece for at, piece in enumerate(pieces) if not _only_heads(pieces, at, labels)]


def _only_heads(pieces: Sequence[Piece], at: int, labels: LabelTables) -> bool:
    before, piece, below = (
        pieces[at + step] if 0 <= at + step < len(pieces) else None for step in (-1, 0, 1)
    )
    if not (isinstance(before, Head) and isinstance(piece, Ask) and isinstance(below, Ask)):
        return False
    if piece.label != before.text or piece.answer is not None or before.opens is None:
        return False
    asked = labels.field(piece.label, before.opens.section)
    # "Expectant mother" tells who is asked about.
    return before.opens.section in ROWS and (asked is None or not asked.preset)
