"""Replacing a file: either the old bytes or the new ones, never a lie about which, nothing left lying about."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import filelock
import pytest

from sjtool.problem import Problem
from sjtool.store import durable
from sjtool.store.append import Draft, Ledger
from sjtool.store.durable import hold_lock, lock_path, remove_stale, resolve_links, write_durably
from sjtool.store.ledger import read_ledger
from sjtool.store.verify import verify_ledger

STEPS = ("open", "write", "fsync", "rename", "fsync-folder")
BEFORE_RENAME = STEPS[:3]
Names = Callable[[Path], dict[str, bytes]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that holds old bytes."""
    path = tmp_path / "case.toml"
    path.write_bytes(b"old\n")
    return path


def failing(error: int, *, after: int = 0) -> Callable[..., Any]:
    """A system call that works `after` times, a few bytes each, and then fails."""
    calls = iter(range(after))
    real = os.write

    def call(handle: int, *data: bytes) -> int:
        if next(calls, None) is None:
            raise OSError(error, os.strerror(error))
        return real(handle, bytes(data[0][:3])) if data else 0

    return call


# what is written


def test_the_new_bytes_are_there_and_nothing_else(file: Path, files_in: Names) -> None:
    write_durably(file, b"new\n" * 1000)
    assert files_in(file.parent) == {"case.toml": b"new\n" * 1000}


def test_every_step_is_taken_in_this_order(file: Path) -> None:
    steps: list[str] = []
    write_durably(file, b"new\n", after_step=steps.append)
    assert tuple(steps) == STEPS


def test_a_system_that_takes_three_bytes_at_a_time_gets_them_all(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", failing(errno.EIO, after=100))
    write_durably(file, b"twenty bytes of words")
    assert file.read_bytes() == b"twenty bytes of words"


def test_the_bytes_are_on_the_disk_before_the_name_is_and_the_name_before_it_is_called_saved(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    real_sync, real_replace = os.fsync, os.replace

    def sync(handle: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        real_sync(handle)

    def replace(*names: Path) -> None:
        done.append("rename")
        real_replace(*names)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "replace", replace)
    write_durably(file, b"new\n")
    assert done == ["file", "rename", "folder"]


# rights


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o400])
def test_the_mode_of_a_case_stays(file: Path, mode: int) -> None:
    file.chmod(mode)
    write_durably(file, b"new\n", keep_rights=True)
    assert file.stat().st_mode & 0o777 == mode


@pytest.mark.parametrize("mode", [0o666, 0o644, 0o600])
def test_what_takes_the_place_of_another_file_takes_none_of_its_rights(file: Path, mode: int) -> None:
    file.chmod(mode)
    write_durably(file, b"new\n")
    assert file.stat().st_mode & 0o777 == 0o600


def test_on_windows_what_takes_the_place_of_another_file_has_the_rights_of_the_folder(
    file: Path, windows: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable, "replace_on_windows", failing(errno.EPERM))
    write_durably(file, b"new\n")
    assert (file.read_bytes(), windows) == (b"new\n", [])


def test_a_new_file_is_its_owners_only(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_durably(tmp_path / "new.toml", b"new\n")
    finally:
        os.umask(before)
    assert (tmp_path / "new.toml").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.getuid() != 0 if hasattr(os, "getuid") else True, reason="only root may give a file away")
def test_the_owner_of_the_file_stays(file: Path) -> None:
    os.chown(file, 12, 34)
    write_durably(file, b"new\n", keep_rights=True)
    assert (file.stat().st_uid, file.stat().st_gid) == (12, 34)


def test_the_owner_that_may_not_be_kept_is_no_reason_to_lose_words(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "chown", failing(errno.EPERM))
    write_durably(file, b"new\n", keep_rights=True)
    assert file.read_bytes() == b"new\n"


def test_extended_rights_stay_as_far_as_the_system_lets_them(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, bytes] = {}

    def put(path: Path, name: str, value: bytes) -> None:
        assert path != file
        if name == "security.x":
            raise OSError(errno.EPERM, "no")
        given[name] = value

    monkeypatch.setattr(os, "listxattr", lambda _path: ["security.x", "user.acl"], raising=False)
    monkeypatch.setattr(os, "getxattr", lambda _path, name: name.encode(), raising=False)
    monkeypatch.setattr(os, "setxattr", put, raising=False)
    write_durably(file, b"new\n", keep_rights=True)
    assert given == {"user.acl": b"user.acl"}
    monkeypatch.setattr(os, "listxattr", failing(errno.ENOTSUP))
    write_durably(file, b"newer\n", keep_rights=True)
    monkeypatch.delattr(os, "listxattr")
    write_durably(file, b"newest\n", keep_rights=True)
    assert file.read_bytes() == b"newest\n"


