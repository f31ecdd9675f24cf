"""Free lines as blocks: headings, label and value, paragraphs, options, columns under headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.blocks import Line, Text
from parsers.layout.aligned import aligned_table
from parsers.layout.paragraphs import paragraphs, texts_of_line, would_not_fit
from parsers.layout.placed import Placed
from parsers.layout.strips import GLYPHS, Strip, segments

_NEAR = 4.0  # points
_TITLE, _SECTION = 1.45, 1.12  # against the body's size


def flow(lines: Sequence[Strip], body: float, right: float) -> list[Placed]:
    """Blocks of consecutive free lines. `body` is the usual type size, `right` the text's right edge."""
    out: list[Placed] = []
    index = 0
    while index < len(lines):
        found = aligned_table(lines[index:])
        if found:
            out.append(found[1])
            index += found[0]
            continue
        count = _paragraph_length(lines[index:], right)
        group = lines[index : index + count]
        if count > 1 or not _grows(out, lines, index):
            out.append(_placed(group, body, right))
        index += count
    return out


def _paragraph_length(lines: Sequence[Strip], right: float) -> int:
    """How many lines from the first are one paragraph."""
    count = 1
    while count < len(lines) and _runs_on(lines[count - 1], lines[count], right):
        count += 1
    return count


def _runs_on(line: Strip, following: Strip, right: float) -> bool:
    if len(segments(line)) > 1 or len(segments(following)) > 1:
        return False
    first, last = following.words[0], line.words[-1]
    if first.text in GLYPHS or line.has_glyph() or first.bold != last.bold:
        return False
    height = line.bottom - line.top
    close = following.top - line.bottom < 0.7 * height and abs(line.size - following.size) < 0.15 * line.size
    return close and abs(line.x0 - following.x0) < 30 and would_not_fit(line, first, right - line.x0)


def _placed(group: Sequence[Strip], body: float, right: float) -> Placed:
    top, bottom = group[0].top, max(line.bottom for line in group)
    x0 = min(line.x0 for line in group)
    if len(group) > 1:
        texts = paragraphs(group, right - x0)
    else:
        texts = texts_of_line(group[0])
    heading = _heading(group[0], body) if len(texts) == 1 else None
    return Placed(top, x0, bottom, Line(tuple(texts), heading=heading))


def _heading(line: Strip, body: float) -> int | None:
    if any(word.filled for word in line.words) or line.has_glyph():
        return None
    sure = min(word.confidence for word in line.words) >= 1
    ratio = line.size / max(body, 1.0) / (1.0 if sure else 1.15)
    if ratio >= _TITLE:
        return 1
    return 2 if ratio >= _SECTION else None


def _grows(out: list[Placed], lines: Sequence[Strip], index: int) -> bool:
    """Whether a line goes on with the block before it: an option or a value under its like.

    The block is then lengthened and the line has no block of its own.
    """
    if not index or not out or not isinstance(out[-1].block, Line):
        return False
    before, line = lines[index - 1], lines[index]
    parts, above = segments(line), segments(before)
    if line.top - before.bottom > 1.2 * (line.bottom - line.top) or line.bold or before.bottom != out[-1].bottom:
        return False
    if not _stands_under_value(parts, above, out[-1].block):
        return False
    last = out[-1].block.segments[-1]
    more = texts_of_line(line)
    if len(more) != 1 or last.hint != more[0].hint:
        return False
    out[-1].block = replace(out[-1].block, segments=(*out[-1].block.segments[:-1], _longer(last, more[0])))
    out[-1].bottom = line.bottom
    return True


def _stands_under_value(parts: Sequence[Strip], above: Sequence[Strip], block: Line) -> bool:
    if line_has_options(parts):
        options = [part for part in above if part.has_glyph()]
        return bool(options) and abs(options[0].x0 - parts[0].x0) < _NEAR and len(parts) == len(options)
    if len(parts) != 1 or any(part.has_glyph() for part in above):
        return False
    if len(above) > 1:
        return len(block.segments) == len(above) and abs(above[-1].x0 - parts[0].x0) < _NEAR
    return len(block.segments) > 1 and "\n" in block.segments[-1].text and abs(above[0].x0 - parts[0].x0) < _NEAR


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
