"""Values compare and hash by what they hold; who changes one is found out by mypy, and by Python when asked to."""

import subprocess
import sys
from dataclasses import replace

from server.core.why import Why

CHANGES = "from server.core.why import Why; Why('late', 'It is late.').code = 'early'"


def test_values_are_equal_when_they_hold_the_same() -> None:
    late = Why("late", "It is late.")
    assert late == Why("late", "It is late.")
    assert {late, Why("late", "It is late.")} == {late}
    assert replace(late, code="early") == Why("early", "It is late.") != late


def test_development_mode_refuses_to_change_one() -> None:
    run = subprocess.run([sys.executable, "-X", "dev", "-c", CHANGES], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "FrozenInstanceError" in run.stderr
