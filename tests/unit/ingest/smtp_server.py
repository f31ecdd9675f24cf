"""A mail server on this machine that answers as it is told to, and keeps what it took."""

from __future__ import annotations

import socketserver
import threading
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

HANG_UP = b""


@dataclass
class ScriptedSmtp:
    """`answers` has what is said to MAIL, RCPT, DATA and the END of the letter, else 250 (354)."""

    answers: Mapping[str, bytes] = field(default_factory=dict)
    port: int = 0
    letters: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    logins: list[bytes] = field(default_factory=list)


@contextmanager
def serving(script: ScriptedSmtp) -> Iterator[ScriptedSmtp]:
    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            for line in self.rfile:
                word = line.split(b" ")[0].split(b":")[0].strip().upper().decode()
                if word == "AUTH":
                    script.logins.append(b64decode(line.split()[2]))
                if word == "RCPT":
                    script.recipients.append(line.decode().strip())
                if not self.say(word) or (word == "DATA" and not self.take()):
                    return

        def say(self, word: str) -> bool:
            usual = {"DATA": b"354 go on\r\n", "QUIT": b"221 bye\r\n"}.get(word, b"250 fine\r\n")
            answer = script.answers.get(word, usual)
            self.wfile.write(answer)
            return bool(answer) and word != "QUIT"

        def take(self) -> bool:
            if "DATA" in script.answers:
                return True
            lines = []
            for line in self.rfile:
                if line == b".\r\n":
                    break
                lines.append(line)
            script.letters.append(b"".join(lines))
            return self.say("END")

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Conversation) as server:
        script.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield script
        finally:
            server.shutdown()
            thread.join()
