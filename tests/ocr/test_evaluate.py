"""Measuring on a labelled folder."""

import json
from pathlib import Path

import pytest

from ocr.evaluate import difference, main, worst
from tests.ocr.draw import draw_card

JUDGE = """
def score(label, found):
    return {"name": {"fn": int(label["fields"]["name"] != found.get("name")), "fp": 0}}

def evaluate(labels, predictions):
    cards = []
    for label in labels:
        res = score(label, predictions.get(label["id"], {}))
        cards.append({"id": label["id"], "res": res, "corrections": res["name"]["fn"]})
    wrong = sum(card["corrections"] for card in cards)
    fields = {"name": {"f1": 1.0 - wrong / len(cards)}, "phones": {"f1": 1.0, "kind_accuracy": 1.0}}
    totals = {"cards": len(cards), "corrections_per_card": wrong / len(cards), "card_perfect": 1 - wrong / len(cards)}
    return {"all": totals | {"mean_f1": 1.0, "fields": fields}}, cards

def main(argv):
    print("the evaluator's own table")
"""


@pytest.fixture
def card_set(tmp_path: Path) -> Path:
    """Two drawn cards, one of them labelled wrongly."""
    (tmp_path / "images").mkdir()
    labels = []
    for seed, name in ((2, None), (3, "Somebody Else")):
        card = draw_card("us", seed)
        card.picture("DejaVuSans.ttf").save(tmp_path / "images" / f"card{seed}.png")
        labels.append({"id": f"card{seed}", "fields": card.truth["fields"] | ({"name": name} if name else {})})
    (tmp_path / "labels.jsonl").write_text("\n".join(map(json.dumps, labels)), encoding="utf-8")
    (tmp_path / "evaluate.py").write_text(JUDGE, encoding="utf-8")
    return tmp_path


def test_it_prints_table_worst_cards_and_difference(
    card_set: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    last = tmp_path / "last.json"
    last.write_text(json.dumps({"rapidocr": {"corrections": 0.9}}), encoding="utf-8")
    assert main([str(card_set), "--compare", str(last), "--save"]) == 0
    printed = capsys.readouterr().out
    assert "the evaluator's own table" in printed
    assert "card3  1 corrections: name" in printed
    assert "card2" not in printed
    assert "corrections" in printed.split("against the last")[1]
    assert json.loads(last.read_text(encoding="utf-8"))["rapidocr"]["corrections"] == 0.5


def test_without_a_card_set_it_says_how_to_get_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert "labels.jsonl" in capsys.readouterr().err


def test_only_changed_figures_are_shown() -> None:
    assert difference({"a": 2.0, "b": 1.0, "c": None}, {"a": 1.0, "b": 1.0}) == [
        "  a                   1.0 ->      2.0  (+1.0000)"
    ]
    assert difference({"a": 1.0}, {"a": 1.0}) == ["  no difference"]


def test_perfect_cards_are_not_among_the_worst() -> None:
    assert worst([{"id": "x", "corrections": 0, "res": {}}]) == []
