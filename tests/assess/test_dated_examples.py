"""Examples of every clock that counts, each with its count written out (dated_examples.txt), and both sides of its day.

How the days were worked out: not by the code under test. A throw-away script that knew nothing of sjtool walked the
calendar of the Python standard library day by day, with the bank holidays of England and Wales of 2020 to 2031 typed in
by hand, and wrote each step down. What it wrote is what stands in the file. The first test goes through those steps
once more: each day has its weekday, each run of days as many numbers as it has days, no working day is left out in
silence, the last number is the count of the rule and its day the day due. The list of GOV.UK itself has not been read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from sjtool.assess.due import Due, find_dues
from sjtool.assess.standing import Standing
from sjtool.dates import day_words
from sjtool.store.library import Library

CLOCKS = Library().clocks()
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
SATURDAY = 5
LONG = {"arms-lead-agency": 15, "comprehensive-assessment": 42}
"""Clocks that count working days, and how many."""
COUNTS = LONG | {"arms-sentence-delay": 6, "mappa-level-3": 8, "mappa-level-2": 16, "first-review-conference": 3}
COUNTS |= {"specialist-assessment": 9, "annual-notification": 1, "reactive-check": 1}
COUNTS |= {"visit every 8 weeks": 8, "visit every month": 1}
DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} [A-Z][a-z]{2} \d{4}"
Stand = Callable[..., Standing]
Given = tuple[str, dict[str, Any]]


class Example(NamedTuple):
    """One of them: the clock, its days and the steps of the count."""

    clock: str
    start: date
    on: date
    steps: tuple[str, ...]

    @property
    def left_out(self) -> list[date]:
        """The bank holidays that the count passes over."""
        return [read_day(step) for step in self.steps if " left out (" in step]


def read_examples() -> Iterator[Example]:
    text = (Path(__file__).parent / "dated_examples.txt").read_text(encoding="utf-8")
    for head, count in re.findall(r"^([a-z].*)\n((?:    .*\n)+)", text, re.MULTILINE):
        clock, start, on = re.fullmatch(r"(.+): from (\S+), due (\S+)", head).groups()  # type: ignore[union-attr]
        yield Example(
            clock, date.fromisoformat(start), date.fromisoformat(on), tuple(" ".join(count.split()).split("; "))
        )


def read_day(text: str) -> date:
    """The first day in a text such as `Fri 27 Feb 2026 not counted`; its weekday must be right."""
    weekday, day, month, year = re.search(DAY, text)[0].split()  # type: ignore[index]
    found = date(int(year), MONTHS.index(month) + 1, int(day))
    assert WEEKDAYS[found.weekday()] == weekday, text
    return found


EXAMPLES = [*read_examples()]
NAMES = [f"{example.clock} from {example.start}" for example in EXAMPLES]
each = pytest.mark.parametrize("example", EXAMPLES, ids=NAMES)


def numbered(step: str) -> list[tuple[date, int]]:
    """`Mon 2 Mar 2026 to Fri 6 Mar 2026: 1-5` as five days with their numbers; other steps give none."""
    found = re.fullmatch(rf"({DAY})(?: to ({DAY}))?(?: \(.*\))?: (\d+)(?:-(\d+))?", step)
    if not found:
        return []
    first, last = read_day(found[1]), read_day(found[2] or found[1])
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    numbers = range(int(found[3]), int(found[4] or found[3]) + 1)
    assert len(days) == len(numbers), step
    return [*zip(days, numbers, strict=True)]


def test_there_are_at_least_sixty_and_every_clock_that_counts_has_some() -> None:
    assert len(EXAMPLES) >= 60
    assert {example.clock for example in EXAMPLES} == COUNTS.keys()
    counting = {c.id for c in CLOCKS.clock if c.count and c.enabled and c.start != "section-47-day"}
    assert counting == {name for name in COUNTS if not name.startswith("visit")}
    kinds = " ".join(step for example in EXAMPLES for step in example.steps)
    for kind in ("moved", "substitute", "extra", "Good Friday", "Easter Monday", "29 Feb 2024", "29 Feb 2028"):
        assert kind in kinds


@each
def test_the_count_as_written_is_sound_and_ends_on_the_day_due(example: Example) -> None:
    first, *rest = example.steps
    assert (read_day(first), first.endswith("not counted")) == (example.start, True)
    counted = [pair for step in rest for pair in numbered(step)]
    assert [number for _day, number in counted] == [*range(1, COUNTS[example.clock] + 1)]
    assert all(numbered(step) or " left out (" in step or step.startswith("the day before is ") for step in rest)
    last = counted[-1][0]
    assert example.on == (last - timedelta(days=1) if example.clock == "specialist-assessment" else last)
    assert read_day(rest[-1]) == example.on or numbered(rest[-1])[-1][0] == example.on
    if example.clock in LONG:
        passed = {day for day, _number in counted} | set(example.left_out)
        between = (example.start + timedelta(days=n) for n in range(1, (example.on - example.start).days + 1))
        assert passed == {day for day in between if day.weekday() < SATURDAY}


def case_of(example: Example, *more: Given) -> list[Given]:
    """The records that start the clock on its day."""
    name = example.clock
    event = {"held_on": example.start.isoformat(), "what": "x"}
    kinds = {"arms-lead-agency": "lead-agency-change", "comprehensive-assessment": "referral", "visit": "visit"}
    kinds |= {"annual-notification": "notification", "reactive-check": "reactive-start"}
    kind = kinds.get(name.partition(" ")[0], "conference")
    touches = ["mappa" if name.startswith("mappa") else "initial-conference"]
    started: Given = ("event", event | {"kind": kind, "touches": touches})
    if name == "arms-sentence-delay":
        started = ("status", {"convicted_on": example.start.isoformat()})
    level = ("status", {"mappa_level": int(name[-1])}) if name.startswith("mappa") else ("status", {})
    plan = {"kind": f"home {name}", "at": datetime(2019, 1, 1, tzinfo=UTC)}
    plans: list[Given] = [("action", plan)] if name.startswith("visit") else []
    return [started, level, *plans, *more]


def find(standing: Standing, example: Example, today: date) -> Due:
    (found,) = (d for d in find_dues(standing, CLOCKS, today) if d.clock == example.clock.partition(" ")[0])
    return found


@each
def test_it_is_due_on_that_day_and_overdue_on_the_next(example: Example, stand: Stand) -> None:
    case = stand(*case_of(example))
    states = [find(case, example, example.on + timedelta(days=n)).state for n in (-1, 0, 1)]
    assert states == ["due", "due", "overdue"]
    due = find(case, example, example.start)
    assert due.on == example.on
    assert all(day_words(day.isoformat()) in due.counted for day in example.left_out)
    holidays = re.search(r"left out: (\d+) bank", due.counted)
    assert int(holidays[1] if holidays else 0) == len(example.left_out)


@pytest.mark.parametrize(
    "example", [e for e in EXAMPLES if not e.clock.startswith("visit")], ids=[n for n in NAMES if n[:5] != "visit"]
)
def test_met_on_that_day_it_is_in_time_and_later_it_is_late(example: Example, stand: Stand) -> None:
    def met(on: date) -> Due:
        done = ("event", {"kind": "other", "held_on": on.isoformat(), "touches": [f"{example.clock}-done"]})
        return find(stand(*case_of(example, done)), example, on + timedelta(days=30))

    for days in (-1, 0):
        found = met(example.on + timedelta(days=days))
        assert (found.state, found.late) == ("met", 0)
    after = met(example.on + timedelta(days=1))
    assert (after.state, after.met_on) == ("met", example.on + timedelta(days=1))
    if example.clock not in LONG:
        assert after.late == 1
    week_later = met(example.on + timedelta(days=7))
    assert week_later.late == 7 if example.clock not in LONG else 3 <= week_later.late <= 5
