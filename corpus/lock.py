"""One run at a time in a workspace."""

import errno
import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from .errors import StoreError


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock that is held until it is closed, or the process ends in whatever way."""

    handle: int

    def close(self) -> None:
        """Let other runs in."""
        os.close(self.handle)


def take(path: Path) -> Lock:
    """Hold the lock file at `path`. Raises StoreError that names the run which holds it, OSError if it cannot be made.

    The operating system holds the lock, so that of a process that died is free by itself; the file stays.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    if not _take(handle):
        holder = os.read(handle, 200).decode(errors="replace").strip()
        os.close(handle)
        raise StoreError(
            f"another run is at work in {path.parent} ({holder or 'unknown process'}): wait for it, or stop it"
        )
    os.ftruncate(handle, 0)
    os.write(handle, f"process {os.getpid()} on {socket.gethostname()}\n".encode())
    return Lock(handle)


def _take(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, 1 << 20, os.SEEK_SET)  # a byte beyond the text, which others may then read
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        # Some network drives know no locks; there a person must see to it.
        return error.errno in (errno.ENOLCK, errno.ENOTSUP)
    return True
