"""A mail server and a web server on loopback ports that take alarms, or refuse them."""

from __future__ import annotations

import json
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.integration.certificates import Authority


@dataclass
class FakeSmtp:
    """What it took, and the commands that it heard. `refuses` answers every sender with 451."""

    took: list[Message] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    refuses: bool = False
    port: int = 0


@contextmanager
def smtp(server: FakeSmtp, certificate: Authority | None = None) -> Iterator[FakeSmtp]:
    offers = "250-STARTTLS\r\n250" if certificate else "250"
    replies = {"EHLO": f"250-fake\r\n{offers} AUTH PLAIN", "AUTH": "235 welcome", "QUIT": "221 bye"}
    replies |= {"MAIL": "451 not now"} if server.refuses else {}

    class Handler(socketserver.StreamRequestHandler):
        timeout = 20

        def finish(self) -> None:
            super().finish()
            self.request.close()  # the secured socket is not the one that the server knows

        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        def handle(self) -> None:
            self.say("220 fake")
            while line := self.rfile.readline().decode().strip():
                server.heard.append(line)
                if not self._answer(line.split()[0].upper()) or line.upper() == "QUIT":
                    return

        def _answer(self, word: str) -> bool:
            """Whether there is anybody left to hear the next answer."""
            if word == "STARTTLS":
                return self._secure()
            if word == "DATA":
                self.say("354 go on")
                server.took.append(message_from_bytes(b"".join(iter(self.rfile.readline, b".\r\n"))))
            self.say(replies.get(word, "250 well"))
            return True

        def _secure(self) -> bool:
            assert certificate is not None
            self.say("220 go on")
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate.certificate, certificate.key)
            try:
                self.request = context.wrap_socket(self.request, server_side=True)
            except OSError:
                return False  # the other side did not trust us
            self.setup()
            return True

    with _served(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)) as port:
        server.port = port
        yield server


@dataclass
class FakeHook:
    """What was posted, and the status with which each is answered."""

    took: list[dict[str, Any]] = field(default_factory=list)
    status: int = 204
    port: int = 0

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}/secret-path"


@contextmanager
def webhook(hook: FakeHook, certificate: Authority) -> Iterator[FakeHook]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 20

        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/json"
            hook.took.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(hook.status)
            self.send_header("Location", "https://127.0.0.1:9/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.certificate, certificate.key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that does not trust us
    with _served(server) as port:
        hook.port = port
        yield hook


@contextmanager
def _served(server: socketserver.ThreadingTCPServer | ThreadingHTTPServer) -> Iterator[int]:
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        with server:
            yield int(server.server_address[1])
            server.shutdown()
    finally:
        thread.join(timeout=10)
