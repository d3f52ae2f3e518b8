"""`make demo`: the same app, on a throw-away database filled with a believable show."""

import os
import signal
import subprocess
import tempfile

from scripts.console import ROOT, say
from scripts.run import flask, prepare

#: settings of a real installation, whose data the demo must not touch
NOT_FOR_THE_DEMO = {"DATABASE_URL", "BLOB_URL", "REDIS_URL", "SMTP_URL", "SECRET_KEY"}


def main() -> int:
    """Fill a database in a temporary folder, start the app on it, remove both afterwards."""
    prepare()
    with tempfile.TemporaryDirectory(prefix="boxless-demo-") as folder:
        env = {name: value for name, value in os.environ.items() if name not in NOT_FOR_THE_DEMO} | {
            "DATA_DIR": folder
        }
        say(f"filling a throw-away database in {folder}")
        subprocess.run(flask("demo-fill"), cwd=ROOT, env=env, check=True)
        return _serve(env)


def _serve(env: dict[str, str]) -> int:
    app = subprocess.Popen(flask("serve"), cwd=ROOT, env=env)
    # Ctrl-C reaches the app by itself; TERM is passed on. Either way we stay to remove the folder.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: app.terminate())
    return app.wait()


if __name__ == "__main__":
    raise SystemExit(main())
