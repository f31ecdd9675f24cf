"""What earlier calls agree on about a caller of a name, to be offered and looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from ingest.domain.model import Caller
from ingest.store.schema import contact

_MOST = 50  # different ways in which one caller was noted


def known_as(conn: Connection, name: str, agency: str | None) -> Caller | None:
    """A caller of this name (but for capitals), of this agency where one is given; or `None` where
    none called or where callers of two agencies have the name. What their calls say in two ways
    is left blank."""
    said = (
        contact.c.caller_name,
        contact.c.caller_agency,
        contact.c.caller_role,
        contact.c.caller_phone,
        contact.c.caller_email,
    )
    noted = select(*said).where(func.lower(contact.c.caller_name) == name.strip().lower())
    if agency is not None:
        noted = noted.where(func.lower(contact.c.caller_agency) == agency.strip().lower())
    rows = [tuple(row) for row in conn.execute(noted.distinct().order_by(*said).limit(_MOST))]
    if not rows or len(rows) == _MOST or len(_said(rows, 1)) > 1:
        return None
    name_, agency_, role, phone, email = (_agreed(rows, place) for place in range(5))
    return Caller(name_, agency_, role, phone, email)


def _agreed(rows: Sequence[Sequence[Any]], place: int) -> str | None:
    said = _said(rows, place)
    return next(iter(said.values())) if len(said) == 1 else None


def _said(rows: Sequence[Sequence[Any]], place: int) -> dict[str, str]:
    """What is said in this place, by how it reads without capitals."""
    return {str(row[place]).strip().casefold(): str(row[place]) for row in rows if row[place]}
