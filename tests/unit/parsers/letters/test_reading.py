"""Letters: whose letterhead, which child, and what a sentence plainly says."""

from __future__ import annotations

import pytest

from config import tables
from parsers.assembly import AssembledForm, assemble
from parsers.blocks import Document, Line, Text
from parsers.labels import Hub, LabelTables
from parsers.letters.reading import read_letter

LABELS = LabelTables.from_toml(tables.labels())

LETTER = """Hexby Academy
12 Low Road, Hexby, HX1 1AA
Telephone 01422 555 123
office@hexby.example
3 October 2025
Multi-Agency Safeguarding Hub
Civic Offices
Portsmouth PO1 2AL
Dear Sir or Madam,
Re: Ida Vale (DOB 01/02/2015), of 4 High Street, Hexby, HX2 2BB
I rang the MASH on 2 October 2025 at 14:05 and spoke to Sam Prior.
Ida came to school with a burn on her hand and said that she was told to say nothing.
We have not told her parents about this report because she asked us not to.
Yours faithfully,
Ola Reed
Designated Safeguarding Lead"""


def document(text: str) -> Document:
    return Document(tuple(Line((Text(line),)) for line in text.splitlines()), "word")


def read(text: str) -> AssembledForm:
    (found,) = assemble(document(text), LABELS, Hub(postcodes=("PO1 2AL",)))
    return found


def test_the_letterhead_and_the_signature_are_the_referrers() -> None:
    referrer = read(LETTER).form.referrer
    assert (referrer.name, referrer.role) == ("Ola Reed", "Designated Safeguarding Lead")
    assert (referrer.agency, referrer.postcode) == ("Hexby Academy", "HX1 1AA")
    assert (referrer.phone, referrer.email) == ("+441422555123", "office@hexby.example")


@pytest.mark.parametrize(
    ("heading", "agency"),
    [
        ("Dr A. Gull\nNorth End Surgery", "North End Surgery"),
        ("Dr Gull and Partners", "Dr Gull and Partners"),
    ],
)
def test_a_person_above_the_letterhead_is_no_agency(heading: str, agency: str) -> None:
    assert read(LETTER.replace("Hexby Academy", heading, 1)).form.referrer.agency == agency


def test_the_re_line_names_the_child() -> None:
    (child,) = read(LETTER).form.children
    assert (child.forename, child.surname, child.dob) == ("Ida", "Vale", "2015-02-01")
    assert (child.address, child.postcode) == ("4 High Street, Hexby", "HX2 2BB")


def test_two_children_on_one_line_share_the_address_that_is_both_of_theirs() -> None:
    both = "Re: Ida Vale, born 1 Feb 2015 and Jo Vale, born 3 May 2018, both of 4 High Street, Hexby, HX2 2BB"
    children = read(
        LETTER.replace("Re: Ida Vale (DOB 01/02/2015), of 4 High Street, Hexby, HX2 2BB", both)
    ).form.children
    assert [(child.forename, child.dob, child.postcode) for child in children] == [
        ("Ida", "2015-02-01", "HX2 2BB"),
        ("Jo", "2018-05-03", "HX2 2BB"),
    ]


def test_sentences_tell_of_the_call_and_of_the_parents() -> None:
    form = read(LETTER).form
    assert form.telephone_contact_at == "2025-10-02T14:05:00+01:00"
    assert form.contact_taken_by == "Sam Prior"
    assert form.information_sharing.parents_informed == "no"
    assert form.information_sharing.parents_not_informed_reason == "she asked us not to."


def test_prose_without_headings_is_the_reason() -> None:
    reason = read(LETTER).form.concern.reason
    assert reason is not None
    assert "burn on her hand" in reason


@pytest.mark.parametrize(
    "text",
    [
        "Dear all,\nRe: Safeguarding training\nSee you there.\nRegards,\nAnn Lee",
        "Dear MASH,\nPlease find attached.\nRegards",
    ],
)
def test_a_letter_about_no_child_is_no_form(text: str) -> None:
    assert read_letter(document(text)) is None
    assert assemble(document(text), LABELS, Hub()) == []


def test_an_nhs_number_under_the_address_leaves_the_address_whole() -> None:
    about = "Re: Ida Vale, DOB 01/02/2015\n4 High Street, Hexby, HX2 2BB\nNHS number 999 000 0018"
    (child,) = read(
        LETTER.replace("Re: Ida Vale (DOB 01/02/2015), of 4 High Street, Hexby, HX2 2BB", about)
    ).form.children
    assert (child.address, child.postcode, child.nhs_number) == (
        "4 High Street, Hexby",
        "HX2 2BB",
        "9990000018",
    )


def test_an_nhs_number_and_an_address_beneath_the_childs_name_are_the_childs() -> None:
    about = "Re: Ida Vale, DOB 01/02/2015, NHS No 999 000 0018\n4 High Street, Hexby, HX2 2BB"
    words = LETTER.replace("Re: Ida Vale (DOB 01/02/2015), of 4 High Street, Hexby, HX2 2BB", about)
    (child,) = read(words).form.children
    assert (child.nhs_number, child.address, child.postcode) == (
        "9990000018",
        "4 High Street, Hexby",
        "HX2 2BB",
    )


