"""Work over many cases: in order, in one process or several, whatever dies on the way."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor

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


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("workers", [1, 2])
def test_after_a_stop_what_was_done_is_handed_over(workers: int) -> None:
    made: Pool[str, object] = Pool(eval, str, begin=int, order=(), workers=workers)
    read = []
    for found in made.run([str(n) for n in range(200)]):
        read.append(found)
        if found == 4:
            break
    rest = list(made.rest())
    assert read == [0, 1, 2, 3, 4]
    assert rest == list(range(4, 4 + len(rest)))
    assert 1 <= len(rest) < 40
    assert (len(rest) > 1) == (workers > 1)


@pytest.mark.usefixtures("many")
def test_what_went_wrong_in_a_process_is_told_once() -> None:
    made: Pool[str, object] = Pool(eval, str, begin=int, order=(), workers=2)
    with pytest.raises(ZeroDivisionError):
        list(made.run(["0", "1", "1 / 0", "3"]))
    assert list(made.rest()) == []


@pytest.mark.usefixtures("many")
@pytest.mark.skipif(os.name == "nt", reason="signals cannot be kept from a process there")
def test_processes_do_not_hear_ctrl_c_and_this_one_does() -> None:
    blocked = "__import__('signal').SIGINT in __import__('signal').pthread_sigmask(0, [])"
    assert set(run([blocked] * 8, workers=2)) == {True}
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_sigterm_stops_as_ctrl_c_does() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt), pools.stop_on_sigterm():
        signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) == before
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(_handler_meanwhile).result() == before


def _handler_meanwhile() -> object:
    with pools.stop_on_sigterm():
        return signal.getsignal(signal.SIGTERM)
