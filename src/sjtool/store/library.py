"""Templates by reference: find, check, hash. A force's own folder comes before what is shipped.

A reference is `id@version`; a bare id means its newest version. A published version is never edited: the hashes of all
shipped ones stand in templates/lock.toml, and a test holds them to it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from sjtool.errors import SjtoolError, refused
from sjtool.model.template import TEMPLATES, ClockSet, FactorSet, Instrument, MarkSet, Menu, QuestionSet, Template
from sjtool.problem import Place, Problem, with_article
from sjtool.store.chain import canonical_json
from sjtool.store.explain import explain_errors
from sjtool.store.marks import find_marks_problems
from sjtool.store.outline import Outline
from sjtool.store.shipped import find_shipped
from sjtool.store.toml import TomlFile, read_toml

T = TypeVar("T", QuestionSet, FactorSet, Instrument, MarkSet, Menu, ClockSet)
NAME = re.compile(r"(?P<id>[a-z0-9-]+)@(?P<version>\d[0-9A-Za-z.-]*?)(?:\.(?P<language>[a-z]{2}))?\.toml")


@dataclass(frozen=True)
class Found:
    """A template file: its reference, where it is, and whose it is."""

    id: str
    version: str
    path: Path
    origin: str

    @property
    def ref(self) -> str:
        """`id@version`."""
        return f"{self.id}@{self.version}"

    @property
    def order(self) -> tuple[int, ...]:
        """Versions as numbers, so that 1.10.0 is newer than 1.9.0."""
        return tuple(int(part) for part in re.findall(r"\d+", self.version))


@dataclass(frozen=True)
class Loaded:
    """A template that was read: its content, hash, and the lines of its file."""

    found: Found
    template: Template
    sha256: str
    outline: Outline


def hash_content(data: Mapping[str, Any]) -> str:
    """SHA-256 of canonical content: line ends, comments and key order do not matter."""
    return hashlib.sha256(canonical_json(data)).hexdigest()


class Library:
    """All templates within reach."""

    def __init__(self, own: Path | None = None) -> None:
        """`own` is a force's folder; the shipped one always follows."""
        self.folders = [(own, "own")] if own else []
        if own and not own.is_dir():
            raise refused(
                "folder-missing",
                str(own),
                "the folder of templates does not exist",
                "its sets would be missed",
                "check --templates",
            )
        self.folders.append((find_shipped("templates"), "shipped"))
        self._read: dict[str, Loaded] = {}

    @cached_property
    def found(self) -> dict[str, Found]:
        """Every template by reference; a force's own comes before a shipped one of the same reference."""
        by_ref: dict[str, Found] = {}
        for folder, origin in self.folders:
            for path in sorted(folder.rglob("*@*.toml")):
                name = NAME.fullmatch(path.name)
                if name and not name["language"]:
                    item = Found(name["id"], name["version"], path, origin)
                    by_ref.setdefault(item.ref, item)
        return by_ref

    def find_language(self, ref: str, language: str) -> Path | None:
        """The side file of a template in another language; a force's own comes before a shipped one."""
        name = f"{self.find(ref).ref}.{language}.toml"
        return next((path for folder, _origin in self.folders for path in sorted(folder.rglob(name))), None)

    def newest(self, template_id: str) -> Found | None:
        """The newest version of an id."""
        versions = [item for item in self.found.values() if item.id == template_id]
        return max(versions, key=lambda item: item.order, default=None)

    def find(self, ref: str) -> Found:
        """Where a reference or a bare id leads. Raises SjtoolError with what there is instead."""
        found = self.found.get(ref) if "@" in ref else self.newest(ref)
        if found is None:
            raise refused(
                "unknown-template",
                "templates",
                f'there is no template "{_shown(ref)}"',
                "what was asked can only be read with the set it was asked from",
                f"sjtool sets list  shows what there is{self._near(ref)}",
            )
        return found

    def _near(self, ref: str) -> str:
        import difflib

        close = difflib.get_close_matches(ref.partition("@")[0], sorted({item.id for item in self.found.values()}), 1)
        return f'; did you mean "{close[0]}"?' if close else ""

    def read(self, ref: str) -> Loaded:
        """A template, checked. Raises SjtoolError with every problem of the file."""
        found = self.find(ref)
        if found.ref not in self._read:
            self._read[found.ref] = read_template(found)
        return self._read[found.ref]

    def question_set(self, ref: str) -> QuestionSet:
        """A question set, with a force's own marks in place of the shipped ones where there are any."""
        questions = self._of(ref, QuestionSet)
        newest = self.newest(f"{questions.set.id}-marks")
        if newest is None:
            return questions
        marks = self._of(newest.ref, MarkSet)
        lines = template_lines(self.read(newest.ref).outline)
        problems = list(find_marks_problems(str(newest.path), lines, marks, questions))
        if problems:
            raise SjtoolError(problems)
        return questions.with_marks(marks)

    def factor_set(self, ref: str) -> FactorSet:
        """A factor set."""
        return self._of(ref, FactorSet)

    def menu(self, ref: str) -> Menu:
        """A menu or outline."""
        return self._of(ref, Menu)

    def clocks(self, ref: str = "england-wales") -> ClockSet:
        """A set of clocks."""
        return self._of(ref, ClockSet)

    def instrument(self, ref: str) -> Instrument:
        """An instrument's passport."""
        return self._of(ref, Instrument)

    def _of(self, ref: str, model: type[T]) -> T:
        loaded = self.read(ref)
        if not isinstance(loaded.template, model):
            raise refused(
                "wrong-template",
                str(loaded.found.path),
                f"{loaded.found.ref} is not {with_article(_kind_words(model))}",
                "questions are asked, factors are rated, instruments are received",
                "sjtool sets list  shows what each template is",
            )
        return loaded.template

    def hashes(self, ref: str) -> Iterator[tuple[str, str]]:
        """References and hashes a case must pin to use `ref`: the template, and the marks that go with it."""
        loaded = self.read(ref)
        yield loaded.found.ref, loaded.sha256
        newest = self.newest(f"{loaded.found.id}-marks")
        if newest and isinstance(loaded.template, QuestionSet):
            yield newest.ref, self.read(newest.ref).sha256


