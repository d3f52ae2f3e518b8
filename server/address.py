"""Where the running app is reached: the address to print, to draw as a QR code and to put into links."""

import socket

EVERY_INTERFACE = {"0.0.0.0", "::", ""}  # noqa: S104 - compared with, not bound to
#: TEST-NET-1 (RFC 5737): asking for the way there sends nothing and tells which of our addresses faces the network
NOWHERE = ("192.0.2.1", 9)


def own_address() -> str:
    """The address of this machine in its network; `localhost` when it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(NOWHERE)
        except OSError:
            return "localhost"
        address: str = probe.getsockname()[0]
    return address


def urls(host: str, port: int, *, https: bool) -> list[str]:
    """The origins the app has when no PUBLIC_URL is set: first the one for this machine, last the one for phones.

    `localhost` comes first because browsers trust it like HTTPS: camera and offline work there without a certificate.
    """
    if host in EVERY_INTERFACE:
        names = ["localhost", own_address()]
    else:
        names = ["localhost" if host in {"127.0.0.1", "::1"} else host]
    return list(dict.fromkeys(f"{'https' if https else 'http'}://{name}:{port}" for name in names))


def is_free(host: str, port: int) -> bool:
    """Whether the port can be bound now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the server does: a port that only waits out its last connections is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def is_answering(host: str, port: int) -> bool:
    """Whether something accepts connections there."""
    target = "127.0.0.1" if host in EVERY_INTERFACE else host
    try:
        with socket.create_connection((target, port), timeout=1):
            return True
    except OSError:
        return False
