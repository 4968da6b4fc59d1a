"""Gaps in finding out: who and why, what was gathered and what was not to be had, what the tools say.

Who was asked what stands in `gap_interview.py`, what was rated in `gap_rating.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.crosscheck import OUTCOME_WORDS
from sjtool.assess.gap import Gap, Lens, Rule
from sjtool.assess.gap_interview import RULES as INTERVIEW_RULES
from sjtool.assess.gap_rating import RULES as RATING_RULES
from sjtool.assess.judging import instrument_id
from sjtool.model.appraisal import ToolResult
from sjtool.model.enquiry import EvidenceRecord, Session
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


NOT_OBTAINED = "not-obtained"
"""The code of what was sought and not had: one gap for each, so that a reader of page one meets it by name."""


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
    """Which of the nine sources nothing is said of, what was sought and not had, and which of it without a reason."""
    held = lens.standing.of(EvidenceRecord)
    add = lens.command("add CASE evidence")
    if not held and not lens.standing.of(Session):
        yield Gap("no-information", 3, "Not recorded: any evidence or interview to judge from.", add)
        return
    unsaid = [words for kind, words in SOURCES.items() if kind not in {e.kind for e in held}]
    if unsaid:
        text = f"Not said, whether obtained or not: {', '.join(unsaid)}."
        yield Gap("sources-unsaid", 3, text, add, essential=len(unsaid) == len(SOURCES))
    without = [e for e in held if e.obtained is False]
    for one in without:
        name = one.title or SOURCES.get(one.kind or "", "something without a title")
        way = lens.command(f"add CASE evidence --supersedes {one.id}")
        yield Gap(NOT_OBTAINED, 3, f"Not obtained: {name.rstrip('.')}.", way)
    silent = [e for e in without if e.why_not is None]
    if silent:
        titles = ", ".join(SOURCES.get(e.kind or "", e.title or e.id) for e in silent)
        way = f"{add} --supersedes {silent[0].id}"
        yield Gap("no-reason-not-obtained", 3, f"Not said why it was not obtained: {titles}.", way)


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
    *INTERVIEW_RULES,
    find_tool_gaps,
    *RATING_RULES,
    find_household_gaps,
    find_crosscheck_gaps,
)