def read_template(found: Found) -> Loaded:
    """Read one template file. Raises SjtoolError with every problem of the file."""
    file = read_toml(found.path)
    head = file.data.get("set")
    model = TEMPLATES.get(str(head.get("kind")) if isinstance(head, dict) else "")
    if model is None or not isinstance(head, dict):
        raise refused(
            "template-kind",
            str(found.path),
            "the file does not say what kind of template it is",
            "each kind is read by its own rules",
            'add  kind = "question-set"  (or "factor-set", "instrument", "marks", "menu", "clocks") under [set]',
            file.outline.line_of(0),
        )
    try:
        template = model.model_validate(file.data)
    except ValidationError as error:
        raise SjtoolError(_explain(error, model, found, file)) from None
    if (template.set.id, template.set.version) != (found.id, found.version):
        raise refused(
            "template-name",
            str(found.path),
            "the file's name and its [set] do not name the same id and version",
            "a case pins a template by id@version; two names for one would break that",
            f"name the file {template.set.id}@{template.set.version}.toml",
        )
    return Loaded(found, template, hash_content(file.data), file.outline)


def _explain(error: ValidationError, model: type[Any], found: Found, file: TomlFile) -> list[Problem]:
    lines = template_lines(file.outline)

    def line_of(loc: tuple[str | int, ...]) -> int:
        while loc:
            if loc in lines:
                return lines[loc]
            loc = loc[:-1]
        return 1

    problems = explain_errors(error, model, str(found.path), "this part of the template", line_of, file.outline.excerpt)
    return problems or [
        Problem("template-wrong", Place(str(found.path)), "not a template", "it cannot be read", "sets check")
    ]


def template_lines(outline: Outline) -> dict[tuple[str | int, ...], int]:
    """Lines of a nested template by path, e.g. ("item", 3, "part", 0, "ask")."""
    counts: dict[tuple[str | int, ...], int] = {}
    lines: dict[tuple[str | int, ...], int] = {}
    where: dict[int, tuple[str | int, ...]] = {-1: ()}
    for number, header in enumerate(outline.headers):
        spot: tuple[str | int, ...] = ()
        parts = [part.strip() for part in header.name.split(".")]
        for depth, part in enumerate(parts):
            spot = (*spot, part)
            last = depth == len(parts) - 1
            if last and header.is_array:
                counts[spot] = counts.get(spot, -1) + 1
            if spot in counts:
                spot = (*spot, counts[spot])
        where[number] = spot
        lines[spot] = header.line
    for (number, key), line in outline.key_lines.items():
        lines[(*where[number], *(part.strip() for part in key.split(".")))] = line
    return lines


def _shown(ref: str) -> str:
    return ref if re.fullmatch(r"[A-Za-z0-9@._-]{1,60}", ref) else "of that name"


def _kind_words(model: type[Any]) -> str:
    return next(kind.replace("-", " ") for kind, known in TEMPLATES.items() if known is model)
