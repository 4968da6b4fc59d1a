"""Work over many cases: in order, in one process or several, whatever dies on the way."""

from __future__ import annotations

import os

import pytest

from sjtool.commands import pool as pools
from sjtool.commands.pool import Pool

DIES = "__import__('os')._exit(3)"
"""Given to `eval` in a process of its own, this ends the process."""


def run(cases: list[str], workers: int) -> list[object]:
    made: Pool[str, object] = Pool(eval, lambda case: f"died: {case}", begin=int, order=(), workers=workers)
    return list(made.run(cases))


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few cases are enough for several processes, and they are given out two at a time."""
    monkeypatch.setattr(pools, "WORTH", 2)
    monkeypatch.setattr(pools, "CHUNK", 2)


def test_a_few_cases_stay_in_this_process() -> None:
    assert run(["__import__('os').getpid()"], workers=4) == [os.getpid()]


@pytest.mark.usefixtures("many")
def test_several_processes_keep_the_order() -> None:
    found = run([f"({n}, __import__('os').getpid() == {os.getpid()})" for n in range(13)], workers=2)
    assert found == [(n, False) for n in range(13)]


@pytest.mark.usefixtures("many")
def test_a_process_that_dies_takes_only_its_case_with_it() -> None:
    cases = ["0", "1", DIES, "3", "4", "5", DIES, "7"]
    found = run(cases, workers=2)
    assert found == [0, 1, f"died: {DIES}", 3, 4, 5, f"died: {DIES}", 7]


@pytest.mark.usefixtures("many")
def test_what_is_left_when_the_reader_stops_is_not_done() -> None:
    made: Pool[str, object] = Pool(eval, str, begin=int, order=(), workers=2)
    cases = made.run([str(n) for n in range(200)])
    assert next(cases) == 0
    cases.close()  # type: ignore[attr-defined]
    assert made._pool is not None
    with pytest.raises(RuntimeError):
        made._pool.submit(int)
