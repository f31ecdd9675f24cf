"""Picture files -> grey pages."""

from __future__ import annotations

import io
import warnings
from typing import Final

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from parsers.blocks import PageImage
from parsers.errors import Damaged, EmptyDocument, TooLarge, UnknownFormat

#: Dots in one picture: a photograph of 48 megapixels is within it.
_MOST_DOTS: Final = 60_000_000
_MOST_PAGES: Final = 50
_FORMATS: Final = ("JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP")
_ASSUMED_DPI: Final = 200.0


def decode(data: bytes) -> list[PageImage]:
    """Every page of a picture file, upright as its camera says, in grey.

    Raises `EmptyDocument`, `UnknownFormat`, `TooLarge` or `Damaged`.
    """
    if not data:
        raise EmptyDocument
    try:
        with warnings.catch_warnings():
            # A picture over Pillow's own limit warns first: here it is refused below.
            warnings.simplefilter("ignore")
            return _pages(data)
    except UnidentifiedImageError:
        raise UnknownFormat(_unknown(data)) from None
    except Image.DecompressionBombError:
        raise TooLarge from None
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, TypeError, OverflowError):
        raise Damaged from None


def _pages(data: bytes) -> list[PageImage]:
    with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
        if picture.width * picture.height > _MOST_DOTS:
            raise TooLarge
        still = picture.format != "TIFF"
        frames = [picture] if still else list(ImageSequence.all_frames(picture))[:_MOST_PAGES]
        return [_page(frame, number) for number, frame in enumerate(frames, 1)]


def _page(frame: Image.Image, number: int) -> PageImage:
    upright = ImageOps.exif_transpose(frame)
    if "A" in upright.getbands() or "transparency" in upright.info:
        paper = Image.new("RGBA", upright.size, "white")
        paper.alpha_composite(upright.convert("RGBA"))
        upright = paper
    grey = upright.convert("L")
    return PageImage(number, grey.width, grey.height, _ASSUMED_DPI, grey.tobytes())


def _unknown(data: bytes) -> str:
    if data[4:8] == b"ftyp" and data[8:12] in {b"heic", b"heix", b"mif1", b"hevc", b"heif"}:
        return "a HEIC photograph, which cannot be read here: open it by hand and key it, or ask for a PDF"
    return UnknownFormat().sentence
