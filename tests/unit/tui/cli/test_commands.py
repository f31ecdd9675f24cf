"""What the command line promises to other programs."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[4]
Mash = Callable[..., subprocess.CompletedProcess[str]]

FORM = """\
ABOUT YOU
Your name: Bea Quill
Your organisation: Hollow Lane School
Your phone number: 023 9200 0411
Your email address: bea.quill@hollowlane.example

CHILD 1
First name: Rowan
Last name: Tidewell
Date of birth: 03/04/2015
Address: 9 Sprat Street, Portsmouth
Postcode: PO1 9XX

YOUR CONCERN
What are you worried about?: Rowan says that he is afraid to go home and has old bruises.
Have the parents been informed?: No
"""
CALLS = (
    "reference,received_at,caller_name,caller_agency,caller_email,child_forename,child_surname,child_dob,"
    "child_postcode\n"
    "C-1,2026-11-20T09:30,Bea Quill,Hollow Lane School,bea.quill@hollowlane.example,Rowan,Tidewell,2015-04-03,PO1 9XX\n"
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a mailbox of one form and one newsletter, calls, and settings."""
    mail = tmp_path / "mail"
    mail.mkdir()
    (mail / "form.eml").write_bytes(_email(FORM, "Online contact form", "<form@mail.example>"))
    (mail / "news.eml").write_bytes(
        _email("Our autumn newsletter. Unsubscribe at any time.", "Newsletter", "<news@mail.example>")
    )
    (tmp_path / "calls.csv").write_text(CALLS, encoding="utf-8")
    (tmp_path / "mash.toml").write_text(
        '[database]\nurl = "sqlite:///mash.db"\n[[mailboxes]]\nname = "mash"\nkind = "maildir"\npath = "mail"\n',
        encoding="utf-8",
    )
    return tmp_path


@pytest.fixture
def mash(place: Path) -> Mash:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-P", "-m", "tui", *arguments],
            cwd=place,
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(place)},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def _email(body: str, subject: str, message_id: str) -> bytes:
    message = EmailMessage()
    message["From"] = "Online Forms <noreply@forms.example>"
    message["To"] = "mash@hub.example"
    message["Subject"] = subject
    message["Date"] = "Fri, 20 Nov 2026 11:00:00 +0000"
    message["Message-ID"] = message_id
    message["Received"] = "from a.example by b.example; Fri, 20 Nov 2026 11:00:05 +0000"
    message.set_content(body)
    return message.as_bytes()


def _lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_every_file_gets_one_line_in_order_whatever_it_holds(mash: Mash, place: Path) -> None:
    (place / "noise.bin").write_bytes(bytes(range(256)))
    (place / "empty.pdf").write_bytes(b"")
    done = mash("read", "mail/form.eml", "noise.bin", "empty.pdf", "mail/news.eml", "--json")
    lines = _lines(done.stdout)
    assert [line["file"] for line in lines] == ["mail/form.eml", "noise.bin", "empty.pdf", "mail/news.eml"]
    assert [line["outcome"] for line in lines] == [
        "referral",
        "needs_attention",
        "needs_attention",
        "no_form",
    ]
    assert all(line["reason"] for line in lines if line["outcome"] == "needs_attention")
    assert done.returncode == 0


def test_a_value_comes_with_its_words_and_confidence(mash: Mash) -> None:
    [line] = _lines(mash("read", "--json", "mail/form.eml").stdout)
    [form] = line["forms"]
    assert form["form"]["children"][0]["dob"] == "2015-04-03"
    source = form["sources"]["/children/0/dob"]
    assert source["text"] == "03/04/2015"
    assert 0 < source["confidence"] <= 1


def test_parts_tell_every_leaf_with_its_hash_and_text(mash: Mash) -> None:
    [line] = _lines(mash("read", "--json", "--parts", "mail/form.eml").stdout)
    [part] = line["parts"]
    assert set(part) == {"part", "filename", "media_type", "bytes", "sha256", "text"}
    assert "Tidewell" in part["text"]
    assert len(part["sha256"]) == 64


