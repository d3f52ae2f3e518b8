"""`make ocr-eval CARDS=folder [ENGINE=name]`: how well cards are read, field by field."""

import sys
from pathlib import Path

from scripts import environment
from scripts.console import run, stop

SHAPE = """\
ocr-eval needs a folder of labelled cards: make ocr-eval CARDS=path/to/folder

Any set of this shape works:
  folder/images/        the pictures, JPEG or PNG
  folder/labels.jsonl   one JSON object a line, null or [] for what is not on the card:
    {"id": "card1", "file": "card1.jpg", "fields": {"name": "...", "title": "...", "company": "...",
     "emails": ["..."], "phones": [{"number": "...", "kind": "work"}], "websites": ["..."], "address": "..."}}
  folder/evaluate.py    the scorer; docs/recognition.md names its functions
"""
NEEDED = ("images", "labels.jsonl", "evaluate.py")


def main(cards: str, engine: str) -> None:
    """Score the engine (the best installed one by default) on the folder."""
    folder = Path(cards).expanduser()
    if not cards or not all((folder / name).exists() for name in NEEDED):
        stop(SHAPE)
    environment.create()
    environment.install("requirements.txt")
    chosen = ["--engine", engine] if engine else []
    run([str(environment.PYTHON), "-m", "ocr.evaluate", str(folder), *chosen], quiet=False)


if __name__ == "__main__":
    main(*sys.argv[1:3])
