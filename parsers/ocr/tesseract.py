"""Tesseract, kept warm: one recogniser a thread, loaded before the process is locked down."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

import numpy as np
from PIL import Image

from parsers.errors import OverLimit
from parsers.ocr.grey import Grey
from parsers.ocr.page import DPI

#: Where Debian and others keep the language data; the newest format first.
_DATA_FOLDERS: Final = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
FIGURES: Final = "0123456789"
_ONLY: Final = "tessedit_char_whitelist"
HOW_TO_INSTALL: Final = "install Tesseract with its English data: apt-get install -y tesseract-ocr"


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word as recognised: its box in dots and how sure it is (0 to 1).

    `line` numbers the line of its page in which it was seen; a word seen alone has none (-1).
    `final` is a word that another look at the page could only spoil.
    """

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    line: int = -1
    final: bool = False


def data_folder() -> Path | None:
    """The folder with English language data, or `None` where there is none."""
    named = os.environ.get("TESSDATA_PREFIX")
    folders = ([named, f"{named}/tessdata"] if named else []) + list(_DATA_FOLDERS)
    return next((Path(folder) for folder in folders if Path(folder, "eng.traineddata").is_file()), None)


class Tesseract:
    """One recogniser; not to be shared by threads at one time."""

    def __init__(self, folder: Path) -> None:
        # One thread a page: Tesseract's own threads only get into each other's way.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        import tesserocr

        self._tesserocr = tesserocr
        self._api: Any = tesserocr.PyTessBaseAPI(path=f"{folder}/", lang="eng", psm=tesserocr.PSM.AUTO)
        self._osd: Any = None
        if (folder / "osd.traineddata").is_file():
            self._osd = tesserocr.PyTessBaseAPI(path=f"{folder}/", lang="osd", psm=tesserocr.PSM.OSD_ONLY)
            # Its data is only read with the first page; by then no file can be opened.
            self.quarter_turns(np.full((64, 64), 255, dtype=np.uint8))

    def words(self, page: Grey, *, seconds: float = math.inf) -> list[SeenWord]:
        """Every word of a level page. Raises `OverLimit` when that takes more than `seconds`."""
        self._api.SetPageSegMode(self._tesserocr.PSM.AUTO)
        self._api.SetImage(Image.fromarray(page))
        self._api.SetSourceResolution(DPI)
        if not self._recognised(seconds):
            return []
        found: list[SeenWord] = []
        level, line = self._tesserocr.RIL.WORD, 0
        for word in self._tesserocr.iterate_level(self._api.GetIterator(), level):
            line += bool(word.IsAtBeginningOf(self._tesserocr.RIL.TEXTLINE))
            if word.Empty(level):
                continue
            text = word.GetUTF8Text(level).strip()
            left, top, right, bottom = word.BoundingBox(level)
            if text:
                found.append(SeenWord(text, left, top, right, bottom, word.Confidence(level) / 100, line))
        self._api.Clear()
        return found

    def _recognised(self, seconds: float) -> bool:
        if math.isinf(seconds):
            return bool(self._api.Recognize())
        # Nought would mean: without end.
        done = self._api.Recognize(max(1, int(seconds * 1000)))
        if not done:
            self._api.Clear()
            raise OverLimit
        return True

    def line(self, strip: Grey, *, only: str = "") -> tuple[str, float]:
        """One line of text alone in a picture, and how sure it is (0 to 1); of `only` these characters."""
        self._api.SetPageSegMode(self._tesserocr.PSM.SINGLE_LINE)
        self._api.SetVariable(_ONLY, only)
        self._api.SetImage(Image.fromarray(strip))
        self._api.SetSourceResolution(DPI)
        text = self._api.GetUTF8Text().strip()
        sure = self._api.MeanTextConf() / 100
        self._api.Clear()
        self._api.SetVariable(_ONLY, "")
        return text, sure

    def quarter_turns(self, page: Grey) -> int:
        """Clockwise quarter turns that set the page upright; 0 where it cannot tell."""
        if self._osd is None:
            return 0
        self._osd.SetImage(Image.fromarray(page))
        self._osd.SetSourceResolution(DPI)
        try:
            found = self._osd.DetectOrientationScript()
        except RuntimeError:
            return 0
        finally:
            self._osd.Clear()
        if not found or found["orient_conf"] < 2:
            return 0
        return -int(found["orient_deg"]) // 90 % 4


