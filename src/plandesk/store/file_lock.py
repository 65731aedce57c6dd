"""One writer at a time: a lock file beside the data file, held by the operating system."""

import contextlib
import json
import os
import socket
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# Windows locks bytes against reading too: one far behind the content leaves the holder's name readable
_LOCKED_BYTE = 1 << 30
_CONTENT_LIMIT = 4096
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a file open for writing: person, machine, process, since when."""

    who: str
    host: str
    pid: int
    since: str


class LockHeldError(Exception):
    """Somebody else holds the lock; ``holder`` is None where the name cannot be read."""

    def __init__(self, holder: Holder | None) -> None:
        super().__init__(holder)
        self.holder = holder


class FileLock:
    """A held lock. The operating system frees it when the process ends, however it ends."""

    def __init__(self, path: Path, handle: int) -> None:
        self._path = path
        self._handle: int | None = handle

    def release(self) -> None:
        """Give the lock back and take the lock file away; a second call does nothing."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        if sys.platform == "win32":
            os.close(handle)
            # another program may hold the file open by now: then it is its to remove
            with contextlib.suppress(OSError):
                self._path.unlink()
        else:
            with contextlib.suppress(OSError):
                self._path.unlink()
            os.close(handle)


def lock_path(path: Path) -> Path:
    """Where the lock file of the data file ``path`` stands."""
    return path.with_name(path.name + ".lock")


def this_process(who: str, since: str) -> Holder:
    """The holder that this process is."""
    return Holder(who, socket.gethostname(), os.getpid(), since)


def take_lock(path: Path, holder: Holder) -> FileLock:
    """Take the writer's lock of the data file ``path``.

    A lock file that a killed process left is taken over. Raises ``LockHeldError`` while another opener holds
    the lock, OSError where no lock file can be made or locked (a read-only medium, a share without locks).
    """
    place = lock_path(path)
    for _ in range(_ATTEMPTS):
        handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            if not _try_lock(handle):
                raise LockHeldError(_read_holder(place))
            if _is_at(handle, place):
                _write_holder(handle, holder)
                return FileLock(place, handle)
        except BaseException:
            os.close(handle)
            raise
        # the holder before us removed the file between our opening and locking it
        os.close(handle)
    raise LockHeldError(None)


def _try_lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _is_at(handle: int, place: Path) -> bool:
    if sys.platform == "win32":
        # an open file cannot be taken away there
        return True
    try:
        there = place.stat()
    except FileNotFoundError:
        return False
    return os.path.samestat(os.fstat(handle), there)


def _write_holder(handle: int, holder: Holder) -> None:
    # the lock holds without its content: a full disk must not keep the clerk from reading on
    with contextlib.suppress(OSError):
        os.lseek(handle, 0, os.SEEK_SET)
        os.ftruncate(handle, 0)
        os.write(handle, json.dumps(asdict(holder), ensure_ascii=False).encode())


def _read_holder(place: Path) -> Holder | None:
    try:
        with place.open("rb") as file:
            told = json.loads(file.read(_CONTENT_LIMIT))
        return Holder(str(told["who"]), str(told["host"]), int(told["pid"]), str(told["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
