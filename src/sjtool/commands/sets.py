"""`sjtool sets`: the question sets, factor sets and instruments within reach."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from sjtool.assess.lint import lint_template
from sjtool.commands.desk import Desk
from sjtool.commands.options import Json, Templates
from sjtool.console import screen_width, show_problems, write_out
from sjtool.errors import SjtoolError
from sjtool.problem import Place, Problem
from sjtool.report.sets_text import render_list, render_template, summary_of
from sjtool.status import ExitStatus
from sjtool.store.library import Found, Library, read_template, template_lines

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="The question sets, factor sets and instruments within reach.",
)


@app.command("list", help="What there is: purpose, count, standing, licence, whose it is.")
def list_sets(as_json: Json = False, templates: Templates = "") -> ExitStatus:
    """One entry a template, the newest version of each."""
    library = Desk(templates=templates).library
    loaded = [library.read(found.ref) for found in _newest(library)]
    if as_json:
        write_out(json.dumps([summary_of(item) for item in loaded], indent=2, ensure_ascii=False))
    else:
        write_out(render_list(loaded, screen_width()))
    return ExitStatus.OK


@app.command("show", help="One template whole: every item or factor, why, what to look for, source and pinpoint.")
def show_set(
    template: Annotated[str, typer.Argument(metavar="SET", help="Its id, or id@version.")],
    item: Annotated[str, typer.Argument(metavar="[ITEM]", help="One item or factor of it.")] = "",
    as_json: Json = False,
    templates: Templates = "",
) -> ExitStatus:
    """Print it."""
    library = Desk(templates=templates).library
    loaded = library.read(template)
    if as_json:
        write_out(
            json.dumps(
                loaded.template.model_dump(mode="json", by_alias=True, exclude_none=True), indent=2, ensure_ascii=False
            )
        )
    else:
        write_out(render_template(loaded, item, screen_width()))
    return ExitStatus.OK


@app.command(
    "check",
    help="Whether templates are fit to be used: sources, pinpoints, ids, scales, wordings. All of them unless named.",
)
def check_sets(
    template: Annotated[list[str] | None, typer.Argument(metavar="[SET]...", help="Ids, or id@version.")] = None,
    templates: Templates = "",
) -> ExitStatus:
    """Every fault of every template in one run; exit 1 where there is one."""
    library = Desk(templates=templates).library
    found = [library.find(ref) for ref in template] if template else list(library.found.values())
    problems = [problem for one in found for problem in check_template(one)]
    show_problems(problems)
    write_out(f"{len(found)} templates checked, {len(problems)} problems")
    return ExitStatus.FINDINGS if problems else ExitStatus.OK


def check_template(found: Found) -> list[Problem]:
    """Faults of one template, the file's own grammar included."""
    try:
        loaded = read_template(found)
    except SjtoolError as error:
        return list(error.problems)
    lines = template_lines(loaded.outline)
    why = "nothing is asked or rated without a source and a meaning (docs/decisions.md)"
    problems = []
    for path, what, fix in lint_template(loaded.template):
        line = next((lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in lines), 0)
        problems.append(Problem("template-unfit", Place(str(found.path), line), what, why, fix))
    return problems


def _newest(library: Library) -> list[Found]:
    ids = dict.fromkeys(found.id for found in library.found.values())
    return [found for name in ids if (found := library.newest(name))]
