"""A WSGI application that does nothing, for `bench.load.process.empty`."""

from collections.abc import Callable, Iterable
from typing import Any

BODY = b'{"ok":true}'


def app(_environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Two words of JSON."""
    start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(BODY)))])
    return [BODY]
