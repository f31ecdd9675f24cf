"""Patterns that letters and their sentences share: names, dates and what says that somebody was born."""

from __future__ import annotations

import re
from typing import Final

DATE: Final = r"\d{1,2}(?:st|nd|rd|th)?[\s./-]+(?:[A-Za-z]{3,9}|\d{1,2})[\s./,-]+\d{2,4}"
#: A name is a word or two, and none is longer: of a file pasted as letters each one would be tried to its end.
WORD: Final = r"[A-Z][^\W\d_]{0,40}+(?:['’\-][^\W\d_]{1,40}+){0,4}+"
NAME: Final = rf"{WORD}(?:\s+(?:{WORD}|de|van|der|von|bin|al|da|la)){{1,4}}"
BORN: Final = r"(?i:date\s+of\s+birth|d\.?\s?o\.?\s?b\.?|born(?:\s+on)?)"
NOT_A_NAME: Final = re.compile(
    r"\b(?:referral|concerns?|safeguarding|child|children|family|report|meeting|contact|form|your|our|letter|attendance|invoice|case|update|urgent|confidential)\b",
    re.IGNORECASE,
)
#: "ED Registrar", who signs by what they are: nobody's name.
ONLY_A_ROLE: Final = re.compile(
    r"(?!(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\b).*\b(?:registrar|nurse|visitor|teacher|officer|practitioner|manager|midwife|consultant|therapist|psychologist|"
    r"worker|adviser|advisor|paramedic|clinician|administrator|secretary|receptionist|co-?ordinator|team)",
    re.IGNORECASE,
)
