"""Ids: of their form, of their time, and never twice, whoever draws them."""

import os
from concurrent.futures import ThreadPoolExecutor

from server.core.clock import frozen
from server.core.ids import is_id, made_at, new_id


def test_ids_tell_when_they_were_made() -> None:
    with frozen(lambda: 1_763_700_000_123):
        drawn = [new_id() for _ in range(300)]
    assert {made_at(id) for id in drawn} == {1_763_700_000_123}
    assert all(is_id(id) and id[14] == "7" and id[19] in "89ab" for id in drawn)


def test_threads_never_draw_the_same_id() -> None:
    with ThreadPoolExecutor(8) as threads:
        drawn = [id for ids in threads.map(lambda _: [new_id() for _ in range(500)], range(16)) for id in ids]
    assert len(set(drawn)) == 16 * 500


def test_a_child_does_not_draw_what_its_parent_draws() -> None:
    new_id()
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.write(write, new_id().encode())
        os._exit(0)
    os.waitpid(child, 0)
    with os.fdopen(read, "rb") as answer:
        os.close(write)
        assert answer.read().decode()[14:] != new_id()[14:]
