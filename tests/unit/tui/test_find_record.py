"""A find tells where the words stood, with those that were looked for made to stand out, by more than a colour."""

from __future__ import annotations

from ingest.views import Passage
from tui.screens.find_record import where_it_stood

STANDS = Passage("nhs_number", "…a bruise\x1b on his arm", ((3, 9), (18, 21)))


def test_what_was_looked_for_stands_out_and_nothing_is_obeyed() -> None:
    told = where_it_stood(STANDS, private=False)
    assert told.plain == "NHS number: …a bruise␛ on his arm"
    assert [told.plain[span.start : span.end] for span in told.spans] == ["bruise", "arm"]
    assert {str(span.style) for span in told.spans} == {"bold underline"}


def test_no_word_of_it_is_shown_where_names_are_hidden() -> None:
    assert where_it_stood(STANDS, private=True).plain == "NHS number: •••"