def test_a_file_that_is_not_there_has_its_line_and_an_error(mash: Mash) -> None:
    done = mash("read", "--json", "absent.pdf", "mail/form.eml")
    assert [line["outcome"] for line in _lines(done.stdout)] == ["needs_attention", "referral"]
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_the_whole_path_from_calls_and_mail_to_export_and_status(mash: Mash) -> None:
    assert json.loads(mash("calls", "import", "calls.csv", "--json").stdout) == {
        "added": 1,
        "unchanged": 0,
        "rejected": [],
    }
    assert json.loads(mash("calls", "import", "calls.csv", "--json").stdout)["unchanged"] == 1
    assert json.loads(mash("poll", "--json").stdout) == {
        "fetched": 2,
        "referrals": 1,
        "no_form": 1,
        "needs_attention": 0,
        "failed": 0,
    }
    assert json.loads(mash("poll", "--json").stdout)["fetched"] == 0
    [referral] = _lines(mash("export", "referrals", "--json").stdout)
    assert referral["message_id"] == "<form@mail.example>"
    [match] = referral["matches"]
    assert (match["contact"], match["status"]) == ("C-1", "auto")
    assert {item["verdict"] for item in match["evidence"]} <= {"agrees", "close", "conflicts", "missing"}
    status = mash("status", "--json")
    assert status.returncode == 0
    assert json.loads(status.stdout)["counts"]["overdue"] == 0
    assert mash("audit").returncode == 0
    assert mash("export", "contacts", "--csv").stdout.startswith("id,reference,")


def test_a_bad_row_is_named_and_the_rest_is_kept(mash: Mash, place: Path) -> None:
    (place / "calls.csv").write_text(f"{CALLS}C-2,not a time,,,,,,,\n", encoding="utf-8")
    result = json.loads(mash("calls", "import", "calls.csv", "--json").stdout)
    assert result["added"] == 1
    assert [item["row"] for item in result["rejected"]] == [3]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--config", "absent.toml", "status"],
        ["calls", "import", "absent.csv"],
        ["export", "everything"],
        ["no-such-command"],
        ["read"],
        ["desk"],
    ],
)
def test_a_mistake_is_one_clear_line_and_exit_2(mash: Mash, arguments: list[str]) -> None:
    done = mash(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("mash: ")
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_a_misspelt_setting_is_refused_by_name(mash: Mash, place: Path) -> None:
    (place / "mash.toml").write_text("[databse]\nurl = 'sqlite:///secret-path.db'\n", encoding="utf-8")
    done = mash("status")
    assert done.returncode == 2
    assert "databse" in done.stderr
    assert "secret-path" not in done.stderr


def test_help_loads_neither_the_dashboard_nor_the_readers() -> None:
    program = (
        "import sys; from click.testing import CliRunner; from tui.cli import mash; "
        "CliRunner().invoke(mash, ['--help']); "
        "print([name for name in ('textual', 'sqlalchemy', 'pydantic', 'lxml', 'cv2') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_check_tells_each_part_and_how_to_mend_it(mash: Mash) -> None:
    findings = {item["what"]: item for item in json.loads(mash("check", "--json").stdout)["findings"]}
    assert {"settings", "database", "mailbox mash", "text recognition", "sandbox"} <= set(findings)
    assert all(item["works"] or item["mend"] for item in findings.values())


def test_the_demonstration_runs_through_without_a_terminal(mash: Mash) -> None:
    done = mash("demo", "--headless", "--json")
    assert done.returncode == 0, done.stderr
    fates = _lines(done.stdout)
    outcomes = {fate["outcome"] for fate in fates}
    assert outcomes == {"referral", "no_form", "needs_attention"}
    matched = {match["contact"] for fate in fates for match in fate["matches"] if match["status"] == "auto"}
    assert {"DEMO-01", "DEMO-02", "DEMO-05", "DEMO-07"} <= matched
