"""Build the plans that a family holds in their hands: the safety plan for home and the outline child protection plan.

Only what was written for the plan is printed, and fixed words of this project: no rating, level, tool, account,
record id or action of any kind comes near it. What was written is held against the guard first (`family_guard.py`),
and the print is refused by the name of the heading where something in it is not for the family.
"""

from __future__ import annotations

from collections.abc import Iterator

from sjtool import clock
from sjtool.assess.family_plan import PROTECTION_PLAN, SAFETY_PLAN
from sjtool.errors import SjtoolError
from sjtool.loader import find_template_problems
from sjtool.model.record import PARTIAL_DATE
from sjtool.problem import Place, Problem
from sjtool.report.context import Context
from sjtool.report.family_guard import Guard, find_guard
from sjtool.report.family_passages import (
    AGREED_ON,
    REVIEW_ON,
    TOOK_PART,
    WHOSE,
    FamilyPlan,
    find_family_plan,
    split_people,
)
from sjtool.report.family_words import (
    AGAIN,
    HANDLING,
    NO_MORE,
    NOT_WRITTEN,
    ON_BREACH,
    PRINTED,
    REVIEW,
    RING,
    STILL_HOLDS,
    WORDS,
)
from sjtool.report.report import Block, Bullets, Group, Item, Note, Pair, Pairs, Paragraph, Report, Section, Status
from sjtool.report.wording import say_date, say_list

_NOBODY = "not stated"
"""What a print says where nobody is named as its recipient; on a family's own copy it would only puzzle."""
_SPARE_LINES = 4
_SIGNS = "signed _________________________  on _______________"
_WHY_CHANGED = "what the family agreed must be what is printed"


def build_safety_plan(context: Context) -> Report:
    """The safety plan for home. Raises SjtoolError where something in it is not for the family."""
    return _build(context, SAFETY_PLAN)


def build_protection_plan_outline(context: Context) -> Report:
    """The outline child protection plan for the core group. Raises SjtoolError as the safety plan does."""
    return _build(context, PROTECTION_PLAN)


def _build(context: Context, outline: str) -> Report:
    loaded = context.loaded
    plan = find_family_plan(loaded, outline)
    problems = [*find_family_problems(context, plan)]
    if problems:
        raise SjtoolError(problems)
    return Report(
        name=outline,
        title=plan.menu.set.title,
        case=loaded.name,
        subject=plan.text(WHOSE) or "Not yet written down: whose plan this is",
        marking=loaded.case.header.marking,
        handling=HANDLING,
        training=loaded.case.header.training,
        status=_status(plan),
        warnings=(),
        head="",
        built_on=context.built_on,
        as_at=context.as_at,
        recipient="" if context.recipient == _NOBODY else context.recipient,
        gist=None,
        sections=(_opening(plan), _filled(plan), _known_to_all(plan), _names(plan, loaded.case.head)),
    )


def find_family_problems(context: Context, plan: FamilyPlan) -> Iterator[Problem]:
    """Why a plan may not be printed, by heading: never the words, and never whose they are."""
    loaded, guard = context.loaded, find_guard(context.standing, context.built_on)
    mend = f"sjtool outline {loaded.name} {plan.id} --heading"
    yield from (one for one in find_template_problems(loaded.case, loaded.library) if f" {plan.ref} " in one.what)
    for part, found in plan.passages.items():
        for one in found:
            place, words = loaded.case.place(one.id), one.text or ""
            what = f'heading "{part}"' if part in plan.known else "a heading that the outline does not have"
            if one.id in loaded.case.broken:
                changed = f"{what} is not as it was recorded"
                fix = f"sjtool verify {loaded.name}  says more; then write it again"
                yield Problem("family-plan-changed", place, changed, _WHY_CHANGED, fix)
            titled = words if part in plan.known else f"{plan.title(part)}\n{words}"
            fix = (
                f"say it another way:  {mend} {part}"
                if part in plan.known
                else "correct it:  sjtool add CASE narrative"
            )
            yield from _guarded(guard, titled, place, what, fix)
    yield from _guarded(guard, context.recipient, Place(loaded.case.path), "the recipient", "name another with  --for")


