"""Questions under no heading, or under another's: whose they are is told by what is asked."""

from __future__ import annotations

from typing import Any

import pytest

from parsers.assembly.binding.runs import told
from parsers.assembly.pieces import Head, Piece
from parsers.blocks import Block, Cell, Document, Table, Text
from parsers.labels import LabelTables
from tests.unit.parsers.assembly.form_in_blocks import CHILD, Said, form, heading, line, table

WORKER = [
    ["Job title", "Nurse"],
    ["Agency", "Hill Clinic"],
    ["Tel", "0117 496 0111"],
    ["Email", "a@hill.example"],
]
REFERRER = {"role": "Nurse", "agency": "Hill Clinic", "phone": "+441174960111", "email": "a@hill.example"}
IDA = (CHILD, table(["Name", "Ida Vale"]), line("Zodiac", heading=2))
PUPIL = [["Date of birth", "01/02/2015"], ["Address", "2 Nether Lane, LS1 2ZZ"]]


def test_a_run_turns_from_the_child_to_the_referrer_at_the_name(said: Said) -> None:
    rows = table(["Name", "Ida Vale"], *PUPIL, ["School", "Hill Infants"], ["Name", "Ann Lee"], *WORKER)
    found = said(form(rows))
    assert found["referrer"] == {"name": "Ann Lee", **REFERRER}
    assert found["children"] == [
        {
            "forename": "Ida",
            "surname": "Vale",
            "dob": "2015-02-01",
            "address": "2 Nether Lane",
            "postcode": "LS1 2ZZ",
            "school": "Hill Infants",
        }
    ]


def test_a_referrer_is_named_by_a_word_that_no_table_knows(said: Said) -> None:
    found = said(form(*IDA, table(["Case holder", "Ann Lee"], *WORKER)))
    assert found["referrer"] == {"name": "Ann Lee", **REFERRER}


def test_a_row_of_labels_over_answers_is_a_run_too(said: Said) -> None:
    rows = table(["Case manager", "Job title", "Agency"], ["Ann Lee", "Nurse", "Hill Clinic"])
    assert said(form(*IDA, rows))["referrer"] == {"name": "Ann Lee", "role": "Nurse", "agency": "Hill Clinic"}


def test_a_role_and_an_agency_in_a_childs_section_are_the_referrers(said: Said) -> None:
    rows = table(["Name", "Ida Vale"], *PUPIL, ["Practitioner seeing her", "Ann Lee"], *WORKER)
    found = said(form(CHILD, rows))
    assert found["referrer"] == {"name": "Ann Lee", **REFERRER}
    assert found["children"][0]["surname"] == "Vale"


def test_a_social_worker_in_a_childs_section_is_not_the_referrer(said: Said) -> None:
    rows = table(["Name", "Ida Vale"], *PUPIL, ["Social worker", "Ann Lee"], *WORKER)
    assert "referrer" not in said(form(CHILD, rows))


def test_a_name_beside_a_headings_words_is_who_it_names(said: Said) -> None:
    rows = table(["Young person", "Ida Vale"], ["Date of birth", "01/02/2015"], ["Occupier", "Tom Vale"])
    found = said(form(rows))
    assert found["children"][0] == {"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"}
    assert found["people"] == [{"name": "Tom Vale"}]


def test_a_heading_beside_labels_with_their_answers_is_whose_they_are(said: Said) -> None:
    rows = table(
        ["Referral made by", "Name: Ann Lee\nAgency: Hill Clinic"],
        ["Child", "Name: Ida Vale\nDOB: 01/02/2015"],
    )
    found = said(form(rows))
    assert found["referrer"] == {"name": "Ann Lee", "agency": "Hill Clinic"}
    assert found["children"] == [{"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"}]


def test_a_postcode_after_an_address_that_nobody_wants_is_nobodys(said: Said) -> None:
    rows = table(["Name", "Ida Vale"], ["Previous address", "9 Old Road"], ["Postcode", "LS9 9ZZ"])
    assert said(form(CHILD, rows))["children"] == [{"forename": "Ida", "surname": "Vale"}]


