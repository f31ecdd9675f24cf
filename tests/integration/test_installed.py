"""The wheel, installed where nothing of the checkout is at hand: all that it needs must be inside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FORM = """\
From: Online Forms <noreply@forms.example>
To: mash@hub.example
Subject: Online contact form
Date: Fri, 20 Nov 2026 11:00:00 +0000

ABOUT YOU
Your name: Bea Quill
Your organisation: Hollow Lane School

CHILD 1
First name: Rowan
Last name: Tidewell
Date of birth: 03/04/2015

YOUR CONCERN
What are you worried about?: Rowan says that he is afraid to go home and has old bruises.
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it; what it depends on is lent by this one."""
    home = tmp_path_factory.mktemp("installed")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(home / "dist"), cwd=ROOT)
    _run(sys.executable, "-m", "venv", "--without-pip", str(home / "venv"), cwd=home)
    [wheel] = (home / "dist").iterdir()
    pip = [sys.executable, "-m", "pip", "--python", str(home / "venv" / "bin" / "python"), "--isolated"]
    _run(*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel), cwd=home)
    [libraries] = (home / "venv" / "lib").glob("python*/site-packages")
    (libraries / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home / "venv" / "bin"


def test_the_installed_command_reads_a_form_and_makes_a_database(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "form.eml").write_text(FORM, encoding="utf-8")
    [line] = map(
        json.loads, _run(installed / "mash", "read", "--json", "form.eml", cwd=tmp_path).splitlines()
    )
    [form] = line["forms"]
    assert form["form"]["children"][0]["dob"] == "2015-04-03"
    assert _run(installed / "mash", "database", "upgrade", cwd=tmp_path).startswith("the database is at")
    assert _run(installed / "mash", "list", "awaiting", cwd=tmp_path) == "0 awaiting form\n"


def test_the_installed_dashboard_has_its_style_sheet(installed: Path, tmp_path: Path) -> None:
    program = (
        "import tui.app; from pathlib import Path; "
        "print(Path(tui.app.__file__).parent, Path(tui.app.__file__).with_name('app.tcss').is_file())"
    )
    folder, there = _run(installed / "python", "-P", "-c", program, cwd=tmp_path).split()
    assert Path(folder).is_relative_to(installed.parent)
    assert there == "True"


def _run(*command: str | Path, cwd: Path) -> str:
    env = {"PATH": os.defpath, "HOME": str(cwd)}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
