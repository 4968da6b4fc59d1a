"""Whole interviews in plain lines, as a screen reader reads them: every line said and typed, as golden text."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sjtool.ask.line_source import LineSource
from sjtool.model.enquiry import Response, Session, SessionEnd
from sjtool.store.append import Draft
from sjtool.store.ledger import read_ledger
from sjtool.store.read import read_case
from sjtool.store.verify import verify_ledger

GOLDEN = Path(__file__).parent.parent / "golden" / "interview"
NAMES = ("partner", "person-cleared", "facing", "another-officer", "correction")
SERGEANT = Draft("officer", {"id": "ds-3", "name": "DS Okafor", "role": "sergeant", "agency": "Example Police"})
PARTNER_ITEMS = ("--item", "1", "--item", "2", "--item", "5", "--item", "24")
HELD = ("--mode", "home-visit", "--held-on", "2026-03-04")


class Room:
    """One case, and what is said and typed at a plain terminal, a command at a time."""

    def __init__(self, run: Callable[..., SimpleNamespace], case: Path) -> None:
        self.run = run
        self.case = case
        self.said = ""

    def interview(self, *args: str, typed: tuple[str, ...], who: str = "partner", by: str = "pc-4412") -> None:
        """Run the command as it is typed in the folder of the case."""
        words = ["interview", "harbour", "section-12", "--informant", who, "--by", by, *args, "--plain"]
        result = self.run(*words, input="".join(f"{line}\n" for line in typed))
        assert (result.stdout, result.status) == ("", 0)
        self.said += f"$ sjtool {' '.join(words)}\n{result.stderr}\n"

    def read(self, kind: type[Any]) -> list[Any]:
        case, problems = read_case(self.case)
        assert problems == []
        assert verify_ledger(read_ledger(self.case)).problems == ()
        return [*case.of(kind)]


@pytest.fixture
def room(
    run: Callable[..., SimpleNamespace], make_case: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Room:
    """What is typed shows in what was said, as it does at a terminal."""
    read_line = LineSource.read_line

    def echoing(source: LineSource) -> str:
        line = read_line(source)
        sys.stderr.write(f"{line}\n")
        return line

    monkeypatch.setattr(LineSource, "read_line", echoing)
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("ACCESSIBLE", "1")
    monkeypatch.chdir(tmp_path)
    return Room(run, make_case("harbour", [SERGEANT]))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden("partner", said)` holds a transcript against the file, or writes the file with --update-golden."""

    def compare(name: str, said: str) -> None:
        path = GOLDEN / f"{name}.txt"
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(said.encode("utf-8"))
        assert path.exists(), f"no golden file {path.name}: run  pytest --update-golden"
        assert path.read_bytes().decode("utf-8") == said, "run  pytest --update-golden  after a change on purpose"

    return compare


def test_a_partner_is_asked_with_a_skip_a_correction_and_a_note(room: Room, golden: Callable[[str, str], None]) -> None:
    typed = (
        "2", "", "the family home", "?", "the baby, asleep", "Sgt Vale, 6 March",
        "about 35", ":back", "40, more at weekends", ":why", "3",
        ":note she looked away", ":map", '"""', "Her sister.", "", "A man called [Lee].", '"""',
        "frustrated?", ":skip", "?", "2", "ask her again", ":map none", ":help", "",
    )  # fmt: skip
    room.interview(*PARTNER_ITEMS, typed=typed)
    golden("partner", room.said)
    standing = [(r.item, r.value or r.missing) for r in room.read(Response)]
    assert ("1", 40) in standing
    assert ("5", "Her sister.\n\nA man called [Lee].") in standing
    assert [end.how for end in room.read(SessionEnd)] == ["finished"]


def test_the_person_is_asked_once_it_is_cleared(room: Room, golden: Callable[[str, str], None]) -> None:
    typed = (
        "", "voluntary, advised", "", "", "No.", ":cleared", "DI Shaw, 3 March", "None that he would say.", ":stop",
        ":conduct", ":end", "y",
    )  # fmt: skip
    room.interview(
        *HELD,
        "--with",
        "ds-3",
        "--item",
        "5",
        "--item",
        "14",
        "--item",
        "15",
        typed=("the station", *typed),
        who="subject",
    )
    golden("person-cleared", room.said)
    last = room.read(Session)[-1]
    assert (last.caution, last.cleared_with) == ("voluntary, advised", "DI Shaw, 3 March")


