"""Who may countersign: somebody trained to supervise, who had no part in the judgement. Ids are compared."""

from __future__ import annotations

import re

from sjtool.assess.standing import Standing
from sjtool.model.decision import Judgement, Override
from sjtool.model.people import Officer

SUPERVISOR = "supervisor"
"""The entry of `trained` on an officer's record that says they are trained to supervise."""


def who_is(standing: Standing, officer_id: str) -> str:
    """One name for one officer: their first id, in small letters and without dots, dashes or underscores.

    Two spellings of an id are one person far more often than two; where they are not, one of them needs another id.
    """
    return re.sub(r"[._-]", "", standing.root(officer_id).casefold())


def find_makers(standing: Standing, assessment: str | None) -> frozenset[str]:
    """Everybody who made or edited the judgement of an assessment or its overrides, each as `who_is` has them."""
    judgements = [j for j in standing.case.of(Judgement) if standing.same(j.assessment, assessment)]
    roots = {standing.root(j.id) for j in judgements}
    overrides = [o for o in standing.case.of(Override) if o.judgement and standing.root(o.judgement) in roots]
    return frozenset(who_is(standing, made.by) for made in (*judgements, *overrides) if made.by)


def find_authors(standing: Standing, assessment: str | None) -> frozenset[str]:
    """Whose judgement it is, as `who_is` has them: who made the final one, or a version of it corrected since."""
    final = standing.judgement("final", assessment)
    versions = [j for j in standing.case.of(Judgement) if final and standing.same(j.id, final.id)]
    return frozenset(who_is(standing, made.by) for made in versions if made.by)


def find_officer(standing: Standing, officer_id: str | None) -> Officer | None:
    """The officer's record that stands for an id."""
    found = standing.current(officer_id) if officer_id else None
    return found if isinstance(found, Officer) else None


def is_trained_supervisor(officer: Officer) -> bool:
    """Whether the officer's record says they are trained to supervise, in whatever version of the training."""
    return any(word.partition("@")[0].strip().casefold() == SUPERVISOR for word in officer.trained)
