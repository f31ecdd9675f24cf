"""What goes over the socket between `Sandbox` and the process that reads one message.

To the reader: four bytes of length, a request as JSON, then the message to the end. From the
reader: frames of one letter, four bytes of length and the content: "leaf" names the leaf that
is about to be read, "reading" is the answer. Lengths are big-endian.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Final

LEAF: Final = b"l"
READING: Final = b"r"

_CHUNK: Final = 256 * 1024
_MAX_BYTES: Final = {LEAF: 64 * 1024, READING: 96 * 1024 * 1024}
_MAX_FRAMES: Final = 10_000
_LENGTH: Final = struct.Struct(">I")


class Garbled(ValueError):
    """The other side sent what it never should."""


@dataclass(frozen=True, slots=True)
class Request:
    """How to read a message. `set_aside` gives the reason for each leaf not to be touched.

    With `leaves_only` its leaves are listed and none is read; with `headers_only` the rest of the
    message is not looked at.
    """

    filename: str | None = None
    seconds: float = 20.0
    set_aside: dict[str, str] = field(default_factory=dict)
    leaves_only: bool = False
    headers_only: bool = False


def send_request(to: socket.socket, request: Request, raw: bytes) -> None:
    """Send all of it, and say that no more comes. Raises `OSError` if the reader is gone."""
    head = json.dumps(asdict(request)).encode("ascii")
    to.sendall(_LENGTH.pack(len(head)) + head)
    to.sendall(raw)
    to.shutdown(socket.SHUT_WR)


def receive_request(source: socket.socket) -> tuple[Request, bytes]:
    """The request and the message. Raises `Garbled` or `OSError`."""
    (length,) = _LENGTH.unpack(_exactly(source, _LENGTH.size))
    request = Request(**json.loads(_exactly(source, length)))
    raw = bytearray()
    while chunk := source.recv(_CHUNK):
        raw += chunk
    return request, bytes(raw)


def send_frame(to: socket.socket, kind: bytes, content: bytes) -> None:
    """Send one frame. Raises `OSError` if the other side is gone."""
    to.sendall(kind + _LENGTH.pack(len(content)) + content)


def frames(source: socket.socket) -> Iterator[tuple[bytes, bytes]]:
    """Frames until the other side closes. Raises `Garbled`, and `OSError` on a time-out."""
    for _ in range(_MAX_FRAMES):
        kind = source.recv(1)
        if not kind:
            return
        (length,) = _LENGTH.unpack(_exactly(source, _LENGTH.size))
        if length > _MAX_BYTES.get(kind, 0):
            raise Garbled("a frame of no known kind, or too long")
        yield kind, _exactly(source, length)
    raise Garbled("too many frames")


def _exactly(source: socket.socket, size: int) -> bytes:
    got = bytearray()
    while len(got) < size:
        chunk = source.recv(min(_CHUNK, size - len(got)))
        if not chunk:
            raise Garbled("the other side stopped in the middle")
        got += chunk
    return bytes(got)
