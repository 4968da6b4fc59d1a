"""Replace a file so that a power cut, a full disk or a second program leaves either the old bytes or the new ones.

Temporary file in the same folder, flush, fsync, rename over, fsync the folder. Measured reason in docs/decisions.md:
without the last step an acknowledged save can be lost.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sjtool.errors import SjtoolError, refused

TEMPORARY = ".sjtool-tmp"
_RETRY_SECONDS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4)
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.EBADF, errno.ENOSYS}
"""How a file system says that a folder cannot be brought to the disk by itself; the file has been."""


def resolve_links(path: Path) -> Path:
    """The file itself, so that a link stays a link when its target is replaced. Links in a circle are left alone."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def lock_path(path: Path) -> Path:
    """The side file that is locked; the case file itself never is (Windows locks would block readers)."""
    return path.with_name(f".{path.name}.lock")


@contextlib.contextmanager
def hold_lock(path: Path, seconds: float = 30.0) -> Iterator[None]:
    """Hold the lock of a file, waiting for another writer to finish. Raises SjtoolError after `seconds`."""
    import filelock

    lock = filelock.FileLock(lock_path(path), timeout=seconds, mode=0o600)
    try:
        lock.acquire()
    except filelock.Timeout:
        raise refused(
            "file-in-use",
            str(path),
            "another program has been writing to this file for too long",
            "two writers at once could lose words",
            "close the other sjtool, then try again",
        ) from None
    except PermissionError:
        raise refused(
            "no-permission",
            str(path),
            "nothing may be written in this folder",
            "your account has no right to it",
            "ask its owner, or use another folder",
        ) from None
    except OSError as error:
        raise refused(
            "not-writable",
            str(path),
            f"nothing can be written in this folder ({error.strerror or 'unknown reason'})",
            "a lock file is needed beside what is written, so that two writers cannot lose words",
            "use a folder on a disk that can be written to",
        ) from None
    try:
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def hold_folder(path: Path) -> Iterator[None]:
    """Hold what lists the files of a folder (`path`), for a whole run into it. Raises SjtoolError where a run has it.

    It is not waited for: of two runs into one folder at once the later is told, and has done nothing.
    """
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(hold_lock(path, seconds=0))
        except SjtoolError as error:
            if error.problems[0].code != "file-in-use":
                raise
            raise refused(
                "folder-in-use",
                str(path.parent),
                "another run of sjtool is writing into this folder",
                "two runs at once would leave files of both, and a list of neither",
                "wait until it has ended and do the same again, or name another folder",
            ) from None
        yield


def remove_stale(path: Path) -> int:
    """Remove temporary files a killed writer left beside `path`; call only while holding its lock."""
    name = re.compile(re.escape(f".{path.name}.") + r"\d+" + re.escape(TEMPORARY))
    stale = [leftover for leftover in path.parent.glob(f".*{TEMPORARY}") if name.fullmatch(leftover.name)]
    for leftover in stale:
        with contextlib.suppress(OSError):
            leftover.unlink()
    return len(stale)


def sweep_stale(folder: Path) -> int:
    """Remove every temporary file that killed writers left in a folder nobody else is writing in."""
    name = re.compile(r"\..+\.\d+" + re.escape(TEMPORARY))
    stale = [leftover for leftover in folder.glob(f".*{TEMPORARY}") if name.fullmatch(leftover.name)]
    for leftover in stale:
        with contextlib.suppress(OSError):
            leftover.unlink()
    return len(stale)


def write_durably(
    path: Path,
    content: bytes,
    *,
    after_step: Callable[[str], None] = lambda _step: None,
    before_place: Callable[[], None] = lambda: None,
    sync: bool = True,
    keep_rights: bool = False,
) -> None:
    """Put `content` in place of what `path` holds, or raise SjtoolError and leave it as it was.

    With `keep_rights`, for a case that several may share, whoever could read or write the old file can the new one.
    Else it is as private as a new file: a print must not take over the rights of what lay in its place.
    Without `sync` it is whole or not there, and after a power cut it may be gone: for what can be made again.
    `before_place` is called once all of it is written and before it is seen: where that raises, nothing is seen.
    `after_step` is called after each system step, so that tests can stop there.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}{TEMPORARY}")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            after_step("open")
            write_all(handle, content)
            after_step("write")
            if sync:
                os.fsync(handle)
            after_step("fsync")
        finally:
            os.close(handle)
        if keep_rights and path.exists():
            _keep_rights(path, temporary)
        before_place()
        _replace(temporary, path, keep_rights=keep_rights)
    except BaseException as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _not_saved(path, error) from None
        raise
    after_step("rename")
    if sync:
        _sync_folder(path)
    after_step("fsync-folder")


def _not_saved(path: Path, error: OSError) -> Exception:
    return refused(
        "not-saved",
        str(path),
        f"the file could not be saved ({error.strerror or 'unknown reason'}); it is as it was before",
        "nothing is called saved before it is on the disk",
        "make the folder first, or name another"
        if error.errno == errno.ENOENT
        else "free some space or check your rights, then do the same again",
    )


def write_all(handle: int, content: bytes) -> None:
    """Every byte, however few the system takes at a time."""
    view = memoryview(content)
    while view:
        written = os.write(handle, view)
        view = view[written:]


def _keep_rights(path: Path, temporary: Path) -> None:
    """Mode, owner and access list of the old file for the new one; Windows does this in `_replace`."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):  # a file system without modes: what was made is owner-only, and that will do
        shutil.copymode(path, temporary)
    old = path.stat()
    with contextlib.suppress(OSError):
        os.chown(temporary, old.st_uid, old.st_gid)
    if hasattr(os, "listxattr"):
        with contextlib.suppress(OSError):
            for name in os.listxattr(path):
                with contextlib.suppress(OSError):
                    os.setxattr(temporary, name, os.getxattr(path, name))


def _replace(temporary: Path, path: Path, *, keep_rights: bool) -> None:
    """Rename over; on Windows a virus scanner or a reader may hold the file for a moment, so try again."""
    pauses = iter(_RETRY_SECONDS)
    while True:
        try:
            if keep_rights and sys.platform == "win32" and path.exists():
                replace_on_windows(temporary, path)
            else:
                os.replace(temporary, path)  # noqa: PTH105 - replace, with retry, is the whole point
        except PermissionError:
            pause = next(pauses, None)
            if sys.platform != "win32" or pause is None:
                raise
            time.sleep(pause)
        else:
            return


def replace_on_windows(temporary: Path, path: Path) -> None:
    """ReplaceFileW keeps the access list of the file it replaces; os.replace would take the folder's."""
    import ctypes

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    if not kernel.ReplaceFileW(str(path), str(temporary), None, 0, None, None):
        raise PermissionError(ctypes.get_last_error(), "ReplaceFileW")  # type: ignore[attr-defined,unused-ignore]


def _sync_folder(path: Path) -> None:
    """Bring the new name to the disk, as far as the file system knows how to. The file is in its place by now."""
    if sys.platform == "win32":
        return
    try:
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno in _NO_FOLDER_SYNC:
            return
        raise refused(
            "saved-in-doubt",
            str(path),
            f"the file was saved, but the disk did not confirm it ({error.strerror or 'unknown reason'})",
            "after a power cut the file could be as it was before",
            "look at the case before you enter anything again; copy it to another disk",
        ) from None
