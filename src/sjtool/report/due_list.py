"""What is due in one case or many, chosen and in order, ready for any renderer; and how a due day is said in words.

Words of the case, names and covert actions are only for an officer at a screen. In everything else a thing is named by
its clock and record, and somebody by their officer id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sjtool.assess.clock_event import Events
from sjtool.assess.due import STATES, Due, State, find_dues, is_owned_by
from sjtool.assess.standing import Standing
from sjtool.dates import day_words
from sjtool.model.clocks import ClockSet
from sjtool.model.decision import Event
from sjtool.model.people import Officer
from sjtool.text import count_words

FARTHEST = 366
"""Days ahead that are listed where nobody says otherwise: an order that ends in six years can wait."""
STATE_WORDS: dict[State, str] = {
    "overdue": "Overdue",
    "not-recorded": "Not recorded here",
    "due": "Due",
    "coming": "Coming",
    "no-date": "No day",
    "met": "Met",
}

PRESSING: frozenset[State] = frozenset({"overdue", "not-recorded", "due"})
"""What somebody has to see to now: by doing it, or by looking it up."""


@dataclass(frozen=True)
class Choice:
    """Which of what is due is wanted, as the options of the command have it."""

    overdue: bool = False
    within: int = FARTHEST
    officer: str = ""
    with_met: bool = False
    at_screen: bool = False

    def wants(self, standing: Standing, due: Due, today: date) -> bool:
        """Whether one of them is to be shown."""
        if due.is_covert and not self.at_screen:
            return False
        if self.officer and not is_owned_by(standing, due.owner, self.officer):
            return False
        if self.overdue:
            return due.state == "overdue"
        if due.state == "met":
            return self.with_met
        return due.on is None or (due.on - today).days <= self.within


@dataclass(frozen=True, slots=True)
class Row:
    """One thing due in a case. `owner` and `words` are as they may be shown."""

    case: str
    due: Due
    owner: str
    words: str


@dataclass(frozen=True)
class DueList:
    """Everything a run found, in the order it is shown. `resting` says of a case which clocks rest in it, and why.

    `unreadable` and `twice` are the files that are not in it, as named; `training` says that every case is invented.
    """

    rows: tuple[Row, ...]
    today: date
    cases: int
    choice: Choice
    by_date: bool = False
    markings: tuple[str, ...] = ()
    resting: Mapping[str, str] = field(default_factory=dict)
    unreadable: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    training: bool = False

    @property
    def missing(self) -> str:
        """Which files are not in it; nothing where all are."""
        parts = [f"not readable: {', '.join(self.unreadable)}"] if self.unreadable else []
        parts += [f"of a case that another file has too: {', '.join(self.twice)}"] if self.twice else []
        return f"Not in this list: {'; '.join(parts)}." if parts else ""

    @property
    def counts(self) -> dict[State, int]:
        """How many there are of each state."""
        found = Counter(row.due.state for row in self.rows)
        return {state: found[state] for state in STATES}

    def groups(self) -> Iterator[tuple[str, tuple[Row, ...]]]:
        """The rows under their cases; all of them under nothing where they go by date."""
        if self.by_date:
            yield "", self.rows
            return
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.case, []).append(row)
        for case in dict.fromkeys([*found, *self.resting]):
            yield case, tuple(found.get(case, ()))


def build_rows(case: str, standing: Standing, clocks: ClockSet, today: date, choice: Choice) -> list[Row]:
    """What is wanted of one case, by day; what is met comes last."""
    dues = [due for due in find_dues(standing, clocks, today) if choice.wants(standing, due, today)]
    dues.sort(key=lambda due: due.state == "met")
    return [Row(case, due, _owner(standing, due, choice), due.words if choice.at_screen else "") for due in dues]


def in_order(rows: Sequence[Row], *, by_date: bool) -> tuple[Row, ...]:
    """As they were found, case by case; or by day over all of them."""
    if not by_date:
        return tuple(rows)
    return tuple(sorted(rows, key=lambda row: (row.due.state == "met", row.due.on or date.max, row.case)))


def _owner(standing: Standing, due: Due, choice: Choice) -> str:
    """Who is to do it: an officer's id; away from a screen nobody's name."""
    if due.owner is None or due.is_covert:
        return ""
    is_officer = isinstance(standing.current(due.owner), Officer)
    is_officer = is_officer or any(entry.record.by == due.owner for entry in standing.case)
    return due.owner if is_officer or choice.at_screen else "named in the case"


def say_what(due: Due) -> str:
    """What is due and by which rule, without its day."""
    return f"{due.what} {due.rule}"


def say_when(due: Due, today: date) -> str:
    """How far off a day is: `in 13 working days`, `today`, `3 days overdue`; or what met it, and how late."""
    if due.state == "met" and due.met_on:
        unit = "working day" if due.in_working_days else "day"
        late = f", {count_words(due.late, unit)} late" if due.late else ""
        return f"{due.met_how} {day_words(due.met_on.isoformat())}, {due.met_by}{late}"
    if due.state == "not-recorded":
        return due.unseen
    if due.on is None or due.left is None:
        return "no day to count from" if due.state == "no-date" else ""
    in_working_days = due.in_working_days and due.left != 0
    left = due.left if in_working_days else (due.on - today).days
    if left == 0:
        return "today"
    words = count_words(abs(left), "working day" if in_working_days else "day")
    return f"in {words}" if left > 0 else f"{words} overdue"


def say_line(due: Due, today: date) -> str:
    """The line of `next` and `due`: `Due: ARMS within …: 20 March 2026 (in 13 working days)`."""
    on = f": {day_words(due.on.isoformat())}" if due.on else ""
    opened = f"; {due.opened}" if due.opened else ""
    return f"{STATE_WORDS[due.state]}: {say_what(due)}{on} ({say_when(due, today)}){opened}"


def say_source(due: Due) -> str:
    """Where the rule is from and how far it can be relied on."""
    return f"{due.source}, {due.pinpoint} ({due.standing.replace('-', ' ')})"


def say_resting(standing: Standing, clocks: ClockSet) -> str:
    """Which clocks rest in a case, and by which record; nothing where none does."""
    since = Events(standing).reactive_since
    if since is None:
        return ""
    titles = dict.fromkeys(clock.title for clock in clocks.clock if clock.enabled and clock.unless_reactive)
    day = f" of {day_words(since.held_on)}" if isinstance(since, Event) and since.held_on else ""
    return f"Resting, on reactive management ({since.id}{day}): {', '.join(titles)}"


def next_lines(standing: Standing, clocks: ClockSet, today: date, most: int = 2) -> list[str]:
    """The first lines of what is overdue or due in a case, for `next`, and what rests; covert actions are left out."""
    dues = [due for due in find_dues(standing, clocks, today) if due.state in PRESSING and not due.is_covert]
    dues.sort(key=lambda due: due.state == "not-recorded")
    resting = say_resting(standing, clocks)
    return [*(say_line(due, today) for due in dues[:most]), *([resting] if resting else [])]
