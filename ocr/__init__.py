"""Image in, CardReading out. No database, no network, no settings; it never imports the server.

from ocr import ReadOptions, read_card
reading = read_card(jpeg_bytes)
reading.first("name"), reading.all("phone")
"""

from __future__ import annotations

import time
from dataclasses import replace

from PIL import Image

from ocr.codes import merge, read_codes
from ocr.engines import available_engines, best_engine, engine
from ocr.engines.base import Engine
from ocr.errors import OcrError
from ocr.fields.context import Context
from ocr.geometry import scaled
from ocr.ground import Ground
from ocr.isolate import IsolatedReader, close_isolated, run_isolated
from ocr.model import Box, CardReading, Code, Field, Lexicon, Limits, Line, ReadOptions, Word
from ocr.prepare import check_pixels, fit, open_picture, upright
from ocr.reading import context_of, fields_of
from ocr.separate import main_first, separate, shared_out

__all__ = [
    "Box",
    "CardReading",
    "Code",
    "Field",
    "IsolatedReader",
    "Lexicon",
    "Limits",
    "Line",
    "OcrError",
    "ReadOptions",
    "Word",
    "available_engines",
    "best_engine",
    "close_isolated",
    "read_card",
    "run_isolated",
]


def read_card(image: bytes | Image.Image, options: ReadOptions = ReadOptions()) -> CardReading:
    """Read one card: decode, find codes, read lines, find fields.

    Of several cards on the picture it is the one that was meant, large and near the middle; the rest are its
    ``others``. Boxes are in pixels of the upright picture. Raises a member of the OcrError family; a picture without
    text gives a reading without fields.
    """
    started = time.monotonic()
    picture = _opened(image, options.limits)
    reader = engine(options.engine)
    sized, scale = fit(picture, options.limits.max_side)
    lines = tuple(_restored(line, scale) for line in reader.read(sized, options)[: options.limits.max_lines])
    codes = read_codes(sized, scale) if options.read_codes else ()
    whole = context_of(lines, options)
    groups = main_first(separate(lines, Ground(sized, scale), whole, options, reader.name), picture.size)
    cards = [
        _card(whole if len(groups) == 1 else context_of(group, options), own, reader, picture.size, options)
        for group, own in zip(groups, shared_out(codes, groups), strict=True)
    ]
    return replace(cards[0], ms=round((time.monotonic() - started) * 1000), others=tuple(cards[1:]))


def _card(
    context: Context, codes: tuple[Code, ...], reader: Engine, size: tuple[int, int], options: ReadOptions
) -> CardReading:
    """The reading of one card; its time is not known here."""
    lines = context.page.lines
    return CardReading(
        engine=reader.name,
        engine_version=reader.version(),
        params=dict(reader.params(options)),
        ms=0,
        width=size[0],
        height=size[1],
        rotate=context.page.rotate,
        full_text="\n".join(row.text for row in context.page.rows),
        mean_confidence=round(sum(line.confidence for line in lines) / max(1, len(lines)), 4),
        lines=lines,
        fields=merge(fields_of(context, reader.name), codes, options),
        codes=codes,
    )


def _opened(image: bytes | Image.Image, limits: Limits) -> Image.Image:
    if isinstance(image, Image.Image):
        check_pixels(image, limits)
        return upright(image)
    return open_picture(image, limits)


def _restored(line: Line, scale: float) -> Line:
    """A line read in the shrunk picture, placed in the stored one."""
    if scale == 1.0:
        return line
    words = tuple(Word(w.text, w.confidence, _grown(w.box, 1 / scale)) for w in line.words)
    return Line(line.text, line.confidence, scaled(line.quad, 1 / scale), words)


def _grown(box: Box, factor: float) -> Box:
    return Box(round(box.x * factor), round(box.y * factor), round(box.w * factor), round(box.h * factor))
