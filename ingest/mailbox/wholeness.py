"""Whether a message's own structure says that it has come to its end."""

from __future__ import annotations

import re

_HEADER_BYTES = 64 * 1024
_TAIL_BYTES = 4 * 1024  # what may stand behind the last part: footers of mailing lists and scanners
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_BOUNDARY = re.compile(
    rb"^content-type:[ \t]*multipart/(?:[^\r\n]|\r?\n[ \t])*?"
    rb"\bboundary[ \t]*=[ \t]*(?:\"([^\"\r\n]{1,70})\"|([^\s\";]{1,70}))",
    re.IGNORECASE | re.MULTILINE,
)


def closes_itself(raw: bytes) -> bool:
    """Whether the message is of several parts, and the line that closes the last stands at its end. Of a
    message of one part nothing tells."""
    header = _HEADER_END.split(raw[:_HEADER_BYTES], maxsplit=1)[0]
    found = _BOUNDARY.search(header)
    if found is None:
        return False
    closing = b"\n--" + (found[1] or found[2]) + b"--"
    return closing in raw[max(len(header), len(raw) - _TAIL_BYTES) :]
