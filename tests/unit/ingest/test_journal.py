"""The worker's log."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from ingest.clock import SetClock
from ingest.journal import Journal


@pytest.fixture
def logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def test_a_line_is_one_json_object_with_its_time() -> None:
    stream = io.StringIO()
    Journal(SetClock(datetime(2026, 6, 1, 9, 30, tzinfo=UTC)), stream).note("message.stored", uid=7)
    (line,) = stream.getvalue().splitlines()
    assert json.loads(line) == {"at": "2026-06-01T09:30:00.000+00:00", "event": "message.stored", "uid": 7}


def test_a_librarys_warning_is_told_by_kind_and_place_and_never_in_its_words(logging_as_it_was: None) -> None:
    stream = io.StringIO()
    Journal(SetClock(datetime(2026, 6, 1, tzinfo=UTC)), stream).take_over_logging()
    try:
        raise ValueError("the child's name")
    except ValueError:
        logging.getLogger("apscheduler.executors").exception("job of %s failed", "the child's name")
    line = json.loads(stream.getvalue())
    assert (line["event"], line["fault"], line["logger"]) == (
        "library",
        "ValueError",
        "apscheduler.executors",
    )
    assert "child" not in stream.getvalue()


def test_without_a_stream_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    Journal(SetClock(datetime(2026, 6, 1, tzinfo=UTC))).note("anything")
    assert capsys.readouterr() == ("", "")
