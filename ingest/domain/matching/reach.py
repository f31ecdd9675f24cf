"""Comparing what a caller can be reached by: telephone numbers and email addresses."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

_NOT_DIGITS = re.compile(r"\D+")
_EXTENSION = re.compile(r"(?:ext|extn|extension|x)\.?\s*\d+\s*$", re.IGNORECASE)
_ANYBODYS = frozenset({
    "gmail.com", "googlemail.com", "hotmail.com", "hotmail.co.uk", "outlook.com", "live.co.uk",
    "live.com", "yahoo.com", "yahoo.co.uk", "icloud.com", "me.com", "aol.com", "btinternet.com",
    "sky.com", "talktalk.net", "virginmedia.com", "msn.com", "proton.me", "nhs.net",
})  # fmt: skip
"""Domains that tell nothing about where somebody works (nhs.net: the whole health service)."""


def national_digits(phone: str | None) -> str:
    """The digits of a United Kingdom number without +44 or the leading nought; "" for none."""
    if not phone:
        return ""
    digits = _NOT_DIGITS.sub("", _EXTENSION.sub("", phone).replace("(0)", ""))
    for prefix in ("0044", "44", "0"):
        if digits.startswith(prefix) and len(digits) - len(prefix) >= 6:
            return digits[len(prefix) :]
    return digits if len(digits) >= 5 else ""


def phone_level(one: str, other: str) -> str:
    """missing, same, local (one has no area code), slip (a figure wrong, left out or too many, or two swapped), switchboard or differs."""
    if not one or not other:
        return "missing"
    if one == other:
        return "same"
    if min(len(one), len(other)) < 9:
        return "local" if len(one) != len(other) and one[-6:] == other[-6:] else "differs"
    if one[-2:] == other[-2:] and OSA.distance(one, other, score_cutoff=1) <= 1:
        return "slip"
    return "switchboard" if one[:-3] == other[:-3] and not one.startswith("7") else "differs"


def email_parts(email: str | None) -> tuple[str, str]:
    """The two sides of an address, in lower case; ("", "") for none."""
    local, at, domain = (email or "").strip().lower().partition("@")
    return (local, domain) if at and local and domain else ("", "")


def email_level(one: tuple[str, str], other: tuple[str, str]) -> str:
    """missing, same, domain (an agency's own) or differs."""
    if not one[0] or not other[0]:
        return "missing"
    if one == other:
        return "same"
    return "domain" if one[1] == other[1] and one[1] not in _ANYBODYS else "differs"
