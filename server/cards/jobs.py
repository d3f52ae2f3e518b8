"""The job that reads a card, and what is swept in this room."""

from flask import current_app

from ocr import OcrError
from ocr.errors import ImageTooLargeError, ReaderCrashedError, UnreadableImageError
from server.cards import queries
from server.cards.hints import read_options
from server.cards.operations import READ
from server.cards.reader import reader_of
from server.cards.readings import apply_reading, refuse_reading
from server.core.clock import DAY
from server.core.db import reading
from server.core.errors import Unavailable
from server.jobs.registry import Leased, Poison, job, periodic
from server.storage.parts import drop_abandoned
from server.storage.store import blob_key, store_of

#: no other attempt and no other engine would read these
HOPELESS = (UnreadableImageError, ImageTooLargeError)


def give_up(leased: Leased, error: str) -> None:
    """Say on the lead that its picture could not be read after all attempts."""
    known = {kind.code for kind in OcrError.__subclasses__()}
    reason = ReaderCrashedError.code if error == "worker_died" else error if error in known else "reading_failed"
    _refuse(leased, reason)


@job(READ, on_dead=give_up)
def read(leased: Leased) -> None:
    """Read one capture and put what was found on its lead. Raises Poison for what may go better next time."""
    with reading() as connection:
        capture = queries.to_read(connection, leased.payload["capture"])
        if capture is None:
            return  # erased meanwhile
        options = read_options(connection, capture["event_id"], leased.payload["engine"])
    data = store_of().get(blob_key(capture["sha256"]))
    if data is None:
        raise Unavailable("The picture is not in the store; restore it from the backup.")
    try:
        found = reader_of(current_app._get_current_object()).read(data, options)  # type: ignore[attr-defined]
    except HOPELESS as error:
        _refuse(leased, error.code)
    except OcrError as error:
        raise Poison(error.code) from error
    else:
        apply_reading(capture["lead_id"], leased.payload["capture"], leased.id, found)


def _refuse(leased: Leased, reason: str) -> None:
    with reading() as connection:
        capture = queries.to_read(connection, leased.payload["capture"])
    if capture is not None:
        engine = leased.payload["engine"] or current_app.config["OCR_ENGINE"]
        refuse_reading(capture["lead_id"], leased.payload["capture"], leased.id, engine, reason)


@periodic("cards.parts", DAY)
def forget_parts() -> None:
    """Throw away the parts of pictures no phone goes on with."""
    drop_abandoned(store_of())
