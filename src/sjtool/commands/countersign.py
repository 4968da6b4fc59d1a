"""`sjtool countersign`: a trained supervisor with no part in the judgement approves it, or returns it with reasons."""

from __future__ import annotations

from shlex import quote
from typing import Any

import typer

from sjtool.ask.form import Choice, Field
from sjtool.assess.independence import SUPERVISOR, find_makers, find_officer, is_trained_supervisor, who_is
from sjtool.assess.signing import find_approval
from sjtool.assess.weakest import find_weakest
from sjtool.commands.desk import Desk
from sjtool.commands.options import AnswersFile, By, CaseArg, Plain, Templates
from sjtool.commands.saved import say_saved
from sjtool.commands.sign import OfAssessment, SshKey
from sjtool.commands.signing_desk import ACCEPT, Paper, ask_words, lay_out, read_words, say_outcome, sign_sheet
from sjtool.commands.signing_key import open_key
from sjtool.console import say, screen_width, write_out
from sjtool.errors import SjtoolError, refused
from sjtool.model.decision import Signature
from sjtool.model.people import Officer
from sjtool.problem import Place, Problem
from sjtool.recording.action_check_rules import ASK_SUPERVISOR
from sjtool.recording.drafting import Sheet
from sjtool.report.signing_facts import approval_lines, facts_lines, part_lines, weakest_lines
from sjtool.report.signing_words import say_records, say_status, signing_lines
from sjtool.status import ExitStatus
from sjtool.store.append import Draft
from sjtool.store.ledger import read_ledger
from sjtool.store.verify import ever_stood_at
from sjtool.store.victims import victims_path

app = typer.Typer(rich_markup_mode=None, add_completion=False)
OFFERED = {
    "approve": "I had no part in this judgement. I have gone through the assessment, its overrides and its weakest "
    "points, and I approve it as it stands.",
    "return": "I had no part in this judgement. I have gone through the assessment, and I return it for the reasons "
    "given.",
}
_ALLOWED = ("decision", "reasons", "role", "statement")


@app.command(
    help="Approve a signed assessment, or return it with reasons. What changed since you last approved comes first, "
    "then its weakest points."
)
def countersign(
    case: CaseArg,
    answers: AnswersFile = "",
    ssh_key: SshKey = "",
    assessment: OfAssessment = "",
    by: By = "",
    plain: Plain = False,
    templates: Templates = "",
) -> ExitStatus:
    """Refuse or show, ask, append one countersignature."""
    desk = Desk(by=by, templates=templates, plain=plain)
    paper = lay_out(desk, case, assessment)
    officer = desk.officer
    signature = _signed(paper)
    record = _independent(paper, signature, officer)
    sheet = _reasoned(read_words(answers, "countersignature", _ALLOWED)) if answers else None
    key = open_key(ssh_key)
    _show(paper, officer)
    more: dict[str, Any] = {"signature": signature.id, "head": signature.head}
    if sheet:
        made = sign_sheet(paper, sheet, key, **more)
    else:
        with desk.live(paper.whole.path, f"countersign-{signature.id}-{officer}") as live:
            typed = ask_words(live, _fields(record), OFFERED)
            made = sign_sheet(paper, Sheet(Draft("countersignature", typed), Place("your answers")), key, **more)
    say_saved([made])
    write_out(say_outcome(paper))
    say(f"Now print it:  sjtool report {quote(case)}")
    return ExitStatus.OK


def _signed(paper: Paper) -> Signature:
    """The signature to be answered. Raises SjtoolError where there is none that holds."""
    signing, place = paper.signing, str(paper.whole.path)
    if signing.signature is None:
        raise refused(
            "not-signed",
            place,
            "nobody has signed this assessment",
            "a countersignature answers its author's signature",
            "its author signs first:  sjtool sign CASE",
        )
    if signing.state == "changed-since":
        raise refused(
            "signature-void",
            place,
            f"it was changed since it was signed: {say_records(paper.whole.standing, signing.changed)}",
            "an approval must be of what the author stands by",
            "its author looks at the change and signs again:  sjtool sign CASE",
        )
    if signing.state == "returned":
        raise refused(
            "signature-returned",
            place,
            "this signature was answered already: it was returned",
            "what was returned is mended, and its author signs again, before it is approved",
            "its author reads the reasons and signs again:  sjtool sign CASE",
        )
    named, victims = signing.signature.victims_head, victims_path(paper.whole.path)
    if named and not (victims.is_file() and ever_stood_at(read_ledger(victims), named)):
        raise refused(
            "victims-head-unknown",
            str(victims),
            "the victims file is not the one that was signed with: it is gone, was cut or made anew",
            "the signature includes its head (docs/signing.md)",
            "restore it from a backup, or have the author sign again:  sjtool sign CASE",
        )
    return signing.signature


