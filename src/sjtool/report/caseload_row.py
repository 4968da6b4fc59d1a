"""One case of a caseload: how it stands, what is due, what waits for a supervisor. Nothing is weighed or totalled.

No words of the case are in it. The person's label, and whatever a covert action adds, are only for an officer's own
screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sjtool.assess.due import Due, find_dues
from sjtool.assess.independence import who_is
from sjtool.assess.ratings import view_sheet
from sjtool.assess.signing import Signing, SigningState, find_signing
from sjtool.assess.standing import Standing
from sjtool.loader import Loaded
from sjtool.model.decision import Judgement, Override
from sjtool.model.enquiry import Assessment
from sjtool.model.people import Person
from sjtool.model.record import Record
from sjtool.problem import Problem
from sjtool.report.wording import is_guarded

NOT_JUDGED = "not-judged"
ACT_NOW = "act-now"


@dataclass(frozen=True)
class CaseRow:
    """A line of a caseload.

    `level` is that of the open assessment, or `not-judged`; then `before` is the level judged in an earlier one.
    `first` is that of the first judgement where it differs.
    `override` is up, down, up-and-down, none, not-said, hidden (looked at as of an earlier day) or not-judged. `since`
    is the day since which `status` is as it is; `next_left` is in working days where `next_unit` says so.
    """

    case: str
    person: str
    training: bool
    marking: str
    officer: str
    level: str
    before: str
    first: str
    override: str
    status: SigningState
    since: date | None
    next_what: str
    next_on: date | None
    next_left: int | None
    next_unit: str
    overdue: int
    oldest: date | None
    errors: int
    warnings: int
    act_now: tuple[tuple[str, str], ...]

    @property
    def is_unsigned(self) -> bool:
        """Whether no signature vouches for how it stands: never signed, returned, or changed since."""
        return self.status in {"draft", "returned", "changed-since"}

    @property
    def act_now_titles(self) -> str:
        """The factors that cannot wait, as the sheet names them."""
        return ", ".join(dict.fromkeys(title for _ref, title in self.act_now))


def build_row(loaded: Loaded, dues: Sequence[Due], problems: Sequence[Problem], *, at_screen: bool) -> CaseRow:
    """How a case stands. `dues` and `problems` are those that may be told here.

    The person's label is only for an officer's own screen (`at_screen`). Raises SjtoolError for a sheet it lacks.
    """
    standing = loaded.standing
    subject, assessment = standing.subject, standing.assessment
    final, first = standing.judgement("final"), standing.judgement("first")
    signing = find_signing(standing, assessment.id if assessment else None)
    late = [due for due in dues if due.state == "overdue"]
    coming = next((due for due in dues if due.state in {"due", "coming"}), None)
    level = (final.level if final else None) or NOT_JUDGED
    return CaseRow(
        case=loaded.name,
        person=(subject.label or "") if at_screen and subject else "",
        training=loaded.case.header.training,
        marking=loaded.case.header.marking,
        officer=_officer(standing) or "",
        level=level,
        before=_find_before(standing) if final is None else "",
        first=_find_first(first, level),
        override=_find_override(loaded, final),
        status=signing.state,
        since=_find_since(standing, signing, final),
        next_what=coming.what if coming else "",
        next_on=coming.on if coming else None,
        next_left=coming.left if coming else None,
        next_unit="working-days" if coming and coming.in_working_days else "days",
        overdue=len(late),
        oldest=min((due.on for due in late if due.on), default=None),
        errors=sum(problem.severity == "error" for problem in problems),
        warnings=sum(problem.severity == "warning" for problem in problems),
        act_now=tuple(_find_act_now(loaded)),
    )


def find_row_dues(loaded: Loaded, today: date, *, at_screen: bool) -> list[Due]:
    """What is due in a case, by day; a covert action's day only for an officer's own screen."""
    dues = find_dues(loaded.standing, loaded.library.clocks(), today)
    return [due for due in dues if at_screen or not due.is_covert]


def is_case_of(standing: Standing, officer: str) -> bool:
    """Whether a case is an officer's: they made the final judgement, or opened the assessment where there is none."""
    mine = _officer(standing)
    return mine is not None and who_is(standing, mine) == who_is(standing, officer)


def _officer(standing: Standing) -> str | None:
    made = standing.judgement("final") or standing.assessment
    return made.by if made else None


def _find_first(first: Judgement | None, level: str) -> str:
    """The level judged before the tools were shown, where it is another; not judged where there is only a final one."""
    said = (first.level if first else None) or NOT_JUDGED
    return said if said != level else ""


def _find_before(standing: Standing) -> str:
    """The level judged last, in whichever earlier assessment."""
    opened = [*dict.fromkeys(standing.root(a.id) for a in standing.case.of(Assessment))]
    judged = [standing.judgement("final", name) for name in reversed(opened)]
    return next((judgement.level for judgement in judged if judgement and judgement.level), "")


def _find_override(loaded: Loaded, final: Judgement | None) -> str:
    if final is None:
        return NOT_JUDGED
    if loaded.hides_levels:
        return "hidden"
    standing = loaded.standing
    made = [o for o in standing.of(Override) if standing.same(o.judgement, final.id)]
    ways = {override.direction for override in made}
    if {"upward", "downward"} <= ways:
        return "up-and-down"
    if "downward" in ways:
        return "down"
    if "upward" in ways:
        return "up"
    return "none" if final.overrides == "none" and not made else "not-said"


def _find_since(standing: Standing, signing: Signing, final: Judgement | None) -> date | None:
    """The day it was signed, answered or first changed; of a draft the day it was judged, else opened."""
    if signing.state == "changed-since":
        made = [standing.case.find(name) for name in signing.changed]
        days = [record.at.date() for record in made if record and record.at and record.id != _id(signing.signature)]
        return min(days, default=_day(signing.signature))
    if signing.state in {"returned", "countersigned"}:
        return _day(signing.countersignature)
    if signing.state == "signed":
        return _day(signing.signature)
    begun = final or standing.assessment
    return _day(standing.case.find(standing.root(begun.id)) or begun) if begun else None


def _id(record: Record | None) -> str:
    return record.id if record else ""


def _day(record: Record | None) -> date | None:
    return record.at.date() if record and record.at else None


def _find_act_now(loaded: Loaded) -> Iterator[tuple[str, str]]:
    """Factors whose present rating is act-now, for everybody but those of whom only the label may be told."""
    standing = loaded.standing
    people = [person for person in standing.of(Person) if not is_guarded(person)]
    for ref, sheet in loaded.factor_sets.items():
        for person in people:
            for view in view_sheet(standing, sheet, ref, person.id):
                if view.latest and view.latest.recent == ACT_NOW:
                    yield view.ref, view.factor.title
