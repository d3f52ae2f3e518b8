"""Lines that break in the middle, and a proxy that says everything twice."""

import http.client
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.faults.crew import Op, Phone

#: a socket closed with this sends RST instead of FIN
RESET = struct.pack("ii", 1, 0)
#: seconds a busy server may take to answer
PATIENT_S = 60


def broken_push(phone: Phone, ops: list[Op], *, sent: float, read: int) -> None:
    """Send this share of a push and read so many bytes of its answer, then reset the connection."""
    body = phone.push_body(ops)
    head = "".join(f"{name}: {value}\r\n" for name, value in phone.headers().items())
    request = f"POST /api/sync/v1/push HTTP/1.1\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
    with socket.create_connection(("127.0.0.1", phone.port), timeout=PATIENT_S) as line:
        line.sendall(request[: int(len(request) * sent)])
        if read:
            line.recv(read)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)


class _Replaying(BaseHTTPRequestHandler):
    """Forwards each request, then once more; the first answer goes back, every other one is withheld."""

    protocol_version = "HTTP/1.1"
    target: int
    seen: list[bytes]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status, answer = self._forward(body)
        self._forward(body)
        self.seen.append(body)
        if len(self.seen) > 5:
            # an old one, long answered, comes by again
            self._forward(self.seen[-5])
        self.send_response(status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def _forward(self, body: bytes) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.target, timeout=PATIENT_S)
        try:
            wanted = ("Authorization", "Content-Type", "Host")
            connection.request("POST", self.path, body, {name: self.headers[name] for name in wanted})
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def replaying_proxy(target: int) -> Iterator[int]:
    """The port of a proxy before the server that repeats what it forwards."""
    handler = type("Handler", (_Replaying,), {"target": target, "seen": []})
    proxy = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=proxy.serve_forever, daemon=True)
    thread.start()
    try:
        yield proxy.server_address[1]
    finally:
        proxy.shutdown()
        proxy.server_close()
        thread.join(10)
