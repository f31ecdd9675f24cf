"""Recognised pages: words with places and confidence, whichever way up the picture came."""

from __future__ import annotations

import io
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from types import FrameType

import numpy as np
import pytest
from fpdf import FPDF
from fpdf.enums import TextMode
from PIL import Image, ImageDraw, ImageFont

from parsers import alarm as alarm_clock
from parsers.blocks import TICKED, UNTICKED, PageGeometry, PageImage, Table, Word
from parsers.errors import (
    Damaged,
    EmptyDocument,
    NoRecognition,
    NoText,
    OverLimit,
    TooLarge,
    UnknownFormat,
    Unreadable,
)
from parsers.ocr.looking import Sight
from parsers.ocr.pace import Pace
from parsers.ocr.pictures import decode
from parsers.ocr.reading import Recogniser, document_of, read_image
from parsers.ocr.tesseract import SeenWord, data_folder
from parsers.pdf import read_pdf
from tests.unit.parsers.ocr.drawn_page import drawn

pytestmark = pytest.mark.tesseract
_SPECK = PageImage(1, 1, 1, 200, b"\0")
needs_tesseract = pytest.mark.skipif(
    data_folder() is None, reason="Tesseract's English data is not installed"
)


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser(threads=1)


def _read(recogniser: Recogniser, picture: Image.Image) -> PageGeometry:
    return recogniser(PageImage(1, picture.width, picture.height, 200, picture.tobytes()))


@needs_tesseract
@pytest.mark.parametrize("degrees", [0, 1.5, 90, 180, 270])
def test_words_are_read_whichever_way_up_the_page_is(recogniser: Recogniser, degrees: float) -> None:
    page = _read(recogniser, drawn().rotate(degrees, expand=True, fillcolor=255))
    words = {word.text for word in page.words}
    assert {"Underhill", "04/07/2012", "Postcode", "lazy"} <= words
    assert page.height > page.width


@needs_tesseract
def test_boxes_stand_among_the_words_beside_their_labels(recogniser: Recogniser) -> None:
    page = _read(recogniser, drawn())
    places = {word.text: word for word in page.words}
    assert places[TICKED].x1 < places["Yes"].x0 < places[UNTICKED].x0 < places["No"].x0


@needs_tesseract
def test_a_value_is_less_than_certain(recogniser: Recogniser) -> None:
    assert all(0 <= word.confidence < 1 for word in _read(recogniser, drawn()).words)


@needs_tesseract
def test_a_picture_without_words_is_no_text(recogniser: Recogniser) -> None:
    with pytest.raises(NoText):
        read_image(_png(Image.new("L", (800, 1000), 200)), recogniser)


@needs_tesseract
def test_every_page_of_a_tiff_is_read(recogniser: Recogniser) -> None:
    buffer = io.BytesIO()
    drawn().save(buffer, "TIFF", save_all=True, append_images=[drawn()])
    document = read_image(buffer.getvalue(), recogniser)
    assert document.pages == 2
    assert document.text.count("Underhill") == 2


@needs_tesseract
def test_a_scan_that_was_badly_recognised_before_is_read_anew(recogniser: Recogniser) -> None:
    scan = FPDF(unit="pt", format="A4")
    scan.add_page()
    scan.image(drawn(), 0, 0, 595, 842)
    scan.set_font("Helvetica", size=10)
    with scan.local_context(text_mode=TextMode.INVISIBLE):
        for number in range(20):
            scan.text(50, 150 + 20 * number, "Fam1ly nane Underhi11 Date 0f b1rth 04/01/2O12")
    document = read_pdf(bytes(scan.output()), recogniser)
    assert document.method == "pdf_ocr"
    shown = " ".join(
        cell.text
        for block in document.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
    )
    assert "04/07/2012" in shown
    assert "Underhi11" not in shown


