"""The worker's reader: a warm child process with limits of time and memory (ocr/isolate.py), one for each worker."""

from flask import Flask

from ocr import IsolatedReader

_KEY = "boxless.reader"


def reader_of(app: Flask) -> IsolatedReader:
    """The process's one reader; its child is started by the first card."""
    if _KEY not in app.extensions:
        app.extensions[_KEY] = IsolatedReader()
    reader: IsolatedReader = app.extensions[_KEY]
    return reader
