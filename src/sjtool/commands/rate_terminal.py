"""Rate a sheet at a terminal: the factor, its anchors and its history on the screen; each rating saved at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sjtool import clock
from sjtool.ask.asker import Asker
from sjtool.ask.form import Back, Choice, Field, ask_field, ask_form
from sjtool.assess.ratings import FactorView
from sjtool.commands.desk import Desk
from sjtool.commands.evidence_prompt import ask_evidence
from sjtool.console import say, say_wrapped
from sjtool.drafting import Sheet, check_sheets, drop_empty
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded
from sjtool.model.appraisal import Rating
from sjtool.model.template import FactorSet
from sjtool.problem import Place
from sjtool.rating_rules import NOTHING_SEEN, find_rating_problems
from sjtool.status import ExitStatus
from sjtool.store.append import Draft, Later, Ledger, repoint

_UNCHANGED = "="


def rate_at_terminal(
    desk: Desk, loaded: Loaded, factors: FactorSet, ref: str, views: Sequence[FactorView]
) -> ExitStatus:
    """Go through the factors; `:back` returns to the factor before, `:skip` leaves one unrated for now."""
    asker = desk.asker
    ledger = Ledger(loaded.path)
    say_wrapped(f"{factors.set.title}. {factors.set.not_this}")
    say("? shows what each label looks like · :why · :skip · :back · :quit")
    pins = desk.pins(loaded, ref)
    at = 0
    while at < len(views):
        view = views[at]
        say()
        say_wrapped(f"{at + 1} of {len(views)}   {view.factor.title}")
        _say_history(view)
        try:
            with desk.keeping(loaded.path):
                drafts = _ask_rating(asker, loaded, factors, view)
        except Back:
            at = max(0, at - 1)
            continue
        if drafts:
            moved = {n: Later(n + len(pins)) for n in range(len(drafts))}
            saved = desk.append(loaded.path, [*pins, *(repoint(d, moved) for d in drafts)], ledger)
            pins = []
            say(f"saved {saved[-1].id}")
            _say_act_now(view, saved[-1])
        at += 1
    return ExitStatus.OK


def _say_history(view: FactorView) -> None:
    """Every earlier rating, oldest first: the average over time said more than the last value (DOMAIN 2.3)."""
    if view.ratings:
        said = " · ".join(f"{r.held_on or 'undated'} {view.title_of(r.recent)}" for r in view.ratings)
        say_wrapped(f"so far: {said}", "  ")


def _ask_rating(asker: Asker, loaded: Loaded, factors: FactorSet, view: FactorView) -> list[Draft]:
    """The drafts of one rating, evidence made on the way included; nothing where it was skipped."""
    carry = factors.set.carry_forward and view.latest is not None
    recent = _ask_label(asker, view, "How is it now?" if "past" in factors.set.periods else "What was seen?", carry=carry)
    if recent is None:
        return []
    if recent == _UNCHANGED and view.latest:
        return [Draft("rating", _carried(loaded, view.latest))]
    keys: dict[str, Any] = {"recent": recent}
    past = _ask_label(asker, view, "And in the past?", carry=False) if "past" in factors.set.periods else None
    keys |= ask_form(asker, _fields(factors), {"past": past} if past else {})
    made: list[Draft] = []
    while not made and not keys.get("evidence"):
        if not {recent, past} - NOTHING_SEEN - {None}:
            break
        keys["evidence"], made = ask_evidence(asker, loaded, "What does it rest on?")
    standing = loaded.standing
    keys |= {
        "assessment": standing.assessment.id if standing.assessment else None,
        "factor": view.ref,
        "person": view.person,
        "held_on": clock.today().isoformat(),
    }
    draft = Draft("rating", drop_empty(keys))
    sheet = Sheet(draft, Place("your answers"))
    problems = list(find_rating_problems(sheet, factors, view.factor))
    if problems:
        raise SjtoolError(problems)
    check_sheets(loaded.case, [*(Sheet(d, Place("your answers")) for d in made), sheet])
    return [*made, draft]


def _ask_label(asker: Asker, view: FactorView, prompt: str, *, carry: bool) -> str | None:
    """A label of the scale; "?" shows the anchors of this factor, ":skip" leaves it, "=" carries the last one on."""
    choices = tuple(Choice(label.id, label.title, view.factor.anchors.get(label.id, "")) for label in view.scale.label)
    extra = (Choice(_UNCHANGED, "unchanged: the rating, its reasons and evidence as last time"),) if carry else ()
    skip = (Choice(":skip", ":skip"), Choice(":why", ":why"))
    this = Field("label", prompt, "choice", required=True, choices=(*choices, *extra), help=view.factor.caution or "")
    while True:
        asked = Field(this.key, this.prompt, "choice", required=True, choices=(*this.choices, *skip), help=this.help)
        said = ask_field(asker, asked)
        if said == ":why":
            say_wrapped(view.factor.why, "  ")
            for sign in view.factor.look_for:
                say_wrapped(f"look for: {sign}", "    ")
            say_wrapped(f"source: {view.factor.source}, {view.factor.pinpoint}", "  ")
            continue
        return None if said == ":skip" else str(said)


def _fields(factors: FactorSet) -> list[Field]:
    directions = tuple(Choice(word, word) for word in factors.set.directions)
    return [
        Field("direction", "Which way is it going?", "choice", choices=directions),
        Field("rationale", "Why this rating?", required=True, help="What you saw or were told, and how you weighed it."),
        Field("relevance", "Why does it matter for this person?"),
        Field("would_change", "What would change this rating?"),
    ]


def _carried(loaded: Loaded, latest: Rating) -> dict[str, Any]:
    """The last rating again, for this assessment and today; its reasons and evidence stay with it."""
    kept = latest.model_dump(exclude={"id", "at", "by", "salt", "chain", "supersedes", "reason"}, exclude_none=True)
    assessment = loaded.standing.assessment
    return drop_empty(
        {**kept, "evidence": list(latest.evidence), "assessment": assessment.id if assessment else None, "held_on": clock.today().isoformat()}
    )


def _say_act_now(view: FactorView, saved: object) -> None:
    if view.factor.act_now and getattr(saved, "recent", "") == "act-now":
        say_wrapped(f"ACT NOW: {view.factor.act_now}")
