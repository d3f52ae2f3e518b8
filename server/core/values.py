"""Values that never change once made: facts, reasons, verdicts. Intake makes some seventy of them for every new lead.

mypy refuses every change to one. At run time nothing is checked, because a dataclass that checks takes ten times as
long to make as one that does not; `python -X dev` checks there too.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

T = TypeVar("T")

if TYPE_CHECKING:
    # under its own name mypy knows what it does
    from dataclasses import dataclass as value
else:

    def value(*, frozen: bool, slots: bool) -> Callable[[type[T]], type[T]]:
        """`dataclass`, for values made by the thousand: they compare and hash by what they hold."""
        return dataclass(frozen=frozen and sys.flags.dev_mode, slots=slots, unsafe_hash=True)


__all__ = ["value"]
