"""Run the checks on a case file: load it, look at its chain and templates, and gather every problem in one list."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from sjtool.check.catalogue import BY_CODE, run_checks
from sjtool.check.covert import CODE as COVERT_CODE
from sjtool.check.view import Victims, View, find_victims
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded, find_template_problems, load_case
from sjtool.problem import Problem
from sjtool.store.ledger import Link, read_ledger
from sjtool.store.library import Library
from sjtool.store.read import build_case
from sjtool.store.victims import VICTIM_KINDS, victims_path


@dataclass(frozen=True)
class Examined:
    """What checking one file came to. `loaded` is None where it is no case; `is_whole` says all checks ran."""

    loaded: Loaded | None
    problems: tuple[Problem, ...]
    is_whole: bool


def examine(
    path: Path,
    library: Library,
    only: Collection[str] = (),
    *,
    today: date,
    as_at: datetime | None = None,
    covert_too: bool = True,
) -> Examined:
    """Check one case file. What cannot be read is its own problem, and never keeps the rest from being told.

    `covert_too` is for an officer's own screen: without it nothing that shows a covert action is found.
    `today` is the day that clocks are held against; with `as_at` the case is looked at as it was recorded by then.
    What is wrong with the file itself, or with its chain, is told whatever day is looked at.
    """
    try:
        loaded, problems = load_case(path, library, as_at=as_at)
    except SjtoolError as error:
        return Examined(None, error.problems, is_whole=False)
    loaded = loaded if covert_too else loaded.for_others
    victims, unread = read_victims(path, as_at)
    unreadable = [problem for problem in (*problems, *unread) if problem.code not in BY_CODE]
    try:
        found = run_checks(make_view(loaded, problems, today, victims), only)
        return Examined(loaded, (*unreadable, *found), is_whole=True)
    except SjtoolError as error:
        return Examined(loaded, (*problems, *unread, *error.problems), is_whole=False)


def check_file(path: Path, library: Library, only: Collection[str] = (), *, today: date) -> list[Problem]:
    """Every problem of one case file, in the order of the catalogue. An unreadable file is its own problem."""
    return list(examine(path, library, only, today=today).problems)


def run_on(
    loaded: Loaded, today: date, as_at: datetime | None = None, *, covert_too: bool = True
) -> tuple[Problem, ...]:
    """What the checks find in a case that is loaded and sound. `as_at` is for the victims file beside it.

    Without `covert_too` they look at it as if no covert action were in it; `without_covert` does the rest.
    """
    loaded = loaded if covert_too else loaded.for_others
    return tuple(run_checks(make_view(loaded, [], today, read_victims(loaded.path, as_at)[0])))


def make_view(loaded: Loaded, problems: list[Problem], today: date, victims: Victims = ()) -> View:
    """What checks look at. `problems` are those of reading the records."""
    return View(
        loaded.case,
        loaded.standing,
        loaded.question_sets,
        loaded.factor_sets,
        loaded.passports,
        today,
        loaded.library.clocks(),
        loaded.case.chain,
        find_template_problems(loaded.case, loaded.library),
        problems,
        victims,
        partial(_is_covert_kind, loaded.library),
        loaded.hides_levels,
    )


def read_victims(path: Path, as_at: datetime | None = None) -> tuple[Victims, list[Problem]]:
    """The victim records that stand in the file beside a case, and what of it cannot be read: never a line of it."""
    beside = victims_path(path)
    if not beside.is_file():
        return (), []
    try:
        case, problems = build_case(read_ledger(beside), VICTIM_KINDS)
    except SjtoolError as error:
        return (), [replace(problem, excerpt="") for problem in error.problems]
    if as_at:
        case = case.up_to(as_at)
    return find_victims(case), [replace(problem, excerpt="") for problem in problems]


def _is_covert_kind(library: Library, ref: str) -> bool:
    """Whether a menu within reach marks an entry, such as `restrictive@1.0.0/covert-surveillance`, as covert."""
    menu, _, name = ref.partition("/")
    if menu not in library.found:
        return False
    try:
        return any(entry.id == name and entry.handling == "covert" for entry in library.menu(menu).entry)
    except SjtoolError:  # no menu, or one that cannot be read: the pins and sjtool sets check tell that
        return False


def without_covert(path: Path, problems: Collection[Problem]) -> tuple[Problem, ...]:
    """Problems without anything that shows a covert action, for whatever leaves an officer's screen.

    Those of the action, in every version of it, or of news of it are left out; elsewhere its id is taken out. Raises
    SjtoolError where the file cannot be taken as a ledger.
    """
    ledger = read_ledger(path)
    covert = covert_links(ledger.links)
    if not covert:
        return tuple(problem for problem in problems if problem.code != COVERT_CODE)
    lines = [link.line for link in ledger.links]
    names = re.compile(rf'"?(?<![\w.-])(?:{"|".join(re.escape(link.id) for link in covert)})(?![\w-]|\.\w)"?')

    def tells(problem: Problem) -> bool:
        number = bisect_right(lines, problem.place.line) - 1
        is_here = problem.place.path == ledger.path and number >= 0
        return problem.code == COVERT_CODE or (is_here and ledger.links[number] in covert)

    kept = (problem for problem in problems if not tells(problem))
    return tuple(replace(p, what=names.sub("a record", p.what), fix=names.sub("ID", p.fix)) for p in kept)


def covert_links(links: Sequence[Link]) -> list[Link]:
    """Covert actions, in every version of them, and the news of them, as they stand in the file."""
    before = {link.id: str(link.table.get("supersedes") or "") for link in links if link.kind == "action"}

    def root(name: str) -> str:
        seen: set[str] = set()
        while before.get(name) and name not in seen:
            seen.add(name)
            name = before[name]
        return name

    roots = {root(link.id) for link in links if link.kind == "action" and link.table.get("handling") == "covert"}
    about = {"action": "id", "action_update": "action"}
    return [link for link in links if link.kind in about and root(str(link.table.get(about[link.kind]))) in roots]
