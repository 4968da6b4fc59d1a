"""The clock line: what is overdue and what comes next, by day, and where the day of the report lies among them.

It tells the days that `sjtool due` tells. A copy for somebody else has none: what stops a clock may be left out of it,
and a thing that was done would look overdue.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from sjtool.assess.due import HORIZON, Due, State
from sjtool.assess.due_visit import ACUTE, VISITS, join_visits
from sjtool.model.people import Person
from sjtool.report.briefing_words import clip
from sjtool.report.context import Context
from sjtool.report.due_list import FARTHEST, say_when
from sjtool.report.report import Block, Group, Moment, Paragraph, Timeline
from sjtool.report.wording import capitalise, say_date

_WORDS = 96
_OPEN = frozenset({"overdue", "not-recorded", "due", "coming"})
ACTIONS = frozenset({"action-due", "action-review"})
"""The clocks of an action of the plan."""
_AHEAD = 5
"""Days to come that are shown. What is overdue is shown whole: the twelfth of them may be the gravest."""
_ONCE = "what is due with one visit counts once"


def find_open_dues(context: Context) -> tuple[Due, ...]:
    """What is overdue, due or coming and has a day, by day, as far as this reader may know of it."""
    if context.seen is not None:
        return ()
    today = context.today
    known = (due for due in context.dues if context.for_author or not due.is_covert)
    return tuple(due for due in known if due.on and due.state in _OPEN and (due.on - today).days <= FARTHEST)


def say_dues(context: Context, same: Sequence[Due], most: int = _WORDS) -> str:
    """What is due, in about so many letters: an action by its objective, as the plan names it.

    What is due of one visit is told as that visit, with the records that plan it.
    """
    first = same[0]
    if first.clock in VISITS and (len(same) > 1 or first.clock != ACUTE) and not first.is_covert:
        planned = list(dict.fromkeys(due.started_by for due in same))
        rated = ", and the acute factors before it" if any(due.clock == ACUTE for due in same) else ""
        return f"Home visit as planned ({', '.join(planned)}){rated}"
    if first.words and not first.is_covert:
        words = f"{clip(first.words, most).rstrip('.')}{_of_whom(context, first, most)}"
        return f"{capitalise(_rule(first))}: {words}" if _rule(first) else words
    return f"{first.what} {_rule(first)}".strip()


def _rule(due: Due) -> str:
    """What is to be done by that day, where it is not the thing itself."""
    return "" if due.rule == "due" else due.rule


def _of_whom(context: Context, due: Due, most: int) -> str:
    """The people an action names in what has been cut off, so that nobody is left out of it unseen."""
    shown = clip(due.words, most)
    labels = ((person.label or "").partition(" (")[0] for person in context.standing.of(Person))
    cut = [one for one in labels if one and _names(due.words, one) and not _names(shown, one)]
    return f" ({', '.join(cut)})" if cut else ""


def _names(words: str, label: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(label)}(?!\w)", words) is not None


def _moment(context: Context, same: Sequence[Due]) -> Moment:
    first = same[0]
    on = first.on.isoformat() if first.on else ""
    words = capitalise(say_dues(context, same))
    if first.words and first.clock in ACTIONS and not first.is_covert:
        words = f"Action {first.started_by}{'. ' if _rule(first) else ': '}{words}"
    return Moment(on, words, "overdue" if first.state == "overdue" else "due", say_when(first, context.today))


def build_clock_line(context: Context) -> tuple[Block, ...]:
    """The line under a heading of its own, with what it leaves out; nothing where nothing is open."""
    dues = find_open_dues(context)
    if not dues:
        return ()
    known = join_visits(due for due in dues if due.state != "not-recorded")
    late = [same for same in known if same[0].state == "overdue"]
    ahead = [same for same in known if same[0].state != "overdue"]
    shown = [*late, *ahead[:_AHEAD]]
    blocks: list[Block] = []
    if shown:
        moments = tuple(_moment(context, same) for same in shown)
        blocks.append(Timeline(moments, context.today.isoformat()))
    blocks += [Paragraph(f"{due.what}: {due.unseen}.", "sjtool") for due in dues if due.state == "not-recorded"]
    blocks += _say_left(context, ahead[_AHEAD:])
    return (Group("Due dates", f"as they stood on {say_date(context.today)}", tuple(blocks)),)


def _say_left(context: Context, left: Sequence[Sequence[Due]]) -> Iterator[Block]:
    """How much more is to come; a command only where there is something to type it in."""
    if left:
        last = max(same[0].on or date.min for same in left)
        where = f": sjtool due {context.loaded.name}" if context.for_author else "; the days of actions: section 15"
        yield Paragraph(f"{len(left)} more to come, the last on {say_date(last)}{where}.", "sjtool")


def count_clocks(context: Context) -> tuple[Block, ...]:
    """`By the clocks: 2 overdue, 3 due within 28 days (section 16).` Nothing where neither is."""
    known = join_visits(find_open_dues(context))
    counts = Counter(same[0].state for same in known)
    said: tuple[tuple[State, str], ...] = (("overdue", "overdue"), ("due", f"due within {HORIZON} days"))
    words = ", ".join(f"{counts[state]} {how}" for state, how in said if counts[state])
    once = f"; {_ONCE}" if any(len(same) > 1 for same in known) else ""
    return (Paragraph(f"By the clocks: {words} (section 16{once}).", "sjtool"),) if words else ()
