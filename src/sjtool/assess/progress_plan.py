"""The steps that the plan of a case wants: what cannot wait, what is overdue, what nothing answers.

Covert actions are in none of them: what comes next is said to a pipe as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from sjtool.assess.accounts import split_ref
from sjtool.assess.actions import ActionState, find_actions, find_plan, is_own
from sjtool.assess.coverage import Want, find_coverage
from sjtool.assess.id_list import list_ids
from sjtool.assess.standing import Standing
from sjtool.assess.step import Step
from sjtool.dates import day_words
from sjtool.model.template import FactorSet
from sjtool.text import count_words


def find_urgent_steps(standing: Standing, case: str, sheets: Mapping[str, FactorSet], today: date) -> Iterator[Step]:
    """What was rated act-now and is not rated otherwise since: before anything else.

    What no action answers comes first, each by itself; then what is answered, and what was done and is to be rated
    again, together.
    """
    urgent = [want for want in find_coverage(standing, sheets, _open_actions(standing)) if want.kind == "act-now"]
    for want in urgent:
        if want.is_open:
            yield _unanswered(case, want)
    done = [want for want in urgent if want.by and all(answer.is_ended for answer in want.by)]
    running = [want for want in urgent if want.by and want not in done]
    if running:
        by = {answer.action.id: answer for want in running for answer in want.by if not answer.is_ended}
        late = [name for name, answer in by.items() if answer.is_overdue(today)]
        overdue = f"; overdue: {list_ids(late)}" if late else ""
        state = f"{'; '.join(want.title for want in running)}: answered by {list_ids(by)}{overdue}"
        yield Step("ACT NOW", state, f"sjtool plan {case}")
    if done:
        ids = dict.fromkeys(answer.action.id for want in done for answer in want.by)
        state = f"{'; '.join(want.title for want in done)}: done, {list_ids(ids)}; rate it again"
        yield Step("ACT NOW", state, f"sjtool rate {case} {split_ref(done[0].ref)[0]}")


def _unanswered(case: str, want: Want) -> Step:
    """What cannot wait and nothing answers; an action that is older than the rating is to be confirmed, or replaced."""
    state = f"{want.title}, rated {day_words(want.held_on) or 'on no date'}"
    running = [answer.action.id for answer in want.older if not answer.is_ended]
    if not running:
        return Step("ACT NOW", state, f"sjtool plan {case} --add --for {want.ref}")
    older = f"{state}; {list_ids(running)} {'is' if len(running) == 1 else 'are'} older: confirm or replace"
    return Step("ACT NOW", older, f"sjtool plan {case} --update {running[0]}")


def _open_actions(standing: Standing) -> tuple[ActionState, ...]:
    """Every action but the covert ones: what comes next is said to a pipe as well."""
    return tuple(state for state in find_actions(standing) if not state.is_covert)


def find_plan_steps(standing: Standing, case: str, sheets: Mapping[str, FactorSet], today: date) -> Iterator[Step]:
    """Actions that are overdue; before a review is judged the plan it found, afterwards what the plan does not answer.

    Covert actions are in no count here: what comes next is said to a pipe as well.
    """
    actions = find_plan(standing, _open_actions(standing))
    overdue = sum(1 for state in actions if state.is_overdue(today))
    parts = [f"{count_words(overdue, 'action')} overdue"] if overdue else []
    if standing.is_judged() and not actions:
        yield Step("plan", "no action recorded", f"sjtool plan {case} --add")
        return
    if standing.is_judged():
        gaps = [want for want in find_coverage(standing, sheets, _open_actions(standing)) if want.is_open]
        loose = sum(1 for want in gaps if want.kind == "scenario")
        if len(gaps) > loose:
            parts.append(f"{len(gaps) - loose} without an action")
        if loose:
            parts.append(f"{count_words(loose, 'scenario')} without contingency")
    else:
        earlier = [state.action.assessment for state in actions if not is_own(standing, state)]
        of = list_ids(dict.fromkeys(name for name in earlier if name))
        parts += [f"that of {of} so far: go through it"] if of else []
    if parts:
        yield Step("plan", ", ".join(parts), f"sjtool plan {case}")
