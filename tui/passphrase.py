"""A passphrase that uncovers the board, kept as a salted scrypt hash only."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets

# 64 MiB and about a tenth of a second: a guesser pays it for every guess.
_N, _R, _P = 2**16, 8, 1
_MEMORY = 128 * 1024 * 1024
_SALT_BYTES = 16
_KIND = "scrypt"


def hash_of(passphrase: str) -> str:
    """What the settings keep: the kind, the work, the salt and the hash."""
    salt = secrets.token_bytes(_SALT_BYTES)
    words = (base64.b64encode(part).decode("ascii") for part in (salt, _hashed(passphrase, salt, _N, _R, _P)))
    return ":".join((_KIND, str(_N), str(_R), str(_P), *words))


def is_hash(kept: str) -> bool:
    """Whether `kept` is such a hash, of bearable work."""
    return _parts(kept) is not None


def agrees(passphrase: str, kept: str) -> bool:
    """Whether `passphrase` is the one whose hash is `kept`."""
    parts = _parts(kept)
    if parts is None:
        return False
    n, r, p, salt, hashed = parts
    return hmac.compare_digest(_hashed(passphrase, salt, n, r, p), hashed)


def _hashed(passphrase: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(passphrase.encode("utf-8", "replace"), salt=salt, n=n, r=r, p=p, maxmem=_MEMORY)


def _parts(kept: str) -> tuple[int, int, int, bytes, bytes] | None:
    kind, *rest = kept.split(":")
    if (
        kind != _KIND
        or len(rest) != 5
        or not all(number.isascii() and number.isdecimal() for number in rest[:3])
    ):
        return None
    n, r, p = (int(number) for number in rest[:3])
    try:
        salt, hashed = (base64.b64decode(part, validate=True) for part in rest[3:])
    except binascii.Error:
        return None
    bearable = n > 1 and n & (n - 1) == 0 and r > 0 and p == 1 and 128 * n * r < _MEMORY
    return (n, r, p, salt, hashed) if bearable and salt and hashed else None
