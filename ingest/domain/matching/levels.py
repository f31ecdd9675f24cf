"""The levels at which each field can compare: what they mean as a verdict, and in words."""

from __future__ import annotations

from typing import NamedTuple

from ingest.domain.model import Verdict

_A, _C, _X, _M = Verdict.AGREES, Verdict.CLOSE, Verdict.CONFLICTS, Verdict.MISSING


class Level(NamedTuple):
    """What one level of a field means. The words hold no personal data."""

    verdict: Verdict
    words: str


MISSING = Level(_M, "not known on one side or both")

CHILD_LEVELS: dict[str, dict[str, Level]] = {
    "child.forename": {
        "exact": Level(_A, "the same forename"),
        "nickname": Level(_C, "a short form or another spelling of the same forename"),
        "short": Level(_C, "two short forms of one forename"),
        "alias": Level(_C, "the form gives this forename as also known as"),
        "slip": Level(_C, "forenames one slip of the keyboard apart"),
        "sound": Level(_C, "forenames that sound alike"),
        "part": Level(_C, "forenames that share a part"),
        "initial": Level(_C, "only an initial to compare, and it agrees"),
        "near": Level(_C, "forenames one letter apart, the first letter among them"),
        "swapped": Level(_C, "forename and surname swapped"),
        "unborn": Level(_C, "unborn on both sides"),
        "born": Level(_C, "unborn on one side, named on the other"),
        "differs": Level(_X, "different forenames"),
    },
    "child.surname": {
        "exact": Level(_A, "the same surname"),
        "slip": Level(_C, "surnames a slip of the keyboard apart"),
        "sound": Level(_C, "surnames that sound alike"),
        "part": Level(_C, "surnames that share a part"),
        "near": Level(_C, "surnames one letter apart, the first letter among them"),
        "family": Level(_C, "the surname of another person on the form"),
        "swapped": Level(_C, "forename and surname swapped"),
        "differs": Level(_X, "different surnames"),
    },
    "child.dob": {
        "exact": Level(_A, "the same date of birth"),
        "swapped": Level(_C, "day and month swapped"),
        "digit": Level(_C, "dates of birth one figure off"),
        "misheard": Level(_C, "a date of birth that sounds alike"),
        "year": Level(_C, "dates of birth a year apart, same day and month"),
        "age": Level(_C, "the age given fits the date of birth"),
        "age_differs": Level(_X, "the age given does not fit the date of birth"),
        "conflicts": Level(_X, "different dates of birth"),
    },
    "child.address": {
        "house_and_postcode": Level(_A, "the same house and postcode"),
        "house": Level(_A, "the same house; no postcode to compare"),
        "house_not_postcode": Level(_C, "the same house number and street; the postcodes differ"),
        "building": Level(_C, "the same building, another flat"),
        "postcode": Level(_C, "the same postcode; no house to compare"),
        "road": Level(_C, "the same street; no house number to compare"),
        "street": Level(_C, "the same street or postcode, another house"),
        "near": Level(_C, "postcodes one letter apart"),
        "district": Level(_C, "the same part of town"),
        "differs": Level(_X, "different addresses"),
    },
    "child.school": {
        "same": Level(_A, "the same school"),
        "close": Level(_C, "school names that may mean the same"),
        "differs": Level(_X, "different schools"),
    },
    "child.nhs_number": {
        "same": Level(_A, "the same NHS number"),
        "differs": Level(_X, "different NHS numbers"),
    },
}

EVENT_LEVELS: dict[str, dict[str, Level]] = {
    "referrer.name": {
        "exact": Level(_A, "the same name"),
        "slip": Level(_C, "names a slip apart"),
        "surname": Level(_C, "the same surname; no forename to compare, or an initial"),
        "forename": Level(_C, "the same forename; no surname to compare"),
        "initials": Level(_C, "only initials to compare, and they agree"),
        "married": Level(_C, "the same forename, another surname"),
        "differs": Level(_X, "different names"),
    },
    "referrer.agency": {
        "same": Level(_A, "the same agency"),
        "close": Level(_C, "agency names that may mean the same"),
        "differs": Level(_X, "different agencies"),
    },
    "referrer.phone": {
        "same": Level(_A, "the same telephone number"),
        "local": Level(_C, "the same number without its area code"),
        "slip": Level(_C, "telephone numbers one figure off"),
        "switchboard": Level(_C, "numbers of one switchboard"),
        "differs": Level(_X, "different telephone numbers"),
    },
    "referrer.email": {
        "same": Level(_A, "the same email address"),
        "domain": Level(_C, "email addresses of one agency"),
        "differs": Level(_X, "different email addresses"),
    },
    "call.stated_time": {
        "minutes": Level(_A, "the form gives the time of this call"),
        "half_hour": Level(_A, "the form gives this call's time to within half an hour"),
        "hours": Level(_C, "the form gives a time within two hours of this call"),
        "day": Level(_C, "the form gives the day of this call"),
        "days": Level(_C, "the form gives a call within three days of this one"),
        "differs": Level(_X, "the form gives the time of another call"),
    },
    "call.taken_by": {
        "agrees": Level(_A, "the form names the officer who took this call"),
        "differs": Level(_X, "the form names another officer"),
    },
    "call.delay": {
        "two_days": Level(_A, "the form came within two days of the call"),
        "four_days": Level(_C, "the form came two to four days after the call"),
        "week": Level(_C, "the form came four to seven days after the call"),
        "fortnight": Level(_C, "the form came one to two weeks after the call"),
        "month": Level(_X, "the form came two weeks to a month after the call"),
        "long": Level(_X, "the form came more than a month after the call"),
        "just_before": Level(_C, "the form came up to twelve hours before the call was logged"),
        "days_before": Level(_X, "the form came up to a week before the call was logged"),
        "long_before": Level(_X, "the form came more than a week before the call was logged"),
    },
    "call.answered": {
        "open": Level(_A, "the call has no form yet"),
        "answered": Level(_C, "another form already answers the call"),
    },
}
