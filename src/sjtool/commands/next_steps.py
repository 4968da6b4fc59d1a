"""`sjtool next`: where a case stands and the next three steps."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from shlex import quote

import typer

from sjtool import clock
from sjtool.assess.in_force import find_earlier_judgement
from sjtool.assess.judging import LEVEL_WORDS
from sjtool.assess.progress import Step, find_steps
from sjtool.commands.desk import Desk
from sjtool.commands.options import By, CaseArg, Json, Plain, Templates
from sjtool.console import screen_width, write_out
from sjtool.dates import day_words
from sjtool.loader import Loaded
from sjtool.report.due_list import next_lines
from sjtool.report.json_head import headed
from sjtool.status import ExitStatus
from sjtool.store.unfinished import Unfinished
from sjtool.text import cell_width, pad, wrap_text

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_SHOWN = 3
_KEPT = {
    "kept": "what was typed and could not be recorded: read it, enter what is missing, then delete it",
    "unfinished": "what was being typed and is not recorded yet",
}
"""What a file of kept words is called behind the name of its case, and what is to be said of it."""
SHEETS = ("arms-style", "acute")


@app.command(help="Where a case stands and the next three steps. What to type first.")
def next_steps(
    case: CaseArg, as_json: Json = False, by: By = "", plain: Plain = False, templates: Templates = ""
) -> ExitStatus:
    """Read, find the steps, print three: to a file or another program as if no covert action were in the case."""
    desk = Desk(by=by, templates=templates, plain=plain)
    loaded = desk.load(case)
    desk.log(loaded, "consultation", "next")
    loaded = loaded if sys.stdout.isatty() else loaded.for_others
    library = desk.library
    questions = (library.find("section-12").ref, library.question_set("section-12"))
    sheets = {library.find(name).ref: library.factor_set(name) for name in SHEETS}
    known = {sheet.set.id for sheet in sheets.values()}
    sheets |= {ref: sheet for ref, sheet in loaded.factor_sets.items() if sheet.set.id not in known}
    steps = find_steps(loaded.standing, quote(case), questions, sheets, clock.today())
    if as_json:
        data = headed("next", {"case": loaded.name, "steps": [vars(step) for step in steps]})
        write_out(json.dumps(data, indent=2, ensure_ascii=False))
    else:
        due = next_lines(loaded.standing, library.clocks(), clock.today())
        write_out("\n".join(_render(loaded, steps, due, screen_width())))
    return ExitStatus.OK


def _render(loaded: Loaded, steps: tuple[Step, ...], due: Sequence[str], width: int) -> list[str]:
    standing = loaded.standing
    subject = standing.subject
    parts = [loaded.name, standing.label(subject.id) if subject else "nobody named yet"]
    if subject and subject.standing:
        parts.append(subject.standing.replace("-", " "))
    if loaded.case.header.training:
        parts.append("training case")
    marking = loaded.case.header.marking
    left = " · ".join(parts)
    lines = (
        [pad(left, width - cell_width(marking) - 1) + " " + marking]
        if cell_width(left) + cell_width(marking) < width
        else [marking, left]
    )
    lines += [*_assessment_line(loaded, width)]
    for n, step in enumerate(steps[:_SHOWN], 1):
        command_fits = width >= 100  # noqa: PLR2004 - room for three columns
        lead = f"  {n}  {pad(step.what, 24)} {step.state}"
        if command_fits and cell_width(lead) < width - cell_width(step.command) - 2:
            lines.append(pad(lead, width - cell_width(step.command) - 2) + "  " + step.command)
        else:
            lines += wrap_text(f"{pad(step.what, 24)} {step.state}", width, " " * 5, f"  {n}  ")
            lines.append(f"     {step.command}")
    if len(steps) > _SHOWN:
        lines.append("  then " + ", ".join(step.what for step in steps[_SHOWN:]))
    lines += [piece for line in due for piece in wrap_text(line, width, "    ", "  ")]
    return [*lines, *_kept_lines(loaded.path, width)]


def _kept_lines(path: Path, width: int) -> list[str]:
    """The files of kept words beside a case: how many and the newest by name; nothing of what is in them."""
    unfinished = _find_unfinished(path)  # first: one that cannot be read becomes a file of kept words
    parts = []
    for found, what in ((_find_beside(path, r"kept-\d+"), _KEPT["kept"]), (unfinished, _KEPT["unfinished"])):
        if found:
            newest = max(found, key=lambda file: (file.stat().st_mtime_ns, file.name)).name
            parts.append(f"{newest} ({f'the newest of {len(found)}; ' if len(found) > 1 else ''}{what})")
    return wrap_text(f"Kept words: {'; '.join(parts)}", width, "    ", "  ") if parts else []


def _find_unfinished(path: Path) -> list[Path]:
    """Files of unfinished words that hold any: one that only says where the officer was is none to speak of."""
    found = []
    for file in _find_beside(path, r"unfinished-.+"):
        stem, _, name = file.name.removesuffix(".toml").partition(".unfinished-")
        if Unfinished(path.with_name(f"{stem}.toml"), name).holds_words:
            found.append(file)
    return found


def _find_beside(path: Path, ending: str) -> list[Path]:
    """Files named after a case, or its victims, with this ending."""
    name = re.compile(rf"{re.escape(path.name.removesuffix('.toml'))}(\.victims)?\.{ending}\.toml")
    return [file for file in path.parent.iterdir() if name.fullmatch(file.name) and file.is_file()]


def _assessment_line(loaded: Loaded, width: int) -> list[str]:
    assessment = loaded.standing.assessment
    if assessment is None:
        return []
    final = loaded.standing.judgement("final")
    judged = f"judged: {LEVEL_WORDS.get(final.level or '', 'level not said')}" if final else "judged: not yet"
    earlier = find_earlier_judgement(loaded.standing)
    if earlier:
        judged += f"; {LEVEL_WORDS.get(earlier.level or '', 'a level not said')} stands from {earlier.assessment}"
    trigger = (assessment.trigger or "").replace("-", " ")
    opened = f"opened {day_words(assessment.opened_on)}" if assessment.opened_on else ""
    inside = ", ".join(filter(None, [trigger, opened]))
    return wrap_text(f"Assessment {assessment.id} ({inside}) · {judged}", width, "  ")
