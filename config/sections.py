"""The sections of the settings file: what may be set, of what type, and its default."""

from __future__ import annotations

import ipaddress
import re
from datetime import date, time
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

# No clock reckons with more: a slip of the keyboard would stop the program, or its worker.
_MOST = 1_000_000
Positive = Annotated[float, Field(gt=0, le=_MOST)]
NotNegative = Annotated[float, Field(ge=0, le=_MOST)]
Months = Annotated[int, Field(gt=0, le=1200)]
Count = Annotated[int, Field(gt=0)]


class Section(BaseModel):
    """One table of the settings file: frozen, and unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Database(Section):
    """Where everything is stored. `password_file` keeps a password out of `url`."""

    url: SecretStr = SecretStr("sqlite:///mash.db")
    password_file: Path | None = None


class OAuth2(Section):
    """Microsoft's client credentials flow, with a secret or with a certificate and its key (PEM)."""

    tenant: str
    client_id: str
    client_secret_file: Path | None = None
    certificate_file: Path | None = None
    authority: str = "https://login.microsoftonline.com"
    scope: str | None = None

    @field_validator("authority")
    @classmethod
    def _is_verified(cls, authority: str) -> str:
        if not authority.startswith("https://"):
            raise ValueError("must begin with https://")
        return authority.rstrip("/")

    @model_validator(mode="after")
    def _has_one_credential(self) -> Self:
        if self.certificate_file is not None and self.client_secret_file is not None:
            raise ValueError("client_secret_file and certificate_file exclude each other: keep one")
        return self


class Mailbox(Section):
    """One mailbox to watch. Which keys are needed depends on `kind`."""

    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
    kind: Literal["imap", "maildir", "graph"] = "imap"
    host: str | None = None
    port: Annotated[int, Field(gt=0, lt=65536)] | None = None
    user: str | None = None
    tls: Literal["implicit", "starttls", "none"] = "implicit"
    ca_file: Path | None = None
    fingerprint: str | None = None
    password_file: Path | None = None
    oauth2: OAuth2 | None = None
    folder: str = "INBOX"
    folders: tuple[str, ...] = ()
    idle: bool = True
    after: Literal["none", "keyword", "move"] = "none"
    after_keyword: Annotated[str, Field(pattern=r"^[A-Za-z0-9$_.-]+$")] = "MashTaken"
    after_folder: str = "MASH taken"
    path: Path | None = None

    @field_validator("fingerprint")
    @classmethod
    def _is_sha256(cls, fingerprint: str | None) -> str | None:
        if fingerprint is None:
            return None
        plain = fingerprint.replace(":", "").lower()
        if not re.fullmatch(r"[0-9a-f]{64}", plain):
            raise ValueError("must be a SHA-256 fingerprint: 64 hexadecimal digits")
        return plain

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        if self.kind == "maildir":
            if self.path is None:
                raise ValueError('a mailbox of kind "maildir" needs path = "…"')
            return self
        if self.kind == "graph":
            return self._as_graph_needs_it()
        if not self.host or not self.user:
            raise ValueError('a mailbox of kind "imap" needs host = "…" and user = "…"')
        self._refuse_plain_text(self.host)
        if self.oauth2 is not None and self.password_file is not None:
            raise ValueError("password_file and oauth2 exclude each other: keep one")
        if self.after == "move" and self.folders_used == (self.after_folder,):
            raise ValueError("after_folder must be another folder than the one that is read")
        return self

    def _as_graph_needs_it(self) -> Self:
        if not self.user or self.oauth2 is None:
            raise ValueError('a mailbox of kind "graph" needs user = "…" and [mailboxes.oauth2]')
        if self.after != "none":
            raise ValueError('a mailbox of kind "graph" is only read: leave after = "none"')
        self._refuse_plain_text(self.host or "")
        return self

    def _refuse_plain_text(self, host: str) -> None:
        if self.tls == "none" and not is_loopback(host):
            raise ValueError(
                'tls = "none" is allowed to a loopback address only: use "implicit" or "starttls"'
            )

    @property
    def graph_service(self) -> str:
        """Where Microsoft Graph answers; national clouds have a host of their own."""
        scheme = "http" if self.tls == "none" else "https"
        port = f":{self.port}" if self.port else ""
        return f"{scheme}://{self.host or 'graph.microsoft.com'}{port}/v1.0"

    @property
    def scope_used(self) -> str:
        """What the token is asked for: as set, else what this kind of mailbox needs."""
        if self.oauth2 is not None and self.oauth2.scope:
            return self.oauth2.scope
        service = self.host or "graph.microsoft.com" if self.kind == "graph" else "outlook.office365.com"
        return f"https://{service}/.default"

    @property
    def port_used(self) -> int:
        """`port`, or the standard one for `tls`."""
        return self.port or (993 if self.tls == "implicit" else 143)

    @property
    def folders_used(self) -> tuple[str, ...]:
        """Every folder to watch, `folder` first, each once."""
        return tuple(dict.fromkeys((self.folder, *self.folders)))


