"""What one row of a table is by its cells, and its answers in the order of a header's columns."""

from __future__ import annotations

from parsers.assembly.lines.inline import asked_with_boxes
from parsers.assembly.pieces import Answer, joined
from parsers.assembly.tables.cells import Kind, Placed
from parsers.labels import ROWS, LabelTables


def under(columns: list[int], row: list[Placed]) -> tuple[Answer, ...]:
    """A row's answers in the order of a header's columns; what stands between goes left."""
    found: list[list[Answer]] = [[] for _ in columns]
    for cell in row:
        at = max((index for index, column in enumerate(columns) if column <= cell.column), default=0)
        found[at].append(cell.answer)
    return tuple(
        joined(answers, " ") if len(answers) > 1 else (answers or [Answer("")])[0] for answers in found
    )


def only_labels(row: list[Placed]) -> bool:
    """Whether every cell that is written holds a label, and there are several."""
    live = [cell for cell in row if cell.kind is not Kind.EMPTY]
    return len(live) > 1 and all(cell.kind is Kind.LABEL and not cell.filled for cell in live)


def is_a_pair(row: list[Placed]) -> bool:
    """Whether a row is a label in bold and its answer in plain type: "Last name" beside "Home" heads no columns."""
    weights = [{text.bold for text in cell.cell.texts if text.text.strip()} for cell in row]
    return weights == [{True}, {False}]


def starts_with_pairs(row: list[Placed], header: list[Placed]) -> bool:
    """A row of label and answer in turn, of another shape than the grid above it."""
    if _pairs_through_and_through(row):
        return True
    if len(row) >= len(header) and len(header) > 2:
        inline = sum(cell.kind is Kind.INLINE for cell in row)
        return inline * 2 > len(row)
    if not row[0].filled and row[0].answer.text.rstrip().endswith((":", "?")):
        return True
    return row[0].kind in (Kind.LABEL, Kind.INLINE)


def alternates(row: list[Placed]) -> bool:
    """Label, gap, label, gap: each label's answer is the empty cell beside it."""
    if len(row) < 2 or len(row) % 2 or row[1].kind is not Kind.EMPTY:
        return False
    return all(cell.kind is Kind.EMPTY for cell in row[1::2])


def _pairs_through_and_through(row: list[Placed]) -> bool:
    """ "Home address | 1 Low Road | Postcode | PO9 1ZZ": as many labels as answers, in turn."""
    labels, answers = row[::2], row[1::2]
    return (
        len(answers) > 1
        and len(labels) == len(answers)
        and all(cell.kind is Kind.LABEL and not cell.filled for cell in labels)
        and not any(cell.kind is Kind.LABEL for cell in answers)
    )


def is_set_off(row: list[Placed], below: list[Placed]) -> bool:
    """A row in bold over a row in plain, of the same columns: labels, whoever knows them."""
    written = [cell for cell in below if cell.kind is not Kind.EMPTY]
    return (
        len(row) > 1
        and [cell.column for cell in row] == [cell.column for cell in below]
        and all(cell.bold and not cell.filled and cell.kind in (Kind.LABEL, Kind.TEXT) for cell in row)
        and bool(written)
        and all(cell.kind in (Kind.TEXT, Kind.BOXES) and not cell.bold for cell in written)
        and any(cell.kind is Kind.TEXT for cell in written)
    )


def asked_in_each_cell(row: list[Placed], rows: list[list[Placed]]) -> bool:
    """Whether labels stand over their answers in the cells of another row of the same columns: here nobody answered."""
    columns = [cell.column for cell in row]
    return any(
        [cell.column for cell in other] == columns and all(cell.kind is Kind.INLINE for cell in other)
        for other in rows
    )


def heads_a_list(header: list[Placed], below: list[Placed], labels: LabelTables) -> bool:
    """ "Agency | Worker | Contact details" over "College | Jo Vale | 023 ...": all of them asked of one sort of people."""
    if len(header) < 3 or len(header) != len(below) or any(cell.kind is not Kind.LABEL for cell in header):
        return False
    rest = [cell.kind for cell in below[1:]]
    if Kind.TEXT not in rest or not {Kind.TEXT, Kind.EMPTY}.issuperset(rest):
        return False
    words = [cell.label for cell in header]
    return any(len(labels.fields_in(words, section)) == len(words) for section in ROWS)


def is_indented(below: list[Placed], asked: list[Placed]) -> bool:
    """Whether an answer stands in from the edge, under a question over the whole width."""
    return (
        len(asked) == 1
        and asked[0].cell.colspan == len(below) == 2
        and below[0].kind is Kind.EMPTY
        and not below[0].filled
        and not below[1].bold
        and not below[1].cell.tables
    )


def stands_over_fields(row: list[Placed], below: list[Placed]) -> bool:
    """Whether each cell of a row of printed words has a field to fill, or an empty one, right below it."""
    return (
        len(below) == len(row) > 2
        and any(cell.filled for cell in below)
        and all(cell.filled or cell.kind is Kind.EMPTY for cell in below)
    )


def asks_itself(below: Placed, above: Placed, labels: LabelTables) -> bool:
    """Whether a cell under a question or title is a question with its own answer, and no answer.

    "The report" over "1. Details of the concern"; an empty "If no, why not?" over the next question.
    """
    if below.kind is not Kind.INLINE or not below.asks:
        return False
    label, lead, answer = below.asks[0].label, below.cell.texts[0], below.asks[0].answer
    colons = above.answer.text.rstrip().endswith(":") and lead.text.rstrip().endswith(":")
    alike = below.has_its_label and above.bold == lead.bold and (above.bold or colons)
    repeats = labels.field(above.answer.text) == labels.field(label)
    asks = label.rstrip().endswith("?") or (answer is not None and asked_with_boxes(answer.text))
    return alike or repeats or (asks and labels.known(label))
