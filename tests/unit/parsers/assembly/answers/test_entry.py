"""What recognition read doubtfully is left blank, with the words for the officer."""

from __future__ import annotations

import pytest

from parsers.assembly import AssembledForm
from parsers.assembly.answers.doubt import is_doubtful, without_labels
from parsers.assembly.answers.entry import Entry
from parsers.assembly.draft import Draft
from parsers.assembly.pieces import Answer, joined
from parsers.form import Child, ContactForm, Referrer
from parsers.labels import Hub, LabelTables


def entry(record: Child | Referrer, **answers: Answer) -> Entry:
    return Entry(record, "/x", AssembledForm(ContactForm()), answers)


def test_a_date_read_with_little_confidence_is_a_warning_and_no_value() -> None:
    child = Child()
    read = entry(child, dob=Answer("03/04/2015", 1, 0.4))
    read.dob("dob", "age_dob")
    assert child.dob is None
    assert read.result.warnings == ["not read with confidence: 03/04/2015"]


def test_remains_of_rules_are_no_name() -> None:
    child = Child()
    entry(child, surname=Answer("R| H| s|", 1, 0.8)).text("surname")
    assert child.surname is None
    entry(child, surname=Answer("O'Hara-Grant", 1, 0.9)).text("surname")
    assert child.surname == "O'Hara-Grant"


@pytest.mark.parametrize("end", [", PO8 ASY", "\nPO8 ASY.", " PQB 4SY"])
def test_a_postcode_that_was_misread_is_no_part_of_an_address(end: str) -> None:
    child = Child()
    read = entry(child, address=Answer(f"73 Mill Road, Hexby{end}", 1, 0.95))
    read.address()
    assert (child.address, child.postcode) == ("73 Mill Road, Hexby", None)
    assert read.result.warnings == [f"not a postcode: {end.strip(' ,.' + chr(10))}"]


@pytest.mark.parametrize(
    ("written", "sure"),
    [("73 Mill Road, Hexby", 0.95), ("2 HIGH ROAD, OLD BAY", 0.95), ("Flat 2, PO8 ASY", 1)],
)
def test_an_address_that_ends_in_words_or_was_typed_stays_whole(written: str, sure: float) -> None:
    child = Child()
    entry(child, address=Answer(written, 1, sure)).address()
    assert child.address == written


@pytest.mark.parametrize("written", ["8 / 02.05.2017", "8 yrs, 2 May 2017", "2/5/17 (8)"])
def test_an_age_and_a_date_of_birth_in_one_answer_are_both_read(written: str) -> None:
    child = Child()
    read = entry(child, age_dob=Answer(written, 1))
    read.age("age_dob")
    read.dob("age_dob", "age_dob")
    assert (child.age, child.dob) == (8, "2017-05-02")


def test_a_date_of_birth_alone_is_no_age() -> None:
    child = Child()
    entry(child, age_dob=Answer("02/05/2017", 1)).age("age_dob")
    assert child.age is None


def test_a_stroke_before_a_full_stop_in_a_recognised_email_is_an_l() -> None:
    referrer = Referrer()
    entry(referrer, email=Answer("|.kay@mill.example", 1, 0.9)).email(Hub())
    assert referrer.email == "l.kay@mill.example"


def test_a_capital_i_inside_a_recognised_email_in_small_letters_is_an_l() -> None:
    referrer = Referrer()
    entry(referrer, email=Answer("p.kay@millschooI.example", 1, 0.9)).email(Hub())
    assert referrer.email == "p.kay@millschool.example"


def test_a_name_that_two_looks_read_differently_is_left_blank_with_its_words() -> None:
    referrer = Referrer()
    read = entry(referrer, name=Answer("Tan Lovell", 1, 0.8))
    read.text("name")
    assert referrer.name is None
    assert read.result.warnings == ["not read with confidence: Tan Lovell"]
    entry(referrer, name=Answer("Dan Lovell", 1, 0.85)).text("name")
    assert referrer.name == "Dan Lovell"


@pytest.mark.parametrize("misread", ["TLlington", "lola", "illington"])
def test_a_recognised_name_whose_capital_is_no_capital_is_left_blank(misread: str) -> None:
    child = Child()
    entry(child, surname=Answer(misread, 1, 0.95)).text("surname")
    assert child.surname is None


