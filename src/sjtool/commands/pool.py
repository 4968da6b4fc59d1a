"""Run the same work over many cases, in this process or in several, in the order of the cases.

Processes are started afresh (spawn), as Windows does. One that dies takes only the case it died with; Ctrl-C stops
between cases. No more is held than a few chunks of results.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sjtool.store.toml import use_fast_parser

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

C = TypeVar("C")
R = TypeVar("R")
CHUNK = 16
"""Cases that a process is given at a time."""
_AHEAD = 3
"""Chunks each process may be ahead of what has been read."""
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

    def run(self, cases: Sequence[C]) -> Iterator[R]:
        """What became of each case, in their order."""
        if self.workers < 2 or len(cases) < WORTH:  # noqa: PLR2004 - one process is this one
            self.begin(*self.order)
            yield from map(self.do, cases)
            return
        try:
            yield from self._share(cases)
        finally:
            if self._pool:
                self._pool.shutdown(cancel_futures=True)

    def _share(self, cases: Sequence[C]) -> Iterator[R]:
        left = _chunks(cases)
        flying: deque[tuple[Future[list[R]] | None, list[C]]] = deque()
        while True:
            for chunk in islice(left, max(0, self.workers * _AHEAD - len(flying))):
                flying.append((self._give(chunk), chunk))
            if not flying:
                return
            future, chunk = flying.popleft()
            found = self._take(future)
            if found is None:  # a process died, with this chunk or another: what was given out is given out again
                self._stop()
                yield from self._one_by_one(chunk)
                flying = deque((self._again(old, given), given) for old, given in flying)
            else:
                yield from found

    def _give(self, chunk: list[C]) -> Future[list[R]] | None:
        """Give a chunk to a process; None where the processes are dying under it."""
        from concurrent.futures.process import BrokenProcessPool

        try:
            return self._processes(self.workers).submit(_do_all, self.do, chunk)
        except BrokenProcessPool:
            return None

    def _again(self, old: Future[list[R]] | None, chunk: list[C]) -> Future[list[R]] | None:
        """What was done stays done."""
        done = old is not None and old.done() and not old.cancelled() and old.exception() is None
        return old if done else self._give(chunk)

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
            self._pool = ProcessPoolExecutor(workers, context, _begin, (self.begin, tuple(self.order)))
        return self._pool

    def _stop(self) -> None:
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = None


def _chunks(cases: Iterable[C]) -> Iterator[list[C]]:
    left = iter(cases)
    while chunk := list(islice(left, CHUNK)):
        yield chunk


def _begin(begin: Callable[..., None], order: tuple[Any, ...]) -> None:
    """What a new process does first. Ctrl-C is for the one that was typed at."""
    import gc

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    use_fast_parser()
    begin(*order)
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _do_all(do: Callable[[C], R], chunk: list[C]) -> list[R]:
    return [do(case) for case in chunk]
