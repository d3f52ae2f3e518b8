"""The built phone app: files with the right types, compressed twins, and cache rules."""

import mimetypes
from pathlib import Path

from flask import Flask, Response, request, send_from_directory
from werkzeug.exceptions import NotFound as HttpNotFound
from werkzeug.routing import PathConverter

from server.auth.access import public

TYPES = {".wasm": "application/wasm", ".webmanifest": "application/manifest+json", ".js": "text/javascript"}
#: compressed twins written by the build, best first
TWINS = (("br", ".br"), ("gzip", ".gz"))
FOREVER = "public, max-age=31536000, immutable"
#: folders whose file names change with their content
HASHED = ("assets/", "ocr/")
#: an address below these is a file or nothing, never a screen
NEVER_SCREENS = ("assets/", "ocr/")


class OutsideApi(PathConverter):
    """Any path but those of the API: there, what is not known is not found, whatever the method."""

    regex = "(?!api/)[^/].*?"


def init_app(app: Flask) -> None:
    """Serve PWA_DIR at the root; unknown addresses are screens of the app and get its index.html."""
    root = Path(app.config["PWA_DIR"]).resolve()
    app.url_map.converters["outside_api"] = OutsideApi

    @app.get("/", defaults={"path": "index.html"}, endpoint="pwa_index")
    @app.get("/<outside_api:path>", endpoint="pwa_file")
    @public
    def file(path: str) -> Response:
        if not (root / path).is_file():
            if path.startswith(NEVER_SCREENS) or "." in path.rsplit("/", 1)[-1]:
                raise HttpNotFound()
            path = "index.html"
        if not (root / path).is_file():
            return Response("The phone app is not built yet. Run `make run`.\n", 503, mimetype="text/plain")
        return _send(root, path)


def _send(root: Path, path: str) -> Response:
    accepted = request.headers.get("Accept-Encoding", "")
    suffix = Path(path).suffix
    kind = TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    for encoding, twin in TWINS:
        if encoding in accepted and (root / (path + twin)).is_file():
            response = send_from_directory(root, path + twin, mimetype=kind)
            response.headers["Content-Encoding"] = encoding
            break
    else:
        response = send_from_directory(root, path, mimetype=kind)
        # Werkzeug guesses an encoding for *.gz; the app wants those bytes as they are
        response.headers.pop("Content-Encoding", None)
    response.headers["Cache-Control"] = FOREVER if path.startswith(HASHED) else "no-cache"
    response.vary.add("Accept-Encoding")
    return response
