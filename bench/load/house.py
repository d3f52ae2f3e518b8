"""A firm for load: a show with fifty reps and their phones, a director with two, on a fresh database."""

import json
from pathlib import Path
from typing import Any

from server import create_app
from server.core.db import close
from tests.support.databases import SECRET_KEY, migrate
from tests.support.people import Colleague
from tests.support.shows import open_show, staff

REPS, DIRECTORS = 50, 2


def furnish(url: str, folder: Path) -> Path:
    """Migrate and fill the database. Returns the file from which load generators read show, phones and tokens."""
    migrate(url, folder)
    app = create_app({"DATABASE_URL": url, "DATA_DIR": str(folder), "SECRET_KEY": SECRET_KEY})
    show = open_show(app)
    house = {
        "event": show.id,
        "reps": [_phone(staff(show, "rep")) for _ in range(REPS)],
        "directors": [_phone(staff(show, "director")) for _ in range(DIRECTORS)],
    }
    close(app)
    found = folder / "house.json"
    found.write_text(json.dumps(house))
    return found


def _phone(owner: Colleague) -> dict[str, Any]:
    return {"id": owner.device_id, "user": owner.id, "token": owner.headers["Authorization"].removeprefix("Bearer ")}
