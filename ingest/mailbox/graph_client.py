"""Asking Microsoft Graph: the token, its renewal, being told to wait, and limits on time and size.

Only the configured host is ever asked: a link in an answer that leads elsewhere is refused, for
the token would go with the question. Redirections are not followed.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ingest.mailbox.errors import (
    FolderMissing,
    LeftAlone,
    MailboxError,
    MailboxUnreachable,
    TokenRefused,
)
from ingest.mailbox.oauth import TokenSource
from ingest.mailbox.patience import Patience

if TYPE_CHECKING:
    import requests

    from ingest.mailbox.bounded_http import BoundedSession

_PAGE_BYTES = 32 * 1024 * 1024
_CHUNK = 256 * 1024
_HEADERS = 256 * 1024
_TRIES = 4
_PREFER = 'IdType="ImmutableId", odata.maxpagesize=500'
_WAIT = 5.0
_LONGEST_WAIT = 60.0
_MOST_DIGITS = 10
_BUSY = {429, 502, 503, 504}


class NotThere(FolderMissing):
    """The mailbox has no such folder or message: check user, folder and folders in its settings."""


class Gone(MailboxError):
    """The mail server would not answer this question: it will be asked anew."""


class TooLarge(Exception):
    """More than was asked for; `headers` holds the beginning of it, up to the first empty line."""

    def __init__(self, headers: bytes = b"") -> None:
        super().__init__()
        self.headers = headers


class GraphClient:
    """Questions to one Graph service, over one connection. Used by one thread."""

    def __init__(
        self, service: str, tokens: TokenSource, pause: Callable[[float], object] | None = None
    ) -> None:
        """`service` is such as `https://graph.microsoft.com/v1.0`."""
        self._service = service
        self._tokens = tokens
        self._pause = pause
        self._session: BoundedSession | None = None

    def record(self, path: str, patience: Patience) -> Mapping[str, Any]:
        """A JSON object. `path` is one below the service, or a link that it gave. Raises `MailboxError`."""
        try:
            found = json.loads(self._asked(path, patience, _PAGE_BYTES)[0])
        except (ValueError, RecursionError, TooLarge):
            raise MailboxError("the mail server gave an answer that cannot be understood") from None
        if not isinstance(found, dict):
            raise MailboxError("the mail server gave an answer that cannot be understood")
        return found

    def content(self, path: str, patience: Patience, limit: int) -> bytes:
        """Bytes as they are. Raises `TooLarge` beyond `limit`, `NotThere`, `Gone`, `MailboxError`."""
        body, is_measured = self._asked(path, patience, limit)
        if not is_measured and self._asked(path, patience, limit)[0] != body:
            raise MailboxError("the mail server gave a message that broke off")
        return body

    def close(self) -> None:
        """End the connection. Never raises."""
        session, self._session = self._session, None
        if session is not None:
            session.close()

    def _asked(self, path: str, patience: Patience, limit: int) -> tuple[bytes, bool]:
        """What was answered, and whether HTTP itself tells that it came whole."""
        renewed = False
        for _ in range(_TRIES):
            with self._answer(self._url(path), patience) as answer:
                if answer.status_code == 200:
                    return _body(answer, patience, limit), _is_measured(answer.headers)
                if answer.status_code == 401 and not renewed:
                    renewed = True
                    self._tokens.forget()
                elif answer.status_code in _BUSY:
                    self._wait(answer, patience)
                else:
                    raise _refusal(answer.status_code)
        raise MailboxUnreachable("the mail server is busy: it will be tried again")

    @contextmanager
    def _answer(self, url: str, patience: Patience) -> Iterator[requests.Response]:
        import requests
        import urllib3

        from ingest.mailbox.bounded_http import BoundedSession

        if self._session is None or self._session.is_cut:
            self._session = BoundedSession()
        patience.waits_on(self._session.cut)
        token = self._tokens.token()
        try:
            with (
                self._session.ending_within(patience.until_the_end()),
                self._session.get(
                    url,
                    headers={"Prefer": _PREFER, "Accept-Encoding": "identity"},
                    auth=lambda request: _with(token, request),
                    timeout=patience.left(),
                    allow_redirects=False,
                    stream=True,
                ) as answer,
            ):
                yield answer
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            self.close()
            patience.left()  # the look's own deadline says so itself
            raise MailboxUnreachable(
                f"the mail server cannot be reached ({type(error).__name__}): it will be tried again"
            ) from None

    def _url(self, path: str) -> str:
        if path.startswith("/"):
            return self._service + path
        if urlsplit(path)[:2] != urlsplit(self._service)[:2]:
            raise MailboxError("the mail server sent us to another host: that one was not asked")
        return path

    def _wait(self, answer: requests.Response, patience: Patience) -> None:
        """As long as the server says, where that is not too long."""
        seconds = _told_to_wait(answer.headers)
        if seconds > _LONGEST_WAIT:
            raise LeftAlone(seconds)
        (self._pause or patience.pause)(seconds)
        patience.left()


def _told_to_wait(headers: Mapping[str, str]) -> float:
    """Seconds: `Retry-After` tells them, or a time of the server's clock (RFC 9110, 10.2.3)."""
    said = headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdigit() and len(said) < _MOST_DIGITS:
        return float(said)
    try:
        until, now = (parsedate_to_datetime(text) for text in (said, headers.get("Date", "")))
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError, OverflowError):  # another thing than a time; or one without a zone
        return _WAIT


def _with(token: str, request: requests.PreparedRequest) -> requests.PreparedRequest:
    """As `auth`, because a .netrc file would replace a header."""
    request.headers["Authorization"] = f"Bearer {token}"
    return request


def _is_measured(headers: Mapping[str, str]) -> bool:
    """Whether an answer that is cut off can be told from a whole one (RFC 9112, 8)."""
    return "Content-Length" in headers or headers.get("Transfer-Encoding", "").lower().endswith("chunked")


def _body(answer: requests.Response, patience: Patience, limit: int) -> bytes:
    """The answer's bytes, unpacked where they were packed unasked. Raises `TooLarge`."""
    body = bytearray()
    while chunk := answer.raw.read1(_CHUNK, decode_content=False):  # what has come: a drip must not hold us
        body += chunk
        patience.left()
        if len(body) > limit:
            raise TooLarge(_header_section(bytes(body[:_HEADERS])))
    packed_as = answer.headers.get("Content-Encoding", "identity").strip().lower()
    return bytes(body) if packed_as in {"", "identity"} else _unpacked(bytes(body), packed_as, limit)


def _unpacked(packed: bytes, packed_as: str, limit: int) -> bytes:
    """`urllib3` does not look whether the end came with it."""
    if packed_as not in {"gzip", "x-gzip", "deflate"}:
        raise MailboxError("the mail server packed what it was asked to give as it is")
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)  # either kind of head
    try:
        body = unpacking.decompress(packed, limit + 1)
    except zlib.error:
        raise MailboxError("the mail server gave an answer that cannot be understood") from None
    if len(body) > limit:
        raise TooLarge(_header_section(body[:_HEADERS]))
    if not unpacking.eof:
        raise MailboxError("the mail server gave an answer that broke off")
    return body


def _header_section(top: bytes) -> bytes:
    head, end, _ = top.partition(b"\r\n\r\n")
    return head + end


def _refusal(status: int) -> MailboxError:
    if status in {401, 403}:
        return TokenRefused(
            f"Microsoft Graph refused access ({status}): check the permission Mail.Read, its consent and user"
        )
    if status == 404:
        return NotThere()
    if status in {400, 410, 500}:
        return Gone()
    return MailboxError(f"the mail server refused a question ({status}): it will be tried again")
