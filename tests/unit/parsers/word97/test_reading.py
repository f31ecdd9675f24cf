"""Word 97 files, read from their bytes."""

from __future__ import annotations

import contextlib
import io
import struct
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from parsers.blocks import TICKED, UNTICKED, Document, Line, Table, Text
from parsers.errors import Damaged, Encrypted, NoText, UnknownFormat, Unreadable
from parsers.mime.sniff import Format, sniff
from parsers.word97 import read_doc
from tests.unit.parsers.word97.file_made import (
    IN_TABLE,
    Para,
    Run,
    cell,
    compound,
    para,
    row,
    sprm,
    word_file,
)

BOLD = sprm(0x0835, 1)
STRUCK = sprm(0x0837, 1)
TICKED_BOX, EMPTY_BOX, CHOICE = 0x65, 0x01, 0x0A


def segments(document: Document) -> list[list[str]]:
    return [[text.text for text in block.segments] for block in document.blocks if isinstance(block, Line)]


def cells(document: Document) -> list[list[str]]:
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    return [[item.text for item in cells] for cells in table.rows]


def field_data(kind: int, result: int, name: str, *choices: str) -> bytes:
    """What the Data stream keeps of a form field: a tick (kind 1) or a choice (kind 2)."""
    strings = b"".join(struct.pack("<H", len(word)) + word.encode("utf-16-le") + b"\0\0" for word in [name])
    held = b"\xff\xff\xff\xff" + struct.pack("<HHH", kind | result << 2, 0, 20) + strings
    held += struct.pack("<H", 0) + b"\0\0\0\0" * 5
    held += b"\xff\xff" + struct.pack("<HH", len(choices), 0)
    held += b"".join(struct.pack("<H", len(word)) + word.encode("utf-16-le") for word in choices)
    return struct.pack("<iH", 0x44 + len(held), 0x44) + bytes(0x44 - 6) + held


def form_field(name: str, at: int) -> tuple[Run, ...]:
    return (
        Run(f"\x13 {name} "),
        Run("\x01", sprm(0x6A03, at, 4) + sprm(0x0855, 1)),
        Run("\x14"),
        Run("\x15"),
    )


# --- characters --------------------------------------------------------------------------


def test_the_sniffer_and_the_reader_agree_on_what_a_word_97_file_is() -> None:
    assert sniff(word_file(para("words"))) is Format.DOC


def test_paragraphs_are_lines_and_heading_styles_are_headings() -> None:
    document = read_doc(word_file(para("About the child", style=2), para("Name: Ida")))
    assert [(block.text, block.heading) for block in document.blocks if isinstance(block, Line)] == [
        ("About the child", 2),
        ("Name: Ida", None),
    ]
    assert document.text == "About the child\nName: Ida"


def test_bold_type_parts_a_label_from_its_answer() -> None:
    assert segments(read_doc(word_file(para(Run("Name", BOLD), " Ida")))) == [["Name", "Ida"]]


@pytest.mark.parametrize("said", [STRUCK, sprm(0x2A53, 1), sprm(0x083C, 1)])
def test_what_is_struck_out_or_hidden_is_not_said_but_stays_in_the_text(said: bytes) -> None:
    document = read_doc(word_file(para(Run("Yes", said), " / No")))
    assert segments(document) == [["/ No"]]
    assert document.text == "Yes / No"


def test_what_tracked_changes_took_out_is_gone() -> None:
    document = read_doc(word_file(para(Run("01/01/2011", sprm(0x0800, 1)), "02/03/2012")))
    assert document.text == "02/03/2012"


def test_the_highlighted_option_is_chosen() -> None:
    document = read_doc(word_file(para("Yes / ", Run("No", sprm(0x2A0C, 7)))))
    assert segments(document) == [["No"]]


