"""The program of a worker that sends one message and is killed meanwhile; started by test_killed.py."""

import sys

from server import create_app
from server.jobs.working import drain

if __name__ == "__main__":
    app = create_app()
    sys.stdout.write("started\n")
    sys.stdout.flush()
    drain(app)
