"""Run the same work over many cases, in this process or in several, in the order of the cases.

Processes are started afresh (spawn), as Windows does. One that dies takes only the case it died with. After a stop
(Ctrl-C, SIGTERM) each process finishes its case, and `rest` hands over what was done. No more is held than a few chunks
of results.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sjtool.commands.garbage import Sweeper
from sjtool.commands.stopping import deaf_children, note_more, start_tracker, stop_on_sigterm
from sjtool.report.as_json import use_fast_writer
from sjtool.store.chain import use_fast_encoder
from sjtool.store.toml import use_fast_parser

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

__all__ = ["WORTH", "Pool", "stop_on_sigterm", "use_fast_libraries"]
C = TypeVar("C")
R = TypeVar("R")
CHUNK = 4
"""Cases that a process is given at a time: what it has done of them is lost if it dies, so they are few."""
_AHEAD = 3
"""Chunks each process may be ahead of what has been read."""
_GRACE = 2.0
"""Seconds in which a run that is stopped says so to its processes."""
_HERE: dict[str, Any] = {}
WORTH = 48
"""Below so many cases a second process costs more than it saves."""


class Pool(Generic[C, R]):
    """Work that is shared out. `do` and `begin` are functions of a module, `order` what `begin` is given.

    `crashed` says what stands for a case whose process died.
    """

    def __init__(
        self,
        do: Callable[[C], R],
        crashed: Callable[[C], R],
        *,
        begin: Callable[..., None],
        order: Sequence[Any],
        workers: int,
    ) -> None:
        """Nothing is started yet."""
        self.do, self.crashed = do, crashed
        self.begin, self.order, self.workers = begin, order, workers
        self._pool: ProcessPoolExecutor | None = None
        self._flying: deque[tuple[Future[list[R]] | None, list[C]]] = deque()
        self._found: deque[R] = deque()
        self._halt: Any = None
        self._is_read = False

    def run(self, cases: Sequence[C]) -> Iterator[R]:
        """What became of each case, in their order."""
        if self.workers < 2 or len(cases) < WORTH:  # noqa: PLR2004 - one process is this one
            yield from self._alone(cases)
            return
        try:
            yield from self._share(cases)
        finally:
            self._wind_up()

    def _alone(self, cases: Sequence[C]) -> Iterator[R]:
        """In this process."""
        sweeper = Sweeper()
        if len(cases) >= WORTH:
            use_fast_libraries()
        self.begin(*self.order)
        if len(cases) >= WORTH:
            sweeper.begin()
        try:
            for case in cases:
                self._found.append(self.do(case))
                yield from self._hand_over()
                sweeper.done()
        finally:
            sweeper.end()

    def _wind_up(self) -> None:
        """Each process stops after the case it is at."""
        if self._pool:
            self._halt.value = True
            self._pool.shutdown(cancel_futures=True)

    def rest(self) -> Iterator[R]:
        """After a stop: what was done and not read to the end. The result that was last read comes once more."""
        self._wind_up()
        given = [future.result() for future, _chunk in self._flying if future and _is_done(future)]
        note_more(len(self._found) + sum(map(len, given)) - self._is_read)
        yield from self._found
        for found in given:
            yield from found

    def _share(self, cases: Sequence[C]) -> Iterator[R]:
        left = _chunks(cases)
        while True:
            for chunk in islice(left, max(0, self.workers * _AHEAD - len(self._flying))):
                self._flying.append((self._give(chunk), chunk))
            if not self._flying:
                return
            future, chunk = self._flying[0]
            found = self._take(future)  # it is still listed: a stop may come while this waits
            self._found.extend(found or ())
            self._flying.popleft()
            if found is None:  # a process died, with this chunk or another: what was given out is given out again
                self._stop()
                for result in self._one_by_one(chunk):
                    self._found.append(result)
                    yield from self._hand_over()
                self._flying = deque((self._again(old, given), given) for old, given in self._flying)
            else:
                yield from self._hand_over()

    def _hand_over(self) -> Iterator[R]:
        """Each result stays listed until the next is asked for: so that a stop meanwhile does not lose it."""
        while self._found:
            self._is_read = True
            yield self._found[0]
            self._is_read = False
            self._found.popleft()

    def _give(self, chunk: list[C]) -> Future[list[R]] | None:
        """Give a chunk to a process; None where the processes are dying under it."""
        from concurrent.futures.process import BrokenProcessPool

        try:
            if not self._pool:
                start_tracker()
            with deaf_children():
                return self._processes(self.workers).submit(_do_all, self.do, chunk)
        except BrokenProcessPool:
            return None

    def _again(self, old: Future[list[R]] | None, chunk: list[C]) -> Future[list[R]] | None:
        """What was done stays done."""
        return old if old and _is_done(old) else self._give(chunk)

    def _take(self, future: Future[list[R]] | None) -> list[R] | None:
        from concurrent.futures import CancelledError
        from concurrent.futures.process import BrokenProcessPool

        try:
            return future.result() if future else None
        except (BrokenProcessPool, CancelledError):
            return None

    def _one_by_one(self, chunk: list[C]) -> Iterator[R]:
        """Each case of a chunk in a process of its own: the one that kills it is known by that."""
        for case in chunk:
            found = self._take(self._give([case]))
            if found is None:
                self._stop()
                yield self.crashed(case)
            else:
                yield from found

    def _processes(self, workers: int) -> ProcessPoolExecutor:
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._halt = context.Value("b", False, lock=False)  # no lock: a process that dies would keep it
            self._pool = ProcessPoolExecutor(workers, context, _begin, (self._halt, self.begin, tuple(self.order)))
        return self._pool

    def _stop(self) -> None:
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = None


def _is_done(future: Future[Any]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _chunks(cases: Iterable[C]) -> Iterator[list[C]]:
    left = iter(cases)
    while chunk := list(islice(left, CHUNK)):
        yield chunk


def use_fast_libraries() -> None:
    """What the extra `fast` brings, for a process that goes through many cases. What it makes is the same."""
    use_fast_parser()
    use_fast_encoder()
    use_fast_writer()


def _begin(halt: Any, begin: Callable[..., None], order: tuple[Any, ...]) -> None:
    """What a new process does first. Ctrl-C is for the one that was typed at, which sets `halt`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":  # Ctrl-Break, and the closing of a console, reach every process of it
        signal.signal(signal.SIGBREAK, signal.SIG_IGN)
    _HERE["halt"] = halt
    signal.signal(signal.SIGTERM, _end_unless_stopping)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    use_fast_libraries()
    begin(*order)
    sweeper = _HERE["sweeper"] = Sweeper()
    sweeper.begin()


def _end_unless_stopping(number: int, _frame: object) -> None:
    """SIGTERM to a whole group of processes reaches each of them: this one finishes its case where the run is stopping.

    Else what it had just printed and logged would be in no manifest. The one that shares out the work says so within
    moments (`halt`); where it does not, it has done with this process, or is gone.
    """
    until = monotonic() + _GRACE
    while monotonic() < until:
        if _HERE["halt"].value:
            return
        sleep(0.01)
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def _do_all(do: Callable[[C], R], chunk: list[C]) -> list[R]:
    """A chunk, or as much of it as was done when the run was stopped."""
    found = []
    for case in chunk:
        if _HERE["halt"].value:
            break
        found.append(do(case))
        _HERE["sweeper"].done()
    return found