def test_a_symbol_is_the_box_that_it_shows() -> None:
    fonts = struct.pack("<HH", 1, 0) + bytes([39 + 20]) + bytes(39) + "Wingdings\0".encode("utf-16-le")
    ticked = Run("(", sprm(0x6A09, 0xF0FE << 16, 4))
    document = read_doc(word_file(para(ticked, " Yes"), parts={15: fonts}))
    assert segments(document) == [[f"{TICKED} Yes"]]


# --- form fields -------------------------------------------------------------------------


def test_ticks_and_choices_are_read_from_the_fields_own_data() -> None:
    boxes = [field_data(1, 1, "A"), field_data(1, 0, "B"), field_data(2, 1, "C", "Low", "High")]
    starts = [sum(len(box) for box in boxes[:number]) for number in range(3)]
    document = read_doc(
        word_file(
            para(
                "Yes ", *form_field("FORMCHECKBOX", starts[0]), " No ", *form_field("FORMCHECKBOX", starts[1])
            ),
            para("Level: ", *form_field("FORMDROPDOWN", starts[2])),
            data=b"".join(boxes),
        )
    )
    assert segments(document) == [[f"Yes {TICKED} No {UNTICKED}"], ["Level:", "High"]]


def test_what_was_typed_into_a_text_field_is_filled_in_and_its_instruction_is_not_said() -> None:
    typed = (Run("\x13 FORMTEXT "), Run("\x14"), Run("Ida Vale"), Run("\x15"))
    (line,) = read_doc(word_file(para("Name: ", *typed))).blocks
    assert isinstance(line, Line)
    assert [(text.text, text.filled) for text in line.segments] == [("Name:", False), ("Ida Vale", True)]


def test_an_empty_text_field_is_a_field_to_be_filled() -> None:
    empty = (Run("\x13 FORMTEXT "), Run("\x14"), Run("\u2002" * 5), Run("\x15"))
    (line,) = read_doc(word_file(para("Name: ", *empty))).blocks
    assert isinstance(line, Line)
    assert [(text.text, text.filled) for text in line.segments] == [("Name:", False), ("", True)]


def test_a_link_shows_its_words_and_not_its_address() -> None:
    link = (Run('\x13 HYPERLINK "mailto:x@y.example" '), Run("\x14"), Run("x@y.example"), Run("\x15"))
    assert read_doc(word_file(para(*link))).text == "x@y.example"


# --- tables ------------------------------------------------------------------------------


def test_cells_and_rows_are_told_by_their_marks() -> None:
    document = read_doc(
        word_file(
            cell("Name"),
            cell("Ida"),
            row(0, 2000, 8000),
            cell("DOB"),
            cell(""),
            row(0, 2000, 8000),
            para("End"),
        )
    )
    assert cells(document) == [["Name", "Ida"], ["DOB", ""]]
    assert segments(document) == [["End"]]


def test_cells_span_the_columns_that_other_rows_part_and_the_rows_below_that_go_on() -> None:
    document = read_doc(
        word_file(
            cell("Child"), cell("Name"), cell("Ida"), row(0, 2000, 4000, 8000, down=(3, 0, 0)),
            cell(""), cell("Address, all on one line"), row(0, 2000, 8000, down=(1, 0)),
            para("End"),
        )
    )  # fmt: skip
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert [[(item.text, item.colspan, item.rowspan) for item in cells] for cells in table.rows] == [
        [("Child", 1, 2), ("Name", 1, 1), ("Ida", 1, 1)],
        [("Address, all on one line", 2, 1)],
    ]


def test_a_table_in_a_cell_is_a_table_of_that_cell() -> None:
    deep = IN_TABLE + sprm(0x6649, 2, 4)

    def inner(words: str) -> Para:
        return para(words, said=deep + sprm(0x244B, 1))

    ends = para(said=deep + sprm(0x244B, 1) + sprm(0x244C, 1))
    document = read_doc(
        word_file(
            cell("Referrer"), inner("Name"), inner("Mo"), ends, cell(""), row(0, 2000, 8000), para("End")
        )
    )
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    ((first, second),) = table.rows
    assert first.text == "Referrer"
    assert [[item.text for item in cells] for cells in second.tables[0].rows] == [["Name", "Mo"]]


