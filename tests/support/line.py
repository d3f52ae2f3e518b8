"""The network between phones and the app: cut and mended while both go on."""

import asyncio
import threading
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self

from tests.support.ports import free_port

LARGEST_BITE = 1 << 16
#: seconds until the line obeys
PATIENT_S = 60


class Line:
    """An address that leads to a port of this machine. While it is cut nobody answers there, as without a network."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self._target = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENT_S)
        self._loop.close()

    def lead_to(self, port: int) -> None:
        """Open the line to this port."""
        self._target = port
        self.mend()

    def cut(self) -> None:
        """Break every connection and take no new one."""
        self._do(self._cut())

    def mend(self) -> None:
        """Let everybody through again."""
        self._do(self._mend())

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENT_S)

    async def _mend(self) -> None:
        if self._server is None:
            self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)

    async def _cut(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in self._writers:
            writer.transport.abort()
        while self._writers:
            await asyncio.sleep(0.01)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
            await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))
        finally:
            writer.close()
            self._writers.discard(writer)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while bite := await reader.read(LARGEST_BITE):
            writer.write(bite)
            await writer.drain()
    except ConnectionError:
        pass  # the line was cut, or somebody hung up
    finally:
        writer.close()
