"""RapidOCR: PP-OCRv6 small through onnxruntime, models from the installed package, never downloaded."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.metadata import version as package_version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from ocr.errors import EngineFailedError, EngineMissingError
from ocr.model import Box, Line, Quad, ReadOptions, Word

MODELS = {
    "Det": "PP-OCRv6_det_small.onnx",
    "Rec": "PP-OCRv6_rec_small.onnx",
    "Cls": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
}
#: Longest side the detector sees: faster than the default and reads more (docs/benchmarks-ocr.md).
DETECTOR_SIDE = 960
_ONE_AT_A_TIME = threading.Lock()


def model_folder() -> Path | None:
    """Where the installed package keeps its models, or None when it is not installed."""
    spec = find_spec("rapidocr")
    return Path(spec.origin).parent / "models" if spec and spec.origin else None


def installed() -> bool:
    """True when the package, its runtime and all three models are here."""
    folder = model_folder()
    has_models = folder is not None and all((folder / name).is_file() for name in MODELS.values())
    return has_models and find_spec("onnxruntime") is not None


@lru_cache(maxsize=1)
def _warm(threads: int) -> Any:
    """The one loaded reader of this process."""
    from rapidocr import RapidOCR

    folder = model_folder()
    if folder is None:
        raise EngineMissingError("RapidOCR is not installed; `pip install rapidocr onnxruntime` adds it.")
    paths = {f"{part}.model_path": str(folder / name) for part, name in MODELS.items()}
    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Det.limit_type": "max",
            "Det.limit_side_len": DETECTOR_SIDE,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            **paths,
        }
    )


class RapidEngine:
    """The default engine."""

    name = "rapidocr"

    def version(self) -> str:
        return f"{package_version('rapidocr')}+PP-OCRv6-small"

    def params(self, options: ReadOptions) -> Mapping[str, Any]:
        return {"detector_side": DETECTOR_SIDE, "max_side": options.limits.max_side}

    def read(self, picture: Image.Image, options: ReadOptions) -> tuple[Line, ...]:
        if not installed():
            raise EngineMissingError("RapidOCR or one of its models is missing on this machine.")
        blue_green_red = np.ascontiguousarray(np.asarray(picture.convert("RGB"))[:, :, ::-1])
        try:
            with _ONE_AT_A_TIME:
                found = _warm(options.threads)(blue_green_red, return_word_box=True)
        except Exception as error:  # noqa: BLE001 - whatever the native stack throws becomes our typed error
            raise EngineFailedError(f"RapidOCR failed: {type(error).__name__}") from error
        return tuple(_lines(found))


def _lines(found: Any) -> Iterable[Line]:
    if found.boxes is None or found.txts is None:
        return
    words = found.word_results if len(found.word_results) == len(found.txts) else [()] * len(found.txts)
    for corners, text, score, parts in zip(found.boxes, found.txts, found.scores, words, strict=True):
        if text.strip():
            yield Line(text, round(float(score), 4), _quad(corners), tuple(_words(parts)))


def _quad(corners: Any) -> Quad:
    a, b, c, d = ((round(float(x), 1), round(float(y), 1)) for x, y in corners)
    return (a, b, c, d)


def _words(parts: Any) -> Iterable[Word]:
    for text, score, corners in parts:
        if text and corners is not None:
            yield Word(text, round(float(score), 4), Box.of_points((float(x), float(y)) for x, y in corners))
