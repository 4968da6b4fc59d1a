"""Count the keystrokes of a whole visit: what was seen, all eight acute factors resting on it, what changed, the next.

usage: python bench/keystrokes_visit.py [--show] [--terminal]

The findings are those of keystrokes_rate.py. Each question is answered by what it asks. A keystroke is a letter typed,
or the Enter that ends a line. Words are the officer's own; the rest is what sjtool asks for on top of
them, counted apart for the eight factors. `--terminal` types the same at a pseudo-terminal, with nothing replaced.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sjtool.commands import desk
from sjtool.model.appraisal import Rating
from sjtool.model.decision import Event
from sjtool.store.append import Draft, Ledger, create_case
from sjtool.store.read import read_case

AT = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
MOST = 200
SEEN = "Seen alone in the kitchen, twenty minutes; his sister at the door when we left."
OTHERS = "a neighbour, woman of about sixty"
REFUSED = "the phone: at the shop for repair, he said"
CHANGED = "He has left the choir."
NEXT = "3 April 2099"
RATED = (
    ("2w", "New job from Monday: a bread round that passes two schools. He told us of it himself."),
    ("1", "Seen alone in the kitchen. Sleeps and eats; asked outright, no thoughts of ending his life."),
    ("3w", "His brother no longer calls, and he has left the choir. Nobody else visits."),
    ("1", "Calm and civil; took the advice on the router without argument."),
    ("1", "No drink or drugs in the flat; he and his sister both say none since January."),
    ("2u", "Two evenings on a forum about cartoons; shown to us when asked."),
    ("1", "Kept every appointment and opened the door at once."),
    ("5", "His phone was at the shop for repair and could not be looked at."),
)
VISIT = (
    ("When was the visit?", "", ""),
    ("Was the visit announced?", "n", ""),
    ("Were you let in?", "1", ""),
    ("Who of the case was there?", "1", ""),
    ("Who else was there?", OTHERS, OTHERS),
    ("What did you see and learn?", SEEN, SEEN),
    ("What was refused", REFUSED, REFUSED),
    ("Anything else refused?", "", ""),
    ("When is the next visit?", NEXT, NEXT),
)
SURE = "Is it so?"
"""Asked where a bare number and a word may be read in two ways; Enter takes it."""
AFTER = (("Did anything else change", CHANGED, CHANGED), ("Might it alter the plan", "n", ""))


class Officer:
    """Types what each question asks for, and counts it."""

    plain = True

    def __init__(self, *, show: bool) -> None:
        self.typed: list[dict[str, Any]] = []
        self.watch = None
        self.words = self.rest = self.rating = self.lines = 0
        self._left, self._show = list(RATED), show

    def say(self, text: str = "") -> None:
        if self._show:
            print(text)

    def ask_line(
        self,
        prompt: str,
        *,
        default: str = "",
        multiline: bool = False,
        keys: Mapping[str, str] | None = None,
        select: bool = False,
    ) -> str:
        del default, multiline, keys, select
        typed, words, is_factor = self._answer(prompt)
        if self._show:
            print(f"{prompt}{typed}")
        beside = len(typed) - len(words) + 1
        self.words += len(words)
        self.rest += beside
        self.rating += beside if is_factor else 0
        self.lines += 1
        assert self.lines < MOST, f"asked without end: {prompt}"
        return typed

    def _answer(self, prompt: str) -> tuple[str, str, bool]:
        """What is typed, how much of it are words of the officer, and whether it rates a factor."""
        if prompt.startswith("Number and what you saw"):
            label, why = self._left.pop(0)
            return f"{label} {why}", why, True
        if prompt.startswith(SURE):
            return "", "", True
        found = next(((typed, words) for begins, typed, words in (*VISIT, *AFTER) if prompt.startswith(begins)), None)
        assert found is not None, f"not foreseen: {prompt}"
        return (*found, False)


def make_case() -> Path:
    """A case of its own."""
    path = Path(tempfile.mkdtemp(prefix="sjtool-bench-")) / "bench.toml"
    create_case(path, {"format": 1, "case": "bench", "training": True})
    people = [
        Draft("officer", {"id": "pc-1", "name": "PC B. Bench", "role": "offender manager", "agency": "Example Police"}),
        Draft("person", {"id": "subject", "roles": ["subject"], "standing": "convicted", "label": "Mr B"}),
        Draft("assessment", {"opened_on": "2026-03-02", "trigger": "review", "purpose": "bench"}),
    ]
    Ledger(path).append(people, by="pc-1", at=AT)
    return path


def count(*, show: bool) -> tuple[Officer, Path]:
    """A whole visit, with the officer in place of the terminal."""
    from sjtool.cli import app

    path, officer = make_case(), Officer(show=show)
    desk.choose_asker = lambda **_how: officer  # type: ignore[attr-defined,assignment]
    os.environ["SJTOOL_BY"] = "pc-1"
    with contextlib.redirect_stderr(io.StringIO()), contextlib.suppress(SystemExit):
        app(["visit", str(path), "--after"])
    return officer, path


def type_at_terminal() -> tuple[int, float, Path]:
    """The same lines at a pseudo-terminal, each when its question is there: keys sent, seconds, the case."""
    import pty

    path, rated = make_case(), list(RATED)
    lines = [line for n, why in rated for line in _rate_lines(n, why)]
    asked = [*VISIT, *lines, *AFTER]
    child, terminal = pty.fork()
    if child == 0:
        os.environ |= {"SJTOOL_BY": "pc-1", "TERM": "xterm", "NO_COLOR": "1"}
        os.execv(sys.executable, [sys.executable, "-m", "sjtool", "visit", str(path), "--after"])  # noqa: S606 - itself
    begun, sent = time.monotonic(), 0
    for begins, typed, _words in asked:
        _wait_for(terminal, begins)
        os.write(terminal, f"{typed}\r".encode())
        sent += len(typed) + 1
    with contextlib.suppress(OSError):
        while os.read(terminal, 4096):
            pass
    os.waitpid(child, 0)
    return sent, time.monotonic() - begun, path


def _rate_lines(label: str, why: str) -> list[tuple[str, str, str]]:
    """What is asked of one factor, and typed: a bare number is asked back."""
    line = ("Number and what you saw", f"{label} {why}", why)
    return [line, (SURE, "", "")] if label.isdecimal() else [line]


def _wait_for(terminal: int, begins: str) -> None:
    """Read what shows until a question is there and its line is open."""
    seen = ""
    while f"{begins}" not in seen or not seen.rpartition(begins)[2].count(">"):
        seen += os.read(terminal, 4096).decode("utf-8", "replace")
        if "\x1b[6n" in seen:  # the terminal is asked where the cursor stands
            os.write(terminal, b"\x1b[1;1R")
            seen = seen.replace("\x1b[6n", "")
    time.sleep(0.15)


def check(path: Path) -> list[Rating]:
    """The ratings, each of which rests on the visit."""
    case, problems = read_case(path)
    visits = [event for event in case.of(Event) if event.kind == "visit"]
    made = list(case.of(Rating))
    assert not problems
    assert len(visits) == 1
    assert visits[0].next_on == "2099-04-03"
    assert visits[0].refused == (REFUSED,)
    assert [rating.evidence for rating in made] == [(visits[0].id,)] * len(RATED)
    return made


def main() -> None:
    """Visit, and print the counts."""
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--show", action="store_true", help="print the whole dialogue")
    wanted.add_argument("--terminal", action="store_true", help="type it at a pseudo-terminal too (not on Windows)")
    asked = wanted.parse_args()
    officer, path = count(show=asked.show)
    made = check(path)
    print(f"{len(made)} factors rated, every one of them with evidence")
    print(f"keystrokes        {officer.words + officer.rest}")
    print(f"  words           {officer.words}")
    print(f"  the rest        {officer.rest}   in {officer.lines} lines")
    print(f"    for the eight {officer.rating}")
    if asked.terminal:
        sent, seconds, path = type_at_terminal()
        check(path)
        print(f"at a pseudo-terminal: {sent} keys sent, {seconds:.1f} s, the same records")


if __name__ == "__main__":
    main()
