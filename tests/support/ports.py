"""Ports nobody listens on."""

import os
import random
import socket

#: Below what Linux gives to outgoing connections: a server that is away for a moment finds its port free again.
PORTS = range(20_000, 32_000)
#: each process of the test run walks through the ports from another place, and takes none twice
_dice = random.Random(os.urandom(8))
_walk = iter(_dice.sample(PORTS, len(PORTS)))


def free_port() -> int:
    """A loopback port nobody listens on, which no other call has answered and no connection will be given."""
    return next(port for port in _walk if _is_free(port))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
