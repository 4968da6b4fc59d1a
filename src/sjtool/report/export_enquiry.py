"""The tables of an export about finding out and weighing: sessions and ratings. Nothing is totalled over factors.

Of somebody of whom only the label may be told (a victim, a confidential person) there is no row.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from sjtool.assess.accounts import split_ref
from sjtool.assess.ratings import find_scale
from sjtool.assess.sessions import find_how_ended
from sjtool.model.appraisal import Rating
from sjtool.model.enquiry import Response, Session
from sjtool.model.missing import REASONS
from sjtool.report.export_columns import ASSESSMENT, CASE, OFFICER, Columns, Row, partial, text, truth, whole
from sjtool.report.export_view import UNCODED, ExportView, coded

RATINGS = Columns(
    "ratings",
    "One row for each standing rating of a factor, past ones too; corrected ones are left out.",
    (
        CASE,
        ASSESSMENT,
        text("rating", "id of the rating in the case"),
        text("sheet", "which sheet, without its version"),
        text("sheet_version", "its version"),
        text("factor", "which factor of it"),
        text("person", "who it is about, by role: subject, partner-1, child-2"),
        text("recent", "the label as it is now, one of those of the factor's scale"),
        text("past", "the label as it was, where the sheet asks for it"),
        text("direction", "which way it goes, in the words of the sheet"),
        partial("held_on", "the day it was rated for"),
        whole("evidence", "how many records it rests on"),
        truth("present", "it is the latest of this factor for this person"),
        OFFICER,
    ),
)
SESSIONS = Columns(
    "sessions",
    "One row for each sitting with one informant and one question set; answers counted, none of them told.",
    (
        CASE,
        ASSESSMENT,
        text("session", "id of the session in the case"),
        text("set", "which question set, without its version"),
        text("set_version", "its version"),
        text("informant", "who was asked, by role"),
        text("mode", "in-person, home-visit, telephone, video or document"),
        partial("held_on", "the day"),
        text("ended", "finished, stopped, abandoned or paused; empty where nobody said"),
        whole("answered", "items or parts with a value"),
        *(whole(reason.id.replace("-", "_"), f"without one: {reason.means}") for reason in REASONS),
        OFFICER,
    ),
)


def rating_rows(view: ExportView) -> Iterator[Row]:
    """Every standing rating, in file order."""
    standing = view.standing
    latest = _latest(view)
    for rating in standing.of(Rating):
        if view.is_guarded(rating.person):
            continue
        ref, factor_id = _split(rating.factor)
        sheet = view.loaded.factor_sets.get(ref)
        factor = next((one for one in sheet.factor if one.id == factor_id), None) if sheet else None
        labels = {label.id for label in find_scale(sheet, factor).label} if sheet and factor else set()
        yield (
            view.case,
            view.ref(rating.assessment),
            view.id_of(rating),
            ref.partition("@")[0] or None,
            ref.partition("@")[2] or None,
            factor_id if factor else UNCODED,
            view.role(rating.person),
            coded(rating.recent, labels),
            coded(rating.past, labels),
            coded(rating.direction, sheet.set.directions if sheet else ()),
            rating.held_on,
            len(rating.evidence),
            rating.id in latest,
            view.officer(rating.by),
        )


def session_rows(view: ExportView) -> Iterator[Row]:
    """Every standing session, with how many answers it has and how many there are for each reason."""
    standing = view.standing
    given: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for response in standing.of(Response):
        if response.session:
            given[standing.root(response.session)][response.missing or "value"] += 1
    for session in standing.of(Session):
        if view.is_guarded(session.informant):
            continue
        counts = given[standing.root(session.id)]
        name, _, version = (session.set or "").partition("@")
        yield (
            view.case,
            view.ref(session.assessment),
            view.id_of(session),
            name or None,
            version or None,
            view.role(session.informant),
            session.mode,
            session.held_on,
            find_how_ended(standing, session) or None,
            counts["value"],
            *(counts[reason.id] for reason in REASONS),
            view.officer(session.by),
        )


def _split(factor: str | None) -> tuple[str, str]:
    """`acute@1.0.0/hostility` as the reference of the sheet and the factor."""
    ref, _, name = (factor or "").partition("/")
    return ref, name


def _latest(view: ExportView) -> set[str]:
    """The latest rating of each factor of a sheet for each person, by the day it is for, then by when it was made."""
    found: dict[tuple[str, str, str], Rating] = {}
    for rating in view.standing.of(Rating):
        sheet, factor = split_ref(rating.factor) if rating.factor else ("", "")
        key = (sheet, factor, view.standing.root(rating.person) if rating.person else "")
        before = found.get(key)
        if before is None or _moment(rating) >= _moment(before):
            found[key] = rating
    return {rating.id for rating in found.values()}


def _moment(rating: Rating) -> tuple[str, str]:
    return rating.held_on or "", rating.recorded_at().isoformat()
