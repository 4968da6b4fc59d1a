"""What checking found, as plain frozen data for the renderers: files with their problems, and the rules behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sjtool.problem import Problem
from sjtool.text import count_words


@dataclass(frozen=True)
class Rule:
    """A code and what it stands for. `severity` is empty for a message that is not a check."""

    code: str
    gist: str
    manual: str
    why: str = ""
    severity: str = ""


@dataclass(frozen=True)
class CheckedFile:
    """One file and everything found in it. One that could not be read has not been checked any further."""

    path: str
    problems: tuple[Problem, ...]
    is_readable: bool = True

    @property
    def errors(self) -> int:
        """Findings that make the summary unsafe to rely on."""
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        """Findings that ask for a second look."""
        return len(self.problems) - self.errors


@dataclass(frozen=True)
class Checked:
    """A run: the files, the checks that were made, and rules for every code that may stand in the findings."""

    files: tuple[CheckedFile, ...]
    checks: tuple[str, ...]
    rules: tuple[Rule, ...]

    @property
    def errors(self) -> int:
        """Over all files."""
        return sum(file.errors for file in self.files)

    @property
    def warnings(self) -> int:
        """Over all files."""
        return sum(file.warnings for file in self.files)

    @property
    def unreadable(self) -> int:
        """How many files could not be read."""
        return sum(not file.is_readable for file in self.files)


def say_counts(parts: Sequence[tuple[int, str]]) -> str:
    """`2 errors, 1 warning`; nothing is said of what there is none of."""
    return ", ".join(count_words(number, word) for number, word in parts if number)
