"""What a stored picture looks like, so that the same card photographed or sent twice is recognised."""

from collections.abc import Iterable, Mapping
from io import BytesIO

from PIL import Image
from sqlalchemy import Connection, insert, select

from server.core.db import reading, table, writing
from server.duplicates.models import PictureLook
from server.storage.contents import small
from server.storage.errors import NotAPicture
from server.storage.models import Blob
from server.storage.store import blob_key, store_of

_look, _blob = table(PictureLook), table(Blob)
SIDE = 8
#: a wall or a dark pocket has hardly an edge: all such pictures look alike
LEAST_EDGES = 8


def look_of(data: bytes) -> int | None:
    """Difference hash: 64 bits, each saying whether a spot is darker than its neighbour to the right.

    None where there is nothing to see. Raises NotAPicture.
    """
    with Image.open(BytesIO(small(data, SIDE * SIDE))) as image:
        spots = image.convert("L").resize((SIDE + 1, SIDE), Image.Resampling.BOX).tobytes()
    bits = 0
    for row in range(SIDE):
        start = row * (SIDE + 1)
        for one, other in zip(spots[start : start + SIDE], spots[start + 1 : start + SIDE + 1], strict=True):
            bits = bits << 1 | (one < other)
    return bits if LEAST_EDGES <= bits.bit_count() <= SIDE * SIDE - LEAST_EDGES else None


def learn_looks(pictures: Iterable[str]) -> None:
    """Look at those of the pictures that are stored and were never looked at. Decodes outside any transaction."""
    wanted = sorted(set(pictures))
    with reading() as connection:
        known = select(_look.c.sha256).where(_look.c.sha256.in_(wanted))
        stored = select(_blob.c.sha256).where(_blob.c.sha256.in_(wanted), _blob.c.state == "stored")
        new = list(connection.execute(stored.where(_blob.c.sha256.not_in(known))).scalars())
    rows = [{"sha256": sha256, "look": _written(sha256)} for sha256 in new]
    if rows:
        with writing() as connection:
            here = set(connection.execute(select(_blob.c.sha256).where(_blob.c.sha256.in_(new))).scalars())
            found = [row for row in rows if row["sha256"] in here]
            if found:
                connection.execute(insert(_look), found)


def _written(sha256: str) -> str | None:
    data = store_of().get(blob_key(sha256))
    try:
        look = look_of(data) if data is not None else None
    except NotAPicture:
        look = None
    return None if look is None else f"{look:016x}"


def looks(connection: Connection, pictures: Iterable[str]) -> Mapping[str, int | None]:
    """SHA-256 -> perceptual hash of the pictures looked at."""
    rows = select(_look.c.sha256, _look.c.look).where(_look.c.sha256.in_(sorted(set(pictures))))
    return {sha256: None if look is None else int(look, 16) for sha256, look in connection.execute(rows)}
