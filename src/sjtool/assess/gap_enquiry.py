"""Gaps in finding out: who and why, what was gathered, who was asked, what the tools and sheets say."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.accounts import answered_by, split_ref
from sjtool.assess.crosscheck import OUTCOME_WORDS, marked_items, parts_for
from sjtool.assess.gap import Gap, Lens, Rule
from sjtool.assess.judging import instrument_id
from sjtool.assess.rated_now import find_counting
from sjtool.assess.ratings import GAPS, FactorView
from sjtool.assess.sessions import find_how_ended, find_not_put, items_to_put, list_spots
from sjtool.model.appraisal import Rating, ToolResult
from sjtool.model.enquiry import EvidenceRecord, Session
from sjtool.model.people import Person
from sjtool.model.template import QuestionSet
from sjtool.text import count_words

SOURCES = {
    "police-intelligence": "police intelligence",
    "national-databases": "national databases",
    "previous-interviews": "previous police interviews",
    "victim-information": "information from victims",
    "home-visit": "home visits",
    "other-agencies": "other agencies",
    "pre-sentence-report": "pre-sentence reports",
    "prison-intelligence": "prison intelligence",
    "programme-report": "post-programme reports",
}
"""The nine sources of information of police guidance (source 004), by the kind an evidence record names."""

BROKEN_OFF = frozenset({"stopped", "abandoned"})
"""How a session ends in which not everything was put."""

BASIC_SHEETS = (("arms-style", 5, "dynamic domains"), ("acute", 6, "acute factors"))


def find_case_gaps(lens: Lens) -> Iterator[Gap]:
    """Who the case is about, and which assessment is open."""
    standing = lens.standing
    subject, assessment = standing.subject, standing.assessment
    if subject is None:
        yield Gap("no-subject", 1, "Not recorded: the person under assessment.", lens.command("add CASE person"))
    elif subject.standing is None:
        yield Gap(
            "no-standing",
            1,
            "Not recorded: whether the person is suspected or convicted.",
            lens.command(f"add CASE person --supersedes {subject.id}"),
        )
    if assessment is None:
        yield Gap("no-assessment", 1, "Not recorded: an assessment to judge in.", lens.command("add CASE assessment"))
    elif assessment.purpose is None:
        yield Gap(
            "no-purpose",
            1,
            "Not recorded: what the assessment is for.",
            lens.command(f"add CASE assessment --supersedes {assessment.id}"),
        )


def find_source_gaps(lens: Lens) -> Iterator[Gap]:
    """Which of the nine sources nothing is said of, and which were not obtained without a reason."""
    held = lens.standing.of(EvidenceRecord)
    add = lens.command("add CASE evidence")
    if not held and not lens.standing.of(Session):
        yield Gap("no-information", 3, "Not recorded: any evidence or interview to judge from.", add)
        return
    unsaid = [words for kind, words in SOURCES.items() if kind not in {e.kind for e in held}]
    if unsaid:
        text = f"Not said, whether obtained or not: {', '.join(unsaid)}."
        yield Gap("sources-unsaid", 3, text, add, essential=len(unsaid) == len(SOURCES))
    silent = [e for e in held if e.obtained is False and e.why_not is None]
    if silent:
        titles = ", ".join(SOURCES.get(e.kind or "", e.title or e.id) for e in silent)
        way = f"{add} --supersedes {silent[0].id}"
        yield Gap("no-reason-not-obtained", 3, f"Not said why it was not obtained: {titles}.", way)


def find_interview_gaps(lens: Lens) -> Iterator[Gap]:
    """Who has not been asked, and which marked items are still open."""
    standing = lens.standing
    asked = {standing.root(s.informant) for s in standing.of(Session) if s.informant}
    for role in ("partner", "subject"):
        for person in standing.persons(role):
            name = person.label or person.id
            command = lens.command(f"interview CASE section-12 --informant {person.id}")
            if standing.root(person.id) not in asked:
                yield Gap("not-interviewed", 3, f"Not interviewed: {name}.", command)
            elif role == "partner":
                yield from _open_items(lens, person, command)


def _open_items(lens: Lens, partner: Person, command: str) -> Iterator[Gap]:
    for questions in {q.set.id: q for q in lens.question_sets.values()}.values():
        spots = [(i.id, p) for i in marked_items(questions, lightly=False) for p in parts_for(i, "partner")]
        given = answered_by(lens.standing, questions.set.id, partner.id)
        still = [spot for spot in spots if spot not in given or given[spot].is_open]
        if given and still:
            items = list_spots(dict.fromkeys(item for item, _part in still), questions)
            counts = f"{len(still)} of {count_words(len(spots), 'marked item')} ({items})"
            text = f"Not yet answered by {partner.label or partner.id}: {counts}."
            yield Gap("items-open", 3, text, f"{command} --only-unanswered")


def find_not_put_gaps(lens: Lens) -> Iterator[Gap]:
    """Which questions were never put to an informant: of section 12, and of any set whose session was broken off.

    What a partner has still to answer of the marked items is a gap of its own.
    """
    standing = lens.standing
    latest = {q.set.id: q for q in lens.question_sets.values()}
    found: dict[tuple[str, str], Gap] = {}
    for session in standing.of(Session):
        questions = latest.get((session.set or "").partition("@")[0])
        if questions is None or not session.informant or _is_counted_already(lens, questions, session.informant):
            continue
        set_id, name = questions.set.id, standing.root(session.informant)
        left = find_not_put(standing, questions, session, ever=True)
        if left and (set_id == "section-12" or find_how_ended(standing, session) in BROKEN_OFF):
            total = len(items_to_put(standing, questions, standing.person(name)))
            counts = f"{len(left)} of {count_words(total, 'question')} of {set_id} ({list_spots(left, questions)})"
            text = f"Not put to {standing.label(name)}: {counts}."
            command = lens.command(f"interview CASE {set_id} --informant {name} --only-unanswered")
            found[set_id, name] = Gap("items-not-put", 3, text, command)
    yield from found.values()


def _is_counted_already(lens: Lens, questions: QuestionSet, informant: str) -> bool:
    """Whether the marked items a partner has still to answer are told of this set."""
    person = lens.standing.person(informant)
    is_partner = person is not None and "partner" in person.roles and bool(marked_items(questions, lightly=False))
    return is_partner and bool(answered_by(lens.standing, questions.set.id, informant))


def find_tool_gaps(lens: Lens) -> Iterator[Gap]:
    """Whether any tool result is there, and whether its passport is within reach."""
    results = lens.standing.of(ToolResult)
    receive = lens.command("receive CASE srp-official")
    if not results:
        yield Gap("no-tool-result", 4, "Not recorded: the result of any published tool.", receive)
    unknown = sorted({instrument_id(r) for r in results if instrument_id(r) not in lens.passports})
    if unknown:
        text = f"Not at hand: the passport of {', '.join(unknown)}; its result cannot be compared."
        yield Gap("no-passport", 4, text, "sjtool sets list")


def find_rating_gaps(lens: Lens) -> Iterator[Gap]:
    """Which sheets and factors are not rated in this assessment, or rated for want of information."""
    for sheet, section, words in BASIC_SHEETS:
        if not any(ref.partition("@")[0] == sheet for ref in lens.views):
            yield Gap(f"not-rated-{sheet}", section, f"Not rated: the {words}.", lens.command(f"rate CASE {sheet}"))
    for ref, views in lens.views.items():
        sheet = ref.partition("@")[0]
        basic = next((known for known in BASIC_SHEETS if known[0] == sheet), (sheet, 5, f"factors of {sheet}"))
        yield from _sheet_gaps(lens, ref, basic, views)
    yield from _stray_ratings(lens)


def _sheet_gaps(lens: Lens, ref: str, known: tuple[str, int, str], views: tuple[FactorView, ...]) -> Iterator[Gap]:
    sheet, section, words = known
    rate = lens.command(f"rate CASE {sheet}")
    unrated = [v for v in views if find_counting(lens.standing, lens.factor_sets[ref], v) is None]
    if unrated:
        text = f"Not rated in this assessment: {len(unrated)} of the {len(views)} {words}."
        yield Gap("factors-unrated", section, text, rate)
    subject = lens.standing.subject
    for person in dict.fromkeys(v.person for v in views):
        thin = [v.factor.title for v in views if v.person == person and v.latest and v.latest.recent in GAPS]
        whose = "" if subject and subject.id == person else f", {lens.standing.label(person)}"
        if thin:
            yield Gap(
                "not-enough-information", section, f"Not enough information, {words}{whose}: {'; '.join(thin)}.", rate
            )


def _stray_ratings(lens: Lens) -> Iterator[Gap]:
    """Ratings that no sheet can place would otherwise be in no print."""
    known = {f"{q.set.id}/{f.id}" for q in lens.factor_sets.values() for f in q.factor}
    stray = [r.id for r in lens.standing.of(Rating) if "/".join(split_ref(r.factor or "")) not in known]
    if stray:
        text = f"Not shown, for no sheet has the factor they name: {', '.join(stray)}."
        yield Gap("ratings-without-factor", 5, text, lens.command("show CASE --all"))


def find_household_gaps(lens: Lens) -> Iterator[Gap]:
    """Whether anybody around the person is recorded."""
    if not any(lens.standing.persons(role) for role in ("partner", "carer", "child", "relative")):
        text = "Not recorded: anybody in the household, or that the person lives alone."
        yield Gap("no-household", 7, text, lens.command("add CASE person"))


def find_crosscheck_gaps(lens: Lens) -> Iterator[Gap]:
    """Accounts that differ and have no reading."""
    unread = [d for d in lens.discrepancies if d.needs_reading]
    if unread:
        words = {**OUTCOME_WORDS, "differ": "different"}
        outcomes = [d.outcome for d in unread]
        said = ", ".join(f"{outcomes.count(outcome)} {words[outcome]}" for outcome in dict.fromkeys(outcomes))
        text = (
            f"Not read by the officer: {count_words(len(unread), 'marked item')} with accounts side by side ({said})."
        )
        yield Gap("discrepancies-unread", 8, text, lens.command("crosscheck CASE"))


RULES: tuple[Rule, ...] = (
    find_case_gaps,
    find_source_gaps,
    find_interview_gaps,
    find_not_put_gaps,
    find_tool_gaps,
    find_rating_gaps,
    find_household_gaps,
    find_crosscheck_gaps,
)
