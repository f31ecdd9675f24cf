"""Free lines as blocks: headings, label and value, paragraphs, options, columns under headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.blocks import Line, Text
from parsers.layout.aligned import aligned_table
from parsers.layout.between import with_labels_whole
from parsers.layout.boxes_in_line import GLYPHS
from parsers.layout.paragraphs import one_paragraph, texts_of_line, would_not_fit
from parsers.layout.placed import Placed
from parsers.layout.small_labels import small_labels
from parsers.layout.strips import Strip
from parsers.layout.stubbed import stubbed_table
from parsers.layout.tick_columns import ticked_columns

_NEAR = 4.0  # points
_TITLE, _SECTION = 1.45, 1.12  # against the body's size
_TIGHT = 0.4  # of a line's height: rows stand farther apart than the lines of one
_NEARER = 0.8  # of the distance to the next line
_WIDE = 0.7  # of the page's text: shorter lines are no prose, unless many go on from one to the next
_FEWEST_OF_PROSE = 4  # lines
_SHORT = 200.0  # points: no prose is set so narrow
_PROSE = 25  # letters in a line


def flow(lines: Sequence[Strip], body: float, right: float) -> list[Placed]:
    """Blocks of consecutive free lines. `body` is the usual type size, `right` the text's right edge."""
    lines = with_labels_whole(lines)
    out: list[Placed] = []
    index = 0
    while index < len(lines):
        rest = lines[index:]
        found = ticked_columns(rest) or small_labels(rest) or stubbed_table(rest)
        if found is None and not _stands_under_labels(lines, index):
            found = aligned_table(rest)
        if found:
            out.append(found[1])
            index += found[0]
            continue
        edge = _edge(lines[index:], right)
        count = _paragraph_length(lines[index:], edge)
        group = lines[index : index + count]
        if count > 1 or not _grows(out, lines, index):
            out.append(_placed(group, body, edge))
            _prefix(out, lines, index)
        index += count
    return out


def _edge(lines: Sequence[Strip], right: float) -> float:
    """Where the run of lines that the first begins has its right margin.

    Prose may be set narrower than the page's tables; a run of short lines, as in an address,
    has no margin of its own.
    """
    first = lines[0]
    run = [first]
    for line in lines[1:]:
        height = run[-1].bottom - run[-1].top
        if abs(line.x0 - first.x0) > _NEAR or line.top - run[-1].bottom > 0.7 * height:
            break
        run.append(line)
    own = max(line.x1 for line in run)
    return own if own - first.x0 >= _WIDE * (right - first.x0) or _is_prose(run) else right


