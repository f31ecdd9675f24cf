"""Pages that are pictures, on their way to recognition and back: a few at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from parsers.blocks import PageGeometry, PageImage, Word
from parsers.errors import NoText, OverLimit, Unreadable
from parsers.legible import is_hard_to_read

Recogniser = Callable[[PageImage], PageGeometry]

_AT_A_TIME = 8  # pages: a page drawn for recognition is 4 MB


class Pictures:
    """Pages waiting for `recognise`. Without one, or where it finds nothing, they stay unread.

    A recogniser that has `pages`, which takes several pictures at once, is given them so; it
    gives `None` for those that the time did not reach.

    `texts` are the recognised pages' words, `unread` the numbers of pages that nobody could read,
    `refusal` why, `faint` those of pages that could hardly be read.
    """

    def __init__(self, recognise: Recogniser | None, pages: list[PageGeometry]) -> None:
        """`pages` are the document's, in which recognised ones take their places."""
        self._recognise = recognise
        self._pages = pages
        self._waiting: list[tuple[int, PageImage]] = []
        self.texts: list[str] = []
        self.unread: list[int] = []
        self.faint: list[int] = []
        self.refusal: Unreadable = NoText()

    def add(self, draw: Callable[[], PageImage]) -> None:
        """Have the last page of the document recognised; `draw` makes its picture."""
        if self._recognise is None:
            self._leave(len(self._pages) - 1)
            return
        self._waiting.append((len(self._pages) - 1, draw()))
        if len(self._waiting) >= _AT_A_TIME:
            self.finish()

    def finish(self) -> None:
        """Recognise what still waits."""
        waiting, self._waiting = self._waiting, []
        for (place, _), read in zip(waiting, self._read([image for _, image in waiting])):
            page = self._pages[place]
            if read is None or not read.words:
                self._leave(place)
                continue
            values = _values(page)
            self.texts.append(" ".join(word.text for word in read.words))
            if is_hard_to_read(read):
                self.faint.append(page.number)
            self._pages[place] = replace(read, number=page.number, words=(*read.words, *values))

    def _leave(self, place: int) -> None:
        page = self._pages[place]
        if not any(word.text for word in _values(page)):
            self.unread.append(page.number)
        if isinstance(self.refusal, OverLimit):
            # What stood on the picture already, nobody has looked at again.
            self._pages[place] = replace(page, words=_values(page))

    def _read(self, images: Sequence[PageImage]) -> Sequence[PageGeometry | None]:
        many: Callable[[Sequence[PageImage]], Sequence[PageGeometry | None]] | None = getattr(
            self._recognise, "pages", None
        )
        if many is None:
            return [self._read_one(image) for image in images]
        try:
            read = list(many(images)) if images else []
        except (NoText, OverLimit) as refusal:
            self._refused(refusal)
            return [None] * len(images)
        if None in read:
            self._refused(OverLimit())
        return read

    def _read_one(self, image: PageImage) -> PageGeometry | None:
        try:
            return self._recognise(image) if self._recognise else None
        except (NoText, OverLimit) as refusal:
            self._refused(refusal)
            return None

    def _refused(self, refusal: Unreadable) -> None:
        """Once the time is over nothing more is recognised, and what is printed is still read."""
        self.refusal = refusal
        if isinstance(refusal, OverLimit):
            self._recognise = None


def _values(page: PageGeometry) -> tuple[Word, ...]:
    return tuple(word for word in page.words if word.filled)
