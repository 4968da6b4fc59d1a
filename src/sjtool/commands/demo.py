"""`sjtool demo`: copy the invented demo cases to a folder of the officer's own."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from sjtool.console import say
from sjtool.errors import refused
from sjtool.status import ExitStatus
from sjtool.store.durable import write_durably
from sjtool.store.shipped import find_shipped
from sjtool.text import count_words

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help="Copy the invented demo cases to a folder. Nothing that is there is replaced.")
def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder; it is made where it is not there.")],
) -> ExitStatus:
    """Copy, then say what to try first."""
    source = find_shipped("casefiles")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise refused(
            "not-saved",
            str(folder),
            f"the folder cannot be made ({error.strerror})",
            "cases are copied there",
            "name another",
        ) from None
    copied = 0
    for path in sorted([*source.glob("*.toml"), *source.glob("*.md")]):
        target = folder / path.name
        if target.exists():
            say(f"{target} is there already; it was left as it is.")
            continue
        write_durably(target, path.read_bytes())
        copied += 1
    say(f"{count_words(copied, 'file')} copied to {folder}. All of it is invented. To begin:")
    case = quote(str(folder / "demo-quay.toml"))
    for words in (f"show {case}", f"crosscheck {case}", f"next {case}", f"report {case}"):
        say(f"  sjtool {words}")
    say(f"For a room of officers: {folder / 'SESSION.md'}, and for the trainer alone {folder / 'LESSONS.md'}.")
    return ExitStatus.OK
