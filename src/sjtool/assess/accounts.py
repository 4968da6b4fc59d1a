"""What each informant said about each item, session by session."""

from __future__ import annotations

from dataclasses import dataclass

from sjtool.assess.compare import is_partial_date
from sjtool.assess.standing import Standing
from sjtool.dates import day_words
from sjtool.model.appraisal import describe_value
from sjtool.model.enquiry import Response, Session
from sjtool.model.missing import BY_ID
from sjtool.model.template import Wording


@dataclass(frozen=True)
class Account:
    """One informant's response to one item (or part of it) in one session."""

    response: Response
    session: Session
    informant: str
    label: str
    is_subject: bool

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
        if self.has_value:
            return False
        return self.response.missing is None or BY_ID[self.response.missing].open

    def words(self, wording: Wording | None = None) -> str:
        """The answer, or the reason for none, in words; options of the item with spaces, as they were shown."""
        value = self.response.value
        if wording and wording.answer == "date" and is_partial_date(value):
            return day_words(value)
        if value is not None:
            options = wording.options if wording else ()
            parts = value if isinstance(value, tuple) else (value,)
            shown = tuple(
                part.replace("-", " ") if isinstance(part, str) and part in options else part for part in parts
            )
            return ", ".join(describe_value(part) for part in shown)
        if self.response.missing is not None:
            return BY_ID[self.response.missing].title
        return "no answer recorded"


def split_ref(ref: str) -> tuple[str, str]:
    """`section-12@1.0.0/1` to its set (`section-12`) and what follows the stroke (`1`)."""
    name, _, rest = ref.partition("/")
    return name.split("@")[0], rest


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
