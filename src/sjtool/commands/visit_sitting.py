"""After a visit, at a terminal: the visit itself, the acute factors from what was seen, what changed, what is next.

Everything is saved as it is answered. Who is called away goes on with `sjtool visit CASE --after`: at the visit that
was being typed, or at the first factor not rated since the visit.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sjtool import clock
from sjtool.ask.asker import Stop, at_terminal
from sjtool.ask.form import Field, ask_one
from sjtool.assess.briefing import find_unrated, find_visit_to_rate
from sjtool.assess.ratings import FactorView, view_sheet
from sjtool.commands.desk import Desk
from sjtool.commands.event_bench import CHANGE, Bench
from sjtool.commands.event_follow import tell_follow
from sjtool.commands.rate_terminal import Round
from sjtool.commands.saved import say_saved
from sjtool.commands.visit_change import ask_changed
from sjtool.commands.visit_form import visit_fields
from sjtool.commands.visit_rating import VisitSitting, name_factor, say_unseen, show_before, unseen_drafts
from sjtool.console import say, say_wrapped, talk_width
from sjtool.dates import day_words
from sjtool.interview.screen import Screen
from sjtool.loader import Loaded, load_sound
from sjtool.model.decision import Event
from sjtool.model.template import FactorSet
from sjtool.problem import Place
from sjtool.recording.drafting import Sheet, check_sheets, drop_empty
from sjtool.recording.event_rules import check_event_drafts
from sjtool.status import ExitStatus
from sjtool.store.append import Draft, Later, repoint
from sjtool.store.unfinished import Unfinished
from sjtool.text import count_words

ACUTE = "acute"
_VISIT, _CHANGED = "visit", "visit-changed"
_ONWARD = "what else changed, here"
_HERE = Place("your answers")


@dataclass
class VisitRun:
    """One officer back from one visit. `case` is what they typed for it, `resume` the command that goes on here.

    `undecided` is a significant change of which it was not said yet whether it opens a review.
    """

    desk: Desk
    loaded: Loaded
    case: str
    resume: str
    undecided: str = ""
    is_told: bool = False

    def run(self) -> ExitStatus:
        """From where it stands to the end. Raises Stop or KeyboardInterrupt, when all is safe."""
        try:
            visit = self._go_on() or self._ask_visit()
            self._rate(visit)
            self._ask_changed(visit)
        except (Stop, KeyboardInterrupt):
            if not self.is_told:
                say_wrapped(f"To go on:  {self.resume}")
            raise
        self._close(visit)
        return ExitStatus.OK

    @property
    def factors(self) -> FactorSet:
        """The acute factors."""
        return self.desk.library.factor_set(ACUTE)

    @property
    def ref(self) -> str:
        """Their id@version."""
        return self.desk.library.find(ACUTE).ref

    def views(self) -> tuple[FactorView, ...]:
        """The factors of the person as they stand now; none where nobody is under assessment."""
        subject = self.loaded.standing.subject
        return view_sheet(self.loaded.standing, self.factors, self.ref, subject.id) if subject else ()

    def reload(self) -> None:
        """Take in what was just recorded."""
        self.loaded = load_sound(self.loaded.path, self.desk.library)

    def _go_on(self) -> Event | None:
        """A visit of the last days whose factors are not all rated, unless another one is being typed or is meant."""
        if Unfinished(self.loaded.path, _VISIT).holds_words:
            return None
        places = Unfinished(self.loaded.path, _CHANGED).places
        begun = [self.loaded.standing.current(place.partition("/")[0]) for place in places]
        if begun and isinstance(begun[-1], Event):
            return begun[-1]
        visit = find_visit_to_rate(self.loaded.standing, self.views(), clock.today())
        if visit is None:
            return None
        left = len(find_unrated(self.loaded.standing, self.views(), visit))
        of = count_words(len(self.views()), "factor")
        say_wrapped(f"The visit of {day_words(visit.held_on)} ({visit.id}): {left} of {of} not rated since.")
        goes_on = ask_one(self.desk.asker, Field("on", "Go on with it?", "yes_no", required=True, default="yes"))
        return visit if goes_on else None

    def _ask_visit(self) -> Event:
        """The visit, saved at once."""
        with self.desk.live(self.loaded.path, _VISIT) as live:
            keys = live.ask(_VISIT, visit_fields(self.loaded, clock.today()))
            records = self._save([Draft("event", drop_empty({"kind": "visit", **keys}))])
        visit = next(record for record in records if isinstance(record, Event))
        if visit.entry == "refused" or visit.refused:
            say_wrapped("Recorded as not cooperating, with its day and the reason given; the summary shows it.")
        return visit

    def _save(self, drafts: list[Draft], *pins: Draft) -> list[Any]:
        sheets = _sheets(drafts)
        check_sheets(self.loaded.case, sheets)
        moved = {n: Later(n + len(pins)) for n in range(len(sheets))}
        records = self.desk.append(self.loaded.path, [*pins, *(repoint(sheet.draft, moved) for sheet in sheets)])
        say_saved(records)
        self.reload()
        return list(records)

    def _rate(self, visit: Event) -> None:
        """The acute factors that nobody rated since the visit; where nobody was seen, all of them in one answer."""
        views = find_unrated(self.loaded.standing, self.views(), visit)
        if not views or self.loaded.standing.assessment is None:
            self._say_unrated(has_factors=bool(self.views()))
            return
        screen = Screen(talk_width(), self.desk.asker.plain)
        if visit.entry in {"refused", "nobody-in"} and self._rate_unseen(views, visit):
            return
        for line in show_before(screen, views):
            say(line)
        plan = shlex.join(["sjtool", "plan", self.case, "--add"])
        sitting = VisitSitting(
            self.desk, self.loaded, self.factors, self.ref, self.resume, _ONWARD, visit=visit.id, plan=plan
        )
        names = tuple(view.factor.id for view in views)
        known = tuple(view.factor.id for view in self.views())
        self.is_told = True  # the sitting says itself where it goes on
        sitting.run([Round(views[0].person, names, known)])
        self.is_told = False
        self.reload()

    def _say_unrated(self, *, has_factors: bool) -> None:
        if has_factors and self.loaded.standing.assessment is None:
            say_wrapped(f"No assessment is open, so nothing is rated: sjtool add {self.case} assessment, then")
            say(f"  {self.resume}")

    def _rate_unseen(self, views: list[FactorView], visit: Event) -> bool:
        """All of them as not enough information, with one reason, if the officer says so."""
        how = "You were not let in" if visit.entry == "refused" else "Nobody was in"
        prompt = f"{how}. Rate all {len(views)} as not enough information, with one reason?"
        usual = "no" if visit.present else "yes"  # whoever was spoken to at the door was seen
        with self.desk.live(self.loaded.path, "visit-unseen") as live:
            why = Field(
                "why", "The reason", required=True, default=say_unseen(visit), wanted=lambda given: bool(given["all"])
            )
            keys = live.ask(visit.id, [Field("all", prompt, "yes_no", required=True, default=usual), why])
            if keys.get("all"):
                drafts = unseen_drafts(self.loaded, views, visit, keys["why"], clock.today())
                self._save(drafts, *self.desk.pins(self.loaded, self.ref))
        return bool(keys.get("all"))

    def _ask_changed(self, visit: Event) -> None:
        """What else changed, in an event that rests on the visit; of a significant change all that its form asks."""
        bench = Bench(self.loaded, clock.today(), at_terminal(), self.case)
        with self.desk.live(self.loaded.path, _CHANGED) as live:
            drafts = ask_changed(live, bench, visit)
            if not drafts:
                return
            event = drafts[0].keys
            is_whole = event["kind"] == CHANGE and "opens_review" in event
            if is_whole:
                check_event_drafts(self.loaded, _sheets(drafts), bench.today)
            pins = self.desk.pins(self.loaded, bench.set_ref(CHANGE)) if is_whole else []
            records = self._save(drafts, *pins)
        if is_whole:
            tell_follow(bench, self.loaded, records, self.case)
        elif event["kind"] == CHANGE:
            self.undecided = next(record.id for record in records if isinstance(record, Event))

    def _close(self, visit: Event) -> None:
        """The next visit, and what to type now, the urgent first."""
        say()
        agreed = f"agreed for {day_words(visit.next_on)}" if visit.next_on else "not settled yet"
        say_wrapped(f"Visit {visit.id} of {day_words(visit.held_on)}. Next visit: {agreed}. To do now:")
        steps = []
        urgent = [name_factor(view) for view in self.views() if view.latest and view.latest.recent == "act-now"]
        if urgent:
            steps.append((["plan", self.case, "--add"], f"ACT NOW: {'; '.join(urgent)}"))
        if self.undecided:
            unsaid = f"whether the significant change {self.undecided} opens a review, and why"
            steps.append((["add", self.case, "event", "--supersedes", self.undecided], unsaid))
        steps.append((["next", self.case], "where the case stands"))
        for words, why in steps:
            say_wrapped(f"{shlex.join(['sjtool', *words])}   {why}", "  ")


def _sheets(drafts: Sequence[Draft]) -> list[Sheet]:
    return [Sheet(Draft(draft.kind, drop_empty(draft.keys)), _HERE) for draft in drafts]
