"""The vignette of a training case: what lay on the desk on the day of the first judgement, as one page of markdown.

It gives facts and what people said, and nothing of what was made of it: no rating, reading, judgement, plan or level.
What the tools said, and what came in after the first judgement, stands at the end under a seal; of a case that is not
judged yet the levels of tools are hidden there too, as everywhere. It is made from the case alone, so that the same
case gives the same page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sjtool.assess.household import find_age
from sjtool.assess.standing import Standing
from sjtool.dates import day_words
from sjtool.model.case import Case
from sjtool.model.decision import Event
from sjtool.model.enquiry import EvidenceRecord, Session
from sjtool.model.people import Officer, Order, Person, Relation, Status
from sjtool.model.record import Record
from sjtool.store.library import Library
from sjtool.training.vignette_interviews import tell_interview
from sjtool.training.vignette_tools import tell_tools
from sjtool.training.vignette_words import (
    as_words,
    capital,
    ended,
    in_line,
    is_known_by_label_only,
    joined,
    plain,
    say_age,
    say_roles,
)

SEAL = "Sealed sheet: to be opened after the first judgement"
_DECIDING = "reactive-"
_MADE = "inference"
"""What an officer put together from other sources: it was made of them, and was not on the desk."""
_SEEN = frozenset({"visit", "intelligence", "significant-change", "move", "notification"})
"""Kinds of event that are told under the seal too; what meetings made of it all is not."""


def build_vignette(case: Case, library: Library) -> str:
    """The whole page. Raises SjtoolError where a question set that was asked is not within reach."""
    desk = _Desk(Standing(case), library)
    parts = [
        *desk.top(),
        *_headed("Who is who", desk.people()),
        *_headed("Orders, and where the person stands in law", desk.law()),
        *_headed("What was on file", desk.sources(later=False)),
        *_headed("Visits, and what else happened", desk.events(later=False)),
        *desk.interviews(later=False),
        "---",
        f"## {SEAL}",
        "\n".join(tell_tools(desk.standing, library)) or "No outcome of a tool is on record.",
        *_headed("What came in later", [*desk.sources(later=True), *desk.events(later=True)], "###"),
        *desk.interviews(later=True),
    ]
    return "\n\n".join(parts) + "\n"


def _headed(title: str, parts: Iterator[str] | Sequence[str], mark: str = "##") -> Iterator[str]:
    """A section, where there is anything in it."""
    found = list(parts)
    if found:
        yield f"{mark} {title}"
        yield from found


class _Desk:
    """A case as it lay on the desk: `until` is when the first judgement of the open assessment was recorded."""

    def __init__(self, standing: Standing, library: Library) -> None:
        """Where nobody has judged yet, all that was recorded lies there."""
        self.standing = standing
        self.library = library
        first = standing.judgement("first") or standing.judgement("final")
        self.until = self._recorded(first) if first else None
        made = [entry.record.recorded_at() for entry in standing.case]
        self.today: date = (self.until or max(made, default=datetime(1, 1, 1))).date()  # noqa: DTZ001 - an empty case

    def _recorded(self, record: Record) -> datetime:
        """When something was first recorded, corrections aside."""
        first = self.standing.case.find(self.standing.root(record.id)) or record
        return first.recorded_at()

    def _is_later(self, record: Record) -> bool:
        return self.until is not None and self._recorded(record) > self.until

    def top(self) -> Iterator[str]:
        """What this is, the day, and what was asked for."""
        subject = self.standing.subject
        label = in_line(self.standing.label(subject.id)) if subject else "nobody named"
        yield f"# {label}: the papers on the desk"
        yield (
            "An invented case for training. Nobody in it exists; no place, force or agency is meant. "
            f"Labels stand for names throughout. Today is {day_words(self.today.isoformat())}."
        )
        opened = self.standing.assessment
        if opened:
            asked = f"asked for by: {in_line(opened.asked_by)}" if opened.asked_by else ""
            yield "## The request"
            when = f"opened {day_words(opened.opened_on)}" if opened.opened_on else ""
            yield joined([_aside([when, as_words(opened.trigger or ""), asked]), plain(opened.purpose or "")], "\n\n")

    def people(self) -> Iterator[str]:
        """Everybody by label; then how they stand to each other; then who works on the case."""
        persons = self.standing.of(Person)
        yield "\n".join(map(self._person, sorted(persons, key=lambda person: "subject" not in person.roles)))
        apart = {self.standing.root(person.id) for person in persons if is_known_by_label_only(person)}
        related = [self._relation(r) for r in self.standing.of(Relation) if not self._ends(r) & apart]
        if related:
            yield "How they stand to each other:"
            yield "\n".join(related)
        officers = [
            f"- **{in_line(o.name or o.id)}**: {ended(in_line(joined([o.role, o.agency])))}"
            for o in self.standing.of(Officer)
        ]
        if officers:
            yield "Who works on it:"
            yield "\n".join(officers)

    def _person(self, person: Person) -> str:
        label = in_line(person.label or person.id)
        if is_known_by_label_only(person):
            return f"- **{label}**"
        born = f"born {day_words(person.born)}" if person.born else ""
        has_care = "has parental responsibility" if person.parental_responsibility else ""
        known = [say_roles(person), born, say_age(find_age(person.born, self.today)), in_line(person.ethnicity or "")]
        return f"- **{label}**: {ended(joined([*known, has_care]))}"

    def _ends(self, relation: Relation) -> set[str]:
        return {self.standing.root(end) for end in (relation.person, relation.to) if end}

    def _relation(self, relation: Relation) -> str:
        one, other = (in_line(self.standing.label(end)) for end in (relation.person, relation.to))
        since = f"from {day_words(relation.from_on)}" if relation.from_on else ""
        until = f"until {day_words(relation.until_on)}" if relation.until_on else ""
        days = joined([since, until], " ")
        kind = in_line(as_words(relation.kind or "related to"))
        return f"- {one}: {kind} {other}{f', {days}' if days else ''}."

    def law(self) -> Iterator[str]:
        """Convictions and orders; not the level of management, which somebody judged."""
        found = []
        for status in self.standing.of(Status):
            words = [
                status.convicted_on and f"convicted {day_words(status.convicted_on)}",
                status.sentenced_on and f"sentenced {day_words(status.sentenced_on)}",
                in_line(", ".join(status.offence_kinds)),
                status.lead_agency and f"lead agency: {in_line(status.lead_agency)}",
                status.lead_agency_since and f"since {day_words(status.lead_agency_since)}",
            ]
            found.append(joined(words))
        for order in self.standing.of(Order):
            days = [
                order.made_on and f"made {day_words(order.made_on)}",
                order.ends_on and f"ends {day_words(order.ends_on)}",
                order.discharged_on and f"discharged {day_words(order.discharged_on)}",
            ]
            found.append(joined([in_line(order.kind or "order").rstrip("."), *days]))
        if any(found):
            yield "\n".join(f"- {ended(capital(words))}" for words in found if words)

    def sources(self, *, later: bool) -> Iterator[str]:
        """What was obtained, with its text, in the order it came; then what was not, and why."""
        absent = []
        for source in self.standing.of(EvidenceRecord):
            if self._is_later(source) != later or source.nature == _MADE:
                continue
            title = in_line(source.title or source.id)
            if source.obtained is False:
                absent.append(f"- {ended(title)} {plain(source.why_not or '')}".rstrip())
                continue
            about = [
                as_words(source.kind or ""),
                source.nature,
                source.dated_on and day_words(source.dated_on),
                in_line(source.reference or ""),
                source.grade and f"graded {source.grade}",
                in_line(source.handling or ""),
            ]
            yield joined([f"**{title}**", _aside(about)], " ")
            if source.text:
                yield _quoted(plain(source.text))
        if absent:
            yield "Not here, and why:"
            yield "\n".join(absent)

    def events(self, *, later: bool) -> Iterator[str]:
        """Notes of visits and of what else happened, by day; not what was decided on them."""
        events = [event for event in self.standing.of(Event) if self._is_later(event) == later]
        for event in sorted(events, key=lambda event: event.held_on or ""):
            kind = event.kind or "other"
            if kind.startswith(_DECIDING) or (later and kind not in _SEEN):
                continue
            notice = {True: "announced", False: "no notice", None: ""}[event.announced]
            present = [in_line(self.standing.label(person)) for person in event.present]
            about = [notice, event.entry and f"entry: {as_words(event.entry)}", ", ".join(present)]
            head = joined([day_words(event.held_on), capital(as_words(kind)) if kind != "other" else ""], ", ")
            yield joined([f"**{head}.**", _aside([*about, in_line(event.others_present or "")])], " ")
            said = [event.what, *event.refused, event.outcome and ended(capital(as_words(event.outcome)))]
            yield from (plain(words) for words in said if words)

    def interviews(self, *, later: bool) -> Iterator[str]:
        """Each sitting, by day and in the order they were begun."""
        sessions = [session for session in self.standing.of(Session) if self._is_later(session) == later]
        for session in sorted(sessions, key=lambda session: session.held_on or ""):
            yield from tell_interview(self.standing, session, self.library)


def _aside(parts: Sequence[str | None]) -> str:
    """Particulars in small: each of them is safe already."""
    words = joined(parts)
    return f"*{ended(capital(words))}*" if words else ""


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))
