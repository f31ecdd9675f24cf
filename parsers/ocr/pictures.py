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
_MOST_STRETCHED: Final = 4.5
_LEAST_RESOLUTION: Final = 10  # dots an inch: less is a writer that did not know
_FAX_WIDTH: Final = 1728  # dots: every Group 3 fax has them
_COARSE_FAX_HEIGHT: Final = 1400  # dots: at standard resolution A4 has about 1145 lines
_COARSE_FAX: Final = (204.0, 98.0)  # dots an inch across and down


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
    grey = _square(upright.convert("L"), frame)
    return PageImage(number, grey.width, grey.height, _ASSUMED_DPI, grey.tobytes())


def _square(grey: Image.Image, frame: Image.Image) -> Image.Image:
    """The picture with dots as wide as high: a fax has about half as many down as across."""
    across, down = _resolution(frame)
    if not _MOST_STRETCHED >= across / down >= 1 / _MOST_STRETCHED or 0.9 < across / down < 1.1:
        return grey
    finer = max(across, down)
    size = (round(grey.width * finer / across), round(grey.height * finer / down))
    if size[0] * size[1] > _MOST_DOTS:
        raise TooLarge
    return grey.resize(size, Image.Resampling.BICUBIC)


def _resolution(frame: Image.Image) -> tuple[float, float]:
    """Dots an inch across and down, as the file says; a fax's own where its size says so."""
    try:
        across, down = (float(dots) for dots in frame.info.get("dpi", (0, 0)))
    except (TypeError, ValueError, ZeroDivisionError):
        across = down = 0.0
    if min(across, down) > _LEAST_RESOLUTION:
        return across, down
    if frame.mode == "1" and frame.width == _FAX_WIDTH and frame.height < _COARSE_FAX_HEIGHT:
        return _COARSE_FAX
    return 1.0, 1.0


def _unknown(data: bytes) -> str:
    if data[4:8] == b"ftyp" and data[8:12] in {b"heic", b"heix", b"mif1", b"hevc", b"heif"}:
        return "a HEIC photograph, which cannot be read here: open it by hand and key it, or ask for a PDF"
    return UnknownFormat().sentence
