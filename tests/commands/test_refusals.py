"""Whatever goes wrong: the right exit code, nothing written, and a message with place, what, why, fix and no words."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

MARKER = "Zwischenruf"
WRITING = [
    ("add", "evidence"),
    ("rate", "acute"),
    ("receive", "arms"),
    ("judge",),
    ("crosscheck", "--read", "1"),
    ("erase", "e-001"),
]
READING = [
    ("next",),
    ("show",),
    ("show", "--all"),
    ("show", "--json"),
    ("crosscheck",),
    ("verify",),
    ("judge", "--json"),
]
MESSAGE = re.compile(
    r"^(\S.*): (?:error|warning|note)\[[a-z0-9-]+\]: \S.*\n(?:  (?:\d+ )?\| .*\n)?  why: \S.*\n  fix: \S.*$",
    re.MULTILINE,
)


def after(text: str) -> Callable[[bytes], bytes]:
    return lambda raw: raw + text.encode()


def instead(old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda raw: raw.replace(old.encode(), new.encode())


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "torn": lambda raw: raw[:-30],
    "binary": lambda _raw: bytes(range(256)),
    "empty": lambda _raw: b"",
    "latin-1": lambda raw: raw.replace(b"Mr H", b"M\xfcller"),
    "newer": instead("format = 1", "format = 99"),
    "unknown-key": instead('label = "Mr H"', f'label = "Mr H"\nlable = "{MARKER}"'),
    "wrong-type": instead('label = "Mr H"', "label = 7"),
    "duplicate-id": after('\n[[event]]\nid = "e-001"\nkind = "visit"\n'),
    "unknown-kind": after(f'\n[[evidense]]\nid = "e-9"\ntitle = "{MARKER}"\n'),
    "unknown-id": after(f'\n[[relation]]\nid = "rel-9"\nperson = "nobody"\nkind = "{MARKER}"\n'),
    "deep": after(f"\n[[event]]\nid = 'x'\nwhat = {'[' * 80}{']' * 80}\n"),
}
HOW = [*BROKEN, "folder", "missing"]
BY_BYTES = {"unknown-key", "wrong-type", "duplicate-id", "unknown-kind", "unknown-id"}
"""Faults in what a record says; whoever works on the ledger itself, record by record, is not stopped by them."""


def spoil(path: Path, how: str) -> None:
    raw = path.read_bytes()
    path.unlink()
    if how == "folder":
        path.mkdir()
    elif how != "missing":
        path.write_bytes(BROKEN[how](raw))


def hold_to_the_form(stderr: str, case_words: tuple[str, ...] = (MARKER,)) -> None:
    assert "Traceback" not in stderr
    count = stderr.count("]: ")
    assert count
    assert len(MESSAGE.findall(stderr)) == count, stderr
    told = "\n".join(line for line in stderr.split("\n") if not re.match(r"  (\d+ )?\| ", line))
    for word in case_words:
        assert word not in told


NOT_STOPPED = {("erase", how) for how in BY_BYTES} | {("add", "unknown-id"), ("verify", "unknown-id")}
PAIRS = [(c, how) for c in READING + WRITING for how in HOW if (c[0], how) not in NOT_STOPPED]


@pytest.mark.parametrize(("command", "how"), PAIRS, ids=lambda part: part if isinstance(part, str) else " ".join(part))
def test_a_file_that_cannot_be_relied_on_is_refused_by_every_command_and_left_as_it_is(
    command: tuple[str, ...], how: str, run: Any, harbour: Path
) -> None:
    spoil(harbour, how)
    before = harbour.read_bytes() if harbour.is_file() else None
    name, *more = command
    done = run(name, harbour, *more, *(["--plain"] if command in WRITING else []), input="")
    assert done.status == (1 if command == ("verify",) and how in BY_BYTES else 3)
    hold_to_the_form(done.stderr)
    assert (harbour.read_bytes() if harbour.is_file() else None) == before
    assert not list(harbour.parent.glob("*.kept-*"))


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_without_an_officer_nothing_is_recorded(
    command: tuple[str, ...],
    run: Any,
    harbour: Path,
    codes_of: Any,
    nothing_written: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("SJTOOL_BY")
    name, *more = command
    with nothing_written(harbour):
        done = run(name, harbour, *more, "--plain", input="pc-1\n")
    assert (done.status, codes_of(done)) == (2, ["no-officer"])
    assert "SJTOOL_BY" in done.stderr
    hold_to_the_form(done.stderr)


@pytest.mark.parametrize("name", ["PC Hughes", "-x", "a" * 81, "pc\n1"])
def test_a_name_is_no_officer_id(name: str, run: Any, harbour: Path, codes_of: Any, nothing_written: Any) -> None:
    with nothing_written(harbour):
        done = run("add", harbour, "evidence", "--by", name, "--plain", input="")
    assert (done.status, codes_of(done)) == (2, ["officer-id"])


def test_the_officer_comes_from_the_flag_then_the_environment_then_the_settings(
    run: Any, harbour: Path, answers: Any, records: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = answers('[[event]]\nkind = "visit"\nheld_on = "2026"\nwhat = "x"\n')
    monkeypatch.setenv("SJTOOL_CONFIG", str(answers('by = "pc-3"\n', "config.toml")))
    assert run("add", harbour, "--answers", event, "--by", "pc-1").status == 0
    assert run("add", harbour, "--answers", event).status == 0
    monkeypatch.delenv("SJTOOL_BY")
    assert run("add", harbour, "--answers", event).status == 0
    assert [e["by"] for e in records(harbour, "event")] == ["pc-1", "pc-4412", "pc-3"]


def test_at_a_terminal_the_officer_is_asked(
    run: Any, harbour: Path, records: Any, typed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SJTOOL_BY")
    monkeypatch.setattr("sjtool.commands.desk.at_terminal", lambda: True)
    lines = ("pc-7", "", "review", "", "Again.")
    assert run("add", harbour, "assessment", "--plain", input=typed(*lines)).status == 0
    assert records(harbour, "assessment")[-1]["by"] == "pc-7"


def test_settings_with_a_fault_are_told_with_their_line(
    run: Any, harbour: Path, answers: Any, codes_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SJTOOL_CONFIG", str(answers('by = "pc-1"\ncase = "x"\n', "config.toml")))
    done = run("next", harbour)
    assert (done.status, codes_of(done)) == (3, ["unknown-key"])
    assert "config.toml:2: " in done.stderr


@pytest.mark.parametrize("command", [c for c in WRITING if c[0] != "erase"], ids=" ".join)
def test_without_a_terminal_there_is_nobody_to_ask(
    command: tuple[str, ...], run: Any, harbour: Path, codes_of: Any, nothing_written: Any
) -> None:
    name, *more = command
    with nothing_written(harbour):
        done = run(name, harbour, *more)
    code = "nothing-to-read" if name == "crosscheck" else "not-a-terminal"  # the item is looked for first
    assert (done.status, codes_of(done)) == (2, [code])
    hold_to_the_form(done.stderr)


@pytest.mark.parametrize(
    "given", ["nowhere.toml", "folder", "torn.toml", "torn.json", "torn.csv", "binary.toml", "ragged.csv"]
)
@pytest.mark.parametrize(
    "command", [("add",), ("rate", "acute"), ("receive", "arms"), ("judge",), ("crosscheck",)], ids=" ".join
)
def test_answers_that_cannot_be_read_are_refused(
    command: tuple[str, ...], given: str, run: Any, harbour: Path, nothing_written: Any
) -> None:
    folder = harbour.parent
    (folder / "folder").mkdir()
    texts = {
        "torn.toml": '[[event]]\nwhat = "',
        "torn.json": f'{{"event": [{{"what": "{MARKER}"',
        "torn.csv": f'a,b\n"{MARKER},x\n',
    }
    texts |= {"binary.toml": "\x00\x01", "ragged.csv": f"a,b\n{MARKER}\n"}
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
    with nothing_written(harbour):
        done = run(command[0], harbour, *command[1:], "--answers", folder / given)
    assert done.status == 3
    hold_to_the_form(done.stderr)


@pytest.mark.parametrize(
    "command", [("add",), ("rate", "acute"), ("receive", "arms"), ("judge",), ("crosscheck",)], ids=" ".join
)
def test_an_empty_pipe_records_nothing(
    command: tuple[str, ...], run: Any, harbour: Path, codes_of: Any, nothing_written: Any
) -> None:
    with nothing_written(harbour):
        done = run(command[0], harbour, *command[1:], "--answers", "-", input=b"")
    assert (done.status, codes_of(done)) == (3, ["answers-empty"])


@pytest.mark.skipif(
    os.name != "posix" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read anything"
)
def test_a_file_without_permission_is_told(run: Any, harbour: Path) -> None:
    harbour.chmod(0)
    done = run("show", harbour)
    harbour.chmod(0o600)
    assert done.status == 3
    hold_to_the_form(done.stderr)


NASTY = [
    "[/]",
    "[bold]x[/bold]",
    "\x1b]0;title\x07",
    "\x1b[2J",
    "a\u202eb",
    "x" * 200,
    "'''",
    "# not a comment",
    "[[event]]",
    "\\",
    "é̂ 👩‍👩‍👧 שלום",
]


@pytest.mark.parametrize("words", NASTY)
def test_an_officers_words_come_back_whole_and_do_nothing(
    words: str, run: Any, harbour: Path, records: Any, typed: Any
) -> None:
    lines = ("observed", "other", words, "", "", "y", "", "", "")
    assert run("add", harbour, "evidence", "--plain", input=typed(*lines)).status == 0
    assert records(harbour, "evidence")[-1]["title"] == words.strip()
    shown = run("show", harbour, "e-002")
    assert shown.status == 0
    assert not set(shown.stdout) & set("\x1b\x07\u202e")
    assert run("rate", harbour, "acute", "--plain", input=typed("3", "x", "list", ":quit")).status == 0
