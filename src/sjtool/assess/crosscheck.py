"""Hold the accounts of marked items side by side.

Agreement is not proof and difference is not guilt: the outcome says only how the accounts stand. What it means is the
officer's reading, recorded. Nothing built here is ever made for either adult (001 Appendix 1; DOMAIN 10.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from sjtool.assess.accounts import Account, find_accounts, split_ref
from sjtool.assess.compare import compare_values, say_apart
from sjtool.assess.once import once_per_case
from sjtool.assess.standing import Standing
from sjtool.model.enquiry import Reading
from sjtool.model.template import Item, QuestionSet, Wording

Outcome = Literal[
    "differ", "refused-by-one", "to-read", "refused-by-all", "not-comparable", "one-sided", "agree", "not-asked"
]
ORDER: tuple[Outcome, ...] = (
    "differ",
    "refused-by-one",
    "to-read",
    "refused-by-all",
    "not-comparable",
    "one-sided",
    "agree",
    "not-asked",
)
NEEDS_READING = frozenset({"differ", "refused-by-one", "to-read"})
OUTCOME_WORDS: dict[Outcome, str] = {
    "differ": "differ",
    "refused-by-one": "refused by one",
    "to-read": "to be read",
    "refused-by-all": "refused by all",
    "not-comparable": "not comparable",
    "one-sided": "one-sided",
    "agree": "agree",
    "not-asked": "not asked",
}


@dataclass(frozen=True)
class Discrepancy:
    """One marked item: every account of it, oldest first, how they stand, and the officer's reading if there is one."""

    ref: str
    item: Item
    part: str
    wording: Wording
    outcome: Outcome
    accounts: tuple[Account, ...]
    reading: Reading | None
    reading_is_current: bool

    @property
    def needs_reading(self) -> bool:
        """Whether the officer has still to say what they make of it."""
        return self.outcome in NEEDS_READING and not self.reading_is_current

    @property
    def side_by_side(self) -> tuple[Account, ...]:
        """The accounts as they are shown: those of others first, that of the person last, each of them by date."""
        return tuple(sorted(self.accounts, key=lambda account: account.is_subject))

    @property
    def apart(self) -> str:
        """How far answers are apart that agree and are not the same; else nothing."""
        values = [a.response.value for a in self.accounts if a.response.value is not None]
        return say_apart(self.wording, values) if self.outcome == "agree" else ""

    @property
    def outcome_words(self) -> str:
        """The outcome in words: `differ`, or `agree, one step apart` where it is the rule that makes them agree."""
        return ", ".join(filter(None, [OUTCOME_WORDS[self.outcome], self.apart]))

    def shares_day(self, account: Account) -> bool:
        """Whether the same person gave another account on that day: only the sessions tell the two apart."""
        same = [a for a in self.accounts if a.informant == account.informant]
        return sum(a.session.held_on == account.session.held_on for a in same) > 1


def marked_items(questions: QuestionSet, *, lightly: bool) -> tuple[Item, ...]:
    """Items that may be put to the partner; `lightly` adds those of partial knowledge."""
    wanted = {"partner", "partner-lightly"} if lightly else {"partner"}
    return tuple(item for item in questions.item if item.mark and item.mark.asks in wanted)


def parts_for(item: Item, role: str) -> tuple[str, ...]:
    """The parts of an item that are put to this role; ("",) where the item is undivided."""
    if not item.part:
        return ("",)
    if role != "person" and item.mark and item.mark.parts:
        return tuple(part.id for part in item.part if part.id in item.mark.parts)
    return tuple(part.id for part in item.part)


def wording_of(item: Item, part: str) -> Wording:
    """The item, or the part of it, that was asked."""
    return next((p for p in item.part if p.id == part), item)


@once_per_case
def build_crosscheck(standing: Standing, questions: QuestionSet, ref: str) -> tuple[Discrepancy, ...]:
    """Every marked item with its outcome, differences first. `ref` is the set's id@version.

    Items marked for the partner are always listed; those of partial knowledge once a partner was asked them.
    """
    accounts = find_accounts(standing, questions.set.id)
    readings = _latest_readings(standing, questions.set.id)
    rows = []
    for item in marked_items(questions, lightly=True):
        for part in parts_for(item, "partner"):
            held = tuple(accounts.get((item.id, part), ()))
            if item.mark and item.mark.asks == "partner-lightly" and all(a.is_subject for a in held):
                continue
            wording = wording_of(item, part)
            reading = readings.get(item.id)
            rows.append(
                Discrepancy(
                    f"{ref}/{item.id}",
                    item,
                    part,
                    wording,
                    find_outcome(wording, held),
                    held,
                    reading,
                    reading is not None and _covers(reading, held),
                )
            )
    return tuple(sorted(rows, key=lambda row: ORDER.index(row.outcome)))


def find_outcome(wording: Wording, accounts: Sequence[Account]) -> Outcome:
    """How the accounts of one item stand. A refusal is never read as an answer."""
    asked = [a for a in accounts if not a.is_open]
    valued = [a for a in asked if a.has_value]
    is_one = len({a.informant for a in asked}) == 1
    if not asked:
        return "not-asked"
    if len(asked) == 1 or (is_one and len(valued) <= 1):
        return "one-sided"
    values = [a.response.value for a in valued if a.response.value is not None]
    compared = {compare_values(wording, one, other) for one, other in combinations(values, 2)}
    declined = sum(a.declined for a in asked)
    standings: tuple[tuple[Outcome, bool], ...] = (
        ("differ", "differ" in compared),
        ("refused-by-all", declined == len(asked)),
        ("refused-by-one", declined > 0),
        ("to-read", "to-read" in compared),
        ("not-comparable", len(valued) < len(asked)),
        ("one-sided", is_one),
    )
    return next((outcome for outcome, holds in standings if holds), "agree")


def _latest_readings(standing: Standing, set_id: str) -> dict[str, Reading]:
    """The standing reading of each item, the latest where there are several."""
    found = {}
    for reading in standing.of(Reading):
        if reading.item and split_ref(reading.item)[0] == set_id:
            found[split_ref(reading.item)[1]] = reading
    return found


def _covers(reading: Reading, accounts: Sequence[Account]) -> bool:
    """Whether a reading was made of all the accounts there are now; a correction since makes it old."""
    return {a.response.id for a in accounts if not a.is_open} <= set(reading.responses)
