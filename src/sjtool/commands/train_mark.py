"""`sjtool train mark`: a trainee's case beside the model answer, in a teacher's tone."""

from __future__ import annotations

import json
from dataclasses import replace

from sjtool import clock
from sjtool.commands.desk import Desk
from sjtool.commands.train_agreement import not_for_training
from sjtool.commands.train_files import deliver
from sjtool.errors import SjtoolError, refused
from sjtool.loader import Loaded
from sjtool.report import marking_json
from sjtool.report.context import Context
from sjtool.report.marking_report import build_marking
from sjtool.status import ExitStatus
from sjtool.training.marking import Pairing, mark_case
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
    today = clock.today()
    if form == "json":
        data = marking_json.build(found, theirs.name, answer.name, today)
        deliver(json.dumps(data, indent=2, ensure_ascii=False) + "\n", form, out)
    else:
        deliver(build_marking(found, _context(theirs), _context(answer), own.rater, today), form, out)
    return ExitStatus.OK


def _context(loaded: Loaded) -> Context:
    """A case as a report sees it: levels of tools too, for both have been judged or are to be talked about."""
    shown = replace(loaded, hides_now=False)
    return Context(shown, clock.today(), reveal=True, for_author=False, as_at="", recipient="", access=())