def _independent(paper: Paper, signature: Signature, officer: str) -> Officer:
    """The supervisor's record. Raises SjtoolError with everything that bars them."""
    standing, place = paper.whole.standing, paper.whole.case.place
    problems = []
    apart = "nobody oversees themselves (APP, monitoring and reviewing risk)"
    if signature.by and who_is(standing, officer) == who_is(standing, signature.by):
        what = "you signed this assessment yourself"
        problems.append(Problem("countersigned-by-author", place(signature.id), what, apart, "ask another supervisor"))
    elif who_is(standing, officer) in find_makers(standing, paper.assessment):
        what = "you made or edited the judgement, or one of its overrides"
        where = Place(str(paper.whole.path))
        problems.append(Problem("countersigned-by-author", where, what, apart, "ask another supervisor"))
    record = find_officer(standing, officer)
    trained = "an appropriately trained supervisor countersigns (APP, monitoring and reviewing risk)"
    if record is None:
        what, fix = "the case has no record of you as an officer", "sjtool add CASE officer"
        problems.append(Problem("countersigner-unknown", Place(str(paper.whole.path)), what, trained, fix))
    elif not is_trained_supervisor(record):
        what = f'your record as an officer does not say "{SUPERVISOR}" among what you are trained in'
        problems.append(Problem("countersigner-untrained", place(record.id), what, trained, ASK_SUPERVISOR))
    if problems or record is None:
        raise SjtoolError(problems)
    return record


def _reasoned(sheet: Sheet) -> Sheet:
    """The same words. Raises SjtoolError where it is returned without reasons."""
    if sheet.draft.keys.get("decision") == "return" and not str(sheet.draft.keys.get("reasons") or "").strip():
        what, why = "it is returned without reasons", "the author must know what to mend"
        raise SjtoolError([Problem("reasons-missing", sheet.at("decision"), what, why, "add  reasons = …")])
    return sheet


def _show(paper: Paper, officer: str) -> None:
    """What changed since their last approval, the weakest points, then page one in short."""
    width, context, standing = screen_width(), paper.context, paper.whole.standing
    last, since = find_approval(standing, officer)
    gaps = (*paper.readiness.required, *paper.readiness.listed)
    points = find_weakest(context.lens, gaps, context.built_on)
    lines = [
        say_status(standing, paper.signing),
        *signing_lines(standing, paper.signing),
        "",
        *approval_lines(context, last, since, width),
        *part_lines(context, officer, width),
        "",
        "Weakest points first",
        *weakest_lines(points, width),
        "",
        *facts_lines(context, width, paper.signing.signature),
    ]
    write_out("\n".join(lines))
    paper.log("countersign")


def _fields(record: Officer) -> list[Field]:
    """Approve or return, reasons for a return, role, and the statement: never taken by an empty line."""
    decision = (Choice("approve", "approve"), Choice("return", "return", "to the author, with reasons"))
    return [
        Field("decision", "Approve it, or return it?", "choice", required=True, choices=decision),
        Field("reasons", "Reasons: what has to be mended?", required=True, wanted=lambda a: a["decision"] == "return"),
        Field("reasons", "Anything its readers should know?", wanted=lambda a: a["decision"] == "approve"),
        Field("role", "In which role?", "line", required=True, default=record.role or ""),
        *(_statement(decision) for decision in OFFERED),
    ]


def _statement(decision: str) -> Field:
    return Field(
        "statement",
        f"What do you say to it, in your own words? Or  y  for:\n“{OFFERED[decision]}”",
        required=True,
        words=ACCEPT,
        must_see=True,
        wanted=lambda answers: answers.get("decision") == decision,
        help="It is printed with your name. Typed, it is a statement and not cryptographic. :quit records nothing.",
    )
