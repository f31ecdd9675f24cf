"""`mash read`: what is opened, and what is printed of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest import bootstrap
from parsers.labels import Hub, LabelTables
from parsers.mime.leaves import Limits
from parsers.sandbox.sandbox import Sandbox
from tests.unit.tui.cli.command_line import FORM, ROOT, Mash, run_apart


def test_a_file_is_told_by_the_name_that_was_given(mash: Mash) -> None:
    done = mash("read", "--json", "./mail/form.eml", "mail//form.eml", "")
    assert [line["file"] for line in done.lines()] == ["./mail/form.eml", "mail//form.eml", ""]


def test_a_name_that_is_no_text_is_told_with_marks(place: Path) -> None:
    name = os.fsdecode(b"mail/\xff.txt")
    (place / name).write_text(FORM, encoding="utf-8")
    [line] = run_apart(place, "read", "--json", name).lines()
    assert (line["file"], line["outcome"]) == ("mail/�.txt", "referral")


def test_a_file_that_may_not_be_read_has_its_line_and_so_have_the_others(
    mash: Mash, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_, **__: False)  # as for an account that is not root
    (place / "closed").mkdir()
    done = mash("read", "--json", "closed", "mail/form.eml")
    assert [line["outcome"] for line in done.lines()] == ["needs_attention", "referral"]
    assert done.returncode == 2


def test_a_pipe_without_a_writer_holds_up_no_file_after_it(mash: Mash, place: Path) -> None:
    os.mkfifo(place / "pipe")
    lines = mash("read", "--json", "pipe", "mail/form.eml").lines()
    assert [line["outcome"] for line in lines] == ["needs_attention", "referral"]


def test_a_file_without_end_is_too_large(mash: Mash, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "sandbox", lambda _: Sandbox(LabelTables(), Hub(), Limits(100_000)))
    [line] = mash("read", "--json", "/dev/zero").lines()
    assert line["outcome"] == "needs_attention"
    assert "larger than the limit" in line["reason"]


def test_what_a_terminal_would_obey_is_an_escape_in_json(mash: Mash, place: Path) -> None:
    hostile = "Rowan\x1b]52;c;AAAA\x07\x9b31m\u202e"
    (place / "form.txt").write_text(FORM.replace("Rowan says", f"{hostile} says"), encoding="utf-8")
    done = mash("read", "--json", "--parts", "form.txt")
    assert done.stdout.isascii()
    assert done.stdout.removesuffix("\n").isprintable()
    assert hostile in done.lines()[0]["parts"][0]["text"]


def test_an_output_that_takes_no_more_is_told_in_one_sentence(place: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "tui", "read", "--json", "mail/form.eml"],
            cwd=place,
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(place)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == "mash: what was asked for could not be written: No space left on device\n"


@pytest.mark.parametrize(
    "arguments",
    ["read --json mail/form.eml", "labels try mail/form.eml", "export contacts --csv", "report", "status"],
)
def test_an_output_that_is_closed_is_told_in_one_sentence(place: Path, arguments: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"exec {sys.executable} -P -m tui {arguments} >&-"],
        cwd=place,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(place)},
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.stderr == "mash: what was asked for could not be written: Bad file descriptor\n"
    assert done.returncode == 1


def test_no_file_takes_the_place_of_a_stream_that_is_closed(place: Path) -> None:
    asked = "import os, sys; from tui.cli import main; sys.argv = ['mash', '--version']\n"
    asked += "try:\n    main()\nfinally:\n    print(os.open('mash.toml', os.O_RDONLY), file=open('number', 'w', encoding='utf-8'))"
    subprocess.run(
        ["/bin/sh", "-c", 'exec "$0" -P -c "$1" <&- >&- 2>&-', sys.executable, asked],
        cwd=place,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(place)},
        check=False,
    )
    assert int((place / "number").read_text(encoding="utf-8")) > 2
