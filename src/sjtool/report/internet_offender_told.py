"""What whoever prints an assessment for conference or court is told beside it: what the print goes without.

It goes to stderr, which may be a log: records and labels, and no word of a case.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sjtool.assess.actions import find_actions
from sjtool.model.appraisal import Rating
from sjtool.model.decision import Action
from sjtool.model.enquiry import EvidenceRecord
from sjtool.report.cooperation import find_refusals
from sjtool.report.internet_offender_kind import PLAIN
from sjtool.report.internet_offender_view import View
from sjtool.report.wording import say_list
from sjtool.text import count_words

_INQUIRIES = "/prosecution"


def tell_author(view: View) -> Iterator[str]:
    """Which title was taken, what to write again for these readers, and what may be too early for them."""
    if not view.is_online:
        yield f'no offence online is recorded, so it is titled "{PLAIN}" and says which form it follows'
    kept = _kept_by_record(view)
    if kept:
        what = "; ".join(f"{name} ({say_list(labels)})" if labels else name for name, labels in kept.items())
        yield f"kept apart in this print: {what}"
        command = view.command("add CASE narrative")
        yield f"what these readers need of it, write again:  {command}  with the title of a heading as its heading"
    rated = {name for name, _label in view.screen.kept if _is_rating(view, name)}
    if rated:
        yield f"the reasons of {count_words(len(rated), 'rating')} are kept apart too; the ratings stand"
    others = [one.id for one in find_refusals(view.context) if any(map(view.screen.names_adult, one.refused))]
    if others:
        yield f"what another adult refused is left out of heading 13: {say_list(others)}"
    behind = [one.id for one in view.context.standing.of(EvidenceRecord) if view.screen.is_behind_intelligence(one)]
    if behind:
        yield f"intelligence rests on {say_list(behind)}: kept apart; look whether other lines tell what it tells"
    yield from _tell_early(view)


def _kept_by_record(view: View) -> dict[str, list[str]]:
    """The labels of what was kept of each record that is no rating."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, label in dict.fromkeys(view.screen.kept):
        if not _is_rating(view, name):
            found[name] += [label.lower()] if label else []
    return found


def _is_rating(view: View, name: str) -> bool:
    return isinstance(view.context.standing.case.find(name), Rating)


def _tell_early(view: View) -> Iterator[str]:
    """That an enquiry by police is open: what it will put to somebody stands in the print unless it is marked."""
    running = [one.action for one in find_actions(view.context.standing) if not one.is_covert and not one.is_ended]
    names = [one.id for one in running if _is_inquiry(one)]
    if names:
        yield (
            f"an enquiry by police is open ({say_list(names)}): evidence that is to be put to somebody first stands in "
            "this print unless its handling says that it may not"
        )


def _is_inquiry(action: Action) -> bool:
    return (action.menu_entry or "").endswith(_INQUIRIES)
