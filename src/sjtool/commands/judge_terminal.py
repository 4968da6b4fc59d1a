"""The judgement at a terminal: definitions at hand, the tools only after the first level, then every departure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sjtool.ask.asker import Asker, Stop
from sjtool.ask.form import Back, Choice, Field, ask_form
from sjtool.assess.judging import (
    CONSTRUCT_WORDS,
    LEVEL_MEANS,
    LEVEL_SOURCE,
    LEVEL_WORDS,
    LEVELS,
    Difference,
    Outcome,
    differs_across,
    find_differences,
    find_outcomes,
    find_unsaid,
)
from sjtool.assess.references import BASIS
from sjtool.commands.evidence_prompt import EvidenceDesk
from sjtool.console import say, say_wrapped, screen_width
from sjtool.loader import Loaded
from sjtool.model.decision import Judgement
from sjtool.problem import Place
from sjtool.recording.drafting import Sheet, drop_empty
from sjtool.recording.override_rules import judgement_of, override_keys
from sjtool.report.judging_text import render_tools
from sjtool.store.append import Draft, Later

_HERE = Place("your answers")
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
_REVIEW = Field("review_on", "When is it to be reviewed?", "date", required=True)


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


def ask_first(asker: Asker, loaded: Loaded, known: Sequence[Outcome]) -> Sheet:
    """The officer's own judgement, before anything a tool says is shown."""
    keys = ask_form(asker, judgement_fields())
    assessment = loaded.standing.assessment
    keys |= {
        "assessment": assessment.id if assessment else None,
        "stage": "first",
        "known_outcomes": [outcome.result.id for outcome in known],
    }
    return Sheet(Draft("judgement", drop_empty(keys)), _HERE)


def say_tools(loaded: Loaded) -> None:
    """Now the tools, each beside the officer's own word on the same question."""
    say()
    say("Now the tools:")
    for line in render_tools(loaded, as_json=False, width=screen_width()).split("\n"):
        say(line)
    say()


def ask_final(asker: Asker, loaded: Loaded) -> list[Sheet]:
    """Stay or revise, the strongest evidence against, then every override. The drafts come back together.

    `:back` leads from the overrides to the level, so that an officer may change their mind to the end.
    """
    first = loaded.standing.judgement("first")
    if first is None:
        raise Stop
    outcomes = find_outcomes(loaded.standing, loaded.passports)
    given = _kept(first)
    said: dict[str, dict[str, Any]] = {}
    evidence = EvidenceDesk(loaded, BASIS | {"rating"})
    while True:
        given = _ask_level(asker, given, outcomes)
        differences = find_differences(loaded.standing, judgement_of(given), outcomes)
        try:
            _ask_overrides(asker, differences, said, evidence)
        except Back:
            continue
        return _drafts(loaded, given, [said[d.outcome.result.id] for d in differences], evidence)


def _kept(first: Judgement) -> dict[str, Any]:
    gone = {"id", "at", "by", "salt", "chain", "supersedes", "reason", "assessment", "stage", "overrides"}
    kept = first.model_dump(exclude=gone, exclude_none=True)
    return {**kept, "known_outcomes": list(first.known_outcomes)}


def _ask_level(asker: Asker, given: dict[str, Any], outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The level as it stays or is revised, with what it must face. What was said before stands as the default."""
    while True:
        stays = ask_form(asker, [_STAY])["stay"] == "stay"
        unsaid = {outcome.construct for outcome in find_unsaid(judgement_of(given), outcomes)}
        revised = [field for field in judgement_fields(unsaid) if not stays or field.key in unsaid]
        try:
            given = ask_form(asker, [*revised, _REVIEW, _AGAINST], given, may_leave=True)
            across = differs_across(judgement_of(given), outcomes)
            if not across:
                return {key: value for key, value in given.items() if key != "reconciliation"}
            return ask_form(asker, [_reconciliation(given["level"], across)], given, may_leave=True)
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


def _ask_overrides(
    asker: Asker, differences: Sequence[Difference], said: dict[str, dict[str, Any]], evidence: EvidenceDesk
) -> None:
    """An override for each difference into `said`, by tool result; "none" said explicitly where there is none."""
    if not differences:
        _ask_none(asker)
    at = 0
    while at < len(differences):
        difference = differences[at]
        result = difference.outcome.result.id
        try:
            typed = _ask_override(asker, difference, evidence, said.get(result, {}))
        except Back:
            if at == 0:
                raise
            at -= 1
            continue
        said[result] = typed | override_keys(difference)
        at += 1


def _ask_none(asker: Asker) -> None:
    prompt = "No tool differs from your judgement on its own question. Record that no override is made?"
    needed = "It is recorded so that silence cannot be taken for it.  y to record, :back to change the level, :quit"
    said = Field("none", prompt, "yes_no", required=True, check=lambda value: "" if value else needed)
    ask_form(asker, [said], may_leave=True)


def _ask_override(
    asker: Asker, difference: Difference, evidence: EvidenceDesk, before: dict[str, Any]
) -> dict[str, Any]:
    """Why the judgement departs from one outcome. Raises Back at its first question."""
    said = LEVEL_WORDS.get(difference.outcome.level or "", "")
    say()
    say_wrapped(
        f"{difference.outcome.short} said {said}; you decided {LEVEL_WORDS[difference.decided]} on "
        f"{CONSTRUCT_WORDS[difference.outcome.construct]} ({difference.direction})."
    )
    downward = difference.direction == "downward"
    if downward:
        say_wrapped("Judging lower than a tool needs the protective evidence by name, and a countersignature.")
    justify = "What entitles you to: training, knowledge of the person, what the tool cannot see?"
    return ask_form(
        asker,
        [
            Field("rationale", "Rationale: why do you depart from it?", required=True),
            Field("justification", f"Justification. {justify}", required=True),
            evidence.field("evidence", "On what evidence?"),
            evidence.field("protective_evidence", "Which protective evidence outweighs it?", lambda _a: downward),
            Field("mitigation", "What is done about the risk the tool points at?", required=True),
            Field("agreed_by", "Who agreed?", "line"),
            Field("review_on", "When is this override looked at again?", "date", required=True),
        ],
        before,
        may_leave=True,
    )


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
