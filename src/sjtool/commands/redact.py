"""`sjtool redact`: a pseudonymised copy of a case for training, and what it could not be sure of."""

from __future__ import annotations

import json
import re
import secrets
from pathlib import Path
from typing import Annotated, Any

import typer

from sjtool.commands.desk import Desk
from sjtool.commands.options import By, CaseArg, Json, Templates
from sjtool.commands.redact_copy import MAY_NAME, Redacted, redact_case
from sjtool.console import say, say_wrapped, screen_width, write_out
from sjtool.errors import refused, usage
from sjtool.status import ExitStatus
from sjtool.store.durable import hold_lock, write_durably
from sjtool.store.ledger import LedgerFile, parse_ledger, read_ledger
from sjtool.text import count_words, wrap_text

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_BESIDE = re.compile(r".*\.(victims|kept-\d+|unfinished-[A-Za-z0-9-]+)\.toml")
_STILL = (
    "This copy is still personal data: who knows the case could know the people in it again. It stays so until "
    "somebody has read all of it and found nobody in it; what is listed is where to look first, never all there is."
)


@app.command(
    help="Make a pseudonymised copy of a case for training, and list what it could not be sure of. Still personal data "
    "until somebody has read it."
)
def redact(
    case: CaseArg,
    out: Annotated[str, typer.Option("--out", metavar="FILE", help="The copy: a new file that ends in .toml.")],
    seed: Annotated[
        int | None,
        typer.Option("--seed", metavar="N", help="The same seed, the same names and bytes. Keep it to yourself."),
    ] = None,
    drop_words: Annotated[
        bool, typer.Option("--drop-words", help="Leave out all free words; coded values, dates and numbers stay.")
    ] = False,
    as_json: Json = False,
    by: By = "",
    templates: Templates = "",
) -> ExitStatus:
    """Read, rewrite, write a new file, list what a reader must look at. The case itself is only read."""
    desk = Desk(by=by, templates=templates)
    loaded = desk.load(case)
    target = _target(out)
    made = redact_case(
        loaded, read_ledger(loaded.path), str(seed) if seed is not None else secrets.token_hex(), drop_words=drop_words
    )
    copy = parse_ledger(made.content, str(target))
    with hold_lock(target):
        _refuse_existing(target)
        desk.log(loaded, "consultation", "redact")
        write_durably(target, made.content)
    if as_json:
        write_out(json.dumps(_as_data(made, copy, str(target)), indent=2, ensure_ascii=False))
    elif made.doubts:
        write_out("\n".join(_as_lines(made, copy, str(target))))
    say(f"Written: {target}, {count_words(made.records, 'record')}. The victims file and the log are not copied.")
    say_wrapped(_STILL)
    return ExitStatus.FINDINGS if made.doubts else ExitStatus.OK


def _target(out: str) -> Path:
    """Where the copy goes. Raises SjtoolError where it could take the place of a case, or of what belongs to one."""
    target = Path(out)
    if target.suffix != ".toml" or _BESIDE.fullmatch(target.name) or target.is_dir():
        raise usage(
            "redact-out",
            "the copy is a case file of its own",
            "other commands know a case by its ending",
            "--out FILE.toml  with a name that is not used yet",
        )
    if not target.parent.is_dir():
        raise refused(
            "folder-missing", out, "the folder does not exist", "a copy is kept where you say", "make the folder first"
        )
    _refuse_existing(target)
    return target


def _refuse_existing(target: Path) -> None:
    if target.exists() or target.is_symlink():
        raise refused(
            "case-exists",
            str(target),
            "there is a file of this name already",
            "a copy never replaces a case",
            "choose another name",
        )


def _places(made: Redacted, copy: LedgerFile) -> list[tuple[int, str, str, tuple[str, ...]]]:
    """Line, record, key and why: keys that may name somebody first, then in the order of the file."""
    numbers = {link.id: link.number for link in copy.links}
    return [
        (copy.outline.line_of(numbers[doubt.record], doubt.key), doubt.record, doubt.key, doubt.why)
        for doubt in sorted(made.doubts, key=lambda doubt: MAY_NAME not in doubt.why)
    ]


def _as_lines(made: Redacted, copy: LedgerFile, path: str) -> list[str]:
    names = sum(1 for doubt in made.doubts if MAY_NAME in doubt.why)
    first = f", {names} that may name somebody first" if names else ""
    lines = wrap_text(f"To be read in {path}: {count_words(len(made.doubts), 'key')}{first}.", screen_width())
    for line, record, key, why in _places(made, copy):
        lines += wrap_text(f"{record} {key}: {', '.join(why)}", screen_width(), "        ", f"{line:>6}  ")
    return lines


def _as_data(made: Redacted, copy: LedgerFile, path: str) -> dict[str, Any]:
    found = [
        {"line": line, "record": record, "key": key, "why": list(why)} for line, record, key, why in _places(made, copy)
    ]
    return {
        "schema": "sjtool-redact",
        "version": 1,
        "file": path,
        "case": made.case,
        "records": made.records,
        "is_personal_data": True,
        "to_read": found,
    }
