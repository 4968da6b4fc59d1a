"""Gaps in finding out: who and why, what was gathered, who was asked, what the tools and sheets say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sjtool.assess.accounts import answered_by, split_ref
from sjtool.assess.crosscheck import marked_items, parts_for
from sjtool.assess.gap import Gap, Lens, Rule
from sjtool.assess.judging import instrument_id
from sjtool.assess.ratings import GAPS, FactorView, rated_in
from sjtool.model.appraisal import Rating, ToolResult
from sjtool.model.enquiry import EvidenceRecord, Session
from sjtool.model.people import Person
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
            counts = f"{len(still)} of {count_words(len(spots), 'marked item')}"
            text = f"Not yet answered by {partner.label or partner.id}: {counts}."
            yield Gap("items-open", 3, text, f"{command} --only-unanswered")


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
        yield from _sheet_gaps(lens, basic, views)
    yield from _stray_ratings(lens)


def _sheet_gaps(lens: Lens, known: tuple[str, int, str], views: tuple[FactorView, ...]) -> Iterator[Gap]:
    sheet, section, words = known
    rate = lens.command(f"rate CASE {sheet}")
    unrated = [v for v in views if rated_in(v, lens.standing, lens.assessment) is None]
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
        counts = Counter("refused by one" if d.outcome == "refused-by-one" else "different" for d in unread)
        said = ", ".join(f"{n} {word}" for word, n in counts.items())
        text = (
            f"Not read by the officer: {count_words(len(unread), 'marked item')} with accounts side by side ({said})."
        )
        yield Gap("discrepancies-unread", 8, text, lens.command("crosscheck CASE"))


RULES: tuple[Rule, ...] = (
    find_case_gaps,
    find_source_gaps,
    find_interview_gaps,
    find_tool_gaps,
    find_rating_gaps,
    find_household_gaps,
    find_crosscheck_gaps,
)
