"""What the settings file, the variables and the secrets may say, and what is said of mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from config import tables
from config.errors import SettingsError
from config.secrets import client_secret, database_password, mailbox_password
from config.sections import Mailbox
from config.settings import Settings, load
from config.spelling import variable_names

IMAP = '[[mailboxes]]\nname = "duty-desk"\nhost = "mail.example"\nuser = "mash@example"\n'


@pytest.fixture(autouse=True)
def no_settings_but_the_tests_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [*variable_names(Settings), "MASH_CONFIG", "CREDENTIALS_DIRECTORY"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("config.places.SYSTEM_FILE", tmp_path / "nowhere" / "mash.toml")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)


def written(folder: Path, text: str) -> Path:
    file = folder / "mash.toml"
    file.write_text(text, encoding="utf-8")
    return file


def refused(folder: Path, text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        load(written(folder, text))
    return caught.value.sentence


def only_mailbox(folder: Path, more: str = "") -> tuple[Settings, Mailbox]:
    settings = load(written(folder, IMAP + more))
    return settings, settings.mailboxes[0]


def test_without_any_settings_the_defaults_hold() -> None:
    settings = load()
    assert settings.file is None
    assert settings.mailboxes == ()
    assert settings.clocks.follow_up_hours == 48
    assert settings.hub.every_phone == ("0845 671 0271", "023 9268 8793", "0300 555 1373")


def test_the_commented_file_says_the_defaults(tmp_path: Path) -> None:
    assert load(written(tmp_path, tables.default_settings())).model_dump() == Settings().model_dump()


def test_the_commented_file_names_every_setting_and_its_examples_are_valid(tmp_path: Path) -> None:
    lines = tables.default_settings().splitlines()
    text = "\n".join(line.removeprefix("#: ") for line in lines)
    load(written(tmp_path, text))
    for name in leaves(Settings):
        assert any(line.removeprefix("#: ").startswith((name, f"[{name}]")) for line in lines), name


def leaves(model: type[BaseModel]) -> Iterator[str]:
    for name, item in model.model_fields.items():
        sections = list(sections_in(item.annotation))
        if not sections:
            yield name
        for section in sections:
            yield from leaves(section)


def sections_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from sections_in(inner)


def test_the_contracts_mailbox_is_understood(tmp_path: Path) -> None:
    settings = load(
        written(
            tmp_path,
            '[database]\nurl = "sqlite:///data/mash.db"\n'
            '[[mailboxes]]\nname = "mash"\nkind = "imap"\nhost = "127.0.0.1"\nport = 1143\nuser = "u"\n'
            'tls = "none"\npassword_file = "secret"\nfolder = "INBOX"\n'
            '[[mailboxes]]\nname = "archive"\nkind = "maildir"\npath = "mail"\n',
        )
    )
    assert settings.mailboxes[0].port_used == 1143
    assert settings.mailboxes[1].kind == "maildir"
    assert settings.database_url == f"sqlite:///{tmp_path}/data/mash.db"


def test_an_unknown_key_is_named_with_the_one_that_was_meant(tmp_path: Path) -> None:
    assert "unknown setting mailboxes[1].pasword_file: did you mean password_file?" in refused(
        tmp_path, IMAP + 'pasword_file = "x"\n'
    )
    assert "unknown setting databse: did you mean database?" in refused(tmp_path, '[databse]\nurl = "x"\n')


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("MASH_DATABASE_URL", "MASH_DATABASE__URL"),
        ("MASH_DATABASE__ULR", "MASH_DATABASE__URL"),
        ("MASH_CONFG", "MASH_CONFIG"),
        ("MASH_CLOCKS__FOLLOWUP_HOURS", "MASH_CLOCKS__FOLLOW_UP_HOURS"),
    ],
)
def test_a_misspelt_variable_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, wrong: str, meant: str
) -> None:
    monkeypatch.setenv(wrong, "a-secret-value")
    with pytest.raises(SettingsError) as caught:
        load()
    assert wrong in caught.value.sentence
    assert f"did you mean {meant}?" in caught.value.sentence
    assert "a-secret-value" not in caught.value.sentence


def test_a_variable_wins_over_the_file_and_leaves_its_neighbours(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MASH_WORKER__POLL_SECONDS", "5")
    settings = load(written(tmp_path, "[worker]\npoll_seconds = 30\nchunk_messages = 7\n"))
    assert settings.worker.poll_seconds == 5
    assert settings.worker.chunk_messages == 7


def test_a_bad_value_is_named_and_never_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sentence = refused(tmp_path, '[worker]\nchunk_messages = "hunter2"\n')
    assert "worker.chunk_messages" in sentence
    assert "hunter2" not in sentence
    monkeypatch.setenv("MASH_WORKER__CHUNK_BYTES", "hunter2")
    with pytest.raises(SettingsError, match="MASH_WORKER__CHUNK_BYTES") as caught:
        load()
    assert "hunter2" not in caught.value.sentence


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[matching]\nweights = 7", "matching.weights: should be the name of a file or folder"),
        ("[labels]\nfolders = 7", "labels.folders: should be a list, such as [1, 2]"),
        ("hub = 7", "hub: should be a section of its own"),
    ],
)
def test_a_value_of_another_kind_is_told_in_words_of_the_file(tmp_path: Path, text: str, words: str) -> None:
    assert refused(tmp_path, text).endswith(words)


def test_the_named_file_comes_before_the_variable_before_the_one_in_this_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    Path("mash.toml").write_text("[worker]\npoll_seconds = 1\n")
    assert load().worker.poll_seconds == 1
    by_variable = tmp_path / "variable.toml"
    by_variable.write_text("[worker]\npoll_seconds = 2\n")
    monkeypatch.setenv("MASH_CONFIG", str(by_variable))
    assert load().worker.poll_seconds == 2
    assert load(written(tmp_path, "[worker]\npoll_seconds = 3\n")).worker.poll_seconds == 3


def test_a_settings_file_that_is_not_there_or_no_toml_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="there is no settings file"):
        load(tmp_path / "none.toml")
    assert "not valid TOML" in refused(tmp_path, "[worker\n")


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.8.8.8"])
def test_plain_text_is_allowed_to_this_machine(tmp_path: Path, host: str) -> None:
    text = f'[[mailboxes]]\nname = "m"\nuser = "u"\ntls = "none"\nhost = "{host}"\n'
    [mailbox] = load(written(tmp_path, text)).mailboxes
    assert (mailbox.host, mailbox.tls) == (host, "none")


@pytest.mark.parametrize("host", ["mail.example", "10.0.0.1", "localhost.example", "127.0.0.1.example"])
def test_plain_text_is_refused_to_any_other(tmp_path: Path, host: str) -> None:
    text = f'[[mailboxes]]\nname = "m"\nuser = "u"\ntls = "none"\nhost = "{host}"\n'
    assert "loopback" in refused(tmp_path, text)


def test_a_mailbox_says_what_its_kind_needs(tmp_path: Path) -> None:
    assert "path" in refused(tmp_path, '[[mailboxes]]\nname = "m"\nkind = "maildir"\n')
    assert "host" in refused(tmp_path, '[[mailboxes]]\nname = "m"\nkind = "imap"\n')
    assert "name of its own" in refused(tmp_path, IMAP + IMAP)


def test_mail_is_not_moved_to_where_it_is_read_and_that_folder_may_be_watched_beside_others(
    tmp_path: Path,
) -> None:
    moving = 'after = "move"\nafter_folder = "Done"\n'
    assert "another folder" in refused(tmp_path, f'{IMAP}{moving}folder = "Done"\n')
    assert only_mailbox(tmp_path, f'{moving}folders = ["Done"]\n')[1].folders_used == ("INBOX", "Done")


def test_the_standard_port_follows_from_tls(tmp_path: Path) -> None:
    assert only_mailbox(tmp_path)[1].port_used == 993
    assert only_mailbox(tmp_path, 'tls = "starttls"\n')[1].port_used == 143


def test_a_password_comes_from_its_variable_its_file_or_a_credential(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "mailbox_duty-desk_password").write_text("from systemd")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    assert mailbox_password(*only_mailbox(tmp_path)).get_secret_value() == "from systemd"
    (tmp_path / "secret").write_text("from a file\n")
    from_file = only_mailbox(tmp_path, 'password_file = "secret"\n')
    assert mailbox_password(*from_file).get_secret_value() == "from a file"
    monkeypatch.setenv("MASH_MAILBOX_DUTY_DESK_PASSWORD", "from a variable")
    assert mailbox_password(*only_mailbox(tmp_path)).get_secret_value() == "from a variable"


def test_a_mailboxs_secret_disturbs_no_command_that_has_no_mailbox(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MASH_MAILBOX_MASH_PASSWORD", "from a variable")
    assert load(written(tmp_path, "")).mailboxes == ()


@pytest.mark.parametrize(
    "text",
    [
        "[worker]\npoll_seconds = 1e999\n",
        "[worker]\npoll_seconds = nan\n",
        "[clocks]\nfollow_up_hours = 1e17\n",
        "[clocks]\ndue_soon_hours = inf\n",
        "[retention]\ncase_months = 99999\n",
    ],
)
def test_a_time_that_no_clock_reckons_with_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError, match=r"(less|greater) than or equal"):
        load(written(tmp_path, text))


def test_a_file_in_another_encoding_is_said_to_be_that(tmp_path: Path) -> None:
    file = tmp_path / "mash.toml"
    file.write_text("[database]\n", encoding="utf-16")
    with pytest.raises(SettingsError, match="no UTF-8 text"):
        load(file)


def test_a_missing_secret_says_where_it_may_stand(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="MASH_MAILBOX_DUTY_DESK_PASSWORD"):
        mailbox_password(*only_mailbox(tmp_path))
    with pytest.raises(SettingsError, match="cannot be read"):
        mailbox_password(*only_mailbox(tmp_path, 'password_file = "none"\n'))
    with pytest.raises(SettingsError, match="MASH_MAILBOX_DUTY_DESK_CLIENT_SECRET"):
        client_secret(*only_mailbox(tmp_path, '[mailboxes.oauth2]\ntenant = "t"\nclient_id = "c"\n'))


def test_a_secret_that_this_account_may_not_look_at_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    settings, mailbox = only_mailbox(tmp_path, 'password_file = "/run/credentials/worker/password"\n')
    monkeypatch.setattr(Path, "stat", refuse)
    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(SettingsError, match="worker/password cannot be read: check its path, owner and mode"):
        mailbox_password(settings, mailbox)


def test_a_password_for_a_mailbox_that_is_not_configured_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MASH_MAILBOX_DUTY_DSEK_PASSWORD", "x")
    with pytest.raises(SettingsError, match="did you mean MASH_MAILBOX_DUTY_DESK_PASSWORD"):
        only_mailbox(tmp_path)


def test_secrets_do_not_print(tmp_path: Path) -> None:
    settings = load(written(tmp_path, '[database]\nurl = "postgresql+psycopg://u:hunter2@db.example/m"\n'))
    assert "hunter2" not in repr(settings)
    assert "hunter2" not in str(settings.model_dump())
    assert settings.database_url == "postgresql+psycopg://u:hunter2@db.example/m"


def test_a_database_password_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "db").write_text("hunter2\n")
    settings = load(written(tmp_path, '[database]\npassword_file = "db"\n'))
    password = database_password(settings)
    assert password is not None
    assert password.get_secret_value() == "hunter2"
    assert database_password(Settings()) is None


def test_an_input_is_found_beside_the_settings_file_before_this_folder(tmp_path: Path) -> None:
    settings = load(written(tmp_path, ""))
    Path("mail").mkdir()
    assert settings.input_path(Path("mail")) == Path.cwd() / "mail"
    (tmp_path / "mail").mkdir()
    assert settings.input_path(Path("mail")) == tmp_path / "mail"


def test_the_office_opens_before_it_closes(tmp_path: Path) -> None:
    assert "office_opens" in refused(tmp_path, "[calendar]\noffice_opens = 18:00:00\n")


GRAPH = """[[mailboxes]]
name = "graph"
kind = "graph"
user = "mash@council.example"
[mailboxes.oauth2]
tenant = "t"
client_id = "c"
"""


def test_a_graph_mailbox_asks_graph_and_an_imap_one_asks_exchange(tmp_path: Path) -> None:
    (graph,) = load(written(tmp_path, GRAPH)).mailboxes
    assert graph.graph_service == "https://graph.microsoft.com/v1.0"
    assert graph.scope_used == "https://graph.microsoft.com/.default"
    imap = GRAPH.replace('kind = "graph"', 'host = "outlook.office365.com"')
    assert load(written(tmp_path, imap)).mailboxes[0].scope_used == "https://outlook.office365.com/.default"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ('user = "mash@council.example"', "needs user"),
        ('kind = "graph"', "only read"),
        ('tenant = "t"', "loopback"),
    ],
)
def test_a_graph_mailbox_that_cannot_work_is_refused(tmp_path: Path, wrong: str, words: str) -> None:
    text = {
        "needs user": GRAPH.replace(wrong, ""),
        "only read": GRAPH.replace(wrong, f'{wrong}\nafter = "move"'),
        "loopback": GRAPH.replace('kind = "graph"', 'kind = "graph"\ntls = "none"'),
    }[words]
    with pytest.raises(SettingsError, match=words):
        load(written(tmp_path, text))
