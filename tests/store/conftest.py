"""Fixtures of the tests of the store: what a refusal said, what lies in a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sjtool.errors import SjtoolError
from sjtool.problem import Problem


@pytest.fixture
def problem_of() -> Callable[..., Problem]:
    """Call something that must be refused; gives the first problem it said. Exit status 3, all parts said."""

    def call(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Problem:
        with pytest.raises(SjtoolError) as stopped:
            function(*args, **kwargs)
        assert stopped.value.status == 3
        problem = stopped.value.problems[0]
        assert problem.what
        assert problem.why
        assert problem.fix
        return problem

    return call


@pytest.fixture
def files_in() -> Callable[[Path], dict[str, bytes]]:
    """Every file of a folder but locks, with its bytes."""

    def look(folder: Path) -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.is_file() and p.suffix != ".lock"}

    return look
