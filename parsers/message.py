"""One message, or one bare document, to one `Reading`: the path of everything that arrives.

    bytes -> leaves (mime) -> documents (readers) -> forms (assembly) -> outcome (verdict)

Whatever the bytes are there is a reading: each leaf is read on its own, and what cannot be
read becomes a reason for an officer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePath
from types import MappingProxyType
from typing import Final

from parsers.form import Envelope, Outcome, ReadForm, Reading
from parsers.labels import Hub, LabelTables
from parsers.leaf_reading import Circumstances, LeafReading, read_leaves
from parsers.mail.envelope import read_envelope
from parsers.mail.signature import names_nobody, signed_by
from parsers.mime.leaves import Limits, Mail, read_file, read_mail
from parsers.mime.sniff import Format, looks_like_email, sniff
from parsers.mime.structure import take_apart
from parsers.readers import leaf_text
from parsers.same_form import size, without_repeats
from parsers.verdict import decide

_EMAIL_NAMES: Final = frozenset({".eml", ".email", ".mime", ".mht", ".mhtml"})
_DOCUMENT_NAMES: Final = frozenset({".txt", ".text", ".html", ".htm", ".rtf", ".md", ".csv", ".asc"})
_BARE: Final = frozenset({Format.TEXT, Format.HTML, Format.EMAIL, Format.UNKNOWN, Format.EMPTY, Format.PGP})
_NOTHING_ASIDE: Final[Mapping[str, str]] = MappingProxyType({})
_HEADER_BYTES: Final = 256 * 1024
_TOO_LARGE: Final = "the message is larger than the limit: open it by hand and key it"
_FAILED: Final = "the reader failed on the message: open it by hand and key it"


def _quietly(_path: str) -> None:
    """Nobody wants to know which leaf comes next."""


def read_message(
    raw: bytes,
    *,
    filename: str | None = None,
    tables: LabelTables,
    hub: Hub,
    limits: Limits | None = None,
    starting: Callable[[str], None] = _quietly,
    set_aside: Mapping[str, str] = _NOTHING_ASIDE,
) -> Reading:
    """What an email, or a bare document named `filename`, holds. Never raises for its bytes.

    `starting` is told the path of each leaf before it is read; `set_aside` gives the reason
    for each leaf that is not to be touched.
    """
    limits = limits or Limits()
    if len(raw) > limits.message_bytes:
        return Reading(Outcome.NEEDS_ATTENTION, _TOO_LARGE)
    given = Circumstances(tables, hub, limits, starting, set_aside)
    try:
        is_email = _is_email(raw, filename)
        mail = read_mail(raw, limits) if is_email else read_file(raw, filename, limits)
        return _read(mail, given, is_email=is_email)
    except Exception:  # noqa: BLE001 - a reading for every message is the contract
        return _failed(raw, filename, limits)


def _failed(raw: bytes, filename: str | None, limits: Limits) -> Reading:
    """The last resort: what the message consists of, or at least whose it is, if its headers can be read."""
    try:
        return replace(list_leaves(raw, filename=filename, limits=limits), reason=_FAILED)
    except Exception:  # noqa: BLE001, S110 - the headers alone may still be read
        pass
    try:
        envelope = read_headers(raw[:_HEADER_BYTES])
    except Exception:  # noqa: BLE001 - what broke the reading may break this too
        envelope = Envelope()
    return Reading(Outcome.NEEDS_ATTENTION, _FAILED, envelope=envelope)


def list_leaves(raw: bytes, *, filename: str | None = None, limits: Limits) -> Reading:
    """What a message consists of, with the text of its plain parts, where it cannot be read further."""
    is_email = _is_email(raw, filename)
    mail = read_mail(raw, limits) if is_email else read_file(raw, filename, limits)
    return Reading(
        Outcome.NEEDS_ATTENTION,
        parts=[part for leaf in mail.leaves for part in LeafReading((leaf,)).parts()],
        envelope=read_envelope(mail.headers) if is_email else Envelope(),
    )


def read_headers(raw: bytes) -> Envelope:
    """The envelope alone, of a message that cannot be read further."""
    return read_envelope(take_apart(raw, max_depth=0, max_entities=1).headers)


def _is_email(raw: bytes, filename: str | None) -> bool:
    """Whether the bytes are an email. What came without a name came from a mailbox."""
    suffix = PurePath(filename or "").suffix.lower()
    if looks_like_email(raw, surely=suffix in _DOCUMENT_NAMES):
        return True
    if sniff(raw, "", filename) not in _BARE:
        return False
    return filename is None or suffix in _EMAIL_NAMES


def _read(mail: Mail, given: Circumstances, *, is_email: bool) -> Reading:
    readings = read_leaves(mail, given)
    envelope = read_envelope(mail.headers, _covering_text(readings)) if is_email else Envelope()
    forms = without_repeats(_one_of_alternatives(readings))
    outcome = decide(mail, readings, forms, envelope)
    forms = forms if outcome.outcome is Outcome.REFERRAL else []
    for form in forms:
        form.warnings += [warning for warning in outcome.warnings if warning not in form.warnings]
    covering = {reading.leaf.path for reading in readings if not reading.leaf.message}
    _tell_signature([form for form in forms if form.part in covering], envelope, given.tables)
    return Reading(
        outcome=outcome.outcome,
        reason=outcome.reason,
        forms=forms,
        parts=[part for reading in readings for part in reading.parts()],
        envelope=envelope,
        concern=outcome.concern,
    )


def _tell_signature(forms: list[ReadForm], envelope: Envelope, tables: LabelTables) -> None:
    """Say on forms that name no referrer how the covering email is signed: never as a value."""
    nameless = [form for form in forms if names_nobody(form.form.referrer)]
    signed = signed_by(envelope.body, envelope.subject, tables) if nameless else None
    if signed and not envelope.automatic:
        for form in nameless:
            form.warnings.append(
                f"the form names no referrer; the covering email is signed “{signed}”: ask who makes the referral"
            )


def _covering_text(readings: list[LeafReading]) -> str:
    """The text of the outermost body: plain if there is any, else the HTML's."""
    bodies = [
        reading
        for reading in readings
        if not reading.leaf.attached
        and reading.leaf.message == ""
        and reading.leaf.format in {Format.TEXT, Format.HTML}
    ]
    bodies.sort(key=lambda reading: reading.leaf.format is Format.HTML)
    for reading in bodies:
        text = reading.document.text if reading.document is not None else leaf_text(reading.leaf)
        if text.strip():
            return text.strip()
    return ""


def _one_of_alternatives(readings: list[LeafReading]) -> list[ReadForm]:
    """Every form; of alternatives that say the same, those of the fullest one."""
    places: dict[str, dict[str, list[ReadForm]]] = {}
    for reading in readings:
        place, alternative = _place(reading)
        places.setdefault(place, {}).setdefault(alternative, []).extend(reading.forms)
    return [form for alternatives in places.values() for form in _fullest(list(alternatives.values()))]


def _fullest(alternatives: list[list[ReadForm]]) -> list[ReadForm]:
    return alternatives[0] if len(alternatives) == 1 else max(alternatives, key=_weight)


def _place(reading: LeafReading) -> tuple[str, str]:
    """The multipart/alternative that a body stands in, and which of its alternatives it is."""
    leaf = reading.leaf
    around = [path for path, subtype in leaf.around if subtype == "alternative"]
    if leaf.attached or not around:
        return f"={leaf.path}", ""
    inside = leaf.path.removeprefix(around[-1]).lstrip(".")
    return around[-1], inside.split(".", 1)[0]


def _weight(forms: list[ReadForm]) -> int:
    return sum(map(size, forms))
