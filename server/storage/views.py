"""HTTP of pictures and memos (docs/sync.md "Pictures and voice", docs/api.md)."""

from io import BytesIO
from typing import Any

from flask import Response, request, send_file
from marshmallow import Schema, fields, validate
from werkzeug.exceptions import RequestEntityTooLarge

from server.auth.access import current_actor, signed_in
from server.auth.actor import Actor
from server.core.api import Blueprint
from server.core.db import reading
from server.core.errors import NotFound, TooLarge
from server.storage import parts, queries
from server.storage.operations import is_held, receive, receive_part, small_copy
from server.storage.store import blob_key, store_of

blueprint = Blueprint("blobs", __name__, description="Pictures and voice memos, by their SHA-256.")

SMALL = 320
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "audio/mpeg": "mp3", "audio/mp4": "m4a"}
#: what was asked for under a hash never changes; only this browser keeps it, for this person
CACHING = "private, max-age=31536000, immutable"
CSP = "default-src 'none'; sandbox"
#: type of an empty answer: Flask's own is HTML, which a phone takes for a hotel's sign-in page
NO_PAGE = "text/plain"


class PartQuery(Schema):
    """Which part of how many; neither for a whole blob."""

    part = fields.Integer(validate=validate.Range(min=0))
    of = fields.Integer(validate=validate.Range(min=1))


class PictureQuery(Schema):
    """Which size."""

    w = fields.Integer(validate=validate.OneOf([SMALL]))


@blueprint.after_request
def drain(response: Response) -> Response:
    """Read a body nobody read: left in the connection it would be taken for the next request."""
    try:
        while request.stream.read(1 << 16):
            pass
    except RequestEntityTooLarge:
        response.headers["Connection"] = "close"
    return response


@blueprint.route("/api/sync/v1/blob/<sha256>", methods=["PUT"])
@blueprint.arguments(PartQuery, location="query")
@signed_in
def take(query: dict[str, Any], sha256: str) -> Response:
    """Keep a whole blob or one part of it: 201 stored, 202 part kept."""
    actor = _person(sha256)
    part, of = query.get("part"), query.get("of")
    whole = part is None or of is None
    limit = parts.WHOLE if whole else parts.PART
    data = request.get_data(cache=False)
    if len(data) > limit:
        raise TooLarge("Send up to 1 MiB at once, and more than that in parts of 256 KiB.")
    user_id = actor.user_id or ""
    if part is None or of is None:
        receive(sha256, data, user_id)
        return Response(status=201, mimetype=NO_PAGE)
    return Response(status=201 if receive_part(sha256, part, of, data, user_id) else 202, mimetype=NO_PAGE)


@blueprint.route("/api/sync/v1/blob/<sha256>", methods=["GET"])
@signed_in
def hand_out(sha256: str) -> Response:
    """The bytes, for those who see a lead that holds them. HEAD tells a phone what it need not send."""
    return _told(sha256) if request.method == "HEAD" else _bytes(sha256, None)


@blueprint.route("/api/v1/blobs/<sha256>", methods=["GET"])
@blueprint.arguments(PictureQuery, location="query")
@signed_in
def show(query: dict[str, Any], sha256: str) -> Response:
    """A picture or memo on a screen; `w=320` asks for the small copy of a picture."""
    return _bytes(sha256, query.get("w"))


def _told(sha256: str) -> Response:
    """200 when this person's phone has sent the blob; 404 with the parts that are here.

    What others sent is not hers to know of before she has sent it too.
    """
    user_id = _person(sha256).user_id or ""
    if is_held(sha256, user_id):
        return Response(status=200, mimetype=NO_PAGE)
    numbers = parts.held(store_of(), sha256, user_id)
    return Response(status=404, mimetype=NO_PAGE, headers={"X-Have": ",".join(map(str, numbers))})


def _person(sha256: str) -> Actor:
    if not queries.is_hash(sha256):
        raise NotFound()
    return current_actor()


def _bytes(sha256: str, width: int | None) -> Response:
    actor = _person(sha256)
    with reading() as connection:
        row = queries.readable(connection, actor, sha256)
    if row is None:
        raise NotFound()
    mime = row["mime"]
    if width is not None and mime.startswith("image/"):
        data, mime = small_copy(store_of(), sha256, width), "image/jpeg"
    else:
        width, data = None, store_of().get(blob_key(sha256))
    if data is None:
        raise NotFound()
    return _sealed(data, mime, f"{sha256[:12]}-{width}" if width else sha256[:12], f"{sha256}-{width or 0}")


def _sealed(data: bytes, mime: str, name: str, etag: str) -> Response:
    """An answer with which a browser can do nothing but show the picture or play the memo."""
    ending = ENDINGS.get(mime, mime.partition("/")[2])
    response = send_file(
        BytesIO(data), mime, as_attachment=True, download_name=f"{name}.{ending}", conditional=True, etag=etag
    )
    response.headers["Cache-Control"] = CACHING
    response.headers["Content-Security-Policy"] = CSP
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.vary.update(["Authorization", "Cookie"])
    return response
