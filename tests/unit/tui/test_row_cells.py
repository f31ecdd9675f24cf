"""What a row of a list says where there is little room."""

from __future__ import annotations

from datetime import UTC, datetime

from ingest.views import Row
from tui.widgets.row_cells import cells_of, columns_for

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def sender(words: str, width: int) -> str:
    row = Row("message:7", "A subject", words, NOW, None, "no form")
    return cells_of(
        row, NOW, columns_for(width, timed=False, subjects=True), private=False
    ).from_words.rstrip()


def test_a_senders_address_is_left_out_where_it_does_not_fit_whole() -> None:
    assert sender("Bea Quill <bea.quill@hollowlane.example>", 100) == "Bea Quill"
    assert sender("Bea Quill <bea.quill@hollowlane.example>", 260).endswith("<bea.quill@hollowlane.example>")


def test_an_address_without_a_name_is_cut_where_it_ends() -> None:
    assert sender("<bea.quill@hollowlane.example>", 80).startswith("<bea.q")
    assert sender("bea.quill@hollowlane.example", 80).endswith("…")


def test_who_rang_has_room_before_the_hour_at_which_the_form_is_due() -> None:
    beside_a_record, alone = columns_for(112, timed=True), columns_for(120, timed=True)
    assert (beside_a_record.due, alone.due > 0) == (0, True)
    assert beside_a_record.from_words > alone.from_words
