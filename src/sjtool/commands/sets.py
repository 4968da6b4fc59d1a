"""`sjtool sets`: the question sets, factor sets and instruments within reach."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from functools import cache
from typing import Annotated

import typer

from sjtool.assess.lint import Finding, lint_template
from sjtool.assess.lint_licensed import lint_licensed
from sjtool.commands.desk import Desk
from sjtool.commands.language import find_language_problems, find_languages
from sjtool.commands.options import Json, Templates
from sjtool.commands.sets_answers import answers_set
from sjtool.commands.sets_diff import diff_sets
from sjtool.commands.sets_new import new_set
from sjtool.commands.sets_print import print_set
from sjtool.console import screen_width, show_problems, write_out
from sjtool.errors import SjtoolError, usage
from sjtool.model.template import Instrument, QuestionSet, Template
from sjtool.problem import Place, Problem
from sjtool.report.json_head import headed
from sjtool.report.sets_list_text import KINDS, render_list, summary_of
from sjtool.report.sets_text import render_template
from sjtool.status import ExitStatus
from sjtool.store.library import Found, Library, Loaded, read_template, template_lines
from sjtool.store.library_faults import find_faults

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="The question sets, factor sets, menus and instruments within reach.",
)


app.command("print", help="A sheet to take along, blank or with last answers, and room to write.")(print_set)
app.command("answers", help="An empty answers file for interview --answers, a row for each question.")(answers_set)
app.command("new", help="A scaffold of a template with comments that teach, or a copy as its next version.")(new_set)
app.command("diff", help="What changed between two versions, in words; what changes meaning first.")(diff_sets)


@app.command("list", help="What there is: purpose, count, standing, licence, whose it is.")
def list_sets(
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help=f"Only one of: {', '.join(KINDS)}.")] = "",
    as_json: Json = False,
    templates: Templates = "",
) -> ExitStatus:
    """One entry a template, the newest version of each."""
    if kind and kind not in KINDS:
        raise usage("bad-kind", "this is not a kind of template", "templates are listed by kind", ", ".join(KINDS))
    library = Desk(templates=templates).library
    loaded, problems = read_newest(library)
    loaded = [item for item in loaded if kind in ("", item.template.set.kind)]
    show_problems(problems)
    languages = {item.found.ref: find_languages(library, item) for item in loaded}
    if as_json:
        data = [summary_of(item, languages[item.found.ref]) for item in loaded]
        write_out(json.dumps(headed("sets-list", {"templates": data}), indent=2, ensure_ascii=False))
    else:
        write_out(render_list(loaded, languages, screen_width()))
    return ExitStatus.FINDINGS if problems else ExitStatus.OK


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
    problems = [problem for one in found for problem in check_template(one, library)]
    if not template:  # those that can be found and not read are among them
        problems += [problem for problem in find_faults(library) if problem not in problems]
    show_problems(problems)
    write_out(f"{len(found)} templates checked, {len(problems)} problems")
    return ExitStatus.FINDINGS if problems else ExitStatus.OK


def check_template(found: Found, library: Library | None = None) -> list[Problem]:
    """Faults of one template, the file's own grammar included; with a library also of its language files."""
    try:
        loaded = read_template(found)
    except SjtoolError as error:
        return list(error.problems)
    lines = template_lines(loaded.outline)
    why = "nothing is asked or rated without a source and a meaning (docs/decisions.md)"
    problems = []
    faults = [*lint_template(loaded.template)]
    if library:
        faults += find_strange_draws(loaded.template, library)
        faults += lint_licensed(loaded.template, _passports(library))
    for path, what, fix in faults:
        line = next((lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in lines), 0)
        problems.append(Problem("template-unfit", Place(str(found.path), line), what, why, fix))
    return [*problems, *(find_language_problems(library, loaded) if library else ())]


def find_strange_draws(template: Template, library: Library) -> Iterator[Finding]:
    """Items that draw on an item which another set within reach has not."""
    for n, item in enumerate(template.item if isinstance(template, QuestionSet) else ()):
        for ref in item.draws_on:
            set_id, _, name = ref.rpartition("/")
            if set_id in {"", template.set.id}:
                continue
            newest = library.newest(set_id)
            other = None
            with contextlib.suppress(SjtoolError):  # a broken one has its own findings
                other = library.read(newest.ref).template if newest else None
            if not isinstance(other, QuestionSet) or name not in {known.id for known in other.item}:
                yield ("item", n, "draws_on"), "it draws on an item that no set within reach has", "sjtool sets list"


def _passports(library: Library) -> tuple[Instrument, ...]:
    """The newest passport of every instrument; the shipped one where a set of that id stands in its place."""
    found: dict[str, Instrument] = {}
    for within in (library, _shipped()):
        for one in _newest(within):
            with contextlib.suppress(SjtoolError):  # a broken one has its own findings
                template = within.read(one.ref).template
                if isinstance(template, Instrument):
                    found.setdefault(template.set.id, template)
    return tuple(found.values())


@cache
def _shipped() -> Library:
    return Library()


def read_newest(library: Library) -> tuple[list[Loaded], list[Problem]]:
    """The newest version of every template, and what is wrong with those that cannot be read."""
    loaded: list[Loaded] = []
    problems: list[Problem] = []
    for found in _newest(library):
        try:
            loaded.append(library.read(found.ref))
        except SjtoolError as error:
            problems += error.problems
    return loaded, problems


def _newest(library: Library) -> list[Found]:
    ids = dict.fromkeys(found.id for found in library.found.values())
    return [found for name in ids if (found := library.newest(name))]
