"""The officer's own editor: which one, how it is called, and that nothing of it stays behind."""

from __future__ import annotations

import os
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from sjtool.ask import editor
from sjtool.ask.editor import find_editor, split_command, take_left
from sjtool.errors import SjtoolError


def edit_text(beside: Path, text: str) -> tuple[str, str]:
    """The editor, with the file it was told of, which is gone afterwards."""
    told: list[Path] = []
    try:
        return editor.edit_text(beside, text, told.append)
    finally:
        assert [path.name for path in told] == ["answer.txt"]
        assert not told[0].parent.exists()


@pytest.fixture(autouse=True)
def _no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """`writing(b"...")` names an editor that leaves these bytes; the case lies in the folder that comes back."""

    def name(content: bytes, more: str = "") -> Path:
        script = tmp_path / "my editor.py"
        script.write_text(
            f"import os, sys\np = sys.argv[1]\nopen(p, 'wb').write({content!r})\n{more}\n", encoding="utf-8"
        )
        monkeypatch.setenv("EDITOR", shlex.join([sys.executable, "-S", "-E", str(script)]))
        folder = tmp_path / "cases"
        folder.mkdir()
        return folder / "harbour.toml"

    return name


posix = pytest.mark.skipif(sys.platform == "win32", reason="the command is split as a shell would")


@posix
@pytest.mark.parametrize(
    ("content", "written"),
    [
        (b"one\n\ntwo\n\n", "one\n\ntwo"),
        (b"\xef\xbb\xbfone\r\ntwo\r\n", "one\ntwo"),
        ("caf\u00e9 \u201c\U0001f600\u201d\n".encode(), "caf\u00e9 \u201c\U0001f600\u201d"),
        (b"", ""),
    ],
)
def test_what_the_editor_wrote_comes_back_and_its_folder_is_gone(
    writing: Callable[..., Path], content: bytes, written: str
) -> None:
    case = writing(content)
    assert edit_text(case, "as before") == (written, "")
    assert [*case.parent.iterdir()] == []


@posix
def test_it_is_given_what_stands_in_a_file_nobody_else_may_read(writing: Callable[..., Path], tmp_path: Path) -> None:
    case = writing(b"")
    (tmp_path / "my editor.py").write_text(
        "import os, sys\np = sys.argv[1]\n"
        "modes = ' '.join(oct(os.stat(x).st_mode & 0o777) for x in (os.path.dirname(p), p))\n"
        "open(p, 'a').write(modes)\n",
        encoding="utf-8",
    )
    assert edit_text(case, "as \u00e9 before ") == ("as \u00e9 before 0o700 0o600", "")


@posix
def test_letters_that_are_not_utf_8_are_guessed_and_said(writing: Callable[..., Path]) -> None:
    words, trouble = edit_text(writing("caf\u00e9 \u2019".encode("cp1252")), "")
    assert words == "caf\u00e9 \u2019"
    assert "did not write UTF-8" in trouble


@posix
def test_an_editor_that_fails_or_leaves_nothing_is_said(writing: Callable[..., Path]) -> None:
    assert edit_text(writing(b"half", "sys.exit(2)"), "") == ("half", "The editor ended with an error.")


@posix
def test_an_editor_that_takes_the_file_away(writing: Callable[..., Path]) -> None:
    case = writing(b"", "os.remove(p)")
    assert edit_text(case, "words") == ("", "The editor left no text.")
    assert [*case.parent.iterdir()] == []


