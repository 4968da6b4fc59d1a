"""What stands in a case, on a screen: an overview, a list of records, or one record whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sjtool.assess.crosscheck import build_crosscheck
from sjtool.assess.household import find_household
from sjtool.assess.judging import HIDDEN, LEVEL_WORDS, find_outcomes
from sjtool.assess.rated import people_of
from sjtool.assess.ratings import view_sheet
from sjtool.assess.signing import find_signing
from sjtool.dates import day_words, moment_words
from sjtool.loader import Loaded
from sjtool.model.appraisal import Scenario, describe_value
from sjtool.model.decision import Action, ActionUpdate, Event
from sjtool.model.enquiry import EvidenceRecord, Response, Session
from sjtool.model.people import Person, Relation
from sjtool.report.household_text import render_household
from sjtool.report.show_json import is_covert, plain_record
from sjtool.report.signing_words import say_status, signing_lines
from sjtool.report.wording import is_guarded
from sjtool.text import count_words, pad, wrap_text


def render_overview(loaded: Loaded, case: str, width: int, *, hidden: bool, plain: bool, today: date) -> str:
    """People, sessions, ratings, tools, judgement and plan: counts and present labels, no long texts."""
    lines = [*_head(loaded, width), ""]
    for title, rows in (
        ("People", _wrapped(_people(loaded), width)),
        ("Household", _household(loaded, width, plain=plain, today=today)),
        ("Sessions", _wrapped(_sessions(loaded), width)),
        ("Evidence", _wrapped(_evidence(loaded), width)),
        ("Accounts", _wrapped(_accounts(loaded), width)),
        ("Ratings", _wrapped(_ratings(loaded), width)),
        ("Tools", _wrapped(_tools(loaded, hidden=hidden), width)),
        ("Judgement", _wrapped(_judgement(loaded), width)),
        ("Plan", _wrapped(_plan(loaded), width)),
    ):
        found = list(rows)
        if found:
            lines += [title, *found]
    lines += ["", f"One record whole:  sjtool show {case} RECORD", f"Every record:      sjtool show {case} --all"]
    return "\n".join(lines)


def _wrapped(rows: Iterable[str], width: int) -> Iterator[str]:
    for row in rows:
        yield from wrap_text(row, width, "      ", "  ")


def _head(loaded: Loaded, width: int) -> list[str]:
    header = loaded.case.header
    training = " · training case, invented" if header.training else ""
    lines = wrap_text(f"{header.case}{training} · {header.marking}", width)
    assessment = loaded.standing.assessment
    if assessment:
        trigger = (assessment.trigger or "").replace("-", " ")
        lines += wrap_text(
            f"Assessment {assessment.id}: {trigger}, opened {day_words(assessment.opened_on)}", width, "  "
        )
    return lines


def _people(loaded: Loaded) -> Iterator[str]:
    for person in loaded.standing.of(Person):
        about = [
            ", ".join(person.roles),
            (person.standing or "").replace("-", " "),
            f"born {day_words(person.born)}" if person.born and not is_guarded(person) else "",
        ]
        if person.confidential:
            about.append("confidential: the rest is in the victims file")
        yield f"{person.label or person.id}  ({'; '.join(filter(None, about))})  {loaded.standing.root(person.id)}"


def _household(loaded: Loaded, width: int, *, plain: bool, today: date) -> Iterator[str]:
    """The tree of who lives with whom, where there is more than one person to place."""
    private = [person for person in loaded.standing.of(Person) if "professional" not in person.roles]
    if len(private) > 1 or loaded.standing.of(Relation):
        tree = render_household(find_household(loaded.standing, today), width - 2, plain=plain)
        yield from (f"  {line}" for line in tree.split("\n"))


def _sessions(loaded: Loaded) -> Iterator[str]:
    responses = loaded.standing.of(Response)
    for session in loaded.standing.of(Session):
        mine = [r for r in responses if loaded.standing.same(r.session, session.id)]
        declined = sum(1 for r in mine if r.missing in {"refused", "no-comment"})
        said = f"{count_words(sum(r.value is not None for r in mine), 'answer')}, {declined} refused or no comment"
        where = ", ".join(filter(None, [day_words(session.held_on), (session.mode or "").replace("-", " ")]))
        yield f"{session.id}  {loaded.standing.label(session.informant)}, {session.set} ({where}): {said}"


def _evidence(loaded: Loaded) -> Iterator[str]:
    pieces = loaded.standing.of(EvidenceRecord)
    if pieces:
        missing = sum(1 for e in pieces if e.obtained is False)
        yield f"{count_words(len(pieces) - missing, 'piece')} obtained, {missing} not obtained"


def _accounts(loaded: Loaded) -> Iterator[str]:
    for ref, questions in loaded.question_sets.items():
        rows = build_crosscheck(loaded.standing, questions, ref)
        waiting = sum(row.needs_reading for row in rows)
        differ = sum(row.outcome == "differ" for row in rows)
        if rows:
            count = count_words(len(rows), "marked item")
            yield f"{questions.set.id}: {count}, {differ} differ, {waiting} need a reading"


def _ratings(loaded: Loaded) -> Iterator[str]:
    """A line for each sheet in use and everybody it is rated for."""
    standing = loaded.standing
    for ref, sheet in loaded.factor_sets.items():
        people = people_of(standing, sheet)
        for person in people:
            views = view_sheet(standing, sheet, ref, person.id)
            rated = [view for view in views if view.latest]
            concern = [
                f"{v.factor.title} {v.title_of(v.latest.recent).lower()}"
                for v in rated
                if v.raises_concern and v.latest
            ]
            whose = f", {standing.label(person.id)}" if person is not standing.subject else ""
            yield f"{sheet.set.title}{whose}: {len(rated)} of {len(views)} rated" + (
                f"; raising concern: {', '.join(concern)}" if concern else ""
            )


def _tools(loaded: Loaded, *, hidden: bool) -> Iterator[str]:
    for outcome in find_outcomes(loaded.standing, loaded.passports):
        said = HIDDEN if hidden else LEVEL_WORDS.get(outcome.level or "", outcome.result.level or "no level")
        yield f"{outcome.result.id}  {outcome.title}, {day_words(outcome.result.dated_on)}: {said}"


def _judgement(loaded: Loaded) -> Iterator[str]:
    for stage in ("first", "final"):
        judgement = loaded.standing.judgement(stage)
        if judgement:
            level = LEVEL_WORDS.get(judgement.level or "", "no level")
            yield f"{stage}: {level}, to {judgement.whom or 'nobody named'}  ({judgement.id})"
    assessment = loaded.standing.assessment
    if assessment and loaded.standing.is_judged():
        signing = find_signing(loaded.standing, assessment.id)
        yield say_status(loaded.standing, signing)
        yield from signing_lines(loaded.standing, signing)
    scenarios = loaded.standing.of(Scenario)
    if scenarios:
        yield f"scenarios: {', '.join(s.kind or 'not said' for s in scenarios)}"


def _plan(loaded: Loaded) -> Iterator[str]:
    updates = {loaded.standing.root(u.action): u for u in loaded.standing.of(ActionUpdate) if u.action}
    for action in loaded.standing.of(Action):
        update = updates.get(loaded.standing.root(action.id))
        what = (
            "covert action: reference only"
            if action.handling == "covert"
            else action.objective or action.kind or "not said"
        )
        yield f"{action.id}  {what}  (due {day_words(action.due_on)}; {update.status if update else 'open'})"
    events = loaded.standing.of(Event)
    if events:
        yield f"last event: {events[-1].kind or 'not said'}, {day_words(events[-1].held_on)}"


def render_all(loaded: Loaded, width: int) -> str:
    """Every record in file order: id, kind, when and by whom, and what replaced it; none that is for others unseen."""
    seen = [entry.record for entry in loaded.case if entry.record.id not in loaded.standing.unseen]
    replaced = {record.supersedes: record.id for record in seen if record.supersedes}
    lines = []
    for entry in loaded.case:
        record = entry.record
        if record.id in loaded.standing.unseen:
            continue
        when = f"{record.at:%Y-%m-%d %H:%M}" if record.at else "by hand"
        tail = f"  superseded by {replaced[record.id]}" if record.id in replaced else ""
        lines += wrap_text(f"{pad(record.id, 12)} {pad(entry.kind, 16)} {when}  {record.by or ''}{tail}", width, "    ")
    return "\n".join(lines)


def render_record(loaded: Loaded, record_id: str, width: int, *, hidden: bool, exported: bool = True) -> str:
    """One record, every key of it, words whole; what is covert only where it goes no further than a screen."""
    entry = next(e for e in loaded.case if e.record.id == record_id)
    lines = wrap_text(f"{entry.kind} {record_id}  (line {entry.line})", width)
    covert = exported and is_covert(loaded, entry.record)
    for key, value in plain_record(entry.record, hidden=hidden, covert=covert).items():
        if key in {"id", "salt", "chain"}:
            continue
        if key == "at" and entry.record.at:
            words = moment_words(entry.record.at)
        else:
            words = describe_value(tuple(str(part) for part in value) if isinstance(value, list) else value)
        lines += wrap_text(words, width, " " * 20, f"  {pad(key, 17)} ")
    return "\n".join(lines)
