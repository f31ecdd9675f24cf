"""What is loaded before the dashboard's first rows stand on the screen."""

from __future__ import annotations

import subprocess
import sys

from tests.pseudo_terminal import ROOT

_LOADED = """
import sys
import tui.cli, tui.cli.desk, tui.keys, tui.app, ingest.desk.first_rows
print(*sys.modules)
"""
# Each takes longer than the board's drawing, or a good part of it.
_LATE = {
    "alembic", "holidays", "phonenumbers", "pydantic", "pydantic_settings", "rapidfuzz", "sqlalchemy",
    "parsers.form", "ingest.domain.matching", "ingest.domain.model", "textual.widgets._text_area",
    "tui.screens.log_call", "tui.screens.key_form", "tui.widgets.form_lines",
}  # fmt: skip


def test_the_first_rows_do_not_wait_for_what_only_the_desk_or_an_act_needs() -> None:
    run = subprocess.run(
        [sys.executable, "-c", _LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert set(run.stdout.split()) & _LATE == set()
