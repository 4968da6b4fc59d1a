"""`sjtool schema`: JSON Schemas of case files, templates and what sjtool prints for scripts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from sjtool.commands.report_files import check_out
from sjtool.console import say, write_out
from sjtool.errors import usage
from sjtool.report.schemas import SCHEMAS, build_schema
from sjtool.status import ExitStatus
from sjtool.store.durable import write_durably

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help="Print the JSON Schema of a case file, a kind of template, or what sjtool writes for scripts.")
def schema(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="Which; without it, all are listed.")] = "",
    out: Annotated[str, typer.Option("--out", metavar="FILE-OR-DIR", help="Write it, or all of them, here.")] = "",
) -> ExitStatus:
    """A list, one schema, or all of them in a folder."""
    if name and name not in SCHEMAS:
        raise usage(
            "unknown-schema",
            "there is no schema of that name",
            "each says how one kind of file is made",
            f"one of: {', '.join(SCHEMAS)}",
        )
    if out and not name:
        return _write_all(out)
    if not name:
        write_out("\n".join(f"{known:<16} {words}" for known, words in SCHEMAS.items()))
        return ExitStatus.OK
    text = _text(name)
    if out:
        folder = check_out(out, is_batch=False)
        target = folder / _file_name(name) if folder else Path(out)
        write_durably(target, text.encode("utf-8"))
        say(f"Written: {target}")
        return ExitStatus.OK
    write_out(text.rstrip("\n"))
    return ExitStatus.OK


def _text(name: str) -> str:
    return json.dumps(build_schema(name), indent=2, ensure_ascii=False) + "\n"


def _file_name(name: str) -> str:
    return f"{name}.schema.json"


def _write_all(out: str) -> ExitStatus:
    folder = check_out(out, is_batch=True) or Path(out)
    for name in SCHEMAS:
        write_durably(folder / _file_name(name), _text(name).encode("utf-8"))
    say(f"Written: {len(SCHEMAS)} schemas in {folder}")
    return ExitStatus.OK
