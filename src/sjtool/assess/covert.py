"""A case as it may be told away from an officer's own screen: as if no covert action, and no news of one, were in it.

A covert action is known to officers alone (DESIGN 4, docs/plan.md). That something was recorded is a trace as well: a
signature it voids, a step it asks for, a day. So whatever leaves the screen is worked out from a view without it.
"""

from __future__ import annotations

from sjtool.assess.once import once_per_case
from sjtool.assess.standing import Standing
from sjtool.model.decision import Action, ActionUpdate
from sjtool.model.upkeep import Acknowledgement


@once_per_case
def find_covert(standing: Standing) -> frozenset[str]:
    """Actions that are covert, or have become so, all news of an action that ever was, and acknowledged edits of them.

    By id, in every version of them; but an action that is covert no longer is seen as it was before and is now.
    """
    actions = standing.case.of(Action)
    covert = [action for action in actions if action.handling == "covert"]
    roots = {standing.root(action.id) for action in covert}
    ends = (standing.current(root) for root in roots)
    now = {standing.root(end.id) for end in ends if isinstance(end, Action) and end.handling == "covert"}
    hidden = {action.id for action in covert} | {a.id for a in actions if standing.root(a.id) in now}
    news = {u.id for u in standing.case.of(ActionUpdate) if u.action and standing.root(u.action) in roots}
    found = hidden | news
    return frozenset(found | {a.id for a in standing.case.of(Acknowledgement) if a.record in found})