def test_a_link_leads_to_the_file_it_stands_for(tmp_path: Path, file: Path) -> None:
    (tmp_path / "link").symlink_to("case.toml")
    assert resolve_links(tmp_path / "link") == file
    assert resolve_links(file) is file
    (tmp_path / "dangling").symlink_to("nowhere.toml")
    assert resolve_links(tmp_path / "dangling") == tmp_path / "nowhere.toml"


# a full disk, a broken disk


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO])
@pytest.mark.parametrize("call", ["open", "write", "write-later", "fsync", "replace"])
def test_where_the_disk_refuses_the_file_is_as_it_was_and_the_message_says_so(
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    problem_of: Callable[..., Problem],
    files_in: Names,
    call: str,
    error: int,
) -> None:
    if call == "open":
        real = os.open
        broken = failing(error)
        monkeypatch.setattr(
            os, "open", lambda path, flags, *more: broken(0) if flags & os.O_CREAT else real(path, flags, *more)
        )
    else:
        name, _, later = call.partition("-")
        monkeypatch.setattr(os, name, failing(error, after=2 if later else 0))
    problem = problem_of(write_durably, file, b"new words\n")
    monkeypatch.undo()
    assert problem.code == "not-saved"
    assert problem.place.path == str(file)
    assert os.strerror(error) in problem.what
    assert "as it was before" in problem.what
    assert files_in(file.parent) == {"case.toml": b"old\n"}


def test_a_mode_that_cannot_be_kept_is_no_reason_to_lose_words(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "copymode", failing(errno.EPERM))
    write_durably(file, b"new words\n", keep_rights=True)
    assert file.read_bytes() == b"new words\n"
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_refusal_without_words_of_its_own_is_told_too(
    file: Path, monkeypatch: pytest.MonkeyPatch, problem_of: Callable[..., Problem]
) -> None:
    def refuse(*_args: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "replace", refuse)
    assert "unknown reason" in problem_of(write_durably, file, b"new\n").what


