"""Count the keys an officer presses to put the 33 questions of section 12, beyond the answers themselves.

usage: python bench/keystrokes.py

A real interview of a new case, from the command to the end of the session, with somebody at the keyboard who types only
what is needed. Every character counts as one key and so does every Enter. Exits 1 where the session did not finish.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sjtool.ask.stop import Stop
from sjtool.model.enquiry import Response, SessionEnd
from sjtool.store.append import Draft, Ledger, create_case
from sjtool.store.read import read_case

VERBOSE = "--show" in sys.argv
START = {
    "How asked?": "2",
    "On which day?": "",
    "Where?": "",
    "Who else is there?": "",
    "Caution": "voluntary",
    "Who cleared": "",
}
ANSWERS = {
    "a number": "35",
    "y / n": "y",
    "several, with commas": "1, 2",
    "1 not at all": "3",
    "1 ": "2",
}


class Keyboard:
    """Types what a question needs, and counts: keys of answers, and keys of everything else."""

    plain = True

    def __init__(self) -> None:
        """Nothing has been pressed yet."""
        self.typed: list[dict[str, Any]] = []
        self.watch = None
        self.shown: list[str] = []
        self.answers = 0
        self.beyond = 0

    def say(self, text: str = "") -> None:
        """Remember what is on the screen since the last key."""
        self.shown.append(text)

    def ask_line(self, prompt: str, **_how: object) -> str:
        """The answer to what is on the screen, and one Enter."""
        screen, self.shown = "\n".join([*self.shown, prompt]), []
        self.beyond += 1
        if VERBOSE:
            sys.stderr.write(screen + "\n")
        if "Enter ends the session" in screen:
            return ""
        start = next((typed for words, typed in START.items() if words in prompt), None)
        if start is not None:
            self.beyond += len(start)
            return start
        if " of 33" not in screen:
            raise Stop
        typed = next((said for words, said in ANSWERS.items() if f"   {words}" in screen), "As far as he recalls, no.")
        self.answers += len(typed)
        return typed


def make_case(path: Path) -> None:
    """A case with a person and an open assessment."""
    create_case(path, {"format": 1, "case": path.stem, "training": True})
    drafts = [
        Draft("officer", {"id": "pc-1", "name": "PC One", "role": "manager", "agency": "Demo"}),
        Draft("officer", {"id": "ds-2", "name": "DS Two", "role": "sergeant", "agency": "Demo"}),
        Draft("person", {"id": "subject", "roles": ["subject"], "standing": "convicted", "label": "Mr K"}),
        Draft("assessment", {"opened_on": "2026-03-02", "trigger": "review", "purpose": "bench"}),
    ]
    Ledger(path).append(drafts, by="pc-1", at=datetime(2026, 3, 2, tzinfo=UTC))


def main() -> int:
    """Run one interview and print the counts."""
    from sjtool.cli import app
    from sjtool.commands import desk

    keyboard = Keyboard()
    desk.choose_asker = lambda **_how: keyboard  # type: ignore[assignment]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "harbour.toml"
        make_case(path)
        os.environ |= {"SJTOOL_BY": "pc-1", "SJTOOL_CONFIG": str(Path(folder) / "none.toml")}
        words = ["interview", str(path), "section-12", "--informant", "subject", "--with", "ds-2"]
        app(words, standalone_mode=False)
        case, _ = read_case(path)
        given = len(case.of(Response))
        ended = [end.how for end in case.of(SessionEnd)]
    parts = given
    print(f"answers recorded (33 items, {parts} parts): {given}; session {ended}")
    print(f"keys of the answers: {keyboard.answers}")
    print(f"keys beyond them: {keyboard.beyond}, of these {parts} are the Enter after each answer")
    return 0 if ended == ["finished"] and given == 35 else 1  # two items have two parts


if __name__ == "__main__":
    sys.exit(main())
