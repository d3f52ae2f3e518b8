"""What workers do for mail: send what is queued, and decide by themselves what plans leave to the machine."""

from server.core.clock import MINUTE
from server.jobs.registry import Leased, job, periodic
from server.mail.operations import JOB
from server.mail.sending import deliver
from server.mail.settling import give_up
from server.mail.sweep import sweep


def _mourn(leased: Leased, error: str) -> None:
    give_up(leased.payload["message"], error)


@job(JOB, on_dead=_mourn)
def send(leased: Leased) -> None:
    """Send one message."""
    deliver(leased.payload["message"])


periodic("mail.sweep", MINUTE)(sweep)
