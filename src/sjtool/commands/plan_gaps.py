"""Ask what an action answers: by the number of a gap, by id, or by a word of its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sjtool.ask.asker import Asker
from sjtool.ask.form import Field, ask_field
from sjtool.assess.coverage import Want
from sjtool.commands.plan_desk import PlanDesk
from sjtool.console import talk_width
from sjtool.errors import usage
from sjtool.model.appraisal import Scenario
from sjtool.model.enquiry import Reading
from sjtool.recording.plan_rules import is_answerable
from sjtool.report.plan_text import gap_lines
from sjtool.report.plan_view import PlanView
from sjtool.report.records import say_answered
from sjtool.text import wrap_text

NONE = "none"
ANSWERS = "answers"
_MOST = 9
_HELP = (
    "A number names a gap of the list; several go with spaces between. So does an id: of a factor in full, a scenario, "
    "a reading or a rating. Other words search the titles of what was assessed. list shows the gaps again. none: it "
    "answers nothing of this, and says why it is in the plan."
)


class Known(NamedTuple):
    """Something that an action may answer, as it is named and as it is shown."""

    ref: str
    title: str


def find_known(book: PlanDesk, view: PlanView) -> list[Known]:
    """Everything assessed in this case that an action may answer: factors, scenarios, readings."""
    context = view.context
    sheets = context.lens.views.values()
    subject = context.standing.subject
    known = {want.ref: Known(want.ref, want.title) for want in view.wants if want.kind in {"act-now", "factor"}}
    for factor in (factor for views in sheets for factor in views if factor.latest):
        is_subject = subject is not None and context.standing.same(factor.person, subject.id)
        ref = factor.ref if is_subject or factor.latest is None else factor.latest.id
        about = "" if is_subject else f", {context.standing.label(factor.person)}"
        known[ref] = Known(
            ref,
            f"{factor.factor.title}{about}: {factor.title_of(factor.latest.recent).lower()}"
            if factor.latest
            else factor.factor.title,
        )
    for record in (*book.loaded.standing.of(Scenario), *book.loaded.standing.of(Reading)):
        known[record.id] = Known(record.id, say_answered(context, record.id))
    return [*known.values()]


def resolve_named(book: PlanDesk, named: Sequence[str]) -> list[str]:
    """What `--for` names. Raises SjtoolError (usage) where one of them cannot be answered."""
    for word in named:
        if not is_answerable(book.loaded, word):
            what = "--for names no factor, scenario or reading of this case"
            fix = "sjtool plan CASE  lists what nothing answers"
            raise usage("answers-unknown", what, "a plan follows from the assessment", fix)
    return [*named]


def gaps_field(book: PlanDesk, view: PlanView) -> Field:
    """The question; its answer is a list of ids, or `none` alone."""
    picker = _Picker(book, view)
    prompt = "What does it answer?  numbers, ids, words to search, none"
    return Field(ANSWERS, prompt, "line", required=True, ask=picker.ask, help=_HELP)


class _Picker:
    """One question, asked until every word of the line is known."""

    def __init__(self, book: PlanDesk, view: PlanView) -> None:
        self._book, self._view = book, view
        self._shown: list[str] = [want.ref for want in view.gaps]

    def ask(self, asker: Asker, this: Field, before: Any) -> list[str]:
        """The ids named. Raises Back or Stop."""
        stands = " ".join(before or ())
        while True:
            typed = str(ask_field(asker, replace(this, ask=None, default=stands)))
            words = [word for word in re.split(r"[\s,;]+", typed) if word]
            if words == [NONE]:
                return [NONE]
            if words == ["list"]:
                self._shown = [want.ref for want in self._view.gaps]
                self._say(asker, [*gap_lines(self._view, talk_width() - 1)])
                continue
            found = [self._find(word) for word in words]
            if all(found):
                return [*dict.fromkeys(ref for ref in found if ref)]
            self._search(asker, [word for word, ref in zip(words, found, strict=True) if not ref])

    def _find(self, word: str) -> str:
        if word.isdecimal():
            return self._shown[int(word) - 1] if 1 <= int(word) <= len(self._shown) else ""
        return word if is_answerable(self._book.loaded, word) else ""

    def _search(self, asker: Asker, words: Sequence[str]) -> None:
        """Show what has these words in its title, numbered; the numbers then stand for these."""
        asked = [word.casefold() for word in words]
        fit = [one for one in find_known(self._book, self._view) if all(w in one.title.casefold() for w in asked)]
        if not fit or any(word.isdecimal() or len(word) == 1 for word in words):
            told = 'Nothing assessed here is called that.  "list" shows the gaps again; ? for help'
            self._say(asker, wrap_text(told, talk_width() - 1, "  "))
            return
        self._shown = [one.ref for one in fit[:_MOST]]
        for number, one in enumerate(fit[:_MOST], 1):
            self._say(asker, wrap_text(one.title, talk_width() - 1, "      ", f"  {number:2}  "))
        if len(fit) > _MOST:
            asker.say(f"  and {len(fit) - _MOST} more; another word narrows it down")

    @staticmethod
    def _say(asker: Asker, lines: Sequence[str]) -> None:
        for line in lines:
            asker.say(line)


def is_for_scenario(view: PlanView, answers: Sequence[str]) -> bool:
    """Whether all that an action answers are scenarios: then it is a contingency."""
    standing = view.context.standing
    return bool(answers) and all(isinstance(standing.current(ref), Scenario) for ref in answers)


def title_gaps(view: PlanView, answers: Sequence[str]) -> str:
    """What was chosen, by title."""
    return "; ".join(say_answered(view.context, ref) for ref in answers if ref != NONE)


def next_gap(view: PlanView) -> Want | None:
    """The first thing that nothing answers."""
    return next(iter(view.gaps), None)
