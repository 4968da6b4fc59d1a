"""The part of a visit briefing on who may be met, and on documents and journeys to ask about again."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.briefing import find_others_met, find_visits
from sjtool.assess.household import Member, find_household
from sjtool.assess.ratings import view_sheet
from sjtool.report.briefing_news import say_overtaken
from sjtool.report.briefing_words import clip, list_some
from sjtool.report.context import Context
from sjtool.report.report import Basis, Pair
from sjtool.report.wording import is_guarded, say_date, say_list

_IDENTITY, _ACTIONS, _AGAIN = "identity-and-travel", "identity-actions", "ask-again"
_SHOWN, _MET, _WORDS, _FEWER_WORDS = 6, 3, 110, 36


def people_rows(context: Context, *, crowded: bool = False) -> Iterator[Pair]:
    """Who lives there, children elsewhere, and whom earlier visits met who are not in the case."""
    household = find_household(context.standing, context.built_on)
    where = f"sjtool report {context.loaded.name}"
    home = [member for top in household.home for member in top.each()]
    roof = [link.relation.id for link in household.links if link.means == "home"]
    after = say_overtaken(context, roof)
    if home:
        mark = f". Recorded before {after}." if after else ""
        yield Pair(
            "At home", f"{list_some([_say(member) for member in home], _SHOWN, where)}{mark}", strong=bool(after)
        )
    else:
        look = f"look who is, and see {after.split()[0]}" if after else "look who is"
        yield Pair("At home", f"Nobody is recorded as living there: {look}.", "sjtool", strong=bool(after))
    known = {member.id for member in home}
    away = [member for member in household.placed() if member.id not in known]
    adults = [_say(m) for m in away if not m.young and {"partner", "carer"} & set(m.person.roles)]
    children = [_say(member) for member in away if member.young]
    if adults or children:
        yield Pair("May be there", list_some([*adults, *children], _SHOWN, where))
    met = find_others_met(find_visits(context.standing))
    most, letters = (1, _FEWER_WORDS) if crowded else (_MET, _WORDS)
    for visit, who in met[:most]:
        words = f"{clip(who, letters)} ({say_date(visit.held_on)})"
        yield Pair("Met before", words, basis=Basis(records=(visit.id,)))
    if len(met) > most:
        yield Pair("Met before", f"and {len(met) - most} more: sjtool show {context.loaded.name}", "sjtool")


def _say(member: Member) -> str:
    """Label and age; of somebody guarded the label alone."""
    label = member.person.label or member.id
    if is_guarded(member.person) or member.age is None:
        return label
    low, high = member.age
    return f"{label}, {low if low == high else f'{low} or {high}'}"


def identity_rows(context: Context, *, crowded: bool = False) -> Iterator[Pair]:
    """What raised concern of identity and travel, else what to ask about; and to ask for documents again."""
    library, subject = context.loaded.library, context.standing.subject
    if library.newest(_IDENTITY) is None or subject is None:
        return
    ref = next((ref for ref in context.lens.views if ref.partition("@")[0] == _IDENTITY), "")
    sheet = context.lens.factor_sets[ref] if ref else library.factor_set(_IDENTITY)
    views = view_sheet(context.standing, sheet, ref or _IDENTITY, subject.id)
    worrying = [view for view in views if view.raises_concern]
    again = "" if crowded else _ask_again(context)
    if worrying:
        records = tuple(view.latest.id for view in worrying if view.latest)
        words = f"{'; '.join(view.factor.title for view in worrying)}.{again}"
        yield Pair("Identity", words, "opinion", Basis(records=records), strong=True)
    else:
        told = "Nothing raised concern." if any(view.latest for view in views) else "Never rated."
        asked = say_list(group.title.lower() for group in sheet.group)
        yield Pair("Identity", f"{told} Ask about {asked or sheet.set.title.lower()}.{again}", "sjtool")


def _ask_again(context: Context) -> str:
    """The menu's own title for asking again what proves who they are."""
    library = context.loaded.library
    menu = library.menu(_ACTIONS) if library.newest(_ACTIONS) else None
    return next((f" {entry.title}." for entry in (menu.entry if menu else ()) if entry.id == _AGAIN), "")
