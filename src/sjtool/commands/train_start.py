"""`sjtool train start`: a case for each trainee, with what was gathered and nothing of what was made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from sjtool import clock
from sjtool.commands.desk import Desk
from sjtool.commands.train_files import make_folder
from sjtool.console import say
from sjtool.errors import usage
from sjtool.status import ExitStatus
from sjtool.store.durable import write_durably
from sjtool.store.ledger import read_ledger
from sjtool.store.library import Library
from sjtool.store.read import build_case
from sjtool.text import count_words
from sjtool.training.returned import BETWEEN
from sjtool.training.start import start_case

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,30}")
_MOST = 50


def start(desk: Desk, case: str, raters: Iterable[str], out: Path, *, bare: bool) -> ExitStatus:
    """Write the cases. Nothing that is there is replaced. Raises SjtoolError."""
    ledger = read_ledger(desk.find_case(case))
    found, _problems = build_case(ledger)
    if BETWEEN in found.header.case:
        raise usage(
            "not-a-training-case",
            "this is a trainee's case, or one with faults, already",
            "a room starts from the case as it was gathered",
            f"sjtool train start {found.header.case.partition(BETWEEN)[0]} --for …",
        )
    acute = find_acute(desk.library)
    names = _names(raters)
    make_folder(out)
    written = 0
    for name in names:
        target = out / f"{found.header.case}{BETWEEN}{name}.toml"
        if target.exists():
            say(f"{target} is there already; it was left as it is.")
            continue
        write_durably(target, start_case(ledger, found, name, acute, clock.now(), bare=bare))
        written += 1
    if not written:
        say("Nothing was written: all of them are there already.")
    else:
        say(f"{count_words(written, 'case')} in {out}. Each holds what was gathered; what to make of it is theirs.")
        say("Each officer says who they are by the name of the file:  --by  or SJTOOL_BY")
        first = out / f"{found.header.case}{BETWEEN}{names[0]}.toml"
        say(f"  sjtool next {first}")
    return ExitStatus.OK


def find_acute(library: Library) -> frozenset[str]:
    """Sheets that are rated afresh at each contact, by id: their earlier ratings are history, not an answer."""
    sheets = (library.read(ref).template for ref in library.found)
    return frozenset(sheet.set.id for sheet in sheets if getattr(sheet.set, "carry_forward", True) is False)


def _names(raters: Iterable[str]) -> list[str]:
    """Each trainee once. Raises SjtoolError (usage) for a name that cannot be part of a file name."""
    names = list(dict.fromkeys(filter(None, (part.strip() for rater in raters for part in rater.split(",")))))
    if not 1 <= len(names) <= _MOST:
        raise usage("bad-size", f"--for takes 1 to {_MOST} trainees", "a room is no larger", "--for trainee-01")
    for name in names:
        if not _NAME.fullmatch(name) or BETWEEN in name:
            raise usage(
                "bad-trainee",
                "this cannot be part of a file name",
                "each trainee's case is called after them",
                "letters, digits, dots and single dashes:  --for trainee-07",
            )
    return names
