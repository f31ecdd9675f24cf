"""A page that lies on its side is turned, and looked at as one that came upright."""

from __future__ import annotations

from typing import Any, cast

from parsers.ocr.grey import Grey
from parsers.ocr.looking import _marked, _upright
from parsers.ocr.pace import Pace
from parsers.ocr.page import skew, turned
from parsers.ocr.tesseract import SeenWord, Tesseract
from tests.unit.parsers.ocr.drawn_page import drawn, grey


class _Lying:
    """A recogniser that sees no word, tells that a page lies on its side, and keeps how the last one leant."""

    lean = 0.0

    def words(self, page: Grey, *, seconds: float) -> list[SeenWord]:
        self.lean = skew(page)
        return []

    def line(self, strip: Grey, *, only: str = "") -> tuple[str, float]:
        return "", 0.0

    def quarter_turns(self, page: Grey) -> int:
        return 1


def test_a_page_that_lay_on_its_side_is_levelled_again_by_its_lines() -> None:
    recogniser = _Lying()
    lying = turned(grey(drawn().rotate(0.6, fillcolor=255)), 3)
    _upright(cast(Tesseract, cast(Any, recogniser)), _marked(lying), Pace())
    assert abs(recogniser.lean) < 0.15
