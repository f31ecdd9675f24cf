"""What is drawn on a page besides text: rules, small boxes, marks in them, pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pypdfium2.raw as pdfium

from parsers.blocks import Rule
from parsers.pdf import calls
from parsers.pdf.frame import Box, Frame
from parsers.pdf.outlines import Look, look

_THIN: Final = 3.0  # points: a box no thicker than this is a line
_SHORT: Final = 4.0  # points: shorter lines are dots, commas and the corners of boxes
_BOX_SIDES: Final = (5.0, 22.0)
_LOOP_HEIGHTS: Final = (9.0, 40.0)
_WIDEST_LOOP: Final = 220.0
_MOST_IN_LOOP: Final = 400  # segments
_HOLE: Final = 0.6  # of a dark square: a pale one within it leaves its border only
_MOST_OBJECTS: Final = 40_000
_MOST_SEGMENTS: Final = 40_000
_MOST_RULES: Final = 20_000
_DEEPEST: Final = 6
_NEARLY_WHITE: Final = 245
_INK: Final = 110  # of 255
_BRIGHT, _COLOURED = 200, 90  # of 255: a highlighter's lightest part, and how far its darkest is from it

Matrix = tuple[float, float, float, float, float, float]
_STAY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawing:
    """A page's line work, in the coordinates of `PageGeometry`.

    `squares` are outlines of about a check box's size, `marks` small shapes that could stand
    in one, `strokes` those of them that are drawn as a tick or a cross is, `loops`
    ovals of a size to go round a word; `rounds` are those of `squares` that are round, `dark` what is
    filled with any colour but white, `highlights` those of them in a highlighter's colour. `picture` is the part of the page that pictures cover, `shapes`
    how many drawn shapes there are that are neither rules nor boxes.
    """

    rules: list[Rule] = field(default_factory=list)
    squares: list[Box] = field(default_factory=list)
    marks: list[Box] = field(default_factory=list)
    strokes: list[Box] = field(default_factory=list)
    loops: list[Box] = field(default_factory=list)
    rounds: list[Box] = field(default_factory=list)
    dark: list[Box] = field(default_factory=list)
    highlights: list[Box] = field(default_factory=list)
    picture: float = 0.0
    shapes: int = 0
    covers: list[Box] = field(default_factory=list)
    """What is filled with any colour, in the order in which it is painted."""
    painted: dict[int, int] = field(default_factory=dict)
    """For each text object, how many of `covers` are painted before it."""
    form_of: dict[int, int] = field(default_factory=dict)
    """For each text object within a form object, the outermost one."""
    cut_short: bool = False


def read_drawing(page: Any, frame: Frame) -> Drawing:
    """The line work of a PDFium page. What lies beyond generous limits is left out and said so."""
    return _Reader(frame).read(page)


class _Reader:
    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._drawing = Drawing()
        self._objects = _MOST_OBJECTS
        self._segments = _MOST_SEGMENTS
        self._seen: set[tuple[Box, bool]] = set()
        self._bounds = calls.Numbers(ctypes.c_float, 4)
        self._point = calls.Numbers(ctypes.c_float, 2)
        self._matrix = calls.Numbers(ctypes.c_float, 6)
        self._modes = calls.Numbers(ctypes.c_int, 2)
        self._shades = calls.Numbers(ctypes.c_uint, 4)
        self._outermost = 0
        self._solid: Box | None = None
        self._slash: tuple[Box, Look] | None = None

    def read(self, page: Any) -> Drawing:
        handle = calls.handle(page)
        for index in range(max(0, int(pdfium.FPDFPage_CountObjects(page)))):
            if not self._has_room():
                break
            self._outermost = calls.page_object(handle, index)
            self._object(self._outermost, _STAY, 0)
        area = max(1.0, self._frame.width * self._frame.height)
        self._drawing.picture = min(1.0, self._drawing.picture / area)
        return self._drawing

    def _has_room(self) -> bool:
        self._objects -= 1
        if self._objects > 0 and self._segments > 0 and len(self._drawing.rules) < _MOST_RULES:
            return True
        self._drawing.cut_short = True
        return False

    def _object(self, item: int, matrix: Matrix, depth: int) -> None:
        kind = calls.object_type(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            self._drawing.painted[item] = len(self._drawing.covers)
            if depth:
                self._drawing.form_of[item] = self._outermost
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(item, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = self._box_of(item, matrix)
            self._drawing.picture += max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = _multiply(self._matrix_of(item), matrix)
            for index in range(max(0, calls.count_in_form(item))):
                if not self._has_room():
                    break
                self._object(calls.form_object(item, index), inner, depth + 1)

    def _box_of(self, item: int, matrix: Matrix) -> Box:
        if not calls.object_bounds(item, *self._bounds.places):
            return (0.0, 0.0, 0.0, 0.0)
        left, bottom, right, top = self._bounds.read()
        if matrix is not _STAY:
            corners = [_apply(matrix, x, y) for x in (left, right) for y in (bottom, top)]
            left, right = min(x for x, _ in corners), max(x for x, _ in corners)
            bottom, top = min(y for _, y in corners), max(y for _, y in corners)
        return self._frame.box(left, bottom, right, top)

    def _path(self, item: int, matrix: Matrix) -> None:
        box = self._box_of(item, matrix)
        width, height = box[2] - box[0], box[3] - box[1]
        calls.draw_mode(item, *self._modes.places)
        filled, stroked = map(bool, self._modes.read())
        if filled and min(width, height) > _THIN:
            self._drawing.covers.append(box)
        crossed = self._slash is not None and self._slash[0] == box
        if ((box, stroked) in self._seen and not crossed) or not (stroked or filled):
            return
        self._seen.add((box, stroked))
        if min(width, height) <= _THIN:
            self._thin(box, width, height)
            return
        pale = filled and self._is_pale(item, calls.fill_colour)
        if filled and not pale:
            self._drawing.dark.append(box)
            if not stroked and self._is_vivid():
                self._drawing.highlights.append(box)
        if pale and not stroked:
            self._pale(item, matrix, box)
        elif not self._is_backdrop(width, height):
            self._shape(item, matrix, box, stroked and not (filled and self._is_deep()))

    def _pale(self, item: int, matrix: Matrix, box: Box) -> None:
        """What is painted in white over a dark square: a mark in a check box, or all but its border."""
        solid = self._solid
        if solid is None or not _is_within(box, solid):
            return
        self._solid = None
        self._drawing.squares.append(solid)
        hole = min((box[2] - box[0]) / (solid[2] - solid[0]), (box[3] - box[1]) / (solid[3] - solid[1]))
        if hole > _HOLE and self._look(item, matrix) in (Look.OUTLINE, Look.LOOP):
            self._drawing.marks.remove(solid)

    def _look(self, item: int, matrix: Matrix) -> Look:
        count = min(calls.count_segments(item), _MOST_IN_LOOP)
        return look(self._points(item, count, _multiply(self._matrix_of(item), matrix)))

    def _thin(self, box: Box, width: float, height: float) -> None:
        if max(width, height) < _SHORT:
            self._drawing.marks.append(box)
        elif width >= height:
            middle = (box[1] + box[3]) / 2
            self._drawing.rules.append(Rule(box[0], middle, box[2], middle))
        else:
            middle = (box[0] + box[2]) / 2
            self._drawing.rules.append(Rule(middle, box[1], middle, box[3]))

    def _is_backdrop(self, width: float, height: float) -> bool:
        return width > 0.97 * self._frame.width and height > 0.97 * self._frame.height

    def _is_pale(self, item: int, colour: Callable[..., int]) -> bool:
        """Whether a fill or stroke is white or see-through: nobody sees its edges."""
        if not colour(item, *self._shades.places):
            return False
        red, green, blue, alpha = self._shades.read()
        return bool(alpha < 8 or min(red, green, blue) >= _NEARLY_WHITE)

    def _is_vivid(self) -> bool:
        """Whether the colour last asked after is one that a highlighter has."""
        shades = self._shades.read()[:3]
        return bool(max(shades) >= _BRIGHT and max(shades) - min(shades) >= _COLOURED)

    def _is_deep(self) -> bool:
        """Whether the colour last asked after is as dark as ink: what it fills is no box to tick."""
        return bool(max(self._shades.read()[:3]) < _INK)

    def _matrix_of(self, item: int) -> Matrix:
        if not calls.object_matrix(item, self._matrix.places[0]):
            return _STAY
        a, b, c, d, e, f = self._matrix.read()
        return _STAY if (a, b, c, d, e, f) == _STAY else (a, b, c, d, e, f)

    def _shape(self, item: int, matrix: Matrix, box: Box, stroked: bool) -> None:
        count = calls.count_segments(item)
        small = _is_box_sized(box)
        corners = self._corners(item, count, matrix) if count <= 6 else None
        if corners and _is_rectangle(corners):
            if small and stroked:
                self._drawing.squares.append(box)
            elif small:
                self._drawing.marks.append(box)
                self._solid = box
            else:
                self._drawing.rules.extend(edges(self._frame.box(*_spanned(corners))))
        elif small:
            self._small(item, matrix, box, stroked)
        elif max(box[2] - box[0], box[3] - box[1]) < _BOX_SIDES[0]:
            self._drawing.marks.append(box)  # the dot in a round box
        elif _is_loop_sized(box) and count <= _MOST_IN_LOOP and self._is_loop(item, matrix, stroked):
            self._drawing.loops.append(box)
        elif count <= _MOST_IN_LOOP and self._look(item, matrix) in (Look.OUTLINE, Look.FRAME):
            self._drawing.rules.extend(edges(box))
        else:
            self._drawing.shapes += 1
            self._walk(item, count, _multiply(self._matrix_of(item), matrix))

    def _small(self, item: int, matrix: Matrix, box: Box, stroked: bool) -> None:
        """A figure of a check box's size that is no plain rectangle."""
        over_solid = stroked and self._solid is not None and _is_within(box, self._solid)
        if over_solid and self._is_pale(item, calls.stroke_colour):
            self._pale(item, matrix, box)
            return
        shown = self._look(item, matrix)
        if shown in (Look.FRAME, Look.RING) or (stroked and shown in (Look.OUTLINE, Look.LOOP)):
            self._drawing.squares.append(box)
            if shown in (Look.RING, Look.LOOP):
                self._drawing.rounds.append(box)
            return
        self._drawing.marks.append(box)
        if shown in (Look.OUTLINE, Look.LOOP):
            self._solid = box
        elif stroked and shown is Look.TICK:
            self._drawing.strokes.append(box)
        elif stroked and shown in (Look.RISE, Look.FALL):
            self._half_of_cross(box, shown)

    def _half_of_cross(self, box: Box, shown: Look) -> None:
        before, self._slash = self._slash, (box, shown)
        if before and before[1] is not shown and _is_within(box, before[0]) and _is_within(before[0], box):
            self._drawing.strokes.append(box)

    def _is_loop(self, item: int, matrix: Matrix, stroked: bool) -> bool:
        shown = self._look(item, matrix)
        return shown is Look.RING or (stroked and shown is Look.LOOP)

    def _corners(self, item: int, count: int, matrix: Matrix) -> list[tuple[float, float]] | None:
        """The first four points of a path of straight lines."""
        self._segments -= count
        segments = [calls.path_segment(item, index) for index in range(count)]
        if count < 4 or pdfium.FPDF_SEGMENT_BEZIERTO in map(calls.segment_type, segments):
            return None
        matrix = _multiply(self._matrix_of(item), matrix)
        corners: list[tuple[float, float]] = []
        for segment in segments[:4]:
            calls.segment_point(segment, *self._point.places)
            x, y = self._point.read()
            corners.append((x, y) if matrix is _STAY else _apply(matrix, x, y))
        return corners

    def _points(self, item: int, count: int, matrix: Matrix) -> Iterator[tuple[int, float, float, bool]]:
        """Each segment's kind, end point in user space, and whether it closes its figure."""
        for index in range(count):
            if self._segments <= 0:
                return
            self._segments -= 1
            segment = calls.path_segment(item, index)
            calls.segment_point(segment, *self._point.places)
            place = _apply(matrix, *self._point.read())
            yield calls.segment_type(segment), *place, bool(calls.segment_closes(segment))

    def _walk(self, item: int, count: int, matrix: Matrix) -> None:
        """The straight level and upright pieces of a path of many parts."""
        start = here = (0.0, 0.0)
        for kind, x, y, closes in self._points(item, count, matrix):
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                start = (x, y)
            elif kind == pdfium.FPDF_SEGMENT_LINETO:
                self._piece(here, (x, y))
            here = (x, y)
            if closes:
                self._piece(here, start)
                here = start

    def _piece(self, begin: tuple[float, float], end: tuple[float, float]) -> None:
        box = self._frame.box(
            min(begin[0], end[0]), min(begin[1], end[1]), max(begin[0], end[0]), max(begin[1], end[1])
        )
        width, height = box[2] - box[0], box[3] - box[1]
        if min(width, height) <= 1 and max(width, height) >= _SHORT and (box, True) not in self._seen:
            self._seen.add((box, True))
            self._thin(box, width, height)


