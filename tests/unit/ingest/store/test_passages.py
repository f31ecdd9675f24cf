"""Where what was looked for stands in a record's own words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.store import passages
from ingest.store.findable import spelt_otherwise
from ingest.store.passages import LENGTH, of_form, passage

FILLER = "nothing of note " * 40


@pytest.mark.parametrize(
    ("said", "query", "found"),
    [
        ("He came in with a BRUISE and bruises", "bruis", ["BRUISE", "bruises"]),
        ("Zoë Müller rang, and O’Brien's aunt", "zoe muller obriens", ["Zoë", "Müller", "O’Brien's"]),
        ("born 3 Apr 2015, seen 04/04/2015", "3/4/15", ["3 Apr 2015"]),
        ("ring (023) 9200 0366 or 02392 000367", "+442392000366", ["(023) 9200 0366"]),
        ("ring 07700900555", "900555", ["07700900555"]),
        ("PO4 9ZZ", "po49zz", ["PO4 9ZZ"]),
        ("NHS 943 476 5919 on the letter", "9434765919", ["943 476 5919"]),
    ],
)
def test_what_was_found_is_marked_as_it_is_written(said: str, query: str, found: list[str]) -> None:
    stands = passage([("concern", f"{FILLER}{said}")] if len(said) > 10 else [("postcode", said)], query)
    assert stands is not None
    assert [stands.text[start:end] for start, end in stands.marks] == found


def test_the_place_where_most_of_the_words_stand_together_is_shown_with_a_little_before_it() -> None:
    said = [("subject", "A bruise"), ("email", f"a bruise. {FILLER}Sam has a bruise on his arm. {FILLER}")]
    stands = passage(said, "bruise arm")
    assert stands is not None
    assert stands.of == "email"
    assert stands.text.startswith("…nothing of note Sam has a bruise on his arm. nothing")
    assert stands.text.endswith("…")
    assert passage(said, "elbow") is None


@pytest.mark.parametrize("query", ["bruise arm", "3/4/15"])
def test_an_email_is_read_no_further_than_to_where_all_words_stand_together(query: str) -> None:
    told = [("attachment", "a bruise on his arm, born 3 Apr 2015"), ("attachment", "bruise arm 3/4/15")]
    looked_at = list[str]()

    def looked_through(text: str, *, numbers: bool = True) -> Iterator[tuple[int, int, list[str]]]:
        looked_at.append(text)
        return spelt_otherwise(text, numbers=numbers)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passages, "spelt_otherwise", looked_through)
        said = iter(told)
        stands = passage(said, query)
    assert stands is not None
    assert stands.text.endswith("born 3 Apr 2015")
    assert list(said) == told[1:] if query == "bruise arm" else looked_at == [told[0][1]]


def test_a_form_says_its_childs_whole_name_and_its_dates_as_people_write_them() -> None:
    said = of_form(
        {"children": [{"forename": "Zoe", "surname": "Quill", "dob": "2015-04-03", "unborn": "no"}]}
    )
    assert list(said) == [
        ("name", "Zoe Quill"),
        ("forename", "Zoe"),
        ("surname", "Quill"),
        ("dob", "2015-04-03"),
        ("dob", "3 April 2015"),
    ]


@given(st.text(st.sampled_from("ab1 \n'’é-/."), max_size=400), st.text(st.sampled_from("ab1 é'"), max_size=8))
def test_whatever_is_found_marks_stand_in_order_within_the_text(said: str, query: str) -> None:
    stands = passage([("concern", said)], query)
    if stands is not None:
        places = [place for mark in stands.marks for place in mark]
        assert places
        assert places == sorted(places)
        assert places[-1] <= len(stands.text) <= LENGTH + 2
