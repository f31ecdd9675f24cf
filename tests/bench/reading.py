"""How fast forms are read, each figure a ratio to its floor or its peer in the same run.

The documents are made here: a printed form of four pages, a fillable one, a Word form, small
and large emails. A ratio of 15x means fifteen times as fast as the peer; "3.0 of the floor"
means three times as long as the least that any reader must do.
"""

from __future__ import annotations

import base64
import gc
import io
import logging
import os
import statistics
import threading
import time
import warnings
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import mailparser
import pdfplumber
import pypdfium2
from lxml import etree

from config import tables
from parsers.labels import Hub, LabelTables
from parsers.message import read_message
from parsers.mime.leaves import Limits, read_mail
from parsers.pdf import read_pdf
from parsers.readers import recogniser
from parsers.sandbox.sandbox import Sandbox
from parsers.word.reading import read_docx
from tests.bench.fillable import fillable
from tests.bench.mixed_mail import mixed_mail
from tests.bench.papers import GUIDANCE, PAGES, ROWS, printed, word

_ROUNDS = 7
_BURST = 500


def email(number: int, attached: bytes | None = None, kind: str = "pdf") -> bytes:
    """An email whose body or attachment is a form, or neither."""
    message = EmailMessage()
    message["From"] = "Any Person <any.person@school.example>"
    message["Subject"] = f"Message {number}"
    message["Message-ID"] = f"<{number}@mail.example>"
    body = "\n".join(f"{label}: {value}" for label, value in ROWS)
    message.set_content(body if number % 5 == 0 else "Please find it attached.")
    if attached:
        message.add_attachment(attached, maintype="application", subtype=kind, filename=f"a.{kind}")
    return message.as_bytes()


def median(work: Callable[[], object], rounds: int = _ROUNDS) -> float:
    """Seconds of this process, the middle of several rounds after one to warm up.

    Garbage is collected as seldom as in a sandbox's reader, for the peers as for us.
    """
    work()
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000)
    taken = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return statistics.median(taken)


# --- peers and floors --------------------------------------------------------------------


def three_passes(data: bytes) -> None:
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_words()
            page.extract_tables()


def bare_text(data: bytes) -> None:
    document = pypdfium2.PdfDocument(data)
    for page in document:
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()


def unzipped(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))


def by_mail_parser(raw: bytes) -> None:
    for attachment in mailparser.parse_from_bytes(raw).attachments:
        base64.b64decode(attachment["payload"])


# --- the table ---------------------------------------------------------------------------


def say(what: str, ours: float, peer: str, theirs: float, goal: str) -> None:
    faster = theirs / ours
    ratio = f"{faster:6.1f} x as fast" if faster >= 1 else f"{ours / theirs:6.1f} of the floor"
    print(f"{what:34} {ours * 1000:9.2f} ms   {peer:24} {theirs * 1000:9.2f} ms   {ratio:20} goal {goal}")


def documents(labels: LabelTables) -> None:
    paper, form, letter = printed(), fillable(ROWS), word()
    ours = median(lambda: read_pdf(paper, recogniser()))
    say(
        "printed form, 4 pages",
        ours,
        "pdfplumber, 3 passes",
        median(lambda: three_passes(paper), 3),
        ">= 15 x",
    )
    say("printed form, 4 pages", ours, "bare PDFium text", median(lambda: bare_text(paper)), "<= 3.0")
    whole = median(lambda: read_message(paper, filename="form.pdf", tables=labels, hub=Hub()))
    say(
        "printed form, 4 pages, to record",
        whole,
        "bare PDFium text",
        median(lambda: bare_text(paper)),
        "<= 3.0",
    )
    forms = {
        "fillable form, 1 page": form,
        "fillable form, 4 pages": fillable(*PAGES, guidance=[GUIDANCE * 2] * 10),
    }
    for what, data in forms.items():
        ours = median(lambda data=data: read_pdf(data, recogniser()))  # type: ignore[misc]
        theirs = median(lambda data=data: three_passes(data), 3)  # type: ignore[misc]
        say(what, ours, "pdfplumber, 3 passes", theirs, ">= 10 x")
    ours = median(lambda: read_docx(letter))
    say("Word form", ours, "unzip and lxml", median(lambda: unzipped(letter)), "<= 3.0")


def walks() -> None:
    small, large = email(1, b"%PDF-1.4 " * 2000), email(2, os.urandom(3_000_000))
    for what, raw, goal in (("MIME walk, 30 kB", small, ">= 1 x"), ("MIME walk, 4 MB", large, ">= 10 x")):
        ours = median(lambda raw=raw: read_mail(raw, Limits()))  # type: ignore[misc]
        say(what, ours, "mail-parser", median(lambda raw=raw: by_mail_parser(raw)), goal)  # type: ignore[misc]


def sandboxed(labels: LabelTables) -> None:
    """What a process of its own adds to each message, by the clock on the wall."""
    raw = email(1)
    with Sandbox(labels, Hub()) as sandbox:
        sandbox.read(raw)
        inside = sorted(_clocked(lambda: sandbox.read(raw)) for _ in range(40))
    here = sorted(_clocked(lambda: read_message(raw, tables=labels, hub=Hub())) for _ in range(40))
    added = statistics.median(inside) - statistics.median(here)
    print(f"{'sandbox, one small message':34} {added * 1000:9.2f} ms added at the median{'':38} goal < 15 ms")


def burst(labels: LabelTables) -> None:
    """Many mixed emails, as after an outage."""
    mail = [(raw, None) for raw in mixed_mail(_BURST)]
    with Sandbox(labels, Hub()) as sandbox:
        sandbox.start()
        Path("/proc/self/clear_refs").write_text("5")  # forget the peers' own peak
        watch = _PeakOfChildren()
        with watch:
            started = time.perf_counter()
            read = sum(1 for _ in sandbox.read_many(mail))
            taken = time.perf_counter() - started
    own = _kilobytes(os.getpid(), "VmHWM") / 1024
    print(
        f"{f'burst of {read} mixed emails':34} {read / taken:9.1f} messages/s; peak memory: "
        f"parent {own:.0f} MB, any one child {watch.peak / 1024:.0f} MB"
    )


class _PeakOfChildren:
    """The most memory that any one process below this one had (resident, kB), looked at often."""

    def __init__(self) -> None:
        self.peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.02):
            self.peak = max([self.peak, *(_kilobytes(pid, "VmHWM") for pid in _below(os.getpid()))])


def _below(parent: int) -> Iterator[int]:
    for child in _children(parent):
        yield child
        yield from _below(child)


def _children(parent: int) -> list[int]:
    """Those of a process that may end at any moment."""
    try:
        tasks = [task.read_text() for task in Path(f"/proc/{parent}/task").glob("*/children")]
    except OSError:
        return []
    return [int(child) for task in tasks for child in task.split()]


def _kilobytes(pid: int, name: str) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith(name)), 0)


def _clocked(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Print the table."""
    warnings.simplefilter("ignore")
    logging.disable()
    labels = LabelTables.from_toml(tables.labels())
    documents(labels)
    walks()
    sandboxed(labels)
    burst(labels)