def edges(box: Box) -> tuple[Rule, Rule, Rule, Rule]:
    """The four sides of a box as rules."""
    x0, top, x1, bottom = box
    return (
        Rule(x0, top, x1, top),
        Rule(x0, bottom, x1, bottom),
        Rule(x0, top, x0, bottom),
        Rule(x1, top, x1, bottom),
    )


def _is_within(box: Box, other: Box) -> bool:
    """Whether a box lies in another, but for a point or so."""
    return (
        other[0] - 1 <= box[0]
        and other[1] - 1 <= box[1]
        and box[2] <= other[2] + 1
        and box[3] <= other[3] + 1
    )


def _is_loop_sized(box: Box) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    least, most = _LOOP_HEIGHTS
    return least <= height <= most and 0.8 * height <= width <= _WIDEST_LOOP


def _is_box_sized(box: Box) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    least, most = _BOX_SIDES
    return least <= width <= most and least <= height <= most and 0.7 <= width / height <= 1.43


def _is_rectangle(corners: list[tuple[float, float]]) -> bool:
    """Whether neighbours share a coordinate, as the corners of an upright rectangle do."""
    x0, y0 = corners[-1]
    for x1, y1 in corners:
        if abs(x0 - x1) >= 0.5 and abs(y0 - y1) >= 0.5:
            return False
        x0, y0 = x1, y1
    return True


def _spanned(corners: list[tuple[float, float]]) -> Box:
    """The rectangle between corners, in user space: its bounds reach half a pen's width farther."""
    xs, ys = zip(*corners)
    return min(xs), min(ys), max(xs), max(ys)


def _multiply(first: Matrix, then: Matrix) -> Matrix:
    if then is _STAY:
        return first
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    if matrix is _STAY:
        return x, y
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
