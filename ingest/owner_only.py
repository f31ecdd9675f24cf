"""Files that only their owner may read: what they hold was said in confidence."""

from __future__ import annotations

import os
from pathlib import Path

from ingest.errors import CallerMistake


def write_new(path: Path, content: bytes) -> None:
    """Write a file of mode 0600 that was not there before.

    Raises `CallerMistake` where something has that name already, or it cannot be written.
    """
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise CallerMistake(f"{path} is there already: name a file that is not") from None
    except OSError as error:
        raise CallerMistake(f"{path} cannot be written: {error.strerror}") from None
    try:
        with os.fdopen(file, "wb") as out:
            os.fchmod(file, 0o600)
            out.write(content)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise CallerMistake(f"{path} cannot be written: {error.strerror}") from None
