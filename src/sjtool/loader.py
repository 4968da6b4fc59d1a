"""Bring a case and the templates it uses together: what every command begins with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from sjtool.assess.covert import find_covert
from sjtool.assess.judging import hides_levels
from sjtool.assess.references import find_reference_problems
from sjtool.assess.standing import Standing
from sjtool.errors import SjtoolError
from sjtool.model.appraisal import Rating, ToolResult
from sjtool.model.case import Case
from sjtool.model.enquiry import Session
from sjtool.model.template import FactorSet, Instrument, QuestionSet
from sjtool.model.upkeep import TemplatePin
from sjtool.problem import Place, Problem
from sjtool.store.library import Library
from sjtool.store.read import read_case

T = TypeVar("T")
_OF_A_KIND = re.compile(r" of \[\[\w+\]\]")
_MOST_TOLD = 20
"""Problems of one file that a command tells which cannot go on with it; `sjtool check` tells them all."""


@dataclass(frozen=True)
class Loaded:
    """A case, what stands in it, and the templates within reach."""

    path: Path
    case: Case
    standing: Standing
    library: Library
    hides_now: bool | None = None
    covert_now: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The case id, for screens and file names."""
        return self.case.header.case

    @cached_property
    def question_sets(self) -> dict[str, QuestionSet]:
        """The question sets that were asked, by the reference they were asked under."""
        first = {s.set: s.id for s in reversed(self.standing.of(Session)) if s.set}
        refs = dict.fromkeys(s.set for s in self.standing.of(Session) if s.set)
        return {ref: self._placed(first[ref], ref, self.library.question_set) for ref in refs}

    @cached_property
    def factor_sets(self) -> dict[str, FactorSet]:
        """The sheets that were rated, newest reference last, one for each id."""
        refs = dict.fromkeys(r.factor.partition("/")[0] for r in self.standing.of(Rating) if r.factor)
        first = {r.factor.partition("/")[0]: r.id for r in reversed(self.standing.of(Rating)) if r.factor}
        return {ref: self._placed(first[ref], ref, self.library.factor_set) for ref in refs}

    def _placed(self, record: str, ref: str, read: Callable[[str], T]) -> T:
        """A template; where it cannot be had, the message names the record of this case that needs it."""
        try:
            return read(ref)
        except SjtoolError as error:
            place = self.case.place(record)
            told = [replace(p, place=place) if p.code == "unknown-template" else p for p in error.problems]
            raise SjtoolError(told, error.status) from None

    @cached_property
    def passports(self) -> dict[str, Instrument]:
        """Passports of the instruments whose results are in the case, by id; unknown ones are left out.

        The version a result was recorded with comes before the newest one.
        """
        found = {}
        for result in self.standing.of(ToolResult):
            ref = result.instrument or ""
            name = ref.split("@")[0]
            if ref in self.library.found:
                found[name] = self.library.instrument(ref)
            elif name and self.library.newest(name):
                found[name] = self.library.instrument(name)
        return found

    @property
    def hides_levels(self) -> bool:
        """Whether tool levels must stay hidden: by how the case stands now, whatever day is looked at."""
        return hides_levels(self.standing) if self.hides_now is None else self.hides_now

    @cached_property
    def covert(self) -> frozenset[str]:
        """Records that show a covert action, by id: one that was covert on the day looked at, or is now."""
        return find_covert(self.standing) | self.covert_now

    @cached_property
    def for_others(self) -> Loaded:
        """The case for whatever leaves an officer's own screen: as if no covert action were in it."""
        hidden = self.covert - self.standing.unseen
        return replace(self, standing=self.standing.leaving_out(hidden)) if hidden else self

    def unpinned(self, ref: str) -> Iterator[tuple[str, str]]:
        """References and hashes that using `ref` must pin and that the case has not pinned yet."""
        pinned = {pin.ref for pin in self.case.of(TemplatePin)}
        for name, sha256 in self.library.hashes(ref):
            if name not in pinned:
                yield name, sha256


def load_case(path: Path, library: Library, *, as_at: datetime | None = None) -> tuple[Loaded, list[Problem]]:
    """A case with every problem of its records. Raises SjtoolError where nothing can be read."""
    case, problems = read_case(path)
    hides_now, covert_now = None, frozenset[str]()
    if as_at:
        now = Standing(case)
        hides_now, covert_now = hides_levels(now), find_covert(now)
        case = case.up_to(as_at)
    standing = Standing(case)
    return Loaded(path, case, standing, library, hides_now, covert_now), [*problems, *find_reference_problems(standing)]


def load_sound(path: Path, library: Library, *, as_at: datetime | None = None) -> Loaded:
    """A case that can be relied on. Raises SjtoolError where it cannot, with each kind of problem once."""
    loaded, problems = load_case(path, library, as_at=as_at)
    if problems:
        raise SjtoolError(cut_problems(gather_problems(problems)))
    return loaded


def gather_problems(problems: Sequence[Problem]) -> list[Problem]:
    """One for all that say the same of one file, of whatever kind of record: the first, and how many more."""
    alike: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.place.path, problem.code, _OF_A_KIND.sub("", problem.what)), []).append(problem)
    return [
        first if not more else replace(first, what=f"{first.what}, and so at {_more(len(more), 'line')}")
        for first, *more in alike.values()
    ]


def _more(number: int, noun: str) -> str:
    return f"{number:,} more {noun}{'' if number == 1 else 's'}"


def cut_problems(problems: Sequence[Problem], most: int = _MOST_TOLD) -> list[Problem]:
    """As many as are read; how many more there are, and what lists them all."""
    if len(problems) <= most:
        return [*problems]
    path = problems[0].place.path
    what = f"and {_more(len(problems) - most, 'problem')}"
    why = "the first are told; mending one may mend others"
    return [*problems[:most], Problem("more-problems", Place(path), what, why, f"sjtool check {path}  lists them all")]


def find_template_problems(case: Case, library: Library) -> list[Problem]:
    """Pinned templates whose content here is not what the case was made with, or that are not here at all."""
    problems = []
    for pin in case.of(TemplatePin):
        found = library.found.get(pin.ref or "")
        if found and library.read(found.ref).sha256 == pin.sha256:
            continue
        what = "is not here" if found is None else "is not the same here as when it was used"
        problems.append(
            Problem(
                "template-changed",
                case.place(pin.id),
                f"the template {pin.ref} {what}",
                "answers can only be read with the questions that were asked",
                "use  --templates DIR  with the folder that holds it as it was",
            )
        )
    return problems
