"""Pictures of pages -> words with their places, rules and boxes -> a document."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from queue import SimpleQueue
from typing import Final

import numpy as np

from parsers.blocks import TICKED, UNTICKED, Document, PageGeometry, PageImage, Rule, Word
from parsers.errors import NoRecognition, NoText, OverLimit
from parsers.layout import blocks
from parsers.ocr.bars import take_bars
from parsers.ocr.boxes import take_boxes
from parsers.ocr.grey import Grey
from parsers.ocr.lines import levelled
from parsers.ocr.mark import Mark
from parsers.ocr.marks import take_rules
from parsers.ocr.page import DPI, flatten, turned
from parsers.ocr.pictures import decode
from parsers.ocr.second_look import LEGIBLE, looked_at_again, passed_over
from parsers.ocr.strokes import bold
from parsers.ocr.tesseract import SeenWord, Tesseract, data_folder, is_noise, with_slashes

_POINTS: Final = 72 / DPI
_CLEAR: Final = 0.75  # mean confidence of a page that needs no second look at which way is up
_FEWEST_WORDS: Final = 4
_DOUBTFUL_BOX: Final = 0.3
_LEVEL: Final = 0.25  # of a box's or a word's height stands beside the other
_NEAR_ITS_LABEL: Final = 60  # dots


class Recogniser:
    """Tesseract for several pages at once. Made before the process is locked down.

    Raises `NoRecognition` from every call where Tesseract's data is not installed.
    """

    def __init__(self, threads: int | None = None) -> None:
        folder = data_folder()
        count = threads or os.cpu_count() or 1
        self._idle: SimpleQueue[Tesseract] = SimpleQueue()
        self._threads = count if folder else 0
        for _ in range(self._threads):
            assert folder is not None
            self._idle.put(Tesseract(folder))

    @property
    def available(self) -> bool:
        """Whether Tesseract and its data are installed."""
        return self._threads > 0

    def __call__(self, page: PageImage) -> PageGeometry:
        """Where the words of one page stand; a page without words has none. Raises `OverLimit`."""
        read = self.pages([page])[0]
        if read is None:
            raise OverLimit
        return read

    def pages(self, pages: Sequence[PageImage]) -> list[PageGeometry | None]:
        """The same for many pages, in order, on all cores.

        `OverLimit` may be raised in the calling thread while they are read: `None` stands for
        each page that was not done by then. It goes on to the caller where none was.
        """
        if not self.available:
            raise NoRecognition
        pool = ThreadPoolExecutor(self._threads)
        tasks = [pool.submit(self._page, page) for page in pages]
        try:
            wait(tasks)
        except OverLimit:
            if not any(task.done() for task in tasks):
                raise
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        return [task.result() if task.done() and not task.cancelled() else None for task in tasks]

    def _page(self, page: PageImage) -> PageGeometry:
        grey = np.frombuffer(page.grey, dtype=np.uint8).reshape(page.height, page.width)
        tesseract = self._idle.get()
        try:
            return _recognised(tesseract, flatten(grey), page.number)
        finally:
            self._idle.put(tesseract)


def read_image(data: bytes, recogniser: Recogniser) -> Document:
    """The pages of one picture file (several in a TIFF).

    Raises `NoText` where nothing legible is on it, `UnknownFormat`, `Damaged`, `TooLarge`.
    """
    return document_of(recogniser.pages(decode(data)))


def document_of(pages: Sequence[PageGeometry | None], warnings: Sequence[str] = ()) -> Document:
    """The document that recognised pages make up, with a warning for each that shows nothing.

    `None` stands for a page that the time did not reach. Raises `NoText`, or `OverLimit`
    where such a page is why.
    """
    read = [page for page in pages if page is not None]
    if sum(len(page.words) for page in read) < _FEWEST_WORDS:
        raise OverLimit if None in pages else NoText
    told = [*warnings, *(told for number, page in enumerate(pages, 1) if (told := _why_unread(number, page)))]
    text = "\n".join(" ".join(word.text for word in page.words) for page in read)
    return Document(blocks(read), "image_ocr", text, len(pages), tuple(told))


def _why_unread(number: int, page: PageGeometry | None) -> str | None:
    if page is None:
        return f"page {number} was not read in the time allowed: look at it by hand"
    return None if page.words else f"page {number} shows no text that can be read"


def _recognised(tesseract: Tesseract, page: Grey, number: int) -> PageGeometry:
    page, words, marks = _upright(tesseract, page)
    rules, boxes = marks
    if not words or _mean(words) < LEGIBLE:
        words = []
    thick = bold(page, words)
    words = levelled(words)
    height, width = page.shape
    return PageGeometry(
        number,
        width * _POINTS,
        height * _POINTS,
        tuple(
            [_word(word, is_bold) for word, is_bold in zip(words, thick, strict=True)]
            + [_box(_level_with_label(box, words)) for box in boxes]
        ),
        tuple(_rule(rule) for rule in rules),
    )


# --- which way is up ------------------------------------------------------------------

_Marks = tuple[list[Mark], list[Mark]]


def _upright(tesseract: Tesseract, page: Grey) -> tuple[Grey, list[SeenWord], _Marks]:
    """The page the right way up, with its words and marks."""
    words, marks = _read(tesseract, page)
    on_its_side = _on_its_side(words)
    if len(words) >= _FEWEST_WORDS and _mean(words) >= _CLEAR and not on_its_side:
        return page, words, marks
    # Words that stand on end are read, but not as lines: they count for nothing here.
    best = page, [] if on_its_side else words, marks
    quarters = tesseract.quarter_turns(page)
    # Where too few letters stand to tell which way is up, every way is tried.
    for turn in (quarters,) if quarters else (1, 3, 2):
        other = turned(page, turn)
        found = _read(tesseract, other)
        if not _on_its_side(found[0]) and _weight(found[0]) > _weight(best[1]):
            best = other, *found
    return best


def _on_its_side(words: Sequence[SeenWord]) -> bool:
    """Whether most words are higher than wide: Tesseract reads columns of turned text too."""
    long = [word.bottom - word.top > word.right - word.left for word in words if len(word.text) > 3]
    return len(long) >= _FEWEST_WORDS and sum(long) * 2 > len(long)


def _mean(words: Sequence[SeenWord]) -> float:
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def _weight(words: Sequence[SeenWord]) -> float:
    return sum(word.confidence**2 * len(word.text) for word in words)


def _read(tesseract: Tesseract, page: Grey) -> tuple[list[SeenWord], _Marks]:
    edges, lit = take_bars(page)
    rules, clean = take_rules(lit, edges)
    boxes, clean = take_boxes(clean)
    words = [word for word in tesseract.words(clean) if not is_noise(word)]
    words += passed_over(tesseract, clean, words)
    return looked_at_again(tesseract, clean, words), (rules, boxes)


# --- to points ------------------------------------------------------------------------


def _word(word: SeenWord, is_bold: bool) -> Word:
    return Word(
        with_slashes(word.text),
        word.left * _POINTS,
        word.top * _POINTS,
        word.right * _POINTS,
        word.bottom * _POINTS,
        size=(word.bottom - word.top) * _POINTS,
        bold=is_bold,
        confidence=max(0.0, min(0.99, word.confidence)),
    )


def _level_with_label(box: Mark, words: Sequence[SeenWord]) -> Mark:
    """The box moved up or down to the word that it stands before or behind: its line is the word's."""

    def away(word: SeenWord) -> float:
        gap = word.left - box.right if word.left >= box.right else 1.5 * (box.left - word.right)
        shared = min(word.bottom, box.bottom) - max(word.top, box.top)
        level = shared > _LEVEL * min(word.bottom - word.top, box.bottom - box.top)
        return gap if gap >= 0 and level else math.inf

    nearest = min(words, key=away, default=None)
    if nearest is None or away(nearest) > _NEAR_ITS_LABEL:
        return box
    return replace(box, top=nearest.top, bottom=nearest.bottom)


def _box(mark: Mark) -> Word:
    return Word(
        TICKED if mark.ticked else UNTICKED,
        mark.left * _POINTS,
        mark.top * _POINTS,
        mark.right * _POINTS,
        mark.bottom * _POINTS,
        size=(mark.bottom - mark.top) * _POINTS,
        confidence=_DOUBTFUL_BOX if mark.doubtful else 0.95,
    )


def _rule(mark: Mark) -> Rule:
    """A rule's middle line: its thickness is the picture's, not the page's."""
    if mark.right - mark.left >= mark.bottom - mark.top:
        middle = (mark.top + mark.bottom) / 2 * _POINTS
        return Rule(mark.left * _POINTS, middle, mark.right * _POINTS, middle)
    middle = (mark.left + mark.right) / 2 * _POINTS
    return Rule(middle, mark.top * _POINTS, middle, mark.bottom * _POINTS)