def _guarded(guard: Guard, text: str, place: Place, what: str, fix: str) -> Iterator[Problem]:
    told = guard.tell(text)
    if told:
        code, said, why = told
        yield Problem(code, place, f"{what} {said}", why, fix)


def _status(plan: FamilyPlan) -> Status:
    """Whether it was agreed, and on which day; a change made later is not covered by that."""
    day = plan.text(AGREED_ON)
    if not day:
        return Status("draft", "Draft: not written down here as agreed")
    if plan.changed:
        return Status("changed-since", f"Agreed on {_say_day(day)}, changed since")
    if plan.open_titles:
        return Status("agreed-in-part", f"Agreed in part on {_say_day(day)}")
    return Status("agreed", f"Agreed on {_say_day(day)}")


def _say_day(text: str) -> str:
    """A day in words; what was written by hand in another way stays as it was written."""
    return say_date(text) if PARTIAL_DATE.fullmatch(text) else text


def _opening(plan: FamilyPlan) -> Section:
    rows = [
        Pair("Agreed on", _say_day(plan.text(AGREED_ON)) or NOT_WRITTEN),
        Pair("Who took part", "\n".join(_people(plan)) or NOT_WRITTEN),
        Pair("Looked at again on", _say_day(plan.text(REVIEW_ON)) or NOT_WRITTEN),
    ]
    blocks: list[Block] = [Paragraph(WORDS[plan.id].opening, "sjtool"), Pairs(tuple(rows))]
    if not plan.text(AGREED_ON):
        blocks.append(Note(STILL_HOLDS, "gap"))
    if plan.changed:
        titles = say_list(f'"{title}"' for title in plan.changed)
        blocks.append(Note(f"Changed since it was agreed: {titles}. Go through this again together.", "gap"))
    return Section(0, "", "", tuple(blocks))


def _people(plan: FamilyPlan) -> list[str]:
    """Who took part, one by one."""
    return split_people(plan.text(TOOK_PART))


def _filled(plan: FamilyPlan) -> Section:
    """Every heading with the family's words, or that nothing is agreed under it yet."""
    groups = (Group(title, "", tuple(_said(plan, part))) for part, title in plan.entries)
    return Section(1, WORDS[plan.id].filled, "", tuple(groups))


def _said(plan: FamilyPlan, part: str) -> Iterator[Block]:
    found, day = plan.passages.get(part, ()), _say_day(plan.text(REVIEW_ON))
    yield from (Paragraph(one.text or "") for one in found)
    if not found and part == REVIEW and day:
        yield Paragraph(f"On {day}. {NO_MORE}", "sjtool")
    elif not found:
        yield Note(NOT_WRITTEN, "gap")


def _known_to_all(plan: FamilyPlan) -> Section:
    words = WORDS[plan.id]
    told = [*words.cautions]
    if plan.entry(ON_BREACH):
        there, missing = RING
        told.append(there.format(title=plan.title(ON_BREACH)) if plan.text(ON_BREACH) else missing)
    agreed, open_day = AGAIN
    day = _say_day(plan.text(REVIEW_ON))
    told.append(agreed.format(who=words.who, day=day) if day else open_day)
    return Section(2, "What everybody should know", "", (Bullets(tuple(Item(one, "sjtool") for one in told)),))


def _names(plan: FamilyPlan, head: str) -> Section:
    """Room for names on paper: a line for everybody who took part, else a few empty ones. Nothing is signed here."""
    people = _people(plan) or ["name ___________________________________________" for _n in range(_SPARE_LINES)]
    lines = Bullets(tuple(Item(f"{name}\n{_SIGNS}") for name in people))
    now, (printed, reference) = clock.now().astimezone(), PRINTED
    when = printed.format(day=say_date(now.date()), hour=f"{now:%H.%M}")
    copy = (Paragraph(when, "sjtool"), Paragraph(reference.format(head=head), "sjtool"))
    return Section(3, "Who has agreed", "", (lines, *copy))