def _is_prose(run: Sequence[Strip]) -> bool:
    """Whether a run of lines goes on from one to the next, in a column narrower than the page."""
    goes_on = sum(line.text[:1].islower() for line in run[1:])
    letters = sorted(len(line.text) for line in run)
    return len(run) >= _FEWEST_OF_PROSE and 2 * goes_on > len(run) and letters[len(run) // 2] >= _PROSE


def _paragraph_length(lines: Sequence[Strip], right: float) -> int:
    """How many lines from the first are one paragraph."""
    count = 1
    while count < len(lines) and _runs_on(lines[count - 1], lines[count], right):
        count += 1
    return count


def _runs_on(line: Strip, following: Strip, right: float) -> bool:
    if len(line.segments) > 1 or len(following.segments) > 1:
        return False
    first, last = following.words[0], line.words[-1]
    if first.text in GLYPHS or line.has_glyph() or first.bold != last.bold:
        return False
    height = line.bottom - line.top
    close = following.top - line.bottom < 0.7 * height and abs(line.size - following.size) < 0.15 * line.size
    if not close or abs(line.x0 - following.x0) > 30 or _are_set_right(line, following):
        return False
    return would_not_fit(line, first, right - line.x0) or _breaks_off(line, following, right)


def _are_set_right(line: Strip, following: Strip) -> bool:
    """Whether two short lines end at one edge and begin at two: those of an address at the right margin."""
    apart = abs(line.x0 - following.x0) > _NEAR > abs(line.x1 - following.x1)
    return apart and max(line.x1 - line.x0, following.x1 - following.x0) < _SHORT


def _breaks_off(line: Strip, following: Strip, right: float) -> bool:
    """Whether a line near the margin stops in mid-sentence: not every program fills its lines."""
    near = right - line.x1 < 0.12 * (right - line.x0)
    full = following.x1 - following.x0 > 0.5 * (right - line.x0) or not following.text[:1].isupper()
    return near and full and not line.text.endswith((".", ":", "?", "!", ";"))


def _stands_under_labels(lines: Sequence[Strip], index: int) -> bool:
    """Whether a recognised line stands under another in the same columns, nearer to it than to what follows.

    Then they are answers under their labels, and no titles of columns, though grey labels make them look bold.
    """
    if not 0 < index < len(lines) - 1 or all(word.confidence >= 1 for word in lines[index].words):
        return False
    above, line, below = lines[index - 1 : index + 2]
    starts = [part.x0 for part in above.segments]
    aligned = all(any(abs(part.x0 - start) <= _NEAR for start in starts) for part in line.segments)
    near = line.top - above.bottom < _NEARER * (below.top - line.bottom)
    return len(line.segments) > 1 and aligned and near and not all(part.bold for part in above.segments)


def _placed(group: Sequence[Strip], body: float, right: float) -> Placed:
    top, bottom = group[0].top, max(line.bottom for line in group)
    x0 = min(line.x0 for line in group)
    texts = one_paragraph(group, right - x0) if len(group) > 1 else texts_of_line(group[0])
    heading = _heading(group[0], body) if len(texts) == 1 else None
    return Placed(top, x0, bottom, Line(tuple(texts), heading=heading))


def _heading(line: Strip, body: float) -> int | None:
    if any(word.filled for word in line.words) or line.has_glyph() or not any(map(str.isalnum, line.text)):
        return None
    sure = min(word.confidence for word in line.words) >= 1
    ratio = line.size / max(body, 1.0) / (1.0 if sure else 1.15)
    if ratio >= _TITLE:
        return 1
    return 2 if ratio >= _SECTION else None


def _grows(out: list[Placed], lines: Sequence[Strip], index: int) -> bool:
    """Whether a line goes on with the block before it: a label, an option or a value in its column.

    The block is then lengthened and the line has no block of its own.
    """
    if not index or not out or not isinstance(out[-1].block, Line):
        return False
    before, line, block = lines[index - 1], lines[index], out[-1].block
    if before.bottom != out[-1].bottom:
        return False
    more = texts_of_line(line)
    if len(more) != 1:
        longer = _longer_row(block, before, line)
    else:
        longer = _longer_label(block, before, line) or _longer_value(block, before, line, more[0])
        if longer is None and (not line.bold or line.text[:1].islower()):
            longer = _longer_row(block, before, line)
    if longer is None:
        return False
    out[-1].block, out[-1].bottom = longer, line.bottom
    return True


def _longer_row(block: Line, before: Strip, line: Strip) -> Line | None:
    """Labels and answers side by side that go on together: each part under its own, in its type."""
    above, parts = before.segments, line.segments
    if len(above) != len(block.segments) or not 0 < len(parts) <= len(above) or line.has_glyph():
        return None
    if line.top - before.bottom > _TIGHT * (line.bottom - line.top) or before.has_glyph():
        return None
    # A label of the next row, however close it stands, begins with a capital.
    if any(part.bold and not part.text[:1].islower() for part in parts):
        return None
    if not above[0].bold or all(part.bold for part in above):
        return None
    under = [
        next(
            (
                at
                for at, over in enumerate(above)
                if abs(over.x0 - part.x0) < _NEAR and over.bold == part.bold
            ),
            None,
        )
        for part in parts
    ]
    if None in under or len(set(under)) != len(under):
        return None
    segments = list(block.segments)
    for at, part in zip(under, parts, strict=True):
        if at is not None:
            gap = " " if part.bold else "\n"
            segments[at] = replace(segments[at], text=f"{segments[at].text}{gap}{part.text}")
    return replace(block, segments=tuple(segments))


def _longer_label(block: Line, before: Strip, line: Strip) -> Line | None:
    if len(block.segments) < 2 or line.has_glyph() or not _is_wrapped(before, line):
        return None
    label = block.segments[0]
    if len(before.segments) == 1 and not label.text.endswith(_label_of(before).text):
        return None  # the line before goes on with the answer
    return replace(block, segments=(replace(label, text=f"{label.text} {line.text}"), *block.segments[1:]))


def _longer_value(block: Line, before: Strip, line: Strip, more: Text) -> Line | None:
    if line.bold or line.top - before.bottom > 1.2 * (line.bottom - line.top):
        return None
    last = block.segments[-1]
    if last.hint != more.hint or not _stands_under_value(line.segments, before.segments, block):
        return None
    return replace(block, segments=(*block.segments[:-1], _longer(last, more)))


def _prefix(out: list[Placed], lines: Sequence[Strip], index: int) -> None:
    """Put a label's first line before its last, where the value stands beside the last."""
    if index == 0 or len(out) < 2:
        return
    upper, lower = out[-2].block, out[-1].block
    if not isinstance(upper, Line) or not isinstance(lower, Line) or len(lower.segments) < 2:
        return
    if len(upper.segments) != 1 or not _is_wrapped(lines[index - 1], lines[index]):
        return
    first, label = upper.segments[0], lower.segments[0]
    whole = replace(label, text=f"{first.text} {label.text}")
    out[-2:] = [replace(out[-1], top=out[-2].top, block=Line((whole, *lower.segments[1:])))]


def _label_of(line: Strip) -> Strip:
    """A line's first part, or the bold words that it begins with: its answer may stand close behind them."""
    first = line.segments[0]
    plain = next((at for at, word in enumerate(first.words) if not word.bold), 0)
    return Strip(first.words[:plain], first.page) if plain else first


def _is_wrapped(line: Strip, following: Strip) -> bool:
    """Whether a label goes on in the next line: the same type, close, in the middle of a sentence."""
    upper, lower = _label_of(line), following.segments[0]
    return (
        min(abs(upper.x0 - lower.x0), abs(upper.x1 - lower.x1)) < _NEAR
        and upper.bold == lower.bold
        and lower.text[:1].islower()
        and not upper.text.endswith((":", "?", "."))
        and following.top - line.bottom < 0.4 * (line.bottom - line.top)
    )


def _stands_under_value(parts: Sequence[Strip], above: Sequence[Strip], block: Line) -> bool:
    if line_has_options(parts):
        options = [part for part in above if part.has_glyph()]
        return bool(options) and abs(options[0].x0 - parts[0].x0) < _NEAR and len(parts) == len(options)
    if len(parts) != 1 or any(part.has_glyph() for part in above):
        return False
    if len(above) > 1:
        return len(block.segments) == len(above) and abs(above[-1].x0 - parts[0].x0) < _NEAR
    return (
        len(block.segments) > 1 and "\n" in block.segments[-1].text and abs(above[0].x0 - parts[0].x0) < _NEAR
    )


def line_has_options(parts: Sequence[Strip]) -> bool:
    """Whether every part of a line is a check box with its label."""
    return all(part.words[0].text in GLYPHS for part in parts)


def _longer(text: Text, more: Text) -> Text:
    return replace(
        text,
        text=f"{text.text}\n{more.text}",
        filled=text.filled or more.filled,
        confidence=min(text.confidence, more.confidence),
    )
