"""The packets of an XFA form: parts under their titles, repeated parts as tables, captions of the template."""

from __future__ import annotations

from parsers.blocks import TICKED, Line, Table
from parsers.pdf.xfa import blocks

XHTML = "http://www.w3.org/1999/xhtml"


def packet(data: str) -> bytes:
    return f"<xfa:datasets xmlns:xfa='urn:x'><xfa:data>{data}</xfa:data></xfa:datasets>".encode()


def template(parts: str) -> bytes:
    return f"<template xmlns='urn:t'><subform name='form1'>{parts}</subform></template>".encode()


def captioned(name: str, caption: str, more: str = "") -> str:
    return f"<field name='{name}'><caption><value><text>{caption}</text></value></caption>{more}</field>"


def said(data: str, parts: str = "") -> list[list[str]]:
    found = blocks(packet(data), template(parts) if parts else b"")
    return [[text.text for text in block.segments] for block in found if isinstance(block, Line)]


def test_parts_stand_under_their_names() -> None:
    data = "<f><ChildDetails><Name>Ida</Name><Age>7</Age></ChildDetails>"
    data += "<Parents><Name>Ann</Name><Phone>1</Phone></Parents></f>"
    assert said(data) == [
        ["Child Details"],
        ["Name", "Ida"],
        ["Age", "7"],
        ["Parents"],
        ["Name", "Ann"],
        ["Phone", "1"],
    ]


def test_parts_named_for_their_place_have_no_title() -> None:
    assert said("<f><Page1><A><Name>Ida</Name></A></Page1></f>") == [["Name", "Ida"]]


def test_parts_that_repeat_are_a_table_with_a_row_each() -> None:
    rows = "".join(f"<Parent><Name>{name}</Name><Phone/></Parent>" for name in ("Ann", "Ben", ""))
    found = blocks(packet(f"<f><Parents>{rows}</Parents></f>"))
    tables = [block for block in found if isinstance(block, Table)]
    assert [[[cell.text for cell in row] for row in table.rows] for table in tables] == [
        [["Name", "Phone"], ["Ann", ""], ["Ben", ""]]
    ]


def test_the_template_tells_what_stands_beside_a_field() -> None:
    draw = "<draw><value><text>About the child</text></value></draw>"
    parts = f"<subform name='B'>{draw}{captioned('f1', 'First name')}{captioned('f2', 'Surname')}</subform>"
    data = "<form1><B><f1>Ida</f1><f2>Vale</f2></B></form1>"
    assert said(data, parts) == [["About the child"], ["First name", "Ida"], ["Surname", "Vale"]]


def test_a_field_is_found_by_what_it_is_bound_to() -> None:
    parts = captioned("f1", "First name", "<bind match='dataRef' ref='$.Given[0]'/>")
    assert said("<form1><Given>Ida</Given></form1>", parts) == [["First name", "Ida"]]


def test_a_part_without_a_name_in_the_template_has_none_in_the_data() -> None:
    parts = f"<subform><subformSet>{captioned('f1', 'First name')}</subformSet></subform>"
    assert said("<form1><f1>Ida</f1></form1>", parts) == [["First name", "Ida"]]


def test_a_stored_code_is_read_as_the_choice_that_it_stands_for() -> None:
    items = (
        "<items><text>Yes</text><text>No</text></items><items save='1'><text>1</text><text>2</text></items>"
    )
    assert said("<form1><q>2</q></form1>", captioned("q", "Informed?", items)) == [["Informed?", "No"]]


def test_a_group_of_buttons_is_answered_by_the_words_beside_the_chosen_one() -> None:
    def button(value: str, words: str) -> str:
        return captioned(words, words, f"<ui><checkButton/></ui><items><text>{value}</text></items>")

    caption = "<caption><value><text>Informed?</text></value></caption>"
    group = f"<exclGroup name='q'>{button('1', 'Yes')}{button('2', 'No')}{caption}</exclGroup>"
    assert said("<form1><q>2</q></form1>", group) == [["Informed?", "No"]]


def test_buttons_in_a_part_of_their_own_are_asked_by_its_title() -> None:
    title = "<draw><value><text>Informed?</text></value></draw>"
    button = captioned("n", "No", "<ui><checkButton/></ui><items><text>2</text></items>")
    parts = f"<subform name='s'>{title}<exclGroup name='q'>{button}</exclGroup></subform>"
    assert said("<form1><s><q>2</q></s></form1>", parts) == [["Informed?", "No"]]


def test_a_check_box_is_read_where_it_is_ticked() -> None:
    box = "<ui><checkButton/></ui><items><text>on</text><text>off</text></items>"
    parts = captioned("a", "Neglect", box) + captioned("b", "Physical abuse", box)
    assert said("<form1><a>on</a><b>off</b></form1>", parts) == [[f"{TICKED} Neglect"]]


def test_marked_up_text_is_one_answer() -> None:
    body = f"<body xmlns='{XHTML}'><p>He was <b>cold</b>.</p><p>He cried.</p></body>"
    assert said(f"<f><Reason>{body}</Reason></f>") == [["Reason", "He was cold.\nHe cried."]]


def test_a_broken_template_leaves_the_names() -> None:
    assert blocks(packet("<f><Name>Ida</Name></f>"), b"<template") == blocks(
        packet("<f><Name>Ida</Name></f>")
    )
    assert blocks(b"no packet") == ()


def test_what_is_printed_between_fields_stands_over_those_that_follow() -> None:
    title = "<draw><value><text>{}</text></value></draw>"
    fields = captioned("f1", "Full name") + title.format("The child") + captioned("f2", "Name of child")
    parts = f"<subform name='B'>{title.format('A form')}{title.format('About you')}{fields}</subform>"
    found = said("<form1><B><f1>Ann Lee</f1><f2>Ida Vale</f2></B></form1>", parts)
    assert found == [
        ["A form"],
        ["About you"],
        ["Full name", "Ann Lee"],
        ["The child"],
        ["Name of child", "Ida Vale"],
    ]