def test_a_label_below_an_address_is_no_more_of_it(said: Said) -> None:
    lines = [line("Name: Ida Vale"), line("Address: 2 Nether Lane"), line("Whoever brought her in: Mo Bell")]
    assert said(form(CHILD, *lines))["children"][0]["address"] == "2 Nether Lane"


def test_siblings_under_their_heading_are_not_the_children_referred(said: Said) -> None:
    rows = table(["Name", "DOB", "School"], ["Olu Vale", "27/07/2018", "Hill Infants"])
    child = table(["Name", "Ida Vale"], *PUPIL)
    found = said(form(CHILD, child, line("Siblings (not subject of this referral)", heading=2), rows))
    assert [item["forename"] for item in found["children"]] == ["Ida"]
    assert found["people"] == [{"name": "Olu Vale", "dob": "2018-07-27"}]


def test_words_about_the_table_itself_and_a_column_of_headings_ask_nothing(said: Said) -> None:
    rows = table(
        ["Section", "Question", "Answer"],
        ["About you", "Name", "Ann Lee"],
        ["", "Role", "Nurse"],
        ["About the child", "Name", "Ida Vale"],
        ["", "Date of birth", "01/02/2015"],
    )
    found = said(form(rows))
    assert found["referrer"] == {"name": "Ann Lee", "role": "Nurse"}
    assert found["children"] == [{"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"}]


def test_a_bold_question_ends_the_answer_before_it(said: Said) -> None:
    blocks: list[Block] = [
        table(["What needs to happen?"], ["A safe plan."]),
        line("How safe is she, of ten?", bold=True),
        table(["4"]),
    ]
    assert said(form(*IDA, *blocks))["concern"]["desired_outcome"] == "A safe plan."


# --- answers by reference, and those that no table asks for ------------------------------


def test_a_childs_address_that_is_the_mothers_is_taken_from_her(said: Said) -> None:
    child = table(["Forename", "Surname", "Address"], ["Ida", "Vale", "Same as mother"])
    mother = table(["Name", "Relationship", "Address"], ["Mo Vale", "Mother", "2 Nether Lane, LS1 2ZZ"])
    found = said(form(CHILD, child, line("Parents", heading=2), mother))
    assert found["children"] == [
        {"forename": "Ida", "surname": "Vale", "address": "2 Nether Lane", "postcode": "LS1 2ZZ"}
    ]


def test_a_childs_address_that_is_nobodys_known_is_blank(said: Said) -> None:
    child = table(["Forename", "Surname", "Address"], ["Ida", "Vale", "As victim"])
    assert said(form(CHILD, child))["children"] == [{"forename": "Ida", "surname": "Vale"}]


def test_a_house_with_somebody_is_an_address(said: Said) -> None:
    child = table(["Forename", "Surname", "Address"], ["Ida", "Vale", "Asmother House, 2 Nether Lane"])
    assert said(form(CHILD, child))["children"][0]["address"] == "Asmother House, 2 Nether Lane"


def test_a_constables_rank_and_number_are_the_role(said: Said) -> None:
    rows = table(["Name", "PC 4471 Ann Lee"], ["Force", "Hill Police"])
    found = said(form(CHILD, table(["Name", "Ida Vale"]), line("Referrer", heading=2), rows))
    assert found["referrer"] == {"name": "Ann Lee", "role": "PC 4471", "agency": "Hill Police"}


def test_a_base_without_a_number_is_the_agency_where_none_is_asked(said: Said) -> None:
    rows = table(["Name", "Ann Lee"], ["Base", "Zone North Team"])
    found = said(form(CHILD, table(["Name", "Ida Vale"]), line("Referrer", heading=2), rows))
    assert found["referrer"] == {"name": "Ann Lee", "agency": "Zone North Team"}


