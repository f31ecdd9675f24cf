"""Reading in a process of its own: results, limits, and what happens when one dies."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from parsers.form import Outcome, Reading
from parsers.labels import Hub, LabelTables
from parsers.mime.leaves import Limits
from parsers.ocr.tesseract import data_folder
from parsers.sandbox import sandbox as sandbox_module
from parsers.sandbox import wire
from parsers.sandbox.sandbox import Sandbox, SandboxUnavailable
from tests.unit.parsers.word97.file_made import para, word_file

FORM = (
    b"From: Any Person <any.person@school.example>\nSubject: form\nMIME-Version: 1.0\n\n"
    b"ABOUT YOU\nYour name: Any Person\nYour organisation: Any School\nYour phone number: 023 9200 0000\n\n"
    b"CHILD 1\nFirst name: Amy\nLast name: Example\nDate of birth: 03/04/2015\nPostcode: PO1 2AB\n\n"
    b"YOUR CONCERN\nReason for referral: Amy came to school with a bruise.\n"
)


def tables() -> LabelTables:
    folder = Path(__file__).parents[4] / "config" / "labels"
    return LabelTables.from_toml({path.name: path.read_text() for path in folder.glob("*.toml")})


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(tables(), Hub()) as running:
        yield running


def servers() -> list[int]:
    """The sandboxes' servers that this process has started; other tests have children of their own."""
    tasks = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    children = [int(pid) for listed in tasks for pid in listed.read_text().split()]
    return [pid for pid in children if b"parsers.sandbox.server" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def test_a_form_read_in_the_sandbox_is_the_form(sandbox: Sandbox) -> None:
    reading = sandbox.read(FORM)
    assert reading.outcome is Outcome.REFERRAL
    assert [child.forename for child in reading.forms[0].form.children] == ["Amy"]
    assert reading.envelope.subject == "form"


def test_a_number_of_any_country_is_read_with_all_files_out_of_reach(sandbox: Sandbox) -> None:
    reading = sandbox.read(FORM.replace(b"023 9200 0000", b"+353 1 679 3211"))
    assert [form.form.referrer.phone for form in reading.forms] == ["+35316793211"]


def test_a_word_97_file_is_read_with_all_files_out_of_reach(sandbox: Sandbox) -> None:
    lines = FORM.partition(b"\n\n")[2].decode("ascii").splitlines()
    reading = sandbox.read(word_file(*map(para, lines)), filename="form.doc")
    assert reading.outcome is Outcome.REFERRAL
    assert [child.forename for child in reading.forms[0].form.children] == ["Amy"]


def test_an_opendocument_text_is_read_with_all_files_out_of_reach(sandbox: Sandbox) -> None:
    lines = "".join(f"<t:p>{line}</t:p>" for line in FORM.decode().split("\n\n", 1)[1].splitlines())
    names = 'xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    content = f"<o:document-content {names}><o:body><o:text>{lines}</o:text></o:body></o:document-content>"
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
    reading = sandbox.read(kept.getvalue(), filename="form.odt")
    assert [child.forename for form in reading.forms for child in form.form.children] == ["Amy"]


@pytest.mark.tesseract
def test_a_picture_is_recognised_with_all_files_out_of_reach(sandbox: Sandbox) -> None:
    if data_folder() is None:
        pytest.skip("Tesseract's data is not installed")
    page = Image.new("L", (1000, 700), 255)
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(44)
    for number, line in enumerate(("First name: Amy", "Last name: Example", "Date of birth: 03/04/2015")):
        draw.text((40, 80 + 160 * number), line, 0, font)
    kept = io.BytesIO()
    page.save(kept, "PNG")
    (part,) = sandbox.read(kept.getvalue(), "page.png").parts
    assert part.text  # how well it is read is for the tests of recognition


@pytest.mark.tesseract
def test_a_picture_of_nothing_is_looked_at_from_all_sides_and_breaks_no_reader(sandbox: Sandbox) -> None:
    if data_folder() is None:
        pytest.skip("Tesseract's data is not installed")
    kept = io.BytesIO()
    Image.new("L", (1000, 700), 255).save(kept, "PNG")
    reading = sandbox.read(kept.getvalue(), "page.png")
    assert "without readable text" in (reading.reason or "")


def test_many_messages_come_back_in_their_order(sandbox: Sandbox) -> None:
    names = [f"Amy{chr(97 + number)}" for number in range(12)]
    items = [(FORM.replace(b"Amy", name.encode()), None) for name in names]
    found = [reading.forms[0].form.children[0].forename for reading in sandbox.read_many(items, workers=3)]
    assert found == names


def test_the_server_has_one_thread_so_that_forks_take_everything_along(sandbox: Sandbox) -> None:
    sandbox.start()
    assert servers()
    for pid in servers():
        assert len(list(Path(f"/proc/{pid}/task").iterdir())) == 1


def test_the_parents_secrets_are_not_in_the_readers_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MASH_MAILBOX_MASH_PASSWORD", "secret")
    with Sandbox(tables(), Hub()) as running:
        running.start()
        environments = [Path(f"/proc/{pid}/environ").read_bytes() for pid in servers()]
    assert environments
    assert not any(b"secret" in environment for environment in environments)


def test_a_server_that_died_is_started_again(sandbox: Sandbox) -> None:
    sandbox.start()
    for pid in servers():
        os.kill(pid, 9)
    assert sandbox.read(FORM).outcome is Outcome.REFERRAL


def test_a_message_that_takes_too_long_keeps_its_envelope() -> None:
    with Sandbox(tables(), Hub(), Limits(message_seconds=0.0)) as hurried:
        reading = hurried.read(FORM + b"words " * 1_000_000)
    assert (reading.outcome, reading.forms) == (Outcome.NEEDS_ATTENTION, [])
    assert "too much time" in (reading.reason or "")
    assert reading.envelope.from_address == "any.person@school.example"


def resident_bytes() -> int:
    """What the largest of the running servers takes by itself; recognisers count by the core."""
    pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in servers()]
    return max(pages) * os.sysconf("SC_PAGESIZE")


