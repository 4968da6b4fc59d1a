"""`sjtool sets answers`: an empty answers file for a question set, to fill in and hand to `sjtool interview`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from sjtool.commands.desk import Desk
from sjtool.commands.options import Templates
from sjtool.console import say, write_out
from sjtool.errors import refused, usage
from sjtool.interview.plan import MARKS, Marks
from sjtool.interview.skeleton import RENDERERS, build_skeleton
from sjtool.model.template import AskedOf, QuestionSet
from sjtool.status import ExitStatus
from sjtool.store.durable import write_durably
from sjtool.text import count_words


def answers_set(
    question_set: Annotated[str, typer.Argument(metavar="SET", help="A question set: its id, or id@version.")],
    informant_role: Annotated[
        str,
        typer.Option("--informant-role", metavar="ROLE", help="Who is asked: person, partner …; else the set's first."),
    ] = "",
    marks: Annotated[
        str, typer.Option("--marks", metavar="default|all", help="all: also what the partner may know in part.")
    ] = "default",
    form: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="toml, csv or json; else by the name of --out, else toml.")
    ] = "",
    out: Annotated[str, typer.Option("--out", metavar="FILE", help="Write a new file, for you alone to read.")] = "",
    templates: Templates = "",
) -> ExitStatus:
    """It is made for no case and holds no words of one, so nothing is logged."""
    form = _find_format(form, out)
    kept = _find_marks(marks)
    library = Desk(templates=templates).library
    ref = library.find(question_set).ref
    questions = library.question_set(ref)
    skeleton = build_skeleton(questions, ref, _find_role(questions, informant_role), kept)
    text = RENDERERS[form](skeleton)
    if not out:
        write_out(text)
        return ExitStatus.OK
    _refuse_taken(out)
    write_durably(Path(out), text.encode("utf-8"))
    say(f"Written: {out}, {count_words(len(skeleton.plan), 'row')} for the {skeleton.role}")
    return ExitStatus.OK


def _find_format(form: str, out: str) -> str:
    """The format asked for, else that of the name. Raises SjtoolError (usage) where it is none, or the two differ."""
    ending = Path(out).suffix.casefold().removeprefix(".")
    if (form or ending or "toml") not in RENDERERS or (out and ending not in RENDERERS):
        what, why = "there is no such format", "an answers file is TOML, CSV or JSON, and is read by its ending"
        raise usage("unknown-format", what, why, "--out answers.toml , or .csv or .json")
    if form and out and form != ending:
        what, why = "--out has the ending of another format", "an answers file is read by its ending"
        raise usage("format-not-of-name", what, why, f"--out answers.{form} , or leave --format out")
    return form or ending or "toml"


def _find_marks(marks: str) -> Marks:
    known = next((kind for kind in MARKS if kind == marks), None)
    if known is None:
        raise usage("bad-marks", "--marks takes default or all", "they say what the partner is asked", "--marks all")
    return known


def _find_role(questions: QuestionSet, named: str) -> AskedOf:
    """The role named, or the first the set is put to. Raises SjtoolError (usage) for one it has no wording for."""
    asked_of = questions.set.asked_of
    role = next((known for known in asked_of if known == (named or asked_of[0])), None)
    if role is None:
        what, why = "this set is not put to anybody in that role", f"it is worded for: {', '.join(asked_of)}"
        raise usage("not-asked-of", what, why, f"--informant-role {asked_of[0]}")
    return role


def _refuse_taken(out: str) -> None:
    """Raise SjtoolError where the name is taken: a file of answers may hold words that stand nowhere else."""
    if not Path(out).parent.is_dir():
        what = "the folder does not exist"
        raise refused("folder-missing", out, what, "a folder is not made by the way", "make it, or name another")
    if os.path.lexists(out):
        what, why = "there is a file of this name already", "it may hold answers that stand nowhere else, or a case"
        raise refused("file-exists", out, what, why, "name another, or move that one away first")
