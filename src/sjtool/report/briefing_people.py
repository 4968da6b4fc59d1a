"""The part of a visit briefing on who may be met, who must not be, and on documents and journeys to ask about again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sjtool.assess.briefing import find_others_met, find_visits
from sjtool.assess.briefing_people import Apart, find_apart, find_others, names
from sjtool.assess.household import Member, find_household
from sjtool.assess.ratings import view_sheet
from sjtool.report.briefing_news import say_overtaken
from sjtool.report.briefing_words import Room, begin, list_some, point_to, sentence
from sjtool.report.context import Context
from sjtool.report.report import Basis, Pair
from sjtool.report.wording import is_guarded, say_code, say_date, say_list

_IDENTITY, _ACTIONS, _AGAIN = "identity-and-travel", "identity-actions", "ask-again"
_SHOWN, _LEAST = 6, 160


def find_apart_here(context: Context) -> list[Apart]:
    """Who is to be kept apart from the person, by the plan as this reader may see it."""
    return find_apart(context.standing, context.plan, find_household(context.standing, context.built_on))


def apart_rows(context: Context, room: Room) -> Iterator[Pair]:
    """Children and potential victims who are to be kept apart from the person, and what to do where they are not."""
    for one in find_apart_here(context):
        parts = [_why_apart(one, room), _what_then(context, one, room)]
        basis = Basis(records=(one.lived.id,)) if one.lived and not one.by else None
        yield Pair("Look out for", " ".join(filter(None, parts)), "record", basis, strong=True)


def _why_apart(one: Apart, room: Room) -> str:
    """Who should not be there, in the words of the plan; else what of them is recorded."""
    who = say_list(_say(member) for member in one.members)
    if one.by is None:
        lived = one.lived and f"lived here until {say_date(one.lived.until_on) or 'a day not recorded'}"
        roles = all("potential-victim" in member.person.roles for member in one.members)
        said = [lived or "", "recorded as potential victim" if roles else "", "not recorded as living here"]
        return f"{who}: {', '.join(filter(None, said))}. Go by the orders and the plan."
    action, status = one.by.action, f", {say_code(one.by.status)}" if one.by.is_ended else ""
    hides = any(is_guarded(member.person) for member in one.members)
    words = "" if hides else f": {sentence(begin(action.objective or action.kind, max(room.words, _LEAST)))}"
    return f"{who}: should not be there, save as the orders and the plan ({action.id}{status}) have it{words or '.'}"


def _what_then(context: Context, one: Apart, room: Room) -> str:
    """Whom to tell, and what the plan says is done then."""
    named = one.by or one.call
    tell = f"If there: tell {context.who(named.action.owner)}." if named and named.action.owner else ""
    if one.call is None:
        return tell
    call = one.call.action
    is_theirs = any(names(call.objective, member) and not is_guarded(member.person) for member in one.members)
    words = sentence(begin(call.objective, max(room.words, _LEAST))) if is_theirs else ""
    return f"{tell} {call.id}: {words}" if words else f"{tell} See {call.id}.".strip()


def people_rows(context: Context, room: Room) -> Iterator[Pair]:
    """Who lives there, who may be there and why, who is known to live elsewhere, and whom earlier visits met."""
    household = find_household(context.standing, context.built_on)
    where = point_to(context, f"report {context.loaded.name}", 7)
    home = [member for top in household.home for member in top.each()]
    roof = [link.relation.id for link in household.links if link.means == "home"]
    after = say_overtaken(context, roof)
    if home:
        mark = f". Recorded before {after}." if after else ""
        yield Pair("At home", f"{list_some([*map(_say, home)], _SHOWN, where)}{mark}", strong=bool(after))
    else:
        yield Pair("At home", _nobody(context, after), "sjtool", strong=bool(after))
    others = find_others(context.standing, household, find_apart_here(context))
    maybe = [f"{_say(one)}{f' (met {say_date(met.held_on)})' if met else ''}" for one, met in others.maybe]
    if maybe:
        yield Pair("May be there", list_some(maybe, _SHOWN, where))
    rest = [
        _say_some("living elsewhere", others.elsewhere),
        _say_some("living here", others.unknown, no="Not recorded"),
    ]
    if any(rest):
        yield Pair("Others", " ".join(filter(None, rest)))
    yield from _met_before(context, room)


def _nobody(context: Context, after: str) -> str:
    """That no relation says who lives there; an address may say it in words."""
    subject = context.standing.subject
    told = bool(subject and subject.address and not is_guarded(subject))
    lead = "No relation says who lives there; see the address" if told else "Nobody is recorded as living there"
    look = f"look who is, and see {after.split(maxsplit=1)[0]}" if after else "look who is"
    return f"{lead}: {look}."


def _say_some(how: str, members: Iterable[Member], no: str = "Recorded") -> str:
    said = "; ".join(map(_say, members))
    return f"{no} as {how}: {said}." if said else ""


def _met_before(context: Context, room: Room) -> Iterator[Pair]:
    met = find_others_met(find_visits(context.standing))
    for visit, who in met[: room.most]:
        words = f"{begin(who, room.words)} ({say_date(visit.held_on)})"
        yield Pair("Met before", words, basis=Basis(records=(visit.id,)))
    if len(met) > room.most:
        where = point_to(context, f"show {context.loaded.name}", 16)
        yield Pair("Met before", f"and {len(met) - room.most} more{where}", "sjtool")


def _say(member: Member) -> str:
    """Label, and age where the label does not tell it; of somebody guarded the label alone."""
    label = member.person.label or member.id
    if is_guarded(member.person) or member.age is None:
        return label
    low, high = member.age
    age = f"{low}" if low == high else f"{low} or {high}"
    return label if age in label else f"{label}, {age}"


def identity_rows(context: Context, room: Room) -> Iterator[Pair]:
    """What raised concern of identity and travel, else what to ask about; and to ask for documents again."""
    library, subject = context.loaded.library, context.standing.subject
    if library.newest(_IDENTITY) is None or subject is None:
        return
    ref = next((ref for ref in context.lens.views if ref.partition("@")[0] == _IDENTITY), "")
    sheet = context.lens.factor_sets[ref] if ref else library.factor_set(_IDENTITY)
    views = view_sheet(context.standing, sheet, ref or _IDENTITY, subject.id)
    worrying = [view for view in views if view.raises_concern]
    again = _ask_again(context) if room.has_extras else ""
    if worrying:
        records = tuple(view.latest.id for view in worrying if view.latest)
        words = f"{'; '.join(view.factor.title for view in worrying)}.{again}"
        yield Pair("Identity", words, "opinion", Basis(records=records), strong=True)
    elif not room.is_bare:
        told = "Nothing raised concern." if any(view.latest for view in views) else "Never rated."
        asked = say_list(group.title.lower() for group in sheet.group)
        yield Pair("Identity", f"{told} Ask about {asked or sheet.set.title.lower()}.{again}", "sjtool")


def _ask_again(context: Context) -> str:
    """The menu's own title for asking again what proves who they are."""
    library = context.loaded.library
    menu = library.menu(_ACTIONS) if library.newest(_ACTIONS) else None
    return next((f" {entry.title}." for entry in (menu.entry if menu else ()) if entry.id == _AGAIN), "")
