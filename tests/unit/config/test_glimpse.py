"""A glimpse of the settings says what the settings say, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.errors import SettingsError
from config.glimpse import Glimpse, glimpse
from config.settings import Settings, load
from config.spelling import variable_names


@pytest.fixture(autouse=True)
def no_settings_but_the_tests_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [*variable_names(Settings), "MASH_CONFIG"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("config.places.SYSTEM_FILE", tmp_path / "nowhere" / "mash.toml")
    monkeypatch.chdir(tmp_path)


def written(folder: Path, text: str) -> Path:
    file = folder / "mash.toml"
    file.write_text(text, encoding="utf-8")
    return file


def whole(file: Path | None) -> Glimpse:
    settings = load(file)
    return Glimpse(
        Path(settings.database_url.removeprefix("sqlite:///")),
        settings.clocks.follow_up_hours,
        settings.clocks.due_soon_hours,
        settings.desk.lock_minutes,
        settings.desk.theme,
        settings.desk.title,
        settings.desk.passphrase_hash,
        settings.keys,
    )


def test_without_a_file_it_tells_the_defaults() -> None:
    assert glimpse() == whole(None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff[clocks]\nfollow_up_hours = 24",
        '[database]\nurl = "sqlite:///data/my.db"\n[worker]\npoll_seconds = 5',
        '[database]\nurl = "sqlite:////srv/mash/mash.db"',
        "[clocks]\nfollow_up_hours = 24.5\ndue_soon_hours = 0\nworking_hours = false",
        '[desk]\nlock_minutes = 0\ntheme = "mash-light"\npassphrase_hash = "x"\nofficer = "ann"\ntitle = false',
        '[keys]\nlog_call = "+ f4"\nclose_call = "f5"',
    ],
)
def test_it_tells_what_the_settings_tell(tmp_path: Path, text: str) -> None:
    file = written(tmp_path, text)
    told = glimpse(file)
    assert told is not None
    assert told == whole(file)


@pytest.mark.parametrize(
    "text",
    [
        "[clocks]\nworking_hours = true",
        '[clocks]\nfollow_up_hours = "24"',
        "[clocks]\nfollow_up_hours = true",
        "[clocks]\nfollow_up_hours = -1",
        "[clocks]\nfollow_up_hours = nan",
        "[clocks]\ndue_soon_hours = inf",
        "[desk]\ntheme = 7",
        "[keys]\nlog_call = 7",
        'keys = "n"',
        '[database]\nurl = "postgresql://desk@db.example/mash"',
        '[database]\nurl = "sqlite:///my%20mash.db"',
        '[database]\nurl = "sqlite:///mash.db?mode=ro"',
        '[database]\nurl = "sqlite:///:memory:"',
        '[database]\nurl = "sqlite+pysqlite:///mash.db"',
        '[database]\nurl = "sqlite:///"',
        "[database]\nurl = 7",
        '[database]\npassword_file = "secret"',
        "not toml",
    ],
)
def test_what_is_unusual_is_left_to_the_settings(tmp_path: Path, text: str) -> None:
    assert glimpse(written(tmp_path, text)) is None


@pytest.mark.parametrize(
    "name", ["MASH_DATABASE__URL", "mash_clocks__working_hours", "MASH_CLOCKS", "MASH_X"]
)
def test_variables_that_set_something_are_left_to_the_settings(tmp_path: Path, name: str) -> None:
    assert glimpse(written(tmp_path, ""), {name: "x"}) is None
    assert glimpse(written(tmp_path, ""), {"MASH_DESK__OFFICER": "ann", "MASH_CONFIG": "x"}) is not None


def test_the_file_is_found_as_the_settings_find_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other"
    other.mkdir()
    written(other, "[clocks]\nfollow_up_hours = 20")
    monkeypatch.setenv("MASH_CONFIG", str(other / "mash.toml"))
    assert glimpse() == whole(None)
    assert whole(None).follow_up_hours == 20


def test_what_the_settings_refuse_is_refused_a_moment_later(tmp_path: Path) -> None:
    file = written(tmp_path, "[clocks]\nfollow_up_hour = 24")
    assert glimpse(file) is not None
    with pytest.raises(SettingsError, match="follow_up_hours"):
        load(file)
