"""What is wrong with the settings, in one sentence that names the setting and never a secret."""

from __future__ import annotations


class SettingsError(Exception):
    """The settings cannot be used: run `mash check`."""

    @property
    def sentence(self) -> str:
        """What is wrong, where, and how to mend it."""
        return str(self) or (type(self).__doc__ or "").strip()
