"""What a token endpoint may do to whoever asks it: nothing that takes long, or much, or the secret elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from ingest.mailbox.bounded_http import SmallExchanges
from tests.unit.ingest.mailbox.dripping_server import dripping


@pytest.mark.parametrize("of", ["head", "body"])
def test_an_endpoint_that_drips_is_left_after_the_time_for_it(of: str) -> None:
    with dripping(of) as port, pytest.raises(OSError, match=r"."):
        SmallExchanges(silence=5, seconds=0.3, most_bytes=1000).post(f"http://127.0.0.1:{port}/token")


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_drips_is_left_too(scheme: str) -> None:
    exchanges = SmallExchanges(silence=5, seconds=0.3, most_bytes=1000)
    with dripping("head") as port, pytest.raises(OSError, match=r"."):
        exchanges.get(f"{scheme}://login.example/", proxies={scheme: f"http://127.0.0.1:{port}"})


def test_an_answer_is_given_as_it_is_and_no_redirection_is_followed() -> None:
    with answering(307, b"{}", Location="/elsewhere") as (port, asked):
        answer = SmallExchanges(5, 5, 1000).post(
            f"http://127.0.0.1:{port}/token", data={"client_secret": "s"}
        )
    assert (answer.status_code, answer.text, asked) == (307, "{}", ["/token"])
    with pytest.raises(OSError, match="307"):
        answer.raise_for_status()


def test_an_answer_without_end_is_left() -> None:
    with answering(200, b"x" * 5000) as (port, _), pytest.raises(OSError, match="too large"):
        SmallExchanges(5, 5, 1000).get(f"http://127.0.0.1:{port}/token")


@contextmanager
def answering(status: int, body: bytes, **headers: str) -> Iterator[tuple[int, list[str]]]:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815  # the base class's name for it

        def log_message(self, *_: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.server_port, asked
        finally:
            server.shutdown()
            thread.join(timeout=10)