def test_a_typed_name_in_small_letters_stays() -> None:
    child = Child()
    entry(child, surname=Answer("illington")).text("surname")
    assert child.surname == "illington"


@pytest.mark.parametrize("cut", ["p. kay@mill.example", "p.kay@mill. school.example"])
def test_a_recognised_email_with_letters_beside_it_may_be_cut_and_is_left_blank(cut: str) -> None:
    referrer = Referrer()
    read = entry(referrer, email=Answer(cut, 1, 0.9))
    read.email(Hub())
    assert referrer.email is None
    assert len(read.result.warnings) == 1


def _told_of_labels(labels: LabelTables, path: str, text: str, sure: float = 0.9) -> Draft:
    draft = Draft(single={path: Answer(text, 1, sure)})
    without_labels(draft, labels)
    return draft


@pytest.mark.parametrize(
    ("path", "read", "kept"),
    [
        ("referrer.name", "Sheila Lovell Job title", "Sheila Lovell"),
        ("referrer.agency", "Mill Road Primary Telephone", "Mill Road Primary"),
        ("referrer.agency", "Mill Road School Telephone", ""),
        ("referrer.address", "Address", ""),
        ("referrer.agency", "SECTION 2 - REFERRER", ""),
    ],
)
def test_a_label_in_a_recognised_answer_is_taken_out_and_told(
    labels: LabelTables, path: str, read: str, kept: str
) -> None:
    draft = _told_of_labels(labels, path, read)
    assert draft.single[path].text == kept
    assert draft.warnings == [f"a label stands in what was read: {read}"]


@pytest.mark.parametrize(("read", "sure"), [("Mill Road School", 0.9), ("Mill Road School Telephone", 1.0)])
def test_what_an_agency_is_called_and_what_was_typed_stay(
    labels: LabelTables, read: str, sure: float
) -> None:
    assert _told_of_labels(labels, "referrer.agency", read, sure).single["referrer.agency"].text == read


def test_an_ethnicity_that_is_a_printed_option_stays(labels: LabelTables) -> None:
    told = _told_of_labels(labels, "children.ethnicity", "Any other White background")
    assert told.single["children.ethnicity"].text == "Any other White background"


def test_a_recognised_email_whose_at_sign_stood_apart_is_whole() -> None:
    referrer = Referrer()
    entry(referrer, email=Answer("p.kay @mill.example", 1, 0.9)).email(Hub())
    assert referrer.email == "p.kay@mill.example"


@pytest.mark.parametrize("name", ["dob", "phone"])
def test_figures_that_two_looks_read_differently_are_left_blank(name: str) -> None:
    assert is_doubtful(name, "2015-04-03" if name == "dob" else "+447700900123", 0.8)
    assert not is_doubtful(name, "2015-04-03" if name == "dob" else "+447700900123", 0.86)


@pytest.mark.parametrize("read", ["07700", "020 7946 oun"])
def test_a_recognised_number_that_nobody_can_ring_is_left_blank(read: str) -> None:
    assert is_doubtful("phone", read, 0.96)
    assert not is_doubtful("phone", read, 1.0)


def test_words_that_were_guessed_are_no_value_of_any_field() -> None:
    assert is_doubtful("agency", "Castbr ook Conmunity MUS", 0.8)
    assert not is_doubtful("agency", "Eastbrook Community Trust", 0.86)
    assert is_doubtful("reason", "Parents artue ludh rest nigiats", 0.69)
    assert not is_doubtful("reason", "Parents argue loudly most nights", 0.8)


@pytest.mark.parametrize("words", ["-RECEIVED", "RECEIVED 10 NOV 2026", "Scanned by 3", "COPY"])
def test_what_an_office_stamped_on_a_page_answers_nothing(words: str) -> None:
    assert is_doubtful("reason", words, 0.96)


def test_an_answer_that_speaks_of_what_was_received_stays() -> None:
    assert not is_doubtful("reason", "Received a burn to the arm", 0.96)


def test_the_rest_of_a_label_before_a_recognised_answer_makes_it_doubtful() -> None:
    assert is_doubtful("agency", "organisation: The Beacon Academy", 0.96)
    assert not is_doubtful("agency", "The Beacon Academy", 0.96)


