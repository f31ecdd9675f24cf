"""Pictures of pages -> words with their places, rules and boxes -> a document."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from queue import SimpleQueue
from typing import Final

import numpy as np

from parsers.blocks import Document, PageGeometry, PageImage
from parsers.errors import NoRecognition, NoText, OverLimit
from parsers.layout import blocks
from parsers.legible import is_hard_to_read
from parsers.ocr.looking import Sight, first_look, second_look, without_second_look
from parsers.ocr.pace import Pace
from parsers.ocr.pictures import decode
from parsers.ocr.placing import placed
from parsers.ocr.spread import halves, stacked
from parsers.ocr.tesseract import Tesseract, data_folder

_FEWEST_WORDS: Final = 4


class Recogniser:
    """Tesseract for several pages at once. Made before the process is locked down.

    Raises `NoRecognition` from every call where Tesseract's data is not installed.
    """

    def __init__(self, threads: int | None = None) -> None:
        folder = data_folder()
        count = threads or os.cpu_count() or 1
        self._idle: SimpleQueue[Tesseract] = SimpleQueue()
        self._threads = count if folder else 0
        self._time_is_over = False
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
        """The same for many pages, in order, on all cores: first every page, then its doubtful words again.

        Where the alarm of this process leaves too little time, second looks are left out, and
        then the last pages: `None` stands for each page that was not done. `OverLimit` may be
        raised in the calling thread while they are read; it goes on to the caller where no
        page was done.
        """
        if not self.available:
            raise NoRecognition
        parts = [halves(page) for page in pages]
        seen = iter(self._sights([part for own in parts for part in own]))
        return [
            _whole([next(seen) for _ in own], page.number) for own, page in zip(parts, pages, strict=True)
        ]

    def _sights(self, pages: Sequence[PageImage]) -> list[Sight | None]:
        pace = Pace()
        if self._time_is_over and not pace.has_end:
            raise OverLimit  # the pages before took the time of this document
        found: list[Sight | None] = [None] * len(pages)
        pool = ThreadPoolExecutor(self._threads)
        try:
            firsts = {
                place: partial(self._first_look, page, pace, is_first=place == 0)
                for place, page in enumerate(pages)
            }
            _look(pool, firsts, found, pace)
            pace.keep_half()
            seconds = {
                place: partial(self._second_look, sight, pace) for place, sight in enumerate(found) if sight
            }
            _look(pool, seconds, found, pace)
        except OverLimit:
            pass  # what is done by now is what there is
        finally:
            self._time_is_over = pace.end()
            pool.shutdown(wait=False, cancel_futures=True)
        if pages and not any(found):
            raise OverLimit
        return found

    def _first_look(self, page: PageImage, pace: Pace, *, is_first: bool) -> Sight | None:
        if not is_first:
            pace.wait_for_the_first()
        if not pace.allows_a_page():
            return None
        grey = np.frombuffer(page.grey, dtype=np.uint8).reshape(page.height, page.width)
        tesseract = self._idle.get()
        try:
            with pace.page():
                return first_look(tesseract, grey, pace, is_first=is_first)
        except OverLimit:
            return None
        finally:
            self._idle.put(tesseract)
            if is_first:
                pace.first_is_over()

    def _second_look(self, sight: Sight, pace: Pace) -> Sight:
        tesseract = self._idle.get()
        try:
            return second_look(tesseract, sight, pace)
        finally:
            self._idle.put(tesseract)


def _whole(sights: Sequence[Sight | None], number: int) -> PageGeometry | None:
    """What is seen on a page, both pages of a spread; `None` where one of them was not done."""
    done = [sight for sight in sights if sight]
    if len(done) < len(sights):
        return None
    return stacked([placed(without_second_look(sight), number) for sight in done])


def _look(
    pool: ThreadPoolExecutor,
    looks: Mapping[int, Callable[[], Sight | None]],
    found: list[Sight | None],
    pace: Pace,
) -> None:
    """Put what is seen in its place in `found`, as far as the time goes."""
    tasks = {place: pool.submit(look) for place, look in looks.items()}
    try:
        pending = set(tasks.values())
        while pending and pace.allows_more():  # what is left grows where the machine is busy
            left = pace.left()
            _, pending = wait(pending, None if math.isinf(left) else left)
    finally:
        for place, task in tasks.items():
            if task.done() and not task.cancelled() and (sight := task.result()) is not None:
                found[place] = sight


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
    if sum(any(map(str.isalnum, word.text)) for page in read for word in page.words) < _FEWEST_WORDS:
        raise OverLimit if None in pages else NoText
    told = [*warnings, *(told for number, page in enumerate(pages, 1) if (told := _why_unread(number, page)))]
    text = "\n".join(" ".join(word.text for word in page.words) for page in read)
    return Document(blocks(read), "image_ocr", text, len(pages), tuple(told))


def _why_unread(number: int, page: PageGeometry | None) -> str | None:
    if page is None:
        return f"page {number} was not read in the time allowed: look at it by hand"
    if not page.words:
        return f"page {number} shows no text that can be read"
    return f"page {number} is hard to read: compare what was read with it" if is_hard_to_read(page) else None
