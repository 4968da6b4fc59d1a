"""`sjtool train mark`: a trainee's case beside the model answer, in a teacher's tone."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

from sjtool import clock
from sjtool.commands.desk import Desk
from sjtool.commands.train_agreement import not_for_training
from sjtool.console import say, screen_width, wants_colour, write_out
from sjtool.errors import SjtoolError, refused
from sjtool.loader import Loaded
from sjtool.report import marking_json
from sjtool.report.context import Context
from sjtool.report.formats import render
from sjtool.report.marking_report import build_marking
from sjtool.status import ExitStatus
from sjtool.store.durable import write_durably
from sjtool.training.marking import Marked, Pairing, mark_case
from sjtool.training.returned import BETWEEN, read_returned

FORMATS = ("text", "markdown", "html", "pdf", "docx", "json")


def mark(desk: Desk, trainee: str, model: str, form: str, out: str) -> ExitStatus:
    """Compare the two cases and print what the trainee is told. Raises SjtoolError."""
    theirs, answer = desk.load(trainee), desk.load(model)
    if not theirs.case.header.training:
        raise SjtoolError([not_for_training(str(theirs.path))])
    own = read_returned(str(theirs.path), theirs.case)
    other = read_returned(str(answer.path), answer.case)
    swapped = BETWEEN in answer.name and BETWEEN not in theirs.name
    if not answer.case.header.training or own.case != other.case or swapped:
        raise refused(
            "not-the-model",
            str(answer.path),
            "this is not the model answer of that case",
            "a trainee's file is called after the case it was made from, and both are training cases",
            "sjtool train mark  CASE--TRAINEE.toml CASE.toml",
        )
    pair = Pairing(
        theirs.standing,
        answer.standing,
        {**theirs.factor_sets, **answer.factor_sets},
        {**theirs.question_sets, **answer.question_sets},
    )
    found = mark_case(pair, own, other)
    content = _render(found, theirs, answer, own.rater, form, at_screen=not out)
    if out:
        write_durably(Path(out), content or b"")
        say(f"Written: {out}")
    elif content is not None:
        write_out(content.decode("utf-8").rstrip("\n"))
    return ExitStatus.OK


def _render(found: Marked, theirs: Loaded, answer: Loaded, rater: str, form: str, *, at_screen: bool) -> bytes | None:
    """The bytes; None where it was shown in colour already."""
    today = clock.today()
    if form == "json":
        data = marking_json.build(found, theirs.name, answer.name, today)
        return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
    report = build_marking(found, _context(theirs), _context(answer), rater, today)
    if form == "text" and at_screen and wants_colour():
        from sjtool.report import as_terminal

        as_terminal.show(report, screen_width(), sys.stdout)
        return None
    return render(report, form, screen_width())


def _context(loaded: Loaded) -> Context:
    """A case as a report sees it: levels of tools too, for both have been judged or are to be talked about."""
    shown = replace(loaded, hides_now=False)
    return Context(shown, clock.today(), reveal=True, for_author=False, as_at="", recipient="", access=())