def test_half_of_a_recognised_name_is_left_blank() -> None:
    assert is_doubtful("name", "Danuta", 0.96)
    assert not is_doubtful("forename", "Danuta", 0.96)
    assert not is_doubtful("name", "Danuta Stanyon", 0.96)


@pytest.mark.parametrize(
    ("cut", "whole"), [("N34 5NX", "TN34 5NX"), ("E30 1AB", "E20 1AB"), ("W0 1AB", "W1A 1AB")]
)
def test_a_recognised_postcode_of_no_district_lost_its_first_letter(cut: str, whole: str) -> None:
    assert is_doubtful("postcode", cut, 0.96)
    assert not is_doubtful("postcode", whole, 0.96)


@pytest.mark.parametrize(
    "foot", ["Version 7 Restricted Page 1", "Hexby Safeguarding Partnership v4.2", "Confidential Page 2 of 4"]
)
def test_the_foot_of_a_page_is_no_recognised_answer(foot: str) -> None:
    assert is_doubtful("reason", foot, 0.96)
    assert not is_doubtful(
        "reason", f"She wrote about the fight in her diary and showed it to us: {foot}", 0.96
    )


def test_a_short_recognised_answer_with_remains_of_a_rule_is_left_blank() -> None:
    assert is_doubtful("ethnicity", "| 1White Polish", 0.96)
    assert not is_doubtful("ethnicity", "White Polish", 0.96)


def test_a_house_number_that_was_taken_for_letters_makes_an_address_doubtful() -> None:
    assert is_doubtful("address", "ll Wharf Avenue, Hexby", 0.96)
    assert not is_doubtful("address", "11 Wharf Avenue, Hexby", 0.96)
    assert not is_doubtful("address", "Old Mill, Hexby", 0.96)


def test_the_bar_of_the_next_section_is_no_part_of_a_recognised_answer(labels: LabelTables) -> None:
    told = "It would put her at risk.\nPart E Noutier"
    assert _told_of_labels(labels, "concern.reason", told).single["concern.reason"].text == (
        "It would put her at risk."
    )
    kept = "Mum takes part.\nPart of the reason is money."
    assert _told_of_labels(labels, "concern.reason", kept).single["concern.reason"].text == kept


def test_an_answer_that_ends_in_a_dash_was_cut_and_is_left_blank() -> None:
    child = Child()
    read = entry(child, ethnicity=Answer("Asian or Asian British -", 1))
    read.text("ethnicity")
    assert child.ethnicity is None
    assert read.result.warnings == ["cut short where it was read: Asian or Asian British -"]


def test_the_next_question_is_no_answer_to_the_one_before() -> None:
    child = Child()
    read = entry(child, ethnicity=Answer("Days worked:", 1))
    read.text("ethnicity")
    assert child.ethnicity is None
    assert read.result.warnings == ["a label stands where the answer would: Days worked:"]


@pytest.mark.parametrize("cut", ["ann@school.exam", "ann@council.co", "ann@charity.or", "ann@mill.exar"])
def test_a_recognised_email_with_an_ending_of_no_country_or_kind_is_cut(cut: str) -> None:
    assert is_doubtful("email", cut, 0.96)


@pytest.mark.parametrize("whole", ["ann@mill.sch.uk", "ann@nhs.net", "ann@charity.org", "ann@school.example"])
def test_a_recognised_email_with_a_known_ending_stays(whole: str) -> None:
    assert not is_doubtful("email", whole, 0.96)


@pytest.mark.parametrize(
    ("read", "kept"),
    [
        ("Name Rajesh Sandhu", "Rajesh Sandhu"),
        ("Ethnicity White Irish", ""),
        ("First language Polish", ""),
        ("Faith Jones", "Faith Jones"),
    ],
)
def test_a_label_before_a_recognised_name_is_none_of_it(labels: LabelTables, read: str, kept: str) -> None:
    assert _told_of_labels(labels, "referrer.name", read).single["referrer.name"].text == kept


@pytest.mark.parametrize(
    "written", ["I don't know", "don’t know", "I do not know his name", "I'm not sure", "Can't remember"]
)
def test_who_does_not_know_a_name_gives_none(written: str) -> None:
    child = Child()
    entry(child, surname=Answer(written)).text("surname")
    assert child.surname is None


