"""The plan on a screen: gaps first, then what answers what, every action with its reason, what to think of and type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sjtool.assess.actions import ActionState
from sjtool.assess.coverage import Want
from sjtool.assess.id_list import list_ids
from sjtool.assess.judging import LEVEL_WORDS
from sjtool.dates import day_words, days_between
from sjtool.model.enquiry import Reading
from sjtool.report.context import Context
from sjtool.report.page_one import say_unjudged
from sjtool.report.plan_view import PlanView
from sjtool.report.records import say_answered
from sjtool.report.wording import capitalise, say_code, say_list
from sjtool.text import cell_width, count_words, pad, wrap_text

COVERT = "covert action, held in the officer view"
UNSAID: Mapping[str, str] = {
    "enforcement": "how it is enforced",
    "suitability": "why it suits",
    "proportionality": "why it is proportionate (it restricts: Articles 2, 3 and 8)",
    "negative_consequences": "what harm it might do",
}
_MEANS = {"purpose": "What for", "proportionality": "Proportionate"}
_CONTINGENCY = {"purpose": "What is done", "enforcement": "Who hears first", "proportionality": "Proportionate"}
_PROMPTS: Mapping[str, tuple[str, str]] = {
    "constructive": ("Does the plan build anything up, or only restrict?", "--add --from constructive"),
    "identity": (
        "A factor of identity or travel raises concern: what is done beforehand?",
        "--add --from identity-actions",
    ),
    "target-profile": ("", "--add --from plan-prompts/target-profile"),
}
"""Words of ours where the menu of prompts has none, and what to type."""


def render_plan(view: PlanView, width: int) -> str:
    """The whole plan for one screen width."""
    lines = [*_head(view, width), ""]
    parts: tuple[tuple[str, Iterable[str]], ...] = (
        (f"Nothing answers ({len(view.gaps)})", gap_lines(view, width)),
        ("Answered", _covered(view, width)),
        (
            "Actions",
            (*_taken_over(view, width), *(x for state in view.actions for x in action_lines(view, state, width))),
        ),
        ("To think of", _prompts(view, width)),
        ("Next", _next(view, width)),
    )
    for title, rows in parts:
        found = list(rows)
        if found:
            lines += [title, *found, ""]
    return "\n".join(lines[:-1])


def _head(view: PlanView, width: int) -> Iterator[str]:
    context = view.context
    header, subject = context.loaded.case.header, context.standing.subject
    left = " · ".join(
        [
            header.case,
            *([context.standing.label(subject.id)] if subject else []),
            "risk management plan",
            *(["training case"] if header.training else []),
        ]
    )
    fits = cell_width(left) + cell_width(header.marking) < width
    yield from [pad(left, width - cell_width(header.marking)) + header.marking] if fits else [header.marking, left]
    final = context.final
    judged = f"judged: {LEVEL_WORDS.get(final.level or '', 'not said')}" if final else say_unjudged(context)
    running = sum(1 for state in view.actions if not state.is_ended)
    covert = sum(1 for state in view.overdue if state.is_covert)
    overdue = f"{len(view.overdue)} overdue{f' ({covert} of them covert)' if covert else ''}"
    counts = f"{count_words(len(view.actions), 'action')}: {overdue}, {running} running"
    yield from wrap_text(" · ".join(filter(None, [context.assessment, judged, counts])), width, "  ")


def gap_lines(view: PlanView, width: int) -> Iterator[str]:
    """What nothing answers, numbered."""
    if not view.wants:
        yield from wrap_text(
            "nothing is rated, and no scenario or follow-up recorded, that wants an answer", width, "  "
        )
    elif not view.gaps:
        yield "  nothing is left without an answer"
    for number, want in enumerate(view.gaps, 1):
        lacks = "no contingency" if want.kind == "scenario" else "no action since" if want.older else "no action"
        yield from wrap_text(f"{say_want(view.context, want)}: {lacks}", width, "      ", f"  {number:2}  ")
        yield from _older(view, want, width)
        yield from _follow_up(view.context, want, width)


def _older(view: PlanView, want: Want, width: int) -> Iterator[str]:
    """Actions that name what cannot wait and are older than its rating, with what to type where one still fits."""
    for state in want.older:
        how = f"{say_code(state.status)}, " if state.is_ended else ""
        lead = f"{state.action.id} is older ({how}recorded {day_words(_recorded_on(state))})"
        if state.is_ended:
            yield from wrap_text(f"{lead}: it answers nothing now.", width, "      ", "      ")
            continue
        yield from wrap_text(f"{lead}: confirm or replace it.", width, "      ", "      ")
        yield f"      sjtool plan {view.case} --update {state.action.id}"


def _recorded_on(state: ActionState) -> str:
    return state.action.at.date().isoformat() if state.action.at else ""


def say_want(context: Context, want: Want) -> str:
    """What wants an answer, in words: a factor with its label and day, a scenario, a follow-up."""
    if want.kind == "scenario":
        return capitalise(say_answered(context, want.record))
    if want.kind == "reading":
        return f"Follow-up of {say_answered(context, want.record)}"
    about = "" if "/" in want.ref else f", {context.standing.label(want.person)} ({want.record})"
    when = f", {day_words(want.held_on)}" if want.held_on else ""
    lead = "ACT NOW  " if want.kind == "act-now" else ""
    return f"{lead}{want.title}{about}: {want.label.lower()}{when}"


def _follow_up(context: Context, want: Want, width: int) -> Iterator[str]:
    """What the officer meant to do about it, as recorded with the reading."""
    record = context.standing.current(want.record)
    if isinstance(record, Reading) and record.follow_up:
        yield from wrap_text(" ".join(record.follow_up.split()), width, "      ", "      ")


def _covered(view: PlanView, width: int) -> Iterator[str]:
    for want in view.wants:
        if want.is_open:
            continue
        by = list_ids([state.action.id for state in want.by]) or "in the scenario's own words"
        yield from wrap_text(f"{say_want(view.context, want)}: {by}", width, "      ", "  ")
        yield from _follow_up(view.context, want, width)


def _taken_over(view: PlanView, width: int) -> Iterator[str]:
    """That a plan goes on under a review, once for all the actions of it."""
    if any(view.context.say_origin(state) for state in view.actions):
        told = "What is from an earlier assessment goes on in this plan until it is replaced, ended or withdrawn."
        yield from wrap_text(told, width, "  ")


def action_lines(view: PlanView, state: ActionState, width: int) -> Iterator[str]:
    """One action: how it stands, what for, what it answers, whose, by when, and what is not said."""
    action, context = state.action, view.context
    lead = "OVERDUE  " if state.is_overdue(context.built_on) else ""
    owner = context.who(action.owner) or "nobody named"
    if state.is_covert:
        yield from wrap_text(f"{lead}{action.id}  {COVERT}", width, "      ", "  ")
        yield from wrap_text(f"{owner}; {_due(view, state)}; {_status(context, state)}", width, "      ", "      ")
        return
    name = action.objective or say_code(action.kind) or "an action"
    yield from wrap_text(f"{lead}{action.id}  {' '.join(name.split())}", width, "      ", "  ")
    kind = f"{action.kind}. " if action.kind and action.objective else ""
    yield from wrap_text(f"{kind}{owner}; {_due(view, state)}; {_status(context, state)}", width, "      ", "      ")
    for line in (*_means(view, state), _reason(view, state), *_remarks(view, state)):
        yield from wrap_text(line, width, "      ", "      ")


def _means(view: PlanView, state: ActionState) -> Iterator[str]:
    """What is done, and why it asks no more than it must; of a contingency who does what, and who hears first.

    In full: whoever is on duty when something begins reads it here.
    """
    action = state.action
    labels = _CONTINGENCY if action.pillar == "contingency" else _MEANS
    for key, label in labels.items():
        words = " ".join((getattr(action, key) or "").split())
        if words and not (key == "purpose" and view.is_loose(state)):
            yield f"{label}: {words}"


def news_lines(context: Context, state: ActionState, width: int) -> Iterator[str]:
    """What was told of an action, the earliest first, as recorded."""
    for update in state.news:
        day = day_words(update.at.date().isoformat()) if update.at else "no date"
        words = " ".join((update.what_happened or "nothing said").split())
        told = f"{day}, {context.who(update.by) or 'nobody named'}: {say_code(update.status)}. {words}"
        yield from wrap_text(told, width, "        ", "      ")


def _due(view: PlanView, state: ActionState) -> str:
    action, today = state.action, view.context.built_on
    late = days_between(action.due_on, today) if state.is_overdue(today) else None
    since = f" ({count_words(late, 'day')} overdue)" if late else ""
    due = f"due {day_words(action.due_on)}{since}" if action.due_on else "no day"
    if not action.review_on:
        return due
    passed = " (passed)" if state.is_review_due(today) else ""
    looked = state.looked_at
    if looked and looked.at and not state.is_ended:
        passed = f" (looked at {day_words(looked.at.date().isoformat())})"
    return f"{due}, review {day_words(action.review_on)}{passed}"


def _status(context: Context, state: ActionState) -> str:
    if not state.is_ended:
        return say_code(state.status)
    checked = f"checked by {context.who(state.checked_by)}" if state.checked_by else "not checked by a supervisor"
    return f"{say_code(state.status)}, {checked}"


def _reason(view: PlanView, state: ActionState) -> str:
    """What it answers, by title; where that is nothing, what it is for."""
    if view.is_loose(state):
        purpose = " ".join((state.action.purpose or "").split())
        return f"Answers nothing that was assessed. {purpose}" if purpose else "Answers nothing, and gives no reason."
    named = dict.fromkeys(say_answered(view.context, word) for word in state.action.answers)
    return f"Answers {'; '.join(named)}."


def _remarks(view: PlanView, state: ActionState) -> Iterator[str]:
    origin = view.context.say_origin(state)
    if origin:
        yield f"{capitalise(origin)}."
    unsaid = [UNSAID[key] for key in state.unsaid]
    if unsaid and not state.is_ended:
        yield f"Not said: {say_list(unsaid)}."


def _prompts(view: PlanView, width: int) -> Iterator[str]:
    for prompt in view.prompts:
        ours, how = _PROMPTS.get(prompt, ("", ""))
        words = ours or view.titles.get(prompt, say_code(prompt))
        typed = f"sjtool plan {view.case} {how}" if how else f"sjtool sets show plan-prompts {prompt}"
        yield from wrap_text(words, width, "      ", "  ")
        yield f"      {typed}"


def _next(view: PlanView, width: int) -> Iterator[str]:
    plan = f"sjtool plan {view.case}"
    steps = []
    if view.gaps:
        steps.append(("answer what nothing answers yet", f"{plan} --add"))
    if view.overdue:
        steps.append(("say what became of what is overdue", f"{plan} --update {view.overdue[0].action.id}"))
    if view.unchecked:
        steps.append(("a supervisor looks at what ended", f"{plan} --check all"))
    steps.append(("what the case needs besides", f"sjtool next {view.case}"))
    for number, (what, command) in enumerate(steps, 1):
        lead = f"  {number}  {pad(what, 36)}"
        is_short = cell_width(lead) + 1 + cell_width(command) <= width
        yield from [f"{lead} {command}"] if is_short else [lead.rstrip(), f"     {command}"]
