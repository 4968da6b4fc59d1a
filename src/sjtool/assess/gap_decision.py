"""Gaps in deciding: formulation, judgement, overrides, plan, review, and the legal footing."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.actions import ActionState, find_actions, find_plan, is_own
from sjtool.assess.coverage import find_answering, wants_answer
from sjtool.assess.gap import Gap, Lens, Rule
from sjtool.assess.id_list import list_ids
from sjtool.assess.judging import CONSTRUCT_WORDS, differs_across, find_differences
from sjtool.assess.signing import find_signing
from sjtool.model.appraisal import Formulation, Scenario
from sjtool.model.decision import Judgement, Override
from sjtool.model.people import Governance

_HARMS = ("harm_public", "harm_prisoners", "harm_known_adult", "harm_children", "harm_staff", "harm_self")
_FINAL_KEYS = {
    "level": "the level",
    "whom": "to whom",
    "rationale": "the reasons",
    "strongest_against": "the strongest evidence against the judgement",
    "confidence": "how confident the officer is",
    "limits": "the limits of the judgement",
    "would_change": "what would change the judgement",
}
_FEWEST_SCENARIOS = 2


def find_formulation_gaps(lens: Lens) -> Iterator[Gap]:
    """The short account, and the ways it could go."""
    standing = lens.standing
    if not any(standing.same(f.assessment, lens.assessment) for f in standing.of(Formulation)):
        text = "Not recorded: a formulation (what, why, why now, what protects)."
        yield Gap("no-formulation", 9, text, lens.command("add CASE formulation"))
    kinds = [s.kind for s in standing.of(Scenario) if standing.same(s.assessment, lens.assessment)]
    add = lens.command("add CASE scenario")
    if not kinds:
        yield Gap("no-scenarios", 9, "Not recorded: scenarios of how things could go.", add)
    elif len(kinds) < _FEWEST_SCENARIOS or set(kinds) == {"repeat"}:
        text = "Not recorded: a second scenario, one of them other than a repeat."
        yield Gap("few-scenarios", 9, text, add)


def find_judgement_gaps(lens: Lens) -> Iterator[Gap]:
    """The first and the final judgement, and what a final one must say."""
    judge, final = lens.command("judge CASE"), lens.final
    if lens.standing.judgement("first") is None:
        way = judge if final is None else lens.command("add CASE assessment")
        yield Gap("no-first-judgement", 13, "Not made: the first judgement, before the tools are shown.", way)
    if final is None:
        yield Gap("no-final-judgement", 13, "Not made: the final judgement.", judge)
        return
    mend = _mend(lens, final)
    unsaid = [words for key, words in _FINAL_KEYS.items() if getattr(final, key) is None]
    if unsaid:
        yield Gap("judgement-unsaid", 13, f"Not said: {'; '.join(unsaid)}.", mend)
    harms = [CONSTRUCT_WORDS[key] for key in _HARMS if getattr(final, key) is None]
    if harms:
        yield Gap("harm-unsaid", 13, f"Not judged: {', '.join(harms)}.", mend, essential=len(harms) == len(_HARMS))


def _mend(lens: Lens, final: Judgement) -> str:
    """A slip in a judgement is mended where it stands; a change of mind is a review."""
    return lens.command(f"add CASE judgement --supersedes {final.id}")


def find_override_gaps(lens: Lens) -> Iterator[Gap]:
    """Differences that no override answers, and overrides that leave something unsaid. Final judgement only."""
    final, review = lens.final, lens.command("add CASE assessment")
    if final is None:
        return
    state = find_signing(lens.standing, lens.assessment).state
    for difference in find_differences(lens.standing, final, lens.outcomes):
        if difference.override is None:
            question = CONSTRUCT_WORDS[difference.outcome.construct]
            text = f"Not answered by an override: {difference.outcome.title}, {question}."
            yield Gap("override-missing", 14, text, review)
        elif difference.direction == "downward" and state != "countersigned":
            text = f"Not countersigned: going below {difference.outcome.title} is not final without it."
            way = lens.command("countersign CASE" if state == "signed" else "sign CASE")
            yield Gap("not-countersigned", 14, text, way)
    if final.overrides is None:
        yield Gap("overrides-unsaid", 14, "Not said: whether the judgement overrides a tool.", review)
    if differs_across(final, lens.outcomes) and final.reconciliation is None:
        text = "Not said: the sentence that reconciles the level with tools that answer another question."
        yield Gap("no-reconciliation", 14, text, _mend(lens, final))
    for override in lens.standing.of(Override):
        if lens.standing.same(override.judgement, final.id):
            yield from _unsaid_in(lens, override)


def _unsaid_in(lens: Lens, override: Override) -> Iterator[Gap]:
    keys = [key for key in override.needs if not getattr(override, "construct_" if key == "construct" else key)]
    if override.direction == "downward":
        keys += [key for key in ("protective_evidence",) if not override.protective_evidence]
    if keys:
        text = f"Not said in override {override.id}: {', '.join(key.replace('_', ' ') for key in keys)}."
        yield Gap("override-incomplete", 14, text, lens.command(f"add CASE override --supersedes {override.id}"))


def find_plan_gaps(lens: Lens) -> Iterator[Gap]:
    """Actions, who does them by when, what to do if they fail, and factors nothing answers."""
    standing, add = lens.standing, lens.command("plan CASE --add")
    plan = tuple(state for state in find_plan(standing, find_actions(standing)) if not state.is_covert)
    actions = [state.action for state in plan]
    if not actions:
        yield Gap("no-plan", 15, "Not recorded: a risk management plan.", add)
        return
    if lens.final is None:
        yield from _taken_over(lens, plan)
    if not any(a.pillar == "contingency" for a in actions):
        yield Gap("no-contingency", 15, "Not recorded: what happens if the plan fails (contingency).", add)
    loose = [a.id for a in actions if not (a.owner and a.due_on)]
    if loose:
        yield Gap(
            "action-loose",
            15,
            f"Not said, who does it by when: {', '.join(loose)}.",
            lens.command(f"add CASE action --supersedes {loose[0]}"),
        )
    views = [view for views in lens.views.values() for view in views]
    bare = [v.factor.title for v in views if wants_answer(v) and not find_answering(standing, v, plan)]
    if bare:
        yield Gap("factor-unanswered", 15, f"Not answered by any action: {'; '.join(bare)}.", add)


def _taken_over(lens: Lens, plan: tuple[ActionState, ...]) -> Iterator[Gap]:
    """That a review has still to go through the plan it found; no fault, for that plan goes on."""
    earlier = [s.action.assessment or "no assessment" for s in plan if not is_own(lens.standing, s)]
    if earlier:
        text = f"The plan is that of {list_ids(dict.fromkeys(earlier))} so far: go through it."
        yield Gap("plan-of-earlier", 15, text, lens.command("plan CASE"), essential=False)


def find_review_gaps(lens: Lens) -> Iterator[Gap]:
    """When it is looked at again."""
    if lens.final is not None and lens.final.review_on is None:
        yield Gap("no-review-date", 16, "Not recorded: when the judgement is reviewed.", _mend(lens, lens.final))


def find_legal_gaps(lens: Lens) -> Iterator[Gap]:
    """The footing on which the case is held."""
    held = lens.standing.of(Governance)
    if not held:
        text = "Not recorded: the lawful basis, condition, policy document and retention review."
        yield Gap("no-governance", 17, text, lens.command("add CASE governance"))
        return
    keys = {
        "lawful_basis": "the lawful basis",
        "schedule_8_condition": "the Schedule 8 condition relied on",
        "policy_document": "the policy document",
        "retention_review_on": "when keeping it is reviewed",
    }
    unsaid = [words for key, words in keys.items() if getattr(held[-1], key) is None]
    if unsaid:
        command = lens.command(f"add CASE governance --supersedes {held[-1].id}")
        yield Gap("governance-unsaid", 17, f"Not recorded: {', '.join(unsaid)}.", command, essential=False)


RULES: tuple[Rule, ...] = (
    find_formulation_gaps,
    find_judgement_gaps,
    find_override_gaps,
    find_plan_gaps,
    find_review_gaps,
    find_legal_gaps,
)
