"""The house keeps its shape: imports go one way, pure files stay pure (docs/architecture.md)."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted(path for folder in ("server", "ocr") for path in (ROOT / folder).rglob("*.py"))
SERVER = [path for path in CODE if path.is_relative_to(ROOT / "server")]

#: rooms of the server from left to right: a room imports only from levels to its left, and from itself
LEVELS: tuple[frozenset[str], ...] = tuple(
    frozenset(level.split())
    for level in (
        "core",
        "auth",
        "events storage jobs",
        "leads",
        "classification assignment plans",
        "cards followups",
        "duplicates",
        "intake mail",
        "sync triage reports exports standards",
        "app apidocs cli supervise web address local_ca pwa migrations demo doctor",
    )
)
#: inside a room: which file may import which of its neighbours
FURNITURE = {"models": 0, "queries": 1, "operations": 1, "jobs": 2, "schemas": 2, "views": 3}
PURE = {"rules", "merge", "schedule", "matching", "normalise", "clocks", "reconcile"}
#: ways to ask the machine what time it is
ASKS = ("now", "utcnow", "today")
CLOCKS = {
    *(f"{name}.{ask}" for name in ("datetime", "datetime.datetime", "date", "datetime.date") for ask in ASKS),
    *("time.time", "time.time_ns", "time.monotonic", "clock.now_ms"),
}


@cache
def tree(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Every module the file imports, wherever in the file, `from a import b` as `a.b`."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.relative_to(ROOT)} imports relatively; write the whole name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(module: str) -> str | None:
    """The room of the server a module belongs to."""
    parts = module.split(".")
    return parts[1] if parts[0] == "server" and len(parts) > 1 else None


def level(name: str) -> int:
    """The place of a room, counted from the left."""
    places = [place for place, rooms in enumerate(LEVELS) if name in rooms]
    assert places, f"server/{name} has no level: add it to LEVELS here and to docs/architecture.md"
    return places[0]


def name_of(path: Path) -> str:
    """server/leads/models.py -> server.leads.models"""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def wrong_rooms(module: str, imported: str) -> bool:
    """Whether the import leaves its room in the wrong direction."""
    here, there = room(module), room(imported)
    if here is None or there is None or here == there:
        return False
    last = len(LEVELS) - 1
    return level(there) >= level(here) and level(here) != last


@pytest.mark.parametrize("path", SERVER, ids=name_of)
def test_rooms_import_only_from_the_left(path: Path) -> None:
    wrong = [name for name in imports(path) if wrong_rooms(name_of(path), name)]
    assert not wrong, f"{name_of(path)} must not import {wrong}: speak by a signal of core/signals.py instead"


@pytest.mark.parametrize("path", [path for path in CODE if path not in SERVER], ids=name_of)
def test_reading_cards_knows_nothing_of_the_server(path: Path) -> None:
    assert not [name for name in imports(path) if name.split(".")[0] in {"server", "flask", "sqlalchemy", "wsgi"}]


def test_the_wsgi_entry_imports_the_server_only() -> None:
    assert {name.split(".")[0] for name in imports(ROOT / "wsgi.py")} == {"server"}


@pytest.mark.parametrize("path", SERVER, ids=name_of)
def test_furniture_of_a_room_stands_in_order(path: Path) -> None:
    mine = FURNITURE.get(path.stem)
    if mine is None:
        return
    own_room = path.parent.relative_to(ROOT).as_posix().replace("/", ".")
    neighbours = [
        name.removeprefix(f"{own_room}.").split(".")[0] for name in imports(path) if name.startswith(own_room)
    ]
    wrong = [name for name in neighbours if FURNITURE.get(name, -1) > mine]
    assert not wrong, f"{name_of(path)} must not import {wrong}: views call operations and queries, those the models"


@pytest.mark.parametrize("path", SERVER, ids=name_of)
def test_only_views_and_the_house_itself_know_http(path: Path) -> None:
    rooms = {"core", "auth", "pwa", "app", "cli", "web", None}
    if path.stem == "schemas" or path.stem.endswith("views") or room(name_of(path)) in rooms:
        return
    forbidden = {"flask.request", "flask.g", "flask.session", "flask.Response", "flask.jsonify", "flask.abort"}
    assert not forbidden & set(imports(path))


@pytest.mark.parametrize("path", [path for path in CODE if path.stem in PURE], ids=name_of)
def test_pure_files_use_the_standard_library_and_no_clock(path: Path) -> None:
    assert not impurities(path)


def impurities(path: Path, seen: frozenset[Path] = frozenset()) -> list[str]:
    """What keeps a file from being pure. Neighbours count as its own lines, so they must be pure as well."""
    found = [f"{name_of(path)} asks for the time: take it as an argument"] if asks_a_clock(path) else []
    for name in imports(path):
        own = own_file(name)
        if own is None and name.split(".")[0] not in sys.stdlib_module_names:
            found.append(f"{name_of(path)} imports {name}, which is not in the standard library")
        elif own is not None and own not in seen:
            found += impurities(own, seen | {own})
    return found


def own_file(name: str) -> Path | None:
    """The file of ours that `import name` or `from ... import ...` opens, if it is one of ours."""
    whole = Path(ROOT, *name.split("."))
    return next((file for file in (whole.with_suffix(".py"), whole.parent.with_suffix(".py")) if file in CODE), None)


def asks_a_clock(path: Path) -> bool:
    """Whether the file calls something like `datetime.now()` or `time.time()`."""
    calls = (node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call))
    return any(isinstance(call, ast.Attribute) and ast.unparse(call) in CLOCKS for call in calls)


def test_the_checks_themselves_see_what_they_look_for(tmp_path: Path) -> None:
    assert wrong_rooms("server.leads.operations", "server.plans.schedule.due_steps")
    assert wrong_rooms("server.cards.views", "server.followups.models.Step")
    assert not wrong_rooms("server.plans.schedule", "server.leads.models.Lead")
    asking = tmp_path / "rules.py"
    asking.write_text("from datetime import datetime\ndef late(due): return due < datetime.now()\n")
    assert asks_a_clock(asking)
