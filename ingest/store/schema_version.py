"""Which version of the schema a database has, and how it is brought up to date.

The version is read without Alembic, which takes longer to import than most commands run.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, Select, Text, inspect, select
from sqlalchemy.sql import column, table

from ingest.errors import SchemaOutOfDate
from ingest.store.engine import reading, writing
from ingest.store.versions import VERSIONS

_MIGRATIONS = Path(__file__).parent / "migrations"
_VERSION: Select[str] = select(column("version_num", Text)).select_from(table("alembic_version"))


def ensure(engine: Engine) -> None:
    """Make the tables in an empty database; refuse one of another version.

    Raises `SchemaOutOfDate`: upgrading somebody's records is an act of its own.
    """
    with reading(engine) as conn:
        version = _version(conn)
        empty = version is None and not inspect(conn).get_table_names()
    if empty:
        upgrade(engine)
    elif version is None:
        raise SchemaOutOfDate("The database holds tables of another program: name another database.")
    elif version not in VERSIONS:
        raise SchemaOutOfDate("The database is of a newer version of this program: install that version.")
    elif version != VERSIONS[-1]:
        raise SchemaOutOfDate


def upgrade(engine: Engine) -> str:
    """Bring the database to this version, all of it or nothing; return the version.

    Raises `SchemaOutOfDate` for a database of a newer version.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    with writing(engine) as conn:
        version = _version(conn)
        if version is not None and version not in VERSIONS:
            raise SchemaOutOfDate("The database is of a newer version of this program: install that version.")
        config.attributes["connection"] = conn
        command.upgrade(config, "head")
    return VERSIONS[-1]


def _version(conn: Connection) -> str | None:
    if not inspect(conn).has_table("alembic_version"):
        return None
    return conn.execute(_VERSION).scalar()
