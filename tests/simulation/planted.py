"""Bugs to plant: each replaces one real function by one that forgets a rule. The simulator must find every one."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from unittest import mock

import orjson
from sqlalchemy import Connection, update

from server.assignment import operations as assignment
from server.auth import access
from server.core import changes, signals
from server.core.db import table
from server.core.errors import NotFound
from server.followups import operations as followups
from server.leads import merge, operations, regroup, state, workspace
from server.leads.workspace import Workspace
from server.storage import parts
from server.sync import kinds, pull, push
from tests.simulation.device import Device

Plant = Callable[[], AbstractContextManager[Any]]


def instead(owner: Any, name: str, wrap: Callable[[Any], Any]) -> Plant:
    """Replaces `owner.name` by `wrap(original)`."""
    return lambda: mock.patch.object(owner, name, wrap(getattr(owner, name)))


def _without_given(original: Any) -> Any:
    return lambda self, lead, values, **more: original(self, lead, values, **{**more, "given": {}})


def _latest_of_any_rank(_original: Any) -> Any:
    return lambda current, patch, at: (at, patch.op) > (current.at, current.op)


def _first_wins(original: Any) -> Any:
    return lambda current, patch, at: patch.rank > current.rank and original(current, patch, at)


def _base_means_all_seen(original: Any) -> Any:
    return lambda current, patch: patch.base > 0 or original(current, patch)


def _digest_of_everything(_original: Any) -> Any:
    return lambda op: str(hash(orjson.dumps(op, option=orjson.OPT_SORT_KEYS)))


def _cursor_to_the_clock(original: Any) -> Any:
    def read(self: Any, scope: str, after: int) -> None:
        original(self, scope, after)
        self.cursor[scope] = self.clock

    return read


def _cursor_one_too_far(original: Any) -> Any:
    def read(self: Any, scope: str, after: int) -> None:
        original(self, scope, after)
        self.cursor[scope] = min(self.cursor[scope] + 1, self.clock)

    return read


def _one_cursor_for_all(original: Any) -> Any:
    class Shared(dict[str, int]):
        def get(self, _scope: str, default: Any = 0) -> Any:
            return max(self.values(), default=default)

    def since(*args: Any) -> Any:
        found = original(*args)
        return None if found is None else Shared(found)

    return since


def _page_without(name: str) -> Callable[[Any], Any]:
    def wrap(original: Any) -> Any:
        return lambda actor, request: orjson.dumps({**orjson.loads(original(actor, request)), name: []})

    return wrap


def _scopes_without(kind: str) -> Callable[[Any], Any]:
    def wrap(original: Any) -> Any:
        return lambda doc, teams: {scope for scope in original(doc, teams) if not scope.startswith(kind)}

    return wrap


def _pool_for_ever(original: Any) -> Any:
    return lambda doc, teams: original(doc, teams) | {f"pool:{doc['event']}"}


def _captor_for_ever(original: Any) -> Any:
    return lambda doc, teams: original(doc, teams) | {f"user:{doc['captured_by']}"}


def _contractors_in_the_pool(original: Any) -> Any:
    def scopes(connection: Connection, user: Mapping[str, Any]) -> frozenset[str]:
        roles = ["rep" if role == "contractor" else role for role in user["roles"]]
        return frozenset(original(connection, {**user, "roles": roles}))

    return scopes


def _feed_without_leaving(original: Any) -> Any:
    def feed(self: Workspace, ids: list[str]) -> dict[str, set[str]]:
        # as if nobody had held any of them: whoever loses one is not told
        found = original(self, ids)
        return {id: set() for id in found}

    return feed


def _same_revision(original: Any) -> Any:
    def touch(self: Workspace, lead: Any, *, stale: bool = True) -> int:
        before = lead.doc["rev"]
        rev = int(original(self, lead, stale=stale))
        if not stale and before:
            lead.doc["rev"] = before
        return rev

    return touch


def _no_rows_of(name: str) -> Callable[[Any], Any]:
    def wrap(original: Any) -> Any:
        return lambda self, rows, row: None if rows.name == name else original(self, rows, row)

    return wrap


def _epoch_without_leap(_original: Any) -> Any:
    def new_epoch(connection: Connection) -> str:
        epoch = str(changes.uuid.uuid4())
        connection.execute(update(table(changes.SyncClock)).values(epoch=epoch))
        return epoch

    return new_epoch


def _commit_before_the_answers(original: Any) -> Any:
    def answer(ws: Workspace, *args: Any) -> Any:
        result = original(ws, *args)
        receipts = ws._inserts.pop(push._receipt, [])
        if receipts:
            ws.connection.execute(push._receipt.insert(), receipts)
            ws.connection.exec_driver_sql("COMMIT")
            ws.connection.exec_driver_sql("BEGIN IMMEDIATE")
        return result

    return answer


def _unknown_is_not_found(original: Any) -> Any:
    def seen(ws: Workspace, lead_id: str) -> Any:
        if ws.lead(lead_id) is None:
            raise NotFound()
        return original(ws, lead_id)

    return seen


@contextmanager
def _teams_unheard() -> Iterator[None]:
    signals.access_changed.disconnect(regroup.regroup)
    try:
        yield
    finally:
        signals.access_changed.connect(regroup.regroup)


def _sent_is_done(original: Any) -> Any:
    def batch(self: Device, after: int, most: int) -> Any:
        found = original(self, after, most)
        self.outbox = [op for op in self.outbox if op not in found]
        return found

    return batch


def _refusals_forgotten(original: Any) -> Any:
    return lambda self, op, result, epoch: original(self, op, result, epoch) if result["st"] == "ok" else None


def _leaves_with_the_first_scope(_original: Any) -> Any:
    return lambda self, lead, scope: self.docs.pop(lead, None)


def _cursor_before_the_page(_original: Any) -> Any:
    def die(self: Device, page: Mapping[str, Any]) -> None:
        if page["epoch"] == self.epoch and not page["reset"]:
            self.cursor = page["cursor"]

    return die


def _oldest_document_wins(original: Any) -> Any:
    def put(self: Device, scope: str, doc: dict[str, Any]) -> None:
        held = self.docs.get(doc["id"])
        original(self, scope, {**doc, **(held.doc if held and len(held.scopes) > 1 else {})})

    return put


def _bytes_count_as_sent(original: Any) -> Any:
    def next_upload(self: Device) -> Any:
        for upload in self.uploads[:-1]:
            upload.stored = True
        return original(self)

    return next_upload


@contextmanager
def _bytes_not_sent_again() -> Iterator[None]:
    requeue, settle = Device.requeue, Device.settle

    def without(original: Any) -> Any:
        def call(self: Device, answer: Any) -> Any:
            before = [upload.stored for upload in self.uploads]
            result = original(self, answer)
            for upload, stored in zip(self.uploads, before, strict=True):
                upload.stored = stored
            return result

        return call

    # either alone is made good by the other
    with mock.patch.multiple(Device, requeue=without(requeue), settle=without(settle)):
        yield


def _the_first_part_again(original: Any) -> Any:
    def keep(store: Any, sha256: str, user: str, part: int, of: int, data: bytes) -> Any:
        return original(store, sha256, user, 0 if len(data) == parts.PART else part, of, data)

    return keep


def _requeue_without_stamps(original: Any) -> Any:
    def requeue(self: Device, epoch: str) -> None:
        for kept in self.acked:
            kept.stamps = None
        original(self, epoch)

    return requeue


def _waits_for_ever(original: Any) -> Any:
    def settle(self: Device, answer: Mapping[str, Any]) -> Any:
        results = answer["results"]
        stop = next((n for n, result in enumerate(results) if result["st"] == "retry"), len(results))
        return original(self, {**answer, "results": results[:stop]})

    return settle


def _waits_no_more(code: str) -> Plant:
    return lambda: mock.patch.object(push, "RETRY_CODES", push.RETRY_CODES - {code})


def _nothing(*_: Any, **__: Any) -> None:
    return None


def _always(value: Any) -> Callable[[Any], Any]:
    return lambda _original: lambda *_, **__: value


#: (room, what goes wrong, how)
PLANTED: tuple[tuple[str, str, Plant], ...] = (
    ("merge", "a machine may beat a person", instead(merge, "_wins", _latest_of_any_rank)),
    ("merge", "the first of two edits wins", instead(merge, "_wins", _first_wins)),
    ("merge", "what was on screen does not count", instead(merge, "_seen", _always(False))),
    ("merge", "whoever saw the lead saw everything", instead(merge, "_seen", _base_means_all_seen)),
    (
        "merge",
        "the device's clock is believed",
        instead(push, "corrected", lambda _: lambda now, sent, at: min(at, now)),
    ),
    ("merge", "stamps are not taken back after a restore", instead(Workspace, "patch", _without_given)),
    ("merge", "the losing value is not kept", instead(Workspace, "_remember", lambda _: _nothing)),
    ("receipts", "no receipt is written", instead(push, "_keep", lambda _: _nothing)),
    ("receipts", "receipts are not looked up", instead(push, "_known", lambda _: lambda *_: {})),
    ("receipts", "stamps make it another entry", instead(push, "_digest", _digest_of_everything)),
    ("receipts", "what should wait is refused", _waits_no_more("unknown_lead")),
    ("receipts", "receipts are committed before the leads", instead(push, "_answer", _commit_before_the_answers)),
    ("receipts", "a deed on a lead to come is refused", instead(assignment, "seen", _unknown_is_not_found)),
    ("restore", "a capture after an edit is refused", instead(operations, "is_its_capture", _always(False))),
    ("restore", "whoever edits first stays the captor", instead(operations, "mark_orphan", lambda _: _nothing)),
    ("receipts", "what a newer app says is refused", _waits_no_more("unknown_kind")),
    ("restore", "a late copy from before it counts", instead(push, "_of_another_history", _always(False))),
    ("cursor", "a full page moves the cursor to the clock", instead(pull._Page, "read", _cursor_to_the_clock)),
    ("cursor", "the cursor goes one too far", instead(pull._Page, "read", _cursor_one_too_far)),
    ("cursor", "one cursor for all scopes", instead(pull, "since_of", _one_cursor_for_all)),
    ("cursor", "the clock does not advance", instead(changes, "advance", lambda _: _nothing)),
    ("cursor", "a restore keeps the epoch", instead(changes, "new_epoch", lambda _: _nothing)),
    ("cursor", "a restore uses revisions again", instead(changes, "new_epoch", _epoch_without_leap)),
    ("feed", "leaving a scope is not told", instead(pull, "pull", _page_without("rm"))),
    ("feed", "losing a scope is not told", instead(pull, "pull", _page_without("drop"))),
    ("feed", "a lead stays in scopes it left", instead(Workspace, "_feed", _feed_without_leaving)),
    ("feed", "a note changes no revision", instead(Workspace, "touch", _same_revision)),
    ("feed", "a change of teams is not heard", _teams_unheard),
    ("feed", "an old app gets short documents", lambda: mock.patch.object(pull, "PACKED", 0)),
    ("feed", "a plan is stored as it was before", instead(state, "_said", _always(b""))),
    ("standing", "what is kept in memory never gets old", instead(changes, "standing_name", _always("for ever"))),
    ("scopes", "the captor does not see what nobody owns", instead(workspace, "scopes_of", _scopes_without("user:"))),
    ("scopes", "supervisors miss their teams", instead(workspace, "scopes_of", _scopes_without("team:"))),
    ("scopes", "the pool keeps what somebody owns", instead(workspace, "scopes_of", _pool_for_ever)),
    ("scopes", "the captor keeps what somebody owns", instead(workspace, "scopes_of", _captor_for_ever)),
    ("scopes", "contractors see the pool", instead(access, "scopes_of_user", _contractors_in_the_pool)),
    ("rights", "anybody may edit any lead", instead(Workspace, "visible", _always(True))),
    ("rights", "no role is needed", instead(kinds, "check", lambda _: _nothing)),
    ("rights", "anybody may assign", instead(assignment, "may_assign", _always(True))),
    ("rights", "witnesses are turned away", instead(followups, "witnessed", lambda _: operations.seen)),
    ("children", "notes have no row", instead(Workspace, "insert", _no_rows_of("lead_note"))),
    ("children", "promises have no row", instead(Workspace, "insert", _no_rows_of("promise"))),
    ("bytes", "parts get into the wrong place", instead(parts, "keep", _the_first_part_again)),
    ("bytes", "bytes count as sent", instead(Device, "next_upload", _bytes_count_as_sent)),
    ("bytes", "a restore does not send bytes again", _bytes_not_sent_again),
    ("device", "what waits holds up what comes after", instead(Device, "settle", _waits_for_ever)),
    ("device", "stamps are not sent again", instead(Device, "requeue", _requeue_without_stamps)),
    ("device", "sent counts as arrived", instead(Device, "batch", _sent_is_done)),
    ("device", "refusals are forgotten", instead(Device, "_file", _refusals_forgotten)),
    ("device", "unsent edits are not laid over", instead(Device, "_overlay", lambda _: lambda self: iter(()))),
    ("device", "nothing is sent again after a restore", instead(Device, "requeue", lambda _: _nothing)),
    ("device", "a new epoch goes unnoticed", instead(Device, "meet_epoch", _always(False))),
    ("device", "a lead leaves with its first scope", instead(Device, "leave", _leaves_with_the_first_scope)),
    ("device", "a lead never leaves", instead(Device, "leave", lambda _: _nothing)),
    (
        "device",
        "the cursor is stored before its page",
        instead(Device, "die_while_applying", _cursor_before_the_page),
    ),
    ("device", "an old copy of a lead wins", instead(Device, "_put", _oldest_document_wins)),
)
