"""Headings to sections, and titles of a form to none."""

from __future__ import annotations

import pytest

from config import tables
from parsers.labels import LabelTables


@pytest.fixture(scope="module")
def labels() -> LabelTables:
    return LabelTables.from_toml(tables.labels())


@pytest.mark.parametrize(
    ("text", "section", "number"),
    [
        ("Part 4: Who is asking", "referrer", None),
        ("D. Child 1", "children", 1),
        ("SUBJECT 2 of 3", "children", 2),
        ("== Parent or carer 2 ==", "people", 2),
        ("LINKED PERSON 1", "people", 1),
        ("Professional 3", "professionals", 3),
        ("6. Sharing information", "information_sharing", None),
        ("For office use only", "other", None),
    ],
)
def test_a_heading_opens_its_section(
    labels: LabelTables, text: str, section: str, number: int | None
) -> None:
    found = labels.heading(text)
    assert found is not None
    assert (found.section, found.number) == (section, number)


def test_a_marked_heading_in_other_words_opens_its_section_too(labels: LabelTables) -> None:
    text = "Agencies who currently support this household"
    assert labels.heading(text) is None
    found = labels.heading(text, marked=True)
    assert found is not None
    assert found.section == "professionals"


def test_a_forms_title_opens_no_section(labels: LabelTables) -> None:
    assert labels.heading("Inter-Agency Contact Form", marked=True) is None
    assert labels.heading("Multi-Agency Referral Form (MARF)", marked=True) is None


@pytest.mark.parametrize(
    "words",
    ["Rhiant neu ofalwr / Parent or carer 2", "Page: Adult subject 2", "Parent or other adult present 2"],
)
def test_a_title_with_a_number_behind_it_opens_a_block_of_its_own(labels: LabelTables, words: str) -> None:
    found = labels.heading(words)
    assert found is not None
    assert (found.section, found.number, found.block) == ("people", 2, True)


def test_a_number_before_a_title_counts_the_parts_of_the_form(labels: LabelTables) -> None:
    found = labels.heading("2. Adult subject", marked=True)
    assert found is not None
    assert not found.block
