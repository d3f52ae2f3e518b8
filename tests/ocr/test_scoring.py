"""Scores and calibration."""

from ocr.scoring import calibrated, curves_of, fitted, score

CURVES = {"name": {"raw": [0.0, 0.5, 1.0], "right": [0.2, 0.6, 0.99]}}


def test_a_score_sums_weighted_evidence_and_ignores_the_unknown() -> None:
    assert score("name", {"a": 1.0, "b": 2.0, "c": 9.0}, {"name": {"a": 0.5, "b": -1.0}}) == -1.5


def test_a_confidence_is_read_off_its_curve() -> None:
    assert calibrated("name", 0.25, CURVES) == 0.4
    assert calibrated("name", -1.0, CURVES) == 0.2
    assert calibrated("name", 1.0, CURVES) == 0.99


def test_a_field_without_a_curve_keeps_its_raw_confidence() -> None:
    assert calibrated("social", 0.123456, CURVES) == 0.1235


def test_the_shipped_curves_rise_and_an_unmeasured_engine_takes_the_defaults() -> None:
    for curve in curves_of("rapidocr").values():
        assert curve["raw"] == sorted(curve["raw"])
        assert curve["right"] == sorted(curve["right"])
    assert curves_of("abacus") == curves_of("rapidocr")


def test_weights_are_shipped_for_every_role() -> None:
    assert {"name", "title", "company", "address", "together"} <= set(fitted()["weights"])
