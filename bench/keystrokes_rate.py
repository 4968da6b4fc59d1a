"""Count the keystrokes of rating all eight acute factors, with one new piece of evidence.

usage: python bench/keystrokes_rate.py [--show]

An officer is back from a home visit: three factors say something, five do not. Each question is answered by what it
asks, so that the same officer can be put before another version of sjtool (PYTHONPATH=…/src). A keystroke is a letter
typed, or the Enter that ends a line. Words are the officer's own (reasons, the title of the evidence); the rest is what
sjtool asks for on top of them.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sjtool.commands import desk
from sjtool.model.appraisal import Rating
from sjtool.model.enquiry import EvidenceRecord
from sjtool.store.append import Draft, Ledger, create_case
from sjtool.store.read import read_case

AT = datetime(2026, 3, 4, 14, 0, tzinfo=UTC)
MOST = 200
TITLE = "Home visit, unannounced, seen alone"
RATED = (
    ("2", "New job from Monday: a bread round that passes two schools. He told us of it himself.", "3"),
    ("1", "Seen alone in the kitchen. Sleeps and eats; asked outright, no thoughts of ending his life.", ""),
    ("3", "His brother no longer calls, and he has left the choir. Nobody else visits.", "3"),
    ("1", "Calm and civil; took the advice on the router without argument.", ""),
    ("1", "No drink or drugs in the flat; he and his sister both say none since January.", ""),
    ("2", "Two evenings on a forum about cartoons; shown to us when asked.", "4"),
    ("1", "Kept every appointment and opened the door at once.", ""),
    ("5", "His phone was at the shop for repair and could not be looked at.", ""),
)


class Officer:
    """Types what each question asks for, and counts it."""

    plain = True

    def __init__(self, *, show: bool) -> None:
        self.typed: list[dict[str, Any]] = []
        self.watch = None
        self.words = self.rest = self.lines = 0
        self._left = list(RATED)
        self._now = RATED[0]
        self._piece, self._knows_same, self._begins, self._show = "", False, False, show

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
        typed, words = self._answer(prompt)
        if self._show:
            print(f"{prompt}{typed}")
        self.words += len(words)
        self.rest += len(typed) - len(words) + 1
        self.lines += 1
        assert self.lines < MOST, f"asked without end: {prompt}"
        return typed

    def _answer(self, prompt: str) -> tuple[str, str]:
        """What is typed, and how much of it are words of the officer."""
        label, why, direction = self._now
        if "What was seen?" in prompt:
            self._now = self._left.pop(0)
            return self._now[0], ""
        if "Why this rating?" in prompt:
            return why, why
        if "What does it rest on?" in prompt:
            return self._name(prompt)
        if "Which way is it going?" in prompt:
            return direction, ""
        if "Anything else?" in prompt:
            return ("s" if "the same" in prompt and label not in {"2", "3"} else ""), ""
        return self._describe_piece(prompt)

    def _name(self, prompt: str) -> tuple[str, str]:
        """The visit: new the first time, then the shortest way that is offered."""
        if not self._piece:
            self._piece = "e-001"
            self._begins = "new TITLE" in prompt
            return (f"n {TITLE}", TITLE) if self._begins else ("new", "")
        return ("s" if "same = " in prompt else self._piece), ""

    def _describe_piece(self, prompt: str) -> tuple[str, str]:
        """The questions of a new piece of evidence, known by how they begin."""
        piece = {
            "Fact, report": "3",
            "Which source": "5",
            "What is it?": TITLE,
            "What date": "today",
            "Was it obtained": "y",
        }
        found = next((typed for begins, typed in piece.items() if prompt.startswith(begins)), "")
        return found, found if found == TITLE else ""


def count(*, show: bool) -> tuple[Officer, Path]:
    """Rate the sheet in a case of its own."""
    from sjtool.cli import app

    folder = Path(tempfile.mkdtemp(prefix="sjtool-bench-"))
    path = folder / "bench.toml"
    create_case(path, {"format": 1, "case": "bench", "training": True})
    people = [
        Draft("officer", {"id": "pc-1", "name": "PC B. Bench", "role": "offender manager", "agency": "Example Police"}),
        Draft("person", {"id": "subject", "roles": ["subject"], "standing": "convicted", "label": "Mr B"}),
        Draft("assessment", {"opened_on": "2026-03-02", "trigger": "review", "purpose": "bench"}),
    ]
    Ledger(path).append(people, by="pc-1", at=AT)
    officer = Officer(show=show)
    desk.choose_asker = lambda **_how: officer  # type: ignore[attr-defined,assignment]
    os.environ["SJTOOL_BY"] = "pc-1"
    with contextlib.redirect_stderr(io.StringIO()), contextlib.suppress(SystemExit):
        app(["rate", str(path), "acute"])
    return officer, path


def main() -> None:
    """Rate, and print the counts."""
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--show", action="store_true", help="print the whole dialogue")
    officer, path = count(show=wanted.parse_args().show)
    case, problems = read_case(path)
    made = case.of(Rating)
    assert not problems
    assert len(made) == len(RATED)
    assert [piece.title for piece in case.of(EvidenceRecord)] == [TITLE]
    named = sum(bool(rating.evidence) for rating in made)
    print(f"{len(made)} factors rated, {named} of them with evidence")
    print(f"keystrokes   {officer.words + officer.rest}")
    print(f"  words      {officer.words}")
    print(f"  the rest   {officer.rest}   in {officer.lines} lines")


if __name__ == "__main__":
    main()
