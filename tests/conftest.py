"""A store on each engine, a clock that stands still, and a PostgreSQL server where there is one."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from ingest.clock import SetClock
from ingest.desk import Desk
from ingest.store import Ledger, Store
from tests.records import MORNING, SurnameMatcher

_NAMES = (f"mash_test_{number}" for number in count(1))


@pytest.fixture
def clock() -> SetClock:
    return SetClock(MORNING)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database that holds nothing yet, on each engine in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'mash.db'}"
        return
    sockets = request.getfixturevalue("postgresql_server")
    name = next(_NAMES)
    with psycopg.connect(host=str(sockets), user="postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type,unused-ignore]
        yield f"postgresql+psycopg://postgres@/{name}?host={sockets}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type,unused-ignore]


@pytest.fixture
def store(database_url: str, clock: SetClock) -> Iterator[Store]:
    opened = Store.open(database_url, clock)
    opened.ensure_schema()
    yield opened
    opened.close()


@pytest.fixture
def ledger(store: Store) -> Ledger:
    return Ledger(store)


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, "officer", SurnameMatcher())


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Path]:
    """A PostgreSQL server of its own, reached through the sockets in the directory given."""
    programs = _postgresql_programs()
    if programs is None:
        pytest.skip("PostgreSQL's server programs are not installed")
    home = Path(tempfile.mkdtemp(prefix="mash-postgresql-"))
    account: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        try:
            owner = pwd.getpwnam("postgres")
        except KeyError:
            pytest.skip("PostgreSQL has no account to run under")
        os.chown(home, owner.pw_uid, owner.pw_gid)
        account = ["runuser", "-u", "postgres", "--"]

    def run(program: str, *arguments: str) -> None:
        command = [*account, str(programs / program), "-D", str(home / "data"), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=home)

    run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8")
    options = f"-c listen_addresses= -c unix_socket_directories={home} -c fsync=off"
    run("pg_ctl", "-w", "-l", str(home / "log"), "-o", options, "start")
    try:
        yield home
    finally:
        run("pg_ctl", "-w", "-m", "immediate", "stop")
        shutil.rmtree(home)


def _postgresql_programs() -> Path | None:
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return installed[-1].parent if installed else None
