"""The store behaves alike wherever the bytes lie."""

import os
import stat
from pathlib import Path

import pytest

from server.storage.store import BlobStore, blob_key, open_store


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    return open_store(f"file://{tmp_path}/a%20folder" if request.param == "file" else "memory://")


def test_what_is_put_is_there(store: BlobStore) -> None:
    assert store.get("aa/b") is None
    assert store.has("aa/b") is False
    store.put("aa/b", b"one")
    store.put("aa/b", b"two")
    assert store.get("aa/b") == b"two"
    assert store.has("aa/b") is True


def test_things_below_a_prefix_are_listed_and_nothing_else(store: BlobStore) -> None:
    for key in ("parts/x/1", "parts/x/2", "parts/xy/1", "aa/b"):
        store.put(key, b"1")
    assert set(store.under("parts/x")) == {"parts/x/1", "parts/x/2"}
    assert store.under("nothing") == {}


def test_deleting_what_is_not_there_is_fine(store: BlobStore) -> None:
    store.put("aa/b", b"1")
    store.delete("aa/b", "aa/c")
    assert store.get("aa/b") is None


def test_a_key_is_made_of_the_hash_alone() -> None:
    assert blob_key("ab" + "0" * 62) == "ab/ab" + "0" * 62


def test_bytes_are_on_the_disk_before_their_name_and_the_name_before_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def spy_fsync(handle: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else f"bytes {os.fstat(handle).st_size}")
        fsync(handle)

    def spy_replace(path: Path, target: Path) -> Path:
        steps.append("name")
        return replace(path, target)

    store = open_store(f"file://{tmp_path}")
    store.put("aa/first", b"1")
    monkeypatch.setattr(os, "fsync", spy_fsync)
    monkeypatch.setattr(Path, "replace", spy_replace)
    store.put("aa/b", b"12345")
    assert steps == ["bytes 5", "name", "folder"]


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError("No space left on device")

    store = open_store(f"file://{tmp_path}")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Exception, match="unavailable"):
        store.put("aa/b", b"1")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