@pytest.mark.parametrize("tagged", [True, False])
def test_a_fax_with_half_as_many_dots_down_is_given_square_dots(tagged: bool) -> None:
    buffer = io.BytesIO()
    fax = drawn().resize((1728, 1145)).convert("1")
    fax.save(buffer, "TIFF", compression="group4", **({"dpi": (204, 98)} if tagged else {}))
    (page,) = decode(buffer.getvalue())
    assert page.height / page.width == pytest.approx(297 / 210, abs=0.05)


def _png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyDocument),
        (b"not a picture", UnknownFormat),
        (b"\0\0\0\x18ftypheic\0\0\0\0", UnknownFormat),
        (_png(drawn())[:900], Damaged),
        (_png(Image.new("1", (20_000, 20_000))), TooLarge),
    ],
)
def test_what_is_no_picture_is_refused_in_words(data: bytes, error: type[Unreadable]) -> None:
    with pytest.raises(error) as raised:
        decode(data)
    assert raised.value.sentence


def test_without_tesseract_a_scan_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parsers.ocr.reading.data_folder", lambda: None)
    scan = io.BytesIO()
    drawn().save(scan, "PDF", resolution=200)
    with pytest.raises(NoRecognition) as raised:
        read_pdf(scan.getvalue(), Recogniser())
    assert "apt-get install -y tesseract-ocr" in raised.value.sentence


def _sight(*words: tuple[str, float]) -> Sight:
    seen = tuple(
        SeenWord(text, 50, 50 * row, 90, 50 * row + 30, sure) for row, (text, sure) in enumerate(words, 1)
    )
    blank = np.full((400, 300), 255, np.uint8)
    return Sight(blank, blank, seen, (), (), (False,) * len(seen))


_FOUR = (("one", 0.95), ("two", 0.95), ("three", 0.95), ("07700", 0.9))


@pytest.fixture
def alarm() -> Iterator[None]:
    """What the process that reads a document does when its alarm goes off."""

    def time_is_over(_number: int, _frame: FrameType | None) -> None:
        raise OverLimit

    before = signal.signal(signal.SIGALRM, time_is_over)
    try:
        yield
    finally:
        alarm_clock.stop()
        signal.signal(signal.SIGALRM, before)


@needs_tesseract
@pytest.mark.usefixtures("alarm")
def test_the_pages_that_were_read_stay_when_the_time_is_over(
    recogniser: Recogniser, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end = threading.Event()

    def first_look(image: PageImage, _pace: Pace, *, is_first: bool) -> Sight:
        assert is_first is (image.number == 1)
        if image.number > 1:
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGALRM)
            may_end.wait()
        return _sight(*_FOUR)

    monkeypatch.setattr(recogniser, "_first_look", first_look)
    try:
        read = recogniser.pages([_SPECK, replace(_SPECK, number=2), replace(_SPECK, number=3)])
    finally:
        may_end.set()
    assert read[0] is not None
    assert [word.text for word in read[0].words] == ["one", "two", "three", "07700"]
    assert read[1:] == [None, None]
    assert document_of(read).warnings == (
        "page 2 was not read in the time allowed: look at it by hand",
        "page 3 was not read in the time allowed: look at it by hand",
    )


