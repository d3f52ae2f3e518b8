"""A camera that shows drawn cards: Chromium loops a Y4M file, raw pictures with a frame rate of our choice."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image

#: One picture a second, so that a scene stays long enough for a slow machine to notice it and tap.
SECONDS = 6


def film(scenes: Sequence[Image.Image], path: Path) -> Path:
    """Write the scenes, of one even size, as a film for `--use-file-for-fake-video-capture`; answers its path."""
    width, height = scenes[0].size
    path = path.with_suffix(".y4m").resolve()
    with path.open("wb") as out:
        out.write(f"YUV4MPEG2 W{width} H{height} F1:1 Ip A1:1 C420jpeg\n".encode())
        for scene in scenes:
            out.write((b"FRAME\n" + _planes(scene)) * SECONDS)
    return path


def flags(film_path: Path | None, *, allowed: bool = True) -> list[str]:
    """Chromium's flags for a machine with this camera, with none, or with one the person forbids."""
    if film_path is None:
        return []
    given = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film_path}"]
    return [*given, "--use-fake-ui-for-media-stream"] if allowed else given


def _planes(scene: Image.Image) -> bytes:
    """Brightness in full, the two colours at half the size each way."""
    luma, *chroma = scene.convert("YCbCr").split()
    half = (scene.width // 2, scene.height // 2)
    return luma.tobytes() + b"".join(plane.resize(half, Image.Resampling.BOX).tobytes() for plane in chroma)
