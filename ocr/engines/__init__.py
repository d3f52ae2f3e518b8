"""Which engines there are, which are installed, which is best."""

from __future__ import annotations

from collections.abc import Callable

from ocr.engines import rapid, tesseract
from ocr.engines.base import Engine
from ocr.engines.rapid import RapidEngine
from ocr.engines.recorded import RecordedEngine
from ocr.engines.tesseract import TesseractEngine
from ocr.errors import EngineMissingError

#: Best first. Adding an engine is one line here and one file beside this one.
ENGINES: dict[str, tuple[Callable[[], Engine], Callable[[], bool]]] = {
    "rapidocr": (RapidEngine, rapid.installed),
    "tesseract": (TesseractEngine, tesseract.installed),
}


def available_engines() -> tuple[str, ...]:
    """Names of the installed engines, best first."""
    return tuple(name for name, (_, installed) in ENGINES.items() if installed())


def best_engine() -> str:
    """Name of the best installed engine. Raises EngineMissingError when there is none."""
    for name in available_engines():
        return name
    raise EngineMissingError("No reading engine is installed; `pip install rapidocr onnxruntime` adds one.")


def engine(name: str | None) -> Engine:
    """The engine called ``name``, or the best one."""
    chosen = name or best_engine()
    if chosen == RecordedEngine.name:
        return RecordedEngine()
    if chosen not in ENGINES:
        raise EngineMissingError(f"There is no engine called {chosen!r}; known are {', '.join(ENGINES)}.")
    return ENGINES[chosen][0]()