def is_loopback(host: str) -> bool:
    """Whether `host` can only be this machine; a name other than localhost is not trusted."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"


class Worker(Section):
    """How the unattended side works. Times are in seconds, sizes in bytes."""

    poll_seconds: Annotated[float, Field(ge=1, le=86_400)] = 60
    connect_seconds: Positive = 15
    message_seconds: Positive = 12
    cycle_seconds: Positive = 900
    max_message_bytes: Annotated[int, Field(ge=1024)] = 64 * 1024 * 1024
    chunk_messages: Count = 50
    chunk_bytes: Count = 4 * 1024 * 1024
    back_off_seconds: Positive = 5
    back_off_limit_seconds: Positive = 600
    metrics_port: Annotated[int, Field(gt=0, lt=65536)] | None = None


class MailServer(Section):
    """An SMTP server. The password comes from the file, or a credential."""

    host: str | None = None
    port: Annotated[int, Field(gt=0, lt=65536)] | None = None
    tls: Literal["implicit", "starttls", "none"] = "starttls"
    ca_file: Path | None = None
    user: str | None = None
    password_file: Path | None = None

    @model_validator(mode="after")
    def _is_secured(self) -> Self:
        if self.host is not None and self.tls == "none" and not is_loopback(self.host):
            raise ValueError(
                'tls = "none" is allowed to a loopback address only: use "implicit" or "starttls"'
            )
        return self

    @property
    def port_used(self) -> int:
        """`port`, or the standard one for `tls`."""
        return self.port or {"implicit": 465, "starttls": 587, "none": 25}[self.tls]


class AlarmEmail(MailServer):
    """The mail server by which alarms are told, and whom they reach."""

    host: str
    sender: Annotated[str, Field(pattern=r"^[^\s@]+@[^\s@]+$")]
    recipients: Annotated[
        tuple[Annotated[str, Field(pattern=r"^[^\s@,]+@[^\s@,]+$")], ...], Field(min_length=1)
    ]


class AlarmWebhook(Section):
    """Where a JSON record is posted. The address is often a secret: a file, or a credential, can hold it."""

    url: SecretStr | None = None
    url_file: Path | None = None
    ca_file: Path | None = None


class Alarm(Section):
    """Telling those who do not look at the board. Without a way, nothing is told."""

    after_minutes: NotNegative = 15
    email: AlarmEmail | None = None
    webhook: AlarmWebhook | None = None


class Letters(MailServer):
    """The mail server by which letters to referrers are sent; without a host they are copied.

    A letter to an address outside `domains` (or below them) is sent only after a warning.
    """

    sender: Annotated[str, Field(pattern=r"^[^\s@<>,]+@[^\s@<>,]+$")] | None = None
    domains: tuple[str, ...] = ("gov.uk", "nhs.net", "nhs.uk", "police.uk", "sch.uk", "cjsm.net")

    @model_validator(mode="after")
    def _has_a_sender(self) -> Self:
        if self.host is not None and self.sender is None:
            raise ValueError('letters need sender = "…", the address that they come from')
        return self


class Reading(Section):
    """Limits for reading one message, in a process of its own."""

    seconds: Positive = 20
    memory_mib: Annotated[int, Field(ge=256)] = 1536


class Hub(Section):
    """The hub's own details: printed on forms and in signatures, never a referrer's."""

    name: str = "Portsmouth MASH"
    phones: tuple[str, ...] = ("0845 671 0271", "023 9268 8793")
    out_of_hours_phone: str | None = "0300 555 1373"
    emails: tuple[str, ...] = ("mash@portsmouthcc.gov.uk",)
    postcodes: tuple[str, ...] = ("PO1 2AL",)

    @property
    def every_phone(self) -> tuple[str, ...]:
        """Office hours' and out of hours' numbers."""
        night = (self.out_of_hours_phone,) if self.out_of_hours_phone else ()
        return (*self.phones, *night)


class RagHours(Section):
    """Hours to act in, by urgency."""

    red: Positive = 4
    amber: Positive = 24
    green: Positive = 72


class Clocks(Section):
    """The duty desk's clocks. Follow-up hours are elapsed hours unless `working_hours` is set."""

    follow_up_hours: Positive = 48
    working_hours: bool = False
    due_soon_hours: NotNegative = 12
    rag: RagHours = RagHours()


class Calendar(Section):
    """Office hours, and days that the law's calendar does not know. Always Europe/London."""

    office_opens: time = time(8, 30)
    office_closes: time = time(17, 0)
    extra_holidays: tuple[date, ...] = ()

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> Self:
        if self.office_opens >= self.office_closes:
            raise ValueError("office_opens must be before office_closes")
        return self


class Matching(Section):
    """Where matching weights of one's own stand; `None`: those that come with the program."""

    weights: Path | None = None


class Retention(Section):
    """How many months after the last act on it a case may be purged. `None`: it is kept."""

    case_months: Months | None = None
    mail_months: Months | None = None


class Labels(Section):
    """Folders with label tables of one's own (`*.toml`), read after those that come along."""

    folders: tuple[Path, ...] = ()


class Desk(Section):
    """The dashboard. `officer` acts in the audit; by default the account that runs it.

    After `lock_minutes` without a key the board is covered (0: never). `theme` is one of those
    that the dashboard offers. With `title` the terminal's title tells how many are overdue, and of nobody more.
    With a `passphrase_hash` (`mash passphrase` makes it) the cover
    comes off for the passphrase only.
    """

    officer: str | None = None
    lock_minutes: NotNegative = 15
    theme: str | None = None
    title: bool = True
    passphrase_hash: str | None = None
