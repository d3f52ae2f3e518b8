"""Where bytes lie: a local folder, an S3 bucket or memory, by BLOB_URL. Keys are made here, never by a client.

obstore's local store writes a file and links it into place without fsync (seen with strace, 0.12.1): after a power
cut the name can be there and the bytes not. So local files are written here; everything else is obstore's.
"""

import os
import uuid
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import obstore
from flask import Flask, current_app
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore, MemoryStore, ObjectStore, S3Store

from server.core.errors import Unavailable

_KEY = "boxless.store"


class Put(Protocol):
    """Writes bytes under a key so that they survive a power cut; an existing key is replaced."""

    def __call__(self, key: str, data: bytes) -> None: ...


class BlobStore:
    """Bytes by key. Every method raises Unavailable when the store does not answer."""

    def __init__(self, remote: ObjectStore, put: Put) -> None:
        self._store = remote
        self._put = put

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes for good before returning."""
        try:
            self._put(key, data)
        except (BaseError, OSError) as error:
            raise _unavailable() from error

    def get(self, key: str) -> bytes | None:
        """The bytes, or None when there are none under this key."""
        try:
            return bytes(obstore.get(self._store, key).bytes())
        except (NotFoundError, FileNotFoundError):
            return None
        except (BaseError, OSError) as error:
            raise _unavailable() from error

    def has(self, key: str) -> bool:
        """Whether there are bytes under this key."""
        try:
            obstore.head(self._store, key)
        except (NotFoundError, FileNotFoundError):
            return False
        except (BaseError, OSError) as error:
            raise _unavailable() from error
        return True

    def under(self, prefix: str) -> dict[str, int]:
        """Key -> instant of its last change (ms) of everything below `prefix/`."""
        try:
            pages = list(obstore.list(self._store, prefix))
        except (BaseError, OSError) as error:
            raise _unavailable() from error
        return {meta["path"]: round(meta["last_modified"].timestamp() * 1000) for page in pages for meta in page}

    def delete(self, *keys: str) -> None:
        """Remove what there is under these keys."""
        for key in keys:
            try:
                obstore.delete(self._store, key)
            except (NotFoundError, FileNotFoundError):
                continue
            except (BaseError, OSError) as error:
                raise _unavailable() from error


def _unavailable() -> Unavailable:
    return Unavailable("The picture store does not answer. Nothing was lost; it is tried again.")


def blob_key(sha256: str) -> str:
    """Key of a whole blob."""
    return f"{sha256[:2]}/{sha256}"


def small_key(sha256: str, width: int) -> str:
    """Key of a picture's small copy."""
    return f"small/{sha256[:2]}/{sha256}-{width}"


def store_of(app: Flask | None = None) -> BlobStore:
    """The store of the app's settings, opened when it is first needed."""
    app = app or current_app
    if _KEY not in app.extensions:
        app.extensions[_KEY] = open_store(app.config["BLOB_URL"])
    store: BlobStore = app.extensions[_KEY]
    return store


def open_store(url: str) -> BlobStore:
    """The store at `file:///folder`, `s3://bucket/prefix` (AWS_* variables) or `memory://`."""
    if url.startswith("file://"):
        folder = Path(unquote(urlsplit(url).path))
        folder.mkdir(parents=True, exist_ok=True)
        return BlobStore(LocalStore(folder), LocalFolder(folder))
    remote: ObjectStore = MemoryStore() if url.startswith("memory://") else S3Store.from_url(url)

    def put(key: str, data: bytes) -> None:
        obstore.put(remote, key, data, mode="overwrite")

    return BlobStore(remote, put)


class LocalFolder:
    """Writes files that survive a power cut: bytes first, then the name, each on the disk before the next."""

    #: not under a name obstore would list
    INCOMING = ".incoming"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / self.INCOMING).mkdir(exist_ok=True)

    def __call__(self, key: str, data: bytes) -> None:
        """Write one file; readers see all of it or nothing."""
        target = self._folder / key
        coming = self._folder / self.INCOMING / uuid.uuid4().hex
        self._make_folder(target.parent)
        try:
            with coming.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            coming.replace(target)
        finally:
            coming.unlink(missing_ok=True)
        _fsync_folder(target.parent)

    def _make_folder(self, folder: Path) -> None:
        if folder.is_dir():
            return
        self._make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        _fsync_folder(folder.parent)


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
