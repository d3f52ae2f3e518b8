"""One app for many tests: making one costs as much as a dozen requests, and its first requests as much again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask

from server import create_app
from server.core import config, db
from server.core.limits import limiter
from tests.support.databases import SECRET_KEY

#: seconds a card may take: a machine that runs all tests at once is slow
OCR_PATIENCE_S = 120


def settings_of_tests(url: str, data_dir: Path) -> dict[str, Any]:
    """What every app of the tests is made with."""
    basics = {"DATABASE_URL": url, "DATA_DIR": str(data_dir), "SECRET_KEY": SECRET_KEY, "TESTING": True}
    return {**basics, "OCR_TIMEOUT": OCR_PATIENCE_S}


class SharedApp:
    """An app on one database, lent to one test after the other; each finds it as if it had just been made.

    What only a new app can show (routes added, settings read at the start) is not for it.
    """

    def __init__(self, url: str, folder: Path) -> None:
        self._url = url
        self._app = create_app(settings_of_tests(url, folder))
        self._config, self._extensions = dict(self._app.config), dict(self._app.extensions)
        #: the limiter belongs to the app made last
        self._counting = dict(vars(limiter))

    @contextmanager
    def lent(self, folder: Path, **settings: Any) -> Iterator[Flask]:
        """The app with its files in this folder, and with settings of the kind that is read when it is used."""
        app = self._app
        app.config.update(config.load({**settings_of_tests(self._url, folder), **settings}))
        vars(limiter).update(self._counting)
        limiter.reset()
        yield app
        with app.app_context():
            db.db.session.remove()
        for kept, now in ((self._config, app.config), (self._extensions, app.extensions)):
            now.clear()
            now.update(kept)

    def close(self) -> None:
        """Let go of connections and files."""
        db.close(self._app)
