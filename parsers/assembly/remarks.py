"""What somebody remarks beside a name that they know in part: "Zara (I don't know the last name)"."""

from __future__ import annotations

import re
from typing import Final

_NOT_KNOWN: Final = r"(?:not|n['’]t|un)[ -]?(?:known|know|sure|certain|given|provided|disclosed|told)|\bunsure|\bno (?:sur|last |family )name|\bn/?k\b"
#: "Zara (surname believed to be Cole)": the surname, with a doubt.
_PERHAPS: Final = re.compile(
    r"(?:(?<!\s)\s++)?[(\[]\s*(?:sur|last |family )name\s*:?\s*(?:is |(?:is )?(?:believed|thought|understood|said|likely) to be |may be |might be |could be |possibly |probably |\? ?)?"
    r"(?P<surname>[A-Z][^\W\d_]*(?:[ '’-][A-Z][^\W\d_]*)*)\s*\??\s*[)\]]"
)
#: "Ann Vale (née Cole)": another name, and no part of this one.
_BORN_AS: Final = re.compile(
    r"(?:(?<!\s)\s++)?(?:[(\[,]\s*)?\b(?:n[ée]e|formerly|previously|maiden name)\b\s*:?\s+[^()\[\],]+[)\]]?\s*$",
    re.IGNORECASE,
)
_REMARK: Final = re.compile(
    rf"(?:(?<!\s)\s++)?[(\[]\s*\?{{1,3}}\s*[)\]]|(?:(?<!\s)\s++)?[(\[](?=[^()\[\]]*(?:{_NOT_KNOWN}))[^()\[\]]*[)\]]|"
    rf"(?:(?<!\s)\s++)?(?:[,;–-]\s+|(?<=\s))(?:i (?:do|am)\b|(?:the )?(?:sur|fore|last |first |family |full )names?\b)(?=[^,;]*(?:{_NOT_KNOWN}))[^,;]*$",
    re.IGNORECASE,
)


def without_remark(name: str) -> str:
    """The name as far as it is known; the text itself where that is nothing."""
    told = _PERHAPS.sub(lambda found: f" {found['surname']}", name)
    return _REMARK.sub("", told).strip(" ,;–-") or name


def without_maiden_name(name: str) -> str:
    """ "Ann Vale (née Cole)" without what she was called before; the text itself where nothing else is left."""
    return _BORN_AS.sub("", name).strip(" ,;–-") or name
