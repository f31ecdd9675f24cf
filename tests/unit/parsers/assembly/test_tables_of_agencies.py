"""Tables as the forms of councils, courts, housing associations and health services print them."""

from __future__ import annotations

from parsers.blocks import Cell, Document, Text
from tests.unit.parsers.assembly.form_in_blocks import Said, cell, form, heading, table

CHILD = table(["Child's name", "Ida Vale"], ["Child's date of birth", "01/02/2015"])
CHILDREN = heading("Children")


def quiet(words: str) -> Text:
    return Text(words, quiet=True)


def test_a_column_of_notes_beside_questions_is_left_out(said: Said) -> None:
    def row(note: str, *asked: str) -> list[str | Cell]:
        return [Cell((quiet(note),)), cell("\n".join(asked))]

    notes = table(
        [cell("Details of child", span=2, bold=True)],
        row("Please record all names that the child is or has been known by.", "Family name: Vale", "Given names: Ida"),
        row("This is the child's usual address; there may be two of them.", "Home address: 1 Low Road", "Postcode: HX1 1AA"),
        [cell("Consent", span=2, bold=True)],
        row("If it is not given please explain.", "Are the parents aware of this referral? Yes ☒ No ☐", "If no, why?"),
        [cell("Reasons for referral", span=2, bold=True)],
        row("Include what has changed today.", "Ida came to school with a mark on her arm."),
    )  # fmt: skip
    found = said(Document((notes, *form(CHILDREN).blocks[3:]), "word"))
    assert found["children"] == [
        {"forename": "Ida", "surname": "Vale", "address": "1 Low Road", "postcode": "HX1 1AA"}
    ]
    assert found["information_sharing"]["parents_informed"] == "yes"
    assert found["concern"]["reason"] == "Ida came to school with a mark on her arm."


def test_labels_that_nobody_answered_do_not_answer_each_other(said: Said) -> None:
    block = table(
        [cell("Child 1: First name\nIda"), cell("Surname\nVale"), cell("DOB\n01/02/2015"), cell("M/F\nF")],
        [cell("Child 2: First name"), cell("Surname"), cell("DOB"), cell("M/F")],
    )
    found = said(form(CHILDREN, block))
    assert [child["forename"] for child in found["children"]] == ["Ida"]


def test_a_mark_stands_in_a_cell_behind_each_option(said: Said) -> None:
    told = table(
        ["Parent aware of referral", "Yes", "", "No", "✓"],
        ["Parent agrees to referral", "Yes", "✓", "No", ""],
    )
    found = said(form(CHILD, told))
    assert found["information_sharing"] == {"parents_informed": "no", "consent_obtained": "yes"}


def test_a_list_whose_first_column_holds_words_that_are_labels_elsewhere(said: Said) -> None:
    workers = table(
        ["Agency", "Worker", "Contact details"],
        ["College", "Jo Hill (tutor)", "023 9200 0101"],
        ["Social Care", "Not open", ""],
    )
    found = said(form(CHILD, heading("Professionals"), workers))
    assert found["professionals"] == [
        {"name": "Jo Hill", "role": "tutor", "agency": "College", "phone": "+442392000101"}
    ]


def test_an_agency_column_that_names_the_worker_too(said: Said) -> None:
    rows = table(["Name/Agency", "Tel No"], ["Pat Hill, Education Welfare", "023 9200 0101"])
    found = said(form(CHILD, heading("Professionals"), rows))
    assert found["professionals"] == [
        {"name": "Pat Hill", "agency": "Education Welfare", "phone": "+442392000101"}
    ]


def test_a_column_says_of_each_parent_whether_they_know(said: Said) -> None:
    def told(*answers: str) -> str | None:
        rows = table(
            ["Parent / carer", "Relationship", "Phone", "Aware of referral?"],
            *(
                ["Ann Vale", kin, "", answer]
                for kin, answer in zip(("Mother", "Father"), answers, strict=False)
            ),
        )
        answer = (
            said(form(CHILD, heading("Parents"), rows)).get("information_sharing", {}).get("parents_informed")
        )
        return None if answer is None else str(answer)

    assert (told("Yes"), told("No", "No"), told("Yes", "No"), told("")) == ("yes", "no", None, None)


def test_an_address_is_headed_by_which_one_it_is(said: Said) -> None:
    rows = table(["Name", "DOB", "School"], ["Ida Vale", "01/02/2015", ""], ["Jo Vale", "01/02/2017", ""])
    homes = table(
        [cell("Primary home address", span=4)],
        ["Address", "1 Low Road, Hexby", "Telephone", ""],
        ["Postcode", "HX1 1AA", "Mobile", ""],
        [cell("Secondary home address", span=4)],
        ["Address", "2 High Street, Hexby", "Telephone", ""],
        ["Postcode", "HX2 2BB", "Mobile", ""],
    )
    found = said(form(CHILDREN, rows, homes))
    assert [(child["address"], child["postcode"]) for child in found["children"]] == [
        ("1 Low Road, Hexby", "HX1 1AA")
    ] * 2


def test_children_at_the_above_address_live_there(said: Said) -> None:
    first = table(["Name of child", "Ida Vale"], ["Address", "1 Low Road, Hexby, HX1 1AA"])
    rows = table(
        ["First name", "Last name", "DOB"], ["Ida", "Vale", ""], ["Jo", "Vale", "01/02/2017"], ["", "", ""]
    )
    found = said(form(CHILDREN, first, heading("Children under 18 living at the above address"), rows))
    assert [(child["forename"], child["postcode"]) for child in found["children"]] == [
        ("Ida", "HX1 1AA"),
        ("Jo", "HX1 1AA"),
    ]
