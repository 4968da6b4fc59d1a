"""Plant a marker in every word of a whole journey, and search for it wherever words of a case must not be.

usage: python bench/leak.py        (Linux; needs pexpect and bash for the part at a terminal)

The journey is the one in docs/answers.md, from `new` to `countersign`, with the marker in every free text; then every
command that reads a case; then the same answers with a fault in each, so that every message is seen; then an interview
typed at a real terminal inside an interactive shell, interrupted once. Home, temporary and working folders are new.
Searched: standard error of every scripted command, every file in those folders that is not the case, its victims file
or what an officer asked to be kept beside it, the shell's history, and, every few milliseconds while it all runs, the
arguments and environment of every process. Prints what was searched and each count; exits 1 where one is not zero.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import tomllib  # noqa: TID251 - the answers are read here as any script would read them
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tomli_w

MARKER = "zqxmarker"
ROOT = Path(__file__).resolve().parent.parent
PAIR = re.compile(r"^`(?:… \| )?sjtool ([^`]+?)`\n\n```(\w+)\n(.*?)```", re.MULTILINE | re.DOTALL)
READERS = (
    ["next", "harbour"],
    ["show", "harbour"],
    ["history", "harbour"],
    ["diff", "harbour", "2026-01-01"],
    ["crosscheck", "harbour"],
    ["check", "harbour"],
    ["check", ".", "--format", "json"],
    ["check", ".", "--format", "sarif"],
    ["report", "harbour", "--for", "self"],
    ["report", "harbour", "--format", "json", "--for", "self"],
    ["report", "harbour", "--format", "markdown", "--for", "self"],
    ["report", ".", "--out", "prints", "--for", "self"],
    ["disclosed", "harbour"],
    ["verify", "harbour"],
)


def marked(value: Any) -> Any:
    """The same, with the marker in every text of more than one word."""
    if isinstance(value, dict):
        return {key: marked(part) for key, part in value.items()}
    if isinstance(value, list):
        return [marked(part) for part in value]
    return value.replace(" ", f" {MARKER} ", 1) if isinstance(value, str) else value


def planted(kind: str, text: str) -> str:
    """Answers of one of the three formats, marked."""
    if kind == "toml":
        return tomli_w.dumps(marked(tomllib.loads(text)), multiline_strings=True)
    if kind == "json":
        return json.dumps(marked(json.loads(text)), indent=2)
    return text.replace(" ", f" {MARKER} ")


class Watch(threading.Thread):
    """Looks at the arguments and the environment of every process, again and again, until it is told to stop."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.looks = 0
        self.found: set[str] = set()
        self.over = threading.Event()

    def run(self) -> None:
        """One look every few milliseconds."""
        while not self.over.wait(0.004):
            self.looks += 1
            for process in Path("/proc").iterdir():
                if not process.name.isdigit() or process.name == str(os.getpid()):
                    continue
                for name in ("cmdline", "environ", "comm"):
                    try:
                        if MARKER.encode() in (process / name).read_bytes():
                            self.found.add(name)
                    except OSError:
                        continue


class Journey:
    """Runs commands in a folder of their own and keeps what they print."""

    def __init__(self, root: Path) -> None:
        self.work, self.home, self.temp = root / "work", root / "home", root / "tmp"
        for folder in (self.work, self.home, self.temp):
            folder.mkdir()
        self.env = {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.home),
            "TMPDIR": str(self.temp),
            "SJTOOL_BY": "pc-4412",
            "NO_COLOR": "1",
            "LANG": "C.UTF-8",
        }
        self.commands = 0
        self.leaks: list[str] = []

    def run(self, arguments: list[str], typed: str = "") -> int:
        """One command; its exit code. What it says on standard error is searched."""
        done = subprocess.run(
            [sys.executable, "-m", "sjtool", *arguments],
            input=typed,
            text=True,
            capture_output=True,
            check=False,
            cwd=self.work,
            env=self.env,
        )
        self.commands += 1
        if MARKER in done.stderr or "Traceback" in done.stderr:
            self.leaks.append(" ".join(arguments))
        return done.returncode


def journey_of_the_documents() -> list[tuple[list[str], str]]:
    """Every command of docs/answers.md with its answers, to be given through a pipe."""
    found = PAIR.findall((ROOT / "docs" / "answers.md").read_text(encoding="utf-8"))
    pairs = []
    for command, kind, text in found:
        words = command.split()
        where = words.index("--answers") + 1
        words[where] = "-"
        pairs.append((words, planted(kind, text)))
    return pairs