def test_the_screen_faces_them(room: Room, golden: Callable[[str, str], None]) -> None:
    typed = (
        "", "", "", "", "", "40", ":why", ":who", ":last", ":map", ":help", ":jump on", "2", "2", ":time",
        "Her sister.", "1", ":back", "", ":quit",
    )  # fmt: skip
    room.interview(*HELD, *PARTNER_ITEMS, "--item", "22", "--facing", typed=typed)
    golden("facing", room.said)
    shown = room.said.split("then turn it")[1]
    for words in ("Look for", "Friends and support", "asked of both", "distress", "Stop at", "Stop sign"):
        assert words not in shown
    assert "Item 22 can disclose" in " ".join(room.said.split())


def test_another_officer_goes_on_with_it(
    room: Room, golden: Callable[[str, str], None], held_clock: SimpleNamespace
) -> None:
    room.interview(*HELD, *PARTNER_ITEMS, typed=("", "", "", "35", "no idea at all", ":quit"))
    held_clock.move(datetime(2026, 3, 5, 9, 30, tzinfo=UTC))
    typed = ("2", ":who", "pc-4412; ds-3", "a neighbour, from 10", ":back", "", ":last", ":time", ":quit")
    room.interview(*PARTNER_ITEMS, typed=typed, by="ds-3")
    golden("another-officer", room.said)
    assert [s.interviewers for s in room.read(Session)][:2] == [("pc-4412",), ("pc-4412", "ds-3")]
    assert "DS Okafor goes on with it" in room.said


def test_a_session_that_is_over_is_corrected(
    room: Room, golden: Callable[[str, str], None], held_clock: SimpleNamespace
) -> None:
    room.interview(*HELD, *PARTNER_ITEMS, typed=("", "", "", "35", "2", "Her sister.", "1", ""))
    held_clock.move(datetime(2026, 3, 9, 16, 0, tzinfo=UTC))
    typed = ("", "3, she says now", ":back", "3, she says now", "she rang on 8 March", "", ":map", "2", "misread", "")
    room.interview(*PARTNER_ITEMS, "--correct", "s-001", typed=typed, by="ds-3")
    golden("correction", room.said)
    assert [(r.item, r.reason) for r in room.read(Response) if r.supersedes] == [
        ("2", "she rang on 8 March"),
        ("24", "misread"),
    ]
    assert len(room.read(SessionEnd)) == 1


def test_there_is_a_transcript_of_each_and_no_other() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_transcript_can_be_read_aloud_line_by_line(name: str) -> None:
    lines = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    assert [line for line in lines if re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2500-\u259f]", line)] == []
    assert [line for line in lines if len(line) > 79 and not re.match(r"\$ |   sjtool interview ", line)] == []
    assert [line for line in lines if re.search(r"\S {2,}\d+ \w", line)] == [], "one choice a line"
    assert [
        line for line in lines if re.search(r"saved [a-z]+-\d", line) and not re.match(r" +saved [a-z]+-\d+", line)
    ] == []
    assert [line for line in lines if "[asked of both]" in line and not re.match(r" \d+ of \d+ ", line)] == []
    assert [line for line in lines if re.search(r"F\d (?:back|skip|quit)", line)] == [], "no keys where there are none"


def test_choices_are_numbered_each_on_its_own_line() -> None:
    text = (GOLDEN / "partner.txt").read_text(encoding="utf-8")
    assert "\n   1 not at all\n   2 a little\n   3 quite a lot\n   4 a great deal\n> " in text
    assert "\n   1 excited beforehand\n   2 frustrated or irritated when stopped\n   3 neither\n" in text
    assert re.search(r"Why is there no answer\?\n   1 \w.*\n   2 \w.*\n   3 \w", text)


def test_labels_come_before_their_values() -> None:
    text = (GOLDEN / "partner.txt").read_text(encoding="utf-8")
    for label in (
        "saved r-0001: 35 hours a week",
        "Why: ",
        "Look for: ",
        "Note so far: ",
        "5 Friends and support: open",
    ):
        assert f"\n   {label}" in text
    assert re.search(r"\n   Now: 35", text)
    assert "\n   :skip [REASON]: no answer" in text
