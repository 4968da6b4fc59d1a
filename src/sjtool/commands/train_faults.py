"""`sjtool train faults`: plant faults in a case for officers to find, and hold what they found against the key.

The key is a file of its own beside the case, so that a trainer can hand out the one and keep the other.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sjtool import clock
from sjtool.checking import check_file
from sjtool.commands.desk import Desk
from sjtool.commands.train_files import make_folder
from sjtool.console import say, screen_width, write_out
from sjtool.errors import SjtoolError, refused, usage
from sjtool.report.as_json import escape
from sjtool.report.faults_text import tell_list
from sjtool.report.json_head import headed
from sjtool.status import ExitStatus
from sjtool.store.durable import write_durably
from sjtool.store.ledger import LedgerFile, read_ledger
from sjtool.store.read import build_case
from sjtool.store.toml import read_bytes
from sjtool.text import count_words
from sjtool.training.fault_kinds import KINDS
from sjtool.training.fault_list import Compared, Line, hold, read_list
from sjtool.training.faults import CHANGED, as_key, plant

KEY = ".key.json"
BY_CHECK = "check"


def make(desk: Desk, case: str, seed: int, kinds: str, count: int, out: Path) -> ExitStatus:
    """Write the case with its faults, and the key. Raises SjtoolError."""
    ledger = read_ledger(desk.find_case(case))
    read, _problems = build_case(ledger)
    if not read.header.training:
        raise refused(
            "not-a-training-case",
            ledger.path,
            "this is no training case",
            "faults are planted in invented cases alone",
            "sjtool demo DIR  copies some",
        )
    with tempfile.TemporaryDirectory() as folder:
        tried = Path(folder) / "tried.toml"
        raw, planted = plant(
            ledger, seed, _kinds(kinds), count, lambda raw: _codes(desk, tried, raw, _last_day(ledger))
        )
    make_folder(out)
    target = out / f"{read.header.case}--faults-{seed}.toml"
    key = target.with_suffix(KEY)
    if target.exists() or key.exists():
        raise refused(
            "case-exists", str(target), "it is there already", "nothing is replaced", "another --seed or --out"
        )
    write_durably(target, raw)
    data = headed("fault-key", {"case": target.stem, "seed": seed, "faults": as_key(planted)})
    write_durably(key, (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode("utf-8"))
    say(f"{target}: {count_words(len(planted), 'fault')} to find. The key, for the trainer: {key}")
    return ExitStatus.OK


def _codes(desk: Desk, path: Path, raw: bytes, day: date) -> Counter[str]:
    """What the checks find in a training case that is tried out, as codes."""
    path.write_bytes(raw)
    return Counter(problem.code for problem in check_file(path, desk.library, today=day))


def compare(desk: Desk, case: str, listed: str, *, as_json: bool) -> ExitStatus:
    """Hold a list, or what `check` finds, against the key. Raises SjtoolError."""
    path = desk.find_case(case)
    faults = _read_key(path)
    by_check = listed == BY_CHECK
    found = (
        hold(faults, _named_by_check(desk, path), most=None)
        if by_check
        else hold(faults, _listed(path, faults, listed))
    )
    if as_json:
        data = headed("faults-marked", {"case": path.stem, **_as_data(found)})
        write_out(escape(json.dumps(data, indent=2, ensure_ascii=False)))
    else:
        write_out("\n".join(_tell_check(found) if by_check else tell_list(found, screen_width())))
    return ExitStatus.OK


def _as_data(found: Compared) -> dict[str, Any]:
    return {
        "found": [{**one.fault, "said": [*one.said]} for one in found.found],
        "missed": [*found.missed],
        "others": [*found.others],
        "crowded": [*found.crowded],
    }


def _listed(path: Path, faults: Sequence[dict[str, Any]], listed: str) -> list[Line]:
    """The lines of a list that somebody wrote."""
    known = {link.id for link in read_ledger(path).links} | {name for one in faults for name in one["names"]}
    return read_list(read_bytes(Path(listed)).decode("utf-8", "replace"), known)


def _named_by_check(desk: Desk, path: Path) -> list[Line]:
    """What `check` and `verify` find, each as the record at whose lines it was found."""
    ledger = read_ledger(path)
    starts = [(link.line, link.id) for link in ledger.links]
    named = []
    for problem in check_file(path, desk.library, today=_last_day(ledger)):
        at = [name for line, name in starts if line <= problem.place.line][-1:]
        said = read_list(problem.what, [name for _line, name in starts])
        names = {*at, *(name for line in said for name in line.names)}
        named.append(Line(" ".join([*at, problem.code]), frozenset(name.casefold() for name in names)))
    return named


def _last_day(ledger: LedgerFile) -> date:
    """The day of the last record: on a later one an invented case is overdue with everything."""
    days = [link.table["at"].date() for link in ledger.links if hasattr(link.table.get("at"), "date")]
    return max(days, default=clock.today())


def _read_key(path: Path) -> list[dict[str, Any]]:
    key = path.with_suffix(KEY)
    if not key.is_file():
        raise _no_key(key)
    try:
        faults: list[dict[str, Any]] = json.loads(read_bytes(key).decode("utf-8"))["faults"]
    except (ValueError, KeyError, TypeError):
        raise _no_key(key) from None
    return faults


def _no_key(key: Path) -> SjtoolError:
    return refused(
        "no-key",
        str(key),
        "this is no key to planted faults",
        "without it nothing can be marked",
        "sjtool train faults CASE --seed N  makes case and key",
    )


def _kinds(text: str) -> list[str]:
    """The kinds named, each once. Raises SjtoolError (usage)."""
    names = list(dict.fromkeys(filter(None, (word.strip() for word in text.split(",")))))
    for name in names:
        if name not in {*KINDS, CHANGED}:
            known = ", ".join([*KINDS, CHANGED])
            raise usage("bad-flaw", "this is not a kind of fault", "each is planted by a rule", known)
    return names


def _tell_check(found: Compared) -> Iterator[str]:
    yield f"check finds {len(found.found)} of {len(found.found) + len(found.missed)}."
    for one in found.found:
        yield f"  found   {one.fault['record']}: {one.fault['what']}"
    for missed in found.missed:
        yield f"  missed  {missed['record']}: {missed['what']}. sjtool explain {missed['found_by']}"
