"""A camera that shows drawn cards: Chromium loops an MJPEG file, which is nothing but JPEGs one after another."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from tests.support.cards import jpeg

#: Frames per scene: at Chromium's 30 a second each card stays for one and a half.
FRAMES = 45


def film(scenes: Sequence[Image.Image], path: Path) -> Path:
    """Write the scenes as one film for `--use-file-for-fake-video-capture`."""
    path.write_bytes(b"".join(jpeg(scene) * FRAMES for scene in scenes))
    return path.resolve()


def flags(film_path: Path | None, *, allowed: bool = True) -> list[str]:
    """Chromium's flags for a machine with this camera, with none, or with one the person forbids."""
    if film_path is None:
        return []
    given = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film_path}"]
    return [*given, "--use-fake-ui-for-media-stream"] if allowed else given
