"""Pages as pictures: straightened, their rules and boxes found, their words recognised."""

from parsers.ocr.reading import Recogniser, read_image

__all__ = ["Recogniser", "read_image"]
