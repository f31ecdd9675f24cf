"""The words in which a worry is passed on, and words that only look like them."""

from __future__ import annotations

import pytest

from parsers.prose.passed_on import passes_a_worry_on


@pytest.mark.parametrize(
    "sentence",
    [
        "We thought that somebody ought to know.",
        "I felt I should mention it.",
        "It's probably nothing.",
        "I'm not sure who to tell about this.",
        "Didn't know who else to write to.",
        "I'd rather you didn't say who told you.",
        "It's none of my business really.",
        "The man who did it to me teaches there now.",
        "By the way, the lad from the corner was asleep on the stairs again.",
        "New marks above the knee, the other leg this time.",
        "He had a burn on his left ear.",
        "On the form I sent this morning his birthday is wrong.",
        "I submitted a referral last week and have heard nothing.",
        "Please disregard my form, it was meant for another authority.",
        "The referral was sent to you in error.",
        "Sorry, the date of birth should read 3 May 2014.",
        "The flat should be number 6, not 9.",
        "I have put the referral on the channel as the attachment was too big.",
        "I have sent in a form via the portal, which showed an error.",
    ],
)
def test_who_passes_a_worry_on_says_so(sentence: str) -> None:
    assert passes_a_worry_on(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Let me know whether Thursday suits you.",
        "By the way, the printer is mended.",
        "Have you had the booking form we sent?",
        "Mark will chair in the face of the strike.",
        "The marks for the essay are out.",
        "Please disregard the order form in my last message.",
        "We have uploaded the new referral form to the website.",
        "The date of the meeting should read 14 November.",
        "Please tell the others that the room has changed.",
    ],
)
def test_ordinary_talk_passes_no_worry_on(sentence: str) -> None:
    assert not passes_a_worry_on(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Did you get my referral?",
        "Has anyone looked at our contact form yet?",
        "Please confirm receipt of the referral.",
        "Just checking you have received our MARF.",
        "I have heard nothing about my referral.",
        "Any update on the referral?",
        "What is happening with our referral?",
        "I am chasing the referral we spoke of.",
    ],
)
def test_whoever_asks_after_a_form_waits_for_a_child(sentence: str) -> None:
    assert passes_a_worry_on(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Did you get my invoice?",
        "An update on the referral pathway will follow.",
        "Please confirm receipt of this email.",
        "News of the referral form training is on the intranet.",
    ],
)
def test_what_is_asked_of_other_papers_is_no_worry(sentence: str) -> None:
    assert not passes_a_worry_on(sentence)
