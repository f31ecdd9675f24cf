"""A period's figures by command."""

from __future__ import annotations

from pathlib import Path

from tests.unit.tui.cli.command_line import Mash


def test_a_report_of_each_kind_is_printed_and_audited(polled_mash: Mash) -> None:
    period = ("--from", "2026-01-01", "--to", "2026-12-31")
    table = polled_mash("report", *period, "--format", "csv").stdout
    assert table.splitlines()[0] == "section,row,figure,value"
    page = polled_mash("report", *period).stdout
    assert page.startswith("<!DOCTYPE html>")
    assert "Rowan" not in table + page
    assert "Tidewell" not in table + page


def test_a_report_goes_to_a_new_file_of_its_owner_s(polled_mash: Mash, polled: Path) -> None:
    file = polled / "figures.pdf"
    assert polled_mash("report", "--format", "pdf", "--output", str(file)).returncode == 0
    assert file.read_bytes().startswith(b"%PDF")
    assert file.stat().st_mode & 0o777 == 0o600
    again = polled_mash("report", "--output", str(file))
    assert (again.returncode, again.stderr.count("\n")) == (2, 1)


def test_without_a_word_the_name_of_its_file_says_what_a_report_is(polled_mash: Mash, polled: Path) -> None:
    for name, begins in (
        ("a.pdf", b"%PDF"),
        ("a.csv", b"section,"),
        ("a.htm", b"<!DOCTYPE"),
        ("a", b"<!DOC"),
    ):
        assert polled_mash("report", "--output", str(polled / name)).returncode == 0
        assert (polled / name).read_bytes().lstrip(b"\xef\xbb\xbf").startswith(begins)


def test_days_that_are_none_and_periods_that_run_backwards_are_refused(polled_mash: Mash) -> None:
    for wrong in (
        ("--from", "1/2/2026"),
        ("--from", "2026-02-01", "--to", "2026-01-01"),
        ("--from", "1990-01-01"),
    ):
        done = polled_mash("report", *wrong)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
