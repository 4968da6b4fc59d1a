"""Rate a sheet at a terminal: the factor, its anchors and its history on the screen; each rating saved at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sjtool import clock
from sjtool.ask.asker import Asker
from sjtool.ask.form import Back, Choice, Field, ask_field, ask_form
from sjtool.assess.ratings import FactorView, needs_evidence, view_sheet
from sjtool.commands.desk import Desk
from sjtool.commands.evidence_prompt import EvidenceDesk
from sjtool.console import say, say_wrapped
from sjtool.dates import day_words
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded, load_sound
from sjtool.model.appraisal import Rating
from sjtool.model.record import Record
from sjtool.model.template import Factor, FactorSet
from sjtool.problem import Place
from sjtool.recording.drafting import Sheet, check_sheets, drop_empty
from sjtool.recording.rating_rules import find_rating_problems
from sjtool.status import ExitStatus
from sjtool.store.append import Draft, Later, Ledger, repoint
from sjtool.text import count_words

_UNCHANGED, _SKIP, _WHY, _NOTES = "=", ":skip", ":why", ":notes"
_HERE = Place("your answers")


def rate_at_terminal(
    desk: Desk, loaded: Loaded, factors: FactorSet, ref: str, by_person: Sequence[Sequence[FactorView]]
) -> ExitStatus:
    """Go through the factors, one person after the other; `:back` returns to the factor before, `:skip` leaves one."""
    ledger = Ledger(loaded.path)
    say_wrapped(f"{factors.set.title}. {factors.set.not_this}")
    notes = " · :notes" if factors.set.notes else ""
    say(f"? what each label looks like · :why{notes} · :skip · :back · :quit")
    for views in by_person:
        loaded = _rate_person(desk, loaded, ledger, factors, ref, views)
    return ExitStatus.OK


def _rate_person(
    desk: Desk, loaded: Loaded, ledger: Ledger, factors: FactorSet, ref: str, wanted: Sequence[FactorView]
) -> Loaded:
    """Every wanted factor for one person; the case as it is afterwards."""
    person, names = wanted[0].person, [view.factor.id for view in wanted]
    subject = loaded.standing.subject
    if subject is None or person != subject.id:
        say()
        say_wrapped(f"About {loaded.standing.label(person)}: {count_words(len(names), 'factor')}")
    at, group = 0, ""
    last: Rating | None = None
    while at < len(names):
        view = next(v for v in view_sheet(loaded.standing, factors, ref, person) if v.factor.id == names[at])
        if view.factor.group and view.factor.group != group:
            group = view.factor.group
            _say_group(factors, group)
        say()
        say_wrapped(f"{at + 1} of {len(names)}   {view.factor.title}")
        _say_history(view)
        try:
            with desk.keeping(loaded.path, factor=view.factor.id):
                drafts = _ask_rating(desk.asker, loaded, factors, view, last)
        except Back:
            at = max(0, at - 1)
            continue
        if drafts:
            last = _save(desk, loaded, ledger, view, drafts)
            loaded = load_sound(loaded.path, desk.library)
        at += 1
    return loaded


def _say_group(factors: FactorSet, group_id: str) -> None:
    """A heading of the source, and what it says of all under it."""
    group = next(known for known in factors.group if known.id == group_id)
    say()
    say_wrapped(f"-- {group.title}")
    if group.note:
        say_wrapped(group.note, "   ")


def _save(desk: Desk, loaded: Loaded, ledger: Ledger, view: FactorView, drafts: Sequence[Draft]) -> Rating | None:
    """Append a rating and what it brought along; say at once where it cannot wait."""
    pins = desk.pins(loaded, view.ref.partition("/")[0])
    moved = {n: Later(n + len(pins)) for n in range(len(drafts))}
    *others, rating = desk.append(loaded.path, [*pins, *(repoint(d, moved) for d in drafts)], ledger)
    made = [record.id for record in others[len(pins) :]]
    say(f"saved {' '.join([rating.id, *made])}")
    _say_act_now(view, rating)
    return rating if isinstance(rating, Rating) else None


def _say_history(view: FactorView) -> None:
    """Every earlier rating, oldest first: the average over time said more than the last value (DOMAIN 2.3)."""
    if view.ratings:
        said = [f"{view.title_of(r.recent)} ({day_words(r.held_on) or 'undated'})" for r in view.ratings]
        say_wrapped(f"so far: {', then '.join(said)}", "  ")


def _ask_rating(asker: Asker, loaded: Loaded, factors: FactorSet, view: FactorView, last: Rating | None) -> list[Draft]:
    """The drafts of one rating, evidence made on the way first; nothing where it was skipped. Raises Back or Stop."""
    evidence = EvidenceDesk(loaded)
    quiet = last is not None and not view.scale.is_graded and not needs_evidence(view.factor, last.recent)
    same = last if quiet else None
    keys = ask_form(asker, _fields(factors, view, evidence, same), may_leave=True)
    if keys["recent"] == _SKIP:
        return []
    if keys["recent"] == _UNCHANGED and view.latest:
        return [Draft("rating", _carried(loaded, view.latest))]
    standing = loaded.standing
    keys |= {
        "assessment": standing.assessment.id if standing.assessment else None,
        "factor": view.ref,
        "person": view.person,
        "held_on": clock.today().isoformat(),
    }
    sheet = Sheet(Draft("rating", drop_empty(keys)), _HERE)
    problems = list(find_rating_problems(sheet, factors, view.factor))
    if problems:
        raise SjtoolError(problems)
    check_sheets(loaded.case, [*(Sheet(draft, _HERE) for draft in evidence.made), sheet])
    return [*evidence.made, sheet.draft]


def _fields(factors: FactorSet, view: FactorView, evidence: EvidenceDesk, same: Rating | None) -> list[Field]:
    """The label, why, on what evidence, and where it is going. What was not seen is asked less of.

    Where a sheet only says whether a thing is there, a label just given that says nothing was found, or that it is not
    known, offers its reasons again (`same`): "not asked yet" is the same for many signs, what was seen never is.
    """
    may_carry = factors.set.carry_forward and view.latest is not None
    has_past = "past" in factors.set.periods
    now = "How is it now?" if has_past else "What was seen?" if not factors.set.carry_forward else "Which is it?"
    notes = factors.set.notes
    fields = [_label_field("recent", now, view, notes, may_carry=may_carry)]
    if has_past:
        fields.append(_label_field("past", "And in the past?", view, notes, wanted=_is_rated))
    says_something = partial(_says_something, view.factor)
    for before in (same, None) if same else (None,):
        fields += [
            Field(
                "rationale",
                view.factor.describe or "Why this rating?",
                required=True,
                default=(before.rationale or "") if before else "",
                help="What you saw or were told, and how you weighed it.",
                wanted=partial(_is_like, same, before, _is_rated),
            ),
            evidence.field(
                "evidence",
                "What does it rest on?",
                wanted=partial(_is_like, same, before, says_something),
                default=before.evidence if before else (),
            ),
        ]
    if factors.set.directions:
        directions = tuple(Choice(word, word) for word in factors.set.directions)
        fields.append(Field("direction", "Which way is it going?", "choice", choices=directions, wanted=_is_rated))
    return [
        *fields,
        Field("relevance", "Why does it matter for this person?", wanted=says_something),
        Field("would_change", "What would change this rating?", wanted=says_something),
    ]


def _is_like(
    same: Rating | None, before: Rating | None, wanted: Callable[[dict[str, Any]], bool], answers: dict[str, Any]
) -> bool:
    """Whether to ask this field: the one with the last reasons where the label is the last one, else the bare one."""
    repeats = same is not None and answers.get("recent") == same.recent
    return wanted(answers) and repeats is (before is not None)


def _is_rated(answers: dict[str, Any]) -> bool:
    return answers.get("recent") not in {_SKIP, _UNCHANGED}


def _says_something(factor: Factor, answers: dict[str, Any]) -> bool:
    """Whether a label says more than that nothing was seen, or that too little is known."""
    return _is_rated(answers) and needs_evidence(factor, answers.get("recent"), answers.get("past"))


def _label_field(
    key: str, prompt: str, view: FactorView, notes: Sequence[str], *, may_carry: bool = False, **more: Any
) -> Field:
    """A label of the scale; `?` shows the anchors of this factor."""
    choices = tuple(
        Choice(label.id, label.title, view.factor.anchors.get(label.id, label.means)) for label in view.scale.label
    )
    asked = f"{prompt}  (= as last time, with its reasons and evidence)" if may_carry else prompt
    words = (_WHY, _NOTES, *((_SKIP,) if key == "recent" else ()), *((_UNCHANGED,) if may_carry else ()))

    def ask(asker: Asker, this: Field, before: object) -> str:
        from dataclasses import replace

        while True:
            said = str(ask_field(asker, replace(this, default=str(before or ""))))
            if said == _WHY:
                _say_why(view)
            elif said == _NOTES:
                for note in notes:
                    say_wrapped(note, "  ")
            else:
                return said

    help_text = view.factor.caution or ""
    return Field(key, asked, "choice", required=True, choices=choices, help=help_text, words=words, ask=ask, **more)


def _say_why(view: FactorView) -> None:
    say_wrapped(view.factor.why, "  ")
    for sign in view.factor.look_for:
        say_wrapped(f"look for: {sign}", "    ")
    say_wrapped(f"source: {view.factor.source}, {view.factor.pinpoint}", "  ")


def _carried(loaded: Loaded, latest: Rating) -> dict[str, Any]:
    """The last rating again, for this assessment and today; its reasons and evidence stay with it."""
    kept = latest.model_dump(exclude={"id", "at", "by", "salt", "chain", "supersedes", "reason"}, exclude_none=True)
    open_one = loaded.standing.assessment
    now = {"assessment": open_one.id if open_one else None, "held_on": clock.today().isoformat()}
    return drop_empty({**kept, "evidence": list(latest.evidence), **now})


def _say_act_now(view: FactorView, saved: Record) -> None:
    if view.factor.act_now and getattr(saved, "recent", "") == "act-now":
        say_wrapped(f"ACT NOW: {view.factor.act_now}")