@pytest.mark.parametrize("typed", [1.0, 0.9])
def test_a_date_or_a_number_is_nobodys_name_or_role(typed: float) -> None:
    child, referrer = Child(), Referrer()
    entry(child, forename=Answer("19.03.2009", 1, typed)).text("forename")
    entry(referrer, role=Answer("07700 900427", 1, typed)).text("role")
    assert child.forename is None
    assert referrer.role is None


def test_a_column_of_labels_is_no_name() -> None:
    child = Child()
    words = "Pupil surname DOB Year group Ethnicity Home address Post code"
    entry(child, forename=Answer(words, 1, 0.95)).text("forename")
    assert child.forename is None


def test_a_postcode_read_as_letters_is_no_address() -> None:
    assert is_doubtful("address", "POU UBM", 0.9)
    assert not is_doubtful("address", "9 Mill Road, Hexby", 0.9)


@pytest.mark.parametrize(
    ("name", "read"), [("forename", "Lo\u7400\ufffde"), ("agency", "Ma\u7400ngley School")]
)
def test_a_word_whose_letters_the_document_lost_is_left_blank(name: str, read: str) -> None:
    assert is_doubtful(name, read, 1.0)


@pytest.mark.parametrize("read", ["Zoë Ó Dálaigh", "王 小明", "Łucja", "Anna-Maria (王)"])
def test_a_name_in_another_writing_stands(read: str) -> None:
    assert not is_doubtful("name", read, 1.0)


def test_a_recognised_address_that_runs_on_into_a_long_number_is_left_blank() -> None:
    assert is_doubtful("address", "8 Mill Road, Hexley, NHS 7 No: 999 123 4567", 0.95)
    assert not is_doubtful("address", "Flat 12, 108 Mill Road, Hexley", 0.95)


@pytest.mark.parametrize(
    ("name", "read", "right"),
    [
        ("postcode", "PQ10 6JE", "PO10 6JE"),
        ("address", "132 Long Clese, Hexby", "132 Long Close, Hexby"),
        ("address", "9 Low Streef", "9 Low Street"),
        ("agency", "Fer", "NHS"),
    ],
)
def test_a_place_that_can_be_none_is_doubted_however_surely_it_was_read(
    name: str, read: str, right: str
) -> None:
    assert is_doubtful(name, read, 0.96)
    assert not is_doubtful(name, right, 0.96)
    assert not is_doubtful(name, read, 1.0)


@pytest.mark.parametrize("read", ["HX2 4BD", "QW7 1AA", "TG4 6JH", "WX13 8RN"])
def test_a_postcode_of_no_known_area_stands_where_its_letters_were_surely_seen(read: str) -> None:
    assert not is_doubtful("postcode", read, 0.91)


@pytest.mark.parametrize(
    ("read", "sure"),
    [
        ("V7 4TD", 0.96),  # "IV7"
        ("PD10 6JE", 0.96),  # "PO10"
        ("TG4 6JH", 0.86),  # only the second look agreed with another
    ],
)
def test_a_postcode_of_no_known_area_that_may_be_another_is_doubted(read: str, sure: float) -> None:
    assert is_doubtful("postcode", read, sure)


def test_a_postcode_on_a_line_of_its_own_is_as_sure_as_that_line() -> None:
    referrer = Referrer()
    lines = joined([Answer("31 Mill Read, Hexley", 1, 0.4), Answer("HX3 8RN", 1, 0.93)])
    entry(referrer, address=lines).address()
    assert (referrer.address, referrer.postcode) == (None, "HX3 8RN")


def test_an_address_that_begins_with_no_letter_or_figure_lost_its_number() -> None:
    assert is_doubtful("address", "% LISTER", 0.96)
    assert not is_doubtful("address", "'Fairways', Mill Road", 0.96)


def test_an_address_with_a_date_between_its_commas_is_a_row_of_a_table_and_left_blank() -> None:
    assert is_doubtful("address", "birth, Ida, Vale, 25-02-2023, F, 1 Low Road", 1)
    assert not is_doubtful("address", "Flat 2, 25-27 Low Road, Hexby", 1)
