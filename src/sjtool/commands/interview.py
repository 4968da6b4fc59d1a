"""`sjtool interview`: put a question set to somebody; every answer is saved before the next question shows."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from typing import Annotated, Any

import typer

from sjtool.ask.form import read_date
from sjtool.commands.desk import Desk
from sjtool.commands.interview_answers import DryRun, needs_answers, record_answers
from sjtool.commands.interview_enquiry import find_enquiry
from sjtool.commands.interview_run import Run, run_at_terminal
from sjtool.commands.language import find_speech
from sjtool.commands.options import AnswersFile, By, CaseArg, Lang, Plain, Templates
from sjtool.errors import usage
from sjtool.interview.enquiry import Limits
from sjtool.interview.plan import MARKS
from sjtool.interview.start import MODES
from sjtool.model.enquiry import Session
from sjtool.model.record import RECORD_ID
from sjtool.status import ExitStatus

app = typer.Typer(rich_markup_mode=None, add_completion=False)

OnlyUnanswered = Annotated[
    bool,
    typer.Option(
        "--only-unanswered", help="Leave out what was settled with this informant before: answered, refused, not known."
    ),
]
Items = Annotated[list[str] | None, typer.Option("--item", metavar="GLOB", help="Only these items; may be repeated.")]
MarksChoice = Annotated[
    str, typer.Option("--marks", metavar="default|all", help="all: also ask the partner what they may know in part.")
]
ModeChoice = Annotated[str, typer.Option("--mode", metavar="MODE", help=f"One of: {', '.join(MODES)}.")]
ChangedSince = Annotated[
    str,
    typer.Option(
        "--changed-since",
        metavar="DATE",
        help="Only items of which anything was recorded since: another account, a correction, a reading.",
    ),
]
Facing = Annotated[
    bool,
    typer.Option(
        "--facing",
        help="The person may see the screen: the questions alone; no titles, aims, conduct notes or other informants.",
    ),
]
Correct = Annotated[
    str,
    typer.Option(
        "--correct", metavar="SESSION", help="Go through a session that is over; each correction is asked its reason."
    ),
]
HeldOn = Annotated[str, typer.Option("--held-on", metavar="DATE", help="The day it was held; asked for unless given.")]
With = Annotated[
    list[str] | None,
    typer.Option("--with", metavar="OFFICER", help="Another interviewer's officer id; may be repeated."),
]


@app.command(help="Put a question set to one informant. Every answer is saved at once; :quit and Ctrl-C lose nothing.")
def interview(
    case: CaseArg,
    question_set: Annotated[str, typer.Argument(metavar="SET", help="A question set: section-12 …")],
    informant: Annotated[
        str,
        typer.Option(
            "--informant",
            metavar="ID",
            help="Who is asked: a person in the case. For sets that nobody in the case is asked, you, unless named.",
        ),
    ] = "",
    by: By = "",
    answers: AnswersFile = "",
    dry_run: DryRun = False,
    only_unanswered: OnlyUnanswered = False,
    item: Items = None,
    changed_since: ChangedSince = "",
    marks: MarksChoice = "default",
    facing: Facing = False,
    correct: Correct = "",
    mode: ModeChoice = "",
    held_on: HeldOn = "",
    with_officer: With = None,
    lang: Lang = "",
    plain: Plain = False,
    templates: Templates = "",
) -> ExitStatus:
    """At a terminal each answer is saved before the next question shows; from a file all or none."""
    if dry_run and not answers:
        raise needs_answers()
    limits = _read_limits(marks, item or [], changed_since, only_unanswered=only_unanswered)
    flags = _read_flags(mode, held_on, with_officer or [])
    desk = Desk(by=by, templates=templates, plain=plain)
    loaded = desk.load(case)
    if correct and not informant:
        session = loaded.standing.current(correct)
        informant = (session.informant or "") if isinstance(session, Session) else ""
    enquiry = find_enquiry(desk, loaded, question_set, informant)
    enquiry = replace(enquiry, speech=find_speech(desk.library, enquiry.ref, lang))
    run = Run(desk, loaded, enquiry, limits, flags, facing, correct)
    if answers:
        return record_answers(run, answers, dry_run=dry_run)
    resume = _command(case, question_set, informant, limits, plain=plain, templates=templates, lang=lang, facing=facing)
    return run_at_terminal(run, resume, shlex.join(["sjtool", "next", case]))


def _read_limits(marks: str, items: list[str], since: str, *, only_unanswered: bool) -> Limits:
    known = next((kind for kind in MARKS if kind == marks), None)
    if known is None:
        raise usage(
            "bad-marks", "--marks takes default or all", "the marks say what the partner is asked", "--marks all"
        )
    day, trouble = read_date(since, past=True) if since else ("", "")
    if trouble or (since and len(day or "") != len("2026-03-04")):
        why = "items are chosen by the day something of them was recorded"
        raise usage("bad-date", "--changed-since is not a day", why, "--changed-since 2026-03-04")
    return Limits(known, tuple(items), only_unanswered, day or "")


def _read_flags(mode: str, held_on: str, others: list[str]) -> dict[str, Any]:
    """What the command line says of the session. Raises SjtoolError (usage) where it cannot be."""
    flags: dict[str, Any] = {}
    if mode:
        if mode not in MODES:
            raise usage(
                "bad-mode",
                "this is not a way of asking",
                "it is printed with every answer",
                f"--mode one of: {', '.join(MODES)}",
            )
        flags["mode"] = mode
    if held_on:
        flags["held_on"], trouble = read_date(held_on, past=True)
        if trouble:
            raise usage(
                "bad-date",
                "--held-on is a day that has not come yet" if "has not come" in trouble else "--held-on is not a date",
                "when it was said belongs to every answer",
                "--held-on today , or a day as 2026-03-04",
            )
    if any(not re.fullmatch(RECORD_ID, other) for other in others):
        raise usage(
            "officer-id",
            "--with is not an officer id",
            "ids are printed and compared",
            "use letters, digits, dot and dash",
        )
    if others:
        flags["with"] = tuple(dict.fromkeys(others))
    return flags


def _command(
    case: str, named: str, informant: str, limits: Limits, *, plain: bool, templates: str, lang: str, facing: bool
) -> str:
    """What to type to go on: the same words, without what belongs to the beginning."""
    words = ["sjtool", "interview", case, named, *(["--informant", informant] if informant else [])]
    words += ["--lang", lang] if lang else []
    words += ["--only-unanswered"] if limits.only_unanswered else []
    words += [word for pattern in limits.only for word in ("--item", pattern)]
    words += ["--marks", limits.marks] if limits.marks != "default" else []
    words += ["--changed-since", limits.changed_since] if limits.changed_since else []
    words += ["--facing"] if facing else []
    words += ["--plain"] if plain else []
    words += ["--templates", templates] if templates else []
    return shlex.join(words)