def test_a_birthday_on_a_line_of_its_own_beneath_the_childs_name_is_the_childs() -> None:
    about = (
        "Re: Master Ido Vale\nDOB: 01-Feb-2015   NHS No: 999 000 0018\nAddress: 4 High Street, Hexby, HX2 2BB"
    )
    found = read(
        LETTER.replace("Re: Ida Vale (DOB 01/02/2015), of 4 High Street, Hexby, HX2 2BB", about)
    ).form
    (child,) = found.children
    assert (child.forename, child.surname, child.dob) == ("Ido", "Vale", "2015-02-01")
    assert (child.nhs_number, child.address, child.postcode) == (
        "9990000018",
        "4 High Street, Hexby",
        "HX2 2BB",
    )
    assert "burn on her hand" in (found.concern.reason or "")
    assert "High Street" not in (found.concern.reason or "")


def test_a_councils_department_under_its_name_is_no_addressee_and_no_part_of_its_address() -> None:
    head = "Hexby Borough Council\nChildren's Social Care\nTown Hall, Hexby, HX1 1AA\n"
    referrer = read(LETTER.replace("Hexby Academy\n12 Low Road, Hexby, HX1 1AA\n", head)).form.referrer
    assert (referrer.agency, referrer.phone) == ("Hexby Borough Council", "+441422555123")
    assert (referrer.address, referrer.postcode) == ("Town Hall, Hexby", "HX1 1AA")


def test_a_letter_may_tell_its_child_by_labels_before_its_prose() -> None:
    labels = "Name: Ida Vale\nD.O.B.: 01/02/2015\nAddress: 4 High Street, Hexby HX2 2BB"
    text = LETTER.replace("Re: Ida Vale (DOB 01/02/2015), of 4 High Street, Hexby, HX2 2BB", labels)
    form = read(text).form
    assert [(child.forename, child.dob, child.postcode) for child in form.children] == [
        ("Ida", "2015-02-01", "HX2 2BB")
    ]
    assert form.referrer.name == "Ola Reed"


def test_a_patient_told_by_labels_above_the_salutation_is_the_letters_child() -> None:
    above = "Patient: Master Ida Vale\nDOB: 01-Feb-2015\nSex: Female\nAddress: 4 High Street, Hexby HX2 2BB"
    text = LETTER.replace("Re: Ida Vale (DOB 01/02/2015), of 4 High Street, Hexby, HX2 2BB\n", "")
    form = read(text.replace("Dear Sir", f"{above}\nDear Sir")).form
    assert [(child.surname, child.dob, child.gender, child.postcode) for child in form.children] == [
        ("Vale", "2015-02-01", "female", "HX2 2BB")
    ]
    assert (form.referrer.name, form.referrer.postcode) == ("Ola Reed", "HX1 1AA")
    assert form.information_sharing.parents_informed == "no"


def test_what_a_re_line_tells_by_labels_is_no_part_of_the_address() -> None:
    line = "HX2 2BB. School: Hexby Academy. UPN: B850201719033"
    (child,) = read(LETTER.replace("HX2 2BB", line)).form.children
    assert (child.address, child.postcode) == ("4 High Street, Hexby", "HX2 2BB")
    assert (child.school, child.upn) == ("Hexby Academy", "B850201719033")


def test_a_first_line_that_only_says_who_the_child_is_needs_no_re() -> None:
    text = LETTER.replace("Re: Ida Vale (DOB 01/02/2015), of 4", "Ida Vale, DOB 01/02/2015, 4")
    form = read(text).form
    assert [(child.surname, child.dob, child.postcode) for child in form.children] == [
        ("Vale", "2015-02-01", "HX2 2BB")
    ]
    assert form.concern.reason is not None
    assert "Ida Vale" not in form.concern.reason


def test_a_covering_email_over_a_form_is_no_letter() -> None:
    labels = ["Name", "DOB", "Address", "School", "Ethnicity", "Religion", "GP", "Gender"]
    rows = "\n".join(f"{label}: something or other" for label in labels)
    prose = "This is a long line of prose to stand for what somebody wrote to the hub.\n" * 2
    assert read_letter(document(f"Dear all\n{rows}\n{prose}Yours sincerely\nOla Reed")) is None


@pytest.mark.parametrize(
    "line",
    [
        "12 Low Road, Hexby, HX1 1AA Tel 01422 555 123 office@hexby.example",
        "12 Low Road, Hexby, HX1 1AA | Tel: 01422 555 123 | Fax: 01422 555 124 | E-mail: office@hexby.example",
        "12 Low Road, Hexby, HX1 1AA, Fax 01422 555 124 Telephone 01422 555 123 • office@hexby.example",
    ],
)
def test_an_address_and_a_number_on_one_line_of_a_letterhead_are_both_the_referrers(line: str) -> None:
    head = LETTER.index("12 Low"), LETTER.index("\n3 October")
    referrer = read(LETTER[: head[0]] + line + LETTER[head[1] :]).form.referrer
    assert (referrer.agency, referrer.address) == ("Hexby Academy", "12 Low Road, Hexby")
    assert (referrer.phone, referrer.email) == ("+441422555123", "office@hexby.example")


