"""A reading in the shape the card evaluator expects."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ocr.model import Field

PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp")
SINGLE = {
    "name": "name",
    "given": "given_name",
    "family": "family_name",
    "title": "job_title",
    "company": "company",
    "address": "address",
}
SEVERAL = {"emails": "email", "websites": "website"}


def prediction(fields: Sequence[Field]) -> dict[str, Any]:
    """The evaluator's ``fields`` object."""
    first: dict[str, str] = {}
    for field in fields:
        first.setdefault(field.name, field.value)
    shaped: dict[str, Any] = {short: first.get(own) for short, own in SINGLE.items()}
    for short, own in SEVERAL.items():
        shaped[short] = [f.value for f in fields if f.name == own]
    shaped["phones"] = [{"number": f.value, "kind": f.kind} for f in fields if f.name == "phone"]
    return shaped


def pictures_in(folder: Path) -> list[Path]:
    """The pictures of a folder, or of its ``images`` folder, by name."""
    inside = folder / "images" if (folder / "images").is_dir() else folder
    return sorted(path for path in inside.iterdir() if path.suffix.casefold() in PICTURE_ENDINGS)
