"""Settings: unsafe ones are refused with the line to change."""

import stat
from pathlib import Path
from typing import Any

import pytest

from server.core import config
from server.core.config import UnsafeSetting

SAFE: dict[str, Any] = {"SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz"}


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in config.SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "change-me" * 1}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 64}, "SECRET_KEY"),
        ({"PUBLIC_URL": "leads.example.com"}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "ftp://leads.example.com"}, "PUBLIC_URL"),
        ({"DEVELOPMENT": True, "PUBLIC_URL": "https://leads.example.com"}, "DEVELOPMENT"),
        ({"DATABASE_URL": "mysql://localhost/boxless"}, "DATABASE_URL"),
        ({"BLOB_URL": "ftp://blobs"}, "BLOB_URL"),
    ],
)
def test_what_is_unsafe_is_refused_by_name(wrong: dict[str, Any], named: str) -> None:
    with pytest.raises(UnsafeSetting, match=named):
        config.load({**SAFE, **wrong})


def test_without_a_key_one_is_made_for_the_owner_only(tmp_path: Path) -> None:
    first, second = config.load(), config.load()
    assert first["SECRET_KEY"] == second["SECRET_KEY"]
    path = tmp_path / "var" / "secret_key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text().strip() == first["SECRET_KEY"]


def test_everything_lies_below_the_data_folder(tmp_path: Path) -> None:
    settings = config.load(SAFE)
    assert settings["DATABASE_URL"] == f"sqlite:///{tmp_path / 'var' / 'boxless.db'}"
    assert settings["BLOB_URL"] == f"file://{tmp_path / 'var' / 'blobs'}"


@pytest.mark.parametrize("given", ["postgres://u:p@host/name", "postgresql://u:p@host/name"])
def test_addresses_of_postgresql_as_hosts_hand_them_out(given: str) -> None:
    assert config.load({**SAFE, "DATABASE_URL": given})["DATABASE_URL"] == "postgresql+psycopg://u:p@host/name"


def test_the_environment_counts_and_overrides_win(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://leads.example.com")
    assert config.load(SAFE)["SECURE_COOKIES"] is True
    assert config.load({**SAFE, "PUBLIC_URL": "http://localhost:8000"})["SECURE_COOKIES"] is False
