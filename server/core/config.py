"""Settings from the environment. Documented in docs/settings.md; a test keeps both in step.

`load` refuses to start with an unsafe setting and says which line to change.
"""

import secrets
from collections.abc import Mapping
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from environs import Env

#: name -> (kind, default). `None` as default: made from DATA_DIR or left out.
SETTINGS: dict[str, tuple[str, Any]] = {
    "DATA_DIR": ("str", "var"),
    "DATABASE_URL": ("str", None),
    "SECRET_KEY": ("str", None),
    "PUBLIC_URL": ("str", "http://localhost:8000"),
    "BLOB_URL": ("str", None),
    "REDIS_URL": ("str", None),
    "PWA_DIR": ("str", "pwa/dist"),
    "TRUSTED_PROXIES": ("int", 0),
    "DEVELOPMENT": ("bool", False),
    "LOG_LEVEL": ("str", "INFO"),
    "OCR_ENGINE": ("str", "auto"),
    "OCR_WORKERS": ("int", 1),
    "OCR_TIMEOUT": ("int", 20),
    "SMTP_URL": ("str", None),
    "MAIL_FROM": ("str", None),
    "MAIL_RATE": ("int", 30),
}
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
SHORTEST_SECRET = 32


class UnsafeSetting(RuntimeError):
    """A setting under which the server must not run; the message says what to change."""


def load(overrides: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """All settings, checked. `overrides` (tests, scripts) win over the environment."""
    env = Env()
    settings = {name: getattr(env, kind)(name, default) for name, (kind, default) in SETTINGS.items()}
    settings.update(overrides or {})
    data = Path(settings["DATA_DIR"]).resolve()
    settings["DATA_DIR"] = str(data)
    settings["DATABASE_URL"] = _driver(settings["DATABASE_URL"] or f"sqlite:///{data / 'boxless.db'}")
    settings["BLOB_URL"] = settings["BLOB_URL"] or f"file://{data / 'blobs'}"
    settings["SECRET_KEY"] = settings["SECRET_KEY"] or _own_secret(data)
    settings["SECURE_COOKIES"] = settings["PUBLIC_URL"].startswith("https://")
    _refuse_unsafe(settings)
    return settings


def _driver(url: str) -> str:
    """Hosts hand out `postgres://`; SQLAlchemy wants the driver's name."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def _own_secret(data: Path) -> str:
    """The key made at the first start, readable by the owner only."""
    path = data / "secret_key"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()


def _refuse_unsafe(settings: Mapping[str, Any]) -> None:
    secret = settings["SECRET_KEY"]
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < 10:
        raise UnsafeSetting(
            f"SECRET_KEY is too weak: set {SHORTEST_SECRET} random characters or more, or none to get one made."
        )
    public = urlsplit(settings["PUBLIC_URL"])
    if public.scheme not in {"http", "https"} or not public.hostname:
        raise UnsafeSetting("PUBLIC_URL must be the address people open, like https://leads.example.com")
    if settings["DEVELOPMENT"] and public.hostname not in LOOPBACK:
        raise UnsafeSetting("DEVELOPMENT shows traces; it runs only with a PUBLIC_URL on localhost.")
    if not settings["DATABASE_URL"].startswith(("sqlite:///", "postgresql+psycopg://")):
        raise UnsafeSetting("DATABASE_URL must begin with sqlite:/// or postgresql://")
    if not settings["BLOB_URL"].startswith(("file://", "s3://", "memory://")):
        raise UnsafeSetting("BLOB_URL must begin with file://, s3:// or memory://")
    if settings["SMTP_URL"]:
        _refuse_lost_mail(settings)


def _refuse_lost_mail(settings: Mapping[str, Any]) -> None:
    """A mail server without a sender, or one no mail can be handed to, would show only when a mail is late."""
    url = urlsplit(settings["SMTP_URL"])
    if url.scheme not in {"smtp", "smtps", "smtp+plain"} or not url.hostname:
        raise UnsafeSetting("SMTP_URL must be like smtp://user:password@mail.example.com:587 or smtps://...")
    if url.scheme == "smtp+plain" and url.password:
        raise UnsafeSetting("SMTP_URL would send its password readable for everybody: use smtp:// or smtps://")
    if "@" not in parseaddr(settings["MAIL_FROM"] or "")[1]:
        raise UnsafeSetting("SMTP_URL needs MAIL_FROM, the sender, like Sales <sales@example.com>")
    if settings["MAIL_RATE"] < 1:
        raise UnsafeSetting("MAIL_RATE is the number of mails a minute: 1 or more. Without SMTP_URL none are sent.")
