"""A voice memo: somebody hums for a few seconds. Enough to be stored, played and told apart."""

import io
import math
import random
import struct
import wave

RATE = 8_000


def memo(seconds: float, rng: random.Random) -> bytes:
    """A WAV file of that length, a rising and falling tone in syllables."""
    pitch, pace = rng.uniform(110, 190), rng.uniform(3.0, 4.5)
    samples = (_sample(n / RATE, pitch, pace, seconds) for n in range(round(seconds * RATE)))
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(b"".join(struct.pack("<h", round(value * 9_000)) for value in samples))
    return out.getvalue()


def _sample(at: float, pitch: float, pace: float, seconds: float) -> float:
    syllable = max(0.0, math.sin(math.pi * pace * at)) * min(1.0, at * 8, (seconds - at) * 8)
    tone = pitch * (1 + 0.12 * math.sin(2 * math.pi * 0.4 * at))
    return syllable * sum(math.sin(2 * math.pi * tone * n * at) / n for n in (1, 2, 3)) / 2
