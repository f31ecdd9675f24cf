"""What an email's outermost headers say. All of it is a claim of the sender's.

mail-parser reads the address and trace fields, from a copy of the header that holds only the
few fields it needs, cut to a sane length: it needs minutes for headers made to hurt. Where it
gives up, the standard library reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import getaddresses, parsedate_to_datetime
from typing import Final

import mailparser

from parsers.form import Envelope
from parsers.mime import header as mime_header
from parsers.mime.header import Headers

_MAX_FIELD: Final = 2048
_MAX_RECEIVED: Final = 3
_AUTOMATIC_PRECEDENCE: Final = frozenset({"bulk", "list", "junk", "auto_reply", "auto-reply"})
_ANSWERING_FIELDS: Final = ("x-autoreply", "x-autorespond", "x-auto-reply")
_LIST_FIELDS: Final = ("list-id", "list-unsubscribe", "feedback-id")
_AUTOMATIC_SUBJECT: Final = re.compile(
    r"(?:automatic reply|auto(?:matic)?[ -]?response|auto:|out of (?:the )?office|undeliver(?:ed|able)|"
    r"delivery (?:status notification|failure|has failed)|mail delivery (?:failed|subsystem)|returned mail)",
    re.IGNORECASE,
)
_UNDELIVERED: Final = re.compile(
    r"undeliver(?:ed|able)|delivery (?:status notification|failure|has failed)|mail delivery (?:failed|subsystem)|returned mail|failure notice",
    re.IGNORECASE,
)
_GIVEN_BACK: Final = re.compile(
    rf"automatic reply|out of (?:the )?office|{_UNDELIVERED.pattern}", re.IGNORECASE
)
_DMARC: Final = re.compile(r"\bdmarc\s*=\s*(\w+)", re.IGNORECASE)
_MESSAGE_ID: Final = re.compile(r"<([^<>\s]{1,500})>")


def read_envelope(headers: Headers, body: str = "") -> Envelope:
    """The envelope of a message with these headers. Never raises."""
    senders = list(_addresses(headers, "from"))
    name, address = senders[0] if senders else (None, None)
    return Envelope(
        message_id=_message_id(headers),
        subject=mime_header.field(headers, "subject") or None,
        from_name=name,
        from_address=address,
        sent_at=_first_time(mime_header.fields(headers, "date")),
        received_at=_received_at(headers),
        body=body,
        automatic=is_automatic(headers),
        warnings=tuple(_warnings(headers, senders)),
    )


def is_automatic(headers: Headers) -> bool:
    """Whether a machine sent it: a web form, a bounce, an absence note, a mailing list."""
    return _submitted(headers) != "no" or is_for_nobody(headers)


def is_for_nobody(headers: Headers) -> bool:
    """Whether it is a bounce, an absence note or a mailing list: nobody wrote it to the hub.

    A web form's mail is automatic too, but a person's words are in it.
    """
    precedence = (mime_header.field(headers, "precedence") or "").strip().lower()
    if precedence in _AUTOMATIC_PRECEDENCE or answers_by_itself(headers):
        return True
    return any(mime_header.field(headers, name) is not None for name in _LIST_FIELDS)


def answers_by_itself(headers: Headers) -> bool:
    """Whether it is an absence note, a receipt or a bounce, which answers one message and goes to no list."""
    if _submitted(headers) not in {"no", "auto-generated"}:
        return True
    if mime_header.media_type(headers) == "multipart/report":
        return True
    if any(mime_header.field(headers, name) is not None for name in _ANSWERING_FIELDS):
        return True
    return _AUTOMATIC_SUBJECT.match((mime_header.field(headers, "subject") or "").strip()) is not None


def is_returned(headers: Headers) -> bool:
    """Whether a mail system gives back a message that the mailbox itself sent, or an absence note quotes it."""
    if mime_header.media_type(headers) == "multipart/report":
        return True
    subject = (mime_header.field(headers, "subject") or "").strip()
    return _submitted(headers) != "no" and _GIVEN_BACK.match(subject) is not None


def is_undelivered(headers: Headers) -> bool:
    """Whether a mail system says that a message did not arrive, whoever sent that."""
    subject = (mime_header.field(headers, "subject") or "").strip()
    return mime_header.media_type(headers) == "multipart/report" or _UNDELIVERED.match(subject) is not None


def recipients(headers: Headers) -> frozenset[str]:
    """The addresses that a message says it was sent to, in lower case."""
    return frozenset(
        address.lower() for name in ("to", "cc") for _, address in _addresses(headers, name) if address
    )


def _submitted(headers: Headers) -> str:
    return (mime_header.field(headers, "auto-submitted") or "no").split(";")[0].strip().lower()


def _message_id(headers: Headers) -> str | None:
    written = (mime_header.field(headers, "message-id") or "").strip()
    found = _MESSAGE_ID.search(written)
    return f"<{found.group(1)}>" if found else written[:500] or None


def _addresses(headers: Headers, name: str) -> Iterator[tuple[str | None, str | None]]:
    """Display name and address of each mailbox, decoded. RFC 2047 words come after parsing."""
    for key, value in headers.raw_items():
        if key.lower() == name:
            for display, address in _mailboxes(mime_header.unfolded(str(value))[:_MAX_FIELD]):
                yield mime_header.decode_words(display).strip() or None, address.strip() or None


def _mailboxes(value: str) -> list[tuple[str, str]]:
    try:
        found = getaddresses([value])
    except (ValueError, IndexError, TypeError, RecursionError):
        return [(value, "")]
    known = [(display, address) for display, address in found if display or address]
    return known or [(value, "")] if value.strip() else []


def _received_at(headers: Headers) -> datetime | None:
    """The newest Received field's time: our own server's, when it is the topmost."""
    hops = list(mime_header.fields(headers, "received"))[:_MAX_RECEIVED]
    return _by_mail_parser(hops) or _first_time(hop.rsplit(";", 1)[-1] for hop in hops)


def _by_mail_parser(hops: list[str]) -> datetime | None:
    if not hops:
        return None
    block = "".join(f"Received: {hop[:_MAX_FIELD]}\n" for hop in hops) + "\n"
    try:
        read = mailparser.parse_from_string(block).received
        times = [hop["date_utc"] for hop in read if hop.get("date_utc")]
        # The first hop is the oldest here; its times are UTC without saying so.
        return datetime.fromisoformat(str(times[-1])).replace(tzinfo=UTC) if times else None
    except Exception:  # noqa: BLE001 - mail-parser raises many kinds on malformed fields
        return None


def _first_time(values: Iterable[str]) -> datetime | None:
    return next((found for found in map(_time, values) if found is not None), None)


def _time(value: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(value[:_MAX_FIELD])
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _warnings(headers: Headers, senders: list[tuple[str | None, str | None]]) -> Iterator[str]:
    count = sum(1 for key, _ in headers.raw_items() if key.lower() == "from")
    if count > 1 or len(senders) > 1:
        yield "the email names more than one sender: check who really sent it"
    if count == 0:
        yield "the email names no sender"
    topmost = mime_header.field(headers, "authentication-results")
    verdict = _DMARC.search(topmost) if topmost else None
    if verdict is not None and verdict.group(1).lower() == "fail":
        yield "the sender could not be verified (DMARC failed): check by telephone who sent it"
    if _answers_elsewhere(headers, senders):
        yield "replies go to another organisation than the sender's: check before replying"


def _answers_elsewhere(headers: Headers, senders: list[tuple[str | None, str | None]]) -> bool:
    answers = {_domain(address) for _, address in _addresses(headers, "reply-to") if address}
    own = {_domain(address) for _, address in senders if address}
    return bool(answers and own) and not any(_related(one, other) for one in answers for other in own)


def _domain(address: str) -> str:
    return address.rpartition("@")[2].lower()


def _related(one: str, other: str) -> bool:
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
