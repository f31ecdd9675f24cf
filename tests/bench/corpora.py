"""Files of all kinds through `mash read --json --parts`: is anything lost that others find?

    CORPORA=FOLDER ./run bench corpora

For each file there must be one line, in time. No leaf of an email may be missing that
mail-parser or the standard library's two policies find (by SHA-256; what those leave encoded,
or cut out of a leaf that is kept whole, counts as found); no word of a PDF that PDFium finds,
or pdfplumber where that finds more; no value of a form field; no word of a Word file's body.
Each figure is followed by its exceptions.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from parsers.mime.leaves import Limits, Mail, read_mail
from parsers.mime.transfer import decode_base64
from tests.bench.other_readers import form_values, leaves, letters, pdf_words, word_words

_ROOT = Path(__file__).parents[2]
_SHORTEST = 3  # letters: shorter words are found anywhere
_OUT_OF_TIME = "too much time or memory"

Missing = Callable[[bytes, str], tuple[int, list[str]]]


def read_all(files: Sequence[Path]) -> list[dict[str, Any]]:
    """What the command says of each file."""
    command = [sys.executable, "-P", "-m", "tui", "read", "--json", "--parts", *map(str, files)]
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    print(
        f"{len(files)} files: {len(lines)} lines in {time.perf_counter() - started:.0f} s, exit {done.returncode}"
    )
    print(f"   {dict(Counter(line['outcome'] for line in lines))}")
    _say_exceptions(
        [f"{line['file']}: {line['reason']}" for line in lines if _OUT_OF_TIME in (line["reason"] or "")],
        "out of time or memory",
    )
    return lines


def is_within(leaf: bytes, mail: Mail) -> bool:
    """Whether a leaf that is kept holds it: a paragraph of a report, or still in base64."""
    return any(leaf.strip() in other.data or decode_base64(leaf) == other.data for other in mail.leaves)


def lost_leaves(raw: bytes) -> tuple[int, list[str]]:
    """How many leaves the others find, and those that are not found here."""
    mail = read_mail(raw, Limits())
    kept, others = {leaf.sha256 for leaf in mail.leaves}, leaves(raw)
    missing = [leaf for sha, leaf in others.items() if sha not in kept and not is_within(leaf, mail)]
    return len(others), [f"{len(leaf)} bytes: {leaf[:40]!r}" for leaf in missing]


def _absent(words: Iterable[str], text: str) -> tuple[int, list[str]]:
    """How many words there are, and those that stand nowhere in `text`."""
    wanted = [word for word in words if len(letters(word)) >= _SHORTEST]
    found = letters(text)
    return len(wanted), [word for word in wanted if letters(word) not in found]


def lost_pdf_words(data: bytes, text: str) -> tuple[int, list[str]]:
    """Against the reader that finds more letters."""
    return _absent(max(pdf_words(data), key=lambda words: len(letters("".join(words)))), text)


def lost_values(data: bytes, text: str) -> tuple[int, list[str]]:
    """Values of form fields, each as a whole."""
    values = [value for value in form_values(data) if letters(value)]
    found = letters(text)
    return len(values), [value for value in values if letters(value) not in found]


def lost_word_words(data: bytes, text: str) -> tuple[int, list[str]]:
    """Words of a Word file's body."""
    return _absent(word_words(data), text)


def _compare(what: str, lines: Sequence[dict[str, Any]], suffix: str, missing: Missing) -> int:
    total, lost = 0, []
    for line in lines:
        if line["file"].endswith(suffix):
            text = "\n".join(part["text"] or "" for part in line["parts"])
            count, absent = missing(Path(line["file"]).read_bytes(), text)
            total += count
            lost += [f"{line['file']}: {len(absent)} of {count}: {absent[:4]}"] if absent else []
    return _say(what, total, lost)


def _say(what: str, total: int, lost: list[str]) -> int:
    print(f"{what}: {total} found by the others")
    return _say_exceptions(lost, "with some not found here")


def _say_exceptions(lost: Sequence[str], kind: str) -> int:
    print(f"   files {kind}: {len(lost)}")
    for line in lost:
        print(f"      {line}")
    return len(lost)


def main() -> None:
    """Print the figures for the files below the folder that the environment names."""
    if not os.environ.get("CORPORA"):
        print("set CORPORA to a folder of emails and documents")
        return
    warnings.simplefilter("ignore")
    logging.disable()
    files = sorted(path for path in Path(os.environ["CORPORA"]).rglob("*") if path.is_file())
    lines = read_all(files)
    mail = [path for path in files if path.suffix not in (".pdf", ".docx")]
    found = [(path, *lost_leaves(path.read_bytes())) for path in mail]
    exceptions = [f"{path}: {lost}" for path, _, lost in found if lost]
    _say("leaves of emails", sum(count for _, count, _ in found), exceptions)
    _compare("words of PDFs", lines, ".pdf", lost_pdf_words)
    _compare("values of form fields", lines, ".pdf", lost_values)
    _compare("words of Word files", lines, ".docx", lost_word_words)


if __name__ == "__main__":
    main()
