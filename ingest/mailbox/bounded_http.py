"""HTTP whose exchanges end in time: libraries wait for each byte anew, so that a header or a body that
drips would hold them for as long as it likes."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

_LONGEST = threading.TIMEOUT_MAX
_CHUNK = 64 * 1024


class BoundedSession(requests.Session):
    """A session that can be cut under whoever waits for it. One exchange at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._socket: socket.socket | None = None
        self._is_cut = threading.Event()
        adapter = _Adapter(self._uses)
        for scheme in ("https://", "http://"):
            self.mount(scheme, adapter)

    @contextmanager
    def ending_within(self, seconds: float) -> Iterator[None]:
        """Within, the connection is cut after so long. Raises `TimeoutError` then: what was being read looks
        as if it had come to its end."""
        timer = threading.Timer(min(max(seconds, 0), _LONGEST), self.cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
        if self._is_cut.is_set():
            raise TimeoutError("an answer that takes too long")

    def cut(self) -> None:
        """End the connection, for good. Never raises; may be called from another thread."""
        self._is_cut.set()
        if self._socket is not None:
            with suppress(OSError):  # by the socket's own method: the secured one's would unwrap it
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    @property
    def is_cut(self) -> bool:
        return self._is_cut.is_set()

    def _uses(self, connected: socket.socket | None) -> None:
        self._socket = connected
        if self._is_cut.is_set():
            if connected is not None:
                connected.close()
            raise TimeoutError("an answer that takes too long")


class _Adapter(HTTPAdapter):
    """Tells of each socket that is used, be it a server's or a proxy's."""

    def __init__(self, uses: Callable[[socket.socket | None], None]) -> None:
        self._pools = _pools(uses)
        super().__init__()

    def init_poolmanager(self, *sizes: Any, **more: Any) -> None:
        super().init_poolmanager(*sizes, **more)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, *proxy: Any, **more: Any) -> Any:
        manager = super().proxy_manager_for(*proxy, **more)
        manager.pool_classes_by_scheme = self._pools
        return manager


def _pools(uses: Callable[[socket.socket | None], None]) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            connected = super()._new_conn()
            uses(connected)
            return connected

    class Secured(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            connected = super()._new_conn()
            uses(connected)
            return connected

        def _tunnel(self) -> None:
            super()._tunnel()
            uses(self.sock)  # a proxy may drip before anything is secured

        def connect(self) -> None:
            super().connect()
            uses(self.sock)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecuredPool(HTTPSConnectionPool):
        ConnectionCls = Secured

    return {"http": PlainPool, "https": SecuredPool}


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, as msal reads it."""

    status_code: int
    text: str
    headers: Mapping[str, str]

    def raise_for_status(self) -> None:
        """Raise `requests.HTTPError` for any status that is none of success."""
        if not 200 <= self.status_code < 300:
            raise requests.HTTPError(f"status {self.status_code}")


class SmallExchanges:
    """What msal sends its questions by. Redirections are not followed, as the secret would go with them.
    Raises `OSError`, whose children the failures of `requests` are."""

    def __init__(self, silence: float, seconds: float, most_bytes: int) -> None:
        """Each answer has `silence` seconds for its next byte, `seconds` for all, and `most_bytes`."""
        self._silence = silence
        self._seconds = seconds
        self._most_bytes = most_bytes

    def get(self, url: str, **more: Any) -> Answer:
        return self._exchange("GET", url, **more)

    def post(self, url: str, **more: Any) -> Answer:
        return self._exchange("POST", url, **more)

    def close(self) -> None:
        """Nothing: no connection is kept."""

    def _exchange(self, method: str, url: str, **more: Any) -> Answer:
        more |= {"timeout": self._silence, "allow_redirects": False, "stream": True}
        with (
            BoundedSession() as session,
            session.ending_within(self._seconds),
            session.request(method, url, **more) as answer,
        ):
            return Answer(answer.status_code, self._body(answer).decode("utf-8", "replace"), answer.headers)

    def _body(self, answer: requests.Response) -> bytes:
        body = bytearray()
        for chunk in answer.iter_content(_CHUNK):
            body += chunk
            if len(body) > self._most_bytes:
                raise OSError("an answer that is too large")
        return bytes(body)
