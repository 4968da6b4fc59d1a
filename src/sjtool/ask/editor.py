"""Words written in the officer's own editor, in a private folder that is gone when the editor is."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from sjtool.errors import SjtoolError, usage

_FILE = "answer.txt"
_FOLDERS = (".sjtool-edit-", "sjtool-edit-")


def find_editor() -> list[str]:
    """The editor's command: VISUAL, else EDITOR, else what the system has. Raises SjtoolError where there is none."""
    named = next((said for name in ("VISUAL", "EDITOR") if (said := os.environ.get(name, "").strip())), "")
    if named:
        try:
            return split_command(named)
        except ValueError:
            raise _no_editor("the editor's command has a quote that is not closed") from None
    for name in ("notepad",) if sys.platform == "win32" else ("nano", "vi"):
        found = shutil.which(name)
        if found:
            return [found]
    raise _no_editor("no editor was found")


def split_command(named: str) -> list[str]:
    """A command and its words. On Windows a path may hold backslashes, and one with spaces stands in quotes."""
    if sys.platform != "win32":
        return shlex.split(named)
    if Path(named).exists():
        return [named]
    return [word.strip('"') for word in shlex.split(named, posix=False)]


def edit_text(beside: Path, text: str, tell: Callable[[Path], None]) -> tuple[str, str]:
    """Let the officer write; returns what they left, and what to say where something went wrong (else "").

    The folder is made beside the case, owner-only, so that the editor's own copies are private too; all of it is
    removed afterwards. `tell` is given the file before the editor opens it, so that what was saved in it is found
    where sjtool itself is killed meanwhile. What was written comes back whatever happened. Raises SjtoolError where
    there is no editor.
    """
    command = find_editor()
    folder = _make_folder(beside)
    try:
        path = folder / _FILE
        tell(path)
        path.write_text(text, encoding="utf-8", newline="\n")
        path.chmod(0o600)
        trouble = ""
        try:
            if subprocess.run([*command, str(path)], check=False).returncode:  # noqa: S603 - the officer's own editor
                trouble = "The editor ended with an error."
        except OSError:
            raise _no_editor("the editor could not be started") from None
        written, strange = _read(path)
        return written, trouble or strange
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def take_left(path: Path) -> str:
    """What an editor saved that was open when sjtool was killed; its folder is removed. "" where there is nothing."""
    if not (path.name == _FILE and path.parent.name.startswith(_FOLDERS)):
        return ""
    text, _strange = _read(path)
    shutil.rmtree(path.parent, ignore_errors=True)
    return text


def _make_folder(beside: Path) -> Path:
    """An owner-only folder beside the case, else among the temporary ones."""
    with contextlib.suppress(OSError):
        return Path(tempfile.mkdtemp(prefix=_FOLDERS[0], dir=beside.parent))
    return Path(tempfile.mkdtemp(prefix=_FOLDERS[1]))


def _read(path: Path) -> tuple[str, str]:
    """What was written, and whether its letters had to be guessed. An editor may put a mark before it."""
    try:
        content = path.read_bytes()
    except OSError:
        return "", "The editor left no text."
    try:
        text, trouble = content.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        text, trouble = content.decode("cp1252", "replace"), "The editor did not write UTF-8: look the letters over."
    return text.replace("\r\n", "\n").rstrip("\n"), trouble


def _no_editor(what: str) -> SjtoolError:
    return usage(
        "editor-failed",
        what,
        "an answer of several lines can also be typed here (Alt-Enter, or lines of three quotes)",
        'set EDITOR to a command that waits until you are done, as in  EDITOR="code --wait"',
    )
