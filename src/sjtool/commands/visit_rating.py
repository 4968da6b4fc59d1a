"""Rate the acute factors at once after a visit: one line a factor, a label and a few words, resting on the visit.

The loop, the moves and the saving are those of `rate`; what is asked here is one line in place of five. `?` shows what
each label looks like, `:more` asks everything that `rate` asks.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, ClassVar

from sjtool.ask.asker import Asker
from sjtool.ask.form import Back, Field, ask_field
from sjtool.assess.ratings import FactorView
from sjtool.assess.since_visit import find_personal
from sjtool.commands.rate_form import RatingForm
from sjtool.commands.rate_screen import show_names
from sjtool.commands.rate_terminal import RateSitting
from sjtool.commands.visit_line import LineReader, RatedLine
from sjtool.console import talk_width
from sjtool.dates import day_words
from sjtool.interview.screen import INDENT, Screen
from sjtool.loader import Loaded
from sjtool.model.decision import Event
from sjtool.recording.drafting import drop_empty
from sjtool.report.briefing_words import clip
from sjtool.store.append import Draft

_SAID, _SURE, _WHY = "said", "sure", "rationale"
_SURE_HELP = (
    "The number was taken for the label. Where it belongs to what you saw, type the label before it:  3, 5 cans"
)
_MORE = ":more"
_OWN, _BRIEF = 120, 40


class _Everything(Exception):  # noqa: N818 - a move, not an error
    """The officer wants to be asked all that `rate` asks of this factor."""


@dataclass(frozen=True)
class QuickForm(RatingForm):
    """One factor on one line: `2, new job from Monday`, with the direction behind the number: `2w new job`.

    `tell_short` is told whether the one line is asked, or everything.
    """

    tell_short: Callable[[bool], None]

    @property
    def reader(self) -> LineReader:
        """Reads the line of this factor."""
        return LineReader(self.view.scale, {word[0]: word for word in self.factors.set.directions})

    def ask(self) -> list[Draft]:
        """The draft of one rating that rests on the visit. Raises Back or Stop."""
        while True:
            self.tell_short(True)
            try:
                keys = self.live.ask(self.place, [self._line(), self._sure(), self._words()], may_leave=True)
                break
            except _Everything:
                self.live.put(self.place, _SAID, "")
                self.tell_short(False)
                with contextlib.suppress(Back):  # back out of all the questions leads to the one line
                    return super().ask()
        line = self._read(keys)
        rating = {
            "recent": line.label if line else "",
            "direction": line.way if line else "",
            "rationale": (line.words if line else "") or keys[_WHY],
            "evidence": list(self.named),
            **self._about(),
        }
        return self.check([], drop_empty(rating))

    def _read(self, keys: Mapping[str, Any]) -> RatedLine | None:
        """The line as it was typed, or as it was mended when it was asked back."""
        return self.reader.read(str(keys.get(_SURE) or keys.get(_SAID, "")))

    def _line(self) -> Field:
        """The one line."""
        count = len(self.view.scale.label)
        ways = ", ".join(f"{letter} {word}" for letter, word in self.reader.ways.items())
        trouble = f"Begin with the number of a label, 1 to {count}, then what you saw:  2, new job"
        anchors = self.view.factor.anchors
        told = [f"{n} {one.title}: {anchors.get(one.id, one.means)}" for n, one in enumerate(self.view.scale.label, 1)]
        way = f" Where it is going stands behind the number: 2w new job ({ways})." if ways else ""
        caution = [f"Caution: {self.view.factor.caution}"] if self.view.factor.caution else []
        back = " A number with a word straight behind it is asked back; a comma between saves you that."
        how = f"A number, then what you saw.{way}{back} {_MORE} asks everything, :skip leaves it unrated."
        return Field(
            _SAID,
            "Number and what you saw",
            required=True,
            words=(_MORE,),
            help="\n".join([*told, *caution, how]),
            check=lambda value: "" if self.reader.read(str(value)) else trouble,
        )

    def _sure(self) -> Field:
        """Asked back where the line can be read in two ways, before anything is saved."""
        unclear: list[tuple[RatedLine, str]] = []

        def wanted(answers: dict[str, Any]) -> bool:
            if answers.get(_SAID) == _MORE:
                raise _Everything
            said = str(answers.get(_SAID, ""))
            line = self.reader.read(said)
            unclear[:] = [(line, said)] if line and not line.is_clear else []
            return bool(unclear)

        def ask(asker: Asker, this: Field, _stands: object) -> str:
            line, said = unclear[0]
            while not line.is_clear:
                asker.say("\n".join(Screen(talk_width(), asker.plain).wrap(self.reader.ask_back(line), INDENT)))
                asked = replace(this, ask=None, check=partial(_trouble, self, line))
                line = self.reader.correct(str(ask_field(asker, asked) or ""), line, said) or line
            return self.reader.as_typed(line)

        way = f"; {' '.join(self.reader.ways)} adds the direction" if self.reader.ways else ""
        passing = f"Enter takes it{way}; or type the line again"
        return Field(_SURE, "Is it so?", "line", passing=passing, wanted=wanted, ask=ask, help=_SURE_HELP)

    def _words(self) -> Field:
        """Asked where the line held the label alone: a label without a reason cannot be audited."""

        def wanted(answers: dict[str, Any]) -> bool:
            line = self._read(answers)
            return line is None or not line.words

        return Field(_WHY, "What did you see, or what was not seen?", required=True, wanted=wanted)


def _trouble(form: QuickForm, line: RatedLine, typed: object) -> str:
    """What to say of an answer to a line that was asked back; nothing where it will do."""
    if form.reader.correct(str(typed or ""), line, ""):
        return ""
    return "Enter takes it. Else type the line again, the number of the label first:  3, 5 cans on the side"


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
        self._say(self.screen.wrap(_say_own(view), " " * len(lead)) if _say_own(view) else [])
        self._say(show_names(self.screen, view.scale))

    def _save(self, view: FactorView, drafts: Sequence[Draft], place: str, *, is_carried: bool) -> None:
        """Save, say back what was understood, and say at once what cannot wait."""
        keys = drafts[-1].keys
        label, ways = str(keys.get("recent")), {word[0]: word for word in self.factors.set.directions}
        line = RatedLine(label, str(keys.get("direction") or ""), str(keys.get("rationale") or ""), is_clear=True)
        self._say(self.screen.wrap(f"{LineReader(view.scale, ways).say(line)}.  :back corrects it", INDENT))
        super()._save(view, drafts, place, is_carried=is_carried)
        if label == "act-now":
            self._say([f"{INDENT}Do it first; the rest waits here (:quit). The plan:", f"{INDENT}{self.plan}"])


def _say_own(view: FactorView) -> str:
    """Which one it is, where a factor is another for everybody: by the reasons of its last rating."""
    own = find_personal([view])
    return f"of this person, as last rated: {clip(own.latest.rationale, _OWN)}" if own and own.latest else ""


def name_factor(view: FactorView) -> str:
    """A factor by its title; the one that is another for everybody with the beginning of its last reasons."""
    own = find_personal([view])
    return f"{view.factor.title} ({clip(own.latest.rationale, _BRIEF)})" if own and own.latest else view.factor.title


def show_before(screen: Screen, views: Sequence[FactorView]) -> list[str]:
    """All factors on one screen with what they were last: what the eyes of the officer go over before the first."""
    lines = ["", *screen.wrap("The acute factors from what you saw. Last time:")]
    for number, view in enumerate(views, 1):
        latest = view.latest
        was = f"{view.title_of(latest.recent)}, {day_words(latest.held_on) or 'no date'}" if latest else "never rated"
        lines += screen.wrap(f"{view.factor.title}: {was}", "      ", f"{INDENT}{number} ")
    return [*lines, *screen.wrap("Nothing is carried over. Each is a number and a few words:  2, new job from Monday")]


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
