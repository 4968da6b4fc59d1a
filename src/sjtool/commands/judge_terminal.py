"""The judgement at a terminal: definitions at hand, the tools only after the first level, then every departure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sjtool.ask.asker import Asker, Stop
from sjtool.ask.form import Back, Choice, Field
from sjtool.ask.typed_date import day_to_come
from sjtool.assess.judging import (
    CONSTRUCT_WORDS,
    LEVEL_MEANS,
    LEVEL_SOURCE,
    LEVEL_WORDS,
    LEVELS,
    Outcome,
    differs_across,
    find_differences,
    find_outcomes,
    find_unsaid,
)
from sjtool.assess.references import BASIS
from sjtool.commands.evidence_prompt import EvidenceDesk
from sjtool.commands.judge_overrides import OVERRIDE, ask_overrides
from sjtool.commands.live_forms import LiveForms
from sjtool.console import say, say_wrapped, screen_width
from sjtool.loader import Loaded
from sjtool.model.decision import Judgement
from sjtool.problem import Place
from sjtool.recording.drafting import Sheet, drop_empty
from sjtool.recording.override_rules import judgement_of
from sjtool.report.judging_text import render_tools
from sjtool.store.append import Draft, Later
from sjtool.store.unfinished import Unfinished

_HERE = Place("your answers")
FIRST, FINAL = "first", "final"
_KEYS = {"f2": ":back", "f9": ":quit"}
_LEVEL_CHOICES = tuple(Choice(level, LEVEL_WORDS[level], LEVEL_MEANS[level]) for level in LEVELS)
_HARM_CHOICES = (*_LEVEL_CHOICES, Choice("not-applicable", "does not apply"))
_CONFIDENCE = (Choice("low", "low"), Choice("moderate", "moderate"), Choice("high", "high"))
_LIKELIHOOD = tuple(Choice(level, LEVEL_WORDS[level]) for level in LEVELS)
_LIKELIHOOD_HELP = (
    "How likely further offending is, in your own judgement; predictors are compared with this, not with the level."
)
_HARMS = (
    ("harm_children", "children"),
    ("harm_known_adult", "a known adult"),
    ("harm_public", "the public"),
    ("harm_staff", "staff"),
    ("harm_prisoners", "prisoners"),
    ("harm_self", "self (kept apart from the others)"),
)
_STAY = Field(
    "stay",
    "Stay with your judgement, or revise it?",
    "choice",
    required=True,
    choices=(Choice("stay", "stay"), Choice("revise", "revise")),
    help="Revise asks every question again; Enter keeps what you said.",
)
_AGAINST = Field(
    "strongest_against",
    "What is the strongest evidence against your level, and why does it not prevail?",
    required=True,
    help="A reader of the summary finds this beside your level.",
)
_REVIEW = Field(
    "review_on",
    "When is it to be reviewed?",
    "date",
    required=True,
    help="A day that is still to come: 3 March, 3/3/2027, March 2027.",
    check=day_to_come,
)


def judgement_fields(needed: Collection[str] = ()) -> list[Field]:
    """What a judgement is asked for, first and final alike; those in `needed` cannot be passed over."""
    level_help = f"Definitions: {LEVEL_SOURCE}."
    whom_help = "Name the people or group: a level without whom protects nobody."
    why_help = "What weighs most, for and against, and how you weighed it."
    return [
        Field("level", "Overall level", "choice", required=True, choices=_LEVEL_CHOICES, help=level_help),
        Field(
            "likelihood",
            "Likelihood of reoffending",
            "choice",
            required=True,
            choices=_LIKELIHOOD,
            help=_LIKELIHOOD_HELP,
        ),
        Field("whom", "To whom", required=True, help=whom_help),
        Field("nature", "What might be done"),
        Field("imminence", "How soon"),
        Field("frequency", "How often"),
        Field("extent", "How much harm"),
        *(
            Field(key, f"Serious harm to {whom}", "choice", key in needed, _HARM_CHOICES, help=level_help)
            for key, whom in _HARMS
        ),
        Field("rationale", "Why", required=True, help=why_help),
        Field("confidence", "How confident are you?", "choice", choices=_CONFIDENCE),
        Field("limits", "What limits this judgement?"),
        Field("would_change", "What would change it?"),
    ]


def open_live(asker: Asker, loaded: Loaded, officer: str) -> LiveForms:
    """What this officer was typing of the judgement, kept by stage: `first`, `final`, `override/RESULT`.

    Another officer's words are not offered: a judgement is one's own.
    """
    assessment = loaded.standing.assessment
    name = f"judge-{loaded.standing.root(assessment.id) if assessment else ''}-{officer}"
    return LiveForms(asker, Unfinished(loaded.path, name), by=officer, keys=_KEYS)


def ask_first(live: LiveForms, loaded: Loaded, known: Sequence[Outcome]) -> Sheet:
    """The officer's own judgement, before anything a tool says is shown."""
    _say_left(live, FIRST)
    keys = live.ask(FIRST, judgement_fields())
    assessment = loaded.standing.assessment
    keys |= {
        "assessment": assessment.id if assessment else None,
        "stage": "first",
        "known_outcomes": [outcome.result.id for outcome in known],
    }
    return Sheet(Draft("judgement", drop_empty(keys)), _HERE)


