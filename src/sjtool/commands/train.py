"""`sjtool train`: invented cases for training and for trying out a batch."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from sjtool.commands.batch import Progress
from sjtool.commands.desk import Desk
from sjtool.commands.options import Json, Templates
from sjtool.commands.out_names import unknown_format
from sjtool.commands.train_files import make_folder
from sjtool.console import say
from sjtool.errors import usage
from sjtool.report.formats import refuse_missing
from sjtool.status import ExitStatus
from sjtool.text import count_words
from sjtool.training.batch import Task, Work, list_tasks, write_cases
from sjtool.training.broken import BROKEN
from sjtool.training.case import FIRST_DAY, MOST_RECORDS, RECORDS, Order
from sjtool.training.features import DIFFICULTIES, FEATURES, read_features

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Training: invented cases, the same bytes each time.",
)
_MOST_CASES, _MOST_WORKERS = 999_999, 61
_YEARS = (1990, 2090)
_PAGES = frozenset({"pdf", "docx"})


@app.callback()
def _group() -> None:
    """Its commands are named, also while there is only one."""


@app.command(help="Make invented cases. The same words on the command line give the same bytes, on any machine.")
def generate(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="A folder; it is made where it is not there.")],
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Other seeds give other cases.")],
    count: Annotated[int, typer.Option("--count", metavar="K", help="How many cases.")] = 1,
    features: Annotated[
        str, typer.Option("--features", metavar="LIST", help=f"With commas, some with =COUNT: {', '.join(FEATURES)}.")
    ] = "",
    broken: Annotated[
        str, typer.Option("--broken", metavar="KINDS", help=f"As many broken files too, of: {', '.join(BROKEN)}.")
    ] = "",
    records: Annotated[
        int, typer.Option("--records", metavar="N", help="Each case has at least so many records.")
    ] = RECORDS,
    first_day: Annotated[
        str, typer.Option("--from", metavar="DATE", help="The day about which cases begin.")
    ] = FIRST_DAY.isoformat(),
    workers: Annotated[int, typer.Option("--workers", metavar="N", help="Processes that share the work.")] = 1,
    difficulty: Annotated[
        int, typer.Option("--difficulty", metavar="N", help="1 to 5: sets the features that you do not name.")
    ] = 0,
    vignette: Annotated[bool, typer.Option("--vignette", help="Write beside each case what lay on the desk.")] = False,
    templates: Templates = "",
) -> ExitStatus:
    """Make them, with how far it is on stderr where it takes long. Nothing that is there is replaced."""
    _refuse_size("--count", count, _MOST_CASES)
    _refuse_size("--records", records, MOST_RECORDS)
    _refuse_size("--workers", workers, _MOST_WORKERS)
    if difficulty:
        _refuse_size("--difficulty", difficulty, len(DIFFICULTIES))
    order = Order(seed, read_features(features, difficulty), _day(first_day), records)
    tasks = list_tasks(count, _flaws(broken))
    own = Desk(templates=templates).library.folders[:-1]
    return _make(Work(order, make_folder(out), own[0][0] if own else None, vignette), tasks, workers, count)


def _make(work: Work, tasks: list[Task], workers: int, count: int) -> ExitStatus:
    """Write the files, and say what they came to."""
    progress, done, total, size = Progress(len(tasks)), 0, 0, 0
    for files, made, length in write_cases(work, tasks, workers):
        done, total, size = done + files, total + made, size + length
        progress.tell(done)
    progress.clear()
    more = f", and {count_words(len(tasks) - count, 'broken file')}" if len(tasks) > count else ""
    amount = f"{count_words(count, 'case')} of {total:,} records in all{more}"
    say(f"{amount} in {work.folder}: {size / 1e6:,.1f} MB. All invented.")
    return ExitStatus.OK


@app.command(help="The page that goes with a training case: what lay on the desk, and nothing of what was made of it.")
def vignette(
    case: Annotated[str, typer.Argument(metavar="CASE", help="A training case; with --part a page (.md) as well.")],
    out: Annotated[str, typer.Option("--out", metavar="FILE", help="Write it to this file, which is new.")] = "",
    part: Annotated[
        str, typer.Option("--part", metavar="PART", help="open: without what is kept back; or sealed: that alone.")
    ] = "",
    templates: Templates = "",
) -> ExitStatus:
    """Exit 3 for a case that is not a training case."""
    from sjtool.commands import train_vignette

    return train_vignette.tell(Desk(templates=templates), case, out, part)


@app.command(help="A case for each trainee: what was gathered, and nothing of what was made of it.")
def start(
    case: Annotated[str, typer.Argument(metavar="CASE", help="A training case.")],
    trainees: Annotated[
        list[str], typer.Option("--for", metavar="TRAINEE", help="Whose it is; with commas, or given again.")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="A folder for them.")] = Path(),
    bare: Annotated[
        bool, typer.Option("--bare", help="Leave out what people said and what was gathered: it is in the vignette.")
    ] = False,
    templates: Templates = "",
) -> ExitStatus:
    """Nothing that is there is replaced."""
    from sjtool.commands import train_start

    return train_start.start(Desk(templates=templates), case, trainees, out, bare=bare)


@app.command(help="A trainee's case beside the model answer: what each rating rests on, what was faced. No grade.")
def mark(
    trainee: Annotated[str, typer.Argument(metavar="TRAINEE", help="The case a trainee returned.")],
    model: Annotated[str, typer.Argument(metavar="MODEL", help="The same case, worked through.")],
    form: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="text, markdown, html, pdf, docx, json.")
    ] = "text",
    out: Annotated[str, typer.Option("--out", metavar="FILE", help="Write it to this file.")] = "",
    templates: Templates = "",
) -> ExitStatus:
    """Exit 0: it judges nobody, so nothing in it is a finding."""
    from sjtool.commands import train_mark

    _refuse_format(form, train_mark.FORMATS, out)
    return train_mark.mark(Desk(templates=templates), trainee, model, form, out)


@app.command(help="Plant faults in a training case, with a key; or hold a list of what was found against the key.")
def faults(
    case: Annotated[str, typer.Argument(metavar="CASE", help="A sound training case; with --mark one with faults.")],
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Which faults, and where.")] = 1,
    count: Annotated[int, typer.Option("--count", metavar="K", min=1, help="How many, each of another kind.")] = 5,
    kinds: Annotated[str, typer.Option("--kinds", metavar="LIST", help="Only of these kinds, with commas.")] = "",
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="A folder for case and key.")] = Path(),
    marked: Annotated[
        str, typer.Option("--mark", metavar="FILE", help="A list, one fault a line, each with its record; or: check.")
    ] = "",
    as_json: Json = False,
    templates: Templates = "",
) -> ExitStatus:
    """Nothing that is there is replaced."""
    from sjtool.commands import train_faults

    desk = Desk(templates=templates)
    if marked:
        return train_faults.compare(desk, case, marked, as_json=as_json)
    return train_faults.make(desk, case, seed, kinds, count, out)


@app.command(
    help="How far raters agree and where they divide: two to fifty of them, one case or several. Ranks nobody."
)
def agreement(
    files: Annotated[list[str], typer.Argument(metavar="FILES", help="Cases that trainees returned.")],
    form: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="text, markdown, html, pdf, docx, json.")
    ] = "text",
    out: Annotated[str, typer.Option("--out", metavar="FILE", help="Write it to this file.")] = "",
    names: Annotated[bool, typer.Option("--names", help="Call raters by name, not by letter.")] = False,
    every: Annotated[
        bool, typer.Option("--all", help="Each side's reasons wherever the room divides, not in twelve places alone.")
    ] = False,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Of the resampling; the same gives the same.")] = 1,
    templates: Templates = "",
) -> ExitStatus:
    """Exit 1 where a file could not be read."""
    from sjtool.commands import train_agreement

    _refuse_format(form, train_agreement.FORMATS, out)
    return train_agreement.agree(Desk(templates=templates), files, form, out, names=names, every=every, seed=seed)


def _refuse_format(form: str, known: tuple[str, ...], out: str) -> None:
    if form not in known:
        raise unknown_format(form, known)
    if form in _PAGES and not out:
        what, why = f"a terminal cannot show {form}", "its bytes would only confuse the screen"
        raise usage("not-for-a-terminal", what, why, f"--out FILE.{form}")
    refuse_missing(form)


def _refuse_size(option: str, number: int, most: int) -> None:
    if not 1 <= number <= most:
        raise usage("bad-size", f"{option} takes 1 to {most:,}", "more would not fit or not end", f"{option} {most}")


def _flaws(text: str) -> list[str]:
    """The kinds of broken file named, each once. Raises SjtoolError (usage)."""
    names = list(dict.fromkeys(filter(None, (word.strip() for word in text.split(",")))))
    for name in names:
        if name not in BROKEN:
            raise usage("bad-flaw", "this is not a kind of broken file", "each is made by a rule", ", ".join(BROKEN))
    return names


def _day(text: str) -> date:
    """The first day. Raises SjtoolError (usage)."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not _YEARS[0] <= day.year <= _YEARS[1]:
        what = f"--from is no date between {_YEARS[0]} and {_YEARS[1]}"
        raise usage("bad-date", what, "every day of a case is counted from it", f"--from {FIRST_DAY}")
    return day
