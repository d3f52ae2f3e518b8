"""What a phone makes of a card: laid on a desk by hand, under the light of a hall, kept as a JPEG."""

import io
import random
from enum import Enum

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

#: longest side of what the app sends
SIDE = 1600
#: what is blurred anyway is drawn so many times smaller
COARSE = 4
DESKS = ("#8b6f4e", "#5c4a3a", "#d8d3c8", "#3b3f45", "#a58f74", "#c9ccd1")


class Shot(Enum):
    """How well it was taken."""

    #: close and straight
    GOOD = "good"
    #: somewhat turned, with a shade
    USUAL = "usual"
    #: in haste: dim and moved
    POOR = "poor"


def photographed(
    card: Image.Image, shot: Shot, rng: random.Random, size: tuple[int, int] | None = None
) -> Image.Image:
    """The card as the camera sees it; without a size the phone is held the way the card lies."""
    upright = (SIDE * 3 // 4, SIDE)
    size = size or (upright if card.height > card.width else upright[::-1])
    fill, turn = {Shot.GOOD: (0.92, 1.2), Shot.USUAL: (0.82, 4.5), Shot.POOR: (0.55, 7.0)}[shot]
    scene = _desk(size, rng)
    scale = min(size[0] * fill / card.width, size[1] * fill / card.height)
    laid = card.resize((round(card.width * scale), round(card.height * scale)), Image.Resampling.LANCZOS)
    angle = rng.uniform(-turn, turn)
    mask = Image.new("L", laid.size, 255).rotate(angle, Image.Resampling.BILINEAR, expand=True)
    laid = laid.rotate(angle, Image.Resampling.BILINEAR, expand=True)
    at = (size[0] - laid.width) // 2 + rng.randint(-12, 12), (size[1] - laid.height) // 2 + rng.randint(-12, 12)
    scene.paste("#000000", mask=_shadow(mask, at, size))
    scene.paste(laid, at, mask)
    return _light(scene, shot, rng)


def jpeg(picture: Image.Image, quality: int = 85) -> bytes:
    """The picture as a JPEG file."""
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


def _desk(size: tuple[int, int], rng: random.Random) -> Image.Image:
    """A grained surface, drawn small: growing it makes it soft."""
    desk = Image.new("RGB", (size[0] // COARSE, size[1] // COARSE), rng.choice(DESKS))
    pen = ImageDraw.Draw(desk, "RGBA")
    for _ in range(40):
        y, tone = rng.uniform(0, desk.height), rng.choice(((0, 0, 0, 16), (255, 255, 255, 14)))
        pen.line((0, y, desk.width, y + rng.uniform(-8, 8)), fill=tone, width=rng.randint(1, 2))
    return desk.resize(size, Image.Resampling.BILINEAR)


def _shadow(card: Image.Image, at: tuple[int, int], size: tuple[int, int]) -> Image.Image:
    """How dark the desk is around a card that lies on it."""
    small = card.reduce(COARSE).point(lambda v: v * 0.55)
    shadow = Image.new("L", (size[0] // COARSE, size[1] // COARSE), 0)
    shadow.paste(small, ((at[0] + 10) // COARSE, (at[1] + 14) // COARSE))
    return shadow.filter(ImageFilter.GaussianBlur(14 / COARSE)).resize(size, Image.Resampling.BILINEAR)


def _light(scene: Image.Image, shot: Shot, rng: random.Random) -> Image.Image:
    """Uneven light, the softness of the lens, the grain of the sensor."""
    floor = {Shot.GOOD: 225, Shot.USUAL: 185, Shot.POOR: 105}[shot]
    fall = Image.linear_gradient("L").point(lambda v: floor + v * (255 - floor) // 255)
    fall = fall.rotate(rng.choice((0, 90, 180, 270))).resize(scene.size)
    lit = ImageChops.multiply(scene, Image.merge("RGB", (fall, fall, fall)))
    if shot is Shot.POOR:
        lit = ImageEnhance.Contrast(lit).enhance(0.62).filter(ImageFilter.BoxBlur(2.4))
    return lit.filter(ImageFilter.BoxBlur(0.4 if shot is Shot.GOOD else 0.8))
