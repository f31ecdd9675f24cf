"""Addresses asked a line at a time, stories of several paragraphs, questions that ask on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from parsers.assembly.lines.inline import split_label
from parsers.assembly.lines.unmarked import end_of_label
from parsers.blocks import Cell, Document, Table, Text
from parsers.labels import LabelTables
from parsers.plain.reading import read_plain
from parsers.questions import asking
from parsers.values import read_tri

Said = Callable[[Document], dict[str, Any]]

FORM = """REFERRAL FORM
About you
Your name: Ola Reed
Your organisation: Hexby School

About the child
First name: Ida
Last name: Vale
Date of birth: 01/02/2015
{child}
Your concern
{concern}
Have parents been informed?: No
{why}: It would not be safe.
"""


def form(
    child: str = "", concern: str = "Reason for referral: Bruises.", why: str = "If not, why not?"
) -> Document:
    return read_plain(FORM.format(child=child, concern=concern, why=why))


def test_area_and_town_asked_below_each_other_are_both_of_the_address(said: Said) -> None:
    child = "House number and street\n1 Any Street\nArea\nHexby\nTown or city\nPortsmouth\n"
    assert said(form(child))["children"][0]["address"] == "1 Any Street, Hexby, Portsmouth"


def test_a_story_told_where_its_kind_was_asked_goes_on_in_its_next_paragraph(said: Said) -> None:
    told = "Presenting issues: She came with bruises on both of her arms and would not say how they came.\nHer partner would not leave."
    assert said(form(concern=told))["concern"]["reason"].endswith("Her partner would not leave.")


def test_a_sections_title_in_plain_type_is_no_more_of_the_story_above_it(said: Said) -> None:
    told = "Reason for referral: Bruises on both arms.\nChild's views: I want it to stop.\nParents"
    assert said(form(concern=told))["concern"]["child_views"] == "I want it to stop."


@pytest.mark.parametrize(
    "why", ["If No, please provide an explanation", "If they were not, give details of the reason"]
)
def test_a_question_that_asks_on_is_a_label_in_whatever_words(said: Said, why: str) -> None:
    reason = said(form(why=why))["information_sharing"]["parents_not_informed_reason"]
    assert reason == "It would not be safe."


def test_i_am_worried_below_a_question_is_an_answer_and_no_welsh(said: Said) -> None:
    told = "I am worried: cooking, the baby and all else is left to her."
    cell = Cell((Text("What are you worried about?"), Text(told)))
    blocks = form(concern="").blocks
    document = Document((*blocks[:-2], Table(((cell,),)), *blocks[-2:]), "text")
    assert said(document)["concern"]["reason"] == told


def test_a_bracketed_dialling_code_is_the_answers() -> None:
    assert asking("What is your telephone number?: (023) 9200 0000") is None


def test_a_question_that_ends_in_a_colon_too_asks_the_same() -> None:
    assert asking("What do we know about the past?:") == asking("What do we know about the past?")


def test_a_label_ends_before_an_article_and_a_dialling_code(labels: LabelTables) -> None:
    assert end_of_label("School/setting The Any Nursery", labels) == len("School/setting")
    assert split_label("Tel/Mobile (023) 9200 0000", labels) in {None, ("Tel/Mobile", "(023) 9200 0000")}
    assert end_of_label("Tel/Mobile (023) 9200 0000", labels) != len("Tel/Mobile (023)")


def test_whoever_types_a_curly_apostrophe_does_not_know_either() -> None:
    assert read_tri("Don’t know").value == "not_known"


def test_entries_of_a_digest_are_forms_of_their_own(forms: Callable[[Document], list[Any]]) -> None:
    def entry(number: int, forename: str) -> str:
        return (
            f"#####\nSubmission {number} of 2\nReceived today\n#####\n\nContact made by: Ola Reed\n\nChild\n"
            f"Forename: {forename}\nSurname: Vale\nDate of birth: 01/02/2015\n\nContact\n"
            f"Presenting issues: {forename} came with bruises on both arms and would not say how they came.\n"
            "Previous involvement: None.\nParent aware of contact: Yes\n"
        )

    one, two = forms(read_plain(entry(1, "Ida") + "\n" + entry(2, "Bo")))
    assert [child.forename for child in (*one.form.children, *two.form.children)] == ["Ida", "Bo"]


@pytest.mark.parametrize(
    ("label", "path"),
    [
        ("What do we know about the past?", "concern.history"),
        ("Voice of the child/parent", "concern.child_views"),
        ("Learner's own words", "concern.child_views"),
        ("Relevant history and convictions", "concern.history"),
        ("Referral shared with parents Y/N", "information_sharing.parents_informed"),
        ("Own GP", "children.gp"),
        ("E-mail for feedback", "referrer.email"),
    ],
)
def test_labels_in_words_of_their_own_are_known_by_what_they_are_made_of(
    labels: LabelTables, label: str, path: str
) -> None:
    section = path.partition(".")[0]
    found = labels.field(label, section if section in ("children", "referrer") else None)
    assert found is not None
    assert found.path == path
