"""A store on each engine, a clock that stands still, and a PostgreSQL server where there is one."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from psycopg.sql import SQL, Identifier
from sqlalchemy import create_engine, insert, text

from ingest.clock import SetClock
from ingest.desk import Desk
from ingest.store import Ledger, Store, schema
from ingest.store.audit import GENESIS
from ingest.store.schema import metadata
from ingest.store.versions import VERSIONS
from tests.records import MORNING, SurnameMatcher

# How fast a machine makes examples and runs them says nothing of what they show: speed is measured in bench/.
# In CI the examples are the same each time: one that is new found a fault in what was there before.
settings.register_profile(
    "unhurried",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("TESTS_SKIPS_FAIL")),
)
settings.load_profile("unhurried")

START_SECONDS = "600"  # pg_ctl's own 60 are few on a machine that is busy elsewhere
ROOM_BYTES = 1 << 29
_NAMES = (f"mash_test_{number}" for number in count(1))


@pytest.fixture
def clock() -> SetClock:
    return SetClock(MORNING)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def engine_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database_url(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database that holds nothing yet, on each engine in turn."""
    if engine_name == "sqlite":
        yield f"sqlite:///{tmp_path / 'mash.db'}"
    else:
        with _database(request.getfixturevalue("postgresql_server")) as url:
            yield url


@pytest.fixture
def store_url(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database that has its tables, on each engine in turn."""
    if engine_name == "sqlite":
        path = shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "mash.db")
        yield f"sqlite:///{path}"
    else:
        url = request.getfixturevalue("postgresql_tables")
        yield url
        _empty(url)


@pytest.fixture
def store(store_url: str, clock: SetClock) -> Iterator[Store]:
    opened = Store.open(store_url, clock)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "mash.db"
    _make_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_tables(postgresql_server: Path) -> Iterator[str]:
    """The URL of one database for all tests: making one takes longer than most tests."""
    with _database(postgresql_server) as url:
        _make_tables(url)
        yield url


def _make_tables(url: str) -> None:
    made = Store.open(url, SetClock(MORNING))
    made.ensure_schema()
    made.close()


def _empty(url: str) -> None:
    """Leave the tables as they were made."""
    engine = create_engine(url)
    tables = ", ".join(f'"{name}"' for name in metadata.tables)
    with engine.begin() as conn:
        conn.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
        conn.execute(insert(schema.change_counter).values(id=1, changes=0))
        conn.execute(insert(schema.audit_head).values(id=1, seq=0, hash=GENESIS))
        conn.execute(text("UPDATE alembic_version SET version_num = :last"), {"last": VERSIONS[-1]})
    engine.dispose()


@contextmanager
def _database(sockets: Path) -> Iterator[str]:
    name = next(_NAMES)
    with psycopg.connect(host=str(sockets), user="postgres", autocommit=True) as server:
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        yield f"postgresql+psycopg://postgres@/{name}?host={sockets}"
        server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


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
    home = Path(tempfile.mkdtemp(prefix="mash-postgresql-", dir=_memory()))
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

    # In a locale that is there wherever Debian is: the caller's need not have been generated.
    run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-c listen_addresses= -c unix_socket_directories={home} -c fsync=off"
    run("pg_ctl", "-w", "-t", START_SECONDS, "-l", str(home / "log"), "-o", options, "start")
    try:
        yield home
    finally:
        run("pg_ctl", "-w", "-t", START_SECONDS, "-m", "immediate", "stop")
        shutil.rmtree(home)


def _memory() -> Path | None:
    """Where the server need not wait for the disk, if there is room: a container often has 64 MB."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or shutil.disk_usage(memory).free < ROOM_BYTES:
        return None
    return memory if os.access(memory, os.W_OK) else None


def _postgresql_programs() -> Path | None:
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return installed[-1].parent if installed else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Where nothing may be missing, say which tests did."""
    skipped = len(terminalreporter.stats.get("skipped", []))
    if skipped and os.environ.get("TESTS_SKIPS_FAIL"):
        terminalreporter.write_line(
            f"{skipped} tests skipped themselves, and here none may: see above for what is missing"
        )


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a test that skips itself is a failure: a missing server must not look like success."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = isinstance(reporter, pytest.TerminalReporter) and reporter.stats.get("skipped")
    if skipped and os.environ.get("TESTS_SKIPS_FAIL") and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
