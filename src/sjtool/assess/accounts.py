"""What each informant said about each item, session by session, and what of it was corrected."""

from __future__ import annotations

from dataclasses import dataclass

from sjtool.assess.compare import is_partial_date
from sjtool.assess.once import once_per_case
from sjtool.assess.standing import Standing
from sjtool.dates import day_words
from sjtool.model.appraisal import describe_value
from sjtool.model.enquiry import Response, Session
from sjtool.model.missing import BY_ID
from sjtool.model.template import Wording


@dataclass(frozen=True)
class Correction:
    """An answer, or a reason for none, that another one took the place of."""

    was: Response
    now: Response


@dataclass(frozen=True)
class Account:
    """One informant's response to one item (or part of it) in one session; `corrections` of it, the latest first."""

    response: Response
    session: Session
    informant: str
    label: str
    is_subject: bool
    corrections: tuple[Correction, ...] = ()

    @property
    def has_value(self) -> bool:
        """Whether there is an answer, of whatever kind."""
        return self.response.value is not None

    @property
    def declined(self) -> bool:
        """Whether the informant would not answer."""
        return self.response.missing is not None and BY_ID[self.response.missing].declined

    @property
    def is_open(self) -> bool:
        """Whether the item is still to be asked of this informant."""
        return is_left_open(self.response)

    def words(self, wording: Wording | None = None) -> str:
        """The answer, or the reason for none, in words; options of the item with spaces, as they were shown."""
        return _words_of(self.response, wording)


def is_left_open(response: Response) -> bool:
    """Whether a response settles nothing: it has no answer, and a reason that leaves the item to be asked, or none."""
    return response.value is None and (response.missing is None or BY_ID[response.missing].open)


def _words_of(response: Response, wording: Wording | None) -> str:
    value = response.value
    if wording and wording.answer == "date" and is_partial_date(value):
        return day_words(value)
    if value is not None:
        options = wording.options if wording else ()
        parts = value if isinstance(value, tuple) else (value,)
        shown = tuple(part.replace("-", " ") if isinstance(part, str) and part in options else part for part in parts)
        return ", ".join(describe_value(part) for part in shown)
    return BY_ID[response.missing].title if response.missing is not None else "no answer recorded"


def find_corrections(standing: Standing, response: Response) -> tuple[Correction, ...]:
    """Every correction that led to a response, the latest first.

    A note that was added corrects nothing, and neither does an answer to what had been left open. What stood before
    an answer was withheld is not told: it was taken out of sight on purpose.
    """
    found = []
    seen: set[str] = set()
    now = response
    while now.supersedes and now.id not in seen and now.missing != "withheld":
        seen.add(now.id)
        was = standing.case.find(now.supersedes)
        if not isinstance(was, Response):
            break
        if not is_left_open(was) and (was.value, was.missing) != (now.value, now.missing):
            found.append(Correction(was, now))
        now = was
    return tuple(found)


def say_corrections(corrections: tuple[Correction, ...], wording: Wording | None = None) -> str:
    """`corrected 27 November 2026, was: now and then ("misheard")`; several with a semicolon between."""
    return "; ".join(_say_correction(one, wording) for one in corrections)


def _say_correction(one: Correction, wording: Wording | None) -> str:
    on = f" {day_words(one.now.at.date().isoformat())}" if one.now.at else ""
    unit = f" {wording.unit}" if wording and wording.unit and one.was.value is not None else ""
    said = f" [{one.was.note}]" if one.was.note else ""
    why = f' ("{one.now.reason}")' if one.now.reason else ""
    return f"corrected{on}, was: {_words_of(one.was, wording)}{unit}{said}{why}"


def split_ref(ref: str) -> tuple[str, str]:
    """`section-12@1.0.0/1` to its set (`section-12`) and what follows the stroke (`1`)."""
    name, _, rest = ref.partition("/")
    return name.split("@")[0], rest


@once_per_case
def find_accounts(standing: Standing, set_id: str) -> dict[tuple[str, str], list[Account]]:
    """All accounts of a question set by (item, part); part is "" for an undivided item. Oldest first."""
    subject = standing.subject
    sessions = {standing.root(s.id): s for s in standing.of(Session) if s.set and s.set.split("@")[0] == set_id}
    latest: dict[tuple[str, str, str], Account] = {}
    for response in standing.of(Response):
        session = sessions.get(standing.root(response.session)) if response.session else None
        if session is None or not response.item or not session.informant:
            continue
        informant = standing.root(session.informant)
        account = Account(
            response,
            session,
            informant,
            standing.label(session.informant),
            subject is not None and standing.same(subject.id, informant),
            find_corrections(standing, response),
        )
        latest[session.id, response.item, response.part or ""] = account
    found: dict[tuple[str, str], list[Account]] = {}
    for (_session, item, part), account in latest.items():
        found.setdefault((item, part), []).append(account)
    for accounts in found.values():
        accounts.sort(key=lambda a: (a.session.held_on or "", a.response.recorded_at()))
    return found


def answered_by(standing: Standing, set_id: str, informant: str) -> dict[tuple[str, str], Account]:
    """What this informant last said, by (item, part)."""
    root = standing.root(informant)
    return {
        spot: mine[-1]
        for spot, accounts in find_accounts(standing, set_id).items()
        if (mine := [a for a in accounts if a.informant == root])
    }
