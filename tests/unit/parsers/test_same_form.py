"""One form that came twice in one email, and two that only look alike."""

from __future__ import annotations

from dataclasses import replace

from parsers.form import Child, Concern, ContactForm, ReadForm, Referrer
from parsers.same_form import is_same_form, without_repeats


def read(part: str, child: Child, name: str = "Any Person", agency: str = "Any School") -> ReadForm:
    form = ContactForm(
        referrer=Referrer(name=name, agency=agency),
        children=[child],
        concern=Concern(reason="words about what happened", actions_taken="rang"),
    )
    return ReadForm(part, "text", form)


CHILD = Child(forename="Any", surname="Child", dob="2015-04-03", postcode="PO1 2AB")


def test_a_word_file_and_its_print_are_one_form_and_the_fuller_one_is_kept() -> None:
    short, full = read("2", CHILD), read("3", replace(CHILD, school="Any School"))
    (kept,) = without_repeats([short, full])
    assert kept.part == "3"
    assert kept.warnings == ["the same form also stands in part 2"]


def test_line_breaks_and_case_do_not_make_another_form() -> None:
    assert is_same_form(read("2", CHILD), read("3", replace(CHILD, surname="CHILD", postcode="po12ab")))


def test_forms_about_twins_are_two() -> None:
    assert not is_same_form(read("2", CHILD), read("3", replace(CHILD, forename="Other")))


def test_forms_about_two_families_by_one_referrer_are_two() -> None:
    assert not is_same_form(read("2", CHILD), read("3", replace(CHILD, dob="2016-04-03")))


def test_two_forms_in_one_document_are_two_even_when_alike() -> None:
    assert len(without_repeats([read("2", CHILD), read("2", CHILD)])) == 2


def test_forms_by_two_people_about_one_child_are_two() -> None:
    other = read("3", CHILD, name="Somebody Else", agency="Police")
    other.form.concern = Concern(reason="something else", actions_taken="visited")
    assert not is_same_form(read("2", CHILD), other)


def test_forms_with_too_little_in_common_are_two() -> None:
    bare = ReadForm("2", "text", ContactForm(children=[Child(forename="Any")]))
    assert len(without_repeats([bare, replace(bare, part="3")])) == 2
