"""A match's evidence as a waterfall: from the prior, field by field, to the probability."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len

from ingest.domain.model import Match, MatchStatus, Verdict
from tui.text import clean, fit, wrap
from tui.widgets.record_lines import Line, MatchItem, Page, Span

BAR, SHORTEST_BAR = 24, 10
BELOW = 4  # how far a detail stands in that has a line of its own
FIELD = 21
VERDICT = 12
WEIGHT = 6
MARKS = {
    Verdict.AGREES: ("✓ agrees", "good"),
    Verdict.CLOSE: ("≈ close", "soon"),
    Verdict.CONFLICTS: ("✗ conflicts", "overdue"),
    Verdict.MISSING: ("· missing", "quiet"),
}
STATUSES = {
    MatchStatus.AUTO: ("● linked by the program", "good"),
    MatchStatus.CONFIRMED: ("● confirmed", "good"),
    MatchStatus.SUGGESTED: ("○ suggested", "soon"),
    MatchStatus.REJECTED: ("✗ rejected", "quiet"),
}
# What is weighed, as an officer says it; what is not here is told by its name.
FIELDS = {
    "child.forename": "child's forename",
    "child.surname": "child's surname",
    "child.dob": "date of birth",
    "child.address": "address",
    "child.school": "school",
    "child.nhs_number": "NHS number",
    "child.siblings": "further children",
    "referrer.name": "referrer's name",
    "referrer.agency": "agency",
    "referrer.phone": "telephone",
    "referrer.email": "email address",
    "call.stated_time": "when they rang",
    "call.taken_by": "who took the call",
    "call.delay": "call to form",
    "call.answered": "other forms",
    "alternatives": "could be otherwise",
    "rivals": "other calls",
}
# What is weighed of the match as a whole: nothing on two sides, so that nothing is "close".
OF_THE_WHOLE = frozenset({"alternatives", "calibration"})


@dataclass(frozen=True, slots=True)
class Step:
    """One bar of the waterfall, in bits: where it starts, and where it ends."""

    start: float
    end: float


def steps(prior: float, weights: list[float]) -> list[Step]:
    """The prior's bar from zero, then each weight's from where the last ended."""
    bars = [Step(0.0, prior)]
    for weight in weights:
        bars.append(Step(bars[-1].end, bars[-1].end + weight))
    return bars


def drawn(step: Step, low: float, high: float, cells: int) -> str:
    """A floating bar on an axis from `low` to `high`: "█" towards a match, "▒" away from it."""
    scale = cells / max(high - low, 1e-9)
    left, right = sorted((step.start, step.end))
    begin = min(cells - 1, int((left - low) * scale))
    end = max(begin + 1, min(cells, round((right - low) * scale)))
    if left == right:
        return fit(" " * begin + "│", cells)
    return fit(" " * begin + ("█" if step.end > step.start else "▒") * (end - begin), cells)


def write_match(page: Page, match: Match, *, other: str) -> None:
    """A match: with which record, how sure, who settled it, and the evidence of each field."""
    item = MatchItem(match)
    words, role = STATUSES[match.status]
    page.spans(
        (f"{words}  ", role),
        (clean(other), "strong"),
        (f"  {sure_words(match.probability)}", ""),
        item=item,
    )
    write_against(page, match, item)
    if match.settled_by is not None:
        page.write(f"settled by {match.settled_by}", "quiet", item=item, indent=2)
    if match.reason:
        page.write(f"reason: {match.reason}", "quiet", item=item, indent=2)
    if page.drawn:
        page.lines += _waterfall(match, page.width)
    else:
        _tell(page, match)


def write_against(page: Page, match: Match, item: MatchItem | None = None) -> None:
    """What conflicts, in one place and first: on a small screen the field itself may stand out of sight."""
    against = [
        field_words(one.field)
        for one in match.evidence
        if one.verdict is Verdict.CONFLICTS and one.field not in OF_THE_WHOLE
    ]
    if against:
        page.write(f"✗ speaks against it: {', '.join(against)}", "overdue", item=item, indent=2)


def field_words(field: str) -> str:
    """What is weighed under the name `field`, in clean words."""
    return FIELDS.get(field) or clean(field).replace("_", " ").replace(".", " ")


def sure_words(probability: float) -> str:
    """Such as "99.8% sure"; never quite sure."""
    return f"{probability:.1%} sure" if probability < 0.9995 else "over 99.9% sure"


def _tell(page: Page, match: Match) -> None:
    """The evidence without its bars: in words, and the weights in bits."""
    page.entry("before looking", f"{match.prior:+.1f}", personal=False)
    for evidence in match.evidence:
        verdict = "" if evidence.field in OF_THE_WHOLE else f"{evidence.verdict.value}, "
        told = f"{verdict}{evidence.weight:+.1f}, {evidence.detail}".removesuffix(", ")
        page.entry(field_words(evidence.field), told, personal=False)
    page.entry("in all", f"{match.prior + sum(one.weight for one in match.evidence):+.1f}", personal=False)


def _waterfall(match: Match, width: int) -> list[Line]:
    bars = steps(match.prior, [evidence.weight for evidence in match.evidence])
    edges = [edge for step in bars for edge in (step.start, step.end)]
    low, high = min(edges), max(edges)
    words = max((cell_len(clean(evidence.detail)) for evidence in match.evidence), default=0)
    room = width - FIELD - VERDICT - WEIGHT - 1
    cells = max(SHORTEST_BAR, min(BAR, room - words - 1))
    rows = [_row("before looking", ("", "quiet"), match.prior, bars[0], (low, high), "", (cells, room))]
    for evidence, step in zip(match.evidence, bars[1:], strict=True):
        detail = clean(evidence.detail)
        below = evidence.verdict is not Verdict.MISSING and cell_len(detail) > room - cells - 1
        rows.append(
            _row(
                field_words(evidence.field),
                ("", "quiet") if evidence.field in OF_THE_WHOLE else MARKS[evidence.verdict],
                evidence.weight,
                step,
                (low, high),
                "" if below else detail,
                (cells, room),
            )
        )
        # What was found is told whole: cut short, a conflict might be read as an agreement.
        pieces = wrap(detail, width - BELOW) if below else []
        rows += [((" " * BELOW + piece, "quiet"),) for piece in pieces]
    rows.append(
        _row("in all", ("", "strong"), bars[-1].end, Step(0.0, bars[-1].end), (low, high), "", (cells, room))
    )
    return [Line(row, MatchItem(match)) for row in rows]


def _row(
    field: str,
    mark: Span,
    weight: float,
    step: Step,
    axis: tuple[float, float],
    detail: str,
    widths: tuple[int, int],
) -> tuple[Span, ...]:
    spans: list[Span] = [
        ("  " + fit(field, FIELD - 2), "label"),
        (fit(mark[0], VERDICT), mark[1]),
        (f"{weight:+{WEIGHT}.1f} ", mark[1] or ""),
    ]
    cells, room = widths
    if room >= cells:
        spans.append((drawn(step, *axis, cells), "good" if step.end >= step.start else "overdue"))
    if detail and room - cells > 6:
        spans.append((" " + fit(clean(detail), room - cells - 1), "quiet"))
    return tuple(spans)
