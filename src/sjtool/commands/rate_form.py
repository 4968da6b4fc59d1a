"""What is asked of one factor: the label, why, on what evidence, and what is seldom said on one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sjtool import clock
from sjtool.ask.asker import Asker, Stop
from sjtool.ask.form import Back, Choice, Field, ask_over, read_answer
from sjtool.assess.ratings import FactorView, needs_evidence
from sjtool.commands.evidence_prompt import EvidenceDesk
from sjtool.commands.live_forms import LiveForms
from sjtool.commands.more_line import MORE, more_line, only_if
from sjtool.commands.rate_screen import show_names
from sjtool.console import talk_width
from sjtool.errors import SjtoolError
from sjtool.interview.screen import Screen
from sjtool.loader import Loaded
from sjtool.model.appraisal import Rating
from sjtool.model.template import FactorSet
from sjtool.problem import Place
from sjtool.recording.drafting import Sheet, check_sheets, drop_empty
from sjtool.recording.rating_rules import find_rating_problems
from sjtool.store.append import Draft

UNCHANGED = "="
_HERE = Place("your answers")
_WHY_HELP = "What you saw or were told, and how you weighed it."
_MORE = {
    "d": "direction",
    "v": "relevance",
    "w": "what would change it",
    "e": "evidence",
}


@dataclass(frozen=True)
class RatingForm:
    """One factor put to the officer. `last` is the rating made just before it, `named` the evidence named last.

    `help` shows the labels and the moves on `?`.
    """

    live: LiveForms
    loaded: Loaded
    factors: FactorSet
    view: FactorView
    last: Rating | None
    named: Sequence[str]
    help: Callable[[], None]

    @property
    def place(self) -> str:
        """Where what is typed of this factor is kept."""
        return f"{self.view.person}/{self.view.factor.id}"

    @property
    def may_carry(self) -> bool:
        """Whether the last rating may be taken over as it is; never on a sheet that is rated afresh."""
        return self.factors.set.carry_forward and self.view.latest is not None

    def say_left(self, officer: str) -> str:
        """That words of this factor were left here, and whose; nothing where none were."""
        if not self.live.left(self.place):
            return ""
        by = self.live.left_by(self.place)
        whose = "you" if by in {"", officer} else by
        told = f"Left unfinished on this factor: what {whose} had typed stands as the answer to each question."
        return told + (" = lets it go, and takes the last rating." if self.may_carry else "")

    def ask(self) -> list[Draft]:
        """The drafts of one rating, evidence made on the way first. Raises Back or Stop."""
        desk = EvidenceDesk(self.loaded, self.live, self.place, last=self.named)
        keys = self.live.ask(self.place, self._fields(desk), may_leave=True)
        if keys["recent"] == UNCHANGED and self.view.latest:
            return [Draft("rating", self._carried(self.view.latest))]
        letters = keys.pop(MORE, "")
        if "s" in letters and "evidence" not in keys:
            keys["evidence"] = list(self.named)
        return self.check(desk.made, {**keys, **self._about()})

    def check(self, made: Sequence[Draft], keys: dict[str, Any]) -> list[Draft]:
        """The drafts of evidence and of the rating that names it. Raises SjtoolError with every rule it breaks."""
        sheet = Sheet(Draft("rating", drop_empty(keys)), _HERE)
        problems = list(find_rating_problems(sheet, self.factors, self.view.factor))
        if problems:
            raise SjtoolError(problems)
        check_sheets(self.loaded.case, [*(Sheet(draft, _HERE) for draft in made), sheet])
        return [*made, sheet.draft]

    def is_carried(self, drafts: Sequence[Draft]) -> bool:
        """Whether these drafts are the last rating taken over."""
        latest = self.view.latest
        return self.may_carry and latest is not None and drafts == [Draft("rating", self._carried(latest))]

    def _about(self) -> dict[str, Any]:
        """For which assessment, of whom and on what day."""
        assessment = self.loaded.standing.assessment
        return {
            "assessment": assessment.id if assessment else None,
            "factor": self.view.ref,
            "person": self.view.person,
            "held_on": clock.today().isoformat(),
        }

    def _carried(self, latest: Rating) -> dict[str, Any]:
        """The last rating again, for this assessment and today; its reasons and evidence stay with it."""
        kept = latest.model_dump(exclude={"id", "at", "by", "salt", "chain", "supersedes", "reason"}, exclude_none=True)
        now = {key: value for key, value in self._about().items() if key in {"assessment", "held_on"}}
        return drop_empty({**kept, **now, "evidence": list(latest.evidence)})

    def _fields(self, desk: EvidenceDesk) -> list[Field]:
        """The label, why, on what evidence and where it is going. What was not seen is asked less of.

        Where a sheet only says whether a thing is there, a label just given that says nothing was found, or that it is
        not known, offers its reasons again: "not asked yet" is the same for many signs, what was seen never is.
        """
        head, factor = self.factors.set, self.view.factor
        has_past = "past" in head.periods
        now = "How is it now?" if has_past else "What was seen?" if not head.carry_forward else "Which is it?"
        fields = [self._label("recent", f"{factor.title}. {now}" if factor.anchors else now)]
        if has_past:
            fields.append(self._label("past", "And in the past?", wanted=_is_rated))
        for before in (self.last, None) if self._repeats_reasons() else (None,):
            default = (before.rationale or "") if before else ""
            wanted = partial(self._is_like, before)
            why = factor.describe or "Why this rating?"
            fields.append(Field("rationale", why, required=True, default=default, help=_WHY_HELP, wanted=wanted))
        fields.append(desk.field("evidence", "What does it rest on?", self._says_something))
        direction = Field(
            "direction", "Which way is it going?", "choice", choices=tuple(Choice(w, w) for w in head.directions)
        )
        if head.directions:
            fields.append(replace(direction, wanted=self._says_something))
        return [*fields, *self._seldom(desk, direction)]

    def _seldom(self, desk: EvidenceDesk, direction: Field) -> list[Field]:
        """One line for the rest: after a label that says nothing was seen it offers the evidence and direction too."""
        letters = {key: what for key, what in _MORE.items() if key in "vw"}
        quiet = {key: what for key, what in _MORE.items() if key != "d" or self.factors.set.directions}
        if self.named:
            quiet["s"] = f"the same evidence ({' '.join(self.named)})"
        asked = "Anything else?"
        return [
            more_line(asked, letters, self._says_something),
            more_line(asked, quiet, self._says_nothing),
            only_if("d", direction, self._says_nothing),
            only_if("e", desk.field("evidence", "What does it rest on?"), self._says_nothing),
            only_if("v", Field("relevance", "Why does it matter for this person?"), _is_rated),
            only_if("w", Field("would_change", "What would change this rating?"), _is_rated),
        ]

    def _says_something(self, answers: dict[str, Any]) -> bool:
        """Whether a label says more than that nothing was seen, or that too little is known."""
        return _is_rated(answers) and needs_evidence(self.view.factor, answers.get("recent"), answers.get("past"))

    def _says_nothing(self, answers: dict[str, Any]) -> bool:
        return _is_rated(answers) and not self._says_something(answers)

    def _repeats_reasons(self) -> bool:
        last = self.last
        return last is not None and not self.view.scale.is_graded and not needs_evidence(self.view.factor, last.recent)

    def _is_like(self, before: Rating | None, answers: dict[str, Any]) -> bool:
        """Whether to ask this field: the one with the last reasons where the label is the last one, else the bare."""
        repeats = self._repeats_reasons() and self.last is not None and answers.get("recent") == self.last.recent
        return _is_rated(answers) and repeats is (before is not None)

    def _label(self, key: str, prompt: str, **more: Any) -> Field:
        """A label of the scale, by number or word; `=` carries the last rating forward where that may be done."""
        choices = tuple(Choice(label.id, label.title) for label in self.view.scale.label)
        may_carry = key == "recent" and self.may_carry
        field = Field(key, prompt, "choice", required=True, choices=choices, **more)
        titles = {choice.id: choice.title for choice in choices}
        latest = self.view.latest if key == "recent" else None
        before_now = f"last: {self.view.title_of(latest.recent)}" if latest else ""

        def ask(asker: Asker, this: Field, before: object) -> str:
            stands = titles.get(str(before), "")
            again = "= as last time, with its reasons and evidence" if may_carry else ""
            hints = [before_now, again, f"Enter keeps {stands}" if stands else ""]
            inside = "; ".join(filter(None, hints))
            asked = f"{this.prompt}  ({inside})" if inside else this.prompt
            if key == "past":
                names = show_names(Screen(talk_width(), asker.plain), self.view.scale)
                asked = "\n".join([asked, *names])
            rejected = ""
            while True:
                word = ask_over(asker, f"{asked}\n> ", rejected).strip()
                if word == ":quit":
                    raise Stop
                if word == ":back":
                    raise Back
                if word == "?":
                    self.help()
                elif word == UNCHANGED and may_carry:
                    return UNCHANGED
                elif not word and stands:
                    return str(before)
                else:
                    value, trouble = read_answer(this, word)
                    if not trouble:
                        return str(value)
                    asker.say(f"  {trouble}")
                    rejected = word

        return replace(field, ask=ask)


def _is_rated(answers: dict[str, Any]) -> bool:
    return answers.get("recent") != UNCHANGED
