"""The looks at lists that officers keep under names of their own."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from ingest.store.schema import saved_filter
from ingest.views import Arrangement, Held, SavedFilter, Sort, View


def of_officer(conn: Connection, officer: str) -> tuple[SavedFilter, ...]:
    """What an officer kept, by name."""
    statement = select(saved_filter).where(saved_filter.c.officer == officer).order_by(saved_filter.c.name)
    return tuple(_filter(row.name, row.look) for row in conn.execute(statement))


def keep(conn: Connection, officer: str, kept: SavedFilter) -> None:
    """Keep a look under its name, in the place of one of that name."""
    forget(conn, officer, kept.name)
    look = {name: value for name, value in asdict(kept).items() if name != "name"}
    conn.execute(insert(saved_filter).values(officer=officer, name=kept.name, look=look))


def forget(conn: Connection, officer: str, name: str) -> None:
    """Keep a look no longer."""
    mine = (saved_filter.c.officer == officer) & (saved_filter.c.name == name)
    conn.execute(delete(saved_filter).where(mine))


def _filter(name: str, look: dict[str, Any]) -> SavedFilter:
    arranged = look["arrangement"]
    held = arranged.get("held")  # what was kept before there was such a thing names nobody
    arrangement = Arrangement(
        Sort(arranged["sort"]), arranged["reverse"], arranged["agency"], Held(held) if held else None
    )
    return SavedFilter(name, View(look["view"]), look["text"], arrangement)