@pytest.mark.parametrize("error", [errno.EINVAL, errno.ENOTSUP, errno.EACCES])
def test_a_file_system_that_cannot_sync_a_folder_saves_all_the_same(
    file: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    real = os.fsync

    def sync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(error, os.strerror(error))
        real(handle)

    monkeypatch.setattr(os, "fsync", sync)
    write_durably(file, b"new\n")
    assert file.read_bytes() == b"new\n"


def test_a_disk_that_breaks_after_the_rename_is_not_called_unchanged(
    file: Path, monkeypatch: pytest.MonkeyPatch, problem_of: Callable[..., Problem]
) -> None:
    monkeypatch.setattr(os, "fsync", failing(errno.EIO, after=1))
    problem = problem_of(write_durably, file, b"new\n")
    assert problem.code == "saved-in-doubt"
    assert "as it was before" not in problem.what
    assert file.read_bytes() == b"new\n"


# interrupted, killed


@pytest.mark.parametrize("step", STEPS)
def test_an_interruption_at_any_step_leaves_a_whole_file_and_no_words_lying_about(
    file: Path, files_in: Names, step: str
) -> None:
    def stop(reached: str) -> None:
        if reached == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_durably(file, b"new\n", after_step=stop)
    assert files_in(file.parent) == {"case.toml": b"old\n" if step in BEFORE_RENAME else b"new\n"}


KILLED = """
import functools, os, sys
from datetime import UTC, datetime
from pathlib import Path
from sjtool.store import append
from sjtool.store.durable import write_durably

def kill(step):
    if step == sys.argv[2]:
        os._exit(9)

append.write_durably = functools.partial(write_durably, after_step=kill)
append.Ledger(Path(sys.argv[1])).append([append.Draft("event", {"what": "last words"})], by="x", at=datetime.now(UTC))
"""


def test_a_writer_killed_at_any_step_leaves_a_readable_file_and_the_next_append_tidies_up(
    make_case: Callable[..., Path], files_in: Names, held_clock: SimpleNamespace, tmp_path: Path
) -> None:
    cases = {step: make_case(folder=(tmp_path / step)) for step in STEPS if (tmp_path / step).mkdir() is None}
    befores = {step: path.read_bytes() for step, path in cases.items()}
    killed = [subprocess.Popen([sys.executable, "-c", KILLED, path, step]) for step, path in cases.items()]
    assert [process.wait(timeout=60) for process in killed] == [9] * len(STEPS)
    for step, path in cases.items():
        ids = [link.id for link in read_ledger(path).links]
        left = [name for name in files_in(path.parent) if name.endswith(".sjtool-tmp")]
        if step in BEFORE_RENAME:
            assert path.read_bytes() == befores[step]
            assert len(left) == 1
        else:
            assert ids[-1] == "ev-001"
            assert left == []
        Ledger(path).append([Draft("event", {"what": "afterwards"})], by="x", at=held_clock.now)
        assert [*files_in(path.parent)] == [path.name]
        assert [link.id for link in read_ledger(path).links][: len(ids)] == ids
        assert verify_ledger(read_ledger(path)).problems == ()


def test_only_what_a_writer_of_this_very_file_left_is_removed(file: Path, files_in: Names) -> None:
    ours = [".case.toml.1.sjtool-tmp", ".case.toml.99999.sjtool-tmp"]
    others = [
        ".case.toml.old.toml.7.sjtool-tmp",
        ".xcase.toml.7.sjtool-tmp",
        "case.toml.7.sjtool-tmp",
        ".case.toml.lock",
    ]
    for name in [*ours, *others]:
        (file.parent / name).write_bytes(b"")
    assert remove_stale(file) == 2
    assert {*files_in(file.parent)} >= {*others[:3], "case.toml"}
    assert not {*files_in(file.parent)} & {*ours}


def test_a_name_with_wild_cards_in_it_is_a_name(tmp_path: Path) -> None:
    (tmp_path / ".a[1]*.toml.5.sjtool-tmp").write_bytes(b"")
    (tmp_path / ".a1x.toml.5.sjtool-tmp").write_bytes(b"")
    assert remove_stale(tmp_path / "a[1]*.toml") == 1
    assert [p.name for p in tmp_path.iterdir()] == [".a1x.toml.5.sjtool-tmp"]


def test_a_leftover_that_cannot_be_removed_stops_nobody(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (file.parent / ".case.toml.5.sjtool-tmp").write_bytes(b"")
    monkeypatch.setattr(Path, "unlink", failing(errno.EACCES))
    assert remove_stale(file) == 1


# the lock


def test_the_lock_is_a_file_of_its_own_that_only_the_owner_may_open(file: Path) -> None:
    with hold_lock(file):
        assert lock_path(file) == file.with_name(".case.toml.lock")
        assert lock_path(file).stat().st_mode & 0o777 == 0o600
        assert file.read_bytes() == b"old\n"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (filelock.Timeout("x"), "file-in-use"),
        (PermissionError(errno.EACCES, "Permission denied"), "no-permission"),
        (OSError(errno.EROFS, "Read-only file system"), "not-writable"),
        (OSError(), "not-writable"),
    ],
)
def test_a_lock_that_cannot_be_had_is_told_and_nothing_is_done(
    file: Path, monkeypatch: pytest.MonkeyPatch, problem_of: Callable[..., Problem], error: Exception, code: str
) -> None:
    def refuse(_self: object) -> None:
        raise error

    def work() -> None:
        with hold_lock(file):
            file.write_bytes(b"worked\n")

    monkeypatch.setattr(filelock.FileLock, "acquire", refuse)
    problem = problem_of(work)
    assert problem.code == code
    assert problem.place.path == str(file)
    assert file.read_bytes() == b"old\n"


def test_what_goes_wrong_while_the_lock_is_held_is_not_blamed_on_the_lock(file: Path) -> None:
    with pytest.raises(FileNotFoundError), hold_lock(file):
        raise FileNotFoundError
    with hold_lock(file, seconds=0.1):  # free again
        pass


