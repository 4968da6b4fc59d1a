"""`sjtool calculate`: work out an instrument for inputs from a file or pipe, one result a line; no case is touched."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from sjtool.commands.calculate_work import Chunk, Done, prepare, work
from sjtool.commands.options import Templates
from sjtool.console import say
from sjtool.errors import refused, usage
from sjtool.score.register import COMPUTED
from sjtool.status import ExitStatus
from sjtool.store.input_stream import Item, Line, read_inputs
from sjtool.text import count_words

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_CHUNK = 500
_MOST_WORKERS = 61


@app.command(
    help="Work out a published rule for inputs from a file or pipe: JSON, JSON Lines or TOML in, JSON Lines out."
)
def calculate(
    instrument: Annotated[str, typer.Argument(metavar="INSTRUMENT", help=f"One of: {', '.join(COMPUTED)}.")],
    inputs: Annotated[str, typer.Option("--inputs", metavar="FILE", help="The inputs; - reads a pipe.")],
    full: Annotated[bool, typer.Option("--full", help="With each result its inputs and all of its limits.")] = False,
    workers: Annotated[int, typer.Option("--workers", metavar="N", help="Processes that share the work.")] = 1,
    templates: Templates = "",
) -> ExitStatus:
    """One result a line, in the order of the inputs. Exit 1 where an input could not be worked out."""
    if instrument not in COMPUTED:
        raise usage(
            "not-computed",
            "this instrument is not computed here",
            "only published rules are; any other outcome is recorded as it was made",
            f"calculate one of: {', '.join(COMPUTED)}; or  sjtool receive CASE INSTRUMENT",
        )
    if not 1 <= workers <= _MOST_WORKERS:
        raise usage("bad-workers", f"--workers takes 1 to {_MOST_WORKERS}", "more are not started", "--workers 2")
    compute = prepare(instrument, templates)  # before anything is read, so that a fault in the passport shows once
    made = wrong = 0
    with _open(inputs) as stream:
        chunks = _chunks(read_inputs(stream, inputs))
        done = (
            _share((instrument, templates, full), chunks, workers)
            if workers > 1
            else (work(chunk, compute, full=full) for chunk in chunks)
        )
        for part in done:
            sys.stdout.write(part.text)
            made, wrong = made + part.made, wrong + part.wrong
    if not made:
        raise refused("inputs-empty", inputs, "there are no inputs in it", "nothing was worked out", "give one a line")
    say(f"{count_words(made, 'input')}: {made - wrong:,} worked out or not applicable, {wrong:,} with problems")
    return ExitStatus.FINDINGS if wrong else ExitStatus.OK


def _open(named: str) -> BinaryIO:
    """The stream of inputs. Raises SjtoolError where it cannot be read."""
    if named == "-":
        if sys.stdin is None:  # closed by whoever started the program
            raise refused("inputs-empty", named, "there is no pipe to read", "nothing was worked out", "name a file")
        return sys.stdin.buffer
    try:
        return Path(named).open("rb")
    except IsADirectoryError:
        raise refused("not-a-file", named, "this is a folder", "inputs are read from a file", "name a file") from None
    except FileNotFoundError:
        raise refused("file-missing", named, "there is no such file", "nothing can be read", "check the name") from None
    except OSError as error:
        what = f"it cannot be read ({error.strerror or 'unknown reason'})"
        raise refused("unreadable", named, what, "nothing can be worked out", "check your rights to it") from None


def _chunks(items: Iterable[Item | Line]) -> Iterator[Chunk]:
    """So many inputs at a time, in order."""
    rest = iter(items)
    while part := tuple(itertools.islice(rest, _CHUNK)):
        yield part


def _share(order: tuple[str, str, bool], chunks: Iterator[Chunk], workers: int) -> Iterator[Done]:
    """The work of several processes, started afresh, in the order of the inputs; a few chunks are under way at once."""
    import multiprocessing
    from collections import deque
    from concurrent.futures import Future, ProcessPoolExecutor

    from sjtool.commands.calculate_work import begin, work_here

    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, begin, order) as pool:
        under_way: deque[Future[Done]] = deque()
        for chunk in chunks:
            under_way.append(pool.submit(work_here, chunk))
            if len(under_way) > 2 * workers:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
