"""Checks of templates: pinned, and the same as when they were used."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.check.finding import Check, Finding
from sjtool.check.view import View
from sjtool.model.appraisal import Rating, ToolResult
from sjtool.model.enquiry import Session
from sjtool.model.upkeep import TemplatePin
from sjtool.problem import Problem


def find_changed(view: View) -> Iterator[Problem]:
    """A template is today what it was when the case used it.

    An answer can only be read with the question that was asked, and a label with the sheet it was chosen from. The
    hash that the case holds of each template it used is compared with the one within reach now; one that is not here
    at all is found too. Where the template is needed to read the case, its absence stops every other check.

    It cannot see a change that leaves the content alone: line ends, comments, the order of keys. Nor can it say what
    was changed.
    """
    yield from (p for p in view.templates if p.code == "template-changed")


def find_not_pinned(view: View) -> Iterator[Finding]:
    """Every template that the case used is pinned: named with its version and the hash of its content.

    Without the pin nobody can show later which questions were asked, for a force may change its templates. sjtool pins
    as it records; the pin is missing where records were typed by hand or came through sjtool add. It looks at the set
    of each session, the sheet of each rating and the passport of each tool result, in records that have not been
    corrected, and speaks once for each template.

    It cannot see marks that a force uses in place of the shipped ones, nor an instrument that has no passport here.
    """
    pinned = {pin.ref for pin in view.case.of(TemplatePin)}
    told: set[str] = set()
    for record_id, names in _used(view):
        if names & pinned or names & told:
            continue
        told |= names
        ref = max(names, key=len)
        yield Finding(
            record_id,
            f"the template {ref} is used, and the case does not pin it",
            f'look up its sha256 with  sjtool sets list --json , write a [[template]] with  ref = "{ref}"  and  '
            "sha256  in FILE, and  sjtool add CASE --answers FILE",
        )


def _used(view: View) -> Iterator[tuple[str, set[str]]]:
    """Records that used a template, with the names it may be pinned under: as recorded, and with its version."""
    for session in view.standing.of(Session):
        if session.set:
            head = view.question_sets[session.set].set
            yield session.id, {session.set, f"{head.id}@{head.version}"}
    for rating in view.standing.of(Rating):
        if rating.factor:
            ref = rating.factor.partition("/")[0]
            sheet = view.factor_sets[ref].set
            yield rating.id, {ref, f"{sheet.id}@{sheet.version}"}
    for result in view.standing.of(ToolResult):
        passport = view.passports.get((result.instrument or "").split("@")[0])
        if passport:
            yield result.id, {result.instrument or "", f"{passport.set.id}@{passport.set.version}"}


CHECKS: tuple[Check, ...] = (
    Check(
        "template-changed",
        "error",
        "answers can only be read with the questions that were asked (DPA 2018 s.38(4): accurate, complete, reliable)",
        find_changed,
    ),
    Check(
        "template-not-pinned",
        "error",
        "which questions were asked must be shown years later (College of Policing APP, auditable decisions)",
        find_not_pinned,
    ),
)