_REMAINS_OF_A_RULE: Final = re.compile(r"[|¦]+")
_LOWEST_LETTER: Final = 5  # dots
_NOISE: Final = re.compile(r"[\s|_\-—–~.,:;'`\"‘’“”°*=+<>\\/()\[\]{}!¢«»]*")


def is_noise(word: SeenWord) -> bool:
    """Specks and remains of rules that were taken for a word: no letter is so low."""
    if _REMAINS_OF_A_RULE.fullmatch(word.text):
        return True
    if word.bottom - word.top < _LOWEST_LETTER and any(map(str.isalnum, word.text)):
        return True
    return _NOISE.fullmatch(word.text) is not None and word.confidence < 0.85


_LONG_AGAINST_WIDE: Final = 2.0  # a single letter is no more
_HIGH: Final = 1.8  # times the page's usual word


def without_turned(words: Sequence[SeenWord]) -> list[SeenWord]:
    """The words, less lines that Tesseract took for turned ones: figures one below the other, as of numbered questions.

    What stands there is looked for again, each by itself.
    """
    usual = median([word.bottom - word.top for word in words]) if words else 0
    turned = {word.line for word in words if _stands(word, usual)}
    return [word for word in words if word.line not in turned]


def _stands(word: SeenWord, usual: float) -> bool:
    high, wide = word.bottom - word.top, word.right - word.left
    return len(word.text) > 1 and high > _HIGH * usual and high > _LONG_AGAINST_WIDE * wide


#: A slash between capitals is often seen as a letter: only the abbreviations of forms are mended.
_SLASHED: Final = {
    "MIF": "M/F",
    "MlF": "M/F",
    "FIM": "F/M",
    "YIN": "Y/N",
    "YlN": "Y/N",
    "YININK": "Y/N/NK",
    "YlNlNK": "Y/N/NK",
    "YINK": "Y/NK",
    "Y/ININK": "Y/N/NK",
    "Y/NINK": "Y/N/NK",
    "YIN/NK": "Y/N/NK",
    "NIA": "N/A",
    "NlA": "N/A",
    "NIK": "N/K",
}


def with_slashes(text: str) -> str:
    """A form's abbreviation with its slashes; other words as they are."""
    bare = text.strip("()?.,:;")
    return text.replace(bare, _SLASHED[bare]) if bare in _SLASHED else text


_LINE: Final = re.compile(r"^_+(?=[^\W_])|(?<=[^\W_])_+$")


def without_line(text: str) -> str:
    """A word without the remains of the line that it was written on, which no word begins or ends with."""
    return _LINE.sub("", text)


_REMAINS: Final = re.compile(
    r"\A(?:[|¦_\-—–~.'`‘’°=]+\s+)+(?=.*\w)|\A[|¦]+(?=[A-Z][a-z])|(?<=[\w:?)])(?:\s+[|¦_\-—–~'`‘’°=]+)+\Z"
)


def without_remains(text: str) -> str:
    """Words without what is left before and behind them of a rule: "Postcode: |" is a label."""
    return _REMAINS.sub("", text)


_HYPHEN: Final = re.compile(r"(?<=[A-Za-z])~(?=[A-Za-z])|(?<=\d)[~=](?=\d)")


def with_hyphens(text: str) -> str:
    """A word whose hyphen was seen as a tilde, which stands between letters of no word, with it.

    Between figures, as of a date, a hyphen is seen as two strokes too.
    """
    return _HYPHEN.sub("-", text)


#: "Constabularv": English words and names end with no consonant and v. The tail of a y went with the line below it.
_WITHOUT_TAIL: Final = re.compile(r"(?<=[a-z]{2}[b-df-hj-np-tw-z])v(?=\W*\Z)")


def with_tail(text: str) -> str:
    """A word whose last letter is a y that was seen without its tail, with it; other words as they are."""
    return _WITHOUT_TAIL.sub("y", text)
