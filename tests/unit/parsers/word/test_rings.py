"""Rings drawn around an answer in Word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parsers.blocks import TICKED, UNTICKED
from parsers.word.reading import read_docx
from tests.unit.parsers.word_package import cell, cells, package, paragraph, run, segments, table

NAMES = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
YES_NO = run("Yes            No", '<w:rFonts w:ascii="Arial"/><w:sz w:val="22"/>')


def ring(
    left: float,
    width: float = 26,
    *,
    top: float = -2,
    height: float = 18,
    shape: str = "ellipse",
    fill: str = "<a:noFill/>",
    words: str = "",
    across: str = "column",
) -> str:
    """An outline anchored to its paragraph; lengths in points."""
    place = "".join(
        f'<wp:position{way} relativeFrom="{base}"><wp:posOffset>{int(at * 12700)}</wp:posOffset></wp:position{way}>'
        for way, base, at in (("H", across, left), ("V", "paragraph", top))
    )
    drawing = (
        f'<w:drawing><wp:anchor {NAMES}>{place}<wp:extent cx="{int(width * 12700)}" cy="{int(height * 12700)}"/>'
        f'<a:graphic><a:graphicData><wps:wsp><wps:spPr><a:prstGeom prst="{shape}"/>{fill}<a:ln/></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{words}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing>"
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>"
    )


def old_ring(left: float, more: str = "") -> str:
    style = f"position:absolute;margin-left:{left}pt;margin-top:-2pt;width:26pt;height:18pt;{more}"
    return f'<w:r><w:pict><v:oval style="{style}" filled="f"/></w:pict></w:r>'


def answer(*runs: str, properties: str = "") -> list[list[str]]:
    return segments(read_docx(package(paragraph(*runs, properties=properties))))


@pytest.mark.parametrize("drawn", [ring, old_ring])
def test_the_answer_in_the_ring_is_chosen(drawn: Callable[[float], str]) -> None:
    assert answer(drawn(52), YES_NO) == [["No"]]
    assert answer(YES_NO, drawn(-4)) == [["Yes"]]


def test_the_letters_before_an_answer_tell_where_it_stands() -> None:
    offered = run("Male / Female", '<w:rFonts w:ascii="Arial"/><w:sz w:val="22"/>')
    assert answer(ring(31, 44), offered) == [["Female"]]
    assert answer(ring(-4, 32), offered) == [["Male"]]


def test_an_answer_behind_its_question_is_chosen_too() -> None:
    asked = run("Told? Yes   No", '<w:rFonts w:ascii="Arial"/><w:sz w:val="22"/>')
    assert answer(asked, ring(58, 24))[0][-1] == "No"


def test_an_answer_in_a_cell_of_its_own_is_ticked() -> None:
    no = run("No", '<w:sz w:val="22"/>')
    found = read_docx(package(table([cell("Told?"), cell("Yes"), cell(paragraph(no, ring(-4)))])))
    assert cells(found) == [["Told?", f"{UNTICKED}\nYes", f"{TICKED} No"]]


@pytest.mark.parametrize(
    "drawn",
    [
        ring(24, 30),
        ring(0, 80),
        ring(52, top=20),
        ring(52) + ring(-4),
        ring(56, 8, height=8),
    ],
    ids=["between", "around both", "over the next line", "two rings", "a radio button"],
)
def test_a_ring_that_is_not_plain_chooses_nothing_and_is_told_of(drawn: str) -> None:
    found = read_docx(package(paragraph(YES_NO, drawn)))
    assert segments(found)[0] == ["Yes", "No"]
    assert [warning for warning in found.warnings if "ring" in warning]


def test_a_ring_beside_words_that_are_centred_is_told_of() -> None:
    found = read_docx(package(paragraph(YES_NO, ring(52), properties='<w:jc w:val="center"/>')))
    assert found.warnings


@pytest.mark.parametrize(
    "drawn",
    [
        ring(52, fill="<a:solidFill/>"),
        ring(52, shape="rect"),
        ring(52, words=paragraph(run("Other"))),
        ring(52, 300),
        ring(52, across="page"),
        old_ring(52).replace("52pt", "auto"),
    ],
    ids=["filled", "a square", "a text box", "a frame", "placed on the page", "no place"],
)
def test_other_shapes_are_no_rings(drawn: str) -> None:
    found = read_docx(package(paragraph(YES_NO, drawn)))
    assert segments(found)[0] == ["Yes", "No"]
    assert not found.warnings
