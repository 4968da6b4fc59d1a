"""Checks of signatures: by whom, of what, and whether they still hold."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.independence import SUPERVISOR, find_makers, find_officer, is_trained_supervisor, who_is
from sjtool.assess.signing import Signing, find_signing
from sjtool.check.finding import Check, Finding
from sjtool.check.view import View
from sjtool.model.decision import Countersignature

_NAMED = 5
"""How many of the records that voided a signature are named."""


def _signing(view: View) -> Signing:
    return find_signing(view.standing, view.assessment)


def find_by_author(view: View) -> Iterator[Finding]:
    """Nobody countersigns their own judgement.

    A countersignature is worth something because a second person looked. It looks at every approval of the present
    signature of the open assessment, and compares officer ids, in whatever spelling of
    capitals, dots and dashes: whoever signed, made or corrected the judgement, or
    made one of its overrides, cannot approve it. Such an approval counts for nothing, and every print says "signed"
    only. Nothing is found once somebody independent has approved the same signature.

    It cannot see that two ids are one person, that one officer leans on another, or who typed under an id. Approvals
    that say nobody made them are left out, and so are older assessments.
    """
    signing, standing = _signing(view), view.standing
    signature, counted = signing.signature, signing.countersignature
    if signature is None or (counted and counted.decision == "approve"):
        return
    barred = find_makers(standing, view.assessment) | ({who_is(standing, signature.by)} if signature.by else set())
    for approval in standing.of(Countersignature):
        if approval.decision != "approve" or not standing.same(approval.signature, signature.id):
            continue
        if approval.by and who_is(standing, approval.by) in barred:
            yield Finding(
                approval.id,
                f'"{approval.id}" approves "{signature.id}", and "{approval.by}" had a part in what it approves',
                "have a supervisor who had none go through it:  sjtool countersign CASE --by ID",
            )


def find_untrained(view: View) -> Iterator[Finding]:
    """Whoever countersigns is on record as a trained supervisor.

    Guidance asks for an appropriately trained supervisor, so a reader must be able to see that it was one. The rule
    is the one that sjtool countersign goes by: the officer has a record in the case, and the training it lists has the
    word supervisor in it. It looks at the approval that counts, in the open assessment.

    It cannot see the training itself, nor whether it covered these sheets and tools: compare with what else the
    record lists. It goes by what the record says now, not by what it said on the day of the approval.
    """
    approval = _signing(view).countersignature
    if approval is None or approval.decision != "approve":
        return
    officer = find_officer(view.standing, approval.by)
    if officer is None:
        what = f'"{approval.id}" is by "{approval.by}", of whom the case has no officer record'
        fix = f'sjtool add CASE officer  with the id {approval.by} and, if it is so,  trained = ["{SUPERVISOR}"]'
    elif not is_trained_supervisor(officer):
        what = f'"{approval.id}" is by "{approval.by}", whose record does not say that they are trained to supervise'
        fix = f"if they are:  sjtool add CASE officer --supersedes {officer.id}  with  {SUPERVISOR}  among  trained"
    else:
        return
    yield Finding(approval.id, what, f"{fix} ; if not, have a trained supervisor do it:  sjtool countersign CASE")


def find_void(view: View) -> Iterator[Finding]:
    """Nothing that could change a reader's mind was recorded or altered since the assessment was signed.

    A signature vouches for what the case held at that moment. A later answer, rating, result, scenario, judgement,
    override, action, template or correction of the same assessment voids it, and so does an edit of what was signed;
    the records are named. What merely happened since (an event, news of an action) voids nothing.

    It looks at the latest signature of the open assessment. It cannot say whether the change matters, for that is
    what signing again is for, and it cannot see a new file made up as a whole.
    """
    signing = _signing(view)
    signature = signing.signature
    if signature is None or signing.state != "changed-since":
        return
    if all(entry.record.chain != signature.head for entry in view.case):
        what = f'"{signature.id}" vouches for a chain value that no record of this file has'
    else:
        more = len(signing.changed) - _NAMED
        names = ", ".join(f'"{name}"' for name in signing.changed[:_NAMED]) + (f" and {more} more" if more > 0 else "")
        what = f'"{signature.id}" holds no longer, because of {names}'
    yield Finding(signature.id, what, "go through what changed; then  sjtool sign CASE , and  sjtool countersign CASE")


_TRAINED = (
    "an appropriately trained supervisor oversees and countersigns all risk assessments and plans (College of Policing "
    "APP, monitoring and reviewing risk)"
)
CHECKS: tuple[Check, ...] = (
    Check("countersigned-by-author", "error", f"{_TRAINED}; nobody oversees themselves", find_by_author),
    Check("countersigner-untrained", "error", _TRAINED, find_untrained),
    Check(
        "signature-void",
        "error",
        "a signature stands for exactly what was signed, and a reader relies on it (DPA 2018 s.38(4), (5))",
        find_void,
    ),
)