def _say_left(live: LiveForms, *places: str) -> None:
    """Say that something was typed before and not recorded."""
    if any(live.left(place) for place in places):
        say_wrapped("Left unfinished: what you had typed stands as the answer to each question.")


def say_tools(loaded: Loaded) -> None:
    """Now the tools, each beside the officer's own word on the same question."""
    say()
    say("Now the tools:")
    for line in render_tools(loaded, as_json=False, width=screen_width()).split("\n"):
        say(line)
    say()


def ask_final(live: LiveForms, loaded: Loaded) -> list[Sheet]:
    """Stay or revise, the strongest evidence against, then every override. The drafts come back together.

    `:back` leads from the overrides to the level, so that an officer may change their mind to the end.
    """
    first = loaded.standing.judgement("first")
    if first is None:
        raise Stop
    outcomes = find_outcomes(loaded.standing, loaded.passports)
    given = _kept(first)
    said: dict[str, dict[str, Any]] = {}
    evidence = EvidenceDesk(loaded, live, OVERRIDE, BASIS | {"rating"})
    _say_left(live, FINAL, *(f"{OVERRIDE}/{outcome.result.id}" for outcome in outcomes))
    while True:
        given = _ask_level(live, given, outcomes)
        differences = find_differences(loaded.standing, judgement_of(given), outcomes)
        try:
            ask_overrides(live, differences, said, evidence)
        except Back:
            continue
        return _drafts(loaded, given, [said[d.outcome.result.id] for d in differences], evidence)


def _kept(first: Judgement) -> dict[str, Any]:
    gone = {"id", "at", "by", "salt", "chain", "supersedes", "reason", "assessment", "stage", "overrides"}
    kept = first.model_dump(exclude=gone, exclude_none=True)
    return {**kept, "known_outcomes": list(first.known_outcomes)}


def _ask_level(live: LiveForms, given: dict[str, Any], outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The level as it stays or is revised, with what it must face. What was said before stands as the default."""
    while True:
        stays = live.ask(FINAL, [_STAY])["stay"] == "stay"
        unsaid = {outcome.construct for outcome in find_unsaid(judgement_of(given), outcomes)}
        revised = [field for field in judgement_fields(unsaid) if not stays or field.key in unsaid]
        try:
            given = live.ask(FINAL, [*revised, _REVIEW, _AGAINST], given, may_leave=True)
            across = differs_across(judgement_of(given), outcomes)
            if not across:
                return {key: value for key, value in given.items() if key != "reconciliation"}
            return live.ask(FINAL, [_reconciliation(given["level"], across)], given, may_leave=True)
        except Back:
            continue


def _reconciliation(level: str, across: Sequence[Outcome]) -> Field:
    """One sentence where a tool on another question uses another word than the overall level."""
    names = "; ".join(f"{o.short}: {LEVEL_WORDS[o.level or 'low']} on {CONSTRUCT_WORDS[o.construct]}" for o in across)
    help_text = f"{names}. You: {LEVEL_WORDS[level]} overall. A reader must see how the two go together."
    prompt = (
        f"{names}.\nYou say {LEVEL_WORDS[level]} overall, which is another question. One sentence that reconciles them"
    )
    return Field("reconciliation", prompt, required=True, help=help_text)


def _drafts(
    loaded: Loaded, given: dict[str, Any], overrides: Sequence[dict[str, Any]], evidence: EvidenceDesk
) -> list[Sheet]:
    """Evidence made on the way, the final judgement, and an override for each difference, or "none" said explicitly."""
    assessment = loaded.standing.assessment
    at = len(evidence.made)
    keys = {
        **given,
        "assessment": assessment.id if assessment else None,
        "stage": "final",
        "overrides": [Later(at + 1 + n) for n in range(len(overrides))] if overrides else "none",
    }
    drafts = [*evidence.made, Draft("judgement", drop_empty(keys))]
    drafts += [Draft("override", drop_empty({**typed, "judgement": Later(at)})) for typed in overrides]
    return [Sheet(draft, _HERE) for draft in drafts]
