"""The demonstration's mail server: a real IMAP server in this process, on a loopback port.

pymap keeps the mail in memory. Two things are added: keywords of one's own (it drops those that
it does not know), and delivery without going through APPEND, which is slow there.
"""

from __future__ import annotations

import asyncio
import threading
from argparse import Namespace
from collections.abc import Coroutine
from contextlib import suppress
from datetime import datetime
from types import TracebackType
from typing import Any, Self, TypeVar

from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import Config, Login
from pymap.backend.dict.filter import FilterSet
from pymap.backend.dict.mailbox import MailboxData, MailboxSet
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials.flag import Flag, Wildcard
from pymap.user import Passwords, UserMetadata

_HOST = "127.0.0.1"
_PATIENCE = 20.0
_Result = TypeVar("_Result")


class DemoMailServer:
    """An IMAP server on a thread of its own, with one account and no TLS: for loopback only.

    Use it with `with`, or call `start` and `stop`. Safe to use from threads.
    """

    def __init__(self, user: str = "mash", password: str = "demonstration") -> None:  # noqa: S107  invented
        self.host = _HOST
        self.user = user
        self.password = password
        self._port = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, name="demo-mail", daemon=True)
        self._mailboxes: _KeywordMailboxes | None = None
        self._server: asyncio.Server | None = None

    @property
    def port(self) -> int:
        """The port; 0 before `start`."""
        return self._port

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()
        self._do(self._open())

    def stop(self) -> None:
        """Hang up on everybody; the mail is forgotten."""
        if self._thread.is_alive():
            self._do(self._close())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(_PATIENCE)
        if not self._loop.is_closed():
            self._loop.close()

    def deliver(self, raw: bytes, at: datetime, folder: str = "INBOX") -> None:
        """Put an email into a folder as if the server had taken it `at` (aware)."""
        if at.tzinfo is None:
            raise ValueError("a delivery needs an aware time")
        self._do(self._deliver(raw, at, folder))

    def make_folder(self, name: str) -> None:
        """Make a folder that is not there yet."""
        self._do(self._folders().add_mailbox(name))

    def keywords(self, folder: str = "INBOX") -> list[frozenset[str]]:
        """The flags and keywords of each message, in the order of their UIDs."""
        return self._do(self._keywords(folder))

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    def _do(self, work: Coroutine[Any, Any, _Result]) -> _Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE)

    def _folders(self) -> _KeywordMailboxes:
        if self._mailboxes is None:
            raise RuntimeError("the demonstration's mail server has not been started")
        return self._mailboxes

    async def _open(self) -> None:
        nothing = Namespace(passlib_cfg=None, proxy_protocol=None)
        config = Config(
            nothing,
            host=_HOST,
            port=0,
            demo_data=False,
            demo_user=self.user,
            demo_password=self.password,
            tls_enabled=False,
            secure_auth=False,
            reject_dnsbl=False,  # or it asks the name service about each client
        )
        config.apply_context()
        login = Login(config)
        hashed = await Passwords(config).hash_password(self.password)
        await login.demo_user_identity.set(UserMetadata(config, self.user, password=hashed))
        self._mailboxes = _KeywordMailboxes()
        config.set_cache[self.user] = (self._mailboxes, FilterSet())
        reader = ProxyProtocolReader(config.proxy_protocol)
        self._server = await asyncio.start_server(
            reader.get_callback(IMAPServer(login, config)), host=_HOST, port=0
        )
        self._port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*others, return_exceptions=True), timeout=5)

    async def _deliver(self, raw: bytes, at: datetime, folder: str) -> None:
        mailbox = await self._folders().get_mailbox(folder)
        await mailbox.append(AppendMessage(raw, at, frozenset()), recent=True)

    async def _keywords(self, folder: str) -> list[frozenset[str]]:
        mailbox = await self._folders().get_mailbox(folder)
        messages = [message async for message in mailbox.messages()]
        return [frozenset(str(flag) for flag in message.permanent_flags) for message in messages]


class _KeywordMailbox(MailboxData):
    """A folder that keeps any keyword."""

    @property
    def permanent_flags(self) -> frozenset[Flag]:
        return frozenset({*super().permanent_flags, Wildcard})


class _KeywordMailboxes(MailboxSet):
    """An account whose folders keep any keyword."""

    def __init__(self) -> None:
        super().__init__()
        self._inbox = self._new()

    def _new(self) -> _KeywordMailbox:
        return _KeywordMailbox(self._content_cache, self._thread_cache)

    async def add_mailbox(self, name: str) -> Any:
        await super().add_mailbox(name)
        self._set[name] = folder = self._new()
        return folder.mailbox_id
