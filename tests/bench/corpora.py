"""Does the email reader lose a leaf that another parser finds? Run over a folder of emails.

    python -m tests.bench.corpora FOLDER

Every file's leaves, by the SHA-256 of their decoded bytes, must hold all that mail-parser and
the standard library's two policies find; what those leave encoded, or cut out of a leaf that
is kept whole, counts as found. Prints what is missing and exits 1 if anything is.
"""

from __future__ import annotations

import base64
import email.policy
import hashlib
import logging
import sys
import time
import warnings
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from pathlib import Path

import mailparser

from parsers.mime import Limits, Mail, read_mail
from parsers.mime_transfer import decode_base64


def standard_library_leaves(raw: bytes, policy: email.policy.Policy[Message]) -> Iterator[bytes]:
    message: Message = BytesParser(policy=policy).parsebytes(raw)
    for part in message.walk():
        if not part.is_multipart():
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                yield payload


def mail_parser_leaves(raw: bytes) -> Iterator[bytes]:
    for attachment in mailparser.parse_from_bytes(raw).attachments:
        if attachment["binary"]:
            yield base64.b64decode(attachment["payload"])


def union(raw: bytes) -> dict[str, bytes]:
    """The leaves that any of the three finds, by hash; a parser that raises finds none."""
    found: dict[str, bytes] = {}
    for read in (
        mail_parser_leaves,
        lambda data: standard_library_leaves(data, email.policy.compat32),
        lambda data: standard_library_leaves(data, email.policy.default),
    ):
        try:
            found.update({hashlib.sha256(leaf).hexdigest(): leaf for leaf in read(raw) if leaf.strip()})
        except Exception as error:
            print(f"    another parser raised {type(error).__name__}")
    return found


def is_within(leaf: bytes, mail: Mail) -> bool:
    """Whether a leaf that is kept holds it: a paragraph of a report, or still in base64."""
    return any(leaf.strip() in other.data or decode_base64(leaf) == other.data for other in mail.leaves)


def main(folder: Path) -> int:
    warnings.simplefilter("ignore")
    logging.disable()
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lost = wanted = 0
    spent = 0.0
    for path in files:
        raw = path.read_bytes()
        started = time.perf_counter()
        mail = read_mail(raw, Limits())
        spent += time.perf_counter() - started
        kept = {leaf.sha256 for leaf in mail.leaves}
        others = union(raw)
        wanted += len(others)
        missing = [leaf for sha, leaf in others.items() if sha not in kept and not is_within(leaf, mail)]
        lost += len(missing)
        for leaf in missing:
            print(f"{path.relative_to(folder)}: {len(leaf)} bytes: {leaf[:60]!r}")
    print(f"{len(files)} files, {wanted} leaves found by the others, {lost} not found here; {spent:.2f} s")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
