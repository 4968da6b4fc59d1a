"""`sjtool sign`: the author signs an assessment, once nothing that is required is missing."""

from __future__ import annotations

from shlex import quote
from typing import Annotated

import typer

from sjtool.ask.form import Field
from sjtool.assess.independence import find_authors, find_officer, who_is
from sjtool.assess.ready import REQUIRED
from sjtool.commands.desk import Desk
from sjtool.commands.options import AnswersFile, By, CaseArg, Plain, Templates
from sjtool.commands.saved import say_saved
from sjtool.commands.signing_desk import ACCEPT, Paper, ask_words, lay_out, read_words, say_outcome, sign_sheet
from sjtool.commands.signing_key import open_key
from sjtool.console import say, say_wrapped, screen_width, show_problems, write_out
from sjtool.errors import refused
from sjtool.model.people import Officer
from sjtool.problem import Place, Problem
from sjtool.recording.drafting import Sheet
from sjtool.report.signing_facts import facts_lines, gaps_lines
from sjtool.report.signing_words import say_status
from sjtool.status import ExitStatus
from sjtool.store.append import Draft
from sjtool.text import count_words

app = typer.Typer(rich_markup_mode=None, add_completion=False)
SshKey = Annotated[
    str, typer.Option("--ssh-key", metavar="FILE", help="Sign with this OpenSSH Ed25519 private key, besides typing.")
]
OfAssessment = Annotated[
    str, typer.Option("--assessment", metavar="ID", help="An earlier assessment; else the open one.")
]
OFFERED = (
    "I made this assessment. It says what I know and from whom, what I do not know, and my own judgement, which I "
    "stand by."
)


@app.command(
    help="Sign your assessment. Lists what is missing first, and signs nothing while something required is missing."
)
def sign(
    case: CaseArg,
    answers: AnswersFile = "",
    ssh_key: SshKey = "",
    assessment: OfAssessment = "",
    by: By = "",
    plain: Plain = False,
    templates: Templates = "",
) -> ExitStatus:
    """Check, show, ask, append one signature."""
    desk = Desk(by=by, templates=templates, plain=plain)
    paper = lay_out(desk, case, assessment)
    officer = desk.officer
    if not paper.readiness.is_ready:
        return _list_missing(paper)
    _refuse_others(paper, officer)
    if _is_signed(paper, with_key=bool(ssh_key)):
        say_wrapped(f"{say_status(paper.whole.standing, paper.signing)}. Nothing has changed since.")
        return ExitStatus.OK
    sheet = read_words(answers, "signature", ("role", "statement")) if answers else None
    key = open_key(ssh_key)
    record = find_officer(paper.whole.standing, officer)
    _show(paper, officer, record)
    if sheet:
        signed = sign_sheet(paper, sheet, key)
    else:
        with desk.live(paper.whole.path, f"sign-{paper.assessment or ''}-{officer}") as live:
            typed = ask_words(live, _fields(record), {"sign": OFFERED})
            signed = sign_sheet(paper, Sheet(Draft("signature", typed), Place("your answers")), key)
    say_saved([signed])
    write_out(say_outcome(paper))
    say(f"Next, a trained supervisor who had no part in the judgement:  sjtool countersign {quote(case)} --by ID")
    return ExitStatus.OK


def _is_signed(paper: Paper, *, with_key: bool) -> bool:
    """Whether there is nothing to sign: it stands signed, and no key is offered to one that was typed."""
    signing = paper.signing
    if signing.state == "signed" and signing.signature:
        return not (with_key and signing.signature.method == "typed")
    return signing.state == "countersigned"


def _list_missing(paper: Paper) -> ExitStatus:
    """What stops the signature, each with its reason and its command, then what does not."""
    required, listed, width = paper.readiness.required, paper.readiness.listed, screen_width()
    lines = ["Required before it can be signed:", *gaps_lines(required, width, REQUIRED)]
    if listed:
        lines += ["", "Missing too, but no bar:", *gaps_lines(listed, width)]
    write_out("\n".join(lines))
    count = count_words(len(required), "thing")
    what = f"not signed: {count} that a finished summary needs {'is' if len(required) == 1 else 'are'} missing"
    why = "a signed summary is relied on as complete (docs/signing.md)"
    place = Place(str(paper.whole.path))
    show_problems([Problem("not-ready-to-sign", place, what, why, "the commands listed above mend them, one by one")])
    return ExitStatus.FINDINGS


def _refuse_others(paper: Paper, officer: str) -> None:
    """Only whose judgement it is signs as its author."""
    standing = paper.loaded.standing
    if who_is(standing, officer) not in find_authors(standing, paper.assessment):
        raise refused(
            "signed-by-another",
            str(paper.whole.path),
            "the final judgement was made by another officer",
            "a signature says: this is my judgement",
            "let its author sign; to make your own, open a review:  sjtool add CASE assessment",
        )


def _show(paper: Paper, officer: str, record: Officer | None) -> None:
    """Page one in short, what is missing all the same, and who is about to sign."""
    width = screen_width()
    lines = [*facts_lines(paper.context, width)]
    if paper.readiness.listed:
        lines += ["", "Missing, and signed so:", *gaps_lines(paper.readiness.listed, width)]
    who = (
        f"{record.name or officer} ({officer})" if record else f"{officer} (no officer record: sjtool add CASE officer)"
    )
    write_out("\n".join([*lines, "", f"Signing: {who}"]))
    paper.log("sign")


def _fields(record: Officer | None) -> list[Field]:
    """The role, and the statement: taken over on a word, never by an empty line."""
    role = record.role or "" if record else ""
    return [
        Field("role", "In which role do you sign?", "line", required=True, default=role),
        Field(
            "statement",
            f"What do you say to it, in your own words? Or  y  for:\n“{OFFERED}”",
            required=True,
            words=ACCEPT,
            must_see=True,
            help="It is printed with your name. Typed, it is a statement and not cryptographic. :quit signs nothing.",
        ),
    ]
