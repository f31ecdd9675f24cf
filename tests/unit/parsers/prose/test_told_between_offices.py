"""What one office passes on to another: sent on without a word, told in a name and an event, alleged."""

from __future__ import annotations

import pytest

from parsers.mail.covering_note import sends_something
from parsers.prose.advice import is_advice, is_of_learning
from parsers.prose.concern import Says, what_it_says
from parsers.prose.family_words import is_of_the_work
from parsers.prose.passed_on import passes_a_worry_on
from parsers.prose.sentences import sent_on_words

WORRY = "my sister has started locking her kids in there room at night with a bolt on the outside"


def sent_on(mark: str) -> str:
    return f"See below, not one for us.\n\nLee\nCustomer Services\n\n{mark}\nFrom: Mo\nSent: 2 October 2025\n\n{WORRY}\n"


@pytest.mark.parametrize(
    "mark", ["-----Original Message-----", "Begin forwarded message:", "_______________"]
)
def test_what_is_sent_on_is_weighed_as_if_its_sender_had_written_it(mark: str) -> None:
    assert WORRY in sent_on_words(sent_on(mark), "FW: worried")
    assert what_it_says(sent_on_words(sent_on(mark))) is not Says.NOTHING


def test_what_a_reply_quotes_is_not_sent_on() -> None:
    assert sent_on_words(sent_on("-----Original Message-----"), "Re: printer") == ""
    assert sent_on_words(f"Thanks.\n\nOn 2 Oct 2025 at 10:00, MASH wrote:\n> {WORRY}\n", "printer") == ""
    assert sent_on_words(WORRY) == ""


def test_a_strategy_meeting_about_somebody_is_about_them() -> None:
    assert what_it_says("Invite: Strategy discussion re Dylan R, following bruising seen by school.")
    assert what_it_says("Teams link below.", "Strategy meeting - Dylan R - Tues 10am")
    assert not what_it_says("The strategy meeting on Monday is cancelled.")


def test_an_allegation_about_those_who_look_after_children_is_a_worry() -> None:
    assert passes_a_worry_on(
        "A former employee alleges that a member of staff pinched children who would not nap."
    )
    assert passes_a_worry_on("Year 9 student alleges that Mr T messages her.")


def test_an_inspector_may_see_what_no_inspection_is_about() -> None:
    assert not is_of_the_work("Inspector noticed a cage with child's blanket and beaker in it.")
    assert is_of_the_work("Inspectors found that children get help in time.")


def test_a_session_that_something_happened_before_is_no_training() -> None:
    assert not is_of_learning("The client's toddler had another 'fall' before the session.")
    assert is_of_learning("A session on bruising.")


def test_asking_every_reader_whether_they_know_a_child_is_advice() -> None:
    assert is_advice("Do you know a child under 16 who lives with somebody who is not a relative?")
    assert not is_advice("Do you know that child at number nine?")


@pytest.mark.parametrize(
    "note", ["Please see form.", "Body map as requested.", "Here's the referral", "Form as discussed"]
)
def test_a_note_of_a_few_words_sends_what_it_names(note: str) -> None:
    assert sends_something(note)


def test_a_map_or_a_booking_form_is_not_sent_as_a_form() -> None:
    assert not sends_something("Attached is the site map")
