"""docs/method.md maps every requirement of the method, and names only what exists."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
METHOD = ROOT / "docs" / "method.md"
#: how many requirements each part of the method has
PARTS = {"A": 19, "B": 26, "C": 14, "D": 13, "E": 13}
IDS = [f"{part}{number}" for part, most in PARTS.items() for number in range(1, most + 1)]
STATES = ("stands", "part", "open")
NOTHING = "–"


class Row(NamedTuple):
    """One requirement of the table."""

    id: str
    requirement: str
    state: str
    lives_in: str
    proven_by: str
    waits_for: str


def rows(text: str) -> list[Row]:
    """The rows of the requirements, in order."""
    lines = (line for line in text.splitlines() if re.match(r"\| [A-E]\d+ \|", line))
    return [Row(*(cell.strip() for cell in line.strip("|").split("|"))) for line in lines]


ROWS = rows(METHOD.read_text(encoding="utf-8"))


def named(cell: str) -> list[str]:
    """What a cell names in backticks."""
    return re.findall(r"`([^`]+)`", cell)


@cache
def defined_in(path: str) -> frozenset[str]:
    """The tests a file defines; none if there is no such file."""
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    return frozenset(n.name for n in nodes if isinstance(n, ast.FunctionDef) and n.name.startswith("test_"))


def faults(row: Row) -> list[str]:
    """What is wrong with a row, in words."""
    found = [f"{path} does not exist" for path in named(row.lives_in) if not (ROOT / path).is_file()]
    for proof in named(row.proven_by):
        path, _, test = proof.partition("::")
        if test not in defined_in(path):
            found.append(f"{proof} does not exist")
    if row.state not in STATES:
        found.append(f"{row.state!r} is no state")
    if row.state != "open" and not (named(row.lives_in) and named(row.proven_by)):
        found.append("says it is built, but names no place or no test")
    if (row.state == "stands") != (row.waits_for == NOTHING):
        found.append("what stands waits for nothing, what does not says what it waits for")
    return found


def test_every_requirement_is_mapped_once_and_in_order() -> None:
    assert [row.id for row in ROWS] == IDS


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_requirement_names_only_what_exists(row: Row) -> None:
    assert not faults(row)


REAL = "`tests/test_method_doc.py::test_every_requirement_is_mapped_once_and_in_order`"


def test_a_row_that_names_what_there_is_has_no_fault() -> None:
    assert not faults(rows(f"| A1 | x | stands | `README.md` | {REAL} | – |")[0])


@pytest.mark.parametrize(
    "line",
    [
        f"| A1 | x | stands | `server/nowhere.py` | {REAL} | – |",
        "| A1 | x | stands | `README.md` | `tests/test_method_doc.py::test_nothing` | – |",
        f"| A1 | x | part | `README.md` | {REAL} | – |",
        f"| A1 | x | stands | `README.md` | {REAL} | a screen |",
        "| A1 | x | stands | `README.md` | – | – |",
        "| A1 | x | open | – | – | – |",
        "| A1 | x | done | – | – | a screen |",
    ],
)
def test_a_row_that_claims_too_much_is_found(line: str) -> None:
    assert faults(rows(line)[0])


def test_files_named_in_the_tables_of_numbers_exist() -> None:
    text = METHOD.read_text(encoding="utf-8")
    missing = [
        path for path in re.findall(r"`((?:server|pwa|tests|docs)/[^`:]+)`", text) if not (ROOT / path).exists()
    ]
    assert not missing
