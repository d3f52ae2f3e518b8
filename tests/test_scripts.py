"""What the Makefile calls: a fresh machine's first steps, and the closing line of `make test`."""

import subprocess
import sys
from pathlib import Path

import pytest

from scripts import clean, environment, ocr_eval, parts, phone_app, system
from scripts.console import ROOT


def test_every_target_of_the_makefile_is_listed_by_help() -> None:
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in (
        "run",
        "demo",
        "test",
        "check",
        "fmt",
        "bench",
        "bench-sync",
        "ocr-eval",
        "sync-mutants",
        "lock",
        "screenshots",
        "clean",
    ):
        assert f"make {target} " in said


def test_the_closing_line_of_a_part_is_held_back(capsys: pytest.CaptureFixture[str]) -> None:
    part = parts.Part("three", [sys.executable, "-c", "print('one'); print('two'); print('3 passed')"])
    result, closing = parts.run_aloud(part, {})
    assert result.passed
    assert closing == "3 passed\n"
    assert capsys.readouterr().out == "one\ntwo\n"


def test_a_failed_part_says_so_and_keeps_what_it_said() -> None:
    result = parts.run(parts.Part("broken", [sys.executable, "-c", "print('why'); raise SystemExit(2)"]), {})
    assert (result.passed, result.said) == (False, "why\n")
    assert result.line.strip().startswith("FAILED  broken")


def test_the_phone_app_is_built_again_when_a_source_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phone_app, "PWA", tmp_path)
    (tmp_path / "src").mkdir()
    (tmp_path / "dist").mkdir()
    (tmp_path / "src" / "app.tsx").write_text("one")
    before = phone_app._digest(phone_app._sources())
    (tmp_path / "dist" / "index.html").write_text("built")
    assert phone_app._digest(phone_app._sources()) == before
    (tmp_path / "src" / "app.tsx").write_text("two")
    assert phone_app._digest(phone_app._sources()) != before


@pytest.mark.parametrize(("said", "good"), [("v20.19.0", True), ("v24.1.0", True), ("v20.18.9", False), ("", False)])
def test_node_is_new_enough_from_20_19_on(tmp_path: Path, said: str, good: bool) -> None:
    node = tmp_path / "node"
    node.write_text(f"#!/bin/sh\necho '{said}'\n")
    node.chmod(0o755)
    assert phone_app._new_enough(node) is good


def test_what_cannot_be_installed_is_named_with_the_line_to_type(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tool = system.Tool("Lantern", lambda: False, ("lantern",), ("lantern",))
    monkeypatch.setattr(system, "_installer", lambda: None)
    assert system.ensure([tool]) == [tool]
    assert "not on this machine: Lantern" in capsys.readouterr().out


def test_requirements_are_installed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[tuple[str, ...]] = []
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(environment, "pip", lambda *arguments: installed.append(arguments))
    (tmp_path / "requirements.txt").write_text("flask==3")
    environment.install("requirements.txt")
    environment.install("requirements.txt")
    assert len(installed) == 1
    (tmp_path / "requirements.txt").write_text("flask==4")
    environment.install("requirements.txt")
    assert len(installed) == 2
    assert "--require-hashes" in installed[0]


@pytest.mark.parametrize("cards", ["", "/nowhere"])
def test_scoring_without_cards_says_what_shape_they_need(cards: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        ocr_eval.main(cards, "")
    assert "labels.jsonl" in capsys.readouterr().err


def test_cleaning_up_never_touches_data() -> None:
    assert not [folder for folder in clean.MADE if folder == ROOT / "var" or ROOT / "var" in folder.parents]
