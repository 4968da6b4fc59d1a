"""Checks of the judgement: first before the tools, whom, why, what speaks against it, when it is looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sjtool.assess.judging import find_known, find_outcomes
from sjtool.assess.standing import Standing
from sjtool.check.finding import Check, Finding
from sjtool.check.overrides import say_correction, say_mending
from sjtool.check.view import View
from sjtool.model.appraisal import Scenario
from sjtool.model.decision import Judgement
from sjtool.model.enquiry import Response, Session
from sjtool.model.missing import BY_ID
from sjtool.model.people import Governance, Person, Status

_MARKED_APART = {"subject", "victim", "potential-victim", "partner"}
_FIRST = "the officer's own level comes before the tools (DPA 2018 ss.50A-50C, meaningful human involvement)"
_HEARD = (
    "information is actively sought, collected and weighed before the decision (defensible decision, Kemshall 2009)"
)
_SCENARIOS = (
    "scenarios look beyond a repeat: twist, escalation, improvement (structured professional judgement, RSVP steps)"
)
_AGAINST = "a defensible decision shows what speaks against it and why it does not prevail (Kemshall 2009)"
_WHOM = (
    "assessing risk is saying how likely, how often, to whom and how grave (College of Policing APP, assessing risk)"
)
_AGAIN = "all assessments are reviewed regularly, and on a change (College of Policing APP, dynamic risk factors)"
_FOOTING = (
    "a lawful basis, and time limits for reviewing what is kept (DPA 2018 s.35 and s.39; outside Part 3, UK GDPR)"
)
_APART = "suspects, convicted people, victims, witnesses and others are kept apart as data (DPA 2018 s.38(3))"
_REVIEW = "sjtool add CASE assessment , then  sjtool judge CASE"


def _stood_before(view: View, judgement: Judgement) -> Standing:
    """The case as it stood when a judgement was first recorded; a correction of it keeps its place in time."""
    made = view.standing.root(judgement.id)
    return Standing(replace(view.case, entries=view.case.entries[: view.standing.places.get(made)]))


def find_before_interviews(view: View) -> Iterator[Finding]:
    """The first judgement comes after the person, and each partner then in the case, was asked something.

    A level formed before anybody was heard tends to be the one that is found afterwards. It looks at what was
    recorded before the first judgement: at least one response of the person, and of each partner who was in the case
    by then, in a session of this assessment. A refusal is a response. An item marked as not asked, not present or left
    for later is none.

    It cannot see why somebody was not asked (custody, illness, the safety of a partner), nor a talk that no session
    records, nor answers that were lawfully erased since. Say the reason in the limits of the judgement.
    """
    first = view.first
    if first is None:
        return
    before = _stood_before(view, first)
    heard = {before.root(informant) for informant in _heard(before, first.assessment)}
    people = {p.id: p for role in ("subject", "partner") for p in before.persons(role)}
    for person in people.values():
        known = before.root(person.id)
        if known not in heard:
            yield Finding(
                first.id,
                f'the first judgement "{first.id}" was recorded before "{known}" was asked anything in this assessment',
                f"sjtool interview CASE section-12 --informant {known} ; if it changes anything, judge in a review: "
                f" {_REVIEW}",
            )


def _heard(before: Standing, assessment: str | None) -> Iterator[str]:
    """Who had been asked something in an assessment."""
    for response in before.case.of(Response):
        session = before.current(response.session or "")
        is_open = response.value is None and (response.missing is None or BY_ID[response.missing].open)
        if isinstance(session, Session) and before.same(session.assessment, assessment) and not is_open:
            yield session.informant or ""


def find_without_first(view: View) -> Iterator[Finding]:
    """A final judgement follows a first one, made before the tools were shown.

    Without it nobody can say whether the officer judged or only agreed with a tool. It looks for a first judgement of
    the same assessment that was recorded before the final one. One added afterwards does not mend it, for by then the
    tools were known; a review, judged in order, does.

    It cannot see what the officer had in mind or had read elsewhere: known-outcome-not-declared looks at that.
    """
    final = view.final
    if final is not None and _stood_before(view, final).judgement("first", final.assessment) is None:
        yield Finding(
            final.id,
            f'no first judgement was recorded before the final one, "{final.id}"',
            f"open a review and judge in order:  {_REVIEW}",
        )


def find_undeclared(view: View) -> Iterator[Finding]:
    """A tool result that the officer knew is named as known in the first judgement.

    Knowing a result is no fault, and hiding it is: the print says which results the judgement was made knowing. A
    result counts as known if the judging officer received or made it, or if it served an earlier assessment of this
    case that has its final judgement; in each case only if it was recorded before this first judgement. One that was
    worked out here stayed off the screen, and does not count.

    It cannot see a result that was read on paper, in another system, or on a screen with --reveal, which stands in the
    access log. It names the result and never its level.
    """
    first = view.first
    if first is None:
        return
    before = _stood_before(view, first)
    made = view.case.find(view.standing.root(first.id)) or first
    declared = {before.root(known) for known in first.known_outcomes}
    for outcome in find_known(before, find_outcomes(before, view.passports), made.by or "", ()):
        if before.root(outcome.result.id) not in declared:
            yield Finding(
                first.id,
                f'tool result "{outcome.result.id}" was known to the officer, and the first judgement does not say so',
                say_correction(first, f'known_outcomes = ["{outcome.result.id}", …]'),
            )


def find_no_scenario(view: View) -> Iterator[Finding]:
    """A final judgement has thought of a way things could go other than a repeat of the past.

    Plans that only guard against the last offence miss a change of victim, of place or of kind. It looks for at least
    one scenario of this assessment that is a twist, an escalation or an improvement, once the final judgement stands.

    It sees the kind that was recorded, not whether the scenario is a likely one or was thought through.
    """
    if view.final is not None and not {s.kind for s in view.of_assessment(Scenario)} - {"repeat", None}:
        yield Finding(
            view.final.id,
            "no scenario of this assessment is other than a repeat",
            "sjtool add CASE scenario  with kind twist, escalation or improvement",
        )


def find_no_against(view: View) -> Iterator[Finding]:
    """A final judgement faces the strongest evidence against it.

    A decision that names what speaks against it, and says why that does not prevail, can be tested and defended; one
    that does not looks as if only one side was heard. It looks at the final judgement alone.

    It cannot see whether what is named is the strongest there was.
    """
    if view.final is not None and not (view.final.strongest_against or "").strip():
        yield Finding(
            view.final.id,
            f'judgement "{view.final.id}" does not name the strongest evidence against it',
            say_mending(view.final, 'strongest_against = "…"'),
        )


def find_without_whom(view: View) -> Iterator[Finding]:
    """A level says to whom.

    A level without whom protects nobody: low in general may be an unacceptable risk to one particular child. It looks
    at the first and the final judgement of the open assessment.

    It sees that words are there, not whether everybody at risk is named, each child apart.
    """
    for made in (view.first, view.final):
        if made is not None and made.level and not (made.whom or "").strip():
            yield Finding(
                made.id, f'judgement "{made.id}" gives a level and not to whom', say_mending(made, 'whom = "…"')
            )


def find_no_review_date(view: View) -> Iterator[Finding]:
    """A final judgement says when it is looked at again.

    Risk moves, and a level with no date runs on by habit. It looks at the review date of the final judgement. Under
    reactive management, by the latest status, the date may be left blank and nothing is said.

    It cannot see whether the date suits the level or has passed.
    """
    statuses = view.standing.of(Status)
    is_reactive = bool(statuses) and statuses[-1].management == "reactive"
    if view.final is not None and view.final.review_on is None and not is_reactive:
        yield Finding(
            view.final.id,
            f'judgement "{view.final.id}" has no review date',
            say_mending(view.final, 'review_on = "YYYY-MM-DD"'),
        )


def find_no_governance(view: View) -> Iterator[Finding]:
    """A case says on what lawful basis it is held, and when keeping it is reviewed.

    Nothing in it may be used or shared without a basis. It looks at the latest governance record for these two. The
    Schedule 8 condition and the policy document are asked of police and probation only, and others work under other
    conditions; so the summary lists them as a gap, and this check leaves them alone.

    It cannot see whether the basis named is the right one.
    """
    held = view.standing.of(Governance)
    if not held:
        yield Finding("", "the case has no governance record", "sjtool add CASE governance")
        return
    unsaid = [key for key in ("lawful_basis", "retention_review_on") if getattr(held[-1], key) is None]
    if unsaid:
        yield Finding(
            held[-1].id,
            f'governance record "{held[-1].id}" does not say {" or ".join(unsaid)}',
            f"sjtool add CASE governance --supersedes {held[-1].id}",
        )


def find_no_standing(view: View) -> Iterator[Finding]:
    """The person, each partner and each victim is marked as suspect, convicted, victim, witness or other.

    Whoever reads a summary must not take a suspect for somebody convicted, or a victim for a witness. It looks at
    everybody in the case as the person under assessment, a partner, a victim or a potential victim.

    It cannot see whether the mark is still true: a charge dropped since needs a correction.
    """
    for person in view.standing.of(Person):
        if person.standing is None and _MARKED_APART & set(person.roles):
            yield Finding(
                person.id,
                f'person "{person.id}" ({", ".join(person.roles)}) has no standing',
                f"sjtool add CASE person --supersedes {person.id}",
            )


CHECKS: tuple[Check, ...] = (
    Check("judgement-before-interviews", "warning", _HEARD, find_before_interviews),
    Check("judgement-without-first", "error", _FIRST, find_without_first),
    Check("known-outcome-not-declared", "error", _FIRST, find_undeclared),
    Check("no-scenario-beyond-repeat", "warning", _SCENARIOS, find_no_scenario),
    Check("no-strongest-against", "error", _AGAINST, find_no_against),
    Check("level-without-whom", "error", _WHOM, find_without_whom),
    Check("review-date-missing", "warning", _AGAIN, find_no_review_date),
    Check("governance-missing", "error", _FOOTING, find_no_governance),
    Check("standing-missing", "error", _APART, find_no_standing),
)
