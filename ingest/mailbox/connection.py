"""One connection to an IMAP server: the few commands that the mailbox needs, strictly answered."""

from __future__ import annotations

import imaplib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from ingest.mailbox import folder_names, responses, rights
from ingest.mailbox.errors import (
    CommandRefused,
    FolderMissing,
    MailboxError,
    MailboxUnreachable,
    NotUnderstood,
    OnlyCopied,
)
from ingest.mailbox.failures import PASSING, code_of, refuse_for_now, refuse_to_hurry, translated
from ingest.mailbox.patience import Patience
from ingest.mailbox.source import FolderState
from ingest.mailbox.uid_sets import uid_set
from ingest.mailbox.wire import Server, Wire

_MISSING = {"NONEXISTENT", "TRYCREATE"}


class Connection(IMAPClient):  # type: ignore[misc]  # IMAPClient has no types
    """IMAPClient over a `Wire`. Its own methods raise `MailboxError` and nothing else."""

    def __init__(self, server: Server, patience: Patience, largest: int) -> None:
        self._server = server
        self._patience = patience
        self._largest = largest
        self._uidvalidity: int | None = None
        self.may_write = False
        self.opened_as = ""  # the open folder's name as the server spells it
        self._changeable: frozenset[bytes] | None = None
        self._refused_with: str | None = None
        self._speaks_utf8 = False
        self._names_in_utf8 = False
        super().__init__(server.host, server.port, ssl=server.tls == "implicit")
        # IMAPClient sets this to 5: it then builds a text of every body it fetches for a log.
        self._imap.debug = 0

    def _create_IMAP4(self) -> Wire:  # noqa: N802  # IMAPClient's name for it
        return Wire(self._server, self._patience, self._largest)

    def _set_read_timeout(self) -> None:
        """The wire sets its own, before each wait."""

    @property
    def is_logged_in(self) -> bool:
        return self._imap.state in {"AUTH", "SELECTED"}

    def speak_utf8(self) -> None:
        """What a server must be told that takes nothing else (RFC 6855); one that refuses it says so again."""
        with suppress(IMAPClientError):
            self._command_and_check("enable", "UTF8=ACCEPT")
            self._speaks_utf8 = True

    def examine(self, folder: str, *, read_only: bool) -> FolderState:
        """Open a folder, read-only or not, as far as the account may. A UIDVALIDITY that is none, or 0, is
        `None`."""
        with translated():
            self._names_in_utf8 = False
            if not (self._selects_some(folder, read_only) or self._selects_in_utf8(folder, read_only)):
                raise self._not_opened(folder)
            self._changeable = self._flags_to_change()
            state = FolderState(
                self._number("UIDVALIDITY") or None, self._number("UIDNEXT"), self._number("EXISTS") or 0
            )
            self._imap.untagged_responses.clear()  # what is counted from now on is news
            self._uidvalidity = state.uidvalidity
            return state

    def _selects_some(self, folder: str, read_only: bool) -> bool:
        return any(self._selects(spelling, read_only) for spelling in self._spellings(folder))

    def _selects_in_utf8(self, folder: str, read_only: bool) -> bool:
        """What RFC 3501 (5.1) forbids, and some servers do all the same: name a folder in UTF-8."""
        if self._speaks_utf8 or folder_names.is_letters_only(folder):
            return False
        code, self._names_in_utf8 = self._refused_with, True
        try:
            if self._selects_some(folder, read_only):
                return True
        except (IMAPClientError, imaplib.IMAP4.error):
            pass
        self._refused_with, self._names_in_utf8 = code, False
        return False

    def _selects(self, folder: str, read_only: bool) -> bool:
        self.may_write, self.opened_as = not read_only, folder
        try:
            typ, data = self._imap.select(self._normalise_folder(folder), read_only)
        except imaplib.IMAP4.readonly:
            self.may_write = False  # it is open all the same: the mail must not wait for that
            return True
        if typ == "OK":
            return True
        said = IMAPClientError(str(data))
        refuse_to_hurry(said)
        refuse_for_now(said)
        code = self._refused_with = code_of(said)
        if code in PASSING:
            raise said
        if code == "NOPERM":
            raise MailboxError(
                f"the account may not read the folder {folder!r}: grant it that in the mail system"
            )
        return False

    def _not_opened(self, folder: str) -> MailboxError:
        if self._refused_with in _MISSING or self._lacks(folder):
            return FolderMissing(
                f"the mailbox has no folder {folder!r}, or the account may not see it: "
                "check folder and folders in its settings"
            )
        return MailboxError(
            f"the mail server does not open the folder {folder!r} now: it will be tried again; "
            "should it go on, check the account's rights to it"
        )

    def _lacks(self, folder: str) -> bool:
        """Many servers refuse a folder without a code, whether it is missing or locked: the list tells, where
        the server gives one."""
        with suppress(IMAPClientError, imaplib.IMAP4.error):
            return not any(self.folder_exists(spelt) for spelt in self._spellings(folder))
        return False

    def _spellings(self, folder: str) -> Iterator[str]:
        """The folder's name as it is given; then as it is spelt in the server's own namespaces."""
        yield folder
        yield from folder_names.spellings(folder, self._namespaces())

    def _namespaces(self) -> Sequence[folder_names.Namespace]:
        """The account's own first; of one that tells none, the separator."""
        if self.has_capability("NAMESPACE"):
            with suppress(IMAPClientError):  # one that offers them and tells none has none
                own, *of_others = self.namespace()
                others = [("", separator) for some in of_others for _, separator in some or ()]
                return [*(own or ()), *others]
        with suppress(IMAPClientError):
            return folder_names.separators(self._command_and_check("list", '""', '""'))
        return ()

    def _normalise_folder(self, folder_name: str) -> bytes:
        """IMAPClient has one spelling for all servers."""
        return folder_names.quoted(self._encoded(folder_name))

    def _encoded(self, folder: str) -> bytes:
        speaks_utf8 = self._speaks_utf8 or self._names_in_utf8 or self._speaks_rev2_only()
        utf8 = speaks_utf8 and not folder_names.is_letters_only(folder)
        return folder_names.encoded(folder, utf8=utf8)

    def _speaks_rev2_only(self) -> bool:
        return self.has_capability("IMAP4REV2") and not self.has_capability("IMAP4REV1")

    def folder_exists(self, folder: str) -> bool:
        """Whether the mailbox has just this folder."""
        name = self._encoded(folder)
        answers = self._command_and_check("list", '""', folder_names.quoted(name))
        return folder_names.lists(answers, name)

    def _flags_to_change(self) -> frozenset[bytes] | None:
        """In small letters; `None` where the server does not say: then all may be changed."""
        said = (self._imap.untagged_responses.get("PERMANENTFLAGS") or [None])[-1]
        return frozenset(said.strip(b"()").lower().split()) if isinstance(said, bytes) else None

    def _number(self, name: str) -> int | None:
        """`None` where it was not said, or is a number that no folder has."""
        value = (self._imap.untagged_responses.get(name) or [None])[-1]
        number = int(value) if isinstance(value, bytes) and value.isdigit() else None
        return number if number is not None and number <= responses.GREATEST else None

    def uid_search(self, *criteria: str) -> list[int]:
        """The UIDs that match, rising."""
        with translated():
            found, end = self._search(criteria)
            while end is not None:
                more, end = self._search((*criteria, "UID", f"1:{end - 1}"), below=end)
                found = more + found
            return sorted(set(found))

    def _search(self, criteria: Sequence[str], below: int | None = None) -> tuple[list[int], int | None]:
        """The UIDs that match, and where the server left off."""
        said = self._imap.untagged_responses
        said.pop("ESEARCH", None)
        tag, end = self._uid("SEARCH", *criteria, below=below)
        found = responses.uids_in_sets(said.pop("ESEARCH", ()), tag)
        return (responses.uids_in(said.pop("SEARCH", ())) if found is None else found), end

    def hear_of_what_went(self) -> None:
        """Let the server stop listing what was deleted: some wait for NOOP to say so (RFC 9051, 7.5.1)."""
        with translated(), suppress(IMAPClientError, imaplib.IMAP4.error):
            self._imap.noop()

    def uids_told(self, above: int) -> list[int]:
        """The UIDs greater than `above` as the messages themselves tell them, rising: a search may
        go by an index that is behind."""
        with translated():
            told: set[int] = set()
            uids = f"{above + 1}:*"
            end: int | None = None
            while uids:
                _, end = self._uid("FETCH", uids, "(UID)", below=end)
                told.update(responses.uids_told(self._imap.untagged_responses.pop("FETCH", [])))
                uids = f"{above + 1}:{end - 1}" if end is not None and end > above + 1 else ""
            return sorted(told)

    def uid_fetch(self, uids: Sequence[int], items: str) -> dict[int, dict[bytes, Any]]:
        """What the server says of `items` for each of `uids`; a message that it leaves out is left out."""
        with translated():
            found: dict[int, dict[bytes, Any]] = {}
            left: Sequence[int] = uids
            end: int | None = None
            while left:
                _, end = self._uid("FETCH", uid_set(left), f"(UID {items})", below=end)
                found |= responses.by_uid(self._imap.untagged_responses.get("FETCH", []), left)
                self._imap.untagged_responses.pop("FETCH", None)  # kept until here for `salvaged`
                left = [uid for uid in left if uid < end] if end is not None else ()
            return found

    def _uid(self, command: str, *arguments: str, below: int | None = None) -> tuple[bytes, int | None]:
        """Do a UID command; the answers are among the untagged ones. Its tag comes back, and the lowest UID
        that the server came to where it does not do so many messages at once (RFC 9738): what is below it
        is to be asked for next. `below` is the one before."""
        self._imap.untagged_responses.pop(command, None)
        tag: bytes = self._imap._command("UID", command, *arguments)
        typ, data = self._imap._command_complete(command, tag)
        self._checkok(command.lower(), typ, data)
        if "UIDVALIDITY" in self._imap.untagged_responses:
            self._still_valid()
        return tag, responses.left_off(data, below)

    def _still_valid(self) -> None:
        said = self._number("UIDVALIDITY") or None
        self._imap.untagged_responses.pop("UIDVALIDITY")
        if said != self._uidvalidity:
            raise MailboxError(
                "the folder was renumbered while it was being read: it will be looked at again"
            )

    def salvaged(self, uids: Sequence[int]) -> dict[int, dict[bytes, Any]]:
        """What had come in whole when the last `uid_fetch` failed or broke off."""
        return responses.before_damage(self._imap.untagged_responses.pop("FETCH", []), uids)

    def begin_idle(self, seconds: float) -> list[bytes]:
        """Start idling; the server has `seconds` to agree. The numbered lines that came before."""
        with translated(), self._patience.for_at_most(seconds):
            self._idle_tag = self._imap._command("IDLE")
            while self._imap._get_response() is not None:
                answer = self._imap.tagged_commands.get(self._idle_tag)
                if answer is not None:
                    said = IMAPClientError(str(answer))
                    refuse_to_hurry(said)
                    refuse_for_now(said)
                    raise CommandRefused("the mail server refused to wait for news: it will be polled")
            return self._counted()

    def idle_line(self, seconds: float) -> bytes | None:
        """A line that came while idling, or `None` after `seconds` without one."""
        with translated():
            line: bytes | None = self._imap.line_within(seconds)
        if line is not None and line.upper().startswith(b"* BYE"):
            raise MailboxUnreachable("the mail server said goodbye: it will be tried again")
        if line is not None and line.startswith(self._idle_tag + b" "):
            raise CommandRefused("the mail server does not wait for news as long as asked: it will be polled")
        return line

    def end_idle(self, seconds: float) -> list[bytes]:
        """Stop idling within `seconds`; the numbered lines that came in the meantime."""
        with translated(), self._patience.for_at_most(seconds):
            self._imap.send(b"DONE\r\n")
            self._imap._get_tagged_response(self._idle_tag)
            return self._counted()

    def _counted(self) -> list[bytes]:
        """What the server said unasked of the number of messages; nothing unasked is kept longer."""
        said = dict(self._imap.untagged_responses)
        self._imap.untagged_responses.clear()
        return [
            b"* %s %s" % (number, name.encode())
            for name in ("EXISTS", "RECENT")
            for number in said.get(name, ())
        ]

    def uid_keyword(self, uids: Sequence[int], keyword: str) -> None:
        """Add a keyword to messages."""
        with translated():
            self._refuse(rights.why_no_keyword(self, keyword))
            typ, data = self._imap.uid("STORE", uid_set(uids), "+FLAGS.SILENT", f"({keyword})")
            self._checkok("store", typ, data)

    def uid_move(self, uids: Sequence[int], folder: str) -> None:
        """Move messages, making the folder where it is missing.

        A server without MOVE copies and marks them deleted; without UIDPLUS they stay marked: a
        plain EXPUNGE would also delete what colleagues have marked.
        """
        with translated():
            self._refuse(rights.why_no_move(self))
            folder = self._made(folder)
            if self.has_capability("MOVE"):
                self._moved(uids, folder)
                return
            self.copy(uids, folder)
            try:
                self.add_flags(uids, [b"\\Deleted"], silent=True)
            except IMAPClientAbortError:
                raise
            except IMAPClientError:  # a hold on the mailbox, for one
                raise OnlyCopied from None
            if self.has_capability("UIDPLUS"):
                self.uid_expunge(uids)

    def _moved(self, uids: Sequence[int], folder: str) -> None:
        """Raises `OnlyCopied` where the server says that it moved messages and has them still, and
        `CommandRefused` where it has some of them."""
        self._imap.untagged_responses.pop("EXPUNGE", None)
        self.move(uids, folder)
        if len(self._imap.untagged_responses.get("EXPUNGE", ())) >= len(uids):
            return
        left = set(uids).intersection(self.uid_search("UID", uid_set(uids)))
        if len(left) == len(uids):
            raise OnlyCopied
        if left:
            raise CommandRefused(
                f"the mail server moved {len(uids) - len(left)} of {len(uids)} messages: it will be tried again"
            )

    def rights(self, spelt: str) -> frozenset[str] | None:
        """What the account may do in the folder that is spelt just so, in RFC 4314's letters; `None` where the
        server does not say."""
        with suppress(CommandRefused, NotUnderstood), translated():
            if self.has_capability("ACL"):
                typ, data = self._imap.myrights(self._normalise_folder(spelt))
                return rights.told(data) if typ == "OK" else None
        return None

    def _refuse(self, why: str | None) -> None:
        if why is not None:
            raise MailboxError(why)

    def keeps(self, flag: str, *others: bytes) -> bool:
        """Whether messages can be given the flag for good, or one of `others`."""
        return self._changeable is None or not self._changeable.isdisjoint({flag.lower().encode(), *others})

    def is_open(self, folder: str) -> bool:
        """Whether the open folder is this one, by any of its spellings."""
        with translated():
            return any(folder_names.is_same(self.opened_as, spelt) for spelt in self._spellings(folder))

    def spelling_of(self, folder: str) -> str | None:
        """The name of a folder that is there, as this server spells it."""
        with translated():
            return next(filter(self.folder_exists, self._spellings(folder)), None)

    def _made(self, folder: str) -> str:
        """The folder's name as this server spells it; the folder is made where it is missing."""
        there = self.spelling_of(folder)
        if there is not None:
            return there
        spellings = list(self._spellings(folder))
        for spelt in spellings[:-1]:
            with suppress(IMAPClientError, imaplib.IMAP4.error):
                self.create_folder(spelt)
                return spelt
        self._make(spellings[-1])
        return spellings[-1]

    def _make(self, folder: str) -> None:
        try:
            self.create_folder(folder)
        except IMAPClientError as error:
            if code_of(error) != "ALREADYEXISTS":
                raise

    def leave(self) -> None:
        """Log out where that is quick, and close. Never raises: what mattered is done, or was told before."""
        with suppress(Exception), self._patience.for_at_most(2):
            self.logout()
        self.shut()

    def shut(self) -> None:
        """Close without a word. Never raises: whatever a socket says to that, it is let go."""
        with suppress(Exception):
            self.shutdown()
