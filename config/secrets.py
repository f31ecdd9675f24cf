"""Secrets, read when they are needed: a variable, a file, or a systemd credential, in that order."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import SecretStr

from config.errors import SettingsError
from config.sections import Mailbox
from config.settings import Settings
from config.spelling import secret_variable


def mailbox_password(settings: Settings, mailbox: Mailbox) -> SecretStr:
    """The mailbox's password. Raises `SettingsError` naming every place that was looked at."""
    return _mailbox_secret(settings, mailbox, "password", mailbox.password_file)


def client_secret(settings: Settings, mailbox: Mailbox) -> SecretStr:
    """The OAuth2 client's secret of the mailbox. Raises `SettingsError`."""
    file = mailbox.oauth2.client_secret_file if mailbox.oauth2 else None
    return _mailbox_secret(settings, mailbox, "client_secret", file)


def client_certificate(settings: Settings, mailbox: Mailbox) -> SecretStr | None:
    """The OAuth2 client's certificate and key; `None` where it has a secret. Raises `SettingsError`."""
    file = mailbox.oauth2.certificate_file if mailbox.oauth2 else None
    if file is not None:
        return _from_file(settings.input_path(file))
    return _credential(f"mailbox_{mailbox.name}_client_certificate")


def letters_password(settings: Settings) -> SecretStr | None:
    """The password for the letters' mail server; `None` where it asks for none. Raises `SettingsError`."""
    if settings.letters.password_file is not None:
        return _from_file(settings.input_path(settings.letters.password_file))
    return _credential("letters_password")


def database_password(settings: Settings) -> SecretStr | None:
    """The database's password from a file or a credential; `None` where the URL says it all."""
    if settings.database.password_file is not None:
        return _from_file(settings.input_path(settings.database.password_file))
    return _credential("database_password")


def alarm_password(settings: Settings) -> SecretStr | None:
    """The password for the alarms' mail server; `None` where it asks for none. Raises `SettingsError`."""
    email = settings.alarm.email
    if email is not None and email.password_file is not None:
        return _from_file(settings.input_path(email.password_file))
    return _credential("alarm_email_password")


def webhook_url(settings: Settings) -> SecretStr:
    """The webhook's address, which is verified to be https. Raises `SettingsError`."""
    webhook = settings.alarm.webhook
    url = webhook.url if webhook else None
    if url is None and webhook is not None and webhook.url_file is not None:
        url = _from_file(settings.input_path(webhook.url_file))
    url = url or _credential("alarm_webhook_url")
    if url is None:
        raise SettingsError("the alarm's webhook has no address: set url_file under [alarm.webhook]")
    if not url.get_secret_value().startswith("https://"):
        raise SettingsError("the address of the alarm's webhook must begin with https://")
    return url


def _mailbox_secret(settings: Settings, mailbox: Mailbox, kind: str, file: Path | None) -> SecretStr:
    variable = secret_variable(mailbox.name, kind.upper())
    if os.environ.get(variable):
        return SecretStr(os.environ[variable])
    if file is not None:
        return _from_file(settings.input_path(file))
    found = _credential(f"mailbox_{mailbox.name}_{kind}")
    if found is None:
        raise SettingsError(
            f"the mailbox {mailbox.name!r} has no {kind.replace('_', ' ')}: "
            f"set {kind}_file in its settings, or the variable {variable}"
        )
    return found


def _credential(name: str) -> SecretStr | None:
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    path = Path(folder, name) if folder else None
    return _from_file(path) if path is not None and path.is_file() else None


def _from_file(path: Path) -> SecretStr:
    try:
        secret = path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise SettingsError(
            f"the secret file {path} cannot be read: check its path, owner and mode"
        ) from None
    if not secret:
        raise SettingsError(f"the secret file {path} is empty")
    return SecretStr(secret)
