"""Words written in the officer's own editor, in a private folder that is gone when the editor is."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from sjtool.errors import SjtoolError, usage

_FILE = "answer.txt"


def find_editor() -> list[str]:
    """The editor's command: VISUAL, else EDITOR, else what the system has. Raises SjtoolError where there is none."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if named:
        return split_command(named)
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


def edit_text(beside: Path, text: str) -> tuple[str, str]:
    """Let the officer write; returns what they left, and what to say where something went wrong (else "").

    The folder is made beside the case, owner-only, so that the editor's own copies are private too; all of it is
    removed afterwards. What was written comes back whatever happened. Raises SjtoolError where there is no editor.
    """
    command = find_editor()
    folder = _make_folder(beside)
    try:
        path = folder / _FILE
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


def _make_folder(beside: Path) -> Path:
    """An owner-only folder beside the case, else among the temporary ones."""
    with contextlib.suppress(OSError):
        return Path(tempfile.mkdtemp(prefix=".sjtool-edit-", dir=beside.parent))
    return Path(tempfile.mkdtemp(prefix="sjtool-edit-"))


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
