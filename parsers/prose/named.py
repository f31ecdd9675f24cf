"""Who is called by a name in plain prose, and which words with a capital letter are nobody's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_APOSTROPHE: Final = re.compile("['’]")


def names(sentence: str) -> Iterator[str]:
    """The words that may be somebody's name, or their initials, in order."""
    for match in _CAPITALISED.finditer(sentence):
        if _APOSTROPHE.split(match.group())[0] not in NO_NAMES:
            yield match.group()


_CAPITALISED: Final = re.compile(r"\b[A-Z][a-z][\w'’-]*|\b[A-Z]{2}\b|\b(?:[A-Z]\.){2}")
NO_NAMES: Final = frozenset(
    re.findall(
        r"\w+",
        "I He She They We You It The This That These Those There Dear Hello Hi Thanks Thank Please My Our His Her Their Your "
        "Regards Kind Best Many Yours When If As At In On To For From And But So Also After Before Since Could Can Would Will "
        "Has Have Had Is Are Was Were Not No Yes Any All Some What Who How Why Where Just Good Morning Afternoon Evening "
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
        "September October November December MASH School Ofsted Brexit Christmas Easter Covid GP IT HR PE UK NHS Team Office "
        # what somebody is called who is not named
        "Driver Passenger Candidate Client Patient Caller Tenant Occupier Resident Claimant Applicant Visitor Customer Neighbour "
        "Nothing Nobody Everyone Everybody Everything Someone Somebody Something Anyone Anybody Each Every Both One Two Three "
        "First Second Third Last Next Then Now Still Once Only Even Here Over While Until During With Without By Of Off Out Up "
        "About Because Although Though Today Yesterday Tonight Tomorrow Do Does Did Got Let Same Again Always Never More Sorry "
        "Female Male Young Old Man Woman Lady Boy Girl Child Pupil Student Baby Mum Mother Dad Father Parent Staff Police Ambulance",
    )
)
