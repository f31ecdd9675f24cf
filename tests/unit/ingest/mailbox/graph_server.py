"""A Microsoft Graph of one mailbox on a loopback port, which checks what it is asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

TOKEN = "a-token-of-this-test"
USER = "mash@council.example"
ENDS_WITH_THE_LINE = "ends with the line"  # a Content-Length that is not told
Answer = tuple[int, dict[str, str], bytes]


@dataclass
class FakeGraph:
    """`messages` and their changes by id. `say` may answer for a path itself; `None` is the usual."""

    messages: dict[str, bytes] = field(default_factory=dict)
    changes: list[tuple[str, bool]] = field(default_factory=list)
    say: Callable[[str], Answer | None] | None = None
    token: str = TOKEN
    page: int = 2
    asked: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def service(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1.0"

    def add(self, message_id: str, raw: bytes) -> None:
        self.messages[message_id] = raw
        self.changes.append((message_id, True))

    def remove(self, message_id: str) -> None:
        del self.messages[message_id]
        self.changes.append((message_id, False))

    def answer(self, target: str, authorization: str, prefer: str) -> Answer:
        url = urlsplit(target)
        path = unquote(url.path)
        self.asked.append(path)
        if authorization != f"Bearer {self.token}":
            return 401, {}, b"{}"
        if 'IdType="ImmutableId"' not in prefer or not path.startswith(f"/v1.0/users/{USER}/"):
            self.wrong.append(target)
        said = self.say(path) if self.say else None
        if said is not None:
            return said
        if path.endswith("/messages/delta"):
            return self._delta(target, parse_qs(url.query))
        if path.endswith("/$value"):
            raw = self.messages.get(path.split("/")[-2])
            return (404, {}, b"{}") if raw is None else (200, {"Content-Type": "text/plain"}, raw)
        if url.query == "$select=id" and "/messages/" in path:
            known = path.rpartition("/")[2] in self.messages
            return _json({"id": path.rpartition("/")[2]}) if known else (404, {}, b"{}")
        if path.endswith(("/mailFolders", "/childFolders")):
            query = parse_qs(url.query)
            if "page" not in query:  # the first may be empty though the next is not
                return _json({"value": [], "@odata.nextLink": f"{self.service}{target[5:]}&page=2"})
            found = query["$filter"] == ["displayName eq 'Pupils'' mail'"]
            return _json({"value": [{"id": "folder-7"}] if found else []})
        self.wrong.append(target)
        return 404, {}, b"{}"

    def _delta(self, target: str, query: dict[str, list[str]]) -> Answer:
        if "since" not in query and query.get("$select") != ["receivedDateTime"]:
            self.wrong.append(target)
        start = int(query.get("since", ["0"])[0])
        some = self.changes[start : start + self.page]
        here = f"{self.service}{urlsplit(target).path.removeprefix('/v1.0')}?since={start + len(some)}"
        more = start + len(some) < len(self.changes)
        value = [
            {"id": item, "receivedDateTime": "2026-03-29T00:59:30Z"}
            if there
            else {"id": item, "@removed": {"reason": "deleted"}}
            for item, there in some
        ]
        return _json({"value": value, "@odata.nextLink" if more else "@odata.deltaLink": here})


def _json(record: object) -> Answer:
    return 200, {"Content-Type": "application/json"}, json.dumps(record).encode()


@contextmanager
def serving(fake: FakeGraph) -> Iterator[FakeGraph]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 20

        def do_GET(self) -> None:
            if self.headers.get("Accept-Encoding") != "identity":  # an answer cut short would pass for whole
                fake.wrong.append(self.path)
            status, headers, body = fake.answer(
                self.path, self.headers.get("Authorization", ""), self.headers.get("Prefer", "")
            )
            self.send_response_only(status)  # without a date of its own
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                if value != ENDS_WITH_THE_LINE:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            if headers.get("Content-Length", str(len(body))) != str(len(body)):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        fake.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield fake
        finally:
            server.shutdown()
            thread.join(timeout=10)
