"""Mail that is no office's business, and mail that is."""

from __future__ import annotations

import pytest

from parsers.prose.office_words import is_outside_the_office

SIGNED = "\n\nKind regards\n\nAny Body\nRanger\nParks Team\nTel: 023 9200 4410\n"


@pytest.mark.parametrize(
    "text",
    [
        "There is somebody small under the tarpaulin by the slipway most nights. Gone before the boats go out.",
        "We found blankets, a doll and a kettle behind the organ on Sunday.",
        "The occupier would not let me past the hall. Every door inside was bolted from our side.",
        "I have a recording of what they shout through the wall. Who wants it?",
        "Customer was asleep on the stairs and could not be woken, two of them beside her.",
        "Please tell someone to go round the back of number twelve tonight.",
        "Fifth letter unanswered, insulin not collected since May, telephone dead.",
    ],
)
def test_what_somebody_came_upon_is_no_offices_business(text: str) -> None:
    assert is_outside_the_office(text, "Hello")
    assert is_outside_the_office(f"Good morning\n\n{text}{SIGNED}", "Hello")


@pytest.mark.parametrize(
    "text",
    [
        "The lift was broken again this morning and the engineer will come on Thursday.",
        "I was told that the printer on our floor had been moved.",
        "She has asked for the slides from the conference. Could you send them to her?",
        "Thanks, he found it.",
        "Our solicitors were asked for the documents and have not seen them.",
        "Lessons learned from a review. A man slept behind the door, and nobody asked who he was.",
        "Please pass on my apologies. Dr Vale will come in my place.",
        "Your refund was sent today and you have it in three days.",
        "The boxes were taken to the archive on Monday.",
        "Noted.",
        "",
    ],
)
def test_what_offices_write_to_each_other_about_is(text: str) -> None:
    assert not is_outside_the_office(text, "Hello")


def test_an_announcement_tells_of_nobody() -> None:
    assert not is_outside_the_office(
        "Swimming starts early next week because of the tides and the moon.", "Pool"
    )
