"""Rate the acute factors at once after a visit: one line a factor, a label and a few words, resting on the visit.

The loop, the moves and the saving are those of `rate`; what is asked here is one line in place of five. `?` shows what
each label looks like, `:more` asks everything that `rate` asks.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, ClassVar

from sjtool.ask.form import Back, Choice, Field, read_answer
from sjtool.assess.ratings import FactorView
from sjtool.commands.rate_form import RatingForm
from sjtool.commands.rate_screen import show_names
from sjtool.commands.rate_terminal import RateSitting
from sjtool.dates import day_words
from sjtool.interview.screen import INDENT, Screen
from sjtool.loader import Loaded
from sjtool.model.decision import Event
from sjtool.recording.drafting import drop_empty
from sjtool.store.append import Draft

_SAID, _WHY = "said", "rationale"
_LINE = re.compile(r"\s*(?P<label>\d|[A-Za-z-]{4,})(?P<way>[a-z]?)(?:[\s,.:;]+(?P<words>.*))?", re.DOTALL)
_MORE = ":more"


class _Everything(Exception):  # noqa: N818 - a move, not an error
    """The officer wants to be asked all that `rate` asks of this factor."""


@dataclass(frozen=True)
class QuickForm(RatingForm):
    """One factor on one line: `2 new job from Monday`, with the direction behind the number: `2w new job`.

    `tell_short` is told whether the one line is asked, or everything.
    """

    tell_short: Callable[[bool], None]

    def ask(self) -> list[Draft]:
        """The draft of one rating that rests on the visit. Raises Back or Stop."""
        while True:
            self.tell_short(True)
            try:
                keys = self.live.ask(self.place, [self._line(), self._words()], may_leave=True)
                break
            except _Everything:
                self.live.put(self.place, _SAID, "")
                self.tell_short(False)
                with contextlib.suppress(Back):  # back out of all the questions leads to the one line
                    return super().ask()
        label, way, words = self.read(str(keys[_SAID]))
        rating = {
            "recent": label,
            "direction": way,
            "rationale": words or keys[_WHY],
            "evidence": list(self.named),
            **self._about(),
        }
        return self.check([], drop_empty(rating))

    def read(self, typed: str) -> tuple[str, str, str]:
        """Label, direction and words of a line; an empty label where it begins with none."""
        found = _LINE.fullmatch(typed)
        if found is None:
            return "", "", ""
        choices = tuple(Choice(label.id, label.title) for label in self.view.scale.label)
        label, _trouble = read_answer(Field(_SAID, "", "choice", choices=choices), found["label"])
        ways = {word[0]: word for word in self.factors.set.directions}
        if label is None or (found["way"] and found["way"] not in ways):
            return "", "", ""
        return str(label), ways.get(found["way"], ""), (found["words"] or "").strip()

    def _line(self) -> Field:
        """The one line."""
        count = len(self.view.scale.label)
        ways = ", ".join(f"{word[0]} {word}" for word in self.factors.set.directions)
        trouble = f"Begin with the number of a label, 1 to {count}, then what you saw: 2 new job from Monday."
        anchors = self.view.factor.anchors
        told = [f"{n} {one.title}: {anchors.get(one.id, one.means)}" for n, one in enumerate(self.view.scale.label, 1)]
        way = f" Where it is going stands behind the number: 2w new job ({ways})." if ways else ""
        caution = [f"Caution: {self.view.factor.caution}"] if self.view.factor.caution else []
        how = f"A number, then what you saw.{way} {_MORE} asks everything, :skip leaves it unrated."
        return Field(
            _SAID,
            "Number and what you saw",
            required=True,
            words=(_MORE,),
            help="\n".join([*told, *caution, how]),
            check=lambda value: "" if self.read(str(value))[0] else trouble,
            ask=None,
        )

    def _words(self) -> Field:
        """Asked where the line held the label alone: a label without a reason cannot be audited."""

        def wanted(answers: dict[str, Any]) -> bool:
            if answers.get(_SAID) == _MORE:
                raise _Everything
            return not self.read(str(answers.get(_SAID, "")))[2]

        return Field(_WHY, "What did you see, or what was not seen?", required=True, wanted=wanted)


@dataclass
class VisitSitting(RateSitting):
    """The acute factors after one visit, on which every rating rests with no typing; `plan` adds to the plan."""

    visit: str = ""
    plan: str = ""
    is_short: bool = True
    kept_as: ClassVar[str] = "visit"
    """What is being typed here is kept apart from what `rate` keeps, for its keys are others."""

    def _move(self, typed: str) -> bool:
        """`:more` is for the one line; all else as in `rate`."""
        return False if self.is_short and typed.strip() == _MORE else super()._move(typed)

    def _named_today(self) -> tuple[str, ...]:
        return (self.visit,)

    def _form(self, view: FactorView) -> RatingForm:
        show = partial(self._help, view)
        return QuickForm(self.live, self.loaded, self.factors, view, self.last, (self.visit,), show, self._tell_short)

    def _tell_short(self, is_short: bool) -> None:
        self.is_short = is_short

    def _show(self, view: FactorView, number: int, count: int) -> None:
        """The factor and what it was last; labels are named once more, for nobody keeps five in mind."""
        latest = view.latest
        day = day_words(latest.held_on) if latest else ""
        last = f"last: {view.title_of(latest.recent)}, {day or 'no date'}" if latest else "never rated"
        lead = f" {number} of {count}   "
        self._say(["", *self.screen.wrap(f"{view.factor.title}  ({last})", " " * len(lead), lead)])
        self._say(show_names(self.screen, view.scale))

    def _save(self, view: FactorView, drafts: Sequence[Draft], place: str, *, is_carried: bool) -> None:
        """Save, say back what was understood, and say at once what cannot wait."""
        label = str(drafts[-1].keys.get("recent"))
        self._say(self.screen.wrap(f"{view.title_of(label)}.  :back corrects it", INDENT))
        super()._save(view, drafts, place, is_carried=is_carried)
        if label == "act-now":
            self._say([f"{INDENT}Do it first; the rest waits here (:quit). The plan:", f"{INDENT}{self.plan}"])


def show_before(screen: Screen, views: Sequence[FactorView]) -> list[str]:
    """All factors on one screen with what they were last: what the eyes of the officer go over before the first."""
    lines = ["", *screen.wrap("The acute factors from what you saw. Last time:")]
    for number, view in enumerate(views, 1):
        latest = view.latest
        was = f"{view.title_of(latest.recent)}, {day_words(latest.held_on) or 'no date'}" if latest else "never rated"
        lines += screen.wrap(f"{view.factor.title}: {was}", "      ", f"{INDENT}{number} ")
    return [*lines, *screen.wrap("Nothing is carried over. Each is a number and a few words:  2 new job from Monday")]


def say_unseen(visit: Event) -> str:
    """The reason that stands as an answer where nobody was seen; the officer may put another."""
    how = "entry was refused" if visit.entry == "refused" else "nobody was in"
    return f"Not seen: {how} at the visit of {day_words(visit.held_on) or 'that day'}."


def unseen_drafts(loaded: Loaded, views: Sequence[FactorView], visit: Event, why: str, today: date) -> list[Draft]:
    """A rating of not enough information for each factor, resting on the visit. It never counts as none seen."""
    assessment = loaded.standing.assessment
    about = {"assessment": assessment.id if assessment else None, "held_on": today.isoformat()}
    said = {"recent": "not-enough-information", "rationale": why, "evidence": [visit.id]}
    return [Draft("rating", drop_empty({**about, "factor": v.ref, "person": v.person, **said})) for v in views]
