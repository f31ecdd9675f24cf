"""Labels that call the child by name are read as labels, and what only names the child is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from parsers.blocks import Cell, Document, Table, Text
from parsers.plain.reading import read_plain

Said = Callable[[Document], dict[str, Any]]

HEAD = "Referrer name: Ann Bell\nReferrer email: ann@bell.example\nChild's name: Ida Vale\n"
WHY = "Reason for referral: Ida came to school with a burn on her hand.\n"


def test_labels_that_call_the_child_by_name_are_read(said: Said) -> None:
    named = "Ida's date of birth: 01/02/2015\nIda's address: 1 Any Street, Portsmouth PO1 1AA\n"
    found = said(
        read_plain(f"{HEAD}{named}{WHY}What Ida says: It was the iron.\nHave I told Ida's parents?: No\n")
    )
    (child,) = found["children"]
    assert (child["dob"], child["postcode"]) == ("2015-02-01", "PO1 1AA")
    assert found["concern"]["child_views"] == "It was the iron."
    assert found["information_sharing"] == {"parents_informed": "no"}


def test_a_surname_in_the_label_is_the_childs_too(said: Said) -> None:
    found = said(read_plain(f"{HEAD}Ida Vale's date of birth: 01/02/2015\n{WHY}"))
    assert found["children"][0]["dob"] == "2015-02-01"


def test_labels_in_cells_call_the_child_by_name_too(said: Said) -> None:
    rows = [
        ("Child's name", "Ida Vale"),
        ("Ida's date of birth", "01/02/2015"),
        ("My worry about Ida?", "She came to school with a burn on her hand."),
    ]
    table = Table(tuple(tuple(Cell((Text(text),)) for text in row) for row in rows))
    (child,) = said(Document((table,), "html"))["children"]
    assert child["dob"] == "2015-02-01"


def test_a_name_with_a_colon_in_the_story_is_no_label(said: Said) -> None:
    story = "Reason for referral: This was said in class.\nIda: he burned me.\nTeacher: who did?\n"
    told = said(read_plain(f"{HEAD}{story}"))
    assert "Ida: he burned me." in told["concern"]["reason"]
    assert [child["forename"] for child in told["children"]] == ["Ida"]


def test_a_form_about_two_children_calls_nobody_the_child(said: Said) -> None:
    both = "Child 1 name: Ida Vale\nChild 2 name: Jo Vale\nIda's date of birth: 01/02/2015\n"
    children = said(read_plain(f"Referrer name: Ann Bell\n{both}{WHY}"))["children"]
    assert [child.get("dob") for child in children] == [None, None]
