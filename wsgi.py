"""The WSGI entry: `granian --interface wsgi wsgi:app`, `flask --app wsgi ...`."""

from server import create_app

app = create_app()
