"""What the code has, the docs name: settings, error codes, endpoints."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from server import create_app
from server.core import http
from server.core.config import SETTINGS
from server.core.db import close
from server.core.errors import Problem

ROOT = Path(__file__).resolve().parent.parent
#: served beside the API: the files of the phone app
FILES = {"pwa_index", "pwa_file"}


@pytest.fixture(scope="module")
def plain_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An app nobody asks anything: making it loads every room."""
    app = create_app({"DATA_DIR": str(tmp_path_factory.mktemp("docs")), "DATABASE_URL": None})
    yield app
    close(app)


def read(name: str) -> str:
    """A file of the project as text."""
    return (ROOT / name).read_text(encoding="utf-8")


def settings() -> set[str]:
    """What the app and its commands read from the environment."""
    return set(SETTINGS) | set(re.findall(r'envvar="([A-Z_]+)"', read("server/cli.py")))


def codes() -> set[str]:
    """Every code a refusal may carry: of the classes, of single refusals, of HTTP's own failures."""
    found = {kind.code for kind in family(Problem)} | set(http.CODES.values())
    for path in (ROOT / "server").rglob("*.py"):
        found |= set(re.findall(r'\bcode="([a-z_]+)"', path.read_text(encoding="utf-8")))
    return found


def family(kind: type[Problem]) -> list[type[Problem]]:
    """A class and everything made from it."""
    return [kind, *(each for child in kind.__subclasses__() for each in family(child))]


def endpoints(app: Flask) -> set[str]:
    """`METHOD /address` of everything the API answers, with `<id>` for every name of an id."""
    return {
        f"{method} {re.sub(r'<[^>]+>', '<>', rule.rule)}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint not in FILES
    }


def documented_endpoints() -> set[str]:
    """The same, read from the first column of the tables in docs/api.md."""
    rows = re.findall(r"^\| ([A-Z].+?) \|", read("docs/api.md"), re.MULTILINE)
    return {endpoint for row in rows for endpoint in _endpoints_of(row)}


def _endpoints_of(row: str) -> set[str]:
    found: set[str] = set()
    for methods, addresses in re.findall(r"([A-Z][A-Z, ]+) ((?:`[^`]+`(?:, )?)+)", row):
        for address in re.findall(r"`([^`]+)`", addresses):
            found |= {f"{method} {re.sub(r'<[^>]+>', '<>', address)}" for method in methods.split(", ")}
    return found


def test_every_setting_is_documented() -> None:
    documented = set(re.findall(r"^\| `([A-Z_]+)`", read("docs/settings.md"), re.MULTILINE))
    assert settings() == documented


def test_every_error_code_is_documented(plain_app: Flask) -> None:
    documented = set(re.findall(r"^\| `([a-z_]+)`", read("docs/errors.md"), re.MULTILINE))
    assert codes() - documented == set(), "codes without a line in docs/errors.md"
    assert documented - codes() == set(), "lines in docs/errors.md for codes nothing uses"


def test_every_endpoint_is_documented(plain_app: Flask) -> None:
    assert endpoints(plain_app) - documented_endpoints() == set()
