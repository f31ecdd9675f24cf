"""What the command line promises to other programs."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.scripted_imap import Connection, Script, serving
from tests.unit.tui.cli.command_line import CALLS, ROOT, Done, Mash, Polled, fill, run_apart, run_here


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """One reading of a form, noise, nothing and a newsletter."""
    place = fill(tmp_path_factory.mktemp("read") / "place")
    (place / "noise.bin").write_bytes(bytes(range(256)))
    (place / "empty.pdf").write_bytes(b"")
    files = ("mail/form.eml", "noise.bin", "empty.pdf", "mail/news.eml")
    return run_here(place, "read", *files, "--json", "--parts")


def test_every_file_gets_one_line_in_order_whatever_it_holds(read_once: Done) -> None:
    lines = read_once.lines()
    assert [line["file"] for line in lines] == ["mail/form.eml", "noise.bin", "empty.pdf", "mail/news.eml"]
    assert [line["outcome"] for line in lines] == [
        "referral",
        "needs_attention",
        "needs_attention",
        "no_form",
    ]
    assert all(line["reason"] for line in lines if line["outcome"] == "needs_attention")
    assert read_once.returncode == 0


def test_a_value_comes_with_its_words_and_confidence(read_once: Done) -> None:
    [form] = read_once.lines()[0]["forms"]
    assert form["form"]["children"][0]["dob"] == "2015-04-03"
    source = form["sources"]["/children/0/dob"]
    assert source["text"] == "03/04/2015"
    assert 0 < source["confidence"] <= 1


def test_parts_tell_every_leaf_with_its_hash_and_text(read_once: Done) -> None:
    [part] = read_once.lines()[0]["parts"]
    assert set(part) == {"part", "filename", "media_type", "bytes", "sha256", "text"}
    assert "Tidewell" in part["text"]
    assert len(part["sha256"]) == 64


def test_a_file_that_is_not_there_has_its_line_and_an_error(place: Path) -> None:
    done = run_apart(place, "read", "--json", "absent.pdf", "mail/form.eml")
    assert [line["outcome"] for line in done.lines()] == ["needs_attention", "referral"]
    assert all("parts" not in line for line in done.lines())
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_the_same_calls_again_add_nothing(polled_once: Polled, polled_mash: Mash) -> None:
    assert json.loads(polled_once.imported.stdout) == {"added": 1, "unchanged": 0, "rejected": []}
    again = json.loads(polled_mash("calls", "import", "calls.csv", "--json").stdout)
    assert again == {"added": 0, "unchanged": 1, "rejected": []}


def test_a_pass_counts_what_it_fetched_and_the_next_fetches_nothing(polled_once: Polled) -> None:
    first = json.loads(polled_once.first_poll.stdout)
    assert first == {"fetched": 2, "referrals": 1, "no_form": 1, "needs_attention": 0, "failed": 0}
    assert json.loads(polled_once.second_poll.stdout)["fetched"] == 0


def test_the_form_of_a_call_is_exported_with_its_match(polled_mash: Mash) -> None:
    [referral] = polled_mash("export", "referrals", "--json").lines()
    assert referral["message_id"] == "<form@mail.example>"
    [match] = referral["matches"]
    assert (match["contact"], match["status"]) == ("C-1", "auto")
    assert {item["verdict"] for item in match["evidence"]} <= {"agrees", "close", "conflicts", "missing"}


def test_contacts_are_exported_as_a_table(polled_mash: Mash) -> None:
    assert polled_mash("export", "contacts", "--csv").stdout.startswith("id,reference,")


@pytest.mark.usefixtures("heard_of")
def test_a_board_without_work_is_healthy(polled_mash: Mash) -> None:
    status = polled_mash("status", "--json")
    assert status.returncode == 0
    assert json.loads(status.stdout)["counts"]["overdue"] == 0
    assert json.loads(status.stdout)["letters_not_sent"] == 0
    assert polled_mash("audit").returncode == 0


@pytest.mark.usefixtures("heard_of")
def test_a_process_of_its_own_says_and_ends_the_same(polled: Path) -> None:
    status = run_apart(polled, "status", "--json")
    assert (status.returncode, json.loads(status.stdout)["status"]) == (0, "healthy")


def test_monitoring_is_told_of_a_database_that_does_not_open(mash: Mash, place: Path) -> None:
    (place / "mash.db").write_bytes(b"no database" * 1000)
    done = mash("status")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "the file is no database" in done.stderr


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


@pytest.mark.parametrize("arguments", [[], ["calls"], ["matching"]])
def test_a_command_that_was_left_out_is_asked_for_with_the_help(mash: Mash, arguments: list[str]) -> None:
    done = mash(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage: mash")
    assert "⏎" not in done.stderr


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


def test_check_tells_each_part_and_how_to_mend_it(mash: Mash, place: Path) -> None:
    with (place / "mash.toml").open("a", encoding="utf-8") as settings:
        settings.write('[[mailboxes]]\nname = "lost"\nkind = "maildir"\npath = "no-such-folder"\n')
    done = mash("check", "--json")
    findings = {item["what"]: item for item in json.loads(done.stdout)["findings"]}
    assert {"settings", "database", "mailbox mash", "text recognition", "sandbox"} <= set(findings)
    assert all(item["works"] or item["mend"] for item in findings.values())
    assert findings["mailbox mash"]["works"]
    assert not findings["mailbox lost"]["works"]
    assert "path" in findings["mailbox lost"]["mend"]
    assert done.returncode == 1


def test_check_opens_every_folder_though_some_are_not_there(mash: Mash, place: Path) -> None:
    def answer(_connection: Connection, tag: str, command: str) -> bytes | None:
        is_missing = command.startswith("EXAMINE") and "Gone" in command
        return f"{tag} NO [NONEXISTENT] none\r\n".encode() if is_missing else None

    (place / "password").write_text("a-long-password")
    with serving(Script({1: b"Subject: x\r\n\r\n"}, on_command=answer)) as server:
        with (place / "mash.toml").open("a", encoding="utf-8") as settings:
            settings.write(
                f'[[mailboxes]]\nname = "post"\nhost = "127.0.0.1"\nport = {server.port}\ntls = "none"\n'
                'user = "duty"\npassword_file = "password"\nfolders = ["Gone 1", "Gone 2", "Junk"]\n'
            )
        done = mash("check", "--json")
    [post] = [item for item in json.loads(done.stdout)["findings"] if item["what"] == "mailbox post"]
    assert not post["works"]
    assert all(words in post["words"] for words in ("'Gone 1'", "'Gone 2'", "Junk holds 1 messages"))
    assert "password" not in post["mend"]


@pytest.mark.parametrize(
    ("opened", "rights", "told"),
    [
        ("[READ-ONLY] open", "lr", "read-only"),
        ("[READ-WRITE] open", "lrs", "(w)"),
        ("[READ-WRITE] open", "lrsw", None),
        ("[READ-WRITE] open", "NO what", None),
    ],
)
def test_check_tells_beforehand_that_what_is_taken_cannot_be_marked(
    mash: Mash, place: Path, opened: str, rights: str, told: str | None
) -> None:
    def answer(_connection: Connection, tag: str, command: str) -> bytes | None:
        if command.startswith("MYRIGHTS"):
            said = f"* MYRIGHTS INBOX {rights}\r\n{tag} OK done" if rights.islower() else f"{tag} {rights}"
            return f"{said}\r\n".encode()
        if not command.startswith("SELECT"):
            return None
        return f"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n{tag} OK {opened}\r\n".encode()

    script = Script({1: b"Subject: x\r\n\r\n"}, on_command=answer)
    script.capabilities = "IMAP4rev1 ACL"
    (place / "password").write_text("a-long-password")
    with serving(script) as server:
        with (place / "mash.toml").open("a", encoding="utf-8") as settings:
            settings.write(
                f'[[mailboxes]]\nname = "post"\nhost = "127.0.0.1"\nport = {server.port}\ntls = "none"\n'
                'user = "duty"\npassword_file = "password"\nafter = "keyword"\n'
            )
        done = mash("check", "--json")
    [post] = [item for item in json.loads(done.stdout)["findings"] if item["what"] == "mailbox post"]
    assert post["works"] == (told is None)
    assert (told or "") in post["words"]
    assert "INBOX holds 1 messages" in post["words"]
    assert ("Folders" in post["mend"]) == (told is not None)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('[labels]\nfolders = ["no-such-folder"]', "no-such-folder"),
        ('[matching]\nweights = "no-such-file.toml"', "no-such-file.toml"),
        ('[keys]\nno_such_key = "f4"', "no_such_key"),
    ],
)
def test_check_tells_of_tables_that_the_worker_or_the_dashboard_would_refuse(
    mash: Mash, place: Path, written: str, told: str
) -> None:
    with (place / "mash.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n{written}\n")
    done = mash("check", "--json")
    findings = {item["what"]: item for item in json.loads(done.stdout)["findings"]}
    assert not findings["tables"]["works"]
    assert told in findings["tables"]["words"]
    assert {"text recognition", "sandbox"} <= set(findings)
    assert (done.returncode, done.stderr) == (1, "")


def test_the_demonstration_runs_through_without_a_terminal(place: Path) -> None:
    done = run_apart(place, "demo", "--headless", "--json")
    assert done.returncode == 0, done.stderr
    fates = done.lines()
    outcomes = {fate["outcome"] for fate in fates}
    assert outcomes == {"referral", "no_form", "needs_attention"}
    matched = {match["contact"] for fate in fates for match in fate["matches"] if match["status"] == "auto"}
    assert {"DEMO-01", "DEMO-02", "DEMO-05", "DEMO-07"} <= matched


def test_a_demonstration_that_is_told_to_end_leaves_nothing_behind(place: Path) -> None:
    """The stage holds a password and a database: it must not stay in the folder for temporary files."""
    temporary = place / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-P", "-m", "tui", "demo", "--headless"]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(place)}
    with subprocess.Popen(
        command,
        cwd=place,
        env=environment | {"TMPDIR": str(temporary)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stderr is not None
        assert "are being read" in running.stderr.readline()
        assert list(temporary.glob("mash-demo-*/mash.db"))
        running.terminate()
    assert running.returncode == 128 + signal.SIGTERM
    assert list(temporary.iterdir()) == []


def test_status_tells_where_each_folder_stands(polled_mash: Mash) -> None:
    [folder] = json.loads(polled_mash("status", "--json").stdout)["mailboxes"]
    assert (folder["mailbox"], folder["on_server"], folder["fails"]) == ("mash", folder["recorded"], False)
    assert f"{folder['recorded']} recorded so far" in polled_mash("status").stdout


def test_alarm_tells_monitoring_from_outside_that_no_worker_runs(mash: Mash) -> None:
    done = mash("alarm", "--json")
    assert done.returncode == 2
    assert [line["alarm"] for line in done.lines()] == ["worker"]
    assert mash("alarm").stdout.startswith("the worker has never looked at the mailbox")