# Windows, as far as it can be played elsewhere


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """`durable` believes it is on Windows, where ReplaceFileW is os.replace. Gives the pauses it made."""
    pauses: list[float] = []
    monkeypatch.setattr(durable, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(durable, "time", SimpleNamespace(sleep=pauses.append))
    monkeypatch.setattr(durable, "replace_on_windows", os.replace)
    return pauses


def test_on_windows_neither_mode_nor_folder_are_touched(
    file: Path, windows: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    monkeypatch.setattr(shutil, "copymode", failing(errno.EPERM))
    write_durably(file, b"new\n", keep_rights=True)
    write_durably(file.with_name("other.toml"), b"new\n", keep_rights=True)
    assert file.read_bytes() == b"new\n"
    assert len(synced) == 2
    assert windows == []


def test_on_windows_a_reader_that_holds_the_file_for_a_moment_is_waited_for(
    file: Path, windows: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = iter([True, True, True])

    def replace(temporary: Path, path: Path) -> None:
        if next(held, False):
            raise PermissionError(32, "in use")
        temporary.replace(path)

    monkeypatch.setattr(durable, "replace_on_windows", replace)
    write_durably(file, b"new\n", keep_rights=True)
    assert file.read_bytes() == b"new\n"
    assert len(windows) == 3
    assert windows == sorted(windows)


def test_on_windows_a_reader_that_never_lets_go_is_told(
    file: Path,
    windows: list[float],
    monkeypatch: pytest.MonkeyPatch,
    problem_of: Callable[..., Problem],
    files_in: Names,
) -> None:
    def refuse(*_names: Path) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(durable, "replace_on_windows", refuse)
    assert problem_of(partial(write_durably, keep_rights=True), file, b"new\n").code == "not-saved"
    assert 1 < sum(windows) < 5
    assert files_in(file.parent) == {"case.toml": b"old\n"}


def test_elsewhere_a_refusal_is_not_tried_again(
    file: Path, monkeypatch: pytest.MonkeyPatch, problem_of: Callable[..., Problem]
) -> None:
    monkeypatch.setattr(durable, "time", SimpleNamespace(sleep=failing(errno.EIO)))
    monkeypatch.setattr(os, "replace", failing(errno.EACCES))
    assert os.strerror(errno.EACCES) in problem_of(write_durably, file, b"new\n").what


@pytest.mark.parametrize("works", [1, 0])
def test_on_windows_the_file_is_replaced_by_the_call_that_keeps_its_rights(
    file: Path, monkeypatch: pytest.MonkeyPatch, works: int
) -> None:
    called: list[tuple[object, ...]] = []

    def replace_file(*args: object) -> int:
        called.append(args)
        return works

    monkeypatch.setattr(
        ctypes, "WinDLL", lambda _name, **_more: SimpleNamespace(ReplaceFileW=replace_file), raising=False
    )
    monkeypatch.setattr(ctypes, "get_last_error", lambda: 32, raising=False)
    temporary = file.with_name("temporary")
    if works:
        durable.replace_on_windows(temporary, file)
    else:
        with pytest.raises(PermissionError, match="ReplaceFileW"):
            durable.replace_on_windows(temporary, file)
    assert called == [(str(file), str(temporary), None, 0, None, None)]


def test_what_can_be_made_again_is_whole_without_being_brought_to_the_disk(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", failing(errno.EIO))
    steps: list[str] = []
    write_durably(file, b"new\n", after_step=steps.append, sync=False)
    assert file.read_bytes() == b"new\n"
    assert steps == ["open", "write", "fsync", "rename", "fsync-folder"]


def test_only_what_killed_writers_left_is_swept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [name + durable.TEMPORARY for name in (".a.txt.12", ".b.json.345", ".c", "d.1")]
    for name in names:
        file.with_name(name).write_bytes(b"half")
    assert durable.sweep_stale(file.parent) == 2
    assert [file.with_name(name).exists() for name in names] == [False, False, True, True]
    file.with_name(names[0]).write_bytes(b"half")
    monkeypatch.setattr(Path, "unlink", failing(errno.EACCES))
    assert durable.sweep_stale(file.parent) == 1


def test_a_folder_that_is_not_there_is_said_to_be_made(file: Path, problem_of: Callable[..., Problem]) -> None:
    assert problem_of(write_durably, file.parent / "nowhere" / "a.txt", b"x").fix.startswith("make the folder first")