@posix
def test_ctrl_c_in_the_editor_leaves_nothing_behind(
    writing: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = writing(b"")

    def interrupted(*_args: object, **_how: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "run", interrupted)
    with pytest.raises(KeyboardInterrupt):
        edit_text(case, "words")
    assert [*case.parent.iterdir()] == []


def test_where_the_folder_of_the_case_cannot_be_written_another_private_one_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def look(command: list[str], **_how: object) -> SimpleNamespace:
        path = Path(command[-1])
        seen.append((path.parent, stat.S_IMODE(path.parent.stat().st_mode)))
        path.write_text("written", encoding="utf-8")
        return SimpleNamespace(returncode=0)

    monkeypatch.setenv("EDITOR", "anything")
    monkeypatch.setattr(subprocess, "run", look)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert edit_text(tmp_path / "nowhere" / "harbour.toml", "") == ("written", "")
    ((folder, mode),) = seen
    assert folder.parent == tmp_path
    assert folder.name.startswith("sjtool-edit-")
    assert mode == 0o700 or os.name == "nt"
    assert not folder.exists()


@pytest.mark.parametrize("named", ["/nowhere/at-all", "/"])
def test_an_editor_that_cannot_be_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("EDITOR", named)
    with pytest.raises(SjtoolError) as caught:
        edit_text(tmp_path / "harbour.toml", "words")
    assert caught.value.problems[0].code == "editor-failed"
    assert caught.value.problems[0].what == "the editor could not be started"
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("named", ["", "   "])
def test_an_editor_named_by_nothing_is_none(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("EDITOR", named)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if name == "vi" else None)
    monkeypatch.setattr(sys, "platform", "linux")
    assert find_editor() == ["/usr/bin/vi"]


def test_visual_comes_before_editor_and_both_before_what_the_system_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    assert find_editor() == ["/usr/bin/nano"]
    monkeypatch.setenv("EDITOR", "ed")
    assert find_editor() == ["ed"]
    monkeypatch.setenv("VISUAL", "code --wait 'a b'")
    assert find_editor() == ["code", "--wait", "a b"]


def test_where_the_system_has_none_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(SjtoolError) as caught:
        find_editor()
    assert caught.value.problems[0].what == "no editor was found"


def test_a_command_that_cannot_be_split_is_refused_and_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("EDITOR", 'code "--wait')
    with pytest.raises(SjtoolError) as caught:
        find_editor()
    assert caught.value.problems[0].code == "editor-failed"
    assert "quote" in caught.value.problems[0].what


def test_on_windows_there_is_notepad(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    asked = []
    monkeypatch.setattr(shutil, "which", lambda name: asked.append(name) or rf"C:\Windows\{name}.exe")
    assert find_editor() == [r"C:\Windows\notepad.exe"]
    assert asked == ["notepad"]


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("notepad", ["notepad"]),
        (r"C:\Windows\notepad.exe", [r"C:\Windows\notepad.exe"]),
        (
            r'"C:\Program Files\Notepad++\notepad++.exe" -multiInst',
            [r"C:\Program Files\Notepad++\notepad++.exe", "-multiInst"],
        ),
        ("code --wait", ["code", "--wait"]),
    ],
)
def test_on_windows_backslashes_stay_and_quotes_hold_a_path_together(
    monkeypatch: pytest.MonkeyPatch, named: str, words: list[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert split_command(named) == words


def test_on_windows_a_path_with_spaces_that_is_there_needs_no_quotes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "my editor.exe"
    path.touch()
    monkeypatch.setattr(sys, "platform", "win32")
    assert split_command(str(path)) == [str(path)]


@pytest.mark.parametrize("folder", [".sjtool-edit-abc", "sjtool-edit-abc"])
def test_what_an_editor_saved_before_a_kill_is_taken_and_its_folder_removed(tmp_path: Path, folder: str) -> None:
    path = tmp_path / folder / "answer.txt"
    path.parent.mkdir()
    path.write_bytes(b"Her sister.\r\nLee.\n")
    (path.parent / "answer.txt~").write_bytes(b"Her")
    assert take_left(path) == "Her sister.\nLee."
    assert [*tmp_path.iterdir()] == []
    assert take_left(path) == ""


@pytest.mark.parametrize("where", ["cases/answer.txt", ".sjtool-edit-abc/other.txt", "answer.txt"])
def test_no_other_file_is_read_or_removed_whatever_the_file_beside_the_case_says(tmp_path: Path, where: str) -> None:
    path = tmp_path / where
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"not ours")
    assert take_left(path) == ""
    assert path.read_bytes() == b"not ours"
