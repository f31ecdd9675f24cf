"""One field copied over a whole form keeps its name, which then says nothing."""

from __future__ import annotations

from parsers.blocks import PageGeometry, Word
from parsers.pdf.field_names import without_copied_names


def page(*names: str) -> PageGeometry:
    words = [Word("x", 0, 10 * at, 50, 10 * at + 8, filled=True, hint=name) for at, name in enumerate(names)]
    return PageGeometry(1, 595, 842, tuple(words), ())


def test_a_name_that_most_fields_have_with_a_number_behind_it_is_left_out() -> None:
    (kept,) = without_copied_names([page("School", *(f"Name of child {at}" for at in range(1, 10)))])
    assert [word.hint for word in kept.words] == ["School", *[None] * 9]


def test_the_names_of_a_few_rows_stay() -> None:
    (kept,) = without_copied_names([page("Name_1", "Name_2", "Name_3", "Telephone")])
    assert [word.hint for word in kept.words] == ["Name_1", "Name_2", "Name_3", "Telephone"]
