"""The loss ledger: a phone says up to which number everything was acknowledged; each of them must have a receipt.

Nothing is known that makes an acknowledged operation vanish. If it happens all the same (a disk that lied, a backup
put back by hand), the phones' page and the log say so within minutes, while the phone may still hold what is missing.
"""

import structlog
from sqlalchemy import Connection, func, select, update

from server.auth.models import Device
from server.core.audit import record
from server.core.clock import MINUTE
from server.core.db import reading, table, writing
from server.jobs.registry import periodic
from server.sync.models import OpReceipt

log = structlog.get_logger(__name__)
_device, _receipt = table(Device), table(OpReceipt)


@periodic("sync.ledger", 10 * MINUTE)
def balance() -> None:
    """Balance every phone that has moved on since its ledger was last complete."""
    with reading() as connection:
        moved = select(_device.c.id).where(_device.c.oldest_seq - 1 > _device.c.ledger_seq)
        ids = list(connection.execute(moved).scalars())
    for device_id in ids:
        with writing() as connection:
            _balance(connection, device_id)


def _balance(connection: Connection, device_id: str) -> None:
    mine = _device.c.id == device_id
    row = connection.execute(select(_device).where(mine)).mappings().one()
    done, upto = row["ledger_seq"], row["oldest_seq"] - 1
    between = _receipt.c.seq.between(done + 1, upto)
    found = connection.scalar(select(func.count()).where(_receipt.c.device_id == device_id, between)) or 0
    missing = upto - done - found
    if missing == row["ops_missing"] == 0:
        connection.execute(update(_device).where(mine).values(ledger_seq=upto))
        return
    connection.execute(
        update(_device).where(mine).values(ops_missing=missing, **({} if missing else {"ledger_seq": upto}))
    )
    if missing > row["ops_missing"]:
        log.error("acknowledged_operations_missing", device=device_id, missing=missing, after=done, upto=upto)
        record(
            connection, "device.operations_missing", object=device_id, diff={"missing": [row["ops_missing"], missing]}
        )