def test_a_table_of_ticks_is_kinds_of_concern_and_no_reason(said: Said) -> None:
    kinds = table(
        ["Concern", "Tick", "Concern", "Tick"],
        ["Neglect", "✓", "Emotional harm", ""],
        ["Zine", "", "Zone", "✓"],
    )
    found = said(form(CHILD, table(["Name", "Ida Vale"]), kinds))["concern"]
    assert found == {"types": ["Neglect", "Zone"], "reason": "He was left alone overnight."}


def test_rows_numbered_in_a_column_headed_child_are_not_named_so(said: Said) -> None:
    rows = table(["Child", "Full name", "DOB", "Age"], ["1", "Ida Vale", "01/02/2015", "9"])
    assert said(form(rows))["children"] == [
        {"forename": "Ida", "surname": "Vale", "dob": "2015-02-01", "age": 9}
    ]


def test_an_unborn_child_in_the_first_row_leaves_the_header_a_header(said: Said) -> None:
    rows = table(
        ["First name(s)", "Family name", "DOB / EDD"],
        ["Unborn baby", "Vale", "EDD 14/09/2026"],
        ["Ida", "Vale", "01/02/2015"],
    )
    assert said(form(CHILD, rows))["children"] == [
        {"surname": "Vale", "edd": "2026-09-14", "unborn": "yes"},
        {"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"},
    ]


def test_a_blank_answer_in_bold_labels_is_no_heading(said: Said) -> None:
    def pair(label: str, answer: str) -> tuple[Cell, ...]:
        return (Cell((Text(label, bold=True),)), Cell((Text(answer),) if answer else ()))

    rows = Table(
        (
            pair("Child's first name", "Ida"),
            pair("Child's middle name(s)", ""),
            pair("Child's surname", "Vale"),
        )
    )
    assert said(form(rows))["children"] == [{"forename": "Ida", "surname": "Vale"}]


def test_options_on_one_line_are_one_answer(said: Said) -> None:
    asked = line("Are parents aware of this referral?", "\N{BALLOT BOX} Yes", "\N{BALLOT BOX WITH X} No")
    found = said(
        Document((CHILD, table(["Name", "Ida Vale"], ["Reason for referral", "Left alone."]), asked), "pdf")
    )
    assert found["information_sharing"] == {"parents_informed": "no"}


def test_the_one_passage_that_names_the_child_is_the_reason_where_none_was_asked(said: Said) -> None:
    told = "Ida came in with a burn on her hand. She said that it was from the iron, and that she was told not to say."
    asked = table(["Name", "Ann Lee"], ["Role", "Nurse"], ["Agency", "Hill Clinic"])
    blocks = (CHILD, table(["Name", "Ida Vale"], *PUPIL), line("Referrer", heading=2), asked)
    one = said(Document((*blocks, line("Zine", heading=2), line(told)), "word"))
    assert one["concern"] == {"reason": told}
    two = said(
        Document((*blocks, line("Zine", heading=2), line(told), line("Zone", heading=2), line(told)), "word")
    )
    assert "concern" not in two


def test_a_protective_marking_at_the_foot_is_no_part_of_the_story(said: Said) -> None:
    rows = [
        line("Name: Ida Vale"),
        line("Reason for referral"),
        line("He was left alone."),
        line("OFFICIAL SENSITIVE"),
    ]
    found = said(Document((CHILD, *rows, line("Page 1 of 1")), "pdf"))
    assert found["concern"]["reason"] == "He was left alone."


# --- who is meant, told by few words -----------------------------------------------------


def test_a_title_above_labels_in_one_cell_is_whose_they_are(said: Said) -> None:
    rows = table(["Child\nName: Ida Vale\nDOB: 01/02/2015", "Referrer\nName: Ann Lee\nAgency: Hill Clinic"])
    found = said(form(rows))
    assert found["children"] == [{"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"}]
    assert found["referrer"] == {"name": "Ann Lee", "agency": "Hill Clinic"}


def test_a_heading_about_the_child_you_are_referring_is_the_childs(said: Said) -> None:
    head = line("About the child or young person you are referring", bold=True, heading=2)
    found = said(form(head, table(["Full legal name", "Ida Vale"], ["Date of birth", "01/02/2015"])))
    assert found["children"] == [{"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"}]
    assert "referrer" not in found


