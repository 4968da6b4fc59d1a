"""The judgement at a terminal: definitions at hand, the tools only after the first level, then every departure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sjtool.ask.asker import Asker, Stop
from sjtool.ask.form import Choice, Field, ask_field, ask_form
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
)
from sjtool.commands.evidence_prompt import ask_evidence
from sjtool.console import say, say_wrapped
from sjtool.drafting import Sheet, drop_empty
from sjtool.judgement_rules import judgement_of, override_keys
from sjtool.loader import Loaded
from sjtool.model.decision import Judgement
from sjtool.problem import Place
from sjtool.report.judging_text import render_tools
from sjtool.store.append import Draft, Later

_HERE = Place("your answers")
_LEVEL_CHOICES = tuple(Choice(level, LEVEL_WORDS[level], LEVEL_MEANS[level]) for level in LEVELS)
_HARM_CHOICES = (*_LEVEL_CHOICES, Choice("not-applicable", "does not apply"))
_CONFIDENCE = (Choice("low", "low"), Choice("moderate", "moderate"), Choice("high", "high"))
_LIKELIHOOD_HELP = "How likely further offending is, in your own judgement; predictors are compared with this, not with the level."


def judgement_fields(*, final: bool) -> list[Field]:
    """What a judgement is asked for; the final one also faces the strongest evidence against it."""
    fields = [
        Field("level", "Overall level", "choice", required=True, choices=_LEVEL_CHOICES, help=f"Definitions: {LEVEL_SOURCE}."),
        Field("likelihood", "Likelihood of reoffending", "choice", required=True, choices=_LEVEL_CHOICES, help=_LIKELIHOOD_HELP),
        Field("whom", "To whom", required=True, help="Name the people or group: a level without whom protects nobody."),
        Field("nature", "What might be done"),
        Field("imminence", "How soon"),
        Field("frequency", "How often"),
        Field("extent", "How much harm"),
    ]
    fields += [
        Field(key, f"Risk of serious harm: {words}", "choice", choices=_HARM_CHOICES)
        for key, words in (
            ("harm_children", "children"),
            ("harm_known_adult", "a known adult"),
            ("harm_public", "the public"),
            ("harm_staff", "staff"),
            ("harm_prisoners", "prisoners"),
            ("harm_self", "self (kept apart from the others)"),
        )
    ]
    fields += [
        Field("rationale", "Why", required=True, help="What weighs most, for and against, and how you weighed it."),
        Field("confidence", "How confident are you?", "choice", choices=_CONFIDENCE),
        Field("limits", "What limits this judgement?"),
        Field("would_change", "What would change it?"),
    ]
    if final:
        fields.append(Field("review_on", "When is it to be reviewed?", "date", required=True))
    return fields


def ask_first(asker: Asker, loaded: Loaded, known: Sequence[Outcome]) -> Sheet:
    """The officer's own judgement, before anything a tool says is shown."""
    keys = ask_form(asker, judgement_fields(final=False))
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
    for line in render_tools(loaded, as_json=False).split("\n"):
        say(line)


def ask_final(asker: Asker, loaded: Loaded) -> list[Sheet]:
    """Stay or revise, the strongest evidence against, then every override. The drafts come back together."""
    first = loaded.standing.judgement("first")
    if first is None:
        raise Stop
    kept = _kept(first)
    stay = Field(
        "stay",
        "Stay with your level, or revise it?",
        "choice",
        required=True,
        choices=(Choice("stay", "stay"), Choice("revise", "revise")),
    )
    keys = dict(kept)
    if ask_field(asker, stay) == "revise":
        keys = ask_form(asker, judgement_fields(final=True))
    else:
        keys |= ask_form(asker, [judgement_fields(final=True)[-1]])
    against = Field("strongest_against", "What is the strongest evidence against your level, and why does it not prevail?", required=True)
    keys |= ask_form(asker, [against])
    outcomes = find_outcomes(loaded.standing, loaded.passports)
    judgement = judgement_of(keys)
    across = differs_across(judgement, outcomes)
    if across:
        names = "; ".join(f"{o.title} says {LEVEL_WORDS[o.level or 'low']} on {CONSTRUCT_WORDS[o.construct]}" for o in across)
        say_wrapped(f"{names}. You say {LEVEL_WORDS[judgement.level or 'low']} overall. These are different questions.")
        keys |= ask_form(asker, [Field("reconciliation", "One sentence that reconciles them", required=True)])
    return _with_overrides(asker, loaded, keys, find_differences(loaded.standing, judgement, outcomes))


