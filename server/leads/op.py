"""One operation on one lead, whether it came by sync or from a screen."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from server.core.values import value


@value(frozen=True, slots=True)
class Op:
    """What a person did. Operations of every room take it together with the workspace."""

    id: str
    kind: str
    lead_id: str
    #: corrected instant of the deed
    at: int
    #: validated content of its kind
    body: Mapping[str, Any]
    #: the same on the device's own clock: what other instants in the body are measured against
    said_at: int = 0
    #: phone or web session
    device: str = ""
    seq: int = 0
    #: revision of the lead on screen
    base: int | None = None
    #: stamps of an earlier answer, sent again after a restore
    given: Mapping[str, int] = field(default_factory=dict)

    def instant(self, said: int) -> int:
        """The corrected instant of another moment the device names: never later than the deed itself."""
        return self.at - max(0, self.said_at - said)