def test_the_referrers_questions_among_the_referrals_are_the_referrers(said: Said) -> None:
    rows = table(
        ["Date of referral", "02/03/2026"],
        ["Name", "Ann Lee"],
        ["Job title", "Nurse"],
        ["Agency", "Hill Clinic"],
    )
    found = said(form(CHILD, table(["Name", "Ida Vale"]), line("Referral details", heading=2), rows))
    assert found["referrer"] == {"name": "Ann Lee", "role": "Nurse", "agency": "Hill Clinic"}
    assert "contact_taken_by" not in found


def test_a_social_workers_own_heading_is_not_the_referrers(said: Said) -> None:
    rows = table(["Name", "Ann Lee"], ["Role", "Senior practitioner"], ["Agency", "Hill Council"])
    found = said(form(CHILD, table(["Name", "Ida Vale"]), line("Allocated social worker", heading=2), rows))
    assert "referrer" not in found


def test_an_accused_adult_is_nobody_on_the_record(said: Said) -> None:
    head = line("Details of adult against whom the allegation has been made", bold=True, heading=2)
    rows = table(["Name", "Max Roe"], ["Home address", "5 Old Road, LS9 9ZZ"], ["Ethnicity", "White British"])
    found = said(form(head, rows, CHILD, table(["Name", "Ida Vale"])))
    assert found["children"] == [{"forename": "Ida", "surname": "Vale"}]
    assert "people" not in found


def test_a_number_asked_with_a_name_is_no_part_of_it(said: Said) -> None:
    rows = table(["Mother's name and contact", "Mo Vale 07700 900123"])
    assert said(form(CHILD, table(["Name", "Ida Vale"]), rows))["people"] == [
        {"name": "Mo Vale", "relationship": "Mother", "phone": "+447700900123"}
    ]


def test_a_surname_asked_for_the_family_is_every_childs(said: Said) -> None:
    rows = table(["Family surname", "Vale"], ["Family address", "2 Nether Lane, LS1 2ZZ"])
    children = table(
        ["Children's first names", "Date of birth"], ["Ida", "01/02/2015"], ["Olu", "27/07/2018"]
    )
    found = said(form(rows, children))["children"]
    assert [(child["forename"], child["surname"], child["address"]) for child in found] == [
        ("Ida", "Vale", "2 Nether Lane"),
        ("Olu", "Vale", "2 Nether Lane"),
    ]


def test_a_family_name_asked_of_each_child_is_that_childs(said: Said) -> None:
    blocks = [
        table(
            ["Forename", forename],
            ["Surname / Family name", surname],
            ["Family home", home],
            ["School", "Any School"],
        )
        for forename, surname, home in (
            ("Ida", "Vale", "2 Nether Lane"),
            ("Bo", "Lee", "9 Over Lane"),
            ("Olu", "Vale", "2 Nether Lane"),
        )
    ]
    children = said(
        form(heading("Child 1"), blocks[0], heading("Child 2"), blocks[1], heading("Child 3"), blocks[2])
    )["children"]
    assert [child["surname"] for child in children] == ["Vale", "Lee", "Vale"]
    assert [child["address"] for child in children] == ["2 Nether Lane", "9 Over Lane", "2 Nether Lane"]


def test_no_information_is_no_answer(said: Said) -> None:
    rows = table(["Name", "Ida Vale"], ["Address", "No Information Available"], ["School", "Not available"])
    assert said(form(CHILD, rows))["children"] == [{"forename": "Ida", "surname": "Vale"}]


def test_yes_is_no_language(said: Said) -> None:
    rows = table(["Name", "Ida Vale"], ["Is English their first language?", "Yes"], ["First language", "Yes"])
    assert said(form(CHILD, rows))["children"] == [{"forename": "Ida", "surname": "Vale"}]