def test_a_staple_seen_as_a_letter_above_a_letterhead_is_no_agency() -> None:
    assert read(f"a\n{LETTER}").form.referrer.agency == "Hexby Academy"


def test_a_letterhead_names_the_hospital_under_its_team() -> None:
    head = LETTER.replace("Hexby Academy", "Paediatric Safeguarding Team\nSt Osyth's Hospital")
    referrer = read(head).form.referrer
    assert (referrer.agency, referrer.address) == ("St Osyth's Hospital", "12 Low Road, Hexby")


def test_the_establishment_below_a_signature_is_the_referrers_where_there_is_no_letterhead() -> None:
    body = LETTER[LETTER.index("Dear Sir") :]
    assert read(f"{body}\nHexby Academy\nTel: 01422 555 123").form.referrer.agency == "Hexby Academy"


def test_what_only_opens_a_letter_or_says_who_was_told_is_no_reason() -> None:
    reason = read(
        LETTER.replace("I rang the MASH on", "I am writing to refer Ida to you.\nI rang the MASH on")
    ).form.concern.reason
    assert reason is not None
    assert "burn on her hand" in reason
    assert "writing to refer" not in reason
    assert "told her parents" not in reason


def test_a_service_with_a_figure_in_its_name_is_the_agency() -> None:
    referrer = read(LETTER.replace("Hexby Academy", "Hexby 0-19 Service")).form.referrer
    assert (referrer.agency, referrer.address) == ("Hexby 0-19 Service", "12 Low Road, Hexby")


def test_a_row_of_ampersands_over_a_letter_costs_no_time() -> None:
    """Parted into words in every way it would take years."""
    assert read_letter(document(LETTER.replace("Telephone", "&" * 3_000 + "x\nTelephone"))) is not None


def test_a_relative_named_in_the_prose_is_among_the_people_and_agrees_by_first_name() -> None:
    letter = LETTER.replace(
        "We have not told her parents about this report because she asked us not to.",
        "Her mother, Jodie Fenwick, was with her.\nJodie is aware of this report and agrees to it.",
    )
    form = read(letter).form

    (mother,) = form.people
    assert (mother.name, mother.relationship) == ("Jodie Fenwick", "Mother")
    assert form.information_sharing.parents_informed == "yes"
    assert form.information_sharing.consent_obtained == "yes"
    assert form.concern.reason is not None
    assert "agrees" not in form.concern.reason


def test_a_patients_own_lines_above_the_salutation_and_the_date_below_them_are_read() -> None:
    letter = """Lakeside Medical Centre
Patient: Hallie Frayne
DOB: 17/06/2019
Address: 3 Crofton Road, Hexby HX2 2BB
1 March 2026
Dear Colleague
I saw Hallie at noon. She has linear bruises behind both ears, and would not let me look at her back or at her arms when I asked.
Yours sincerely
Dr Anselm Okoye
Salaried GP"""
    form = read(letter).form

    assert (form.completed_on, form.signature.name) == ("2026-03-01", "Dr Anselm Okoye")
    assert (form.referrer.agency, form.referrer.role) == ("Lakeside Medical Centre", "Salaried GP")
    assert [(child.forename, child.dob) for child in form.children] == [("Hallie", "2019-06-17")]


def test_a_recognised_line_about_the_child_may_have_specks_for_its_marks() -> None:
    about = "Re; Ida Vale, DOB .01/02/2015, 4 High Street, Hexby, HX2 2BB"
    words = LETTER.replace("Re: Ida Vale (DOB 01/02/2015), of 4 High Street, Hexby, HX2 2BB", about)
    (child,) = read(words).form.children
    assert (child.surname, child.dob, child.address) == ("Vale", "2015-02-01", "4 High Street, Hexby")


@pytest.mark.parametrize(
    "filed", ["Case reference 2025/004417", "CONFIDENTIAL - Ref: SG/25/1182", "Record ID: 118844"]
)
def test_a_filing_systems_line_is_no_part_of_the_letterhead(filed: str) -> None:
    referrer = read(f"{filed}\n{LETTER}").form.referrer
    assert (referrer.agency, referrer.address) == ("Hexby Academy", "12 Low Road, Hexby")
    assert referrer.phone == "+441422555123"


def test_whoever_signs_by_what_they_are_has_no_name() -> None:
    letter = LETTER.replace("Ola Reed\nDesignated Safeguarding Lead", "ED Registrar")
    referrer = read(letter).form.referrer
    assert (referrer.name, referrer.role) == (None, "ED Registrar")
