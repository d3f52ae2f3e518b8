"""RapidOCR: PP-OCRv6 small through onnxruntime, models from the installed package, never downloaded."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.metadata import version as package_version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from ocr.engines import hangul
from ocr.errors import EngineFailedError, EngineMissingError, OutOfMemoryError
from ocr.geometry import height, length, words_of
from ocr.model import Line, Quad, ReadOptions

MODELS = {
    "Det": "PP-OCRv6_det_small.onnx",
    "Rec": "PP-OCRv6_rec_small.onnx",
    "Cls": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
}
#: Longest side the detector sees: faster than the default and reads more (docs/benchmarks-ocr.md).
DETECTOR_SIDE = 960
#: Most pixels the detector sees: square pictures are made smaller than the side alone would.
DETECTOR_PIXELS = 960 * 720
#: Lines read with less are noise: patterns, logos, a thumb.
LEAST_CONFIDENCE = 0.5
#: The direction model is asked about single words too; below this it guesses.
CERTAINLY_FLIPPED = 0.9
#: The reader turns a box before reading when it is this much higher than wide.
STANDING = 1.5
#: Lines recognised together at most, and how much wider than the narrowest the widest of them may be.
BATCH, WIDER = 6, 1.15
#: Width of a line, in heights, to which the recogniser pads whatever is shorter.
SHORTEST = 320 / 48
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
        return {
            "detector_side": DETECTOR_SIDE,
            "detector_pixels": DETECTOR_PIXELS,
            "max_side": options.limits.max_side,
            "korean": "tesseract" if hangul.installed() else "none",
        }

    def read(self, picture: Image.Image, options: ReadOptions) -> tuple[Line, ...]:
        """Every line of text on the picture, with its place in pixels and its confidence from 0 to 1.

        Raises EngineMissingError, OutOfMemoryError and EngineFailedError.
        """
        if not installed():
            raise EngineMissingError("RapidOCR or one of its models is missing on this machine.")
        pixels = np.ascontiguousarray(np.asarray(picture.convert("RGB"))[:, :, ::-1])
        try:
            with _ONE_AT_A_TIME:
                return tuple(_read(_warm(options.threads), pixels, options))
        except MemoryError as error:
            raise OutOfMemoryError("The picture needs more memory than a reading may use.") from error
        except Exception as error:
            if "alloc" in str(error).casefold():  # how onnxruntime and OpenCV say it
                raise OutOfMemoryError("The picture needs more memory than a reading may use.") from error
            raise EngineFailedError(f"RapidOCR failed: {type(error).__name__}") from error


def _read(reader: Any, pixels: np.ndarray[Any, Any], options: ReadOptions) -> Iterator[Line]:
    """Run the three models one by one: only the middle one knows which lines stand on their head, and the
    reader's own result does not tell; and the last is quicker with lines of one length."""
    from rapidocr.main import RapidOCRError
    from rapidocr.utils.process_img import map_boxes_to_original

    resized, record = reader.preprocess_img(pixels)
    try:
        reader._load_det_model().limit_side_len = detector_side(*resized.shape[:2])
        crops, found = reader.detect_and_crop(resized, record)
    except RapidOCRError:  # its way of saying that there is no text
        return
    upright, turned = reader.cls_and_rotate(crops)
    texts = _recognised(reader, upright)
    corners = map_boxes_to_original(found.boxes, record, *pixels.shape[:2])
    quads = [_quad(four) for four in corners]
    flipped = [label == "180" and score > CERTAINLY_FLIPPED for label, score in turned.cls_res]
    heads = on_their_head(quads, flipped)
    for i in (i for i, (was, voted) in enumerate(zip(flipped, heads, strict=True)) if was != voted):
        texts[i] = _read_again(reader, crops[i], heads[i])
    if hangul.is_korean(texts, options) and hangul.installed():
        ways = zip(crops, heads, strict=True)
        texts = hangul.reread([crop[::-1, ::-1] if head else crop for crop, head in ways], texts, options)
    for quad, head, (text, score) in zip(quads, heads, texts, strict=True):
        confidence = round(float(score), 4)
        if text.strip() and confidence >= LEAST_CONFIDENCE:
            placed = _turned(quad, _stands(quad), head)
            yield Line(text, confidence, placed, words_of(text, confidence, placed))


def detector_side(height: int, width: int) -> int:
    """Longest side, in pixels, at which the detector looks at a picture of this size."""
    longest, shortest = max(height, width), min(height, width)
    return min(DETECTOR_SIDE, int((DETECTOR_PIXELS * longest / shortest) ** 0.5))


def _recognised(reader: Any, crops: list[np.ndarray[Any, Any]]) -> list[tuple[str, float]]:
    """Text and confidence of each line."""
    texts: list[tuple[str, float]] = [("", 0.0)] * len(crops)
    for group in batches([crop.shape[1] / crop.shape[0] for crop in crops]):
        read = reader.recognize_txt([crops[i] for i in group])
        for i, text, score in zip(group, read.txts, read.scores, strict=True):
            texts[i] = (text, score)
    return texts


def batches(ratios: list[float]) -> Iterator[list[int]]:
    """Which lines are recognised together, by their width in heights: the model reads all lines of a batch at the
    width of its longest, so a short line beside a long one costs as much as the long one."""
    batch: list[int] = []
    for i in sorted(range(len(ratios)), key=lambda i: ratios[i]):
        if batch and (len(batch) == BATCH or ratios[i] > max(ratios[batch[0]], SHORTEST) * WIDER):
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def _read_again(reader: Any, crop: np.ndarray[Any, Any], on_head: bool) -> tuple[str, float]:
    """Read one line the way the card's other lines stand; the direction model misjudged it."""
    read = reader.recognize_txt([np.ascontiguousarray(crop[::-1, ::-1]) if on_head else crop])
    return read.txts[0], read.scores[0]


def on_their_head(quads: list[Quad], flipped: list[bool]) -> list[bool]:
    """Which lines are upside down. The lines of a card agree, so lying and standing lines vote apart
    and the majority, weighted by length, decides for all of them."""
    votes = {True: 0.0, False: 0.0}
    for quad, head in zip(quads, flipped, strict=True):
        votes[_stands(quad)] += max(length(quad), height(quad)) * (1 if head else -1)
    return [votes[_stands(quad)] > 0 for quad in quads]


def _stands(quad: Quad) -> bool:
    return height(quad) >= STANDING * length(quad)


def _turned(quad: Quad, standing: bool, on_head: bool) -> Quad:
    """The corners in reading order; standing text is read downwards unless it is on its head."""
    start = (1 if standing else 0) + (2 if on_head else 0)
    order = [quad[(start + i) % 4] for i in range(4)]
    return (order[0], order[1], order[2], order[3])


def _quad(corners: Any) -> Quad:
    a, b, c, d = ((round(float(x), 1), round(float(y), 1)) for x, y in corners)
    return (a, b, c, d)