def _kept(first: Judgement) -> dict[str, Any]:
    gone = {"id", "at", "by", "salt", "chain", "supersedes", "reason", "assessment", "stage", "overrides"}
    kept = first.model_dump(exclude=gone, exclude_none=True)
    return {**kept, "known_outcomes": list(first.known_outcomes)}


def _with_overrides(asker: Asker, loaded: Loaded, keys: dict[str, Any], differences: Sequence[Difference]) -> list[Sheet]:
    """The final judgement with an override for each difference, or with "none" said explicitly."""
    assessment = loaded.standing.assessment
    keys |= {"assessment": assessment.id if assessment else None, "stage": "final"}
    made: list[Draft] = []
    overrides: list[dict[str, Any]] = []
    for difference in differences:
        typed, evidence = ask_override(asker, loaded, difference, len(made))
        made += evidence
        overrides.append(typed)
    if not differences:
        said = Field("none", "No tool differs from your judgement on its own question. Record that no override is made?", "yes_no", required=True)
        if not ask_field(asker, said):
            raise Stop
    at = len(made)
    keys["overrides"] = [Later(at + 1 + n) for n in range(len(overrides))] if overrides else "none"
    drafts = [*made, Draft("judgement", drop_empty(keys))]
    drafts += [Draft("override", drop_empty({**typed, "judgement": Later(at)})) for typed in overrides]
    return [Sheet(draft, _HERE) for draft in drafts]


def ask_override(
    asker: Asker, loaded: Loaded, difference: Difference, offset: int
) -> tuple[dict[str, Any], list[Draft]]:
    """Why the judgement departs from one outcome; `offset` drafts stand before those made here."""
    said = LEVEL_WORDS.get(difference.outcome.level or "", "")
    say()
    say_wrapped(
        f"{difference.outcome.title} said {said}; you decided {LEVEL_WORDS[difference.decided]} on "
        f"{CONSTRUCT_WORDS[difference.outcome.construct]} ({difference.direction})."
    )
    keys = override_keys(difference)
    keys |= ask_form(
        asker,
        [
            Field("rationale", "Rationale: why do you depart from it?", required=True),
            Field("justification", "Justification: what entitles you to (training, knowledge of the person, what the tool cannot see)?", required=True),
        ],
    )
    keys["evidence"], made = ask_evidence(asker, loaded, "On what evidence?")
    if difference.direction == "downward":
        say_wrapped("Judging lower than a tool needs the protective evidence by name, and a countersignature.")
        keys["protective_evidence"], more = ask_evidence(asker, loaded, "Which protective evidence outweighs it?")
        keys["protective_evidence"] = _shifted(keys["protective_evidence"], len(made))
        made += more
    keys |= ask_form(
        asker,
        [
            Field("mitigation", "What is done about the risk the tool points at?", required=True),
            Field("agreed_by", "Who agreed?", "line"),
            Field("review_on", "When is this override looked at again?", "date", required=True),
        ],
    )
    for key in ("evidence", "protective_evidence"):
        keys[key] = _shifted(keys.get(key, []), offset)
    return keys, made


def _shifted(ids: list[object], by: int) -> list[object]:
    return [Later(part.index + by) if isinstance(part, Later) else part for part in ids]