def spoilt(text: str) -> list[str]:
    """The same answers with a fault: a key nobody knows, a key misspelt, a value of the wrong kind, half a file."""
    keys = re.findall(r"^(\w+) = \"[^\"]* [^\"]*\"$", text, re.MULTILINE)
    return [
        f'{text}\ncolour = "{MARKER} and more"\n',
        *(text.replace(f"{key} = ", f"{key[:-1]} = ", 1) for key in keys[:2]),
        re.sub(
            r'^(held_on|dated_on|due_on|level) = ".*"$', rf'\1 = "{MARKER} soon"', text, count=1, flags=re.MULTILINE
        ),
        text[: len(text) * 2 // 3],
    ]


def at_a_terminal(journey: Journey) -> None:
    """The same officer in an interactive shell, typing; once stopped with Ctrl-C."""
    import pexpect

    history = journey.home / ".bash_history"
    env = {**journey.env, "HISTFILE": str(history), "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", "PS1": "$ "}
    shell = pexpect.spawn(
        "bash", ["--norc", "-i"], env=env, cwd=str(journey.work), encoding="utf-8", timeout=30, dimensions=(40, 100)
    )
    shell.sendline("set -o history")
    command = f"{sys.executable} -m sjtool interview harbour section-12 --informant subject --mode home-visit --plain"
    shell.sendline(f"{command} --held-on 2026-03-20 --item 5 --item 9 --item 18")
    for words in ("Where", "Who else", "go through", "Caution"):
        shell.expect(words)
        shell.sendline(f"{MARKER} typed")
    shell.expect("1 of 3")
    shell.sendline(f"{MARKER} at a terminal")
    shell.expect("2 of 3")
    shell.sendline(f":note {MARKER} beside it")
    shell.expect("saved")
    shell.send(f"{MARKER} half")
    shell.sendcontrol("c")
    shell.expect("resumes")
    shell.sendline("history -a; exit")
    shell.expect(pexpect.EOF)
    shell.close()


def search(journey: Journey) -> list[str]:
    """Files that hold the marker and are neither the case nor what was asked for."""
    allowed = {"harbour.toml", "harbour.victims.toml", "demo-harbour.toml"}
    found = []
    for folder in (journey.work, journey.home, journey.temp):
        for path in folder.rglob("*"):
            if path.is_file() and MARKER.encode() in path.read_bytes():
                is_ours = path.name in allowed or ".kept-" in path.name or path.parent.name == "prints"
                if not is_ours:
                    found.append(str(path.relative_to(folder.parent)))
    return found


def main() -> int:
    """Walk, search, print."""
    watch = Watch()
    watch.start()
    statuses: list[str] = []
    with TemporaryDirectory() as folder:
        journey = Journey(Path(folder))
        journey.run(["demo", "."])
        for arguments, answers in journey_of_the_documents():
            who = ["--by", "ds-2207"] if arguments[0] == "countersign" else []
            if "sign" in arguments[0]:  # the case of the documents is not finished: a demo case is
                arguments[1] = "demo-harbour"
            statuses.append(f"{arguments[0]} {journey.run([*arguments, *who], answers)}")
            for text in spoilt(answers):
                journey.run([*arguments, *who], text)
        for arguments in READERS:
            statuses.append(f"{arguments[0]} {journey.run(list(arguments))}")
        at_a_terminal(journey)
        files = search(journey)
        held = MARKER in (journey.work / "harbour.toml").read_text(encoding="utf-8")
        history = (journey.home / ".bash_history").is_file()
    watch.over.set()
    watch.join()
    print(f"{journey.commands} scripted commands and one interview at a terminal; exits: {', '.join(statuses)}")
    print(f"the marker is in the case: {held}; the shell kept a history: {history}; looks at processes: {watch.looks}")
    print(f"found on standard error: {len(journey.leaks)}; in files: {len(files)}; in processes: {len(watch.found)}")
    for line in (*journey.leaks, *files, *watch.found):
        print(f"  {line}")
    return 0 if held and history and not (journey.leaks or files or watch.found) else 1


if __name__ == "__main__":
    sys.exit(main())