@needs_tesseract
@pytest.mark.usefixtures("alarm")
def test_on_a_busy_machine_no_page_begins_before_the_first_is_seen(
    recogniser: Recogniser, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    waited: list[bool] = []

    def look(_tesseract: object, _grey: object, _pace: Pace, *, is_first: bool) -> Sight:
        seen.append(is_first)
        return _sight(*_FOUR)

    monkeypatch.setattr("parsers.ocr.reading.first_look", look)
    monkeypatch.setattr(Pace, "wait_for_the_first", lambda pace: waited.append(pace.others_may_begin))
    alarm_clock.start(60)
    pace = Pace()
    recogniser._first_look(_SPECK, pace, is_first=False)
    recogniser._first_look(_SPECK, pace, is_first=True)
    recogniser._first_look(_SPECK, pace, is_first=False)
    assert waited == [False, True]
    assert seen == [False, True, False]


@needs_tesseract
@pytest.mark.usefixtures("alarm")
def test_a_page_without_time_for_a_second_look_is_kept_and_its_doubtful_numbers_stay_doubtful(
    recogniser: Recogniser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def second_look(_sight: Sight, _pace: Pace) -> Sight:
        raise OverLimit

    monkeypatch.setattr(recogniser, "_first_look", lambda _image, _pace, is_first: _sight(*_FOUR))
    monkeypatch.setattr(recogniser, "_second_look", second_look)
    (read,) = recogniser.pages([_SPECK])
    assert read is not None
    assert {word.text: word.confidence for word in read.words} == {
        "one": 0.95,
        "two": 0.95,
        "three": 0.95,
        "07700": 0.8,
    }


@needs_tesseract
@pytest.mark.usefixtures("alarm")
def test_a_page_is_not_begun_without_time(recogniser: Recogniser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pace, "left", lambda _pace: 0.0)
    with pytest.raises(OverLimit):
        recogniser(_SPECK)


@needs_tesseract
@pytest.mark.usefixtures("alarm")
def test_after_the_time_of_a_document_is_over_no_more_of_its_pages_are_begun(
    recogniser: Recogniser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recogniser, "_first_look", lambda _image, _pace, is_first: _sight(*_FOUR))
    alarm_clock.start(1)
    assert recogniser.pages([_SPECK]) != [None]
    with pytest.raises(OverLimit):
        recogniser.pages([_SPECK])
    alarm_clock.start(60)  # the next document's
    assert recogniser.pages([_SPECK]) != [None]


def test_a_picture_whose_only_legible_page_was_not_reached_took_too_long() -> None:
    with pytest.raises(OverLimit):
        document_of([PageGeometry(1, 595, 842), None])


def test_a_page_of_guesses_is_told_of() -> None:
    words = tuple(Word(text, 10, 10, 60, 20, confidence=sure) for text, sure in (("Dale", 0.6), ("ot", 0.9)))
    clear = (Word("Surname", 10, 40, 60, 50, confidence=0.96),) * 3
    read = [PageGeometry(1, 595, 842, words), PageGeometry(2, 595, 842, clear)]
    assert document_of(read).warnings == ("page 1 is hard to read: compare what was read with it",)


def test_a_page_of_guesses_in_a_pdf_is_told_of() -> None:
    def guesses(page: PageImage) -> PageGeometry:
        return PageGeometry(page.number, 595, 842, (Word("i", 30, 40, 400, 160, confidence=0.5),))

    buffer = io.BytesIO()
    drawn().save(buffer, "PDF", resolution=200)
    (warning,) = read_pdf(buffer.getvalue(), guesses).warnings
    assert warning.startswith("Page 1 is hard to read")


def test_a_picture_on_which_only_marks_are_seen_shows_no_text() -> None:
    marks = tuple(Word("\u2612", x, 10, x + 8, 18, confidence=0.95) for x in range(10, 100, 10))
    with pytest.raises(NoText):
        document_of([PageGeometry(1, 595, 842, marks, ())])


@needs_tesseract
@pytest.mark.parametrize("size", [60, 120])
def test_part_of_a_page_seen_from_near_is_read_like_a_whole_one(recogniser: Recogniser, size: int) -> None:
    near = Image.new("L", (1500, 900), 255)
    draw, font = ImageDraw.Draw(near), ImageFont.load_default(size)
    draw.text((60, 100), "Surname: Vale", 0, font)
    draw.text((60, 300), "Forename: Ida", 0, font)
    (page,) = recogniser.pages(decode(_png(near)))
    assert page is not None
    assert [word.text for word in page.words] == ["Surname:", "Vale", "Forename:", "Ida"]
    assert not page.rules