# --- other stories -----------------------------------------------------------------------


def test_footnotes_and_headers_are_in_the_text_only() -> None:
    document = read_doc(
        word_file(cell("Name"), row(0, 2000), para("End"), para("A note"), para("Page head"), stories=(7, 10))
    )
    assert document.text == "Name\nEnd\nA note\nPage head"
    assert segments(document) == [["End"]]


def test_a_text_box_is_read_where_it_is_drawn() -> None:
    boxes = struct.pack("<II", 0, 10) + bytes(14) + struct.pack("<II", 77, 0)
    anchors = struct.pack("<II", 6, 7) + struct.pack("<i", 77) + bytes(22)
    drawn = Run("\x08", sprm(0x0855, 1))
    document = read_doc(
        word_file(
            para("Before", drawn),
            para("After"),
            para("Name: Ida"),
            stories=(0, 0, 0, 0, 0, 10),
            parts={40: anchors, 56: boxes},
        )
    )
    assert segments(document) == [["Before"], ["Name: Ida"], ["After"]]


# --- what cannot be read -----------------------------------------------------------------


def test_an_encrypted_file_is_told() -> None:
    with pytest.raises(Encrypted):
        read_doc(word_file(para("words"), flags=0x0100))


def test_a_file_of_an_older_word_is_named() -> None:
    with pytest.raises(UnknownFormat, match="Word 95"):
        read_doc(word_file(para("words"), identity=0xA5DC))


def test_a_file_without_a_word_is_told() -> None:
    with pytest.raises(NoText):
        read_doc(word_file(para()))


def test_a_file_without_its_pieces_is_damaged() -> None:
    with pytest.raises(Damaged):
        read_doc(word_file(para("words"), parts={33: b""}))
    with pytest.raises(Damaged):
        read_doc(compound({"Other": b"x"}))


FORM = word_file(
    para("Name: ", Run("Ida", BOLD)),
    cell("DOB"),
    cell(*form_field("FORMCHECKBOX", 0)),
    row(0, 2000, 8000),
    para("End"),
    data=field_data(1, 1, "A"),
)


@settings(max_examples=300)
@given(st.lists(st.tuples(st.integers(0, len(FORM) - 1), st.integers(0, 255)), min_size=1, max_size=30))
def test_whatever_is_changed_in_a_file_it_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    spoilt = bytearray(FORM)
    for at, value in changes:
        spoilt[at] = value
    with contextlib.suppress(Unreadable):
        read_doc(bytes(spoilt))


@settings(max_examples=60)
@given(st.integers(0, len(FORM)))
def test_a_file_that_was_cut_off_is_read_or_refused(length: int) -> None:
    with contextlib.suppress(Unreadable):
        read_doc(FORM[:length])


def blip(picture: bytes) -> bytes:
    """A PNG as [MS-ODRAW] keeps it: a header, a checksum and a mark, the file's bytes."""
    held = bytes(16) + b"\xff" + picture
    return struct.pack("<HHI", 0x6E0 << 4, 0xF01E, len(held)) + held


def drawn(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("1", (width, height), 1).save(buffer, "PNG")
    return buffer.getvalue()


def test_a_scan_in_a_word_97_file_is_read_behind_its_words_and_a_logo_is_none() -> None:
    page, logo = drawn(1240, 1754), drawn(300, 90)
    seen: list[bytes] = []

    def told(pictures: Sequence[bytes]) -> Document:
        seen.extend(pictures)
        return Document((Line((Text("recognised", confidence=0.9),)),), "image_ocr", "recognised")

    data = word_file(para("Our referral"), data=b"\0" * 7 + blip(logo) + blip(page) + blip(page))
    document = read_doc(data, told)
    assert segments(document) == [["Our referral"], ["recognised"]]
    assert seen == [page]
    assert any("not read" in warning for warning in read_doc(data).warnings)
