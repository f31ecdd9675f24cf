"""A bad line between the worker and its mail server: it can be cut, cut in the middle, or stall."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_READ = 65_536
_NEVER = 1 << 62


class CuttingProxy:
    """Passes bytes both ways between a loopback port of its own and `upstream`."""

    def __init__(self, upstream: int) -> None:
        self._upstream = upstream
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._left = _NEVER
        self._flows = threading.Event()
        self._flows.set()
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """End every connection now."""
        with self._lock:
            for sock in self._open:
                with suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)

    def cut_after(self, size: int) -> None:
        """End every connection once the server has sent `size` bytes more: in a literal, most likely."""
        self._left = size

    def stall(self) -> None:
        """Keep what comes until `flow`."""
        self._flows.clear()

    def flow(self) -> None:
        self._flows.set()

    def close(self) -> None:
        self._listener.close()
        self.flow()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self._upstream), timeout=5)
            except OSError:
                near.close()
                continue
            far.settimeout(None)
            with self._lock:
                self._open |= {near, far}
            for source, sink, counts in ((near, far, False), (far, near, True)):
                threading.Thread(target=self._pass_on, args=(source, sink, counts), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket, counts: bool) -> None:
        with suppress(OSError):
            while data := source.recv(_READ):
                self._flows.wait()
                sink.sendall(data[: self._left] if counts else data)
                if counts and self._spent(len(data)):
                    self.cut()
        self._end(source, sink)

    def _spent(self, size: int) -> bool:
        with self._lock:
            if self._left == _NEVER:
                return False
            self._left -= size
            if self._left > 0:
                return False
            self._left = _NEVER
            return True

    def _end(self, *sockets: socket.socket) -> None:
        """Both directions end together; the last one out closes."""
        for sock in sockets:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        with self._lock:
            for sock in sockets:
                if sock in self._open:
                    self._open.discard(sock)
                else:
                    sock.close()


@contextmanager
def before(upstream: int) -> Iterator[CuttingProxy]:
    proxy = CuttingProxy(upstream)
    try:
        yield proxy
    finally:
        proxy.close()
