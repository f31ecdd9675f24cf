"""Draws a page of a form for the recognition tests: ruled cells, words and boxes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

ROWS = (("Family name", "Underhill"), ("Date of birth", "04/07/2012"), ("Postcode", "PO9 1ZZ"))


def drawn(*, dotted: bool = False) -> Image.Image:
    """An A4 page at 200 dpi with three ruled rows and two boxes, the first ticked."""
    page = Image.new("L", (1654, 2339), 255)
    pen = ImageDraw.Draw(page)
    font = ImageFont.load_default(size=34)
    for number, (label, value) in enumerate(ROWS):
        top = 400 + 90 * number
        for x0, x1 in ((150, 600), (600, 1500)):
            _frame(pen, (x0, top, x1, top + 90), dotted)
        pen.text((170, top + 24), label, font=font, fill=0)
        pen.text((630, top + 24), value, font=font, fill=0)
    for x, ticked, label in ((150, True, "Yes"), (400, False, "No")):
        pen.rectangle((x, 800, x + 32, 832), outline=0, width=3)
        if ticked:
            pen.line((x + 7, 807, x + 25, 825), fill=0, width=4)
            pen.line((x + 25, 807, x + 7, 825), fill=0, width=4)
        pen.text((x + 50, 798), label, font=font, fill=0)
    pen.text((150, 1000), "The quick brown fox jumps over the lazy dog by the river.", font=font, fill=0)
    return page


def _frame(pen: ImageDraw.ImageDraw, box: tuple[int, int, int, int], dotted: bool) -> None:
    x0, y0, x1, y1 = box
    if not dotted:
        pen.rectangle(box, outline=0, width=2)
        return
    for x in range(x0, x1, 6):
        pen.rectangle((x, y0, x + 2, y0 + 1), fill=0)
        pen.rectangle((x, y1, x + 2, y1 + 1), fill=0)
    for y in range(y0, y1, 6):
        pen.rectangle((x0, y, x0 + 1, y + 2), fill=0)
        pen.rectangle((x1, y, x1 + 1, y + 2), fill=0)


def grey(picture: Image.Image) -> NDArray[np.uint8]:
    """The picture as an array."""
    return np.asarray(picture, dtype=np.uint8)