def test_a_message_that_takes_too_much_memory_needs_attention(sandbox: Sandbox) -> None:
    sandbox.start()
    room_for_headers = resident_bytes() + 96 * 1024 * 1024
    with Sandbox(tables(), Hub(), Limits(memory_bytes=room_for_headers)) as small:
        reading = small.read(FORM + b"words " * 8_000_000)
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert reading.envelope.subject == "form"


def test_a_message_over_the_limit_keeps_its_envelope(sandbox: Sandbox) -> None:
    with Sandbox(tables(), Hub(), Limits(message_bytes=100)) as narrow:
        reading = narrow.read(FORM)
    assert "larger than the limit" in (reading.reason or "")
    assert reading.envelope.subject == "form"


def scripted(
    monkeypatch: pytest.MonkeyPatch, *tries: tuple[Reading | None, str | None]
) -> list[wire.Request]:
    """Have each try give what is scripted; what was asked is kept."""
    asked: list[wire.Request] = []
    left = list(tries)

    def answer(_self: Sandbox, request: wire.Request, _raw: bytes) -> object:
        asked.append(request)
        reading, leaf = left.pop(0)
        return sandbox_module._Try(reading, leaf)

    monkeypatch.setattr(Sandbox, "_try", answer)
    return asked


def test_a_leaf_that_kills_the_reader_is_set_aside_and_the_rest_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = scripted(monkeypatch, (None, "2"), (Reading(Outcome.REFERRAL), "3"))
    assert Sandbox(tables(), Hub()).read(FORM).outcome is Outcome.REFERRAL
    assert [list(request.set_aside) for request in asked] == [[], ["2"]]


def test_a_message_that_kills_every_reader_needs_attention(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = scripted(monkeypatch, (None, "2"), (None, "3"), (None, None), (None, None))
    reading = Sandbox(tables(), Hub()).read(FORM)
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert reading.reason
    assert (asked[-2].leaves_only, asked[-1].headers_only) == (True, True)


def test_a_message_that_is_too_much_to_read_has_its_leaves_listed(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, asked = Sandbox._try, iter(range(9))

    def fail_at_first(self: Sandbox, request: wire.Request, raw: bytes) -> object:
        return sandbox_module._Try() if next(asked) == 0 else real(self, request, raw)

    monkeypatch.setattr(Sandbox, "_try", fail_at_first)
    reading = sandbox.read(FORM)
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert "too much time" in (reading.reason or "")
    assert [(part.media_type, part.bytes > 0) for part in reading.parts] == [("text/plain", True)]
    assert reading.envelope.subject == "form"


def test_all_tries_together_hold_the_next_message_up_for_less_than_30_seconds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = scripted(monkeypatch, (None, "2"), (None, "3"), (None, None), (None, None))
    Sandbox(tables(), Hub()).read(FORM)
    assert sum(request.seconds for request in asked) < 30


def test_nothing_is_imported_from_the_folder_where_the_caller_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Saved attachments may lie there, and one may be called pickle.py.
    for name in ("pickle", "json", "parsers"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w').close()\n")
    monkeypatch.chdir(tmp_path)
    with Sandbox(tables(), Hub()) as running:
        assert running.read(FORM).outcome is Outcome.REFERRAL
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("where", ["subprocess.Popen", "socket.socketpair"])
def test_a_machine_without_room_for_another_process_is_told_as_a_reader_that_does_not_start(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_left(*_: object, **__: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(f"parsers.sandbox.sandbox.{where}", none_left)
    with Sandbox(tables(), Hub()) as idle, pytest.raises(SandboxUnavailable):
        idle.start()
