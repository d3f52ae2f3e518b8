"""python -m ocr card.jpg [--engine ..] [--json]   |   python -m ocr --predict FOLDER [--engine ..]"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from ocr import CardReading, OcrError, ReadOptions, available_engines, read_card
from ocr.predict import pictures_in, prediction


def main(argv: list[str] | None = None) -> int:
    """Read one picture for a person, or a folder for the evaluator. 0 when every picture was read."""
    parser = argparse.ArgumentParser(prog="python -m ocr", description="Read business cards.")
    parser.add_argument("picture", nargs="?", type=Path, help="a JPEG, PNG or WebP picture")
    parser.add_argument("--predict", type=Path, metavar="FOLDER", help="one JSON line per picture in FOLDER")
    parser.add_argument("--engine", help=f"one of: {', '.join(available_engines()) or 'none installed'}")
    parser.add_argument("--country", help="ISO code of the country the card is likely from")
    parser.add_argument("--json", action="store_true", help="print the whole reading as JSON")
    wanted = parser.parse_args(argv)
    options = ReadOptions(engine=wanted.engine, country=wanted.country)
    if wanted.predict:
        return _predict(wanted.predict, options)
    if not wanted.picture:
        parser.error("name a picture, or --predict FOLDER")
    try:
        reading = read_card(wanted.picture.read_bytes(), options)
    except (OcrError, OSError) as error:
        print(f"{wanted.picture}: {error}", file=sys.stderr)
        return 1
    print(reading.to_json() if wanted.json else _for_people(reading))
    return 0


def _predict(folder: Path, options: ReadOptions) -> int:
    failed = 0
    for path in pictures_in(folder):
        try:
            fields = prediction(read_card(path.read_bytes(), options).fields)
        except (OcrError, OSError) as error:
            print(f"{path.name}: {error}", file=sys.stderr)
            fields, failed = {}, failed + 1
        print(json.dumps({"id": path.stem, "fields": fields}, ensure_ascii=False), flush=True)
    return 1 if failed else 0


def _for_people(reading: CardReading) -> str:
    head = f"{reading.engine} {reading.engine_version}, {reading.ms} ms, {reading.width} x {reading.height}"
    rows = [head + (f", turned {reading.rotate} degrees" if reading.rotate else "")]
    for field in reading.fields:
        place = f"{field.box.x},{field.box.y} {field.box.w}x{field.box.h}" if field.box else "-"
        note = "".join(f" [{x}]" for x in (field.kind, field.e164) if x)
        rows.append(f"{field.confidence:5.2f}  {field.name:<12} {field.value}{note}   ({place}; {field.rule})")
    if not reading.fields:
        rows.append("No contact found on this picture.")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())
