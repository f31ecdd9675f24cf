"""Labels that say whose they are in words of their own: a practitioner's, a requester's, an address's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from parsers.assembly import AssembledForm
from parsers.blocks import Cell, Document, Line, Table, Text
from parsers.labels import LabelTables
from parsers.plain.reading import read_plain

Said = Callable[[Document], dict[str, Any]]
Forms = Callable[[Document], list[AssembledForm]]

CHILD = "Child's first name: Tess\nChild's surname: Vale\nChild's date of birth: 01/02/2015"
WHY = "Reason for referral: She was left alone overnight."


def test_a_practitioner_named_first_is_who_refers(said: Said) -> None:
    lines = "Practitioner name: Otto Vance\nPractitioner agency: Spinnaker Sixth Form\nPractitioner email: o.vance@six.example"
    found = said(read_plain(f"{lines}\n{CHILD}\n{WHY}"))
    assert found["referrer"] == {
        "name": "Otto Vance",
        "agency": "Spinnaker Sixth Form",
        "email": "o.vance@six.example",
    }
    assert "professionals" not in found


def test_practitioners_under_their_heading_stay_the_familys(said: Said) -> None:
    head = "Referrer name: Ann Bell\nReferrer email: ann@bell.example"
    others = "== Other professionals involved ==\nPractitioner name: Otto Vance\nPractitioner telephone: 07700 900123"
    found = said(read_plain(f"{head}\n{CHILD}\n{WHY}\n\n{others}"))
    assert found["referrer"]["name"] == "Ann Bell"
    assert found["professionals"] == [{"name": "Otto Vance", "phone": "+447700900123"}]


def test_a_role_before_name_is_the_writers_among_the_writers_details(labels: LabelTables) -> None:
    found = labels.field("Midwife's name", "referrer")
    assert found is not None
    assert found.path == "referrer.name"


def test_what_is_requested_by_somebody_is_theirs(labels: LabelTables) -> None:
    asked = {
        label: labels.field(label)
        for label in ("Requester's telephone", "Requesting organisation", "Referring team")
    }
    paths = [found.path for found in asked.values() if found]
    assert paths == ["referrer.phone", "referrer.agency", "referrer.agency"]


def test_a_name_parted_in_brackets_is_two_labels(said: Said) -> None:
    head = "== Referrer ==\nName (First): Oluchi\nName (Last): Prendergast\nAgency: Marram Academy"
    assert said(read_plain(f"{head}\n\n{CHILD}\n{WHY}"))["referrer"]["name"] == "Oluchi Prendergast"


def test_under_the_referrers_heading_an_address_after_a_child_is_the_childs(said: Said) -> None:
    lines = [
        "Referrer details",
        "Name: Ann Bell",
        "Agency: Nursing",
        "Child's full name: Tess Vale",
        "DOB: 01/02/2015",
    ]
    text = "\n".join(
        ["== Referrer details ==", *lines[1:], "Address: 7 Halyard Court", "Postcode: PO1 4WX", WHY]
    )
    found = said(read_plain(text))
    assert found["children"][0]["address"] == "7 Halyard Court"
    assert found["children"][0]["postcode"] == "PO1 4WX"
    assert "address" not in found["referrer"]


def test_parts_under_the_familys_address_are_that_address(said: Said) -> None:
    header = tuple(Cell((Text(name),), header=True) for name in ("First name", "Surname", "DOB"))
    row = tuple(Cell((Text(word),)) for word in ("Isla", "Coombes", "03/03/2016"))
    blocks = read_plain(
        f"== Family address ==\nAddress: 2 Privett Lane\nPostcode: PO7 5RR\n\n== Concern ==\n{WHY}"
    ).blocks
    document = Document((Line((Text("Children in the family"),), 2), Table((header, row)), *blocks), "text")
    (child,) = said(document)["children"]
    assert (child["address"], child["postcode"]) == ("2 Privett Lane", "PO7 5RR")


def test_house_street_area_and_town_are_one_address(said: Said) -> None:
    parts = "House number: 52\nStreet: Claybank Road\nArea: Copnor\nTown/City: Portsmouth\nPostcode: PO3 5NH"
    found = said(
        read_plain(
            f"== Child details ==\nFirst name: Denzel\nSurname: Vale\nDate of birth: 16/04/2010\n{parts}\n\n== Concern ==\n{WHY}"
        )
    )
    assert found["children"][0]["address"] == "52 Claybank Road, Copnor, Portsmouth"


def test_a_second_subject_who_is_grown_up_is_no_child(said: Said) -> None:
    one = "SUBJECT 1 (CHILD)\nName: HOLLOWAY, Jaxon\nBorn: 17/06/2013"
    two = "SUBJECT 2 (ADULT)\nName: HOLLOWAY, Denise\nBorn: 08/08/1988\nTelephone: 07700 900123"
    found = said(read_plain(f"PUBLIC PROTECTION NOTICE\n\n\n{one}\n\n\n{two}\n\n\nCIRCUMSTANCES\n{WHY}"))
    assert [child["forename"] for child in found["children"]] == ["Jaxon"]
    assert found["people"] == [{"name": "HOLLOWAY, Denise", "dob": "1988-08-08", "phone": "+447700900123"}]


def test_mothers_name_and_her_date_of_birth_are_one_person(said: Said) -> None:
    found = said(
        read_plain(f"Referrer name: Ann Bell\n{CHILD}\nMum: Imogen Vale\nMum's DOB: 08/02/2001\n{WHY}")
    )
    assert found["people"] == [{"name": "Imogen Vale", "dob": "2001-02-08", "relationship": "Mother"}]


def test_a_list_of_answers_needs_no_header_nor_numbers(said: Said) -> None:
    rows = [
        ("No.", "Question", "Answer"),
        *((str(at), *line.split(": ")) for at, line in enumerate(f"{CHILD}\n{WHY}".split("\n"), 1)),
    ]
    table = Table(
        tuple(tuple(Cell((Text(word),), header=not at) for word in row) for at, row in enumerate(rows))
    )
    found = said(Document((table,), "html"))
    assert found["children"] == [{"forename": "Tess", "surname": "Vale", "dob": "2015-02-01"}]


def test_a_label_in_capitals_keeps_its_answer_in_capitals(said: Said) -> None:
    found = said(
        read_plain(f"REFERRER NAME: Mo Dace\nREFERRER ROLE: IDVA\nREFERRER TEL: 07700 900503\n{CHILD}\n{WHY}")
    )
    assert found["referrer"] == {"name": "Mo Dace", "role": "IDVA", "phone": "+447700900503"}


def test_a_birth_mothers_word_order_changes_nothing(labels: LabelTables) -> None:
    found = labels.field("Date of birth of mother")
    assert found is not None
    assert (found.path, found.preset) == ("people.dob", "Mother")


def test_a_relation_to_a_numbered_subject_is_the_persons_own(labels: LabelTables) -> None:
    found = labels.field("Relationship to subject 1", "people")
    assert found is not None
    assert (found.path, found.number) == ("people.relationship", None)


def test_an_answer_that_stands_in_under_its_question_is_an_answer_whatever_it_says(said: Said) -> None:
    asked = [
        *(line.split(": ") for line in f"{CHILD}\n{WHY}".split("\n")),
        ["Parent 1 name", "Ann Vale"],
        ["Parent 1 relationship to child", "Mother"],
    ]
    rows = []
    for label, value in asked:
        rows += [(Cell((Text(label, bold=True),), colspan=2),), (Cell(), Cell((Text(value),)))]
    assert said(Document((Table(tuple(rows)),), "html"))["people"] == [
        {"name": "Ann Vale", "relationship": "Mother"}
    ]


def test_the_nature_of_a_concern_told_after_its_kind_is_the_reason(said: Said) -> None:
    lines = f"{CHILD}\nType of abuse: Neglect\nNature of concern: She was found alone in the flat on Friday, cold and hungry, and said that it was so on most days."
    concern = said(read_plain(f"Referrer name: Ann Bell\n{lines}"))["concern"]
    assert concern["types"] == ["Neglect"]
    assert concern["reason"].startswith("She was found alone")


def test_one_who_writes_of_my_name_and_my_job_means_the_writers(said: Said) -> None:
    mine = "My name: Otto Vance\nMy job: Teaching Assistant\nMy school: Hexby Juniors\nMy phone: 07700 900123"
    assert said(read_plain(f"{mine}\n{CHILD}\n{WHY}"))["referrer"] == {
        "name": "Otto Vance",
        "role": "Teaching Assistant",
        "agency": "Hexby Juniors",
        "phone": "+447700900123",
    }


def test_what_we_can_reach_somebody_by_is_the_writers(labels: LabelTables) -> None:
    asked = ("Q4 Please give a phone number that we can call", "Please give an email address we can use")
    paths = [found.path for label in asked if (found := labels.field(label))]
    assert paths == ["referrer.phone", "referrer.email"]


def test_bare_details_that_tell_of_the_child_are_the_reason_where_none_was_asked(said: Said) -> None:
    told = "Tess weighs less than she did at birth, and nobody comes to the door when we call."
    assert said(read_plain(f"{CHILD}\nReferrer email: ann@bell.example\nDescription: {told}"))["concern"] == {
        "reason": told
    }


def test_a_child_known_by_one_name_only_makes_the_form_a_referral(said: Said) -> None:
    form = f"== Child ==\nKnown as: Daisy\nApproximate age: 4\nAddress: 1 Any Street PO1 1AA\n\n== Concern ==\n{WHY}"
    assert said(read_plain(form))["children"][0]["aliases"] == ["Daisy"]
