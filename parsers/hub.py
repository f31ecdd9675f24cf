"""The MASH's own details: printed on every form, and nobody else's."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hub:
    """The MASH's own details, which forms print: never a referrer's."""

    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def owns(self, value: str) -> bool:
        """Whether a telephone number, email address or postcode is the hub's."""
        if "@" in value:
            return value.strip().casefold() in {email.casefold() for email in self.emails}
        if sum(map(str.isdigit, value)) >= 9:
            return _national(value) in {_national(phone) for phone in self.phones}
        return _solid(value) in {_solid(postcode) for postcode in self.postcodes}


def _national(phone: str) -> str:
    return re.sub(r"\D", "", phone)[-9:]


def _solid(text: str) -> str:
    return re.sub(r"\s", "", text).upper()
