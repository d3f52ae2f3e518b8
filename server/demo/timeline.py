"""What happens when: deeds at instants of the past, done in their order with the server's clock at each."""

import heapq
from collections.abc import Callable

from server.core.clock import frozen

Deed = Callable[[], None]


class Timeline:
    """Deeds waiting for their moment. What lies at or after `now` never happens."""

    def __init__(self, now: int) -> None:
        self._now = now
        self._waiting: list[tuple[int, int, Deed]] = []
        self._added = 0

    def add(self, at: int, deed: Deed) -> None:
        """Let it happen then; of two at one instant the one added first comes first."""
        if at < self._now:
            heapq.heappush(self._waiting, (at, self._added, deed))
            self._added += 1

    def run(self) -> None:
        """Let everything happen, also what deeds add on the way."""
        while self._waiting:
            at, _, deed = heapq.heappop(self._waiting)
            with frozen(lambda at=at: at):  # type: ignore[misc]
                deed()