def test_a_label_set_as_a_heading_ends_the_child_before_it(said: Said) -> None:
    parent = table(["Full name", "Mo Vale"], ["Phone", "07700 900123"])
    officer = table(["Name", "Ann Lee"], ["Grade", "Officer"])
    heads = (line("Parent/guardian", heading=2), line("Referring officer", heading=2))
    found = said(form(CHILD, table(["Full name", "Ida Vale"]), heads[0], parent, heads[1], officer))
    assert found["children"] == [{"forename": "Ida", "surname": "Vale"}]
    assert found["people"] == [{"name": "Mo Vale", "phone": "+447700900123"}]
    assert found["referrer"] == {"name": "Ann Lee", "role": "Officer"}


def test_a_member_of_the_family_who_is_the_child_is_the_child(said: Said) -> None:
    rows = table(
        ["Family member", "Date of birth", "Relationship"],
        ["Ida Vale", "01/02/2015", "Subject child"],
        ["Mo Vale", "02/03/1985", "Mother"],
    )
    found = said(form(rows))
    assert found["children"] == [{"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"}]
    assert found["people"] == [{"name": "Mo Vale", "dob": "1985-03-02", "relationship": "Mother"}]


def test_roles_printed_under_professional_are_no_names(said: Said) -> None:
    rows = table(
        ["Professional", "Name", "Organisation"],
        ["Health visitor", "Ann Lee", "Hill Clinic"],
        ["Social worker", "", ""],
    )
    found = said(form(CHILD, table(["Name", "Ida Vale"]), line("Professionals involved", heading=2), rows))
    assert found["professionals"] == [{"name": "Ann Lee", "role": "Health visitor", "agency": "Hill Clinic"}]


def test_a_date_of_delivery_among_the_mothers_details_is_the_unborn_childs(said: Said) -> None:
    rows = table(
        ["Name", "Mo Vale"], ["Estimated date of delivery", "30/07/2026"], ["Telephone", "07700 900123"]
    )
    found = said(form(line("Expectant mother", heading=2), rows))
    assert found["children"] == [{"edd": "2026-07-30", "unborn": "yes"}]
    assert found["people"] == [{"name": "Mo Vale", "relationship": "Mother", "phone": "+447700900123"}]


def test_a_role_on_a_line_of_its_own_opens_no_section(said: Said) -> None:
    lines = [
        line(words) for words in ("Name", "Ann Lee", "Role", "Probation practitioner", "Agency", "Hill PDU")
    ]
    found = said(form(CHILD, table(["Name", "Ida Vale"]), line("Referrer", heading=2), *lines))
    assert found["referrer"] == {"name": "Ann Lee", "role": "Probation practitioner", "agency": "Hill PDU"}


def test_a_title_with_a_dash_in_it_is_no_label_with_its_answer(said: Said) -> None:
    title = line("CONCERN ABOUT A CHILD \N{EN DASH} PARTNER FORM", heading=1)
    assert (
        said(form(title, CHILD, table(["Name", "Ida Vale"])))["concern"]["reason"]
        == "He was left alone overnight."
    )


@pytest.mark.parametrize(
    "asked",
    [
        (line("Referrer", heading=2), table(["Name", "Bo Reed"], ["Job title", "Doctor"])),
        (line("Other", heading=2), table(["Referrer's name", "Bo Reed"], ["Designation", "Doctor"])),
    ],
)
def test_a_block_under_an_unknown_heading_is_not_the_referrers_where_another_is_named(
    said: Said, asked: tuple[Block, ...]
) -> None:
    found = said(form(*IDA, table(["Full name", "Ann Lee"], *WORKER), *asked))
    assert found["referrer"]["name"] == "Bo Reed"
    assert "agency" not in found["referrer"]


class _Counted(list[Piece]):
    looked_at = 0

    def __getitem__(self, at: Any) -> Any:
        self.looked_at += 1
        return super().__getitem__(at)


def test_a_heading_that_no_table_knows_is_not_followed_to_the_end_of_a_long_text(
    labels: LabelTables,
) -> None:
    pieces = _Counted([Head("ZODIAC", None, 1)] * 20_000)

    assert told(pieces, 1, labels) == {}
    assert pieces.looked_at < 1_000
